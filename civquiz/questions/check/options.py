"""Rules on the options beside one another: whether each can be told from the others, and how many there are."""

import re
from collections.abc import Iterator
from itertools import combinations
from math import inf

from civquiz.questions.bank import quoted
from civquiz.questions.base import Question
from civquiz.questions.check.context import Context, answer_field, options_of
from civquiz.questions.check.rule import Remark, Rule
from civquiz.questions.check.wording import VAGUE, bare, refers_to_options, unquoted, words
from civquiz.questions.matching import Matching
from civquiz.questions.multiple_choice import MultipleChoice
from civquiz.questions.words import CARDINALS

_RANGE = re.compile(r"(?i)\D{0,20}(\d[\d,]*(?:\.\d+)?)\D{0,3}\s*(?:-|–|—|to|and)\s*\D{0,3}(\d[\d,]*(?:\.\d+)?)(\D*)")
_NUMBER = re.compile(r"(?i)([^\d-]{0,25}?)(\d[\d,]*(?:\.\d+)?)(\D{0,30})")
_BELOW = re.compile(r"(?i)\b(?:under|below|(?:less|fewer|younger|lower|smaller) than)\W*\Z|<\s*\Z")
_ABOVE = re.compile(r"(?i)\b(?:over|above|(?:more|older|higher|larger|greater) than)\W*\Z|>\s*\Z")
_AT_MOST = re.compile(r"(?i)\b(?:up to|at most)\W*\Z")
_AT_LEAST = re.compile(r"(?i)\b(?:at least|from)\W*\Z")
_OR_LESS = re.compile(r"(?i)\b(?:or|and) (?:less|fewer|under|below|younger)\b")
_OR_MORE = re.compile(r"(?i)\b(?:or|and) (?:more|over|above|older|up|upwards)\b|\A\+")
_COMPARING = frozenset(
    {
        *("under", "below", "over", "above", "less", "fewer", "more", "younger", "older", "lower", "smaller", "larger"),
        *("higher", "greater", "than", "up", "upwards", "to", "from", "at", "least", "most", "and", "or", "between"),
    }
)
_JUST = 1e-6
_MOST_DIGITS = 30
_QUANTITY = re.compile(
    r"(?i)\bhow (?:many|much|old|long|far|large|big|high|tall)\b|\bper ?cent|%|\b(?:at|what|minimum|least) age\b"
    r"|\b(?:what|which) (?:share|number|proportion|fraction|amount)\b"
)
_JOINING = (" and ", " or ", " plus ")
_FORMAL = re.compile(r"[\s.,;:!?'\"’“”()]+")
_LATER_ARTICLE = re.compile(r"(?<=\s)(?:the|an)\s")


def _refers_to_options(question: Question, _: Context) -> Iterator[Remark]:
    if options := options_of(question):
        for field, texts in ((answer_field(question), options[0]), ("distractors", options[1])):
            if text := next(filter(refers_to_options, texts), ""):
                yield field, f"{quoted(text)} speaks of the other options, whose order changes: name what it stands for"
                return


REFERS_TO_OPTIONS = Rule(
    code="C202",
    name="refers-to-options",
    summary="all of the above, none of the above, both A and B",
    source="Haladyna, Downing and Rodriguez (2002), guidelines 9, 25 and 26; NBME Item-Writing Guide (2020), chapter 3",
    explanation=(
        "Whoever knows two options to be right knows that “all of the above” is; and “none of the above” shows that "
        "one knows what is wrong, not what is right. Here the options are also shuffled, so that nothing is above. "
        "Bad: “The Senate”, “The Mazhilis”, “Both A and B”. Better: a question of the type multiple-response, “Which "
        "bodies make the laws?”"
    ),
    of_question=_refers_to_options,
    english=True,
)


def _overlapping_options(question: Question, _: Context) -> Iterator[Remark]:
    if not (options := options_of(question)):
        return
    pairs = list(combinations([(text, _plain(text)) for text in (*options[0], *options[1])], 2))
    if same := next(((one, other) for (one, first), (other, second) in pairs if first == second), None):
        yield "distractors", f"{quoted(same[0])} and {quoted(same[1])} say the same: only one option can be right"
    elif held := next(((one, other) for (one, first), (other, second) in pairs if _hold(first, second)), None):
        yield "distractors", f"{quoted(held[0])} and {quoted(held[1])} overlap: let no option hold another"
    elif isinstance(question, MultipleChoice) and _QUANTITY.search(question.stem):
        ranges = [(text, _range(text)) for text in (question.answer, *options[1])]
        for (one, first), (other, second) in combinations(ranges, 2):
            if first and second and first != second and _unit(one) == _unit(other) and _meet(first, second):
                yield "distractors", f"{quoted(one)} and {quoted(other)} overlap: let each end before the next begins"
                return


def _plain(text: str) -> str:
    """An option without its articles, capitals, spacing and punctuation."""
    return _FORMAL.sub(" ", _LATER_ARTICLE.sub(" ", bare(text).casefold())).strip() or text


def _hold(first: str, second: str) -> bool:
    """Whether one option is the other and one thing more: the Senate, the Senate and the Mazhilis."""
    less, more = sorted((first, second), key=len)
    if less not in more:
        return False
    more = more.removeprefix("both ").removeprefix("either ")
    for joining in _JOINING:
        rest = more.removeprefix(f"{less}{joining}"), more.removesuffix(f"{joining}{less}")
        if other := next((each.split() for each in rest if each != more), []):
            # What is much longer is a sentence, and a number before it makes another number.
            return len(other) <= len(less.split()) + 1 and not {*other} <= CARDINALS.keys()
    return False


def _range(text: str) -> tuple[float, float] | None:
    """The least and the most that an option with numbers allows; None for any other."""
    if found := _RANGE.fullmatch(text):
        return _value(found[1]), _value(found[2])
    if not (found := _NUMBER.fullmatch(text)):
        return None
    before, number, after = found[1], _value(found[2]), found[3]
    if _AT_MOST.search(before) or _OR_LESS.search(after):
        return -inf, number
    if _AT_LEAST.search(before) or _OR_MORE.search(after):
        return number, inf
    if _BELOW.search(before):
        return -inf, number - _JUST
    return (number + _JUST, inf) if _ABOVE.search(before) else (number, number)


def _unit(text: str) -> list[str]:
    return [word for word in words(text) if word.isalpha() and word not in _COMPARING]


def _value(digits: str) -> float:
    return float(digits.replace(",", "")[:_MOST_DIGITS])


def _meet(first: tuple[float, float], second: tuple[float, float]) -> bool:
    return max(first[0], second[0]) <= min(first[1], second[1])


OVERLAPPING_OPTIONS = Rule(
    code="C203",
    name="overlapping-options",
    summary="options that contain one another, or ranges that meet",
    source="Haladyna, Downing and Rodriguez (2002), guidelines 19 and 22; NBME Item-Writing Guide (2020), chapter 3",
    explanation=(
        "If one option holds whenever another does, both are right, or neither can be. Bad: “How old must a voter be?” "
        "with “16 to 18” and “18 or over”; “The Senate” beside “The Senate and the Mazhilis”. Better: “16 or 17” and "
        "“18 or over”; or a question of the type multiple-response."
    ),
    of_question=_overlapping_options,
    english=True,
)


def _vague_options(question: Question, _: Context) -> Iterator[Remark]:
    if options := options_of(question):
        for field, texts in ((answer_field(question), options[0]), ("distractors", options[1])):
            if word := next((word for text in texts for word in words(unquoted(text)) if word in VAGUE), ""):
                yield field, f"“{word}” means a different share to each reader: say how much, or leave it out"
                return


VAGUE_OPTIONS = Rule(
    code="C207",
    name="vague-options",
    summary="options with usually, often, sometimes and the like",
    source="NBME Item-Writing Guide (2020), chapter 3, on vague terms",
    explanation=(
        "Readers differ widely in how many times in a hundred “often” is, and a hedged option is hard to prove wrong. "
        "Bad: “It is usually elected for some years.” Better: “It is elected for five years.”"
    ),
    of_question=_vague_options,
    english=True,
    note=True,
)


def _two_options(question: Question, _: Context) -> Iterator[Remark]:
    if isinstance(question, MultipleChoice) and len(question.distractors) == 1:
        yield "distractors", "one guess in two is right: add a wrong option that could be believed"


TWO_OPTIONS = Rule(
    code="C209",
    name="two-options",
    summary="a choice between two options only",
    source="Rodriguez, Three options are optimal for multiple-choice items (2005)",
    explanation=(
        "Eighty years of research find three options as good as four or five, and two worse: half of all guesses are "
        "right. Add a third that somebody might believe; if there is none, make it a statement of the type true-false."
    ),
    of_question=_two_options,
    note=True,
)


def _no_spare_match(question: Question, _: Context) -> Iterator[Remark]:
    if isinstance(question, Matching) and not question.distractors:
        rights = [right for _, right in question.pairs]
        if len({*rights}) == len(rights):
            yield "distractors", "the last pair is found by elimination: add a right side that belongs to none"


NO_SPARE_MATCH = Rule(
    code="C210",
    name="no-spare-match",
    summary="a matching question in which each right side is used once",
    source="Waugh and Gronlund, Assessment of Student Achievement (2013), on matching items",
    explanation=(
        "Who knows all pairs but one is given the last, and who errs in one errs in two. One more right side than "
        "there are left ones, or a right side that two share, mends both."
    ),
    of_question=_no_spare_match,
    note=True,
)
