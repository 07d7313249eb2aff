"""Rules on the stem: whether it can be misread, says what is asked, and keeps its answer to itself."""

import re
from collections.abc import Iterator, Sequence

from civquiz.questions.bank import quoted
from civquiz.questions.base import Question
from civquiz.questions.check.context import Context, answers_of, options_of, typed_items
from civquiz.questions.check.rule import Remark, Rule
from civquiz.questions.check.wording import (
    ASKING,
    POINTING,
    absolutes,
    bare,
    content,
    is_telling,
    phrase,
    unquoted,
    words,
)
from civquiz.questions.enumeration import Enumeration
from civquiz.questions.true_false import TrueFalse

_NEGATIVE = re.compile(
    r"(?i)\b(?:not|except|never|cannot|[a-z]+n['’]t)\b"
    r"|\bleast(?= (?:likely|probable|probably|true|suitable|appropriate))"
)
_NEGATED_OPTION = re.compile(
    r"(?i)\A(?:not|never|no)\b|\b(?:cannot|never|[a-z]+n['’]t)\b"
    r"|\b(?:do|does|did|is|are|was|were|has|have|had|can|could|may|might|will|would|should|must) not\b"
)
_EMPHASIS = ("*", "_")
_SENTENCE = re.compile(r"[^.!?;]+(?:[.!?;](?!\s|\Z)[^.!?;]*)*[.!?;]?")
_SOFTENED = frozenset({"only", "just", "merely", "simply", "surprisingly", "even", "necessarily"})
# After one of these a negation belongs to a circumstance, and turns nothing round in what is asked.
_CIRCUMSTANCE = frozenset(
    {"if", "because", "although", "though", "unless", "since", "while", "after", "before", "whether", "until", "once"}
)
_ASKING = re.compile(r"(?i)\b(?:who|whom|whose|what|which|when|where|why|how)\b|[?:…]|\.\.\.|__|\[")
_ORDERS = frozenset(
    {
        *("name", "list", "give", "state", "choose", "select", "pick", "mark", "tick", "identify", "find", "complete"),
        *("fill", "order", "put", "arrange", "sort", "match", "define", "write", "say", "explain", "describe"),
    }
)
_SHORTEST_QUESTION = 4  # words of a stem without a sign that it asks
_WHICH_IS_TRUE = re.compile(
    r"(?i)\A\W*(?:which|what)(?: one)?(?: of (?:the following|the below|these|those))?"
    r"(?: (?:statements?|sentences?|options?|answers?|claims?|assertions?))?(?: below)?"
    r" (?:is|are|was|were)(?: not)?(?: also)? (?:true|correct|right|false|incorrect|wrong|untrue)\b"
)
_BLANK = re.compile(r"_{2,}|\[(?:_+|blank|…|\.{3})\]|\.{4,}")
_LEADING_BLANK = re.compile(rf"(?i)\W{{,3}}(?:(?:a|an|the)\s+)?(?:{_BLANK.pattern})")
_REPORTED = re.compile(r"(?is)\b(?:said|says|claim(?:s|ed)|stated?|argued?|promised|vowed|declared|believed?)\b.*")
_HEDGED = re.compile(r"(?i)\b(?:not|nearly|almost)\s+(?:all|every|always|everyone|everything|entirely|completely)\b")


def negatives(question: Question) -> list[tuple[str, bool]]:
    """The words by which what is asked is turned round, each with whether it is emphasised."""
    found = []
    for asking in asking_parts(question):
        for negative in _NEGATIVE.finditer(asking):
            before, after = asking[: negative.start()], asking[negative.end() :]
            if not _beside_the_point(words(before), words(after)):
                marked = before.endswith(_EMPHASIS) and after.startswith(_EMPHASIS)
                found.append((negative[0], marked or negative[0].isupper()))
    return found


def asking_parts(question: Question) -> list[str]:
    """The sentences of a stem that ask: the questions, or what the options complete; of a statement all of it."""
    sentences = [part.strip() for part in _SENTENCE.findall(unquoted(question.stem)) if part.strip()]
    if isinstance(question, TrueFalse):
        return sentences
    questions = [part for part in sentences if part.endswith("?")]
    if questions or typed_items(question):
        return questions or [part for part in sentences if ASKING & {*words(part)[:1]}]
    # What else is negative describes: “an act that is not punished”.
    return [part for part in sentences[-1:] if not part.endswith((".", "!")) or POINTING & {*words(part)}]


def _beside_the_point(before: Sequence[str], after: Sequence[str]) -> bool:
    """Whether a negation between these words turns nothing round: if it does not; not only; not this but that."""
    return (
        bool(_CIRCUMSTANCE & {*before})
        or "when" in before[1:]
        or before[-1:] == ("or",)
        or (bool(after) and after[0] in _SOFTENED)
        or "but" in after
        or "until" in after
    )


def _unmarked_negative(question: Question, _: Context) -> Iterator[Remark]:
    # “never” in a statement is an absolute word, which another rule looks for.
    plain = [word for word, emphasised in negatives(question) if not emphasised and word.casefold() != "never"]
    if plain:
        remedy = "say what is so" if isinstance(question, TrueFalse) else "ask for what is so"
        yield "stem", f"“{plain[0]}” is easily read over: {remedy}, or write {plain[0].upper()}"


UNMARKED_NEGATIVE = Rule(
    code="C101",
    name="unmarked-negative",
    summary="a negative word in the stem that is not emphasised",
    source="Haladyna, Downing and Rodriguez (2002), guideline 17; NBME Item-Writing Guide (2020), chapter 3",
    explanation=(
        "A reader who overlooks the “not” answers the opposite question, and is wrong without being ignorant. Ask for "
        "what is so; where the exception itself is worth knowing, write the word in capitals. Bad: “Which of these is "
        "not a branch of power?” Better: “Which of these is a branch of power?”, or “… is NOT a branch of power?”"
    ),
    of_question=_unmarked_negative,
    english=True,
)


def _double_negative(question: Question, _: Context) -> Iterator[Remark]:
    turned = negatives(question)
    options = options_of(question)
    if isinstance(question, TrueFalse) and len(turned) > 1:
        yield "stem", "two negations in one statement: say what is so"
    elif turned and options:
        negated = next((text for text in [*options[0], *options[1]] if _NEGATED_OPTION.search(unquoted(text))), "")
        if negated:
            both = f"both the stem (“{turned[0][0]}”) and an option ({quoted(negated)}) are negative"
            yield "stem", f"{both}: turn one of them round"


DOUBLE_NEGATIVE = Rule(
    code="C102",
    name="double-negative",
    summary="a negative stem with a negative option",
    source="Haladyna, Downing and Rodriguez (2002), guidelines 17 and 27",
    explanation=(
        "Two negations have to be worked out against each other, which tests patience rather than civics. Bad: “Which "
        "power does the Senate NOT have?” with the option “It does not judge”. Better: “Which power does the Senate "
        "have?”, and options that each name a power."
    ),
    of_question=_double_negative,
    english=True,
)


def _unfocused_stem(question: Question, _: Context) -> Iterator[Remark]:
    if not options_of(question):
        return
    if _WHICH_IS_TRUE.match(question.stem):
        yield "stem", "it asks only which option is true: ask what can be answered with the options covered"
    elif not _ASKING.search(question.stem):
        said = words(question.stem)
        # A stem that the options complete ends in a verb or a preposition.
        if len(said) < _SHORTEST_QUESTION and not _ORDERS & {*said[:1]} and content(question.stem)[-1:] == said[-1:]:
            yield "stem", "it does not say what is asked: write a whole question"


UNFOCUSED_STEM = Rule(
    code="C103",
    name="unfocused-stem",
    summary="a stem that asks nothing of its own",
    source="Haladyna, Downing and Rodriguez (2002), guidelines 14 and 15; NBME Item-Writing Guide (2020), on lead-ins",
    explanation=(
        "A good stem can be answered with the options covered. “Which of these is true?” makes several true-false "
        "questions of one, and what is asked stands in the options only. Bad: “Which of the following is true of the "
        "Mazhilis?” Better: “Which house of parliament is the Mazhilis?”"
    ),
    of_question=_unfocused_stem,
    english=True,
)


def _misplaced_blank(question: Question, _: Context) -> Iterator[Remark]:
    blanks = len(_BLANK.findall(question.stem))
    if blanks > 1 and not isinstance(question, Enumeration):
        yield "stem", f"it has {blanks} blanks for one answer: leave one"
    elif _LEADING_BLANK.match(question.stem):
        yield "stem", "it begins with the blank: put the blank near the end, or ask a question"


MISPLACED_BLANK = Rule(
    code="C104",
    name="misplaced-blank",
    summary="a blank at the head of the stem, or several for one answer",
    source="Waugh and Gronlund, Assessment of Student Achievement (2013), on short-answer items",
    explanation=(
        "Who meets the blank first must read on to learn what is wanted, and then go back; of two blanks it is not "
        "clear which one the answer fills. Bad: “____ makes the laws.” Better: “The laws are made by ____.” Best: "
        "“Which body makes the laws?”"
    ),
    of_question=_misplaced_blank,
)


def _answer_in_stem(question: Question, _: Context) -> Iterator[Remark]:
    stem = phrase(question.stem)
    options = options_of(question)
    if options and any(phrase(bare(text)) in stem for text in options[1]):
        return  # a stem may name what is to be chosen from
    shown = next((text for text in answers_of(question) if is_telling(text) and phrase(bare(text)) in stem), "")
    if shown:
        yield "stem", f"it says the answer, {quoted(shown)}: word it without"


ANSWER_IN_STEM = Rule(
    code="C105",
    name="answer-in-stem",
    summary="a stem that says its own answer",
    source="Haladyna, Downing and Rodriguez (2002), guideline 28b; NBME Item-Writing Guide (2020), chapter 3",
    explanation=(
        "The answer can be copied from the question. Bad: “Which court is the Supreme Court of the country?”, answered "
        "“Supreme Court”. Better: “What is the highest court of the country called?” A stem that names what is to be "
        "chosen from (“Which house is larger, the Senate or the Mazhilis?”) is no breach."
    ),
    of_question=_answer_in_stem,
)


def _sweeping_statement(question: Question, _: Context) -> Iterator[Remark]:
    if isinstance(question, TrueFalse) and not question.answer:
        said = _HEDGED.sub(" … ", _REPORTED.sub(" ", unquoted(question.stem)))
        if found := absolutes(said):
            yield "stem", f"“{found[0]}” lets one guess that the statement is false: make it false by its facts"


SWEEPING_STATEMENT = Rule(
    code="C106",
    name="sweeping-statement",
    summary="a false statement with an absolute word, such as never",
    source="Ebel and Frisbie, Essentials of Educational Measurement (1991), on true-false items",
    explanation=(
        "Few things are always or never so: a reader who knows nothing calls such a statement false, and is right. "
        "Bad: “The President never signs a law.” Better, false by its facts: “Laws are signed by the Supreme Court.” "
        "True statements with such words are no breach: they keep the trick from working."
    ),
    of_question=_sweeping_statement,
    english=True,
)
