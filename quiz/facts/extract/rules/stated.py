"""What any sentence states: a question for each part of each of its statements."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from quiz.facts.extract.asking import ask
from quiz.facts.extract.draft import Draft, Scene
from quiz.facts.extract.statement_parts import Part
from quiz.facts.extract.statements import Statement, in_past, is_country
from quiz.facts.templates import OBJECT

_RELATIONS = {
    "person": ("who-did", "person", "name"),
    "organisation": ("which-did", "organisation", "name"),
    "place": ("located", "place", "place"),
    "date": ("dated", "date", ""),
    "number": ("quantity", "quantity", ""),
    "event": ("stated", "event", "name"),
    "initiative": ("stated", "initiative", "name"),
    "thing": ("stated", "term", "name"),
    "common": ("stated", "term", "phrase"),
}


def stated(scene: Scene) -> Iterator[Draft]:
    """A fact for each part of a statement that a question or a gap can ask for."""
    for statement in scene.statements:
        for part in statement.everything:
            draft = _draft(scene, statement, part)
            if draft is not None:
                yield draft
                yield from _items(part, draft)


def _draft(scene: Scene, statement: Statement, part: Part) -> Draft | None:
    dated = any(each.when is not None for each in statement.parts)
    present = statement.clause.present
    varies = part.kind == "number" and not any(t.ent_type_ == "QUANTITY" for t in part.head.subtree)
    perfect = statement.auxiliaries[:1] in (("has",), ("have",)) and not statement.is_dated
    as_of = f"in {scene.now}" if present and not dated and varies and scene.now else ""
    if perfect and scene.now:
        as_of = f"by {scene.now}"
    # "today is to begin": by now it was.
    if as_of or scene.may_be_over(statement.clause.verb, present, dated or varies):
        statement = in_past(statement)
    asked = ask(statement, part, as_of)
    if asked is None:
        return None
    if part.kind == "common" and not asked.question:
        # A gap for a common word is a guess.
        return None
    relation, category, kind = _RELATIONS[part.kind]
    if part.kind == "place" and is_country(part.text):
        kind = "country"
    return Draft(
        relation, asked.rest, asked.answer, category, statement.factor, scene.sentence,
        (statement.subject.head, statement.clause.verb), (part.head,), kind, asked.accept,
        sentences=statement.sentences, ask=asked.question, statement=asked.statement,
        stated=(statement, part),
    )  # fmt: skip


def _items(part: Part, draft: Draft) -> Iterator[Draft]:
    """Each item of a list, for a card that asks for all of them."""
    if len(part.items) < 2 or not draft.ask or part.role == "subject":
        return
    for item in part.items:
        yield replace(
            draft,
            relation="listed",
            object=item,
            wording=draft.statement.replace(OBJECT, draft.object),
            statement="",
            accept=(),
        )
