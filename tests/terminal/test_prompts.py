from collections.abc import Callable, Iterator, Sequence
from typing import Any

import msgspec
import pytest
from prompt_toolkit.application import create_app_session
from prompt_toolkit.input import PipeInput, create_pipe_input
from prompt_toolkit.input.typeahead import clear_typeahead
from prompt_toolkit.output import DummyOutput

from civquiz import paths
from civquiz.attempts import Attempt
from civquiz.commands.play import Place
from civquiz.questions.bank import Bank, Passage
from civquiz.questions.base import Arrange, ChooseMany, ChooseOne, EnterText, Interaction, Match, Response, Row
from civquiz.questions.grading import Grade, Lexicon
from civquiz.questions.multiple_choice import MultipleChoice
from civquiz.questions.short_answer import ShortAnswer
from civquiz.questions.true_false import TrueFalse
from civquiz.session import Sitting, reorder
from civquiz.storage import Store
from civquiz.study import Page
from civquiz.terminal.face import Asking, Choice, Command, Entered, Entry, Settled, Sheet
from civquiz.terminal.prompts import Prompts
from civquiz.terminal.signals import Signals
from tests.terminal.screen import words_of

UP, DOWN, RIGHT, ENTER, BACKSPACE, CLEAR = "\x1b[A", "\x1b[B", "\x1b[C", "\r", "\x7f", "\x15"
TAB, SHIFT_TAB = "\t", "\x1b[Z"
CTRL_C, CTRL_D = "\x03", "\x04"

ONE = ChooseOne(("a", "b", "c", "d"))
MANY = ChooseMany(("a", "b", "c", "d"))
TEXT = EnterText()
ITEMS = Arrange(("a", "b", "c", "d"))
PAIRS = Match(("left 1", "left 2", "left 3"), ("x", "y", "z", "none"))
ALL = frozenset({Command.QUIT, Command.HINT, Command.LATER})


class Keyed:
    """A `Face` at a keyboard: each wait gets the next keys, struck when it begins; an option stands for its digit.

    A Ctrl-D follows them, so that a prompt that does not heed them ends instead of waiting for ever.
    """

    attended = True

    def __init__(self, pipe: PipeInput) -> None:
        self.face = Prompts(Signals())
        self.pipe = pipe
        self.script: list[str] = []
        self.asked: list[Asking] = []
        self.said: list[str] = []

    def strike(self, keys: str = "") -> None:
        self.pipe.send_text((keys or self.script.pop(0)) + CTRL_D)

    def ask(self, asking: Asking) -> Response | Command:
        self.asked.append(asking)
        keys = self.script.pop(0)
        if isinstance(asking.interaction, ChooseOne) and keys in asking.interaction.options:
            keys = str(asking.interaction.options.index(keys) + 1)
        self.strike(keys)
        return self.face.ask(asking)

    def read(self, page: Page, commands: frozenset[Command]) -> Command | None:
        self.strike()
        return self.face.read(page, commands)

    def settle(self, settled: Settled) -> None:
        self.face.settle(settled)

    def after(self, settled: Settled, *, last: bool) -> Command:
        self.strike()
        return self.face.after(settled, last=last)

    def after_results(self, misses: int, looked_at: Settled | None = None) -> Command | int:
        self.strike()
        return self.face.after_results(misses, looked_at)

    def show_passages(self, passages: Sequence[Passage]) -> None:
        self.face.show_passages(passages)

    def say(self, text: str) -> None:
        self.said.append(text)

    def choose(self, title: Sequence[str], choices: Sequence[Choice]) -> str:
        self.strike()
        return self.face.choose(title, choices)

    def enter(self, entry: Entry) -> str | Command:
        clear_typeahead(self.pipe)  # what an entry before left over
        self.strike()
        return self.face.enter(entry)

    def review(self, sheet: Sheet, choices: Sequence[Choice]) -> str:
        self.strike()
        return self.face.review(sheet, choices)


@pytest.fixture
def keyed() -> Iterator[Keyed]:
    with create_pipe_input() as pipe, create_app_session(input=pipe, output=DummyOutput()):
        yield Keyed(pipe)


def asking(interaction: Interaction, **fields: Any) -> Asking:
    return Asking(**{"progress": "1 of 2", "stem": "Which?", "interaction": interaction, "commands": ALL, **fields})


def given(keyed: Keyed, interaction: Interaction, keys: str, **fields: Any) -> Response | Command:
    keyed.script = [keys]
    return keyed.ask(asking(interaction, **fields))


# Responses


@pytest.mark.parametrize(
    ("keys", "response"),
    [("4", "d"), (DOWN + DOWN + ENTER, "c"), (UP + ENTER, "d"), ("590x??" + DOWN + ENTER, "b")],
    ids=repr,
)
def test_one_is_chosen_by_its_digit_or_by_arrows(keyed: Keyed, keys: str, response: str) -> None:
    assert given(keyed, ONE, keys) == response


@pytest.mark.parametrize(
    ("keys", "response"),
    [
        ("31" + ENTER, ["a", "c"]),
        ("ai122" + DOWN + " " + ENTER, ["a", "c"]),
        (ENTER + "11" + ENTER + UP + " " + ENTER, ["d"]),
    ],
    ids=repr,
)
def test_several_are_ticked_by_digits_or_space_and_nothing_is_refused(
    keyed: Keyed, keys: str, response: list[str]
) -> None:
    assert given(keyed, MANY, keys) == response


@pytest.mark.parametrize(
    ("keys", "response"),
    [
        ("314" + ENTER, "cadb"),
        ("3142" + ENTER, "cadb"),
        (ENTER + "31" + ENTER + "2" + ENTER, "cabd"),
        (BACKSPACE + "3" + BACKSPACE + "22142" + ENTER, "adbc"),
        ("314" + BACKSPACE + "2" + ENTER, "cabd"),
        ("12311" + ENTER, "bcda"),
        (DOWN + " " + DOWN + " " + UP + UP + " " + ENTER, "bcad"),
    ],
    ids=repr,
)
def test_items_are_placed_by_digits_and_the_last_places_itself(keyed: Keyed, keys: str, response: str) -> None:
    given_response = given(keyed, ITEMS, keys)
    assert isinstance(given_response, list)
    assert "".join(given_response) == response


@pytest.mark.parametrize(
    ("keys", "response"),
    [
        ("231" + ENTER, ["y", "z", "x"]),
        (DOWN + DOWN + "123" + ENTER, ["y", "z", "x"]),
        (ENTER + "44" + ENTER + "1" + ENTER, ["none", "none", "x"]),
        ("12" + UP + BACKSPACE + "33" + ENTER, ["x", "z", "z"]),
        ("123" + UP + "4" + ENTER, ["x", "none", "z"]),
    ],
    ids=repr,
)
def test_a_match_jumps_to_the_next_empty_row(keyed: Keyed, keys: str, response: list[str]) -> None:
    assert given(keyed, PAIRS, keys) == dict(zip(PAIRS.lefts, response, strict=True))


@pytest.mark.parametrize(
    ("keys", "response"),
    [
        (ENTER + "  " + ENTER + "the Мәжіліс " + ENTER, "the Мәжіліс"),
        ("19x" + BACKSPACE + "91" + ENTER, "1991"),
        ("??whys?" + ENTER, "whys?"),
        ("\x1b[200~Supreme\r\nCourt,\nCouncil\x1b[201~" + ENTER, "Supreme Court, Council"),
        ("\x1b[200~a\x1b[31mb\u202ec\x1b[201~" + ENTER, "a[31mbc"),
    ],
    ids=repr,
)
def test_a_line_is_typed(keyed: Keyed, keys: str, response: str) -> None:
    assert given(keyed, TEXT, keys) == response


# Commands


@pytest.mark.parametrize(
    ("interaction", "key", "command"),
    [(ONE, "h", Command.HINT), (MANY, "s", Command.LATER), (ITEMS, "h", Command.HINT), (PAIRS, "s", Command.LATER)],
    ids=["choose-one", "choose-many", "arrange", "match"],
)
def test_letters_command_where_nothing_is_typed(
    keyed: Keyed, interaction: Interaction, key: str, command: Command
) -> None:
    assert given(keyed, interaction, key) is command


def test_a_letter_that_cannot_be_used_now_does_nothing(keyed: Keyed) -> None:
    assert given(keyed, ONE, "hsq2", commands=frozenset({Command.QUIT})) == "b"


@pytest.mark.parametrize(
    ("keys", "result"),
    [
        (":hint" + ENTER, Command.HINT),
        (" :Later " + ENTER, Command.LATER),
        (":quit" + ENTER, Command.QUIT),
        (":hnt" + ENTER + CLEAR + ":passage" + ENTER + CLEAR + "1991" + ENTER, "1991"),
    ],
    ids=repr,
)
def test_words_with_a_colon_command_where_something_is_typed(keyed: Keyed, keys: str, result: str | Command) -> None:
    assert given(keyed, TEXT, keys) == result


@pytest.mark.parametrize(
    ("interaction", "before", "after", "response"),
    [
        (ONE, DOWN + DOWN, ENTER, "c"),
        (MANY, "13", "4" + ENTER, ["a", "c", "d"]),
        (ITEMS, "31", "4" + ENTER, ["c", "a", "d", "b"]),
        (PAIRS, "32", "1" + ENTER, {"left 1": "z", "left 2": "y", "left 3": "x"}),
    ],
    ids=["choose-one", "choose-many", "arrange", "match"],
)
def test_what_was_put_in_survives_a_hint(
    keyed: Keyed, interaction: Interaction, before: str, after: str, response: Response
) -> None:
    assert given(keyed, interaction, before + "h") is Command.HINT
    assert given(keyed, interaction, after, hint="Think.", commands=frozenset({Command.QUIT})) == response


@pytest.mark.parametrize(
    ("interaction", "before", "after", "response"),
    [(MANY, "13", "4" + ENTER, ["a", "c", "d"]), (TEXT, "19", "91" + ENTER, "1991")],
    ids=["choose-many", "text"],
)
def test_what_was_put_in_survives_the_leave_menu(
    keyed: Keyed, interaction: Interaction, before: str, after: str, response: Response
) -> None:
    with pytest.raises(KeyboardInterrupt):
        given(keyed, interaction, before + CTRL_C)
    assert given(keyed, interaction, after) == response


def test_a_command_does_not_stay_in_the_line(keyed: Keyed) -> None:
    assert given(keyed, TEXT, ":hint" + ENTER) is Command.HINT
    assert given(keyed, TEXT, "1991" + ENTER) == "1991"


def test_another_question_begins_with_nothing(keyed: Keyed) -> None:
    assert given(keyed, MANY, "13h") is Command.HINT
    assert given(keyed, MANY, "2" + ENTER, progress="2 of 2") == ["b"]
    assert given(keyed, MANY, "4" + ENTER) == ["d"]


@pytest.mark.parametrize("interaction", [ITEMS, TEXT], ids=["arrange", "text"])
def test_ctrl_c_and_ctrl_d_are_no_response(keyed: Keyed, interaction: Interaction) -> None:
    with pytest.raises(KeyboardInterrupt):
        given(keyed, interaction, CTRL_C)
    with pytest.raises(EOFError):
        given(keyed, interaction, CTRL_D)


def test_a_digit_struck_twice_does_not_answer_the_next_question_too(keyed: Keyed) -> None:
    assert given(keyed, ONE, "22") == "b"
    assert given(keyed, ONE, "1", progress="2 of 2") == "a"


# Afterwards, and menus


def settled(**fields: Any) -> Settled:
    attempt = Attempt(
        n=1,
        question="b/q",
        type_="multiple-choice",
        topic="Powers",
        stem="Which?",
        answer="a",
        response="b",
        verdict="wrong",
        credit=0.0,
        seconds=1,
        at="2026-11-24T08:00:00+05:00",
    )
    rows = [Row("a", "right"), Row("b", "wrong", given=True, note="because")]
    return Settled(attempt=attempt, rows=rows, **fields)


def test_a_passage_is_read_until_a_key_is_struck(keyed: Keyed) -> None:
    commands = frozenset({Command.NEXT, Command.QUIT, Command.SLIP})
    page = Page(Passage(id="p", text="It is a."), "Powers", 1, 2, 3)
    for keys, command in ((ENTER, None), ("n", Command.NEXT), ("0", Command.QUIT), ("1xn", Command.NEXT)):
        keyed.script = [keys]
        assert keyed.read(page, commands) is command
    keyed.script = [CTRL_C]
    with pytest.raises(KeyboardInterrupt):
        keyed.read(page, commands)


def test_after_a_response_enter_goes_on_and_letters_command(keyed: Keyed) -> None:
    passage = Passage(id="p", text="It is a.")
    for keys, command in (
        (ENTER, Command.NEXT),
        ("x", Command.SLIP),
        ("p", Command.PASSAGE),
        ("?2qh" + ENTER, Command.NEXT),
    ):
        keyed.script = [keys]
        assert keyed.after(settled(passages=[passage]), last=False) is command
    keyed.script = ["px"]
    assert keyed.after(settled(), last=True) is Command.SLIP
    keyed.script = [CTRL_C]
    with pytest.raises(KeyboardInterrupt):
        keyed.after(settled(), last=False)


@pytest.mark.parametrize(
    ("misses", "keys", "chosen"),
    [
        (2, ENTER, Command.NEXT),
        (2, "m", Command.AGAIN),
        (2, "32", 2),
        (0, "m1" + ENTER, Command.NEXT),
        (12, "9", 9),
    ],
)
def test_after_the_results(keyed: Keyed, misses: int, keys: str, chosen: Command | int) -> None:
    keyed.script = [keys]
    assert keyed.after_results(misses) == chosen


@pytest.mark.parametrize(
    ("keys", "chosen"),
    [(ENTER, "g"), ("zf", "f"), (UP + ENTER, "t"), (DOWN + DOWN + UP + ENTER, "s")],
)
def test_a_menu_is_taken_by_its_letters_or_by_arrows(keyed: Keyed, keys: str, chosen: str) -> None:
    rows = [Choice("g", "Go on"), Choice("s", "Save"), Choice("f", "Finish", "4 count"), Choice("t", "Throw away")]
    keyed.script = [keys]
    assert keyed.choose(["Leave?"], rows) == chosen


@pytest.mark.parametrize(("keys", "error"), [(CTRL_C, KeyboardInterrupt), (CTRL_D, EOFError)])
def test_a_menu_can_be_left(keyed: Keyed, keys: str, error: type[BaseException]) -> None:
    keyed.script = [keys]
    with pytest.raises(error):
        keyed.choose(["Leave?"], [Choice("g", "Go on")])


# Forms


def entry(**fields: Any) -> Entry:
    rows = [Entered("Type", "multiple-choice"), Entered("Wrong", "The mayor", "why: proposes it")]
    return Entry(**{"sheet": Sheet("New question", rows, widest=5), "at": 1, "label": "Stem", **fields})


def entered(keyed: Keyed, keys: str, **fields: Any) -> str | Command:
    keyed.script = [keys]
    return keyed.enter(entry(**fields))


@pytest.mark.parametrize(
    ("keys", "fields", "text"),
    [
        ("  Who?  rules " + ENTER, {}, "Who? rules"),
        (ENTER + "  " + ENTER + "Who?" + ENTER, {}, "Who?"),
        (ENTER, {"alone": "skip"}, ""),
        (":quit" + ENTER, {}, ":quit"),
        (ENTER, {"text": "It was so."}, "It was so."),
        (ENTER, {"text": "It was\nso."}, "It was\nso."),
        (BACKSPACE + "!" + ENTER, {"text": "It was\nso."}, "It was so!"),
        (CLEAR + ENTER + CLEAR + ENTER, {"text": "so", "alone": "skip"}, ""),
        ("\x1b[200~Who\x1b[31m\r\nrules\u202e?\x1b[201~" + ENTER, {}, "Who[31m rules?"),
        ("a\u202e\u200bb" + ENTER, {}, "ab"),
    ],
    ids=repr,
)
def test_a_text_is_entered(keyed: Keyed, keys: str, fields: dict[str, Any], text: str) -> None:
    assert entered(keyed, keys, **fields) == text


@pytest.mark.parametrize(
    ("keys", "text"),
    [
        ("p" + TAB + ENTER, "Powers"),
        (TAB + TAB + ENTER, "powers of the Ombudsman"),
        ("P" + TAB + TAB + TAB + ENTER, "Powers"),
        ("r" + TAB + "!" + TAB + ENTER, "Rights!"),
        ("x" + TAB + ENTER, "x"),
    ],
    ids=repr,
)
def test_tab_puts_in_what_may_be_meant(keyed: Keyed, keys: str, text: str) -> None:
    assert entered(keyed, keys, suggestions=["Powers", "powers of the Ombudsman", "Rights"]) == text


def test_enter_takes_only_what_holds(keyed: Keyed) -> None:
    checked: list[str] = []

    def check(text: str) -> str:
        checked.append(text)
        return "" if text == "1991" else "must be 1991"

    assert entered(keyed, "19" + ENTER + "91" + ENTER, check=check) == "1991"
    assert checked == ["1", "19", "19", "199", "1991", "1991"], "as it is typed, and at Enter"


ROWS = [Choice(str(at), f"passage {at}") for at in range(12)]


@pytest.mark.parametrize(
    ("keys", "chosen"),
    [("7", "7"), (ENTER, "9"), (DOWN + DOWN + ENTER, "11"), (UP + ENTER, "8"), ("xq0", "0")],
    ids=repr,
)
def test_one_of_several_is_entered_from_where_it_stands(keyed: Keyed, keys: str, chosen: str) -> None:
    assert entered(keyed, keys, choices=ROWS, text="9") == chosen


@pytest.mark.parametrize(
    ("keys", "fields"),
    [(SHIFT_TAB, {}), ("half" + UP, {}), (UP + SHIFT_TAB, {"choices": ROWS})],
    ids=["shift-tab", "up", "menu"],
)
def test_one_can_go_back_but_not_from_the_first(keyed: Keyed, keys: str, fields: dict[str, Any]) -> None:
    assert entered(keyed, keys, **fields) is Command.BACK
    with pytest.raises(EOFError):  # of the Ctrl-D that follows
        entered(keyed, keys, first=True, **fields)


@pytest.mark.parametrize("fields", [{}, {"choices": ROWS}], ids=["text", "menu"])
def test_an_entry_can_be_left(keyed: Keyed, fields: dict[str, Any]) -> None:
    with pytest.raises(KeyboardInterrupt):
        entered(keyed, "1" * (not fields) + CTRL_C, **fields)
    with pytest.raises(EOFError):
        entered(keyed, CTRL_D, **fields)


def test_what_is_struck_ahead_is_the_next_entry(keyed: Keyed) -> None:
    keyed.strike("Who?" + ENTER + "The mayor" + ENTER)
    assert [keyed.face.enter(entry()), keyed.face.enter(entry())] == ["Who?", "The mayor"]


def test_a_review_is_answered_by_its_keys_and_not_by_what_was_struck_before(keyed: Keyed) -> None:
    keyed.strike("Who?" + ENTER + "s")
    assert keyed.face.enter(entry()) == "Who?"
    keyed.script = [ENTER + "x" + "d" + "s"]
    choices = [Choice("s", "save"), Choice("d", "discard")]
    assert keyed.review(Sheet("New question", remarks=["No passage"]), choices) == "d"
    keyed.script = [CTRL_C]
    with pytest.raises(KeyboardInterrupt):
        keyed.review(Sheet("New question"), choices)


# A whole quiz at the keyboard

P1 = Passage(id="p1", title="Independence", text="In 1991 Kazakhstan became independent.")
YEAR = ShortAnswer(id="year", passage="p1", stem="In which year?", kind="year", answer="1991", hint="The nineties.")
LOWER = TrueFalse(id="lower", stem="The Mazhilis is the lower house.", answer=True)
POWER = MultipleChoice(
    id="power", stem="Who holds executive power?", answer="President", distractors=["Senate", "Mazhilis"]
)
NAME = ShortAnswer(id="name", stem="Who wrote it?", answer="Abay")


class Misspelt(ShortAnswer, frozen=True, kw_only=True, tag="misspelt"):
    """Whatever is typed is right and misspelt."""

    def grade(self, response: Response, lexicon: Lexicon) -> Grade:
        grade = ShortAnswer.grade(self, response, lexicon)
        reason = f"two letters off: Mazhelys → {self.answer}"
        return msgspec.structs.replace(grade, credit=1.0, verdict="correct_typo", reason=reason, spelt=self.answer)


MISSPELT = Misspelt(id="misspelt", stem="Which is the lower house?", answer="Mazhilis")
BANK = Bank(id="b", title="Bank", passages=(P1,), questions=(YEAR, LOWER, POWER, NAME, MISSPELT))

Play = Callable[..., Place]


@pytest.fixture
def play(keyed: Keyed) -> Play:
    """Play questions of the bank at the keyboard, with those keys."""

    def run(ids: list[str], *script: str, seed: int = 1, face: Keyed = keyed) -> Place:
        place = Place()
        place.face = face
        face.script = list(script)
        place.play(*place.begin([BANK], [f"b/{id_}" for id_ in ids], seed))
        assert face.script == []
        return place

    return run


def test_a_close_response_is_asked_again_with_its_reason(keyed: Keyed, play: Play) -> None:
    place = play(["year"], "91" + ENTER, "1991" + ENTER, ENTER, ENTER)
    assert [each.notice for each in keyed.asked] == ["", "Close: write the year in full. One more try."]
    [session] = place.store.sessions()
    [attempt] = session.attempts
    assert (attempt.verdict, attempt.response, attempt.rev) == ("correct", "1991", 1)
    assert [each["response"] for each in attempt.earlier] == ["91"]


def test_both_tries_are_saved_before_anything_is_shown_of_them(keyed: Keyed, play: Play) -> None:
    shown: list[tuple[str, list[str]]] = []

    class Watched(Keyed):
        def ask(self, asking: Asking) -> Response | Command:
            shown.append((asking.notice, saved()))
            return super().ask(asking)

        def settle(self, settled: Settled) -> None:
            shown.append((settled.attempt.verdict, saved()))

    def saved() -> list[str]:
        return [f"{each.response} {each.verdict}" for session in Store(home).sessions() for each in session.attempts]

    home = paths.data_folder()
    play(["year"], "91" + ENTER, "1990" + ENTER, ENTER, ENTER, face=Watched(keyed.pipe))
    close = "Close: write the year in full. One more try."
    assert shown == [("", []), (close, ["91 close"]), ("wrong", ["1990 wrong"])]


def test_a_response_is_counted_as_right_and_that_is_taken_back(keyed: Keyed, play: Play) -> None:
    place = play(["year"], "1990" + ENTER, "r", "r", "r", ENTER, ENTER)
    [attempt] = place.store.sessions()[0].attempts
    assert (attempt.verdict, attempt.credit, attempt.rev) == ("overruled", 1.0, 3)
    assert [each["verdict"] for each in attempt.earlier] == ["wrong", "overruled", "wrong"]
    counted = "\nCounted as right, and marked so in the history."
    assert keyed.said == [counted, "\nTaken back. It counts as it was graded: wrong.", counted]


def test_what_went_before_is_counted_as_right_until_the_next_is_answered(keyed: Keyed, play: Play) -> None:
    seed = next(seed for seed in range(99) if reorder([BANK], ["b/year", "b/name"], seed) == ["b/year", "b/name"])
    place = play(["year", "name"], "1990" + ENTER, ENTER, ":right" + ENTER, "Abay" + ENTER, ENTER, ENTER, seed=seed)
    assert [each.verdict for each in place.store.sessions()[0].attempts] == ["overruled", "correct"]
    assert [Command.RIGHT in each.commands for each in keyed.asked] == [False, True, True]


@pytest.mark.parametrize(("id_", "response"), [("lower", "2"), ("year", "1991" + ENTER)])
def test_neither_a_choice_nor_what_is_right_is_counted_as_right(
    keyed: Keyed, play: Play, id_: str, response: str
) -> None:
    place = play([id_], response, "r" + ENTER, ENTER)
    assert [each.rev for each in place.store.sessions()[0].attempts] == [0]
    assert keyed.said == []


def test_a_miss_is_counted_as_right_from_the_results(play: Play, capsys: pytest.CaptureFixture[str]) -> None:
    place = play(["year"], "1990" + ENTER, ENTER, "r1", "r", "r", "1", "r", ENTER)
    [session] = place.store.sessions()
    assert session.finished
    [attempt] = session.attempts
    assert (attempt.verdict, attempt.rev) == ("overruled", 3)
    shown = capsys.readouterr().out
    assert shown.count("0 of 1 right ") == 2, "first, and when it was taken back"
    assert shown.count("1 of 1 right, 1 as you counted it") == 2


def test_what_was_counted_as_right_from_the_results_is_not_asked_again(play: Play) -> None:
    responses = {"b/power": "Senate", "b/year": "1990" + ENTER}
    order = reorder([BANK], list(responses), 1)
    script = [keys for key in order for keys in (responses[key], ENTER)]
    year = str(order.index("b/year") + 1)
    place = play(["power", "year"], *script, year, "r", "m", "President", ENTER, ENTER)
    [again] = [each for each in place.store.sessions() if each.again]
    assert again.drawn == ["b/power"]


@pytest.mark.parametrize(
    ("columns", "shown"),
    [
        (80, ["You typed   the Mazhelys", "Spelt       Mazhilis", "                ^ ^"]),
        (40, ["You typed   the Mazhelys", "Spelt       Mazhilis", "                ^ ^"]),
        (25, ["You typed   the", "            Mazhelys", "Spelt       Mazhilis"]),
    ],
)
def test_a_misspelt_response_is_right_and_shown_beside_its_spelling(
    play: Play, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, columns: int, shown: list[str]
) -> None:
    monkeypatch.setenv("COLUMNS", str(columns))
    place = play(["misspelt"], "the Mazhelys" + ENTER, "r" + ENTER, ENTER)
    lines = capsys.readouterr().out.splitlines()
    assert "check the" in words_of(lines)
    first = lines.index(f"    {shown[0]}")
    assert lines[first : first + 4] == [*(f"    {line}" for line in shown), ""]
    assert "letters off" not in words_of(lines), "the carets say it"
    [attempt] = place.store.sessions()[0].attempts
    assert (attempt.verdict, attempt.credit, attempt.spelt) == ("correct_typo", 1.0, "Mazhilis")
    assert attempt.reason == "two letters off: Mazhelys → Mazhilis"


def test_of_a_list_the_misspelt_piece_is_shown(capsys: pytest.CaptureFixture[str], keyed: Keyed) -> None:
    attempt = msgspec.structs.replace(
        settled().attempt,
        answer=["Senate", "Mazhilis"],
        response=["Senate", "the mazhillis"],
        verdict="correct_typo",
        credit=1.0,
        spelt="Mazhilis",
    )
    keyed.settle(Settled(attempt, [Row("Senate", "right", given=True), Row("Mazhilis", "right", given=True)]))
    lines = capsys.readouterr().out.splitlines()
    assert [lines[-3], lines[-1]] == ["    You typed   the mazhillis", "    Spelt       Mazhilis"]
    assert lines[-2].strip() == "^"
    assert "    ✓ Senate     yours" in lines


def test_a_slip_a_hint_and_the_passage(keyed: Keyed, play: Play, capsys: pytest.CaptureFixture[str]) -> None:
    place = play(["year"], ":hint" + ENTER, "1990" + ENTER, "p", "x", "1991" + ENTER, ENTER, ENTER)
    [session] = place.store.sessions()
    assert [(each.verdict, each.hint) for each in session.attempts] == [("slip", True), ("correct", False)]
    assert session.drawn == ["b/year", "b/year"]
    assert [each.hint for each in keyed.asked] == ["", "The nineties.", ""]
    assert [each.progress for each in keyed.asked] == ["1 of 1"] * 3
    shown = capsys.readouterr().out
    assert P1.text in shown
    assert "1 of 1 right" in shown


def test_the_misses_are_looked_at_and_asked_again(play: Play, capsys: pytest.CaptureFixture[str]) -> None:
    responses = {"b/power": "Senate", "b/lower": "True"}
    script = [keys for key in reorder([BANK], list(responses), 1) for keys in (responses[key], ENTER)]
    place = play(["power", "lower"], *script, "1", "m", "President", ENTER, ENTER)
    sessions = place.store.sessions()
    [first] = [each for each in sessions if not each.again]
    [second] = [each for each in sessions if each.again]
    assert second.again == first.id
    assert [(each.response, each.verdict) for each in second.attempts] == [("President", "correct")]
    shown = capsys.readouterr().out
    assert "1 of 2 right" in shown
    assert "1 of 1 right" in shown
    assert "Of the 1 asked before: 1 right, last time 0." in shown
    assert shown.count("Who holds executive power?") == 4, "graded, among the misses, looked at closer, graded again"


def test_a_miss_whose_question_has_left_the_bank_does_no_harm(keyed: Keyed, capsys: pytest.CaptureFixture[str]) -> None:
    place = Place()
    place.face = keyed
    drawn = ["b/year", "b/lower"]
    seed = next(seed for seed in range(99) if reorder([BANK], drawn, seed) == drawn)
    keyed.script = ["1990" + ENTER, ENTER, CTRL_D]
    place.play(*place.begin([BANK], drawn, seed))
    [unfinished] = place.store.sessions()
    assert [each.verdict for each in unfinished.attempts] == ["wrong"]
    session, journal = place.store.resume(unfinished.id)
    sitting = Sitting(session, [Bank(id="b", title="Bank", questions=(LOWER,))])
    assert sitting.gone == ["b/year"]
    keyed.script = ["1", ENTER, "1", "m"]
    place.play(sitting, journal)
    assert capsys.readouterr().out.count("In which year?") == 3, "graded, among the misses, looked at closer"
    [finished] = place.store.sessions()
    assert finished.finished
    assert [each.verdict for each in finished.attempts] == ["wrong", "correct"]
