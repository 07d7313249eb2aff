"""A test on paper: the questions, and on pages of its own the key."""

from collections.abc import Iterable, Sequence
from html import escape
from typing import assert_never

from civquiz.pages.markup import Texts, direction, document, figure, listed
from civquiz.pages.paper_style import style
from civquiz.questions.bank import Bank, Exam, as_of_words
from civquiz.questions.base import (
    Arrange,
    ChooseMany,
    ChooseOne,
    EnterText,
    Interaction,
    Match,
    Question,
    as_list,
    as_pairs,
)
from civquiz.questions.short_answer import ShortAnswer
from civquiz.text import one_line, plural, shorten

_LETTERS = "ABCDEFGHI"
_LONGEST_WHY = 300  # columns; a key is for looking things up

_BLANK = figure("blank", "blank to write on")
_TICK = figure("box", "box to tick")
_NUMBER = figure("box", "box for a number")
_LETTER = figure("box", "box for a letter")


def paper(bank: Bank, questions: Sequence[Question], seed: int, code: str, terms: Exam) -> str:
    """Questions of the bank in that order as a page of HTML, then their key; the options in the order of the seed.

    `code` is the test code that draws them; of the terms it says how many must be right, and what time there is.
    """
    return _Paper(bank, seed).page(questions, code, terms)


class _Paper:
    """The parts of the page as HTML."""

    def __init__(self, bank: Bank, seed: int) -> None:
        self._bank = bank
        self._seed = seed
        self._texts = Texts(bank.language)

    def page(self, questions: Sequence[Question], code: str, terms: Exam) -> str:
        title = self._texts.line(self._bank.title)
        number = len(questions)
        fields = [f"Name {_BLANK}", f"Date {_BLANK}", f"Points {_BLANK} of {number:,}"]
        rules = [
            f"{plural(number, 'question')}, {plural(number, 'point')}: one for each that is wholly right.",
            f"Passed with {plural(terms.needed(number), 'point')}.",
            f"Time: {plural(terms.minutes, 'minute')}." if terms.minutes else "",
            "Circle one letter, or do what is said under the question.",
        ]
        source = f" Source: {self._texts.line(self._bank.source)}" if one_line(self._bank.source) else ""
        parts = [
            f"<h1{direction(self._bank.title)}>{title}</h1>",
            '<section class="paper">\n<h2>Test paper</h2>',
            listed('ul class="fields" role="list"', fields),
            f"<p>{' '.join(filter(None, rules))}</p>",
            *(self._question(number, question) for number, question in enumerate(questions, 1)),
            f"<footer>Test code {escape(code)}</footer>\n</section>",
            f'<section class="key">\n<h2>Key</h2>\n<p>{title}. Test code {escape(code)}.{source}</p>',
            *(self._key(number, question) for number, question in enumerate(questions, 1)),
            "</section>",
        ]
        return document(f"{self._bank.title}: test paper", style(f"Test code {code}"), "\n".join(parts))

    def _question(self, number: int, question: Question) -> str:
        interaction = question.interaction(self._seed)
        task = _task(question, interaction)
        parts = [
            f'<section class="entry"{direction(question.stem)}>',
            f'<h3><span class="unseen">Question </span>{number}</h3>',
            f'<p class="stem">{self._texts.lines(question.stem)}{self._as_of(question)}</p>',
            f'<p class="task"><bdi>{task}</bdi></p>' if task else "",
            self._asked(question, interaction),
            "</section>",
        ]
        return "\n".join(filter(None, parts))

    def _asked(self, question: Question, interaction: Interaction) -> str:
        """What the interaction offers, and where to write."""
        line = self._texts.line
        match interaction:
            case ChooseOne(options) if _lettered(question):
                return _lettered_list(map(line, options))
            case ChooseOne(options):
                return listed('ul class="row" role="list"', (f"{_TICK} {line(option)}" for option in options))
            case ChooseMany(options):
                return _lettered_list(f"{_TICK} {line(option)}" for option in options)
            case EnterText(1):
                return f"<p>{_BLANK}</p>"
            case EnterText(count):
                return listed("ol", [_BLANK] * count)
            case Arrange(options):
                return listed('ul role="list"', (f"{_NUMBER} {line(option)}" for option in options))
            case Match(lefts, rights):
                rows = "".join(f'<tr><th scope="row">{line(left)}</th><td>{_LETTER}</td></tr>\n' for left in lefts)
                head = "".join(
                    f'<th scope="col"><span class="unseen">{word}</span></th>' for word in ("Item", "Letter")
                )
                table = f"<table>\n<thead><tr>{head}</tr></thead>\n<tbody>\n{rows}</tbody>\n</table>"
                return f'<div class="beside">\n{table}\n{_lettered_list(map(line, rights))}\n</div>'
            case _:
                assert_never(interaction)

    def _key(self, number: int, question: Question) -> str:
        lead, answers = self._answers(question)
        passages = (
            ", ".join(self._texts.line(part) for part in (passage.title, passage.source) if one_line(part))
            for passage in self._bank.passages_of(question)
        )
        sources = "; ".join(filter(None, passages))
        why = shorten(question.explanation, _LONGEST_WHY)
        under = [self._texts.line(why)] if why else []
        under += [f"<bdi>Source: {sources}</bdi>"] if sources else []
        parts = [
            f'<section class="entry"{direction(question.stem)}>',
            f'<h3><span class="unseen">Answer </span>{number}</h3>',
            f'<p class="lead"><bdi>{lead}</bdi></p>' if lead else "",
            listed('ul class="row" role="list"', answers),
            f'<p class="why">{" ".join(under)}</p>' if under else "",
            "</section>",
        ]
        return "\n".join(filter(None, parts))

    def _answers(self, question: Question) -> tuple[str, list[str]]:
        """What to say of the right answers, and each of them with what stands on the paper for it."""
        line = self._texts.line
        right = question.response_from(question.answer_record())
        interaction = question.interaction(self._seed)
        match interaction:
            case ChooseOne(options) | ChooseMany(options):
                chosen = [option for option in options if option in as_list(right)]
                if not _lettered(question):
                    return "", [line(option) for option in chosen]
                return "", [f"{_marked(_LETTERS[options.index(option)])} {line(option)}" for option in chosen]
            case EnterText(count):
                forms = self._forms(question)
                return f"Any {count} of these:" if count < len(forms) else "", forms
            case Arrange(options):
                items = as_list(right)
                places = ", ".join(str(items.index(option) + 1) for option in options)
                numbered = [f"{_marked(str(place))} {line(item)}" for place, item in enumerate(items, 1)]
                return f"From the top: {places}", numbered
            case Match(lefts, rights):
                sides = as_pairs(right)
                return "", [
                    f"{line(left)}: {_marked(_LETTERS[rights.index(sides[left])])} {line(sides[left])}"
                    for left in lefts
                ]
            case _:
                assert_never(interaction)

    def _forms(self, question: Question) -> list[str]:
        """Each answer that is to be written, in brackets what else counts as it."""
        record = question.answer_record()
        first = record if isinstance(record, list) else [str(record)]
        answers: list[list[str]] = []
        for form in question.answer_forms():
            if form in first or not answers:
                answers.append([])
            answers[-1].append(form)
        found = []
        for answer, *others in answers:
            beside = [f"or {'; '.join(map(self._texts.line, others))}"] if others else []
            if isinstance(question, ShortAnswer) and question.tolerance:
                beside.append(f"within {str(question.tolerance).removesuffix('.0')} of it")
            if isinstance(question, ShortAnswer) and question.unit:
                beside.append(f"in {self._texts.line(question.unit)}")
            found.append(self._texts.line(answer) + (f" ({', '.join(beside)})" if beside else ""))
        return found

    def _as_of(self, question: Question) -> str:
        dated = question.dated and self._bank.as_of
        return f' <bdi class="as-of">(as of {as_of_words(self._bank.as_of)})</bdi>' if dated else ""


def _lettered(question: Question) -> bool:
    """Whether the options are the question's own; true and false are looked for by no letter."""
    return bool(question.shown_texts())


def _lettered_list(items: Iterable[str]) -> str:
    return listed('ol type="A"', items)


def _marked(mark: str) -> str:
    return f"<b>{mark}</b>"


def _task(question: Question, interaction: Interaction) -> str:
    """What there is to do, "" where it is what the paper says of all."""
    match interaction:
        case ChooseOne():
            return "" if _lettered(question) else "True or false?"
        case ChooseMany():
            return "Choose all that apply."
        case EnterText(count):
            return f"Write {count}, one a line." if count > 1 else ""
        case Arrange():
            return "Number them in the right order: 1 for the first."
        case Match():
            return "Write a letter beside each one; a letter may be used again, or not at all."
        case _:
            assert_never(interaction)
