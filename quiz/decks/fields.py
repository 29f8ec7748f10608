"""The keys of a deck file: those of the deck itself and of each form of card."""

from __future__ import annotations

from collections.abc import Container, Iterable
from difflib import get_close_matches

from quiz.decks.faults import excerpt

_EXTRAS = ("id", "category", "hint", "explanation", "source", "tags")
_TYPED = ("strict", "tolerance")
KEYS = {
    "cloze": ("cloze", "distractors", "shuffle", *_TYPED, *_EXTRAS),
    "term": ("term", "definition", "accept", "distractors", "shuffle", *_TYPED, *_EXTRAS),
    "statement": ("statement", "answer", *_EXTRAS),
    "sequence": ("prompt", "sequence", *_EXTRAS),
    "list": ("prompt", "list", "strict", *_EXTRAS),
    "basic": ("prompt", "answer", "accept", "distractors", "shuffle", *_TYPED, *_EXTRAS),
}
"""The keys of each form of card."""

KEY_SETS = {form: frozenset(keys) for form, keys in KEYS.items()}
CARD_KEYS = tuple(dict.fromkeys(key for keys in KEYS.values() for key in keys))
DECK_KEYS = ("title", "description", "language", "tags", "source", "strict", "cards")
NAMES = frozenset({"title", "id", "category", "tags", "language", "tolerance"})
"""Keys whose texts must fit on one line."""

TRUTH = {"true": True, "yes": True, "false": False, "no": False}

OWNERS = {
    "cloze": "a cloze card",
    "term": "a term card",
    "statement": "a true/false card",
    "sequence": "a sequence card",
    "list": "a list card",
    "basic": "a card",
}
EXPECTED_CARD = (
    "expected a card with 'prompt' and 'answer' (or 'list' or 'sequence'), 'cloze', 'term' and "
    "'definition', or 'statement' and 'answer'"
)


def form_of(fields: Container[str]) -> str:
    """The form in `KEYS` that a card with these keys is meant to be."""
    if "prompt" in fields:
        if "answer" in fields:
            return "basic"
        if "list" in fields:
            return "list"
        return "sequence" if "sequence" in fields else "basic"
    if "cloze" in fields:
        return "cloze"
    if "term" in fields or "definition" in fields:
        return "term"
    if "statement" in fields:
        return "statement"
    if "sequence" in fields:
        return "sequence"
    return "list" if "list" in fields else "basic"


def unknown_key(name: str, allowed: Iterable[str], known: Iterable[str], owner: str) -> str:
    """The message for a key that its owner, such as "a card", does not have."""
    if name[:1].isspace():
        # An ordinary space would have been read as indentation.
        return (
            f"the character before '{excerpt(name.strip())}' looks like a space but is "
            f"U+{ord(name[0]):04X}, expected a space"
        )
    if name in known:
        if name == "accept" and owner == OWNERS["cloze"]:
            return "'accept' does not fit a cloze card; write {{answer|other right answer}}"
        if name == "accept" and owner == OWNERS["list"]:
            return "'accept' does not fit a list card; write an inner list: [name, other name]"
        return f"'{excerpt(name)}' does not fit {owner}, expected only {', '.join(allowed)}"
    close = get_close_matches(name.lower()[:40], list(allowed), 1, 0.6)
    if close:
        return f"unknown key '{excerpt(name)}', did you mean '{close[0]}'?"
    return f"unknown key '{excerpt(name)}' in {owner}, expected one of {', '.join(allowed)}"


def fold(text: str) -> str:
    """The text without differences in case and spaces."""
    return " ".join(text.split()).casefold()
