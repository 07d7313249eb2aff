"""Words as the lint compares them, and the words that it looks for, each list with where it comes from."""

import re
from functools import lru_cache
from typing import Final

# Huddleston and Pullum, The Cambridge Grammar of the English Language (2002): determiners, pronouns, prepositions,
# coordinators, subordinators and auxiliaries, but for negations and numbers; then what a stem says of its own text.
_FUNCTION_WORDS: Final = frozenset(
    {
        *("a", "an", "the", "this", "that", "these", "those", "each", "every", "any", "some", "both", "either", "such"),
        *("i", "you", "he", "she", "it", "we", "they", "me", "him", "her", "us", "them", "its", "his", "their", "our"),
        *("your", "my", "one", "ones", "there", "here", "which", "what", "whose", "as", "at", "by", "for", "from"),
        *("in", "into", "of", "off", "on", "onto", "out", "over", "per", "to", "towards", "toward", "under", "up"),
        *("upon", "with", "within", "about", "among", "between", "during", "through", "since", "until", "against"),
        *("and", "or", "but", "so", "if", "than", "then", "while", "because", "although", "whether", "also", "too"),
        *("is", "are", "was", "were", "be", "been", "being", "am", "do", "does", "did", "done", "has", "have", "had"),
        *("having", "can", "could", "may", "might", "must", "shall", "should", "will", "would", "s", "t", "more"),
        *("most", "other", "others", "another", "own", "same", "very", "just", "only", "all"),
        *("following", "according", "text", "account", "passage", "question", "answer", "called", "call", "name"),
        *("named", "say", "says", "said"),
    }
)

ASKING: Final = frozenset(
    {
        *(
            "who",
            "whom",
            "when",
            "where",
            "why",
            "how",
            "many",
            "much",
            "which",
            "what",
            "put",
            "order",
            "match",
            "choose",
        )
    }
)
POINTING: Final = frozenset({"these", "those", "following", "options"})  # a stem with one of them speaks of its options

# Haladyna, Downing and Rodriguez (2002), guideline 28a. Those in SWEEPING are mostly a plain part of a fact, but for
# where a text begins with them.
ABSOLUTE: Final = frozenset({"always", "never", "absolutely", "invariably"})
_WIDE: Final = frozenset(
    {
        *("nobody", "nothing", "everyone", "everybody", "everything", "completely", "entirely", "totally"),
        *("impossible", "inevitably"),
    }
)
_SWEEPING: Final = frozenset({"all", "every", "only", "none"})

# NBME Item-Writing Guide (2020), chapter 3, “vague terms”.
VAGUE: Final = frozenset(
    {"usually", "sometimes", "often", "frequently", "rarely", "occasionally", "generally", "seldom"}
)

_LABEL = r"\(?(?:[a-h]|i{1,3}|iv)\)?"
_REFERS = re.compile(
    r"(?i)\A\W*(?:(?:all|none|neither|both|any|each|two|some|most)(?: of)?(?: (?:the|these|those))?"
    r" ?(?:above|below|foregoing|following|options?|answers?|choices?|others?|these|those|them)"
    r"|(?:none|all) of (?:the|these|those)(?: \w+)?"
    r"|(?:they are |these are )?(?:all|none|both)\b[^.]{0,40}\b(?:true|correct|right|wrong|false|incorrect)"
    rf"|(?:both |only |either )?{_LABEL}(?:, ?{_LABEL})*,? (?:and|or|&) {_LABEL}(?: only)?)\W*\Z"
)
_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
_POSSESSIVE = re.compile(r"['’]s?\Z")
_ENDING = re.compile(r"(?<=\w{4})ions?\Z|(?<=\w{3})(?:ings?|ed|ers?|ors?|ies|es|ly|[sey])\Z")
_ROOT = 6  # letters: election and elect, president and presidential, independence and independent have one root
_QUOTED = re.compile(r'"[^"]*+"|“[^”]*+”|«[^»]*+»')
_RECURRING = re.compile(r"(?i)\bevery(?: \w+)? (?:day|week|month|year|election|session|term)s?\b")
_ARTICLE = re.compile(r"(?i)\A(?:a|an|the)\s+(?=\S)")
_SHORTEST_TELLING = 3  # letters


@lru_cache(maxsize=32_768)
def words(text: str) -> tuple[str, ...]:
    """The words of a text in small letters, a possessive as its word."""
    return tuple(_POSSESSIVE.sub("", word) for word in _WORD.findall(text.casefold()))


def phrase(text: str) -> str:
    """The words of a text between spaces, so that one text can be looked for in another word by word."""
    return f" {' '.join(words(text))} "


def bare(text: str) -> str:
    """A text without the article at its head."""
    return _ARTICLE.sub("", text)


def unquoted(text: str) -> str:
    """A text without what it quotes."""
    return _QUOTED.sub(" … ", text)


@lru_cache(maxsize=32_768)
def root(word: str) -> str:
    """What a word has in common with its inflections and nearest relatives; a number is as it stands."""
    return word if any(map(str.isdigit, word)) else _ENDING.sub("", word)[:_ROOT]


@lru_cache(maxsize=32_768)
def content(text: str) -> tuple[str, ...]:
    """The content words of a text, in their order."""
    return tuple(word for word in words(text) if word not in _FUNCTION_WORDS)


@lru_cache(maxsize=32_768)
def root_set(text: str) -> frozenset[str]:
    """The roots of the content words of a text."""
    return frozenset(map(root, content(text)))


def absolutes(text: str) -> list[str]:
    """The words of a text by which it holds without exception."""
    said = words(_RECURRING.sub(" ", unquoted(text)))
    return [word for at, word in enumerate(said) if word in ABSOLUTE | _WIDE or (word in _SWEEPING and at == 0)]


def refers_to_options(text: str) -> bool:
    """Whether an option speaks of the other ones: all of the above, none of these, both A and B."""
    return _REFERS.match(text) is not None


def is_telling(text: str) -> bool:
    """Whether a text says so much that reading it elsewhere gives it away: no yes or no, no number of two digits."""
    said = content(bare(text))
    return len(said) > 1 or (len(said) == 1 and len(said[0]) >= _SHORTEST_TELLING and said[0] != "yes")
