"""Word lists: what the parse alone does not know."""

from __future__ import annotations

import re
from collections.abc import Iterator


def words(text: str) -> frozenset[str]:
    """The words of a text as a set."""
    return frozenset(text.split())


# Offices of a state: "Kazakh President X" is the president of Kazakhstan.
OFFICES = words(
    "president premier chancellor king queen emperor empress sultan emir pope minister secretary"
    " taoiseach ambassador governor mayor speaker vice-president"
)
POSTS = OFFICES | words(
    "chief head director chairman chairwoman chair chairperson leader founder co-founder owner"
    " manager executive officer spokesman spokeswoman spokesperson commissioner commander general"
    " admiral colonel captain major sergeant judge justice senator congressman congresswoman"
    " lawmaker deputy representative delegate envoy diplomat counsel lawyer attorney prosecutor"
    " sheriff professor lecturer dean rector teacher principal researcher scientist scholar fellow"
    " expert analyst doctor physician surgeon nurse engineer architect designer inventor curator"
    " librarian conductor composer singer musician pianist violinist actor actress dancer painter"
    " sculptor artist poet novelist author writer journalist reporter correspondent editor"
    " publisher critic photographer filmmaker producer screenwriter striker midfielder defender"
    " goalkeeper forward coach trainer runner swimmer cyclist skier boxer golfer sprinter champion"
    " driver pilot astronaut cosmonaut businessman businesswoman entrepreneur banker investor"
    " collector farmer fisherman prince princess duke bishop archbishop cardinal priest rabbi imam"
    " monk lord lady sir dr prof lieutenant treasurer coordinator adviser advisor consultant"
    " superintendent inspector detective organiser organizer activist politician statesman"
    " candidate laureate winner player explorer mountaineer climber sailor ranger"
    " undersecretary boss aide guitarist drummer chef consul legislator councillor councilor"
    " programmer developer student trader mp mep ceo cfo barrister solicitor campaigner referee"
    " academic historian songwriter singer-songwriter presenter broadcaster administrator"
    " specialist investigator"
)
OF_SOMETHING = OFFICES | words(
    "captain coach spokesman spokeswoman spokesperson chairman chairwoman chair director head"
    " leader manager chief executive commissioner owner founder editor treasurer rector dean boss"
)
_POST_ENDING = re.compile(
    r"(?:[a-z]{2,}(?:ologist|ographer|icist|omist|emist|atrician|ician|arian|anist"
    r"|woman|keeper|smith|wright|maker|opath|ist)|.*physicist)"
)
_NO_POST = words(
    "list artist's mist twist scientologist buddhist baptist methodist communist socialist fascist"
    " nationalist separatist terrorist extremist islamist racist feminist loyalist royalist"
)
# "A, son of B" says what A is to B, not what A does.
FAMILY = words(
    "father mother son daughter brother sister wife husband uncle aunt cousin nephew niece widow"
    " widower grandfather grandmother grandson granddaughter stepson stepdaughter half-brother"
    " half-sister twin"
)
RELATIVES = FAMILY | words("mentor teacher publisher classmate patron")
KIN = FAMILY | words(
    "friend colleague counterpart partner rival neighbour neighbor heir baby child boy girl man"
    " woman people person couple family one member part"
)
MODIFIERS_OF_POSTS = words(
    "prime vice deputy foreign finance defence defense interior health education culture justice"
    " environment energy trade transport agriculture senior junior chief executive general head"
    " acting assistant associate lead secretary first"
)
FIRMS = words(
    "ag inc corp corporation ltd plc llc gmbh group holdings motors metals technologies airlines"
    " pharmaceuticals"
)
ORGANISATIONS = FIRMS | words(
    "university college school institute institution academy company corporation bank fund"
    " foundation association federation union alliance league council committee commission agency"
    " authority ministry department office bureau board parliament congress senate assembly court"
    " party club team society network organisation organization laboratory labs lab observatory"
    " museum gallery library theatre theater orchestra hospital clinic centre center airline"
    " airways railway railways newspaper times post daily herald news studio studios press army"
    " navy police service services government trust charity fc united city cinémathèque"
    " cinematheque consortium institutes guard command survey administration directorate"
    " secretariat firm start-up startup maker shipyard brewery cooperative co-operative chamber"
    " confederation brigade band choir forum treasury rovers wanderers hotspur albion"
)
CORPORATE = words(
    "company firm business start-up startup group maker manufacturer corporation"
    " operator airline publisher retailer brand"
)
GATHERINGS = words(
    "summit forum festival conference congress games cup championship championships session meeting"
    " exhibition fair symposium tournament expo biennale convention olympics assembly"
)
EVENTS = GATHERINGS | words(
    "marathon final war battle treaty prize award election revolution tour ceremony talks"
)
NATURAL = words(
    "park glacier mountain lake river island sea bay desert valley volcano ocean forest reef ship"
    " ferry flight satellite telescope street square rise mount mountains ridge peak hills cape"
    " seamount plateau"
)
BUILT = NATURAL | words(
    "bridge tower library museum canal tunnel stadium palace castle cathedral church temple airport"
    " station dam university house building"
)
INITIATIVES = words(
    "initiative policy plan programme program project scheme strategy campaign road belt corridor"
    " mission deal pact agreement accord vision agenda framework partnership drive"
)
# Only people do these.
LIFE = words("bear die marry graduate retire study enrol enroll teach emigrate divorce")
NOT_A_NAME = words(
    "monday tuesday wednesday thursday friday saturday sunday mr mrs ms bc bce ad ce"
)

CLAIMING = words(
    "claim suggest believe think expect hope argue insist allege contend maintain assert"
)
"""Verbs of saying what may not be so."""

SAYING = CLAIMING | words("say tell add announce report write explain note state warn estimate")
# What somebody only wants, or what depends on something, is not a fact.
UNSURE = words(
    "plan want hope intend wish try promise propose expect seek threaten consider aim agree offer"
    " refuse fail decide need ask urge call vow pledge demand seem appear like fear worry concern"
    " doubt suspect forecast worried concerned afraid hopeful confident"
)
HEDGES = words("may might could would should cannot ought")
# "When meeting X, Y said": Y met X.
GERUNDS = words("meeting visiting opening receiving")
OPINIONS = words(
    "important key good great big major significant vital unique famous popular leading beautiful"
    " dangerous essential crucial strong perfect ideal real true serious new"
)
NO_PERSON = ORGANISATIONS | EVENTS | BUILT
"""How the names of groups, events and buildings end."""

# These only make sense on the day of the article, or next to its other sentences.
DEICTIC = re.compile(
    r"\b(?=\w)(?:(?:this|last|next|that) (?:year|month|week|spring|summer|autumn|fall|winter|season"
    r"|decade|century|time|monday|tuesday|wednesday|thursday|friday|saturday|sunday|january|february|march"
    r"|april|may|june|july|august|september|october|november|december)|today|yesterday|tomorrow"
    r"|tonight|(?<!what is )now|currently|recently|no longer|nowadays|so far"
    r"|(?<!thousand years )(?<!million years )(?<!billion years )(?<!000 years )ago"
    r"|(?:years?|months?|weeks?|days?) (?:earlier|later)"
    r"|there(?! (?:is|are|was|were|has|have|had|will|would|may|can|exists?|remains?))"
    r"|the (?:two|three|four|other) [a-z]+|both (?!the |of )[a-z]+|the former|the latter|these"
    r"|those)\b",
    re.IGNORECASE,
)
# "US", "IT" and "World War I" are not pronouns.
PRONOUN = re.compile(
    r"\b(?:[Mm](?:e|y)|[Ww]e|us|[Oo]urs?|[Yy]ou(?:rs?)?|[Hh](?:e|is|im|ers?)|[Ss]he|[Ii]t"
    r"|[Ii]ts|[Tt]he(?:y|m|irs?))\b|(?<![A-Z]\w )\bI\b(?![ -]\d)"
)


# "Who began his career …", "to Lom, where she stayed": the referent must come before the pronoun.
_OWN = re.compile(r"(?<=[^.?!]) (?:s?he|it|his|her|its|their) ")


def is_post(word: str) -> bool:
    """Whether a noun in lower case says what a person does."""
    return word in POSTS or (
        bool(_POST_ENDING.fullmatch(word)) and word not in _NO_POST and len(word) > 5
    )


BEFORE_DATES = words("on in since until till from by before after between of to through and")
SMALL = words("a an and at by for from in of on the to with was were is are has had been be")
"""Words that say nothing of what a sentence is about."""


def stands_alone(text: str) -> bool:
    """Whether a text makes sense without context: no pronoun, no "this year", no "the two
    sides"."""
    return not PRONOUN.search(_OWN.sub(" the ", text)) and not DEICTIC.search(text)


def without_possessive(text: str) -> str:
    """The text without "'s" at its end."""
    return text.removesuffix("'s").removesuffix("’s")


def places_of(part: str, text: str, joins: str = "_") -> Iterator[int]:
    """Where a text has a part that does not belong to a longer word. joins: the marks that count as
    letters.

    A pattern made for each part would have to be compiled each time.
    """
    at = text.find(part)
    while at >= 0:
        beside = (text[at - 1 : at], text[at + len(part) : at + len(part) + 1])
        if not any(char and (char.isalnum() or char in joins) for char in beside):
            yield at
        at = text.find(part, at + len(part))
