"""Typed answers, rule by rule: what each lets in, and what it keeps out."""

import subprocess
import sys

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from civquiz.questions.equivalence import MOST_READ, RULES, Kind, grade_list, grade_text, normalise

RIGHT = {"correct", "correct_typo"}
KINDS: tuple[Kind, ...] = ("text", "year", "number", "date", "person")
BRANCHES = [["legislative", "Parliament"], ["executive", "President"], ["judicial", "courts"]]
BODIES = [["checks and balances"], ["separation of powers"], ["Trinidad and Tobago"]]
STEM = "In which year did Kazakhstan become independent?"

ascii_words = st.text("abcdefghijklmnopqrstuvwxyz", min_size=5, max_size=9)
names = st.lists(ascii_words, min_size=1, max_size=3).map(" ".join)


@pytest.mark.parametrize(
    ("response", "accept"),
    [
        ("MAZHILIS", "Mazhilis"),
        ("  mazhilis. ", "Mazhilis"),
        ("Мәжіліс", "Mazhilis"),
        ("Mazhilis", "Мажилис"),
        ("Dail Eireann", "Dáil Éireann"),
        ("“We the People…”", "We the People"),
        ("Alma‑Ata", "Alma-Ata"),
        ("US Constitution", "U.S. Constitution"),
        ("checks & balances", "checks and balances"),
        ("Straße", "Strasse"),
        ("Горбачёв", "Горбачев"),
        ("people`s assembly", "people’s assembly"),
        ("Senate\u200b", "Senate"),
        ("№ 10", "10"),
    ],
)
def test_rule_2_the_same_text_in_another_writing_is_right(response: str, accept: str) -> None:
    assert grade_text(response, [accept]).verdict == "correct"


@pytest.mark.parametrize("response", ["", "   ", "\n", "idk", "I don't know", "?", "No idea.", "не знаю", "білмеймін"])
def test_rule_1_no_answer_is_wrong(response: str) -> None:
    assert grade_text(response, ["Mazhilis"]).verdict == "wrong"
    assert grade_list(response, BRANCHES, 3).pieces == ()


def test_rule_1_yields_to_an_accepted_form() -> None:
    assert grade_text("Pass", ["pass"]).verdict == "correct"


@pytest.mark.parametrize("response", ["it's the Mazhilis", "I think it is the Mazhilis", "The answer is: Mazhilis"])
def test_rule_4_lead_ins_do_not_matter(response: str) -> None:
    assert grade_text(response, ["Mazhilis"]).verdict == "correct"


def test_rule_4_a_form_may_begin_with_a_lead_in() -> None:
    assert grade_text("In God we trust", ["In God We Trust"]).verdict == "correct"


@pytest.mark.parametrize(
    ("response", "right"),
    [("Jefferson", True), ("Thomas Jefferson", True), ("Thomas", False), ("George Jefferson", False), ("", False)],
)
def test_rule_5_a_word_in_brackets_is_optional(response: str, right: bool) -> None:
    assert (grade_text(response, ["(Thomas) Jefferson"]).verdict in RIGHT) == right


@pytest.mark.parametrize(
    ("response", "accept", "reason"),
    [
        ("Senate or Mazhilis", ["Mazhilis"], "give one answer"),
        ("Senate / Mazhilis", ["Mazhilis"], "give one answer"),
        ("Сенат или Мажилис", ["Mazhilis"], "give one answer"),
        ("not the Mazhilis", ["Mazhilis"], "it says “not”"),
        ("It isn't the Mazhilis", ["Mazhilis"], "it says “isnt”"),
        ("taxation with representation", ["no taxation without representation"], "a “not” is missing"),
    ],
)
def test_rule_6_keeps_out_hedges_and_negations(response: str, accept: list[str], reason: str) -> None:
    grade = grade_text(response, accept)
    assert (grade.verdict, grade.reason) == ("wrong", reason)


@pytest.mark.parametrize(
    ("response", "accept"),
    [
        ("Majilis or Mazhilis", ["Mazhilis", "Majilis"]),
        ("Mazhilis /", ["Mazhilis"]),
        ("trial by judge or jury", ["trial by judge or jury"]),
        ("the trial by a judge or a jury", ["trial by judge or jury"]),
        ("No taxation, without representation", ["no taxation without representation"]),
    ],
)
def test_rule_6_lets_in_what_is_right_on_each_side(response: str, accept: list[str]) -> None:
    assert grade_text(response, accept).verdict == "correct"


@pytest.mark.parametrize(
    "response",
    [
        *("1991", "in 1991", "1991 AD", "the year 1991", "1,991", "MCMXCI", "nineteen ninety-one", "1991?", "1991 г."),
        *("one thousand nine hundred and ninety-one", "Kazakhstan: independent in 1991", "December 1991"),
        *(
            "16 December 1991",
            "16.12.1991",
            "1991-12-16",
            "nineteen hundred and ninety-one",
            "1991 (nineteen ninety-one)",
        ),
    ],
)
def test_rule_7_a_year_as_people_write_it_is_right(response: str) -> None:
    assert grade_text(response, ["1991"], kind="year", stem=STEM).verdict == "correct"


@pytest.mark.parametrize(
    "response",
    [
        *(
            "1990",
            "1992",
            "1919",
            "19911",
            "191",
            "1990s",
            "1991s",
            "nineteen ninety",
            "1991 BC",
            "-1991",
            "45th",
            "91st",
        ),
        *("before 1991", "after 1991", "not 1991", "1990 or 1991", "1990-1991", "1991/1992", "1991 and 1993", "19 91"),
        *("до 1991", "1991 months", "none", "year", "one nine nine one"),
    ],
)
def test_rule_7_keeps_out_another_year(response: str) -> None:
    assert grade_text(response, ["1991"], kind="year", stem=STEM).verdict == "wrong"


@pytest.mark.parametrize("response", ["91", "'91", "in ’91", "ninety-one"])
def test_rule_7_a_year_without_its_century_is_close(response: str) -> None:
    grade = grade_text(response, ["1991"], kind="year", stem=STEM)
    assert (grade.credit, grade.verdict, grade.reason) == (0, "close", "write the year in full")


@pytest.mark.parametrize(("response", "verdict"), [("before 1991", "correct"), ("after 1991", "wrong")])
def test_rule_7_before_may_be_said_if_the_stem_says_it(response: str, verdict: str) -> None:
    assert grade_text(response, ["1991"], kind="year", stem="Before which year was it Soviet?").verdict == verdict


def test_rule_7_before_may_not_be_left_out() -> None:
    assert grade_text("1991", ["before 1991"], kind="year").verdict == "wrong"


@pytest.mark.parametrize(
    ("response", "accept"),
    [
        ("two thousand and two", "2002"),
        ("two thousand seventeen", "2017"),
        ("twenty seventeen", "2017"),
        ("nineteen oh five", "1905"),
        ("seven", "7"),
        ("VII", "7"),
        ("7 years", "7"),
        ("I think 7", "7"),
        ("7, I guess", "7"),
        ("twenty-first", "21"),
        ("27th", "27"),
        ("four hundred thirty-five", "435"),
        ("a hundred and one", "101"),
        ("20 000 000", "20 million"),
        ("20.000.000", "20,000,000"),
        ("twenty million", "20,000,000"),
        ("2.5 million", "2,500,000"),
        ("two million five hundred thousand", "2.5 million"),
        ("3,5", "3.5"),
        ("minus five", "-5"),
        ("5 per cent", "5%"),
        ("5", "5%"),
        ("2/3", "two-thirds"),
    ],
)
def test_rule_7_a_number_as_people_write_it_is_right(response: str, accept: str) -> None:
    stem = "For how many years is the President elected?"
    assert grade_text(response, [accept], kind="number", stem=stem).verdict == "correct"


@pytest.mark.parametrize(
    ("response", "accept"),
    [
        ("17", "7"),
        ("seventeen", "7"),
        ("five-seven", "7"),
        ("5-7", "7"),
        ("7 or 5", "7"),
        ("more than 7", "7"),
        ("7+", "7"),
        ("> 7", "7"),
        ("-7", "7"),
        ("5", "-5"),
        ("7%", "7"),
        ("7 months", "7"),
        ("7000", "7"),
        ("seven hundred", "7"),
        ("20 thousand", "20 million"),
        ("one hundred and one", "100"),
        ("2", "20"),
        ("3/2", "two-thirds"),
        ("1e6", "16"),
    ],
)
def test_rule_7_keeps_out_another_number(response: str, accept: str) -> None:
    stem = "For how many years is the President elected?"
    assert grade_text(response, [accept], kind="number", stem=stem).verdict == "wrong"


@pytest.mark.parametrize(
    ("response", "right"), [("19", True), ("20.9", True), ("21", True), ("21.1", False), ("18.9", False)]
)
def test_rule_7_a_tolerance_is_in_the_unit_of_the_answer(response: str, right: bool) -> None:
    assert (grade_text(response, ["20"], kind="number", tolerance=1).verdict == "correct") == right


@pytest.mark.parametrize(("response", "right"), [("5 km", True), ("5km", True), ("5", True), ("5 kg", False)])
def test_rule_7_the_unit_may_be_said(response: str, right: bool) -> None:
    assert (grade_text(response, ["5"], kind="number", unit="km").verdict == "correct") == right


@pytest.mark.parametrize(
    ("response", "accept", "kind", "spelling"),
    [
        ("sevn", "7", "number", "seven"),
        ("twnty-seven", "27", "number", "twenty"),
        ("fourty", "40", "number", "forty"),
        ("ninteen ninety-one", "1991", "year", "nineteen"),
        ("9 Jume 2017", "9 June 2017", "date", "June"),
    ],
)
def test_rule_7_a_number_word_may_have_one_letter_wrong(response: str, accept: str, kind: Kind, spelling: str) -> None:
    grade = grade_text(response, [accept], kind=kind)
    assert (grade.credit, grade.verdict, grade.reason) == (1, "correct_typo", f"check the spelling: {spelling}")


@pytest.mark.parametrize(
    ("response", "accept"),
    [
        *(("seen", "7"), ("even", "7"), ("sen", "7"), ("sixt", "60"), ("sixt", "6"), ("fourty", "4"), ("forth", "40")),
        *(("tree", "3"), ("none", "9"), ("fife", "5"), ("zeven", "7"), ("sven", "7"), ("fifthy", "50"), ("ninty", "9")),
    ],
)
def test_rule_7_keeps_out_what_may_be_another_word(response: str, accept: str) -> None:
    assert grade_text(response, [accept], kind="number").verdict == "wrong"


@pytest.mark.parametrize(
    ("response", "accept"),
    [
        ("Jan 1993", "January 1993"),
        ("1993-01", "January 1993"),
        ("01/1993", "January 1993"),
        ("15 January 1993", "January 1993"),
        ("in January of 1993", "January 1993"),
        ("June 9, 2017", "9 June 2017"),
        ("June 9th, 2017", "9 June 2017"),
        ("2017-06-09", "9 June 2017"),
        ("9.6.2017", "9 June 2017"),
        ("6/9/2017", "9 June 2017"),
        ("9 VI 2017", "9 June 2017"),
        ("Friday, 9 June 2017", "9 June 2017"),
        ("the ninth of June two thousand seventeen", "9 June 2017"),
        ("december sixteenth", "16 December"),
        ("16/12", "16 December"),
        ("16 December 1991", "16 December"),
    ],
)
def test_rule_7_a_date_as_people_write_it_is_right(response: str, accept: str) -> None:
    assert grade_text(response, [accept], kind="date").verdict == "correct"


@pytest.mark.parametrize(
    ("response", "accept", "verdict", "reason"),
    [
        ("1993", "January 1993", "close", "say the month too"),
        ("June 2017", "9 June 2017", "close", "say the day too"),
        ("9/6", "9 June 2017", "close", "say the year too"),
        ("2017", "9 June 2017", "close", "say the day and the month too"),
        ("9.6.17", "9 June 2017", "close", "write the year in full"),
        ("February 1993", "January 1993", "wrong", "a different date"),
        ("10 June 2017", "9 June 2017", "wrong", "a different date"),
        ("9 June 2016", "9 June 2017", "wrong", "a different date"),
        ("before 9 June 2017", "9 June 2017", "wrong", "it says “before”"),
        ("16", "16 December", "wrong", "that is not the answer"),
        ("9 Juny 2017", "9 June 2017", "wrong", "that is not the answer"),
        ("9 June 2017 or 10 June 2017", "9 June 2017", "wrong", "give one answer"),
    ],
)
def test_rule_7_keeps_out_another_date_and_asks_for_all_of_it(
    response: str, accept: str, verdict: str, reason: str
) -> None:
    grade = grade_text(response, [accept], kind="date")
    assert (grade.verdict, grade.reason) == (verdict, reason)


@pytest.mark.parametrize(
    ("response", "accept"),
    [
        ("the Bill of the Rights", "Bill of Rights"),
        ("Bill Rights", "Bill of Rights"),
        ("BillofRights", "Bill of Rights"),
        ("law rule", "rule of law"),
        ("Vice Presidents", "Vice President"),
        ("separation of power", "separation of powers"),
        ("political parties", "political party"),
        ("VP", "Vice President"),
        ("V.P.", "Vice President"),
        ("USA", "United States of America"),
        ("WW2", "World War II"),
        ("Second World War", "World War II"),
        ("amendment XIV", "Fourteenth Amendment"),
        ("the 14th amendment", "Fourteenth Amendment"),
        ("Jefferson, Thomas", "Thomas Jefferson"),
    ],
)
def test_rule_8_the_same_words_are_right(response: str, accept: str) -> None:
    assert grade_text(response, [accept]).verdict == "correct"


@pytest.mark.parametrize(
    ("response", "accept"),
    [
        ("rule by law", "rule of law"),
        ("Senator", "Senate"),
        ("World War I", "World War II"),
        ("13th Amendment", "14th Amendment"),
        ("Article 8, Section 1", "Article 1, Section 8"),
        ("Supreme Council", "Supreme Court"),
        ("Vice", "Vice President"),
        ("congres", "congress"),
        ("United Nonsense", "UN"),
        ("V", "Vice President"),
        ("the of", "Bill of Rights"),
    ],
)
def test_rule_8_keeps_out_other_words(response: str, accept: str) -> None:
    assert grade_text(response, [accept]).verdict == "wrong"


def test_rule_8_an_acronym_that_a_competitor_shares_is_not_accepted() -> None:
    assert grade_text("SC", ["Supreme Court"]).verdict == "correct"
    assert grade_text("SC", ["Supreme Court"], reject={"Supreme Council": ""}).verdict == "close"
    assert grade_text("SC", ["Supreme Court"], rivals=["Security Council"]).verdict == "close"
    assert grade_text("SC", ["Supreme Court"], rivals=["the Supreme Court"]).verdict == "correct"


def test_rule_8_the_order_matters_where_a_competitor_has_the_same_words() -> None:
    grade = grade_text("bites dog man", ["dog bites man"], reject={"man bites dog": "the man does not bite"})
    assert (grade.verdict, grade.reason) == ("wrong", "the man does not bite")
    assert grade_text("bites dog man", ["dog bites man"], rivals=["man bites dog"]).verdict == "wrong"
    assert grade_text("the dog bites a man", ["dog bites man"], rivals=["man bites dog"]).verdict == "correct"


@pytest.mark.parametrize(
    ("response", "kind"),
    [("1993", "year"), ("in 1993", "year"), ("nineteen ninety-three", "number"), ("The 1993", "text")],
)
def test_rule_12_a_rejected_form_is_wrong_with_its_reason(response: str, kind: Kind) -> None:
    grade = grade_text(response, ["1991"], kind=kind, reject={"1993": "1993 is the year of a constitution"})
    assert (grade.verdict, grade.reason) == ("wrong", "1993 is the year of a constitution")


def test_rule_12_a_rejected_date_is_wrong_with_its_reason() -> None:
    assert grade_text("8/6/2017", ["9 June 2017"], kind="date", reject={"8 June 2017": "EXPO"}).reason == "EXPO"


def test_rule_12_an_accepted_form_is_no_rejected_one() -> None:
    assert grade_text("states", ["state", "states"], reject={"State": ""}).verdict == "correct"
    assert grade_text("the states", ["state"], reject={"states": "one of them"}).reason == "one of them"
    assert grade_text("the Senate", ["Senate"], reject={"the Senate": "no article"}).reason == "no article"


@pytest.mark.parametrize(
    "response",
    [
        "legislative, executive, judicial",
        "judicial; executive; legislative",
        "Legislative & Executive & Judicial",
        "judicial executive legislative",
        "the legislative the executive the judicial",
        "legislative/executive/judicial",
        "1. legislative 2. executive 3. judicial",
        "1) courts\n2) the President\n3) Parliament",
        "- legislative\n- executive\n- judicial",
        "legislative, legislative, executive and judicial",
    ],
)
def test_rule_14_a_list_in_any_order_and_writing_is_right(response: str) -> None:
    graded = grade_list(response, BRANCHES, 3)
    assert (graded.grade.credit, graded.grade.verdict) == (1, "correct")
    assert {index for _, index in graded.pieces} == {0, 1, 2}


@pytest.mark.parametrize(
    ("response", "required", "credit", "verdict"),
    [
        ("legislative, executive", 3, 2 / 3, "partial"),
        ("legislative, Parliament", 3, 1 / 3, "partial"),
        ("legislative, executive, judicial, military", 3, 2 / 3, "partial"),
        ("legislative, military", 3, 0, "wrong"),
        ("legislative, military, military", 2, 0, "wrong"),
        ("military", 3, 0, "wrong"),
        ("legislative, military", 1, 0, "partial"),
        ("legislative, executive", 1, 1, "correct"),
        ("legislative, executive, judicial", 2, 1, "correct"),
        ("not legislative, executive", 2, 0, "wrong"),
        ("legislative or military, executive", 2, 0, "wrong"),
        ("legislative executive military", 3, 0, "wrong"),
        (",,,", 3, 0, "wrong"),
    ],
)
def test_rule_14_credit(response: str, required: int, credit: float, verdict: str) -> None:
    grade = grade_list(response, BRANCHES, required).grade
    assert grade.credit == pytest.approx(credit)
    assert grade.verdict == verdict


def test_rule_14_pieces_are_as_typed_with_what_they_name() -> None:
    graded = grade_list("The Courts, Kurultai and LEGISLATIVE", BRANCHES, 3, reject={"Kurultai": "not in the text"})
    assert graded.pieces == (("The Courts", 2), ("Kurultai", None), ("LEGISLATIVE", 0))
    assert graded.grade.reason == "“Kurultai”: not in the text"


def test_rule_14_an_item_may_have_an_and_in_it() -> None:
    graded = grade_list("separation of powers and checks and balances and Trinidad & Tobago", BODIES, 3)
    assert [index for _, index in graded.pieces] == [1, 0, 2]
    assert graded.grade.verdict == "correct"


def test_rule_14_numbers_keep_their_grouping() -> None:
    assert grade_list("20,000 and 30,000", [["20,000"], ["30,000"]], 2).grade.verdict == "correct"


def test_rule_14_an_acronym_of_two_items_names_neither() -> None:
    assert grade_list("SC", [["Supreme Court"], ["Supreme Council"]], 1).grade.verdict == "wrong"


def test_the_first_rule_that_decides_wins() -> None:
    assert [rule.__name__ for rule in RULES] == [
        *("nothing_said", "accepted", "rejected", "hedged", "negated", "compared"),
        *("right_number", "right_date", "same_words", "acronym"),
    ]
    assert all(rule.__doc__ for rule in RULES)


@given(names, st.sampled_from(["", "the ", "I think it's ", "It is the ", "The answer is "]))
def test_case_accents_spacing_and_lead_ins_never_matter(name: str, lead_in: str) -> None:
    accented = name.replace("e", "é").replace("a", "ä")
    for response in (lead_in + name, lead_in + name.upper(), lead_in + accented, f"  {name}. ", name.replace(" ", "-")):
        assert grade_text(response, [name]).verdict == "correct"


@given(st.text("абвгдезиклмнопрстуфхәөұүқғһі", min_size=4, max_size=10))
def test_script_never_matters(name: str) -> None:
    assert grade_text(normalise(name), [name]).verdict == "correct"
    assert grade_text(name.upper(), [normalise(name)]).verdict == "correct"


@given(st.text(max_size=30), st.text(max_size=30), st.sampled_from(KINDS))
@example("the state", "state", "text")
@example("7", "seven", "number")
def test_a_rejected_form_is_never_right(rejected: str, accepted: str, kind: Kind) -> None:
    if normalise(rejected) != normalise(accepted):
        assert grade_text(rejected, [accepted], kind=kind, reject={rejected: ""}).verdict not in RIGHT


@given(st.integers(1000, 2999), st.sampled_from([-100, -10, -1, 1, 10, 100]), st.sampled_from(KINDS))
def test_another_year_is_never_right(year: int, off: int, kind: Kind) -> None:
    for response in (f"{year + off}", f"in {year + off}", f"{year + off} AD", f"{year} or {year + off}"):
        assert grade_text(response, [str(year)], kind=kind).verdict not in RIGHT
    assert grade_text(f"in the year {year}", [str(year)], kind="year").verdict == "correct"


@given(
    st.permutations(["legislative", "President", "the courts"]), st.sampled_from([", ", "; ", "\n", " and ", "/", " "])
)
def test_the_order_of_a_list_never_matters(pieces: list[str], between: str) -> None:
    assert grade_list(between.join(pieces), BRANCHES, 3).grade.verdict == "correct"


any_text = st.text(st.characters(), max_size=300) | st.text("19 ,./-'()&%ivXmo rndhueta\ud800\u0301ж７½²", max_size=300)


@given(any_text, any_text, st.sampled_from(KINDS))
@example("9" * 200, "9" * 5000, "number")
@example("(" * 200, "(a)" * 50, "text")
@example("𐩀 ² \udfff", "𐩀", "year")
@example("million " * 30, "1" * 400 + " trillion", "number")
def test_no_text_makes_it_fail(response: str, form: str, kind: Kind) -> None:
    grade = grade_text(response, [form], kind=kind, reject={response[::-1]: ""}, rivals=[form[::-1]], stem=form)
    assert 0 <= grade.credit <= 1
    assert (grade.reason != "") == (grade.verdict != "correct")
    assert 0 <= grade_list(response, [[form], ["and", "x"]], 2).grade.credit <= 1


@given(st.sampled_from(KINDS), st.sampled_from(["1991", "x", " ", "or ", "\ud800", "é"]))
def test_only_the_beginning_of_a_long_response_is_read(kind: Kind, repeated: str) -> None:
    response = repeated * 100_000
    assert grade_text(response, ["1991"], kind=kind).verdict == "wrong"
    assert len(grade_list(response, BRANCHES, 3).pieces) <= MOST_READ


def test_a_word_that_is_read_only_in_part_is_not_read() -> None:
    assert grade_text(" " * (MOST_READ - 4) + "19911", ["1991"], kind="year").verdict == "wrong"
    assert grade_text(" " * (MOST_READ - 4) + "1991 and more", ["1991"], kind="year").verdict == "correct"


def test_libraries_are_imported_where_they_are_needed() -> None:
    code = (
        "import sys; from civquiz.questions.equivalence import grade_text;"
        "grade_text('the “Dáil”', ['Dáil', '7'], kind='number');"
        "print([name for name in ('anyascii', 'rapidfuzz') if name in sys.modules])"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout.strip() in {"[]", "['rapidfuzz']"}
