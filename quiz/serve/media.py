"""The pictures and sounds of cards, by the number they have on their card: no request names a file,
and a card only files in the folder of its deck (`quiz.storage.library.media`).

An address ends with a seal that only a page can give: nobody can look at the picture of an answer
before a page has shown it.
"""

from __future__ import annotations

import hmac
from pathlib import Path
from secrets import token_bytes

from quiz.card import Card, lines_of
from quiz.covered_picture import covered_copy
from quiz.errors import QuizError
from quiz.game.game import Game
from quiz.pictures import type_of
from quiz.sounds import format_of_sound
from quiz.text.shown import pictures

_SOUNDS = {"mp3": "mpeg", "m4a": "mp4"}
"""Formats of sounds that have another name on the web."""

_SECRET = bytearray(token_bytes(32))


def share_secret(secret: bytes) -> None:
    """Make the same seals as all other processes that have this secret."""
    _SECRET[:] = secret


def files_of(card: Card) -> tuple[str, ...]:
    """The paths that a card names, each once, in a fixed order."""
    texts = (card.prompt, *card.answers, *card.distractors, *card.options, card.hint)
    named = [path for text in (*texts, card.explanation) for path, _ in _pictures(card, text)]
    return tuple(dict.fromkeys([*card.media.files, *named]))


def _pictures(card: Card, text: str) -> tuple[tuple[str, str], ...]:
    return pictures(text) if card.markdown else ()


def address_of(game: Game, card: Card, path: str, *, told: bool = False) -> str:
    """The address of a picture or sound; "" if it cannot be shown.

    told: whether the answer is shown, so that an occlusion uncovers what it asks.
    """
    files = files_of(card)
    if path not in files or game.media_file(card, path) is None:
        return ""
    number = files.index(path)
    return f"/media/{card.key}/{number}/{_seal(card, number, told and card.occlusion is not None)}"


def _seal(card: Card, number: int, uncovered: bool) -> str:
    text = f"{card.key} {number} {uncovered}"
    return hmac.digest(_SECRET, text.encode("utf-8", "surrogatepass"), "sha256").hex()


def media_of(game: Game, key: str, number: str, seal: str) -> tuple[Path, str] | None:
    """The file at an address, and its type; None if no page gave the address, or if the file is
    neither a picture nor a sound. What a picture covers is covered in the file, too."""
    card = game.card(key)
    files = files_of(card) if card else ()
    if card is None:
        return None
    addresses = {
        (str(place), _seal(card, place, told)): (path, told)
        for place, path in enumerate(files)
        for told in (False, True)
    }
    if (number, seal) not in addresses:
        return None
    path, told = addresses[number, seal]
    file = game.media_file(card, path)
    if file is None:
        return None
    try:
        if card.occlusion is not None and path == card.media.image:
            return covered_copy(file, card.occlusion, told=told), "image/png"
        if path in lines_of(card.media.audio) + lines_of(card.media.answer_audio):
            kind = format_of_sound(file)
            return file, f"audio/{_SOUNDS.get(kind, kind)}"
        return file, type_of(file)
    except QuizError:
        return None
