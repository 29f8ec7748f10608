"""Notes that their author has moved to another deck since the last import."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from quiz.formats.deck_names import safe_name
from quiz.formats.interchange import ForeignDeck


def at_home(
    decks: Sequence[ForeignDeck], homes: Mapping[str, str]
) -> tuple[Sequence[ForeignDeck], int]:
    """The decks of a file, with each note in the one in which the player has it, and how many of
    them are in another one in the file.

    homes: names of the player's decks by the ids of their notes. A note stays if its own deck is
    not in the file, or is Markdown and the other is not.
    """
    places = {safe_name(deck.name): place for place, deck in enumerate(decks)}
    moves: dict[str, int] = {}
    for place, deck in enumerate(decks):
        for note in deck.deck.notes:
            home = places.get(homes.get(note.extras.id, ""), place)
            if home != place and decks[home].deck.format == deck.deck.format:
                moves[note.extras.id] = home
    if not moves:
        return decks, 0
    found = [_part(deck, lambda id_: id_ not in moves) for deck in decks]
    for deck in decks:
        ids = {note.extras.id for note in deck.deck.notes}
        for home in {moves[id_] for id_ in ids if id_ in moves}:
            moved = {id_ for id_ in ids if moves.get(id_) == home}
            found[home] = _joined(found[home], _part(deck, moved.__contains__))
    return [deck for deck in found if deck.deck.notes], len(moves)


def _part(deck: ForeignDeck, wanted: Callable[[str], bool]) -> ForeignDeck:
    """The deck with some notes, by their ids, and with their past."""
    notes = tuple(note for note in deck.deck.notes if wanted(note.extras.id))
    return replace(
        deck,
        deck=replace(deck.deck, notes=notes),
        reviews=tuple(review for review in deck.reviews if wanted(review.note)),
        memories=tuple(memory for memory in deck.memories if wanted(memory.note)),
        suspended=tuple(card for card in deck.suspended if wanted(card[0])),
        flagged=tuple(card for card in deck.flagged if wanted(card[0])),
    )


def _joined(deck: ForeignDeck, moved: ForeignDeck) -> ForeignDeck:
    return replace(
        deck,
        deck=replace(deck.deck, notes=(*deck.deck.notes, *moved.deck.notes)),
        reviews=(*deck.reviews, *moved.reviews),
        memories=(*deck.memories, *moved.memories),
        suspended=(*deck.suspended, *moved.suspended),
        flagged=(*deck.flagged, *moved.flagged),
        media={**deck.media, **moved.media},
    )
