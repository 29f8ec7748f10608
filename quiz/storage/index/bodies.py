"""Converts cards to the text stored in the index, and back."""

from __future__ import annotations

import json
import unicodedata

from quiz.card import NO_MEDIA, Card, Kind, Media

_encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), check_circular=False).encode


def body_of(card: Card) -> str:
    """All fields of a card that have no column of their own in the index, as JSON."""
    return _encode(
        (
            card.note,
            card.prompt,
            card.answers,
            card.items,
            card.distractors,
            card.category,
            card.hint,
            card.explanation,
            card.source,
            card.tags,
            card.language,
            card.reverse,
            card.strict,
            card.tolerance,
            card.options,
            card.media,
            card.markdown,
            card.line,
        )
    )


def card_of(key: str, deck: str, kind: str, body: str) -> Card:
    """The card, from its columns and its body."""
    (
        note,
        prompt,
        answers,
        items,
        distractors,
        category,
        hint,
        explanation,
        source,
        tags,
        language,
        reverse,
        strict,
        tolerance,
        options,
        media,
        markdown,
        line,
    ) = json.loads(body)
    return Card(
        key,
        note,
        deck,
        Kind(kind),
        prompt,
        tuple(answers),
        tuple(map(tuple, items)),
        tuple(distractors),
        category,
        hint,
        explanation,
        source,
        tuple(tags),
        language,
        reverse,
        strict,
        tolerance,
        tuple(options),
        Media(*media) if media else NO_MEDIA,
        markdown,
        line,
    )


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
    return folded(f"{card.prompt} {card.answer} {card.explanation}")


def tag_text(card: Card) -> str:
    """The card's tags, each between line feeds."""
    return "".join(f"\n{tag.casefold()}\n" for tag in card.tags)
