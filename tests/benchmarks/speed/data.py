"""Libraries and histories of any size, always the same for the same size."""

from __future__ import annotations

import random
import sqlite3
import time
from collections.abc import Iterator
from pathlib import Path

import yaml
from PIL import Image

from quiz.moment import MS_PER_DAY
from quiz.storage.log.checksum import checksum
from quiz.storage.log.store import Store
from quiz.storage.log.tables import ANSWERS
from tests.factories import plays

YEARS = 3
CARDS_A_FILE = 100


def _words(chance: random.Random) -> list[str]:
    letters = "abcdefghijklmnoprstuvw"
    return ["".join(chance.choices(letters, k=chance.randint(4, 9))) for _ in range(5_000)]


def write_library(folder: Path, cards: int) -> None:
    """Decks of a hundred cards each, written as an author would."""
    chance = random.Random(1)
    words = _words(chance)
    folder.mkdir(parents=True)
    for number in range(-(-cards // CARDS_A_FILE)):
        lines = [
            f"title: Deck {number}",
            f"description: About {' '.join(chance.sample(words, 5))}",
            "language: en",
            f"tags: [t{number % 7}]",
            "cards:",
        ]
        for card in range(min(CARDS_A_FILE, cards - number * CARDS_A_FILE)):
            about = " ".join(chance.sample(words, 6))
            lines.append(f"  - prompt: What is the {about} of number {number}-{card}?")
            lines.append(f"    answer: {' '.join(chance.sample(words, 2))}")
            if card % 3 == 0:
                lines.append(f"    accept: [{chance.choice(words)}]")
            if card % 2 == 0:
                lines.append(f"    explanation: {' '.join(chance.sample(words, 9)).capitalize()}.")
            lines.append(f"    category: {words[number % len(words)]}")
        (folder / f"deck{number:04}.yaml").write_text("\n".join(lines) + "\n", encoding="utf-8")


_CODE = """\
What does this print for **{n}**?

```python
class Counter:
    \"\"\"Counts to {n}.\"\"\"

    def __init__(self, start: int = {n}) -> None:
        self.value = start

    def add(self, *more: int) -> "Counter":
        return Counter(self.value + sum(more))  # a new one

print(Counter().add(1, 2, {n}).value)
```"""
_TABLE = """\
Which row of table {n} is *wrong*?

| Name  | Value | Remark                |
|:------|------:|-----------------------|
| alpha |   {n} | the **first** of them |
| beta  |    20 | `beta` comes second   |
| gamma |   300 | $x^2 + {n}$           |"""
_FORMULA = """\
1. Take $a_{n} = \\sqrt{{{n}}}$.
2. What is the limit of this?

$$\\sum_{{i=1}}^{{{n}}} \\frac{{i}}{{i + {n}}}$$

> A hint stands in the book."""
RICH = ("code", _CODE), ("table", _TABLE), ("formula", _FORMULA), ("picture", "Where is {n}?")
"""Prompts of rich cards, by what they hold."""


def write_rich(folder: Path, cards: int) -> None:
    """A deck in Markdown, with code, tables, formulas and pictures in turn."""
    folder.mkdir(parents=True)
    Image.effect_noise((640, 480), 60).convert("RGB").save(folder / "noise.jpg")
    notes = []
    for number in range(cards):
        kind, prompt = RICH[number % len(RICH)]
        note = {
            "prompt": prompt.format(n=number),
            "answer": f"`value({number})`",
            "distractors": [f"`value({number})` *or* {wrong}" for wrong in (1, 2, 3)],
            "explanation": f"- It is **{number}**.\n- See `value` in *chapter {number}*.",
        }
        notes.append(note | ({"image": "noise.jpg", "alt": "noise"} if kind == "picture" else {}))
    deck = {"title": "Rich", "format": "markdown", "cards": notes}
    (folder / "rich.yaml").write_text(yaml.safe_dump(deck), encoding="utf-8")


def write_history(home: Path, keys: list[str], answers: int) -> None:
    """One player's answers over three years up to yesterday, each card as often as any other, so
    daily limits hide no due cards at any time of the day."""
    store = Store.open(home)
    plays(store, "ada")
    store.close()
    db = sqlite3.connect(home / "history.db", isolation_level=None)
    db.execute("BEGIN")
    db.executemany(ANSWERS.insert, ((*row, checksum(*row)) for row in _rows(keys, answers)))
    db.execute("COMMIT")
    db.close()


def _rows(keys: list[str], answers: int) -> Iterator[tuple[object, ...]]:
    chance = random.Random(5)
    end = int(time.time() * 1000) // MS_PER_DAY * MS_PER_DAY - MS_PER_DAY
    step = max(1, YEARS * 365 * MS_PER_DAY // max(1, answers))
    round_id = ""
    for number in range(answers):
        at = end - (answers - number) * step
        if number % 10 == 0:
            round_id = _id(at, number, chance)
        rating = chance.choices((1, 2, 3, 4), (10, 10, 70, 10))[0]
        yield (
            _id(at, number, chance), "ada", round_id, keys[number * 7919 % len(keys)], "deck",
            "basic", "review", "typed", at, 60, rating, float(rating > 1), 0,
            chance.randint(1_000, 15_000), 5.0, "x",
        )  # fmt: skip


def _id(ms: int, number: int, chance: random.Random) -> str:
    value = ms << 80 | 7 << 76 | (number & 0xFFF) << 64 | 2 << 62 | chance.getrandbits(62)
    text = f"{value:032x}"
    return f"{text[:8]}-{text[8:12]}-{text[12:16]}-{text[16:20]}-{text[20:]}"
