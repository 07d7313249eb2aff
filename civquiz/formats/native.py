"""The shape of a bank's own file, in TOML and in JSON: a `Bank` from plain values, all faults at once, and back."""

import codecs
import re
import typing
from collections.abc import Collection, Iterator, Sequence
from datetime import date, time
from functools import cache
from itertools import islice

import msgspec

from civquiz.errors import CivquizError
from civquiz.formats.contract import Found, Head, Item, Note, Skipped
from civquiz.questions import QUESTION_TYPES
from civquiz.questions.bank import (
    ID,
    ID_RULE,
    MOST_ENTRIES,
    MOST_FAULTS,
    MOST_QUESTIONS,
    Bank,
    Exam,
    Passage,
    faults,
    named,
    nearest,
    quoted,
)
from civquiz.questions.base import Fault, Question
from civquiz.text import one_line, plural

Entry = typing.TypeVar("Entry", bound=msgspec.Struct)

_HEAD = tuple(field for field in Bank.__struct_fields__ if field not in {"exam", "passages", "questions"})
_FIRST = ("id", "type", "topic", "passage", "stem")  # of a question, before the fields of its type
_MOST_DEPTH = 16  # of lists and tables in a field; a bank's are three deep
_MOST = 10**18  # no bank needs a number beyond it
_FAR = b""  # stands for such a number, so that msgspec refuses it whatever was expected
_MOST_SAID = 200  # characters of what msgspec says, if there are no words for it here

# What msgspec says, and where. Not compiled here: nearly every start meets no fault.
_EXPECTED = r"Expected `(.+?)`, got `(.+?)`"
_LENGTH = r"Expected `array` of length (\d+), got (\d+)"
_LACKS = r"Object missing required field `(.+)`"
_UNKNOWN = r"(?s)Object contains unknown field `(.+)`"
_PLACE = r" - at `\$(.*)`\Z"
_STEP = r"[a-z_]+|\d+"
_WORDS = {
    "str": "text",
    "int": "a whole number",
    "float": "a number",
    "bool": "true or false",
    "array": "a list",
    "object": "a table",
    "null": "nothing",
    "bytes": "a number without bounds",
}


def bank(raw: object, name: str, beneath: Bank | None) -> Bank:
    """The bank in a file's plain values; `name` stands for the file in messages.

    `beneath` is the bank over which this one lies: its passages count as there. Raises CivquizError with every fault.
    """
    if not isinstance(raw, dict):
        raise _no_bank(name)
    found: list[Fault] = []
    whole = _bank(raw, beneath, found)
    if found:
        raise FaultyBankError(name, found)
    return whole


def found_in(raw: object, name: str, places: Sequence[str] = ()) -> Iterator[Found]:
    """What is in a file's plain values, one broken part after the other left out and told.

    `places` tell where each question stands in the file, if that is known. Raises CivquizError if it is no bank.
    """
    if not isinstance(raw, dict) or not raw.keys() & set(Bank.__struct_fields__):
        raise _no_bank(name)
    questions = raw.get("questions", [])
    if not isinstance(questions, list):
        raise CivquizError(f"{name} has no list of questions: each must be a table, [[questions]]")
    if len(questions) > MOST_QUESTIONS:
        raise CivquizError(f"{name} has more than {MOST_QUESTIONS:,} questions; split it into several")
    yield from _head(raw)
    ids: set[object] = set()
    for number, entry in enumerate(questions, 1):
        where = places[number - 1] if places else f"question {number}"
        if not isinstance(entry, dict):
            yield Skipped(where, "must be a table")
            continue
        if _is_deep(entry):
            yield Skipped(where, "nests lists or tables deeper than any question")
            continue
        entry_id = _as_text(entry.get("id", ""))
        if isinstance(entry_id, str) and entry_id:
            if not ID.match(entry_id):
                yield Note(where, f"gets another id than {quoted(entry_id)}: an id {ID_RULE}")
            elif entry_id in ids:
                yield Note(where, f"gets another id than {quoted(entry_id)}, which an earlier question has")
            ids.add(entry_id)
        yield Item(where, {**entry, "id": entry_id})


def values(bank: Bank) -> dict[str, typing.Any]:
    """The bank as plain values in the order of a file, without what stands at its default."""
    questions = [question_values(question) for question in bank.questions]
    return {**plain(msgspec.structs.replace(bank, questions=())), **({"questions": questions} if questions else {})}


def question_values(question: Question) -> dict[str, typing.Any]:
    """The question as plain values in the order of a file, without what stands at its default."""
    there = {**plain(question), "type": question.type}
    of_all = Question.__struct_fields__
    of_type = [field for field in question.__struct_fields__ if field not in of_all]
    return {field: there[field] for field in (*_FIRST, *of_type, *of_all) if field in there}


def plain(value: object) -> typing.Any:  # noqa: ANN401 - whatever a field holds
    """What a bank holds as plain values, its tables without what stands at its default."""
    if isinstance(value, msgspec.Struct):
        fields = [(name, getattr(value, name), default) for name, default in _defaults(type(value))]
        return {name: plain(each) for name, each, default in fields if each != default}
    return [plain(each) for each in value] if isinstance(value, list | tuple) else value


def _bank(raw: dict[str, object], beneath: Bank | None, found: list[Fault]) -> Bank:
    """What of the bank has its shape; all that does not hold in `found`."""
    found += _unknown(raw, Bank.__struct_fields__, "")
    head = _record(Bank, {field: raw[field] for field in _HEAD if field in raw}, "", found)
    exam = _exam(raw["exam"], found) if "exam" in raw else None
    passages = [
        (number, passage)
        for number, where, entry in _entries(raw, "passages", found)
        if (passage := _record(Passage, entry, where, found))
    ]
    questions = []
    for number, where, entry in _entries(raw, "questions", found):
        if one := question(entry, where, found):
            questions.append((number, one))
        entry.clear()  # thousands of them take as much as what they become
    whole = msgspec.structs.replace(
        head or Bank(id="x", title="x"),
        exam=exam,
        passages=tuple(passage for _, passage in passages),
        questions=tuple(one for _, one in questions),
    )
    known = _ids(raw.get("passages")) + [passage.id for passage in (beneath.passages if beneath else ())]
    found += islice(faults(whole, passages, questions, known), MOST_FAULTS + 1)
    return whole


def _no_bank(name: str) -> CivquizError:
    return CivquizError(f"{name} is not a bank: it must be a table with id, title and questions")


class FaultyBankError(CivquizError):
    """A bank that does not hold; `found` are its faults as far as they are told."""

    def __init__(self, name: str, found: Sequence[Fault]) -> None:
        many = f"more than {MOST_FAULTS:,} faults" if len(found) > MOST_FAULTS else plural(len(found), "fault")
        them = "it" if len(found) == 1 else "them"
        self.found = tuple(found[:MOST_FAULTS])
        super().__init__(f"{name} has {many}; mend {them} in the file:", list(map(fault_line, self.found)))


def decoded(data: bytes, name: str) -> str:
    """The text of a file, without a byte order mark; CivquizError if it is not UTF-8."""
    try:
        return data.removeprefix(codecs.BOM_UTF8).decode()
    except UnicodeDecodeError as error:
        raise CivquizError(f"{name} is not UTF-8 text; save it as UTF-8") from error


def too_deep(name: str) -> CivquizError:
    """The error for nesting that no bank has."""
    return CivquizError(f"{name} nests lists or tables deeper than any bank; take the inner ones out")


def fault_line(fault: Fault) -> str:
    """The fault as a line: where, in which field, and what is wrong."""
    place = ", ".join(filter(None, (fault.where, fault.field)))
    return f"{place}: {fault.message}" if place else fault.message


def _head(raw: dict[str, object]) -> Iterator[Found]:
    """A bank's own fields, each as far as it holds."""
    there: dict[str, object] = {}
    for field in islice((field for field in raw if field not in {"passages", "questions"}), MOST_FAULTS):
        fault = _fault(field, raw[field])
        if fault:
            yield Note("", f"left out: {fault_line(fault)}")
        else:
            there[field] = raw[field]
    passages = raw.get("passages", [])
    if not isinstance(passages, list) or len(passages) > MOST_QUESTIONS:
        yield Note("", "left out: the passages, which must be a list of tables: [[passages]]")
        passages = []
    kept: dict[str, object] = {}
    for number, entry in enumerate(passages, 1):
        passage_id = str(_table(entry).get("id"))
        fault = _fault("passages", [entry])
        if fault or passage_id in kept:
            why = fault_line(msgspec.structs.replace(fault, where="")) if fault else "its id is there twice"
            yield Note(f"passage {number}", f"left out: {why}")
        else:
            kept[passage_id] = entry
    yield Head({**there, "passages": list(kept.values())} if kept else there)


def _fault(field: str, value: object) -> Fault | None:
    """The first thing that does not hold in a bank's field."""
    if _is_deep(value):
        return Fault("", field, "nests lists or tables deeper than any bank")
    found: list[Fault] = []
    _bank({"id": "x", "title": "x", field: value}, None, found)
    return found[0] if found else None


def _is_deep(value: object) -> bool:
    """Whether lists and tables nest deeper than those who walk them down can go."""
    level = [value]
    for _ in range(_MOST_DEPTH):
        if not level:
            return False
        level = [
            inner
            for each in level
            if isinstance(each, dict | list)
            for inner in (each.values() if isinstance(each, dict) else each)
        ]
    return bool(level)


@cache
def _defaults(type_: type[msgspec.Struct]) -> list[tuple[str, object]]:
    """The fields and what each is if it is left out."""
    return [
        (field.name, field.default if field.default_factory is msgspec.NODEFAULT else field.default_factory())
        for field in msgspec.structs.fields(type_)
    ]


def _table(value: object) -> dict[str, object]:
    return value if isinstance(value, dict) else {}


def _ids(entries: object) -> list[str]:
    """The ids of entries of any shape, so that one that is broken is not missed as well."""
    there = entries if isinstance(entries, list) else []
    ids = (_table(entry).get("id") for entry in there)
    return [entry_id for entry_id in ids if isinstance(entry_id, str) and ID.match(entry_id)]


def _entries(raw: dict[str, object], field: str, found: list[Fault]) -> Iterator[tuple[int, str, dict[str, object]]]:
    entries = raw.get(field, [])
    if not isinstance(entries, list):
        found.append(Fault("", field, f"must be a list of tables: [[{field}]]"))
        return
    if len(entries) > MOST_QUESTIONS:
        found.append(Fault("", field, f"at most {MOST_QUESTIONS:,}, and these are {len(entries):,}"))
        return
    noun = field.removesuffix("s")
    for number, entry in enumerate(entries, 1):
        if len(found) > MOST_FAULTS:
            return
        if isinstance(entry, dict):
            yield number, named(noun, number, entry.get("id")), entry
        else:
            found.append(Fault(f"{noun} {number}", "", "must be a table"))


def _exam(raw: object, found: list[Fault]) -> Exam | None:
    if isinstance(raw, dict):
        return _record(Exam, raw, "exam", found)
    found.append(Fault("", "exam", "must be a table: [exam]"))
    return None


def question(raw: dict[str, object], where: str, found: list[Fault]) -> Question | None:
    """The question in plain values, of the type that they name; None, and why in `found`, if its shape does not fit."""
    if _is_deep(raw):
        found.append(Fault(where, "", "nests lists or tables deeper than any question"))
        return None
    name = raw.get("type")
    type_ = QUESTION_TYPES.get(name) if isinstance(name, str) else None
    if type_:
        return _record(type_, raw, where, found)
    what = f"there is no type {quoted(name)}" if isinstance(name, str) else "must be one"
    found.append(Fault(where, "type", f"{what}; the types are {', '.join(QUESTION_TYPES)}"))
    return None


def _record(type_: type[Entry], raw: dict[str, object], where: str, found: list[Fault]) -> Entry | None:
    """The values as that type; if they do not fit, None, and a fault for each field that does not."""
    names = (*type_.__struct_fields__, type_.__struct_config__.tag_field or "id")
    values = {
        field: value
        if isinstance(value := raw[field], str | bool) or (_is_near(value) and field in _not_text(type_))
        else _as_text(value)
        for field in names
        if field in raw
    }
    if len(values) < len(raw):
        found += _unknown(raw, names, where)
    try:
        return msgspec.convert(values, type_)
    except msgspec.ValidationError:
        found += _misfits(type_, values, where)
        return None


def _as_text(value: object) -> object:
    """Years, numbers and dates that were written without quotes as text, in lists and tables too."""
    if isinstance(value, str | bool):
        return value
    if isinstance(value, date | time):
        return value.isoformat()
    if isinstance(value, int | float):
        return str(value) if _is_near(value) else _FAR
    if isinstance(value, list) and len(value) <= MOST_ENTRIES:
        return [_as_text(entry) for entry in value]
    if isinstance(value, dict):
        return {key: _as_text(entry) for key, entry in value.items()}
    return value


def _is_near(value: object) -> bool:
    return isinstance(value, int | float) and -_MOST < value < _MOST  # not NaN either


@cache
def _not_text(type_: type[msgspec.Struct]) -> frozenset[str]:
    return frozenset(field.name for field in msgspec.structs.fields(type_) if field.type in {int, float, bool})


def _unknown(raw: dict[str, object], names: Collection[str], where: str) -> Iterator[Fault]:
    for name in islice((name for name in raw if name not in names), MOST_FAULTS + 1):
        yield Fault(where, "", f"there is no field {quoted(name)} here{nearest(name, names)}")


def _misfits(type_: type[msgspec.Struct], values: dict[str, object], where: str) -> Iterator[Fault]:
    for field in msgspec.structs.fields(type_):
        if field.name not in values:
            if field.required:
                yield Fault(where, field.name, "is missing")
            continue
        try:
            msgspec.convert(values[field.name], field.type)
        except msgspec.ValidationError as error:
            yield Fault(where, field.name, _in_words(str(error), field.type))


def _in_words(error: str, type_: object) -> str:
    """What msgspec says of a value, as an author would say it."""
    place = re.search(_PLACE, error)
    error = error[: place.start()] if place else error
    entry = "".join(
        f"entry {int(step) + 1}: " if step.isdecimal() else f"{step}: "
        for step in re.findall(_STEP, place[1] if place else "")
    )
    if length := re.match(_LENGTH, error):
        return f"{entry}must have {length[1]} entries, not {length[2]}"
    if kinds := re.match(_EXPECTED, error):
        wanted = " or ".join(sorted((_WORDS.get(kind, kind) for kind in kinds[1].split(" | ")), reverse=True))
        return f"{entry}must be {wanted}, not {_WORDS.get(kinds[2], kinds[2])}"
    if error.startswith("Invalid enum value"):
        return f"{entry}must be one of {', '.join(map(str, typing.get_args(type_)))}"
    if lacks := re.match(_LACKS, error):
        return f"{entry}{lacks[1]} is missing"
    if unknown := re.match(_UNKNOWN, error):
        return f"{entry}there is no field {quoted(unknown[1])} here"
    return entry + one_line(error)[:_MOST_SAID]
