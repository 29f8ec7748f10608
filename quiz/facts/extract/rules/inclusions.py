"""What belongs to something: "his students, including A and B", "elements such as a, b and c"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from quiz.facts.extract.clauses import noun_words
from quiz.facts.extract.draft import Draft, Scene
from quiz.facts.extract.parsed import Token, object_of
from quiz.facts.extract.references import noun_phrase
from quiz.wording import joined, with_capital


def inclusions(scene: Scene) -> Iterator[Draft]:
    """The examples that a sentence gives."""
    for token in scene.sentence:
        such = any(child.lower_ == "such" for child in token.children)
        if not (token.lower_ == "including" or (token.lower_ == "as" and such)):
            continue
        whole = token.head
        first = object_of(token)
        if whole.tag_ != "NNS" or first is None or scene.parsed.is_spoken(token):
            continue
        yield from _drafts(scene, token, whole, [first, *first.conjuncts])


def _drafts(scene: Scene, by: Token, whole: Token, items: list[Token]) -> Iterator[Draft]:
    gone = set(by.subtree)
    among = scene.references.phrase([t for t in noun_phrase(whole) if t not in gone])
    found = [noun_words(item, scene.references) for item in items]
    if among is None or len(items) < 2 or not re.search(r"[A-Z]", among.text):
        # It would be unclear whose students, elements or occasions these are.
        return
    words = [each for each in found if each is not None]
    if len(words) < len(found):
        return
    people = scene.parsed.name_of(items[0])
    asked = "Who" if people is not None and people.kind == "person" else "What"
    texts = [each.text for each in words]
    told = f"{joined(texts)} are among {among.text}."
    for item, each in zip(items, words, strict=True):
        yield Draft(
            "listed", f"among {among.text}", each.text, "term",
            0.9 * among.factor * each.factor, scene.sentence, (whole,), (item,), "name",
            sentences=(*among.sentences, *each.sentences),
            ask=f"{asked} are among {among.text}?", wording=with_capital(told),
        )  # fmt: skip
