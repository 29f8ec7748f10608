from __future__ import annotations

import textwrap
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quiz.errors import QuizError
from quiz.facts.extract.article import LONGEST_PIECE, make_article
from quiz.facts.extract.sources import read_article
from tests.facts.extract.own_articles import PATHS
from tests.facts.extract.own_articles import read as own_article

PROSE = (
    "The harbour of the town was opened in 1902 and it has been used by the ferries since then. "
    "It was the work of the engineers of the state, who were paid by the town."
)
HTML = f"""<!DOCTYPE html><html lang="en"><head><title>Old harbour | Daily</title>
<meta property="article:published_time" content="2019-03-05T08:00:00Z">
<script>var x = "Acme was founded in 1999.";</script></head><body><nav>Home News</nav>
<article><h1>Old harbour</h1><p>{PROSE}</p><p>Caf&eacute; owners like it &amp; stay.</p></article>
<footer>All rights reserved.</footer></body></html>"""


@given(st.text(st.sampled_from("aA. \n\r\t-—,1"), max_size=300))
def test_paragraph_offsets_are_right(text: str) -> None:
    article = make_article("a.txt", text)
    for part in article.paragraphs:
        there = article.text[part.start : part.start + len(part.text)]
        assert there.replace("\n", " ") == part.text
    starts = [part.start for part in article.paragraphs]
    assert starts == sorted(set(starts))


@pytest.mark.parametrize(
    ("line", "day", "first"),
    [
        ("OSLO, 14 February 2023 — Ships came.", date(2023, 2, 14), "Ships came."),
        ("PORT BAY, Jan. 15, 2020 (Wire) -- Ships came.", date(2020, 1, 15), "Ships came."),
        ("Geneva, 6 March 2017 - Ships came.", date(2017, 3, 6), "Ships came."),
        ("LIMA (Wire) — Ships came.", None, "Ships came."),
        ("Published November 21, 2018\n\nShips came.", date(2018, 11, 21), "Ships came."),
        ("Date: 2018-07-02\n\nShips came.", date(2018, 7, 2), "Ships came."),
        ("By Ann Lee\nLYON, 9 October 2022\n\nShips came.", date(2022, 10, 9), "Ships came."),
        ("Ships came on May 7, 2015.", None, "Ships came on May 7, 2015."),
        ("Ships came.", None, "Ships came."),
    ],
)
def test_the_date_line(line: str, day: date | None, first: str) -> None:
    article = make_article("a.txt", line)
    assert article.day == day
    assert article.paragraphs[0].text == first


def test_given_date_overrides_the_file() -> None:
    article = make_article("a.txt", "OSLO, 14 February 2023 — Ships came.", day=date(2001, 1, 1))
    assert article.day == date(2001, 1, 1)


def test_title_is_first_line_that_is_not_a_sentence() -> None:
    text = "A harbour of old\n\nShips came.\n\nMore on this\n\nShips went."
    article = make_article("a.txt", text)
    assert article.title == "A harbour of old"
    assert [part.text for part in article.paragraphs] == ["Ships came.", "Ships went."]
    assert make_article("harbour.txt", "Ships came.").title == "harbour"
    life = "Ada May Lind (born 1901) was an engineer."
    assert make_article("a.txt", life).title == "Ada May Lind"
    assert make_article("a.txt", f"Early life\n\n{life}").title == "Ada May Lind"
    assert make_article("a.txt", f"2.1 Ships of old\n\n{life}").title == "Ships of old"
    assert make_article("a.txt", "It was a quiet day.").title == "a"
    for above in ("Sport", "Harbour Herald - Latest News", "By Ann Lee", "Source: Herald"):
        assert make_article("a.txt", f"{above}\n\n{text}").title == "A harbour of old"
    assert make_article("a.txt", f"Title: Ships of old\n\n{text}").title == "Ships of old"


def test_wrapped_lines_join_and_long_lines_stand_alone() -> None:
    wrapped = "The harbour of the town was opened by the king in the year of\n1902, and ships came."
    assert len(make_article("a", wrapped).paragraphs) == 1
    assert len(make_article("a", f"{PROSE}\n{PROSE}\n").paragraphs) == 2
    assert len(make_article("a", wrapped.replace("\n", "\r\n")).paragraphs) == 1
    assert len(make_article("a", f"{wrapped}\n\f{wrapped}").paragraphs) == 2


@pytest.mark.parametrize("width", [38, 45, 60, 72, 80, 100])
def test_paragraphs_come_back_however_they_are_wrapped(width: int) -> None:
    for path in PATHS:
        parts = [part.text.replace("\n", " ") for part in own_article(path).paragraphs]
        wrapped = "\r\n\r\n".join(
            "\r\n".join(textwrap.wrap(part, width, break_on_hyphens=False)) for part in parts
        )
        article = make_article("a.txt", wrapped)
        assert [part.text for part in article.paragraphs] == parts


def test_narrow_lines_join_where_a_sentence_goes_on() -> None:
    lines = "OSLO, 5 May 2015 -\r\nThe mayor opened the har-\r\nbour of\r\nOslo, which he built."
    (part,) = make_article("a.txt", lines).paragraphs
    assert part.text == "The mayor opened the harbour of Oslo, which he built."
    names = "The harbour was opened by Ann\nLee, the mayor of Oslo, who\nhad built it there."
    assert len(make_article("a.txt", names).paragraphs) == 1
    heads = "Ships of old\nBy Ann Lee\n5 May 2015\nShips came in the year of\nthe king."
    article = make_article("a.txt", heads)
    assert (article.title, article.day) == ("Ships of old", date(2015, 5, 5))
    assert [part.text for part in article.paragraphs] == ["Ships came in the year of the king."]
    items = "The town has\n- a port\n- Ships came here.\n1. They were old."
    assert [part.text for part in make_article("a", items).paragraphs] == [
        "Ships came here.",
        "They were old.",
    ]


def test_credits_are_left_out() -> None:
    text = (
        "Ships came. (Agency/Ann Lee) |\n\nShips left. Image: Ann Lee.\n\nThey sank.\n\n"
        "(Reporting by Ann Lee; Editing by Bo Ek and Cy Ray)\n\nBelle Image: Ann Lee."
    )
    parts = [part.text for part in make_article("a.txt", text).paragraphs]
    assert parts == ["Ships came.", "They sank."]


def test_html_gives_its_article_title_and_date() -> None:
    for name in ("a.html", "stdin"):
        article = read_article(HTML.encode(), name)
        assert article.day == date(2019, 3, 5)
        assert article.title == "Old harbour"
        assert "Café owners like it & stay." in article.text
        assert "Acme" not in article.text
        assert "rights" not in article.text


def test_markdown_gives_its_words() -> None:
    text = f"---\ntitle: Harbour\ndate: 2019-03-05\n---\n# Head\n\n**{PROSE[:20]}**{PROSE[20:]}\n"
    text += "\n- a [link](http://x.y) in it\n\n## More\n\n`code` and\nmore.\n"
    article = read_article(text.encode(), "a.md")
    assert (article.title, article.day) == ("Harbour", date(2019, 3, 5))
    assert article.text == f"{PROSE}\n\na link in it\n\ncode and more."
    plain = read_article(f"# Head\n\n{PROSE}".encode(), "dir\\a.markdown")
    assert (plain.title, plain.day, plain.name) == ("Head", None, "a.markdown")
    for broken in ("---\n- [\n---\n", "---\n- x\n---\n"):
        assert read_article(f"{broken}{PROSE}".encode(), "a.md").day is None


@pytest.mark.parametrize(
    ("data", "name", "said"),
    [
        (b"", "a.txt", "a.txt: the file is empty, expected an article"),
        (b" \n\n ", "a.md", "a.md: the file is empty"),
        (b"PK\x03\x04\x00\x00", "a.txt", "a.txt: a binary file, expected a text, Markdown or HTML"),
        (b"Ships \x1b[31mcame.", "a.txt", "a.txt: a binary file"),
        (b"%PDF-1.4 Ships came.", "a.pdf", "a.pdf: a binary file"),
        (b"Only a heading", "a.txt", "a.txt: no sentences found"),
        (b"<html><body></body></html>", "a.html", "no article found in this HTML file"),
        (
            "Die Brücke wurde im Jahr 1902 von den Ingenieuren der Stadt gebaut und ist seitdem "
            "das Wahrzeichen. Viele Menschen kommen jedes Jahr, um sie zu sehen.".encode(),
            "a.txt",
            "does not look like English",
        ),
        (
            "Le pont a été construit par les ingénieurs de la ville et il est depuis lors le "
            "symbole de la région. Beaucoup de gens viennent chaque année pour le voir.".encode(),
            "a.txt",
            "does not look like English",
        ),
    ],
)
def test_non_article_is_rejected_in_one_line(data: bytes, name: str, said: str) -> None:
    with pytest.raises(QuizError) as caught:
        read_article(data, name)
    assert said in str(caught.value)
    assert "\n" not in str(caught.value)


@given(st.binary(max_size=300))
def test_any_bytes_give_an_article_or_one_line(data: bytes) -> None:
    try:
        article = read_article(data, "a.txt")
    except QuizError as error:
        said = str(error)
        assert "\n" not in said
    else:
        assert article.paragraphs


@pytest.mark.parametrize(
    "start",
    [
        "PARIS, May 5 (Agency) - ",
        "PARIS, France - ",
        "PARIS, 5 May — ",
        "PARIS (Agency) — ",
        "NEW YORK, Sept. 5 -- ",
    ],
)
def test_a_place_with_a_day_before_a_dash_is_left_out(start: str) -> None:
    article = make_article("a.txt", f"{start}The council voted on Tuesday. It was late.")
    assert [part.text for part in article.paragraphs] == [
        "The council voted on Tuesday. It was late."
    ]


def test_a_caption_that_runs_into_the_text_is_left_out() -> None:
    text = "In the north of Porthaven, Bo Dahl was elected."
    article = make_article("a.txt", f"Ada Lind of the Harbour Union {text}\n\nShe won.", "t")
    assert article.paragraphs[0].text == text


@pytest.mark.parametrize("sentence", ["The lock opened in May. ", "lock" * 20])
def test_a_very_long_paragraph_comes_in_pieces(sentence: str) -> None:
    text = (sentence * (3 * LONGEST_PIECE // len(sentence))).strip() + "."
    article = make_article("a.txt", text, "t")
    pieces = article.paragraphs
    assert "".join(piece.text for piece in pieces) == text
    assert len(pieces) > 2
    assert all(len(piece.text) <= LONGEST_PIECE for piece in pieces)
    assert all(text[piece.start :].startswith(piece.text) for piece in pieces)
    assert {piece.number for piece in pieces} == {1}
    if sentence.endswith(". "):
        assert all(piece.text.startswith("The lock") for piece in pieces)
