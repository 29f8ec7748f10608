# ruff: noqa: SIM905 (tables of words read best as words)
"""Whether two cards of a deck ask for the same sort of thing, as their prompts tell."""

from __future__ import annotations

import re
from functools import lru_cache

from quiz.card import Card
from quiz.text.looks import Look

_ASKS = {
    "who": "who whom wer wen wem qui quién chi",
    "whose": "whose wessen",
    "when": "when wann quand cuándo quando",
    "where": "where wo wohin où dónde dove",
    "how": "how wie comment combien cómo cuánto cuántos cuántas come quanto quanti quante",
    "why": "why warum pourquoi perché",
    "what": "what which was welche welcher welches quel quelle quels quelles qué cuál che quale",
}
_ASKED_BY = {word: sort for sort, words in _ASKS.items() for word in words.split()}
_SAY_NOTHING = frozenset("that this these with from into have does were been their name".split())
_LEAST_LETTERS = 4


def are_kin(card: Card, look: Look, other_look: Look, other: Card) -> bool:
    """Whether two cards whose answers look alike may ask for the same sort of thing.

    They do if their prompts begin to ask with the same word ("who"), or share a word that says
    something ("symbol"). A prompt that is no question goes with others of its kind of card, and
    with a question only if the answers have equally many words.
    """
    mine, theirs = _asks(card.prompt), _asks(other.prompt)
    if _words(card.prompt) & _words(other.prompt):
        return True
    if mine == theirs:
        return bool(mine) or card.kind is other.kind
    return not (mine and theirs) and card.kind is other.kind and look.words == other_look.words


def kinship(card: Card, other: Card) -> int:
    """How near two cards are: by the words that their prompts share, and by their tags."""
    shared = len(_words(card.prompt) & _words(other.prompt))
    return min(2, shared) + bool(set(card.tags) & set(other.tags))


@lru_cache(maxsize=1 << 13)
def _asks(prompt: str) -> str:
    """By which sort of word a prompt asks, wherever it stands; "" if it is no question."""
    if "?" not in prompt and "？" not in prompt:
        return ""
    words = re.findall(r"\w+", prompt.casefold())
    return next((_ASKED_BY[word] for word in words if word in _ASKED_BY), "")


@lru_cache(maxsize=1 << 13)
def _words(prompt: str) -> frozenset[str]:
    words = re.findall(r"\w+", prompt.casefold())
    return frozenset(
        word
        for word in words
        if len(word) >= _LEAST_LETTERS and word not in _ASKED_BY and word not in _SAY_NOTHING
    )
