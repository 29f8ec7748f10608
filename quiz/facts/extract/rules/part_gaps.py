"""A statement with a gap for a name or number inside one of its parts.

"The bank offered a loan of $50 million" has one object, and the sum is inside it. Where the
statement is the whole sentence, `gaps` finds the same; here it may be any clause.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from quiz.facts.extract.asking import tell
from quiz.facts.extract.draft import Draft, Scene
from quiz.facts.extract.noun_phrases import noun_phrase
from quiz.facts.extract.rules.gaps import VARYING, answers_in, gap
from quiz.facts.extract.rules.stated import as_told_later
from quiz.facts.extract.statement_parts import Part
from quiz.facts.extract.statements import Statement
from quiz.text.articles import bare


def part_gaps(scene: Scene) -> Iterator[Draft]:
    """The gaps inside the parts of all statements of a sentence."""
    for statement in scene.statements:
        for part in statement.everything:
            if part.role != "time":
                yield from _inside(scene, statement, part)


def _inside(scene: Scene, statement: Statement, part: Part) -> Iterator[Draft]:
    for found in answers_in(noun_phrase(part.head)):
        number = found[-1].ent_type_ in VARYING
        if number and part.kind == "number":
            # `stated` asks for it.
            continue
        told, as_of = as_told_later(scene, statement, number)
        text = tell(told, part, as_of)
        if as_of and ", wh" in text:
            # "in May 2015" would be of the clause.
            text = tell(told, part)
        draft = gap(scene, text, found, statement.factor, statement.sentences)
        if draft is not None and bare(draft.object) != bare(part.text):
            yield replace(draft, stated=(statement, part))
