"""Who met whom, and who visited what."""

from __future__ import annotations

from collections.abc import Iterator

from quiz.facts.extract.clauses import Clause, noun_words
from quiz.facts.extract.draft import Draft, Scene
from quiz.facts.extract.lexicon import COUNTRIES, MEETS, VISITS
from quiz.facts.extract.parsed import Token
from quiz.facts.extract.references import Phrase


def meetings(scene: Scene) -> Iterator[Draft]:
    """The meetings and visits of a sentence."""
    for clause in scene.clauses:
        who = scene.references.of(clause.subject)
        if who is None or who.kind != "person" or clause.passive or clause.future:
            continue
        subject = noun_words(clause.subject, scene.references)
        if subject is None:
            continue
        if clause.verb.lemma_ in MEETS:
            yield from _met(scene, clause, subject)
        yield from _visited(scene, clause, subject)


def _met(scene: Scene, clause: Clause, subject: Phrase) -> Iterator[Draft]:
    others = [child for child in clause.verb.children if child.dep_ == "dobj"]
    others += [
        noun
        for child in clause.verb.children
        if child.dep_ == "prep" and child.lower_ == "with"
        for noun in child.children
        if noun.dep_ == "pobj"
    ]
    for other in others:
        found = scene.references.of(other)
        whom = noun_words(other, scene.references)
        if found is None or found.kind != "person" or whom is None or found.text == subject.text:
            continue
        yield _draft(scene, clause, "met", subject, whom, other, "person", "name", 0.95)


def _visited(scene: Scene, clause: Clause, subject: Phrase) -> Iterator[Draft]:
    verb = clause.verb
    place: Token | None = None
    if verb.lemma_ in VISITS:
        by = VISITS[verb.lemma_]
        if by:
            place = _behind(verb, by)
        else:
            place = next((child for child in verb.children if child.dep_ == "dobj"), None)
    elif verb.lemma_ in ("pay", "make", "begin", "start"):
        for child in verb.children:
            if child.dep_ == "dobj" and child.lemma_ in ("visit", "trip"):
                place = _behind(child, "to") or _behind(verb, "to")
    if place is None:
        return
    name = scene.parsed.name_of(place)
    if name is None or (name.kind not in ("place",) and not _is_place(place)):
        return
    where = noun_words(place, scene.references)
    if where is not None:
        kind = "country" if name.full in COUNTRIES else "place"
        yield _draft(scene, clause, "visited", subject, where, place, "place", kind, 0.95)


def _behind(head: Token, preposition: str) -> Token | None:
    for child in head.children:
        if child.dep_ == "prep" and child.lower_ == preposition:
            return next((noun for noun in child.children if noun.dep_ == "pobj"), None)
    return None


def _is_place(token: Token) -> bool:
    return token.ent_type_ in ("GPE", "LOC") or token.text in COUNTRIES


def _draft(
    scene: Scene,
    clause: Clause,
    relation: str,
    subject: Phrase,
    other: Phrase,
    token: Token,
    category: str,
    kind: str,
    confidence: float,
) -> Draft:
    date = clause.date
    return Draft(
        relation,
        subject.text,
        other.text,
        category,
        # Without a date the question would have several answers.
        confidence * clause.factor * subject.factor * other.factor * (1 if date else 0.85),
        scene.sentence,
        (clause.subject,),
        (token,),
        kind,
        as_of=str(date.expression.when) if date else "",
        sentences=(*subject.sentences, *other.sentences),
    )
