"""Who said what, word for word: "Who said: “It could have sunk more boats”?"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from quiz.facts.extract.draft import VERBATIM, Draft, Scene
from quiz.facts.extract.lexicon import SAYING, is_post, words
from quiz.facts.extract.parse_tree import Token
from quiz.facts.extract.references import HE, Reference
from quiz.facts.extract.tokens import subject_of
from quiz.facts.templates import OBJECT

_QUOTED = re.compile(r"[\"“]([^\"“”]+?)[,.]?(?:[\"”]|$)")
_FINITE = re.compile(
    r"\b(?:am|is|are|was|were|will|has|have|had|would|can|could|should|must|do|does|did|may|might)\b"
    r"|n['’]t\b|['’](?:re|ve|ll|m)\b"
)
_FEWEST = 5
"""Words of a quotation that somebody may remember."""

_FEWEST_TELLING = 3
"""Of those, words that tell of something."""

_CONTENT = ("NOUN", "PROPN", "VERB", "ADJ", "NUM")
_LIGHT = words("be have do make think know say want thing way everything nothing")

_COURTESY = re.compile(
    r"\b(?:thank|thanks|thankful|grateful|congratulat\w+|condolences|welcome|sorry)\b"
    r"|\b(?:am|is|are|was|were|be|feel)(?: \w+){,2} (?:pleased|proud|delighted|happy|glad|excited"
    r"|thrilled|honou?red)\b|\b(?:I|we)(?: \w+)? hope\b|\bhopefully\b",
    re.IGNORECASE,
)
"""What anybody could have said: "We are proud to open the bridge"."""

_SPEAKING = SAYING | words("comment observe continue remark recall")


def quotations(scene: Scene) -> Iterator[Draft]:
    """Who a sentence quotes, for each quotation in it that is neither long, a scrap nor mere
    courtesy."""
    text = " ".join(scene.sentence.text.split())
    told = [each[1].strip() for each in _QUOTED.finditer(text)]
    told = [each for each in told if _is_whole(each) and _says_something(scene, each)]
    found = _speaker(scene) if told else None
    if found is None:
        return
    verb, who = found
    surname = who.text.split()[-1]
    alone = len(scene.parsed.by_surname.get(surname, ())) == 1
    for said in told:
        if " " in who.text and not set(who.text.split()) & set(said.split()):
            yield Draft(
                "who-did", f"said: “{said}”", who.text, "person", who.factor, scene.sentence,
                (verb,), (subject_of(verb) or verb,), "name",
                (surname,) if alone else (), sentences=who.sentences,
                ask=f"Who said: “{said}”?", statement=f"{OBJECT} said: “{said}”.",
            )  # fmt: skip


def _is_whole(said: str) -> bool:
    """Whether a quotation is a sentence of some length: "skin was weeping", but no mere phrase."""
    clause = said[:1].isupper() or (_FINITE.search(said) and not said.startswith("to "))
    fits = len(said.split()) >= _FEWEST and len(said) <= VERBATIM - 10
    titled = all(word[:1].isupper() for word in said.split() if len(word) > 3)
    courteous = _COURTESY.search(re.sub("['’](?:m|re)\\b", " are", said))
    if said.endswith((".", "…")):
        # It goes on.
        return False
    return bool(clause) and fits and "[" not in said and not courteous and not titled


def _says_something(scene: Scene, said: str) -> bool:
    """Whether a quotation has words enough to be about something, and nobody is "he" in it who is
    named neither there nor in the title."""
    span = scene.sentence.span
    at = span.text.find(said)
    words = span.part(at, at + len(said)) if at >= 0 else None
    if words is None or words[-1].tag_ in ("DT", "CC", "PRP$"):
        return False
    title = scene.parsed.article.title
    known = any(surname in title for surname in scene.parsed.by_surname)
    for token in words:
        known = known or token.ent_type_ == "PERSON" or is_post(token.lower_)
        if token.lower_ in HE and not known:
            return False
    return sum(t.pos_ in _CONTENT and t.lemma_ not in _LIGHT for t in words) >= _FEWEST_TELLING


def _speaker(scene: Scene) -> tuple[Token, Reference] | None:
    """The person who speaks in a sentence, with the verb of saying; None if several do."""
    found: dict[str, tuple[Token, Reference]] = {}
    for token in scene.sentence:
        own = subject_of(token) if token.lemma_ in _SPEAKING else None
        if own is None or scene.parsed.is_spoken(token) or scene.parsed.is_spoken(own):
            continue
        who = scene.references.of(own)
        if who is not None and (who.kind != "person" or not _is_plain(scene, own, who)):
            return None
        if who is not None:
            found[who.text] = (token, who)
    return next(iter(found.values())) if len(found) == 1 else None


def _is_plain(scene: Scene, own: Token, who: Reference) -> bool:
    """Whether a sentence names who speaks, or has "he" behind a sentence in which somebody named
    speaks. Any other "he" may be somebody else."""
    if own.tag_ != "PRP":
        return True
    number = scene.sentence.number
    before = scene.parsed.sentences[number - 1].span.root if number else own
    speaker = subject_of(before) if before.lemma_ in _SPEAKING else None
    name = scene.parsed.name_of(speaker) if speaker is not None else None
    return name is not None and name.full == who.text
