"""A round in the browser as JSON, so that any process can go on with it."""

from __future__ import annotations

import json

from quiz.formats.round_json import UnreadableRoundError
from quiz.game.feats import Feat
from quiz.game.game import Game
from quiz.game.play import Play
from quiz.game.play_memo import memo_fields, read_memo
from quiz.serve.web_round import WebRound


def record_of(found: WebRound, game: Game) -> str:
    """The round as JSON."""
    fields = {
        "play": memo_fields(found.play.memo, game.clock().ms, found.writer),
        "step": found.step,
        "revealed": found.revealed,
        "said": found.said,
        "typed": list(found.typed),
        "feats": [list(feat) for feat in found.feats],
        "followed_by": found.followed_by,
    }
    return json.dumps(fields, ensure_ascii=False, separators=(",", ":"))


def round_of_record(text: str, game: Game) -> WebRound:
    """The round in such a text. Raises UnreadableRoundError, which says that the round is over."""
    try:
        fields = json.loads(text)
        memo = read_memo(fields["play"], game.card, game.clock().ms)
        found = WebRound(Play.of(game, memo))
        found.step = int(fields["step"])
        found.revealed = bool(fields["revealed"]) and not memo.changed
        found.said = str(fields["said"])
        found.typed = tuple(fields["typed"])
        found.feats = [Feat(*feat) for feat in fields["feats"]]
        found.followed_by = str(fields["followed_by"])
    except (ValueError, TypeError, LookupError) as error:
        raise UnreadableRoundError("this round is over; its answers are saved") from error
    return found
