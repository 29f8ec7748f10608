"""The quick reader finds what the general reader finds, or nothing."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from quiz.decks import loader
from quiz.decks.model import Deck, Extras
from quiz.decks.quick import quick_deck
from quiz.decks.writer import dump_deck
from tests.strategies import decks

ROOT = Path(__file__).parents[2]
LAWS = settings(deadline=None, max_examples=300)


def general(text: str) -> Deck | None:
    found = loader._Loader("x").load(text)
    return found if isinstance(found, Deck) else None


def assert_same(text: str) -> bool:
    quick = quick_deck(text)
    if quick is None:
        return False
    slow = general(text)
    assert quick == slow
    assert slow is not None
    assert [n.extras.line for n in quick.notes] == [n.extras.line for n in slow.notes]
    return True


@LAWS
@given(decks())
def test_decks_as_we_write_them(deck: Deck) -> None:
    assert_same(dump_deck(deck))


# Pieces that authors combine, right and wrong ones.
keys = st.sampled_from(
    ["prompt", "answer", "accept", "distractors", "hint", "tags", "id", "cloze", "term", "list",
     "definition", "statement", "sequence", "explanation", "title", "cards", "language", "unknown"]
)  # fmt: skip
values = st.sampled_from(
    ["", " a", " b c", " 'x y'", ' "x: y"', ' ""', " ''", " [a, b]", " [a, [b]]", " []", " [ ]",
     " [a,b , c]", " no", " ~", " 1:30", " a: b", " a # b", " a #b", " a#b", " #b", " - a", " -a",
     " ?", " |", " >", " &a", " *a", " !t", " {a: b}", " a:", " a\\", ' "a\\n"', " true",
     " {{x}} y", ' "{{x}} y"', ' "{{x|y::z}}"', ' "{{"', " a  ", "  a", " a' b", ' a" b', " ,a",
     " [a b, c]", " [a: b]", " ['a', b]", " é", " 漢字", " a\u0301", " \ud7ff", " en", " %"]
)  # fmt: skip
lines = st.one_of(
    st.builds(
        "{}{}:{}".format, st.sampled_from(["", "  - ", "    ", "- ", "  ", "   "]), keys, values
    ),
    st.builds("{}- {}".format, st.sampled_from(["", "  ", "    ", "      "]), values),
    st.builds("{}{}".format, st.sampled_from(["", "      ", "    "]), values),
    st.sampled_from(["", "  ", "# comment", "    # comment", "---", "...", "\t", "cards:"]),
)
HEAD = "title: x\ncards:\n  - prompt: q\n    answer: a\n"


@LAWS
@given(st.lists(lines, max_size=8), st.booleans(), st.booleans())
def test_any_lines(listed: list[str], headed: bool, ended: bool) -> None:
    text = (HEAD if headed else "") + "\n".join(listed) + ("\n" if ended else "")
    assert_same(text)


@LAWS
@given(decks(), st.data())
def test_mutated_decks(deck: Deck, data: st.DataObject) -> None:
    text = dump_deck(deck)
    at = data.draw(st.integers(0, len(text)))
    size = data.draw(st.integers(0, 3))
    new = data.draw(st.text(" \n:-#[]{},'\"ab", max_size=3))
    assert_same(text[:at] + new + text[at + size :])


@pytest.mark.parametrize("path", sorted((ROOT / "decks").glob("*.yaml")), ids=lambda p: p.stem)
def test_shipped_decks(path: Path) -> None:
    assert_same(path.read_text("utf-8"))


def test_what_is_plain_is_read_quickly() -> None:
    text = (
        "# a comment\ntitle: Plain\ndescription: over\n  two lines\ntags:\n  - a\n  - 'b c'\n"
        'language: en\nsource: "me: myself"\n\ncards:\n'
        "  - prompt: What is 1:30 in\n      minutes?\n    answer: no\n    accept: [x y, z]\n"
        "    distractors:\n      - 1\n      - ~\n    id: first\n"
        "  # between\n  - cloze: '{{One|Two::hint}} and {{three}}'\n    tags: t\n"
        "  - term: a\n    definition: b#c\n\n  - prompt: Name two.\n    list: [a, b]\n"
        "  - prompt: Order.\n    sequence:\n    - first\n    - second\n"
        "  - statement: Yes.\n    answer: yes\n    hint: 漢字\n"
    )
    assert assert_same(text)
    found = quick_deck(text)
    assert found is not None
    assert found.description == "over two lines"
    assert [note.extras.line for note in found.notes] == [12, 21, 23, 26, 28, 32]
    assert found.notes[0].extras == Extras(id="first", line=12)
    without_indent = re.sub(r"^  (?=[- ])", "", text.partition("cards:\n")[2], flags=re.MULTILINE)
    assert assert_same("title: x\ncards:\n" + without_indent)


@pytest.mark.parametrize(
    "change",
    [
        ("title: x", "title: [x]"),
        ("title: x", "title:"),
        ("title: x", "titel: x"),
        ("title: x", "title: x\ntitle: y"),
        ("title: x", "title: x\nlanguage: not one"),
        ("title: x", "title: &a x"),
        ("cards:\n", "cards: 3\n"),
        ("cards:\n", "cards:\n  - just a text\n"),
        ("    answer: a\n", ""),
        ("    answer: a\n", "    answer:\n"),
        ("    answer: a\n", "    answer: ' '\n"),
        ("    answer: a\n", "    answer: a\n    accept: []\n"),
        ("    answer: a\n", "    answer: a\n    answer: b\n"),
        ("    answer: a\n", "    answer: a\n    id: '#1'\n"),
        ("    answer: a\n", "    answer: a\n    distractors: [b, B]\n"),
        ("    answer: a\n", "    answer: a\n    distractors: [A]\n"),
        ("    answer: a\n", "    answer: a\n    term: b\n"),
        ("    answer: a\n", "    answer: a\n\n      goes on\n"),
        ("    answer: a\n", "    answer: a\n    goes on\n"),
        ("    answer: a\n", "    answer: a\n  - prompt: q\n    answer: a\n"),
        ("    answer: a\n", "    answer: a\nsource: late\n"),
        ("    answer: a\n", "    list: [b]\n"),
        ("    answer: a\n", "    list: [b, B]\n"),
        ("    answer: a\n", "    list: b\n"),
        ("    answer: a\n", "    list: [b, c]\n      - d\n"),
        ("    answer: a\n", "    answer: a\x07\n"),
        ("  - prompt: q\n    answer: a\n", "  - cloze: no gap\n"),
        ("  - prompt: q\n    answer: a\n", "  - statement: s\n    answer: perhaps\n"),
        ("  - prompt: q\n    answer: a\n", ""),
    ],
)
def test_what_is_not_plain_is_left_to_the_general_reader(change: tuple[str, str]) -> None:
    assert quick_deck(HEAD.replace("title: x", "title: x")) is not None
    text = HEAD.replace(*change)
    assert text != HEAD
    assert quick_deck(text) is None
