"""Mock exams: which questions they ask, the code that gives the same ones again, and a sitting under their rules."""

from civquiz.exam.code import LENGTHS, SEEDS, Code, decode, encode, encode_parts
from civquiz.exam.drawing import draw, groups, terms
from civquiz.exam.sitting import ExamSitting

__all__ = [
    "LENGTHS",
    "SEEDS",
    "Code",
    "ExamSitting",
    "decode",
    "draw",
    "encode",
    "encode_parts",
    "groups",
    "terms",
]
