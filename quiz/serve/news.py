"""How far everything of a person goes in the database: asked before all work on a copy of it."""

from __future__ import annotations

from typing import NamedTuple

from sqlalchemy import BindParameter, Connection, bindparam, literal, select, union_all

from quiz.serve.members.tables import ROUNDS
from quiz.serve.sync.tables import LISTS

_PERSON: BindParameter[str] = bindparam("person")
_NEWS = union_all(
    select(literal(0), LISTS.c.path, LISTS.c.size).where(LISTS.c.person == _PERSON),
    select(literal(1), ROUNDS.c.id, ROUNDS.c.step).where(ROUNDS.c.person == _PERSON),
)


class News(NamedTuple):
    """sizes: the bytes of each list of the person, by its path. steps: of each round, by its id."""

    sizes: dict[str, int]
    steps: dict[str, int]


def news_of(connection: Connection, person: str) -> News:
    """What a person has now."""
    news = News({}, {})
    for is_round, name, number in connection.execute(_NEWS, {"person": person}):
        news[is_round][name] = number
    return news
