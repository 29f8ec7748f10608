"""The keys of a deck file; each kind of card names its own in `kinds`."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from difflib import get_close_matches

from quiz.card import Media
from quiz.decks.faults import excerpt
from quiz.decks.limits import NAME

MEDIA = Media._fields
"""The keys for pictures and sounds, in the order of `Media`."""

PATHS = tuple(key for key in MEDIA if not key.endswith("alt"))
"""Those of them that name a file."""

EXTRAS = ("id", "category", "hint", "explanation", "source", "tags", *MEDIA)
"""The optional keys of every card."""

TYPED = ("strict", "tolerance")
"""More optional keys of cards with a typed answer."""

DECK_KEYS = (
    "title", "description", "language", "tags", "source", "folder", "format", "strict", "templates",
    "cards",
)  # fmt: skip
TEMPLATE_KEYS = ("fields", "cards")
FORMATS = ("markdown", "text")
"""How the texts of a deck are written; the last one is the default."""

NAMES = frozenset({"title", "id", "category", "tags", "language", "tolerance", "format", *PATHS})
"""Keys whose texts must fit on one line."""

_AMOUNT = re.compile(r"([0-9]{1,6}(?:\.[0-9]{1,9})?)(?: ?%)?")
_ELSEWHERE = {
    "front": "prompt", "question": "prompt", "back": "answer", "choices": "distractors",
    "options": "distractors", "name": "title", "deck": "title",
}  # fmt: skip
"""Keys by what people call them in other programs."""

_TRUTH = {"true": True, "yes": True, "false": False, "no": False}


def format_of(word: str) -> str | None:
    """The format of a deck that a word names, "" for literal text; None for any other word."""
    word = word.strip().lower()
    return ("" if word == FORMATS[-1] else word) if word in (*FORMATS, "") else None


def truth_of(word: str) -> bool | None:
    """The truth value of true, yes, false or no; None for any other word."""
    return _TRUTH.get(word.strip().lower())


def unknown_key(
    name: str,
    allowed: Iterable[str],
    known: Iterable[str],
    owner: str,
    advice: Mapping[str, str] | None = None,
) -> tuple[str, str]:
    """What to say of a key that its owner, such as "a card", may not have, and the key that it is a
    slip for, "" for none.

    advice: what to do instead, by key.
    """
    if name[:1].isspace():
        # An ordinary space would have been read as indentation.
        return (
            f"the character before '{excerpt(name.strip())}' looks like a space but is "
            f"U+{ord(name[0]):04X}, expected a space"
        ), ""
    if name in known:
        if advice and name in advice:
            return advice[name], ""
        return f"'{excerpt(name)}' does not fit {owner}, expected only {', '.join(allowed)}", ""
    elsewhere = _ELSEWHERE.get(name.lower(), "")
    if elsewhere in allowed:
        close = [elsewhere]
    else:
        close = get_close_matches(name.lower()[:40], list(allowed), 1, 0.6)
    if close:
        return f"unknown key '{excerpt(name)}', did you mean '{close[0]}'?", close[0]
    return f"unknown key '{excerpt(name)}' in {owner}, expected one of {', '.join(allowed)}", ""


def amount(text: str) -> float | None:
    """The number in a text such as 12, 12.5 or 12 %, to three decimals; None for any other."""
    found = _AMOUNT.fullmatch(text.strip())
    return round(float(found[1]), 3) if found else None


def is_field_name(name: str) -> bool:
    """Whether a field may have this name: one line without braces."""
    return bool(name.strip()) and len(name) <= NAME.most and not set(name) & {"{", "}", "\n"}


def suggestion(name: str, known: Iterable[str], otherwise: str = "") -> str:
    """Advice on a name that is not among the known ones. otherwise: what is expected if there are
    none."""
    names = list(known)
    close = get_close_matches(name[:40], names, 1, 0.6)
    if close:
        return f"did you mean '{excerpt(close[0])}'?"
    return f"expected one of {excerpt(', '.join(names))}" if names else f"expected {otherwise}"


def fold(text: str) -> str:
    """The text without differences in case and spaces."""
    return " ".join(text.split()).casefold()
