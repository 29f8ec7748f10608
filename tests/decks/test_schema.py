from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from jsonschema import Draft202012Validator

from quiz import paths
from quiz.decks.deck import Deck
from quiz.decks.loader import load_deck
from quiz.decks.starter_deck import starter_deck
from quiz.decks.writer import dump_deck
from tests.decks.schema_file import schema_text
from tests.strategies import decks

SCHEMA = json.loads(paths.deck_schema().read_text(encoding="utf-8"))
VALIDATOR = Draft202012Validator(SCHEMA)
SHIPPED = sorted((Path(__file__).parents[2] / "decks").glob("*.yaml"))


def texts(text: str) -> Any:
    """The file with every scalar as text, as the game reads it."""
    return yaml.load(text, yaml.BaseLoader)


def test_the_schema_is_one() -> None:
    Draft202012Validator.check_schema(SCHEMA)


def test_the_schema_is_made_from_the_kinds() -> None:
    assert paths.deck_schema().read_text(encoding="utf-8") == schema_text(), (
        "run `python -m tests.decks.schema_file`"
    )


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.stem)
def test_shipped_decks_fit(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    VALIDATOR.validate(texts(text))
    VALIDATOR.validate(yaml.safe_load(text))
    name = text.splitlines()[0].removeprefix("# yaml-language-server: $schema=")
    assert (path.parent / name).resolve() == paths.deck_schema()


def test_the_starter_deck_fits() -> None:
    text = starter_deck("My: deck", "file:///schema.json")
    VALIDATOR.validate(yaml.safe_load(text))
    assert text.startswith("# yaml-language-server: $schema=file:///schema.json\n")
    assert "yaml-language-server" not in starter_deck("x")


@given(decks())
def test_every_deck_fits(deck: Deck) -> None:
    VALIDATOR.validate(texts(dump_deck(deck)))


@pytest.mark.parametrize(
    "cards",
    [
        "",
        "[]",
        "text",
        "[text]",
        "[{prompt: a}]",
        "[{prompt: a, anwser: b}]",
        "[{prompt: a, answer: [b]}]",
        "[{prompt: a, answer: b, cloze: c}]",
        "[{prompt: a, answer: ''}]",
        "[{prompt: a, answer: b, accept: [[c]]}]",
        "[{cloze: no gap}]",
        "[{term: a}]",
        "[{prompt: a, list: [b]}]",
        "[{prompt: a, list: [b, []]}]",
        "[{prompt: a, sequence: b}]",
        "[{statement: a, answer: perhaps}]",
        "[{statement: a, answer: true, accept: b}]",
    ],
)
def test_loader_and_schema_refuse_alike(cards: str) -> None:
    text = f"title: x\ncards: {cards}\n"
    assert isinstance(load_deck(text.encode(), "x.yaml"), list)
    assert not VALIDATOR.is_valid(texts(text))


@pytest.mark.parametrize("head", ["title: ''", "titel: x", "title: x\nlanguage: '!'", "- x"])
def test_the_head_is_refused_alike(head: str) -> None:
    text = f"{head}\ncards: [{{prompt: a, answer: b}}]\n" if head[0] != "-" else "- x\n"
    assert isinstance(load_deck(text.encode(), "x.yaml"), list)
    assert not VALIDATOR.is_valid(texts(text))
