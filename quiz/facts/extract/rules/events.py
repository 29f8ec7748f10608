"""When something happened: a clause with its date."""

from __future__ import annotations

from collections.abc import Iterator

from quiz.facts.extract.clauses import Clause, words_of
from quiz.facts.extract.draft import Draft, Scene
from quiz.facts.extract.lexicon import SAYING, UNSURE

_EMPTY = frozenset(("be", "have", "do", "take", "make", "mark"))


def events(scene: Scene) -> Iterator[Draft]:
    """The dated events of a sentence."""
    for clause in scene.clauses:
        dated = clause.date
        lemma = clause.verb.lemma_
        if dated is None or lemma in SAYING or lemma in UNSURE or clause.present:
            continue
        if lemma in _EMPTY and not clause.passive and not _has_object(clause):
            continue
        words = words_of(clause, scene.references)
        if words is None or len(words.text.split()) < 2:
            continue
        when = dated.expression.when
        text = str(when)
        confidence = 0.96 * words.factor * (1 if dated.near else 0.88)
        confidence *= 0.93 if clause.future else 1
        yield Draft(
            "dated",
            words.text,
            text,
            "date",
            confidence * (0.98 if not dated.expression.absolute else 1),
            scene.sentence,
            (clause.verb,),
            dated.tokens,
            "day" if when.day else "month" if when.month else "year",
            event=words.text if not clause.future else "",
            sentences=words.sentences,
        )


def _has_object(clause: Clause) -> bool:
    return any(child.dep_ in ("dobj", "nsubjpass") for child in clause.verb.children)
