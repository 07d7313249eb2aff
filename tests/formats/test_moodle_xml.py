import io
import xml.etree.ElementTree as ET
from collections.abc import Sequence
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from civquiz.errors import CivquizError
from civquiz.formats import moodle_xml
from civquiz.formats.contract import Item, Note, Skipped
from civquiz.formats.gather import Gathered, gather
from civquiz.questions import QUESTION_TYPES, base
from civquiz.questions.bank import Bank
from civquiz.text import clean, one_line


def question(type_: str, body: str, stem: str = "Who?") -> str:
    return f"<question type='{type_}'><questiontext><text>{stem}</text></questiontext>{body}</question>"


def answer(text: str, fraction: object, feedback: str = "", more: str = "") -> str:
    said = f"<feedback><text>{feedback}</text></feedback>" if feedback else ""
    return f"<answer fraction='{fraction}'><text>{text}</text>{said}{more}</answer>"


def pair(left: str, right: str) -> str:
    return f"<subquestion><text>{left}</text><answer><text>{right}</text></answer></subquestion>"


def category(path: str) -> str:
    return f"<question type='category'><category><text>{path}</text></category></question>"


def found(*questions: str) -> list[Any]:
    return list(moodle_xml.read(io.BytesIO(f"<quiz>{''.join(questions)}</quiz>".encode())))


def values(*questions: str) -> dict[str, Any]:
    """The fields of the one question that is read, without a word on it."""
    [item] = found(*questions)
    assert isinstance(item, Item)
    return dict(item.values)


def gathered(data: bytes) -> Gathered:
    return gather(moodle_xml.read(io.BytesIO(data)), "bank", "Bank")


_OPTIONS = answer("President", 100) + answer("Senate", 0, "makes laws") + answer("Mazhilis", -50)

_READ = {
    "one option": (
        question("multichoice", "<single>true</single>" + _OPTIONS),
        {
            "type": "multiple-choice",
            "stem": "Who?",
            "answer": "President",
            "distractors": [{"text": "Senate", "why": "makes laws"}, "Mazhilis"],
        },
    ),
    "one option where nothing else is said, an empty one aside": (
        question("multichoice", answer("", 0) + answer("a", 100) + answer("b", "0.0000000")),
        {"type": "multiple-choice", "stem": "Who?", "answer": "a", "distractors": ["b"]},
    ),
    "several options": (
        question("multichoice", "<single>false</single>" + answer("a", 33) + answer("b", "33,4") + answer("c", -100)),
        {"type": "multiple-response", "stem": "Who?", "answers": ["a", "b"], "distractors": ["c"]},
    ),
    "true": (
        question("truefalse", answer("true", 100) + answer("false", 0)),
        {"type": "true-false", "stem": "Who?", "answer": True},
    ),
    "false comes first": (
        question("truefalse", answer("false", 100, "The upper house.") + answer("true", 0)),
        {"type": "true-false", "stem": "Who?", "answer": False, "explanation": "The upper house."},
    ),
    "an old file in another language": (
        question("truefalse", answer("Vrai", 0) + answer("Faux", 100)),
        {"type": "true-false", "stem": "Who?", "answer": False},
    ),
    "a short answer": (
        question("shortanswer", answer("Mazhilis", 100) + answer("Majilis", 100) + answer("Senate", 0, "upper")),
        {
            "type": "short-answer",
            "stem": "Who?",
            "answer": "Mazhilis",
            "accept": ["Majilis"],
            "reject": [{"text": "Senate", "why": "upper"}],
        },
    ),
    "a short answer, its forms the same but for case, anything else wrong": (
        question("shortanswer", answer("Senate", 100) + answer("SENATE", 100) + answer("senate", 0) + answer("*", 0)),
        {"type": "short-answer", "stem": "Who?", "answer": "Senate"},
    ),
    "a short answer with a star of its own": (
        question("shortanswer", answer(r"2 \* 3 &lt; 7", 100)),
        {"type": "short-answer", "stem": "Who?", "answer": "2 * 3 < 7"},
    ),
    "a number": (
        question(
            "numerical",
            answer("177.5", 100, more="<tolerance>0.5</tolerance>")
            + answer("*", 0)
            + "<units><unit><multiplier>1</multiplier><unit_name>km</unit_name></unit></units>",
        ),
        {"type": "short-answer", "stem": "Who?", "answer": "177.5", "kind": "number", "tolerance": 0.5, "unit": "km"},
    ),
    "a number as old files have it": (
        question("numerical", "<answer>98<fraction>1</fraction></answer>"),
        {"type": "short-answer", "stem": "Who?", "answer": "98", "kind": "number"},
    ),
    "pairs": (
        question(
            "matching", pair("Senate", "makes laws") + pair("Court", "judges") + pair("", "rules") + pair("", "judges")
        ),
        {
            "type": "matching",
            "stem": "Who?",
            "pairs": [["Senate", "makes laws"], ["Court", "judges"]],
            "distractors": ["rules"],
        },
    ),
    "an order": (
        question("ordering", answer("1991", 1) + answer("1993", 2)),
        {"type": "ordering", "stem": "Who?", "items": ["1991", "1993"]},
    ),
    "hint, explanations, id and tag": (
        question(
            "multichoice",
            "<generalfeedback><text>General.</text></generalfeedback><idnumber>head-of-state</idnumber>"
            + answer("a", 100, "Right.")
            + answer("b", 0)
            + "<hint><text>Think.</text></hint><tags><tag><text>Offices</text></tag></tags>",
        ),
        {
            "type": "multiple-choice",
            "stem": "Who?",
            "answer": "a",
            "distractors": ["b"],
            "explanation": "General.\nRight.",
            "hint": "Think.",
            "id": "head-of-state",
            "topic": "Offices",
        },
    ),
    "an explanation that is there twice, an id that does not fit, a hint as old files have it": (
        question(
            "truefalse",
            "<generalfeedback><text>So.</text></generalfeedback><idnumber>Q 1</idnumber>"
            + answer("true", 100, "So.")
            + "<hint><statenumberofcorrectresponses/><hintcontent><text>Think.</text></hintcontent></hint>",
        ),
        {"type": "true-false", "stem": "Who?", "answer": True, "explanation": "So.", "hint": "Think."},
    ),
}

_TEXTS = {
    "HTML in CDATA": ("html", "<![CDATA[<p>Who &lt; <b>x</b>?</p><p>And&nbsp;why?</p>]]>", "Who < x?\nAnd why?"),
    "HTML that is escaped": ("html", "&lt;p&gt;Who &amp;amp; why?&lt;/p&gt;", "Who & why?"),
    "both": ("html", "&lt;b&gt;Who<![CDATA[</b> &amp; why?]]>", "Who & why?"),
    "HTML that is not escaped": ("html", "Who <b>x</b>?<br/>Why?", "Who x?\nWhy?"),
    "HTML without tags, indented": ("html", "\n    Who?\n    Why?\n  ", "Who?\nWhy?"),
    "Moodle's own, which keeps its lines": ("moodle_auto_format", "Who?\nWhy &lt;b&gt;x&lt;/b&gt;?", "Who?\nWhy x?"),
    "plain text": ("plain_text", "Who &lt;b&gt;?\n  a &amp;amp; b", "Who <b>?\n  a &amp; b"),
    "Markdown": ("markdown", "# Who\n**x**?", "Who\nx?"),
    "a format that nobody knows": ("unknown", "&lt;p&gt;Who?&lt;/p&gt;", "Who?"),
}

_TOPICS = {
    "$course$/top/Parliament": "Parliament",
    "$course$/Parliament/Houses": "Houses",
    "$course$/top/Law//Order": "Law/Order",
    "$module$/top/ //slashed// ": "/slashed/",
    "Parliament": "Parliament",
    "tom/dick/harry": "harry",
    "$course$/top": "",
    "$course$": "",
    "$course$/top/top": "top",
    "$course$/top/Rights &amp;amp; duties": "Rights & duties",
    "top/Rights &lt;i&gt;and duties&lt;//i&gt;": "Rights and duties",
}

_NOTES = {
    "an option that counts in part": (
        question("multichoice", answer("a", 100) + answer("b", 50) + answer("c", 0)),
        ["“b” counts 50 % in Moodle; here it is wrong"],
    ),
    "two right options of which one is chosen": (
        question("multichoice", answer("a", 100) + answer("b", 100) + answer("c", 0)),
        ["“b” is right as well; it is left out, for one option is right here"],
    ),
    "right options that differ in weight": (
        question("multichoice", "<single>0</single>" + answer("a", 70) + answer("b", 30) + answer("c", 0)),
        ["its right options count differently in Moodle; here they count the same"],
    ),
    "a form that counts in part": (
        question("shortanswer", answer("Mazhilis", 100) + answer("the house", 40)),
        ["what counts only in part in Moodle is left out: “the house”"],
    ),
    "patterns": (
        question("shortanswer", answer("*Static*Scope*", 100) + answer("f(*)", 100)),
        ["answers with a * for anything are taken without it: “Static Scope”, “f()”"],
    ),
    "a pattern that is longer than any answer": (
        question("shortanswer", answer("a*" * 1_000, 100) + answer("b", 40)),
        [
            f"answers with a * for anything are taken without it: “{'a*' * 30}…”",
            "what counts only in part in Moodle is left out: “b”",
        ],
    ),
    "several tolerances and units": (
        question(
            "numerical",
            answer("5", 100, more="<tolerance>1</tolerance>")
            + answer("6", 100, more="<tolerance>0</tolerance>")
            + "<units>"
            + "".join(f"<unit><unit_name>{name}</unit_name></unit>" for name in ("m", "cm", "km"))
            + "</units>",
        ),
        ["“6” has a tolerance of its own, and is left out", "of its units “m” is kept; left out: cm, km"],
    ),
    "what is said to a wrong answer": (
        question("truefalse", answer("true", 100) + answer("false", 0, "Wrong!")),
        ["what it says to a right and to a wrong answer is said to all, as its explanation"],
    ),
    "what is said to any other response": (
        question("shortanswer", answer("Senate", 100) + answer("*", 0, "no")),
        ["what Moodle says to any other response is left out"],
    ),
    "an only right option that counts in part": (
        question("multichoice", "<single>0</single>" + answer("a", 50) + answer("b", 0)),
        ["“a” counts 50 % in Moodle; here it is right"],
    ),
    "more hints": (
        question("truefalse", answer("true", 100) + "<hint><text>a</text></hint><hint><text>b</text></hint>"),
        ["only the first of its 2 hints is kept"],
    ),
    "an item that nothing matches": (
        question("matching", pair("a", "1") + pair("b", "2") + pair("c", "")),
        ["“c” is left out, for nothing matches it"],
    ),
    "a selection of the items": (
        question("ordering", "<selecttype>RANDOM</selecttype><selectcount>2</selectcount>" + answer("a", 1) * 3),
        ["Moodle asks for 2 of its items at a time; here for all"],
    ),
    "a picture": (
        question(
            "truefalse",
            answer("true", 100),
            "See <![CDATA[<img src='@@PLUGINFILE@@/map.png'>]]></text><file name='map.png'>QQ==</file><text>",
        ),
        ["the picture map.png is left out"],
    ),
    "many pictures": (
        question(
            "truefalse", answer("true", 100), "See <![CDATA[" + "".join(f"<img src={n}.png>" for n in "abcde") + "]]>"
        ),
        ["the pictures a.png, b.png, c.png and 2 more are left out"],
    ),
}

_SKIPPED = {
    "an essay": (question("essay", ""), "an essay: civquiz cannot grade it"),
    "a description": (question("description", ""), "a description: there is nothing to answer"),
    "a cloze": (question("cloze", ""), "a cloze question: a text with blanks; there is no such type here"),
    "a calculated one": (
        question("calculatedsimple", ""),
        "a calculated question: its numbers are drawn anew each time",
    ),
    "drag and drop": (question("ddwtos", ""), "a drag-and-drop question: there is no such type here"),
    "a type of somebody's": (question("coderunner", ""), "of the type “coderunner”: there is no such type here"),
    "no type": ("<question/>", "it does not name its type"),
    "no right option": (question("multichoice", answer("a", 90) + answer("b", 0)), "no option is wholly right"),
    "none of several": (
        question("multichoice", "<single>false</single>" + answer("a", 0) + answer("b", "nan") + answer("c", "?")),
        "no option is right",
    ),
    "every answer right": (
        question("shortanswer", answer("*", 100)),
        "any response is right: it has an answer that is empty or nothing but a *",
    ),
    "every number right": (
        question("numerical", answer("*", 100)),
        "any response is right: it has an answer that is empty or nothing but a *",
    ),
    "every option right": (question("multichoice", answer("a", 100) + answer("b", 100)), "all options are right"),
    "a number right in part": (question("numerical", answer("5", 50)), "no answer is wholly right"),
    "neither true nor false": (
        question("truefalse", answer("true", 0) + answer("false", 0)),
        "it does not say whether true or false is right",
    ),
    "both true and false": (
        question("truefalse", answer("true", 100) + answer("false", 100)),
        "it does not say whether true or false is right",
    ),
    "a stem that is a picture": (
        question("truefalse", answer("true", 100), "<![CDATA[<p><img src='a.png'></p>]]>"),
        "the question is nothing but a picture: a.png",
    ),
    "an option that is a picture": (
        question("multichoice", answer("<![CDATA[<img src='a.png'>]]>", 100) + answer("b", 0)),
        "an option is nothing but a picture: a.png",
    ),
    "more options than anybody offers": (
        question("multichoice", answer("a", 100) * 201),
        "it has more than 200 parts; split it",
    ),
}

_REFUSED = {
    "nothing": (b"", "not well-formed XML: no element found: line 1, column 0"),
    "no XML": (b"Who?\nA. x\n", "not well-formed XML: syntax error: line 1, column 0"),
    "other XML": (b"<questestinterop><item/></questestinterop>", "no question of Moodle's is in it"),
    "categories alone": (f"<quiz>{category('a')}</quiz>".encode(), "no question of Moodle's is in it"),
    "entities that grow": (
        b'<!DOCTYPE quiz [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><quiz>&b;</quiz>',
        "it has a <!DOCTYPE …>, which may hide anything",
    ),
    "an entity from elsewhere": (
        b'<!DOCTYPE quiz [<!ENTITY a SYSTEM "file:///etc/passwd">]><quiz>&a;</quiz>',
        "it has a <!DOCTYPE …>, which may hide anything",
    ),
    "brackets": (b"<" * 100_000, "not well-formed XML"),
    "nesting": (b"<quiz>" * 100_000, "it nests elements deeper"),
    "nested questions": (b"<question>" * 100_000, "it nests elements deeper"),
    "questions without end": (b"<quiz>" + b"<question/>" * 50_001 + b"</quiz>", "more than 50,000 questions"),
    "NUL": (b"\0" * 1_000, "not well-formed XML"),
}


@pytest.mark.parametrize(("text", "fields"), _READ.values(), ids=_READ)
def test_a_question_is_read(text: str, fields: dict[str, Any]) -> None:
    assert values(text) == fields


@pytest.mark.parametrize("type_", ["multichoiceset", "oumultiresponse"])
def test_types_that_ask_for_all_right_options_are_multiple_response(type_: str) -> None:
    assert values(question(type_, answer("a", 100) + answer("b", 100) + answer("c", 0)))["answers"] == ["a", "b"]


@pytest.mark.parametrize("type_", ["match", "ddmatch"])
def test_other_names_and_ways_of_matching_are_matching(type_: str) -> None:
    assert values(question(type_, pair("a", "1") + pair("b", "2")))["pairs"] == [["a", "1"], ["b", "2"]]


@pytest.mark.parametrize(("format_", "text", "read"), _TEXTS.values(), ids=_TEXTS)
def test_a_text_is_read_by_its_format(format_: str, text: str, read: str) -> None:
    stem = f"<questiontext format='{format_}'><text>{text}</text></questiontext>"
    assert values(f"<question type='truefalse'>{stem}{answer('true', 100)}</question>")["stem"] == read


def test_what_is_said_to_the_right_and_to_the_wrong_answer_explains_both() -> None:
    item, _ = found(question("truefalse", answer("true", 0, "It is not.") + answer("false", 100, "Right.")))
    assert item.values["explanation"] == "Right.\nIt is not."


def test_an_option_is_in_the_format_of_the_question_if_it_does_not_say_its_own() -> None:
    stem = "<questiontext format='plain_text'><text>Who?</text></questiontext>"
    options = answer("&lt;b&gt;", 100) + "<answer fraction='0' format='html'><text>&lt;b&gt;c&lt;/b&gt;</text></answer>"
    read = values(f"<question type='multichoice'>{stem}{options}</question>")
    assert (read["answer"], read["distractors"]) == ("<b>", ["c"])


@pytest.mark.parametrize(("path", "topic"), _TOPICS.items())
def test_a_category_is_the_topic_of_the_questions_after_it(path: str, topic: str) -> None:
    tagged = question("truefalse", answer("true", 100) + "<tags><tag><text>tag</text></tag></tags>")
    read = found(tagged, category(path), tagged, tagged)
    assert [item.values["topic"] for item in read] == ["tag", topic or "tag", topic or "tag"]


def test_questions_are_counted_and_named_categories_aside() -> None:
    named = "<question type='essay'><name><text>On &lt;i&gt;law&lt;/i&gt;</text></name></question>"
    read = found(category("a"), question("essay", ""), category("b"), named, question("essay", ""))
    assert [entry.where for entry in read] == ["question 1", "question 2 “On law”", "question 3"]


@pytest.mark.parametrize(("text", "notes"), _NOTES.values(), ids=_NOTES)
def test_what_a_question_loses_is_noted(text: str, notes: list[str]) -> None:
    item, *said = found(text)
    assert isinstance(item, Item)
    assert said == [Note("question 1", note) for note in notes]


@pytest.mark.parametrize(("text", "reason"), _SKIPPED.values(), ids=_SKIPPED)
def test_a_question_that_has_no_place_here_is_skipped_and_those_after_it_are_read(text: str, reason: str) -> None:
    skipped, item = found(text, question("truefalse", answer("true", 100)))
    assert skipped == Skipped("question 1", reason)
    assert item.where == "question 2"


@pytest.mark.parametrize(("data", "message"), _REFUSED.values(), ids=_REFUSED)
def test_a_file_of_which_nothing_can_be_read_is_refused_in_a_line(data: bytes, message: str) -> None:
    with pytest.raises(CivquizError) as error:
        list(moodle_xml.read(io.BytesIO(data)))
    assert error.value.message.startswith(message)
    assert "\n" not in error.value.message


def test_what_stands_before_the_place_where_the_xml_breaks_is_read() -> None:
    whole = question("truefalse", answer("true", 100))
    item, skipped = moodle_xml.read(io.BytesIO(f"<quiz>\n{whole}\n<question><text>a & b".encode()))
    assert isinstance(item, Item)
    assert skipped == Skipped(
        "line 3",
        "the XML is broken (not well-formed (invalid token): line 3, column 19); nothing after it could be read",
    )


@pytest.mark.parametrize(
    ("encoding", "declared"),
    [
        ("utf-8", "UTF-8"),
        ("utf-8-sig", ""),
        ("utf-16", "UTF-16"),
        ("iso-8859-1", "ISO-8859-1"),
        ("gb18030", "GB18030"),
        ("utf-8", "cp99"),
    ],
)
def test_a_file_may_be_in_any_usual_encoding(encoding: str, declared: str) -> None:
    head = f"<?xml version='1.0' encoding='{declared}'?>" if declared else "\n"
    text = f"{head}<quiz>{question('truefalse', answer('true', 100), 'é?')}</quiz>"
    [item] = moodle_xml.read(io.BytesIO(text.encode(encoding)))
    assert isinstance(item, Item)
    assert item.values["stem"] == "é?"


def test_an_encoding_that_is_not_what_the_file_says_is_guessed_and_noted() -> None:
    text = f"<?xml version='1.0' encoding='zlib'?><quiz>{question('truefalse', answer('true', 100), 'é?')}</quiz>"
    note, item = moodle_xml.read(io.BytesIO(text.encode("cp1252")))
    assert note == Note("", "not UTF-8: read as Windows-1252; look at accents and quotes")
    assert isinstance(item, Item)
    assert item.values["stem"] == "é?"


@pytest.mark.parametrize("head", ["<?xml version='1.0'?>\n<quiz>", "\ufeff<quiz >", "<question type='essay'>"])
def test_moodle_xml_is_known_by_its_beginning(head: str) -> None:
    assert moodle_xml.sniff(head.encode())


@pytest.mark.parametrize("head", ["", "<html>", "<quizzes>", "What is <quiz>?", "::a::b {T}"])
def test_other_files_are_not_taken_for_it(head: str) -> None:
    assert not moodle_xml.sniff(head.encode())


# What is written


def bank(*questions: dict[str, Any], **head: Any) -> Bank:
    asked = [
        msgspec.convert({"id": f"q{n}", "stem": "Who?"} | q, QUESTION_TYPES[q["type"]])
        for n, q in enumerate(questions, 1)
    ]
    whole = Bank(id="bank", title="Bank", questions=tuple(asked), **head)
    assert whole.check() == []
    return whole


def written(*questions: dict[str, Any], **head: Any) -> ET.Element:
    """The file as another parser sees it, without a word on what is lost."""
    result = moodle_xml.write(bank(*questions, **head))
    assert result.lost == ()
    return ET.fromstring(result.data)  # noqa: S314 - written here


_CHOICE = {
    "type": "multiple-choice",
    "answer": "a < b",
    "distractors": [{"text": "b", "why": "no & never"}, "c"],
    "explanation": "Line\n\n  two",
    "hint": "Think.",
}


def texts(element: ET.Element, path: str) -> list[str | None]:
    return [each.text for each in element.findall(path)]


def test_a_written_question_has_all_that_moodle_asks_of_any() -> None:
    element = written(_CHOICE)[0]
    assert element.attrib == {"type": "multichoice"}
    assert [child.tag for child in element] == [
        *("name", "questiontext", "generalfeedback", "defaultgrade", "penalty", "hidden", "idnumber"),
        *("single", "shuffleanswers", "answernumbering", "answer", "answer", "answer", "hint"),
    ]
    assert texts(element, "questiontext/text") == ["Who?"]
    assert texts(element, "generalfeedback/text") == ["Line\n\n  two"]
    assert texts(element, "hint/text") == ["Think."]
    assert texts(element, "idnumber") == ["q1"]


def test_every_text_with_a_format_is_plain_text() -> None:
    formats = {each.get("format") for each in written(_CHOICE).iter() if each.get("format")}
    assert formats == {"plain_text"}


def test_multiple_choice_has_one_option_that_counts_and_feedback_for_the_others() -> None:
    element = written(_CHOICE)[0]
    assert texts(element, "single") == ["true"]
    assert [each.get("fraction") for each in element.findall("answer")] == ["100", "0", "0"]
    assert texts(element, "answer/text") == ["a < b", "b", "c"]
    assert texts(element, "answer/feedback/text") == [None, "no & never", None]


@pytest.mark.parametrize(
    ("right", "share"), [(1, "100"), (2, "50"), (3, "33.33333"), (6, "16.66667"), (7, "14.28571"), (8, "12.5")]
)
def test_multiple_response_has_shares_that_moodle_knows_and_takes_one_back_for_a_wrong_tick(
    right: int, share: str
) -> None:
    answers = [f"a{n}" for n in range(right)]
    element = written({"type": "multiple-response", "answers": answers, "distractors": ["x"]})[0]
    assert texts(element, "single") == ["false"]
    assert [each.get("fraction") for each in element.findall("answer")] == [share] * right + [f"-{share}"]


def test_true_false_has_both_answers() -> None:
    element = written({"type": "true-false", "answer": False})[0]
    assert [(each.findtext("text"), each.get("fraction")) for each in element.findall("answer")] == [
        ("true", "0"),
        ("false", "100"),
    ]
    assert texts(element, "penalty") == ["1"]


def test_a_short_answer_has_its_forms_and_what_is_rejected_with_stars_that_stand_for_themselves() -> None:
    element = written(
        {"type": "short-answer", "answer": "2 * 3", "accept": ["six"], "reject": [{"text": "5", "why": "that is +"}]}
    )[0]
    assert element.get("type") == "shortanswer"
    assert texts(element, "usecase") == ["0"]
    assert [(each.findtext("text"), each.get("fraction")) for each in element.findall("answer")] == [
        (r"2 \* 3", "100"),
        ("six", "100"),
        ("5", "0"),
    ]
    assert texts(element, "answer/feedback/text") == [None, None, "that is +"]


def test_a_number_has_its_tolerance_and_its_unit() -> None:
    element = written(
        {"type": "short-answer", "kind": "number", "answer": "177", "tolerance": 0.5, "unit": "km", "reject": ["76"]}
    )[0]
    assert element.get("type") == "numerical"
    assert texts(element, "answer/tolerance") == ["0.5", "0"]
    assert texts(element, "units/unit/unit_name") == ["km"]
    assert texts(element, "units/unit/multiplier") == ["1"]
    assert texts(element, "showunits") == ["0"]


def test_matching_has_its_distractors_as_answers_to_nothing() -> None:
    element = written(
        {"type": "matching", "pairs": [["Senate", "laws"], ["Court", "a <b> c"]], "distractors": ["rules & all"]}
    )[0]
    assert element.get("type") == "matching"
    assert texts(element, "shuffleanswers") == ["true"]
    assert texts(element, "subquestion/text") == ["Senate", "Court", None]
    assert texts(element, "subquestion/answer/text") == ["laws", "a &lt;b&gt; c", "rules & all"]


def test_ordering_is_graded_in_moodle_as_here() -> None:
    element = written({"type": "ordering", "items": ["1991", "1993", "2002"]})[0]
    assert element.get("type") == "ordering"
    assert texts(element, "answer/text") == ["1991", "1993", "2002"]
    assert texts(element, "selecttype") == ["ALL"]
    assert texts(element, "gradingtype") == ["RELATIVE_NEXT_EXCLUDE_LAST"]


def test_a_topic_is_a_category_named_once_and_what_has_none_comes_before_them() -> None:
    true = {"type": "true-false", "answer": True}
    root = written(true | {"topic": "Law/Order"}, true, true | {"topic": "Law/Order"}, true | {"topic": "/x"})
    assert [each.findtext("category/text") or each.findtext("idnumber") for each in root] == [
        *("q2", "$course$/top/Law//Order", "q1", "q3", "$course$/top/ //x", "q4"),
    ]


def test_a_dated_question_says_so() -> None:
    root = written({"type": "true-false", "answer": True, "dated": True}, as_of="2017-06")
    assert texts(root, "question/questiontext/text") == ["Who? (as of June 2017)"]


def test_what_moodle_has_no_place_for_is_told() -> None:
    lost = moodle_xml.write(
        bank(
            {"type": "true-false", "answer": True, "retired": True},
            {"type": "enumeration", "answers": ["a", "b"]},
            {"type": "short-answer", "answer": "Kelimbetov", "kind": "person", "group": "g"},
            {"type": "matching", "pairs": [["a", "1"], ["b", "2"]], "distractors": [{"text": "3", "why": "no"}]},
            {"type": "short-answer", "answer": "1991", "kind": "year"},
            {"type": "short-answer", "answer": "5", "kind": "number", "reject": ["a ten"]},
        )
    ).lost
    assert set(lost) == {
        Skipped("q1", "retired"),
        Skipped("q2", "there is no enumeration in Moodle"),
        Note("q3", "without group and kind"),
        Note("q4", "without why its distractors are wrong"),
    }


def test_characters_that_no_xml_may_hold_are_replaced() -> None:
    root = written({"type": "true-false", "answer": True, "explanation": "a\0b\x1b\ufffe\uffffc"})
    assert texts(root, "question/generalfeedback/text") == ["a\ufffdb\ufffd\ufffd\ufffdc"]


_ODD = st.sampled_from(
    [
        *(
            "<",
            ">",
            "&",
            "&lt;",
            "&#10;",
            "]]>",
            "<![CDATA[",
            "<b>",
            "<p>",
            "</p>",
            "</text>",
            "<img src=a.png>",
            "<!--",
            "-->",
        ),
        *(
            "*",
            "\\",
            "\\*",
            "\\\\",
            "'",
            '"',
            "%",
            "/",
            "//",
            "$course$",
            "top",
            "@@PLUGINFILE@@/a",
            "{",
            "=",
            "~",
            " ",
        ),
        *("   ", "\u00a0", "é", "Мәжіліс", "😀", "e\u0301", "true", "0", "-1.5", "1991"),
    ]
)
_LETTERS = st.text(st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="\ufffe\uffff"), max_size=3)
_lines = st.lists(_ODD | _LETTERS, min_size=1, max_size=5).map("".join).map(one_line).filter(bool)
_prose = (
    st.lists(_ODD | _LETTERS | st.sampled_from(["\n", "\n\n", "\n  "]), min_size=1, max_size=6)
    .map("".join)
    .map(lambda text: clean(text).strip())
    .filter(lambda text: text and text.count("\n") < 12)
)

_numbers = st.integers(-(10**9), 10**9).map(str)


def _wrong(entries: Sequence[str]) -> st.SearchStrategy[list[Any]]:
    each = [st.just(text) | st.fixed_dictionaries({"text": st.just(text), "why": _prose}) for text in entries]
    return st.tuples(*each).map(list)


@st.composite
def _fields(draw: st.DrawFn) -> dict[str, Any]:
    """A type that Moodle has, with the fields that it adds."""
    type_ = draw(st.sampled_from([type_ for type_ in QUESTION_TYPES if type_ != "enumeration"]))
    number = type_ == "short-answer" and draw(st.booleans())
    forms = draw(st.lists(_numbers if number else _lines, min_size=4, max_size=5, unique_by=str.casefold))
    match type_:
        case "multiple-choice":
            return {"type": type_, "answer": forms[0], "distractors": draw(_wrong(forms[1:]))}
        case "multiple-response":
            return {"type": type_, "answers": forms[:2], "distractors": draw(_wrong(forms[2:]))}
        case "true-false":
            return {"type": type_, "answer": draw(st.booleans())}
        case "short-answer":
            kind = {"kind": "number", "tolerance": draw(st.floats(0, 1e9)), "unit": draw(st.just("") | _lines)}
            fields = {"answer": forms[0], "accept": forms[1:2], "reject": draw(_wrong(forms[2:]))}
            return {"type": type_} | fields | (kind if number else {})
        case "ordering":
            return {"type": type_, "items": forms}
    return {"type": type_, "pairs": [forms[:2], forms[1:3]], "distractors": forms[3:]}


_questions = st.tuples(
    _fields(),
    st.fixed_dictionaries({"stem": _prose}, optional={"topic": _lines, "hint": _prose, "explanation": _prose}),
).map(lambda parts: parts[0] | parts[1])


@given(st.lists(_questions, min_size=1, max_size=2))
def test_what_is_written_is_read_again_word_for_word(questions: list[dict[str, Any]]) -> None:
    there = bank(*questions)
    result = moodle_xml.write(there)
    again = gathered(result.data)
    assert (result.lost, again.skipped, again.notes) == ((), (), ())
    for question_ in there.questions:
        read = again.bank.by_id[question_.id]
        if not question_.dated and read.type == "short-answer" and getattr(question_, "kind", "") == "text":
            read = msgspec.structs.replace(read, kind="text")  # a year shows by itself
        assert read == question_


def test_the_date_of_a_fact_is_read_again() -> None:
    dated = bank({"type": "true-false", "answer": True, "dated": True}, as_of="2017-06")
    again = gathered(moodle_xml.write(dated).data).bank
    assert (again.as_of, again.questions) == ("2017-06", dated.questions)


def test_a_bank_without_a_question_is_a_file_without_one() -> None:
    root = ET.fromstring(moodle_xml.write(bank()).data)  # noqa: S314 - written here
    assert (root.tag, len(root)) == ("quiz", 0)


def test_wrong_options_are_written_with_their_reasons_whatever_their_form() -> None:
    entries: list[str | base.Because] = [base.Because("b", "no"), base.Because("c")]
    root = written({"type": "multiple-choice", "answer": "a", "distractors": msgspec.to_builtins(entries)})
    assert texts(root, "question/answer/feedback/text") == [None, "no", None]
