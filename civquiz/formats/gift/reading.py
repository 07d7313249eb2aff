"""A question read from a paragraph of GIFT."""

import re
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from itertools import islice, pairwise
from typing import Any, NamedTuple, TypeAlias

from civquiz.formats.gift.text import UnfitError, marked, plain, shown
from civquiz.questions.bank import MOST_ENTRIES, quoted
from civquiz.text import one_line

_MOST_BRACES = 1_000  # of a question; formulas have dozens
_WHOLE = 100.0  # percent
_ROUNDING = 0.5  # percent: a third is written as 33, 33.3 or 33.33333
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
_STAR = re.compile(r"(?<!\\)\*")  # in a short answer it stands for any text
_HOLD_ANSWERS, _EMPTY, _PLAIN_TEXT = range(3)

_Values: TypeAlias = dict[str, Any]


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


class _Answer(NamedTuple):
    """A piece that was read."""

    text: str
    feedback: str
    piece: _Piece

    @property
    def right(self) -> bool:
        return self.piece.weight > _WHOLE - _ROUNDING

    @property
    def partly_right(self) -> bool:
        return not self.right and self.piece.weight > 0

    @property
    def because(self) -> str | _Values:
        return {"text": self.text, "why": self.feedback} if self.feedback else self.text


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


def fields(text: str) -> tuple[_Values, list[str]]:
    """The fields of the question in a hidden text, and notes on it. Raises UnfitError if it cannot be had."""
    source = _Source()
    values = source.values(text)
    return values, list(source.all_notes())


def plain_number(text: str) -> str:
    """The number in digits, if the text is nothing but a number; else ""."""
    found = _NUMBER.fullmatch(text)
    return f"{Decimal(found[1]):f}" if found and not found[2] else ""


class _Source:
    """A question as it is read: the format of its texts, what explains it, and what is to be known of it."""

    def __init__(self) -> None:
        self._format = ""
        self._notes: list[str] = []
        self._pictures: dict[str, None] = {}
        self._explanation: dict[str, None] = {}

    def values(self, text: str) -> _Values:
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
        self._explain(self._text(general) if hashes else "")
        values = {"type": "", "stem": stem, **self._typed(content), "explanation": "\n".join(self._explanation)}
        return {field: value for field, value in values.items() if value or value is False}

    def all_notes(self) -> Iterator[str]:
        """The notes, that on the pictures first."""
        if self._pictures:
            names = ", ".join(self._pictures)
            yield f"the pictures {names} are left out" if "," in names else f"the picture {names} is left out"
        yield from self._notes

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
            self._notes.append(f"it has {len(braces)} pairs of braces; only the answers in one of them are taken")
        return answers

    def _text(self, raw: str, role: str = "") -> str:
        """The text, plain. Raises UnfitError if it is nothing but a picture and has a role where that will not do."""
        format_, rest = marked(raw)
        rest = rest if role == _STEM else _INDENT.sub("\n", rest)
        text, pictures = plain(shown(rest), format_ or self._format)
        if pictures and role and not text:
            raise UnfitError(f"{role} is nothing but a picture: {pictures[0]}")
        self._pictures |= dict.fromkeys(pictures)
        return text

    def _explain(self, text: str) -> None:
        if text:
            self._explanation[text] = None

    def _typed(self, content: str) -> _Values:
        """What the type adds, which the content of the braces shows."""
        if content.startswith("#"):
            return self._number(content[1:].strip())
        if "~" in content:
            return self._choice(content)
        if "=" in content and any("->" in piece.raw.partition("#")[0] for piece in _pieces(content, "=")):
            return self._matching(content)
        if truth := _TRUTH.match(content):
            return self._true_false(content, answer=bool(truth["true"]))
        return self._short_answer(content)

    def _true_false(self, content: str, *, answer: bool) -> _Values:
        _, wrong, right = (*content.split("#", 2), "", "")[:3]
        if wrong.strip() or right.strip():
            self._notes.append("what it says to a right and to a wrong answer is said to all, as its explanation")
        self._explain(self._text(right))
        self._explain(self._text(wrong))
        return {"type": "true-false", "answer": answer}

    def _choice(self, content: str) -> _Values:
        options = [self._option(piece) for piece in _pieces(content, "~")]
        if any(not option.text and (option.feedback or option.piece.weight > 0) for option in options):
            raise UnfitError("an option is empty; write \\# for a # that is text")
        options = [option for option in options if option.text]
        answers = [option for option in options if option.right]
        partly = [option for option in options if option.partly_right]
        if not answers:
            answers, partly = partly, []
            self._note_weights(answers)
        if len(answers) == len(options) or not answers:
            raise UnfitError(f"{'all options are' if answers else 'no option is'} right")
        self._note_partly(partly, "wrong")
        distractors = [option.because for option in options if option not in answers]
        if len(answers) == 1:
            self._explain(answers[0].feedback)
            return {"type": "multiple-choice", "answer": answers[0].text, "distractors": distractors}
        if answers[0].right:
            self._note_several(answers, options)
        for option in answers:
            self._explain(f"{option.text}: {option.feedback}" if option.feedback else "")
        return {"type": "multiple-response", "answers": [each.text for each in answers], "distractors": distractors}

    def _option(self, piece: _Piece) -> _Answer:
        text, _, feedback = piece.raw.partition("#")
        return _Answer(self._text(text, "an option"), self._text(feedback), piece)

    def _note_several(self, answers: list[_Answer], options: list[_Answer]) -> None:
        if any(each.piece.glued for each in answers) and not all(each.piece.glued for each in options[1:]):
            raise UnfitError("several options are right, one by an = within a word; write \\= for one that is text")
        self._notes.append(f"{len(answers)} options are right; in Moodle one of them is enough, here all are asked for")

    def _note_weights(self, answers: list[_Answer]) -> None:
        weights = [each.piece.weight for each in answers]
        if len(answers) == 1:
            self._notes.append(f"{quoted(answers[0].text)} counts {weights[0]:g} % in Moodle; here it is right")
        elif answers and max(weights) - min(weights) > _ROUNDING:
            self._notes.append("its right options count differently in Moodle; here they count the same")

    def _note_partly(self, answers: Iterable[_Answer], here: str) -> None:
        for each in answers:
            self._notes.append(f"{quoted(each.text)} counts {each.piece.weight:g} % in Moodle; here it is {here}")

    def _matching(self, content: str) -> _Values:
        pairs, distractors = [], []
        for piece in _pieces(content, "="):
            raw_left, arrow, raw_right = piece.raw.partition("->")
            if not arrow:
                raise UnfitError(f"a matching question, but {quoted(shown(piece.raw))} has no ->")
            left, right = self._text(raw_left, "a left side"), plain(shown(raw_right), "")[0]
            if left:
                pairs.append([left, right])
            else:
                distractors.append(right)
        return {"type": "matching", "pairs": pairs, "distractors": distractors}

    def _short_answer(self, content: str) -> _Values:
        if content.casefold() in {"t", "true", "f", "false"}:
            self._notes.append("read as a short answer, as in Moodle; for true or false write {TRUE} or {FALSE}")
        answers = []
        for piece in _pieces(content, "="):
            text, _, feedback = piece.raw.partition("#")
            answers.append(_Answer(self._form(text), self._text(feedback), piece))
        return {"type": "short-answer", **self._forms(answers)}

    def _form(self, raw: str) -> str:
        """A short answer, which is compared and never rendered, and so is no HTML; without the stars about it."""
        format_, rest = marked(raw)
        if format_ == "html":
            return self._text(raw)
        form = one_line(shown(rest))
        if _STAR.search(form):
            form = _without_outer_stars(form)
            if form:
                self._notes.append(f"a * at {quoted(form)} stands for any text in Moodle; here it does not")
        return form.replace("\\*", "*")

    def _forms(self, answers: list[_Answer]) -> _Values:
        """What is accepted and rejected; an empty text stands for anything else."""
        if any(each.right and not each.text for each in answers):
            raise UnfitError("any response is right: it has an answer that is empty or nothing but a *")
        if any(not each.text and (each.feedback or each.partly_right) for each in answers):
            self._notes.append("what Moodle says to any other response is left out")
        named = [each for each in answers if each.text]
        right = _distinct(each for each in named if each.right)
        wrong = _distinct(each for each in named if each.piece.weight <= 0)
        self._note_partly([each for each in named if each.partly_right], "left out")
        if not right:
            raise UnfitError("no answer is wholly right")
        for each in named:
            if each.right:
                self._explain(each.feedback)
        accept = [each.text for each in right[1:]]
        return {"answer": right[0].text, "accept": accept, "reject": [each.because for each in wrong]}

    def _number(self, content: str) -> _Values:
        content, tilde, _ = content.partition("~")
        if tilde:
            self._notes.append("what Moodle says to any other response is left out")
        if not content.strip():
            raise UnfitError("a number is asked for, but none is given")
        read = []
        for piece in _pieces(content.strip(), "="):
            text, _, feedback = piece.raw.partition("#")
            number, tolerance = _number_and_tolerance(shown(text))
            read.append((_Answer(number, self._text(feedback), piece), tolerance))
        common = next((tolerance for answer, tolerance in read if answer.right), 0.0)
        answers = []
        for answer, tolerance in read:
            if answer.partly_right or tolerance == (common if answer.right else 0.0):
                answers.append(answer)
            else:
                self._notes.append(f"{quoted(answer.text)} has a tolerance of its own, and is left out")
        return {"type": "short-answer", "kind": "number", "tolerance": common, **self._forms(answers)}


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
        percent = float(weight[1].replace(",", ".")) if weight else _WHOLE if sign == "=" else 0.0
        glued = match.start() > 0 and not content[match.start() - 1].isspace() and signs == signs.strip()
        pieces.append(_Piece(sign, percent, raw[weight.end() :] if weight else raw, glued))
    if len(pieces) > MOST_ENTRIES:
        raise UnfitError(f"it has more than {MOST_ENTRIES} answers")
    return pieces


def _without_outer_stars(form: str) -> str:
    inner = form.lstrip("*")
    bare = inner.rstrip("*")
    return f"{bare}*" if bare.endswith("\\") and bare != inner else bare.strip()


def _distinct(answers: Iterable[_Answer]) -> list[_Answer]:
    """The answers, of those that differ in case alone the first."""
    kept: dict[str, _Answer] = {}
    for each in answers:
        kept.setdefault(one_line(each.text).casefold(), each)
    return list(kept.values())


def _number_and_tolerance(text: str) -> tuple[str, float]:
    """The number, and how far off a response may be; a range is its middle and half its width; `*` is no number."""
    if text in {"", "*"}:
        return "", 0.0
    if found := _RANGE.fullmatch(text):
        low, high = sorted(map(Decimal, found.groups()))
        return f"{(low + high) / 2:f}", float((high - low) / 2)
    if found := _NUMBER.fullmatch(text):
        return f"{Decimal(found[1]):f}", float(found[2] or 0)
    raise UnfitError(f"{quoted(text)} is no number as GIFT has it: 1822, 3.14:0.01 or 1..5")
