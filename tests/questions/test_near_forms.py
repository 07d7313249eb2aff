"""Typed answers that are not quite a form (rules 9 to 13): what each rule lets in, and what it keeps out."""

from collections.abc import Sequence

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from civquiz.questions.bank import Bank
from civquiz.questions.equivalence import grade_text
from civquiz.questions.grading import Grade, Kind, Lexicon
from civquiz.questions.multiple_choice import MultipleChoice
from civquiz.questions.normal import normalise
from civquiz.questions.short_answer import ShortAnswer
from civquiz.questions.spelling import errors
from civquiz.questions.words import COMMON, CONFUSED

KINDS: tuple[Kind, ...] = ("text", "year", "number", "date", "person")
COURT = "What is the highest court of Kazakhstan?"


def verdict(response: str, accept: str, stem: str = "", kind: Kind = "text", reject: Sequence[str] = ()) -> str:
    return grade_text(response, [accept], kind=kind, stem=stem, reject=dict.fromkeys(reject, "")).verdict


@pytest.mark.parametrize(
    ("response", "accept", "reason"),
    [
        ("Mazhelis", "Mazhilis", "one letter off: Mazhelis → Mazhilis"),
        ("Mazhilsi", "Mazhilis", "letters swapped: Mazhilsi → Mazhilis"),
        ("the Mazhillis", "Mazhilis", "one letter off: Mazhillis → Mazhilis"),
        ("Consitituion", "Constitution", "two letters off: Consitituion → Constitution"),
        ("congres", "Congress", "one letter off: congres → Congress"),
        ("bicamerel", "bicameral", "one letter off: bicamerel → bicameral"),
        ("due procces", "due process", "two letters off: procces → process"),
        ("devolusion", "devolution", ""),
        ("fotosynthesis", "photosynthesis", "two letters off: fotosynthesis → photosynthesis"),
        ("Magna Cata", "Magna Carta", "one letter off: Cata → Carta"),
        ("Prime Minster", "Prime Minister", "one letter off: Minster → Minister"),
        ("Comissioner for human right", "Commissioner for Human Rights", "one letter off: Comissioner → Commissioner"),
        ("rule of lwa", "rule of law", "letters swapped: lwa → law"),
        ("14th Ammendment", "Fourteenth Amendment", "one letter off: Ammendment → Amendment"),
        ("Жогорку Кенеш", "Жогорку Кеңеш", ""),
        ("Мажилес", "Мажилис", "one letter off: Mazhiles → Mazhilis"),
        ("referend um", "referendum", ""),
        ("amzhilis", "Mazhilis", "letters swapped: amzhilis → Mazhilis"),
        ("Fourteeth Amendment", "14th Amendment", ""),
        ("Jerrymandering", "gerrymandering", "one letter off: Jerrymandering → gerrymandering"),
        ("Keltic", "Celtic", "one letter off: Keltic → Celtic"),
        ("Europaen Union", "European Union", "letters swapped: Europaen → European"),
    ],
)
def test_rule_9_a_typing_error_is_right_and_said(response: str, accept: str, reason: str) -> None:
    grade = grade_text(response, [accept])
    assert grade.credit == 1
    if reason:
        assert grade == Grade(1.0, "correct_typo", reason, accept)


@pytest.mark.parametrize(
    ("response", "accept"),
    [
        ("Iraq", "Iran"),  # four letters, another in place
        ("EPA", "EU"),
        ("dag", "dog"),
        ("rle fo lw", "rule of law"),
        ("Thirteeth Amendment", "14th Amendment"),
        ("13.7 percent", "13.75 percent"),
        ("OSA", "OAS"),
        ("collision", "coalition"),
        ("Dial", "Dáil"),  # words of their own
        ("Daily", "Dáil"),
        ("vote", "veto"),
        ("trail", "trial"),
        ("Australia", "Austria"),
        ("civic rights", "civil rights"),
        ("Crime Minister", "Prime Minister"),  # another first letter
        ("Bill of Lights", "Bill of Rights"),
        ("Kenate", "Senate"),
        ("Foland", "Poland"),
        ("Senator", "Senate"),  # derived
        ("Prime Ministry", "Prime Minister"),
        ("democratic", "democracy"),
        ("Federalist", "federalism"),
        ("unicameral", "bicameral"),
        ("guilty until proven innocent", "innocent until proven guilty"),
        ("Cultural Resolution", "Cultural Revolution"),
        ("shared property", "shared prosperity"),
        ("unconstitutional", "constitutional"),
        ("proscription", "prescription"),
        ("Sedate", "Senate"),  # no letter that is typed for another
        ("elective", "executive"),
        ("due progress", "due process"),  # too many for its length
        ("Constetushun", "Constitution"),
        ("13th Amendment", "14th Amendment"),  # never a number
        ("1992", "1991"),
        ("Fortieth Amendment", "Fourteenth Amendment"),
        ("Mazhiles", "Мажилис"),  # between two scripts
    ],
)
def test_rule_9_keeps_out_what_is_another_word(response: str, accept: str) -> None:
    assert grade_text(response, [accept]).credit == 0


def test_rule_9_only_what_could_pass_for_another_word_is_listed_as_confused() -> None:
    for group in CONFUSED:
        pairs = [(one, other) for one in group for other in group if one != other and errors(one, other)]
        assert {word for pair in pairs for word in pair} == group


def test_rule_9_a_word_of_the_bank_is_meant_as_it_is() -> None:
    other = ShortAnswer(id="other", stem="Which river is called the Seima?", answer="No")
    known = Lexicon((), (other.stem,))
    question = ShortAnswer(id="one", stem="Which parliament?", answer="Saeima")
    assert question.grade("Seima", Lexicon()).verdict == "correct_typo"
    assert question.grade("Seima", known).verdict == "wrong"


def test_rule_9_a_word_of_the_bank_that_sounds_as_the_right_one_is_meant_as_that() -> None:
    known = Lexicon((), ("Which organisation unites them?",))
    question = ShortAnswer(id="one", stem="Which one?", answer="World Health Organization")
    assert question.grade("World Health Organisation", known).verdict == "correct_typo"


def test_rule_9_a_word_that_an_option_of_the_bank_has_is_meant_as_it_is() -> None:
    choice = MultipleChoice(id="c", stem="Which?", answer="Right", distractors=["Seima"])
    question = ShortAnswer(id="one", stem="Which parliament?", answer="Saeima")
    assert question.grade("Seima", Bank(id="b", title="B", questions=(question,)).lexicon).verdict == "correct_typo"
    assert question.grade("Seima", Bank(id="b", title="B", questions=(question, choice)).lexicon).verdict == "wrong"


@pytest.mark.parametrize(
    ("response", "accept"),
    [
        ("Назарбаев", "Nazarbayev"),
        ("Мәжіліс", "Mazhilis"),
        ("Касым-Жомарт Токаев", "Kassym-Jomart Tokayev"),
        ("Қазақстан", "Kazakhstan"),
        ("Nazarbayev", "Назарбаев"),
        ("Елбасы", "Elbasy"),
    ],
)
def test_rule_9_the_spellings_of_a_name_in_two_scripts_are_one_answer(response: str, accept: str) -> None:
    assert verdict(response, accept) == "correct"
    assert verdict(response, accept, kind="person") == "correct"


@pytest.mark.parametrize(
    ("response", "accept", "stem"),
    [
        ("Supreme Court of Kazakhstan", "Supreme Court", COURT),
        ("the highest court is the Supreme Court", "Supreme Court", COURT),
        ("Kazakhstani tenge", "tenge", "What is the currency of Kazakhstan?"),
        ("the German Bundestag", "Bundestag", "What is the parliament of Germany?"),
        ("it's probably the Mazhilis", "Mazhilis", ""),
        ("the process of photosynthesis", "photosynthesis", ""),
        ("the African Union (AU)", "African Union", ""),
        ("Mazhilis (the lower house)", "Mazhilis", ""),
        ("La Laïcité", "laïcité", ""),
        ("US Constitution", "the Constitution", "What is the supreme law of the United States?"),
        ("Commission of the EU", "European Commission", "Which institution of the European Union proposes laws?"),
        ("Austrian Parliament", "Parliament", "Who makes the laws of Austria?"),
        ("the Dutch parliament", "parliament", "Who makes the laws of the Netherlands?"),
    ],
)
def test_rule_10_words_of_the_question_do_not_matter(response: str, accept: str, stem: str) -> None:
    assert verdict(response, accept, stem) == "correct"


@pytest.mark.parametrize(
    ("response", "accept", "expected"),
    [
        ("Deputy Prime Minister", "Prime Minister", "wrong"),
        ("former President", "President", "wrong"),
        ("president-elect", "President", "wrong"),
        ("Senate Mazhilis", "Mazhilis", "wrong"),
        ("Mazhilis and Senate", "Mazhilis", "wrong"),
        ("green Mazhilis", "Mazhilis", "close"),
        ("Mazhilis (not Kurultai)", "Mazhilis", "wrong"),
        ("Mazhilis (Senate)", "Mazhilis", "wrong"),
        ("the Supreme Leader", "Supreme Court", "wrong"),
        ("Mazhilis (vice)", "Mazhilis", "wrong"),
        ("acting Mazhilis (acting)", "Mazhilis", "wrong"),
    ],
)
def test_rule_10_keeps_out_what_says_something_else(response: str, accept: str, expected: str) -> None:
    assert verdict(response, accept, reject=["Senate"]) == expected


@pytest.mark.parametrize(
    ("response", "accept", "stem", "reject"),
    [
        ("House and Senate", "Senate", "Does the House or the Senate confirm judges?", "House"),
        ("Constitutional Supreme Court", "Supreme Court", "", "Constitutional Council"),
        ("deputy speaker", "the Speaker", "Who leads the Chamber of Deputies?", "usher"),
        ("acting president", "the president", "Whose action is needed for a law?", "usher"),
    ],
)
def test_rule_10_what_the_question_says_may_not_make_it_another(
    response: str, accept: str, stem: str, reject: str
) -> None:
    assert verdict(response, accept, stem, reject=[reject]) == "wrong"


def test_rule_10_an_answer_of_the_bank_beside_the_right_one_is_something_else() -> None:
    assert grade_text("Mazhilis, Kurultai", ["Mazhilis"], rivals=["Kurultai"]).verdict == "wrong"
    assert grade_text("green Mazhilis", ["Mazhilis"], rivals=["Kurultai"]).verdict == "close"
    for said in ("Mazhilis (Senate)", "Senate Mazhilis"):
        assert grade_text(said, ["Mazhilis"], rivals=["the Senate"]).verdict == "wrong"
    assert grade_text("Mazhilis (lower house)", ["Mazhilis"], rivals=["A"]).verdict == "correct"


@pytest.mark.parametrize(
    ("response", "accept", "stem", "expected"),
    [
        ("Swedish Riksdag", "Riksdag", "What is the parliament of Sweden?", "correct"),
        ("Iceland council", "Iceland", "Which country has the Althing?", "close"),
    ],
)
def test_rule_10_words_akin_to_those_of_the_question_do_not_matter(
    response: str, accept: str, stem: str, expected: str
) -> None:
    assert verdict(response, accept, stem) == expected


@pytest.mark.parametrize(
    ("response", "accept", "stem", "expected"),
    [
        ("fourteenth", "14th Amendment", "Which amendment guarantees equal protection?", "correct"),
        ("legislative", "legislative branch", "Which branch makes laws?", "correct"),
        ("four", "Four (4) years", "How long is a term?", "correct"),
        ("2.5", "2.5 years", "How long is a term?", "correct"),
        ("1929", "The Great Crash (1929)", "When did prices fall?", "correct"),
        ("1929", "The Great Crash (1929)", "What made prices fall?", "wrong"),
        ("constitutional", "constitutional monarchy", "What is a state with a king bound by law?", "close"),
        ("market", "market economy", "What has prices that nobody sets?", "wrong"),
        ("rule", "rule of law", "What principle says that nobody stands above the law?", "close"),
        ("vice", "Vice President", "Which president follows?", "wrong"),
        ("Thirteenth", "14th Amendment", "Which amendment guarantees equal protection?", "wrong"),
        ("2 years", "two years and 6 months", "How long is a term?", "wrong"),
        ("509", "509 BC", "When was the Republic founded?", "close"),
        ("South", "South Africa", "Which African country has three capitals?", "wrong"),
        ("court", "Supreme Court", COURT, "wrong"),
        ("President", "Vice President", "", "wrong"),
    ],
)
def test_rule_11_what_may_be_missing(response: str, accept: str, stem: str, expected: str) -> None:
    assert verdict(response, accept, stem) == expected


@pytest.mark.parametrize(
    ("response", "accept", "reject", "expected"),
    [
        ("Seimas", "Saeima", ["Seimas"], "wrong"),
        ("Slovania", "Slovakia", ["Slovenia"], "close"),  # a letter from each
        ("Saeimma", "Saeima", ["Seimas"], "correct_typo"),
        ("imigrant", "immigrant", ["emigrant"], "correct_typo"),  # sounds as it should
        ("Majilis", "Mazhilis", ["Majlis"], "correct_typo"),
    ],
)
def test_rule_12_what_is_as_near_to_something_else_is_not_right(
    response: str, accept: str, reject: list[str], expected: str
) -> None:
    assert verdict(response, accept, reject=reject) == expected
    rivals = grade_text(response, [accept], rivals=reject)
    assert rivals.verdict == expected


def test_rule_12_another_answer_that_says_what_the_question_says_is_right() -> None:
    stem = "Who makes the laws of the United States?"
    assert grade_text("U.S. Congress", ["Congress"], stem=stem, rivals=["U.S. Congress"]).verdict == "correct"
    assert grade_text("4", ["four years"], stem="How long is a term?", rivals=["4"]).verdict == "correct"


def test_rule_12_what_is_said_before_an_answer_does_not_keep_it_from_another() -> None:
    assert grade_text("it is probably the Slovania", ["Slovakia"], rivals=["Slovenia"]).verdict == "close"


def test_rule_12_questions_of_one_group_are_no_competitors() -> None:
    lexicon = Lexicon((("one", "g", ("Saeima",)), ("two", "g", ("Seimas",)), ("three", "", ("Sejm",))))
    question = ShortAnswer(id="one", stem="Which?", answer="Saeima", group="g")
    assert question.grade("Saeimma", lexicon).verdict == "correct_typo"
    assert question.grade("Sejm", lexicon).reason == "that is the answer of another question"


@pytest.mark.parametrize(
    ("response", "accept"),
    [
        ("Tokayev", "Kassym-Jomart Tokayev"),
        ("President Tokayev", "Kassym-Jomart Tokayev"),
        ("Tokayev Kassym-Jomart", "Kassym-Jomart Tokayev"),
        ("K.-J. Tokayev", "Kassym-Jomart Tokayev"),
        ("Tokayef", "Kassym-Jomart Tokayev"),
        ("Kassym-Zhomart Tokaev", "Kassym-Jomart Tokayev"),
        ("Jefferson, Thomas", "Thomas Jefferson"),
        ("Tom Jefferson", "Thomas Jefferson"),
        ("de Gaulle", "Charles de Gaulle"),
        ("DeGaulle", "Charles de Gaulle"),
        ("Gaulle", "Charles de Gaulle"),
        ("Beethoven", "Ludwig van Beethoven"),
        ("King", "Martin Luther King, Jr."),
        ("Martin Luther King", "Martin Luther King, Jr."),
        ("Aristotel", "Aristotle"),
        ("Queen Elizabeth II", "Elizabeth II"),
        ("W.A. Mozart", "Wolfgang Amadeus Mozart"),
        ("V.I. Lenin", "Vladimir Ilyich Lenin"),
        ("V. I. Lenin", "Vladimir Ilyich Lenin"),
        ("Mary Curie", "Marie Curie"),
        ("Carl Marx", "Karl Marx"),
        ("Vladimir Ilyich Lenin", "Vladimir Lenin"),
        ("Tomas Jefferson", "Thomas Jefferson"),
        ("Ludwig Beethoven", "Ludwig van Beethoven"),
        ("Alex Hamilton", "Alexander Hamilton"),
        ("J.S. BACH", "Johann Sebastian Bach"),
        ("KENNEDY J.F.", "John Fitzgerald Kennedy"),
        ("Прокофьев", "Sergei Prokofiev"),
        ("Моцарт", "Wolfgang Amadeus Mozart"),
        ("Chairman Mao", "Mao Zedong"),
        ("Nazarbayev N.A.", "Nursultan Nazarbayev"),
        ("Lenin V.I.", "Vladimir Lenin"),
        ("Путин В.", "Vladimir Putin"),
        ("Elizabeth II.", "Elizabeth II"),
        ("Malcolm X.", "Malcolm X"),
        ("Nazarbayev Nursultan Abishuly", "Nursultan Nazarbayev"),
        ("Nursultan Abishuly Nazarbayev", "Nursultan Nazarbayev"),
        ("Михаил Сергеевич Горбачёв", "Mikhail Gorbachev"),
        ("Gorbachov", "Mikhail Gorbachev"),
        ("MAO ZEDONG", "Mao Zedong"),
        ("MR. TOKAYEV", "Kassym-Jomart Tokayev"),
        ("LEE KUAN YEW", "Lee Kuan Yew"),
    ],
)
def test_rule_13_the_surname_is_enough(response: str, accept: str) -> None:
    assert grade_text(response, [accept], kind="person").credit == 1


@pytest.mark.parametrize(
    ("response", "accept"),
    [
        ("Nursultan Tokayev", "Kassym-Jomart Tokayev"),
        ("Kassym-Jomart Nazarbayev", "Kassym-Jomart Tokayev"),
        ("Kassym-Jomart", "Kassym-Jomart Tokayev"),
        ("Tokarev", "Kassym-Jomart Tokayev"),
        ("Thomas", "Thomas Jefferson"),
        ("Jeff", "Thomas Jefferson"),
        ("George Jefferson", "Thomas Jefferson"),
        ("not Jefferson", "Thomas Jefferson"),
        ("Elizabeth", "Elizabeth II"),
        ("Elizabeth I", "Elizabeth II"),
        ("Lenin Stalin", "Vladimir Lenin"),
        ("Nazarbayeva", "Nursultan Nazarbayev"),
        ("Mikhail Khrushchevich", "Mikhail Gorbachev"),
        ("Prokofiev, Shostakovich", "Sergei Prokofiev"),
        ("A. Jefferson", "Thomas Jefferson"),
        ("Alan Hamilton", "Alexander Hamilton"),
        ("Louis XV", "Louis XIV"),
        ("Kassym-Jomart Tokayev 2", "Kassym-Jomart Tokayev"),
        ("John Quincy Adams", "John Adams"),
        ("George W. Bush", "George Bush"),
    ],
)
def test_rule_13_keeps_out_somebody_else(response: str, accept: str) -> None:
    assert grade_text(response, [accept], kind="person").credit == 0


def test_rule_13_an_answer_of_another_question_that_is_the_surname_is_no_competitor() -> None:
    for said in ("Nazarbayev", "Nazarbaev", "Nursultan Nazarbayev"):
        assert grade_text(said, ["Nursultan Nazarbayev"], kind="person", rivals=["Nazarbayev"]).credit == 1


def test_rule_13_the_surname_is_enough_though_another_has_it_too() -> None:
    adams = {"Samuel Adams": "the other one"}
    for said in ("Adams", "J. Adams", "Adms"):
        assert grade_text(said, ["John Adams"], kind="person", reject=adams).credit == 1
    assert grade_text("Sam Adams", ["John Adams"], kind="person", reject=adams).credit == 0
    assert grade_text("Adams", ["John Adams"], kind="person", reject={"Adams": "which one?"}).reason == "which one?"


words = st.text("abcdefghijklmnopqrstuvwxyz", min_size=4, max_size=12)
forms = st.lists(words, min_size=1, max_size=3).map(" ".join)


@given(forms, forms, st.sampled_from(["text", "person"]), st.booleans())
@example("immigrant", "emigrant", "text", True)
@example("saeima", "saeimma", "text", False)
def test_a_reject_or_anothers_answer_is_never_right(form: str, other: str, kind: Kind, rejected: bool) -> None:
    assume(normalise(form) != normalise(other))
    if rejected:
        assert grade_text(other, [form], kind=kind, reject={other: ""}).credit < 1
    else:
        alone = grade_text(other, [form], kind=kind)
        assert grade_text(other, [form], kind=kind, rivals=[other]).credit < 1 or alone.verdict == "correct"


@given(st.integers(1000, 2100), st.sampled_from([-1, 1]), st.sampled_from(KINDS))
def test_a_year_one_off_is_never_right(year: int, by: int, kind: Kind) -> None:
    assert grade_text(str(year + by), [str(year)], kind=kind).credit == 0


@given(st.text("bdgkpvwxzaou", min_size=6, max_size=12), st.integers(1, 4))
@example("mazhilis", 4)
def test_a_letter_too_few_in_a_long_rare_word_is_forgiven(form: str, at: int) -> None:
    typed = form[:at] + form[at + 1 :]
    assume(typed not in COMMON)
    grade = grade_text(typed, [form])
    assert grade.credit == 1
    assert grade.verdict == "correct" or grade.spelt == form


@given(st.text(max_size=40), st.text(max_size=40), st.sampled_from(KINDS))
def test_grading_twice_is_grading_once(response: str, form: str, kind: Kind) -> None:
    once = grade_text(response, [form], kind=kind, rivals=[form[::-1]], stem=form)
    assert grade_text(response, [form], kind=kind, rivals=[form[::-1]], stem=form) == once
    if once.spelt:
        assert grade_text(once.spelt, [form], kind=kind).verdict == "correct"


@given(forms, st.sampled_from(["text", "person"]))
def test_a_close_reason_never_shows_the_answer(form: str, kind: Kind) -> None:
    said = form.rsplit(maxsplit=1)[-1]
    for response in (said, f"{form} zebra", said[:-1]):
        grade = grade_text(response, [form], kind=kind)
        if grade.verdict == "close":
            assert not any(word in grade.reason.split() for word in form.split() if word not in COMMON)
