"""What typed answers are made of beside their content: literals only, each with where it comes from.

All are lower-case and in ASCII, as `equivalence.normalise` gives them; Russian and Kazakh words in anyascii's spelling.
"""

from typing import Final

# Characters that stand for a word, or that people type for an ASCII one (typographic quotes and dashes, Unicode 16,
# General Punctuation). ё is written as е in most Russian texts.
MARKS: Final = str.maketrans(
    {
        **dict.fromkeys("‘’‚‛ʻʼ´`′", "'"),
        **dict.fromkeys("“”„‟«»″", '"'),
        **dict.fromkeys("‐‑‒–—―−", "-"),
        "⁄": "/",
        "Ё": "Е",
        "ё": "е",
        "&": " and ",
        "%": " percent ",
        "$": " dollar ",
        "+": " plus ",
        "<": " less than ",
        ">": " more than ",
    }
)

# GRADING.md, rule 8.
DROPPED: Final = frozenset({"a", "an", "the", "of", "and"})

# GRADING.md, rules 1 and 4, and what people say before an answer: collected by hand; the last line of each is Russian
# and Kazakh.
DONT_KNOW: Final = frozenset(
    {
        *("?", "idk", "i dk", "dk", "dunno", "i dunno", "dont know", "i dont know", "i do not know"),
        *("do not know", "no idea", "i have no idea", "no clue", "i have no clue", "not sure", "im not sure"),
        *("i am not sure", "i forgot", "i forget", "i cant remember", "i dont remember", "pass", "skip", "n a"),
        *("na", "unknown", "who knows"),
        *("ne znayu", "ya ne znayu", "bilmeymin"),
    }
)
LEAD_INS: Final = frozenset(
    {
        *("a", "an", "the", "to", "in", "at", "on", "its", "it is", "it was", "it would be", "it must be"),
        *("it has to be", "is it", "thats", "that is", "that was", "that would be", "this is", "this was"),
        *("they are", "theyre", "he is", "he was", "hes", "she is", "she was", "shes", "there are", "there is"),
        *("there were", "these are", "i think", "i believe", "i guess", "i suppose", "i would say", "id say"),
        *("i say", "i know", "i am sure", "im sure", "im pretty sure", "i am pretty sure", "pretty sure"),
        *("maybe", "perhaps", "probably", "answer", "answer is", "the answer is", "my answer", "my answer is"),
        *("it is called", "its called", "called", "is called", "they are called", "theyre called"),
        *("we call it", "named", "known as", "his name is", "her name is", "um", "uh", "er", "hmm", "well"),
        *("ok", "okay", "so", "that", "is", "was", "are", "were"),
        *("eto", "v", "ya dumayu", "bul", "mening oyymsha"),
    }
)

# Words that may stand beside a number without changing it: collected by hand.
FILLER: Final = frozenset(
    {
        *("a", "an", "the", "of", "and", "in", "on", "at", "to", "for", "it", "its", "is", "was", "were"),
        *("are", "be", "that", "thats", "this", "there", "they", "i", "im", "my", "we", "has", "have", "had"),
        *("would", "say", "think", "believe", "guess", "suppose", "know", "sure", "pretty", "answer", "maybe"),
        *("perhaps", "probably", "exactly", "about", "around", "approximately", "roughly", "circa", "some"),
        *("just", "total", "all", "altogether", "number", "please", "well", "um", "uh", "ok", "okay", "so"),
        *("eto", "v"),
    }
)

# What stands beside a year or a date; the last line is Russian and Kazakh for “year”, in its cases.
BESIDE_A_DATE: Final = frozenset(
    {
        *("year", "month", "day", "date", "ad", "ce", "monday", "tuesday", "wednesday", "thursday", "friday"),
        *("saturday", "sunday"),
        *("g", "god", "goda", "godu", "zhyl", "zhyly", "zhylghy"),
    }
)

# GRADING.md, rule 6. Contractions as they are without their apostrophe; “не”, “емес” are Russian and Kazakh for “not”.
NEGATIONS: Final = frozenset(
    {
        *("not", "no", "never", "without", "nor", "neither", "none", "nobody", "cannot", "except", "cant"),
        *("dont", "doesnt", "didnt", "isnt", "wasnt", "arent", "werent", "wont", "wouldnt", "shouldnt"),
        *("couldnt", "hasnt", "havent", "hadnt", "aint", "ne", "emes"),
    }
)

# GRADING.md, rule 7: words that make another quantity or time of the number beside them.
COMPARATORS: Final = frozenset(
    {
        *("before", "after", "prior", "until", "till", "earlier", "later", "pre", "post", "bc", "bce", "more"),
        *("less", "fewer", "over", "under", "above", "below", "least", "most", "almost", "nearly", "plus"),
        *("minus", "up", "half", "double", "twice", "beyond", "exceeding"),
    }
)
SIGNS: Final = frozenset({"minus", "negative"})

# English number words: Huddleston and Pullum, The Cambridge Grammar of the English Language; the short scale.
CARDINALS: Final = {
    **{"zero": 0, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8},
    **{"nine": 9, "ten": 10, "eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14, "fifteen": 15},
    **{"sixteen": 16, "seventeen": 17, "eighteen": 18, "nineteen": 19, "twenty": 20, "thirty": 30},
    **{"forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90},
}
ORDINALS: Final = {
    **{"first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5, "sixth": 6, "seventh": 7, "eighth": 8},
    **{"ninth": 9, "tenth": 10, "eleventh": 11, "twelfth": 12, "thirteenth": 13, "fourteenth": 14},
    **{"fifteenth": 15, "sixteenth": 16, "seventeenth": 17, "eighteenth": 18, "nineteenth": 19},
    **{"twentieth": 20, "thirtieth": 30, "fortieth": 40, "fiftieth": 50, "sixtieth": 60, "seventieth": 70},
    **{"eightieth": 80, "ninetieth": 90},
}
SCALES: Final = {"thousand": 10**3, "million": 10**6, "billion": 10**9, "trillion": 10**12}
MONTHS: Final = {
    **{"january": 1, "february": 2, "march": 3, "april": 4, "may": 5, "june": 6, "july": 7, "august": 8},
    **{"september": 9, "october": 10, "november": 11, "december": 12, "jan": 1, "feb": 2, "mar": 3},
    **{"apr": 4, "jun": 6, "jul": 7, "aug": 8, "sep": 9, "sept": 9, "oct": 10, "nov": 11, "dec": 12},
}

# Misspellings as near to another number word (fourty: fourth): Wikipedia, “Lists of common misspellings”.
MISSPELT: Final = {"fourty": "forty", "ninty": "ninety", "nineth": "ninth", "fourtieth": "fortieth"}

# Words one letter from a number word or a month, with its first letter, that are words themselves: of the 200,000 most
# frequent English words in wordfreq 3.1 (Speer 2022) those of Zipf frequency 2.4 or more that are no misspelling.
LOOKALIKES: Final = frozenset(
    {
        *("there", "tree", "threw", "thee", "threes", "foul", "flour", "fours", "fire", "fine", "file", "fife"),
        *("fide", "fave", "fives", "fiver", "seen", "steven", "semen", "sven", "sevens", "sever", "severn"),
        *("eights", "nice", "none", "nike", "nina", "nile", "nino", "nite", "ning", "nene", "nines", "elven"),
        *("elevens", "twelves", "tweety", "thirsty", "fort", "forth", "forte", "forts", "footy", "foray"),
        *("fitty", "silty", "nicety", "hundreds", "thousands", "millions", "billions", "trillions", "mullion"),
        *("bullion", "zeros", "zeno", "zoro", "fist", "firsts", "firs", "seconds", "thirds", "fourths"),
        *("filth", "firth", "fifths", "sith", "sixths", "sevenths", "eighths", "teeth", "tent", "tents"),
        *("tenths", "tench", "match", "marc", "marco", "marsh", "mach", "merch", "marcy", "marche", "marca"),
        *("avril", "jane", "junk", "jung", "jude", "juno", "juve", "juke", "jute", "jure", "jury", "judy"),
        *("juli", "augusta", "auguste", "augusto", "tyree"),
    }
)
