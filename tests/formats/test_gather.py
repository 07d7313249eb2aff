from collections.abc import Mapping
from typing import Any

import pytest

from civquiz.errors import CivquizError
from civquiz.formats.contract import Found, Head, Item, Note, Skipped
from civquiz.formats.gather import Gathered, gather
from civquiz.questions.bank import MOST_QUESTIONS, Bank, Passage
from civquiz.questions.multiple_choice import MultipleChoice
from civquiz.questions.short_answer import ShortAnswer


def choice(**fields: Any) -> dict[str, Any]:
    return {
        "type": "multiple-choice",
        "stem": "What is the capital?",
        "answer": "Astana",
        "distractors": ["Almaty"],
        **fields,
    }


def gathered(*found: Found | Mapping[str, Any], ours: bool = False, there: Bank | None = None) -> Gathered:
    entries = [
        entry if isinstance(entry, Item | Skipped | Note | Head) else Item(f"line {number}", entry)
        for number, entry in enumerate(found, 1)
    ]
    return gather(entries, "town", "Town", there, ours=ours)


def test_an_id_is_the_slug_of_the_stem_where_the_file_has_none() -> None:
    bank = gathered(choice(), choice(), choice(id="own"), choice(id="No id!")).bank
    assert [question.id for question in bank.questions] == [
        "what-is-the-capital",
        "what-is-the-capital-2",
        "own",
        "what-is-the-capital-3",
    ]


def test_a_stem_without_a_letter_of_any_alphabet_gets_an_id_all_the_same() -> None:
    assert gathered(choice(stem="???")).bank.questions[0].id == "question"


def test_a_question_that_does_not_hold_is_skipped_with_its_place_and_why() -> None:
    result = gathered(choice(distractors=[]), choice(), {"type": "riddle", "stem": "?"}, choice(stem="x" * 3_000))
    assert len(result.bank.questions) == 1
    assert [skipped.where for skipped in result.skipped] == ["line 1", "line 3", "line 4"]
    assert result.skipped[0].reason == "distractors: needs a wrong option"
    assert "there is no type “riddle”" in result.skipped[1].reason
    assert "at most 2,000 characters" in result.skipped[2].reason


def test_what_could_do_something_to_a_terminal_is_taken_out() -> None:
    [question] = gathered(choice(stem="What\x1b[31m is\u202e it?", answer="Ast\x07ana")).bank.questions
    assert isinstance(question, MultipleChoice)
    assert (question.stem, question.answer) == ("What[31m is it?", "Astana")


def test_a_stem_keeps_its_lines_and_an_option_is_one() -> None:
    [question] = gathered(choice(stem="One\r\ntwo", answer="three\nfour")).bank.questions
    assert isinstance(question, MultipleChoice)
    assert (question.stem, question.answer) == ("One\ntwo", "three four")


def test_the_date_of_a_fact_is_taken_off_the_stem() -> None:
    result = gathered(choice(stem="Who governs? (as of June 2017)"), choice(stem="Who judges?"))
    assert result.bank.as_of == "2017-06"
    assert [(each.stem, each.dated) for each in result.bank.questions] == [
        ("Who governs?", True),
        ("Who judges?", False),
    ]


def test_a_date_that_is_not_the_banks_stays_in_the_stem() -> None:
    there = Bank(id="town", title="Town", as_of="2020")
    [question] = gathered(choice(stem="Who governs? (as of June 2017)"), there=there).bank.questions
    assert (question.stem, question.dated) == ("Who governs? (as of June 2017)", False)


@pytest.mark.parametrize(
    "words", ["as of late", "as of 31 February 2017", "as of Brumaire 1799", "as of June 2017, if"]
)
def test_what_is_no_date_stays_in_the_stem(words: str) -> None:
    [question] = gathered(choice(stem=f"Who governs? ({words})")).bank.questions
    assert question.stem.endswith(f"({words})")


@pytest.mark.parametrize(
    ("answer", "accept", "kind"),
    [
        ("1991", [], "year"),
        ("1991", ["in 1991"], "text"),
        ("9", [], "number"),
        ("-3.5", ["3"], "number"),
        ("Astana", [], "text"),
        ("0191", [], "number"),
    ],
)
def test_the_kind_of_a_short_answer_shows_in_its_forms(answer: str, accept: list[str], kind: str) -> None:
    values = {"type": "short-answer", "stem": "When?", "answer": answer, "accept": accept}
    [question] = gathered(values).bank.questions
    assert isinstance(question, ShortAnswer)
    assert question.kind == kind


def test_our_own_bank_is_taken_to_the_letter() -> None:
    values = {"type": "short-answer", "stem": " Who?\t(as of June 2017)", "answer": "1991"}
    [question] = gathered(values, ours=True).bank.questions
    assert isinstance(question, ShortAnswer)
    assert (question.stem, question.kind, question.dated) == (values["stem"], "text", False)


def test_a_passage_has_to_be_in_the_file_or_in_the_bank_it_joins() -> None:
    passages = [{"id": "p", "text": "It is Astana."}]
    there = Bank(id="town", title="Town", passages=(Passage(id="q", text="It was Almaty."),))
    result = gathered(
        Head({"passages": passages}),
        choice(passage="p"),
        choice(passage="q"),
        choice(passage="r"),
        there=there,
        ours=True,
    )
    assert [question.passages for question in result.bank.questions] == [["p"], ["q"]]
    assert "there is no passage “r”" in result.skipped[0].reason


def test_the_file_may_give_a_title_and_never_the_id() -> None:
    bank = gathered(Head({"title": "The \x1btown", "id": "else"}), choice()).bank
    assert (bank.id, bank.title) == ("town", "The town")


def test_a_question_that_does_not_hold_gives_the_bank_no_date() -> None:
    result = gathered(choice(stem="Who? (as of 2016)", distractors=[]), choice(stem="Who governs? (as of June 2017)"))
    assert result.bank.as_of == "2017-06"


def test_what_is_dated_in_the_bank_gets_no_date_from_the_file() -> None:
    own = MultipleChoice(id="own", stem="Who?", answer="A", distractors=["B"], dated=True)
    there = Bank(id="town", title="Town", questions=(own,))
    result = gathered(choice(stem="Who governs? (as of June 2017)"), there=there)
    assert (result.bank.as_of, result.bank.questions[0].dated) == ("", False)


@pytest.mark.parametrize(("as_of", "dated"), [("2017-06", True), ("2020", False), ("", True)])
def test_our_own_dated_question_keeps_its_date_in_a_bank_of_another(as_of: str, dated: bool) -> None:
    there = Bank(id="town", title="Town", as_of=as_of)
    result = gathered(Head({"as_of": "2017-06"}), choice(dated=True), ours=True, there=there)
    [question] = result.bank.questions
    stem = "What is the capital?" if dated else "What is the capital? (as of June 2017)"
    assert (question.stem, question.dated) == (stem, dated)
    assert result.bank.as_of == (as_of or "2017-06")


def test_the_ids_that_the_file_has_are_known() -> None:
    assert gathered(choice(id="own"), choice(), choice(id="own")).named == {"own"}


@pytest.mark.parametrize("ours", [False, True])
def test_two_questions_of_one_stem_both_come_in_and_it_is_said(ours: bool) -> None:
    result = gathered(choice(), choice(stem="Who?"), choice(answer="Aqmola"), choice(), ours=ours)
    assert len(result.bank.questions) == 4
    assert result.notes == (
        Note("line 3", "has the same stem as line 1; taken as a question of its own"),
        Note("line 4", "has the same stem as line 1; taken as a question of its own"),
    )


def test_an_id_that_is_there_twice_in_another_programs_file_is_told() -> None:
    result = gathered(choice(id="own"), choice(id="own", stem="Who?"), choice(id="other"))
    assert [question.id for question in result.bank.questions] == ["own", "own-2", "other"]
    assert result.notes == (Note("line 2", "gets another id than “own”, which an earlier question has"),)


def test_stems_that_make_the_same_id_and_are_not_the_same_need_no_word() -> None:
    result = gathered(choice(stem="What is the capital!"), choice())
    assert [question.id for question in result.bank.questions] == ["what-is-the-capital", "what-is-the-capital-2"]
    assert result.notes == ()


def test_more_questions_than_a_bank_can_have_are_refused() -> None:
    entries = (Item("", {}) for _ in range(MOST_QUESTIONS + 1))
    with pytest.raises(CivquizError, match="more than 50,000 questions"):
        gather(entries, "town", "Town")
