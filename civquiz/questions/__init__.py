"""The question types. A new type is its module and one line in the registry."""

from civquiz.questions.base import Question
from civquiz.questions.enumeration import Enumeration
from civquiz.questions.matching import Matching
from civquiz.questions.multiple_choice import MultipleChoice
from civquiz.questions.multiple_response import MultipleResponse
from civquiz.questions.ordering import Ordering
from civquiz.questions.short_answer import ShortAnswer
from civquiz.questions.true_false import TrueFalse

QUESTION_TYPES: dict[str, type[Question]] = {
    "multiple-choice": MultipleChoice,
    "multiple-response": MultipleResponse,
    "true-false": TrueFalse,
    "short-answer": ShortAnswer,
    "enumeration": Enumeration,
    "ordering": Ordering,
    "matching": Matching,
}
