"""What Moodle means by weights, patterns, categories and formats of texts, in GIFT and in its XML alike."""

import html
import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, NamedTuple, TypeAlias

from civquiz.formats import markup
from civquiz.formats.contract import UnfitError, listed
from civquiz.questions.bank import quoted
from civquiz.text import one_line

WHOLE = 100.0
"""Percent, of an answer that is right."""

MOST_LISTED = 3
"""Of what a note names."""

_ROUNDING = 0.5  # percent: a third is written as 33, 33.3 or 33.33333
_LONGEST_PATTERN = 1_000  # no bank has an answer so long

_STAR = re.compile(r"(?<!\\)\*")  # in a short answer it stands for anything
_LOOSE_NEWLINE = re.compile(r"(?<!>)\r?\n(?!<)")  # one at a tag is no more than a blank
_SLASH = re.compile(r"(?<!/)/(?!/)")  # in a category's path; two of them are one in a name
_CONTEXT = re.compile(r"\$\w+\$")  # where in Moodle the category is: $course$
_TOP = "top"  # the category above all others

Values: TypeAlias = dict[str, Any]


class Answer(NamedTuple):
    """An answer that is offered or expected, its weight in percent, and what Moodle says of it."""

    text: str
    percent: float
    feedback: str = ""

    @property
    def right(self) -> bool:
        """Whether it is wholly right."""
        return self.percent > WHOLE - _ROUNDING

    @property
    def partly_right(self) -> bool:
        """Whether it is right in part alone."""
        return not self.right and self.percent > 0

    @property
    def because(self) -> str | dict[str, str]:
        """It as a wrong option or form of a bank."""
        return {"text": self.text, "why": self.feedback} if self.feedback else self.text


class Source:
    """A question as it is read: what its author should know of it gathers in `notes`, what explains it on the way."""

    def __init__(self) -> None:
        self.notes: list[str] = []
        self._pictures: dict[str, None] = {}
        self._explanation: dict[str, None] = {}

    def without_pictures(self, text: str, pictures: Iterable[str], role: str = "") -> str:
        """The text, its pictures noted. Raises UnfitError if there is nothing else and it has a `role`: an option."""
        names = dict.fromkeys(pictures)
        if names and role and not text:
            raise UnfitError(f"{role} is nothing but a picture: {next(iter(names))}")
        self._pictures |= names
        return text

    def explain(self, text: str) -> None:
        """Say that in the explanation too, if it is not empty and not there yet."""
        if text:
            self._explanation[text] = None

    def whole(self, values: Values) -> Values:
        """The fields that hold something, and what explains the question."""
        whole = {**values, "explanation": "\n".join(self._explanation)}
        return {field: value for field, value in whole.items() if value or value is False}

    def all_notes(self) -> Iterator[str]:
        """The notes, after one on the pictures."""
        if self._pictures:
            noun, verb = ("picture", "is") if len(self._pictures) == 1 else ("pictures", "are")
            yield f"the {noun} {listed(list(self._pictures), MOST_LISTED)} {verb} left out"
        yield from self.notes

    def choice(self, answers: Iterable[Answer], *, single: bool) -> Values:
        """A choice of one option, or of all that count for something.

        Of a single choice Moodle gives the first that is wholly right as the answer, though it takes the others as
        well. Raises UnfitError if no option is right, or all are.
        """
        options = list(answers)
        right = [each for each in options if (each.right if single else each.percent > 0)]
        if not right:
            raise UnfitError("no option is wholly right" if single else "no option is right")
        if len(right) == len(options):
            raise UnfitError("all options are right")
        distractors = [each.because for each in options if each not in right]
        if not single:
            self._note_weights(right)
            for each in right:
                self.explain(f"{each.text}: {each.feedback}" if each.feedback and len(right) > 1 else each.feedback)
            return {"type": "multiple-response", "answers": [each.text for each in right], "distractors": distractors}
        for each in right[1:]:
            self.notes.append(f"{quoted(each.text)} is right as well; it is left out, for one option is right here")
        for each in options:
            if each.partly_right:
                self.notes.append(f"{quoted(each.text)} counts {each.percent:g} % in Moodle; here it is wrong")
        self.explain(right[0].feedback)
        return {"type": "multiple-choice", "answer": right[0].text, "distractors": distractors}

    def _note_weights(self, answers: Sequence[Answer]) -> None:
        weights = [each.percent for each in answers]
        if max(weights) - min(weights) > _ROUNDING:
            self.notes.append("its right options count differently in Moodle; here they count the same")
        elif len(answers) == 1 and not answers[0].right:
            self.notes.append(f"{quoted(answers[0].text)} counts {weights[0]:g} % in Moodle; here it is right")

    def true_false(self, *, answer: bool, to_right: str, to_wrong: str) -> Values:
        """A statement, with what Moodle says to who gives the right answer and to who gives the wrong one."""
        if to_wrong:
            self.notes.append("what it says to a right and to a wrong answer is said to all, as its explanation")
        self.explain(to_right)
        self.explain(to_wrong)
        return {"type": "true-false", "answer": answer}

    def short_answer(self, answers: Iterable[Answer]) -> Values:
        """A text that is typed; the answers are patterns. Raises UnfitError if none is right, or anything."""
        patterns = [(each, _literal(each.text)) for each in answers]
        if starred := [quoted(literal) for each, literal in patterns if literal and _STAR.search(each.text)]:
            self.notes.append(f"answers with a * for anything are taken without it: {listed(starred, MOST_LISTED)}")
        return {"type": "short-answer", **self._forms([each._replace(text=literal) for each, literal in patterns])}

    def number(self, answers: Iterable[tuple[Answer, float]]) -> Values:
        """A number that is typed; each answer with its tolerance. Raises UnfitError if none is right, or anything."""
        there = list(answers)
        common = next((tolerance for answer, tolerance in there if answer.right), 0.0)
        kept = []
        for answer, tolerance in there:
            if answer.right and tolerance != common:
                self.notes.append(f"{quoted(answer.text)} has a tolerance of its own, and is left out")
            else:
                kept.append(answer._replace(text="" if answer.text == "*" else answer.text))
        return {"type": "short-answer", "kind": "number", "tolerance": common, **self._forms(kept)}

    def _forms(self, answers: Sequence[Answer]) -> Values:
        """What is accepted and what is rejected; an empty text stands for anything else."""
        if any(each.right and not each.text for each in answers):
            raise UnfitError("any response is right: it has an answer that is empty or nothing but a *")
        if any(not each.text and (each.feedback or each.partly_right) for each in answers):
            self.notes.append("what Moodle says to any other response is left out")
        named = [each for each in answers if each.text]
        if partly := [quoted(each.text) for each in named if each.partly_right]:
            self.notes.append(f"what counts only in part in Moodle is left out: {listed(partly, MOST_LISTED)}")
        right = _distinct(each for each in named if each.right)
        if not right:
            raise UnfitError("no answer is wholly right")
        wrong = _distinct([*right, *(each for each in named if each.percent <= 0)])[len(right) :]
        for each in named:
            self.explain(each.feedback if each.right else "")
        accept = [each.text for each in right[1:]]
        return {"answer": right[0].text, "accept": accept, "reject": [each.because for each in wrong]}

    def matching(self, sides: Iterable[tuple[str, str]]) -> Values:
        """Left and right sides; a right one without a left belongs to none."""
        pairs: list[list[str]] = []
        alone: dict[str, None] = {}
        for left, right in sides:
            if left and right:
                pairs.append([left, right])
            elif right:
                alone[right] = None
            elif left:
                self.notes.append(f"{quoted(left)} is left out, for nothing matches it")
        matched = {right for _, right in pairs}
        return {"type": "matching", "pairs": pairs, "distractors": [right for right in alone if right not in matched]}


def plain(text: str, format_: str) -> tuple[str, list[str]]:
    """A text without the markup of its format, which has the name that its XML or GIFT gives it; and its pictures."""
    match format_:
        case "plain" | "plain_text" | "wiki_like":
            return text.strip(), []
        case "markdown":
            return markup.markdown(text)
        case "moodle" | "moodle_auto_format":  # HTML that keeps its lines
            return markup.plain(_LOOSE_NEWLINE.sub("<br>", text.strip()))
        case _:
            return markup.plain(text if "<" in text else "\n".join(map(str.strip, text.split("\n"))))


def title(text: str) -> str:
    """The text as it is written where it has no format, and where Moodle drops the tags."""
    return text if markup.plain(text) == (text, []) else html.escape(text, quote=False)


def topic(path: str) -> str:
    """What the last category of a path is called, "" for that above all others."""
    names = [name.strip() for name in _SLASH.split(path)]
    if _CONTEXT.fullmatch(names[0]):
        del names[0]
    if names[:1] == [_TOP]:
        del names[0]
    return markup.plain(names[-1].replace("//", "/"))[0] if names else ""


def name_in_path(topic: str) -> str:
    """A topic as the name of a category in a path."""
    name = title(topic).replace("/", "//")
    return " " * name.startswith("/") + name + " " * name.endswith("/")  # so that it shows which are two


def starred(form: str) -> str:
    """A short answer in which the stars are themselves."""
    return form.replace("*", r"\*")


def _literal(pattern: str) -> str:
    """One of the texts that fit a pattern, its shortest but for blanks between words; "" for a bare star."""
    if len(pattern) > _LONGEST_PATTERN:
        return pattern
    pieces = [piece.strip() for piece in _STAR.split(pattern) if piece.strip()]
    text = "".join(pieces[:1])
    for piece in pieces[1:]:
        text += (" " if text[-1].isalnum() and piece[0].isalnum() else "") + piece
    return text.replace(r"\*", "*")


def _distinct(answers: Iterable[Answer]) -> list[Answer]:
    """The answers, of those that differ in case alone the first."""
    kept: dict[str, Answer] = {}
    for each in answers:
        kept.setdefault(one_line(each.text).casefold(), each)
    return list(kept.values())
