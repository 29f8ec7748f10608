"""Results of games: "X beat Y 3-1"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from quiz.facts.extract.clauses import noun_words
from quiz.facts.extract.draft import Draft, Scene
from quiz.facts.extract.parsed import Name, Token

_SCORE = re.compile(r"(?<![\d-])(\d{1,3}[-–:]\d{1,3})(?![\d-])")
_BEATING = ("beat", "defeat", "thrash", "overcome", "edge")


def scores(scene: Scene) -> Iterator[Draft]:
    """The results of a sentence."""
    span = scene.sentence.span
    for clause in scene.clauses:
        if clause.verb.lemma_ not in _BEATING or clause.passive:
            continue
        winner = noun_words(clause.subject, scene.references)
        subject = clause.subject
        if winner is None and clause.subject.lower_ == "they":
            # "X won the cup when they beat Y": the subject of the clause around it.
            around = scene.of_verb(clause.verb.head)
            if around is not None:
                subject = around.subject
                winner = noun_words(subject, scene.references)
        found = _SCORE.search(span.text, clause.verb.idx - span.start_char)
        if winner is None or found is None:
            continue
        start = span.start_char + found.start()
        tokens = span.doc.char_span(start, start + len(found[1]), alignment_mode="expand")
        loser = _loser(scene, clause.verb, start)
        if loser is None or tokens is None:
            continue
        yield Draft(
            "score",
            f"{winner.text} beat {loser.full}",
            found[1],
            "event",
            0.95 * winner.factor,
            scene.sentence,
            (subject,),
            list(tokens),
            "score",
            as_of="",
            sentences=winner.sentences,
        )


def _loser(scene: Scene, verb: Token, end: int) -> Name | None:
    behind = [token for token in verb.doc[verb.i + 1 :] if token.idx < end]
    names = [name for token in behind if (name := scene.parsed.name_of(token)) is not None]
    return names[0] if names else None
