"""What is said in place of a round that has nothing to ask."""

from __future__ import annotations

from quiz.game.play import Play
from quiz.history.kinds import Mode
from quiz.round.round import Stage

_NOTHING = {
    Mode.REVIEW: "Nothing is due. Well done!",
    Mode.LEARN: "Nothing new to learn today.",
    Mode.MISTAKES: "No recent mistakes. Well done!",
}


def nothing_to_ask(play: Play) -> str:
    """Why this round would ask nothing, "" when it asks something."""
    if play.stage is not Stage.OVER:
        return ""
    if not play.game.decks:
        return "There are no decks to play yet; a on the home screen writes your first card."
    if play.game.is_paused(play.decks):
        return "This is paused: d on the home screen opens its options, where it can go on."
    wait = play.next_review()
    if wait is not None:
        return f"Nothing is due. Well done! The next one comes back {wait.text}."
    text = _NOTHING.get(play.mode, "There is no card to ask here.")
    return f"{text} Other modes play on all the same."
