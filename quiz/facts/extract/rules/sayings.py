"""Who says what: "Who said that the strike would cost 20 million euros a day?"."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from quiz.facts.extract.asking import tell
from quiz.facts.extract.draft import Draft, Scene
from quiz.facts.extract.tokens import is_reported, subject_of
from quiz.facts.templates import OBJECT

_FEWEST = 5
"""Fewest words of what somebody says that can be told apart from what others say."""


def sayings(scene: Scene) -> Iterator[Draft]:
    """The people whose words a sentence reports, one for each statement."""
    for statement in scene.statements:
        verb = statement.clause.verb
        who = subject_of(verb.head) if is_reported(verb) else None
        name = scene.parsed.name_of(who) if who is not None else None
        if who is None or name is None or not statement.said_by:
            continue
        told = tell(replace(statement, said_by=""), statement.parts[0])
        known = name.full in told or statement.said_by != name.full
        if name.kind != "person" or known or len(told.split()) < _FEWEST:
            continue
        told = told if told[:1] == statement.subject.text[:1] else told[:1].lower() + told[1:]
        yield Draft(
            "who-did", f"said that {told}", name.full, "person", statement.factor, scene.sentence,
            (verb,), (who,), "name", sentences=statement.sentences,
            ask=f"Who said that {told}?", statement=f"{OBJECT} said that {told}.",
            stated=(statement, statement.subject),
        )  # fmt: skip
