"""Rules on what makes the right option stand out: its length, its form, or words that set it apart."""

import re
from collections.abc import Callable, Iterator, Sequence

from civquiz.questions.bank import quoted
from civquiz.questions.base import Question
from civquiz.questions.check.context import Context, answer_field, options_of
from civquiz.questions.check.rule import Remark, Rule
from civquiz.questions.check.wording import (
    ABSOLUTE,
    absolutes,
    content,
    refers_to_options,
    root,
    root_set,
    words,
)

_LONGER = 1.5  # times the longest distractor: what is seen without counting
_LONGER_BY = 15  # characters; less is the difference between two names
_FEW = 2  # distractors among which a right option can stand out

_ENDS_IN_ARTICLE = re.compile(r"(?i)\b(an?)[\s:….…_]*\Z")
_AN_BEFORE_H = re.compile(r"(?i)(?:hour|honest|honou?r|heir)")
_A_BEFORE_VOWEL = re.compile(r"(?i)(?:uni(?![mn])|us[eua]|eu|one\b|once\b|uto|ubiq)")
_INITIALISM = re.compile(r"[A-Z]{2,}\b")
_SPOKEN_VOWEL = "AEFHILMNORSX"  # letters whose names begin with a vowel: an FBI agent
_AN_NUMBERS = ("8", "11", "18")

# Asked for by these is a wording, which one does not choose.
_WORDING = re.compile(r"(?i)\b(?:mean(?:s|ing)?|sayings?|proverbs?|motto|quot(?:e|ed|ation)|titles?|slogans?|lyrics)\b")
_ABBREVIATED = re.compile(r"(?:\b\w{1,3}|\.\w)\.\Z")
_SHORTEST_ECHO = 4  # letters
_ECHO_SHARE = 4  # content words of an option, of which one is an echo


def _comparable(question: Question) -> tuple[list[str], list[str]] | None:
    """The right and the wrong options of a choice in which a right one can stand out; None for any other question."""
    options = options_of(question)
    return options if options and len(options[1]) >= _FEW and not any(map(refers_to_options, options[0])) else None


def _longest_answer(question: Question, _: Context) -> Iterator[Remark]:
    if options := _comparable(question):
        right = min(options[0], key=len)
        wrong = max(map(len, options[1]))
        if len(right) >= max(wrong * _LONGER, wrong + _LONGER_BY):
            lengths = f"{len(right)} characters, the others at most {wrong}"
            yield answer_field(question), f"{quoted(right)} stands out by its length ({lengths}): even it out"


LONGEST_ANSWER = Rule(
    code="C201",
    name="longest-answer",
    summary="a right option that is the longest by far",
    source="Haladyna, Downing and Rodriguez (2002), guideline 24; NBME Item-Writing Guide (2020), chapter 3",
    explanation=(
        "Authors make the right option exact and the wrong ones short, and test takers know it: choosing the longest "
        "is the oldest trick. Found is a right option half as long again as every wrong one. Bad: “The body of nine "
        "judges that decides whether laws fit the constitution” beside “The Senate” and “The President”. Better: “The "
        "Constitutional Council”, and what it does in the explanation."
    ),
    of_question=_longest_answer,
)


def _article_cue(question: Question, _: Context) -> Iterator[Remark]:
    article = _ENDS_IN_ARTICLE.search(question.stem)
    options = options_of(question)
    if article and options:
        wants_an = len(article[1]) > 1
        misfits = [text for text in options[1] if _takes_an(text) is not None and _takes_an(text) != wants_an]
        if misfits and all(_takes_an(text) in {wants_an, None} for text in options[0]):
            yield "stem", f"“{article[1]}” does not go with {quoted(misfits[0])}: put the article to the options"


def _takes_an(text: str) -> bool | None:
    """Whether one says “an” before a text; None where that is not known."""
    text = text.lstrip("\"'“‘(")
    if text[:1].isdigit():
        return text.startswith(_AN_NUMBERS)
    if _INITIALISM.match(text):
        return text[0] in _SPOKEN_VOWEL
    if not (text[:1].isascii() and text[:1].isalpha()):
        return None
    if _AN_BEFORE_H.match(text):
        return True
    return text[0] in "AEIOUaeiou" and not _A_BEFORE_VOWEL.match(text)


ARTICLE_CUE = Rule(
    code="C204",
    name="article-cue",
    summary="a stem that ends in “a” or “an”, which not every option fits",
    source="Haladyna, Downing and Rodriguez (2002), guideline 28c; NBME Item-Writing Guide (2020), chapter 3",
    explanation=(
        "Grammar rules out options before anything is known. Bad: “The constitution provides for an …” with "
        "“independent judiciary” and “state religion”. Better: “The constitution provides for …” with “an independent "
        "judiciary” and “a state religion”."
    ),
    of_question=_article_cue,
    english=True,
)


def _odd_form(question: Question, _: Context) -> Iterator[Remark]:
    if options := _comparable(question):
        for form, remedy in _FORMS:
            right, wrong = {form(text) for text in options[0]}, {form(text) for text in options[1]}
            if None not in right | wrong and len(right) == len(wrong) == 1 and right != wrong:
                yield answer_field(question), f"the right option alone {right.pop()}: {remedy}"
                return


def _ending(text: str) -> str | None:
    return "ends in a full stop" if text.endswith(".") and not _ABBREVIATED.search(text) else "has no full stop"


def _beginning(text: str) -> str | None:
    first = text[:1]
    return "begins with a capital" if first.isupper() else "begins with a small letter" if first.islower() else None


_FORMS: Sequence[tuple[Callable[[str], str | None], str]] = (
    (_ending, "end all options in the same way"),
    (_beginning, "begin all options in the same way"),
)

ODD_FORM = Rule(
    code="C205",
    name="odd-form",
    summary="a right option that alone is capitalised or punctuated in its way",
    source="Haladyna, Downing and Rodriguez (2002), guidelines 12, 23 and 28d",
    explanation=(
        "An option that was copied from the text, and the others added by hand, is often seen by a capital or a full "
        "stop. Bad: “The Senate.” beside “the courts” and “the ministers”. Better: all with the same beginning and "
        "end."
    ),
    of_question=_odd_form,
)


def _absolute_distractors(question: Question, _: Context) -> Iterator[Remark]:
    options = _comparable(question)
    if not options or any(map(absolutes, options[0])) or _WORDING.search(question.stem):
        return
    worded = (text for text in options[1] if not refers_to_options(text) and not (text.istitle() and " " in text))
    found = list(filter(None, map(absolutes, worded)))
    strong = next((word for words in found for word in words if word in ABSOLUTE), "")
    if strong or len(found) >= _FEW:
        word = strong or found[0][0]
        yield "distractors", f"“{word}” stands in wrong options only, and gives them away: word them as the right one"


ABSOLUTE_DISTRACTORS = Rule(
    code="C206",
    name="absolute-distractors",
    summary="absolute words, such as never, in wrong options only",
    source="Haladyna, Downing and Rodriguez (2002), guideline 28a; NBME Item-Writing Guide (2020), chapter 3",
    explanation=(
        "What is always or never so is seldom right, and test takers strike it out unread. Bad: “It never meets” and "
        "“It always follows the President” beside “It makes laws”. Better: “It judges by laws” and “It carries out "
        "laws”."
    ),
    of_question=_absolute_distractors,
    english=True,
)


def _repeated_word(question: Question, _: Context) -> Iterator[Remark]:
    options = _comparable(question)
    if not options or any(map(_echoes(question.stem), options[1])):
        return
    echoed = list(map(_echoes(question.stem), options[0]))
    # In a long option a word of the stem is to be expected.
    if all(len(found) * _ECHO_SHARE >= len(content(text)) > 0 for found, text in zip(echoed, options[0], strict=True)):
        word = echoed[0][0]
        yield answer_field(question), f"it alone repeats a word of the stem, “{word}”: let other options have one"


def _echoes(stem: str) -> Callable[[str], list[str]]:
    """What finds the words of an option that a stem has as well, short ones in the same form, long ones in any."""
    there, roots = words(stem), root_set(stem)

    def echoed(option: str) -> list[str]:
        return [
            word
            for word in content(option)
            if (len(word) >= _SHORTEST_ECHO and word in there)
            or (len(root(word)) > _SHORTEST_ECHO and root(word) in roots)
        ]

    return echoed


REPEATED_WORD = Rule(
    code="C208",
    name="repeated-word",
    summary="a word of the stem that only the right option repeats",
    source="Haladyna, Downing and Rodriguez (2002), guideline 28b; NBME Item-Writing Guide (2020), chapter 3",
    explanation=(
        "One need not know the subject to see that the words belong together. Bad: “Which body decides whether a law "
        "fits the constitution?” with “The Constitutional Council”, “The Senate” and “The President”. Better: “Which "
        "body decides whether a law may stand?”, or a second option with that word."
    ),
    of_question=_repeated_word,
    english=True,
)
