"""A bank: passages, and the questions that each points at the passage which answers it."""

import hashlib
import re
from collections.abc import Collection, Iterable, Iterator
from datetime import date
from functools import cached_property
from itertools import islice

import msgspec

from civquiz.questions.base import Because, Fault, Question
from civquiz.questions.grading import Lexicon
from civquiz.text import clean, one_line, plural

ID = re.compile(r"\A[a-z0-9][a-z0-9_-]{0,63}\Z")
ID_RULE = "must be a-z, 0-9, - and _, at most 64 of them, and begin with a letter or a digit"

MOST_QUESTIONS = 50_000
MOST_FAULTS = 1_000  # a screen shows twenty; a hostile bank has millions
MOST_ENTRIES = 200  # of a list, whatever it lists
_MOST_QUOTED = 60
_LINE = (300, 1)  # most characters, most lines
_PROSE = (2_000, 40)
_LIMITS = {"stem": (2_000, 12), "hint": (2_000, 12), "explanation": _PROSE, "source": _PROSE, "text": (20_000, 400)}
_LONGEST_SUBTAG = 8  # BCP 47
_LONGEST_EXAM = 24 * 60  # minutes

_MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)


class Passage(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What there is to know, in our own words, and where in the source it stands."""

    id: str
    title: str = ""
    text: str = ""
    source: str = ""


class Exam(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What a mock exam of a bank is; without `minutes` it has no clock."""

    questions: int
    pass_mark: float
    minutes: int = 0

    def needed(self, length: int) -> int:
        """How many of `length` questions must be right, over the pass mark's decimal as it is written."""
        from fractions import Fraction

        mark = Fraction(str(self.pass_mark))
        return -(-mark.numerator * length // mark.denominator)


class Bank(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, dict=True):
    """Passages and questions under one id; `as_of` is the year, month or day of the facts."""

    id: str
    title: str
    language: str = "en"
    as_of: str = ""
    source: str = ""
    exam: Exam | None = None
    passages: tuple[Passage, ...] = ()
    questions: tuple[Question, ...] = ()

    @cached_property
    def active(self) -> tuple[Question, ...]:
        """The questions that may be asked: those not retired."""
        return tuple(question for question in self.questions if not question.retired)

    @cached_property
    def by_id(self) -> dict[str, Question]:
        """Each question, retired ones too, by its id."""
        return {question.id: question for question in self.questions}

    @cached_property
    def topics(self) -> tuple[str, ...]:
        """The topics of the active questions, in the order in which they appear; no topic is none."""
        return tuple(dict.fromkeys(question.topic for question in self.active if question.topic))

    @cached_property
    def version(self) -> str:
        """8 hex digits that change with any active question, and with nothing else."""
        return hashlib.sha256(msgspec.json.encode(self.active, order="sorted")).hexdigest()[:8]

    @cached_property
    def lexicon(self) -> Lexicon:
        """What the grading of one question must know of the others."""
        return Lexicon(
            tuple((question.id, question.group, tuple(question.answer_forms())) for question in self.active),
            tuple(text for question in self.active for text in (question.stem, *question.shown_texts())),
        )

    def passages_of(self, question: Question) -> list[Passage]:
        """The passages that answer the question, in its own order."""
        there = self._passages_by_id
        return [there[passage] for passage in question.passages if passage in there]

    def check(self) -> list[Fault]:
        """What does not hold in the bank, in the order of the file, up to `MOST_FAULTS`."""
        found = faults(self, enumerate(self.passages, 1), enumerate(self.questions, 1))
        return list(islice(found, MOST_FAULTS))

    @cached_property
    def _passages_by_id(self) -> dict[str, Passage]:
        return {passage.id: passage for passage in self.passages}


def overlay(base: Bank, own: Bank) -> Bank:
    """The learner's bank over the one of the same id: the same ids are replaced in place, new ones appended."""
    return msgspec.structs.replace(
        own,
        language=own.language if own.language != "en" else base.language,
        as_of=own.as_of or base.as_of,
        source=own.source or base.source,
        exam=own.exam or base.exam,
        passages=tuple(({entry.id: entry for entry in base.passages} | {e.id: e for e in own.passages}).values()),
        questions=tuple((base.by_id | own.by_id).values()),
    )


def as_of_words(as_of: str) -> str:
    """`2017-06` as `June 2017`, `2017-06-09` as `9 June 2017`, `2017` as itself."""
    year, _, rest = as_of.partition("-")
    month, _, day = rest.partition("-")
    return " ".join(([str(int(day))] if day else []) + ([_MONTHS[int(month) - 1]] if month else []) + [year])


def as_of_from_words(words: str) -> str:
    """The `as_of` of which these are the words; "" if they are no date."""
    parts = words.split()
    if len(parts) > 1 and parts[-2] in _MONTHS:
        parts[-2] = f"{_MONTHS.index(parts[-2]) + 1:02}"
        parts[0] = parts[0].zfill(2)
    as_of = "-".join(reversed(parts))
    return as_of if _is_date(as_of) and as_of_words(as_of) == words else ""


def faults(
    head: Bank,
    passages: Iterable[tuple[int, Passage]],
    questions: Iterable[tuple[int, Question]],
    known: Iterable[str] = (),
) -> Iterator[Fault]:
    """What does not hold in a bank whose entries are numbered as in its file; `known`: passages that are elsewhere."""
    yield from _head_faults(head)
    there: dict[str, None] = {}  # in the order of the file, so that a hint is the same at every start
    for number, passage in passages:
        where = named("passage", number, passage.id)
        yield from _id_faults(where, passage.id, there)
        yield from _passage_faults(where, passage)
    passages_there = there | dict.fromkeys(known)
    there = {}
    for number, question in questions:
        where = named("question", number, question.id)
        yield from _id_faults(where, question.id, there)
        yield from question_faults(where, question, passages_there)


def named(noun: str, number: int, entry_id: object) -> str:
    """How a fault names an entry: a question by its id, a passage too, and one without a fit id by its number."""
    if not isinstance(entry_id, str) or not ID.match(entry_id):
        return f"{noun} {number}"
    return entry_id if noun == "question" else f"{noun} {entry_id}"


def nearest(word: str, there: Iterable[str]) -> str:
    """` (did you mean “…”?)` if something there looks like the word, else nothing."""
    from rapidfuzz import fuzz, process

    near = process.extractOne(word[:64], islice(there, 1_000), scorer=fuzz.ratio, score_cutoff=60)
    return f" (did you mean “{near[0]}”?)" if near else ""


def quoted(text: object) -> str:
    """The text as a message shows it: in a line, cleaned and cut."""
    shown = one_line(str(text)[:200])
    return f"“{shown}”" if len(shown) <= _MOST_QUOTED else f"“{shown[:_MOST_QUOTED]}…”"


def _head_faults(bank: Bank) -> Iterator[Fault]:
    if not ID.match(bank.id):
        yield Fault("", "id", ID_RULE)
    if not one_line(bank.title):
        yield Fault("", "title", "is empty")
    yield from _texts_fit("", "title", bank.title)
    yield from _texts_fit("", "source", bank.source)
    if not all(part.isascii() and part.isalnum() and len(part) <= _LONGEST_SUBTAG for part in bank.language.split("-")):
        yield Fault("", "language", "must be a language code: en, kk, pt-BR")
    if bank.as_of and not _is_date(bank.as_of):
        yield Fault("", "as_of", "must be a year, a month or a day: 2017, 2017-06 or 2017-06-09")
    if bank.exam:
        yield from _exam_faults(bank.exam)
    if len(bank.questions) > MOST_QUESTIONS:
        yield Fault("", "questions", f"at most {MOST_QUESTIONS:,}")


def _exam_faults(exam: Exam) -> Iterator[Fault]:
    if not 1 <= exam.questions <= MOST_QUESTIONS:
        yield Fault("exam", "questions", f"must be 1 to {MOST_QUESTIONS:,}")
    if not 0 < exam.pass_mark <= 1:
        yield Fault("exam", "pass_mark", "must be above 0 and at most 1: 60 % is 0.6")
    if not 0 <= exam.minutes <= _LONGEST_EXAM:
        yield Fault("exam", "minutes", f"must be 0 (no clock) to {_LONGEST_EXAM:,}")


def _id_faults(where: str, entry_id: str, there: dict[str, None]) -> Iterator[Fault]:
    if not ID.match(entry_id):
        yield Fault(where, "id", ID_RULE)
    elif entry_id in there:
        yield Fault(where, "id", "is there twice; give one of the two another")
    there[entry_id] = None


def _passage_faults(where: str, passage: Passage) -> Iterator[Fault]:
    if not one_line(passage.text):
        yield Fault(where, "text", "is empty")
    for field in ("title", "text", "source"):
        yield from _texts_fit(where, field, getattr(passage, field))


def question_faults(where: str, question: Question, passages: Collection[str]) -> Iterator[Fault]:
    """What does not hold in a question, `passages` being the ids of those there are."""
    if not one_line(question.stem):
        yield Fault(where, "stem", "is empty")
    for passage in question.passages[:MOST_ENTRIES]:
        if passage not in passages:
            yield Fault(where, "passage", f"there is no passage {quoted(passage)}{nearest(passage, passages)}")
    fits = True
    for field in question.__struct_fields__:
        if field != "id":
            for fault in _texts_fit(where, field, getattr(question, field)):
                fits = False
                yield fault
    if fits:
        for fault in question.faults():
            yield Fault(where, fault.field, fault.message)


def _texts_fit(where: str, field: str, value: object) -> Iterator[Fault]:
    """A fault for each text in a field, or in the lists in it, that is too long to be shown or cannot be stored."""
    if isinstance(value, str):
        if len(value) > _LINE[0] or not (value.isascii() and value.isprintable()):
            yield from _text_fits(where, field, value, *_LIMITS.get(field, _LINE))
    elif isinstance(value, Because):
        yield from _text_fits(where, field, value.text, *_LINE)
        yield from _text_fits(where, field, value.why, *_PROSE)
    elif isinstance(value, list | tuple):
        if len(value) > MOST_ENTRIES:
            yield Fault(where, field, f"at most {MOST_ENTRIES} entries, and these are {len(value):,}")
            return
        for entry in value:
            yield from _texts_fit(where, field, entry)


def _text_fits(where: str, field: str, text: str, most_characters: int, most_lines: int) -> Iterator[Fault]:
    if len(text) > most_characters:
        yield Fault(where, field, f"at most {most_characters:,} characters, and this has {len(text):,}")
    elif not text.isprintable():  # or else it has neither line breaks nor surrogates
        shown = clean(text)
        lines = (shown.strip("\n") if most_lines > 1 else shown).count("\n") + 1
        if lines > most_lines:
            yield Fault(where, field, f"at most {plural(most_lines, 'line')}, and this has {lines}")
        if any("\ud800" <= character <= "\udfff" for character in text):
            yield Fault(where, field, "has characters that are not Unicode; type it anew")


def _is_date(as_of: str) -> bool:
    parts = as_of.split("-")
    if not as_of.isascii() or not all(map(str.isdigit, parts)) or [4, 2, 2][: len(parts)] != list(map(len, parts)):
        return False
    try:
        date(*[int(part) for part in (*parts, "1", "1")[:3]])
    except ValueError:
        return False
    return True
