"""Rule 7 of typed answers: numbers, years and dates as people write them, and what is another one."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from civquiz.questions.equivalence import grade_text
from civquiz.questions.grading import Kind
from civquiz.questions.numerals import sort_key

RIGHT = {"correct", "correct_typo"}
KINDS: tuple[Kind, ...] = ("text", "year", "number", "date", "person")
STEM = "In which year did Kazakhstan become independent?"


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
        *("1991 (BC)", "1991 (before)", "до 1991", "1991 months", "none", "year", "one nine nine one"),
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
        ("No. 7", "7"),
        ("№ 7", "7"),
        ("7, I guess", "7"),
        ("twenty-first", "21"),
        ("27th", "27"),
        ("four hundred thirty-five", "435"),
        ("a hundred and one", "101"),
        ("20 000 000", "20 million"),
        ("20.000.000", "20,000,000"),
        ("twenty million", "20,000,000"),
        ("2.5 million", "2,500,000"),
        ("220 mln", "220,000,000"),
        ("220 млн", "220 million"),
        ("3 bln", "3 billion"),
        ("two million five hundred thousand", "2.5 million"),
        ("3,5", "3.5"),
        (".7", "0.7"),
        ("minus five", "-5"),
        ("negative 5 years", "-5"),
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
        ("≥ 7", "7"),
        ("≤7", "7"),
        (".7", "7"),
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
        ("7 (million)", "7"),
        ("7 (km)", "7"),
        ("IIV", "7"),
        ("8,000,000,001", "8 billion"),
    ],
)
def test_rule_7_keeps_out_another_number(response: str, accept: str) -> None:
    stem = "For how many years is the President elected?"
    assert grade_text(response, [accept], kind="number", stem=stem).verdict == "wrong"


@pytest.mark.parametrize(
    ("response", "kind", "accept"),
    [
        ("193 countries", "number", "193"),
        ("seven deputies", "number", "7"),
        ("the Wall fell in 1991", "year", "1991"),
        ("election on 9 June 2017", "date", "9 June 2017"),
        ("Mary died in 1991", "year", "1991"),
        ("Martha died in 1991", "year", "1991"),
    ],
)
def test_rule_7_what_is_said_beside_a_right_number_is_close(response: str, kind: Kind, accept: str) -> None:
    assert grade_text(response, [accept], kind=kind).reason == f"say the {kind} alone"
    assert grade_text(response, [accept], kind=kind).verdict == "close"
    assert grade_text(response, [accept], kind=kind, stem=f"{response}?").verdict == "correct"


@pytest.mark.parametrize(
    ("unit", "said"), [("grams", "g"), ("litres", "liters"), ("feet", "ft"), ("pounds", "lbs"), ("millimetres", "mm")]
)
def test_rule_7_a_measure_may_be_said_as_it_is_shortened(unit: str, said: str) -> None:
    stem = f"How many {unit} is it?"
    assert grade_text(f"5 {said}", ["5"], kind="number", stem=stem).verdict == "correct"
    assert grade_text(f"5 {said}", ["5"], kind="number", stem="How many kilometres is it?").verdict == "wrong"


def test_rule_7_a_degree_may_be_said_as_the_question_says_it() -> None:
    stem = "At how many degrees Celsius does water boil?"
    assert grade_text("100 °C", ["100"], kind="number", stem=stem).verdict == "correct"
    assert grade_text("100 °F", ["100"], kind="number", stem=stem).verdict == "wrong"


@pytest.mark.parametrize(
    ("response", "right"), [("19", True), ("20.9", True), ("21", True), ("21.1", False), ("18.9", False)]
)
def test_rule_7_a_tolerance_is_in_the_unit_of_the_answer(response: str, right: bool) -> None:
    assert (grade_text(response, ["20"], kind="number", tolerance=1).verdict == "correct") == right


@pytest.mark.parametrize(
    ("response", "right"),
    [("5 km", True), ("5km", True), ("5", True), ("5 kg", False), ("5 (kg)", False), ("5 (kilometres)", True)],
)
def test_rule_7_the_unit_may_be_said(response: str, right: bool) -> None:
    assert (grade_text(response, ["5"], kind="number", unit="km").verdict == "correct") == right


@pytest.mark.parametrize(
    ("response", "unit", "right"),
    [
        ("5 km²", "km²", True),
        ("5 million km2", "million km²", True),
        ("5 V", "V", True),
        ("5 CM", "cm", True),
        ("5 per 1,000", "per 1,000", True),
        ("5 km", "m", False),
        ("10", "km²", False),
        ("25", "V", False),
        ("5000", "per 1,000", False),
    ],
)
def test_rule_7_a_number_in_the_unit_is_not_that_of_the_answer(response: str, unit: str, right: bool) -> None:
    assert (grade_text(response, ["5"], kind="number", unit=unit).verdict == "correct") == right


@pytest.mark.parametrize(
    ("response", "accept", "kind", "reason"),
    [
        ("sevn", "7", "number", "one letter off: sevn → seven"),
        ("twnty-seven", "27", "number", "one letter off: twnty → twenty"),
        ("fourty", "40", "number", "one letter off: fourty → forty"),
        ("twelveth", "12", "number", "two letters off: twelveth → twelfth"),
        ("fiveteen", "15", "number", "two letters off: fiveteen → fifteen"),
        ("sevne", "7", "number", "letters swapped: sevne → seven"),
        ("ninteen ninety-one", "1991", "year", "one letter off: ninteen → nineteen"),
        ("ninteen eigthy-nine", "1989", "year", "two letters off: ninteen eigthy → nineteen eighty"),
        ("9 Jume 2017", "9 June 2017", "date", "one letter off: jume → June"),
    ],
)
def test_rule_7_a_number_word_may_be_misspelt_and_it_is_said_how(
    response: str, accept: str, kind: Kind, reason: str
) -> None:
    grade = grade_text(response, [accept], kind=kind)
    assert (grade.credit, grade.verdict, grade.reason) == (1, "correct_typo", reason)


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
        ("election on 9 June", "9 June 2017", "close", "say the year too"),
        ("February 1993", "January 1993", "wrong", "a different date"),
        ("10 June 2017", "9 June 2017", "wrong", "a different date"),
        ("9 June 2016", "9 June 2017", "wrong", "a different date"),
        ("before 9 June 2017", "9 June 2017", "wrong", "it says “before”"),
        ("16", "16 December", "close", "say the month too"),
        ("9 Juny 2017", "9 June 2017", "wrong", "a different date"),
        ("9 June 2017 or 10 June 2017", "9 June 2017", "wrong", "give one answer"),
    ],
)
def test_rule_7_keeps_out_another_date_and_asks_for_all_of_it(
    response: str, accept: str, verdict: str, reason: str
) -> None:
    grade = grade_text(response, [accept], kind="date")
    assert (grade.verdict, grade.reason) == (verdict, reason)


@given(st.integers(1000, 2999), st.sampled_from([-100, -10, -1, 1, 10, 100]), st.sampled_from(KINDS))
def test_another_year_is_never_right(year: int, off: int, kind: Kind) -> None:
    for response in (f"{year + off}", f"in {year + off}", f"{year + off} AD", f"{year} or {year + off}"):
        assert grade_text(response, [str(year)], kind=kind).verdict not in RIGHT
    assert grade_text(f"in the year {year}", [str(year)], kind="year").verdict == "correct"


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("1991", (1991, 0, 0)),
        ("January 1993", (1993, 1, 0)),
        ("9 June 2017", (2017, 6, 9)),
        ("June 9th, 2017", (2017, 6, 9)),
        ("2017-06-09", (2017, 6, 9)),
        ("16 December", (0, 12, 16)),
        ("in 1991", (1991, 0, 0)),
        ("2.5 million", (2_500_000, 0, 0)),
        ("21st", (21, 0, 0)),
        ("9/6/2017", None),
        ("before 1991", None),
        ("Article 5", None),
        ("Decree of 1995", None),
        ("the 1990s", None),
        ("1991-1993", None),
        ("7 years", None),
        ("never", None),
        ("", None),
    ],
)
def test_a_text_that_is_a_number_or_one_date_has_its_place(text: str, key: tuple[float, int, int] | None) -> None:
    assert sort_key(text) == key


@given(st.text(max_size=60) | st.text("0123456789.,-/ thJunemilo", max_size=60))
def test_a_place_can_be_compared(text: str) -> None:
    key = sort_key(text)
    assert key is None or key <= (float("inf"), 12, 31)
