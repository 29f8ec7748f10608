"""HTML to text and back."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quiz.formats.html import html_to_marked, html_to_text, text_to_html
from quiz.formats.marked import as_markdown, images_in, to_markdown, with_images


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("plain", "plain"),
        ("a<br>b<br/>c", "a\nb\nc"),
        ("a<div>b</div><div>c</div>d", "a\nb\nc\nd"),
        ("a<div><br></div><div>b</div>", "a\n\nb"),
        ("<p>one</p>\n<p>two</p>", "one\ntwo"),
        ("  many \n\n spaces\t here ", "many spaces here"),
        ("<b>bold</b><i>italic</i> <span style='color:red'>red</span>", "bolditalic red"),
        ("R&amp;D &lt;3 &#8364;&nbsp;5 &eacute;", "R&D <3 € 5 é"),
        ("H<sub>2</sub>O", "H₂O"),
        ("x<sup>2n</sup> y<sup>a+b</sup> z<sub>i</sub>", "x²ⁿ y^(a+b) z_i"),
        ("x<sup><sup>2</sup></sup>", "x²"),
        ("<ul><li>one</li><li>two<ul><li>deep</li></ul></li></ul>", "- one\n- two\n  - deep"),
        ("<ol><li>one<li>two</ol>", "1. one\n2. two"),
        ("<ol><li><p>one</p></li></ol>after", "1. one\nafter"),
        ("<table><tr><td>a</td><td>b</td></tr><tr><td>c</td></tr></table>", "a | b\nc"),
        (r"\(x < y\) and \[ \frac{a}{b} \]", r"\(x < y\) and \[ \frac{a}{b} \]"),
        ("[latex]$x$[/latex]", "[latex]$x$[/latex]"),
        ("<anki-mathjax>x^2</anki-mathjax>", r"\(x^2\)"),
        ('<anki-mathjax block="true">x</anki-mathjax>', r"\[x\]"),
        ('<a href="https://a.example/b">here</a>', "here (https://a.example/b)"),
        ('<a href="https://a.example/">https://a.example</a>', "https://a.example"),
        ('<a href="#top">top</a>', "top"),
        ('<a href="https://a.example/"><img src="x.png"></a>', "https://a.example/"),
        ("<ruby>漢<rp>(</rp><rt>かん</rt><rp>)</rp></ruby>", "漢(かん)"),
        ("<script>alert('<b>')</script>a<style>b{}</style>", "a"),
        ("<!-- not <b>shown</b> -->a", "a"),
        ("<pre>a\n  b</pre>c", "a\n  b\nc"),
        ("a < b and c > d", "a < b and c > d"),
        ("a <b", "a <b"),
        ("fish &amp", "fish &"),
        ("a<unknown>b</unknown>c", "abc"),
        ("<![CDATA[x]]>", "x"),
        ("a\x00b\x1bc\x7f", "abc"),
        ("", ""),
    ],
)
def test_text(html: str, text: str) -> None:
    assert html_to_text(html) == text


def test_unshowable_content_is_named() -> None:
    html = (
        "word [sound:a &amp; b.mp3]<img src='cat.jpg' alt='a cat'><img src='data:image/png;x'>"
        "<video src=v.mp4></video><svg><text>t</text></svg><iframe src='https://f.example'></iframe>"
        "[anki:tts lang=en_US]spoken[/anki:tts]"
    )
    assert html_to_text(html) == "worda catspoken"
    found = html_to_marked(html)
    assert images_in(found.text) == [("cat.jpg", "a cat"), ("data:image/png;x", "")]
    assert found.sounds == ("a & b.mp3", "v.mp4")
    assert found.embedded == ("svg", "https://f.example")


def test_image_file_name_is_not_alternative_text() -> None:
    assert html_to_text("<img src='cat.jpg' alt='cat.jpg'>") == ""


@given(
    st.text(st.characters(exclude_categories=("Cs", "Cc"), include_characters="\n[]<&")).map(
        lambda text: "\n".join(
            line.rstrip(" \xa0") for line in text.replace("\xa0", " ").split("\n")
        )
    )
)
def test_text_survives_html(text: str) -> None:
    assert html_to_text(text_to_html(text)) == text.strip()


@given(st.text(), st.lists(st.sampled_from(
    ["<", ">", "<ul>", "<li>", "<sup>", "</sup>", "<a href='https://x'>", "</a>", "<pre>", "</pre>",
     "<!--", "-->", "<script>", "</script>", "&", "&#x1f;", "<svg>", "<td>", "\n", "[sound:", "]",
     "<rt>", "<![CDATA[", "<img alt='", "'"]
)))  # fmt: skip
def test_any_text_can_be_read(text: str, pieces: list[str]) -> None:
    found = html_to_text(text.join(pieces))
    assert found == found.strip()
    assert not any(ord(char) < 32 and char not in "\n\t" for char in found)


@pytest.mark.parametrize(
    "unit", ["<a ", '<a b="', "<!--", "<sup>x", "<ul><li>x", "<a href='http://x'>"]
)
def test_text_is_never_blown_up(unit: str) -> None:
    """Twenty thousand tags that are never closed also show that the work stays in proportion."""
    html = unit * 20_000
    assert len(html_to_text(html)) <= 3 * len(html)


@pytest.mark.parametrize(
    ("rows", "markdown"),
    [
        (
            "<tr><td colspan=2>t</td></tr><tr><td>a</td><td>b</td></tr>",
            "| t |  |\n| --- | --- |\n| a | b |",
        ),
        ("<tr><td>t</td></tr><tr><td>a</td><td>b</td></tr>", "| t |  |\n| --- | --- |\n| a | b |"),
        (
            "<tr><td rowspan=2>t</td><td>a</td></tr><tr><td>b</td></tr>",
            "| t | a |\n| --- | --- |\n|  | b |",
        ),
        ("<tr></tr><tr><td>a</td><td>b</td></tr>", "| a | b |\n| --- | --- |"),
        ("<caption>C</caption><tr><td>a</td><td>b</td></tr>", "C\n\n| a | b |\n| --- | --- |"),
        (
            "<tr><td><ul><li>a</li><li>b</li></ul></td><td><div>c</div><div>d</div></td></tr>",
            "| • a • b | c d |\n| --- | --- |",
        ),
        (r"<tr><td>\(|x|\)</td><td>b</td></tr>", "| $\\|x\\|$ | b |\n| --- | --- |"),
        ("<tr><td>1</td><td><pre>a\n  b</pre></td></tr>", "1\n```\na\n  b\n```"),
        ("<tr><th>a<th>b<tr><td>c<td>d", "| a | b |\n| --- | --- |\n| c | d |"),
        (f"<tr><td colspan={10**9}>a</td></tr>", "| a |\n| --- |"),
    ],
)
def test_tables_of_all_shapes(rows: str, markdown: str) -> None:
    assert to_markdown(html_to_marked(f"<table>{rows}</table>").text) == markdown


@pytest.mark.parametrize(
    ("list_", "lines"),
    [
        ("<ol type=A><li>x</li><li>y</li></ol>", "A. x\nB. y"),
        ("<ol type='a'><li>x</li><li><p>y</p></li></ol>", "a. x\nb. y"),
        ('<ol style="list-style: upper-alpha inside"><li>x</li><li>y</li></ol>', "A. x\nB. y"),
        ("<ol type=1><li>x</li></ol>", "1. x"),
    ],
)
def test_lists_that_count_with_letters_keep_them(list_: str, lines: str) -> None:
    assert to_markdown(html_to_marked(list_).text) == lines


@pytest.mark.parametrize(
    ("block", "markdown"),
    [
        ("<ul><li>a</li></ul>", "- a"),
        ("<ol><li>a</li></ol>", "1. a"),
        ("<blockquote>a</blockquote>", "> a"),
        ("<table><tr><td>a</td><td>b</td></tr></table>", "| a | b |\n| --- | --- |"),
    ],
)
def test_what_follows_a_block_is_no_part_of_it(block: str, markdown: str) -> None:
    html = f"<div>{block}</div><div>after</div>"
    assert to_markdown(html_to_marked(html).text) == f"{markdown}\n\nafter"


def test_readings_stay_whole_beside_bold_characters() -> None:
    assert html_to_marked("<b>今日(きょう)</b>は").text == as_markdown("**今日**(きょう)は")


@pytest.mark.parametrize(
    ("html", "markdown"),
    [
        (r"<b>\(x\)</b>is", "$x$is"),
        (r"a<b>bold \(x\)</b>is", "a**bold** $x$is"),
        (r"<b>v\(x\)w</b>s", "**v$x$w**s"),
        ('<b><img src="a1.png"></b>text', "![a1.png](a1.png)text"),
        ('<i>so <img src="a1.png"></i>text', "*so* ![a1.png](a1.png)text"),
    ],
)
def test_formulas_and_pictures_stay_whole_beside_letters(html: str, markdown: str) -> None:
    assert to_markdown(with_images(html_to_marked(html).text, str)) == markdown
