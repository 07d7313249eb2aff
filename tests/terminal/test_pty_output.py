import re
import shutil
import sys
from pathlib import Path

import pytest

if sys.platform == "win32":
    pytest.skip("needs a pty", allow_module_level=True)

from civquiz.storage import Store
from tests.terminal.screen import ENTER, Terminal, bank

STATEMENT, CHOICE = "A visitor may listen to a sitting.", "Who approves the budget of the town?"
OF_CHOICE = ["--type", "multiple-choice", "--type", "true-false", "--seed", "4"]  # CHOICE, then STATEMENT

_SGR = re.compile(rb"\x1b\[([\d;:]*)m")
_COLOURS = {*range(30, 39), *range(40, 49), *range(90, 98), *range(100, 108)}
_MOVES = re.compile(rb"\x1b\[[?\d;]*[A-HJKSTfhlnsu]|\x1b[78DEHM]")
_INVISIBLE = re.compile("[\x80-\x9f\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff\U000e0000-\U000e007f]")


def has_colour(raw: bytes) -> bool:
    return any(int(part or 0) in _COLOURS for codes in _SGR.findall(raw) for part in re.split(rb"[;:]", codes))


def test_no_color_takes_the_colour_away_and_the_marks_stay() -> None:
    with Terminal("quiz", bank("seven"), *OF_CHOICE, NO_COLOR="1") as terminal:
        terminal.asked("1 of 2", CHOICE)
        terminal.send("h")
        terminal.asked("Hint:")
        terminal.send(terminal.key_of("The council"))
        terminal.settled("✓ Right", "✓ The council")
        terminal.send(ENTER)
        terminal.asked("2 of 2", STATEMENT)
        terminal.send("2")
        terminal.settled("✗ Wrong", "✓ True", "✗ False yours")
        terminal.send(ENTER)
        terminal.wait_for("Enter done")
        terminal.send(ENTER)
        assert terminal.ended() == 0
    assert not has_colour(terminal.raw)


def test_a_hostile_bank_does_nothing_to_the_terminal(home: Path) -> None:
    (home / "banks").mkdir(parents=True)
    shutil.copy(bank("hostile"), home / "banks" / "hostile.toml")
    with Terminal("quiz", "hostile", "--seed", "8", rows=50) as terminal:
        terminal.asked("1 of 3", "Which [red]colour[/] is [5;31mred[0m [/] here?", "gnorts iso zerowidth", ":smile:")
        assert "Right [8mhidden[0m [green]answer[/]" in terminal.words()
        assert "long-long" in terminal.words()
        terminal.send("h")
        terminal.asked("Hint: A hint [31m[red]here[/] bell")
        terminal.send(terminal.key_of("Wrong [/] 0;OWNED one"))
        terminal.settled("Topic [7m[reverse]A[/reverse]", "why [1A[red]not[/] this", "Explained ]0;OWNED with [/]")
        terminal.send("p")
        terminal.wait_for("The passage [31mis[0m red [blink]or[/blink] 5mnot desrever.")
        terminal.settled("Passage [/] [2Jtitle")
        terminal.send(ENTER)
        terminal.asked("2 of 3", "Type the word [2J[H[bold]mill[/bold], of [0] to \\[escaped].")
        terminal.send(f"bill{ENTER}")
        terminal.settled("a [31m[red]bill[/] m is paid")
        terminal.send(ENTER)
        terminal.asked("3 of 3", "Match [?25l[i]them[/i].", "Left [31m[red]one[/]", "[bold]right two[/bold]")
        terminal.send(f"12{ENTER}")
        terminal.settled("Match [?25l[i]them[/i].", "[not-a-style]x[/not-a-style]")
        terminal.send(ENTER)
        terminal.wait_for("Enter done")
        assert "[red]colour[/]" in terminal.words()
        before = terminal.everything().count("Explained ]0;OWNED with [/]")
        terminal.send("1")
        terminal.wait_for(lambda: terminal.everything().count("Explained ]0;OWNED with [/]") > before)
        terminal.wait_for(lambda: terminal.shown()[-1].endswith("Enter done"))
        terminal.send(ENTER)
        assert terminal.ended() == 0
        does_nothing(terminal.raw)
        assert has_colour(terminal.raw)  # civquiz's own, as NO_COLOR is not set
    assert len(Store(home).sessions()[0].attempts) == 3

    with Terminal(rows=50) as terminal:  # the bank last used
        terminal.wait_for("Enter takes the marked row")
        assert "civquiz · Hostile ]0;OWNED [bold]town[/bold]" in terminal.words()
        terminal.send("h")
        terminal.wait_for("Kept in")
        terminal.wait_for(lambda: terminal.shown()[-1].endswith("Enter takes the marked row"))
        terminal.send("b")
        terminal.wait_for("Which bank?")
        terminal.send(ENTER)
        terminal.wait_for(lambda: "Which bank?" not in terminal.words() and "0 Leave" in terminal.words())
        terminal.wait_for(lambda: terminal.shown()[-1].endswith("Enter takes the marked row"))
        terminal.send("0")
        assert terminal.ended() == 0
        does_nothing(terminal.raw)


def does_nothing(raw: bytes) -> None:
    """No sequence of the bank `hostile` is in what went to the terminal, and nothing that cannot be seen."""
    theirs = (
        b"\x1b]",
        b"\x1bP",
        b"\x1bc",
        b"\x1b\\",
        b"\x07",
        b"\x08\x08",
        b"\x1b[5m",
        b"\x1b[5;31m",
        b"\x1b[8m",
        b"\x1b[7m",
    )
    for sequence in (*theirs, b"\x1b[2J", b"\x1b[H", b"\x1b[?1049h", b"\x1b[1A[red]", b"\x1b[31m[red]", b"\x1b[2K"):
        assert sequence not in raw, sequence
    assert not _INVISIBLE.search(raw.decode())


@pytest.mark.parametrize(
    ("arguments", "rows", "term"), [([], 40, "dumb"), (["--plain"], 40, "xterm-256color"), ([], 9, "xterm-256color")]
)
def test_plain_mode_moves_no_cursor(home: Path, arguments: list[str], rows: int, term: str) -> None:
    with Terminal("quiz", bank("seven"), *OF_CHOICE, *arguments, rows=rows, TERM=term) as terminal:
        terminal.wait_for("Answer 1 to 4, or")
        assert f"{CHOICE} 1. " in terminal.words()
        number = re.findall(r"(\d)\. The council", terminal.words())[0]
        terminal.send("9\r")
        terminal.wait_for("Answer 1 to 4, one number.")
        terminal.send(f"{number}\r")
        terminal.wait_for("Question 2 of 2. Choose one.")
        terminal.wait_for("Answer 1 or 2, or")
        terminal.send("2\r")
        terminal.wait_for("Wrong. Right is 1, True. You chose 2, False.")
        terminal.wait_for("Enter for the results, or :slip")
        terminal.send("\r")
        terminal.wait_for("Enter when done, m to be asked these again")
        terminal.send("\r")
        assert terminal.ended() == 0
    assert not _MOVES.search(terminal.raw)
    if term == "dumb":
        assert b"\x1b" not in terminal.raw
    [session] = Store(home).sessions()
    assert [attempt.verdict for attempt in session.attempts] == ["correct", "wrong"]
