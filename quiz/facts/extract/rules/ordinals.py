"""Numbered gatherings and anniversaries: "the 14th Forum in Bonn", "the 70th anniversary of …"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from quiz.facts.extract.calendar import Expression, find_dates
from quiz.facts.extract.clauses import noun_words
from quiz.facts.extract.draft import Draft, Scene
from quiz.facts.extract.lexicon import GATHERINGS
from quiz.facts.extract.noun_phrases import noun_phrase
from quiz.facts.extract.parse_tree import Token
from quiz.facts.extract.tokens import SUBJECTS, noun_behind, object_of, text_of

_ORDINAL = re.compile(
    r"\d+(?:st|nd|rd|th)|first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth", re.I
)


def ordinals(scene: Scene) -> Iterator[Draft]:
    """The numbered events of a sentence."""
    for token in scene.sentence:
        if not _ORDINAL.fullmatch(token.text):
            continue
        noun = token.head
        if noun.lemma_.lower() == "anniversary":
            yield from _anniversary(scene, token, noun)
        elif noun.lower_ in GATHERINGS and noun.tag_ == "NNP" and token.text[0].isdigit():
            yield from _gathering(scene, token, noun)


def _anniversary(scene: Scene, ordinal: Token, noun: Token) -> Iterator[Draft]:
    event = noun_behind(noun, "of")
    words = scene.references.phrase(noun_phrase(event)) if event is not None else None
    if event is None or words is None:
        return
    dates = [
        expression
        for expression in find_dates(
            scene.sentence.span.text, scene.parsed.article.day, scene.sentence.tense_at
        )
        if expression.start < noun.idx - scene.sentence.span.start_char or expression.when.month
    ]
    if any(_is_described(scene, date) for date in dates):
        return
    years = {date.when.year for date in dates}
    year = str(years.pop()) if len(years) == 1 else ""
    if not year and not scene.now:
        # "Which anniversary was marked?": nobody knows when.
        return
    yield Draft(
        "anniversary-of", words.text, f"{ordinal.text} anniversary", "event",
        (0.95 if year else 0.9) * words.factor, scene.sentence, list(event.subtree),
        (ordinal, noun), "anniversary", as_of=year, sentences=words.sentences,
    )  # fmt: skip


def _is_described(scene: Scene, expression: Expression) -> bool:
    """Whether a date only says which thing is meant: "the 2007 start of the programme"."""
    span = scene.sentence.span.part(expression.start, expression.end)
    return span is not None and span.root.dep_ in ("nummod", "compound", "amod", "nmod")


def _place_of(word: Token) -> Token | None:
    """The place that "in" ties to a noun or verb."""
    found = (object_of(c) for c in word.children if c.lower_ == "in")
    return next((p for p in found if p is not None and p.tag_ == "NNP"), None)


def _gathering(scene: Scene, ordinal: Token, noun: Token) -> Iterator[Draft]:
    name = scene.parsed.name_of(noun)
    if name is None:
        return
    tokens = [t for t in name.tokens if t.i > ordinal.i]
    title = text_of(tokens)
    clause = scene.of_verb(noun.head) if noun.dep_ in SUBJECTS else None
    when = clause.date if clause is not None else None
    place = _place_of(noun) or (_place_of(clause.verb) if clause is not None else None)
    where = noun_words(place, scene.references) if place is not None else None
    to_come = scene.sentence.future or (clause is not None and clause.future)
    if where is not None and place is not None and not to_come:
        yield Draft(
            "located", f"the {ordinal.text} {title} took place", where.text, "place",
            0.93 * where.factor, scene.sentence, (ordinal, *tokens), (place,), "place",
            sentences=where.sentences,
            ask=f"Where did the {ordinal.text} {title} take place?",
            statement=f"The {ordinal.text} {title} took place in {{object}}.",
        )  # fmt: skip
    told = f" in {where.text}" if where else ""
    told += f" {when.expression.when.phrase}" if when else ""
    if told:
        yield Draft(
            "edition", f"the {title}{told}", ordinal.text, "event", 0.94, scene.sentence, tokens,
            (ordinal,), "edition", sentences=where.sentences if where else (),
        )  # fmt: skip
