"""The notes that facts can make: one for a fact, one for a list, one for the order of events."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TypeVar
from zlib import crc32

from quiz.decks.kinds import BasicNote, ClozeNote, ListNote, SequenceNote, TermNote, TrueFalseNote
from quiz.decks.note import Gap, Note
from quiz.decks.note_extras import Extras
from quiz.facts.chosen_notes import accepted_of, answers_of
from quiz.facts.fact import Fact
from quiz.facts.fact_distractors import Distractors, all_different
from quiz.facts.fact_wording import (
    around_gap,
    asked_name,
    question_back,
    question_for_all,
    question_of,
    statement_of,
    tells,
    without_title,
)
from quiz.facts.near_dates import DateParts, date_parts
from quiz.facts.templates import RELATIONS
from quiz.text.articles import bare
from quiz.text.normalise import normalise
from quiz.wording import with_capital

_WithOptions = TypeVar("_WithOptions", BasicNote, ClozeNote)

SHORTEST_SEQUENCE, LONGEST_SEQUENCE = 4, 5

# "Lom", "linguist", "the Lom Art Museum", "Bo van Dal", "12%", "1.5 million", "May 1907".
_WORD, _LINK = r"[A-Z0-9][\w'’.&-]*", r"(?:of|the|de|van|von|der|al)"
_EASY = re.compile(
    rf"(?:(?:[Tt]he|an?) )?\S+|(?:[Tt]he )?{_WORD}(?: (?:{_LINK} )*{_WORD}){{,3}}"
    r"|[\d.,$£€%]+ (?:thousand|million|billion|trillion|percent|per cent)"
)
_DEFINES = re.compile(r"What (?:is|are|was|were) ([^?]+)\?")
# A definition of fewer words fits many things.
_DEFINITION = 3

# Posts that one person holds at a time.
_OFFICE = re.compile(
    r"(?i)(?!.*\b(vice|deputy|assistant|former)\b).*\b(president|premier|prime minister|chancellor"
    r"|king|queen|emperor|pope|mayor|governor|minister|secretary|chair|chair(man|woman|person)"
    r"|head|director|chief executive|ceo|captain|coach|ambassador|speaker|archbishop|rector)\b"
)


def note_of(fact: Fact, answers: Distractors) -> Note | None:
    """The best note for this fact; None for an item of a list, if all prompts tell the answer, or
    if a found fact has an answer that is hard to type, and there is nothing to choose from.

    answers: of all facts of the file, this one among them.
    """
    note = _note_of(fact, answers)
    return None if fact.is_found and note is not None and _is_hard_to_type(note) else note


def _is_hard_to_type(note: Note) -> bool:
    """Whether there is nothing to choose from, and no right answer is a number, one word, or a name
    of few words."""
    free = isinstance(note, (BasicNote, ClozeNote, TermNote)) and not note.distractors
    return free and not any(map(_EASY.fullmatch, (*answers_of(note), *accepted_of(note))))


def _note_of(fact: Fact, answers: Distractors) -> Note | None:
    relation = RELATIONS[fact.relation]
    if relation.several:
        return None
    if relation.term:
        wrong = answers.of_term(fact)
        return TermNote(fact.subject, fact.object, (), wrong, _extras(fact, "term"))
    if relation.truth:
        return _true_or_false(fact)
    question = question_of(fact)
    if not fact.ask and (asked := _back(fact, answers)):
        return asked
    name = asked_name(fact)
    also = tuple(text for text in answers.right(fact) if bare(text) != bare(name))
    if question and not tells(question, fact.object):
        extras, options = _extras(fact, "ask"), answers.of(fact)
        defined = _DEFINES.fullmatch(question) if fact.object[:1].islower() else None
        if defined and not options and fact.is_found:
            return _defined(fact, with_capital(defined[1]))
        return _with_options(BasicNote(question, name, also, options, extras))
    before, after = around_gap(fact)
    if tells(before, fact.object) or tells(after, fact.object):
        return None
    if name.startswith("the "):
        before = before.removesuffix("the ")
    parts = tuple(part for part in (before, Gap(name, also), after) if part)
    return _with_options(ClozeNote(parts, answers.of(fact), _extras(fact, "cloze")))


def lists(every: Sequence[Fact]) -> Iterator[tuple[Fact, ListNote]]:
    """A note for each question that several facts answer, with the first of these facts."""
    groups: dict[tuple[str, str], list[Fact]] = defaultdict(list)
    for fact in every:
        if question := question_for_all(fact):
            groups[fact.subject, question].append(fact)
    for (_, question), facts in groups.items():
        items: dict[str, tuple[str, ...]] = {}
        for fact in facts:
            items.setdefault(normalise(fact.object), all_different(fact.object, *fact.accept))
        if len(items) > 1:
            yield facts[0], ListNote(question, tuple(items.values()), _extras(facts[0], "all"))


def in_order(every: Sequence[Fact]) -> SequenceNote | None:
    """The first few dated events, in chronological order; None for fewer than four."""
    known = Counter(normalise(fact.event) for fact in every)
    chosen: list[tuple[DateParts, Fact]] = []
    for fact in every:
        moment = date_parts(fact.object)
        # Events that happened more than once, or at the same time, cannot be put in order.
        once = fact.event and any(moment) and known[normalise(fact.event)] == 1
        if once and not any(_is_same_time(moment, other) for other, _ in chosen):
            chosen.append((moment, fact))
    facts = [fact for _, fact in sorted(chosen[:LONGEST_SEQUENCE], key=lambda each: each[0])]
    if len(facts) < SHORTEST_SEQUENCE:
        return None
    told = "; ".join(f"{fact.object}: {fact.event}" for fact in facts) + "."
    return SequenceNote(
        "Put these events in the order of time, the earliest first.",
        tuple(fact.event for fact in facts),
        Extras(id=f"order-{facts[0].id}", category="date", explanation=told),
    )


def _true_or_false(fact: Fact) -> Note:
    """The fact as it is, or with its false ending, chosen by its id."""
    if fact.negation and crc32(fact.id.encode()) % 2:
        false = statement_of(fact, fact.negation)
        return TrueFalseNote(false, False, _extras(fact, "false"))
    return TrueFalseNote(statement_of(fact), True, _extras(fact, "true"))


def _back(fact: Fact, answers: Distractors) -> Note | None:
    """Asks who held a post, where only one can have: "mayor of Porthaven", but not "engineer"."""
    question = question_back(fact)
    named = any(word[:1].isupper() for word in fact.object.split()[1:])
    alone = question and fact.as_of and named and _OFFICE.match(fact.object)
    name = without_title(fact.subject)
    if not alone or answers.people.holders(fact.object) != [name]:
        return None
    extras = replace(_extras(fact, "back"), category="name")
    options = answers.of_holder(fact, question)
    called = () if not fact.is_found else answers.people.also_called(name)
    also = tuple(text for text in (fact.subject, *called) if text != name)
    return _with_options(BasicNote(question, name, also, options, extras))


def _defined(fact: Fact, name: str) -> Note | None:
    """Asks which name has a definition, as nobody types a definition in the words of an article.
    None if the definition is too short to fit one name alone."""
    told = statement_of(fact)
    rest = told.removeprefix(name)
    if len(fact.object.split()) < _DEFINITION or rest == told or tells(rest, name):
        return None
    return _with_options(ClozeNote((Gap(name), rest), (), _extras(fact, "name")))


def _with_options(note: _WithOptions) -> _WithOptions:
    """The note; without wrong answers it is typed. Otherwise the game would borrow wrong
    answers from other cards."""
    if note.distractors:
        return note
    return replace(note, extras=replace(note.extras, typed=True))


def _is_same_time(one: DateParts, other: DateParts) -> bool:
    """Whether one moment contains the other, as May 2015 contains its days: neither is earlier."""
    return all(not a or not b or a == b for a, b in zip(one, other, strict=True))


def _extras(fact: Fact, form: str) -> Extras:
    category = fact.type or fact.category
    return Extras(
        id=f"{fact.id}-{form}",
        category=category,
        explanation=fact.wording or statement_of(fact),
        tags=() if fact.category == category else (fact.category,),
    )
