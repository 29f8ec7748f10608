"""A sentence with a gap for all that it lists: "The farmers traded salt, jade and cacao for …"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from quiz.facts.extract.clauses import noun_words
from quiz.facts.extract.draft import Draft, Scene
from quiz.facts.extract.noun_phrases import noun_phrase
from quiz.facts.extract.parse_tree import Token
from quiz.facts.extract.rules.gaps import complete_clauses, told_around
from quiz.facts.extract.tokens import entity_of, first_example, head_of
from quiz.facts.templates import OBJECT
from quiz.wording import with_capital

_COUNT = ("", "", "both", *(f"all {n}" for n in ("three", "four", "five", "six", "seven", "eight")))


def lists(scene: Scene) -> Iterator[Draft]:
    """The items of each list of a sentence, for a card that asks for all of them."""
    if not any(_parallel(scene.sentence.span)):
        return
    # "pupils, including A and B", "metals such as …": these lists are left open.
    examples = {first_example(token) for token in scene.sentence}
    for tokens in complete_clauses(scene):
        for nouns in _parallel(tokens):
            if nouns[0] in examples:
                continue
            span = [t for noun in nouns for t in noun_phrase(noun) if t in tokens]
            told = told_around(scene, tokens, span)
            if told is not None:
                yield from _drafts(scene, nouns, told.text, told.factor, told.sentences)


def _parallel(tokens: Sequence[Token]) -> Iterator[list[Token]]:
    """The parallel nouns of a clause."""
    for token in tokens:
        if token.dep_ == "conj" or token.pos_ not in ("NOUN", "PROPN"):
            continue
        nouns = [token, *token.conjuncts]
        if not 1 < len(nouns) < len(_COUNT):
            continue
        joined = any(c.lower_ == "and" for n in nouns for c in n.children)
        alike = len({n.pos_ for n in nouns}) == 1
        enough = len(nouns) > 2 or token.pos_ == "PROPN"
        if joined and alike and enough and all(n in tokens for n in nouns):
            yield nouns


def _drafts(
    scene: Scene, nouns: list[Token], text: str, factor: float, sentences: tuple[int, ...]
) -> Iterator[Draft]:
    if nouns[0].dep_ in ("nmod", "compound") or head_of(entity_of(nouns[0])) is not nouns[0]:
        # "the Gulf of Peru and Chile"
        return
    found = [noun_words(noun, scene.references) for noun in nouns]
    items = [words.text for words in found if words is not None]
    if len(items) < len(nouns):
        return
    whole = scene.parsed.name_of(nouns[-1])
    if whole is not None and whole.text in items[-1]:
        # "One Road and One Belt in Peru": what follows the last name may belong to the verb.
        items[-1] = items[-1][: items[-1].index(whole.text) + len(whole.text)]
    places = [text.find(item) for item in items]
    if min(places) < 0 or places != sorted(set(places)):
        return
    before, behind = text[: places[0]], text[places[-1] + len(items[-1]) :]
    if len((before + behind).split()) < 3:
        return
    kind = "name" if nouns[0].pos_ == "PROPN" else "phrase"
    for noun, item in zip(nouns, items, strict=True):
        yield Draft(
            "listed", f"{before}…{behind}", item, "term", 0.9 * factor, scene.sentence, (), (noun,),
            kind, sentences=sentences,
            ask=f"{with_capital(before)}… (name {_COUNT[len(items)]}){behind}",
            statement=f"{with_capital(before)}{OBJECT}{behind}.", wording=with_capital(text) + ".",
        )  # fmt: skip
