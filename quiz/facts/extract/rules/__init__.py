"""The families of facts, one module each. Each has one function from a scene to its drafts."""

from __future__ import annotations

from quiz.facts.extract.draft import Rule
from quiz.facts.extract.rules.acronyms import acronyms
from quiz.facts.extract.rules.affiliations import affiliations
from quiz.facts.extract.rules.called import called
from quiz.facts.extract.rules.capitals import capitals
from quiz.facts.extract.rules.definitions import definitions
from quiz.facts.extract.rules.entries import entries
from quiz.facts.extract.rules.gaps import gaps
from quiz.facts.extract.rules.initiatives import initiatives
from quiz.facts.extract.rules.list_gaps import lists
from quiz.facts.extract.rules.lives import lives
from quiz.facts.extract.rules.members import members
from quiz.facts.extract.rules.ordinals import ordinals
from quiz.facts.extract.rules.part_gaps import part_gaps
from quiz.facts.extract.rules.places import places
from quiz.facts.extract.rules.posts import posts
from quiz.facts.extract.rules.quotations import quotations
from quiz.facts.extract.rules.results import results
from quiz.facts.extract.rules.stated import stated
from quiz.facts.extract.rules.works import works

RULES: dict[str, Rule] = {
    "posts": posts,
    "acronyms": acronyms,
    "members": members,
    "definitions": definitions,
    "initiatives": initiatives,
    "ordinals": ordinals,
    "scores": results,
    "affiliations": affiliations,
    "capitals": capitals,
    "called": called,
    "entries": entries,
    "lives": lives,
    "places": places,
    "works": works,
    "stated": stated,
    "quotations": quotations,
    "gaps": gaps,
    "part gaps": part_gaps,
    "lists": lists,
}
