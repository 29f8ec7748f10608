"""Broken decks: seeded mutations of the bytes and the structure of valid decks.

Everything follows from the corpus and a seed, so deck number n of a run can be made again.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from random import Random
from typing import Any

import yaml

from quiz.decks.starter_deck import starter_deck

ROOT = Path(__file__).parents[2]
LONGEST = 256 * 1024
"""Bytes that a mutated deck has at most; what is longer is cut."""

SMALL = """\
title: Small
language: en
tags: [a, b]
cards:
  - prompt: p
    answer: a
    accept: [b, "c: d"]
    distractors: [e, f]
    hint: |
      two
      lines
    id: one
  - cloze: 'In {{2013|MMXIII::a year}} it was {{so}}, \\{{not so.'
  - {term: t, definition: d, accept: s}
  - prompt: l
    list: [x, [y, z]]
  - prompt: s
    sequence:
    - first
    - second
  - statement: no
    answer: yes
"""

TOKENS: tuple[bytes, ...] = (
    *(
        text.encode()
        for text in (
            *"\t\n\r:-?[]{},&*!|>'\"%@`#~\\/ ",
            *"\x00\x07\x1b\x7f\x85\xa0\u2028\u2029\ufeff\u200b\u202e\u2066\U0001f469",
            *("- ", ": ", "? ", "\r\n", "\n\n", "\n  ", "\n    - ", "  ", "# ", "--- ", "\n...\n"),
            *("\n---\n", "%YAML 1.1\n", "&a ", "*a", "<<: *a", "!!binary ", "!!python/object:os "),
            *("{{", "}}", "::", "\\{{", "{{}}", "{{a", "{{a|b::c}}", "[…]", "{{{", "\\\\{{"),
            *("|2-\n", ">+\n", "|9\n", "''", '""', '"\\x1b[2J"', '"\\ud800"', '"\\U0010ffff"'),
            *("null", "~", "yes", "no", "true", "1e999", "0x1f", "2013-09-01", "1:30", ".inf"),
            *("title:", "cards:", "prompt:", "answer:", "accept:", "distractors:", "cloze:"),
            *("term:", "definition:", "list:", "sequence:", "statement:", "id:", "tags:", "hint:"),
            *("e\u0301", "\u0301" * 40, "👩‍👩‍👧‍👦", "\u1160" * 9, "ﷺ", "ß", "İ", "日本"),
        )
    ),
    b"\xff\xfe",
    b"\xed\xa0\x80",
    b"\xc0\x80",
    b"\xf4\x90\x80\x80",
    b"\xe2\x80",
)


MOST_NODES = 1_000
"""Trees larger than this are not made larger still, for the fuzzer's own memory is measured too."""


def corpus() -> list[bytes]:
    """Valid decks, mostly short: the shipped ones and the starter, whole and in pieces."""
    texts = [(ROOT / "decks" / name).read_text(encoding="utf-8") for name in _SHIPPED]
    texts.append(starter_deck("Starter"))
    found = [SMALL.encode(), SMALL.replace("\n", "\r\n").encode(), b"\xef\xbb\xbf" + SMALL.encode()]
    for text in texts:
        head, _, cards = text.partition("\ncards:\n")
        notes = ("\n" + cards).split("\n  - ")[1:]
        for start in range(0, len(notes), 3):
            few = "".join("  - " + note.rstrip("\n") + "\n" for note in notes[start : start + 3])
            found.append(f"{head}\ncards:\n{few}".encode())
    return found + [text.encode() for text in texts]


_SHIPPED = ("welcome.yaml", "central-asia.yaml", "china-kazakhstan-2015.yaml")


def mutated(decks: list[bytes], random: Random) -> bytes:
    """One deck of the corpus after one to six mutations."""
    data = random.choice(decks)
    if random.random() < 0.35:
        data = _restructured(data, random)
    for _ in range(random.choice((0, 1, 1, 1, 2, 2, 3, 5))):
        data = random.choice(_BYTE_MUTATIONS)(data, decks, random)
    return data[:LONGEST]


# ── of the bytes ──────────────────────────────────────────────────────────────────


def _flip(data: bytes, decks: list[bytes], random: Random) -> bytes:
    if not data:
        return data
    changed = bytearray(data)
    for _ in range(random.choice((1, 1, 2, 8))):
        changed[random.randrange(len(changed))] = random.randrange(256)
    return bytes(changed)


def _insert(data: bytes, decks: list[bytes], random: Random) -> bytes:
    place = random.randint(0, len(data))
    return data[:place] + random.choice(TOKENS) + data[place:]


def _overwrite(data: bytes, decks: list[bytes], random: Random) -> bytes:
    place = random.randint(0, len(data))
    token = random.choice(TOKENS)
    return data[:place] + token + data[place + len(token) :]


def _delete(data: bytes, decks: list[bytes], random: Random) -> bytes:
    place = random.randint(0, len(data))
    return data[:place] + data[place + random.choice((1, 2, 4, 20, 200)) :]


def _repeat(data: bytes, decks: list[bytes], random: Random) -> bytes:
    place = random.randint(0, len(data))
    piece = random.choice((random.choice(TOKENS), data[place : place + random.randint(1, 80)]))
    # Rarely much, as one such deck takes as long as a hundred others.
    times = random.choice((2, 3, 10, 50, 200, 200) + (20_000,) * (random.random() < 0.02))
    return data[:place] + piece * times + data[place:]


def _splice(data: bytes, decks: list[bytes], random: Random) -> bytes:
    other = random.choice(decks)
    start = random.randint(0, len(other))
    place = random.randint(0, len(data))
    return data[:place] + other[start : start + random.randint(1, 400)] + data[place:]


def _truncate(data: bytes, decks: list[bytes], random: Random) -> bytes:
    return data[: random.randint(0, len(data))]


def _lines(data: bytes, decks: list[bytes], random: Random) -> bytes:
    lines = data.split(b"\n")
    one, other = random.randrange(len(lines)), random.randrange(len(lines))
    match random.randrange(5):
        case 0:
            lines[one], lines[other] = lines[other], lines[one]
        case 1:
            lines.insert(one, lines[other])
        case 2:
            del lines[one : one + random.randint(1, 3)]
        case 3:
            lines[one] = random.choice((b" ", b"  ", b"\t", b"    ")) + lines[one]
        case _:
            lines[one] = lines[one].lstrip()
    return b"\n".join(lines)


def _ends(data: bytes, decks: list[bytes], random: Random) -> bytes:
    end = random.choice((b"\r\n", b"\r", b"\xc2\x85", b"\xe2\x80\xa8", b"\n\n", b""))
    return data.replace(b"\n", end)


def _encoded(data: bytes, decks: list[bytes], random: Random) -> bytes:
    coding = random.choice(("utf-16", "utf-16-le", "utf-32", "latin-1", "utf-7", "cp1252"))
    return data.decode("utf-8", "replace").encode(coding, "replace")


_Mutation = Callable[[bytes, list[bytes], Random], bytes]
_BYTE_MUTATIONS: tuple[_Mutation, ...] = (
    *(_flip, _insert, _insert, _insert, _overwrite, _overwrite, _delete, _delete, _repeat),
    *(_splice, _splice, _truncate, _lines, _lines, _lines, _ends, _encoded),
)


# ── of the structure ──────────────────────────────────────────────────────────────


def _restructured(data: bytes, random: Random) -> bytes:
    """The deck read, its tree changed in some places, and written in one of several styles."""
    tree = yaml.load(data, Loader=_LOADER)
    for _ in range(random.randint(1, 4)):
        if _nodes(tree) < MOST_NODES:
            tree = _changed(tree, random)
    if random.random() < 0.7:
        # JSON is YAML, and its writer is ten times as fast.
        indent = random.choice((None, 1, 2))
        return json.dumps(tree, ensure_ascii=random.random() < 0.5, indent=indent).encode(
            "utf-8", "surrogatepass"
        )
    return bytes(yaml.dump(tree, Dumper=_DUMPER, allow_unicode=True, encoding="utf-8"))


def _nodes(node: Any) -> int:
    if isinstance(node, dict):
        return 1 + sum(map(_nodes, node.values()))
    return 1 + sum(map(_nodes, node)) if isinstance(node, list) else 1


_LOADER: Any = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
_DUMPER: Any = getattr(yaml, "CSafeDumper", yaml.SafeDumper)


def _changed(node: Any, random: Random) -> Any:
    """The tree with one node changed, found by walking down at random."""
    if isinstance(node, dict) and node and random.random() < 0.8:
        key = random.choice(list(node))
        match random.randrange(8):
            case 0:
                return {other: value for other, value in node.items() if other != key}
            case 1:
                return {**node, random.choice(_KEYS): node[key]}
            case 2:
                return {(_any_text(random) if k == key else k): v for k, v in node.items()}
            case _:
                return {**node, key: _changed(node[key], random)}
    if isinstance(node, list) and node and random.random() < 0.85:
        index = random.randrange(len(node))
        match random.randrange(8):
            case 0:
                return node[:index] + node[index + 1 :]
            case 1:
                return node + [node[index]] * random.choice((1, 2, 30))
            case 2:
                return random.sample(node, len(node))
            case _:
                return [*node[:index], _changed(node[index], random), *node[index + 1 :]]
    match random.randrange(7):
        case 0:
            return random.choice(([], {}, "", [[]], None, 7, -1.5, True))
        case 1:
            return [node] * random.choice((0, 1, 2, 40))
        case 2:
            return {random.choice(_KEYS): node}
        case 3:
            deep: Any = node
            for _ in range(random.choice((1, 15, 16, 17, 60))):
                deep = [deep] if random.random() < 0.7 else {"a": deep}
            return deep
        case _:
            return _any_text(random)


def _any_text(random: Random) -> str:
    text = "".join(
        random.choice(TOKENS).decode("utf-8", "replace") if random.random() < 0.5 else "word"
        for _ in range(random.choice((1, 1, 2, 6)))
    )
    return text * random.choice((1, 1, 1, 1, 50))


_KEYS = (
    *("title", "cards", "prompt", "answer", "accept", "distractors", "cloze", "term", "list"),
    *("definition", "sequence", "statement", "id", "tags", "hint", "category", "explanation"),
    *("source", "language", "description", "promt", "", "a", "<<", "🙂"),
)
