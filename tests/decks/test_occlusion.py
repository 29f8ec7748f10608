"""Pictures with named regions."""

from __future__ import annotations

from pathlib import Path
from random import Random

import pytest
from PIL import Image

from quiz.card import Box, Card
from quiz.decks.cards import make_cards
from quiz.decks.deck import Deck
from quiz.decks.deck_text import replace_note
from quiz.decks.identity import match_cards
from quiz.decks.kinds import OcclusionNote
from quiz.decks.kinds.occlusion import TASK, where
from quiz.decks.loader import load, load_deck_text
from quiz.decks.unreadable_cards import spoilt_cards
from quiz.decks.writer import dump_deck
from quiz.formats import csv_format
from quiz.formats.interchange import ExportedDeck
from quiz.grading.grade import grade_typed
from quiz.grading.other_answers import OtherAnswers
from quiz.history.events import Input
from quiz.round.distractor_pool import DistractorPool
from quiz.round.question import is_flashcard, make_question
from quiz.settings.settings import Settings
from quiz.storage.index.bodies import body_of, card_of
from quiz.storage.library.proof import Proof
from quiz.storage.library.scan import Library

MAP = """\
title: Map
cards:
  - occlusion: map.png
    alt: an island
    regions:
      - {name: Norrland, at: [10, 10, 40, 20]}
      - {name: Svealand, at: [40 %, 45, 20, 10.5], accept: [Middle]}
      - name: Coast  # both sides
        at: [[0, 0, 10, 100], [90, 0, 10, 100]]
      - {at: [60, 80, 20, 15]}
"""
HEAD = "title: T\ncards:\n  - prompt: p\n    answer: a\n  - occlusion: map.png\n"


def deck_of(text: str) -> Deck:
    deck = load_deck_text(text, "d.yaml")
    assert isinstance(deck, Deck), deck
    return deck


def cards_of(text: str) -> list[Card]:
    return make_cards(deck_of(text), "d")


def test_a_region_may_be_a_polygon() -> None:
    text = HEAD + "    regions:\n      - {name: N, at: [[10, 20], [50, 20], [30, 60]]}\n"
    text += "      - {name: M, at: [[0, 0, 5, 5], [[60, 60], [90, 60], [90, 90], [60, 90]]]}\n"
    deck = deck_of(text)
    first, second = make_cards(deck, "d")[1:]
    assert first.occlusion is not None
    assert first.occlusion.regions == (
        (Box(0.1, 0.2, 0.4, 0.4, ((0.1, 0.2), (0.5, 0.2), (0.3, 0.6))),),
        (
            Box(0.0, 0.0, 0.05, 0.05),
            Box(0.6, 0.6, 0.3, 0.3, ((0.6, 0.6), (0.9, 0.6), (0.9, 0.9), (0.6, 0.9))),
        ),
    )
    assert second.media.alt == "map.png: region 2 of 2, upper left"
    assert load_deck_text(dump_deck(deck), "d.yaml") == deck
    assert card_of(first.key, first.deck, first.kind, body_of(first)) == first


def test_each_region_is_a_card() -> None:
    cards = cards_of(MAP)
    assert [card.answers for card in cards] == [
        ("Norrland",), ("Svealand", "Middle"), ("Coast",), ("Region 4",),
    ]  # fmt: skip
    assert {card.prompt for card in cards} == {TASK}
    assert len({card.note for card in cards}) == 1
    assert cards[1].media.files == ("map.png",)
    assert [card.media.alt for card in cards] == [
        "an island: region 1 of 4, upper left",
        "an island: region 2 of 4, middle",
        "an island: region 3 of 4, left",
        "an island: region 4 of 4, lower right",
    ]
    hidden = cards[2].occlusion
    assert hidden is not None
    assert (hidden.asked, hidden.hides_all, hidden.is_named) == (2, True, True)
    assert hidden.regions[1] == (Box(0.4, 0.45, 0.2, 0.105),)
    assert hidden.regions[2][1] == Box(0.9, 0.0, 0.1, 1.0)
    for card in cards:
        assert card_of(card.key, card.deck, card.kind, body_of(card)) == card


def test_parts_that_are_not_asked_may_be_covered() -> None:
    deck = deck_of(
        "title: T\ncards:\n  - occlusion: m.png\n    regions: [{name: A, at: [20, 50, 10, 10]}]\n"
        "    covered: [[1, 2, 3, 4], [[0, 0], [10, 0], [0, 10]]]\n"
    )
    [card] = make_cards(deck, "d")
    assert card.occlusion is not None
    assert (card.occlusion.asked, card.occlusion.hides_all) == (0, True)
    assert [len(boxes) for boxes in card.occlusion.regions] == [1, 2]
    assert card.media.alt.endswith("region 1 of 1, left")
    assert deck_of(dump_deck(deck)) == deck


@pytest.mark.parametrize(
    ("box", "place"),
    [
        (Box(0, 0, 0.2, 0.2), "upper left"),
        (Box(0.4, 0.1, 0.2, 0.1), "upper middle"),
        (Box(0, 0, 1, 1), "middle"),
        (Box(0.9, 0.9, 0.1, 0.1), "lower right"),
        (Box(0.8, 0.45, 0.2, 0.1), "right"),
    ],
)
def test_places_are_said_in_words(box: Box, place: str) -> None:
    assert where(box) == place


def test_regions_may_be_in_pixels() -> None:
    pixels = deck_of(
        "title: T\ncards:\n  - occlusion: m.png\n    size: [200, 100]\n    hide: one\n"
        "    prompt: Which?\n    regions: [{name: A, at: [20, 50, 100, 50]}]\n"
    )
    [card] = make_cards(pixels, "d")
    assert card.prompt == "Which?"
    assert card.occlusion is not None
    assert card.occlusion.regions == ((Box(0.1, 0.5, 0.5, 0.5),),)
    assert not card.occlusion.hides_all
    assert deck_of(dump_deck(pixels)) == pixels


@pytest.mark.parametrize(
    ("lines", "fault"),
    [
        ("", "d:5:5: 'regions' is missing next to 'occlusion'; expected a card with"),
        ("    regions: x\n", "d:6:14: 'regions' is the text 'x', expected a list: lines with '- '"),
        ("    regions: [x]\n", "d:6:15: found the text 'x', expected a region with 'name'"),
        (
            "    regions: [{name: A}]\n",
            "d:6:15: 'at' is missing next to 'name'; expected a region with 'name' and 'at'",
        ),
        (
            "    regions: [{name: A, at: [1, 2, 3]}]\n",
            "d:6:29: 'at' has 3 items, expected [left, top, width, height] in percent of the "
            "picture",
        ),
        (
            "    regions: [{name: A, at: [1, 2, 3, -4]}]\n",
            "d:6:29: 'at' holds the text '-4', which is not a number from 0, expected [left, top, "
            "width, height] in percent of the picture",
        ),
        (
            "    regions: [{name: A, at: [[1, 2], [3, 4]]}]\n",
            "d:6:29: 'at' has 2 corners, expected at least 3 corners of a polygon as [across, ",
        ),
        (
            "    regions: [{name: A, at: [[1, 2], [3, x], [5, 6]]}]\n",
            "d:6:38: 'at' holds the text 'x', which is not a number from 0, expected at least 3 "
            "corners",
        ),
        (
            "    regions: [{name: A, at: [[1, 2], [99, 4], [120, 6]]}]\n",
            "d:6:29: the region ends at 120 % of the width, outside of the picture",
        ),
        (
            "    regions: [{name: A, at: [90, 2, 13.5, 4]}]\n",
            "d:6:29: the region ends at 103.5 % of the width, outside of the picture, expected at "
            "most 100",
        ),
        (
            "    size: [300, 200]\n    regions: [{name: A, at: [9, 180, 13, 40]}]\n",
            "d:7:29: the region ends at 220 px of the height, outside of the picture, expected at "
            "most 200",
        ),
        (
            "    regions: [{name: A, at: [9, 2, 0, 4]}]\n",
            "d:6:29: the region has a width of 0, expected a number above it",
        ),
        (
            "    regions: [{name: A, at: [9, 2, 3, 0.5]}]\n",
            "d:6:29: the region has a height of 0.5 % and can hardly be seen, expected at least 1",
        ),
        (
            "    regions: [{name: A, at: [9, 2, 3, 5]}, {name: a, at: [9, 2, 3, 5]}]\n",
            "d:6:44: the region 'a' is named twice; one region may have several boxes: "
            "at: [[…], […]]",
        ),
        (
            "    regions: [{name: A, at: [9, 2, 3, 5]}]\n    size: big\n",
            "d:7:11: 'size' is the text 'big', expected [width, height] of the picture in pixels",
        ),
        (
            "    regions: [{name: A, at: [9, 2, 3, 5]}]\n    hide: none\n",
            "d:7:11: 'hide' is 'none', expected all or one",
        ),
        (
            "    regions: [{name: A, at: [9, 2, 3, 5]}]\n    image: b.png\n",
            "d:7:5: an occlusion card has one picture, that under 'occlusion'",
        ),
        (
            "    regions: [{name: A, at: [9, 2, 3, 5]}]\n    distractors: [B]\n",
            "d:7:5: 'distractors' do not fit an occlusion card; they are the other regions",
        ),
        (
            "    regions: [{nam: A, at: [9, 2, 3, 5]}]\n",
            "d:6:16: unknown key 'nam', did you mean 'name'?",
        ),
    ],
)
def test_a_fault_names_its_place_and_what_was_expected(lines: str, fault: str) -> None:
    found = [str(each) for each in load((HEAD + lines).encode(), "d").faults]
    assert any(each.startswith(fault) for each in found), found


def test_check_reads_the_picture(tmp_path: Path) -> None:
    Image.new("RGB", (300, 200)).save(tmp_path / "map.png")
    text = HEAD + "    size: [200, 300]\n    regions: [{name: A, at: [9, 2, 30, 50]}]\n"
    text += "  - occlusion: gone.png\n    alt: x\n    regions: [{name: A, at: [9, 2, 30, 50]}]\n"
    (tmp_path / "d.yaml").write_text(text)
    proof = Proof()
    proof.read(Library.load([tmp_path]).decks["d"])
    assert [str(fault).removeprefix(str(tmp_path)) for fault in (*proof.faults, *proof.advice)] == [
        "/d.yaml:8:16: 'occlusion' is gone.png, which does not exist, expected a file in the "
        "deck's folder",
        "/d.yaml:5:5: 'size' is not that of map.png, expected [300, 200]",
        "/d.yaml:5:16: an image without 'alt', say what it shows for those who cannot see it",
    ]


def test_the_other_regions_are_the_options() -> None:
    cards = cards_of(MAP)
    pool = DistractorPool(cards)
    first = make_question(cards[0], pool.draw, None, Settings(), Random(1), typed=False)
    assert first.input is Input.CHOICE
    assert set(first.options) == {"Norrland", "Svealand", "Coast"}
    nameless = cards[3]
    assert is_flashcard(nameless)
    for way in ("auto", "choice", "typed", "reveal"):
        settings = Settings(answer_with=way)  # type: ignore[arg-type]
        asked = make_question(nameless, pool.draw, None, settings, Random(1), typed=True)
        assert asked.input is Input.REVEAL


def test_another_region_is_wrong_though_it_has_the_same_prompt() -> None:
    cards = cards_of(MAP)
    others = OtherAnswers.of(cards)
    assert grade_typed("norrland", cards[0], others).correct
    assert not grade_typed("Svealand", cards[0], others).correct


def test_a_moved_region_and_another_picture_keep_the_progress() -> None:
    before = cards_of(MAP)
    known = match_cards([], before).known
    for changed in (
        MAP.replace("[10, 10, 40, 20]", "[12, 9, 40, 20]"),
        MAP.replace("map.png", "better.png"),
        MAP.replace("Svealand,", "Svealand (middle),"),
    ):
        after = match_cards(known, cards_of(changed)).cards
        assert [card.key for card in after] == [card.key for card in before]


def test_one_region_is_changed_and_the_rest_stays_as_typed() -> None:
    [note] = deck_of(MAP).notes
    assert isinstance(note, OcclusionNote)
    assert replace_note(MAP, 3, note) == MAP
    hinted = deck_of(MAP + "    hint: north\n").notes[0]
    assert replace_note(MAP, 3, hinted) == MAP + "    hint: north\n"


def test_tables_hold_them() -> None:
    deck = deck_of(MAP + "    prompt: Which part?\n    hide: one\n")
    read = csv_format.read(csv_format.write(ExportedDeck("d", deck, [])).data, "d").decks[0].deck
    again, given = make_cards(read, "d"), make_cards(deck, "d")
    assert [(card.prompt, card.answers) for card in again] == [
        (card.prompt, card.answers) for card in given
    ]
    assert [card.occlusion for card in again] == [card.occlusion for card in given]


def test_regions_of_a_faulty_note_are_not_lost() -> None:
    deck = MAP + "  - {prompt: p, answer: a}\n"
    known = match_cards([], cards_of(deck)).known
    broken = load(deck.replace("Norrland, at: [10", "Norrland, at: [90").encode(), "d")
    assert broken.deck is not None
    held = spoilt_cards(known, make_cards(broken.deck, "d"), {"d": broken.unread})
    assert {card.key for card in held} == {card.key for card in known[:4]}
