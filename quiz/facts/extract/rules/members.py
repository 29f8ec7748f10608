"""Who is a member of what: "X is a (founding) member of Y", "X, a member of Y"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from quiz.facts.extract.clauses import noun_words
from quiz.facts.extract.draft import Draft, Scene
from quiz.facts.extract.parse_tree import Token
from quiz.facts.extract.rules.affiliations import has_left
from quiz.facts.extract.tokens import noun_behind, subject_of

_LASTS = re.compile(
    r"\b(?:since|lifelong|(?:all|throughout|for most of) (?:his|her|their) li(?:fe|ves)"
    r"|for (?:[\w-]+ ){,3}(?:years|decades))\b"
)
_ENDS = re.compile(r"\b(?:leav(?:e|es|ing)|left(?!-)|resign|expel|oust)")


def members(scene: Scene) -> Iterator[Draft]:
    """The memberships that a sentence names."""
    for token in scene.sentence:
        if token.lemma_.lower() != "member" or scene.parsed.is_spoken(token):
            continue
        subjects = _subjects(scene, token)
        founding = any(
            t.lower_ in ("founding", "founder") for t in token.doc[max(0, token.i - 2) : token.i]
        )
        # A state that lasts, or is past, is not one of the month of the news.
        past = token.head.tag_ == "VBD" or _LASTS.search(scene.sentence.text)
        ends = not founding and _ENDS.search(scene.sentence.text)
        for group in _groups(token):
            group_words = noun_words(group, scene.references)
            group_name = scene.parsed.name_of(group)
            if group_words is None or (group_name is None and scene.references.of(group) is None):
                continue
            for subject in subjects:
                who = noun_words(subject, scene.references)
                if who is None or (scene.now and (ends or has_left(scene, who.text))):
                    continue
                yield Draft(
                    "founding-member-of" if founding else "member-of", who.text, group_words.text,
                    "organisation", 0.95 * who.factor * group_words.factor, scene.sentence,
                    (subject,), list(group.subtree), as_of="" if founding or past else scene.now,
                    sentences=(*who.sentences, *group_words.sentences),
                )  # fmt: skip


def _groups(member: Token) -> list[Token]:
    group = noun_behind(member, "of")
    others = group.conjuncts if group is not None else ()
    return [group, *(c for c in others if c.tag_ in ("NNP", "NNPS"))] if group is not None else []


def _subjects(scene: Scene, token: Token) -> list[Token]:
    if token.dep_ == "appos":
        return [token.head]
    verb = token.head
    if verb.lower_ == "founding" and token.dep_ == "dobj":
        # "are founding members" is often parsed as if they founded them.
        pass
    elif token.dep_ not in ("attr", "conj") or verb.lemma_ not in ("be", "become", "remain"):
        return []
    clause = scene.of_verb(verb)
    subject = clause.subject if clause is not None else subject_of(verb)
    future = clause is not None and clause.future
    return [subject, *subject.conjuncts] if subject is not None and not future else []
