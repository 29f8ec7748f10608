"""What is remembered of a card, to recognise it after an edit or a move."""

from __future__ import annotations

from typing import NamedTuple

from quiz.card import Card

_LEAST_FIELDS = 3
"""The content is the part number, then the kind, prompt and answers."""


class KnownCard(NamedTuple):
    """A card that was in the library before.

    deck, note: where it was; note is as in `quiz.decks.cards.note_address`.
    content: its part number, kind, prompt and answers, separated by "\\x1f".
    place: its number in the deck, from 0; -1 when it was not there when its deck was last read.
    """

    key: str
    deck: str
    note: str
    content: str
    place: int = -1

    @property
    def is_sound(self) -> bool:
        """Whether the content has the form of a card's; damage may have changed it."""
        part, *rest = self.content.split("\x1f")
        return len(rest) >= _LEAST_FIELDS and part.isascii() and part.isdecimal()


def content_of_card(card: Card, part: int) -> str:
    """A card's content as in `KnownCard`. part: its number among the cards of its note."""
    return "\x1f".join((str(part), card.kind.value, card.prompt, *card.answers))
