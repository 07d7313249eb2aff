"""Rules on a bank as a whole: questions that repeat or answer one another, and answers out of balance."""

from collections import Counter
from collections.abc import Iterator, Mapping
from functools import lru_cache

from civquiz.questions.bank import Bank, nearest, quoted
from civquiz.questions.base import MOST_OPTIONS, Question
from civquiz.questions.check.context import (
    Context,
    answer_field,
    answer_keys,
    answers_of,
    options_of,
    stem_key,
    typed_items,
)
from civquiz.questions.check.rule import Remark, Rule
from civquiz.questions.check.wording import ASKING, POINTING, bare, content, is_telling, phrase, root, root_set, words
from civquiz.questions.multiple_response import MultipleResponse
from civquiz.questions.true_false import TrueFalse
from civquiz.questions.words import CARDINALS
from civquiz.text import plural

_ASKING_ROOTS = frozenset(map(root, ASKING))
_NUMBERS = {text for word, number in CARDINALS.items() if 1 < number <= MOST_OPTIONS for text in (word, str(number))}

_NEARLY = 0.8  # of the words, for the author who adds a question
_SAME_FACT = 0.6  # of the words of the longer of two stems with the same answer
_MISSPELT = 0.85  # one wrong letter in seven; Austria and Australia are less alike
_ASKED_SHARE = 0.75  # of what another question asks, so that a stem with its answer gives it away
_FEWEST_ASKED = 3
_STATEMENTS = 10  # fewer are out of balance by chance
_UNBALANCED = 0.8
_RESPONSES = 5


def near_duplicates(bank: Bank, stem: str, question_id: str = "") -> list[tuple[Question, float]]:
    """The bank's questions with the same or nearly the same stem, the likest first, each with its likeness up to 1.

    What counts is the words that a question is made of: articles and endings do not, numbers and who or when do.
    """
    near = [
        (question, likeness)
        for question in bank.active
        if question.id != question_id and (likeness := _likeness(stem, question.stem, _NEARLY))
    ]
    return sorted(near, key=lambda each: -each[1])


def _likeness(stem: str, other: str, least: float) -> float:
    """The share of the words that two stems have in common; 0 where that is less than `least`."""
    one, two = _said(stem), _said(other)
    total = len(one) + len(two)
    if not total or 2 * min(len(one), len(two)) < least * total:
        return 0.0
    share = 2 * _common(one, two) / total
    return share if share >= least else 0.0


def _common(one: Mapping[str, str], two: Mapping[str, str]) -> int:
    """How many words two stems have in common, misspelt ones as well."""
    common = len(one.keys() & two.keys())
    if common == min(len(one), len(two)):
        return common
    return common + _misspelt([one[key] for key in one.keys() - two], [two[key] for key in two.keys() - one])


@lru_cache(maxsize=8192)
def _said(stem: str) -> Mapping[str, str]:
    """The content words of a stem by their roots; of one that has none all its words. When is in which year."""
    return {root(word): word for word in ("year" if word == "when" else word for word in content(stem) or words(stem))}


def _is_within(stem: str, other: str) -> bool:
    """Whether one stem says all that the other says, and little more; a word in another's place makes another fact."""
    one, two = _said(stem), _said(other)
    fewer, more = sorted((len(one), len(two)))
    return fewer >= _SAME_FACT * more and _common(one, two) == fewer


def _misspelt(some: list[str], others: list[str]) -> int:
    """How many of the words are among the others but for a typing error; numbers never are."""
    from rapidfuzz.distance import OSA

    return sum(
        any(word[0] == other[0] and OSA.normalized_similarity(word, other) >= _MISSPELT for other in others)
        for word in some
        if word.isalpha()
    )


def _near_duplicate(question: Question, context: Context) -> Iterator[Remark]:
    keys = answer_keys(question)
    for other in context.apart(question, context.by_stem.get(stem_key(question), [])):
        if isinstance(question, TrueFalse) or keys & answer_keys(other):
            yield "stem", f"it says what “{other.id}” says: take one of them out, or give both the same group"
            return
        if typed_items(question) and typed_items(other):
            yield "stem", f"it has the stem of “{other.id}”, but another answer: say in the stem what tells them apart"
            return
    for key in sorted(keys):
        for other in context.apart(question, context.by_answer.get(key, [])):
            if _is_within(question.stem, other.stem):
                yield "stem", f"it asks what “{other.id}” asks: take one of them out, or give both the same group"
                return


NEAR_DUPLICATE = Rule(
    code="C501",
    name="near-duplicate",
    summary="two questions that ask the same and are not of one group",
    source="Haladyna, Downing and Rodriguez (2002), guideline 4: keep items independent of one another",
    explanation=(
        "A fact asked twice in a sitting counts twice, and the first time teaches the second. Found are equal stems, "
        "and like stems with the same answer. Rewordings are welcome if they share a group, of which a sitting asks "
        "one. Bad: “When did Kazakhstan become independent?” and “In what year did Kazakhstan become independent?”, "
        "apart. Better: the same two with group = “independence-year”."
    ),
    of_question=_near_duplicate,
)


def _answers_another(question: Question, context: Context) -> Iterator[Remark]:
    given = {
        other.id: text
        for text, other in context.answers_in(question.stem)
        if other is not question and _gives_away(question, other, text, context)
    }
    if given:
        told, answer = next(iter(given.items()))
        more = f" and {len(given) - 1} more" if len(given) > 1 else ""
        yield "stem", f"it gives away the answer of “{told}”{more}, {quoted(answer)}: word it without, or group them"
    if context.alone:
        answers = [bare(text) for text in answers_of(question)]
        tellers = (
            (other.id, answer)
            for other in context.others
            for answer in answers
            if phrase(answer) in phrase(other.stem) and _gives_away(other, question, answer, context)
        )
        if teller := next(tellers, None):
            told, answer = teller
            yield answer_field(question), f"{quoted(answer)} stands in the stem of “{told}”: reword that, or group them"


def _gives_away(teller: Question, asker: Question, answer: str, context: Context) -> bool:
    """Whether a stem that has another question's answer says so much of what that asks that one recognises it."""
    if isinstance(teller, TrueFalse) and not teller.answer:
        return False  # what it says is not so
    if not is_telling(answer) or (teller.group and teller.group == asker.group) or phrase(answer) in phrase(asker.stem):
        return False
    options = options_of(asker)
    if options and any(phrase(bare(text)) in phrase(teller.stem) for text in options[1]):
        return False  # it says a wrong option as well
    asked = root_set(asker.stem) - context.subject - _ASKING_ROOTS
    if len(asked) < _FEWEST_ASKED and POINTING & {*words(asker.stem)}:
        return False  # “which of these is the largest” is asked of many things
    return bool(asked) and len(asked & root_set(teller.stem)) >= _ASKED_SHARE * len(asked)


ANSWERS_ANOTHER = Rule(
    code="C502",
    name="answers-another",
    summary="a stem that says the answer of another question",
    source="Haladyna, Downing and Rodriguez (2002), guideline 4: keep items independent of one another",
    explanation=(
        "What one question tells, another need not ask. Found is a stem that has both the answer of another and most "
        "of the words by which that asks. Bad: “When was the Mazhilis, the lower house, elected?” beside “What is the "
        "lower house called?” Better: “When was the lower house elected?”, or one group for both."
    ),
    of_question=_answers_another,
)


def _unbalanced_statements(context: Context) -> Iterator[Remark]:
    answers = [question.answer for question in context.questions if isinstance(question, TrueFalse)]
    if len(answers) >= _STATEMENTS:
        (often, count), *_ = Counter(answers).most_common()
        if count >= len(answers) * _UNBALANCED:
            said = str(often).lower()
            yield "questions", f"{count} of {len(answers)} statements are {said}, a good guess: turn some round"


UNBALANCED_STATEMENTS = Rule(
    code="C503",
    name="unbalanced-statements",
    summary="true-false statements of which nearly all are true, or false",
    source="Waugh and Gronlund, Assessment of Student Achievement (2013), on true-false items",
    explanation=(
        "Who notices that most statements are true need not read them. Found from ten statements on, if four in five "
        "or more are the same. Better: about half of each, in no order. The places of other right options need no "
        "balance here: civquiz shuffles options at each question."
    ),
    of_bank=_unbalanced_statements,
)


def _same_number_right(context: Context) -> Iterator[Remark]:
    counts = [
        len(question.answers)
        for question in context.questions
        if isinstance(question, MultipleResponse) and not _NUMBERS & set(words(question.stem))
    ]
    if len(counts) >= _RESPONSES and len(set(counts)) == 1:
        message = f"each of {len(counts)} multiple-response questions has {plural(counts[0], 'right option')}: vary it"
        yield "questions", f"{message}, or say the number in the stems"


SAME_NUMBER_RIGHT = Rule(
    code="C504",
    name="same-number-right",
    summary="multiple-response questions that all have as many right options",
    source="Haladyna, Downing and Rodriguez (2002), guideline 28: avoid giving clues to the right answer",
    explanation=(
        "If it is always two, who knows one and rules out one is done. Found from five such questions on, unless their "
        "stems say how many are right. Better: one to four, as the facts are."
    ),
    of_bank=_same_number_right,
)


def _unknown_ignore(question: Question, context: Context) -> Iterator[Remark]:
    for entry in question.ignore:
        if entry not in context.known:
            yield "ignore", f"there is no rule {quoted(entry)}{nearest(entry, sorted(context.known))}"


UNKNOWN_IGNORE = Rule(
    code="C505",
    name="unknown-ignore",
    summary="an ignored rule that does not exist",
    source="civquiz: ignore = [“C201”] silences a rule for a question",
    explanation=(
        "A mistyped code silences nothing. Rules are named by code or by name: ignore = [“C201”] or [“longest-answer”]."
    ),
    of_question=_unknown_ignore,
)
