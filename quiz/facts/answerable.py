"""Which facts make cards that a player can be expected to answer."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from enum import IntEnum

from quiz.decks.kinds import BasicNote, ClozeNote, TermNote
from quiz.facts.chosen_notes import accepted_of, answers_of
from quiz.facts.fact import Fact
from quiz.facts.fact_distractors import Distractors, is_number
from quiz.facts.fact_notes import note_of
from quiz.facts.fact_wording import around_gap, question_of, without_news
from quiz.facts.name_kinds import kind_of_name
from quiz.facts.near_dates import date_parts
from quiz.facts.near_numbers import is_label
from quiz.facts.people import SAID, is_bare_office, is_well_known
from quiz.facts.places import kind_of_place
from quiz.facts.sexes import asks_for_relative
from quiz.facts.telling import is_told
from quiz.facts.templates import OBJECT, RELATIONS
from quiz.text.articles import bare

# How many words of a term and of a name anybody can type; and of a post before a name.
_OF_A_TERM, _OF_A_NAME, _OF_A_POST = 2, 3, (2, 3)
# In how many sentences a thing, a person or a village is named whose name is remembered.
_REMEMBERED, _PERSON_REMEMBERED, _VILLAGE_REMEMBERED = 2, 3, 4
_NAME_OF = re.compile(r"\b[A-Z][\w'’-]* of (?:the )?$")
_OF_A_YEAR = re.compile(r"\b(?:in|since|until|by|from|to|of|and|or|after|before|during) $", re.I)
# One of several names in a row, or of whatever else there is: "spoke about ____ and peace".
_ONE_OF_MANY = re.compile(
    r"____, (?:the )?[A-Z][^,.;]* and (?:the )?[A-Z]"
    r"|[A-Z][\w'’-]*, (?:the )?[A-Z][^,.;]*,? and (?:the )?____"
    r"|\b(?:about|includ(?:e|es|ed|ing)|such as|like|among) (?:the )?____(?:,| and )"
)


class Asking(IntEnum):
    """How well a player can be expected to answer the card of a fact."""

    NOT, TYPED, CHOSEN = range(3)


def asking_of(fact: Fact, answers: Distractors) -> Asking:
    """Whether a fact's card has options, or an answer that one can know and type, or neither."""
    note = note_of(fact, answers)
    if isinstance(note, TermNote):
        often = answers.people.times(fact.subject) >= _REMEMBERED
        return Asking.TYPED if often or note.distractors else Asking.NOT
    if not isinstance(note, (BasicNote, ClozeNote)):
        asked = note is not None or RELATIONS[fact.relation].several
        return Asking.CHOSEN if asked else Asking.NOT
    kind = "quantity" if is_number(fact) else fact.category
    prompt = question_of(fact) or OBJECT.join(around_gap(fact))
    bare_office = fact.type == "post" and is_bare_office(fact.object)
    if bare_office or _is_inside_name(fact) or is_told(fact.object, kind, prompt):
        return Asking.NOT
    if note.distractors:
        return Asking.CHOSEN
    return Asking.TYPED if _can_be_typed(note, fact, answers) else Asking.NOT


def _is_inside_name(fact: Fact) -> bool:
    """Whether a gap is within a name: "the Battle of ____", "Aurora ____", "the ____ Lom Cup"."""
    before, after = around_gap(fact)
    if question_of(fact):
        return False
    label = is_number(fact) and is_label(fact.object, before, without_news(after))
    if fact.object.isdigit() and fact.category == "date":
        label = re.match(" [A-Z]", after) is not None and not _OF_A_YEAR.search(before)
    return label or _NAME_OF.search(before) is not None


def _can_be_typed(note: BasicNote | ClozeNote, fact: Fact, answers: Distractors) -> bool:
    """Whether one can be expected to know and to type the answer: a word or two, a known place, who
    holds a well-known office, and what the article names again and again."""
    (answer,) = answers_of(note)
    right = (answer, *accepted_of(note))
    gap = "" if question_of(fact) else "____".join(around_gap(fact))
    is_date = fact.category == "date" or date_parts(bare(answer))[2]
    if is_date or is_number(fact) or _ONE_OF_MANY.search(gap):
        return False
    if kind_of_place(answer):
        return True
    people, is_back = answers.people, note.extras.id.endswith("-back")
    if is_back or answers.asks_for_person(fact):
        # "Peruvian president ____"
        before = [" ".join(gap.split("____")[0].split()[-length:]) for length in _OF_A_POST]
        posts = [fact.object] if is_back else [*people.posts.get(answer, []), *before]
        in_office = any(map(is_well_known, posts))
        often = people.times(answer) >= _PERSON_REMEMBERED
        if isinstance(note, BasicNote) and SAID.match(note.prompt):
            return (in_office and often) or people.times(answer) == math.inf
        return in_office or often or (asks_for_relative(fact) and " " not in answer)
    if fact.type == "post":
        return _is_short((answer,), _OF_A_TERM)
    if not answer[:1].isupper():
        return _is_short(right, _OF_A_TERM)
    # Few remember a village, or can spell it.
    enough = _VILLAGE_REMEMBERED if fact.category == "place" else _REMEMBERED
    known = kind_of_name(answer) != "" or people.times(bare(answer)) >= enough
    return known and _is_short(right, _OF_A_NAME)


def _is_short(right: Sequence[str], most: int) -> bool:
    return any(len(bare(text).split()) <= most for text in right)
