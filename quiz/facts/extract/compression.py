"""The compression of a clause around an answer: what it can do without is left out.

A deck teaches the facts of an article and does not copy its long sentences.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence

from quiz.facts.extract.calendar import YEAR
from quiz.facts.extract.clauses import is_condition
from quiz.facts.extract.draft import VERBATIM, Scene
from quiz.facts.extract.lexicon import SAYING, words
from quiz.facts.extract.noun_phrases import is_highest
from quiz.facts.extract.parse_tree import Token
from quiz.facts.extract.references import Phrase
from quiz.facts.extract.statement_parts import WITH_MORE
from quiz.facts.extract.tokens import finite_of, is_of_opening, object_of, subject_of

_LONGEST = 150
"""Most characters of what copies no sentence; descriptions are left out until it fits."""

_SPARE = ("relcl", "advcl", "acl", "appos", "parataxis")

_PLACING = words("base put place divide compare turn limit devote dedicate convert attribute lead")
"""Verbs that need to know where or what to."""

_GOING_ON = ("CCONJ", "VERB", "AUX", "NOUN", "PROPN", "NUM", "DET")
_BESIDE = words(
    "in at on during after before since until near around outside inside within across throughout"
    " following amid despite because by under"
)
"""Prepositions of a phrase that says where or when."""

_BESIDE_CLAUSES = words("when while as because since after before although though")

_OPENINGS = [
    text.split()
    for text in ("for example", "for instance", "in fact", "of course", "in addition ,")
]
_OPENING = words(
    "meanwhile hence well finally thus therefore however nevertheless consequently moreover"
    " furthermore indeed instead similarly interestingly ironically unfortunately sadly"
)
_LEANING = ("PRP", "PRP$", "DT", "EX", "RB")


def compressed(
    scene: Scene, tokens: Sequence[Token], answer: Sequence[Token], forms: Mapping[Token, str]
) -> Phrase | None:
    """The words of these tokens around an answer, short and clear on their own.

    Leaves out descriptions until the words are few enough, and anything with an unresolved pronoun.

    forms: of words that are told in another form.
    """
    kept = list(tokens)
    whole = " ".join(scene.sentence.text.split())
    forms = {**_of_people(tokens), **forms}
    while True:
        told = _without_loose_commas(trimmed(kept), tokens)
        phrase = scene.references.phrase(told, forms, dated=True)
        if phrase is not None and len(phrase.text) <= VERBATIM:
            return phrase
        clear = phrase is not None and len(phrase.text) <= _LONGEST and phrase.text not in whole
        spare = _spare(kept, answer, _is_aside)
        if not clear:
            ways = (_is_place_or_time, _is_behind_rest, _is_second, _is_beside)
            spare = next((found for way in ways if (found := _spare(kept, answer, way))), [])
        spare.sort(key=_size)
        if phrase is None:
            spare = [part for part in spare if any(t.tag_ in _LEANING for t in part)]
        if not spare:
            return phrase
        over = len(phrase.text) - VERBATIM if phrase is not None else 0
        gone = next((part for part in spare if _size(part) >= over), spare[-1])
        kept = [token for token in kept if token not in gone]


def _of_people(tokens: Sequence[Token]) -> dict[Token, str]:
    """The words for "you", who may be anybody: "people need a visa before they leave"."""
    forms: dict[Token, str] = {}
    for token in tokens:
        if token.lower_ == "you":
            forms[token] = "people"
        elif token.lower_ == "your":
            forms[token] = "their" if forms else "the"
    return forms


def _size(part: Sequence[Token]) -> int:
    return sum(len(token.text_with_ws) for token in part)


def _spare(
    kept: Sequence[Token], answer: Sequence[Token], is_spare: Callable[[Token], bool]
) -> list[list[Token]]:
    """The parts that a clause can do without. is_spare: whether one of its prepositional phrases
    is."""
    found = []
    for token in kept:
        aside = token.dep_ in _SPARE and _stands_apart(token) and not is_condition(token)
        if aside or is_spare(token):
            part = [t for t in _with_conjunction(token) if t in kept]
            whole = any(t in part for t in answer) or _parts_dates(part, kept)
            if not whole and len(part) < len(kept) - 3:
                found.append(part)
    return found


def _with_conjunction(token: Token) -> Sequence[Token]:
    """The tokens of a part; of a second verb, with the "and" and what comes before it: "and after
    the war moved to Lom"."""
    links = [c.i for c in token.head.children if c.dep_ == "cc" and c.i < token.i]
    own = list(token.subtree)
    return token.doc[links[-1] : own[-1].i + 1] if links and token.dep_ == "conj" else own


def _without_loose_commas(kept: list[Token], whole: Sequence[Token]) -> list[Token]:
    """Without the commas next to omitted words."""
    place = {token: number for number, token in enumerate(whole)}

    def parts(at: int) -> bool:
        """Whether a comma is still between the words that it separates: "to Lom, then to Ulm"."""
        if kept[at + 1].lower_ == "then":
            return True
        if kept[at - 1].text in (",", ";"):
            return False
        behind = next((t for t in kept[at + 1 :] if t.text != ","), kept[at])
        if not behind.is_punct and behind.dep_ != "cc" and _ends_aside(kept, at):
            return True
        if kept[at + 1].is_punct:
            return False
        return place[kept[at + 1]] - place[kept[at - 1]] == 2

    told = [token for at, token in enumerate(kept) if token.text != "," or parts(at)]
    return [t for t in told if not (t.text == "," and _parts_from_verb(t, told))]


def _parts_from_verb(comma: Token, kept: Sequence[Token]) -> bool:
    """Whether a comma alone parts a subject from its verb: "Ada Lind, 23, of Lom, was" without her
    age."""
    at = kept.index(comma)
    first = kept[at + 1] if at + 1 < len(kept) else comma
    verb = first.head if first.dep_ in ("aux", "auxpass") else first
    who = subject_of(verb)
    alone = all(token.text != "," for token in kept[:at])
    return who is not None and alone and finite_of(verb) is first and kept[at - 1] in who.subtree


def _ends_aside(kept: Sequence[Token], at: int) -> bool:
    """Whether a comma ends an aside that another one begins: "the mayor, Ada Lind, came", without
    "who sang" behind her name."""
    last = kept[at - 1]
    for token in (each for each in (last, *last.ancestors) if each.dep_ in _SPARE):
        part = [t for t in token.subtree if t in kept and not (t.is_punct and t.i > last.i)]
        if part[-1:] == [last]:
            first = kept.index(part[0])
            if first and kept[first - 1].text == ",":
                return True
    return False


def _parts_dates(part: Sequence[Token], kept: Sequence[Token]) -> bool:
    """Whether only one of two years would be left out; the verb would seem to have the other."""
    dated = {token in part for token in kept if re.fullmatch(YEAR, token.text)}
    return len(dated) > 1 and part[0].dep_ == "prep"


def _stands_apart(token: Token) -> bool:
    """Whether a phrase has commas or the ends of the sentence on both sides."""
    left, right = token.left_edge, token.right_edge
    before = left.before is None or left.before.text in ",;–—"
    # "X rose while Y fell"
    before = before or (left.lower_ == "while" and subject_of(token) is not None)
    return before and (right.after is None or right.after.text in ",;.–—")


def _is_aside(token: Token) -> bool:
    """Whether a prepositional phrase is an aside: after a comma, or before the subject."""
    return (
        token.dep_ == "prep"
        and token.head.pos_ in ("VERB", "AUX")
        # "laid siege to the town"; without "among them", what comes after it would be loose.
        and token.lower_ not in ("according", "among", "to")
        and not _is_spliced(token.head)
        and not is_of_opening(token)
        and (token.left_edge.is_sent_start or _stands_apart(token))
    )


def _is_spliced(verb: Token) -> bool:
    """Whether a clause stands before the one that it belongs to, which the words before it tie to
    it: "At the time the bridge was opened, …"."""
    return verb.dep_ == "ccomp" and verb.i < verb.head.i and verb.head.lemma_ not in SAYING


def _is_place_or_time(token: Token) -> bool:
    """Whether a phrase is an aside, or says where or when behind the rest."""
    return _is_aside(token) or (token.lower_ in _BESIDE and _is_behind_rest(token))


def _is_behind_rest(token: Token) -> bool:
    """Whether a prepositional phrase is behind what completes the verb."""
    verb, after = token.head, token.right_edge.after
    if (
        token.dep_ != "prep"
        or token.lower_ in ("according", "among", "to", "as")
        or verb.pos_ not in ("VERB", "AUX")
        or verb.lemma_ in _PLACING | WITH_MORE
        or _completes(token)
        # "chambers atop of which is the temple": nothing that goes on behind it may stand alone.
        or (after is not None and (after.text in (",", "–") or after.pos_ in _GOING_ON))
    ):
        return False
    return any(
        c.dep_ in ("dobj", "attr", "oprd", "acomp", "agent", "prep") and verb.i < c.i < token.i
        for c in verb.children
    )


def _is_second(verb: Token) -> bool:
    """Whether a verb is the second of two that share a subject: "opened in May and closed"."""
    return (
        verb.dep_ == "conj"
        and verb.pos_ in ("VERB", "AUX")
        and verb.head.pos_ in ("VERB", "AUX")
        and verb.head.dep_ not in ("acl", "relcl")
        and any(c.dep_ == "cc" for c in verb.head.children)
        and len(verb.conjuncts) == 1
        and subject_of(verb) is None
        # "would find and hold the thieves" finds them, too.
        and any(c.i > verb.head.i for c in verb.head.children if c.dep_ not in ("cc", "conj"))
    )


def _is_beside(clause: Token) -> bool:
    """Whether a clause behind the main one only says why or while what it happened once: "left for
    Lom as the war began"."""
    return (
        clause.dep_ == "advcl"
        and clause.i > clause.head.i
        and finite_of(clause.head).tag_ == "VBD"
        and subject_of(clause) is not None
        and any(c.lower_ in _BESIDE_CLAUSES and c.i < clause.i for c in clause.children)
    )


def _completes(preposition: Token) -> bool:
    """Whether a clause says too little without a phrase: "edged them in front", "the worst flood in
    80 years"."""
    noun = object_of(preposition)
    if any(is_highest(c) for c in preposition.head.children):
        return True
    if noun is None or noun.ent_type_ in ("DATE", "TIME"):
        return False
    if preposition.before is not None and preposition.before.dep_ == "npadvmod":
        # "28 kilometres from the town"
        return True
    return preposition.text in ("into", "on") or (noun.tag_ == "NN" and not noun.children)


def trimmed(tokens: list[Token]) -> list[Token]:
    """The tokens without marks and conjunctions at both ends, and without "for example"."""
    while tokens and (
        (tokens[-1].is_punct and tokens[-1].text != "%")
        or tokens[-1].dep_ == "cc"
        # "boats of six towns, including", whose names are left out
        or (tokens[-1].dep_ == "prep" and any(c.i > tokens[-1].i for c in tokens[-1].children))
    ):
        tokens = tokens[:-1]
    while tokens and (
        tokens[0].is_punct or tokens[0].dep_ == "cc"
        # "said that"
        or (tokens[0].dep_ == "mark" and tokens[0].lower_ == "that")
        or (tokens[0].dep_ in ("advmod", "intj") and tokens[0].lower_ in _OPENING)
    ):  # fmt: skip
        tokens = tokens[1:]
        if tokens and is_of_opening(tokens[0]):
            tokens = [t for t in tokens if t not in tokens[0].subtree]
    for opening in _OPENINGS:
        if [token.lower_ for token in tokens[: len(opening)]] == opening:
            return trimmed(tokens[len(opening) :])
    return tokens
