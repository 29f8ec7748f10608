"""Where something happened, and where somebody is based."""

from __future__ import annotations

from collections.abc import Iterator

from quiz.facts.extract.clauses import Clause, noun_words, words_of
from quiz.facts.extract.draft import Draft, Scene
from quiz.facts.extract.lexicon import COUNTRIES, EVENTS, SAYING, UNSURE, VISITS
from quiz.facts.extract.parsed import Token

_SEATED = ("base", "headquarter", "headquartere", "locate", "situate")
_NO_PLACE = ("person", "event", "initiative")


def places(scene: Scene) -> Iterator[Draft]:
    """The places of a sentence."""
    for clause in scene.clauses:
        if _is_seated(clause):
            yield from _seat(scene, clause)
        elif clause.verb.lemma_ not in SAYING and clause.verb.lemma_ not in UNSURE:
            yield from _happened(scene, clause)


def _is_seated(clause: Clause) -> bool:
    if clause.verb.lemma_.lower() in _SEATED or clause.verb.lower_ == "headquartered":
        return True
    return clause.verb.lemma_ == "have" and any(
        child.dep_ == "dobj" and child.lemma_ in ("headquarters", "headquarter", "seat")
        for child in clause.verb.children
    )


def _seat(scene: Scene, clause: Clause) -> Iterator[Draft]:
    who = scene.references.of(clause.subject)
    words = noun_words(clause.subject, scene.references)
    if words is None or who is None:
        return
    for _, place in _where(clause):
        where = noun_words(place, scene.references)
        if where is None or scene.parsed.name_of(place) is None:
            continue
        yield Draft(
            "based-in",
            words.text,
            where.text,
            "place",
            0.96 * words.factor * where.factor * clause.factor,
            scene.sentence,
            (clause.subject,),
            (place,),
            _kind(where.text),
            sentences=(*words.sentences, *where.sentences),
        )
        return


def _happened(scene: Scene, clause: Clause) -> Iterator[Draft]:
    if clause.present or clause.verb.lemma_ in VISITS:
        return
    for preposition, place in _where(clause):
        name = scene.parsed.name_of(place)
        if name is None or name.kind in _NO_PLACE or place.lower_ in EVENTS:
            continue
        if place.ent_type_ in ("DATE", "TIME"):
            continue
        words = words_of(clause, scene.references, without=[preposition, *preposition.subtree])
        where = noun_words(place, scene.references)
        if words is None or where is None or len(words.text.split()) < 3:
            continue
        sure = place.ent_type_ in ("GPE", "LOC", "FAC") or where.text in COUNTRIES
        near = preposition.head == clause.verb
        factor = (1 if sure else 0.97) * (1 if near else 0.93) * (0.93 if clause.future else 1)
        factor *= 1 if preposition.lower_ == "in" or sure else 0.9
        date = clause.date
        yield Draft(
            "located",
            f"{words.text} {date.expression.when.phrase}" if date else words.text,
            where.text,
            "place",
            0.95 * words.factor * where.factor * factor,
            scene.sentence,
            (clause.verb,),
            (place,),
            _kind(where.text),
            sentences=(*words.sentences, *where.sentences),
        )
        return


def _where(clause: Clause) -> Iterator[tuple[Token, Token]]:
    """The prepositions of place in a clause, with their nouns."""
    heads = [clause.verb]
    heads += [child for child in clause.verb.children if child.dep_ in ("dobj", "agent", "prep")]
    heads += [noun for child in heads[1:] for noun in child.children if noun.dep_ == "pobj"]
    for head in heads:
        for child in head.children:
            if child.dep_ == "prep" and child.lower_ in ("in", "at") and child.pos_ == "ADP":
                if head != clause.verb and head.tag_ in ("NNP", "NNPS"):
                    continue
                for noun in child.children:
                    if noun.dep_ == "pobj" and noun.tag_ in ("NNP", "NNPS"):
                        yield child, noun


def _kind(text: str) -> str:
    return "country" if text in COUNTRIES else "place"
