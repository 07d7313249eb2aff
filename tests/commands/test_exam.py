import json
from pathlib import Path

import pytest

from civquiz.exam import draw, encode
from civquiz.questions.bank import Bank
from civquiz.storage import Store
from tests.commands import SEVEN, Ran, civquiz, own_bank, program, right_line, wrong_line

SEED = 3


@pytest.fixture
def seven(home: Path) -> Bank:
    return own_bank(home)


def lines_of(bank: Bank, wrong: int = 0, answered: int = 7, seed: int = SEED) -> list[str]:
    """Lines that answer an exam of all seven rightly, the first `wrong` of them wrongly, and hand it in."""
    questions = [bank.by_id[key.partition("/")[2]] for key in draw(bank, 7, seed)]
    lines = [right_line(each, seed) for each in questions]
    lines[:wrong] = [wrong_line(each, seed) for each in questions[:wrong]]
    return [*lines[:answered], ":hand-in"]


def take(bank: Bank, *more: str, wrong: int = 0, answered: int = 7, seed: int = SEED, code: int = 0) -> Ran:
    lines = lines_of(bank, wrong, answered, seed)
    return civquiz("exam", "--code", encode(bank, seed, 7), *more, lines=lines, code=code)


def test_all_seven_types_are_answered_and_nothing_is_told_before_the_end(seven: Bank) -> None:
    out = take(seven).out
    assert "Passed: 7 of 7 right, 5 were needed." in out
    asked, _, _ = out.partition("Passed")
    assert "Right." not in asked
    assert "Wrong" not in asked
    assert "hint" not in asked.replace("hint,", "")


def test_an_exam_that_is_not_passed_says_by_how_much_and_shows_each_miss(seven: Bank) -> None:
    out = take(seven, wrong=2, answered=6).out
    assert "Not passed: 4 of 7 right, 5 were needed." in out
    assert "1 question left open." in out
    assert "(not answered)" in out
    assert encode(seven, SEED, 7) in out
    weakest = [line for line in out.splitlines() if "█" in line or "░" in line]
    shares = [line.count("█") for line in weakest]
    assert shares == sorted(shares)


def test_exams_of_one_bank_and_length_are_compared(seven: Bank) -> None:
    assert "Exams so far" not in take(seven, wrong=3).out
    out = take(seven, wrong=1, seed=4).out
    assert "Exams so far: 57 → 86 %." in out
    history = civquiz("history").out
    assert "not passed (5)" in history
    assert "passed (5)" in history.splitlines()[3]
    assert "Exams 57 → 86 %." in history


def test_the_history_shows_an_exam_in_full(seven: Bank) -> None:
    take(seven, wrong=1)
    out = civquiz("history", "last").out
    assert "Passed: 6 of 7 right, 5 were needed." in out
    assert encode(seven, SEED, 7) in out
    [record] = json.loads(civquiz("history", "--json").out)["sessions"]
    assert record["mode"] == "exam"
    assert record["exam"] == {"questions": 7, "pass": 5, "minutes": 0}
    assert len(record["attempts"]) == 7


def with_typed(bank: Bank, response: str) -> list[str]:
    """Lines that answer all rightly, but the typed question with that response."""
    return [response if line == "1991" else line for line in lines_of(bank)]


def test_a_misspelt_response_is_right_and_its_spelling_is_told_once(seven: Bank) -> None:
    lines = with_typed(seven, "nineteen ninty-one")
    out = civquiz("exam", "--code", encode(seven, SEED, 7), lines=lines).out
    assert "Passed: 7 of 7 right" in out
    assert "\n  Right, but one letter off: ninty → ninety.\n" in out


def test_what_the_learner_counts_as_right_can_pass_an_exam_once_it_is_handed_in(seven: Bank) -> None:
    *lines, hand_in = with_typed(seven, "91")
    civquiz("exam", "--code", encode(seven, SEED, 7), "--pass-mark", "100%", lines=lines)
    number = next(n for n, line in enumerate(lines, 1) if line == "91")
    assert "--right" not in civquiz("history", "1").out
    for option in ("--right", "--take-back"):
        error = civquiz("history", "1", option, str(number), code=1).err
        assert error.startswith("civquiz: exam 1 is not handed in yet; go on with: ")

    assert "Not passed: 6 of 7 right" in civquiz("resume", lines=[hand_in]).out
    assert f"history 1 --right {number}" in civquiz("history", "1").out
    assert "Exam 1 is now 7 of 7, passed." in civquiz("history", "1", "--right", str(number)).out


def test_an_exam_that_is_not_handed_in_tells_nothing(seven: Bank, home: Path) -> None:
    lines = lines_of(seven, wrong=1, answered=3)[:-1]
    out = civquiz("exam", "--code", encode(seven, SEED, 7), lines=lines).out
    assert "Saved: 3 of 7 answered. Go on with:" in out
    assert "3 answered" in civquiz("history").out
    full = civquiz("history", "last").out
    assert "3 questions answered, not handed in" in full
    assert "Right" not in full
    assert "missed" not in civquiz().out
    for form in ("--json", "--csv"):
        assert "wrong" not in civquiz("history", form).out
        assert "correct" not in civquiz("history", form).out
    rest = lines_of(seven, wrong=1)[3:]
    assert "Passed: 6 of 7 right" in civquiz("resume", lines=rest).out
    assert len(Store(home).sessions()) == 1


def test_moves_flags_the_sheet_and_changing_an_answer(seven: Bank, home: Path) -> None:
    lines = lines_of(seven, wrong=1)
    first, rest, hand_in = lines[0], lines[1:-1], lines[-1]
    right = lines_of(seven)[0]
    moved = [":flag", ":next", ":back", first, *rest, "1", right, hand_in]
    out = civquiz("exam", "--code", encode(seven, SEED, 7), lines=moved).out
    assert "Flagged; :flag takes the flag away." in out
    assert "Answer sheet, 0 questions open." in out
    assert "1, answered, flagged: " in out
    assert "Your answer: " in out
    assert "Passed: 7 of 7 right" in out
    [session] = Store(home).sessions()
    assert session.attempts[0].rev == 1


def test_the_same_code_gives_the_same_paper_in_another_process(seven: Bank) -> None:
    def asked(hash_seed: str) -> str:
        lines = "".join(f"{line}\n" for line in [*[":next"] * 7, *lines_of(seven)]).encode()
        ran = program("exam", "--code", encode(seven, SEED, 7), stdin=lines, PYTHONHASHSEED=hash_seed)
        return ran.out.partition("Passed")[0].partition("Question 1 of 7")[2]

    one = asked("1")
    assert "Question 7 of 7" in one
    assert one == asked("2")


def test_a_code_of_another_version_says_so_and_goes_on(seven: Bank, home: Path) -> None:
    code = encode(seven, SEED, 7)
    own_bank(home, SEVEN.replace("Voters are free.", "Voters are not bound."))
    out = civquiz("exam", "--code", code, lines=lines_of(seven)).out
    assert "NOT THE SAME: the code is of another version of this bank" in out
    assert code not in out.partition("Test code")[2]


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (["--code", "seven-7K3M-Q2ZD-9X"], 1, "mistyped"),
        (["--code", "seven"], 1, "too short"),
        (["kazakhstan-democracy", "--code", "CODE"], 1, "not of “kazakhstan-democracy”"),
        (["--code", "CODE", "-n", "3"], 2, "leave out -n"),
        (["--pass-mark", "0"], 2, "--pass-mark"),
        (["--pass-mark", "1e-400"], 2, "--pass-mark"),
        (["--pass-mark", "101"], 2, "--pass-mark"),
        (["--pass-mark", "nan"], 2, "--pass-mark"),
        (["--pass-mark", "nan%"], 2, "--pass-mark"),
        (["--pass-mark", "1e999999999999%"], 2, "--pass-mark"),
        (["--pass-mark", "much"], 2, "“much”"),
    ],
)
def test_what_cannot_be_is_said_in_a_line(seven: Bank, arguments: list[str], code: int, said: str) -> None:
    arguments = [encode(seven, SEED, 7) if each == "CODE" else each for each in arguments]
    assert said in civquiz("exam", *arguments, code=code).err


def test_a_code_for_a_bank_that_is_not_here(home: Path) -> None:
    bank = own_bank(home)
    (home / "banks" / "seven.toml").rename(home / "elsewhere.toml")
    code = encode(bank, SEED, 7)
    assert "which is not here" in civquiz("exam", "--code", code, code=1).err
    out = civquiz("exam", str(home / "elsewhere.toml"), "--code", code, lines=lines_of(bank)).out
    assert "Passed: 7 of 7" in out


@pytest.mark.parametrize(("mark", "needed"), [("60%", 5), ("0.6", 5), ("60", 5), ("1", 7), ("14.3%", 2), ("100 %", 7)])
def test_the_pass_mark_is_given_as_people_write_it(seven: Bank, mark: str, needed: int) -> None:
    assert f"pass at {needed}" in take(seven, "--pass-mark", mark).out


@pytest.mark.usefixtures("seven")
def test_a_bank_that_says_nothing_of_its_exam() -> None:
    out = civquiz("exam", "seven", lines=[":hand-in"]).out
    assert "This bank says nothing of its exam. Mock exam: 7 questions, pass at 5, no clock." in out
    assert "Not passed: 0 of 7 right" in out


def test_a_bank_with_fewer_questions_than_its_exam_asks_for_says_so(home: Path) -> None:
    own_bank(home, SEVEN.replace("\n[[passages]]", "\n[exam]\nquestions = 9\npass_mark = 0.5\n\n[[passages]]", 1))
    out = civquiz("exam", "seven", lines=[":hand-in"]).out
    assert "9 questions would be asked; the bank has 7 that can be asked together." in out
    assert "Mock exam: 7 questions, pass at 4" in out


@pytest.mark.usefixtures("seven")
def test_a_pipe_without_any_response_leaves_nothing(home: Path) -> None:
    assert "no usable response" in civquiz("exam", "seven", lines=[":flag"], code=2).err
    assert Store(home).sessions() == []


def test_the_clock_is_told_with_each_question_and_the_home_screen_tells_the_last_exam(seven: Bank) -> None:
    out = take(seven, "--minutes", "20").out
    assert "0 answered, 20 min left." in out
    assert "Last exam, today: 7 of 7, passed." in civquiz().out
    assert "exam" in civquiz().out
    assert "7 of 7" in civquiz("banks").out


@pytest.mark.parametrize("drawn", [[], ["own/of-another-day"]])
def test_an_exam_whose_questions_an_edit_took_away_is_told_in_a_line(seven: Bank, home: Path, drawn: list[str]) -> None:
    civquiz("exam", "--code", encode(seven, SEED, 7), lines=lines_of(seven, answered=3)[:-1])
    [journal] = (home / "journal").glob("*.jsonl")
    header, *rest = journal.read_text("utf-8").splitlines(keepends=True)
    session = json.loads(header)["session"]
    journal.write_text(json.dumps({"session": {**session, "drawn": drawn}}) + "\n" + "".join(rest), "utf-8")
    assert "drop the session with: civquiz history --delete 1" in civquiz("resume", code=1).err.replace(
        "python -m ", ""
    )
    assert len(Store(home).sessions()[0].attempts) == 3
