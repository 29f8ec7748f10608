"""Texts, files and addresses that mean harm do none."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from pathlib import Path

import pytest

from quiz.card import Card
from quiz.serve.card_html import card_html
from quiz.serve.formula_html import formula_html
from quiz.serve.media import _seal, files_of
from tests import factories
from tests.robust.hostile import HOSTILE as TEXTS
from tests.serve.conftest import Browser
from tests.serve.decks import write_hostile

ALLOWED = frozenset(
    (
        "a", "blockquote", "br", "code", "div", "em", "hr", "img", "li", "ol", "p", "pre", "s",
        "span", "strong", "table", "tbody", "td", "th", "thead", "tr", "u", "ul", "math", "mrow",
        "mi", "mn", "mo", "mtext", "mspace", "mfrac", "msqrt", "mroot", "msub", "msup", "msubsup",
        "munder", "mover", "munderover", "mtable", "mtr", "mtd", "mstyle",
    )
)  # fmt: skip


class Elements(HTMLParser):
    """Collects the elements of a piece of HTML, with their attributes."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))


def html_of(text: str, *, markdown: bool = True) -> str:
    card = factories.card(prompt=text, markdown=markdown)
    return str(card_html(card, text, lambda path: ""))


def check(html: str) -> None:
    for tag, attributes in Elements(html).found:
        assert tag in ALLOWED, html
        for name, value in attributes.items():
            assert not name.startswith("on"), html
            assert name != "style", html
            assert not re.match(r"\s*(javascript|data|vbscript)", value or "", re.I), html


HARMFUL = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "[x](javascript:alert(1))",
    "[x](JaVaScRiPt:alert(1))",
    "[x](data:text/html,<script>alert(1)</script>)",
    "<javascript:alert(1)>",
    '[x](https://a.example/"onmouseover="alert(1))',
    "![x](https://evil.example/x.png)",
    '![" onerror="alert(1)](x)',
    "`<b>`",
    "```<script>\n<b>\n```",
    '```x"onload="y\n1\n```',
    "| a |\n|:-:|\n| <b> |",
    r"$\text{<script>alert(1)</script>}$",
    r"$\text{&lt;script&gt;}$",
    r"$\href{javascript:alert(1)}{x}$",
    r"$\style{background:url(x)}{x}$",
    r"$\color{red;x:y}{x}$",
    r"$\class{x}{y}$",
    r"$$\begin{array}{c}<b>\end{array}$$",
    r"$\newcommand{\a}{<img>}\a$",
    r"$" + "{" * 3000 + "x" + "}" * 3000 + "$",
    "> " * 3000 + "x",
    "[" * 3000,
    TEXTS,
]


@pytest.mark.parametrize("text", HARMFUL, ids=range(len(HARMFUL)))
@pytest.mark.parametrize("markdown", [True, False])
def test_a_text_makes_only_harmless_elements(text: str, markdown: bool) -> None:
    check(html_of(text, markdown=markdown))


@pytest.mark.parametrize(
    "tex", [r"\frac{", "{", "}", r"\left(", r"\begin{x}", r"\unknown{x}", "^", ""]
)
def test_a_formula_with_mistakes_is_shown_as_text(tex: str) -> None:
    check(formula_html(tex, display=False))


def test_a_formula_is_math() -> None:
    html = formula_html(r"\frac{a}{b} \le \sqrt{x}", display=True)
    assert html.startswith('<math display="block" alttext="a/b ≤ √x">')
    assert "<msqrt>" in html


def test_own_commands_hold_from_one_formula_to_the_next() -> None:
    assert html_of(r"$\newcommand{\R}{\mathbb{R}}$ and $\R$").count("ℝ") >= 1


def test_formatting_is_shown(browser: Browser) -> None:
    html = html_of("# Head\n\n**b** *i* ~~s~~ `c`\n\n- one\n\n| a |\n|--:|\n| 1 |")
    for part in ("heading", "<strong>b</strong>", "<em>i</em>", "<s>s</s>", "<li>one</li>"):
        assert part in html
    assert '<th class="right">a</th>' in html


def test_a_literal_text_is_literal() -> None:
    assert html_of("**a**\n<b>", markdown=False) == "**a**<br>&lt;b&gt;"


def test_nothing_in_a_button_can_be_pressed() -> None:
    card = factories.card(markdown=True)
    text = "[page](https://example.org)\n\n| a |\n|---|\n| 1 |"
    html = str(card_html(card, text, lambda path: "", in_button=True))
    assert "<a" not in html
    assert "tabindex" not in html


@pytest.fixture
def hostile(browser: Browser, library: Path) -> Browser:
    write_hostile(library)
    browser.get("/")
    return browser


def cards_of(browser: Browser) -> dict[str, Card]:
    cards = browser.thread.do(lambda game: game.cards_of(["hostile"]))
    return {card.note.removeprefix("id:"): card for card in cards}


def test_every_page_of_a_hostile_deck_is_harmless(hostile: Browser) -> None:
    pages = [hostile.get("/"), hostile.get("/deck?name=hostile")]
    hostile.play("quiz", "hostile")
    while hostile.stage != "over":
        pages.append(hostile.page)
        if "hint" in hostile.page and hostile.stage == "asking":
            pages.append(hostile.do("hint"))
        hostile.do("skip" if hostile.stage == "asking" else "next")
    pages += [hostile.page, hostile.get("/statistics")]
    for page in pages:
        for tag, attributes in Elements(page).found:
            assert tag != "script" or str(attributes["src"]).startswith("/static/")
            assert not any(name.startswith("on") for name in attributes)
            assert "javascript:" not in (attributes.get("href") or "")
            assert "evil" not in (attributes.get("src") or "")


@pytest.mark.parametrize("name", ["away", "linked", "page"])
def test_a_file_outside_the_deck_and_one_that_is_no_picture_are_not_there(
    hostile: Browser, name: str
) -> None:
    card = cards_of(hostile)[name]
    assert files_of(card)
    hostile.get(f"/media/{card.key}/0/{_seal(card, 0, False)}")
    assert hostile.status == 404


@pytest.mark.parametrize(
    "path",
    [
        "/media/../../etc/passwd", "/media/x/../../secret.png", "/media/%2e%2e/0", "/media/x/-1",
        "/media/x/99999999999999999999/x", "/media/x/0%00", "/media/x/0/x",
        f"/media/x/{'9' * 5000}/x", "/static/../site.py",
        "/static/%2e%2e/site.py", "/static/..%2fsite.py", "/static//etc/passwd", "/static/",
    ],
)  # fmt: skip
def test_no_address_leads_to_another_file(browser: Browser, path: str) -> None:
    response = browser.client.get(path)
    assert response.status_code == 404
    assert "import" not in response.text


def test_a_card_has_only_the_files_that_it_names(browser: Browser) -> None:
    card = browser.thread.do(
        lambda game: next(card for card in game.cards_of(["kinds"]) if card.note == "id:typed")
    )
    kinds = {}
    for number in range(3):
        response = browser.client.get(f"/media/{card.key}/{number}/{_seal(card, number, False)}")
        kinds[number] = (response.status_code, response.headers["content-type"].split(";")[0])
    assert kinds[0] == (200, "image/png")
    assert kinds[1] == (200, "audio/wav")
    assert kinds[2][0] == 404
    sound = f"/media/{card.key}/1/{_seal(card, 1, False)}"
    part = browser.client.get(sound, headers={"range": "bytes=0-9"})
    assert part.status_code == 206
    assert len(part.content) == 10
    # A file of a deck is as it is, whatever the browser could unpack.
    assert "content-encoding" not in part.headers
