import codecs
import io
from contextlib import suppress
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from civquiz.errors import CivquizError
from civquiz.formats import aiken
from civquiz.formats.contract import Found, Item, Note, Skipped
from civquiz.formats.gather import gather

GOOD = "Is it so?\nA) Yes\nB) No\nANSWER: B\n"
GOOD_VALUES = {"type": "multiple-choice", "stem": "Is it so?", "answer": "No", "distractors": ["Yes"]}


def found(text: str | bytes) -> list[Found]:
    return list(aiken.read(io.BytesIO(text if isinstance(text, bytes) else text.encode())))


def values(text: str | bytes) -> dict[str, Any]:
    [item] = found(text)
    assert isinstance(item, Item)
    return dict(item.values)


@pytest.mark.parametrize("mark", [") ", ". ", ")", ".", ")\t"])
def test_options_stand_in_lines_with_their_letters(mark: str) -> None:
    text = f"Who?\nA{mark}I\nB{mark}you\nC{mark}U.S. Congress\nANSWER: C"
    assert values(text) == {
        "type": "multiple-choice",
        "stem": "Who?",
        "answer": "U.S. Congress",
        "distractors": ["I", "you"],
    }


@pytest.mark.parametrize("between", ["", "\n", "\n\n \t\n"], ids=["no blank line", "a blank line", "several"])
def test_questions_follow_each_other_with_or_without_blank_lines(between: str) -> None:
    first, second = found(GOOD + between + GOOD)
    assert first == Item("line 1", GOOD_VALUES)
    assert second == Item(f"line {5 + between.count(chr(10))}", GOOD_VALUES)


@pytest.mark.parametrize(
    "text",
    [
        GOOD.replace("\n", "\r\n"),
        GOOD.replace("\n", "\r"),
        "\n\n" + GOOD.replace("\n", "\n\n"),
        "  " + GOOD.replace("\n", " \n  "),
        GOOD.replace("A)", "a)").replace("B)", "b)").replace("ANSWER: B", "Answer : b"),
        GOOD.replace("ANSWER: B", "ANSWER:B) no"),
        codecs.BOM_UTF8.decode() + GOOD,
        GOOD.rstrip(),
    ],
    ids=["CRLF", "CR", "blank lines within", "indented", "small letters", "the option again", "BOM", "no last newline"],
)
def test_what_people_make_of_it_is_read_the_same(text: str) -> None:
    assert values(text) == GOOD_VALUES


def test_what_is_not_utf_8_is_read_as_windows_1252_and_said() -> None:
    note, item = found("Un café?\nA) Oui\nB) Non\nANSWER: A".encode("cp1252"))
    assert isinstance(note, Note)
    assert isinstance(item, Item)
    assert item.values["stem"] == "Un café?"


@pytest.mark.parametrize(
    "stem",
    ["U.S. Congress has how many chambers?", "A. Lincoln was which president?", "B. Who?", "1. Who?", "Who <b>?"],
)
def test_a_stem_may_begin_like_an_option(stem: str) -> None:
    assert values(f"{stem}\nA. One\nB. Two\nANSWER: B") == {
        "type": "multiple-choice",
        "stem": stem,
        "answer": "Two",
        "distractors": ["One"],
    }


def test_a_text_of_several_lines_is_taken_whole_and_noted() -> None:
    first, note, second, again = found(
        "In 1787:\nwho met?\nA) I\nB) you\nANSWER: A\nWho?\nA) I\nand you\nB) he\nANSWER: A"
    )
    assert isinstance(first, Item)
    assert isinstance(second, Item)
    assert first.values["stem"] == "In 1787:\nwho met?"
    assert second.values["answer"] == "I and you"
    text = "its stem or an option has several lines, and Aiken's have one; see that all belongs there"
    assert (note, again) == (Note("line 1", text), Note("line 6", text))


def test_an_explanation_after_the_answer_is_kept() -> None:
    first, second = found(GOOD + "ANSWER_EXPLANATION: so it is\nFeedback: really\n\n" + GOOD)
    assert first == Item("line 1", {**GOOD_VALUES, "explanation": "so it is\nreally"})
    assert second == Item("line 8", GOOD_VALUES)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("Who?\nANSWER: A", "it has fewer than two options; each is a line that begins with A), B) and so on"),
        ("Who?\nA) I\nANSWER: A", "it has fewer than two options; each is a line that begins with A), B) and so on"),
        (
            "Who?\nB) I\nC) you\nANSWER: B",
            "it has fewer than two options; each is a line that begins with A), B) and so on",
        ),
        ("Who?\nA) I\nB) you\nD) he\nANSWER: B", "its options are not A, B, C and so on in order"),
        ("Who?\nA) I\nA) you\nB) he\nANSWER: B", "its options are not A, B, C and so on in order"),
        ("Who?\nA) I\nB) you\nANSWER: 2", "its ANSWER is “2” and not a letter"),
        ("Who?\nA) I\nB) you\nANSWER: AB", "its ANSWER is “AB” and not a letter"),
        ("Who?\nA) I\nB) you\nANSWER: A, B", "its ANSWER is “A, B” and not a letter"),
        ("Who?\nA) I\nB) you\nANSWER:", "its ANSWER is “” and not a letter"),
        ("Who?\nA) I\nB) you\nANSWER: C", "its ANSWER is “C”, which is none of its options"),
        ("Who?\nA) I\nB) you\nANSWER: A) you", "its ANSWER is “A) you”, which is none of its options"),
        ("Who?\nA) I\nB) you", "“Who?” has no line ANSWER: after its options"),
        ("A heading", "“A heading” has no options and no line ANSWER:"),
        ("ANSWER: A", "an ANSWER without a question before it"),
    ],
    ids=[
        *(
            "no option",
            "one option",
            "no A",
            "a gap",
            "A twice",
            "a number",
            "two letters",
            "two",
            "nothing",
            "outside",
        ),
        *("another option", "no key", "a heading", "a key alone"),
    ],
)
def test_what_is_out_of_order_is_told_by_its_line_and_the_rest_is_read(text: str, reason: str) -> None:
    before, entry, after = found(f"{GOOD}\n{text}\n\n{GOOD}")
    assert before == Item("line 1", GOOD_VALUES)
    assert entry == Skipped("line 6", reason)
    assert after == Item(f"line {8 + text.count(chr(10))}", GOOD_VALUES)


def test_a_question_without_an_answer_ends_where_the_next_has_its_first_option() -> None:
    first, second = found("Who?\nA) I\nB) you\n" + GOOD)
    assert first == Skipped("line 1", "“Who?” has no line ANSWER: after its options")
    assert second == Item("line 4", GOOD_VALUES)


def test_what_the_file_ends_with_is_told() -> None:
    assert found(GOOD + "Who?\nA) I")[1:] == [Skipped("line 5", "“Who?” has no line ANSWER: after its options")]


@pytest.mark.parametrize("text", [b"", b"hello\nworld", b"\x89PNG\r\n\x1a\n\0\0", b"Who?\nA) I\nB) you"])
def test_a_file_without_an_answer_line_is_refused_in_a_line(text: bytes) -> None:
    with pytest.raises(CivquizError) as caught:
        found(text)
    assert caught.value.message == "this is no Aiken: there each question ends with a line such as ANSWER: B"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("ANSWER: A\n" * 50_001, "more than 50,000 questions; split the file into several"),
        ("\n" * 1_000_001 + "ANSWER: A", "more than 1,000,000 lines; split the file into several"),
    ],
)
def test_no_end_of_lines_is_refused_in_a_line(text: str, message: str) -> None:
    with pytest.raises(CivquizError) as caught:
        found(text)
    assert caught.value.message == message


# Each would take minutes if it were gone over again from each of its characters.
@pytest.mark.parametrize(
    "hostile",
    [
        *("A", " ", "\t", "A)", "A) a\n", "b\n", "A) a\nb\n", "ANSWER", "ANSWER:", "EXPLANATION: x\n", "\0", "\ud800"),
        *("A)\nB)\n", "q\n\n", "(", "."),
    ],
)
def test_no_end_of_one_thing_is_gone_through_once(hostile: str) -> None:
    plenty = hostile * ((10_000 if "\n" in hostile else 100_000) // len(hostile))
    for text in (f"{plenty}\nANSWER: A", f"q\nA) a\n{plenty}\nB) b\nANSWER: A", f"{GOOD}{plenty}"):
        data = text.encode("utf-8", "surrogatepass")
        aiken.sniff(data)
        with suppress(CivquizError):
            gather(aiken.read(io.BytesIO(data)), "town", "Town")


_LINES = st.sampled_from(
    ["q", "A) a", "B) b", "C. c", "D) d", "A", "a) x", "ANSWER: A", "ANSWER: B", "ANSWER:", "", " "]
)


@given(st.lists(_LINES))
def test_every_line_with_an_answer_is_a_question_that_is_taken_or_told(lines: list[str]) -> None:
    entries = found("\n".join([*lines, "ANSWER: A"]))
    questions = [entry for entry in entries if isinstance(entry, Item | Skipped)]
    assert len(questions) >= 1 + sum(line.startswith("ANSWER") for line in lines)
    starts = [int(entry.where.removeprefix("line ")) for entry in questions]
    assert starts == sorted(set(starts))
    for entry in entries:
        if isinstance(entry, Item):
            assert 1 <= len(entry.values["distractors"]) <= 3
    assert gather(entries, "town", "Town").bank.check() == []


def test_aiken_is_known_by_its_options_and_its_answer() -> None:
    assert aiken.sniff(GOOD.encode())
    assert aiken.sniff(codecs.BOM_UTF8 + b"A heading\r\n\r\nWho?\r\nA. I\r\nB. you\r\n\r\nC. he\r\nANSWER: C\r\n")


@pytest.mark.parametrize(
    "text",
    ["", "Who?{=I ~you}", "stem,A,B,answer\nWho?,I,you,A", "Who?\nA) I\nB) you\n", "ANSWER: B", "[[questions]]"],
    ids=["nothing", "gift", "csv", "no key", "no options", "toml"],
)
def test_other_formats_are_not_taken_for_aiken(text: str) -> None:
    assert not aiken.sniff(text.encode())
