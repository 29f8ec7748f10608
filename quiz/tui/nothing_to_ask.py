"""The message shown when a round has no cards."""

from __future__ import annotations

from typing import TYPE_CHECKING

from quiz.history.kinds import Mode

if TYPE_CHECKING:
    from quiz.game.play import Play

_NOTHING = {
    Mode.REVIEW: "Nothing is due. Well done!",
    Mode.LEARN: "Nothing new to learn today.",
    Mode.MISTAKES: "No recent mistakes. Well done!",
}


def nothing_to_ask(play: Play) -> str:
    """Why this round has nothing to ask; "" if it does."""
    if play.question is not None:
        return ""
    if not play.game.decks:
        return "There are no decks yet; press a on the home screen to write your first card."
    if play.game.is_paused(play.decks):
        return "This is paused; press d on the home screen to resume it."
    if play.all_suspended():
        return "All cards here are suspended; press t on the home screen to see them."
    wait = play.next_review()
    if wait is not None:
        return f"Nothing is due. Well done! The next one comes back {wait.text}."
    text = _NOTHING.get(play.mode, "There are no cards here.")
    return f"{text} You can still play other modes."
