"""The lint: item-writing flaws of a bank. A new rule is its function and its `Rule`, and one line in `RULES`."""

from collections.abc import Iterable

from civquiz.questions.bank import Bank
from civquiz.questions.base import Question
from civquiz.questions.check import answers, cues, grounding, options, stems, whole
from civquiz.questions.check.context import Context
from civquiz.questions.check.rule import Finding, Rule
from civquiz.questions.check.whole import near_duplicates

__all__ = ["RULES", "Context", "Finding", "Rule", "check", "check_question", "near_duplicates"]

RULES: tuple[Rule, ...] = (
    stems.UNMARKED_NEGATIVE,
    stems.DOUBLE_NEGATIVE,
    stems.UNFOCUSED_STEM,
    stems.MISPLACED_BLANK,
    stems.ANSWER_IN_STEM,
    stems.SWEEPING_STATEMENT,
    cues.LONGEST_ANSWER,
    options.REFERS_TO_OPTIONS,
    options.OVERLAPPING_OPTIONS,
    cues.ARTICLE_CUE,
    cues.ODD_FORM,
    cues.ABSOLUTE_DISTRACTORS,
    options.VAGUE_OPTIONS,
    cues.REPEATED_WORD,
    options.TWO_OPTIONS,
    options.NO_SPARE_MATCH,
    answers.MISGRADED_FORM,
    answers.TYPO_ACCEPTED,
    answers.ANSWER_IN_HINT,
    answers.ORDER_SHOWS,
    answers.MISSING_EXPLANATION,
    answers.MISSING_WHY,
    grounding.UNGROUNDED,
    grounding.NO_PASSAGE,
    grounding.DATED_WITHOUT_DATE,
    grounding.PRESENT_WITHOUT_DATE,
    grounding.STALE_DATE,
    whole.NEAR_DUPLICATE,
    whole.ANSWERS_ANOTHER,
    whole.UNBALANCED_STATEMENTS,
    whole.SAME_NUMBER_RIGHT,
    whole.UNKNOWN_IGNORE,
)
"""In the order of their codes: C1 the stem, C2 the options, C3 the answer, C4 passages and dates, C5 the bank."""

_KNOWN = frozenset(known for rule in RULES for known in (rule.code, rule.name))


def check(bank: Bank, *, today: str = "") -> list[Finding]:
    """What the rules find in a bank, its active questions in their order, and for each by code; the bank itself first.

    `today` is an ISO date, by which `as_of` may be stale; "" for no such note.
    """
    return _found(Context(bank, bank.active, known=_KNOWN, today=today))


def check_question(bank: Bank, question: Question) -> list[Finding]:
    """What the rules find in one question beside the others of a bank, by code; it need not be in the bank yet."""
    return [] if question.retired else _found(Context(bank, (question,), alone=True, known=_KNOWN))


def _found(context: Context) -> list[Finding]:
    findings = _not_ignored(context, (finding for rule in RULES for finding in rule.find(context)))
    place = {"": -1} | {question.id: number for number, question in enumerate(context.questions)}
    return sorted(findings, key=lambda finding: (place[finding.question], finding.code))


def _not_ignored(context: Context, findings: Iterable[Finding]) -> list[Finding]:
    names = {rule.code: rule.name for rule in RULES}
    ignored = {question.id: frozenset(question.ignore) for question in context.questions if question.ignore}
    return [
        finding
        for finding in findings
        if not ignored.get(finding.question, frozenset()) & {finding.code, names[finding.code]}
    ]
