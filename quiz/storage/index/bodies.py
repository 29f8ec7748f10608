"""Converts cards to the text stored in the index, and back."""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Sequence

from quiz.card import Box, Card, Kind, Media, Occlusion
from quiz.text.shown import shown

_encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), check_circular=False).encode
_COLUMNS = ("key", "note", "deck", "kind")
assert Card._fields[: len(_COLUMNS)] == _COLUMNS
_TEXTS = [
    Card._fields.index(name) for name in ("answers", "distractors", "tags", "options", "typed_as")
]
_ITEMS, _MEDIA = Card._fields.index("items"), Card._fields.index("media")
_OCCLUSION = Card._fields.index("occlusion")


def body_of(card: Card) -> str:
    """All fields of a card that have no column of their own in the index, as JSON."""
    return _encode((card.note, *card[len(_COLUMNS) :]))


def card_of(key: str, deck: str, kind: str, body: str) -> Card:
    """The card, from its columns and its body."""
    note, *rest = json.loads(body)
    fields = [key, note, deck, Kind(kind), *rest]
    for place in _TEXTS:
        fields[place] = tuple(fields[place])
    fields[_ITEMS] = tuple(map(tuple, fields[_ITEMS]))
    fields[_MEDIA] = Media(*fields[_MEDIA])
    if fields[_OCCLUSION] is not None:
        regions, *more = fields[_OCCLUSION]
        boxes = tuple(tuple(_box(*box) for box in region) for region in regions)
        fields[_OCCLUSION] = Occlusion(boxes, *more)
    return Card(*fields)


def _box(
    left: float, top: float, width: float, height: float, points: Sequence[Sequence[float]] = ()
) -> Box:
    return Box(left, top, width, height, tuple((x, y) for x, y in points))


def folded(text: str) -> str:
    """The text without case, accents and extra spaces. Articles and punctuation stay, so that they
    can be found."""
    if not text.isascii():
        text = "".join(
            letter
            for letter in unicodedata.normalize("NFKD", text)
            if not unicodedata.combining(letter)
        )
    return " ".join(text.casefold().split())


def search_text(card: Card) -> str:
    """The text that a word search matches against."""
    texts = (card.prompt, card.answer, card.explanation)
    read = (shown(text, markdown=card.markdown) for text in texts)
    return folded(" ".join((*read, *card.typed_as)))


def tag_text(card: Card) -> str:
    """The card's tags, each between line feeds."""
    return "".join(f"\n{tag.casefold()}\n" for tag in card.tags)
