"""What is played in the browser as JSON, so that any process can go on with it."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import NamedTuple

from quiz.formats.interchange import InterchangeError
from quiz.formats.round_json import UnreadableRoundError, Written, whole_text
from quiz.game.feats import Feat
from quiz.game.game import Game
from quiz.game.match_memo import match_fields, read_match
from quiz.game.play import Play
from quiz.game.play_memo import memo_fields, read_memo
from quiz.serve.web_match import WebMatch
from quiz.serve.web_play import WebPlay
from quiz.serve.web_round import WebRound


class Record(NamedTuple):
    """A round or a board as JSON. states: what is new of the states of a round, which stand beside
    the text; a board has none."""

    text: str
    states: Written


def record_of(found: WebPlay, game: Game) -> Record:
    """The record of what is played; the states are those since the last call."""
    states = Written(0, False, [])
    fields = {
        "step": found.step,
        "said": found.said,
        "typed": list(found.typed),
        "followed_by": found.followed_by,
    }
    if isinstance(found, WebRound):
        fields |= {
            "play": memo_fields(found.play.memo, game.clock().ms),
            "revealed": found.revealed,
            "feats": [list(feat) for feat in found.feats],
        }
        states = found.writer.write(found.play.state)
    elif isinstance(found, WebMatch):
        fields |= {
            "match": match_fields(found.play),
            "picked": found.picked,
            "missed": list(found.missed),
        }
    return Record(json.dumps(fields, ensure_ascii=False, separators=(",", ":")), states)


def play_of_record(text: str, states: Sequence[str], game: Game) -> WebPlay:
    """What is in such a text, with all states written beside it; an older version put them into the
    text. Raises UnreadableRoundError, which says that it is over."""
    try:
        fields = json.loads(text)
        found: WebPlay
        if "match" in fields:
            found = WebMatch(read_match(fields["match"], game))
            found.picked = str(fields["picked"])
            found.missed = tuple(fields["missed"])
        else:
            head = fields["play"]["state"]
            whole = whole_text(head, states) if states else head
            memo = read_memo(fields["play"], whole, game.card, game.clock().ms)
            found = WebRound(Play.of(game, memo))
            found.revealed = bool(fields["revealed"]) and not memo.changed
            found.feats = [Feat(*feat) for feat in fields["feats"]]
        found.step = int(fields["step"])
        found.said = str(fields["said"])
        found.typed = tuple(fields["typed"])
        found.followed_by = str(fields["followed_by"])
    except (InterchangeError, ValueError, TypeError, LookupError) as error:
        raise UnreadableRoundError("this round is over; its answers are saved") from error
    return found
