"""Wrong posts and professions that look as plausible as the right one."""

from __future__ import annotations

import re
from collections.abc import Iterator

# Each line holds posts or professions of which one may stand for another; a longer one before the
# one within it.
_FAMILIES = """
vice president, president, prime minister, foreign minister, finance minister, defence minister
home secretary, foreign secretary, defence secretary, health secretary, education secretary
secretary of state, secretary of defense, attorney general, secretary of the treasury
chief executive, chairman, finance director, managing director, chief operating officer
vice-chairman, chairwoman, president, secretary, treasurer
deputy director, director, chairman, secretary, spokesman, coordinator
general manager, sales manager, marketing manager, financial controller, managing director
assistant professor, professor, lecturer, research fellow, librarian, dean
head coach, coach, captain, manager, chairman, goalkeeper
mayor, deputy mayor, town clerk, police chief, city treasurer
governor, chief minister, chief justice, attorney general, speaker
ambassador, consul, special envoy, military attaché
chief economic adviser, chief economist, chief analyst, chief strategist, head of research
defender, midfielder, striker, goalkeeper
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
spokesman, director, secretary, treasurer, chairman
spokeswoman, director, secretary, treasurer, chairwoman
secretary, treasurer, chairman, press officer
commissioner, inspector, superintendent, spokesman
analyst, broker, fund manager, trader
curator, librarian, archivist, restorer
founder, chief executive, chairman, adviser
editor, publisher, reporter, columnist
researcher, lecturer, librarian, technician
minister, deputy minister, ambassador, adviser
leader, treasurer, deputy leader, spokesman
chief, deputy chief, adviser, secretary
member, secretary, treasurer, founder
boss, captain, goalkeeper, chairman
manager, accountant, chairman, adviser
"""
_LINES = [line.split(", ") for line in _FAMILIES.strip().splitlines()]
_REST = re.compile(r"(?<!secretary)(?<!Secretary)(?:,| (?:of|to|for|at|in|on|and|with|under)) .*")


def near_posts(post: str) -> Iterator[str]:
    """The post with its office or profession replaced: "finance minister of Lomia" for "prime
    minister of Lomia". Nothing if none is known."""
    rest = _REST.search(post)
    head, after = (post[: rest.start()], rest[0]) if rest else (post, "")
    for line in _LINES:
        for known in line:
            found = re.search(rf"\b{re.escape(known)}$", head, re.IGNORECASE)
            if found:
                yield from (
                    head[: found.start()] + _like(other, found[0]) + after
                    for other in line
                    if other != known
                )
                return


def _like(office: str, written: str) -> str:
    """The office with capitals where another one is written with them."""
    if not written[0].isupper():
        return office
    return re.sub(r"\b(?!of\b|the\b)[a-z]", lambda first: first[0].upper(), office)
