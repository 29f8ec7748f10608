"""What any sentence states: a question for each part of each of its statements."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from quiz.facts.extract.asking import ask
from quiz.facts.extract.clauses import lasts
from quiz.facts.extract.draft import Draft, Scene
from quiz.facts.extract.statement_parts import Part
from quiz.facts.extract.statements import Statement, in_past, in_simple_past, is_country
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
    counts = any(_varies(each) for each in statement.everything)
    if part.role == "time" and counts and _goes_on(part, scene.now):
        # "In which year were nine hurt?": by then.
        return None
    statement, as_of = as_told_later(scene, statement, _varies(part))
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


def _varies(part: Part) -> bool:
    """Whether a part is a number that may change from month to month: no length or weight."""
    return part.kind == "number" and not any(t.ent_type_ == "QUANTITY" for t in part.head.subtree)


def as_told_later(scene: Scene, statement: Statement, varies: bool) -> tuple[Statement, str]:
    """A statement of news as it is told later, and when it was so: "in May 2015", "by May 2015", or
    "". varies: whether a number is asked for that may change from month to month."""
    verb, present, dated = statement.clause.verb, statement.clause.present, statement.is_dated
    if scene.now and statement.auxiliaries[:1] in (("has",), ("have",)):
        if not (varies or lasts(verb)):
            told = in_simple_past(statement) or statement
            return told, f"in {scene.now}" if scene.opens and not dated else ""
        times = [part for part in statement.parts if part.role == "time"]
        if all(_goes_on(time, scene.now) for time in times):
            return in_past(statement), f"by {scene.now}" if varies or not times else ""
    as_of = f"in {scene.now}" if present and not dated and varies and scene.now else ""
    # "today is to begin": by now it was.
    counts = any(_varies(each) for each in statement.parts)
    passing = as_of or scene.may_be_over(verb, present, dated or varies or counts)
    return in_past(statement) if passing else statement, as_of


def _goes_on(time: Part, now: str) -> bool:
    """Whether a time of which news tells is not over: "since 2010", "this year"."""
    return time.by == "since" or time.text == now[-4:]


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
            accept=(),
        )
