import random
from pathlib import Path
from typing import Any

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from civquiz.attempts import OPEN, ExamTerms, Session, replay
from civquiz.exam import ExamSitting, draw
from civquiz.library import read_bank
from civquiz.questions.bank import Bank
from civquiz.questions.base import Arrange, ChooseMany, ChooseOne, EnterText, Interaction, Response
from civquiz.questions.short_answer import ShortAnswer
from civquiz.stats import is_passed, like, seconds, session_score
from civquiz.storage.scores import unite

examples = settings(max_examples=30, deadline=None)  # how long one takes is the machine's affair

AT = "2026-11-24T08:00:00+05:00"
SEVEN = read_bank(Path(__file__).parents[1] / "banks" / "seven.toml")


def a_session(bank: Bank = SEVEN, number: int = 7, **fields: Any) -> Session:
    drawn = draw(bank, number, 1)
    terms = ExamTerms(questions=len(drawn), needed=4, minutes=20)
    return msgspec.convert(
        {
            "id": "s",
            "mode": "exam",
            "banks": {bank.id: bank.version},
            "seed": 1,
            "started": AT,
            "drawn": drawn,
            "exam": msgspec.to_builtins(terms),
            **fields,
        },
        Session,
    )


def a_sitting(**fields: Any) -> ExamSitting:
    return ExamSitting(a_session(**fields), [SEVEN])


def any_response(interaction: Interaction, chance: random.Random) -> Response:
    match interaction:
        case ChooseOne(options):
            return chance.choice(options)
        case ChooseMany(options):
            return chance.sample(options, chance.randint(1, len(options)))
        case Arrange(options):
            return chance.sample(options, len(options))
        case EnterText():
            return chance.choice(["estimate", "estimat", "Ishim, Tobol", "Ishim", "nothing"])
    return {left: chance.choice(interaction.rights) for left in interaction.lefts}


def respond(sitting: ExamSitting, n: int, chance: random.Random) -> dict[str, Any]:
    return sitting.respond(n, any_response(sitting.question(n).interaction(1), chance), AT)


def right(sitting: ExamSitting, n: int) -> dict[str, Any]:
    question = sitting.question(n)
    answer = question.answer_record()
    if isinstance(question.interaction(1), EnterText) and isinstance(answer, list):
        answer = answer[:2]
    return sitting.respond(n, question.response_from(answer), AT)


@examples
@given(st.integers(0, 10_000), st.lists(st.sampled_from(["respond", "flag", "step", "move", "leave"]), max_size=30))
def test_the_lines_of_an_exam_amount_to_where_it_stands(seed: int, changes: list[str]) -> None:
    chance = random.Random(seed)
    session = a_session()
    sitting = ExamSitting(session, [SEVEN])
    lines: list[dict[str, Any]] = [{"session": msgspec.to_builtins(session)}]
    for change in changes:
        sitting.spend(chance.random() * 9, sitting.place)
        n = chance.choice(sitting.places)
        match change:
            case "respond":
                lines.append(respond(sitting, n, chance))
            case "flag":
                lines.append(sitting.flag(n))
            case "step":
                lines.append(sitting.step(chance.choice([1, -1])))
            case "move":
                lines.append(sitting.move(n))
            case _:
                lines.append(sitting.leave())
    again = ExamSitting(msgspec.convert(replay(lines), Session), [SEVEN])
    assert again.attempts == sitting.attempts
    assert again.flagged == sitting.flagged
    assert again.place == sitting.place
    assert again.used == pytest.approx(sitting.used if changes else 0, abs=0.05)
    finished = replay([*lines, {"finished": AT}])
    assert not {"flags", "place"} & finished.keys()
    assert unite(finished, replay(lines)) == finished == unite(unite(finished, finished), finished)


def test_answering_goes_on_to_the_next_open_question_and_stays_when_there_is_none() -> None:
    sitting = a_sitting()
    right(sitting, 1)
    assert sitting.place == 2
    right(sitting, 3)
    assert sitting.place == 4
    for n in (5, 6, 7):
        right(sitting, n)
    assert sitting.place == 2
    right(sitting, 2)
    assert (sitting.place, sitting.open) == (4, [4])
    right(sitting, 4)
    assert (sitting.place, sitting.open) == (4, [])


def test_moves_go_round() -> None:
    sitting = a_sitting()
    sitting.step(-1)
    assert sitting.place == 7
    sitting.step(1)
    assert sitting.place == 1


def test_another_response_takes_the_place_of_the_first_which_is_kept() -> None:
    sitting = a_sitting()
    n = next(n for n in sitting.places if sitting.question(n).id == "choice")
    sitting.spend(3, n)
    first = sitting.respond(n, "The mayor", AT)["attempt"]
    sitting.spend(4, n)
    second = sitting.respond(n, "The council", AT)["attempt"]
    assert ("rev" not in first, second["rev"]) == (True, 1)
    [attempt] = sitting.attempts
    assert (attempt.response, attempt.right, attempt.seconds) == ("The council", True, 7.0)
    assert [each["response"] for each in attempt.earlier] == ["The mayor"]
    assert "attempt" not in sitting.respond(n, "The council", AT)
    assert sitting.given(n) == "The council"


def test_a_close_response_has_no_second_try() -> None:
    year = ShortAnswer(id="t", stem="In which year?", answer="1991", kind="year")
    bank = Bank(id="b", title="Bank", questions=(year,))
    assert year.grade("91", bank.lexicon).verdict == "close"
    sitting = ExamSitting(a_session(bank, 1), [bank])
    sitting.respond(1, "91", AT)
    assert [(attempt.verdict, attempt.credit) for attempt in sitting.attempts] == [("wrong", 0.0)]
    assert sitting.open == []


def test_what_is_left_open_is_no_attempt_and_not_right() -> None:
    sitting = a_sitting()
    for n in (1, 2, 3, 4):
        right(sitting, n)
    session = msgspec.structs.replace(sitting.record(), finished=AT)
    total = session_score(session)
    assert (total.right, total.of) == (4, 7)
    assert is_passed(session)
    assert [attempt.verdict == OPEN for attempt in sitting.shown()] == [False] * 4 + [True] * 3
    assert len(session.attempts) == 4
    assert not any(row.given for row in sitting.rows(7))
    assert any(row.mark == "right" for row in sitting.rows(7))


def test_the_time_is_that_of_the_exam() -> None:
    sitting = a_sitting(used=60.0)
    sitting.spend(30, 1)
    sitting.spend(6)
    assert sitting.left == 20 * 60 - 96
    assert seconds(sitting.record()) == 96
    assert a_sitting(exam={"questions": 7, "pass": 4}).left is None


def test_a_question_that_has_left_its_bank_is_left_out() -> None:
    session = a_session()
    fewer = msgspec.structs.replace(SEVEN, questions=SEVEN.questions[1:])
    sitting = ExamSitting(session, [fewer])
    assert sitting.gone == ["seven/choice"]
    assert len(sitting.places) == 6
    with pytest.raises(ValueError, match="none"):
        ExamSitting(session, [Bank(id="seven", title="Seven")])


def test_only_exams_of_one_bank_and_length_are_compared() -> None:
    this = a_session(finished=AT)
    others = [
        a_session(id="same", finished=AT),
        a_session(id="unfinished"),
        a_session(id="shorter", finished=AT, exam={"questions": 3, "pass": 2}),
        a_session(id="other", finished=AT, banks={"b": "1"}),
        a_session(id="quiz", finished=AT, exam=None),
    ]
    assert [each.id for each in like(this, others)] == ["same"]
    assert like(others[-1], [this]) == []


@pytest.mark.parametrize(("minutes", "left"), [(10**400, 86_400.0), (0, None), (-(10**400), None)])
def test_minutes_that_nobody_gives_neither_hand_in_nor_crash(minutes: int, left: float | None) -> None:
    assert a_sitting(exam=ExamTerms(7, 4, minutes)).left == left
