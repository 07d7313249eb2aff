import io
import json
import sys
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, suppress
from copy import deepcopy
from typing import Any

import msgspec
import pyte
import pytest
from hypothesis import given
from hypothesis import strategies as st
from prompt_toolkit.application import create_app_session
from prompt_toolkit.data_structures import Size
from prompt_toolkit.input import PipeInput, create_pipe_input
from prompt_toolkit.input.typeahead import clear_typeahead
from prompt_toolkit.output import DummyOutput
from prompt_toolkit.output.vt100 import Vt100_Output

from civquiz.formats import native
from civquiz.questions import QUESTION_TYPES, base
from civquiz.questions.bank import Bank, Passage, question_faults
from civquiz.questions.base import Fault
from civquiz.questions.true_false import TrueFalse
from civquiz.terminal import authoring
from civquiz.terminal.authoring.fields import fields_of
from civquiz.terminal.face import Choice, Command, Entry, Face, Sheet
from civquiz.terminal.plain import Plain
from civquiz.terminal.prompts import Prompts
from civquiz.terminal.signals import Signals
from tests.terminal.screen import words_of

ENTER, CLEAR, SHIFT_TAB, CTRL_C, CTRL_D = "\r", "\x15", "\x1b[Z", "\x03", "\x04"
BACK, LEAVE, SKIP, NOTHING = "<", "<<", "<<<", ""

BANK = Bank(
    id="my-town",
    title="My town",
    as_of="2017-06",
    passages=(Passage(id="p1", title="The council", text="It has nine members."), Passage(id="p2", text="More.")),
    questions=(TrueFalse(id="q", stem="The council approves the budget.", answer=True, topic="Powers"),),
)
EMPTY = Bank(id="my-town", title="My town")
_DEADLINE = 20.0  # seconds until a screen that does not come fails the test
TITLE = "New question in my-town"

# What is entered for each type, and what becomes of it. In a bank of nothing a form ends with topic, explanation, hint.
REST = [NOTHING, NOTHING, NOTHING]
FORMS: dict[str, tuple[list[str], dict[str, Any]]] = {
    "multiple-choice": (
        ["1", "Who approves?", "The council", "The mayor", "proposes it", "The judge", NOTHING, NOTHING],
        {
            "stem": "Who approves?",
            "answer": "The council",
            "distractors": [{"text": "The mayor", "why": "proposes it"}, "The judge"],
        },
    ),
    "multiple-response": (
        ["2", "Which are houses?", "Senate", "Mazhilis", NOTHING, "Court", NOTHING, NOTHING],
        {"stem": "Which are houses?", "answers": ["Senate", "Mazhilis"], "distractors": ["Court"]},
    ),
    "true-false": (["3", "Voters are free.", "2"], {"stem": "Voters are free.", "answer": False}),
    "short-answer": (
        ["4", "How long?", "50", "3", "fifty", NOTHING, "49", "too short", NOTHING, "0,5", "km"],
        {
            "stem": "How long?",
            "answer": "50",
            "kind": "number",
            "accept": ["fifty"],
            "reject": [{"text": "49", "why": "too short"}],
            "tolerance": 0.5,
            "unit": "km",
        },
    ),
    "enumeration": (
        ["5", "Name two.", "UN = United Nations", "OSCE", "EU", NOTHING, "2", "Nato", NOTHING, NOTHING],
        {
            "stem": "Name two.",
            "answers": [["UN", "United Nations"], "OSCE", "EU"],
            "required": 2,
            "reject": ["Nato"],
        },
    ),
    "ordering": (
        ["6", "Order these.", "first", "second", "third", NOTHING],
        {"stem": "Order these.", "items": ["first", "second", "third"]},
    ),
    "matching": (
        ["7", "Match these.", "Parliament", "laws", "Court", "justice", NOTHING, "taxes", NOTHING, NOTHING],
        {
            "stem": "Match these.",
            "pairs": [["Parliament", "laws"], ["Court", "justice"]],
            "distractors": ["taxes"],
        },
    ),
}


class Author:
    """An author with a script: what is entered at each entry and pressed at each review, on either face."""

    def __init__(self, drawn: PipeInput | None, monkeypatch: pytest.MonkeyPatch) -> None:
        self.face: Face = self
        self._pipe = drawn
        self._patch = monkeypatch
        self._real: Face = Prompts(Signals()) if drawn else Plain(Signals())
        self.attended = True
        self.script: list[str] = []
        self.entries: list[Entry] = []
        self.sheets: list[Sheet] = []
        self.kept: list[dict[str, Any]] = []
        self.tried: list[dict[str, Any]] = []

    def _strike(self, what: str, *, line: bool = True) -> None:
        if self._pipe is None:
            words = {BACK: ":back", LEAVE: ":quit", SKIP: ":skip"}
            self._patch.setattr(sys, "stdin", io.StringIO(f"{words.get(what, what)}\n"))
            return
        clear_typeahead(self._pipe)
        keys = {BACK: SHIFT_TAB, LEAVE: CTRL_C, SKIP: CLEAR + ENTER}.get(what) or (
            f"{CLEAR}{what}{ENTER}" if line else what or ENTER
        )
        self._pipe.send_text(keys + CTRL_D)

    def enter(self, entry: Entry) -> str | Command:
        self.entries.append(entry)
        what = self.script.pop(0)
        empties = what == NOTHING and entry.text and not entry.choices
        self._strike(SKIP if empties else what, line=not entry.choices)
        return self._real.enter(entry)

    def review(self, sheet: Sheet, choices: Sequence[Choice]) -> str:
        self.sheets.append(sheet)
        self._strike(self.script.pop(0), line=False)
        return self._real.review(sheet, choices)

    def choose(self, title: Sequence[str], choices: Sequence[Choice]) -> str:
        self._strike(self.script.pop(0), line=False)
        return self._real.choose(title, choices)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._real, name)

    def fill(self, *script: str, draft: Mapping[str, Any] | None = None, **outside: Any) -> dict[str, Any] | None:
        """What comes of the form with that script, which is used up."""
        self.script = list(script)
        handed: dict[str, Any] = {
            "face": self,
            "title": TITLE,
            "bank": EMPTY,
            "draft": draft or {},
            "keep": self.keep,
            "faults": faults,
            "remarks": lambda _: [],
            "alike": lambda _: [],
            "try_it": self.tried.append,
        }
        values = authoring.run(authoring.Form(**{**handed, **outside}))
        assert self.script == []
        return values

    def keep(self, values: dict[str, Any]) -> str:
        self.kept.append(deepcopy(values))
        return ""


def faults(values: dict[str, Any]) -> list[Fault]:
    found: list[Fault] = []
    question = native.question({**values, "id": "new"}, "new", found)
    if question is not None:
        found += question_faults("new", question, {"p1", "p2"})
    return found


@pytest.fixture(params=["drawn", "plain"])
def author(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[Author]:
    with ExitStack() as stack:
        pipe = None
        if request.param == "drawn":
            pipe = stack.enter_context(create_pipe_input())
            stack.enter_context(create_app_session(input=pipe, output=DummyOutput()))
        yield Author(pipe, monkeypatch)


@pytest.fixture
def writer(monkeypatch: pytest.MonkeyPatch) -> Author:
    """An author of whom it does not matter how they are asked."""
    return Author(None, monkeypatch)


# Filling in


@pytest.mark.parametrize("type_", FORMS)
def test_a_question_of_each_type_is_entered_field_by_field(author: Author, type_: str) -> None:
    script, values = FORMS[type_]
    assert author.fill(*script, *REST, "s") == {"type": type_, **values}
    assert faults({"type": type_, **values}) == []


def test_every_type_is_offered_and_has_a_form() -> None:
    assert set(FORMS) == set(QUESTION_TYPES)


@pytest.mark.parametrize("type_", FORMS)
def test_all_that_was_entered_is_kept_and_shown_again(writer: Author, type_: str) -> None:
    script, values = FORMS[type_]
    writer.fill(*script, *REST, "s")
    drafts = json.loads(json.dumps(writer.kept))
    labels = [entry.label for entry in writer.entries]
    typed = [text for text in [*script, *REST] if text]
    assert len(drafts) == len(labels)
    for reached, draft in enumerate(drafts[:-1], 1):
        half = labels[reached : reached + 1] == ["Goes with"]  # a pair, which is kept when it is whole
        if reached % 3 and not half:
            continue
        writer.entries.clear()
        with pytest.raises((KeyboardInterrupt, EOFError)):
            writer.fill(LEAVE, draft=draft)
        shown = words_of([f"{row.text} {row.detail}" for row in writer.entries[0].sheet.rows])
        for text in typed[1 : len([each for each in script[:reached] if each]) - half]:
            assert text.replace(",", ".") in shown or text in "123", text
    assert writer.fill("s", draft=drafts[-1]) == {"type": type_, **values}


def test_the_draft_is_said_to_be_kept_or_not(writer: Author) -> None:
    problems = ["", "the disk is full", ""]
    with pytest.raises((KeyboardInterrupt, EOFError)):
        writer.fill("3", "Voters are free.", "1", LEAVE, keep=lambda _: problems.pop(0))
    assert [entry.sheet.state for entry in writer.entries] == ["", "draft kept", "draft NOT kept", "draft kept"]
    assert [len(entry.sheet.remarks) for entry in writer.entries] == [0, 0, 1, 0]
    assert "the disk is full" in writer.entries[2].sheet.remarks[0]


def test_a_form_begins_where_the_draft_ends_with_what_was_entered_above(writer: Author) -> None:
    draft = {"type": "multiple-choice", "stem": "Who?", "answer": "a"}
    with pytest.raises((KeyboardInterrupt, EOFError)):
        writer.fill(LEAVE, draft=draft)
    [entry] = writer.entries
    assert entry.label == "Wrong"
    assert [(row.label, row.text) for row in entry.sheet.rows] == [
        ("Type", "multiple-choice"),
        ("Stem", "Who?"),
        ("Right", "a"),
    ]


def test_a_list_that_was_begun_is_gone_on_with(writer: Author) -> None:
    draft = {"type": "ordering", "stem": "Order.", "items": ["a", "b"]}
    assert writer.fill("c", NOTHING, *REST, "s", draft=draft) == {**draft, "items": ["a", "b", "c"]}


@pytest.mark.parametrize(
    "draft",
    [
        {"type": "essay"},
        {"type": 7, "stem": ["no"]},
        {"type": "true-false", "stem": 1, "answer": "yes", "unknown": "x"},
        {"type": "true-false", "pairs": [["a"]], "distractors": "x"},
    ],
    ids=repr,
)
def test_what_does_not_fit_in_a_draft_is_entered_anew(writer: Author, draft: dict[str, Any]) -> None:
    script, values = FORMS["true-false"]
    script = script[1:] if draft["type"] == "true-false" else script
    assert writer.fill(*script, *REST, "s", draft=draft) == {"type": "true-false", **values}


def test_what_is_there_already_is_not_asked_for(writer: Author) -> None:
    values = writer.fill("3", "It is.", "1", NOTHING, "Think.", "s", draft={"topic": "Powers"})
    assert values == {"type": "true-false", "stem": "It is.", "answer": True, "topic": "Powers", "hint": "Think."}


def test_what_the_form_does_not_ask_for_stays(writer: Author) -> None:
    draft = {"type": "true-false", "group": "g", "passage": ["p1", "p2"], "ignore": ["X"], "dated": True}
    values = writer.fill("It is.", "1", NOTHING, NOTHING, NOTHING, "s", draft=draft)
    assert values == {**draft, "stem": "It is.", "answer": True}


# Going back


def test_one_goes_back_through_fields_and_lines_and_forward_over_what_is_there(author: Author) -> None:
    values = author.fill(
        *["1", "Who?", "a", "b", "why b", BACK, BACK, BACK, BACK, "Who rules?", "aa", "bb", "why bb", "c", BACK],
        *["cc", "why cc", NOTHING, BACK, BACK, BACK, "ccc", NOTHING, NOTHING, *REST, "s"],
    )
    assert values == {
        "type": "multiple-choice",
        "stem": "Who rules?",
        "answer": "aa",
        "distractors": [{"text": "bb", "why": "why bb"}, "ccc"],
    }


def test_a_field_that_one_goes_back_to_holds_what_was_entered(writer: Author) -> None:
    with pytest.raises((KeyboardInterrupt, EOFError)):
        writer.fill("1", "Who?", "a", BACK, LEAVE)
    assert (writer.entries[-1].label, writer.entries[-1].text) == ("Right", "a")
    assert writer.entries[0].first
    assert not any(entry.first for entry in writer.entries[1:])


def test_another_type_keeps_what_it_has_too(writer: Author) -> None:
    values = writer.fill("1", "Who?", "a", BACK, BACK, BACK, "4", "Who rules?", "b", "1", *[NOTHING] * 2, *REST, "s")
    assert writer.entries[8].text == "a"
    assert values == {"type": "short-answer", "stem": "Who rules?", "answer": "b"}
    values = writer.fill("3", "So it is.", "1", *REST, "e", "1", "6", "x", "y", NOTHING, "s")
    assert values == {"type": "ordering", "stem": "So it is.", "items": ["x", "y"]}


# What holds


@pytest.mark.parametrize(
    ("draft", "given", "wrong"),
    [
        ({}, "x" * 2_001, "Stem: at most 2,000 characters"),
        ({"stem": "Who?"}, "x" * 301, "Right: at most 300 characters"),
        ({"stem": "Who?", "answer": "The mayor"}, "the  Mayor", "Wrong: has “the Mayor” twice"),
        ({"stem": "Who?"}, "", "Type something first"),
        ({"stem": "Who?", "answer": "a"}, "", "Wrong: needs a wrong option"),
        ({"type": "ordering", "stem": "Order.", "items": ["a"]}, "", "In order: must be 2 to 9"),
        ({"type": "ordering", "stem": "Order.", "items": ["a", "b"]}, "A", "In order: has “A” twice"),
        ({"type": "matching", "stem": "Match.", "pairs": [["a", "1"], ["b", "2"]]}, "B", "Pair: has “B” twice"),
        ({"type": "enumeration", "stem": "Name.", "answers": ["UN"]}, "EU = un", "Right: has “un” twice"),
    ],
    ids=lambda value: value[:9] if isinstance(value, str) else "draft",
)
def test_what_does_not_hold_is_not_taken(writer: Author, draft: dict[str, Any], given: str, wrong: str) -> None:
    with pytest.raises(EOFError):  # the script's last line is no usable one, and its input ends
        writer.fill(given, draft={"type": "multiple-choice", **draft})
    [entry] = writer.entries
    problem = entry.check(given) or ("" if given or entry.alone else "Type something first")
    assert problem.startswith(wrong)
    assert writer.kept[1:] == []


@pytest.mark.parametrize("number", ["4", "x", "-1", "1.5", "nan"])
def test_a_number_must_be_one(writer: Author, number: str) -> None:
    draft = {"type": "enumeration", "stem": "Name.", "answers": ["a", "b", "c"]}
    with pytest.raises(EOFError):
        writer.fill(NOTHING, number, draft=draft)
    assert "required" not in writer.kept[-1]


def test_a_list_ends_by_itself_where_no_more_can_be_shown(writer: Author) -> None:
    values = writer.fill("6", "Order.", *"abcdefghi", *REST, "s")
    assert values
    assert values["items"] == list("abcdefghi")


def test_one_goes_back_into_a_full_list_too(writer: Author) -> None:
    values = writer.fill("6", "Order.", *"abcdefghi", BACK, BACK, "hh", "ii", *REST, "s")
    assert values
    assert values["items"] == [*"abcdefg", "hh", "ii"]


def test_an_answer_is_not_taken_either_if_it_is_what_makes_another_field_wrong(writer: Author) -> None:
    draft = {**FORMS["multiple-choice"][1], "type": "multiple-choice", "topic": "", "explanation": "", "hint": ""}
    with pytest.raises(EOFError):
        writer.fill("e", "3", "The judge", draft=draft)
    assert writer.entries[-1].check("The judge") == "Wrong: has “The judge” twice"


def test_a_line_that_is_emptied_is_taken_away(writer: Author) -> None:
    draft = {"type": "ordering", "stem": "Order.", "items": ["a", "b", "c"], "topic": "", "explanation": "", "hint": ""}
    values = writer.fill("e", "3", "a", NOTHING, "c", NOTHING, "s", draft=draft)
    assert values
    assert values["items"] == ["a", "c"]


# The bank


def test_a_bank_offers_its_topics_and_passages_and_asks_whether_the_fact_is_dated(writer: Author) -> None:
    values = writer.fill("3", "Voters are free.", "1", "powers", "2", "1", "So it is.", "Think.", "s", bank=BANK)
    assert values == {
        "type": "true-false",
        "stem": "Voters are free.",
        "answer": True,
        "topic": "Powers",
        "passage": "p2",
        "dated": True,
        "explanation": "So it is.",
        "hint": "Think.",
    }
    topic, passage, dated = writer.entries[3:6]
    assert topic.suggestions == ("Powers",)
    assert [choice.label for choice in passage.choices] == ["None", "The council", "p2"]
    assert "June 2017" in dated.choices[1].detail


def test_what_is_skipped_is_no_value(writer: Author) -> None:
    values = writer.fill("3", "Voters are free.", "1", *[NOTHING] * 5, "s", bank=BANK)
    assert values == {"type": "true-false", "stem": "Voters are free.", "answer": True}


def test_a_new_bank_has_nothing_to_offer(writer: Author) -> None:
    script, values = FORMS["true-false"]
    assert writer.fill(*script, *REST, "s", bank=None) == {"type": "true-false", **values}


@pytest.mark.parametrize(
    ("answer", "kind"),
    [("1991", "year"), ("2.5", "number"), ("19", "number"), ("The council", "text"), ("3001", "number")],
)
def test_the_kind_of_an_answer_is_guessed_and_can_be_changed(writer: Author, answer: str, kind: str) -> None:
    with pytest.raises((KeyboardInterrupt, EOFError)):
        writer.fill("4", "What?", answer, LEAVE)
    asked = writer.entries[-1]
    assert next(choice.label for choice in asked.choices if choice.key == asked.text) == kind
    values = writer.fill("4", "What?", answer, "5", *[NOTHING] * 2, *REST, "s")
    assert values
    assert values["kind"] == "person"


def test_what_goes_with_a_number_leaves_with_it(writer: Author) -> None:
    script, values = FORMS["short-answer"]
    changed = writer.fill(*script, *REST, "e", "4", "1", "s")
    assert changed == {"type": "short-answer", **{n: values[n] for n in ("stem", "answer", "accept", "reject")}}


def test_a_stem_much_like_another_is_told_right_away_and_at_the_end(writer: Author) -> None:
    script, _ = FORMS["true-false"]
    writer.fill(*script, *REST, "s", alike=lambda stem: [f"{stem} Really?"])
    told = ["Much like one there: “Voters are free. Really?”"]
    assert [list(entry.sheet.remarks) for entry in writer.entries] == [[], [], told, [], [], []]
    assert list(writer.sheets[0].remarks) == told


# The review

DONE = {"type": "true-false", "stem": "Voters are free.", "answer": False, "topic": "", "explanation": "", "hint": ""}


def test_the_review_says_all_and_what_is_remarkable_but_never_a_wall(author: Author) -> None:
    draft = {**FORMS["multiple-choice"][1], "type": "multiple-choice", "topic": "", "explanation": "", "hint": ""}
    author.fill("s", draft=draft, remarks=lambda _: [f"remark {at}" for at in range(9)])
    [sheet] = author.sheets
    assert [(row.label, row.text, row.detail) for row in sheet.rows] == [
        ("Type", "multiple-choice", ""),
        ("Stem", "Who approves?", ""),
        ("Right", "The council", ""),
        ("Wrong", "The mayor", "why: proposes it"),
        ("Wrong", "The judge", ""),
    ]
    assert list(sheet.remarks) == ["remark 0", "remark 1", "remark 2", "and 6 more"]
    assert sheet.state == "draft kept"


def test_one_field_is_changed_and_the_rest_stays(writer: Author) -> None:
    values = writer.fill("e", "2", "Voters are equal.", "e", BACK, "e", "4", "Rights", "s", draft=DONE)
    assert values == {"type": "true-false", "stem": "Voters are equal.", "answer": False, "topic": "Rights"}


def test_what_does_not_hold_cannot_be_saved_or_tried_and_is_gone_to(author: Author) -> None:
    draft = {**FORMS["multiple-choice"][1], "type": "multiple-choice", "topic": "", "explanation": "", "hint": ""}
    draft["distractors"] = ["The council"]
    values = author.fill("e", "4", "The mayor", NOTHING, NOTHING, "s", draft=draft, remarks=lambda _: ["a remark"])
    assert list(author.sheets[0].remarks) == ["To mend first: Wrong: has “The council” twice"]
    assert author.entries[0].text == "4"
    assert list(author.sheets[1].remarks) == ["a remark"]
    assert values
    assert values["distractors"] == ["The mayor"]
    with pytest.raises(EOFError):
        author.fill("s", draft=draft)
    with pytest.raises(EOFError):
        author.fill("t", draft=draft)


def test_a_question_can_be_tried_before_it_is_saved(writer: Author) -> None:
    assert writer.fill("t", "t", "s", draft=DONE) == writer.tried[0] == writer.tried[1]


def test_ctrl_c_in_the_trial_leaves_the_trial(author: Author) -> None:
    def interrupt(_values: dict[str, Any]) -> None:
        raise KeyboardInterrupt

    assert author.fill("t", "s", draft=DONE, try_it=interrupt) is not None


def test_what_is_discarded_is_asked_about_first(writer: Author) -> None:
    assert writer.fill("d", "k", "s", draft=DONE) is not None
    assert writer.fill("d", "d", draft=DONE) is None


def test_a_draft_is_named_in_a_line() -> None:
    assert authoring.in_words({"type": "ordering", "stem": "Order\nthese."}) == "ordering: Order these."
    assert authoring.in_words({"type": "ordering"}) == "ordering"
    assert authoring.in_words({}) == ""


# A new type, and the shapes


class WhichYear(base.Question, frozen=True, kw_only=True, tag="which-year"):
    answer: str
    other_years: list[str]


def test_a_new_type_has_its_form(writer: Author, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(QUESTION_TYPES, "which-year", WhichYear)
    values = writer.fill("8", "When?", "1991", "1992", "1993", NOTHING, *REST, "s", faults=lambda _: [])
    assert values == {"type": "which-year", "stem": "When?", "answer": "1991", "other_years": ["1992", "1993"]}
    assert writer.entries[3].label == "Other years"


LINES = st.text("ab |,;:'é", min_size=1).map(lambda text: " ".join(text.split())).filter(bool)
REASONS = LINES | st.builds(lambda text, why: {"text": text, "why": why}, LINES, LINES)
VALUES: dict[str, dict[str, st.SearchStrategy[Any]]] = {
    "multiple-choice": {"answer": LINES, "distractors": st.lists(REASONS)},
    "true-false": {"answer": st.booleans()},
    "short-answer": {
        "kind": st.sampled_from(["text", "number"]),
        "accept": st.lists(LINES),
        "reject": st.lists(REASONS),
        "tolerance": st.integers(0, 10**6).map(lambda number: number / 1_000),
    },
    "enumeration": {
        "answers": st.lists(LINES | st.lists(LINES, min_size=2)),
        "required": st.integers(0, 99),
    },
    "matching": {"pairs": st.lists(st.tuples(LINES, LINES).map(list))},
}


@given(
    st.sampled_from(sorted(VALUES)).flatmap(
        lambda type_: st.fixed_dictionaries({"type": st.just(type_), **VALUES[type_]})
    )
)
def test_what_is_typed_for_a_value_stands_for_that_value(values: dict[str, Any]) -> None:
    for field in fields_of(values, BANK):
        if field.name in values:
            assert (
                field.shape.write(field.shape.read(values[field.name])) == values[field.name] or not values[field.name]
            )


# On the screen


class Shown(io.StringIO):
    """A terminal's screen, and what an author strikes on it: `script` has texts to wait for, each with its keys."""

    encoding = "utf-8"

    def __init__(self, columns: int, rows: int, pipe: PipeInput, script: list[tuple[str, str]]) -> None:
        super().__init__()
        self.screen = pyte.Screen(columns, rows)
        self.stream = pyte.Stream(self.screen)
        self.pipe = pipe
        self.script = script
        self.screens: list[str] = []

    def write(self, text: str) -> int:
        self.stream.feed(text.replace("\n", "\r\n"))
        self.screens.append(words_of([row.rstrip() for row in self.screen.display]))
        if self.script and self.script[0][0] in self.screens[-1]:
            self.pipe.send_text(self.script.pop(0)[1])
        return super().write(text)


Look = Callable[..., list[str]]


@pytest.fixture
def look(monkeypatch: pytest.MonkeyPatch) -> Look:
    """What was on a screen of that size, each time that it was drawn, in a form that the script leaves."""

    def fill(columns: int, rows: int, script: list[tuple[str, str]], **outside: Any) -> list[str]:
        with create_pipe_input() as pipe:
            shown = Shown(columns, rows, pipe, script)
            output = Vt100_Output(shown, lambda: Size(rows, columns), term="xterm", enable_cpr=False)
            timer = threading.Timer(_DEADLINE, pipe.send_text, [CTRL_D])
            timer.start()
            with create_app_session(input=pipe, output=output), monkeypatch.context() as patch:
                patch.setattr(sys, "stdout", shown)
                with suppress(KeyboardInterrupt, EOFError):
                    Author(pipe, monkeypatch).fill(face=Prompts(Signals()), **outside)
            timer.cancel()
            timer.join()
        assert script == [], shown.screens[-1]
        return shown.screens

    return fill


LONG = "A budget of the town is proposed by somebody, talked over by somebody else and then approved"


def test_at_forty_columns_nothing_is_cut(look: Look) -> None:
    stem, answer, why = f"{LONG}, but by whom?", f"The council of nine: {LONG}", f"keeps it: {LONG}"
    wrong = "The treasurer, who is elected for four years"
    draft = {"type": "multiple-choice", "stem": stem, "answer": answer, "distractors": [{"text": wrong, "why": why}]}
    remark = "No passage: learners cannot look this up anywhere."
    script = [
        ("> Wrong", ENTER),
        ("> Topic", ENTER),
        ("> Explanation", ENTER),
        ("> Hint", ENTER),
        ("d discard", CTRL_C),
    ]
    screens = look(40, 50, script, draft=draft, remarks=lambda _: [remark])
    [*_, last] = [words for words in screens if "> Hint" in words]
    [*_, review] = [words for words in screens if "s save e edit t try it d discard" in words]
    for text in (stem, answer, wrong, f"why: {why}"):
        assert text in last
        assert text in review
    assert "Enter skip Shift-Tab back Ctrl-C leave" in last
    assert f"! {remark}" in review


def test_what_is_wrong_is_shown_while_it_is_typed(look: Look) -> None:
    script = [("> Wrong", "a"), ("Wrong: has “a” twice", "b"), ("> Wrong ab A wrong option", ENTER), ("> Why", CTRL_C)]
    look(80, 24, script, draft={"type": "multiple-choice", "stem": "Who?", "answer": "a"})


def test_what_may_be_meant_is_shown_and_narrowed_down(look: Look) -> None:
    bank = msgspec.structs.replace(
        BANK,
        questions=tuple(
            TrueFalse(id=topic.lower(), stem="?", answer=True, topic=topic) for topic in ("Rights", "Powers")
        ),
    )
    script = [("Tab: Rights · Powers Enter skip", "p"), ("Tab: Powers Enter next", "\t"), ("> Topic Powers", CTRL_C)]
    look(80, 24, script, draft={"type": "true-false", "stem": "It is.", "answer": True}, bank=bank)


def test_what_enter_means_is_shown(look: Look) -> None:
    script = [("Enter done", "x"), ("Enter next", "\x7f"), ("Enter done", CTRL_C)]
    look(80, 24, script, draft={"type": "ordering", "stem": "Order.", "items": ["a", "b"]})


@pytest.mark.parametrize("columns", [40, 100])
def test_on_a_low_screen_the_entry_and_its_keys_stay_in_sight(look: Look, columns: int) -> None:
    draft = {"type": "ordering", "stem": LONG * 9, "items": [f"{LONG}, item {at}" for at in range(7)]}
    keys = "Shift-Tab back Ctrl-C leave"
    script = [
        (f"item 6 > In order From the first to the last, one at a time. Enter done {keys}", LONG * 3),
        (keys, CTRL_C),
    ]
    screens = look(columns, 12, script, draft=draft)
    end = f"approved From the first to the last, one at a time. Enter next {keys}".replace(" ", "")
    assert any(words.replace(" ", "").endswith(end) for words in screens), "the end of what is typed, and the keys"
    assert any("…" in words for words in screens)


def test_what_could_do_something_to_a_terminal_is_not_on_the_screen(look: Look) -> None:
    nasty = "\x1b]0;title\x07Who\x1b[31m\u202e \x9b2Jrules?"
    script = [("> Right", f"\x1b[200~{nasty}\x1b[201~"), ("> Right ]0;titleWho[31m 2Jrules?", CTRL_C)]
    screens = look(80, 24, script, draft={"type": "short-answer", "stem": nasty})
    assert any("Stem ]0;titleWho[31m 2Jrules?" in words for words in screens)
