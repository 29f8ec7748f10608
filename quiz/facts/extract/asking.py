"""Asking: from a statement and one of its parts to a question, and to the statement with a gap.

The question comes from the grammar of the statement: the asked part becomes a question word at the
front, the auxiliary moves before the subject, and a verb without one gets "do" in its tense and
number (Heilman and Smith 2010; subject questions keep their order).
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from quiz.facts.extract.calendar import When
from quiz.facts.extract.inflection import do_support, third_person
from quiz.facts.extract.lexicon import KIN, ORGANISATIONS, is_post, words
from quiz.facts.extract.references import punctuated
from quiz.facts.extract.statement_parts import CAUSES, NAMED, Part
from quiz.facts.extract.statements import Statement, in_simple_past, is_country
from quiz.facts.extract.tokens import begins_name, ends_name
from quiz.facts.templates import OBJECT
from quiz.text.articles import bare
from quiz.wording import with_capital

LONGEST = 26
"""Most words of a question or statement; unneeded parts are left out until it fits."""

_WHERE = ("in", "at", "on", "near")
_AROUND = words("in into before after during since")
_SCALE = words("thousand million billion trillion dozen hundred")
_NO_EVENT = words("prize prizes award awards war battle treaty election revolution composition")
_MOVING = words("go come return move travel fly sail walk drive")
_GROUPS = words(
    "university college school institute academy company bank party union museum gallery hospital"
    " club ministry department committee court council agency orchestra foundation library team"
    " office trust"
)
_PARTIES = words("labour conservatives democrats republicans tories")
_SORTS = {
    **dict.fromkeys(_PARTIES, "party"),
    **dict.fromkeys(("motorsport", "motorsports", "racing"), "team"),
    **dict.fromkeys(("fc", "united", "rovers", "wanderers"), "club"),
}
_RELYING = words("rely depend focus concentrate count comment insist agree")
_STRANDED = words("with from of to on at in into about by as through over against")
"""Prepositions that a question can end with right behind its verb."""

_PLURALS = {"is": "are", "was": "were", "has": "have"}
_WHERE_BEHIND = re.compile(r" (in|on|at) (?=(?:the )?[A-Z])")
_SIGNS = "$€£¥."
_NUMBER_WORDS = words(
    "two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen"
    " seventeen eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety hundred"
    " one thousand"
)


@dataclass(frozen=True, slots=True)
class PartQuestion:
    """The question for a part of a statement, and its answer.

    question: "" if the grammar gives none, so only a gap can ask. statement: the whole statement
    with `OBJECT` in place of the answer. rest: its words without the answer. accept: other right
    answers.
    """

    question: str
    statement: str
    rest: str
    answer: str
    accept: tuple[str, ...] = ()


def ask(statement: Statement, part: Part, as_of: str = "") -> PartQuestion | None:
    """Ask for a part of a statement. as_of: when the statement holds, "in May 2015"; "" for
    always."""
    kept = _parts_beside(statement, part)
    tail = [as_of] if as_of else []
    if part.kind == "number" and part.role in ("object", "attribute", "subject", "more"):
        return _ask_number(statement, part, kept, tail)
    answer, accept = part.text, ()
    before, after = _around(statement, part, kept, tail)
    if part.called:
        answer, before = part.called, [*before, part.by, part.text.removesuffix(part.called)]
    whole = _sentence([*before, "" if part.called else part.by, OBJECT, *after], statement, ".")
    rest = punctuated(" ".join((*before, *after)))
    question = _question(statement, part, kept, tail)
    return PartQuestion(question, whole, rest, answer, accept)


def tell(statement: Statement, part: Part, as_of: str = "") -> str:
    """The whole statement as a sentence with this part, without its full stop."""
    before, after = _around(statement, part, _parts_beside(statement, part), [as_of])
    return _sentence([*before, part.words, *after], statement, "")


def _parts_beside(statement: Statement, part: Part) -> list[Part]:
    """The parts kept beside the asked one: the needed ones, then others as long as there is
    room."""
    if statement.lemma == "bear" and part.role == "time":
        # Everybody is born once.
        return []
    # Without an object, a verb says nothing without what comes first behind it: "led to a war",
    # and "called him" says less than "called him as a witness".
    led = [] if any(p.needed for p in statement.parts) else [*statement.parts[:1]]
    led += [p for p in statement.parts if p.by == "as"]
    size = sum(len(p.text.split()) for p in {statement.subject, part}) + 3
    kept: list[Part] = []
    order = sorted(
        (p for p in statement.parts if p is not part and p.role != "moment"),
        key=lambda p: (not p.needed, p not in led, p.kind != "date", statement.parts.index(p)),
    )
    for each in order:
        words = len(each.words.split())
        if each.needed or each in led or size + words <= LONGEST:
            kept.append(each)
            size += words
    return [p for p in statement.parts if p in kept]


def _around(
    statement: Statement, part: Part, kept: list[Part], tail: list[str]
) -> tuple[list[str], list[str]]:
    """The words of the statement before and after the asked part."""
    if part is statement.subject:
        return [], [*statement.verb_words(), *(p.words for p in kept), *tail]
    before = [statement.subject.words, *statement.verb_words()]
    place = statement.parts.index(part)
    before += [p.words for p in kept if statement.parts.index(p) < place]
    return before, [*(p.words for p in kept if statement.parts.index(p) > place), *tail]


def _question(statement: Statement, part: Part, kept: list[Part], tail: list[str]) -> str:
    if part.role == "time" and part is not statement.subject:
        simple = in_simple_past(statement)
        if simple is None:
            return ""
        statement = simple
    said = any(p.role == "attribute" and p.text.startswith("that ") for p in kept)
    if statement.lemma == "include" or (said and part is statement.subject):
        # "What is that the lock is unsafe?"
        return ""
    asked = _wh(statement, part)
    stranded = asked == f"{part.by} what"
    if not asked or (asked == "where" and any(p.role == "place" for p in kept)):
        # Nobody asks where somebody was born in Peru.
        return ""
    verb = _singular(statement) if part is statement.subject else _inverted(statement)
    first = any(p.role == "attribute" and p.text.startswith("the first ") for p in kept)
    if first and part.role == "time" and statement.is_copula:
        # Nobody asks when somebody "was the first".
        verb = ["did", statement.subject.words, *statement.adverbs, "become"]
    told = [p.words for p in kept]
    if stranded:
        # "What did it ship with?": nobody writes "With what".
        asked, place = "what", statement.parts.index(part)
        at = sum(statement.parts.index(p) < place for p in kept)
        near = part.by == "for" or (part.by in _STRANDED and not at)
        near = near and not (part.by == "by" and part.kind in NAMED)
        if not near or [*told, *tail, ""][at].startswith(f"{part.by} "):
            # "What did she beat him in in 2003?", "What did she win a medal with?"
            return ""
        told.insert(at, part.by)
    return _sentence([asked, *verb, *told, *tail], statement, "?")


def _singular(statement: Statement) -> list[str]:
    """The verb after a question word: "Who runs", whether one person does or several."""
    words = statement.verb_words()
    if statement.tag in ("VB", "VBP") and not statement.auxiliaries and statement.lemma != "be":
        words[len(statement.adverbs)] = third_person(statement.lemma)
    return words


def _inverted(statement: Statement) -> list[str]:
    """The subject after its auxiliary: "did he found", "was it opened"."""
    if statement.is_copula:
        particle = statement.particle.split()
        return [statement.verb.lower(), statement.subject.words, *statement.adverbs, *particle]
    if statement.auxiliaries:
        first, *others = statement.verb_words()
        return [first, statement.subject.words, *others]
    return [
        do_support(statement.tag),
        statement.subject.words,
        *statement.adverbs,
        statement.lemma,
        *statement.particle.split(),
    ]


def _wh(statement: Statement, part: Part) -> str:
    """The question word with its preposition; "" if none fits."""
    if part.when is not None:
        return _when(part)
    if part.head.ent_type_ in ("DATE", "TIME") and statement.lemma == "spend":
        return "how long"
    if part.role == "time":
        return "during which years" if part.text.replace(" ", "")[:4].isdigit() else "when"
    if part.by in CAUSES or part.role == "purpose":
        return "why"
    if part.role in ("means", "moment"):
        return "how" if part.role == "means" else "when"
    if part.called:
        return f"{part.by} which {part.sort}".strip()
    noun, told = part.head, part.text.lower()
    common = noun.tag_ == "NN" and noun.text.islower() and noun.text not in told
    if part.kind in NAMED and common:
        # "The probe reached the comet": which probe.
        before = [c for c in noun.children if c.dep_ in ("amod", "compound")]
        sort = " ".join(t.text for t in (*before, noun) if t.text.islower())
        return f"{part.by} which {sort}".strip()
    named = noun.tag_ == "NNP" and not noun.conjuncts
    if named and part.role == "subject" and _is_plural(statement):
        # "Lom were to meet Ulm": a club or a band.
        return ""
    if part.kind == "common" and part.role in ("subject", "object", "dative", "more", "agent"):
        return f"{part.by} {_who_or_what(part)}".strip()
    if is_country(part.text) and (part.role in ("subject", "object") or part.by not in _WHERE):
        return f"{part.by} which country".strip()
    if part.role == "subject":
        return {
            "person": "who",
            "organisation": which_group(part.text),
            "event": _which_event(part),
            "initiative": "which initiative",
            "thing": _who_or_what(part) if statement.clause.passive or statement.is_copula else "",
        }.get(part.kind, "")
    if part.kind == "place":
        if part.items and part.by in ("from", "to", "into", "through"):
            return f"{part.by} which places"
        if part.by == "near":
            return "near which place"
        if part.by in _WHERE and not (part.by == "on" and statement.lemma in _RELYING):
            return "where"
        if part.by in ("from", "to", "into", "through"):
            return f"{part.by} which place"
        return f"{part.by} what".strip()
    if part.kind == "person" and (
        part.by in _AROUND or (part.by == "by" and not statement.clause.passive)
    ):
        # "appeared in Lind", "read a letter by Lind": no person, or not who did it.
        return ""
    if part.kind == "person":
        return f"{part.by} whom" if part.by else "who" if part.role == "attribute" else "whom"
    moving = part.by == "to" and statement.lemma in _MOVING
    if part.kind == "organisation" and moving and not ORGANISATIONS & set(told.split()):
        # The parse mistakes many towns for organisations.
        return "to which place"
    if part.kind == "organisation" and part.role != "attribute":
        asked = which_group(part.text)
        return f"{part.by} {asked}".strip() if asked else ""
    if part.kind == "event":
        return f"{part.by} {_which_event(part)}".strip()
    if part.kind in ("thing", "initiative", "organisation") or part.role in ("object", "attribute"):
        return f"{part.by} what".strip() if part.role != "complement" else ""
    return ""


def which_group(name: str) -> str:
    """The question for an organisation, by the word for what it is: "which university"; "" if
    there is no such word. Nobody asks which "organisation" a band, a club or a firm is."""
    words_of = bare(name).lower().split()
    # "University of Lom", but no firm called "Office Lamps".
    ends = (words_of[-1], *(words_of[:1] if {"of", "for"} & set(words_of) else ()))
    known = _GROUPS | (_SORTS.keys() if words_of[1:] else _PARTIES)
    sort = next((_SORTS.get(word, word) for word in ends if word in known), "")
    return f"which {sort}" if sort else ""


def _which_event(part: Part) -> str:
    """The question for an event. Prizes and wars have names like events, but other questions."""
    return "what" if _NO_EVENT & set(part.text.lower().split()) else "which event"


def _who_or_what(part: Part) -> str:
    """The question for a person: "who", or what the person does or is to another."""
    word = part.head.lemma_.lower()
    people = part.head.ent_type_ == "NORP" and part.head.tag_ in ("NNS", "NNPS")
    if not people and not is_post(word) and word not in KIN:
        return "what"
    return "who" if part.role == "subject" else "whom"


def _is_plural(statement: Statement) -> bool:
    """Whether the verb tells of several."""
    return (statement.auxiliaries or (statement.verb,))[0] in ("are", "were", "have")


def _when(part: Part) -> str:
    assert part.when is not None
    if part.by not in ("in", "on"):
        # "only the second since 1900" is not a date to ask for.
        return ""
    return asked_when(part.when)


def asked_when(when: When) -> str:
    """The question for a date, as exact as the date is."""
    if when.decade:
        return "in which decade"
    if when.day:
        return "on which day"
    return "in which month and year" if when.month else "in which year"


def _ask_number(
    statement: Statement, part: Part, kept: list[Part], tail: list[str]
) -> PartQuestion | None:
    """Ask for the number alone: "How many people", or with a gap if it is not a plain count."""
    found = _amount(part)
    if found is None or found[1].lower() == "one" or part.items:
        return None
    head, amount, unit = found
    if head.lower().endswith("between") or any(
        t.text == amount and (begins_name(t) or ends_name(t)) for t in part.head.subtree
    ):
        return None
    before, after = _around(statement, part, kept, tail)
    whole = _sentence([*before, part.by, f"{head} {OBJECT} {unit}", *after], statement, ".")
    rest = punctuated(" ".join((*before, part.by, head, unit, *after)))
    question = ""
    plain = unit and not head and unit.split()[0][:1].isalpha()
    counted = part.head.tag_ in ("NNS", "NNPS")
    if plain and counted and part.role in ("subject", "object"):
        verb = statement.verb_words() if part is statement.subject else _inverted(statement)
        if part is statement.subject:
            # "12 trillion pesos was"
            verb = [_PLURALS.get(verb[0], verb[0]), *verb[1:]]
        counted_noun, where = unit, ""
        if part is not statement.subject:
            # "How many troops did Lomia have in Ulm?"
            counted_noun, by, place = [*_WHERE_BEHIND.split(unit, 1), "", ""][:3]
            where = f"{by} {place}"
        asked = [f"how many {counted_noun}", *verb, where, *(p.words for p in kept), *tail]
        question = _sentence(asked, statement, "?")
    accept = (f"{amount} {unit}",) if unit and len(unit.split()) <= 3 else ()
    return PartQuestion(question, whole, rest, amount, accept)


def _amount(part: Part) -> tuple[str, str, str] | None:
    """The words before a number, the number with its sign and scale, and what it counts."""
    words = part.text.split()
    at = next((n for n, word in enumerate(words) if _is_number(word)), None)
    if at is None:
        return None
    end = at + 1
    while end < len(words):
        word = words[end].lower().strip(",")
        if word == "per" and words[end + 1 : end + 2] == ["cent"]:
            end += 2
        elif word in _SCALE | {"percent", "%"}:
            end += 1
        else:
            break
    return " ".join(words[:at]), " ".join(words[at:end]).strip(","), " ".join(words[end:])


def _is_number(word: str) -> bool:
    return (
        word[:1].isdigit()
        or (word[:1] in _SIGNS and word[1:2].isdigit())
        or all(piece in _NUMBER_WORDS for piece in word.lower().strip(",").split("-"))
    )


def _sentence(words: Iterable[str], statement: Statement, end: str) -> str:
    """The words as a sentence with this end mark, including who claims it."""
    text = punctuated(" ".join(words))
    if statement.said_by:
        text = f"according to {statement.said_by}, {text}"
    return with_capital(text) + end
