"""The keys of a deck file: which of them a deck and each form of card may have."""

from __future__ import annotations

from collections.abc import Container, Iterable
from difflib import get_close_matches

from quiz.decks.faults import shown

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
"""What each form of card may have."""

KEY_SETS = {form: frozenset(keys) for form, keys in KEYS.items()}
CARD_KEYS = tuple(dict.fromkeys(key for keys in KEYS.values() for key in keys))
DECK_KEYS = ("title", "description", "language", "tags", "source", "strict", "cards")
NAMES = frozenset({"title", "id", "category", "tags", "language", "tolerance"})
"""Keys of texts that have to fit into a line."""

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
    """Which form of `KEYS` a card with these keys is meant to have."""
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
    """What to say of a key that its owner, such as "a card", may not have."""
    if name[:1].isspace():
        # Blanks would have been taken for indentation.
        return (
            f"U+{ord(name[0]):04X} stands before '{shown(name.strip())}', which is no blank but "
            "looks like one, expected blanks"
        )
    if name in known:
        if name == "accept" and owner == OWNERS["cloze"]:
            return "'accept' does not fit a cloze card; write {{answer|other right answer}}"
        if name == "accept" and owner == OWNERS["list"]:
            return "'accept' does not fit a list card; write an inner list: [name, other name]"
        return f"'{shown(name)}' does not fit {owner}, expected only {', '.join(allowed)}"
    close = get_close_matches(name.lower()[:40], list(allowed), 1, 0.6)
    if close:
        return f"unknown key '{shown(name)}', did you mean '{close[0]}'?"
    return f"unknown key '{shown(name)}' in {owner}, expected one of {', '.join(allowed)}"


def fold(text: str) -> str:
    """The text as far as case and blanks do not matter."""
    return " ".join(text.split()).casefold()
