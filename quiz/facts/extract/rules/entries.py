"""Entries of a guide or a glossary, which have no verb: "Lom Bay: flat and dry."."""

from __future__ import annotations

import re
from collections.abc import Iterator

from quiz.facts.extract.draft import VERBATIM, Draft, Scene

_ENTRY = re.compile(
    r"(?P<name>[A-Z][\w'’-]+(?: (?:[A-Z\d]|à|l'|of |de |the )[\w'’-]*){0,5})"
    r"(?P<mark>:| [-–—]|,|) (?P<told>(?:(?:a|an|the) )?[a-z][^:;?!\"“”]{8,})\.?"
)
_FINITE = ("VBZ", "VBP", "VBD", "MD")


def entries(scene: Scene) -> Iterator[Draft]:
    """What an entry describes."""
    found = _ENTRY.fullmatch(" ".join(scene.sentence.text.split()))
    if found is None or len(found["told"]) > VERBATIM:
        return
    first, mark = scene.sentence.span[0], found["mark"]
    opening = first.tag_ == "RB" or (first.sent.root.pos_ == "VERB" and mark != ":")
    if opening or (not mark and not found["told"].startswith("a ")):
        return
    verbs = (t for t in scene.sentence if t.tag_ in _FINITE)
    if any((t if t.pos_ == "VERB" else t.head).dep_ != "relcl" for t in verbs):
        return
    told = re.sub(r" \([^()]*\)", "", found["told"]).rstrip(" .")
    span = scene.sentence.span
    tokens = span.part(0, len(found["name"])) or ()
    name = next((n for t in tokens if (n := scene.parsed.name_of(t)) is not None), None)
    kind = name.kind if name is not None and name.kind != "thing" else "term"
    word = "Who" if kind == "person" else "What"
    yield Draft(
        "stated", f"is described as {told}", found["name"],
        kind, 0.9, scene.sentence,
        (), tokens, "name", ask=f"{word} is described as “{told}”?",
        statement=f"{{object}} is described as “{told}”.",
    )  # fmt: skip
