"""Giving one of the player's decks to another program, with the past of its cards."""

from __future__ import annotations

from collections import defaultdict

from quiz.game.game import Game
from quiz.history.events import Placement, Undo
from quiz.interchange.model import Given


def given(game: Game, name: str, *, with_past: bool = True) -> Given:
    """A deck of the library by name, with the player's answers and memories of its cards."""
    deck = game.deck(name)
    cards = game.cards_of([name])
    if not with_past:
        return Given(name, deck, cards)
    keys = [card.key for card in cards]
    answers = {key: history for key in keys if (history := game.collection.history(key))}
    memories = {key: memory for key in keys if (memory := game.collection.memory(key)) is not None}
    return Given(
        name,
        deck,
        cards,
        answers,
        _placements(game, set(keys)),
        memories,
        frozenset(game.collection.suspended.intersection(keys)),
    )


def _placements(game: Game, keys: set[str]) -> dict[str, list[Placement]]:
    events = game.store.all_events(game.player)
    undone = {event.target for event in events if isinstance(event, Undo)}
    found: dict[str, list[Placement]] = defaultdict(list)
    for event in events:
        if isinstance(event, Placement) and event.card in keys and event.id not in undone:
            found[event.card].append(event)
    return dict(found)
