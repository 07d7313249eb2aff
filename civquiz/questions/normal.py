"""Text to words: in which writings two texts are the same, whatever they say (rules 2, 4 and 5 of typed answers)."""

import re
import unicodedata
from functools import lru_cache

from civquiz.questions import words

CACHED = 1 << 17  # texts: the answers of 50,000 questions, with which a response is compared
MOST_READ = 200  # characters of a response
_MOST_OPTIONAL = 4  # optional words that an accepted form is written out for, with and without each
_LONGEST_LEAD_IN = 4  # words
_SHORTEST_STEM, _SHORTER_ENDING, _LONGEST_ENDING = 4, 2, 3  # letters; Sweden, Swedish
_MOST_LEAD_INS = 8  # well, um, I think that it was in the

_CUT_WORD = re.compile(r"(?<=\s)\S*\Z")
_NUMERO = re.compile(r"(?i)№|\bno\. ?(?=\d)")
_INITIALS = re.compile(r"\b[A-Za-z](?:\.[A-Za-z])+\b\.?")  # U.S.
_GROUPED = re.compile(r"(?<![\d.,])\d{1,3}(?:([, '])\d{3}(?:\1\d{3})*|(?:\.\d{3}){2,})(?!\d)")  # 20,000,000
_NO_WHOLE = re.compile(r"(?<![\w.])\.(?=\d)")  # .5
_MINUS = re.compile(r"(?<![\w)])-(?=\d)")
_JOINED = re.compile(rf"(?i)(?<![\w-])({'|'.join(sorted(words.JOINED))})-(?=[a-z])")
# But for Un-American.
_WRITTEN_OUT = re.compile(
    rf"(?i)(?<![a-z])(?!(?-i:[Uu]n-))({'|'.join(sorted(words.WRITTEN_OUT, key=len, reverse=True))})\b"
)
_TOKEN = re.compile(r"(?i)\d+(?:st|nd|rd|th)\b|\d+(?:\.\d+)?|[a-z]+")
_OPTIONAL = re.compile(r"\(([^()]*)\)")
_OR = re.compile(r"(?i)\b(?:or|ili|nemese)\b|(?<!\d)(?<!\d )/|/(?! ?\d)")


def cut(response: str) -> str:
    """As much of a response as is read; a word that the cut would shorten is left out."""
    if len(response) <= MOST_READ or response[MOST_READ].isspace():
        return response[:MOST_READ]
    return _CUT_WORD.sub("", response[:MOST_READ])


@lru_cache(maxsize=CACHED)
def in_ascii(text: str) -> str:
    """The text in ASCII, its case kept; a sign that stands for a word is that word."""
    text = unicodedata.normalize("NFKC", _NUMERO.sub(" ", text.replace("´", "'"))).translate(words.MARKS)
    if not text.isascii():
        kinds = [(character, unicodedata.category(character)) for character in text]
        text = "".join(" " if kind == "So" else character for character, kind in kinds if kind != "Cf")
        bare = "".join(char for char in unicodedata.normalize("NFKD", text) if not unicodedata.combining(char))
        if not bare.isascii():
            from anyascii import anyascii

            bare = str(anyascii(text))
        text = bare
    text = _INITIALS.sub(lambda found: found[0].replace(".", ""), text)
    text = _NO_WHOLE.sub("0.", text)
    text = _GROUPED.sub(lambda found: re.sub(r"\D", "", found[0]), text)
    if "-" in text:
        text = _JOINED.sub(r"\1", _MINUS.sub(" minus ", text))
    return _WRITTEN_OUT.sub(lambda found: words.WRITTEN_OUT[found[0].casefold()], text.replace("'", ""))


@lru_cache(maxsize=CACHED)
def is_of_another_script(text: str) -> bool:
    """Whether a text has letters of another script than the Latin."""
    return not text.isascii() and any(
        character.isalpha() and not unicodedata.name(character, "").startswith("LATIN") for character in text
    )


def split(ascii_text: str) -> tuple[str, ...]:
    """The words and numbers of a text that is in ASCII."""
    return tuple(_TOKEN.findall(ascii_text))


@lru_cache(maxsize=CACHED)
def tokens_of(text: str) -> tuple[str, ...]:
    """The words and numbers of a text, their case kept; a text without any is one word as it stands."""
    return split(in_ascii(text)) or tuple(filter(None, [text.strip()]))


@lru_cache(maxsize=CACHED)
def normalise(text: str) -> str:
    """The text as it is compared: its words in lower-case ASCII, one space between them, no punctuation."""
    return " ".join(tokens_of(text)).casefold()


@lru_cache(maxsize=CACHED)
def word_set(text: str) -> frozenset[str]:
    """The words of a text as they are compared."""
    return frozenset(normalise(text).split())


@lru_cache(maxsize=1024)
def without_lead_ins(response: str) -> tuple[tuple[str, ...], ...]:
    """Rule 4: the words of a response, then the same without its first lead-in, without the next, and so on."""
    tokens = tokens_of(response)
    found = [tokens]
    for _ in range(_MOST_LEAD_INS):
        longest = min(_LONGEST_LEAD_IN, len(tokens) - 1)
        lengths = (n for n in range(longest, 0, -1) if " ".join(tokens[:n]).casefold() in words.LEAD_INS)
        tokens = tokens[next(lengths, 0) :]
        if tokens == found[-1]:
            break
        found.append(tokens)
    return tuple(found)


@lru_cache(maxsize=CACHED)
def written_out(form: str) -> tuple[str, ...]:
    """Rule 5: a form with each word in brackets and without it."""
    found = _OPTIONAL.search(form)
    if not found or form.count("(") > _MOST_OPTIONAL:
        return (form,)
    texts = (form[: found.start()] + kept + form[found.end() :] for kept in (found[1], ""))
    return tuple(text for written in texts for text in written_out(written) if text.strip()) or (form,)


def alternatives(text: str) -> list[str]:
    """Rule 6: what stands between "or" or slashes; the whole text if there are none."""
    return [part for part in _OR.split(in_ascii(text)) if part.strip()] or [text]


def is_akin(word: str, other: str) -> bool:
    """Whether two words have one stem, so far as that shows: declare and declared, Kazakhstan and Kazakhstani."""
    shorter, longer = sorted((len(word), len(other)))
    stem = max(_SHORTEST_STEM, shorter - _SHORTER_ENDING, longer - _LONGEST_ENDING)
    return word[:stem] == other[:stem]
