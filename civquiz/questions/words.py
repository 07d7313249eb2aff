"""What typed answers are made of beside their content: literals only, each with where it comes from.

All are lower-case and in ASCII, as `normal.normalise` gives them; Russian and Kazakh words in anyascii's spelling.
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
CARDINALS: Final = dict(
    zip(
        (
            *("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven"),
            *("twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"),
            *("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"),
        ),
        (*range(20), *range(20, 100, 10)),
        strict=True,
    )
)
ORDINALS: Final = dict(
    zip(
        (
            *("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth"),
            *("eleventh", "twelfth", "thirteenth", "fourteenth", "fifteenth", "sixteenth", "seventeenth"),
            *("eighteenth", "nineteenth", "twentieth", "thirtieth", "fortieth", "fiftieth", "sixtieth"),
            *("seventieth", "eightieth", "ninetieth"),
        ),
        (*range(1, 20), *range(20, 100, 10)),
        strict=True,
    )
)
SCALES: Final = {"thousand": 10**3, "million": 10**6, "billion": 10**9, "trillion": 10**12}
MONTHS: Final = dict(
    zip(
        (
            *("january", "february", "march", "april", "may", "june", "july", "august", "september", "october"),
            *("november", "december", "jan", "feb", "mar", "apr", "jun", "jul", "aug", "sep", "oct", "nov"),
            *("dec", "sept"),
        ),
        (*range(1, 13), 1, 2, 3, 4, 6, 7, 8, 9, 10, 11, 12, 9),
        strict=True,
    )
)

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
