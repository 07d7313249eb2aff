import os
import subprocess
import sys
from collections import Counter
from typing import Any

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from civquiz.commands.drawn import MOST_QUESTIONS
from civquiz.exam import LENGTHS, draw, groups, terms
from civquiz.library import DEFAULT_BANK, Library
from civquiz.questions.bank import Bank, Exam
from civquiz.questions.base import Question
from civquiz.questions.short_answer import ShortAnswer
from civquiz.questions.true_false import TrueFalse
from tests.formats.any_bank import banks
from tests.questions.cost import calls_of

examples = settings(max_examples=30, deadline=None)  # how long one takes is the machine's affair


def statement(number: int, topic: str = "", **fields: Any) -> TrueFalse:
    return TrueFalse(id=f"s{number}", stem="It is so.", answer=True, topic=topic, **fields)


def a_bank(*questions: Question, **fields: Any) -> Bank:
    return Bank(id="b", title="Bank", questions=questions, **fields)


def of_topics(*sizes: int) -> Bank:
    """A bank with so many questions in each of its topics."""
    topics = [f"topic {at}" for at, size in enumerate(sizes) for _ in range(size)]
    return a_bank(*(statement(number, topic) for number, topic in enumerate(topics)))


def spread(bank: Bank, drawn: list[str]) -> Counter[str]:
    return Counter(bank.by_id[key.partition("/")[2]].topic for key in drawn)


sizes = st.lists(st.integers(1, 9), min_size=1, max_size=6)


@examples
@given(sizes, st.integers(1, 60), st.integers(0, 99))
def test_each_topic_has_its_share_and_at_least_one_where_it_fits(sizes: list[int], number: int, seed: int) -> None:
    bank = of_topics(*sizes)
    drawn = draw(bank, number, seed)
    total, found = sum(sizes), spread(bank, drawn)
    assert len(drawn) == len(set(drawn)) == min(number, total)
    shares = [min(number, total) * size / total for size in sizes]
    for at, share in enumerate(shares):
        has = found[f"topic {at}"]
        if number >= len(sizes):
            assert has >= 1
        assert has < share + 1 or has == 1
        if min(shares) >= 1:
            assert share - 1 < has


@settings(max_examples=25)
@given(banks(), st.integers(1, 9), st.integers(0, 99))
def test_of_any_bank_at_most_one_of_a_group_and_none_that_is_retired(bank: Bank, number: int, seed: int) -> None:
    drawn = draw(bank, number, seed)
    asked = [bank.by_id[key.partition("/")[2]] for key in drawn]
    named = [question.group for question in asked if question.group]
    assert len(drawn) == min(number, groups(bank)) or any(question.answer_forms() for question in bank.active)
    assert len(set(drawn)) == len(drawn)
    assert len(set(named)) == len(named)
    assert not any(question.retired for question in asked)
    assert draw(msgspec.structs.replace(bank, questions=bank.questions[::-1]), number, seed) == drawn


def test_every_question_comes_up_and_the_seed_decides_which() -> None:
    bank = of_topics(4, 4, 4)
    drawn = Counter(key for seed in range(300) for key in draw(bank, 3, seed))
    assert len(drawn) == 12
    assert min(drawn.values()) > 300 * 3 / 12 / 2


def test_a_group_that_lies_in_two_topics_serves_the_one_that_has_fewer() -> None:
    bank = a_bank(
        *(statement(number, "large") for number in range(5)),
        statement(5, "large", group="g"),
        statement(6, "small", group="g"),
    )
    assert all(spread(bank, draw(bank, 2, seed))["small"] == 1 for seed in range(9))


def test_groups_that_lie_in_several_topics_leave_no_topic_out() -> None:
    places = zip("ABACBC", "112233", strict=True)
    bank = a_bank(*(statement(number, topic, group=group) for number, (topic, group) in enumerate(places)))
    assert all(sorted(spread(bank, draw(bank, 3, seed))) == ["A", "B", "C"] for seed in range(200))


def test_what_is_typed_comes_before_what_shows_its_answer() -> None:
    asked = ShortAnswer(id="t", stem="In which year?", answer="1991", topic="A")
    shower = TrueFalse(id="s", stem="It was so in 1991.", answer=True, topic="B")
    bank = a_bank(asked, shower)
    assert all(draw(bank, 2, seed) == ["b/t", "b/s"] for seed in range(9))


def test_two_that_give_each_other_away_are_not_asked_together() -> None:
    one = ShortAnswer(id="t1", stem="In which year? Not in 1993.", answer="1991")
    other = ShortAnswer(id="t2", stem="In which year? Not in 1991.", answer="1993")
    bank = a_bank(one, other, statement(1))
    for seed in range(9):
        assert len(draw(bank, 2, seed)) == 2
        assert len(draw(bank, 3, seed)) == 2


@given(st.integers(0, 9_999), st.integers(4, 7))
def test_fewer_than_asked_for_are_those_that_this_number_draws(seed: int, number: int) -> None:
    apart = [
        ShortAnswer(id="one", stem="What stands beside Nile?", answer="Ishim"),
        ShortAnswer(id="two", stem="What stands beside Ishim?", answer="Nile"),
    ]
    bank = a_bank(*apart, *(statement(each, "ab"[each % 2]) for each in range(3)))
    drawn = draw(bank, number, seed)
    assert len(drawn) == 4
    assert draw(bank, len(drawn), seed) == drawn


def test_groups_are_counted_without_the_retired() -> None:
    bank = a_bank(
        *(statement(1, group="g"), statement(2, group="g"), statement(3), statement(4, group="h", retired=True))
    )
    assert groups(bank) == 2
    assert len(draw(bank, 9, 1)) == 2
    assert draw(a_bank(), 9, 1) == []


def test_a_command_takes_as_many_questions_as_a_code_can_tell() -> None:
    assert MOST_QUESTIONS == LENGTHS


def test_the_terms_are_the_banks_own_but_for_those_given() -> None:
    bank = of_topics(3)
    own = Exam(questions=30, pass_mark=0.7, minutes=45)
    assert terms(bank) == Exam(questions=3, pass_mark=0.6, minutes=0)
    assert terms(of_topics(25)) == Exam(questions=20, pass_mark=0.6, minutes=0)
    assert terms(msgspec.structs.replace(bank, exam=own)) == own
    given = terms(msgspec.structs.replace(bank, exam=own), questions=5, minutes=0, pass_mark=0.56)
    assert given == Exam(questions=5, pass_mark=0.56, minutes=0)
    assert given.needed(25) == 14


@pytest.mark.parametrize("hash_seed", ["0", "7"])
def test_another_process_draws_the_same(hash_seed: str, home: Any) -> None:
    program = (
        "from pathlib import Path\n"
        "from civquiz.exam import draw\n"
        "from civquiz.library import Library\n"
        f"print(*draw(Library(Path('nowhere')).load('{DEFAULT_BANK}'), 20, 5))"
    )
    out = subprocess.run(
        [sys.executable, "-c", program],
        check=True,
        capture_output=True,
        text=True,
        env={**os.environ, "PYTHONHASHSEED": hash_seed},
    )
    assert out.stdout.split() == draw(Library(home).load(DEFAULT_BANK), 20, 5)


def test_questions_that_each_show_the_answer_of_the_next_are_drawn_in_quadratic_time() -> None:
    def cost_of(number: int) -> int:
        stems = ((f"q{at}", f"What comes before word{at + 1}?", f"word{at}") for at in range(number))
        bank = a_bank(*(ShortAnswer(id=key, stem=stem, answer=answer) for key, stem, answer in stems))
        assert draw(bank, number, 1) == [f"b/q{at}" for at in reversed(range(number))]
        return calls_of(lambda: draw(bank, number, 1))

    assert cost_of(80) < 2 * 4 * 4 * cost_of(20)
