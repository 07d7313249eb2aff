import csv
import io
import json
import re
from pathlib import Path
from typing import Any

import pytest

from civquiz.attempts import Session
from civquiz.library import DEFAULT_BANK
from civquiz.questions.bank import Bank
from civquiz.storage import Store
from tests.commands import SEVEN, Ran, asked, civquiz, own_bank, right_line, wrong_line

STARTED = "2026-11-{day:02d}T18:40:00+05:00"
TITLE = "Démocratie de l’Été"
FORMULA = '=HYPERLINK("http://example.org")'
CREDITS = {"correct": 1.0, "partial": 0.5, "close": 0.0, "wrong": 0.0, "slip": None}


@pytest.fixture
def store(home: Path) -> Store:
    return Store(home)


def attempt(n: int, verdict: str = "correct", **fields: Any) -> dict[str, Any]:
    return {
        "n": n,
        "question": f"seven/q{n}",
        "type": "short-answer",
        "topic": "Powers",
        "stem": f"Stem {n}?",
        "answer": f"answer {n}",
        "response": f"response {n}",
        "verdict": verdict,
        "credit": CREDITS[verdict],
        "seconds": 70.0,
        "at": STARTED.format(day=1),
        **fields,
    }


def keep(
    store: Store, day: int, *attempts: dict[str, Any], bank: str = "seven", finished: bool = True, **more: Any
) -> Session:
    """Put a session of that day into the record."""
    session = Session(
        id=f"202611{day:02d}T184000-0123456789abcdef",
        mode=more.pop("mode", "quiz"),
        banks=more.pop("banks", {bank: "3f9a1c20"}),
        seed=1,
        started=STARTED.format(day=day),
        drawn=[each["question"] for each in attempts],
        again=more.pop("again", ""),
    )
    journal = store.begin(session, more)
    for each in attempts:
        journal.write({"attempt": each})
    if finished:
        journal.finish(STARTED.format(day=day))
    journal.close()
    assert (journal.problem, store.take_notices()) == ("", [])
    return session


def rows(ran: Ran) -> list[list[str]]:
    """The cells of a table, of which at least two blanks part one from the next; the first row is its header."""
    lines = [re.split(r" {2,}", line.strip()) for line in ran.lines if line.startswith("  ")]
    return [line for line in lines if line[0].isdecimal() or line[0] in {"#", "Bank"}]


# The table


def test_an_empty_history_says_how_to_begin(home: Path) -> None:
    ran = civquiz("history")
    assert ran.lines[0].strip().startswith("No session yet. Take one with: ")
    assert ran.lines[0].endswith(" quiz")
    assert not home.exists()


def test_each_session_is_a_row(store: Store, home: Path) -> None:
    own_bank(home, SEVEN.replace(TITLE, "L’Été"))
    keep(store, 10, attempt(1), attempt(2, "wrong"), attempt(3, "partial"), attempt(4, "slip", rev=1))
    keep(store, 12, attempt(1), mode="exam", bank="town")
    keep(store, 14, attempt(1), attempt(2, "close"), finished=False)
    ran = civquiz("history")
    assert rows(ran) == [
        ["#", "When", "Bank", "What", "Right", "%", "Time"],
        ["1", "10 Nov 2026 18:40", "L’Été", "quiz", "1 of 3", "33", "4 min 40 s"],
        ["2", "12 Nov 2026 18:40", "town", "exam", "1 of 1", "100", "1 min 10 s"],
        ["3", "14 Nov 2026 18:40", "L’Été", "quiz", "1 of 2", "-", "-", "unfinished"],
    ]
    assert "history 3" in ran.lines[-3]
    assert "--all, --csv, --json" in ran.lines[-2]
    assert ran.lines[-1].split() == ["Kept", "in", *str(home / "scores.json").split()]


def test_one_bank_has_no_column(store: Store, home: Path) -> None:
    own_bank(home)
    keep(store, 1, attempt(1))
    keep(store, 2, attempt(1))
    ran = civquiz("history")
    assert "Bank" not in rows(ran)[0]
    assert TITLE not in ran.out


def test_a_bank_that_is_gone_is_shown_by_its_id(store: Store, home: Path) -> None:
    own_bank(home, SEVEN.replace(TITLE, "L’Été"))
    keep(store, 1, attempt(1))
    keep(store, 2, attempt(1), bank="gone")
    keep(store, 3, attempt(1), banks={"seven": "1", "gone": "2"})
    assert [row[2] for row in rows(civquiz("history"))[1:]] == ["L’Été", "gone", "L’Été + gone"]


@pytest.mark.parametrize("columns", [80, 60, 40])
def test_a_row_fits_the_screen_and_only_the_bank_is_cut(
    store: Store, home: Path, monkeypatch: pytest.MonkeyPatch, columns: int
) -> None:
    monkeypatch.setenv("COLUMNS", str(columns))
    own_bank(home)
    keep(store, 10, attempt(1), attempt(2, "wrong"))
    keep(store, 12, attempt(1), bank=DEFAULT_BANK, finished=False)
    lines = [line for line in civquiz("history").lines if "quiz  " in line]
    assert len(lines) == 2
    assert max(map(len, lines)) < columns
    assert "10 Nov 2026 18:40" in lines[0] or columns < 80
    for cell in ("10 Nov", "1 of 2"):
        assert cell in lines[0]
    assert lines[1].endswith("unfinished")


def test_what_is_asked_again_is_said_so(store: Store) -> None:
    first = keep(store, 1, attempt(1, "wrong"))
    keep(store, 2, attempt(1), again=first.id)
    assert [row[2] for row in rows(civquiz("history"))[1:]] == ["quiz", "quiz again"]


@pytest.mark.parametrize(("arguments", "shown"), [([], range(6, 26)), (["--all"], range(1, 26))], ids=["last", "all"])
def test_the_last_twenty_are_shown_or_all(store: Store, arguments: list[str], shown: range) -> None:
    for day in range(1, 26):
        keep(store, day, attempt(1))
    assert [row[0] for row in rows(civquiz("history", *arguments))[1:]] == [str(number) for number in shown]


def test_the_rows_of_one_bank_keep_their_numbers(store: Store, home: Path) -> None:
    own_bank(home)
    for day, bank in enumerate(["seven", "other", "seven"], 1):
        keep(store, day, attempt(1), bank=bank)
    assert [row[0] for row in rows(civquiz("history", "--bank", "seven"))[1:]] == ["1", "3"]
    assert [row[0] for row in rows(civquiz("history", "--bank", "other"))[1:]] == ["2"]


def test_a_bank_that_was_never_asked_is_not_an_empty_history(store: Store) -> None:
    keep(store, 1, attempt(1))
    ran = civquiz("history", "--bank", "sevn", code=1)
    assert "“sevn”" in ran.err
    assert "seven" in ran.err


# One session


def test_a_session_is_shown_in_full(store: Store, home: Path) -> None:
    own_bank(home)
    keep(store, 1, attempt(1))
    keep(
        store,
        2,
        attempt(1, hint=True),
        attempt(2, "wrong", answer=["a", "b"], response=["a", "c"]),
        attempt(3, rev=1, earlier=[{"n": 3, "verdict": "close", "credit": 0.0, "response": "91"}]),
        attempt(4, "slip"),
        finished=False,
    )
    ran = civquiz("history", "2")
    text = [line.strip() for line in ran.lines if line.strip()]
    assert text[0].split(" · ") == ["Quiz 2", TITLE, "2 Nov 2026 18:40"]
    assert text[1].startswith("2 of 3 right, 1 with a hint, 1 at the second try, unfinished")
    text[-1] = re.sub(": .* history", ": civquiz history", text[-1])
    assert text[2:] == [
        "1  ✓ Stem 1?",
        "You    response 1",
        "1 min 10 s, with the hint",
        "2  ✗ Stem 2?",
        "You    a; c",
        "Right  a; b",
        "1 min 10 s",
        "3  ✓ Stem 3?",
        "First  91",
        "You    response 3",
        "Right at the second try, 1 min 10 s",
        "4  · Stem 4?",
        "You    response 4",
        "Right  answer 4",
        "A slip, not counted, 1 min 10 s",
        "Count one as right: civquiz history 2 --right 2",
    ]


def test_a_misspelt_response_has_its_spelling_and_one_that_waits_not_its_answer(store: Store) -> None:
    misspelt = {"credit": 1.0, "spelt": "answer", "reason": "one letter off: anser → answer"}
    keep(store, 1, {**attempt(1), "verdict": "correct_typo", **misspelt}, attempt(2, "close"), finished=False)
    text = [line.strip() for line in civquiz("history", "1").lines if line.strip()]
    assert text[2:] == [
        "1  ✓ Stem 1?",
        "You    response 1",
        "Spelt  answer",
        "Right, but check the spelling, 1 min 10 s",
        "2  · Stem 2?",
        "You    response 2",
        "Close, one more try to come, 1 min 10 s",
    ]


def test_an_earlier_try_that_says_too_little_is_no_harm(store: Store) -> None:
    keep(store, 1, attempt(1, rev=1, earlier=[{"n": 1, "verdict": "close"}]))
    assert "Stem 1?" in civquiz("history", "1").out


def test_a_session_is_named_by_row_by_last_or_by_id(store: Store) -> None:
    sessions = [keep(store, day, attempt(1)) for day in (1, 2)]
    assert civquiz("history", "2").out == civquiz("history", "last").out == civquiz("history", sessions[1].id).out
    assert "Quiz 1" in civquiz("history", "1").out
    assert "Quiz 1" in civquiz("history", sessions[0].id).out


@pytest.mark.parametrize("wanted", ["0", "3", "first", "-1", "2026", "1 ", "\x1b[2Jx"])
def test_a_session_that_is_not_there_is_told_with_those_that_are(store: Store, wanted: str) -> None:
    for day in (1, 2):
        keep(store, day, attempt(1))
    ran = civquiz("history", "--", wanted, code=1)
    assert re.fullmatch(r"civquiz: there is no session “[^\x1b]*”; there are rows 1 to 2,? (or|and) last\n", ran.err)
    assert ran.out == ""


def test_one_session_is_told_in_the_singular(store: Store) -> None:
    keep(store, 1, attempt(1))
    assert civquiz("history", "2", code=1).err == "civquiz: there is no session “2”; there is row 1\n"


def test_last_is_the_last_of_a_bank(store: Store) -> None:
    keep(store, 1, attempt(1))
    keep(store, 2, attempt(1), bank="other")
    assert "Quiz 1" in civquiz("history", "last", "--bank", "seven").out


# Counted as right by the learner


def disputed(store: Store, *, finished: bool = True) -> Session:
    """A session with a response of each kind, numbered in the order in which they were given."""
    return keep(
        store,
        1,
        attempt(1, at="2026-11-01T18:40:02+05:00", colour="red"),
        attempt(2, "wrong", at="2026-11-01T18:40:04+05:00", reason="not that", colour="red"),
        attempt(3, "wrong", at="2026-11-01T18:40:03+05:00", type="ordering"),
        attempt(4, "slip", at="2026-11-01T18:40:05+05:00"),
        attempt(5, "close", at="2026-11-01T18:40:06+05:00"),
        finished=finished,
    )


def test_a_response_is_counted_as_right_and_taken_back(store: Store) -> None:
    disputed(store)
    [before] = store.records()
    assert civquiz("history", "1").lines[-1].endswith(" history 1 --right 3")

    ran = civquiz("history", "1", "--right", "3")
    assert [line.strip() for line in ran.lines] == [
        "Counted as right, and marked so in the history.",
        "Quiz 1 is now 2 of 4.",
    ]
    [record] = store.records()
    [changed] = [each for each in record["attempts"] if each["n"] == 2]
    assert (changed["verdict"], changed["credit"], changed["rev"], changed["colour"]) == ("overruled", 1.0, 1, "red")
    assert changed["earlier"] == [each for each in before["attempts"] if each["n"] == 2]
    shown = civquiz("history", "1")
    assert "2 of 4 right, 1 as you counted it" in shown.out
    assert "Right, as you counted it, 1 min 10 s" in shown.out
    assert [line.rpartition(" history ")[2] for line in shown.lines[-2:]] == ["1 --take-back 3", "1 --right 5"]

    ran = civquiz("history", "last", "--take-back", "3")
    assert ran.lines[0].strip() == "Taken back. It counts as it was graded: wrong."
    [record] = store.records()
    [changed] = [each for each in record["attempts"] if each["n"] == 2]
    assert changed.pop("rev") == 2
    assert len(changed.pop("earlier")) == 2
    assert changed in before["attempts"]
    assert "1 of 4 right" in civquiz("history", "1").out


def test_what_counts_so_already_is_left_as_it_is(store: Store) -> None:
    disputed(store)
    before = store.records()
    assert civquiz("history", "1", "--right", "1").out.strip() == "Number 1 counts as right already."
    assert civquiz("history", "1", "--take-back", "3").out.strip() == "Number 3 counts as it was graded already."
    assert store.records() == before
    civquiz("history", "1", "--right", "3")
    before = store.records()
    assert civquiz("history", "1", "--right", "3").out.strip() == "Number 3 counts as right already."
    assert store.records() == before


@pytest.mark.parametrize(
    ("arguments", "code", "message"),
    [
        (["1", "--right", "2"], 1, "number 2 is no typed response that was graded as wrong"),
        (["1", "--right", "4"], 1, "number 4 is no typed response that was graded as wrong"),
        (["1", "--right", "0"], 1, "session 1 has no number 0; see: "),
        (["1", "--take-back", "6"], 1, "session 1 has no number 6; see: "),
        (["2", "--right", "1"], 1, "there is no session “2”"),
        (["--right", "1"], 2, "say in which session: "),
        (["1", "--right", "3", "--take-back", "3"], 2, "not both"),
    ],
)
def test_what_cannot_be_counted_as_right_changes_nothing(
    store: Store, arguments: list[str], code: int, message: str
) -> None:
    disputed(store)
    before = store.records()
    ran = civquiz("history", *arguments, code=code)
    assert message in ran.err
    assert ran.err.count("\n") == 1
    assert store.records() == before


def test_of_a_session_under_way_what_is_settled_is_counted_as_right(store: Store) -> None:
    session = disputed(store, finished=False)
    assert "one more try to come" in civquiz("history", "1", "--right", "5", code=1).err
    assert civquiz("history", "1").lines[-1].endswith("--right 3")
    civquiz("history", "1", "--right", "3")
    _, journal = store.resume(session.id)
    assert "open in another terminal" in civquiz("history", "1", "--take-back", "3", code=1).err
    journal.close()
    [session] = store.sessions()
    assert (session.finished, session.attempts[1].verdict) == ("", "overruled")


# For programs


def test_json_is_what_is_stored(store: Store) -> None:
    sessions = [
        keep(store, 1, attempt(1, colour="red"), mood="good"),
        keep(store, 2, attempt(2, answer=["a"], response={"a": "b"}), bank="other"),
        keep(store, 3, attempt(3, "slip"), attempt(4, answer=True, response=False), finished=False),
    ]
    records = store.records()
    assert json.loads(civquiz("history", "--json").out) == {"sessions": records}
    assert records[0]["mood"] == "good"
    assert records[0]["attempts"][0]["colour"] == "red"
    assert json.loads(civquiz("history", "2", "--json").out) == {"sessions": [records[1]]}
    assert json.loads(civquiz("history", "--json", "--bank", "seven").out) == {"sessions": [records[0], records[2]]}
    assert [record["id"] for record in records] == [session.id for session in sessions]


def test_json_of_nothing_is_no_sentence() -> None:
    assert json.loads(civquiz("history", "--json").out) == {"sessions": []}


def table(ran: Ran) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(ran.out)))


def test_csv_is_a_line_an_attempt(store: Store) -> None:
    keep(store, 1, attempt(1), attempt(2, "partial", hint=True), attempt(3, "slip", response=["a", "b"]))
    session = keep(store, 2, attempt(1, "wrong", response={"left": "x"}, answer={"left": "y"}), finished=False)
    found = table(civquiz("history", "--csv"))
    assert [(line["row"], line["n"], line["verdict"], line["credit"]) for line in found] == [
        ("1", "1", "correct", "1.0"),
        ("1", "2", "partial", "0.5"),
        ("1", "3", "slip", ""),
        ("2", "1", "wrong", "0.0"),
    ]
    assert found[3] == {
        "row": "2",
        "session": session.id,
        "mode": "quiz",
        "started": session.started,
        "n": "1",
        "question": "seven/q1",
        "type": "short-answer",
        "topic": "Powers",
        "stem": "Stem 1?",
        "answer": "left: y",
        "response": "left: x",
        "verdict": "wrong",
        "credit": "0.0",
        "seconds": "70.0",
        "hint": "",
        "at": STARTED.format(day=1),
    }
    assert [line["hint"] for line in found] == ["", "yes", "", ""]
    assert found[2]["response"] == "a; b"
    assert len(table(civquiz("history", "2", "--csv"))) == 1


def test_csv_of_nothing_has_its_header() -> None:
    assert civquiz("history", "--csv").out.startswith("row,session,mode,")


@pytest.mark.parametrize("text", [FORMULA, "+1", "-1", "@x", "\t=1", "\r=1", " =1", "\u200b=1", "-5", "\x1b=1"])
def test_no_cell_is_a_formula(store: Store, text: str) -> None:
    fields = dict.fromkeys(("stem", "answer", "response", "topic"), text)
    keep(store, 1, attempt(1, **fields), mode=text)
    [line] = table(civquiz("history", "--csv"))
    for name in (*fields, "mode"):
        assert line[name].startswith("'"), name
        assert line[name][1:] == text.strip("\t\r \u200b\x1b")


def test_csv_keeps_what_a_line_cannot_hold_in_one_cell(store: Store) -> None:
    keep(store, 1, attempt(1, stem='Who, "exactly",\nholds it?', response="a;b"))
    ran = civquiz("history", "--csv")
    [line] = table(ran)
    assert line["stem"] == 'Who, "exactly", holds it?'
    assert len(ran.lines) == 2


# Deleting


@pytest.fixture
def kept(store: Store) -> Store:
    for day in (1, 2, 3):
        keep(store, day, attempt(1), attempt(2, "wrong"), finished=day < 3)
    return store


def copy_named(ran: Ran) -> Path:
    deleted, _, copy = ran.out.strip().partition("A copy is in ")
    assert deleted == "Deleted. "
    return Path(copy)


@pytest.mark.parametrize("row", [2, 3])
def test_one_session_is_deleted_and_the_others_keep_their_numbers(kept: Store, row: int) -> None:
    before = kept.records()
    copy = copy_named(civquiz("history", "--delete", str(row), "--yes"))
    assert before[row - 1]["id"] in copy.read_text("utf-8")
    left = [number for number in (1, 2, 3) if number != row]
    assert [int(line[0]) for line in rows(civquiz("history"))[1:]] == left
    assert kept.records() == [before[number - 1] for number in left]
    assert "there is no row" in civquiz("history", "--delete", str(row), "--yes", code=1).err


def test_all_is_cleared_and_nothing_comes_back(kept: Store) -> None:
    ids = [session.id for session in kept.sessions()]
    copy = copy_named(civquiz("history", "--clear", "-y"))
    text = "".join(path.read_text("utf-8") for path in copy.rglob("*") if path.is_file())
    assert all(id_ in text for id_ in ids)
    assert "No session yet." in civquiz("history").lines[0]
    assert json.loads(civquiz("history", "--json").out) == {"sessions": []}


@pytest.mark.parametrize("arguments", [["--clear"], ["--delete", "1"]], ids=" ".join)
def test_nothing_is_deleted_where_nobody_can_be_asked(kept: Store, arguments: list[str]) -> None:
    before = kept.records()
    ran = civquiz("history", *arguments, lines=["y"], code=2)
    assert ran.err.splitlines() == ["civquiz: nobody is there to be asked; add --yes if you mean it"]
    assert kept.records() == before


@pytest.mark.parametrize("row", ["0", "4", "-1"])
def test_a_row_that_is_not_there_is_not_deleted(kept: Store, row: str) -> None:
    before = kept.records()
    assert f"there is no row {row}; see: " in civquiz("history", "--delete", row, "--yes", code=1).err
    assert kept.records() == before


# Banks


@pytest.fixture
def seven(home: Path) -> Bank:
    return own_bank(home)


def test_banks_are_listed_with_what_was_seen_and_the_last_score(seven: Bank) -> None:
    found = {row[0]: row[1:] for row in rows_of_banks(civquiz("banks"))}
    assert found["seven"] == [TITLE, "7", "0", "-"]
    assert found[DEFAULT_BANK][2:] == ["0", "-"]
    questions = asked(seven, 1, 3)
    lines = [right_line(questions[0], 1), wrong_line(questions[1], 1), right_line(questions[2], 1)]
    civquiz("quiz", "seven", "-n", "3", "--seed", "1", lines=lines)
    civquiz("quiz", "seven", "--only", "missed", "--seed", "1", lines=[wrong_line(questions[1], 1)])
    assert next(row for row in rows_of_banks(civquiz("banks")) if row[0] == "seven")[2:] == ["7", "3", "0 of 1"]


def test_misses_asked_again_are_no_last_score(store: Store, seven: Bank) -> None:
    first = keep(store, 1, attempt(1), attempt(2, "wrong"))
    keep(store, 2, attempt(2), again=first.id)
    keep(store, 3, attempt(1), finished=False)
    assert next(row for row in rows_of_banks(civquiz("banks")) if row[0] == "seven")[-1] == "1 of 2"
    found = {bank["id"]: bank for bank in json.loads(civquiz("banks", "--json").out)["banks"]}
    assert found["seven"]["last_score"] == "1 of 2"
    assert found["seven"]["version"] == seven.version
    assert found[DEFAULT_BANK]["last_score"] is None


def rows_of_banks(ran: Ran) -> list[list[str]]:
    return [re.split(r" {2,}", line.strip()) for line in ran.lines if line.strip()]


@pytest.mark.usefixtures("seven")
def test_a_broken_bank_hides_no_other(home: Path) -> None:
    (home / "banks" / "broken.toml").write_text('id = "broken"\n', "utf-8")
    ran = civquiz("banks", code=1)
    assert "seven" in ran.out
    assert DEFAULT_BANK in ran.out
    assert ran.err.splitlines() == ["civquiz: broken.toml has 1 fault; mend it in the file:", "  title: is missing"]


HIDDEN = """
id = "secret"
title = "Secret"
[[questions]]
id = "a"
type = "multiple-choice"
topic = "Powers"
stem = "Choose?"
answer = "right-a"
distractors = ["wrong-a"]
[[questions]]
id = "b"
type = "short-answer"
stem = "Type?"
answer = "right-b"
accept = ["also-b"]
retired = true
[[questions]]
id = "c"
type = "matching"
stem = "Match?"
pairs = [["left-1", "right-c"], ["left-2", "right-d"]]
"""


def test_the_questions_of_a_bank_are_shown_without_their_answers(home: Path) -> None:
    own_bank(home, HIDDEN, "secret")
    ran = civquiz("banks", "secret")
    for text in (
        "Secret",
        "Powers",
        "Choose?",
        "a, multiple-choice",
        "b, short-answer, retired",
        "c, matching",
        "2 questions",
    ):
        assert text in ran.out
    assert not re.search("right-|wrong-|also-", ran.out)
    with_answers = civquiz("banks", "secret", "--answers").out
    for text in ("right-a", "right-b", "left-1: right-c; left-2: right-d"):
        assert text in with_answers


def test_the_questions_of_a_bank_for_programs(home: Path) -> None:
    bank = own_bank(home, HIDDEN, "secret")
    plain, full = (json.loads(civquiz("banks", "secret", "--json", *more).out) for more in ([], ["--answers"]))
    assert "right-" not in json.dumps(plain)
    assert plain["questions"][1] == {"id": "b", "type": "short-answer", "topic": "", "stem": "Type?", "retired": True}
    assert [question.get("answer") for question in full["questions"]] == [
        question.answer_record() for question in bank.questions
    ]
    assert (plain["id"], plain["version"], plain["topics"]) == ("secret", bank.version, ["Powers"])


def test_a_bank_in_a_file_is_shown_too(tmp_path: Path) -> None:
    path = tmp_path / "town.toml"
    path.write_text(SEVEN, "utf-8")
    assert "Who holds executive power?" in civquiz("banks", str(path)).out
