"""Rules on the right answer: whether it is graded as the author means it, what gives it away, and what is missing."""

import re
from collections.abc import Iterator
from itertools import pairwise

from civquiz.questions.bank import quoted
from civquiz.questions.base import Question, because, texts
from civquiz.questions.check.context import Context, answer_field, answers_of, options_of, typed_items, wrong_entries
from civquiz.questions.check.rule import Remark, Rule
from civquiz.questions.check.wording import bare, is_telling, phrase
from civquiz.questions.enumeration import Enumeration
from civquiz.questions.grading import Grade, Lexicon
from civquiz.questions.ordering import Ordering
from civquiz.questions.short_answer import ShortAnswer
from civquiz.text import one_line

_NOTHING_ELSE = Lexicon()
_LIST_LIKE = re.compile(r"(?i)[^\w\s'’().-]|\b(?:and|or)\b|\d")
_FEWEST_EDITS = 2  # with one edit a wrong form is the right one, and that is no typing error
_TYPO_SHARE = 4  # letters to one wrong one: graders let no more pass
_SHORTEST_SORTED = 4  # items; of three, one order in six is alphabetical by chance
_YEAR = re.compile(r"\b[12]\d{3}\b")
_ANY_NUMBER = re.compile(r"\d+")


def _misgraded_form(question: Question, context: Context) -> Iterator[Remark]:
    for form in answers_of(question) if typed_items(question) else []:
        grade = _grade_of(question, form, _NOTHING_ELSE)
        if not grade.credit:
            field = (
                "accept" if isinstance(question, ShortAnswer) and form != question.answer else answer_field(question)
            )
            reason = f" ({one_line(grade.reason)})" if grade.reason else ""
            yield field, f"{quoted(form)} is to be right, but is graded {grade.verdict}{reason}: change or drop it"
    for form in _rejected(question):
        if _passes(question, form, context):
            yield "reject", f"{quoted(form)} is to be wrong, but is graded right: drop it, or narrow the right forms"


def _grade_of(question: Question, response: str, lexicon: Lexicon) -> Grade:
    """The grade of one form typed alone."""
    if isinstance(question, Enumeration) and not _LIST_LIKE.search(response):
        # As one of a list it is graded like a short answer, which takes a tenth of the time.
        answer, *accept = question.answer_forms()
        question = ShortAnswer(
            id=question.id,
            stem=question.stem,
            group=question.group,
            answer=answer,
            accept=accept,
            reject=question.reject,
        )
    return question.grade(response, lexicon)


def _passes(question: Question, response: str, context: Context) -> bool:
    """Whether a response gets credit. The bank's other answers can only take it away, and are many: they come last."""
    return all(_grade_of(question, response, lexicon).credit > 0 for lexicon in (_NOTHING_ELSE, context.bank.lexicon))


def _rejected(question: Question) -> list[str]:
    return texts(question.reject) if isinstance(question, ShortAnswer | Enumeration) else []


MISGRADED_FORM = Rule(
    code="C301",
    name="misgraded-form",
    summary="an accepted form that is graded wrong, or a rejected one graded right",
    source="civquiz: the grader itself is asked",
    explanation=(
        "How a typed answer is graded depends on its kind and on the other forms: a year that is not a number, an "
        "“or”, or a plural of a rejected form can make the grader decide otherwise than the author. Bad: kind = “year” "
        "with the form “after the war”. Better: kind = “text”. `civquiz grade` shows which rule decided."
    ),
    of_question=_misgraded_form,
)


def _typo_accepted(question: Question, context: Context) -> Iterator[Remark]:
    if isinstance(question, ShortAnswer) and question.kind not in {"text", "person"}:
        return  # another digit is another number
    right = [one_line(form).casefold() for form in answers_of(question)] if _rejected(question) else []
    phrases = set(map(phrase, right))
    for form in _rejected(question):
        towards = set(_towards(one_line(form).casefold(), right))
        typos = sorted(typo for typo in towards if phrase(typo) not in phrases)
        if typo := next((typo for typo in typos if _passes(question, typo, context)), ""):
            yield "reject", f"{quoted(form)}, mistyped as {quoted(typo)}, is graded right: reject that as well"


def _towards(wrong: str, right: list[str]) -> Iterator[str]:
    """A wrong form with one typing error that brings it nearer to a right one."""
    from rapidfuzz.distance import Levenshtein

    for form in right:
        most = max(len(form) // _TYPO_SHARE + 1, _FEWEST_EDITS)
        if _FEWEST_EDITS <= Levenshtein.distance(wrong, form, score_cutoff=most) <= most:
            for edit in Levenshtein.editops(wrong, form):
                letter = "" if edit.tag == "delete" else form[edit.dest_pos]
                yield wrong[: edit.src_pos] + letter + wrong[edit.src_pos + (edit.tag != "insert") :]


TYPO_ACCEPTED = Rule(
    code="C302",
    name="typo-accepted",
    summary="a rejected form that is graded right with one typing error",
    source="civquiz: the grader itself is asked",
    explanation=(
        "Typing errors are forgiven, so a wrong answer that looks like the right one may pass when it is mistyped. "
        "Bad: “Commission” is rejected and “Commissioner” right, if “Commissione” then counts as right. Better: reject "
        "that too, ask for more of the name, or make it a choice."
    ),
    of_question=_typo_accepted,
)


def _answer_in_hint(question: Question, _: Context) -> Iterator[Remark]:
    hint = phrase(question.hint)
    options = options_of(question)
    if not question.hint or (options and any(phrase(bare(text)) in hint for text in options[1])):
        return
    if shown := next((text for text in answers_of(question) if is_telling(text) and phrase(bare(text)) in hint), ""):
        yield "hint", f"it says the answer, {quoted(shown)}: give a way to it instead"


ANSWER_IN_HINT = Rule(
    code="C303",
    name="answer-in-hint",
    summary="a hint that says the answer",
    source="civquiz: a hint helps to recall, and is shown before the response",
    explanation=(
        "A hint should lead to the answer: what it begins with, what it is the opposite of, where it belongs. Bad: "
        "“Mazhilis is a Kazakh word.” Better: “A Kazakh word that begins with M.”"
    ),
    of_question=_answer_in_hint,
)


def _order_shows(question: Question, _: Context) -> Iterator[Remark]:
    if not isinstance(question, Ordering):
        return
    for pattern in (_YEAR, _ANY_NUMBER):
        found = [pattern.findall(item) for item in question.items]
        if all(len(numbers) == 1 for numbers in found):
            values = [int(number[:_MOST_DIGITS]) for numbers in found for number in numbers]
            if all(a < b for a, b in pairwise(values)) or all(a > b for a, b in pairwise(values)):
                yield "items", f"the numbers in the items ({values[0]}, {values[1]}…) show their order: leave them out"
                return
    names = [bare(item).casefold() for item in question.items]
    if len(names) >= _SHORTEST_SORTED and names == sorted(names):
        yield "items", "the right order is the alphabetical one: word an item differently"


_MOST_DIGITS = 30


ORDER_SHOWS = Rule(
    code="C304",
    name="order-shows",
    summary="items to be ordered that show their order by numbers or by the alphabet",
    source="Haladyna, Downing and Rodriguez (2002), guideline 28: avoid giving clues to the right answer",
    explanation=(
        "Items are shuffled, but what sorts them can be seen. Bad: “Independence (1991)”, “Constitution (1993)”, "
        "“Decree (2002)”. Better: the same without the years. An order that happens to be alphabetical is found by "
        "trying it."
    ),
    of_question=_order_shows,
)


def _missing_explanation(question: Question, context: Context) -> Iterator[Remark]:
    if context.explained and not question.explanation:
        yield "explanation", "most questions of the bank have one, and this has none: say why the answer is right"


MISSING_EXPLANATION = Rule(
    code="C305",
    name="missing-explanation",
    summary="no explanation, where most of the bank has one",
    source="Hattie and Timperley, The power of feedback (2007): feedback says more than right or wrong",
    explanation=(
        "What is learnt from a wrong answer is read after it. In a bank whose other questions have an explanation, one "
        "without has been forgotten. Two sentences do: what is so, and what it is easily taken for."
    ),
    of_question=_missing_explanation,
    note=True,
)


def _missing_why(question: Question, context: Context) -> Iterator[Remark]:
    without = [entry.text for entry in map(because, wrong_entries(question)) if not entry.why]
    if context.reasoned and without:
        field = "reject" if _rejected(question) else "distractors"
        more = f" and {len(without) - 1} more" if len(without) > 1 else ""
        yield field, f"{quoted(without[0])}{more} without a why: say why it is wrong, as most of the bank does"


MISSING_WHY = Rule(
    code="C306",
    name="missing-why",
    summary="a wrong option without its why, where most of the bank gives one",
    source="Hattie and Timperley, The power of feedback (2007): feedback says more than right or wrong",
    explanation=(
        "Who chose a wrong option is told why it is wrong, if the author says so: {text = “The Senate”, why = “it "
        "makes laws”}. In a bank that does so, an option without has been forgotten."
    ),
    of_question=_missing_why,
    note=True,
)
