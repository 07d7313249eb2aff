"""What a graded response amounts to, and what a grader may know of the rest of a bank."""

from typing import Literal, TypeAlias

import msgspec

Verdict: TypeAlias = Literal["correct", "correct_typo", "partial", "close", "wrong"]
Kind: TypeAlias = Literal["text", "year", "number", "date", "person"]
