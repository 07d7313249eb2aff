"""The question that the fields of a record make."""

import re
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple, get_args

from civquiz.formats.contract import Found, Item, Note, Skipped, UnfitError
from civquiz.formats.records import cells
from civquiz.formats.records.answer_key import AnswerKey, Options
from civquiz.formats.records.entries import TRUTHS, as_text, entries, is_empty, sides, truth
from civquiz.formats.records.fields import Fields
from civquiz.formats.records.type_names import CHOICE, refusal, type_called
from civquiz.questions import QUESTION_TYPES
from civquiz.questions.bank import quoted
from civquiz.questions.grading import Kind

_BY_CHOOSING = frozenset({CHOICE, "multiple-choice", "multiple-response"})
_TRUTHS_BY_TYPE = TRUTHS | {"t": True, "f": False, "1": True, "0": False, "yes": True, "no": False}
_KINDS = frozenset(get_args(Kind))
_YES = frozenset({"true", "yes", "1", "x"})

_ASKS_FOR_SEVERAL = re.compile(
    r"\b(?:two|three|four|five|six|seven|eight|nine|ten|[2-9]|10|all|list|name (?:the|some)|are the)\b", re.IGNORECASE
)
_PARTS = re.compile(r", ?and |, ?| and ")

_NO_KEY = "nothing says which option is right"
_NO_COUNT = "has several answers, and not how many of them have to be named: add “required”"


class File(NamedTuple):
    """What the records of a file show together."""

    key: AnswerKey
    cuts_evenly: bool  # where commas divide the options, all have as many
    has_single_answers: bool  # so that a list of answers is not one of options
    has_letters: bool  # for answers, so that a letter is not the answer but that of an option


class Reader(Fields):
    """A record and the question in it."""

    def found(self, file: File) -> Iterator[Found]:
        """The question with its notes, or why it is not taken."""
        try:
            values = self._values(file)
        except UnfitError as error:
            yield Skipped(self.record.where, str(error))
            return
        values = {
            field: value for field, value in values.items() if field == "answer" or not (is_empty(value) or value == 0)
        }
        yield Item(self.record.where, values, card=self._is_card() and values["type"] == "short-answer")
        for _, _, value in self.held.get("media", []):
            self.leave_out(re.split(r"[/\\]", as_text(entry.value))[-1] for entry in entries(value))
        if "passage" in self.held:
            self.notes.append("its passage is left out; see that the question can be answered without it")
        for note in dict.fromkeys(self.notes):
            yield Note(self.record.where, note)

    def _values(self, file: File) -> dict[str, Any]:
        if self.fault:
            raise UnfitError(self.fault)
        named = self.line("type") or self.line("kind")
        if reason := refusal(named):
            raise UnfitError(reason)
        type_ = named if named in QUESTION_TYPES else type_called(named)
        values: dict[str, Any] = {"stem": self._stem()}
        values |= {field: self.line(field) for field in ("topic", "explanation", "hint", "group")}
        if named in QUESTION_TYPES:
            values["id"] = self.line("id")
        elif values["topic"].isdecimal():  # elsewhere a number of a category, as an id is that of a row
            values["topic"] = ""
        values["topic"] = values["topic"] or self.record.topic
        values["dated"] = self.line("dated").casefold() in _YES
        if type_ == "ordering":
            return values | self._ordering()
        if type_ == "matching":
            return values | self._matching()
        if "wrong" in self.held:
            return values | self._beside_wrong(type_)
        if len(self.entries) > 1:
            return values | self._among_options(type_, file)
        return values | self._typed(type_, values["stem"], file)

    def _stem(self) -> str:
        raw = self.first("question", "term", "title")
        if raw is None:
            raise UnfitError("has no question")
        if not (stem := self.text(raw)):
            raise UnfitError(self.no_text("its question"))
        return stem

    def _is_card(self) -> bool:
        return "question" not in self.held and "term" in self.held

    def _beside_wrong(self, type_: str) -> dict[str, Any]:
        """The right answers, with the wrong ones in fields of their own."""
        raw = self.first("answer", "answers", "back", "key")
        if isinstance(raw, str) and type_ == "multiple-response":
            raw = [row[0] for row in cells.split(raw, commas=True)]
        return self._choice(type_, [self.sure(entry.value) for entry in entries(raw)], self.reasoned("wrong", "why"))

    def _among_options(self, type_: str, file: File) -> dict[str, Any]:
        """The right options and the others where all are listed together."""
        texts = self.options.texts if self.options else [self.text(entry.value) for entry in self.entries]
        for text, entry in zip(texts, self.entries, strict=True):
            if not text and entry.value != "":
                raise UnfitError(self.no_text("an option"))
        right = [place for place, entry in enumerate(self.entries) if entry.is_right]
        if self.options:
            right = list(file.key.right(self.options))
        if not right and type_ == "short-answer":  # where options are forms of the answer
            return {"type": type_, "answer": texts[0], "accept": [text for text in texts[1:] if text]}
        if not right:
            raise UnfitError(_NO_KEY)
        if self.by_commas and not file.cuts_evenly and texts[right[0]] != self.line("answer"):
            raise UnfitError("its options are divided by commas, which may belong to them: put | between them")
        if {truth(text) for text in texts if text} == {True, False} and len(right) == 1:
            return {"type": "true-false", "answer": truth(texts[right[0]])}
        others = [
            self.wrong_entry(entry._replace(value=text))
            for place, (text, entry) in enumerate(zip(texts, self.entries, strict=True))
            if text and place not in right
        ]
        return self._choice(type_, [texts[place] for place in right], others)

    def _choice(self, type_: str, answers: list[str], distractors: list[Any]) -> dict[str, Any]:
        if not answers:
            raise UnfitError("has no answer")
        if len(answers) > 1 or type_ == "multiple-response":
            return {"type": "multiple-response", "answers": answers, "distractors": distractors}
        if (
            type_ in {"", "true-false"}
            and len(distractors) == 1
            and {truth(answers[0]), truth(distractors[0])} == {True, False}
        ):
            return {"type": "true-false", "answer": truth(answers[0])}
        return {"type": "multiple-choice", "answer": answers[0], "distractors": distractors}

    def _typed(self, type_: str, stem: str, file: File) -> dict[str, Any]:
        """An answer without options: true or false, a short answer, or several things to name."""
        raw = self._answer(type_, file)
        is_true = truth(raw, _TRUTHS_BY_TYPE if type_ == "true-false" else TRUTHS)
        if is_true is not None and type_ in {"", CHOICE, "true-false"} and not self._is_card():
            return {"type": "true-false", "answer": is_true}
        if type_ == "true-false":
            raise UnfitError(f"true or false, but its answer is {quoted(raw)}")
        if self.is_lettered() and type_ != "short-answer":
            begin, texts = cells.labelled(stem)
            if texts and begin:
                options = Options(texts, [], [("answer", raw)])
                right = AnswerKey([options]).right(options)[0]
                return {"stem": begin, **self._choice(type_, [texts.pop(right)], list(texts))}
            if file.has_letters:
                raise UnfitError("its answer is a letter, and no field is named as an option: “option a”")
        if type_ in _BY_CHOOSING:
            raise UnfitError("no field is named as an option: “option 1”, or “options” for a list")
        required = int(number) if (number := self.line("required")).isdecimal() else 0
        several = type_ == "enumeration" or required > 1
        rows = self.rows(raw, cut=several or self.first("answer", "back") is None)
        return self._enumeration(rows, required) if several else self._short_answer(rows, required, stem, file)

    def _answer(self, type_: str, file: File) -> object:
        """What the record holds as the answer where there are no options to choose among."""
        if self.options and self.listed_as == "answers":  # there is only one, and its number
            return [self.options.texts[place] for place in file.key.right(self.options)]
        if self.entries and (self.options or type_ != "short-answer"):
            raise UnfitError("has only one option" if self.options else _NO_KEY)
        raw = self.entries[0].value if self.entries else self.first("answer", "back", "answers", "key")
        if raw is None:
            raise UnfitError("has no answer")
        return raw

    def _enumeration(self, rows: list[list[str]], required: int) -> dict[str, Any]:
        if required > len(rows):  # each answer may name all that is asked
            parts = [_PARTS.split(row[0]) for row in rows]
            if any(len(each) != required for each in parts):
                raise UnfitError(f"asks for {required} answers and has {len(rows)}")
            rows = [list(dict.fromkeys(forms)) for forms in zip(*parts, strict=True)]
            self.notes.append("each of its answers was taken as several, divided by commas")
        answers = [row[0] if len(row) == 1 else row for row in rows]
        return {
            "type": "enumeration",
            "answers": answers,
            "required": required,
            "reject": self.reasoned("reject", "reject why"),
        }

    def _short_answer(self, rows: list[list[str]], required: int, stem: str, file: File) -> dict[str, Any]:
        forms = [form for row in rows for form in row]
        if not forms:
            raise UnfitError("has no answer")
        if len(forms) > 1 and required != 1:
            if not file.has_single_answers or _ASKS_FOR_SEVERAL.search(stem):
                raise UnfitError(_NO_COUNT)
            self.notes.append(f"any of its {len(forms)} answers counts as right; if more are asked for, say how many")
        values: dict[str, Any] = {
            "type": "short-answer",
            "answer": forms[0],
            "reject": self.reasoned("reject", "reject why"),
        }
        values["accept"] = forms[1:] + [form for row in self.rows(self.first("accept"), cut=True) for form in row]
        if (kind := self.line("kind")) in _KINDS:
            values["kind"] = kind
        if kind == "number":
            values |= {"tolerance": self.decimal("tolerance"), "unit": self.line("unit")}
        return values

    def _ordering(self) -> dict[str, Any]:
        items = [row[0] for row in self.rows(self.first("items"), cut=True)]
        if not items:
            raise UnfitError("an ordering question whose right order is in no field named “items”")
        return {"type": "ordering", "items": items}

    def _matching(self) -> dict[str, Any]:
        raw = self.first("pairs")
        if isinstance(raw, Mapping):
            rows: list[Any] = [list(pair) for pair in raw.items()]
        else:
            rows = cells.split(raw) if isinstance(raw, str) else raw if isinstance(raw, list) else []
        pairs = [[self.sure(side) for side in sides(row)] for row in rows]
        if not pairs or not all(pairs):
            raise UnfitError("a matching question whose pairs are in no field named “pairs”")
        return {"type": "matching", "pairs": pairs, "distractors": self.reasoned("wrong", "why")}
