import html

import pytest
from hypothesis import given
from hypothesis import strategies as st

from civquiz.formats.markup import looks_like_html, markdown, plain
from civquiz.text import clean

_READ = {
    "paragraphs are lines": ("<p>one</p>\n<p>two</p>", "one\ntwo"),
    "a break is a line": ("one<br>two<BR/>three<br />four", "one\ntwo\nthree\nfour"),
    "two breaks are a blank line": ("one<br><br>two", "one\n\ntwo"),
    "a break that ends a paragraph adds no line": ("<p>one<br></p><p>two</p>", "one\ntwo"),
    "blanks run together": ("<p>one\n   two\t<b> three</b></p>", "one two three"),
    "only the text of bold, links and spans": ("<b>a</b> <a href='x>y'>b</a> <span style=\"c\">d</span>", "a b d"),
    "a list": ("<ul><li>a</li><li>b</li></ul>c", "- a\n- b\nc"),
    "a numbered list": ("<ol><li><p>a</p></li><li>b</li></ol>", "1. a\n2. b"),
    "a list in a list": ("<ul><li>a<ol><li>b<li>c</ol></li><li>d</ul>", "- a\n  1. b\n  2. c\n- d"),
    "a list with letters, from the third": ("<ol type=A start=3><li>a<li>b</ol>", "C. a\nD. b"),
    "a list with Roman numbers": ('<ul style="list-style-type: lower-roman"><li>a<li>b</ul>', "i. a\nii. b"),
    "a list that goes beyond the alphabet": (f"<ol type=a start=26>{'<li>x' * 2}</ol>", "z. x\n27. x"),
    "an empty item is none": ("<ul><li></li><li>b</li></ul>", "- b"),
    "a table": ("<table><tr><th>a<th>b</tr><tr><td><p>1</p></td><td>2</td></tr></table>c", "a | b\n1 | 2\nc"),
    "an empty cell keeps its place": ("<tr><td>a</td><td></td><td>c</td></tr>", "a | | c"),
    "preformatted lines": ("x<pre>for i:\n    go\n</pre>y", "x\nfor i:\n    go\ny"),
    "entities": ("a &lt; b &amp;&amp; c &#8212; &#x41;&eacute;", "a < b && c — Aé"),
    "a hard space is a space": ("a&nbsp;&nbsp;b\u00a0c", "a  b c"),
    "a soft hyphen is nothing": ("con&shy;sti\u00adtution", "constitution"),
    "what is no entity stays": ("AT&T &foo; &; ?a=1&copy=2 &#99999999;", "AT&T &foo; &; ?a=1&copy=2 &#99999999;"),
    "an entity is read once": ("&amp;lt;", "&lt;"),
    "lowered": ("H<sub>2</sub>O", "H₂O"),
    "raised": ("10<sup>6</sup> and 10<sup>-3</sup>", "10⁶ and 10⁻³"),
    "raised with what has no small form": ("x<sup>n+Q</sup>y<sub>(a, b)</sub>", "x^(n+Q)y_((a, b))"),
    "raised in raised": ("x<sup>2<sup>n</sup></sup>", "x^(2ⁿ)"),
    "an ordinal": ("the 19<sup>th</sup> Amendment", "the 19th Amendment"),
    "nothing raised": ("a<sup> </sup> b", "a b"),
    "scripts, styles and comments": ("a<script>if (x<y) {}</script>b<style>p{}</style>c<!-- <b> -->d", "abcd"),
    "what Word leaves behind": ("<?xml:namespace prefix = o /><![if !x]>a<![endif]><o:p>&nbsp;</o:p>b", "a b"),
    "a quotation": ("He said <q>no</q>.", "He said “no”."),
    "MathJax stays": (r"\(x^2 < y\) &amp; \[z\]", r"\(x^2 < y\) & \[z\]"),
    "the picture of a formula is its text": ('<img class="latex" src="a.png" alt="x^2 &lt; 3"> holds', "x^2 < 3 holds"),
    "a number in pointed brackets": ("is <5> less than <3", "is <5> less than <3"),
    "a comparison": ("a < b & c > d, i<b and c>d, if a<b && c>d", "a < b & c > d, i<b and c>d, if a<b && c>d"),
    "no tag has that name": ("x<y>z, vector<int> v, <stdio.h>", "x<y>z, vector<int> v, <stdio.h>"),
    "a tag that does not end": ("a <b and <br>so on", "a <b and\nso on"),
    "a comment that does not end": ("a <!-- b", "a <!-- b"),
    "an element that does not end": ("a <script> b", "a b"),
    "PHP": ("What does <?php echo 1; ?> print?", "What does <?php echo 1; ?> print?"),
    "text that is not HTML keeps its lines": ("one\r\n  two\rthree", "one\n  two\nthree"),
    "tags that end nothing": ("</p></b></sup></li></ol>a", "a"),
    "a name in brackets": ("What does [sound:anthem.mp3] stand for?", "What does [sound:anthem.mp3] stand for?"),
    "nothing": ("", ""),
}

_PICTURES = {
    "the file's name": (
        'a <img src="@@PLUGINFILE@@/map%20of%20Astana.png?x=1" alt="A map">b',
        ("a b", ["map of Astana.png"]),
    ),
    "without one what it shows": ('<img src="data:image/png;base64,AAAA" alt="A map">', ("", ["A map"])),
    "without either what it is": ("<img src='data:image/png;base64,AAAA'><img>", ("", ["(picture)", "(picture)"])),
    "a path of Windows": (r"<img src=C:\maps\a.png>", ("", ["a.png"])),
    "a film, with the text in it": ('<video><source src="q/v.mp4">no film</video>b', ("b", ["v.mp4"])),
    "a sound": ('<audio src="anthem.mp3"></audio>', ("", ["anthem.mp3"])),
    "a drawing and a formula": ("<svg><path d=x /></svg>a<math><mi>x</mi></math>", ("a", ["(drawing)", "(formula)"])),
    "an entity without end in a name": (f"<img alt='&#{'9' * 5_000};'>", ("", [f"&#{'9' * 98}"])),
    "no name is longer than a line": (f"<img src={'a' * 500}>", ("", ["a" * 100])),
}

_MARKDOWN = {
    "marks": ("# Which\n**one** is `right`?", ("Which\none is right?", [])),
    "a link is its text": ('see [the law](https://example.org/law "t") now', ("see the law now", [])),
    "a picture": ("see ![a map](maps/astana.png) now", ("see  now", ["astana.png"])),
    "escapes": (r"2 \* 3 \_ 4", ("2 * 3 _ 4", [])),
    "HTML in it": ("a<br>b &amp; c", ("a\nb & c", [])),
    "lists stay": ("- a\n- b\n\n2 * 3", ("- a\n- b\n\n2 * 3", [])),
}


@pytest.mark.parametrize(("text", "read"), _READ.values(), ids=_READ)
def test_html_is_read_as_plain_text(text: str, read: str) -> None:
    assert plain(text) == (read, [])


@pytest.mark.parametrize(("text", "read"), _PICTURES.values(), ids=_PICTURES)
def test_what_cannot_be_shown_is_left_out_and_named(text: str, read: tuple[str, list[str]]) -> None:
    assert plain(text) == read


@pytest.mark.parametrize(("text", "read"), _MARKDOWN.values(), ids=_MARKDOWN)
def test_markdown_is_read_as_plain_text(text: str, read: tuple[str, list[str]]) -> None:
    assert markdown(text) == read


@pytest.mark.parametrize("text", ["<p>a", "a<br/>b", "<B>a</B>", "a&nbsp;b", "&#39;", "<!-- a -->", "<!DOCTYPE html>"])
def test_html_is_known_by_a_tag_or_an_entity(text: str) -> None:
    assert looks_like_html(text)


@pytest.mark.parametrize(
    "text", ["", "a < b", "<5>", "x<y>z", "a<b && c>d", "AT&T", "&foo;", "a\nb", "<!-- a", "-> <-"]
)
def test_what_only_looks_a_little_like_it_is_not_html(text: str) -> None:
    assert not looks_like_html(text)


@given(st.text(st.characters(exclude_characters="<&\u00a0\u00ad", exclude_categories=["Cs", "Cc"]) | st.just("\n")))
def test_text_without_html_comes_back(text: str) -> None:
    assert plain(text) == (text.strip(), [])


@given(st.text(st.sampled_from("<>&;#xbp/= \n'\"é")).map(lambda text: clean(text).strip()))
def test_text_that_was_escaped_comes_back(text: str) -> None:
    assert plain(html.escape(text)) == (text, [])


@given(
    st.lists(
        st.sampled_from(
            [
                "<",
                ">",
                "</",
                "b",
                "sup",
                "li",
                "ul",
                "td",
                "pre",
                "!--",
                "-->",
                "&",
                "#1;",
                "=",
                '"',
                " ",
                "\n",
                "img",
                "svg",
            ]
        )
    )
)
def test_whatever_comes_is_read(pieces: list[str]) -> None:
    text = "".join(pieces)
    read, names = plain(text)
    assert len(read) <= len(text) * 4
    assert len(names) <= text.count("<")


@pytest.mark.parametrize("unit", ["<", "<!--", "&#", '<a ="', "<a =\"<a ='", "<script>", "<b ", "<img a", "<svg"])
def test_much_that_never_ends_stays_as_it_is(unit: str) -> None:
    text = unit * 20_000
    assert len(plain(text)[0]) > 10_000


@pytest.mark.parametrize("unit", ["<ul><li>", "<sup>", "<table><td>", "<p>", "<svg></svg>", "<img src=x>"])
def test_more_tags_than_any_text_has_are_left_in_it(unit: str) -> None:
    read, _ = plain(unit * 6_000 + "end")
    assert read.endswith(unit + "end")


@pytest.mark.parametrize("text", [f"<img {'a' * 100_000}>", f"<img {'a ' * 100_000}>", f"<img {'a=' * 100_000}>"])
def test_a_picture_with_much_in_its_tag_is_a_picture(text: str) -> None:
    assert plain(text + "end") == ("end", ["(picture)"])


@pytest.mark.parametrize("unit", ["![](", "[a](b", "![](x ", "**`", "\\"])
def test_much_unended_markdown_is_read(unit: str) -> None:
    assert markdown(unit * 20_000)[1] == []
