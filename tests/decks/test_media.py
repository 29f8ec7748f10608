"""Pictures and sounds of cards: read, written, and what they mean for a card's identity."""

from __future__ import annotations

from dataclasses import replace

import pytest

from quiz.card import Media
from quiz.decks.cards import make_cards
from quiz.decks.deck import Deck
from quiz.decks.identity import Matching, match_cards
from quiz.decks.join import join
from quiz.decks.kinds import BasicNote, TermNote
from quiz.decks.loader import load_deck
from quiz.decks.note import Note
from quiz.decks.note_extras import Extras
from quiz.decks.writer import dump_deck
from quiz.game.speaker import sounds_of

MAP = Media("a.png", "a map", "a.mp3")


def shown(image: str, answer: str, alt: str = "", audio: str = "") -> BasicNote:
    return BasicNote("What is this?", answer, extras=Extras(media=Media(image, alt, audio)))


def matched(before: tuple[Note, ...], after: tuple[Note, ...]) -> tuple[list[str], Matching]:
    """The keys before, and how the cards after were recognised."""
    known = match_cards([], make_cards(Deck("t", before), "d"))
    matching = match_cards(known.known, make_cards(Deck("t", after), "d"))
    return [card.key for card in known.cards], matching


def test_what_a_picture_shows_is_one_line() -> None:
    text = "title: t\ncards:\n  - {prompt: p, answer: a, image: i.png, alt: 'a map\n\n  of  it '}\n"
    deck = load_deck(text.encode(), "t")
    assert isinstance(deck, Deck)
    assert deck.notes[0].extras.media.alt == "a map of it"


def test_the_keys_of_a_card() -> None:
    text = (
        "title: t\nformat: Markdown\ncards:\n  - prompt: p\n    answer: a\n    image: i.png\n"
        "    alt: x\n    audio: s.mp3\n    answer_image: j.png\n    answer_alt: y\n"
        "    answer_audio: t.mp3\n"
    )
    deck = load_deck(text.encode(), "t")
    assert isinstance(deck, Deck)
    (card,) = make_cards(deck, "t")
    assert card.media == Media("i.png", "x", "s.mp3", "j.png", "y", "t.mp3")
    assert card.media.files == ("i.png", "s.mp3", "j.png", "t.mp3")
    assert card.markdown


def test_several_sounds_have_a_line_each() -> None:
    text = (
        "title: t\ncards:\n  - prompt: p\n    answer: a\n    audio: |\n      a.mp3\n      b.mp3\n"
    )
    deck = load_deck(text.encode(), "t")
    assert isinstance(deck, Deck)
    (card,) = make_cards(deck, "t")
    assert card.media.files == ("a.mp3", "b.mp3")
    assert sounds_of(card, told=False) == sounds_of(card, told=True) == ["a.mp3", "b.mp3"]
    moved = card.media.moved("x/{}".format)
    assert moved == Media(audio="x/a.mp3\nx/b.mp3")
    assert load_deck(dump_deck(deck).encode(), "t") == deck


@pytest.mark.parametrize("word", ["text", "TEXT", ""])
def test_a_deck_is_literal_unless_it_says_markdown(word: str) -> None:
    deck = load_deck(f"title: t\nformat: {word}\ncards: [{{prompt: p, answer: a}}]".encode(), "t")
    assert isinstance(deck, Deck)
    assert not make_cards(deck, "t")[0].markdown


def test_an_unknown_format_is_a_fault() -> None:
    faults = load_deck(b"title: t\nformat: html\ncards: [{prompt: p, answer: a}]", "t")
    assert isinstance(faults, list)
    assert [str(fault) for fault in faults] == [
        "t:2:9: 'format' is 'html', expected markdown or text"
    ]


def test_the_media_of_a_term_are_asked_both_ways() -> None:
    note = TermNote("der Hund", "the dog", extras=Extras(media=Media("", "", "h.mp3", "d.png")))
    forth, back = make_cards(Deck("t", (note,)), "t")
    assert forth.media == Media(audio="h.mp3", answer_image="d.png")
    assert back.media == Media(image="d.png", answer_audio="h.mp3")


def test_equal_prompts_with_different_pictures_are_two_cards() -> None:
    card = "  - {{prompt: Which bird?, answer: a robin, image: {}}}\n"
    text = "title: t\ncards:\n" + card.format("a.png") + card.format("b.png")
    deck = load_deck(text.encode(), "t")
    assert isinstance(deck, Deck)
    one, two = make_cards(deck, "t")
    assert one.note != two.note
    assert one.key != two.key
    faults = load_deck((text + card.format("a.png")).encode(), "t")
    assert isinstance(faults, list)
    assert faults[0].message == "the same card is already on line 3; delete one of the two"


@pytest.mark.parametrize(
    "after",
    [
        shown("a.png", "Almaty", alt="another text", audio="a.mp3"),
        shown("a.png", "Almaty", alt="a map", audio="new/a.ogg"),
        shown("b.png", "Almaty", alt="a map", audio="a.mp3"),
        shown("", "Almaty"),
    ],
)
def test_a_card_whose_media_change_keeps_its_progress(after: Note) -> None:
    before = shown("a.png", "Almaty", "a map", "a.mp3")
    (key,), matching = matched((before,), (after,))
    assert [card.key for card in matching.cards] == [key]
    assert not matching.moved


def test_all_pictures_of_a_deck_renamed_keep_their_cards() -> None:
    names = ["robin", "robin", "crow", "rook"]
    before = tuple(shown(f"{n}.png", name) for n, name in enumerate(names))
    after = tuple(shown(f"birds/{n}.webp", name) for n, name in enumerate(names))
    keys, matching = matched(before, after)
    assert [card.key for card in matching.cards] == keys


def test_two_decks_join_what_their_media_say() -> None:
    base = shown("a.png", "Almaty")
    mine = base.with_extras(replace(base.extras, media=Media("a.png", "a map"), hint="south"))
    theirs = base.with_extras(replace(base.extras, media=Media("a.png", "a dot on a map")))
    joined = join([base], [mine], [theirs])
    assert not joined.conflicts
    (note,) = joined.notes
    assert note.extras.media == Media("a.png", "a dot on a map / a map")
    assert note.extras.hint == "south"
