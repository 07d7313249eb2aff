"""Rules on where the facts are from: the passage that says them, and the date from which they may have changed."""

import re
from collections.abc import Iterator
from functools import lru_cache

from civquiz.questions import numerals
from civquiz.questions.bank import as_of_words, quoted
from civquiz.questions.base import Question
from civquiz.questions.check.context import Context, answers_of, options_of, typed_items
from civquiz.questions.check.rule import Remark, Rule
from civquiz.questions.check.stems import asking_parts, negatives
from civquiz.questions.check.wording import content, refers_to_options, root, unquoted
from civquiz.questions.matching import Matching
from civquiz.questions.normal import in_ascii, split
from civquiz.questions.ordering import Ordering
from civquiz.questions.true_false import TrueFalse
from civquiz.questions.words import CARDINALS, ORDINALS, SCALES
from civquiz.text import plural

_SAID_SHARE = 0.5  # of the words of an answer, as authors put the text into words of their own
_LIKE = 5  # letters of a root: electoral and election
_COUNTED = 20  # what is no more may be counted in the passage without being said there
_STALE_YEARS = 5  # five chambers in six sit for five years at most (Inter-Parliamentary Union, Parline, 2016)

_NUMBER_WORDS = {*CARDINALS, *ORDINALS, *SCALES, "hundred"}
_PRESENT = re.compile(
    r"(?i)\b(?:currently|nowadays|presently|at present|at the moment|these days|as of|right now"
    r"|(?<!of )(?<!than )(?<!what is )today|the incumbent"
    r"|(?:the|a|’s|'s) current|(?<!what is )(?<!until )(?<!by )(?<!, )(?-i:now))\b"
    r"(?! (?:known|called|named|referred|acknowledged|considered|regarded|recognised|recognized|part of))"
)


def _ungrounded(question: Question, context: Context) -> Iterator[Remark]:
    passages = context.bank.passages_of(question)
    if not passages or negatives(question):
        return  # what a negative question asks for is just what the passage does not say
    said, numbers = frozenset[str](), frozenset[numerals.Value]()
    for passage in passages:
        roots, values = _read(f"{passage.title}\n{passage.text}")
        said, numbers = said | roots, numbers | values
    named = " or ".join(f"“{passage.id}”" for passage in passages)
    exact = not isinstance(question, TrueFalse)  # a statement may reckon: twenty-five years later
    for forms in _claims(question):
        if not any(_is_said(form, said, numbers, exact=exact) for form in forms):
            what = quoted(forms[0]) if exact else "the statement"
            yield "passage", f"{what} is not found in {named}: point at the passage that says it, or say it there"
            return


def _claims(question: Question) -> list[list[str]]:
    """What the passage must say, each with the forms in which it may say it."""
    match question:
        case TrueFalse():
            return [[question.stem]] if question.answer else []
        case Ordering():
            return [[item] for item in question.items]
        case Matching():
            return [[right] for _, right in question.pairs]
    if options_of(question):
        return [[text] for text in answers_of(question) if not refers_to_options(text)]
    return typed_items(question)


def _is_said(claim: str, said: frozenset[str], numbers: frozenset[numerals.Value], *, exact: bool) -> bool:
    roots, values = _read(claim)
    if exact and any(value > _COUNTED for value in values - numbers):
        return False
    return len(roots & said) >= len(roots) * _SAID_SHARE


@lru_cache(maxsize=4096)
def _read(text: str) -> tuple[frozenset[str], frozenset[numerals.Value]]:
    """The heads of the roots of a text's words, and the numbers in it, in digits or words; DC is no number."""
    items = numerals.items_of(split(in_ascii(text)))
    values = frozenset(item.value for item in items if isinstance(item, numerals.Number) and item.digits)
    heads = (root(word)[:_LIKE] for word in content(text) if word.isalpha() and word not in _NUMBER_WORDS)
    return frozenset(heads), values


UNGROUNDED = Rule(
    code="C401",
    name="ungrounded",
    summary="a right answer that its passage does not say",
    source="Haladyna, Downing and Rodriguez (2002), guideline 1, on specific content; here that of a passage",
    explanation=(
        "A learner who studies the passage should be able to answer, and an author to prove the answer. Looked for are "
        "the words of the answer, inflected or not, and its numbers; of a true statement half the words are enough. "
        "Bad: the answer “2002” with a passage that names no year. Better: another passage, or the year in this one."
    ),
    of_question=_ungrounded,
    english=True,
)


def _no_passage(question: Question, context: Context) -> Iterator[Remark]:
    if context.bank.passages and not question.passages:
        yield "passage", "it points at no passage: name the one that answers it"


NO_PASSAGE = Rule(
    code="C402",
    name="no-passage",
    summary="no passage, in a bank that has passages",
    source="Haladyna, Downing and Rodriguez (2002), guideline 1, on specific content; here that of a passage",
    explanation=(
        "In a bank with passages a learner reads first and is asked then; a question without one is asked out of the "
        "blue. Better: passage = “…”, or several: passage = [“…”, “…”]."
    ),
    note=True,
    of_question=_no_passage,
)


def _dated_without_date(context: Context) -> Iterator[Remark]:
    dated = sum(question.dated for question in context.questions)
    if dated and not context.bank.as_of:
        yield "as_of", f"{plural(dated, 'dated question')}, but no date: add as_of, a year, a month or a day"


def _dated_alone(question: Question, context: Context) -> Iterator[Remark]:
    if context.alone and question.dated and not context.bank.as_of:
        yield "dated", "the bank has no date: add as_of to it, a year, a month or a day"


DATED_WITHOUT_DATE = Rule(
    code="C403",
    name="dated-without-date",
    summary="dated questions in a bank without as_of",
    source="civquiz: dated = true shows the bank's as_of beside the question",
    explanation=(
        "dated = true says that the fact may have changed since the bank's date; without as_of there is no date to "
        "show. Better: as_of = “2017-06” at the head of the bank, a year, a month or a day."
    ),
    of_bank=_dated_without_date,
    of_question=_dated_alone,
)


def _present_without_date(question: Question, _: Context) -> Iterator[Remark]:
    # What leads up to a question may be history.
    asked = " ".join(asking_parts(question)) or (unquoted(question.stem) if typed_items(question) else "")
    if not question.dated and (found := _PRESENT.search(asked)):
        word = "current" if found[0].endswith("current") else found[0]
        yield "stem", f"“{word}” is true only of its time: set dated = true, and leave the word out"


PRESENT_WITHOUT_DATE = Rule(
    code="C404",
    name="present-without-date",
    summary="now, today, currently or “as of” in the stem of a question that is not dated",
    source="civquiz: dated = true shows the bank's as_of beside the question",
    explanation=(
        "“The current president” is another one some day, and nobody sees from the question when it was written. Bad: "
        "“Who is currently the speaker of the Senate?” Better: “Who is the speaker of the Senate?” with dated = true, "
        "so that the screen shows “as of June 2017” beside it."
    ),
    of_question=_present_without_date,
    english=True,
)


def _stale_date(context: Context) -> Iterator[Remark]:
    as_of, today = context.bank.as_of, context.today[: len(context.bank.as_of)]
    dated = sum(question.dated for question in context.questions)
    if as_of and today and as_of > today:
        yield "as_of", f"{as_of_words(as_of)} is yet to come: correct the date"
    elif as_of and dated and f"{int(as_of[:4]) + _STALE_YEARS:04}{as_of[4:]}" < today:
        message = f"the facts are of {as_of_words(as_of)}, over {_STALE_YEARS} years ago"
        yield "as_of", f"{message}: see whether what is dated still holds ({plural(dated, 'question')})"


STALE_DATE = Rule(
    code="C405",
    name="stale-date",
    summary="facts that may have changed, of more than five years ago",
    source="Inter-Parliamentary Union, Parline, term of parliament (2016): five chambers in six sit five years at most",
    explanation=(
        "After five years most parliaments have been elected anew, and offices and laws with them. See whether the "
        "questions with dated = true still hold, and set as_of to the day on which you looked. A bank about what a "
        "text of that time says may keep its date: this is a note, and fails nothing."
    ),
    of_bank=_stale_date,
    note=True,
)
