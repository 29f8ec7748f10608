"""Acronyms with their full names: "World Health Organization (WHO)" and "WHO (World …)".

The letters have to be the initials of the name's words, small words left out or in.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from quiz.extract.draft import Draft, Scene

_NAME = r"[A-Z][\w'’.-]*(?: (?:(?:of|for|and|on|in|the|to|de|&) )*[A-Z][\w'’-]*){1,9}"
_BEHIND = re.compile(rf"({_NAME}) \(([A-Z][A-Za-z]{{1,9}})\)")
_BEFORE = re.compile(rf"\b([A-Z]{{2,10}}) \(({_NAME})\)")
_SMALL = frozenset(["of", "for", "and", "on", "in", "the", "to", "de", "&"])


def acronyms(scene: Scene) -> Iterator[Draft]:
    """The acronyms that a sentence explains."""
    text = scene.sentence.span.text
    for found in _BEHIND.finditer(text):
        name = named_by(found[2], found[1])
        if name:
            start = found.start(1) + found[1].rindex(name)
            yield _draft(scene, found[2], name, found.start(2), start)
    for found in _BEFORE.finditer(text):
        if named_by(found[1], found[2]) == found[2]:
            yield _draft(scene, found[1], found[2], found.start(1), found.start(2))


def named_by(acronym: str, words: str) -> str:
    """The shortest end of these words whose initials are the acronym; "" if there is none."""
    parts = words.split()
    for start in reversed(range(len(parts))):
        part = parts[start:]
        if part[0].lower() in _SMALL:
            continue
        for small in (False, True):
            letters = [
                piece[0]
                for word in part
                if small or word.lower() not in _SMALL
                for piece in re.split(r"[-’']", word)
                if piece[:1].isalpha() and piece not in ("s",)
            ]
            initials = "".join(letters).lower()
            firsts = "".join(
                word[0] for word in part if small or word.lower() not in _SMALL
            ).lower()
            if acronym.lower() in (initials, firsts):
                return " ".join(part)
            # "World Wide Fund for Nature (WWF)": what comes after "for" may be left out.
            if len(acronym) > 2 and firsts[:-1] == acronym.lower() and part[-2].lower() in _SMALL:
                return " ".join(part)
    return ""


def _draft(scene: Scene, acronym: str, name: str, short: int, long: int) -> Draft:
    span = scene.sentence.span
    doc, start = span.doc, span.start_char

    def tokens(at: int, length: int) -> list[object]:
        found = doc.char_span(start + at, start + at + length, alignment_mode="expand")
        return list(found) if found is not None else []

    return Draft(
        "stands-for",
        acronym,
        name,
        "organisation",
        0.98,
        scene.sentence,
        tokens(short, len(acronym)),
        tokens(long, len(name)),
        "acronym",
    )
