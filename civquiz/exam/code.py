"""The test code: a bank, its version, a seed and a length in a line that can be read out and typed."""

import re

import msgspec

from civquiz.errors import CivquizError
from civquiz.questions.bank import Bank
from civquiz.text import one_line

LENGTHS = 1 << 10  # an exam has 1 to so many questions
SEEDS = 1 << 16  # and is one of so many papers
_VERSIONS = 1 << 14  # as many as the first 14 bits of a bank's version

_BODY, _CHECK = 8, 2
_DIGITS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # Crockford's base 32
_BITS = 5
_LETTERS = f"{_DIGITS}U"  # U may stand in a bank's id, and nowhere in a code
_READ_AS = str.maketrans("OIL", "011")
_NOT_READ = re.compile(r"[ _-]+")
_HYPHENS = re.compile("[\u2010-\u2015\u2212]")  # what a word processor or a PDF makes of a hyphen

# The check is a polynomial over the field of 1021, the greatest prime below the square of 32. Its base is a primitive
# root, so that no two places weigh the same: one wrong character and any two that changed places are caught.
_PRIME, _BASE = 1021, 10


class Code(msgspec.Struct, frozen=True):
    """What a test code says. `bank_id` is as it was typed; `version_part` are 14 bits of the bank's version."""

    bank_id: str
    seed: int
    length: int
    version_part: int

    def names(self, bank_id: str) -> bool:
        """Whether this is the bank of the code."""
        return _letters(self.bank_id) == _letters(bank_id)

    def has_version(self, version: str) -> bool:
        """Whether a bank of that version (8 hex digits) gives the same questions; once in 16,384 it is another."""
        return self.version_part == _version_part(version)


def encode(bank: Bank, seed: int, length: int) -> str:
    """The code of an exam: `<bank id>-XXXX-XXXX-XX`. `seed` is below `SEEDS`, `length` 1 to `LENGTHS`."""
    return encode_parts(bank.id, bank.version, seed, length)


def encode_parts(bank_id: str, version: str, seed: int, length: int) -> str:
    """`encode` for a bank that is known by its id and version alone."""
    if not (0 <= seed < SEEDS and 1 <= length <= LENGTHS):
        raise ValueError(f"no code for seed {seed} and length {length}")
    number = (seed * LENGTHS + length - 1) * _VERSIONS + _version_part(version)
    body = _in_base_32(number, _BODY)
    check = _in_base_32(_sum(_letters(bank_id) + body), _CHECK)
    return f"{bank_id}-{body[:4]}-{body[4:]}-{check}"


def decode(text: str) -> Code:
    """What a code says; case, hyphens and spaces do not matter, nor O for 0, I and L for 1.

    Raises CivquizError that says what is wrong: too short, a character that is in no code, or a mistyped one.
    """
    text = _HYPHENS.sub("-", one_line(text))
    letters = _letters(text)
    if len(letters) <= _BODY + _CHECK:
        raise CivquizError("the code is too short; it is a bank's id and ten characters, such as my-town-7K3M-Q2ZD-9X")
    body, check = letters[-_BODY - _CHECK : -_CHECK], letters[-_CHECK:]
    for character in letters:
        if character not in _LETTERS:
            raise CivquizError(f"no code has a {character!r} in it; compare it with the one that was printed")
    if "U" in body + check:
        raise CivquizError(
            "the ten characters at the end of a code have no U; compare it with the one that was printed"
        )
    if _number(check) != _sum(letters[:-_CHECK]):
        raise CivquizError(
            "this code was mistyped: a character is wrong, missing or out of place; compare it with the one that was "
            "printed"
        )
    rest, version_part = divmod(_number(body), _VERSIONS)
    seed, length = divmod(rest, LENGTHS)
    return Code(_bank_id(text), seed, length + 1, version_part)


def _letters(text: str) -> str:
    return _NOT_READ.sub("", text).upper().translate(_READ_AS)


def _bank_id(text: str) -> str:
    """What stands before the last ten characters, as an id is written."""
    left = text.rstrip("-_ ")
    for _ in range(_BODY + _CHECK):
        left = left[:-1].rstrip("-_ ")
    return "-".join(left.lower().split())


def _version_part(version: str) -> int:
    return int(version, 16) >> (4 * len(version) - (_VERSIONS - 1).bit_length())


def _sum(letters: str) -> int:
    total = 0
    for letter in letters:
        total = (total + _LETTERS.index(letter)) * _BASE % _PRIME
    return total


def _number(digits: str) -> int:
    number = 0
    for digit in digits:
        number = number << _BITS | _DIGITS.index(digit)
    return number


def _in_base_32(number: int, digits: int) -> str:
    return "".join(_DIGITS[number >> _BITS * place & (1 << _BITS) - 1] for place in reversed(range(digits)))
