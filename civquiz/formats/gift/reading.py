"""A question read from a paragraph of GIFT."""

import re
from collections.abc import Callable, Sequence
from decimal import Decimal
from itertools import islice, pairwise
from typing import NamedTuple

from civquiz.formats import moodle
from civquiz.formats.contract import UnfitError
from civquiz.formats.gift.text import marked, plain, shown
from civquiz.questions.bank import MOST_ENTRIES, quoted

_MOST_BRACES = 1_000  # of a question; formulas have dozens
_BLANK, _OTHER_BLANK = "_____", "…"

_STEM = "the question"

_BRACE = re.compile(r"[{}]")
_TITLE = re.compile(r"\s*+::(.*?)::", re.DOTALL)
_FORMULA = re.compile(r"(?:\\[a-zA-Z]{1,20}|\^|(?<!_)_|\})\Z")  # before a brace of its own: \frac{1}{2}, x^{2}
_CLOZE = re.compile(r"\d*+:[A-Z_]{2,20}:")
_TRUTH = re.compile(r"(?:(?P<true>TRUE|T)|FALSE|F)\s*+(?:#|\Z)")
_PIECE = re.compile(r"((?:[~=]\s*+)++)([^~=]*+)")  # of several signs without a text between them the last one counts
_INDENT = re.compile(r"\n[^\S\n]++")  # of the file; that of a text stands behind an escaped line break
_WEIGHT = re.compile(r"%\s*+(-?\d{1,3}(?:[.,]\d{0,20})?)\s*+%", re.ASCII)
_VALUE = r"([+-]?(?:\d{1,40}(?:\.\d{0,40})?|\.\d{1,40})(?:[eE][+-]?\d{1,3})?)"
_RANGE = re.compile(rf"{_VALUE}\s*\.\.\s*{_VALUE}", re.ASCII)
_NUMBER = re.compile(rf"{_VALUE}\s*(?::\s*{_VALUE})?", re.ASCII)
_HOLD_ANSWERS, _EMPTY, _PLAIN_TEXT = range(3)


class _Braces(NamedTuple):
    """A pair of outer braces in a text."""

    text: str
    start: int
    end: int

    @property
    def inside(self) -> str:
        return self.text[self.start + 1 : self.end - 1].strip()

    @property
    def rank(self) -> int:
        """How surely they hold answers: the lower, the surer."""
        inside = self.inside
        if not inside:
            return _EMPTY
        sure = inside[0] in "~=#" or _TRUTH.match(inside) or _CLOZE.match(inside)
        return _HOLD_ANSWERS if sure else _PLAIN_TEXT

    @property
    def are_of_a_formula(self) -> bool:
        before = self.text[max(0, self.start - 30) : self.start]
        return self.rank == _PLAIN_TEXT and bool(_FORMULA.search(before))


class _Piece(NamedTuple):
    """What a `~` or a `=` begins, without it and without its weight in percent."""

    sign: str
    weight: float
    raw: str
    glued: bool  # no white space on either side of the sign


def parts(text: str) -> list[str]:
    """A paragraph, hidden, cut behind answers that end a line if others come after them.

    Raises UnfitError if its braces do not pair.
    """
    cuts = [0]
    holding = [braces for braces in _braces(text) if braces.rank != _PLAIN_TEXT]
    for first, second in pairwise(holding):
        end_of_line, newline, following = text[first.end : second.end].partition("\n")
        own = first.rank == _HOLD_ANSWERS or following.lstrip().startswith("::")
        if newline and own and not end_of_line.strip():
            cuts.append(first.end)
    return [text[start:end] for start, end in pairwise([*cuts, len(text)])]


def fields(text: str) -> tuple[moodle.Values, list[str]]:
    """The fields of the question in a hidden text, and notes on it. Raises UnfitError if it cannot be had."""
    source = _Source()
    values = source.values(text)
    return values, list(source.all_notes())


def plain_number(text: str) -> str:
    """The number in digits, if the text is nothing but a number; else ""."""
    found = _NUMBER.fullmatch(text)
    return f"{Decimal(found[1]):f}" if found and not found[2] else ""


class _Source(moodle.Source):
    """A question as it is read, with the format of its texts."""

    def __init__(self) -> None:
        super().__init__()
        self._format = ""

    def values(self, text: str) -> moodle.Values:
        """The fields of the question. Raises UnfitError if it cannot be had."""
        title = _TITLE.match(text)
        text = text[title.end() :] if title else text.strip().removeprefix("::")
        braces = [each for each in _braces(text) if not each.are_of_a_formula]
        answers = self._answers_of(braces)
        content, hashes, general = answers.inside.rpartition("####")
        content = content.strip() if hashes else general
        if not content:
            raise UnfitError("an essay: civquiz cannot grade it")
        stem = _stem(text, braces, answers)
        self._format = marked(stem)[0]
        stem = self._text(stem, _STEM) or (self._text(title[1]) if title else "")
        self.explain(self._text(general) if hashes else "")
        return self.whole({"stem": stem, **self._typed(content)})

    def _answers_of(self, braces: Sequence[_Braces]) -> _Braces:
        """Those of the braces that hold the answers."""
        if not braces:
            raise UnfitError("a description: there is nothing to answer")
        if any(_CLOZE.match(each.inside) for each in braces):
            raise UnfitError("a cloze question: a text with blanks; there is no such type here")
        answers = min(braces, key=lambda each: each.rank)
        if len(braces) > 1:
            if answers.rank == _PLAIN_TEXT:
                raise UnfitError("none of its { } begins with = or ~; write \\{ and \\} for those that are text")
            self.notes.append(f"it has {len(braces)} pairs of braces; only the answers in one of them are taken")
        return answers

    def _text(self, raw: str, role: str = "") -> str:
        """The text, plain. Raises UnfitError if it is nothing but a picture and has a role where that will not do."""
        format_, rest = marked(raw)
        rest = rest if role == _STEM else _INDENT.sub("\n", rest)
        return self.without_pictures(*plain(shown(rest), format_ or self._format), role)

    def _typed(self, content: str) -> moodle.Values:
        """What the type adds, which the content of the braces shows."""
        if content.startswith("#"):
            return self._number(content[1:].strip())
        if "~" in content:
            return self._choice(content)
        if "=" in content and any("->" in piece.raw.partition("#")[0] for piece in _pieces(content, "=")):
            return self.matching(map(self._sides, _pieces(content, "=")))
        if truth := _TRUTH.match(content):
            _, wrong, right = (*content.split("#", 2), "", "")[:3]
            answer = bool(truth["true"])
            return self.true_false(answer=answer, to_right=self._text(right), to_wrong=self._text(wrong))
        if content.casefold() in {"t", "true", "f", "false"}:
            self.notes.append("read as a short answer, as in Moodle; for true or false write {TRUE} or {FALSE}")
        return self.short_answer(self._answer(piece, self._form) for piece in _pieces(content, "="))

    def _answer(self, piece: _Piece, read: Callable[[str], str]) -> moodle.Answer:
        text, _, feedback = piece.raw.partition("#")
        return moodle.Answer(read(text), piece.weight, self._text(feedback))

    def _choice(self, content: str) -> moodle.Values:
        pieces = _pieces(content, "~")
        options = [(piece, self._answer(piece, self._option)) for piece in pieces]
        if any(not answer.text and (answer.feedback or answer.percent > 0) for _, answer in options):
            raise UnfitError("an option is empty; write \\# for a # that is text")
        options = [(piece, answer) for piece, answer in options if answer.text]
        right = [piece for piece, answer in options if answer.right]
        glued = [piece.glued for piece, _ in options[1:]]
        if len(right) > 1 and any(piece.glued for piece in right) and not all(glued):
            raise UnfitError("several options are right, one by an = within a word; write \\= for one that is text")
        single = any(piece.sign == "=" for piece in right)  # so Moodle: where none is right, all that count are
        return self.choice([answer for _, answer in options], single=single)

    def _option(self, raw: str) -> str:
        return self._text(raw, "an option")

    def _sides(self, piece: _Piece) -> tuple[str, str]:
        left, arrow, right = piece.raw.partition("->")
        if not arrow:
            raise UnfitError(f"a matching question, but {quoted(shown(piece.raw))} has no ->")
        return self._text(left, "a left side"), plain(shown(right), "")[0]

    def _form(self, raw: str) -> str:
        """A short answer, which is compared and never rendered, and so is no HTML unless it says so."""
        format_, rest = marked(raw)
        return self._text(raw) if format_ == "html" else shown(rest)

    def _number(self, content: str) -> moodle.Values:
        content, tilde, _ = content.partition("~")
        if tilde:
            self.notes.append("what Moodle says to any other response is left out")
        if not content.strip():
            raise UnfitError("a number is asked for, but none is given")
        answers = []
        for piece in _pieces(content.strip(), "="):
            text, _, feedback = piece.raw.partition("#")
            number, tolerance = _number_and_tolerance(shown(text))
            answers.append((moodle.Answer(number, piece.weight, self._text(feedback)), tolerance))
        return self.number(answers)


def _braces(text: str) -> list[_Braces]:
    """The outer braces. Raises UnfitError if they do not pair."""
    if text.count("{") > _MOST_BRACES:
        raise UnfitError(f"it has more than {_MOST_BRACES:,} braces")
    found, depth, start = [], 0, 0
    for brace in _BRACE.finditer(text):
        if brace[0] == "{":
            start = start if depth else brace.start()
            depth += 1
        elif depth:
            depth -= 1
            if not depth:
                found.append(_Braces(text, start, brace.end()))
        else:
            raise UnfitError("it has a } without its {; write \\} for one that is text")
    if depth:
        raise UnfitError("its { is not closed before the next blank line; close it, or take the blank line out")
    return found


def _stem(text: str, braces: Sequence[_Braces], answers: _Braces) -> str:
    """What is around the answers, with a blank for them if something comes after."""
    pieces, position = [], 0
    for each in braces:
        if each is answers or each.rank == _HOLD_ANSWERS:
            blank = _BLANK if text[each.end :].strip() else ""
            pieces += [text[position : each.start], blank if each is answers else _OTHER_BLANK]
            position = each.end
    return "".join([*pieces, text[position:]])


def _pieces(content: str, sign: str) -> list[_Piece]:
    """What is between the signs; `sign` is that of a text before the first. Raises UnfitError for too many."""
    content = content if content[0] in "~=" else sign + content
    pieces = []
    for match in islice(_PIECE.finditer(content), MOST_ENTRIES + 1):
        signs, raw = match.groups()
        if not raw:  # signs at the end
            break
        sign = signs.rstrip()[-1]
        weight = _WEIGHT.match(raw)
        percent = float(weight[1].replace(",", ".")) if weight else moodle.WHOLE if sign == "=" else 0.0
        glued = match.start() > 0 and not content[match.start() - 1].isspace() and signs == signs.strip()
        pieces.append(_Piece(sign, percent, raw[weight.end() :] if weight else raw, glued))
    if len(pieces) > MOST_ENTRIES:
        raise UnfitError(f"it has more than {MOST_ENTRIES} answers")
    return pieces


def _number_and_tolerance(text: str) -> tuple[str, float]:
    """The number, and how far off a response may be; a range is its middle and half its width; `*` is any number."""
    if text in {"", "*"}:
        return text, 0.0
    if found := _RANGE.fullmatch(text):
        low, high = sorted(map(Decimal, found.groups()))
        return f"{(low + high) / 2:f}", float((high - low) / 2)
    if found := _NUMBER.fullmatch(text):
        return f"{Decimal(found[1]):f}", float(found[2] or 0)
    raise UnfitError(f"{quoted(text)} is no number as GIFT has it: 1822, 3.14:0.01 or 1..5")
