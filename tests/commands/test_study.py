import json
import re
from pathlib import Path

import pytest

from civquiz.questions.bank import Bank
from civquiz.storage import Store
from tests.commands import ESCAPE, Ran, civquiz, own_bank, program

TOWN = (Path(__file__).parents[1] / "banks" / "town.toml").read_text("utf-8")


@pytest.fixture(autouse=True)
def town(home: Path) -> Bank:
    return own_bank(home, TOWN, "town")


def said(ran: Ran) -> list[str]:
    """What was put to the learner and how it went, in turn."""
    starts = ("Passage", "Question", "Right", "Wrong", "Once more", "Enter ")
    return [line for line in ran.lines if line.startswith(starts)]


def test_passages_and_their_questions_by_lines(home: Path) -> None:
    ran = civquiz("study", "town", lines=["", ":hint", "1", "2", "", "", "saturday"])
    assert said(ran) == [
        "Passage 1 of 3. The mill. Council.",
        "Enter for its question, or :next :quit",
        "Question 1 of 1. Choose one.",
        "Wrong. Right is 2, False. You chose 1, True.",
        "Question 2 of 2. Choose one.",
        "Once more: it was missed.",
        "Right.",
        "Passage 2 of 3. The bridge.",
        "Enter goes on, or :next :slip :quit",
        "Passage 3 of 3. Trade.",
        "Enter for its question, or :next :quit",
        "Question 1 of 1. Type the answer.",
        "Right.",
    ]
    assert ran.lines[1:4] == ["The council sits in the old mill.", "", "It has nine members."]
    assert ESCAPE not in ran.out
    assert "The bridge is [bold]old[/bold][31m." in ran.lines
    assert "  1 of 2 right" in ran.out, "the first response counts"
    assert re.findall(r"^  (The mill|Trade) +\S+ +(.+)$", ran.out, re.MULTILINE) == [
        ("The mill", "0 of 1"),
        ("Trade", "1 of 1"),
    ]
    assert "Saved as study 1." in ran.out
    assert ran.err == ""
    [session] = Store(home).sessions()
    assert (session.mode, session.passages) == ("study", ["mill", "bridge", "market"])
    assert session.drawn == ["town/hall", "town/day", "town/hall"]
    assert [(each.n, each.verdict, each.hint) for each in session.attempts] == [
        (1, "wrong", True),
        (2, "correct", False),
        (3, "correct", False),
    ]


def test_the_first_response_is_what_is_known_from_then_on() -> None:
    civquiz("study", "town", lines=["", "1", "2", "", "", "Saturday"])
    assert re.search(r"\bstudy +1 of 2 +50\b", civquiz("history").out)
    full = civquiz("history", "last").out
    assert "1 of 2 right" in full
    assert full.count("asked again") == 1
    assert "Last study, today: 1 of 2." in civquiz().out
    missed = civquiz("quiz", "town", "--only", "missed", lines=["2"])
    assert "The council sits in the town hall." in missed.lines
    assert "Question 1 of 1." in missed.out


def test_the_weakest_topic_comes_first_and_the_bank_last_used_is_studied() -> None:
    civquiz("study", "town", lines=["", "2", "", "", "Sunday", "Saturday"])
    assert said(civquiz("study", lines=[":quit"]))[0] == "Passage 1 of 3. Trade."


def test_a_passage_is_left_without_its_questions(home: Path) -> None:
    ran = civquiz("study", "town", lines=[":next", ":nxet", "what", ":next", "", "Saturday"])
    assert "There is no :nxet; try :next :quit" in ran.out
    assert ran.lines.count("Enter goes on, or :next :quit") == 2, "said again where a line is no command"
    assert "  1 of 1 right" in ran.out
    assert [attempt.question for attempt in Store(home).sessions()[0].attempts] == ["town/day"]


def test_a_last_response_can_be_taken_back_at_the_next_passage(home: Path) -> None:
    ran = civquiz("study", "town", lines=["", "1", "2", ":slip", "2", "", "", "Saturday"])
    assert ran.out.count("The council sits in the town hall.") == 3, "it is read out again"
    [session] = Store(home).sessions()
    assert [each.verdict for each in session.attempts] == ["wrong", "correct", "slip", "correct"]
    assert "  1 of 2 right" in ran.out


def test_a_session_that_ends_is_gone_on_with_where_it_stopped(home: Path) -> None:
    ran = civquiz("study", "town", lines=["", "1"])
    assert "Saved: 1 of 2 answered. Go on with: " in ran.lines[-1]
    assert not Store(home).sessions()[0].finished
    assert "study: 1 answered" in civquiz().out
    ran = civquiz("resume", lines=["", "2", "", ":quit"])
    assert said(ran)[:4] == [
        "Passage 1 of 3. The mill. Council.",
        "Enter for its question, or :next :quit",
        "Question 2 of 2. Choose one.",
        "Once more: it was missed.",
    ]
    ran = civquiz("resume", lines=["", "Saturday"])
    assert said(ran)[0] == "Passage 3 of 3. Trade.", "the bridge was read"
    assert "  1 of 2 right" in ran.out
    assert Store(home).sessions()[0].finished


@pytest.mark.parametrize("place", [0, 99])
def test_an_attempt_at_a_place_that_is_none_is_no_crash(home: Path, place: int) -> None:
    civquiz("study", "town", lines=["", "1"])
    [journal] = (home / "journal").glob("*.jsonl")
    head, attempt, *rest = map(json.loads, journal.read_text().splitlines())
    attempt["attempt"]["n"] = place
    journal.write_text("".join(json.dumps(line) + "\n" for line in (head, attempt, *rest)))
    assert "Saved: 1 of 2 answered." in civquiz("resume", lines=["", "2"]).out


def test_a_session_without_an_answer_leaves_nothing(home: Path) -> None:
    ran = civquiz("study", "town", lines=[":next", ":next", ":next"])
    assert ran.lines[-1] == "That was the last passage. Nothing was answered, so that nothing is recorded."
    assert "no usable response came in" in civquiz("study", "town", lines=[], code=2).err
    civquiz("study", "town", lines=[":quit"])
    assert Store(home).sessions() == []


def test_only_a_topic_is_studied() -> None:
    assert said(civquiz("study", "town", "--topic", "trade", lines=["", "Saturday"]))[0] == "Passage 1 of 1. Trade."
    assert (
        "there is no topic “War”; there are: Council, Trade" in civquiz("study", "town", "--topic", "War", code=1).err
    )
    err = civquiz("study", "town", "--topic", "Without a passage", code=1).err
    assert "has no passages on “Without a passage” to read; take its questions with: " in err
    assert err.endswith(" quiz town --topic 'Without a passage'\n")


def test_a_bank_without_passages_says_what_to_do(home: Path) -> None:
    own_bank(home, re.sub(r"(?s)\[\[passages\]\].*?(?=\[\[q)|passage = .*?\n", "", TOWN), "town")
    assert re.fullmatch(
        r"civquiz: “A town” has no passages to read; take its questions with: .* quiz town\n",
        civquiz("study", "town", code=1).err,
    )


# Passages alone

PASSAGES = """
  The mill                                                     Council · 1 of 3

  The council sits in the old mill.

  It has nine members.

  The bridge                                                             2 of 3

  The bridge is [bold]old[/bold][31m.

  Trade                                                                  3 of 3

  On Saturday the traders come.
"""


def test_passages_alone_are_printed_where_there_is_no_terminal(home: Path) -> None:
    ran = program("study", "town", "--read", PAGER="no-such-pager")
    assert ran.out.splitlines() == [line.rstrip() for line in PASSAGES.splitlines()]
    assert Store(home).sessions() == []


def test_passages_alone_in_the_order_in_which_they_are_studied() -> None:
    civquiz("study", "town", lines=["", "2", "", "", "Sunday", "Sunday"])
    found = re.findall(r"\d of \d", civquiz("study", "--read").out)
    assert found == ["1 of 3", "2 of 3", "3 of 3"]
    assert civquiz("study", "--read").lines[1].split()[0] == "Trade"
    assert "Trade" not in civquiz("study", "town", "--read", "--topic", "Council").out


def test_no_line_of_a_passage_is_wider_than_72(home: Path) -> None:
    own_bank(home, TOWN.replace("On Saturday", "On Saturday " * 40), "town")
    lines = program("study", "town", "--read", "--topic", "Trade", COLUMNS="200").lines
    assert 60 < max(len(line) for line in lines[2:]) <= 72
