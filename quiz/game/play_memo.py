"""What another process needs to go on with a play: its round, and what the play keeps besides."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

from quiz.card import Card
from quiz.formats.round_json import read_round, round_head, round_text
from quiz.game.reasons import Reached
from quiz.round.round import Round


class PlayMemo(NamedTuple):
    """decks, search: where the cards come from. left: the round, if it was left early. aside, gone:
    keys of cards set aside when it was left, and since. ms: since the question was shown. reached:
    what the player had reached before. changed: whether the open card was edited since."""

    state: Round
    decks: list[str] | None
    search: str
    left: Round | None
    aside: tuple[str, ...]
    gone: tuple[str, ...]
    ms: int
    reached: Reached
    changed: bool = False


def memo_fields(memo: PlayMemo, now: int) -> dict[str, Any]:
    """The memo as JSON values, without the states of its round. now: milliseconds since 1970."""
    return memo._asdict() | {
        "state": round_head(memo.state),
        "left": memo.left and round_text(memo.left),
        "ms": now - memo.ms,
    }


def read_memo(
    fields: Mapping[str, Any], state_text: str, card_of: Callable[[str], Card | None], now: int
) -> PlayMemo:
    """The memo in such values. state_text: of the round, with its states. card_of: as for
    `read_round`. now: milliseconds since 1970.

    Raises UnreadableRoundError or, if the values are of no memo, ValueError, TypeError or
    LookupError.
    """
    state, changed = read_round(state_text, card_of)
    left = None
    if fields["left"]:
        left, changed = read_round(fields["left"], card_of)
    return PlayMemo(
        state,
        fields["decks"],
        fields["search"],
        left,
        tuple(fields["aside"]),
        tuple(fields["gone"]),
        max(0, now - fields["ms"]),
        reached_of(fields["reached"]),
        changed,
    )


def reached_of(value: Any) -> Reached:
    """What the player had reached, from JSON."""
    titles, level = value
    return Reached(tuple(titles), level)
