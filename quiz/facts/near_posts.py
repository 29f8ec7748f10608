"""Wrong posts and professions that look as plausible as the right one, and posts of one kind."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from quiz.facts.nations import COUNTRIES, COUNTRY_OF, NATIONS
from quiz.facts.places import kind_of_place

# Each line holds posts or professions of which one may stand for another; a longer one before the
# one within it.
_FAMILIES = """
prime minister, foreign minister, finance minister, defence minister, interior minister
home secretary, foreign secretary, defence secretary, health secretary, education secretary
secretary of state, secretary of defense, attorney general, secretary of the treasury
chief executive, finance director, managing director, chief operating officer
general manager, sales manager, marketing manager, financial controller, managing director
assistant professor, professor, lecturer, research fellow, librarian, dean
mayor, deputy mayor, town clerk, police chief, city treasurer
chairman, treasurer, press officer, legal adviser
governor, lieutenant governor, chief justice, attorney general, speaker
ambassador, consul, special envoy, military attaché
chief economic adviser, chief economist, chief analyst, chief strategist, head of research
defender, midfielder, striker, goalkeeper
curator, librarian, archivist, restorer
editor, publisher, reporter, columnist
"""
# None of these has another one's works: "director of Lom" is not beside "cinematographer of Lom".
_PROFESSIONS = """
composer, conductor, pianist, violinist, librettist
actor, director, producer, screenwriter, cinematographer
actress, director, producer, screenwriter, costume designer
singer, songwriter, guitarist, drummer, producer
physicist, chemist, mathematician, astronomer, biologist
linguist, philosopher, historian, psychologist, anthropologist
journalist, editor, publisher, photographer, novelist
author, illustrator, poet, translator, playwright
painter, sculptor, architect, engraver, photographer
engineer, architect, surveyor, chemist
lawyer, judge, prosecutor, notary
doctor, nurse, surgeon, pharmacist, psychiatrist
"""
_OFFICES, _WORK = (
    [line.split(", ") for line in lines.strip().splitlines()] for lines in (_FAMILIES, _PROFESSIONS)
)
# "Peruvian film director", "actor and director", but not "Budget director".
_OF_FILMS = re.compile(
    rf"(?i)(?:(?:{'|'.join(NATIONS)}|and|film|movie|television|TV|costume) )*\w+(?: and \w+)?"
)
# Each state with a president has all of these.
_OF_A_STATE, _OF_THE_US = (
    ["president", "foreign minister", "army chief", "finance minister", "central bank governor"],
    ["vice president", "president", "secretary of state", "treasury secretary", "attorney general"],
)
_US = re.compile(r"(?:the )?(?:U\.?S\.?A?\.?|United States(?: of America)?|American)")
# Each line holds words for posts of one kind.
_KINDS = """
president premier minister ambassador chancellor king queen emperor emir sultan secretary leader
governor senator congressman congresswoman representative
mayor councillor
colonel admiral commander
chairman chairwoman chair chairperson director ceo executive head chief commissioner boss
coach manager
spokesman spokeswoman spokesperson
editor publisher journalist reporter
professor researcher scientist expert analyst economist
cleric bishop archbishop pope imam priest ayatollah
soldier
"""
_KIND_OF = {word: line for line in _KINDS.strip().splitlines() for word in line.split()}
_REST = re.compile(r"(?<!secretary)(?<!Secretary)(?:,| (?:of|to|for|at|in|on|and|with|under)) .*")


@lru_cache(5_000)
def kind_of_post(post: str) -> str:
    """What posts of one kind have in common, such as a finance minister and a president; the last
    word of another office or profession."""
    words = re.findall(r"[^\W\d_]+", _head_and_rest(post)[0].lower())
    known = (_KIND_OF[word] for word in reversed(words) if word in _KIND_OF)
    return next(known, words[-1] if words else "")


def is_coach(post: str) -> bool:
    """Whether somebody with this post trains or manages a team."""
    return kind_of_post(post) == _KIND_OF["coach"]


def near_posts(post: str) -> Iterator[str]:
    """The post with its office or profession replaced: "finance minister of Lomia" for "prime
    minister of Lomia". Nothing if none is known that exists there."""
    head, after = _head_and_rest(post)
    work = [] if after.startswith(" of ") else _WORK
    for line in (_beside_president(head, after), *_OFFICES, *work):
        for known in line:
            found = re.search(rf"\b{re.escape(known)}$", head, re.IGNORECASE)
            if found and "screenwriter" in line and not _OF_FILMS.fullmatch(post):
                return
            if found:
                yield from (
                    head[: found.start()] + _like(other, found[0]) + after
                    for other in line
                    if other != known
                )
                return


def _head_and_rest(post: str) -> tuple[str, str]:
    rest = _REST.search(post)
    return (post[: rest.start()], rest[0]) if rest else (post, "")


def _beside_president(head: str, after: str) -> list[str]:
    """Posts that a state has beside its president; a company or a club has none of them."""
    where = after.removeprefix(" of ") or re.sub(r"(?i) ?(?:vice )?president$", "", head)
    if _US.fullmatch(where):
        return _OF_THE_US
    if re.match(r"(?i)(?:.* )?(?:vice|deputy)\b", head):
        return []
    is_state = kind_of_place(where) == "country" or where in COUNTRY_OF or where in COUNTRIES
    return _OF_A_STATE if is_state or not where else []


def _like(office: str, written: str) -> str:
    """The office with capitals where another one is written with them."""
    if not written[0].isupper():
        return office
    return re.sub(r"\b(?!of\b|the\b)[a-z]", lambda first: first[0].upper(), office)
