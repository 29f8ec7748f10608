"""How much or how many: a clause up to its number."""

from __future__ import annotations

from collections.abc import Iterator

from quiz.facts.extract.clauses import Clause, noun_words, words_of
from quiz.facts.extract.draft import Draft, Scene
from quiz.facts.extract.lexicon import SAYING, words
from quiz.facts.extract.parsed import Token
from quiz.facts.extract.references import tidy

_NO_UNIT = words(
    "year years month months week weeks day days hour hours minute minutes second seconds"
    " time times leaders countries sides ministers presidents"
)
_NOT_COUNTED = ("relcl", "acl", "appos", "conj", "cc", "punct", "advcl", "npadvmod")
_BY = ("by", "for", "with", "to", "under", "of", "from", "in", "at", "over", "on")


def quantities(scene: Scene) -> Iterator[Draft]:
    """The quantities of a sentence."""
    for clause in scene.clauses:
        if clause.verb.lemma_ in SAYING:
            continue
        for child in clause.verb.children:
            yield from _at(scene, clause, child, None)
            if child.dep_ == "prep" and child.lower_ in _BY:
                for noun in child.children:
                    if noun.dep_ == "pobj":
                        yield from _at(scene, clause, noun, child)
            if child.dep_ == "acomp":
                for measure in child.children:
                    if measure.dep_ == "npadvmod":
                        yield from _at(scene, clause, measure, None, child)


def _at(
    scene: Scene, clause: Clause, noun: Token, by: Token | None, behind: Token | None = None
) -> Iterator[Draft]:
    if by is None and behind is None and noun.dep_ not in ("dobj", "attr", "npadvmod"):
        return
    number = _number(noun)
    time = noun.lower_ in _NO_UNIT and not any(
        c.dep_ == "compound" and c.tag_ == "NN" for c in noun.children
    )
    if number is None or time or noun.ent_type_ in ("DATE", "TIME"):
        return
    if noun.tag_ == "CD" and (
        noun.ent_type_ == "DATE"
        or any(c.dep_ == "quantmod" and c.lower_ == "than" for c in noun.children)
    ):
        return
    if clause.object is not None or any(noun in dated.tokens for dated in clause.dates):
        return
    tokens = _tokens(noun, behind)
    first = tokens[0]
    if first.i < clause.verb.i:
        return
    amount = scene.references.phrase(tokens)
    start = by if by is not None else min((first, *number.lefts, *noun.lefts), key=lambda t: t.i)
    told = words_of(clause, scene.references, until=start)
    if told is None or amount is None or len(told.text.split()) < 2:
        return
    bare = noun_words(clause.subject, scene.references)
    if bare is None:
        return
    date = clause.date
    as_of = str(date.expression.when) if date else scene.now if clause.present else ""
    text = tidy(f"{told.text} {by.text}") if by is not None else told.text
    dated = 1 if date or clause.present or not clause.dates else 0.9
    yield Draft(
        "quantity",
        text,
        amount.text,
        "quantity",
        0.94 * told.factor * amount.factor * dated * (0.93 if clause.future else 1),
        scene.sentence,
        (clause.subject, clause.verb),
        tokens,
        _unit(noun),
        as_of=as_of,
        sentences=(*told.sentences, *amount.sentences),
    )


def _number(noun: Token) -> Token | None:
    if noun.tag_ == "CD" and noun.text[:1].isdigit():
        return noun
    for child in noun.children:
        numeral = child.tag_ == "CD" and child.dep_ in ("nummod", "compound", "amod")
        # "Wild 2" is a name, and no number of wilds.
        if numeral and child.lower_ != "one" and child.i < noun.i:
            return child
    return None


def _tokens(noun: Token, behind: Token | None) -> list[Token]:
    """The number with its noun and what it is a number of: "83 percent of children"."""
    tokens = [noun]
    for child in noun.children:
        if child.dep_ in ("prep",) and child.lower_ != "of":
            continue
        if child.dep_ == "npadvmod" and child.lower_ in ("year", "day", "month", "week", "hour"):
            tokens.extend(child.subtree)
            continue
        sign = child.dep_ == "punct" and child.text in "-$€£"
        if child.dep_ in _NOT_COUNTED and not sign:
            continue
        tokens.extend(t for t in child.subtree if t.dep_ not in ("relcl", "acl", "appos"))
    if behind is not None:
        tokens.append(behind)
    tokens = sorted(set(tokens), key=lambda token: token.i)
    # About, more than, only: they say how exact the number is, which an answer need not repeat.
    return [
        t
        for t in tokens
        if t.lower_ not in ("about", "around", "some", "roughly", "the", "only", "another")
    ]


def _unit(noun: Token) -> str:
    text = noun.text if noun.text not in ("%",) else "percent"
    return "number" if noun.tag_ == "CD" else f"number of {text.lower()}"
