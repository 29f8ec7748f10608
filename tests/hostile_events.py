"""Lines of events as no device of ours writes them, for tests of those who read them."""

from __future__ import annotations

import json
from collections.abc import Iterable
from zlib import crc32

LARGE = 2**53
ROUND = "018bcfe5-6800-7000-8000-000000000001"
TEXT = "<b>\u202e\x1b[31m\x00" + "𝕏" * 3_000

EXTREMES = [
    {"at": -LARGE}, {"at": LARGE}, {"at": 0}, {"at": -1}, {"offset": 1440}, {"offset": -1440},
    {"ms": LARGE}, {"ms": 0}, {"credit": 1e-300}, {"credit": 0.5}, {"difficulty": 10.0},
    {"response": TEXT}, {"deck": TEXT}, {"response": ""}, {"mode": "match"}, {"mode": "exam"},
    {"kind": "list"}, {"input": "sequence"}, {"rating": 4, "credit": 0.0}, {"player": "x" * 10_000},
    {"what": "memory", "stability": 1e9, "interval": 1_000_000, "due_day": LARGE, "reps": LARGE,
     "lapses": LARGE},
    {"what": "memory", "stability": 1e-300, "interval": 0, "due_day": -LARGE, "reps": 0,
     "lapses": 0, "at": -LARGE},
    {"what": "undo", "target": ROUND}, {"what": "rerate", "target": ROUND},
    {"what": "suspend"}, {"what": "bury", "at": -LARGE}, {"what": "bury", "at": LARGE},
    {"card": "x"}, {"card": 7}, {"what": "nonsense"}, {"id": "7"}, {"at": 1e300}, {"ms": True},
    {"extra": [[[[]]]]},
]  # fmt: skip
"""What replaces the fields of an honest answer."""


def line(value: object) -> bytes:
    text = json.dumps(value).encode()
    return b"%08x %s\n" % (crc32(text), text)


def hostile_lines(keys: Iterable[str], at: int, deck: str) -> list[bytes]:
    """An honest answer to each card, with each of the extremes."""
    honest = {
        "what": "answer", "player": "somebody", "at": at, "offset": 300, "round": ROUND,
        "deck": deck, "kind": "basic", "mode": "quiz", "input": "typed", "rating": 3,
        "credit": 1.0, "hinted": False, "ms": 1000, "difficulty": 5.0, "response": "x",
    }  # fmt: skip
    every = [(key, changes) for changes in EXTREMES for key in keys]
    return [
        line({**honest, "id": f"018bcfe5-6800-7000-8000-{number:012x}", "card": key, **changes})
        for number, (key, changes) in enumerate(every)
    ]
