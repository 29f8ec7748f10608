"""Decks rewritten from literal text to Markdown and back."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from hypothesis import given

from quiz.card import Card
from quiz.decks.cards import make_cards
from quiz.decks.deck import Deck
from quiz.decks.kinds import BasicNote, ClozeNote, ListNote
from quiz.decks.loader import load_deck
from quiz.decks.note import Gap, Note
from quiz.decks.note_extras import Extras
from quiz.decks.reformat import reformatted
from quiz.decks.writer import dump_deck
from quiz.text.shown import readable
from tests.strategies import decks

SIGNS: tuple[Note, ...] = (
    BasicNote("a *b* costs $5 or 6$", "`x`", ("_y_",), (">", "**w**"), Extras(hint="# h")),
    ClozeNote(("*", Gap("b", ("|c|",), "<h>"), "* and [", Gap("1"), "](x) $", Gap("d"), "$")),
    ListNote("- which?", (("1. a", "~~b~~"), ("\\\\",))),
)


def said(card: Card) -> list[str]:
    """The texts of a card as they read; Markdown drops spaces at the ends of lines."""
    read = readable(card)
    texts = (read.prompt, *read.answers, *read.distractors, read.hint, read.explanation)
    lines = ([line.strip() for line in re.split("\r\n|\r|\n", text)] for text in texts)
    return [re.sub("\n{3,}", "\n\n", "\n".join(each)).strip() for each in lines]


@pytest.mark.parametrize("note", SIGNS)
def test_markdown_says_what_was_literal(note: Note) -> None:
    deck = Deck("t", (note,))
    again = reformatted(deck, "markdown")
    assert isinstance(load_deck(dump_deck(again).encode(), ""), Deck)
    assert list(map(said, make_cards(again, "d"))) == list(map(said, make_cards(deck, "d")))
    assert reformatted(again, "") == deck
    assert reformatted(deck, "") is deck


@given(decks())
def test_any_literal_deck_says_the_same_in_markdown(deck: Deck) -> None:
    deck = replace(deck, format="")
    there = make_cards(reformatted(deck, "markdown"), "d")
    assert list(map(said, there)) == list(map(said, make_cards(deck, "d")))
