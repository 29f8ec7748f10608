"""Other names: "Lom, also known as the Salt City", "Ulm (German: Ulmen)", "a mill called Alder"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from quiz.facts.extract.draft import Draft, Scene
from quiz.facts.extract.lexicon import words
from quiz.facts.extract.noun_phrases import without_article
from quiz.facts.extract.parse_tree import Token
from quiz.facts.nations import COUNTRY_OF
from quiz.wording import with_capital

_NAMING = words("know call name dub nickname term title entitle")
_WORD = r"[A-Z\d][\w'’.&/-]*"
_NAME = rf"(?:[Tt]he )?(?!\d){_WORD}(?:(?:, Jr\.)? (?:(?:of|the|de|la|and|on|à) )*{_WORD})*"
_LINK = (
    r"(?:and |or )?(?P<how>(?:(?:also|often|more|better|now|once|some\w+|other\w+|[a-z]+ly) )*)"
    r"(?:known as|called|nicknamed|dubbed|referred to as|aka|a\.k\.a\.),?"
)
_CALLED = re.compile(
    rf"(?:(?P<name>{_NAME})(?: \([^()]*\))*)?(?:, ?| \(){_LINK}"
    rf" (?:the )?(?:[“\"](?P<quoted>[^”\"“]{{2,40}}?)[.,]?[”\"]|(?P<alias>{_NAME}))"
    r"(?P<where> (?:in|by|to|among) (?:the )?(?:[\w-]+ ){0,2}\w+(?=[,;.)]))?"
)
"""A name with another one behind "known as"; with a comma before it, a third one of the same."""

_IN_LANGUAGE = re.compile(
    rf"(?P<name>{_NAME}) \((?:also |in |from )?(?P<language>[A-Z][a-z]+(?: [A-Z][a-z]+)?):"
    r" [“\"‘']?(?P<alias>[^\W\d_][^();,:“”\"]*[^\W_])"
)
_CUT = re.compile(
    r"[A-Z][\w.]*,? $|\b(?:from|to|in|at|with|for|by|on|near) $|\b(?:nor|sou)th\w* of $"
    r"|\b(?:east|west)\w* of $|\b(?:opposite|near|outside|around) (?:the (?:\w+ )+of )?$"
)
"""What stands before a name that another noun may go on with."""

_TONGUES = words("Latin Greek Arabic Hebrew Persian Sanskrit Welsh Gaelic Basque Catalan Māori")


def called(scene: Scene) -> Iterator[Draft]:
    """The other names that a sentence tells, and what it says in passing that a name is."""
    span, name = scene.sentence.span, ""
    for found in _CALLED.finditer(span.text):
        name = found["name"] or name
        tokens = span.part(*found.span("quoted" if found["quoted"] else "alias"))
        if not name or tokens is None or scene.parsed.is_spoken(tokens[0]):
            continue
        if _CUT.search(span.text[: found.start()]):
            # "the road from Lom, Peru, known as": the road is.
            name = ""
            continue
        how = "was formerly known as" if "formerly" in found["how"] else "is also known as"
        yield _draft(scene, name, found["quoted"] or found["alias"], tokens, how, found["where"])
    for found in _IN_LANGUAGE.finditer(span.text):
        language, tokens = found["language"], span.part(*found.span("alias"))
        if tokens is not None and (language in COUNTRY_OF or language in _TONGUES):
            yield _draft(
                scene, found["name"], found["alias"], tokens, "is called", f" in {language}"
            )
    for verb in scene.sentence:
        if verb.dep_ == "acl" and verb.lemma_ in _NAMING and verb.head.tag_ == "NN":
            yield from _is_a(scene, verb)


def _draft(
    scene: Scene, name: str, other: str, tokens: Sequence[Token], how: str, where: str | None
) -> Draft:
    verb, how = how.split(maxsplit=1)
    where = where or ""
    name = re.sub("^The ", "the ", name)
    return Draft(
        "called", f"{name} {how} {where}", other, "term", 0.9, scene.sentence, (), tokens, "name",
        ask=f"What {verb} {name} {how}{where}?",
        statement=f"{with_capital(name)} {verb} {how} {{object}}{where}.",
    )  # fmt: skip


def _is_a(scene: Scene, verb: Token) -> Iterator[Draft]:
    """What is said in passing to bear a name: "an old mill known as Alder"."""
    by = next((c for c in verb.children if c.lower_ == "as"), verb)
    bears = next((c for c in by.children if c.dep_ in ("pobj", "oprd", "dobj", "attr")), None)
    name = scene.parsed.name_of(bears) if bears is not None else None
    if (
        bears is not None
        and name is not None
        and name.tokens[0].before not in (by, by.after, bears.left_edge)
    ):
        # "known as the Port of Old Haven": the parse has cut the name.
        return
    told = scene.references.phrase(without_article(verb.head))
    whole = scene.references.of(name.head) if name is not None else None
    if name and whole and told and name.kind != "person" and " " in told.text:
        yield Draft(
            "is-a", whole.text, told.text, "term", 0.9 * told.factor, scene.sentence, name.tokens,
            without_article(verb.head), name.kind, sentences=told.sentences,
        )  # fmt: skip
