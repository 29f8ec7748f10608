"""Of which parts an initiative consists: "the Great Plan (Northern Road and Southern Road)"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from quiz.facts.extract.draft import Draft, Scene
from quiz.facts.extract.lexicon import INITIATIVES

_CAPITALS = r"(?:[A-Z0-9][\w-]*)(?: (?:and |of )?[A-Z0-9][\w-]*)*"
_SIMPLE = r"(?:[A-Z0-9][\w-]*)(?: (?:of )?[A-Z0-9][\w-]*)*"
_WITH_PARTS = re.compile(rf"({_CAPITALS}) \((?:the )?({_SIMPLE}) and (?:the )?({_SIMPLE})\)")


def initiatives(scene: Scene) -> Iterator[Draft]:
    """The parts of an initiative that a sentence names in brackets."""
    span = scene.sentence.span
    for found in _WITH_PARTS.finditer(span.text):
        whole, *parts = found.groups()
        if not any(p.split()[-1].lower() in INITIATIVES for p in (whole, *parts)):
            continue
        for number, part in enumerate(parts, 2):
            yield Draft(
                "part-of-initiative", whole, part, "initiative", 0.9, scene.sentence,
                span.part(*found.span(1)) or (), span.part(*found.span(number)) or (),
                ask=f"What are the parts of the {whole}?",
                statement=f"{{object}} is part of the {whole}.",
            )  # fmt: skip
