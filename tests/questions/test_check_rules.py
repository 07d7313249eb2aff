from typing import Any

import msgspec
import pytest
from rapidfuzz.distance import OSA

from civquiz.questions.bank import Bank, Passage
from civquiz.questions.base import Because, Question, Response
from civquiz.questions.check import RULES, check
from civquiz.questions.enumeration import Enumeration
from civquiz.questions.grading import Grade, Lexicon
from civquiz.questions.matching import Matching
from civquiz.questions.multiple_choice import MultipleChoice
from civquiz.questions.multiple_response import MultipleResponse
from civquiz.questions.ordering import Ordering
from civquiz.questions.short_answer import ShortAnswer
from civquiz.questions.true_false import TrueFalse

WRONG: list[str | Because] = ["The Senate", "The Mazhilis", "The Supreme Court"]
PASSAGE = Passage(
    id="course",
    title="The course",
    text="In 1991 the country became independent. Two bodies make laws: the Senate and the Mazhilis, the lower house.",
)


def choice(stem: str = "Who holds executive power?", /, **fields: Any) -> MultipleChoice:
    return MultipleChoice(**{"id": "q", "stem": stem, "answer": "The President", "distractors": WRONG, **fields})


def several(stem: str = "Who makes laws?", /, **fields: Any) -> MultipleResponse:
    fields = {"answers": ["Senate", "Mazhilis"], "distractors": ["President", "Court"], **fields}
    return MultipleResponse(**{"id": "q", "stem": stem, **fields})


def statement(stem: str, /, *, answer: bool = False, **fields: Any) -> TrueFalse:
    return TrueFalse(**{"id": "q", "stem": stem, "answer": answer, **fields})


def typed(stem: str = "What is the lower house called?", /, **fields: Any) -> ShortAnswer:
    return ShortAnswer(**{"id": "q", "stem": stem, "answer": "Mazhilis", **fields})


def listed(**fields: Any) -> Enumeration:
    fields = {"answers": ["Senate", ["Mazhilis", "Majilis"]], **fields}
    return Enumeration(**{"id": "q", "stem": "Which two bodies make laws?", **fields})


def ordered(*items: str) -> Ordering:
    return Ordering(id="q", stem="Put these in order, earliest first.", items=list(items))


def matched(*pairs: tuple[str, str], **fields: Any) -> Matching:
    return Matching(id="q", stem="Which branch does each belong to?", pairs=list(pairs), **fields)


def bank(*questions: Question, **fields: Any) -> Bank:
    """A valid bank of these questions, numbered in their order where there are several."""
    if len(questions) > 1:
        numbered = enumerate(questions, 1)
        questions = tuple(msgspec.structs.replace(question, id=f"q{number}") for number, question in numbered)
    made = Bank(**{"id": "b", "title": "B", "questions": questions, **fields})
    assert made.check() == []
    return made


def found(rule: str, checked: Bank, *, today: str = "") -> list[tuple[str, str]]:
    """Where the rule of that name breaches: question and field."""
    code = next(each.code for each in RULES if each.name == rule)
    return [(finding.question, finding.field) for finding in check(checked, today=today) if finding.code == code]


# Rules that look at one question: what is to be found, in which field, and what is not.

FLAWED: list[tuple[str, str, list[Question]]] = [
    (
        "unmarked-negative",
        "stem",
        [
            choice("Which of these is not a branch of power?"),
            choice("Which of these bodies doesn't make laws?"),
            choice("The constitution cannot be changed by"),
            choice("All of these are bodies of the judiciary except one."),
            several("Which of these do NOT judge, and which are not elected?"),
            typed("Which house of parliament is not elected by the people?"),
            statement("The Senate is not the lower house.", answer=True),
            choice("Laws are made in parliament. Which body is least likely to make one?"),
        ],
    ),
    (
        "double-negative",
        "stem",
        [
            choice("Which of these is NOT so?", distractors=["It does not judge", "It makes laws", "It meets"]),
            statement("It is NOT so that the Senate can NOT meet."),
        ],
    ),
    (
        "unfocused-stem",
        "stem",
        [
            choice("Which of the following is true about the Mazhilis?"),
            choice("Which of these statements are NOT correct?"),
            choice("Which is right?"),
            choice("The Independence Constitution", answer="was negotiated", distractors=["was imposed", "was lost"]),
        ],
    ),
    (
        "misplaced-blank",
        "stem",
        [
            typed("____ is the lower house."),
            typed("The [blank] is the lower house."),
            choice("The ___ makes laws with the ___."),
        ],
    ),
    (
        "answer-in-stem",
        "stem",
        [
            typed("Which house is the Mazhilis of Kazakhstan?"),
            typed("In 1991, in which year was it founded?", answer="1991", kind="year"),
            choice("What does a president's rule mean for the president?", answer="The President"),
            several("Which of these, like the Senate, make laws?"),
            listed(stem="Beside the Majilis, which two bodies make laws?"),
        ],
    ),
    (
        "sweeping-statement",
        "stem",
        [
            statement("The President never signs a law."),
            statement("All members of the Senate are judges."),
            statement("The Senate is completely without power."),
        ],
    ),
    (
        "longest-answer",
        "answer",
        [choice(answer="The President, who is elected by the people for a term of years")],
    ),
    (
        "refers-to-options",
        "distractors",
        [
            choice(distractors=["The Senate", "All of the above"]),
            choice(distractors=["The Senate", "None of these"]),
            choice(distractors=["The Senate", "Both A and B"]),
            choice(distractors=["The Senate", "b and c only"]),
            choice(distractors=["The Senate", "All of these answers are correct"]),
            several(distractors=["President", "None of the above"]),
        ],
    ),
    (
        "overlapping-options",
        "distractors",
        [
            choice(distractors=["The Senate", "The Senate and the Mazhilis"]),
            choice(distractors=["The Senate", "Both the President and the Senate"]),
            choice(distractors=["President", "The Senate"]),
            choice("How old must a voter be?", answer="18 or over", distractors=["16 to 18", "under 16"]),
            choice("How many seats are there?", answer="101-200", distractors=["1-100", "150-300"]),
            choice("What percentage votes?", answer="over 20 %", distractors=["under 10 %", "over 50 %"]),
        ],
    ),
    (
        "article-cue",
        "stem",
        [
            choice(
                "The constitution provides for an", answer="independent court", distractors=["state church", "army"]
            ),
            choice("Kazakhstan is a ____", answer="unitary state", distractors=["empire", "federation"]),
            choice("The head of a house is an…", answer="honourable man", distractors=["king", "elder"]),
        ],
    ),
    (
        "odd-form",
        "answer",
        [
            choice(answer="The President."),
            choice(answer="the president"),
            choice(answer="President", distractors=["senators", "judges", "ministers"]),
        ],
    ),
    (
        "absolute-distractors",
        "distractors",
        [
            choice(distractors=["A body that never meets", "The Senate", "The Mazhilis"]),
            choice(distractors=["Only the Senate", "Only the Mazhilis", "The judges"]),
        ],
    ),
    ("vague-options", "distractors", [choice(distractors=["The Senate", "Usually a judge"])]),
    (
        "repeated-word",
        "answer",
        [
            choice(
                "Which body decides whether a law fits the constitution?",
                answer="The Constitutional Council",
                distractors=["The Senate", "The President"],
            ),
            choice("Which city is it?", answer="Astana City", distractors=["Almaty", "Shymkent"]),
        ],
    ),
    ("two-options", "distractors", [choice(distractors=["The Senate"])]),
    ("no-spare-match", "distractors", [matched(("President", "executive"), ("Senate", "legislative"))]),
    (
        "misgraded-form",
        "reject",
        [typed(reject=["MAZHILIS"]), typed(reject=["Senate", "“Mazhilis”"]), listed(reject=["senate!"])],
    ),
    ("misgraded-form", "accept", [typed(accept=["the house of " + "very " * 50 + "common people"])]),
    (
        "answer-in-hint",
        "hint",
        [
            typed(hint="The Mazhilis is meant."),
            choice(hint="Think of the president's office."),
            listed(hint="One of them is the Majilis."),
            several(hint="One is the Senate."),
        ],
    ),
    (
        "order-shows",
        "items",
        [
            ordered("Independence (1991)", "A decree (2002)", "A summit (2017)"),
            ordered("Summit in 2017", "Decree in 2002", "Independence in 1991"),
            ordered("Step 1, a draft", "Step 2, a vote", "Step 3, a signature"),
            ordered("Adoption", "Decree", "Independence", "The summit"),
        ],
    ),
    (
        "present-without-date",
        "stem",
        [
            choice("Who is currently the head of state?"),
            choice("Who is the current president?"),
            typed("Name the current speaker of the Senate."),
            choice("Who is the Chief Justice now?"),
            statement("As of 2017, the Senate is the lower house."),
        ],
    ),
    ("unknown-ignore", "ignore", [choice(ignore=["C999"]), choice(ignore=["C201", "longest-anwser"])]),
]

SOUND: list[tuple[str, list[Question]]] = [
    (
        "unmarked-negative",
        [
            choice("Which of these is NOT a branch of power?"),
            choice("Which of these is *not* a branch of power?"),
            choice("Who takes over if the President cannot serve?"),
            choice("Which body not only makes laws but elects judges?"),
            choice("Who decides, at least in theory, whether or not a law holds?"),
            choice("Laws were not always written. Who writes them?"),
            choice("Which body is not elected but appointed?"),
            typed("An opinion that does not serve as precedent"),
            choice("Which body said “we will not go”?"),
            statement("The President never signs a law."),
        ],
    ),
    (
        "double-negative",
        [
            choice("Which of these is NOT so?"),
            choice("Which of these is so?", distractors=["It does not judge", "It makes laws", "It meets"]),
            statement("The Senate is NOT the lower house."),
        ],
    ),
    (
        "unfocused-stem",
        [
            choice("Which of the following is the lower house?"),
            choice("Bicameralism refers to"),
            choice("Choose the branch"),
            choice("Executive power: ____"),
            typed("The Independence Constitution"),
            statement("Power corrupts."),
        ],
    ),
    (
        "misplaced-blank",
        [
            typed("The lower house is the ____."),
            listed(stem="Laws are made by ____ and ____."),
            typed("“We the people”: where?"),
        ],
    ),
    (
        "answer-in-stem",
        [
            choice("Who is elected, the President or the Senate?"),
            choice("What is the presidential office?", answer="The President"),
            typed("What is the Mazhilis?", answer="lower house"),
            typed("How many of the 2 houses make laws?", answer="2", kind="number"),
            choice("Is no law needed?", answer="No", distractors=["Yes", "At times"]),
        ],
    ),
    (
        "sweeping-statement",
        [
            statement("The President never signs a law.", answer=True),
            statement("Not all members of the Senate are elected."),
            statement("The founders declared that all men are born equal."),
            statement("The Senate is the only house."),
            statement("The Senate is elected every four years."),
        ],
    ),
    (
        "longest-answer",
        [
            choice(answer="The President of the Republic"),
            choice(
                answer="The President, who is elected by the people",
                distractors=["The Senate, whose members are sent by the regions", "The Mazhilis", "The Court"],
            ),
            several(answers=["Senate", "The Mazhilis, which is the lower house of the parliament"]),
        ],
    ),
    (
        "refers-to-options",
        [
            choice(distractors=["All citizens", "None but the judges", "Both houses of parliament"]),
            choice("How many?", answer="2 or 3", distractors=["4 or 5", "7"]),
        ],
    ),
    (
        "overlapping-options",
        [
            choice(distractors=["The Vice President", "The Senate"]),
            choice("Which part is it?", answer="Part IV-A", distractors=["Part IV", "Part III"]),
            choice("Which blood group?", answer="AB+", distractors=["AB-", "A+"]),
            choice("How old must a voter be?", answer="18 or over", distractors=["16 or 17", "under 16"]),
            choice("When was the war?", answer="1861-1865", distractors=["1860-1864", "1865-1869"]),
            choice("How long was the war?", answer="3-4 months", distractors=["3 years", "11-12 months"]),
            choice("How many?", answer="three and one half million", distractors=["one half million", "two million"]),
            choice("How many seats are there?", answer="107", distractors=["98", "115"]),
        ],
    ),
    (
        "article-cue",
        [
            choice("Kazakhstan is a(n)", answer="unitary state", distractors=["empire", "federation"]),
            choice("Kazakhstan is a", answer="unitary state", distractors=["European republic", "union"]),
            choice("He was an", answer="FBI agent", distractors=["Estonian", "MP"]),
        ],
    ),
    (
        "odd-form",
        [
            choice(answer="The President."[:-1]),
            choice(answer="Washington, D.C.", distractors=["Boston", "New York"]),
            choice(answer="The president.", distractors=["The judges.", "The ministers."]),
            choice(answer="1991", distractors=["the year 1993", "The year 1995"]),
            several(answers=["Senate", "mazhilis"]),
        ],
    ),
    (
        "absolute-distractors",
        [
            choice(answer="A body that always meets", distractors=["A body that never meets", "The Senate", "A court"]),
            choice(distractors=["Only the Senate", "The Mazhilis", "The judges"]),
            choice(distractors=["Every four years", "Every five years", "Once"]),
            choice("What does the motto mean?", distractors=["We never yield", "We vote", "We meet"]),
        ],
    ),
    ("vague-options", [choice(distractors=["The Senate", "A judge of five years' standing"])]),
    (
        "repeated-word",
        [
            choice(
                "Which body decides whether a law fits the constitution?",
                answer="The Constitutional Council",
                distractors=["The Constitutional Assembly", "The President"],
            ),
            choice(
                "Why was the decree approved?",
                answer="Because with the decree an institution for the rights of citizens could begin its work",
                distractors=["By chance", "By mistake"],
            ),
        ],
    ),
    ("two-options", [choice(distractors=["The Senate", "The Mazhilis"]), statement("The Senate meets.")]),
    (
        "no-spare-match",
        [
            matched(("President", "executive"), ("Senate", "legislative"), distractors=["judicial"]),
            matched(("Mazhilis", "legislative"), ("Senate", "legislative")),
        ],
    ),
    (
        "misgraded-form",
        [
            typed(accept=["Majilis", "Мәжіліс"], reject=["Senate", Because("Kurultai", "another name")]),
            typed(kind="year", answer="1991", reject=["1993", "1990"]),
            typed(answer="life, liberty and the pursuit of happiness"),
            listed(answers=["life, liberty", "Checks and balances"], reject=["property"]),
            listed(reject=["President", "Supreme Court"]),
        ],
    ),
    (
        "typo-accepted",
        [
            typed(reject=["Senate", "Majlis of the regions"]),
            typed(kind="year", answer="1991", reject=["1990"]),
            typed(answer="Commissioner", reject=["Commission"]),
            listed(reject=["Senator"]),
        ],
    ),
    (
        "answer-in-hint",
        [
            typed(hint="A Kazakh word that begins with M."),
            choice(hint="Neither the Senate nor the President of the Senate: look at the three."),
            choice(),
        ],
    ),
    (
        "order-shows",
        [
            ordered("Independence", "Adoption of a constitution", "A decree", "The summit"),
            ordered("Adoption", "Decree", "Summit"),
            ordered("First Amendment (1791)", "Emancipation", "A law of 1965"),
            ordered("Reform of 2010", "War of 1994", "Vote of 2002"),
        ],
    ),
    (
        "present-without-date",
        [
            choice("Who is currently the head of state?", dated=True),
            choice("Which state is now known as Kazakhstan?"),
            choice("In what is now Kazakhstan, who ruled?"),
            choice("The capital is now Astana. Which city was it before?"),
            typed("What drives an ocean current?"),
            choice("Who sang “We meet today”?"),
        ],
    ),
    ("unknown-ignore", [choice(ignore=["C201"]), choice(ignore=["longest-answer"])]),
]


def one_by_one(cases: list[Any]) -> list[Any]:
    return [
        pytest.param(case[0], *case[1:-1], question, id=f"{case[0]}-{number}")
        for case in cases
        for number, question in enumerate(case[-1], 1)
    ]


@pytest.mark.parametrize(("rule", "field", "question"), one_by_one(FLAWED))
def test_a_flaw_is_found(rule: str, field: str, question: Question) -> None:
    assert found(rule, bank(question)) == [("q", field)]


@pytest.mark.parametrize(("rule", "question"), one_by_one(SOUND))
def test_what_is_near_a_flaw_and_none_passes(rule: str, question: Question) -> None:
    assert found(rule, bank(question)) == []


class Forgiving(ShortAnswer, frozen=True, kw_only=True, tag="forgiving"):
    """A short answer whose grader forgives any wrong letter: the rule asks whatever grader a question has."""

    def grade(self, response: Response, lexicon: Lexicon) -> Grade:
        near = min(OSA.distance(str(response).casefold(), form.casefold()) for form in self.answer_forms())
        forgiven = near <= 1 and response not in lexicon.rivals(self.id, self.group)
        return Grade(1.0, "correct_typo") if forgiven else Grade(0.0, "wrong")


@pytest.mark.parametrize(("wrong", "fields"), [("Commission", [("q", "reject")]), ("Council", []), ("Court", [])])
def test_a_wrong_form_that_is_graded_right_once_it_is_mistyped_is_found(wrong: str, fields: list[Any]) -> None:
    question = Forgiving(id="q", stem="Who guards human rights?", answer="Commissioner", reject=[wrong])
    assert found("typo-accepted", bank(question)) == fields


# Rules on passages and dates.


@pytest.mark.parametrize(
    "question",
    [
        choice("Who judges?", answer="The Supreme Court", distractors=["The Senate", "The Mazhilis"]),
        several(answers=["Senate", "Constitutional Council"]),
        typed(answer="1993", kind="year"),
        listed(answers=["Senate", "Constitutional Council"]),
        statement("Judges are appointed for life by an independent council of jurists.", answer=True),
        ordered("Independence", "Abolition of censorship"),
        matched(("Senate", "makes laws"), ("Court", "judges cases")),
    ],
    ids=lambda question: question.type,
)
def test_an_answer_that_its_passage_does_not_say_is_ungrounded(question: Question) -> None:
    pointing = msgspec.structs.replace(question, passage="course")
    assert found("ungrounded", bank(pointing, passages=(PASSAGE,))) == [("q", "passage")]


@pytest.mark.parametrize(
    "question",
    [
        choice("What happened in 1991?", answer="Independence", distractors=["War", "Peace"]),
        typed(answer="nineteen ninety-one", kind="year"),
        typed(answer="Parliament", accept=["Majilis", "Mazhilis"]),
        typed("How many bodies make laws?", answer="2", kind="number"),
        listed(),
        several(answers=["The Senate", "The lower houses"]),
        statement("Laws are made by two bodies.", answer=True),
        statement("Over thirty years have passed since the country became independent.", answer=True),
        statement("Judges are appointed for life by an independent council of jurists."),
        choice("Which of these is NOT named?", answer="The Supreme Court", distractors=["The Senate"]),
        ordered("The country becomes independent", "The lower house makes laws"),
        matched(("Senate", "makes laws"), ("Mazhilis", "lower house")),
    ],
    ids=lambda question: question.type,
)
def test_an_answer_that_its_passage_says_in_other_words_is_grounded(question: Question) -> None:
    pointing = msgspec.structs.replace(question, passage="course")
    assert found("ungrounded", bank(pointing, passages=(PASSAGE,))) == []


def test_one_of_several_passages_is_enough() -> None:
    other = Passage(id="other", text="The President holds executive power.")
    checked = bank(choice(passage=["course", "other"]), passages=(PASSAGE, other))
    assert found("ungrounded", checked) == []


def test_a_question_without_a_passage_is_found_where_there_are_passages() -> None:
    assert found("no-passage", bank(choice(), passages=(PASSAGE,))) == [("q", "passage")]
    assert found("no-passage", bank(choice())) == []


def test_dated_questions_need_a_date_of_the_bank() -> None:
    dated = choice(dated=True)
    assert found("dated-without-date", bank(dated)) == [("", "as_of")]
    assert found("dated-without-date", bank(dated, as_of="2017")) == []
    assert found("dated-without-date", bank(choice())) == []


@pytest.mark.parametrize(
    ("as_of", "today", "stale"),
    [
        ("2017-06", "2026-01-01", True),
        ("2017-06", "2022-07-01", True),
        ("2017-06", "2022-06-30", False),
        ("2017", "2022-12-31", False),
        ("2017-06-09", "2022-06-10", True),
        ("2017-06-09", "2022-06-09", False),
        ("2107", "2026-01-01", True),
        ("2017", "", False),
        ("", "2026-01-01", False),
    ],
)
def test_dated_facts_grow_stale_after_five_years(as_of: str, today: str, *, stale: bool) -> None:
    checked = bank(choice(dated=True), as_of=as_of)
    assert bool(found("stale-date", checked, today=today)) == stale
    assert all(finding.note for finding in check(checked, today=today) if finding.field == "as_of" and as_of)


def test_a_bank_whose_facts_cannot_change_does_not_grow_stale() -> None:
    assert found("stale-date", bank(choice(), as_of="1999"), today="2026-01-01") == []


# Rules on several questions.

INDEPENDENCE = typed("In which year did Kazakhstan become independent?", answer="1991", kind="year")


@pytest.mark.parametrize(
    "other",
    [
        typed("In what year did Kazakhstan become independent?", answer="1991", kind="year"),
        typed("When did Kazakstan become independent?", answer="1991", kind="year"),
        choice("When did Kazakhstan become independent?", answer="1991", distractors=["1990", "1993"]),
        typed("In which year did Kazakhstan become independent?", answer="1993", kind="year"),
    ],
    ids=["reworded", "misspelt", "another type", "another answer"],
)
def test_two_questions_that_ask_the_same_are_found(other: Question) -> None:
    assert found("near-duplicate", bank(INDEPENDENCE, other)) == [("q2", "stem")]
    together = [msgspec.structs.replace(question, group="g") for question in (INDEPENDENCE, other)]
    assert found("near-duplicate", bank(*together)) == []


@pytest.mark.parametrize(
    "pair",
    [
        (choice("What is the capital of France?"), choice("What is the capital of Germany?")),
        (
            typed("Why did the country enter the First World War?", answer="an alliance"),
            typed("Why did the country enter the Second World War?", answer="an alliance"),
        ),
        (
            choice("Which of these makes laws?", answer="The Senate", distractors=["The Court", "The King"]),
            choice("Which of these makes laws?", answer="Congress", distractors=["The Court", "The King"]),
        ),
        (statement("The Senate elects the President."), statement("The President elects the Senate.")),
        (ordered("Independence", "Decree"), ordered("War", "Peace")),
        (INDEPENDENCE, typed("In which year did Kazakhstan adopt a constitution?", answer="1993", kind="year")),
    ],
    ids=["a place", "a number", "options", "word order", "items", "a fact"],
)
def test_two_questions_that_only_look_alike_pass(pair: tuple[Question, Question]) -> None:
    assert found("near-duplicate", bank(*pair)) == []


def test_the_same_statement_twice_is_found_whatever_its_answer() -> None:
    twice = (statement("The Senate meets."), statement("the senate meets", answer=True))
    assert found("near-duplicate", bank(*twice)) == [("q2", "stem")]


TELLING = choice(
    "When was the Mazhilis, the lower house, elected anew?", answer="In 1994", distractors=["1995", "1996"]
)


def test_a_stem_that_says_another_answer_is_found() -> None:
    assert found("answers-another", bank(TELLING, typed())) == [("q1", "stem")]


@pytest.mark.parametrize(
    "questions",
    [
        (msgspec.structs.replace(TELLING, group="g"), typed(group="g")),
        (choice("When was the Mazhilis elected anew?"), typed()),
        (statement("The Mazhilis is what the lower house is called in Russia."), typed()),
        (
            choice("Is the lower house called Mazhilis or Senate?"),
            choice("What is the lower house called?", answer="Mazhilis"),
        ),
    ],
    ids=["one group", "the answer alone", "a false statement", "a wrong option as well"],
)
def test_a_stem_that_has_another_answer_without_giving_it_away_passes(questions: tuple[Question, Question]) -> None:
    assert found("answers-another", bank(*questions)) == []


def test_statements_that_are_nearly_all_true_are_found() -> None:
    def statements(true: int, false: int) -> Bank:
        return bank(*(statement(f"The body of name {n} meets.", answer=n < true) for n in range(true + false)))

    assert found("unbalanced-statements", statements(9, 1)) == [("", "questions")]
    assert found("unbalanced-statements", statements(2, 8)) == [("", "questions")]
    assert found("unbalanced-statements", statements(7, 3)) == []
    assert found("unbalanced-statements", statements(8, 1)) == []


def test_multiple_responses_that_always_have_as_many_right_options_are_found() -> None:
    def responses(*counts: int, stem: str = "Which of these are in list {}?") -> Bank:
        return bank(
            *(
                several(stem.format(n), answers=[f"Right {n} {k}" for k in range(count)])
                for n, count in enumerate(counts, 20)
            )
        )

    assert found("same-number-right", responses(2, 2, 2, 2, 2)) == [("", "questions")]
    assert found("same-number-right", responses(2, 2, 2, 2, 3)) == []
    assert found("same-number-right", responses(2, 2, 2, 2)) == []
    assert found("same-number-right", responses(2, 2, 2, 2, 2, stem="Which two are in list {}?")) == []


def test_explanations_and_reasons_are_missed_where_most_have_them() -> None:
    explained = [choice(explanation="It is so.", distractors=[Because("A", "a"), Because("B", "b")]) for _ in range(2)]
    forgotten = choice(distractors=[Because("A", "a"), "B"])
    assert found("missing-explanation", bank(*explained, forgotten)) == [("q3", "explanation")]
    assert found("missing-why", bank(*explained, forgotten)) == [("q3", "distractors")]
    assert found("missing-explanation", bank(choice(), choice())) == []
    assert found("missing-why", bank(choice(), forgotten)) == []
