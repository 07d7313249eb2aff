"""What question files call the types of questions, and those that have no place in civquiz."""

from civquiz.formats.records.field_names import name_key

CHOICE = "choice"
"""A choice of one or of several."""

_REFUSED = {
    "an essay: civquiz cannot grade it": "essay openended open longanswer paragraph discussion freeresponse",
    "a poll: it has no right answer": "poll survey wordcloud slide opinion",
    "a drag-and-drop question: there is no such type here": "draganddrop dragdrop drag",
    "there is no such type of question here": "hotspot draw drawing labeling labelling coding upload fileupload",
}
_TYPES = {
    CHOICE: "multiple choice select multichoice textchoice imagechoice quiz",
    "multiple-choice": "multiplechoice mcq mcqs mc single singlechoice singleselect singleanswer radio onecorrect",
    "multiple-response": """multipleresponse multipleselect multiselect multipleanswer multipleanswers checkbox
        checkboxes msq multi multiplecorrect selectall selectallthatapply""",
    "true-false": "truefalse tf boolean bool trueorfalse",
    "short-answer": """shortanswer short fillintheblank fillintheblanks fillin fill fillblank fillblanks fib text input
        textinput numeric numerical number identification freetext oneword""",
    "enumeration": "enumeration enumerate",
    "ordering": "ordering order sequence sequencing reorder rearrange sort sorting puzzle",
    "matching": "matching match matchthefollowing",
}
_REFUSAL_OF = {word: reason for reason, words in _REFUSED.items() for word in words.split()}
_TYPE_OF = {word: type_ for type_, words in _TYPES.items() for word in words.split()}


def refusal(name: str) -> str:
    """Why there is no type of that name here, if it is known; else ""."""
    return _REFUSAL_OF.get(name_key(name), "")


def type_called(name: str) -> str:
    """The type that has that name in some file, or `CHOICE`; "" for any other name."""
    return _TYPE_OF.get(name_key(name), "")
