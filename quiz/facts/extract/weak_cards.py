"""Cards that are no good in a way that the model of `ranking` cannot learn from few examples.

Each reason was checked on the cards that people judged: of those that it stops, clearly fewer are
good than of others that the model likes as well.
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Callable

from quiz.facts.extract.clarity import tells_itself
from quiz.facts.extract.clauses import depends_on_head
from quiz.facts.extract.context import is_half_post
from quiz.facts.extract.draft import Draft, Scene
from quiz.facts.extract.lexicon import words
from quiz.facts.extract.parsed import name_pairs
from quiz.facts.extract.ranking import DAY_ALONE
from quiz.facts.extract.standing import needs_no_article
from quiz.facts.extract.tokens import verb_of
from quiz.facts.fact_wording import news_in, without_news
from quiz.facts.nations import COUNTRY_OF
from quiz.facts.places import countries_named, kind_of_place
from quiz.facts.telling import is_told
from quiz.facts.templates import OBJECT

_GAP = re.escape(OBJECT)
WEAK = 0.4
"""The most confidence in a card of which only its article says whom or what it means."""

LONGEST_ANSWER = 14
"""The most words of an answer that one can be sure of."""

_TOLD_OF = 2
"""How often an article names somebody at least of whom it tells more than one thing."""

_OF_EXPERT = re.compile(
    r"\b(?:spokes\w+|officer|engineer|professor|lecturer|instructor|teacher|curator|editor"
    r"|columnist|commentator|analyst"
    r"|economist|lawyer|student|researcher|publicist|bodyguard|neighbou?r|assistant|aide)\b"
)
_TITLED = re.compile(r"\b(?:Mr|Mrs|Ms|Miss)\b")
_TEAM = re.compile(r"\b(?:side|club|team|outfit)$")
_FAMOUS = words("UN EU US USA UK UAE CIA FBI BBC")
_EVERYWHERE = words("US USA America UK EU")
_OF_SOME = re.compile(
    r"\bthe [a-z]+(?: (?:at|in|of) |$)"
    r"|^(?:city|town|village|ministry|party|club|company|government|local|state|team) [a-z]+$"
)
_OF_PLAY = re.compile(
    r"\b(?:(?:goal|wicket)?keeper|striker|midfielder|(?:full-?)?back|defender|winger|quarterback"
    r"|linebacker|pitcher|batsman|bowler|flanker|prop|hooker|lock)(?= (?:of|for|at)\b|$)"
    r"|\b(?:attorney|lawyer|solicitor|barrister)(?= for\b)"
)
"""A place in a team, or work for a client, which is no post."""

_NO_OFFICE = re.compile(
    r"(?:Who was (?:the )?)?([A-Z]\w+) (?:manager|coach|captain|leader|player|star|icon)"
    r"(?: in [A-Z]\w+ \d{4})?\??"
)
"""What somebody of a country is, which is no post: "Italian manager", "Lomian leader"."""

_TEAM_OF = re.compile(r"(?:coach|captain|manager) of ((?:[A-Z]\w+ ?)+)(?<! )")
_IN_NAME = re.compile(
    rf"\d [A-Z]\w+ (?:of|for) {_GAP}|{_GAP} \d+"
    r"(?=[.,;]|$| (?:on|in|at|by|for|with|after|before|and)\b| \(“)"
    rf"|\b[A-Z]\w+['’] for {_GAP}"
)
"""A gap in a name that the rest tells: "24 Hours of ____", "____ 50"."""

_PAIRED = re.compile(rf"{_GAP} (?:and|or) [A-Z]|[A-Z]\w+ (?:and|or) {_GAP}")

_MEETING = re.compile(
    r"(?<!ly )\b(?:met|meet)\b"
    r"(?!.*(?:\b(?:in|on|at|to|for|after|before|during|about|over|while|when|as|by|first)\b|\d))"
)
"""A meeting without its time, place or purpose."""

_TALLY = re.compile(
    rf"\b(?:passes|shots|fouls) out of {_GAP}|{_GAP} of (?:his|her|their)\b"
    r"|\b(?:wounded|injured|dead|killed|missing|toll|deaths|casualties|victims)\b.*"
    rf"\b(?:from (?:[a-z]+ )*{_GAP} to|at first to)\b"
)
"""A number of tries in a match, or one that soon rose or fell."""

_DULL = re.compile(
    rf"\bcapital of (?:the )?{_GAP}|\b[Mm]embers? of {_GAP}|\bhalf of an? {_GAP}"
    rf"|{_GAP} (?:siblings|brothers|sisters)\b|\barrived\."
)
_AMONG = re.compile(rf"{_GAP} (?:is|was|are|were) among\b")
_STEP = re.compile(
    rf"(?:Who|{_GAP}) (?:\w+ly |also |later )?(?:(?:had|was) )?"
    r"(?:studied|attended|graduated|moved|emigrated|married|retired|travell?ed|returned|taught|worked|lived|went|joined|enrolled"
    r"|visited|became an? |arrived|raised|educated|born|came)\b"
    r"(?!.*\b(?:first|only|last|\w+est)\b)"
)
_YEAR = re.compile(r"\d{4}")
_MONTHS = frozenset(calendar.month_name)


def weakness(draft: Draft, scene: Scene) -> str:
    """Why a card is no good, in a few words; "" if nothing is found."""
    return next((why for why, found in REASONS.items() if found(draft, scene)), "")


def _means_its_article(draft: Draft, scene: Scene) -> bool:
    """Whether only the article tells what a card means: "the festival", "Mr. Lind", a day without
    its year."""
    if _TITLED.search(f"{draft.asked} {draft.object}"):
        return True
    day_alone = DAY_ALONE.search(draft.asked) and not _YEAR.search(draft.asked + draft.object)
    return bool(day_alone) or not needs_no_article(draft, scene.now)


def _is_no_post(draft: Draft, _: Scene) -> bool:
    """Whether a post is none, or does not say of what: "curator of the exhibition", "goalkeeper",
    "Lomian leader", "coach of Lomia" in which sport."""
    is_post = draft.type == "post"
    told = draft.object if is_post else without_news(draft.ask)
    if is_post and (_OF_SOME.search(told) or _OF_PLAY.search(told)):
        return True
    if is_half_post(draft) and not (draft.as_of and _names_its_country(draft)):
        return True
    found, team = _NO_OFFICE.fullmatch(told), _TEAM_OF.search(told)
    if team and not news_in(draft.ask) and kind_of_place(team[1]) == "country":
        return True
    return found is not None and found[1] in COUNTRY_OF


def _names_its_country(draft: Draft) -> bool:
    """Whether the headline tells in which one country its news is, and the sentence no other."""
    lands = countries_named(news_in(draft.ask))
    return len(lands) == 1 and countries_named(draft.sentence.text) <= lands


def _is_in_passing(draft: Draft, scene: Scene) -> bool:
    """Whether a card tells who somebody is whom the article names in passing: the firm of an
    analyst, the profession of a guest, the post of a teacher who is quoted."""
    if draft.rule not in ("posts", "affiliations"):
        return False
    expert = rf"{_OF_EXPERT.pattern} {re.escape(draft.subject)}\b"
    if draft.rule == "affiliations" and re.search(expert, draft.sentence.text):
        return True
    who, what = draft.subject, draft.object
    if draft.relation == "who-did":
        who, what = what, who
    if draft.rule == "posts" and draft.as_of and not _OF_EXPERT.search(what):
        return False
    if "by profession" in draft.ask and (scene.news or " " not in draft.object):
        return True
    return (draft.rule == "posts" or not scene.now) and scene.parsed.mentions(who) < _TOLD_OF


def _has_other_answers(draft: Draft, _: Scene) -> bool:
    """Whether others could be right: "____ and Wales", who took a step that thousands take, a toll
    that soon rose, what "KP" stands for."""
    told = without_news(draft.asked)
    if draft.category == "person" and (_MEETING.search(told) or _STEP.match(draft.asked)):
        return True
    if draft.category == "quantity" and _TALLY.search(told):
        return True
    if draft.rule == "acronyms" and len(draft.subject) == 2 and told == draft.asked:
        return True
    paired = draft.category == "place" and _PAIRED.search(draft.statement)
    return bool(paired or _AMONG.match(told))


def _tells_itself(draft: Draft, _: Scene) -> bool:
    """Whether the prompt holds a name of the answer, the month of a date, the rest of a name, or
    what else tells it."""
    told = without_news(draft.asked)
    if tells_itself(draft) or _IN_NAME.search(draft.statement):
        return True
    if draft.category == "date" and set(draft.object.split()) & _MONTHS & set(told.split()):
        # "When was she elected in the January elections?"
        return True
    return draft.rule != "acronyms" and is_told(draft.object, draft.category, draft.asked)


def _is_dull(draft: Draft, _: Scene) -> bool:
    """Whether a card tells what everybody knows or nobody needs."""
    if draft.rule == "places" or draft.subject in _FAMOUS:
        return True
    answer = draft.object.replace(".", "")
    if answer in _EVERYWHERE or kind_of_place(answer) == "continent":
        return True
    if draft.relation == "is-a" and kind_of_place(draft.subject):
        return True
    told = without_news(draft.asked)
    return bool(_DULL.search(told) or (draft.relation == "is-a" and _TEAM.search(draft.object)))


def _is_fused(draft: Draft, scene: Scene) -> bool:
    """Whether two names stand side by side that the article never has so: "Harbour Union Ada"."""
    asked = draft.asked.replace(OBJECT, " | ")
    # The first word is capitalised in any case.
    return not name_pairs(f"{asked[:1].lower()}{asked[1:]} | {draft.object}") <= scene.parsed.pairs


def _is_half(draft: Draft, _: Scene) -> bool:
    """Whether a card lacks words that its fact hangs on, or has too many in its answer."""
    verb = verb_of(draft.object_tokens[0]) if draft.object_tokens else None
    long = len(draft.object.split()) > LONGEST_ANSWER
    return long or (verb is not None and depends_on_head(verb))


REASONS: dict[str, Callable[[Draft, Scene], bool]] = {
    "means its article": _means_its_article,
    "no post": _is_no_post,
    "named in passing": _is_in_passing,
    "other answers": _has_other_answers,
    "tells itself": _tells_itself,
    "dull": _is_dull,
    "half a fact": _is_half,
    "fused names": _is_fused,
}
