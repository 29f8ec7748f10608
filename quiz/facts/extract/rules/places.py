"""Where something is: "the Alder Museum at Lund University", "Porthaven, Devon"."""

from __future__ import annotations

from collections.abc import Iterator

from quiz.facts.extract.clauses import noun_words
from quiz.facts.extract.draft import Draft, Scene
from quiz.facts.extract.lexicon import BUILT, EVENTS, ORGANISATIONS
from quiz.facts.extract.parse_tree import Token
from quiz.facts.extract.parsed import Name
from quiz.facts.extract.statements import is_country
from quiz.facts.extract.tokens import object_of
from quiz.wording import with_capital

_BY = ("in", "at", "near", "on")


def places(scene: Scene) -> Iterator[Draft]:
    """The places named right after other names."""
    for name in scene.names:
        if name.kind == "place" and not is_country(name.full):
            yield from _region(scene, name)
        elif "&" not in name.text and _stands_somewhere(name):
            yield from _site(scene, name)


_TRAVELLING = frozenset(("committee", "commission", "delegation", "team", "party", "council"))
"""Bodies that may meet anywhere: "the Trade Committee in Lom" has no seat there."""


def _stands_somewhere(name: Name) -> bool:
    """Whether a name is a building, or an organisation with a seat."""
    words = {name.head.lower_, name.tokens[-1].lower_}
    return (
        len(name.tokens) > 1
        and bool(words & (BUILT | ORGANISATIONS))
        and not words & (EVENTS | _TRAVELLING)
    )


def _region(scene: Scene, name: Name) -> Iterator[Draft]:
    """A place after a comma that contains the one before it: "Porthaven, Devon"."""
    comma = name.tokens[-1].after
    after = comma.after if comma is not None and comma.text == "," else None
    whole = _name_from(scene, after) if after is not None else None
    if whole is None or not _is_within(scene, name, whole):
        return
    kind = "country" if is_country(whole.full) else "state or region"
    yield _draft(
        scene, name, whole.full, whole.tokens, "in", f"In which {kind} is {name.full}?", 0.9
    )


def _is_within(scene: Scene, name: Name, whole: Name) -> bool:
    """Whether a place after a comma contains the one before it, and is not the next in a list."""
    before, behind = name.tokens[0].before, whole.tokens[-1].after
    by = before.lower_ if before is not None else ""
    listed = any(c.dep_ == "conj" for c in (*name.head.children, *whole.head.children))
    return (
        whole.kind == "place"
        and whole.head.ent_type_ == "GPE"
        and name.head.ent_type_ == "GPE"
        and (whole.head.dep_ in ("appos", "npadvmod") or by in _BY)
        and not listed
        and (behind is None or behind.text in (",", ".", ")", ";"))
        and by != ","
    )


def _site(scene: Scene, name: Name) -> Iterator[Draft]:
    """A building or organisation with a preposition right after it."""
    last = name.tokens[-1]
    for by in name.head.children:
        noun = object_of(by) if by.lower_ in _BY and by.i == last.i + 1 else None
        where = scene.parsed.name_of(noun) if noun is not None else None
        if noun is None or where is None or where.kind not in ("place", "organisation"):
            continue
        words = noun_words(noun, scene.references)
        whole = scene.references.of(name.head)
        if words is None or whole is None:
            continue
        yield _draft(
            scene, name, words.text, (noun,), by.lower_, f"Where is {whole.text}?",
            0.9 * words.factor, whole.text, words.sentences,
        )  # fmt: skip


def _name_from(scene: Scene, token: Token) -> Name | None:
    """The name that starts at a token."""
    ahead = token.doc[token.i : min(token.i + 4, token.sent.end)]
    names = (name for t in ahead if (name := scene.parsed.name_of(t)) is not None)
    return next((name for name in names if name.tokens[0] == token), None)


def _draft(
    scene: Scene,
    name: Name,
    thing: str,
    tokens: tuple[Token, ...],
    by: str,
    ask: str,
    confidence: float,
    called: str = "",
    sentences: tuple[int, ...] = (),
) -> Draft:
    called = called or name.full
    return Draft(
        "located", f"{called} is {by}", thing, "place", confidence, scene.sentence,
        name.tokens, tokens, "country" if is_country(thing) else "place",
        sentences=sentences, ask=ask, statement=f"{with_capital(called)} is {by} {{object}}.",
    )  # fmt: skip
