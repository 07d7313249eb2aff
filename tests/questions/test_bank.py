import msgspec
import pytest

from civquiz.questions import QUESTION_TYPES
from civquiz.questions.bank import Bank, Exam, Passage, as_of_words, overlay
from civquiz.questions.base import Question
from civquiz.questions.multiple_choice import MultipleChoice
from civquiz.questions.short_answer import ShortAnswer
from civquiz.questions.true_false import TrueFalse

P1 = Passage(id="p1", text="The Senate is one of two houses.")
Q1 = TrueFalse(id="q1", topic="Powers", passage="p1", stem="The Senate is a house.", answer=True)
Q2 = ShortAnswer(id="q2", topic="Years", group="g", stem="Which year?", answer="1991", accept=["in 1991"])
Q3 = MultipleChoice(id="q3", topic="Powers", stem="Who?", answer="President", distractors=["Senate", "Mazhilis"])


def a_bank(*questions: Question, **fields: object) -> Bank:
    bank = Bank(id="town", title="Town", passages=(P1,), questions=questions or (Q1, Q2, Q3))
    return msgspec.structs.replace(bank, **fields)


def changed(question: Question, **fields: object) -> Question:
    return msgspec.structs.replace(question, **fields)


def lines(bank: Bank) -> list[str]:
    return [f"{fault.where}, {fault.field}: {fault.message}" for fault in bank.check()]


def test_a_good_bank_has_no_faults() -> None:
    assert a_bank(exam=Exam(questions=20, pass_mark=0.6), as_of="2017-06", language="pt-BR").check() == []


@pytest.mark.parametrize(
    ("bank", "line"),
    [
        (a_bank(id="Town"), ", id: must be a-z, 0-9"),
        (a_bank(id="town\n"), ", id: must be a-z, 0-9"),
        (a_bank(id="../town"), ", id: must be a-z, 0-9"),
        (a_bank(id="t" * 65), ", id: must be a-z, 0-9"),
        (a_bank(title="\u200b \u202e"), ", title: is empty"),
        (a_bank(title="a\nb"), ", title: at most 1 line, and this has 2"),
        (a_bank(language="English!"), ", language: must be a language code"),
        (a_bank(as_of="June 2017"), ", as_of: must be a year, a month or a day"),
        (a_bank(as_of="2017-13"), ", as_of: must be"),
        (a_bank(as_of="2017-02-29"), ", as_of: must be"),
        (a_bank(as_of="2017-06\n"), ", as_of: must be"),
        (a_bank(as_of="٢٠١٧"), ", as_of: must be"),
        (a_bank(exam=Exam(questions=0, pass_mark=0.5)), "exam, questions: must be 1 to 50,000"),
        (a_bank(exam=Exam(questions=9, pass_mark=60)), "exam, pass_mark: must be above 0 and at most 1: 60 % is 0.6"),
        (a_bank(exam=Exam(questions=9, pass_mark=float("nan"))), "exam, pass_mark: must be above 0"),
        (a_bank(exam=Exam(questions=9, pass_mark=1, minutes=-1)), "exam, minutes: must be 0 (no clock) to 1,440"),
        (a_bank(passages=(P1, P1)), "passage p1, id: is there twice; give one of the two another"),
        (a_bank(passages=(P1, Passage(id="p2"))), "passage p2, text: is empty"),
        (a_bank(passages=(P1, Passage(id="P 2", text="t"))), "passage 2, id: must be a-z, 0-9"),
        (a_bank(Q1, changed(Q2, id="q1")), "q1, id: is there twice; give one of the two another"),
        (a_bank(Q2, changed(Q1, id="\x1b[2J")), "question 2, id: must be a-z, 0-9"),
        (a_bank(changed(Q1, stem=" \n")), "q1, stem: is empty"),
        (a_bank(changed(Q1, stem="s" * 2001)), "q1, stem: at most 2,000 characters, and this has 2,001"),
        (a_bank(changed(Q1, stem="s" + "\n." * 12)), "q1, stem: at most 12 lines, and this has 13"),
        (a_bank(changed(Q1, stem="\ud800")), "q1, stem: has characters that are not Unicode"),
        (a_bank(changed(Q1, topic="a\u2028b")), "q1, topic: at most 1 line, and this has 2"),
        (a_bank(changed(Q1, passage="p11")), "q1, passage: there is no passage “p11” (did you mean “p1”?)"),
        (a_bank(changed(Q1, passage=["p1", "other\x1b"])), "q1, passage: there is no passage “other”"),
        (a_bank(changed(Q3, answer="a" * 301)), "q3, answer: at most 300 characters, and this has 301"),
        (a_bank(changed(Q3, distractors=["a\r\nb", "c"])), "q3, distractors: at most 1 line, and this has 2"),
        (a_bank(changed(Q2, accept=["a"] * 201)), "q2, accept: at most 200 entries, and these are 201"),
    ],
)
def test_a_fault_names_the_place_and_the_remedy(bank: Bank, line: str) -> None:
    found = lines(bank)
    assert len(found) == 1
    assert found[0].startswith(line)


def test_what_a_type_checks_is_checked() -> None:
    assert any(fault.where == "q3" for fault in a_bank(changed(Q3, distractors=["President"])).check())


@pytest.mark.parametrize("count", [9, 10])
def test_at_most_nine_options(count: int) -> None:
    options = [f"option {number}" for number in range(count - 1)]
    assert bool(a_bank(changed(Q3, distractors=options)).check()) == (count > 9)


def test_at_most_fifty_thousand_questions() -> None:
    assert lines(a_bank(*[Q1] * 50_001))[0] == ", questions: at most 50,000"


def test_faults_end_somewhere() -> None:
    assert len(a_bank(*[changed(Q1, stem="")] * 3_000).check()) == 1_000


def test_every_type_can_be_checked() -> None:
    assert {type_.__struct_config__.tag for type_ in QUESTION_TYPES.values()} == set(QUESTION_TYPES)


def test_the_version_changes_with_a_question() -> None:
    version = a_bank().version
    assert len(version) == 8
    assert int(version, 16) >= 0
    assert a_bank(changed(Q1, stem="Is the Senate a house?"), Q2, Q3).version != version


@pytest.mark.parametrize(
    "bank",
    [
        a_bank(title="Another title", as_of="2017", passages=()),
        a_bank(Q1, Q2, Q3, changed(Q1, id="q4", retired=True)),
    ],
)
def test_the_version_changes_with_nothing_else(bank: Bank) -> None:
    assert bank.version == a_bank().version


def test_retired_questions_are_not_active() -> None:
    bank = a_bank(changed(Q1, retired=True, topic="Old"), Q2)
    assert bank.active == (Q2,)
    assert bank.topics == ("Years",)
    assert list(bank.by_id) == ["q1", "q2"]
    assert [entry[0] for entry in bank.lexicon.answers] == ["q2"]


def test_topics_come_in_the_order_of_the_bank() -> None:
    assert a_bank(Q1, Q2, Q3, changed(Q1, id="q4", topic="")).topics == ("Powers", "Years")


def test_the_lexicon_knows_the_answers_of_the_other_questions() -> None:
    lexicon = a_bank().lexicon
    assert "1991" in lexicon.rivals("q1", "")
    assert "1991" not in lexicon.rivals("q5", "g")
    assert a_bank().lexicon == lexicon


def test_the_passages_of_a_question_come_in_its_own_order() -> None:
    bank = a_bank(changed(Q1, passage=["p2", "p1", "gone"]), Q2, passages=(P1, Passage(id="p2", text="t")))
    assert [passage.id for passage in bank.passages_of(bank.questions[0])] == ["p2", "p1"]
    assert bank.passages_of(Q2) == []


@pytest.mark.parametrize(
    ("as_of", "words"), [("2017", "2017"), ("2017-06", "June 2017"), ("2017-06-09", "9 June 2017"), ("", "")]
)
def test_as_of_in_words(as_of: str, words: str) -> None:
    assert as_of_words(as_of) == words


@pytest.mark.parametrize(
    ("mark", "length", "needed"), [(0.6, 20, 12), (0.56, 25, 14), (0.6, 10, 6), (1, 7, 7), (0.01, 5, 1), (1 / 3, 3, 1)]
)
def test_the_pass_mark_is_taken_as_the_decimal_that_is_written(mark: float, length: int, needed: int) -> None:
    assert Exam(questions=length, pass_mark=mark).needed(length) == needed


def test_the_own_bank_wins_question_by_question() -> None:
    mine = changed(Q2, stem="In which year?")
    new = changed(Q1, id="q9")
    base = a_bank(as_of="2017", source="a page", language="kk", exam=Exam(questions=20, pass_mark=0.6))
    own = a_bank(new, mine, title="Mine", source="my notes", passages=(Passage(id="p9", text="t"), P1))
    both = overlay(base, own)
    assert both.questions == (Q1, mine, Q3, new)
    assert [passage.id for passage in both.passages] == ["p1", "p9"]
    assert (both.title, both.source, both.as_of, both.language) == ("Mine", "my notes", "2017", "kk")
    assert both.exam == base.exam
    assert both.version not in {base.version, own.version}
