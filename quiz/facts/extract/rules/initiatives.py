"""Whose initiative something is, and of which parts it consists.

- "Kazakhstan's 'Bright Avenue' policy", "its Safe Pastures plan".
- "the Great Plan (Northern Road and Southern Road)".
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from quiz.facts.extract.clauses import noun_words
from quiz.facts.extract.draft import Draft, Scene
from quiz.facts.extract.lexicon import INITIATIVES, words
from quiz.facts.extract.parse_tree import Token
from quiz.facts.extract.tokens import text_of

_CAPITALS = r"(?:[A-Z0-9][\w-]*)(?: (?:and |of )?[A-Z0-9][\w-]*)*"
_SIMPLE = r"(?:[A-Z0-9][\w-]*)(?: (?:of )?[A-Z0-9][\w-]*)*"
_WITH_PARTS = re.compile(rf"({_CAPITALS}) \((?:the )?({_SIMPLE}) and (?:the )?({_SIMPLE})\)")
_SOLD = words("programme program deal")
"""What a broadcaster or a firm has many of; nobody asks whose one is."""

_QUOTED = re.compile("[\"'“”‘’](.+?)[\"'“”‘’]")


def initiatives(scene: Scene) -> Iterator[Draft]:
    """The initiatives that a sentence names."""
    yield from _parts(scene)
    for token in scene.sentence:
        if token.lemma_.lower() in INITIATIVES and token.tag_ in ("NN", "NNP"):
            yield from _owned(scene, token)


def _parts(scene: Scene) -> Iterator[Draft]:
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


def _owned(scene: Scene, noun: Token) -> Iterator[Draft]:
    if noun.lemma_.lower() in _SOLD:
        return
    owner = next((child for child in noun.children if child.dep_ == "poss"), None)
    before = noun.doc[max(noun.sent.start, noun.i - 8) : noun.i]
    if owner is None:
        # If a quoted name is in between, the parse often attaches the owner to one of its words.
        owner = next((t for t in before if t.dep_ == "poss" and t.head in before), None)
    words = noun_words(owner, scene.references) if owner is not None else None
    if owner is None or words is None or scene.parsed.is_spoken(noun):
        return
    between = [t for t in noun.doc[owner.i + 1 : noun.i] if t.dep_ != "case"]
    quoted = _QUOTED.search(text_of(between))
    capital = all(t.text[:1].isupper() or t.lower_ in ("and", "of", "on", "the") for t in between)
    name = quoted[1].strip(" ,") if quoted else text_of(between) if capital else ""
    if name:
        yield Draft(
            "initiative-of", f"{name} {noun.text}", words.text, "initiative",
            (0.95 if quoted else 0.9) * words.factor, scene.sentence,
            [t for t in between if t.text in name.split()], (owner,), "owner",
            sentences=words.sentences,
        )  # fmt: skip
