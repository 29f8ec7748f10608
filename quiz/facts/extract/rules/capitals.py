"""What the capital of a country or region is: "Khartoum is the capital of Sudan"."""

from __future__ import annotations

from collections.abc import Iterator

from quiz.facts.extract.clauses import noun_words
from quiz.facts.extract.draft import Draft, Scene
from quiz.facts.extract.parse_tree import Token
from quiz.facts.extract.tokens import noun_behind


def capitals(scene: Scene) -> Iterator[Draft]:
    """The capitals that a sentence names."""
    for token in scene.sentence:
        if token.lemma_.lower() != "capital":
            continue
        land, city = noun_behind(token, "of"), _city(scene, token)
        if land is None or city is None or scene.parsed.name_of(land) is None:
            continue
        where, what = noun_words(land, scene.references), noun_words(city, scene.references)
        if where is None or what is None:
            continue
        yield Draft(
            "located", f"the capital of {where.text}", what.text.partition(",")[0], "place",
            0.95 * where.factor * what.factor, scene.sentence, (land,), (city,), "city",
            sentences=(*where.sentences, *what.sentences),
            ask=f"What is the capital of {where.text}?",
            statement=f"{{object}} is the capital of {where.text}.",
        )  # fmt: skip


def _city(scene: Scene, capital: Token) -> Token | None:
    """The name beside "the capital of …", or the one that is called the capital."""
    if capital.dep_ == "appos" and scene.parsed.name_of(capital.head) is not None:
        return capital.head
    clause = scene.of_verb(capital.head)
    if capital.dep_ == "attr" and clause is not None and clause.present:
        return clause.subject if scene.parsed.name_of(clause.subject) is not None else None
    return None
