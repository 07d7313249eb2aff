import sys

import pytest

if sys.platform == "win32":
    pytest.skip("needs a pty", allow_module_level=True)

from tests.terminal.screen import DOWN, ENTER, Terminal, bank, has_a_gap, words_of

STEM = "Which of these sentences about the assembly of the district is true as the statute has it?"
OPTIONS = [
    "The assembly meets in public at least once in every quarter of the year and keeps minutes",
    "The assembly meets behind closed doors whenever its chair thinks that this is for the best",
    "The assembly never meets, because every one of its decisions is taken in writing by the members",
]
TWELVE = [
    "Line one of the statute opens it.",
    "Line two of the statute names the members.",
    "Line three of the statute says who may vote.",
    "Line four of the statute says who may speak.",
    "Line five of the statute sets the quorum.",
    "Line six of the statute sets the majority.",
    "Line seven of the statute keeps the minutes.",
    "Line eight of the statute opens the doors.",
    "Line nine of the statute names the chair.",
    "Line ten of the statute names the deputy.",
    "Line eleven of the statute sets the fees.",
    "Line twelve asks: which line sets the quorum?",
]


def test_at_40_columns_texts_are_whole_and_broken_between_words() -> None:
    with Terminal("quiz", bank("long"), "--seed", "1", rows=40, columns=40) as terminal:
        terminal.asked("1 of 2", STEM, *OPTIONS)
        terminal.open_more_keys()
        rows = terminal.below("1 of 2")
        assert not has_a_gap(rows), terminal
        keys = next(at for at, row in enumerate(rows) if "1-3 answer" in row)
        assert rows[keys - 1] == "", "one empty row between the last option and the keys"
        assert rows[keys - 2].split()[-1] in {option.split()[-1] for option in OPTIONS}
        terminal.send(key_of(rows, OPTIONS[1]))
        terminal.settled("Wrong", STEM, *OPTIONS)
        terminal.send(ENTER)
        terminal.asked("2 of 2", *TWELVE, "Five", "Six", "Seven")
        assert not has_a_gap(terminal.below("2 of 2")), terminal
        terminal.send(terminal.key_of("Five"))
        terminal.settled("Right")
        terminal.send(ENTER)
        terminal.wait_for("Enter done")
        assert STEM in terminal.words()
        assert f"You {OPTIONS[1]}" in terminal.words()
        assert f"Right {OPTIONS[0]}" in terminal.words()


def test_a_stem_higher_than_the_screen_can_be_read_and_answered() -> None:
    with Terminal("quiz", bank("long"), "--seed", "4", rows=14, columns=40) as terminal:
        terminal.asked(TWELVE[-1], "Five", "Six", "Seven")
        everything = terminal.everything()
        assert f"1 of 2 {' '.join(TWELVE)}" in everything, terminal
        assert everything.count(TWELVE[0]) == 1
        assert not has_a_gap(terminal.lines()), terminal
        terminal.send(DOWN)
        terminal.wait_for("> 2")
        terminal.send(terminal.key_of("Five"))
        terminal.settled("Five")
        assert "Right" in terminal.everything()
        terminal.send(ENTER)
        terminal.asked(*OPTIONS)
        assert STEM in terminal.everything()


def test_a_resized_screen_is_drawn_anew_and_can_still_be_answered() -> None:
    with Terminal("quiz", bank("long"), "--seed", "1") as terminal:
        terminal.asked("1 of 2", STEM, *OPTIONS)
        wide, top = terminal.below("1 of 2"), terminal.row_of("1 of 2")
        terminal.send(DOWN)
        terminal.wait_for("> 2")
        terminal.resize(24, 40)
        terminal.wait_for(lambda: all(text in terminal.words() for text in [STEM, *OPTIONS, "? more keys"]))
        assert not has_a_gap(terminal.below("1 of 2")), terminal
        assert terminal.words().count(STEM) == 1
        assert "> 2" in terminal.words()
        terminal.resize(24, 80)
        terminal.wait_for(lambda: unpointed(wide) == unpointed(terminal.lines()[top : top + len(wide)]))
        assert terminal.words().count(STEM) == 1
        terminal.send(key_of(wide, OPTIONS[0]))
        terminal.settled("Right", *OPTIONS)


def unpointed(rows: list[str]) -> list[str]:
    return [row.replace(">", " ") for row in rows]


def key_of(rows: list[str], option: str) -> str:
    """The digit before an option that may take several rows."""
    return words_of(rows).partition(f" {option}")[0].rpartition(" ")[2]
