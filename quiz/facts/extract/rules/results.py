"""Results of games: "X beat Y 3-1", "X lost 1 – 2 to Y", "X won 2-1 against Y"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from quiz.facts.extract.asking import ask
from quiz.facts.extract.draft import Draft, Scene
from quiz.facts.extract.lexicon import words
from quiz.facts.extract.statements import statements
from quiz.facts.templates import OBJECT
from quiz.wording import with_capital

_SCORE = re.compile(r"(?<![\d.-])(\d{1,3} ?[-–:] ?\d{1,3})(?![\d-])")
_PLAYING = words("beat defeat thrash overcome edge lose win draw tie trounce hammer crush")


def results(scene: Scene) -> Iterator[Draft]:
    """The results that a sentence states."""
    text = scene.sentence.span.text
    clauses = [clause for clause in scene.clauses if clause.verb.lemma_ in _PLAYING]
    found = _SCORE.search(text)
    if found is None or len(_SCORE.findall(text)) > 1:
        return
    score = re.sub(" ", "", found[1])
    span = scene.sentence.span.part(*found.span(1))
    for each in statements(scene.references, clauses):
        # "by a score of 2-1" would tell it.
        beside = (p for p in each.parts if p.role == "object" or found[1] not in p.text)
        statement = replace(each, parts=tuple(beside))
        told = ask(statement, statement.subject)
        if told is None or len(statement.everything) < 2 or span is None:
            continue
        place = statement.parts[0].words if statement.parts[0].role == "object" else ""
        verb = " ".join(statement.verb_words())
        tail = told.rest.removeprefix(verb).strip().removeprefix(place).strip()
        # The parse may take the score for a part of the loser's name.
        place = place.replace(found[1], "").strip()
        head = f"{statement.subject.text} {verb} {place}".strip()
        whole = f"{head} {OBJECT} {tail}".strip()
        inverted = f"did {statement.subject.text} {statement.lemma}"
        yield Draft(
            "score", f"{head} {tail}".strip(), score, "event", 0.95 * statement.factor,
            scene.sentence, (statement.subject.head,), span, "score",
            sentences=statement.sentences,
            ask=" ".join(f"By what score {inverted} {place} {tail}".split()) + "?",
            statement=with_capital(whole) + ".",
        )  # fmt: skip
