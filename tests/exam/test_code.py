import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from civquiz.errors import CivquizError
from civquiz.exam import LENGTHS, SEEDS, decode, encode
from civquiz.questions.bank import Bank
from civquiz.questions.true_false import TrueFalse

BANK = Bank(id="my-town", title="My town", questions=(TrueFalse(id="s", stem="It is so.", answer=True),))
CODE = encode(BANK, 4_711, 20)

codes = st.builds(
    lambda id_, seed, length: encode(Bank(id=id_, title="Bank", questions=BANK.questions), seed, length),
    st.from_regex(r"[a-z0-9][a-z0-9_-]{0,12}", fullmatch=True),
    st.integers(0, SEEDS - 1),
    st.integers(1, LENGTHS),
)


def plain(code: str) -> str:
    """The code as what does not matter in it is read."""
    return code.upper().translate(str.maketrans("OIL", "011", "-_"))


@given(st.from_regex(r"[a-z0-9][a-z0-9_-]{0,63}", fullmatch=True), st.integers(0, SEEDS - 1), st.integers(1, LENGTHS))
def test_a_code_says_what_was_put_into_it(bank_id: str, seed: int, length: int) -> None:
    bank = Bank(id=bank_id, title="Bank", questions=BANK.questions)
    code = decode(encode(bank, seed, length))
    assert (code.seed, code.length) == (seed, length)
    assert code.names(bank_id)
    assert code.has_version(bank.version)


def test_a_code_is_the_bank_and_ten_characters_in_base_32() -> None:
    head, first, second, check = CODE.rsplit("-", 3)
    assert head == "my-town"
    assert (len(first), len(second), len(check)) == (4, 4, 2)
    assert not set(first + second + check) & set(string.ascii_lowercase + "ILOU")


@pytest.mark.parametrize(
    "typed",
    [
        CODE.lower(),
        CODE.replace("-", ""),
        CODE.replace("-", " "),
        CODE.replace("-", "\u2011"),  # a hyphen at which no line is broken
        CODE.replace("-", "\u00a0"),  # and such a blank
        f"{CODE[:-5]}\n{CODE[-5:]}",  # copied from a line that was broken
        f"\u200b{CODE}",
        f"  {CODE}\n",
        CODE.replace("o", "0"),
        CODE.replace("0", "o").replace("1", "l"),
        CODE.replace("1", "I"),
    ],
)
def test_case_hyphens_blanks_and_look_alikes_do_not_matter(typed: str) -> None:
    code = decode(typed)
    assert (code.seed, code.length) == (4_711, 20)
    assert code.names("my-town")
    assert not code.names("my-city")


def test_the_bank_of_a_code_is_named_as_it_was_typed() -> None:
    assert decode(CODE).bank_id == "my-town"
    assert decode(CODE.replace("-", " ").upper()).bank_id == "my-town"


def test_another_version_of_the_bank_is_known() -> None:
    other = Bank(id="my-town", title="My town", questions=(TrueFalse(id="s", stem="It is not so.", answer=True),))
    assert not decode(CODE).has_version(other.version)


@given(codes, st.data())
def test_one_wrong_character_is_caught(code: str, data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(code) - 1))
    wrong = code[:at] + data.draw(st.sampled_from(string.ascii_letters + string.digits)) + code[at + 1 :]
    if plain(wrong) != plain(code):
        with pytest.raises(CivquizError, match="code"):
            decode(wrong)


@given(codes)
def test_neighbours_that_changed_places_are_caught(code: str) -> None:
    typed = plain(code)
    for at in range(len(typed) - 1):
        swapped = typed[:at] + typed[at + 1] + typed[at] + typed[at + 2 :]
        if swapped != typed:
            with pytest.raises(CivquizError, match="code"):
                decode(swapped)


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("", "too short"),
        ("my-town", "too short"),
        (CODE[:-1] + "U", "no U"),
        (CODE[:-2] + "é" + CODE[-1], "'É'"),
        (CODE[:-4] + CODE[-3:], "mistyped"),
    ],
)
def test_a_code_that_is_wrong_says_what_is_wrong(typed: str, said: str) -> None:
    with pytest.raises(CivquizError, match=said):
        decode(typed)
