"""What question files call their columns and keys, and what each of those holds."""

import re
import unicodedata
from functools import lru_cache
from typing import NamedTuple


class Role(NamedTuple):
    """What a field holds, and which of several such fields it is: an option's letter, or a rank, best first."""

    holds: str
    label: str = ""


# Best first, where a record may have several. In the languages in which such files are met, accents aside.
_NAMES = {
    "question": """question questiontext stem prompt q query questionstem questioncontent questionbody questiontitle
        questionname questions mcq problem frage fragen pregunta вопрос вопросы сұрақ 题目 問題 문제""",
    "term": "term front word begriff termin термин термины",
    "title": "text content body statement sentence phrase title name",
    "answer": """answer ans a correctanswer correctanswers correct correctoption correctoptions correctchoice
        correctchoices correctresponse correctresponses rightanswer rightanswers rightoption right correctletter
        answerletter correctans cop answertext correctanswertext correctoptiontext correctoptionid
        correctanswerid correctchoiceid correctid correctoptionids correctanswerids correctids correctkey
        correctanswerkey correctoptionkey correctvalue antwort richtig richtigeantwort respuesta
        respuestacorrecta reponse bonnereponse ответ правильныйответ верныйответ жауап дұрысжауап 答案 正解 정답""",
    "back": "back definition meaning translation определение значение перевод анықтама",
    "key": "answerkey key solution",
    "answers": "answers antworten respuestas reponses ответы жауаптар",
    "options": """options choices answeroptions answerchoices possibleanswers optionlist alternatives variants responses
        selections option choice opciones optionen choix варианты вариантыответа вариантыответов нұсқалар 选项 選択肢
        보기""",
    "accept": """accept also alsoaccept accepted acceptable acceptedanswers acceptableanswers acceptablevariations
        alternativeanswers alternateanswers otheranswers acceptedresponses variations synonyms aliases""",
    "type": "type questiontype qtype questionformat answertype тип",
    "topic": """topic category subject section theme topicname categoryname chapter domain area deck module lesson thema
        kategorie tema categoria categorie тема категория раздел тақырып бөлім""",
    "explanation": """explanation explain answerexplanation explanationtext feedback generalfeedback rationale reason
        reasoning justification motivation exp erklarung explicacion explication пояснение объяснение түсіндірме""",
    "hint": "hint hints clue tip hinweis pista indice подсказка",
    "id": "id",
    "group": "group",
    "dated": "dated",
    "required": "required expectedanswers requiredanswers requiredquantity numberrequired answersrequired",
    "kind": "kind",
    "tolerance": "tolerance",
    "unit": "unit",
    "items": "items correctorder rightorder",
    "pairs": "pairs matches",
    "passage": "passage context article paragraph readingpassage readingtext codesnippet snippet",
}
_OPTION_WORDS = (
    "answeroption possibleanswer answer option choice alternative response variant opt op ans "
    "opcion antwort respuesta reponse вариант ответ нұсқа жауап"
)
_WRONG_WORDS = (
    "distractor incorrectanswer incorrectoption incorrectchoice incorrectresponse incorrect wronganswer wrongoption "
    "wrongchoice wrong falseanswer badanswer falscheantwort falsch неправильныйответ неверныйответ"
)
_MEDIA_WORDS = "image img picture photo figure diagram audio video media"
_LONGEST = 60  # characters of a name; what is longer is a text
_REMARK = re.compile(r"\([^()]*\)|\[[^\[\]]*\]|\s[-–—]\s.*", re.DOTALL)  # `Answer 1 - max 75 characters`
_NUMBER_SIGN = re.compile(r"(?<=\w)\s?#")  # `Question #` is not the question


def name_key(name: str) -> str:
    """The name without case, accents, remarks and all that is neither letter nor digit."""
    letters = unicodedata.normalize("NFKD", _NUMBER_SIGN.sub("number", _REMARK.sub("", name).casefold()))
    return "".join(character for character in letters if character.isalnum())


def _any(words: str) -> str:
    return "|".join(sorted({name_key(word) for word in words.split()}, key=len, reverse=True))


_BY_NAME = {
    name_key(name): Role(holds, f"{rank:02}")
    for holds, names in _NAMES.items()
    for rank, name in enumerate(names.split())
}
_NUMBERED = (
    (
        "answer",
        re.compile(r"(?:correct|right|answer|solution)(?:answer|option|choice)?s?(?:index|indexes|indices|idx)"),
    ),
    ("option", re.compile(rf"(?:{_any(_OPTION_WORDS)})?(?:text)?([a-j]|\d\d?)(?:text)?")),
    ("wrong", re.compile(rf"(?:{_any(_WRONG_WORDS)})s?([a-j]|\d\d?)?")),
    ("why", re.compile(r"why(\d\d?)")),
    ("reject", re.compile(r"reject(\d{1,3})?")),
    ("reject why", re.compile(r"rejectwhy(\d{1,3})")),
    ("media", re.compile(rf"(?:question)?(?:{_any(_MEDIA_WORDS)})s?(?:url|link|path|file|src)?s?\d?")),
)


@lru_cache(maxsize=10_000)
def role(name: str) -> Role | None:
    """What a field of that name holds; None for any other name."""
    if len(name) > _LONGEST:
        return None
    key = name_key(name)
    if key in _BY_NAME:
        return _BY_NAME[key]
    for holds, pattern in _NUMBERED:
        if found := pattern.fullmatch(key):
            return Role(holds, "".join(found.groups("")))
    return None
