"""A deck as a device has it: its text, its editions, and the keys of edited cards."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import NamedTuple

from quiz.decks.cards import address_key
from quiz.decks.editions import Editions
from quiz.decks.known_card import KnownCard
from quiz.formats.event_json import LARGEST, Fields, read_object
from quiz.storage.archive.remembered_decks import editions_fields, read_editions

VERSION = 1


class DeckVersion(NamedTuple):
    """name: the path of the file below the own decks. data: its content. cards: those whose keys
    do not follow from their text, see `keyed`."""

    name: str
    data: bytes
    editions: Editions
    cards: tuple[KnownCard, ...]


def keyed(cards: Iterable[KnownCard], deck: str) -> tuple[KnownCard, ...]:
    """The cards of a deck that keep the key of an earlier text."""
    return tuple(
        sorted(
            card
            for card in cards
            if card.deck == deck
            and card.place >= 0
            and card.key != address_key(deck, card.note, int(card.content.partition("\x1f")[0]))
        )
    )


def write_version(version: DeckVersion) -> bytes:
    """A deck as JSON; equal for equal decks."""
    value = {
        "quiz": "deck",
        "version": VERSION,
        "name": version.name,
        "text": version.data.decode(),
        "editions": editions_fields(version.editions),
        "cards": version.cards,
    }
    return json.dumps(value, ensure_ascii=False, sort_keys=True).encode("utf-8", "replace")


def read_version(data: bytes, name: str) -> DeckVersion:
    """The deck in such a file. Raises InterchangeError unless it is the deck with this name."""
    fields = read_object(data)
    fields.version(VERSION)
    if fields.get("quiz") != "deck" or fields.text("name") != name:
        raise fields.wrong("name", f"the deck {name}")
    cards = []
    for number, value in enumerate(fields.items("cards")):
        match value:
            case [str(key), str(deck), str(note), str(content), int(place)] if place <= LARGEST:
                cards.append(KnownCard(key, deck, note, content, place))
        if len(cards) <= number or not cards[-1].is_sound:
            raise fields.wrong("cards", "known cards")
    editions = read_editions(Fields(fields.get("editions"), "editions"))
    return DeckVersion(name, fields.text("text").encode("utf-8", "replace"), editions, tuple(cards))
