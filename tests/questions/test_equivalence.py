"""Typed answers, rule by rule: what each lets in, and what it keeps out. Rule 7 is in test_numerals."""

import subprocess
import sys
from itertools import permutations, product

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from civquiz.questions.equivalence import RULES, grade_text, why_rejected
from civquiz.questions.grading import Grade, Kind
from civquiz.questions.listing import grade_list
from civquiz.questions.normal import MOST_READ, normalise
from tests.questions.cost import calls_of

RIGHT = {"correct", "correct_typo"}
KINDS: tuple[Kind, ...] = ("text", "year", "number", "date", "person")
BRANCHES = [["legislative", "Parliament"], ["executive", "President"], ["judicial", "courts"]]
BODIES = [["checks and balances"], ["separation of powers"], ["Trinidad and Tobago"]]

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
        ("Sen\u00adate", "Senate"),
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
        ("It isn't the Mazhilis", ["Mazhilis"], "it says “not”"),
        ("It isn´t the Mazhilis", ["Mazhilis"], "it says “not”"),
        ("taxation with representation", ["no taxation without representation"], "a “not” is missing"),
    ],
)
def test_rule_6_keeps_out_hedges_and_negations(response: str, accept: list[str], reason: str) -> None:
    grade = grade_text(response, accept)
    assert (grade.verdict, grade.reason) == ("wrong", reason)


def test_rule_6_only_what_it_is_not_is_no_answer() -> None:
    assert grade_text("not Toronto", ["Ottawa"], reject={"Toronto": ""}).reason == "it says “not”"


@pytest.mark.parametrize(
    ("response", "accept"),
    [
        ("Majilis or Mazhilis", ["Mazhilis", "Majilis"]),
        ("Mazhilis /", ["Mazhilis"]),
        ("Mazhilis/Mazhilis", ["Mazhilis"]),
        ("trial by judge or jury", ["trial by judge or jury"]),
        ("Mazhilis, not the Senate", ["Mazhilis"]),
        ("It's not the Senate, it's the Mazhilis", ["Mazhilis"]),
        ("the trial by a judge or a jury", ["trial by judge or jury"]),
        ("No taxation, without representation", ["no taxation without representation"]),
        ("they can’t vote", ["They cannot vote", "they are barred"]),
        ("didn't sign", ["did not sign"]),
    ],
)
def test_rule_6_lets_in_what_is_right_on_each_side(response: str, accept: list[str]) -> None:
    assert grade_text(response, accept, reject={"Senate": "the upper house"}).verdict == "correct"


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
        ("Unamerican Activities", "Un-American Activities"),
        ("UN-led force", "United Nations led force"),
        ("WW2", "World War II"),
        ("Second World War", "World War II"),
        ("Supreme Court (SC)", "Supreme Court"),
        ("SC (Supreme Court)", "Supreme Court"),
        ("Госдума", "Государственная Дума"),
        ("Генассамблея", "Генеральная Ассамблея"),
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
        ("United Nonsense", "UN"),
        ("V", "Vice President"),
        ("it", "income tax"),
        ("sup", "Supreme Court"),
        ("natbankers", "National Bank"),
        ("I think so", "Southern Ocean"),
        ("the of", "Bill of Rights"),
    ],
)
def test_rule_8_keeps_out_other_words(response: str, accept: str) -> None:
    assert not grade_text(response, [accept]).credit


def test_rule_8_an_acronym_that_a_competitor_shares_is_not_accepted() -> None:
    assert grade_text("SC", ["Supreme Court"]).verdict == "correct"
    assert grade_text("SC", ["Supreme Court"], reject={"Supreme Council": ""}).verdict == "close"
    assert grade_text("SC", ["Supreme Court"], rivals=["Security Council"]).verdict == "close"
    assert grade_text("SC", ["Supreme Court"], rivals=["the Supreme Court"]).verdict == "correct"


def test_rule_8_the_order_matters_where_a_competitor_has_the_same_words() -> None:
    grade = grade_text("bites dog man", ["dog bites man"], reject={"man bites dog": "the man does not bite"})
    assert (grade.verdict, grade.reason) == ("wrong", "the man does not bite")
    assert grade_text("man bites dog", ["dog bites man"], rivals=["man bites dog"]).verdict == "wrong"
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


@pytest.mark.parametrize(
    ("other", "answer"),
    [("Mississippi River", "Mississippi"), ("Moscow (old)", "Moscow"), ("the civil rights act", "civil rights")],
)
def test_rule_12_another_answer_is_wrong_though_it_says_what_this_one_does(other: str, answer: str) -> None:
    assert grade_text(other, [answer], rivals=[other]).reason == "that is the answer of another question"


def test_rule_12_an_accepted_form_is_no_rejected_one() -> None:
    assert grade_text("states", ["state", "states"], reject={"State": ""}).verdict == "correct"
    assert grade_text("the states", ["state"], reject={"states": "one of them"}).reason == "one of them"
    assert grade_text("the Senate", ["Senate"], reject={"the Senate": "no article"}).reason == "no article"


@pytest.mark.parametrize("response", ["it's a republic", "I think a republic", "The answer is: A REPUBLIC"])
def test_rule_12_a_rejected_form_may_begin_with_a_lead_in(response: str) -> None:
    grade = grade_text(response, ["republic"], reject={"a republic": "without the article"})
    assert (grade.verdict, grade.reason) == ("wrong", "without the article")
    assert grade_text("it's republic", ["republic"], reject={"a republic": ""}).verdict == "correct"


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


@pytest.mark.parametrize(
    ("response", "required", "reason"),
    [
        ("legislative, executive", 3, "one more to name"),
        ("legislative", 3, "2 more to name"),
        ("military", 3, "“military” is not one of them"),
        ("legislative, kurultai", 1, "“kurultai”: not in the text"),
        ("not legislative", 1, "“not legislative”: it says “not”"),
        ("idk", 3, "no answer was given"),
    ],
)
def test_rule_14_a_list_has_its_reasons(response: str, required: int, reason: str) -> None:
    assert grade_list(response, BRANCHES, required, reject={"Kurultai": "not in the text"}).grade.reason == reason


def test_rule_14_an_item_may_have_an_and_in_it() -> None:
    graded = grade_list("separation of powers and checks and balances and Trinidad & Tobago", BODIES, 3)
    assert [index for _, index in graded.pieces] == [1, 0, 2]
    assert graded.grade.verdict == "correct"


def test_rule_14_a_rejected_form_may_have_an_and_in_it() -> None:
    items = [["England"], ["Wales"]]
    assert grade_list("England and Wales", items, 1, reject={"England and Wales": "one state"}).grade.credit == 0
    assert grade_list("wales, england", items, 2, reject={"England and Wales": ""}).grade.verdict == "correct"
    assert grade_list("mitosis mitosis", [["mitosis"]], 1, reject={"mitosis mitosis": ""}).grade.credit == 0


@pytest.mark.parametrize(
    "items",
    [["1. Mai", "3. Oktober"], ["2", "3", "5"], ["A", "speech", "assembly"], ["white", "blue", "red and blue", "red"]],
)
def test_rule_14_the_order_never_matters_whatever_the_items_are(items: list[str]) -> None:
    for between, order in product((", ", "; ", "\n", "/"), permutations(items)):
        grade = grade_list(between.join(order), [[item] for item in items], len(items)).grade
        assert grade.verdict == "correct", between.join(order)


def test_rule_14_numbers_keep_their_grouping() -> None:
    assert grade_list("20,000 and 30,000", [["20,000"], ["30,000"]], 2).grade.verdict == "correct"


def test_rule_14_an_item_of_empty_brackets_is_as_it_stands() -> None:
    assert grade_list("x", [["()"]], 1).grade.credit == 0


def test_rule_14_an_acronym_of_two_items_names_neither() -> None:
    assert grade_list("SC", [["Supreme Court"], ["Supreme Council"]], 1).grade.verdict == "wrong"


def test_what_no_rule_decides_is_wrong_without_a_word() -> None:
    assert grade_text("Senate", ["Mazhilis"]) == Grade(0.0, "wrong")
    assert grade_text("Senate", ["Mazhilis"], reject={"Senate": ""}) == Grade(0.0, "wrong")


@pytest.mark.parametrize("written", ["Kurultai", "kurultai", "the Kurultai", "I think it's the KURULTAI."])
def test_why_a_form_is_rejected_is_found_however_it_is_written(written: str) -> None:
    assert why_rejected(written, {"Senate": "the upper house", "Kurultai": "not in the text"}) == "not in the text"
    assert why_rejected(written, {"Senate": "the upper house"}) == ""


@pytest.mark.parametrize(
    ("response", "accept", "stem"),
    [
        ("by-election", "election", ""),
        ("in-direct", "direct", ""),
        ("all-American", "American", ""),
        ("New York City", "New York", "Which state has its capital in Albany?"),
        ("Mississippi River", "Mississippi", "Which state has its capital in Jackson?"),
        ("Civil Rights Act", "civil rights", "What did the march demand?"),
        ("Communists", "Communism", ""),
        ("lactase", "lactose", ""),
        ("Kingston", "Kingstown", ""),
        ("Austrian", "Australian", ""),
        ("Manet", "Monet", ""),
        ("mediation", "meditation", ""),
        ("Javanese", "Japanese", ""),
    ],
)
def test_what_makes_another_thing_of_a_word_is_kept_out(response: str, accept: str, stem: str) -> None:
    assert not grade_text(response, [accept], stem=stem).credit
    assert grade_text(response, [response], stem=stem).verdict == "correct"


@pytest.mark.parametrize(
    ("response", "accept", "right"),
    [
        ("Nelson Rolihlahla Mandela", "Nelson Mandela", False),
        ("Charles R. Darwin", "Charles Darwin", False),
        ("Darwin, Charles R.", "Charles Darwin", False),
        ("Darwin Charles R.", "Charles Darwin", True),
        ("Martin Luther King Jr.", "Martin Luther", False),
        ("Kim Il-sung", "Kim Jong-il", False),
        ("George H. W. Bush", "George W. Bush", False),
        ("Mahatma Gandhi", "Indira Gandhi", False),
        ("Gandhi", "Mahatma Gandhi", True),
    ],
)
def test_rule_13_a_name_more_is_somebody_else_but_for_the_one_after_the_father(
    response: str, accept: str, right: bool
) -> None:
    assert (grade_text(response, [accept], kind="person").verdict in RIGHT) == right


def test_the_first_rule_that_decides_wins() -> None:
    assert [rule.__name__ for rule in RULES] == [
        *("nothing_said", "rejected", "other_answer", "accepted", "said_aside", "hedged", "negated", "compared"),
        *("right_number", "acronym", "person", "qualified", "misspelt", "extra_words", "missing_words"),
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


@given(
    st.permutations(["legislative", "President", "the courts"]), st.sampled_from([", ", "; ", "\n", " and ", "/", " "])
)
def test_the_order_of_a_list_never_matters(pieces: list[str], between: str) -> None:
    assert grade_list(between.join(pieces), BRANCHES, 3).grade.verdict == "correct"


any_text = st.text(st.characters(), max_size=300) | st.text("19 ,./-'()&%ivXmo rndhueta\ud800\u0301ж７½²", max_size=300)


@given(any_text, any_text, st.sampled_from(KINDS))
@example("9" * 200, "9" * 5000, "number")
@example("(" * 200, "(a)" * 50, "text")
@example("x", "()", "text")
@example("𐩀 ² \udfff", "𐩀", "year")
@example("million " * 30, "1" * 400 + " trillion", "number")
def test_no_text_makes_it_fail(response: str, form: str, kind: Kind) -> None:
    grade = grade_text(response, [form], kind=kind, reject={response[::-1]: ""}, rivals=[form[::-1]], stem=form)
    assert 0 <= grade.credit <= 1
    assert grade.reason or grade.verdict == "wrong"
    assert 0 <= grade_list(response, [[form], ["and", "x"]], 2).grade.credit <= 1


@given(st.sampled_from(KINDS), st.sampled_from(["1991", "x", " ", "or ", "\ud800", "é"]))
def test_only_the_beginning_of_a_long_response_is_read(kind: Kind, repeated: str) -> None:
    response = repeated * 100_000
    assert grade_text(response, ["1991"], kind=kind).verdict == "wrong"
    assert len(grade_list(response, BRANCHES, 3).pieces) <= MOST_READ


@pytest.mark.parametrize(
    ("parts", "as_many"),
    [
        ("b/" * 100, "d " * 100),
        ("or b " * 40, "for d " * 40),
        ("/".join(map(str, range(60))), " ".join(map(str, range(60, 120)))),
    ],
)
def test_many_alternatives_cost_no_more_than_as_many_words(parts: str, as_many: str) -> None:
    rivals = [f"rival {number}" for number in range(1_000)]
    grade_text("x", ["Mazhilis"], rivals=rivals)
    words = calls_of(lambda: grade_text(as_many, ["Mazhilis"], rivals=rivals))
    assert calls_of(lambda: grade_text(parts, ["Mazhilis"], rivals=rivals)) < 3 * words


@pytest.mark.parametrize("sign", ["<", "ﷺ", "& "])
def test_signs_that_are_several_words_cost_no_more_than_letters(sign: str) -> None:
    form = "Susan " + sign * 200
    letters = calls_of(lambda: grade_text("J. " * 66, [form], kind="person"))
    assert calls_of(lambda: grade_text(sign * 200, [form], kind="person")) < 10 * letters


def test_many_lead_ins_cost_no_more_than_other_words() -> None:
    others = calls_of(lambda: grade_text("c " * 100, ["Mazhilis"]))
    assert calls_of(lambda: grade_text("a " * 100, ["Mazhilis"])) < 10 * others
    assert grade_text("well, um, I think that it was in the Mazhilis", ["Mazhilis"]).verdict == "correct"


def test_a_bank_of_many_answers_is_read_once() -> None:
    rivals = [f"{number} rivals" for number in range(20_000)]
    first = calls_of(lambda: grade_text("Senate", ["Mazhilis"], rivals=rivals))
    assert calls_of(lambda: grade_text("Kurultai", ["Mazhilis"], rivals=rivals)) < first / 10


def test_a_piece_of_a_list_is_graded_once() -> None:
    items = [[f"item {number}"] for number in range(100)]
    once = calls_of(lambda: grade_list("a, b, c", items, 3))
    assert calls_of(lambda: grade_list("a, b, c, " * 10, items, 3)) < 5 * once


@pytest.mark.parametrize("kind", KINDS)
def test_digits_without_end_are_no_number(kind: Kind) -> None:
    assert not grade_text("㊿" * MOST_READ, ["9 June 2017"], kind=kind).credit
    assert not grade_text("9 June 2017", ["㊿" * 300], kind=kind).credit


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
