from typing import Any

import msgspec
from hypothesis import given
from hypothesis import strategies as st

from civquiz.questions.bank import Bank, Passage
from civquiz.questions.base import Because, Question
from civquiz.questions.merging import at_home, compare, updated
from civquiz.questions.multiple_choice import MultipleChoice
from civquiz.questions.short_answer import ShortAnswer


def choice(id_: str = "capital", **fields: Any) -> MultipleChoice:
    return MultipleChoice(
        **{"id": id_, "stem": "What is the capital?", "answer": "Astana", "distractors": ["Almaty"], **fields}
    )


def bank(*questions: Question) -> Bank:
    return Bank(id="town", title="Town", questions=questions)


def ids(questions: tuple[Question, ...]) -> list[str]:
    return [question.id for question in questions]


def test_without_a_bank_all_is_new() -> None:
    assert compare(None, [choice()]).new == (choice(),)


def test_what_is_there_to_the_letter_comes_in_once() -> None:
    arrivals = compare(bank(choice()), [choice()])
    assert (arrivals.new, arrivals.changed, ids(arrivals.same)) == ((), (), ["capital"])


def test_what_the_format_does_not_carry_is_no_difference() -> None:
    own = choice(passage="p", hint="In the north.", group="capital")
    assert compare(bank(own), [choice()]).same == (own,)


def test_another_answer_is_a_change_that_keeps_what_the_file_does_not_say() -> None:
    own = choice(hint="In the north.")
    [(before, after)] = compare(bank(own), [choice(answer="Akmola")]).changed
    assert before == own
    assert after == choice(answer="Akmola", hint="In the north.")


def test_a_question_under_another_id_is_known_by_its_stem() -> None:
    own = choice("capital-2")
    assert compare(bank(own), [choice()]).same == (own,)


def test_a_question_of_the_same_id_is_the_same_one_with_another_stem() -> None:
    other = choice(stem="Which town is the capital?")
    [(before, after)] = compare(bank(choice()), [other], named=["capital"]).changed
    assert (before.id, after.stem) == ("capital", "Which town is the capital?")


def test_an_id_that_was_made_from_the_stem_makes_no_two_questions_one() -> None:
    sum_, difference = choice("what-is-2-2", stem="What is 2+2?"), choice("what-is-2-2", stem="What is 2-2?")
    assert ids(compare(bank(sum_), [difference]).new) == ["what-is-2-2-2"]


def test_two_questions_of_one_stem_stay_two() -> None:
    two = [choice(), choice("capital-2", answer="Akmola")]
    assert ids(compare(bank(*two), two).same) == ["capital", "capital-2"]
    # Under other ids too, as where the history had the first.
    moved = [msgspec.structs.replace(two[0], id="capital-2"), msgspec.structs.replace(two[1], id="capital-3")]
    assert ids(compare(bank(*moved), two).same) == ["capital-2", "capital-3"]


def test_a_new_question_takes_no_id_that_the_history_knows() -> None:
    assert ids(compare(bank(), [choice()], known=["capital", "capital-2"]).new) == ["capital-3"]


def test_another_type_takes_over_what_all_types_have() -> None:
    own = choice(topic="Towns", hint="In the north.", dated=True)
    new = ShortAnswer(id="x", stem="What is the capital?", answer="Astana")
    assert updated(own, new) == ShortAnswer(
        id="capital", stem=new.stem, answer="Astana", topic="Towns", hint="In the north.", dated=True
    )


def test_a_reason_that_the_format_does_not_carry_stays() -> None:
    own = choice(distractors=[Because("Almaty", "until 1997")])
    assert compare(bank(own), [choice()]).same == (own,)


def test_a_passage_under_a_taken_id_gets_another_and_its_questions_follow() -> None:
    there = Bank(id="town", title="Town", passages=(Passage(id="p", text="Almaty."), Passage(id="q", text="Astana.")))
    passages = (Passage(id="p", text="Astana."), Passage(id="q", text="Akmola."), Passage(id="r", text="Aral."))
    incoming = Bank(
        id="town", title="Town", passages=passages, questions=(choice(passage="p"), choice("b", passage=["q", "r"]))
    )
    moved = at_home(there, incoming)
    assert [passage.id for passage in moved.passages] == ["q", "q-2", "r"]
    assert [question.passage for question in moved.questions] == ["q", ["q-2", "r"]]
    assert at_home(None, incoming) == incoming
    assert at_home(incoming, incoming) == incoming


def test_a_reason_beside_a_wrong_option_is_a_change() -> None:
    arrivals = compare(bank(choice()), [choice(distractors=[Because("Almaty", "until 1997")])])
    assert [after.distractors for _, after in arrivals.changed if isinstance(after, MultipleChoice)] == [
        [Because("Almaty", "until 1997")]
    ]


questions = st.builds(
    choice,
    st.sampled_from(["a", "b", "c", "a-2"]),
    stem=st.sampled_from(["One?", "Two?"]),
    answer=st.sampled_from(["X", "Y"]),
    hint=st.sampled_from(["", "A hint."]),
)


@given(st.lists(questions, unique_by=lambda question: question.id))
def test_the_same_file_twice_brings_nothing_twice(incoming: list[MultipleChoice]) -> None:
    first = compare(None, incoming, known=["a"])
    again = compare(bank(*first.new), incoming, known=["a"])
    assert (again.new, again.changed) == ((), ())
    assert len(again.same) == len(incoming)


@given(st.lists(questions, unique_by=lambda question: question.id), st.lists(questions, unique_by=lambda q: q.id))
def test_no_id_is_given_twice_and_each_question_is_counted_once(
    own: list[MultipleChoice], incoming: list[MultipleChoice]
) -> None:
    arrivals = compare(bank(*own), incoming)
    taken = [question.id for question in own] + ids(arrivals.new)
    assert len(set(taken)) == len(taken)
    assert len(arrivals.new) + len(arrivals.changed) + len(arrivals.same) == len(incoming)
