"""What another process needs to go on with a board of Match."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from quiz.card import Card
from quiz.formats.event_json import Fields, event_fields, read_event
from quiz.formats.round_json import UnreadableRoundError
from quiz.game.game import Game
from quiz.game.match_play import MatchPlay
from quiz.game.play_memo import reached_of
from quiz.game.reasons import Unlocks
from quiz.history.events import Answer
from quiz.round.match import Match


def match_fields(play: MatchPlay) -> dict[str, Any]:
    """The board as JSON values; its cards are keys."""
    board = play.board
    return {
        "id": board.id,
        "player": board.player,
        "prompts": [card.key for card in board.prompts],
        "answers": [card.key for card in board.answers],
        "tried": [event_fields(answer) for answer in board.tried],
        "decks": play.decks,
        "search": play.search,
        "before": play.before,
        "reached": play.unlocks.before,
        "ms": play.game.clock().ms - play.watch.ms,
    }


def read_match(fields: Mapping[str, Any], game: Game) -> MatchPlay:
    """The board in such values. Raises UnreadableRoundError if one of its cards is gone and, if the
    values are of no board, ValueError, TypeError, LookupError or InterchangeError."""

    def cards(name: str) -> tuple[Card, ...]:
        found = tuple(card for key in fields[name] if (card := game.card(key)) is not None)
        if len(found) < len(fields[name]):
            raise UnreadableRoundError("a card of this board is gone; its answers are saved")
        return found

    tried = [read_event(Fields(each, "answer")) for each in fields["tried"]]
    pairs = tuple(answer for answer in tried if isinstance(answer, Answer))
    board = Match(fields["id"], fields["player"], cards("prompts"), cards("answers"), pairs)
    play = MatchPlay(game, board, fields["decks"], fields["search"])
    play.before = fields["before"]
    play.unlocks = Unlocks(game, reached_of(fields["reached"]))
    play.watch.lap(max(0, game.clock().ms - fields["ms"]))
    return play
