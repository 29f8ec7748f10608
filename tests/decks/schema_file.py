"""Makes `quiz/decks/deck.schema.json` from the kinds of cards:
`python -m tests.decks.schema_file` writes it anew."""

from __future__ import annotations

import inspect
import json
from typing import Any

from quiz import paths
from quiz.decks.fields import DECK_KEYS, FORMATS
from quiz.decks.kinds import KINDS, BasicNote
from quiz.decks.kinds.cards import CARD_OF_NOTE
from quiz.decks.note import DataNote, Note, Shape

Schema = dict[str, Any]

TRUE_OR_FALSE = "[Tt][Rr][Uu][Ee]|[Yy][Ee][Ss]|[Ff][Aa][Ll][Ss][Ee]|[Nn][Oo]"
AMOUNT = r"(±|\+/-)?\s*\d{1,12}([.,]\d{1,12})?(\s*[^\d\s].{0,39})?"

TEXT: Schema = {"type": ["string", "number", "boolean"], "pattern": r"\S"}
OPTIONAL: Schema = {"type": ["string", "number", "boolean", "null"]}
TEXTS: Schema = {"anyOf": [OPTIONAL, {"type": "array", "items": TEXT}]}
TRUTH: Schema = {
    "anyOf": [
        {"type": ["boolean", "null"]},
        {"type": "string", "pattern": rf"^\s*({TRUE_OR_FALSE})?\s*$"},
    ]
}

SHARED: dict[str, Schema] = {
    "title": {**TEXT, "description": "The deck's name."},
    "description": {**OPTIONAL, "description": "What the deck is about."},
    "language": {
        "anyOf": [
            {"type": "string", "pattern": "^([A-Za-z]{2,3}(-[A-Za-z0-9]{1,8})*)?$"},
            {"type": ["boolean", "null"]},
        ],
        "description": "The language of the answers.",
        "examples": ["en", "de", "kk", "zh-Hans"],
    },
    "format": {
        "anyOf": [{"enum": [*FORMATS, None]}, {"type": "string", "pattern": r"^\s*$"}],
        "description": "markdown: the texts of the cards are Markdown, with formulas between $. "
        "text, or nothing: they are shown as typed.",
    },
    "accept": {**TEXTS, "description": "Other right answers."},
    "distractors": {**TEXTS, "description": "Wrong answers to choose from."},
    "shuffle": {
        **TRUTH,
        "description": "false: options stay in the order written here, the answer first unless it "
        "is among the distractors.",
    },
    "typed": {
        **TRUTH,
        "description": "true: the answer is always typed, never chosen.",
    },
    "strict": {
        **TRUTH,
        "description": "Whether case, accents, punctuation and spaces of a typed answer count.",
    },
    "tolerance": {
        "anyOf": [
            {"type": ["number", "null"]},
            {"type": "string", "pattern": rf"^\s*({AMOUNT})?\s*$"},
        ],
        "description": "How far a number may be off: a share of it, or an amount.",
        "examples": ["5 %", 0.5, "0.5 km"],
    },
    "id": {
        **OPTIONAL,
        "description": "A name for the card. With it, the card keeps its progress whatever else "
        "you change.",
    },
    "category": {
        **OPTIONAL,
        "description": "What sort of answer this is, such as city or date. Wrong answers come from "
        "cards of the same category.",
    },
    "hint": {**OPTIONAL, "description": "Shown when the player asks for help."},
    "explanation": {**OPTIONAL, "description": "Shown after the answer."},
    "source": {**OPTIONAL, "description": "Where one can read about it."},
    "folder": {
        **OPTIONAL,
        "description": "The names of its folders in full, with :: between, as for Anki.",
    },
    "tags": {**TEXTS, "description": "Words by which the cards are found."},
    "image": {
        **OPTIONAL,
        "description": "A picture shown with the prompt: a path relative to the deck's file.",
        "examples": ["map.png"],
    },
    "alt": {**OPTIONAL, "description": "What the picture shows, for those who cannot see it."},
    "audio": {
        **OPTIONAL,
        "description": "A sound played with the prompt: a path relative to the deck's file. Of "
        "several sounds, each path has a line.",
        "examples": ["sounds/word.mp3"],
    },
    "answer_image": {**OPTIONAL, "description": "A picture shown with the answer."},
    "answer_alt": {**OPTIONAL, "description": "What the picture shown with the answer shows."},
    "answer_audio": {**OPTIONAL, "description": "A sound played with the answer."},
}
"""The keys that mean the same wherever they occur."""


def _shared(key: str) -> Schema:
    return {"$ref": f"#/$defs/{key}"}


BY_SHAPE: dict[Shape, Schema] = {
    Shape.TEXT: TEXT,
    Shape.SEVERAL: {"type": "array", "minItems": 2, "items": TEXT},
    Shape.ITEMS: {
        "type": "array",
        "minItems": 2,
        "items": {"anyOf": [TEXT, {"type": "array", "minItems": 1, "items": TEXT}]},
        "description": "An inner list holds a name and other right ones.",
    },
    Shape.GAPS: {
        "type": "string",
        "pattern": r"\{\{",
        "description": "Other right answers follow a bar, a hint follows two colons: "
        "{{answer|other::hint}}.",
        "examples": ["{{Astana}} is the capital of {{Kazakhstan}}."],
    },
    Shape.TRUTH: {
        "anyOf": [
            {"type": "boolean"},
            {"type": "string", "pattern": rf"^\s*({TRUE_OR_FALSE})\s*$"},
        ],
        "examples": [True, False],
    },
}
"""What a kind of card asks for each of its own keys."""


def _object(properties: dict[str, Schema], required: list[str]) -> Schema:
    return {
        "type": "object",
        "required": required,
        "additionalProperties": False,
        "properties": properties,
    }


def _card(kind: type[Note]) -> Schema:
    structured = issubclass(kind, DataNote)
    own = {
        each.key: {
            "title": each.name,
            **(STRUCTURED[each.key] if structured else BY_SHAPE[each.shape]),
        }
        for each in kind.form
        if each.needed or each.key in STRUCTURED
    }
    return {
        "title": kind.called.partition(" ")[2],
        "description": (inspect.getdoc(kind) or "").partition(".")[0] + ".",
        **_object(
            {key: own.get(key) or _shared(key) for key in kind.keys},
            [each.key for each in kind.form if each.needed],
        ),
    }


def _card_of_note() -> Schema:
    whole = _card(BasicNote)
    return _object({key: whole["properties"][key] for key in CARD_OF_NOTE}, ["prompt", "answer"])


def _numbers(count: int) -> Schema:
    text = {"type": "string", "pattern": r"^\s*\d+(\.\d+)?( ?%)?\s*$"}
    number: Schema = {"anyOf": [{"type": "number"}, text]}
    return {"type": "array", "minItems": count, "maxItems": count, "items": number}


_SHAPES = [_numbers(4), {"type": "array", "minItems": 3, "items": _numbers(2)}]
_PLACES = [*_SHAPES, {"type": "array", "minItems": 1, "items": {"anyOf": _SHAPES}}]
_REGION = _object(
    {
        "name": {**OPTIONAL, "description": "What it shows; the answer."},
        "at": {
            "anyOf": _PLACES,
            "description": "Left, top, width and height, or the corners of a polygon as [across, "
            "down], in percent, or in pixels of the 'size'.",
            "examples": [[10, 20, 30, 15]],
        },
        "accept": _shared("accept"),
    },
    ["at"],
)
_CARDS: Schema = {"type": "array", "minItems": 1, "items": {"$ref": "#/$defs/card_of_note"}}
STRUCTURED: dict[str, Schema] = {
    "template": {**OPTIONAL, "description": "The name of one of the deck's templates."},
    "fields": {
        "type": ["object", "null"],
        "additionalProperties": OPTIONAL,
        "description": "Texts by name. A card uses one as {NAME}.",
        "examples": [{"Word": "der Hund", "Meaning": "dog"}],
    },
    "cards": {**_CARDS, "description": "The cards of this note, never asked in one round."},
    "occlusion": {**TEXT, "description": "A picture: a path relative to the deck's file."},
    "prompt": {**OPTIONAL, "description": "What to ask of each region."},
    "regions": {
        "type": "array",
        "minItems": 1,
        "items": _REGION,
        "description": "The parts of the picture to ask for, each a card.",
    },
    "covered": {
        "anyOf": [*_PLACES, {"type": "null"}],
        "description": "Further parts that are covered, but not asked for.",
    },
    "size": {
        "anyOf": [_numbers(2), {"type": "null"}],
        "description": "Width and height of the picture, if the regions are in pixels.",
    },
    "hide": {
        **OPTIONAL,
        "enum": ["all", "one", None],
        "description": "one: the other regions stay open while one is asked.",
    },
}
"""The keys that hold lists and mappings."""


def schema_text() -> str:
    """The JSON Schema of deck files, for completion and checks in editors."""
    cards = [_card(kind) for kind in KINDS.values()]
    schema = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "A deck of quiz",
        "description": "Cards to be asked by quiz. Every scalar is taken as the text typed.",
        **_object(
            {
                **{key: _shared(key) for key in DECK_KEYS if key != "cards"},
                "templates": {
                    "type": ["object"],
                    "additionalProperties": _object(
                        {"fields": {**TEXTS, "description": "Their names."}, "cards": _CARDS},
                        ["fields", "cards"],
                    ),
                    "description": "Cards for many notes, by the name of the template.",
                },
                "cards": {"type": "array", "minItems": 1, "items": {"anyOf": cards}},
            },
            ["title", "cards"],
        ),
        "$defs": {**SHARED, "card_of_note": _card_of_note()},
    }
    return json.dumps(schema, indent=2, ensure_ascii=False) + "\n"


if __name__ == "__main__":
    paths.deck_schema().write_text(schema_text(), encoding="utf-8")
