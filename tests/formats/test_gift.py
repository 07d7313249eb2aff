import codecs
import io
import sys
from contextlib import suppress
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from civquiz.errors import CivquizError
from civquiz.formats import gift
from civquiz.formats.contract import Found, Item, Note, Skipped
from civquiz.formats.gather import Gathered, gather
from civquiz.questions import QUESTION_TYPES
from civquiz.questions.bank import Bank
from civquiz.questions.base import Question
from civquiz.text import clean, one_line

CHOICE = "{=no one ~Grant ~Jefferson}"


def found(text: str | bytes) -> list[Found]:
    return list(gift.read(io.BytesIO(text if isinstance(text, bytes) else text.encode())))


def values(text: str | bytes) -> dict[str, Any]:
    """The fields of the one question, of which there is nothing to note."""
    [item] = found(text)
    assert isinstance(item, Item)
    return dict(item.values)


def noted(text: str | bytes) -> tuple[dict[str, Any], list[str]]:
    """The fields of the one question, and what is noted of it."""
    item, *notes = found(text)
    assert isinstance(item, Item)
    assert all(isinstance(note, Note) and note.where == item.where for note in notes)
    return dict(item.values), [note.text for note in notes if isinstance(note, Note)]


def skipped(text: str | bytes) -> str:
    """Why the one question is not taken."""
    [entry] = found(text)
    assert isinstance(entry, Skipped)
    return entry.reason


def places(text: str | bytes) -> list[str]:
    return [entry.where for entry in found(text) if isinstance(entry, Item | Skipped)]


def gathered(text: str | bytes) -> Gathered:
    return gather(found(text), "town", "Town")


def bank(*questions: dict[str, Any], **head: Any) -> Bank:
    made = [
        msgspec.convert({"id": f"q{number}", **each}, QUESTION_TYPES[each["type"]])
        for number, each in enumerate(questions, 1)
    ]
    whole = Bank(**{"id": "town", "title": "Town", **head}, questions=tuple(made))
    assert whole.check() == []
    return whole


# Paragraphs


@pytest.mark.parametrize(
    "text",
    ["Yes?{T}\n\nNo?{F}", "Yes?{T}\r\n\r\nNo?{F}\r\n", "Yes?{T}\r\rNo?{F}", "Yes?{T}\n \t \n\n\nNo?{F}\n\n"],
    ids=["LF", "CRLF", "CR", "blanks"],
)
def test_blank_lines_part_questions_however_lines_end(text: str) -> None:
    assert [item.values["stem"] for item in found(text) if isinstance(item, Item)] == ["Yes?", "No?"]


def test_a_blank_line_parts_questions_even_inside_braces_and_the_next_question_is_read() -> None:
    first, second = found("Who?{\n=a\n\n~b\n}\n\nYes?{T}")
    assert first == Skipped(
        "line 1", "its { is not closed before the next blank line; close it, or take the blank line out"
    )
    assert second == Item("line 7", {"type": "true-false", "stem": "Yes?", "answer": True})


def test_what_a_question_is_called_by_is_the_line_in_which_it_starts() -> None:
    text = "// a comment\nOne?{T}\n\n\n$CATEGORY: x\n\n// [id:a]\n// more\n::Title::Two?\n{\n=a\n~b\n}\n\nThree?{}"
    assert places(text) == ["line 2", "line 9", "line 15"]


def test_a_line_that_begins_with_two_slashes_is_a_comment_wherever_it_stands() -> None:
    assert values("// before\nWho\n  // in the stem {\nwas it?{=a\n// among } the answers\n~b}\n// after") == {
        "type": "multiple-choice",
        "stem": "Who\nwas it?",
        "answer": "a",
        "distractors": ["b"],
    }


def test_slashes_within_a_line_are_text() -> None:
    assert values("See http\\://example.org {T}")["stem"] == "See http://example.org"


def test_a_byte_order_mark_is_passed_over() -> None:
    assert values(codecs.BOM_UTF8 + b"::T::Yes?{T}")["stem"] == "Yes?"


def test_what_is_not_utf_8_is_read_as_windows_1252_and_said() -> None:
    note, item = found("“Café”?{T}".encode("cp1252"))
    assert isinstance(note, Note)
    assert "Windows-1252" in note.text
    assert item == Item("line 1", {"type": "true-false", "stem": "“Café”?", "answer": True})


def test_answers_that_end_a_line_end_a_question_where_a_blank_line_is_missing() -> None:
    text = "$CATEGORY: Tombs\n::1::Yes?{T}\n::2::Who?{\n=a\n~b\n}\nWhen?{#1}"
    first, second, note, third, again = found(text)
    assert [entry.values["stem"] for entry in (first, second, third) if isinstance(entry, Item)] == [
        "Yes?",
        "Who?",
        "When?",
    ]
    assert note == Note("line 3", "there is no blank line before it; it is read as a question of its own")
    assert again == Note("line 7", note.text)


# Categories, comments, titles


def test_a_category_is_a_block_of_its_own_whose_last_part_is_the_topic_of_what_follows() -> None:
    text = (
        "One?{T}\n\n$CATEGORY: $course$/top/Law and order/The courts\n\nTwo?{T}\n\n"
        "$CATEGORY: Votes\nThree?{T}\n$CATEGORY: Four\nFour?{T}"
    )
    topics = ["", "The courts", "Votes", "Four"]
    assert [question.topic for question in gathered(text).bank.questions] == topics
    assert places(text) == ["line 1", "line 5", "line 8", "line 10"]


@pytest.mark.parametrize(
    ("path", "topic"),
    [
        ("Tombs", "Tombs"),
        (" $course$/top/Default for Unit 1: Topic ", "Default for Unit 1: Topic"),
        ("$course$/top", ""),
        ("$module$/Tombs", "Tombs"),
        ("top/Tombs", "Tombs"),
        ("$course$/top/Church//State", "Church/State"),
        ("top/top", "top"),
        ("top/Rights &amp; <i>duties<//i>", "Rights & duties"),
        ("", ""),
    ],
)
def test_a_topic_is_without_what_moodle_puts_before_it(path: str, topic: str) -> None:
    assert values(f"$CATEGORY:{path}\n\nYes?{{T}}").get("topic", "") == topic


def test_an_id_in_a_comment_directly_before_is_the_id_if_it_can_be_one() -> None:
    text = "// [id:tomb-1] [tag:graves]\nA?{T}\n\n// [id:No 2]\nB?{T}\n\n// [id:three]\n\nC?{T}"
    assert [question.id for question in gathered(text).bank.questions] == ["tomb-1", "b", "c"]


def test_the_first_tag_is_the_topic_only_where_there_is_no_category() -> None:
    text = "// [tag:graves] [tag:war]\nA?{T}\n\nB?{T}\n\n$CATEGORY: Tombs\n\n// [tag:graves]\nC?{T}"
    assert [question.topic for question in gathered(text).bank.questions] == ["graves", "", "Tombs"]


@pytest.mark.parametrize(
    ("text", "stem"),
    [
        ("::Title::Yes?{T}", "Yes?"),
        ("::Ti\\:\\:tle::\nYes?{T}", "Yes?"),
        ("::Yes?::{T}", "Yes?"),
        ("::A title\\::: {T}", "A title:"),
        (":: no title: yes?{T}", "no title: yes?"),
    ],
    ids=["a title", "escapes in it", "no stem", "no stem, escapes", "not closed"],
)
def test_a_title_is_the_stem_only_where_there_is_no_other(text: str, stem: str) -> None:
    assert values(text)["stem"] == stem


# Escapes and formats


def test_what_is_escaped_is_text() -> None:
    text = r"::A\:B::Is \: \# \= \{ \} \~ \\ text?\nYes\\no\x{=\=a\#\~ ~\{b\} #\#why\: \\}"
    assert values(text) == {
        "type": "multiple-choice",
        "stem": "Is : # = { } ~ \\ text?\nYes\\no\\x",
        "answer": "=a#~",
        "distractors": [{"text": "{b}", "why": "#why: \\"}],
    }


@pytest.mark.parametrize(
    ("stem", "read"),
    [
        ("[html]<p>What <b>is</b>\nit?</p>", "What is it?"),
        ("[html]Is a &lt; b?", "Is a < b?"),
        ("[markdown]Is it **so**\n- or [so](so.html)?", "Is it so\n- or so?"),
        ("[plain]Is it <b>so</b> &amp;?", "Is it <b>so</b> &amp;?"),
        ("[moodle]Is it <b>so</b>?", "Is it so?"),
        ("Is it <b>so</b>,<br>or &quot;so&quot;?", 'Is it so,\nor "so"?'),
        ("Is it <i>so</i>,\nor so?", "Is it so,\nor so?"),
        ("Is it <i>so</i>\nor so?", "Is it so or so?"),
        ("Is a < b and c > d?", "Is a < b and c > d?"),
        ("Is a <b and c> d?", "Is a <b and c> d?"),
        ("What does <p> do?", "What does <p> do?"),
        ("Is R&D; of x<y>z so?", "Is R&D; of x<y>z so?"),
        ("[1] Is it so?", "[1] Is it so?"),
    ],
    ids=[
        *(
            "html",
            "html entity",
            "markdown",
            "plain",
            "moodle",
            "unmarked",
            "lines",
            "line at a tag",
            "less than",
            "no b",
            "tag named",
        ),
        *("code", "no format"),
    ],
)
def test_a_text_is_read_in_its_format(stem: str, read: str) -> None:
    assert values(stem + "{T}")["stem"] == read


def test_a_text_after_the_stem_has_its_format_if_it_does_not_say_another() -> None:
    text = "[html]<p>Who?</p>{=<p>I</p>#<b>Yes</b> ~[plain]<p>you</p>#No &amp; no ~[markdown]*he*####<i>So</i> it is}"
    assert values(text) == {
        "type": "multiple-choice",
        "stem": "Who?",
        "answer": "I",
        "distractors": [{"text": "<p>you</p>", "why": "No & no"}, "*he*"],
        "explanation": "So it is\nYes",
    }


def test_options_and_answers_that_are_tags_stay() -> None:
    assert values("Which breaks a line?{=<br> ~<b></b>}")["answer"] == "<br>"
    assert values("Which makes it bold?{=<b>x</b>}")["answer"] == "<b>x</b>"
    assert values("How many?{=[html]<p>nine</p>}")["answer"] == "nine"


def test_signs_in_a_tag_are_text_even_if_they_are_not_escaped() -> None:
    text = '<p style="color: red; width=3">Who?</p>{~<a href="x#y~z">you</a> =<b class=\'c\'>I</b>}'
    assert values(text) == {"type": "multiple-choice", "stem": "Who?", "answer": "I", "distractors": ["you"]}


def test_a_picture_is_left_out_and_named() -> None:
    assert noted('[html]<img src\\="@@PLUGINFILE@@/map.png">Where?{T}')[1] == ["the picture map.png is left out"]
    read, notes = noted("[markdown]Where? ![a map](maps/a.png){=there#![](b.png) ~here}")
    assert (read["stem"], read["answer"]) == ("Where?", "there")
    assert notes == ["the pictures a.png, b.png are left out"]


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ('[html]<img src\\="map.png">{T}', "the question is nothing but a picture: map.png"),
        ('[html]Who?{=a ~<img src\\="b.png">}', "an option is nothing but a picture: b.png"),
        ('[html]Who?{=a -> b =<img src\\="c.png"> -> d}', "a left side is nothing but a picture: c.png"),
    ],
)
def test_a_question_that_makes_no_sense_without_a_picture_is_skipped(text: str, reason: str) -> None:
    assert skipped(text) == reason


# Blanks


@pytest.mark.parametrize(
    ("text", "stem"),
    [
        ("Grant is {=buried ~living} in his tomb.", "Grant is _____ in his tomb."),
        ("Two plus two equals {=four =4}.", "Two plus two equals _____."),
        ("Who is it?{=Grant}", "Who is it?"),
        ("Who is it? {=Grant} \n", "Who is it?"),
        ("_____ is the largest continent.{=Asia}", "_____ is the largest continent."),
        ("{=Asia} is the largest\ncontinent.", "_____ is the largest\ncontinent."),
    ],
)
def test_text_after_the_answers_makes_a_blank_of_them(text: str, stem: str) -> None:
    assert values(text)["stem"] == stem


def test_of_several_braces_the_first_answers_are_kept_and_it_is_said() -> None:
    read, notes = noted("Grant is {=buried ~living} in {=Grant's tomb}.")
    assert read == {
        "type": "multiple-choice",
        "stem": "Grant is _____ in ….",
        "answer": "buried",
        "distractors": ["living"],
    }
    assert notes == ["it has 2 pairs of braces; only the answers in one of them are taken"]


def test_braces_that_are_text_are_not_taken_for_answers() -> None:
    assert values(r"Is \frac{1}{2} of x^{2} more? {T}")["stem"] == r"Is \frac{1}{2} of x^{2} more?"
    assert noted("What does f() {return 1} give? {#1}")[0]["stem"] == "What does f() {return 1} give?"
    assert values(r"What is \LaTeX? {=a {b} ~c}")["answer"] == "a {b}"
    assert skipped(r"The \textbf{bold} word") == "a description: there is nothing to answer"
    assert skipped("f() {return 1} or g() {return 2}").startswith("none of its { } begins with = or ~")


# Types, in the order in which they are told


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("Take a pencil.", "a description: there is nothing to answer"),
        ("::Title::[html]<p>Take a pencil.</p>", "a description: there is nothing to answer"),
        ("::T::Why?{}", "an essay: civquiz cannot grade it"),
        ("Why?{ \n }", "an essay: civquiz cannot grade it"),
        ("Why?{####because}", "an essay: civquiz cannot grade it"),
        ("It is {1:MC:=so~not so}.", "a cloze question: a text with blanks; there is no such type here"),
        ("It {1:SA:=is} {:NUMERICAL:=1:0}.", "a cloze question: a text with blanks; there is no such type here"),
    ],
    ids=["description", "description, titled", "essay", "essay, blank", "essay, feedback", "cloze", "cloze, two"],
)
def test_what_has_no_place_here_is_skipped_by_its_name(text: str, reason: str) -> None:
    assert skipped(f"// a comment\n{text}") == reason


@pytest.mark.parametrize(
    ("answers", "type_"),
    [
        ("#5", "short-answer"),
        ("#=5 ~", "short-answer"),
        ("=a ~b", "multiple-choice"),
        ("=a -> b ~c", "multiple-choice"),
        ("~%50%a ~%50%b ~c", "multiple-response"),
        ("=a -> b =c -> d", "matching"),
        ("T", "true-false"),
        ("TRUE", "true-false"),
        ("F#no", "true-false"),
        (" FALSE ", "true-false"),
        ("=T", "short-answer"),
        ("=TRUE =T", "short-answer"),
        ("Truth", "short-answer"),
        ("=a =b", "short-answer"),
        ("=a#see b -> c", "short-answer"),
    ],
)
def test_the_type_is_told_by_the_answers(answers: str, type_: str) -> None:
    assert noted(f"Which?{{{answers}}}")[0]["type"] == type_


@pytest.mark.parametrize("answers", ["T", "TRUE", "F", "FALSE"])
def test_true_and_false(answers: str) -> None:
    assert values(f"Is it?{{{answers}}}")["answer"] is answers.startswith("T")


def test_of_true_and_false_the_first_feedback_is_of_the_wrong_answer_and_both_explain() -> None:
    read, notes = noted("Is it?{FALSE#It is not. #Right!####So it is.}")
    assert read["explanation"] == "So it is.\nRight!\nIt is not."
    assert notes == ["what it says to a right and to a wrong answer is said to all, as its explanation"]
    assert noted("Is it?{T# #Right!}")[0]["explanation"] == "Right!"


def test_true_in_small_letters_is_a_short_answer_as_in_moodle_and_it_is_said() -> None:
    read, notes = noted("Is it?{true}")
    assert (read["type"], read["answer"]) == ("short-answer", "true")
    assert notes == ["read as a short answer, as in Moodle; for true or false write {TRUE} or {FALSE}"]


# Choices


def test_a_choice_has_its_feedback_as_why_and_as_explanation() -> None:
    assert values("Who?{~Grant#dead ~Jefferson =no one # so it is}") == {
        "type": "multiple-choice",
        "stem": "Who?",
        "answer": "no one",
        "distractors": [{"text": "Grant", "why": "dead"}, "Jefferson"],
        "explanation": "so it is",
    }


def test_general_feedback_after_the_last_four_hashes_explains_before_that_of_the_right_option() -> None:
    text = "Who?{~Grant\n=no one#so it is#really\n####In\n   general}"
    assert values(text)["explanation"] == "In\ngeneral\nso it is#really"


@pytest.mark.parametrize("answers", ["~=right ~wrong", "=~=right\n~ ~wrong", "= right ~%0%wrong ~", "wrong =right ~"])
def test_empty_options_are_dropped(answers: str) -> None:
    read = values(f"Which?{{{answers}}}")
    assert (read["answer"], read["distractors"]) == ("right", ["wrong"])


def test_options_with_weights_alone_are_all_to_be_ticked() -> None:
    read = values("Which?{~%33.33333%Africa#Yes ~%33,33%Asia ~%-100%China#No ~%33.3%Europe#Yes ~Ohio}")
    assert read == {
        "type": "multiple-response",
        "stem": "Which?",
        "answers": ["Africa", "Asia", "Europe"],
        "distractors": [{"text": "China", "why": "No"}, "Ohio"],
        "explanation": "Africa: Yes\nEurope: Yes",
    }


def test_without_an_equals_sign_moodle_has_boxes_to_tick_even_if_one_option_is_right() -> None:
    assert values("Which?{~%100%a#yes ~%-50%b ~c}") == {
        "type": "multiple-response",
        "stem": "Which?",
        "answers": ["a"],
        "distractors": ["b", "c"],
        "explanation": "yes",
    }


def test_of_several_options_that_are_right_by_themselves_the_first_is_the_answer_as_moodle_gives_it() -> None:
    read, notes = noted("Which?{=a#yes =b#yes, too ~%100%c ~d}")
    assert (read["answer"], read["distractors"], read["explanation"]) == ("a", ["d"], "yes")
    assert notes == [f"“{each}” is right as well; it is left out, for one option is right here" for each in "bc"]


@pytest.mark.parametrize(
    ("answers", "type_", "note"),
    [
        ("=a ~%50%b ~c", "multiple-choice", "“b” counts 50 % in Moodle; here it is wrong"),
        (
            "~%100%a ~%20%b ~c",
            "multiple-response",
            "its right options count differently in Moodle; here they count the same",
        ),
        ("~%50%a ~b", "multiple-response", "“a” counts 50 % in Moodle; here it is right"),
        (
            "~%70%a ~%30%b ~c",
            "multiple-response",
            "its right options count differently in Moodle; here they count the same",
        ),
    ],
    ids=["part of a choice", "part beside 100 %", "no more than part", "uneven"],
)
def test_weights_that_cannot_be_kept_are_noted(answers: str, type_: str, note: str) -> None:
    read, notes = noted(f"Which?{{{answers}}}")
    assert (read["type"], notes) == (type_, [note])


@pytest.mark.parametrize(
    ("answers", "reason"),
    [
        ("~a ~b", "no option is right"),
        ("~%-50%a ~%0%b", "no option is right"),
        ("=a =b ~", "all options are right"),
        ("~%50%a ~%50%b", "all options are right"),
        ("=#ff0000 ~#00ff00", "an option is empty; write \\# for a # that is text"),
        ("~E=mc2 =E\\=mc3", "several options are right, one by an = within a word; write \\= for one that is text"),
        ("=a" + " ~b" * 200, "it has more than 200 answers"),
    ],
    ids=["none right", "none positive", "all right", "all by weight", "a hash", "an equals sign", "too many"],
)
def test_a_choice_that_is_none_is_skipped(answers: str, reason: str) -> None:
    assert skipped(f"Which?{{{answers}}}") == reason


# Short answers, numbers, pairs


def test_short_answers_are_accepted_and_those_without_weight_rejected() -> None:
    assert values("Who?{=no one#yes =nobody =Nobody =%0%Grant#He is beside it. =%-50%Lee ####Really}") == {
        "type": "short-answer",
        "stem": "Who?",
        "answer": "no one",
        "accept": ["nobody"],
        "reject": [{"text": "Grant", "why": "He is beside it."}, "Lee"],
        "explanation": "Really\nyes",
    }


def test_one_short_answer_needs_no_sign() -> None:
    assert values("What is 1 in letters? {One#yes}") == {
        "type": "short-answer",
        "stem": "What is 1 in letters?",
        "answer": "One",
        "explanation": "yes",
    }


def test_a_short_answer_that_is_right_in_part_is_left_out_and_noted() -> None:
    read, notes = noted("From?{=%25%Bethlehem#born =%100%Nazareth =%75%Nazereth}")
    assert read == {"type": "short-answer", "stem": "From?", "answer": "Nazareth"}
    assert notes == ["what counts only in part in Moodle is left out: “Bethlehem”, “Nazereth”"]


def test_stars_that_stand_for_any_text_are_noted() -> None:
    read, notes = noted("From?{=*Naz*th* =%0%*#No such place =5 \\\\* 5}")
    assert read == {"type": "short-answer", "stem": "From?", "answer": "Naz th", "accept": ["5 * 5"]}
    assert notes == [
        "answers with a * for anything are taken without it: “Naz th”",
        "what Moodle says to any other response is left out",
    ]
    assert skipped("From?{=*}").startswith("any response is right")
    assert skipped("From?{=%50%Nazareth}") == "no answer is wholly right"


@pytest.mark.parametrize(
    ("answers", "number", "tolerance"),
    [
        ("1822", "1822", None),
        ("1822:5", "1822", 5.0),
        ("1822 : 0", "1822", None),
        ("-1", "-1", None),
        ("-3.142:0.001", "-3.142", 0.001),
        ("1..5", "3", 2.0),
        ("3.141..3.142", "3.1415", 0.0005),
        ("-5..5", "0", 5.0),
        ("-3.142..-3.141", "-3.1415", 0.0005),
        ("=%100%3.10", "3.10", None),
        ("1.5e3", "1500", None),
        (".5", "0.5", None),
    ],
)
def test_numbers_have_a_tolerance_or_a_range(answers: str, number: str, tolerance: float | None) -> None:
    read = values(f"How many?{{#{answers}}}")
    assert (read["kind"], read["answer"], read.get("tolerance")) == ("number", number, tolerance)


def test_of_several_numbers_the_right_one_is_asked_for() -> None:
    read, notes = noted("When?{#\n\t=%50%1822:2#Nearly\n\t=1822:0#Yes\n\t=%0%1823#No\n\t~#Not at all####So it was}")
    assert read == {
        "type": "short-answer",
        "stem": "When?",
        "kind": "number",
        "answer": "1822",
        "reject": [{"text": "1823", "why": "No"}],
        "explanation": "So it was\nYes",
    }
    assert notes == [
        "what Moodle says to any other response is left out",
        "what counts only in part in Moodle is left out: “1822”",
    ]


def test_a_second_number_is_accepted_if_it_has_the_same_tolerance() -> None:
    assert noted("When?{#=1:2 =5:2 =9:1}") == (
        {"type": "short-answer", "stem": "When?", "kind": "number", "answer": "1", "accept": ["5"], "tolerance": 2.0},
        ["“9” has a tolerance of its own, and is left out"],
    )


@pytest.mark.parametrize(
    ("answers", "reason"),
    [
        ("#3,14", "“3,14” is no number as GIFT has it: 1822, 3.14:0.01 or 1..5"),
        ("#five", "“five” is no number as GIFT has it: 1822, 3.14:0.01 or 1..5"),
        ("#", "a number is asked for, but none is given"),
        ("#~ #no", "a number is asked for, but none is given"),
        ("#=%50%5", "no answer is wholly right"),
    ],
)
def test_what_is_no_number_is_skipped(answers: str, reason: str) -> None:
    assert skipped(f"How many?{{{answers}}}") == reason


def test_pairs_may_have_right_sides_that_belong_to_none() -> None:
    text = (
        "[html]Match <b>all</b>:{=[html]<p>Canada</p> -> Ottawa\n=[plain]Italy->Rome #1 &amp; only\n= -> Paris####So}"
    )
    assert values(text) == {
        "type": "matching",
        "stem": "Match all:",
        "pairs": [["Canada", "Ottawa"], ["Italy", "Rome #1 & only"]],
        "distractors": ["Paris"],
        "explanation": "So",
    }


def test_an_arrow_in_the_right_side_is_text_and_a_missing_one_is_told() -> None:
    assert values("Match{=a -> b -> c =d -> e}")["pairs"][0] == ["a", "b -> c"]
    assert skipped("Match{=a -> b =c}") == "a matching question, but “c” has no ->"


# What people write


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("Who?{=a ~b", "its { is not closed"),
        ("Who?=a ~b}", "it has a } without its {"),
        ("Who }?{=a ~b}", "it has a } without its {"),
        ("Who {?{=a ~b}", "its { is not closed"),
        ("Who?{{=a ~b}", "its { is not closed"),
        ("Who?" + "{}" * 1_001, "it has more than 1,000 braces"),
        ("Who" + "o" * 1_000_000 + "?{T}", "it has more than 1,000,000 characters"),
    ],
)
def test_what_is_out_of_order_is_told_by_its_line_and_the_next_question_is_read(text: str, reason: str) -> None:
    first, second = found(f"\n{text}\n\nYes?{{T}}")
    assert isinstance(first, Skipped)
    assert first.where == "line 2"
    assert first.reason.startswith(reason)
    assert second == Item("line 4", {"type": "true-false", "stem": "Yes?", "answer": True})


@pytest.mark.parametrize("text", [b"", b"hello\n\nworld", b"\x89PNG\r\n\x1a\n\0\0", b"a,b\n1,2"])
def test_a_file_without_anything_of_gift_is_refused_in_a_line(text: bytes) -> None:
    with pytest.raises(CivquizError) as caught:
        found(text)
    assert caught.value.message == "this is no GIFT: there each question ends with its answers in { }"


def test_paragraphs_without_end_are_refused_in_a_line() -> None:
    with pytest.raises(CivquizError) as caught:
        found("}\n\n" * 50_001)
    assert caught.value.message == "more than 50,000 paragraphs; split the file into several"


# Each would take minutes if it were gone over again from each of its characters.
@pytest.mark.parametrize(
    "hostile",
    [
        *("{", "}", "=", "~", "#", ":", "\\", "[", "<", "&", "*", "%", "\n", "\0", "\x1f", " ", "9", "->", "::"),
        *("{}", "{=a}", "~a", "=a", "\\{", "%50%", "####", "<b>", "</b", "<a b='c' ", "&amp;", "<!--", "![", "![]("),
        *("//[tag:", "\n//[id:", "$CATEGORY:\n", "..", "\ud800"),
    ],
)
def test_no_end_of_one_thing_is_gone_through_once(hostile: str) -> None:
    plenty = hostile * ((10_000 if "\n" in hostile else 50_000) // len(hostile))
    for text in (plenty, f"q {{=a {plenty}", f"q {{=a {plenty}}}", f"q {{#{plenty}}}", f"[html]{plenty}? {{T}}"):
        data = text.encode("utf-8", "surrogatepass")
        gift.sniff(data)
        with suppress(CivquizError):
            gather(gift.read(io.BytesIO(data)), "town", "Town")


@given(st.lists(st.sampled_from([*"{}=~#:\\%[]<>/&*\n0a T-.", "\n\n", "{=", "->", "####", "$CATEGORY:", "//"])))
def test_whatever_is_written_is_read_or_told(pieces: list[str]) -> None:
    text = "//\n" + "".join(pieces)
    whole = gathered(text)
    assert whole.bank.check() == []
    assert all(where.startswith("line ") for where in places(text))
    assert all(entry.reason for entry in whole.skipped)


# Sniffing


@pytest.mark.parametrize(
    "text",
    [
        "$CATEGORY: Tombs\n\nx",
        "::Title::Why?{}",
        f"Who?{CHOICE}",
        "Who is it {\n=Grant\n}",
        "Two plus two equals {#4}.",
        "Is it so? {TRUE#no}",
    ],
)
def test_gift_is_known_by_its_beginning(text: str) -> None:
    assert gift.sniff(text.encode())
    assert gift.sniff(codecs.BOM_UTF8 + text.encode())


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Who?\nA) I\nB) you\nANSWER: A",
        '{"id": "town", "questions": []}',
        '[[questions]]\nreject = [{text = "a"}]',
        "#separator:tab\n{{c1::Paris::city}}\tx {T",
        "front\t$\\frac{T}{F}$ and \\text{~and~}",
        "stem,answer\nWho?,I",
        "Escaped \\{=a\\}",
    ],
    ids=["nothing", "aiken", "json", "toml", "anki", "latex", "csv", "escaped"],
)
def test_other_formats_are_not_taken_for_gift(text: str) -> None:
    assert not gift.sniff(text.encode())


# Writing


def test_a_bank_is_written_as_moodle_reads_it() -> None:
    whole = bank(
        {
            "type": "multiple-choice",
            "topic": "Tombs",
            "stem": "Who is\nin it: A {or} B?",
            "answer": "no one",
            "distractors": [{"text": "Grant", "why": "He is #1."}, "<b>Lee</b>", "50 %", "%50% of all"],
            "explanation": "So = it\nis.",
        },
        {
            "type": "multiple-response",
            "topic": "Tombs",
            "stem": "[html] Who ~ are?",
            "answers": ["a", "b", "c"],
            "distractors": [{"text": "[plain]d", "why": "no"}],
        },
        {"type": "true-false", "stem": "// It is so.", "answer": False, "explanation": "No."},
        {
            "type": "short-answer",
            "topic": "Law/order",
            "stem": "Who?",
            "answer": "I \\ me",
            "accept": ["5 * 5"],
            "reject": [{"text": "you", "why": "no"}],
        },
        {"type": "short-answer", "topic": "top", "stem": "How many?", "answer": "3", "kind": "number"},
        {
            "type": "matching",
            "topic": "top",
            "stem": "Match",
            "pairs": [["a", "1"], ["b", "<i>2</i>"]],
            "distractors": ["3"],
        },
    )
    assert (
        gift.write(whole).data.decode()
        == r"""$CATEGORY: Tombs

// [id:q1]
Who is\nin it\: A \{or\} B?{
	=no one
	~Grant#He is \#1.
	~[plain]<b>Lee</b>
	~50 %
	~[plain]%50% of all
	####So \= it\nis.
}

// [id:q2]
[plain][html] Who \~ are?{
	~%33.33333%a
	~%33.33333%b
	~%33.33333%c
	~%-33.33333%[plain][plain]d#no
}

$CATEGORY: $course$/top

// [id:q3]
[plain]// It is so.{FALSE####No.}

$CATEGORY: Law//order

// [id:q4]
Who?{
	=I \\ me
	=5 \\* 5
	=%0%you#no
}

$CATEGORY: $course$/top/top

// [id:q5]
How many?{#
	=3
}

// [id:q6]
Match{
	=a -> 1
	=b -> &lt;i&gt;2&lt;/i&gt;
	= -> 3
}
"""
    )


@pytest.mark.parametrize("right", range(2, 9))
def test_weights_sum_to_a_hundred_as_nearly_as_five_digits_can(right: int) -> None:
    question = {"type": "multiple-response", "stem": "Which?", "distractors": ["x"]}
    data = gift.write(bank({**question, "answers": [f"a{number}" for number in range(right)]})).data
    weights = [float(line.split("%")[1]) for line in data.decode().splitlines() if "%" in line]
    assert 99.999 < sum(weights[:-1]) <= 100
    assert weights[-1] == -weights[0]


def test_what_gift_cannot_carry_is_told_question_by_question() -> None:
    whole = bank(
        {"type": "enumeration", "stem": "Which?", "answers": ["a", "b"]},
        {"type": "ordering", "stem": "In which order?", "items": ["a", "b"]},
        {"type": "true-false", "stem": "So?", "answer": True, "retired": True},
        {"type": "true-false", "stem": "So?", "answer": True, "hint": "no", "group": "g", "dated": True},
        {"type": "multiple-response", "stem": "Which?", "answers": ["a"], "distractors": ["b"]},
        {
            "type": "matching",
            "stem": "Which?",
            "pairs": [["a", "1"], ["b", "1"]],
            "distractors": [{"text": "2", "why": "no"}],
        },
        {"type": "matching", "stem": "Which?", "pairs": [["a -> b", "1"], ["b", "1"]]},
        {"type": "short-answer", "stem": "When?", "answer": "9 June 2017", "kind": "date"},
        {"type": "short-answer", "stem": "When?", "answer": "2017", "kind": "year"},
        {"type": "short-answer", "stem": "How many?", "answer": "5", "kind": "number", "accept": ["five"], "unit": "m"},
        {"type": "short-answer", "stem": "How many?", "answer": "five", "kind": "number", "tolerance": 1.0},
        {"type": "short-answer", "stem": "Which?", "answer": "a -> b"},
        {
            "type": "short-answer",
            "stem": "Which?",
            "answer": "a",
            "accept": ["b -> c"],
            "reject": [{"text": "d", "why": "d -> e"}],
        },
        as_of="2017-06",
    )
    assert gift.write(whole).lost == (
        Skipped("q1", "GIFT has no enumeration questions"),
        Skipped("q2", "GIFT has no ordering questions"),
        Skipped("q3", "retired"),
        Note("q4", "without hint and group"),
        Note("q6", "without why its distractors are wrong"),
        Note("q6", "Moodle wants 3 different right sides at least"),
        Skipped("q7", "a left side has ->, by which GIFT parts the sides"),
        Note("q8", "without kind"),
        Note("q10", "without unit"),
        Note("q10", "without “five”, which is not in digits"),
        Note("q11", "without kind and tolerance"),
        Skipped("q12", "its answer has ->, which makes a matching question of it in GIFT"),
        Note("q13", "without “b -> c”, which has ->"),
        Note("q13", "without “d”, which has ->"),
    )


def test_a_date_of_the_facts_goes_with_the_stem_and_comes_back() -> None:
    whole = bank({"type": "true-false", "stem": "Is he president?", "answer": True, "dated": True}, as_of="2017-06")
    data = gift.write(whole).data
    assert b"Is he president? (as of June 2017){TRUE}" in data
    read = gathered(data)
    assert (read.bank.as_of, read.bank.questions) == ("2017-06", whole.questions)


# What is written is read as it was


_SPECIAL = st.sampled_from(
    [
        *(*":#={}~\\%*/[]<>&;-.$", "\\n", "\\:", "\\\\", "->", "//", "::", "####", "[html]", "[plain]", "$CATEGORY:"),
        *("<b>x</b>", "<br>", "&amp;", "&nbsp;", "[id:x]", "_____", "%50%", "T", "TRUE", "Мәжіліс", "1991", "e\u0301"),
        *("😀", " ", "\n", "<a href='x=y'>"),
    ]
)
_TEXT = st.lists(_SPECIAL | st.text(max_size=3), min_size=1, max_size=6).map("".join)
LINES = _TEXT.map(one_line).filter(bool)
PROSE = _TEXT.map(lambda text: clean(text).strip()).filter(lambda text: bool(one_line(text)) and text.count("\n") < 12)
NUMBERS = st.decimals(-(10**9), 10**9, places=2).map(str) | st.integers().map(str).filter(lambda text: len(text) < 40)


def _options(texts: st.SearchStrategy[str], least: int, most: int) -> st.SearchStrategy[list[str]]:
    return st.lists(texts, min_size=least, max_size=most, unique_by=lambda text: one_line(text).casefold())


def _because(texts: list[str], why: str) -> list[str | dict[str, str]]:
    """The texts, all but the first with that reason."""
    return [*texts[:1], *({"text": text, "why": why} for text in texts[1:])]


def _no_arrow(text: str) -> bool:
    return "->" not in text


@st.composite
def carried(draw: st.DrawFn) -> dict[str, Any]:
    """A question of which GIFT carries every field."""
    why, form = draw(PROSE.filter(_no_arrow)), LINES.filter(_no_arrow)
    common = draw(st.fixed_dictionaries({"stem": PROSE}, optional={"topic": LINES, "explanation": PROSE}))
    type_ = draw(st.sampled_from(["multiple-choice", "multiple-response", "true-false", "short-answer", "matching"]))
    match type_:
        case "multiple-choice":
            options = draw(_options(LINES, 2, 5))
            own: dict[str, Any] = {"answer": options[0], "distractors": _because(options[1:], why)}
        case "multiple-response":
            options = draw(_options(LINES, 4, 6))
            right = draw(st.sampled_from([1, 3]))
            own = {"answers": options[:right], "distractors": _because(options[right:], why)}
        case "true-false":
            own = {"answer": draw(st.booleans())}
        case "matching":
            rights = draw(_options(LINES, 3, 5))
            lefts = draw(_options(form, 2, 2))
            own = {"pairs": list(zip(lefts, rights, strict=False)), "distractors": rights[2:]}
        case _ if draw(st.booleans()):
            forms = draw(_options(NUMBERS, 4, 4))
            own = {"kind": "number", "answer": forms[0], "accept": forms[1:2], "reject": _because(forms[2:], why)}
            own["tolerance"] = draw(st.floats(0, 1e9))
        case _:
            forms = draw(_options(form, 3, 5))
            own = {"answer": f"{forms[0]} x", "accept": forms[1:2], "reject": _because(forms[2:], why)}
    return {"type": type_, **common, **own}


@given(st.lists(carried(), max_size=3))
def test_what_is_written_comes_back_as_it_was(questions: list[dict[str, Any]]) -> None:
    whole = bank(*questions)
    written = gift.write(whole)
    assert written.lost == ()
    read = gather(gift.read(io.BytesIO(written.data or b"//")), "town", "Town")
    assert (read.skipped, read.notes) == ((), ())
    assert [plain(question) for question in read.bank.questions] == [plain(question) for question in whole.questions]


def plain(question: Question) -> dict[str, Any]:
    fields = msgspec.structs.asdict(question)
    for field in ("distractors", "reject"):
        fields[field] = [
            entry if isinstance(entry, str) else msgspec.to_builtins(entry) for entry in fields.get(field, [])
        ]
    return {**fields, "type": question.type}


# Another reader


@pytest.mark.skipif(sys.version_info >= (3, 13), reason="pygiftparser imports what Python 3.13 no longer has")
@pytest.mark.filterwarnings("ignore")
def test_pygiftparser_reads_what_is_written_where_it_can() -> None:
    """It cannot read topics with spaces, negative numbers, line breaks and backslashes outside of stem and explanation,
    formats of options, nor short answers of which some are wrong, which it takes for a choice."""
    from pygiftparser.answer import MatchingSet, MultipleChoicesSet, NumericAnswerSet, SelectSet, ShortSet, TrueFalseSet
    from pygiftparser.parser import parseFile
    from pygiftparser.utils import transformSpecials

    whole = bank(
        {
            "type": "multiple-choice",
            "topic": "Tombs",
            "stem": "Who is {it}:\nA = B?",
            "answer": "a ~ b",
            "distractors": [{"text": "c #1", "why": "no: c"}],
            "explanation": "So\nit = is",
        },
        {"type": "multiple-response", "stem": "Which?", "answers": [*"abcdef"], "distractors": ["g"]},
        {"type": "true-false", "stem": "So?", "answer": False},
        {"type": "short-answer", "stem": "Which?", "answer": "a: b", "accept": ["c"]},
        {"type": "short-answer", "stem": "How many?", "answer": "3.5", "kind": "number", "tolerance": 0.5},
        {"type": "matching", "stem": "Match", "pairs": [["a", "1"], ["b", "2"]], "distractors": ["3"]},
    )
    read = parseFile(io.StringIO(gift.write(whole).data.decode()))
    assert all(question.valid for question in read)
    assert [type(question.answers) for question in read] == [
        *(SelectSet, MultipleChoicesSet, TrueFalseSet, ShortSet, NumericAnswerSet, MatchingSet)
    ]
    choice, several, truth, short, number, pairs = read
    assert [transformSpecials(question.text) for question in read] == [question.stem for question in whole.questions]
    assert (choice.cat, transformSpecials(choice.generalFeedback)) == ("Tombs", "So\nit = is")
    assert [
        (transformSpecials(each.answer), each.fraction, transformSpecials(each.feedback))
        for each in choice.answers.answers
    ] == [("a ~ b", 100, ""), ("c #1", 0, "no: c")]
    assert [each.fraction for each in several.answers.answers] == [*[16.66666] * 6, -16.66666]
    assert truth.answers.answer is False
    assert [transformSpecials(each.answer) for each in short.answers.answers] == ["a: b", "c"]
    assert [(each.value, each.tolerance) for each in number.answers.answers] == [(3.5, 0.5)]
    assert [(each.question.strip(), each.answer.strip()) for each in pairs.answers.answers] == [
        *(("a", "1"), ("b", "2"), ("", "3"))
    ]
