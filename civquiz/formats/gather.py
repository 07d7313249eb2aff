"""What a file holds, made into a bank: cleaned, validated and counted, whatever format it came in."""

from collections.abc import Iterable, Mapping
from itertools import islice
from typing import Any

import msgspec

from civquiz.formats import native
from civquiz.formats.contract import Found, Head, Item, Note, Skipped, too_many
from civquiz.questions.bank import ID, MOST_QUESTIONS, Bank, as_of_from_words, as_of_words, question_faults, quoted
from civquiz.questions.base import Fault, Question
from civquiz.questions.naming import FreeIds, slug, with_id
from civquiz.questions.short_answer import kind_of
from civquiz.text import clean, one_line

_PROSE = frozenset({"stem", "hint", "explanation", "why"})  # the others are shown in a line
_AS_OF = "(as of "
_LONGEST_TITLE = 300
_LONGEST = 30_000  # characters; no field may have as many, and cleaning takes its time
_MOST_SAID = 3  # faults of one question


class Gathered(msgspec.Struct, frozen=True):
    """The bank, the ids in it that the file itself has, what was not taken, and what is to be known of the rest."""

    bank: Bank
    named: frozenset[str]
    skipped: tuple[Skipped, ...]
    notes: tuple[Note, ...]


def gather(
    found: Iterable[Found], bank_id: str, title: str, there: Bank | None = None, *, ours: bool = False
) -> Gathered:
    """The bank in what a format module found.

    `title` is used where the file has none; `there` is the bank that it will join, whose passages count as there. A
    dated question has its date in the stem where the bank has another one; where it has none yet, the first that is met
    becomes the bank's. `ours` is a bank of civquiz's own, whose texts are taken to the letter. Raises CivquizError for
    more than `MOST_QUESTIONS` questions.
    """
    head: dict[str, Any] = {"id": bank_id, "title": title}
    dates = _Dates(there)
    named: set[str] = set()
    questions: dict[str, Question] = {}
    ids = _Ids()
    skipped: list[Skipped] = []
    notes: list[Note] = []
    passages: set[str] | None = None
    for entry in found:
        match entry:
            case Skipped(where, reason):
                skipped.append(Skipped(one_line(where), one_line(reason)))
            case Note(where, text):
                notes.append(Note(one_line(where), one_line(text)))
            case Head(values):
                head |= {**(values if ours else _cleaned_head(values)), "id": bank_id}
            case Item():
                if len(questions) + len(skipped) >= MOST_QUESTIONS:
                    raise too_many()
                passages = _passages(head, there) if passages is None else passages
                values = dict(entry.values) if ours else _cleaned(entry.values)
                as_of = dates.settle(values, head.get("as_of", "")) if ours else dates.take_off(values)
                question = _question(values, entry.where, passages, skipped)
                if question is not None:
                    question = ids.settle(question, entry, notes, ours=ours)
                    questions[question.id] = question
                    dates.agreed = dates.agreed or as_of
                    if entry.values.get("id") == question.id:
                        named.add(question.id)
    if dates.agreed or not ours:
        head["as_of"] = dates.agreed
    bank = native.bank(head, "the file", None)
    whole = msgspec.structs.replace(bank, questions=tuple(questions.values()))
    return Gathered(whole, frozenset(named), tuple(skipped), tuple(notes))


def _passages(head: dict[str, Any], there: Bank | None) -> set[str]:
    """The ids of the passages that the file and the bank have."""
    banks = [native.bank(head, "the file", None), *([there] if there else [])]
    return {passage.id for bank in banks for passage in bank.passages}


def _question(values: dict[str, Any], where: str, passages: set[str], skipped: list[Skipped]) -> Question | None:
    """The question, with the id that it would like to have; None, and why in `skipped`, if it does not hold."""
    wanted = values.get("id")
    if not isinstance(wanted, str) or not ID.match(wanted):
        stem = values.get("stem")
        values["id"] = slug(stem if isinstance(stem, str) else "") or "question"
    faults: list[Fault] = []
    question = native.question(values, where, faults)
    if question is not None:
        faults += islice(question_faults(where, question, passages), _MOST_SAID)
    if faults:
        said = "; ".join(
            f"{fault.field}: {fault.message}" if fault.field else fault.message for fault in faults[:_MOST_SAID]
        )
        skipped.append(Skipped(one_line(where), one_line(said)))
        return None
    return question


def _cleaned_head(values: Mapping[str, Any]) -> dict[str, Any]:
    return {
        field: one_line(value)[:_LONGEST_TITLE] if isinstance(value, str) else value
        for field, value in values.items()
        if not isinstance(value, str) or one_line(value)
    }


class _Ids:
    """The ids of the questions so far, and where each stem stood first."""

    def __init__(self) -> None:
        self._free = FreeIds()
        self._first: dict[str, str] = {}

    def settle(self, question: Question, entry: Item, notes: list[Note], *, ours: bool) -> Question:
        """The question under a free id; what is to be known if that is not the one it would like goes to the notes."""
        wanted, where = question.id, one_line(entry.where)
        first = self._first.setdefault(one_line(question.stem).casefold(), where)
        question = with_id(question, self._free.take(wanted))
        is_named = entry.values.get("id") == wanted  # by the file; else the id is made from the stem
        if question.id != wanted and is_named and not ours:  # of ours it is said already
            notes.append(Note(where, f"gets another id than {quoted(wanted)}, which an earlier question has"))
        elif question.id != wanted and first != where and not is_named:
            notes.append(Note(where, f"has the same stem as {first}; taken as a question of its own"))
        return question


class _Dates:
    """The date of the facts on which the questions agree with the bank that they join, "" as long as there is none."""

    def __init__(self, there: Bank | None) -> None:
        self.agreed = there.as_of if there else ""
        # What is dated there has a date that nobody wrote down, and must not get another's.
        self._open = there is None or not (there.as_of or any(question.dated for question in there.questions))

    def take_off(self, values: dict[str, Any]) -> str:
        """Take the date off a stem that ends with the bank's, or with one that can become it; gives that date."""
        stem = values.get("stem")
        if not isinstance(stem, str) or not stem.endswith(")"):
            return ""
        before, _, words = stem.rpartition(_AS_OF)
        date = as_of_from_words(words[:-1])
        if not date or date != (self.agreed or (date if self._open else "")):
            return ""
        values |= {"stem": before.rstrip(), "dated": True}
        return date

    def settle(self, values: dict[str, Any], as_of: object) -> str:
        """Put the date of the file into the stem of a dated question if the bank has another; gives the date if not."""
        if not isinstance(as_of, str) or not as_of:
            return ""
        if as_of == self.agreed or (self._open and not self.agreed):
            return as_of
        stem = values.get("stem")
        if values.get("dated") is True and isinstance(stem, str):
            values |= {"stem": f"{stem} {_AS_OF}{as_of_words(as_of)})", "dated": False}
        return ""


def _cleaned(values: Mapping[str, Any]) -> dict[str, Any]:
    """The fields fit for a screen, and the kind of a short answer where it shows."""
    fields = {field: _clean(value, field) for field, value in values.items()}
    if fields.get("type") == "short-answer" and not fields.get("kind"):
        accept = fields.get("accept")
        forms = [fields.get("answer"), *(accept if isinstance(accept, list) else [])]
        fields["kind"] = kind_of(form if isinstance(form, str) else "" for form in forms)
    return fields


def _clean(value: object, field: str) -> object:
    if isinstance(value, str):
        value = value[:_LONGEST]  # still too long to hold
        return clean(value).strip() if field in _PROSE else one_line(value)
    if isinstance(value, list | tuple):
        return [_clean(each, field) for each in value]
    if isinstance(value, dict):
        return {key: _clean(each, key) for key, each in value.items()}
    return value
