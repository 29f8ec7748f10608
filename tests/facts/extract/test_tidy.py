"""Repairs of plain text, and what is not prose."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quiz.facts.extract.tidy import (
    between_captions,
    credit_behind,
    is_caption,
    is_credit,
    tidy,
    unescape,
)


@pytest.mark.parametrize(
    ("broken", "whole"),
    [
        ("The light-\nhouse is old.", "The lighthouse\nis old."),
        ("The light-\r\n  house is old.", "The lighthouse\nis old."),
        ("The light\u00ad\nhouse is old.", "The lighthouse\nis old."),
        ("A well-\nknown ship.", "A well-known\nship."),
        ("Ada Lind (2nd L, front) meets Bo Dahl (C).", "Ada Lind meets Bo Dahl."),
        ("A sea-\nbased ship.", "A sea-based\nship."),
        ("A 20-\nyear-old ship.", "A 20-year-old\nship."),
        ("A state-of-the-\nart ship.", "A state-of-the-art\nship."),
        ("Mrs Smith-\nJones came.", "Mrs Smith-Jones\ncame."),
        ("A sea-\nbird. The sea-bird sang.", "A sea-bird.\nThe sea-bird sang."),
        ("An over-\nseas ship, not overseas.", "An overseas\nship, not overseas."),
        ("A highly\u00ad skilled crew\u200b.", "A highly skilled crew."),
        ("OSLO -\nShips came.", "OSLO -\nShips came."),
        ("The  old  ship \n\n  came.", "The old ship\n\n  came."),
        ("The ship   an old one   came.", "The ship – an old one – came."),
    ],
)
def test_split_words_are_rejoined(broken: str, whole: str) -> None:
    assert tidy(broken) == whole


@pytest.mark.parametrize(
    ("marked", "plain"),
    [
        ("It is old.[3] It is tall [12][4, 5].", "It is old. It is tall."),
        ("It is old[citation needed] and tall.[note 2]", "It is old and tall."),
        ("It is old [when?], they say.[by whom?]", "It is old, they say."),
        ("It is old.[a] It ended ([2]).", "It is old. It ended."),
        (
            "“[T]he ship [was] old in [1998],” he said.",
            "“[T]he ship [was] old in [1998],” he said.",
        ),
        ("It has [a] mast.", "It has [a] mast."),
        ("It is old.[^1]\n\n[^1]: By Ann Lee.\n", "It is old.\n\n\n"),
    ],
)
def test_footnote_marks_are_removed(marked: str, plain: str) -> None:
    assert tidy(marked) == plain


def test_entities_are_read_even_twice_escaped() -> None:
    assert unescape("Caf&eacute; &#8212; &#x41; &amp;mdash; R&D; &copy 2 &nothing;") == (
        "Café — A — R&D; &copy 2 &nothing;"
    )


@pytest.mark.parametrize(
    "line",
    [
        "(Reporting by Ann Lee in Oslo; Writing by Bo Ek; Editing by Cy Ray)",
        "Additional reporting by Ann Lee.",
        "— with files from The Harbour Press",
        "Written by Ann Lee and Bo Ek.",
        "By Ann Lee, Harbour News.",
        "Photo: Ann Lee shows her ship.",
        "Photograph by Ann Lee.",
        "Source: Harbour News.",
        "Ann Lee contributed to this report.",
        "Read more: Ships of the north are old.",
        "Related: Ships are old.",
        "See also Ships of the north.",
        "Sign up for our newsletter.",
        "Follow us on Harbourgram.",
        "Follow Ann Lee on Facebook.",
        "Ann Lee reported from Oslo, and Bo Ek from Bremen.",
        "Image caption The ship came to Oslo.",
        "FILE PHOTO: The ship came to Oslo. WIRE/Ann Lee",
        "© 2019 Harbour News. All rights reserved.",
        "This article was originally published in Harbour News.",
    ],
)
def test_non_prose(line: str) -> None:
    assert is_credit(line)


@pytest.mark.parametrize(
    "line",
    [
        "Written by Ann Lee in 1999, the book won a prize.",
        "By the river stands a lighthouse.",
        "By Monday, Ann Lee had left.",
        "Reporting by the agency shows that ships came.",
        "Photographs by Ann Lee were shown in Oslo.",
        "Related companies lost money.",
        "Sources said that ships came.",
        "Copyrights of the book were sold by Ann Lee.",
        "Text messages were sent.",
        "Copyright law was changed by the town.",
        "This report was published by the town.",
        "Ann Lee contributed to the report of the town.",
        "This story is about ships.",
    ],
)
def test_prose(line: str) -> None:
    assert not is_credit(line)


@pytest.mark.parametrize(
    ("line", "kept"),
    [
        ("Ships came. (Agency/Ann Lee) |", "Ships came."),
        ("Ships came. (Photo: Ann Lee)", "Ships came."),
        ("Ships came. WIRE/Ann Lee", "Ships came."),
        ("Ships came. (credit: Ann Lee/Harbour Commons, Public Domain)", "Ships came."),
        ("Ships came. Image: Ann Lee.", "Ships came."),
        ("Ships came. (Reporting by Ann Lee; Editing by Bo Ek)", "Ships came."),
        ("Ships came at 20 knots (or so).", "Ships came at 20 knots (or so)."),
        ("Ships came (and/or left)", "Ships came (and/or left)"),
        ("They saw this in the photo: ships.", "They saw this in the photo: ships."),
    ],
)
def test_credit_after_a_sentence(line: str, kept: str) -> None:
    assert line[: credit_behind(line)] == kept


@given(st.text(st.sampled_from("ab-\n\r [1]&;\u00ad."), max_size=200))
def test_any_text_is_tidied(text: str) -> None:
    assert "\r" not in tidy(text)
    assert 0 <= credit_behind(text) <= len(text)


@pytest.mark.parametrize(
    ("text", "caption"),
    [
        ("Ada Lind opens the bridge. Image: Bo Dahl.", True),
        ("Ada Lind opens the bridge (Photo: Bo Dahl)", True),
        ("File image of the bridge of Alder in fog.", True),
        ("The bridge in fog. File photo.", True),
        ("The bridge in fogImage: Bo Dahl.", True),
        ("Ada LindCredit: Bo Dahl", True),
        ("File:Alder bridge in fog 2.jpg", True),
        ("Ada Lind opens the bridge. It is 90 m long. PHOTO: Bo Dahl", True),
        ("The bridge in fog. File video: Bo Dahl.", True),
        ("They saw this in the photo: ships.", False),
        ("Ada Lind sells image files to newspapers.", False),
        ("The image shows the old bridge.", False),
        ("Long ago. " * 60 + "Image: Bo Dahl.", False),
    ],
)
def test_captions_of_pictures(text: str, caption: bool) -> None:
    assert is_caption(text) == caption


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        (
            "It rained. The bridge in fogImage: Bo Dahl. Ada Lind spoke.",
            "It rained. Ada Lind spoke.",
        ),
        ("It rained. The bridge Photo: B. Dahl. Ada Lind spoke.", "It rained. Ada Lind spoke."),
        ("It rained. The bridge in fog. File photo. Ada Lind spoke.", "It rained. Ada Lind spoke."),
        ("It rained. The bridge (Image: Bo Dahl). Ada Lind spoke.", "It rained. Ada Lind spoke."),
        ("The bridge. Picture: bodahl (CC BY 4.0). Ada Lind spoke.", "Ada Lind spoke."),
        ("The bridgeCredit: Bo Dahl", ""),
        ("They saw this in the photo: ships.", "They saw this in the photo: ships."),
        ("Ada Lind called it a Credit: a loan.", "Ada Lind called it a Credit: a loan."),
    ],
)
def test_captions_that_stand_in_a_paragraph_are_left_out(text: str, kept: str) -> None:
    parts = [text[start:end].strip() for start, end in between_captions(text)]
    assert " ".join(filter(None, parts)) == kept
