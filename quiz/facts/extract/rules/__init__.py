"""The families of facts, one module each. Each has one function from a scene to its drafts."""

from __future__ import annotations

from quiz.facts.extract.draft import Rule
from quiz.facts.extract.rules.acronyms import acronyms
from quiz.facts.extract.rules.deeds import deeds
from quiz.facts.extract.rules.definitions import definitions
from quiz.facts.extract.rules.events import events
from quiz.facts.extract.rules.meetings import meetings
from quiz.facts.extract.rules.members import members
from quiz.facts.extract.rules.naming import naming
from quiz.facts.extract.rules.ordinals import ordinals
from quiz.facts.extract.rules.places import places
from quiz.facts.extract.rules.posts import posts
from quiz.facts.extract.rules.quantities import quantities
from quiz.facts.extract.rules.scores import scores

RULES: tuple[Rule, ...] = (
    posts,
    acronyms,
    members,
    meetings,
    events,
    deeds,
    places,
    definitions,
    naming,
    ordinals,
    quantities,
    scores,
)
