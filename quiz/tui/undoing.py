"""Undoes the player's latest step, after asking."""

from __future__ import annotations

from quiz.game.undo import latest_step, undo_last
from quiz.history.kinds import MarkKind
from quiz.text.shown import readable
from quiz.tui.game_app import GameApp
from quiz.tui.literal import cut

_DONE = {
    MarkKind.SUSPEND: "suspended",
    MarkKind.UNSUSPEND: "unsuspended",
    MarkKind.BURY: "buried",
    MarkKind.UNBURY: "unburied",
    MarkKind.FLAG: "flagged",
    MarkKind.UNFLAG: "unflagged",
    MarkKind.RESET: "reset",
}


def ask_to_undo(app: GameApp) -> None:
    """Undo the latest step, an answer or a mark on cards, if the player says yes."""
    latest = latest_step(app.game)
    if latest is None:
        app.say("There is nothing to undo.")
        return
    card = app.game.card(latest.card)
    what = f"“{cut(readable(card).prompt, 100)}”" if card else "a card that is gone"
    if len(latest.ids) > 1:
        what = f"{len(latest.ids):,} cards"

    def undo() -> None:
        with app.complaining():
            undo_last(app.game)
            app.clear_notifications()
        app.show_game()

    app.ask(
        f"Undo your last step? You {_DONE[latest.kind]} {what}."
        if latest.kind
        else f"Undo your latest answer, to {what}?",
        "Undo",
        "Keep",
        undo,
    )
