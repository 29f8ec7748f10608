"""What something is called, and whose initiative something is.

- "a chip, called Kivi One", "known as", "named", "dubbed", "nicknamed".
- 'the comedy of 1926, "The Long Holiday",': a quoted name beside a thing.
- "Kazakhstan's 'Bright Avenue' policy", "its Safe Pastures plan".
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from quiz.facts.extract.clauses import noun_words
from quiz.facts.extract.draft import Draft, Scene
from quiz.facts.extract.lexicon import INITIATIVES, is_post
from quiz.facts.extract.noun_phrases import has_article, is_bare, noun_phrase
from quiz.facts.extract.parse_tree import Token
from quiz.facts.extract.tokens import object_of, text_of

_CALLING = ("call", "name", "dub", "nickname", "know", "christen", "title", "entitle")
_CAPITALS = r"(?:[A-Z0-9][\w-]*)(?: (?:and |of )?[A-Z0-9][\w-]*)*"
_SIMPLE = r"(?:[A-Z0-9][\w-]*)(?: (?:of )?[A-Z0-9][\w-]*)*"
_WITH_PARTS = re.compile(rf"({_CAPITALS}) \((?:the )?({_SIMPLE}) and (?:the )?({_SIMPLE})\)")
_QUOTES = "\"'“”‘’"


def naming(scene: Scene) -> Iterator[Draft]:
    """The names that a sentence gives to things."""
    yield from _parts(scene)
    for token in scene.sentence:
        if token.dep_ == "appos" and token.i > token.head.i and token.head.tag_ == "NN":
            yield from _quoted(scene, token)
        if token.lemma_.lower() in _CALLING and token.tag_ == "VBN":
            yield from _called(scene, token)
        if token.lemma_.lower() in INITIATIVES and token.tag_ in ("NN", "NNP"):
            yield from _owned(scene, token)


def _parts(scene: Scene) -> Iterator[Draft]:
    """ "The Pact (Northern Road and Southern Road)" names the parts of an initiative."""
    span = scene.sentence.span
    for found in _WITH_PARTS.finditer(span.text):
        whole, *parts = found.groups()
        if not any(p.split()[-1].lower() in INITIATIVES for p in (whole, *parts)):
            continue
        for number, part in enumerate(parts, 2):
            yield Draft(
                "part-of-initiative", whole, part, "initiative", 0.9, scene.sentence,
                span.part(*found.span(1)) or (), span.part(*found.span(number)) or (),
                ask=f"What are the parts of the {whole}?",
                statement=f"{{object}} is part of the {whole}.",
            )  # fmt: skip


def _quoted(scene: Scene, name: Token) -> Iterator[Draft]:
    noun = name.head
    marks = [t for t in noun.doc[noun.i : min(name.i + 8, name.sent.end)] if t.text in '"“”']
    words = noun_words(noun, scene.references)
    aside = any(t.text == "," for t in noun.doc[noun.i + 1 : name.i])
    if not aside or len(marks) < 2 or not marks[0].i < name.i < marks[1].i or words is None:
        return
    tokens = list(noun.doc[marks[0].i + 1 : marks[1].i])
    text = text_of(tokens).strip(" ,")
    if not text[:1].isupper() or is_post(noun.lower_) or scene.parsed.is_spoken(noun):
        return
    yield Draft(
        "called", words.text, text, "term", 0.94 * words.factor, scene.sentence, (noun,), tokens,
        "name", sentences=words.sentences,
    )  # fmt: skip


def _called(scene: Scene, verb: Token) -> Iterator[Draft]:
    also = any(c.lower_ in ("also", "formerly", "sometimes") for c in verb.children)
    once = any(c.dep_ == "auxpass" and c.lower_ in ("was", "were") for c in verb.children)
    if also or scene.parsed.is_spoken(verb) or (once and verb.lemma_ in ("call", "know")):
        # "also known as": it is called something else, too. "was called": perhaps no longer.
        return
    thing = (
        verb.head
        if verb.dep_ in ("acl", "relcl")
        else next((child for child in verb.children if child.dep_ == "nsubjpass"), None)
    )
    if thing is None:
        return
    if thing.tag_ in ("WDT", "WP"):
        thing = verb.head
    if thing.tag_ == "NNP" and has_article(thing, ("a", "an")):
        # "an Armenian Quarter, called Jolfa": one of several.
        return
    name: Token | None = None
    for child in verb.children:
        if child.dep_ in ("oprd", "attr", "dobj") and child.i > verb.i:
            name = child
        if child.dep_ == "prep" and child.lower_ == "as" and verb.lemma_ in ("know", "dub"):
            name = object_of(child)
    if verb.lemma_ == "know" and (name is None or name.head.lower_ != "as"):
        return
    if name is None or name.tag_ not in ("NNP", "NNPS", "NN", "NNS", "CD"):
        return
    if not next(iter(name.subtree)).text[:1].isupper() and not name.text[:1].isupper():
        return
    found = scene.parsed.name_of(thing)
    if found is not None and found.kind == "person":
        return
    tokens = [t for t in noun_phrase(name) if t.dep_ != "det"]
    proper = scene.parsed.name_of(name)
    if proper is not None:
        tokens = list(proper.tokens)
    tokens = [t for t in tokens if t.text not in _QUOTES]
    words = noun_words(thing, scene.references)
    factor = 0.95
    if words is None:
        return
    text = words.text
    if is_bare(thing) and scene.references.of(thing) is None:
        factor *= 0.95
    yield Draft(
        "called",
        text,
        text_of(tokens),
        "term",
        factor * words.factor,
        scene.sentence,
        (thing,),
        tokens,
        "name",
        sentences=words.sentences,
    )


def _owned(scene: Scene, noun: Token) -> Iterator[Draft]:
    owner = next((child for child in noun.children if child.dep_ == "poss"), None)
    doc = noun.doc
    before = doc[max(noun.sent.start, noun.i - 8) : noun.i]
    if owner is None:
        # If a quoted name is in between, the parse often attaches the owner to one of its words.
        owner = next((t for t in before if t.dep_ == "poss" and t.head in before), None)
    if owner is None or scene.parsed.is_spoken(noun):
        return
    between = [t for t in doc[owner.i + 1 : noun.i] if t.dep_ != "case" and t not in owner.subtree]
    quoted = re.search(rf"[{_QUOTES}](.+?)[{_QUOTES}]", text_of(between))
    name = (
        quoted[1].strip()
        if quoted
        else text_of(
            t for t in between if t.text[:1].isupper() or t.lower_ in ("and", "of", "on", "the")
        )
    )
    if not name or not (quoted or all(t.text[:1].isupper() or len(t.text) < 4 for t in between)):
        return
    name = name.strip(" ,")
    if not name or len(name.split()) > 8:
        return
    kept = [t for t in between if t.text in name.split()]
    if owner.tag_ == "PRP$":
        found = scene.references.of(owner)
        if found is None:
            return
        text, factor, sentences = found.text, found.factor, found.sentences
    else:
        found = scene.references.of(owner)
        words = noun_words(owner, scene.references)
        if words is None or (found is None and is_bare(owner)):
            return
        text, factor, sentences = words.text, words.factor, words.sentences
    yield Draft(
        "initiative-of",
        f"{name} {noun.text}",
        text,
        "initiative",
        0.95 * factor * (1 if quoted else 0.95),
        scene.sentence,
        kept,
        (owner,),
        "owner",
        sentences=sentences,
    )
