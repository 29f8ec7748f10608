"""Acronyms with their full names: "World Health Organization (WHO)" and "WHO (World …)".

The letters have to be the initials of the name's words, small words left out or in. Where they are
the same in another order, or two thirds of them, as of a name in another language, the fact is less
sure: "National Centre of Cinema (CNC)".
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from quiz.facts.extract.draft import Draft, Scene
from quiz.facts.extract.lexicon import ORGANISATIONS, is_post, without_possessive
from quiz.text.articles import bare

_NAME = r"[A-Z][\w'’.-]*(?:,? (?:(?:of|for|and|on|in|the|to|de|&) )*[A-Z][\w'’-]*){1,9}"
_BEHIND = re.compile(rf"({_NAME}) \(([A-Z][A-Za-z]{{1,9}})\)")
_BEFORE = re.compile(rf"\b([A-Z]{{2,10}}) \(({_NAME})\)")
_LED = re.compile(r"^(?:But|And|Or|So|For|In|At|By|With) (?=the )")
_SMALL = frozenset(["of", "for", "and", "on", "in", "the", "to", "de", "&"])


def acronyms(scene: Scene) -> Iterator[Draft]:
    """The acronyms that a sentence explains."""
    text = scene.sentence.span.text
    for found in _BEHIND.finditer(text):
        name, confidence = named_by(found[2], found[1]), 0.98
        if not name and found[2].isupper() and _is_organisation(found[1]):
            name = bare(_LED.sub("", found[1].rpartition(", the ")[2]))
            name = name.partition(" of ")[2] if is_post(name.partition(" of ")[0].lower()) else name
            confidence = _likeness(found[2], name)
        if name and confidence:
            start = found.start(1) + found[1].rindex(name)
            yield _draft(scene, found[2], name, found.start(2), start, confidence)
    for found in _BEFORE.finditer(text):
        if named_by(found[1], found[2]) == found[2]:
            yield _draft(scene, found[1], found[2], found.start(1), found.start(2), 0.98)
    yield from _elsewhere(scene)


def _elsewhere(scene: Scene) -> Iterator[Draft]:
    """An acronym that the article uses elsewhere, and a long name that fits it."""
    span = scene.sentence.span
    for found in re.finditer(_NAME, span.text):
        for name in re.split(r"^The |,? and the |, (?:and )?", found[0]):
            words = [w for w in re.split(r"[ -]", name) if w.lower() not in _SMALL]
            start = found.start() + found[0].index(name)
            tokens = span.part(start, start + len(name))
            if tokens is None or len(words) < 3:
                continue
            for acronym in scene.parsed.unexplained:
                if _fits(acronym, words):
                    used = next((s for s in scene.parsed.sentences if acronym in s.text), None)
                    yield Draft(
                        "stands-for", acronym, bare(name), "organisation", 0.85,
                        scene.sentence, (), tokens, "acronym",
                        sentences=(used.number,) if used else (),
                    )  # fmt: skip


def _fits(acronym: str, words: list[str]) -> bool:
    """Whether three letters or more begin words of a name in order, the first and the last too."""
    if words[0][0] != acronym[0] or words[-1][0] != acronym[-1]:
        return False
    initials = iter(word[0] for word in words)
    return 2 * len(acronym) > len(words) and all(letter in initials for letter in acronym)


def named_by(acronym: str, words: str) -> str:
    """The shortest ending of these words whose initials are the acronym; "" if there is none."""
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


def _is_organisation(name: str) -> bool:
    return any(word.lower() in ORGANISATIONS for word in name.split())


def _likeness(acronym: str, name: str) -> float:
    """The confidence in an acronym whose letters are not exactly the initials; 0 for none."""
    initials = Counter(word[0].lower() for word in name.split() if word.lower() not in _SMALL)
    letters = Counter(acronym.lower())
    if len(acronym) < 3 or len(acronym) > sum(initials.values()) + 1:
        return 0.0
    if letters == initials:
        return 0.91
    return 0.8 if 3 * (letters & initials).total() >= 2 * len(acronym) else 0.0


def _draft(
    scene: Scene, acronym: str, name: str, short: int, long: int, confidence: float
) -> Draft:
    span = scene.sentence.span
    name = without_possessive(name)
    return Draft(
        "stands-for", acronym, name, "organisation", confidence, scene.sentence,
        span.part(short, short + len(acronym)) or (), span.part(long, long + len(name)) or (),
        "acronym",
    )  # fmt: skip
