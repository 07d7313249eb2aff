"""A question from a record of named fields: a row of a table, an object in JSON."""

import re
from collections.abc import Iterable, Iterator, Mapping
from itertools import islice
from typing import Any, NamedTuple, get_args

from civquiz.errors import CivquizError
from civquiz.formats.contract import Found, Item, Note, Skipped
from civquiz.formats.records import about_html, cells
from civquiz.formats.records.answer_key import AnswerKey, Options, UnusableError, unlabelled
from civquiz.formats.records.entries import TRUTHS, Entry, as_text, entries, is_empty, listed, sides, truth
from civquiz.formats.records.field_names import name_key, role
from civquiz.questions import QUESTION_TYPES
from civquiz.questions.bank import MOST_QUESTIONS, quoted
from civquiz.questions.grading import Kind
from civquiz.text import one_line

MOST_FIELDS = 500
"""Of a record; those beyond are not looked at."""

_CHOICE = "choice"  # of one or of several
_REFUSED = {
    "an essay: civquiz cannot grade it": "essay openended open longanswer paragraph discussion freeresponse",
    "a poll: it has no right answer": "poll survey wordcloud slide opinion",
    "a drag-and-drop question: there is no such type here": "draganddrop dragdrop drag",
    "there is no such type of question here": "hotspot draw drawing labeling labelling coding upload fileupload",
}
_TYPES = {
    _CHOICE: "multiple choice select multichoice textchoice imagechoice quiz",
    "multiple-choice": "multiplechoice mcq mcqs mc single singlechoice singleselect singleanswer radio onecorrect",
    "multiple-response": """multipleresponse multipleselect multiselect multipleanswer multipleanswers checkbox
        checkboxes msq multi multiplecorrect selectall selectallthatapply""",
    "true-false": "truefalse tf boolean bool trueorfalse",
    "short-answer": """shortanswer short fillintheblank fillintheblanks fillin fill fillblank fillblanks fib text input
        textinput numeric numerical number identification freetext oneword""",
    "enumeration": "enumeration enumerate",
    "ordering": "ordering order sequence sequencing reorder rearrange sort sorting puzzle",
    "matching": "matching match matchthefollowing",
}
_REFUSAL_OF = {word: reason for reason, words in _REFUSED.items() for word in words.split()}
_TYPE_OF = {word: type_ for type_, words in _TYPES.items() for word in words.split()}
_BY_CHOOSING = frozenset({_CHOICE, "multiple-choice", "multiple-response"})
_TRUTHS_BY_TYPE = TRUTHS | {"t": True, "f": False, "1": True, "0": False, "yes": True, "no": False}
_KINDS = frozenset(get_args(Kind))
_YES = frozenset({"true", "yes", "1", "x"})

_ASKS_FOR_SEVERAL = re.compile(
    r"\b(?:two|three|four|five|six|seven|eight|nine|ten|[2-9]|10|all|list|name (?:the|some)|are the)\b", re.IGNORECASE
)
_LETTER = re.compile(r"\(?[A-Ja-j][).:]?")
_PARTS = re.compile(r", ?and |, ?| and ")

_MOST_NAMED = 12  # fields, in a note
_LONGEST_NAME = 40
_LONGEST = 100_000  # characters of a field; no question has as many

_NO_KEY = "nothing says which option is right"
_NO_COUNT = "has several answers, and not how many of them have to be named: add “required”"


class Record(NamedTuple):
    """The fields of what may be a question, by the file's own names, and where it stands there.

    `topic` is that of the list in which it stands, `fault` why it is not taken, if that is known already.
    """

    where: str
    fields: Mapping[str, Any]
    topic: str = ""
    fault: str = ""


class _File(NamedTuple):
    """What the records of a file show together."""

    key: AnswerKey
    cuts_evenly: bool  # where commas divide the options, all have as many
    has_single_answers: bool  # so that a list of answers is not one of options
    has_letters: bool  # for answers, so that a letter is not the answer but that of an option


def questions(records: Iterable[Record]) -> Iterator[Found]:
    """The questions in the records, in their order, each with what is to be known of it, or why it is not taken.

    Raises CivquizError for more records than a bank may have questions.
    """
    found = list(islice(records, MOST_QUESTIONS + 1))
    if len(found) > MOST_QUESTIONS:
        raise CivquizError(f"more than {MOST_QUESTIONS:,} questions; split the file into several")
    values = (value for record in found for value in islice(record.fields.values(), MOST_FIELDS))
    is_html = not any(about_html.is_bare_tag(as_text(entry.value)) for value in values for entry in entries(value))
    readers = [_Reader(record, is_html=is_html) for record in found]
    letters = sum(reader.is_lettered() for reader in readers)
    file = _File(
        AnswerKey(reader.options for reader in readers if reader.options),
        len({len(reader.entries) for reader in readers if reader.by_commas}) <= 1,
        any(reader.has_single_answer() for reader in readers),
        any(reader.options for reader in readers) or letters * 2 > len(readers),
    )
    for reader in readers:
        yield from reader.found(file)
    unused = dict.fromkeys(map(one_line, dict.fromkeys(name for reader in readers for name in reader.unused)))
    if unused:
        shown = ", ".join(f"“{name[:_LONGEST_NAME]}”" for name in list(unused)[:_MOST_NAMED])
        more = f" and {len(unused) - _MOST_NAMED} more" if len(unused) > _MOST_NAMED else ""
        yield Note("", f"not used, since the names say nothing to civquiz: {shown}{more}")


def is_question(names: Iterable[str]) -> bool:
    """Whether fields of these names are a question: what is asked, and answers or options."""
    held = {known.holds for name in islice(names, MOST_FIELDS) if (known := role(name))}
    answered = not held.isdisjoint({"answer", "answers", "options", "option", "wrong"})
    if held.isdisjoint({"question", "term"}):
        return "title" in held and answered
    return answered or not held.isdisjoint({"back", "key", "items", "pairs"})


class _Reader:
    """One record: its fields by what they hold, and the question that they make."""

    def __init__(self, record: Record, *, is_html: bool) -> None:
        self._is_html = is_html
        self._where, self._topic, self._fault = record.where, record.topic, record.fault
        if len(record.fields) > MOST_FIELDS:
            self._fault = f"has {len(record.fields):,} fields"
        self._held: dict[str, list[tuple[str, str, Any]]] = {}  # label, the file's name, value
        self._notes: list[str] = []
        self.unused: list[str] = []
        numbered: list[Entry] = []
        beside_b = not record.fields.keys().isdisjoint({"b", "B"})  # there `a` is an option, else an answer
        for name, value in islice(record.fields.items(), MOST_FIELDS):
            known = role(name)
            if known and (known.holds == "option" or (beside_b and name in {"a", "A"})):
                label = known.label if known.holds == "option" else "a"
                numbered.append(Entry("" if is_empty(value) else value, label))
            elif is_empty(value):
                continue
            elif isinstance(value, str) and len(value) > _LONGEST:
                self._fault = f"has a text of {len(value):,} characters"
            elif known is None:
                self.unused.append(name)
            else:
                self._held.setdefault(known.holds, []).append((known.label, name, value))
        for held in self._held.values():
            held.sort(key=lambda field: (len(field[0]), field[0]))
        while numbered and numbered[-1].value == "":
            numbered.pop()
        self.by_commas = False
        self._listed_as = "option" if numbered else self._list_of_options()
        self.entries = numbered or self._listed()
        self.options = self._options()

    def _list_of_options(self) -> str:
        """What holds the options, if they are a list: “answers” too, where something else names the right ones."""
        if "options" in self._held:
            return "options"
        has_key = not self._held.keys().isdisjoint({"answer", "back", "key"})
        marks = any(entry.is_right is not None for entry in entries(self._first("answers")))
        return "answers" if "answers" in self._held and "wrong" not in self._held and (has_key or marks) else ""

    def _listed(self) -> list[Entry]:
        raw = self._first(self._listed_as)
        if not isinstance(raw, str):
            return entries(raw)
        _, texts = cells.labelled(raw)
        if not texts:
            rows = cells.split(raw)
            if len(rows) == 1:
                rows = cells.split(raw, commas=True)
                self.by_commas = len(rows) > 1
            texts = [" | ".join(row) for row in rows]
        return [Entry(text) for text in texts]

    def _options(self) -> Options | None:
        """The options and the fields that name the right ones; None where nothing has to be looked up."""
        if not self.entries or any(entry.is_right is not None for entry in self.entries):
            return None
        best = next((each for each in ("answer", "back", "key") if each in self._held), "")
        holds = [best] + ["answers"] * (self._listed_as != "answers")
        keys = [
            (name_key(name), self._text(value) if isinstance(value, str) else value)
            for each in holds
            for _, name, value in self._held.get(each, [])
        ]
        texts, labels = unlabelled([self._text(entry.value) for entry in self.entries])
        labels = labels or [entry.label for entry in self.entries]
        return Options(texts, labels if all(labels) else [], keys) if keys else None

    def has_single_answer(self) -> bool:
        """Whether it has a single answer where others may have a list, and no options."""
        raw = self._first("answers", "answer")
        found = cells.split(raw, commas=True) if isinstance(raw, str) else entries(raw)
        return not self.entries and len(found) == 1

    def is_lettered(self) -> bool:
        """Whether its answer is a letter, and there are no options."""
        raw = self._first("answer", "back")
        return isinstance(raw, str) and not self.entries and _LETTER.fullmatch(raw.strip()) is not None

    def found(self, file: _File) -> Iterator[Found]:
        """The question with its notes, or why it is not taken."""
        try:
            values = self._values(file)
        except UnusableError as error:
            yield Skipped(self._where, str(error))
            return
        values = {
            field: value for field, value in values.items() if field == "answer" or not (is_empty(value) or value == 0)
        }
        yield Item(self._where, values, card=self._is_card() and values["type"] == "short-answer")
        for _, _, value in self._held.get("media", []):
            self._leave_out(re.split(r"[/\\]", as_text(entry.value))[-1] for entry in entries(value))
        if "passage" in self._held:
            self._notes.append("its passage is left out; see that the question can be answered without it")
        for note in dict.fromkeys(self._notes):
            yield Note(self._where, note)

    def _values(self, file: _File) -> dict[str, Any]:
        if self._fault:
            raise UnusableError(self._fault)
        named = self._line("type") or self._line("kind")
        if reason := _REFUSAL_OF.get(name_key(named)):
            raise UnusableError(reason)
        type_ = named if named in QUESTION_TYPES else _TYPE_OF.get(name_key(named), "")
        values: dict[str, Any] = {"stem": self._stem()}
        values |= {field: self._line(field) for field in ("topic", "explanation", "hint", "group")}
        if named in QUESTION_TYPES:
            values["id"] = self._line("id")
        elif values["topic"].isdecimal():  # elsewhere a number of a category, as an id is that of a row
            values["topic"] = ""
        values["topic"] = values["topic"] or self._topic
        values["dated"] = self._line("dated").casefold() in _YES
        if type_ == "ordering":
            return values | self._ordering()
        if type_ == "matching":
            return values | self._matching()
        if "wrong" in self._held:
            return values | self._beside_wrong(type_)
        if len(self.entries) > 1:
            return values | self._among_options(type_, file)
        return values | self._typed(type_, values["stem"], file)

    def _stem(self) -> str:
        raw = self._first("question", "term", "title")
        if raw is None:
            raise UnusableError("has no question")
        if not (stem := self._text(raw)):
            raise UnusableError(self._no_text("its question"))
        return stem

    def _is_card(self) -> bool:
        return "question" not in self._held and "term" in self._held

    def _beside_wrong(self, type_: str) -> dict[str, Any]:
        """The right answers, with the wrong ones in fields of their own."""
        raw = self._first("answer", "answers", "back", "key")
        if isinstance(raw, str) and type_ == "multiple-response":
            raw = [row[0] for row in cells.split(raw, commas=True)]
        return self._choice(type_, [self._sure(entry.value) for entry in entries(raw)], self._distractors())

    def _distractors(self) -> list[Any]:
        whys = {label: value for label, _, value in self._held.get("why", [])}
        wrong = [
            entry._replace(why=entry.why or whys.get(label))
            for label, _, value in self._held.get("wrong", [])
            for entry in (listed(value, label) if isinstance(value, str) else entries(value))
        ]
        return [self._wrong(entry) for entry in wrong]

    def _among_options(self, type_: str, file: _File) -> dict[str, Any]:
        """The right options and the others where all are listed together."""
        texts = self.options.texts if self.options else [self._text(entry.value) for entry in self.entries]
        for text, entry in zip(texts, self.entries, strict=True):
            if not text and entry.value != "":
                raise UnusableError(self._no_text("an option"))
        right = [place for place, entry in enumerate(self.entries) if entry.is_right]
        if self.options:
            right = list(file.key.right(self.options))
        if not right and type_ == "short-answer":  # where options are forms of the answer
            return {"type": type_, "answer": texts[0], "accept": [text for text in texts[1:] if text]}
        if not right:
            raise UnusableError(_NO_KEY)
        if self.by_commas and not file.cuts_evenly and texts[right[0]] != self._line("answer"):
            raise UnusableError("its options are divided by commas, which may belong to them: put | between them")
        if {truth(text) for text in texts if text} == {True, False} and len(right) == 1:
            return {"type": "true-false", "answer": truth(texts[right[0]])}
        others = [
            self._wrong(entry._replace(value=text))
            for place, (text, entry) in enumerate(zip(texts, self.entries, strict=True))
            if text and place not in right
        ]
        return self._choice(type_, [texts[place] for place in right], others)

    def _choice(self, type_: str, answers: list[str], distractors: list[Any]) -> dict[str, Any]:
        if not answers:
            raise UnusableError("has no answer")
        if len(answers) > 1 or type_ == "multiple-response":
            return {"type": "multiple-response", "answers": answers, "distractors": distractors}
        if (
            type_ in {"", "true-false"}
            and len(distractors) == 1
            and {truth(answers[0]), truth(distractors[0])} == {True, False}
        ):
            return {"type": "true-false", "answer": truth(answers[0])}
        return {"type": "multiple-choice", "answer": answers[0], "distractors": distractors}

    def _typed(self, type_: str, stem: str, file: _File) -> dict[str, Any]:
        """An answer without options: true or false, a short answer, or several things to name."""
        raw = self._answer(type_, file)
        is_true = truth(raw, _TRUTHS_BY_TYPE if type_ == "true-false" else TRUTHS)
        if is_true is not None and type_ in {"", _CHOICE, "true-false"} and not self._is_card():
            return {"type": "true-false", "answer": is_true}
        if type_ == "true-false":
            raise UnusableError(f"true or false, but its answer is {quoted(raw)}")
        if self.is_lettered() and type_ != "short-answer":
            begin, texts = cells.labelled(stem)
            if texts and begin:
                options = Options(texts, [], [("answer", raw)])
                right = AnswerKey([options]).right(options)[0]
                return {"stem": begin, **self._choice(type_, [texts.pop(right)], list(texts))}
            if file.has_letters:
                raise UnusableError("its answer is a letter, and no field is named as an option: “option a”")
        if type_ in _BY_CHOOSING:
            raise UnusableError("no field is named as an option: “option 1”, or “options” for a list")
        required = int(number) if (number := self._line("required")).isdecimal() else 0
        several = type_ == "enumeration" or required > 1
        rows = self._rows(raw, cut=several or self._first("answer", "back") is None)
        return self._enumeration(rows, required) if several else self._short_answer(rows, required, stem, file)

    def _answer(self, type_: str, file: _File) -> object:
        """What the record holds as the answer where there are no options to choose among."""
        if self.options and self._listed_as == "answers":  # there is only one, and its number
            return [self.options.texts[place] for place in file.key.right(self.options)]
        if self.entries and (self.options or type_ != "short-answer"):
            raise UnusableError("has only one option" if self.options else _NO_KEY)
        raw = self.entries[0].value if self.entries else self._first("answer", "back", "answers", "key")
        if raw is None:
            raise UnusableError("has no answer")
        return raw

    def _enumeration(self, rows: list[list[str]], required: int) -> dict[str, Any]:
        if required > len(rows):  # each answer may name all that is asked
            parts = [_PARTS.split(row[0]) for row in rows]
            if any(len(each) != required for each in parts):
                raise UnusableError(f"asks for {required} answers and has {len(rows)}")
            rows = [list(dict.fromkeys(forms)) for forms in zip(*parts, strict=True)]
            self._notes.append("each of its answers was taken as several, divided by commas")
        answers = [row[0] if len(row) == 1 else row for row in rows]
        return {"type": "enumeration", "answers": answers, "required": required, "reject": self._rejected()}

    def _short_answer(self, rows: list[list[str]], required: int, stem: str, file: _File) -> dict[str, Any]:
        forms = [form for row in rows for form in row]
        if not forms:
            raise UnusableError("has no answer")
        if len(forms) > 1 and required != 1:
            if not file.has_single_answers or _ASKS_FOR_SEVERAL.search(stem):
                raise UnusableError(_NO_COUNT)
            self._notes.append(f"any of its {len(forms)} answers counts as right; if more are asked for, say how many")
        values: dict[str, Any] = {"type": "short-answer", "answer": forms[0], "reject": self._rejected()}
        values["accept"] = forms[1:] + [form for row in self._rows(self._first("accept"), cut=True) for form in row]
        if (kind := self._line("kind")) in _KINDS:
            values["kind"] = kind
        if kind == "number":
            values |= {"tolerance": self._decimal("tolerance"), "unit": self._line("unit")}
        return values

    def _ordering(self) -> dict[str, Any]:
        items = [row[0] for row in self._rows(self._first("items"), cut=True)]
        if not items:
            raise UnusableError("an ordering question whose right order is in no field named “items”")
        return {"type": "ordering", "items": items}

    def _matching(self) -> dict[str, Any]:
        raw = self._first("pairs")
        if isinstance(raw, Mapping):
            rows: list[Any] = [list(pair) for pair in raw.items()]
        else:
            rows = cells.split(raw) if isinstance(raw, str) else raw if isinstance(raw, list) else []
        pairs = [[self._sure(side) for side in sides(row)] for row in rows]
        if not pairs or not all(pairs):
            raise UnusableError("a matching question whose pairs are in no field named “pairs”")
        return {"type": "matching", "pairs": pairs, "distractors": self._distractors()}

    def _rejected(self) -> list[Any]:
        whys = {label: value for label, _, value in self._held.get("reject why", [])}
        return [
            self._wrong(entry._replace(why=entry.why or whys.get(label)))
            for label, _, value in self._held.get("reject", [])
            for entry in (listed(value, label) if isinstance(value, str) else entries(value))
        ]

    def _wrong(self, entry: Entry) -> str | dict[str, str]:
        text, why = self._sure(entry.value), self._text(entry.why)
        return {"text": text, "why": why} if why else text

    def _rows(self, value: object, *, cut: bool) -> list[list[str]]:
        """The answers in a value, each with its forms; those in a cell only where it may be `cut`."""
        if isinstance(value, str):
            rows = cells.split(value, commas=True) if cut else [[value]]
            return [[self._sure(form) for form in row] for row in rows]
        return [
            [self._sure(form.value) for form in (entries(entry.value) if isinstance(entry.value, list) else [entry])]
            for entry in entries(value)
        ]

    def _first(self, *holds: str) -> object:
        """The value of the first field that holds any of these; None if there is none."""
        return next((self._held[each][0][2] for each in holds if each in self._held), None)

    def _line(self, holds: str) -> str:
        raw = self._first(holds)
        if raw is None:
            return ""
        if isinstance(raw, list):
            return (", " if holds == "topic" else "\n").join(self._text(entry.value) for entry in entries(raw))
        return self._text(raw)

    def _decimal(self, holds: str) -> float | str:
        text = self._line(holds)
        try:
            return float(text)
        except ValueError:
            return text

    def _sure(self, value: object) -> str:
        """The value's text, which must not be empty."""
        if text := self._text(value):
            return text
        if isinstance(value, Mapping):
            raise UnusableError(f"its answers are no texts but records of {', '.join(map(str, value))[:100]}")
        raise UnusableError(self._no_text("an answer"))

    def _text(self, value: object) -> str:
        """The value's text without HTML; what is left out of it is noted."""
        text, names = about_html.readable(as_text(value), is_html=self._is_html)
        if names:
            self._leave_out(names)
        return text.strip()

    def _leave_out(self, names: Iterable[str]) -> None:
        self._notes += [f"the picture {name[:100]} is left out" for name in names if name]

    def _no_text(self, what: str) -> str:
        return f"{what} is nothing but a picture" if self._notes else f"{what} is no text"
