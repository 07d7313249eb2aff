import pytest

from civquiz.formats.anki.notetypes import Notetype, Parts

BASIC = ("{{Front}}", "{{FrontSide}}<hr id=answer>{{Back}}")


def notetype(fields: str, question: str, answer: str = "", *, has_gaps: bool = False, cards: int = 1) -> Notetype:
    return Notetype("Mine", fields.split(), question, answer, cards, has_gaps=has_gaps)


@pytest.mark.parametrize(
    ("made", "texts", "parts"),
    [
        pytest.param(notetype("Front Back", *BASIC), ["q", "a"], ("q", "a", "", []), id="basic"),
        pytest.param(
            notetype("No Country Capital", "Capital of {{Country}}?", "{{Capital}}"),
            ["7", "Kazakhstan", "Astana"],
            ("Capital of Kazakhstan?", "Astana", "", ["No"]),
            id="the front's own words are part of the question",
        ),
        pytest.param(
            notetype("Q A Extra Source Map", "{{Q}}", "{{A}}<br>{{Extra}}"),
            ["q", "a", "more", "book", "m"],
            ("q", "a", "more<br>book", ["Map"]),
            id="what is beside the answer is an explanation by its name",
        ),
        pytest.param(
            notetype("Q Short Long", "{{Q}}", "{{#Short}}{{Short}}{{/Short}}{{Long}}"),
            ["q", " ", "a"],
            ("q", "a", "", []),
            id="the first field on the back that is filled",
        ),
        pytest.param(
            notetype("Q A", "{{#Q}}see {{Q}}{{^A}} alone{{/A}}{{/Q}}{{#No}}never{{/No}}{{^Q}}none{{/Q}}"),
            ["q", "a"],
            ("see q", "a", "", []),
            id="conditions",
        ),
        pytest.param(
            notetype("Front Back", "{{text:Front}} {{type:Back}}{{hint:Back}}", "{{type:Back}}"),
            ["q", "a"],
            ("q ", "a", "", []),
            id="a box to type into does not give the answer away",
        ),
        pytest.param(
            notetype("Text More Extra", "{{cloze:Text}}", "{{cloze:Text}} {{More}}", has_gaps=True),
            ["{{c1::x}}", "m", "e"],
            ("{{c1::x}}", "", "e", ["More"]),
            id="gaps have no back",
        ),
        pytest.param(notetype("Front Back", "", ""), ["q", "a"], ("q", "a", "", []), id="no templates"),
        pytest.param(notetype("Front Back", "{{Other}}", "{{Other}}"), ["q", "a"], ("q", "a", "", []), id="no field"),
        pytest.param(
            notetype("Front Back", "{{Back}}" * 1_000), ["q", "a"], ("q", "a", "", []), id="a template without end"
        ),
        pytest.param(notetype("Front Back Notes", *BASIC), ["q"], ("q", "", "", []), id="fields that are missing"),
        pytest.param(notetype("", "{{Front}}"), ["q"], ("", "", "", []), id="no fields"),
        pytest.param(notetype("Front", "{{Front}}", "{{FrontSide}}"), ["q"], ("q", "", "", []), id="no back"),
        pytest.param(
            notetype("Front Notes", *BASIC), ["q", "n"], ("q", "n", "", []), id="nothing but notes on the back"
        ),
        pytest.param(
            notetype("Front Back", "{{/Front}}{{Front}}{{#Back}}", ""), ["q", "a"], ("q", "a", "", []), id="torn"
        ),
    ],
)
def test_a_note_has_its_sides_by_the_templates_of_its_type(made: Notetype, texts: list[str], parts: Parts) -> None:
    assert made.parts(texts) == parts


def test_more_cards_than_one_are_reversed_but_for_gaps() -> None:
    assert notetype("Front Back", *BASIC, cards=2).is_reversed
    assert not notetype("Front Back", *BASIC).is_reversed
    assert not notetype("Text", "{{cloze:Text}}", cards=2, has_gaps=True).is_reversed
