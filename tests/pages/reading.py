"""A page as its readers have it: the tree of its elements, and what a key would have written on the paper."""

from collections.abc import Iterator
from html.parser import HTMLParser

from civquiz.questions.base import Arrange, ChooseMany, ChooseOne, EnterText, Match, Question, Response

_VOID = {"meta"}


class Element:
    """An element: its tag, its attributes, and the elements and texts in it."""

    def __init__(self, tag: str, attributes: dict[str, str | None]) -> None:
        self.tag = tag
        self.attributes = attributes
        self.children: list[Element | str] = []

    def __iter__(self) -> Iterator["Element"]:
        """Itself and all elements below it, in the order of the page."""
        yield self
        for child in self.children:
            if isinstance(child, Element):
                yield from child

    @property
    def text(self) -> str:
        return "".join(child if isinstance(child, str) else child.text for child in self.children)

    def all(self, tag: str, **attributes: str) -> list["Element"]:
        """The elements below it of that tag with those attributes; `class_` is the class."""
        wanted = {name.rstrip("_"): value for name, value in attributes.items()}
        return [each for each in self if each.tag == tag and wanted.items() <= each.attributes.items()]

    def one(self, tag: str, **attributes: str) -> "Element":
        [found] = self.all(tag, **attributes)
        return found


class _Parser(HTMLParser):
    """Takes nothing but pages in which every element that begins ends, and in its place."""

    def __init__(self) -> None:
        super().__init__()
        self.root = Element("", {})
        self.open = [self.root]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert len(dict(attrs)) == len(attrs)
        element = Element(tag, dict(attrs))
        self.open[-1].children.append(element)
        if tag not in _VOID:
            self.open.append(element)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop().tag == tag

    def handle_data(self, data: str) -> None:
        self.open[-1].children.append(data)


def read(page: str) -> Element:
    """The page's elements; fails if it is not well-formed."""
    parser = _Parser()
    parser.feed(page)
    parser.close()
    assert parser.open == [parser.root]
    return parser.root


def asked(page: Element) -> list[Element]:
    """The questions on the paper."""
    return page.one("section", class_="paper").all("section", class_="entry")


def answers(page: Element) -> list[Element]:
    """The entries of the key."""
    return page.one("section", class_="key").all("section", class_="entry")


def options(entry: Element) -> list[str]:
    """The texts that a question offers, of a matching its right sides."""
    lists = entry.all("ol", type="A") or entry.all("ul")
    return [item.one("bdi").text for item in lists[0].all("li")] if lists else []


def lefts(entry: Element) -> list[str]:
    """The left sides of a matching."""
    return [cell.text for cell in entry.all("th", scope="row")]


def response(question: Question, seed: int, entry: Element, answer: Element) -> Response:
    """What somebody responds who writes on the paper what the key says, as the interaction would give it.

    The texts on a page are cleaned, so an option is known by its place.
    """
    interaction = question.interaction(seed)
    offered = options(entry)
    letters = {"ABCDEFGHI"[place]: place for place in range(len(offered))}
    items = answer.one("ul").all("li")
    marks = [mark.text for item in items for mark in item.all("b")]
    match interaction:
        case ChooseOne(texts) if entry.all("ol"):
            [letter] = marks
            return texts[letters[letter]]
        case ChooseOne(texts):
            return texts[offered.index(answer.one("ul").text.strip())]
        case ChooseMany(texts):
            return [texts[letters[letter]] for letter in marks]
        case EnterText(count):
            return ", ".join(item.all("bdi")[0].text for item in items[:count])
        case Arrange(texts):
            places = answer.one("p", class_="lead").text.partition(": ")[2].split(", ")
            numbered = dict(zip(places, texts, strict=True))
            return [numbered[str(place)] for place in range(1, len(texts) + 1)]
        case Match(left_texts, rights):
            of_row = dict(zip((item.all("bdi")[0].text for item in items), marks, strict=True))
            on_paper = dict(zip(lefts(entry), left_texts, strict=True))
            return {on_paper[left]: rights[letters[letter]] for left, letter in of_row.items()}
