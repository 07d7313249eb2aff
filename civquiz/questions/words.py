"""What typed answers are made of beside their content: literals only, each with where it comes from.

The rules are those of CONTRIBUTING.

What a text is compared with is in lower-case ASCII, as `normal.normalise` gives it; Russian and Kazakh words in
anyascii's spelling.
"""

from typing import Final

# Characters that stand for a word, or that people type for an ASCII one (typographic quotes and dashes, Unicode 16,
# General Punctuation). ё is written as е in most Russian texts.
MARKS: Final = str.maketrans(
    {
        **dict.fromkeys("‘’‚‛ʻʼ`′", "'"),
        **dict.fromkeys("“”„‟«»", '"'),
        **dict.fromkeys("‐‒–—―−", "-"),
        "⁄": "/",
        "Ё": "Е",
        "ё": "е",
        "&": " and ",
        "°": " degrees ",
        "%": " percent ",
        "$": " dollar ",
        "+": " plus ",
        "<": " less than ",
        ">": " more than ",
        "≤": " at most ",
        "≥": " at least ",
    }
)

# Rule 8.
DROPPED: Final = frozenset({"a", "an", "the", "of", "and"})

# Rules 1 and 4, and what people say before an answer: collected by hand; the last line of each is Russian
# and Kazakh.
DONT_KNOW: Final = frozenset(
    {
        *("?", "idk", "i dk", "dk", "dunno", "i dunno", "i do not know"),
        *("do not know", "no idea", "i have no idea", "no clue", "i have no clue", "not sure", "im not sure"),
        *("i am not sure", "i forgot", "i forget", "i can not remember", "i do not remember", "pass", "skip", "n a"),
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
        *("by", "through", "via", "from"),
        *("eto", "v", "ya dumayu", "bul", "mening oyymsha"),
    }
)

# Words that may stand beside an answer without changing it, articles of other languages too: collected by hand.
FILLER: Final = frozenset(
    {
        *("a", "an", "the", "of", "and", "in", "on", "at", "to", "for", "it", "its", "is", "was", "were"),
        *("are", "be", "that", "thats", "this", "there", "they", "i", "im", "my", "we", "has", "have", "had"),
        *("would", "say", "think", "believe", "guess", "suppose", "know", "sure", "pretty", "answer", "maybe"),
        *("perhaps", "probably", "exactly", "about", "around", "approximately", "roughly", "circa", "some"),
        *("la", "le", "les", "el", "los", "las", "il", "lo", "der", "die", "das"),
        *("just", "total", "all", "altogether", "number", "please", "well", "um", "uh", "ok", "okay", "so"),
        *("eto", "v"),
    }
)

# What stands beside a number without changing it, a term in years for one.
BESIDE_A_NUMBER: Final = frozenset({"term", "terms", "long", "each", "every", "old", "age", "aged", "per", "full"})

# What stands beside a year or a date; the last line is Russian and Kazakh for “year”, in its cases.
BESIDE_A_DATE: Final = frozenset(
    {
        *("year", "month", "day", "date", "ad", "ce", "monday", "tuesday", "wednesday", "thursday", "friday"),
        *("saturday", "sunday"),
        *("began", "begun", "started", "ended", "happened", "occurred", "became", "founded", "declared", "adopted"),
        *("signed", "held", "born", "died", "since"),
        *("g", "god", "goda", "godu", "zhyl", "zhyly", "zhylghy"),
    }
)

# What is written for something longer: ISO 3166-1 and the organisations’ own use; English and Russian short forms;
# contractions without their apostrophe.
WRITTEN_OUT: Final = {
    "us": "United States",
    "usa": "United States",
    "united states of america": "United States",
    "uk": "United Kingdom",
    "un": "United Nations",
    "eu": "European Union",
    "bce": "BC",
    "per cent": "percent",
    "mt": "Mount",
    "dept": "department",
    "govt": "government",
    "bln": "billion",
    "mlrd": "billion",
    "mln": "million",
    "tys": "thousand",
    "cannot": "can not",
    "cant": "can not",
    "dont": "do not",
    "doesnt": "does not",
    "didnt": "did not",
    "isnt": "is not",
    "wasnt": "was not",
    "arent": "are not",
    "werent": "were not",
    "wont": "will not",
    "wouldnt": "would not",
    "shouldnt": "should not",
    "couldnt": "could not",
    "hasnt": "has not",
    "havent": "have not",
    "hadnt": "had not",
    "aint": "is not",
}

# Rule 10: words that make another office, body or thing of the one beside them; the last line is Russian.
QUALIFIERS: Final = frozenset(
    {
        *("vice", "deputy", "former", "acting", "ex", "assistant", "associate", "elect", "designate", "interim"),
        *("provisional", "under", "sub", "anti", "non", "pseudo", "quasi", "semi", "shadow", "honorary", "junior"),
        *("ousted", "fake", "false", "partial", "opposite", "almost", "against", "without"),
        *("vitse", "zamestitel", "byvshiy"),
    }
)

# Rule 10: what class of thing an answer is, said with it (the process of photosynthesis); by hand.
CLASSES: Final = frozenset(
    {
        *("policy", "process", "system", "principle", "concept", "idea", "practice", "movement", "term", "city"),
        *("town", "country", "island", "river", "mountain", "language", "people", "institution", "organisation"),
        *("organization", "doctrine", "theory", "method", "phenomenon", "element", "planet", "currency", "religion"),
        *("republic", "kingdom", "month", "gland", "letter"),
    }
)

# What a question may ask for (which state) that is no class of those (New York City); collected by hand.
OTHER_CLASSES: Final = frozenset({"state", "province", "region", "county", "continent", "ocean", "sea", "lake", "part"})

# What is written with a hyphen before a word of which it makes another (by-election), and alone says nothing; by hand.
JOINED: Final = frozenset({"a", "an", "by", "in", "on", "to", "so", "all", "well"})

# Rule 13: what stands beside a name, and what is part of a surname without telling it from another.
TITLES: Final = frozenset(
    {
        *("mr", "mrs", "ms", "miss", "dr", "prof", "professor", "sir", "lord", "lady", "dame", "king", "queen"),
        *("prince", "princess", "emperor", "saint", "st", "president", "prime", "minister", "premier", "chancellor"),
        *("senator", "governor", "general", "captain", "colonel", "judge", "justice", "chief", "speaker", "hon"),
        *("frau", "herr", "monsieur", "madame", "mme", "mlle", "senor", "senora", "don", "pandit", "shri", "sri"),
        *("sheikh", "ayatollah", "imam", "pope", "bishop", "archbishop", "reverend", "rev", "sultan", "shah"),
        *("tsar", "czar", "kaiser", "baron", "count", "duke", "marshal", "admiral", "secretary", "mayor"),
        *("chairman", "comrade"),
        *("honourable", "honorable", "his", "her", "excellency", "majesty"),
    }
)
# Chinese and Vietnamese family names, which stand first: those of leaders, where no Western given name is spelt so.
FAMILY_FIRST: Final = frozenset({"mao", "deng", "xi", "zhou", "chiang", "hu", "jiang", "wen", "nguyen", "ho"})
# How names after the father end in Russian, Kazakh and Azerbaijani.
PATRONYMIC: Final = (
    "vich",
    "ilyich",
    "kuzmich",
    "lukich",
    "nikitich",
    "vna",
    "ichna",
    "uly",
    "kyzy",
    "qyzy",
    "oglu",
    "ogly",
)
AFTER_A_NAME: Final = frozenset({"jr", "sr", "junior", "senior", "esq"})
PARTICLES: Final = frozenset(
    {
        *("de", "du", "des", "del", "della", "da", "dos", "di", "van", "von", "der", "den", "ter", "la", "le", "al"),
        *("el", "bin", "ibn", "ben", "af", "av", "zu"),
    }
)

# Rule 6. “не”, “емес” are Russian and Kazakh for “not”.
NEGATIONS: Final = frozenset(
    {
        *("not", "no", "never", "without", "nor", "neither", "none", "nobody", "except"),
        *("ne", "emes"),
    }
)

# Rule 10: the words for what is of a country that are not akin to its name (`normal.is_akin`), and the countries (ISO
# 3166-1).
DEMONYMS: Final = {
    "american": "states",
    "british": "kingdom",
    "danish": "denmark",
    "dutch": "netherlands",
    "filipino": "philippines",
    "finnish": "finland",
    "french": "france",
    "irish": "ireland",
    "kazakh": "kazakhstan",
    "kyrgyz": "kyrgyzstan",
    "lao": "laos",
    "norwegian": "norway",
    "peruvian": "peru",
    "polish": "poland",
    "portuguese": "portugal",
    "scottish": "scotland",
    "soviet": "ussr",
    "spanish": "spain",
    "swiss": "switzerland",
    "tajik": "tajikistan",
    "thai": "thailand",
    "turkmen": "turkmenistan",
    "uzbek": "uzbekistan",
    "welsh": "wales",
}

# Words between which the order tells who does what: innocent until proven guilty.
RELATIONS: Final = frozenset(
    {
        *("until", "till", "before", "after", "than", "over", "under", "by", "from", "to", "for", "with", "without"),
        *("through", "against", "into", "if", "versus", "is", "are", "be"),
    }
)

# Units as they are shortened (SI, and Unicode CLDR’s English forms).
UNITS: Final = {
    **dict.fromkeys(("kilometre", "kilometres", "kilometer", "kilometers"), "km"),
    **dict.fromkeys(("metre", "metres", "meter", "meters"), "m"),
    **dict.fromkeys(("centimetre", "centimetres", "centimeter", "centimeters"), "cm"),
    **dict.fromkeys(("millimetre", "millimetres", "millimeter", "millimeters"), "mm"),
    **dict.fromkeys(("foot", "feet"), "ft"),
    **dict.fromkeys(("hectare", "hectares"), "ha"),
    **dict.fromkeys(("litre", "litres", "liter", "liters"), "l"),
    **dict.fromkeys(("millilitre", "millilitres", "milliliter", "milliliters"), "ml"),
    **dict.fromkeys(("kilogram", "kilograms", "kilogramme", "kilogrammes"), "kg"),
    **dict.fromkeys(("gram", "grams", "gramme", "grammes"), "g"),
    **dict.fromkeys(("milligram", "milligrams", "milligramme", "milligrammes"), "mg"),
    **dict.fromkeys(("tonne", "tonnes"), "t"),
    **dict.fromkeys(("pound", "pounds", "lbs"), "lb"),
    **dict.fromkeys(("hour", "hours", "hr", "hrs"), "h"),
    **dict.fromkeys(("minute", "minutes", "mins"), "min"),
    **dict.fromkeys(("seconds", "sec", "secs"), "s"),
    **dict.fromkeys(("mile", "miles"), "mi"),
    **dict.fromkeys(("year", "years", "yrs"), "yr"),
    "celsius": "c",
    "fahrenheit": "f",
}

# Rule 7: what makes another quantity of the number beside it; by hand.
MEASURES: Final = frozenset(
    {
        *UNITS.keys(),
        *UNITS.values(),
        *("d", "k", "oz", "mph", "pc"),
        *("day", "days", "week", "weeks", "month", "months", "decade", "decades", "century", "centuries"),
        *("degree", "degrees", "percent", "inch", "inches", "ton", "tons", "acre", "acres"),
        *("dollar", "dollars", "euro", "euros", "rouble", "roubles", "ruble", "rubles"),
        *("tenge", "cent", "cents"),
    }
)

# What is said for true and false.
TRUTH: Final = {
    **dict.fromkeys(("true", "t", "yes", "y", "correct", "right"), True),
    **dict.fromkeys(("false", "f", "no", "n", "incorrect", "wrong", "untrue"), False),
}

# Rule 7: words that make another quantity or time of the number beside them; the last line is Russian and Kazakh.
COMPARATORS: Final = frozenset(
    {
        *("before", "after", "prior", "until", "till", "earlier", "later", "pre", "post", "bc", "more"),
        *("less", "fewer", "over", "under", "above", "below", "least", "most", "almost", "nearly", "plus"),
        *("quarter", "quarters"),
        *("up", "half", "double", "twice", "beyond", "exceeding"),
        *("do", "posle", "bolee", "bolshe", "menee", "menshe", "pochti", "ranshe", "pozzhe", "deyin", "keyin"),
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
SHORT_SCALES: Final = {"k": "thousand", "M": "million", "mn": "million", "bn": "billion", "tn": "trillion"}
SCALES: Final = {"thousand": 10**3, "million": 10**6, "billion": 10**9, "trillion": 10**12}
MONTHS: Final = dict(
    zip(
        (
            *("january", "february", "march", "april", "may", "june", "july", "august", "september", "october"),
            *("november", "december", "jan", "feb", "mar", "apr", "jun", "jul", "aug", "sep", "oct", "nov"),
            *("dec", "sept"),
            *("yanvarya", "fevralya", "marta", "aprelya", "maya", "iyunya", "iyulya", "avgusta", "sentyabrya"),
            *("oktyabrya", "noyabrya", "dekabrya"),
            *("yanvar", "fevral", "mart", "aprel", "iyun", "iyul", "avgust", "sentyabr", "oktyabr", "noyabr", "dekabr"),
            *("qangtar", "aqpan", "nauryz", "sauir", "mamyr", "mausym", "shilde", "tamyz", "qyrkuyek", "qazan"),
            *("qarasha", "zheltoqsan"),
        ),
        (
            *(*range(1, 13), 1, 2, 3, 4, 6, 7, 8, 9, 10, 11, 12, 9),
            *(*range(1, 13), 1, 2, 3, 4, 6, 7, 8, 9, 10, 11, 12, *range(1, 13)),
        ),
        strict=True,
    )
)

# Misspellings as near to another number word (fourty: fourth), or more than a letter from the right one: Wikipedia,
# “Lists of common misspellings”.
MISSPELT: Final = {
    "fourty": "forty",
    "ninty": "ninety",
    "nineth": "ninth",
    "fiveteen": "fifteen",
    "twelveth": "twelfth",
}

# Words one letter from a number word or a month, with its first letter, that are words themselves: of the 200,000 most
# frequent English words in wordfreq 3.1 (Speer 2022) those of Zipf frequency 2.4 or more that are no misspelling and
# that COMMON does not have.
LOOKALIKES: Final = frozenset(
    {
        *("threes", "fours", "fife", "fide", "fave", "fives", "fiver", "semen", "sven", "sevens", "sever", "severn"),
        *("nino", "nite", "ning", "nene", "nines", "elven", "elevens", "twelves", "tweety", "thirsty", "forte"),
        *("forts", "footy", "foray", "fitty", "silty", "nicety", "hundreds", "thousands", "millions", "billions"),
        *("trillions", "mullion", "bullion", "zeros", "zeno", "zoro", "firs", "filth", "firth", "sith", "tents"),
        *("tench", "marco", "marsh", "mach", "merch", "marcy", "marche", "marca", "avril", "jude", "juno", "juve"),
        *("juke", "jute", "jure", "juli", "augusta", "auguste", "augusto", "tyree", "martha", "swept", "marty"),
        *("malta", "malt", "maga", "feral", "mana", "mari", "marr", "mayan", "mort", "samir", "mays", "maia", "supt"),
        *("maha", "maru", "mala", "marv", "manta", "marla", "moya", "marti", "septa", "masa", "marg", "maja", "sepp"),
        *("sauer", "marl", "appel", "marat", "marte", "maro"),
    }
)

# Rule 9. Words that are taken for one another, which may never pass for a typo of each other, even where the words
# beside them are right: collected by hand from the names of states and peoples (ISO 3166-1), of elements and compounds
# (IUPAC), from words of government, and from “Commonly confused words” (Wikipedia and Garner’s Modern English Usage).
# Those that `spelling.errors` keeps apart without it (Iran, Iraq) are not here.
CONFUSED: Final = tuple(
    frozenset(group.split())
    for group in (
        "senator senators",
        "councillor counsellor",
        "capital capitol",
        "principal principle",
        "precedent president",
        "statue statute stature",
        "martial marital",
        "ordinance ordnance",
        "session secession succession cession",
        "party parity",
        "county country",
        "convention convection",
        "trial trail tribal",
        "election ejection erection electron",
        "nation notion",
        "region religion",
        "moral morale mortal",
        "free fee",
        "naturalization nationalization neutralization naturalisation nationalisation neutralisation",
        "ratification rectification",
        "abolition ablution",
        "alliance allegiance",
        "coalition collision collusion",
        "assent ascent accent",
        "censor sensor",
        "appeal appal",
        "union unison",
        "national notional",
        "interior inferior",
        "commons common",
        "lords lord",
        "austria australia",
        "slovenia slavonia",
        "guyana guiana",
        "dominica dominican",
        "tow two",
        "revolution resolution devolution devaluation",
        "austrian australian",
        "slovenian slavonian",
        "mauritian mauritanian",
        "nigerian nigerien",
        "malian malawian maldivian moldavian",
        "serbian sorbian",
        "japanese javanese",
        "persian parisian",
        "roman romani",
        "sudanese sundanese",
        "kingston kingstown",
        "krona krone",
        "rial riyal",
        "monet manet",
        "plato pluto",
        "einstein eisenstein",
        "reparation repatriation",
        "conviction convection",
        "mediation meditation",
        "excise exercise",
        "libertarianism libertinism",
        "egoism egotism",
        "polygamy polygyny",
        "simile smile",
        "interjection intersection",
        "participle particle",
        "decagon dodecagon",
        "ileum ilium",
        "perineum peritoneum",
        "nucleus nucleolus",
        "nucleotide nucleoside",
        "chromatin chromatid",
        "arthritis arteritis",
        "dysphagia dysphasia dysplasia",
        "rhine rhone",
        "latitude altitude attitude aptitude",
        "fiction friction",
        "reflection refraction",
        "etymology entomology",
        "ethnology ethology",
        "exothermic ectothermic",
        "paleocene pliocene",
        "cerium curium",
        "thallium thulium",
        "yttrium ytterbium",
        "rhenium ruthenium",
        "niobium nihonium",
        "chlorine chloride chlorate chlorite",
        "fluorine fluoride",
        "sulfate sulfite sulfide",
        "sulphate sulphite sulphide",
        "nitrate nitrite nitride",
        "phosphate phosphite phosphide",
        "ethane ethene ethyne",
        "propane propene propyne",
        "butane butene butyne",
        "lactose lactase",
        "maltose maltase",
        "sucrose sucrase",
        "cellulose cellulase",
        "alkane alkene alkyne",
        "hexane hexene hexyne",
        "methanol methanal",
        "ethanol ethanal",
        "phenol phenyl",
        "silicon silicone",
        "molarity molality",
        "magnetite magnesite magnesia magnesium",
        "germanium geranium",
        "lysosome lysozyme",
        "ribosome ribose",
        "adenosine adenine",
        "guanosine guanine",
        "melatonin melanin",
        "creatinine creatine",
        "osteoblast osteoclast",
        "amylase amylose",
        "renin rennin",
        "carpal carpel",
        "malleolus malleus",
        "cysteine cystine",
        "synapsis synopsis",
        "saprophyte sporophyte",
        "necrosis neurosis",
        "telomerase telomere",
        "vertebrate vertebra",
        "neutron neuron neutrino",
        "perimeter parameter",
        "hyperbola hyperbole",
        "parabola parable",
        "vertex vortex",
        "topology typology topography typography",
        "isomeric isometric",
        "hydrometer hygrometer",
        "decimetre decametre",
        "decimeter decameter",
        "lava larva",
        "cirrus citrus",
        "hubei hebei",
        "hunan henan",
        "shanxi shaanxi",
        "laos lagos",
        "shia shiva",
        "hindu hindi",
        "brahma brahman",
        "athena athens",
        "weber webern",
        "boyle bayle",
        "rayleigh raleigh",
        "boxer boer",
        "immoral immortal",
        "complement compliment",
        "perpetrate perpetuate",
        "imminent immanent",
        "stationary stationery",
        "satire satyr",
        "accusative causative",
        "subjective subjunctive",
        "morphine morpheme",
        "glycine glycerine glycerin",
        "insulin inulin",
        "thymine thiamine",
        "tyrosine thyroxine",
    )
)

# Rule 9. Letters that sound alike, one of which is typed for another (English spelling; Kazakh and Russian names).
ALIKE: Final = ("ckqsxz", "gjzq", "fvpw", "dt", "bp", "lr")
ALIKE_AT_FIRST: Final = ("ck", "gj", "ei")  # Keltic, jerrymander, enflation

# Rule 9. Spellings of one sound, applied in turn: the romanisations of Russian (BGN/PCGN, ISO 9) and of Kazakh (2021
# alphabet, and English use) beside English spelling. Zhomart and Jomart, Qazaq and Kazakh, Nazarbaev and Nazarbayev.
SOUNDS: Final = (
    *(("tion", "sion"), ("tch", "ch"), ("sch", "sh"), ("zh", "j"), ("dj", "j"), ("kh", "k"), ("gh", "g"), ("ph", "f")),
    *(("th", "t"), ("qu", "kw"), ("q", "k"), ("ce", "se"), ("ci", "si"), ("cy", "sy"), ("c", "k")),
    ("x", "ks"),
    *(("ye", "e"), ("iev", "ev"), ("yo", "o"), ("ya", "a"), ("yu", "u"), ("ia", "a")),
    *(("y", "i"), ("w", "v"), ("tz", "s"), ("ts", "s"), ("z", "s")),
)

# Rule 9. What derives a word from another, by class: those of one class are spellings of each other (Michael Quinion,
# Ologies and Isms; Quirk et al., A Comprehensive Grammar of the English Language, appendix I).
_SUFFIX_CLASSES = (
    ("", "e", "ee"),
    ("or", "er", "ar"),
    ("ist",),
    ("ism",),
    ("al", "ial", "ical", "el"),
    ("ic", "tic", "etic"),
    ("sis", "esis"),
    ("ion", "tion", "ation", "sion"),
    ("an", "ian", "ean"),
    ("ive", "ative"),
    ("ary", "ery", "ory"),
    ("ate",),
    ("ize", "ise"),
    ("ment",),
    ("ness",),
    ("ship",),
    ("ed",),
    ("ing",),
    ("ant", "ent"),
    ("ance", "ence"),
    ("ancy", "ency"),
    ("able", "ible"),
    ("ous", "ious"),
    ("ly",),
    ("ity", "ty"),
    ("ure",),
    ("cy",),
    ("acy",),
    ("at",),
    ("ev", "ov"),
    ("eva", "ova"),
    ("in",),
    ("ina",),
    ("ess",),
    ("ful",),
    ("less",),
)
SUFFIXES: Final = {suffix: number for number, group in enumerate(_SUFFIX_CLASSES) for suffix in group} | {
    "y": -1,
    "ry": -1,
}
PREFIXES: Final = {
    prefix: number
    for number, prefix in enumerate(
        (
            *("", "un", "in", "im", "ir", "il", "dis", "non", "anti", "ante", "pre", "pro", "per", "re", "de", "mis"),
            *("bi", "uni", "tri", "mono", "multi", "poly", "sub", "super", "over", "under", "inter", "intra", "intro"),
            *("ex", "co", "con", "counter", "e", "em", "trans", "hyper", "hypo", "macro", "micro", "pseudo", "semi"),
            *("auto", "out", "up", "fore", "ab", "ad", "dia", "ob", "se", "para", "meta", "neo", "post", "vice"),
        )
    )
}

# Rule 9. Words that stand for themselves, however near they are to the right one: those of Zipf frequency 4 or more in
# wordfreq 3.1 (Speer 2022) that have five letters, or that these rules would take for a misspelling of another word of
# frequency 3 or more, and those of three and four letters from 3.5 on; coarse ones aside.
COMMON: Final = frozenset(
    """
    aaa aaron abby abc abe able abortion about above abs abu abuse abused academic academy acc accent accompanied
    accounts accused ace achieved acid acknowledged acne acquired acre acres act acted acting action actions
    activated activities actor actress acts acute ada adam adams adapted add added addiction addition additional
    address addressed addresses adds admit adopt adopted adorable ads adult advanced advances advantages adventure
    adventures advice advise advised advisor advisory aesthetic afc affected affects afl africa african after again
    age aged agent ages aging ago agree agreed agrees aha ahead ahh aid aide aids aim aimed aims air airline
    airlines airs aka akin ala alan alarm alas alaska albert album ale alec alert alex alexander ali alice alien
    alike alive all alleged allen alliance allied allies allow ally alma alone along alot alpha alps alright also
    alt alter alternatives aluminum amd amen america american americans amid among amounts amp amy ana analysis
    analyst and anderson andrew andy ang angel angela angeles angels anger angle angry anime ann anna anne announce
    announced answers ant anthony anti ants any anybody apart apex api apologize app appeals appeared appearing
    appears apple applied applies apply appointed appreciated approach approached approaches approved apps apr april
    apt arab arabia arc arch archives are area areas arena argentina argue argued argues ari ark arm armed arms army
    array arrest arrived arrives arrow art artistic artists arts asap ash asia asian aside ask asked asks ass asset
    assets assists associated associates assumed assuming assured ate athletic atlanta atlantic atm atom atop atp
    attached attacked attacking attacks attempts attended attitude attitudes attraction attributed auction audi
    audio audit aug august aunt aura aus austin australia australian austria authorized authors auto ave avid aviv
    avoid awake award awards aware away awe awful aww axe axis aye baba babe babies baby bach back backed backing
    backs bacon bacteria bad badge badly bae bag bags bail bait bake baker balanced bald bale bali ball ballot balls
    bam ban band bands bang bank banking banks bans bar barbara bare barely bark barn barrier barry bars bart base
    baseball based bases bash basic basin basis basketball bass bat bath batman bats batteries battery battle
    battles bay bbc bbq beach beam bean beans bear beard bearing bears beast beat beating beats beau became beck
    become bed beds bee beef been beer bees beg began begin begun behavior behaviour being beings believe believed
    believes bell belly belongs beloved below belt ben bench bend benefit benefits bennett bent benz bernard bert
    beside best bet beta beth bets better betting bias bible bid bids big bigger bike bill billion bills billy bin
    bind binding bing bio bird birds birth bit bite bits bitter bjp black blacks blade blah blair blake blame blank
    blast bleeding bless blew blind bloc block blocked blocks blog blonde blood blow blowing blown blows blu blue
    blues blur blvd bmw board boards boat boats bob bobby bodies body boil bold bolt bomb bombs bon bond bonds bone
    bones bong bonus boo book booked books boom boost boot booth boots borders bore bored boring born borrow boss
    bot both bother bottle bottles bought bound bout bow bowl bowling bows box boxes boy boyd boys bra brad brain
    brains branch branches brand brandon brands brass brave brazil breach bread break breaking breaks breast breath
    breathe bred breed breeding brew brian brick bride bridge bridges brief bright bring bringing brings brit bro
    broad broke broken brooks bros brother brothers brought brow brown bruce bruh brush btw buck bucks bud buddy
    budget buds buff bug bugs build built bulb bulk bull bullet bullets bum bump bun bunch burger burn burned burns
    burnt burst bury bus buses bush business businesses bust busy but butt butter button buy buyer buying buys buzz
    bye cab cabin cable cafe cage cain cake cal calculated calf california call calling calls calm cam came cameron
    camp campaign campaigns camping camps campus can canada canadian canal cancelled candy cane cannon canon cans
    cap cape capital capitol caps capt captured car card cards care cared careers cares cargo caring carl carol
    carolina caroline carr carried carrier carriers carries carry carrying cars cart carter cartoon cas casa case
    cases cash cass cast casting castle casual cat catch catching categories catherine cats cause caused causes
    causing cave cbd cbs cctv cdc cds cease celebrated celebration celebrities cell cells cent center centers centre
    centres cents ceo certain cha chad chain chains chair chairman challenge challenged challenges chambers
    champions chan change changed changes changing channel chaos chap chapters characterized characters charge
    charged charges charging charity charm charming chart charter charts chase chasing chat cheap cheaper cheat
    cheating check checked checks cheer cheers chef chen cherry chest chew chi chic chick chief chiefs child chile
    chill chin china chip chips choi choose chop chose chosen chris christ christian christians chronic chu chuck
    church cia circles cis cite cited cities city civic civil civilization clad claim claiming claims clan clap
    clark clarke class classes classical classification claw clay clean cleaned cleaning clear cleared clearing
    clearly clerk clever click client cliff climb climbing clip clips clock close closed closer closest closet
    closing cloth clothes clothing cloud club clubs clue cnn coach coaches coal coast coat cobb coca cod code codes
    cody coil coin coins coke col cola cold cole colin collar colleagues collected collecting collection collections
    collective college colleges colonel color colored colors colour colours colt columbia com coma comb combat
    combined come comedy comes comic coming command commander comment commented comments commerce committed commons
    communications comp comparable compared comparing compete competing competition complain complaint complaints
    complete completed completing completion complex complexity composed compromise computer computers computing con
    concepts concerned concerns concert concluded concrete condition conditions conducted conducting cone conference
    confirm confirmation conflicts confused congratulations congressional connection cons consent conservation
    consideration considers consists constant constitutional constructed construction consultant consultation
    consumer consumers contact contacted contacts contain contained containing contains content contents contest
    context continent continental continued continues continuing continuous contract contractors contracts contrast
    contributed contributing controlled controversial convention conventional conversation conversations conversion
    convert converted convicted conviction convinced cook cooked cookie cooking cool cooling cooper cop cope copies
    copper cops copy cord core cork corn corner corners corp corporation corps cory cos cost costa costs couch could
    count counted counties counting countries country counts coup couple couples courage course courses court
    courtesy courts cove cover coverage covered covering covers cow cows cox cozy cpu crab crack craft craig crash
    crashed crazy cream create created creates creating creation creator creatures credits creek crew cricket cried
    crime crimes crisis critical criticized critics crop crops cross crossed crow crowd crown crude cruel cruise
    crush crushed cruz cry crying cuba cube cubs cue cues cuff cult culture cultures cup cups curb cure curious
    curl curriculum curse curve customs cut cute cuts cutting cuz cycle dad daddy dads daily dairy dale dam damaged
    damages dame damp dams dan dana dance dancing dang daniel danny dare dark darling darn dart das dash dat data
    date dated dates dating dave david davis dawn day days dead deaf deal dealing deals dealt dean dear death debt
    debut dec decade decades decent decide decided decides deciding decisions deck declared declined decrease
    decreased dedicated dee deed deep deer def defeated defence defend defended defending defense deficit define
    defined definitely del delay delayed delete deleted delhi delicate delivered delivery dell delta dem demands
    demo democrats demon demons demonstrated dems den denied dennis dent deny depend dependent depending depends
    deposits depth der derby derek derived des described describes desert deserved deserves designated designed
    designs desired desires desk desperate destination destroyed destruction detail detailed details detected
    detection detective determined dev developed developers developments device devil devoted dew diagnosed
    diagnosis dial diana diary diaz dice did die died diego dies diet dig dim dime dimensional din ding dining
    dinner dip dir dire direction directors dirt dirty dis disc discipline discovered discovery discuss discussed
    diseases dish disk dismissed displayed displays distant distinct distinguished distributed district districts
    dive diverse diversity divide divided divine diving divisions divorced diy dna dnc doc dock docs documents doe
    does dog dogs doin doing doll dom dome dominated don donate donated donation done dong doo doom door
    doors dope dorm dos dose dot dots double doubt doug dove dow down dozen draft drag dragged drain drama draw
    drawing drawn draws dream dreams dress dressed dresses dressing drew dried drill drink drinking drinks drip
    drive driven driver drivers drives driving drone drop dropping drops drove drug drugs drum drunk dry dual dub
    dubai dublin duck duct dude due duel dug duh duke dull dumb dump dunk dunn duo during dust dutch duties duty dvd
    dye dying dylan each eager eagle ear earl earlier early earn earnings ears earth ease east easter eastern easy
    eat eaten eating eats ebay echo eco economic economics eddie eden edge edges edit eds educated education effects
    egg eggs ego egypt eight eighth either elder elect elected election elections electoral electric electronic
    electronics eleven elf eli eliminated elite elizabeth ella ellen else email emerged emily emma emmy emotional
    emphasis employed employees employers empty enabled encounters encourage encouraged end ended ending ends enemy
    enforcement eng engaged engineers engines enhanced enjoy ensure ensuring enter entering enthusiasm entity
    entries entry environmental environments envy epa epic eps equal equity era eric erie erik erin error escaped
    esp espn essay est establish established estate estimated estimates etc ethnic euro europe eva evaluate
    evaluation evan evans eve even event ever every evil evolution evolved exact exam examined exams except
    exception exceptional excess excited exciting excuse executed executives exercises exist existed existing exists
    exit exp expected expecting expense expensive experienced experiences experiencing experimental experiments
    expert experts explains exploration explore exploring explosion expo export exports exposed express expressed
    extend extensive extent extra extraordinary eye eyed eyes ezra faa face faced faces facilities facing fact
    factor factors facts faculty fade fail failed failing fails fair fairy faith fake fall fallen falling falls
    false fam fame fan fancy fans far fare farm farmer farming farms fart fast faster fat fatal fate father fathers
    fats fault faux favor favorite favorites favour favourite fax fbi fcc fda fear fears feat feature featured
    features feb fed feds fee feed feeding feel feeling feels fees feet fell fellow felt fence ferry fest feud fever
    few fewer fiat fiber fiction field fifa fifteen fifth fifty fig fight fighter fights figured figures fiji file
    filed files filing fill filled filling film filmed filming films fin final finale finals finance find finding
    finds fine finest finger fingers finish finished finishing finn fire fired fires firing firm firms first fish
    fisher fishing fist fit fitness fits fitted fitting five fix fixed fla flag flags flame flames flash flat flavor
    flaw fled flee fleet flesh flew flex flies flight flights flip flood floor flop florida flour flow flower
    flowers flowing flows flu fluid flux fly flying foam focus focused focuses foe fog foil fold folk folks follow
    followed follows fond font food foods fool foot for force forced forces ford fore forest forests forget forgive
    forgot fork form formation formed former forming forms formula fort forth forty forum forward foster foul found
    founded four fourth fox frame frames france francis francisco frank fraud freak freaking fred free freezing
    fresh fried friend frog from front frozen fruit fry fuel full fully fun functional functions fund funded
    funding funds funk funny fur further fury fuse fuss fyi gag gaga gain gained gains gal gala gale game games
    gaming gang gap gaps garage garbage garden gardens gary gas gate gates gauge gave gay gays gaza gaze gdp gear
    gee geek gel gem gems gen gene general generated generic genes genetic genius genre gentle gentleman gentlemen
    geo george georgia german germans get gets getting ghost giant gif gift gifts gig gigs gil gill gin gina girl
    girls give given gives giving glad glass glasses glen globe glory gloves glow glue gmt goal goals goat god
    goddess gods goes goin going gold golf gone gonna good goods gop gore gosh got gotta gov gown gpa gps grab
    grace grad grade grades graduated graduates grain gram grand grant granted graph grass grateful grave gray great
    greater greek green greg grew grey grid grief grim grin grip gross grounds group grow growing grown grows gta
    guaranteed guard guess guest guests guide guided guilt gulf gum gun guns guru gus gut guts guy guys gym habit
    habits hack had hah haha hai hail hair hal hale half hall halo halt ham han hand handed handle handled handling
    hands hang hank hannah hans happens happier happy harbor hard hare harm harris harry harsh hart has hash hat
    hate hated hates hath hatred hats haul have haven having hawk hay hbo head headed heading headquarters heads
    heal healing health heap hear heard hearing heart hearts heat heated heating heaven heavy heck hee heel heels
    heh heir held helen hell hello helm help helps hen hence henry her herb herd here hero heroes hers hes hey hid
    hide high highlights hike hill hillary hills him hind hindu hint hip hips hire hired his historic historical hit
    hits hiv hive hmm hmmm hoax hockey hog hold holding holds hole holes holmes holt holy home homeless homes homo
    hon honey hong honor honored honour hood hook hop hope hoped hopes hoping horn horse horses hose host hosting
    hosts hot hotel hour hours house houses how howard howe hrs html http https hub hug huge hugh hugo hugs huh hulk
    hull hum human humans humor hundred hung hunger hunt hunting hurry hurt hurts hut hyde hymn hype ian ibm icc ice
    icon iconic icy idea ideal ideas identified identify identity idiot idk idle idol ieee ignored iii ill illness
    illustrated image images imagined imam imf imo impacts imperial import important imposed improve improved inc
    inch inches included includes incorporated increased increases ind indeed index india indian indiana indians
    indicate indicated indicates indication indie individuals indonesia induced indy infected infection infinite
    influence influenced influences info ing initiatives injured ink inn inner input inquiry ins insane insert
    inside inspired install instance instant institute institutional institutions instructions insurance int
    integrated integration intel intend intense intensity intensive intent intention intentions inter interact
    interaction interactions interest interested interesting interests interior internal international interviews
    intimate into introduced invented invention inventory invest invested investigated investigating investigations
    investing investors invisible invitation invite invited involved involves involving ion ions ios iot iowa ipad
    ipod ira iran iraq iris irish iron irs isa ish isis islam islands isle iso isolated isolation israel
    israeli issue issued issues italian italy item items its itv ivan ive ivy jack jacket jacob jade jail jake jam
    james jamie jan jane japan jar jason java jaw jaws jay jazz jean jeans jedi jeep jeff jen jerk jerry jess jesse
    jesus jet jets jew jewelry jews jill jim jimmy jin joan job jobs joe joel joey john johnny johnson join joins
    joint joke jokes jon jones jong jose josh journalism journalist journalists joy juan judge judges judgment judy
    juice jul julia julie july jump jun june jung jungle junk jury just justified justin kai kane kang kara karen
    karl kat kate katy kay keen keep keeping keeps keith kelly ken kenny kent kenya kept kerr kevin key keys khan
    kick kicking kicks kid kidney kids kill killed killer kills kim kin kind kinda kinds king kings kirk kiss kit
    kite kits knee knees knew knife knit knock knot know knowing known knows knox kobe koch kong korea korean kris
    kung kurt kyle lab label labor labour labs lace lack lacking lad lads lady lag laid lake lakes lamb lame lamp
    lan lana land landing lands lane lang lap laps lara large larger larry las laser last lasted lasting late later
    latin latter laugh launch launched laundry laura lava law lawn lawrence laws lawyer lawyers lax lay layer layers
    laying lays lazy lbs lea lead leader leading leads leaf leak leaked lean leap learn learned learning lease least
    leave leaving lecture led lee leeds left leg legal legit lego legs lemon lena lend lens lent leo leon leonard
    les less lesson lest let lets letter letting level levels levi levy lewis lex lgbt liam liar lib liberals
    license licensed lick lid lie lied lies life lift light lighter lighting lightning like liked likes lil lily
    lima limb lime limit lin linda line linear lined lines ling link linked links lion lions lip lips lisa list
    listed listened listing lists lit lite literally literary liu live lived liver lives living liz llc lloyd lmao
    load loading loads loan loans lobby local locally lock locked lodge loft log logan logic logo logs lois lol
    london lone long longer look looked looking looks loop loose lord lords lore los lose loser loses losing loss
    losses lost lot lots lou loud louis louise love loved lovely lover lovers loves loving low lowe lower loyal lsu
    ltd lucas luck lucky lucy luis luke lump luna lunch lung lure lush lust lying lynn lyon mac mack mad made
    madison mae mag magic mai maid mail main maine mainly major make maker makers makes making mal malaysia male
    males mali mall mama man manage managed managers mann mans mansion manual manufactured manufacturer
    manufacturers many mao map maps mar marc march marcus mare margaret margin maria marie marine mario mark marked
    market markets marks married marry mars marshall mart martial martin marvel marx mary mas mash mask mason mass
    massage mast master masters mat match matched matches matching mate material materials math mathematical mats
    matt matter matters matthew max may maya maybe mayo mayor maze mba meal meals mean meaning means meant measured
    measures meat mechanical mechanism mechanisms med medal media median medical medication meds meet meets meg mega
    mel melt meme memo memories memory men mental mentions menu mercy mere merit mesa mesh mess message messages
    messed met meta metal meter meters meth methods metres metro mets mia miami mic mice michael michelle mick micro
    mid might mike mil milan mild mile miles military milk mill miller mills milo min mind minded minds mine mines
    ming mini mining ministers minor mins mint minus mis miss missed missing mist mistake mistakes mit mitchell mix
    mixed mixture mlb mls mma mmm mob mock mod mode model models modest modi moe mold mole mom moment moments moms
    mon mona monetary money monitoring monk monkey mono monster monsters month months mood moon moore moral more
    morgan morning morris moss most mostly moth mother motivated motor motors mount mountain mountains mouse mouth
    move moved moves movie movies moving mph mps mri mrs mtv much mud mug multi multiple mum murder murdered murders
    muse music musical must mute mvp mysterious mystery myth nah nail nails naked nam name named names nana nancy
    nap nas nasa nash nasty nat nate nation national nations native nato naval navy nazi nba nbc ncaa neal near
    nearly neat necessarily necessary neck ned need needs neighbor neighborhood neighbors neil neo neon nerd nerve
    ness nest net nets neutral never new newly news next nfc nfl nhl nhs nice nicholas nick nico nigeria nigerian
    night nights nike nile nina nine ninth noah noble nod node noel noise non none noon nope nor nora norm normal
    norman north northeast northwest nos nose not note noted notes nothing noticed noting notion noun nov nova novel
    novels now nsa nsfw nsw nuclear nude null numb numbers nun nurse nut nuts nyc oak oaks oath obama obey objects
    observations observe observed obvious occasional occupied occur ocean oct odd odds off offense offer offers
    office officers offices offs often ohh ohio oil oils okay old older olds ole olive oliver omar omg once one ones
    only ons onto ooh oops open opens opera operated operates operational operators opposed opposition ops opt
    option oral orbit orchestra order ordinary ore org organ organisation organisations organised organization
    organizations organized organs origins oscar oslo other others otto ouch ought our ours out outer outs outside
    outta oval oven over overcome overnight overseas owe owed owen owes owl own owned owner owns pac pace pack
    packages packed packing pact pad pads page pages paid pain paint painted painting paintings pair pairs pakistan
    pakistani pal palace pale palm pals pam pan panel panic pants papa paper par para parent parents paris parish
    park parks part participated parties partners parts party pas pass passed passes passing passive past pat patch
    patent path paths patient patients patrol pattern patterns paul pause pawn pay paying payment pays pbs pcs pdf
    pea peace peak pearl peas pee peek peel peer peers pen pending penn penny pens pep per performed periods perry
    person personal persons peru pest pet pete peter petition pets petty pga phase phd phenomenon phi phil philip
    phillips phone phones photo photographs photography photos phrase physics piano pic pick picked picking picks
    pics pictures pie piece pier pies pig pigs pike pile pill pills pilot pilots pin pine ping pink pins pint pipe
    pit pitch pits pitt pity pizza place placed placement places placing plain plan plane planes planet
    planets planned planning plans plant planted plants plate plates play played player players playing playoff
    plays plc plea pleasant please pleased plot pls plug plum plus pocket pockets pod poe poem poems poet point
    pointed pointing points poke poland pole police political politics poll polls polo poly pond pony poo pool poop
    poor pop pope pops popular popularity por pork port portal portion ports pos pose position positions possess
    post posted poster posting posts pot potato pots potter pound pounds pour poverty powder power powered powers
    ppl practice practices praise praised pray prayer prayers pre precious precise precision predicted premier
    premiere prep prepared pres present presented presenting presents preserved president presidents press pressed
    pressing pretty prevent prevented preventing previous prey price prices pricing pride primary prime prince
    princess principle principles print printed printing prints prior priorities prix prize prizes pro proceed
    proceeds process processes processing produce produced producer producers produces product production productive
    products prof profession professional professionals professor program programme programmes programs progress
    projects prom promise promised promises promising promote promoted promoting proof prop proper property
    proposals proposed pros prospect prospects protect protected protecting protection protective protest protesters
    protests proud prove proved proven proves provide provided provider providers provides province provinces
    proving provision ptsd pub public publish published publisher publishers publishing pubs puck puff pull pulled
    pulling pulls pulp pulse pump pun punch punished punk pup puppy purchase purchased purchases pure pursue push
    pushed pushing put putin puts putting quad qualified qualities quantity quarter que queen quest questions quick
    quiet quit quite quiz quo quote quoted quotes rabbit race races rachel racing rack rad radar radical radio raf
    rag rage raid rail rain raise raised raises raising raj rally ralph ram ramp rams ran ranch rand random rang
    range rangers ranges ranging rank ranking ranks rant rap rapid rare rash rat rate rated rates rating ratings
    ratio rational rats rave raw ray rays reach reached reaches reaching react reaction reactions read reading reads
    ready real realise realised reality realize realized really realm reap rear reasons rebel rebels rec receive
    received receiver receives receiving recent recognised recognize recognized recorded recording records recover
    recovered recovery red reds reduced reed reef reel ref refer reference references refers reflection reflects
    reforms refs refuse refused refuses reg regarded regarding regards regime region regional regions register
    regular regulation regulations regulatory reid reign relate related relating relation relations relax relaxed
    released releases releasing relief religious rely remainder remained remaining remains remarks remind reminded
    reminder reminds removed renewed reno rent rental rep repairs repeated replaced replacing replied reply reported
    reporting reports represents reps republican republicans reputation requests required requires res research
    researchers reserved reserves resigned resolution resolved responded responding response responses rest restored
    restricted resulting results retain retained retire retired returning returns rev reveal revealed reveals
    reverse reviewed reviews revised revolution rewards rex rey rib ribs rica rice rich rick rico rid ride rider
    rides ridge riding rifle rift rig right rim ring rings rio riot rip ripe rise rises rising risk risks rita rite
    rival river rivers rna road roads roar rob robe robert roberts robin robot rock rocket rocks rocky rod rode rods
    roger rogers role roles roll rolling rolls rom roma roman rome ron roof room rooms root roots rope rory rosa
    rose roses ross roster rot roth rough round rounds route routes row rows roy royal rpg rub rubber ruby rude rudy
    rue rug rugby ruin ruined ruins rule ruled rules rum rumors run running runs rural rush russ russell russia
    russian rust ruth ryan rye sac sack sacred sad sadly safe safer saga sage said sail saint sake salad sale sales
    salmon salt sam same sample samples san sand sandwich sandy sane sang sank sans santa sap sara sarah sat
    satisfied sauce saudi saul savage save saved saves saving savings saw say saying says scale scam scan scar scare
    scared scary scene scenes scheduled scheme scholars schools sci scope score scored scores scoring scott scratch
    scream screaming screening screens screw scum sea seal sean search seas seasons seat seats seattle sec seconds
    secretly sect section sections sector secured see seed seeds seeing seek seeking seeks seem seemed seems seen
    sees seized self selfish sell seller selling sells semi sen send sending sends sense sent sentenced sentences
    seo sep separated sept series seriously serve served server servers serves services serving session set seth
    sets setting settings settle settled setup seven several severe sex sgt shade shades shah shake shall shame
    shape shaped share shared shares sharing shark sharp shaw she shed sheep sheer sheet shelf shell shes shift
    shifts shin shine ship shipped shipping ships shirt shirts shock shocking shoe shoes shook shoot shooting shop
    shopping shops shore short shorter shorts shot shots should shout show showed showing shown shows shri shut shy
    sic sick sid side sides sigh sight sign signals signed signing signs silicon silk silly sim simon simple simply
    simpson sims sin since sing singer singh singing single singles sink sins sip sir sis sister sit site sites sits
    sitting situated situation situations six sixth size sized sizes sketch ski skill skilled skills skin skip skull
    sky slam slap slave slaves sleep sleeping slept slice slid slide slight slim slip slot slow small smaller smart
    smash smell smells smh smile smith smoke smooth sms snake snap snow snp soak soap social socialist sock socks
    soda sofa soft soil sol solar sold soldier sole solely solid solo solve solved some something son song songs
    sons sony soo soon sooner sore sorry sort sorts soul souls sound soup sour sources south southeast southwest sox
    soy spa space spaces spain spam span spare speak speakers speaking speaks spec specialist specialized specially
    species specific specified speech speed speeds spell spelling spend spending spent spin spirits spit spite split
    spoke spoken sport sporting sports spot spots spray spreading spring spun spur spurs spy squad square sri stab
    stability stable stack staff stage stages stairs stake stakes stamp stan stand standing stands star staring
    stark starring stars start started starting starts stat state stated states stating station stations statistical
    stats statue status stay stayed staying stays steady steal stealing steam steel stem step stephen stepped steps
    sterling steve steven stewart stick sticking sticks still stir stock stocks stole stolen stone stones stood stop
    stopped stopping stops store stored stores stories storm story straight strain strange stranger strangers
    strategic streak stream streaming streams strength strengthen stress stressed stretch strike strikes striking
    string strings strip stroke strong stronger strongest strongly struck structures struggled struggles stuart
    stuck stud studied studies studios study stuff style styles sub subjects subs subscribe subscribers subtle
    success such suck sucks sue sued suffered sugar suggests suit suite suited suits sum summer sums sun sung sunk
    sunny suns sunset sup super superior superman supplied supplies supported supporters supporting supports sur
    sure surely surf surfaces surgeon surprised surveys survived surviving survivors susan suspended suspicious suv
    swan swap sway swear sweat sweden sweet swift swim swimming swing swiss switch switched switching sword sydney
    symbols sync syria syrian systems tab table tables tablet tabs tackle taco tad tae tag tags tai tail take taken
    takes taking tale tales talk talking talks tall tame tan tang tank tanks tap tape taps tar tara targets task
    tasks taste tastes tate tax taxes taxi taylor tbh tea teach teacher teachers team teams tear tears tech ted tee
    teen teenage teens teeth tel tell telling tells temp temple temporarily temporary ten tend tender tends tens
    tent term terms terry test tested testing tests tex texas text texts tha thai than thank thanks that thats the
    theater theatre thee theft their them theme themes then theo there these thesis they thick thin thing think
    thinking thinks third thirty this tho thomas thompson thor those thou though thought thread threat threats three
    threw throat throne through throughout throw thrown thru thumb thus thy tick ticket tide tidy tie tied tier ties
    tiger tigers tight til tile till tilt tim timber time times timing tin tina tiny tip tips tire tired tires tis
    title titled titles toby today todd toe toes tokyo told tolerance toll tom tomb tommy ton tone toni tons tony
    too took tool tools tooth top topic topics tops tor tore torn tory toss total touch touched tough tour tours tow
    tower towers town towns toxic toy toys trace track tracking tracks trade traded trades trading tradition
    traditional traditions trail trailer train trained training trains trans transaction transactions transfer
    transfers transform transformation transformed transit transition translated transportation trap trapped trash
    traveled traveling travelling travels tray treat treated treats tree trees trek trend trends tri trial trials
    tribal tribe tribes trick tricks tried tries trim trio trip triple trips troops tropical troy truck trucks true
    truly trump trunk trust trusted truth try trying tub tube tuck tuesday tug tuna tune turf turn turned turner
    turning turns tvs tweet twice twin twins twist two tyler type types typical tyre uae uber ucla uefa ufc ugh ugly
    ukip ultra umm unable uncle und under undo uni union unions unit united units unity unnecessary until unto
    updated updates upon upper ups upset urban urge urged url usage usb usc usd use used user users uses using
    ussr usual utah utc vacation vain val vale valid valley value valued values valve van vans var variable
    variation variations varied vary vase vast vat vegas veil vein vent venture venue vera verb verse versus very
    vest vet veto vets via vibe vic vice victor victoria victorian victory video view views vii viii vile villa
    village villages vine vintage vinyl violent vip viral virgin virginia virus visa visit visits vita vital vocal
    voice voices void vol voluntary volunteers von vote voted voter voters votes voting vow vows vulnerable wade
    wage wages wait waited waiting wake wal wales walk walked walker walking walks wall wallet walls walt walter wan
    wang wanna want wanting wants war ward ware warm warming warn warned warner warning warp wars wary was wash
    washed washing waste wasted watch watched watches water waters watt wave waves wax way wayne ways weak weakness
    wear wears weather web webb wed wee weed week weekend weekly weeks weight weir weird well wells welsh went were
    wes west wet what whatever wheat wheel when whenever where wherever which while whip white whites who whoa
    whoever whole whom whose why wide widely wider widow width wife wifi wig wii wiki wild will williams win wind
    window windows winds wine wing wings wink wins wipe wire wise wish wished wishes wit witch with withdraw
    withdrawal witness witnessed witnesses wives woah woke wolf woman womb women won wonder wondered wondering
    wonders wong woo wood woods wool word words wore work working works world worlds worm worn worried worries
    worry worse worship worst worth would wound wow wrap wright wrist write writers writes wrong wrote wtf wwe wwii
    xbox xxx yah yale yan yang yard yards yarn yay yea yeah year years yell yen yep yes yet yield yoga york you
    young younger your yours youth youtube yrs yuan yup yuri zach zack zen zero zeus zinc zip zoe zone zones zoo
    zoom
    """.split()  # noqa: SIM905 - a list of them would take as many lines
)
