"""Who said what, word for word: "Who said: “It could have sunk more boats”?"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import dropwhile, groupby

from quiz.facts.extract.draft import VERBATIM, Draft, Scene
from quiz.facts.extract.lexicon import SAYING, is_post, words
from quiz.facts.extract.parse_tree import Span, Token
from quiz.facts.extract.parsed import Sentence
from quiz.facts.extract.references import HE, Reference
from quiz.facts.extract.tokens import SUBJECTS, head_of, subject_of
from quiz.facts.templates import OBJECT

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

_SPEAKING = SAYING | words(
    "comment observe continue remark recall tweet admit promise respond reply declare conclude joke"
)


def quotations(scene: Scene) -> Iterator[Draft]:
    """Who a sentence quotes, for each quotation in it that is neither long, a scrap nor mere
    courtesy."""
    runs = [
        run for run in _spoken(scene) if _is_whole(_text_of(run)) and _says_something(scene, run)
    ]
    found = _speaker(scene, scene.sentence) or _speaker_beside(scene) if runs else None
    if found is None:
        return
    verb, who = found
    surname = who.text.split()[-1]
    alone = len(scene.parsed.by_surname.get(surname, ())) == 1
    for said in map(_text_of, runs):
        if " " in who.text and not set(who.text.split()) & set(said.split()):
            yield Draft(
                "who-did", f"said: “{said}”", who.text, "person", who.factor, scene.sentence,
                (verb,), (subject_of(verb) or verb,), "name",
                (surname,) if alone else (),
                sentences=(*who.sentences, scene.parsed.sentence_of(verb).number),
                ask=f"Who said: “{said}”?", statement=f"{OBJECT} said: “{said}”.",
            )  # fmt: skip


def _spoken(scene: Scene) -> Iterator[Span]:
    """The parts of a sentence within quotation marks."""
    for spoken, tokens in groupby(scene.sentence, scene.parsed.is_spoken):
        said = list(dropwhile(_is_small_link, tokens)) if spoken else []
        if said and not _has_lost_its_subject(said):
            yield Span(said)


def _is_small_link(token: Token) -> bool:
    return token.dep_ == "cc" and token.text.islower()


def _has_lost_its_subject(said: Sequence[Token]) -> bool:
    """Whether a quotation begins behind the subject of its verb: "is twice as big"."""
    verb = head_of(said)
    own = [c for c in verb.children if c in said]
    whole = any(c.dep_ in (*SUBJECTS, "expl", "csubj") for c in own)
    # "What we saw is the end."
    whole = whole or any(c.dep_ in ("attr", "ccomp") and c.i < verb.i for c in own)
    return verb.pos_ in ("VERB", "AUX", "ADJ") and said[0].text[:1].islower() and not whole


def _text_of(run: Span) -> str:
    return " ".join(run.text.split()).rstrip(",.").strip()


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


def _says_something(scene: Scene, words: Span) -> bool:
    """Whether a quotation has words enough to be about something, and nobody is "he" in it who is
    named neither there nor in the title."""
    if words[-1].tag_ in ("DT", "CC", "PRP$"):
        return False
    title = scene.parsed.article.title
    known = any(surname in title for surname in scene.parsed.by_surname)
    for token in words:
        known = known or token.ent_type_ == "PERSON" or is_post(token.lower_)
        if token.lower_ in HE and not known:
            return False
    return sum(t.pos_ in _CONTENT and t.lemma_ not in _LIGHT for t in words) >= _FEWEST_TELLING


def _speaker_beside(scene: Scene) -> tuple[Token, Reference] | None:
    """Who speaks in a sentence that is nothing but part of a quotation: whoever speaks where the
    quotation goes on, or in the sentence before it."""
    sentences, number = scene.parsed.sentences, scene.sentence.number
    paragraph = scene.sentence.paragraph
    spoken = scene.parsed.is_spoken
    after = number
    while _is_speech(scene, sentences[after]) and spoken(sentences[after].span[-1]):
        after += 1
        if after == len(sentences) or sentences[after].paragraph is not paragraph:
            break
        if (found := _speaker(scene, sentences[after])) and spoken(sentences[after].span[0]):
            return found
    if not _is_speech(scene, scene.sentence):
        return None
    before = _told_before(scene, number)
    return _speaker(scene, before) if before and before.paragraph is paragraph else None


def _told_before(scene: Scene, number: int) -> Sentence | None:
    """The last sentence before this one that is more than speech."""
    before = (scene.parsed.sentences[at] for at in range(number - 1, -1, -1))
    return next((each for each in before if not _is_speech(scene, each)), None)


def _is_speech(scene: Scene, sentence: Sentence) -> bool:
    return all(scene.parsed.is_spoken(token) or token.is_punct for token in sentence)


def _speaker(scene: Scene, sentence: Sentence) -> tuple[Token, Reference] | None:
    """The person who speaks in a sentence, with the verb of saying; None if several do."""
    found: dict[str, tuple[Token, Reference]] = {}
    for token in sentence:
        own = _subject(scene, token) if token.lemma_ in _SPEAKING else None
        if any(c.tag_ == "WDT" and c.dep_ == "dobj" for c in token.children):
            # "signs with things that she had said": the quotation is on a sign.
            continue
        if own is None or scene.parsed.is_spoken(token) or scene.parsed.is_spoken(own):
            continue
        who = scene.references.of(own)
        if who is not None and (who.kind != "person" or not _is_plain(scene, own, who)):
            return None
        if who is not None:
            found[who.text] = (token, who)
    return next(iter(found.values())) if len(found) == 1 else None


def _subject(scene: Scene, verb: Token) -> Token | None:
    """Whoever does what a verb says, also in "congratulated him, saying", and the name behind a
    noun in "a guest, Ada Lind, said"."""
    joined = verb.tag_ == "VBG" and verb.dep_ == "advcl"
    own = subject_of(verb.head if joined else verb)
    if joined and own is not None and any(map(scene.parsed.person_of, own.doc[own.i + 1 : verb.i])):
        # "met Ada Lind, who agreed, saying": either.
        return None
    named = own.children if own is not None and own.tag_ == "NN" else ()
    return next((c for c in named if c.dep_ == "appos" and scene.parsed.person_of(c)), own)


def _is_plain(scene: Scene, own: Token, who: Reference) -> bool:
    """Whether a sentence names who speaks, or has "he" behind a sentence that tells of somebody
    named, with only speech between them. Any other "he" may be somebody else."""
    if own.tag_ != "PRP":
        return True
    before = _told_before(scene, scene.parsed.sentence_of(own).number)
    subject = subject_of(before.span.root) if before is not None else None
    name = scene.parsed.name_of(subject) if subject is not None else None
    return name is not None and name.full == who.text
