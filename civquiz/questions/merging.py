"""Questions that come into a bank: which of them are new there, which are there already, which have changed."""

from collections.abc import Container, Iterable, Iterator

import msgspec

from civquiz.questions.bank import Bank
from civquiz.questions.base import Because, Question
from civquiz.questions.naming import FreeIds, with_id
from civquiz.text import one_line


class Arrivals(msgspec.Struct, frozen=True):
    """Questions that are `new`, under free ids, `changed`, the bank's own first, and the `same` as the bank's."""

    new: tuple[Question, ...]
    changed: tuple[tuple[Question, Question], ...]
    same: tuple[Question, ...]

    def taken(self, *, update: bool) -> list[Question]:
        """The questions that come in: those that have changed only with `update`."""
        return [*self.new, *((later for _, later in self.changed) if update else ())]


def joined(bank: Bank | None, incoming: Bank, known: Iterable[str], named: Container[str]) -> tuple[Bank, Arrivals]:
    """The incoming bank `at_home`, and how its questions stand to those that are there (`compare`)."""
    moved = at_home(bank, incoming)
    return moved, compare(bank, moved.questions, known, named)


def at_home(bank: Bank | None, incoming: Bank) -> Bank:
    """The incoming bank with passages whose ids mean the same in both: another under a taken id gets a free one."""
    there = {passage.id: passage for passage in bank.passages} if bank else {}
    by_text = {(passage.title, passage.text): passage.id for passage in there.values()}
    free = FreeIds([*there, *(passage.id for passage in incoming.passages if passage.id not in there)])
    ids = {
        passage.id: by_text.get((passage.title, passage.text)) or free.take(passage.id)
        for passage in incoming.passages
        if passage.id in there
    }
    if all(old == new for old, new in ids.items()):
        return incoming

    def moved(question: Question) -> Question:
        passages = [ids.get(passage, passage) for passage in question.passages]
        passage = passages if isinstance(question.passage, list) else "".join(passages)
        return msgspec.structs.replace(question, passage=passage)

    return msgspec.structs.replace(
        incoming,
        passages=tuple(with_id(passage, ids.get(passage.id, passage.id)) for passage in incoming.passages),
        questions=tuple(moved(question) for question in incoming.questions),
    )


def compare(
    bank: Bank | None, incoming: Iterable[Question], known: Iterable[str] = (), named: Container[str] = ()
) -> Arrivals:
    """How questions from a file stand to those of a bank, if there is one.

    `known` are ids that nothing new may take, `named` those that the file itself has: another is no more than a guess
    from the stem. A question is the bank's own if it says nothing else, or else if it has its id, or its stem and type.
    What a format cannot carry is no difference: of a changed question the fields that it does not have are the bank's.
    """
    waiting = list(incoming)
    there = bank.by_id if bank else {}
    by_stem: dict[tuple[str, str], list[Question]] = {}
    for question in there.values():
        by_stem.setdefault(_stem(question), []).append(question)
    matched: dict[str, str] = {}  # the incoming id to the bank's
    taken: set[str] = set()

    def match(question: Question, candidates: Iterator[Question]) -> None:
        found = next((each for each in candidates if each.id not in taken), None)
        if question.id not in matched and found is not None:
            matched[question.id] = found.id
            taken.add(found.id)

    for question in waiting:
        match(question, (own for own in by_stem.get(_stem(question), ()) if updated(own, question) == own))
    for question in waiting:
        match(question, iter([there[question.id]] if question.id in there and question.id in named else []))
    for question in waiting:
        match(question, iter(by_stem.get(_stem(question), ())))

    free = FreeIds([*there, *known])
    new: list[Question] = []
    changed: list[tuple[Question, Question]] = []
    same: list[Question] = []
    for question in waiting:
        if question.id not in matched:
            new.append(with_id(question, free.take(question.id)))
            continue
        own = there[matched[question.id]]
        later = updated(own, question)
        if later == own:
            same.append(own)
        else:
            changed.append((own, later))
    return Arrivals(tuple(new), tuple(changed), tuple(same))


def updated(own: Question, other: Question) -> Question:
    """The bank's question with what the other says differently; what the other leaves out stays."""
    said = {
        field: _with_whys(getattr(own, field, None), value) for field, value in _fields(other).items() if field != "id"
    }
    if own.type == other.type:
        return msgspec.structs.replace(own, **said)
    kept = {field: value for field, value in _fields(own).items() if field in Question.__struct_fields__}
    return msgspec.structs.replace(other, **{**kept, **said})


def _with_whys(own: object, other: object) -> object:
    """A list with the bank's reasons beside the texts that have none."""
    if not isinstance(own, list) or not isinstance(other, list):
        return other
    reasons = {each.text: each for each in own if isinstance(each, Because)}
    return [reasons.get(each, each) if isinstance(each, str) else each for each in other]


def _fields(question: Question) -> dict[str, object]:
    """What a question has, without what stands at its default."""
    plain = msgspec.to_builtins(question)
    return {field: getattr(question, field) for field in question.__struct_fields__ if field in plain}


def _stem(question: Question) -> tuple[str, str]:
    return question.type, one_line(question.stem).casefold()
