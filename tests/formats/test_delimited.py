import io
from collections.abc import Iterable
from typing import Any

import msgspec
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from civquiz.errors import CivquizError
from civquiz.formats import delimited
from civquiz.formats.contract import Head, Item, Note, Skipped
from civquiz.formats.gather import Gathered, gather
from civquiz.questions.bank import Bank
from civquiz.questions.base import Question
from tests.formats import any_bank


def read(text: str | bytes, separator: str = "") -> Gathered:
    data = text if isinstance(text, bytes) else text.encode()
    return gather(delimited.read(io.BytesIO(data), separator=separator), "town", "Town")


def plain(gathered: Gathered) -> list[dict[str, Any]]:
    assert gathered.skipped == ()
    return [{**msgspec.to_builtins(question), "id": ""} for question in gathered.bank.questions]


def only(text: str) -> dict[str, Any]:
    found = plain(read(text))
    assert len(found) == 1
    del found[0]["id"]
    return found[0]


def reasons(text: str) -> dict[str, str]:
    return {skipped.where: skipped.reason for skipped in read(text).skipped}


def said(data: bytes, separator: str = "") -> list[str]:
    """What is said of a file of any kind, or of each of its questions."""
    delimited.sniff(data[: 64 << 10])
    try:
        return [skipped.reason for skipped in read(data, separator).skipped]
    except CivquizError as error:
        return [error.message]


def refusal(text: str | bytes, separator: str = "") -> str:
    with pytest.raises(CivquizError) as caught:
        read(text, separator)
    assert "\n" not in caught.value.message
    return caught.value.message


CARDS = [("Senate", "the upper house, or second chamber"), ("Mazhilis", "the lower house"), ("Decree", "an order")]
WITH_COMMAS = [(term, definition + ", as it is called, today") for term, definition in CARDS]


@pytest.mark.parametrize("separator", ["\t", "---", ";;", "/////", "=>", "|", ";", " - ", " – "])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r", "\n\n", "\n \n\n"])
def test_cards_are_cut_by_whatever_divides_them(separator: str, end: str) -> None:
    found = read(end.join(separator.join(card) for card in WITH_COMMAS))
    assert [(each["stem"], each["answer"]) for each in plain(found)] == WITH_COMMAS


def test_a_card_is_a_short_answer_and_says_that_it_is_a_card() -> None:
    found = list(delimited.read(io.BytesIO(b"Senate\tupper house\nMazhilis\tlower house")))
    assert found[1] == Item("line 2", {"stem": "Mazhilis", "type": "short-answer", "answer": "lower house"}, card=True)


@pytest.mark.parametrize(
    ("text", "separator"),
    [
        ("Senate: upper house\nMazhilis: lower house", ": "),
        ("Senate!upper house", "!"),
        ("Senate\tupper house", "tab"),
        ("Senate\tupper house", "\\t"),
        ("Senate,upper house", "COMMA"),
        ("Senate;upper house", "semicolon"),
        ("Senate\nupper house\n\nMazhilis\nlower house", "newline"),
        ("Senate,upper house;Mazhilis,lower house", ","),
        ("Senate,upper house;Mazhilis,lower house", ""),
        ("Senate\tupper house;Mazhilis\tlower house;", ""),
    ],
)
def test_a_separator_that_is_given_divides_and_semicolons_may_end_a_card(text: str, separator: str) -> None:
    found = [(each["stem"], each["answer"]) for each in plain(read(text, separator))]
    assert found[0] == ("Senate", "upper house")
    assert found[1:] in ([], [("Mazhilis", "lower house")])


@pytest.mark.parametrize(
    "header", ["front,back", "Term,Definition", "word,meaning", "Термин,Определение", "front (max. 100),back"]
)
def test_a_header_of_cards_is_known(header: str) -> None:
    found = list(delimited.read(io.BytesIO(f"{header}\nSenate,upper house\n".encode())))
    assert found == [Item("line 2", {"stem": "Senate", "type": "short-answer", "answer": "upper house"}, card=True)]


def test_a_comma_within_quotes_divides_nothing_and_a_newline_ends_nothing() -> None:
    text = 'question, answer, explanation\n"Which house,\nby law?", "Senate", "He said ""Senate"", twice."  \nTwo?,2\n'
    found = read(text)
    assert plain(found)[0] | {"id": ""} == {
        "id": "",
        "type": "short-answer",
        "stem": "Which house,\nby law?",
        "answer": "Senate",
        "explanation": 'He said "Senate", twice.',
    }
    assert [each["stem"] for each in plain(found)] == ["Which house,\nby law?", "Two?"]


def test_rows_are_named_by_the_line_on_which_they_begin() -> None:
    text = 'question,answer\n"A\nB?",yes,no\n\nC?,D\n"E,F\n'
    assert reasons(text) == {
        "line 2": "has 3 columns, not 2: put quotes around a text that has the separator in it",
        "line 6": "its quotes do not close; a quote within quotes is written twice",
    }


def test_a_quote_that_does_not_close_takes_only_its_own_row_along() -> None:
    found = read('question,answer\nA?,"yes\nB?,no\nC?,maybe\n')
    assert [skipped.where for skipped in found.skipped] == ["line 2"]
    assert [question.stem for question in found.bank.questions] == ["B?", "C?"]


def test_quotes_that_hold_nothing_together_are_part_of_the_text() -> None:
    found = read('"Old" Hickory\tJackson\n"Honest" Abe\tLincoln\nIke\t"I" like\n')
    assert [each["stem"] for each in plain(found)] == ['"Old" Hickory', '"Honest" Abe', "Ike"]


CHOICE = {"type": "multiple-choice", "stem": "Who makes laws?", "answer": "Senate", "distractors": ["Court", "Army"]}


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("question,answer,distractor 1,distractor 2\nWho makes laws?,Senate,Court,Army", id="distractors"),
        pytest.param(
            "Prompt;Correct Answer;Incorrect Answer 1;Wrong-Answer 2\nWho makes laws?;Senate;Court;Army", id="wrong"
        ),
        pytest.param("# Question, Answer, falseAnswer1, falseAnswer2\nWho makes laws?,Senate,Court,Army", id="hash"),
        pytest.param("stem,correct_answer,incorrect_answers\nWho makes laws?,Senate,Court|Army", id="wrong list"),
        pytest.param("question,option_a,option_b,option_c,answer\nWho makes laws?,Court,Senate,Army,B", id="letter"),
        pytest.param("Question,A,B,C,Correct\nWho makes laws?,Court,Senate,Army,b)", id="bare letters"),
        pytest.param("question,opa,opb,opc,key\nWho makes laws?,Court,Senate,Army,Senate", id="text"),
        pytest.param(
            "question,choice1,choice2,choice3,correct option\nWho makes laws?,Court,Senate,Army,2", id="number"
        ),
        pytest.param("question,optionA,optionB,optionC,answer\nWho makes laws?,Court,Senate,Army,option B", id="named"),
        pytest.param(
            "question,optionA,optionB,optionC,answer\nWho makes laws?,Court,Senate,Army,optionB", id="its name"
        ),
        pytest.param("question,options,answer\nWho makes laws?,Court|Senate|Army,Senate", id="bars"),
        pytest.param("question,options,answer\nWho makes laws?,Court; Senate; Army,2.0\n?,a;b;c;d,4", id="semicolons"),
        pytest.param('question,options,answer\nWho makes laws?,"Court,Senate,Army",Senate', id="commas"),
        pytest.param('question,options,answer\nWho makes laws?,"[""Court"", ""Senate"", ""Army""]",Senate', id="json"),
        pytest.param("question,options,answer\nWho makes laws?,\"['Court', 'Senate', 'Army']\",Senate", id="python"),
        pytest.param("question,options,answer\nWho makes laws?,['Court' 'Senate' 'Army'],Senate", id="numpy"),
        pytest.param("question,options,answer\nWho makes laws?,A) Court B) Senate C) Army,B", id="labelled"),
        pytest.param(
            'question,options,answer\nWho makes laws?,"a ) Court , b ) Senate , c ) Army",b', id="spaced labels"
        ),
        pytest.param("question,answer\nWho makes laws? A. Court B. Senate C. Army,B", id="in the stem"),
        pytest.param("Frage;Antwort 1;Antwort 2;Antwort 3;Richtig\nWho makes laws?;Court;Senate;Army;2", id="German"),
        pytest.param(
            "Вопрос;Вариант 1;Вариант 2;Вариант 3;Правильный ответ\nWho makes laws?;Court;Senate;Army;Senate",
            id="Russian",
        ),
        pytest.param(
            ",Question - max 120 characters,Answer 1 - max 75 characters,Answer 2 - max 75 characters,"
            "Answer 3 - max 75 characters,Answer 4 - max 75 characters,"
            '"Time limit (sec) – 5, 10, 20",Correct answer(s) - choose at least one\n'
            "1,Who makes laws?,Court,Senate,Army,,20,2",
            id="Kahoot",
        ),
        pytest.param(
            '"Blooket\nImport Template",,,,,,,\nQuestion #,Question Text,Answer 1,Answer 2,"Answer 3\n(Optional)",'
            '"Answer 4\n(Optional)","Time Limit (sec)\n(Max: 300 seconds)",'
            '"Correct Answer(s)\n(Only include Answer #)"\n'
            "1,Who makes laws?,Court,Senate,Army,,20,2",
            id="Blooket",
        ),
        pytest.param(
            "Question Text,Question Type,Option 1,Option 2,Option 3,Option 4,Option 5,Correct Answer,Time in seconds,"
            "Image Link,Answer explanation\nWho makes laws?,Multiple Choice,Court,Senate,Army,,,2,30,,",
            id="Wayground",
        ),
    ],
)
def test_one_of_several_options_is_right(text: str) -> None:
    found = plain(read(text))[0]
    assert {**found, "id": ""} == {**CHOICE, "id": ""}


@pytest.mark.parametrize("key", ["1,3", "A;C", "1 & 3", "Senate, Mazhilis", "Senate|Mazhilis", "AC", "a and c"])
@pytest.mark.parametrize("type_", ["", "checkbox", "Multiple Select", "multiple choice"])
def test_several_right_options_make_a_multiple_response(key: str, type_: str) -> None:
    numbered = key[0].isdecimal()
    names = ["1", "2", "3"] if numbered else ["a", "b", "c"]
    options = ",".join(f"option {name}" for name in names)
    found = only(f'question,type,{options},correct answers\nWho?,{type_},Senate,Court,Mazhilis,"{key}"')
    assert found == {
        "type": "multiple-response",
        "stem": "Who?",
        "answers": ["Senate", "Mazhilis"],
        "distractors": ["Court"],
    }


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        ("statement,answer\nHe signs.,TRUE", True),
        ("question,answer,topic\nHe signs.,False.,", False),
        ("question,type,answer\nHe signs.,T/F,f", False),
        ("question,type,answer\nHe signs.,true_false,1", True),
        ("question,option 1,option 2,answer\nHe signs.,True,False,2", False),
        ("question,option 1,option 2,answer\nHe signs.,false,true,True", True),
        ("question,correct,wrong 1\nHe signs.,False,True", False),
    ],
)
def test_true_or_false_is_known_by_its_answers(text: str, answer: bool) -> None:
    stem = "question" if text.startswith("question") else "statement"
    assert only(text.replace(stem, "question", 1)) == {"type": "true-false", "stem": "He signs.", "answer": answer}


def test_what_else_a_column_may_hold() -> None:
    found = only(
        "Question,Answer,Also accept,Category,Rationale,Hint,Kind,Tolerance,Unit\n"
        "How high?,95,ninety-five;95 or so,Towers,It was measured.,Look up.,number,0.5,m\n"
    )
    assert found == {
        "type": "short-answer",
        "stem": "How high?",
        "answer": "95",
        "accept": ["ninety-five", "95 or so"],
        "topic": "Towers",
        "explanation": "It was measured.",
        "hint": "Look up.",
        "kind": "number",
        "tolerance": 0.5,
        "unit": "m",
    }


def test_an_answer_of_which_some_are_required_is_an_enumeration() -> None:
    found = only('question,answers,required\nName two.,"Senate; Mazhilis; Court",2\n')
    assert found == {
        "type": "enumeration",
        "stem": "Name two.",
        "answers": ["Senate", "Mazhilis", "Court"],
        "required": 2,
    }


def test_a_fill_in_that_has_its_answers_as_options_is_a_short_answer() -> None:
    found = only(
        "Question Text,Question Type,Option 1,Option 2,Correct Answer\nWho?,Fill-in-the-Blank,Senate,the Senate,"
    )
    assert found == {"type": "short-answer", "stem": "Who?", "answer": "Senate", "accept": ["the Senate"]}


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("question,option 1,option 2\nWho?,Senate,Court", "nothing says which option is right"),
        ("question,option 1,option 2,answer\nWho?,Senate,Court,Army", "the answer “Army” is none of the options"),
        ("question,option 1,option 2,answer\nWho?,Senate,Court,3", "the answer “3” is none of the options"),
        ("question,option 1,option 2,answer\nWho?,Senate,,2", "has only one option"),
        ("question,option 1,option 2,option 3,answer\nWho?,Senate,,Court,2", "the option that is right is empty"),
        (
            "question,options,answer\nWho?,Senate|Court|Army,1",
            "the file does not show which option the answer “1” means",
        ),
        ('question,options,answer\nWho?,"a,b,c",C\nWho else?,"a,b",a', "its options are divided by commas"),
        ("question,option a,option b,answer,key index\n", ""),
        ("question,option,answer\nWho?,Senate,A", "has only one option"),
        ("question,type,answer\nWho?,multiple choice,Senate", "no field is named as an option"),
        ("question,type,answer\nWho?,true/false,Senate", "true or false, but its answer is “Senate”"),
        ("question,type,answer\nWhy?,Essay,Because", "an essay: civquiz cannot grade it"),
        ("question,type,answer\nWhy?,Open-Ended,", "an essay: civquiz cannot grade it"),
        ("question,type,answer\nWhy?,Poll,a", "a poll: it has no right answer"),
        ("question,type,answer\nWhy?,drag and drop,a", "a drag-and-drop question: there is no such type here"),
        ("question,type,answer\nWhy?,ordering,a", "an ordering question whose right order is in no field"),
        ("question,type,answer\nWhy?,matching,a", "a matching question whose pairs are in no field"),
        ("question,answer\nWho?,", "has no answer"),
        ("question,answer,topic\n,Senate,x", "has no question"),
        ('question,answers\nWho?,"Senate; Court"', "has several answers, and not how many"),
        ("question,answer,difficulty\nWho?,B,easy\nWhat?,C,hard", "its answer is a letter, and no field is named"),
        ("question,answer\n<img src='x.png'>,Senate", "its question is nothing but a picture"),
        ("question,answer\nWho?,<img src=x.png>", "an answer is nothing but a picture"),
        (
            "question,correct,option_a,option_b,right answer\nWho?,Senate,Senate,Court,Court",
            "its fields name different",
        ),
    ],
)
def test_what_cannot_be_taken_is_told_and_not_guessed(text: str, reason: str) -> None:
    found = read(text)
    assert found.bank.questions == () or "Who else?" in text
    assert all(skipped.reason.startswith(reason) for skipped in found.skipped)
    assert bool(found.skipped) == bool(reason)


@pytest.mark.parametrize(("zero", "right"), [("0", "Court"), ("3", "Senate")])
def test_the_other_rows_show_whether_numbers_count_from_0_or_1(zero: str, right: str) -> None:
    found = read(f"question,options,answer\nWho?,Senate|Court|Army,1\nWhat?,a|b|c,{zero}\n")
    assert plain(found)[0]["answer"] == right


def test_a_number_among_texts_is_a_text_and_among_numbers_a_number() -> None:
    header = "question,option a,option b,option c,option d,answer\n"
    sums = "2+2?,3,4,5,6,4\n"
    assert plain(read(f"{header}Who?,Ann,Bob,Cid,Dan,Bob\n{sums}"))[1]["answer"] == "4"
    assert plain(read(f"{header}Who?,Ann,Bob,Cid,Dan,0\n7?,8,7,6,5,1\n2+2?,9,8,7,4,3\n"))[2]["answer"] == "4"
    assert "does not show which option" in reasons(header + sums)["line 2"]


def test_columns_that_are_numbered_from_1_may_still_be_counted_from_0() -> None:
    found = read("question,option1,option2,option3,correct\nWho?,Ann,Bob,Cid,0\nWhat?,a,b,c,1\n")
    assert [each["answer"] for each in plain(found)] == ["Ann", "b"]


COLUMNS = "What is 2+2?,3,4,5,4\nWhat is 1+1?,2,1,0,2\nWhat is 3+3?,5,4,6,6\n"


def test_without_names_the_column_that_repeats_one_of_the_others_is_the_answer() -> None:
    found = read(COLUMNS)
    assert [each["answer"] for each in plain(found)] == ["4", "2", "6"]
    assert found.notes == (Note("", "its columns have no names: column 5 was taken to name the right option"),)


def test_without_names_a_column_of_letters_or_numbers_may_be_the_answer() -> None:
    letters = "1,Who?,Ann,Bob,Cid,b\n2,What?,x,y,z,A\n3,When?,u,v,w,C\n"
    assert [each["answer"] for each in plain(read(letters))] == ["Bob", "x", "w"]
    numbers = "Who?,Ann,Bob,Cid,0\nWhat?,x,y,z,1\nWhen?,u,v,w,2\n"
    assert [each["answer"] for each in plain(read(numbers))] == ["Ann", "y", "w"]


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("Who?,Senate,Court,Army\nWhat?,laws,cars,toys\n", id="the first may be the right one"),
        pytest.param("Who?,Maths,Ann,Bob,Ann,1\nWhat?,Maths,x,y,y,1\nWhen?,Maths,u,v,u,1\n", id="a topic among them"),
        pytest.param("Who?,Ann,Bob,Cid,B,Fun\nWhat?,x,y,z,A,Fun\nWhen?,u,v,w,C,Fun\n", id="a topic after them"),
        pytest.param("Who?,Ann,Bob,Cid,1\nWhat?,x,y,z,2\nWhen?,u,v,w,1\n", id="a level"),
        pytest.param("2024,3,17\n2025,4,20\n2026,5,1\n", id="numbers"),
    ],
)
def test_columns_without_names_are_refused_if_nothing_shows_the_answer(text: str) -> None:
    assert "add a first line such as question,answer,option 1" in refusal(text)


@pytest.mark.parametrize(
    "text", ["Senate\nMazhilis\nDecree\n", "", "\n\n", "Just a sentence, with one comma or so, in it."]
)
def test_a_list_of_terms_is_refused(text: str) -> None:
    assert refusal(text).startswith("nothing divides its lines alike into a question and an answer")


def test_a_separator_that_is_not_there_is_refused() -> None:
    assert refusal("Senate\tupper house\n", "---") == "“---” divides none of its lines; say what does with --separator"


def test_a_spreadsheet_under_a_wrong_name_is_refused() -> None:
    assert refusal(b"PK\x03\x04\0\0a,b\nc,d") == "it is no text: save the spreadsheet as CSV, and import that"


def test_two_columns_of_one_name_are_refused() -> None:
    assert refusal("question,answer,answer\na,b,c\n").startswith("two columns are named “answer”")


def test_percent_signs_are_decoded_if_the_whole_file_is_written_so() -> None:
    assert only("Who%20makes%20laws%3F,the%20Senate%2C%20at%20least\n")["answer"] == "the Senate, at least"
    assert plain(read("question,answer\nHow%20much%3F,100%25\n"))[0]["answer"] == "100%"
    assert plain(read("question,answer\nHow much?,100%25\nWho%20else%3F,%41"))[1]["stem"] == "Who%20else%3F"


def test_html_is_made_plain_and_a_picture_is_noted() -> None:
    found = read('question,answer,image\n"<p>Who <b>signs</b> &amp; seals?</p><img src=""a/b.png"">",he,c/d.jpg\n')
    assert [question.stem for question in found.bank.questions] == ["Who signs & seals?"]
    notes = [Note("line 2", "the picture b.png is left out"), Note("line 2", "the picture d.jpg is left out")]
    assert list(found.notes) == notes


@pytest.mark.parametrize("answer", ["<b>", "<br>", "</p>"])
def test_questions_about_html_keep_their_tags(answer: str) -> None:
    found = read(f"question,answer\nWhat follows <i>?,{answer}\nWhat is <b>bold</b>?,a style\n")
    assert [each["stem"] for each in plain(found)] == ["What follows <i>?", "What is <b>bold</b>?"]
    assert plain(found)[0]["answer"] == answer


def test_a_passage_is_noted() -> None:
    assert read("passage,question,answer\nOnce upon…,Who?,Ann\n").notes == (
        Note("line 2", "its passage is left out; see that the question can be answered without it"),
    )


@pytest.mark.parametrize(
    ("data", "answer"),
    [
        ("question,answer\nКто?,Мәжіліс\n".encode("utf-8-sig"), "Мәжіліс"),
        ("question\tanswer\nКто?\tМәжіліс\n".encode("utf-16"), "Мәжіліс"),
        ("question;answer\nWer?;Müller\n".encode("cp1252"), "Müller"),
    ],
)
def test_the_encodings_of_spreadsheets_are_known(data: bytes, answer: str) -> None:
    assert [question.answer_record() for question in read(data).bank.questions] == [answer]


@pytest.mark.parametrize(
    ("head", "is_table"),
    [
        ("Senate\tupper house\n", True),
        ("Senate---upper house\nMazhilis---lower house\n", True),
        ("question;answer\n", True),
        ("a,b\nc,d\n", True),
        ("a,b\n", False),
        ("", False),
        ("Senate\nMazhilis\n", False),
        ("It is a text, and it has sentences.\nThey are long, of course, and end.\nSome have none.\n", False),
        ('{"a": 1,\n"b": 2}\n', False),
        ("<p>a,b</p>\n<p>c,d</p>\n", False),
        ("a\0b,c\nd,e\n", False),
    ],
)
def test_a_table_is_known_by_its_lines(head: str, is_table: bool) -> None:
    assert delimited.sniff(head.encode()) is is_table


def test_a_line_that_is_cut_off_does_not_hide_a_table() -> None:
    assert delimited.sniff((b"Senate\tupper house\n" * 5_000)[: 64 << 10])


def carried(question: Question) -> Question:
    return msgspec.structs.replace(question, passage="", ignore=[])


def tidy(bank: Bank) -> Bank:
    """The bank as a file of any format gives it: its texts clean, a wrong option without a reason a text alone."""
    items = []
    for question in bank.questions:
        values: dict[str, Any] = msgspec.to_builtins(question)
        for field in values.keys() & {"distractors", "reject"}:
            entries = [{"text": each} if isinstance(each, str) else each for each in values[field]]
            values[field] = [each if each.get("why", "").strip() else each["text"] for each in entries]
        items.append(Item("", values))
    return gather(items, "town", "Town", bank).bank


def bank_of(questions: Iterable[dict[str, Any]], **head: str) -> Bank:
    return gather([Head(head), *(Item("", {"id": "q1", **each}) for each in questions)], "town", "Town").bank


NASTY: list[dict[str, Any]] = [
    {"type": "short-answer", "stem": "=1+1", "answer": "'=2", "accept": ["''-3", "@x", "a | b", "||", "[x]", "a, b"]},
    {"type": "short-answer", "stem": "x", "answer": "a", "accept": ["a; b"], "kind": "text"},
    {"type": "short-answer", "stem": "a%20b", "answer": "c%20d", "topic": "2017"},
    {"type": "short-answer", "stem": "What does <br> do? &amp; why?", "answer": "<b>", "hint": "&lt;"},
    {"type": "short-answer", "stem": "Which? A) one B) two", "answer": "B", "group": "1"},
    {"type": "multiple-choice", "stem": "Is it?", "answer": "True", "distractors": ["False"]},
    {
        "type": "multiple-choice",
        "stem": "Is\n\nit, now?",
        "answer": "A) b",
        "distractors": [{"text": "c", "why": "d\ne"}],
    },
    {"type": "multiple-response", "stem": "Which?", "answers": ["a, b"], "distractors": ["A|C", "|"]},
    {"type": "enumeration", "stem": "Name.", "answers": [["a", "b | c"]], "reject": ["d", {"text": "e", "why": "f"}]},
    {"type": "enumeration", "stem": "Name.", "answers": ["a", ["b", "|c|"], "d"], "required": 2},
    {"type": "ordering", "stem": "Order.", "items": ["a; b", "c", "d"]},
    {"type": "matching", "stem": "Match.", "pairs": [["a|", "|b"], ["c = d", "e"]], "distractors": ["f"]},
    {"type": "true-false", "stem": "It is.", "answer": False, "dated": True},
]


@given(any_bank.banks().map(tidy))
@example(bank_of([{**each, "id": f"q{number}"} for number, each in enumerate(NASTY)]))
@example(bank_of([{"type": "true-false", "stem": "It is.", "answer": True, "dated": True}], as_of="2017-06"))
@example(bank_of([NASTY[2]]))
@example(bank_of([{"type": "true-false", "stem": "It is.", "answer": True, "explanation": '"a" \nb'}]))
def test_what_is_written_is_read_back_whole_but_for_passages(bank: Bank) -> None:
    written = delimited.write(bank)
    found = read(written.data)
    assert found.skipped == ()
    assert found.bank.questions == tuple(map(carried, bank.active))
    assert {lost.where for lost in written.lost if isinstance(lost, Note)} == {
        question.id for question in bank.active if question.passage != ""
    }
    assert [lost for lost in written.lost if isinstance(lost, Skipped)] == [
        Skipped(question.id, "retired") for question in bank.questions if question.retired
    ]


@given(any_bank.banks().map(tidy))
def test_no_cell_that_is_written_would_be_run_by_a_spreadsheet(bank: Bank) -> None:
    import csv

    text = delimited.write(bank).data.decode("utf-8-sig")
    for row in csv.reader(io.StringIO(text, newline="")):
        assert not any(cell.startswith(("=", "+", "-", "@", "\t", "\r")) for cell in row)


def test_the_columns_are_those_that_a_teacher_would_look_for() -> None:
    bank = bank_of([{**CHOICE, "topic": "State", "distractors": [{"text": "Court", "why": "It judges."}, "Army"]}])
    assert delimited.write(bank).data.decode("utf-8-sig").splitlines() == [
        "id,type,topic,question,answer,distractor 1,why 1,distractor 2",
        "q1,multiple-choice,State,Who makes laws?,Senate,Court,It judges.,Army",
    ]


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(b'"' * (1 << 20), id="quotes"),
        pytest.param(b'"a\n' * (1 << 18), id="open quotes"),
        pytest.param(b'a,"' + b"x" * (1 << 20), id="a long cell"),
        pytest.param(b"," * (1 << 20), id="columns"),
        pytest.param(b"a,b\n" * (1 << 18), id="rows"),
        pytest.param(b"\n" * (1 << 20), id="empty lines"),
        pytest.param(b"question,answer\n" + b" " * (1 << 20) + b",a b\n", id="blanks"),
        pytest.param(b"question,options,answer\na," + b"(A " * (1 << 15) + b",B" + b" and" * (1 << 15), id="labels"),
        pytest.param(b"question,options,answer\na,[" + b"'" * (1 << 16) + b"],b\n", id="list"),
        pytest.param(b"-=" * (1 << 19), id="invented"),
        pytest.param(b"question,answer\n" + b"<" * (1 << 18) + b",<b\n", id="tags"),
        pytest.param(b"a\t\xed\xa0\x80\nb\t\xff\n", id="no characters"),
    ],
)
def test_hostile_files_end_in_questions_or_in_a_line(data: bytes) -> None:
    assert not any("\n" in each for each in said(data))


@given(
    st.binary(max_size=200) | st.text("a,;\t\"'\n|-A)1 ", max_size=60).map(str.encode), st.sampled_from(["", ",", "--"])
)
def test_any_bytes_end_in_questions_or_in_a_line(data: bytes, separator: str) -> None:
    assert not any("\n" in each for each in said(data, separator))
