"""Headline, day and text of web pages."""

from __future__ import annotations

from datetime import date

import pytest

from quiz.facts.extract.sources import read_article
from quiz.facts.extract.web_page import day_of, read_web_page

DAY = date(2019, 7, 4)
PROSE = (
    "The lighthouse of the island was painted by the sailors in 1902, and it was paid by the town. "
    "It has been seen by all who came to the port since then, and it is the pride of the town."
)
SITE = "<title>Harbour Herald - Latest News</title>"


def page(head: str = "", body: str = "", above: str = "", below: str = "") -> str:
    return (
        f"<!doctype html><html><head>{SITE}{head}</head><body><nav><a href='/'>Home</a></nav>"
        f"{above}<article>{body}</article>{below}<footer>Updated 1 May 2001</footer></body></html>"
    )


def read(text: str) -> tuple[str, str, date | None, str]:
    found = read_web_page(text)
    assert found is not None
    return found


@pytest.mark.parametrize(
    "text",
    [
        page(body=f"<h1>A new  coat</h1><p>{PROSE}</p>"),
        page(above="<header><h1>Harbour Herald</h1></header>", body=f"<h1>A new coat</h1>{PROSE}"),
        page(above="<header><h1>Harbour Herald</h1></header>", body=f"<h2>A new coat</h2>{PROSE}"),
        page(
            '<meta property="og:title" content="A new coat | Harbour Herald">'
            '<meta property="og:site_name" content="Harbour Herald">',
            f"<p>{PROSE}</p>",
            above="<h1>Harbour Herald</h1>",
        ),
        page(body=f"<p>{PROSE}</p>", above="<h1>A new coat</h1>"),
        page(
            body=f"<p>{PROSE}</p>",
            above="<div><h1>Harbour Herald</h1></div><div><h1>A new coat</h1></div>",
        ),
        page(body=f"<p>{PROSE}</p>").replace("Harbour Herald - Latest News", "A new coat | Herald"),
    ],
)
def test_the_headline_is_that_of_the_article(text: str) -> None:
    assert read(text)[1] == "A new coat"


@pytest.mark.parametrize(
    "text",
    [
        page('<meta property="article:published_time" content="2019-07-04T08:00:00Z">', PROSE),
        page('<meta name="DC.date.issued" content="2019-07-04">', PROSE),
        page(
            '<script type="application/ld+json">{"@type": "NewsArticle", "dateModified": '
            '"2019-07-09", "datePublished": "2019-07-04T08:00:00Z"}</script>',
            PROSE,
        ),
        page('<link rel="canonical" href="https://herald.test/2019/07/04/coat">', PROSE),
        page('<meta property="article:modified_time" content="2019-07-04">', PROSE),
        page(body=f"<time datetime='2019-07-04T10:00'>Thursday</time><p>{PROSE}</p>"),
        page(body=f"<span itemprop='datePublished' content='2019-07-04'>x</span><p>{PROSE}</p>"),
        page(body=f"<div class='byline'>By Ann Lee | July 4, 2019</div><p>{PROSE}</p>"),
        page(body=f"<div>Published 4 July 2019</div><p>{PROSE}</p>"),
        page(
            body=f"<span class='date'>4 July 2019</span><p>{PROSE}</p>",
            below="<div class='more'><span class='date'>5 May 2003</span></div>",
        ),
        page(body=f"<p>BREMEN, 4 July 2019 — {PROSE}</p>"),
        page(body=f"<p>Published: 4 July 2019</p><p>{PROSE}</p>"),
    ],
)
def test_the_day_is_that_of_the_article(text: str) -> None:
    assert read_article(text.encode(), "a.html").day == DAY


def test_the_page_of_a_wiki_has_only_a_date_line() -> None:
    head = (
        '<meta name="generator" content="MediaWiki 1.46"><script type="application/ld+json">'
        '{"datePublished": "2003-12-03T00:00:00Z"}</script>'
    )
    assert read_article(page(head, f"<p>{PROSE}</p>").encode(), "a.html").day is None
    body = f"<p><strong>Thursday, July 4, 2019</strong></p><p>{PROSE}</p>"
    assert read_article(page(head, body).encode(), "a.html").day == DAY


@pytest.mark.parametrize(
    "body",
    [
        f"<p>{PROSE}</p><p>It was built on 4 July 1899 and on 5 May 1901 for the town.</p>",
        f"<p>{PROSE}</p><p>Built on <time datetime='1899-07-04'>4 July 1899</time>.</p>",
        f"<p>{PROSE}</p><div class='date'>4 July 1899</div><p>{PROSE}</p>"
        f"<div class='date'>5 May 1901</div><p>{PROSE}</p>",
        f"<img src='https://herald.test/1999/07/04/ship.jpg'><p>{PROSE}</p><p>© 1999 Herald</p>",
    ],
)
def test_other_dates_of_a_page_are_not_its_day(body: str) -> None:
    assert read_article(page(body=body).encode(), "a.html").day is None


def test_non_prose_is_left_out() -> None:
    body = (
        f"<h1>A new coat</h1><p>{PROSE}</p><h2>Why it matters</h2><p>It is <b>seen</b>\n from "
        "the sea.<sup>[3]</sup></p><figure><img src='x'><figcaption>The coat. Photo: Ann Lee"
        "</figcaption></figure><ul><li>Ships came there.</li></ul><p><a href='x'>Read more: Ships "
        f"of old are here.</a></p><p>{PROSE}</p><p>(Reporting by Ann Lee; Editing by Bo Ek)</p>"
    )
    article = read_article(page(body=body).encode(), "a.html")
    parts = [part.text.strip() for part in article.paragraphs]
    assert parts == [PROSE, "It is seen from the sea.", "Ships came there.", PROSE]


def test_page_with_its_own_encoding_is_read() -> None:
    text = page('<meta charset="windows-1252">', f"<h1>Chloë’s café</h1><p>“Málaga” — {PROSE}</p>")
    article = read_article(text.encode("cp1252"), "a.html")
    assert article.title == "Chloë’s café"
    assert "“Málaga” — The lighthouse" in article.text
    declared = f'<?xml version="1.0" encoding="iso-8859-1"?>{page(body=f"<p>Málaga. {PROSE}</p>")}'
    assert "Málaga." in read_article(declared.encode("cp1252"), "a.html").text


@pytest.mark.parametrize(
    ("field", "day"),
    [
        ("2019-07-04T08:00:00+02:00", DAY),
        ("Thu, 04 Jul 2019 08:00:00 GMT", DAY),
        ("July 4, 2019", DAY),
        ("20190704", DAY),
        ("2019/07/04", DAY),
        ("2019-13-41", None),
        ("2019", None),
        ("", None),
    ],
)
def test_date_metadata(field: str, day: date | None) -> None:
    assert day_of(field) == day


def test_front_matter_of_any_text_is_read() -> None:
    front = "---\ntitle: A new coat\npublished: 4 July 2019\n---\n"
    for name in ("a.md", "a.txt"):
        article = read_article(f"{front}{PROSE}".encode(), name)
        assert (article.title, article.day) == ("A new coat", DAY)


def test_entities_in_plain_text_are_read() -> None:
    article = read_article(b"Jos&eacute; &amp; Ann were there &mdash; in M&aacute;laga.", "a.txt")
    assert article.text == "José & Ann were there — in Málaga."
    misread = read_article(b"Jos&Atilde;&copy; was &acirc;&euro;&oelig;there.", "a.txt")
    assert misread.text == "José was “there."


def test_the_site_is_named_by_the_page() -> None:
    named = '<meta property="og:site_name" content="Harbour Herald">'
    text = page(named, f"<h1>A new coat</h1><p>{PROSE}</p>")
    assert read_article(text.encode(), "a.html").site == "Harbour Herald"
    assert read_article(text.replace(named, "").encode(), "a.html").site == ""
