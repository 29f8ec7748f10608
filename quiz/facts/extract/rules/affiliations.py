"""Whose member somebody is: "Demosisto's Nathan Law", "Alvin Yeung of the Civic Party"."""

from __future__ import annotations

from collections.abc import Iterator

from quiz.facts.extract.asking import which_group
from quiz.facts.extract.clauses import noun_words
from quiz.facts.extract.draft import Draft, Scene
from quiz.facts.extract.lexicon import OF_SOMETHING
from quiz.facts.extract.parse_tree import Token
from quiz.facts.extract.parsed import Name
from quiz.facts.extract.rules.posts import tells_of_the_past
from quiz.facts.extract.tokens import object_of


def affiliations(scene: Scene) -> Iterator[Draft]:
    """The organisations beside people's names."""
    for name in scene.names:
        before = name.tokens[0].before
        left = name.kind != "person" or has_left(scene, name.full)
        if left or (before is not None and before.text == "("):
            # "Buck's (Ada Lind) adventures": who plays the part.
            continue
        for group in _groups(scene, name):
            words = noun_words(group, scene.references)
            if words is None or (words.text[:1].islower() and not words.text.startswith("the ")):
                continue
            past = tells_of_the_past(scene, name.head)
            when = f" in {scene.now}" if scene.now and not past else ""
            which = which_group(words.text) or "which organisation"
            yield Draft(
                "member-of", name.full, words.text, "organisation", 0.9 * words.factor,
                scene.sentence, (name.head,), (group,), "name",
                sentences=(*words.sentences, *scene.references.sentences_of(name.head)),
                ask=f"To {which} did {name.full} belong{when}?",
                statement=f"{name.full} belonged to {{object}}{when}.",
            )  # fmt: skip


def has_left(scene: Scene, person: str) -> bool:
    """Whether the article tells that somebody is no longer a member."""
    return any(person.split()[-1] in text for text in scene.parsed.departures)


def _groups(scene: Scene, name: Name) -> Iterator[Token]:
    if any(c.lower_ in OF_SOMETHING for c in name.head.children):
        # "the club's owner Ada Lind of Blue Room": owners are no members.
        return
    for child in name.head.children:
        if child.dep_ == "poss" and _is_group(scene, child):
            yield child
        if child.dep_ == "prep" and child.lower_ in ("of", "from", "at", "with", "for"):
            if child.lower_ == "of" and len(name.tokens) == 1:
                # "Apollinaris of Laodicea": a town.
                continue
            yield from (n for n in child.children if n.dep_ == "pobj" and _is_group(scene, n))
    after = name.head.doc[name.tokens[-1].i + 1 : name.tokens[-1].i + 2]
    if after and after[0].lower_ in ("of", "from") and after[0].head != name.head:
        # "elected were Ada Lind from the Labour Party and …": the parse ties it to the verb.
        group = object_of(after[0])
        if group is not None and _is_whole(name) and _is_group(scene, group):
            yield group


def _is_group(scene: Scene, token: Token) -> bool:
    name = scene.parsed.name_of(token)
    return (
        name is not None
        and not _goes_on(name)
        and not _is_town(name)
        and name.kind in ("organisation", "thing")
    )


def _goes_on(name: Name) -> bool:
    """Whether the parse has cut a name: "Makerere" in "Makerere University"."""
    before, after = name.tokens[0].before, name.tokens[-1].after
    return (after is not None and after.text[:1].isupper()) or (
        before is not None and before.tag_ in ("NNP", "NNPS")
    )


def _is_town(name: Name) -> bool:
    """Whether a comma follows "from" and a name, as in "from Hartmoor, Devon"."""
    after = name.tokens[-1].after
    return name.head.head.lower_ == "from" and after is not None and after.text == ","


def _is_whole(name: Name) -> bool:
    """Whether a person's name has two parts, and none of them is left before it."""
    before = name.tokens[0].before
    return " " in name.text and (before is None or not before.text[:1].isupper())
