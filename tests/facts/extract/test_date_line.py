"""Which dates are the date line of an article, and which are only dates in it."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quiz.facts.extract.article import make_article
from quiz.facts.extract.date_line import read_date_line
from quiz.facts.extract.tidy import credit_behind, is_credit, tidy

DAY = date(2019, 7, 4)
PROSE = "The lighthouse was painted by the sailors. It was paid by the town."


@pytest.mark.parametrize(
    "line",
    [
        "BREMEN, 4 July 2019 — Ships came.",
        "BREMEN, JULY 4, 2019 – Ships came.",
        "BREMEN (4 July 2019) — Ships came.",
        "(BREMEN, 4 July 2019) - Ships came.",
        "Bremen, Germany (Wire) — July 4, 2019 — Ships came.",
        "ST. IVES, Cornw., Thursday, July 4, 2019 (Wire) -- Ships came.",
        "BREMEN--(TRADE WIRE)--July 4, 2019--Ships came.",
        "BREMEN, July 4, 2019 /TradeWire/ -- Ships came.",
        "BREMEN, July 4, 2019. /WIRE/. Ships came.",
        "BREMEN, 4 July 2019: Ships came.",
        "4 July 2019, Bremen — Ships came.",
        "July 4, 2019 (Wire) - Ships came.",
        "Thursday, 4 July 2019 – Ships came.",
    ],
)
def test_before_the_first_sentence(line: str) -> None:
    article = make_article("a.txt", line)
    assert article.day == DAY
    assert [part.text for part in article.paragraphs] == ["Ships came."]


def test_a_sentence_may_follow_the_name_of_a_day_and_the_date_without_a_mark() -> None:
    line = "Thursday, July 4, 2019 On Tuesday, the ships came to Bremen."
    found = read_date_line(line)
    assert found is not None
    assert found.day == date(2019, 7, 4)
    assert line[found.end :] == "On Tuesday, the ships came to Bremen."


@pytest.mark.parametrize(
    "line",
    [
        "Thursday, July 4, 2019",
        "4th of July 2019",
        "*4 July 2019*",
        "[4 July 2019]",
        "2019-07-04T10:20:00Z",
        "July 4, 2019 10:30 a.m. ET",
        "July 4, 2019 / 10:30 AM / Harbour News",
        "July 4, 2019 | Updated July 5, 2019",
        "4 July 2019 by Ann Lee",
        "Bremen, 4 July 2019",
        "Published: 4 July 2019",
        "Published on Thursday, 4 July 2019 at 10:30 am CET",
        "Published 4 July 2019 by Harbour News",
        "Last updated: 2019-07-04",
        "Posted by Ann Lee on July 4, 2019",
        "Publication date: 4 July 2019",
        "By Ann Lee | July 4, 2019",
        "By Ann Lee, Harbour News, 4 July 2019",
        "BY ANN LEE   JULY 4, 2019",
    ],
)
def test_date_on_its_own_line(line: str) -> None:
    article = make_article("a.txt", f"A new coat\n\n{line}\n\n{PROSE}")
    assert (article.day, article.title) == (DAY, "A new coat")
    assert [part.text for part in article.paragraphs] == [PROSE]


@pytest.mark.parametrize(
    "text",
    [
        "The lighthouse was built on 4 July 2019 by the banker Ann Lee.",
        "On 4 July 2019, the lighthouse was built.",
        "4 July 2019 was the day when it was built.",
        "Thursday, 4 July 2019 was the day when it was built.",
        "On Thursday, 4 July 2019 — a cold day — it was built.",
        "Ann Lee, 4 July 1919 – 5 May 1980, was a sailor.",
        "Ann Lee (4 July 1919 – 5 May 1980) was a sailor.",
        "Ann Lee (born 4 July 1919) was a sailor.",
        "Published on 4 July 2019 by Harbour, the book tells of ships.",
        "Released on 4 July 2019, the film was a success.",
        "Dated 4 July 2019, the letter tells of ships.",
        "By 4 July 2019 the ships had gone.",
        "From 4 July 2019 to 5 July 2020 - a year - it was dark.",
        "Built 4 July 2019. It is tall.",
        "In Bremen, 4 July 2019 was a cold day.",
        "4 July 2019 – It was built.\n\n5 July 2020 – It was painted.",
    ],
)
def test_date_in_a_sentence_is_not_a_date_line(text: str) -> None:
    article = make_article("a.txt", text)
    assert article.day is None
    assert "\n\n".join(part.text for part in article.paragraphs) == text


@pytest.mark.parametrize(
    "text",
    [
        f"The treaty of 4 July 2019\n\n{PROSE}",
        f"Built: 4 July 2019\n\n{PROSE}",
        f"Released: 4 July 2019\n\n{PROSE}",
        f"{PROSE}\n\n{PROSE}\n\nDate: 4 July 2019\n\n{PROSE}",
        "4 July 2019\n\nIt was built.\n\n5 July 2020\n\nIt was painted.",
        f"A new coat\n\n{PROSE}\n\n{PROSE}\n\n4 July 2019\n\n{PROSE}",
    ],
)
def test_heading_with_a_date_is_not_a_date_line(text: str) -> None:
    assert make_article("a.txt", text).day is None


def test_a_date_line_may_stand_at_the_foot() -> None:
    assert make_article("a", f"{PROSE}\n\n{PROSE}\n\nPublished 4 July 2019").day == DAY


def test_the_caption_of_an_agency_dates_an_article_without_date_line() -> None:
    caption = "Ann Lee opens a lighthouse in Bremen, Germany, July 4, 2019. (Wire/Bo Ek)"
    assert make_article("a.txt", f"{caption}\n\n{PROSE}").day == DAY
    other = "Ann Lee opens a lighthouse in Bremen, July 4, 2019. WIRE/Bo Ek"
    assert make_article("a.txt", f"{other}\n\n{PROSE}").day == DAY
    assert make_article("a.txt", f"{caption}\n\n5 May 2020\n\n{PROSE}").day == date(2020, 5, 5)
    for other in (f"File photo: {caption}", caption[:-13], f"Harbour. {caption}"):
        assert make_article("a.txt", f"{other}\n\n{PROSE}").day is None


@given(st.text(st.sampled_from("Ab ,.—-(:/|\n145"), max_size=80), st.booleans())
def test_any_line_is_read(text: str, before: bool) -> None:
    line = f"{text}4 July 2019" if before else f"4 July 2019{text}"
    found = read_date_line(line)
    assert found is None or 0 < found.end <= len(line)


@pytest.mark.parametrize(
    "part", ["(A)", "A B ", "/a/", "- A", "Mon, ", "4 May 2019 ", "-- ", "a.m."]
)
def test_no_line_takes_long(part: str) -> None:
    for line in (
        f"{part * 400}4 July 2019{part * 400}x",
        f"4 July 2019{part * 12}x",
        f"A{part}" * 99,
    ):
        read_date_line(line)
        tidy(line)
        is_credit(line)
        credit_behind(line)
