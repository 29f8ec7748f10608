"""Collects a deck and the player's history of its cards for export."""

from __future__ import annotations

from collections.abc import Iterable

from quiz.card import Card
from quiz.formats.interchange import ExportedDeck, MediaFile
from quiz.game.game import Game
from quiz.history.events import Answer, Mark, MarkKind, Placement
from quiz.scheduling.memory import CardMemory
from quiz.storage.library.scan import deck_at
from quiz.text.markdown import pictures

_TAKEN_BACK = {MarkKind.UNSUSPEND: MarkKind.SUSPEND, MarkKind.UNFLAG: MarkKind.FLAG}
_LASTING = frozenset(_TAKEN_BACK.values())


def exported_deck(game: Game, name: str, *, with_past: bool = True) -> ExportedDeck:
    """A deck of the library with the player's answers and memories of its cards, without anything
    from before a reset."""
    deck = deck_at(game.decks[name].path)
    cards = game.cards_of([name])
    media = _media(game, cards)
    if not with_past:
        return ExportedDeck(name, deck, cards, media=media)
    collection = game.collection
    answers: dict[str, list[Answer]] = {}
    placements: dict[str, list[Placement]] = {}
    memories: dict[str, CardMemory] = {}
    marks: dict[tuple[str, MarkKind], Mark] = {}
    for key in (card.key for card in cards):
        past = collection.events_of(key)
        reset = max((mark.id for mark in past.marks if mark.kind is MarkKind.RESET), default="")
        if given := [answer for answer in past.answers if answer.id > reset]:
            answers[key] = given
        if placed := [placement for placement in past.placements if placement.id > reset]:
            placements[key] = placed
        if memory := collection.memory(key):
            memories[key] = memory
        for mark in past.marks:
            if mark.kind in _LASTING:
                marks[key, mark.kind] = mark
            elif mark.kind in _TAKEN_BACK:
                marks.pop((key, _TAKEN_BACK[mark.kind]), None)
    players = dict.fromkeys(game.store.ids_of(game.player), game.player_name)
    return ExportedDeck(name, deck, cards, answers, placements, memories, marks, players, media)


def _media(game: Game, cards: Iterable[Card]) -> dict[str, MediaFile]:
    """The pictures and sounds that cards use, by their paths, as far as they are there."""
    found: dict[str, MediaFile] = {}
    for card in cards:
        texts = (card.prompt, card.explanation, card.hint, *card.answers)
        inside = [path for text in texts if card.markdown for path, _ in pictures(text)]
        for path in (*card.media.files, *inside):
            file = game.media_file(card, path)
            if file is not None:
                found[path] = MediaFile(str(file), size=file.stat().st_size)
    return found
