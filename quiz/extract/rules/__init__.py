"""The families of facts, one module each. Each has one function from a scene to its drafts."""

from __future__ import annotations

from quiz.extract.draft import Rule
from quiz.extract.rules.acronyms import acronyms
from quiz.extract.rules.deeds import deeds
from quiz.extract.rules.definitions import definitions
from quiz.extract.rules.events import events
from quiz.extract.rules.meetings import meetings
from quiz.extract.rules.members import members
from quiz.extract.rules.naming import naming
from quiz.extract.rules.ordinals import ordinals
from quiz.extract.rules.places import places
from quiz.extract.rules.posts import posts
from quiz.extract.rules.quantities import quantities
from quiz.extract.rules.scores import scores

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
