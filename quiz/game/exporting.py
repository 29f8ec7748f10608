"""Collects a deck and the player's history of its cards for export."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from quiz.card import Card
from quiz.formats.interchange import ExportedDeck, MediaFile
from quiz.game.game import Game
from quiz.history.events import Mark, MarkKind, Placement, Undo
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
    keys = {card.key for card in cards}
    events = game.store.events(game.player)
    undone = {event.target for event in events if isinstance(event, Undo)}
    placements: dict[str, list[Placement]] = defaultdict(list)
    marks: dict[tuple[str, MarkKind], Mark] = {}
    resets: dict[str, str] = {}
    for event in events:
        if event.id in undone or getattr(event, "card", "") not in keys:
            continue
        if isinstance(event, Placement):
            placements[event.card].append(event)
        elif isinstance(event, Mark) and event.kind is MarkKind.RESET:
            placements.pop(event.card, None)
            resets[event.card] = event.id
        elif isinstance(event, Mark) and event.kind in _LASTING:
            marks[event.card, event.kind] = event
        elif isinstance(event, Mark) and event.kind in _TAKEN_BACK:
            marks.pop((event.card, _TAKEN_BACK[event.kind]), None)
    collection = game.collection
    answers = {}
    for key in keys:
        history = [a for a in collection.history(key) if a.id > resets.get(key, "")]
        if history:
            answers[key] = history
    return ExportedDeck(
        name,
        deck,
        cards,
        answers,
        dict(placements),
        {key: memory for key in keys if (memory := collection.memory(key)) is not None},
        marks,
        dict.fromkeys(game.store.ids_of(game.player), game.player_name),
        media,
    )


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
