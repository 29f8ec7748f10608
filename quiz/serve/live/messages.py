"""What devices get: the views of `quiz.live.view` as JSON, for browsers with the texts as HTML."""

from __future__ import annotations

import json
from typing import Any

from quiz.card import Card
from quiz.live.view import View, Views
from quiz.serve.card_html import card_html
from quiz.serve.live.room import Room


def view_of(room: Room, player: int | None) -> View:
    """The view of a player, or of somebody who has not joined."""
    views = Views(room.game, room.now())
    found = None if player is None else room.game.players.get(player)
    return views.outside() if found is None else views.player(found)


def in_words(view: View) -> str:
    """A view for a terminal."""
    return json.dumps(view, ensure_ascii=True, separators=(",", ":"))


def in_html(room: Room, view: View) -> str:
    """A view for a browser: beside each text of a card stands its HTML."""
    asked = view.get("question")
    if asked is None:
        return in_words(view)
    number = asked["number"]
    card = room.game.questions[number].card
    html: dict[str, Any] = {
        "prompt": _html(card, asked["prompt"]),
        "options": [_html(card, text, in_button=True) for text in asked["options"]],
    }
    if told := view.get("told"):
        html["prompt"] = _html(card, told["whole"] or asked["prompt"])
        html["answer"] = _html(card, told["answer"])
        html["explanation"] = _html(card, told["explanation"])
    if card.media.image:
        html["picture"] = {"at": f"/live/{room.code}/picture/{number}", "alt": card.media.alt}
    return in_words({**view, "html": html})


def _html(card: Card, text: str, *, in_button: bool = False) -> str:
    # Pictures within the text stay with the host.
    return str(card_html(card, text, lambda path: "", in_button=in_button))
