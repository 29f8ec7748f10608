"""The message shown when a round has no cards."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from quiz.history.kinds import Mode

if TYPE_CHECKING:
    from quiz.game.play import Play

_NOTHING = {
    Mode.REVIEW: "Nothing is due. Well done!",
    Mode.LEARN: "Nothing new to learn today.",
    Mode.MISTAKES: "No recent mistakes. Well done!",
}


class Advice(NamedTuple):
    """What the player is told to do without decks, about paused decks, and about suspended
    cards; each continues a sentence."""

    no_decks: str
    paused: str
    suspended: str


IN_COMMANDS = Advice(
    "`quiz new NAME` starts one, `quiz import FILE` imports those you have",
    "`quiz deck NAME --resume` resumes it",
    "`quiz cards is:suspended` lists them, `quiz cards --mark unsuspend` unsuspends them",
)
"""For who plays in lines or in a browser."""

NO_DECKS = f"There are no decks yet; {IN_COMMANDS.no_decks}."
"""For commands, too."""


def nothing_to_ask(play: Play, advice: Advice) -> str:
    """Why this round has nothing to ask; "" if it does."""
    if play.question is not None:
        return ""
    if not play.game.decks:
        return f"There are no decks yet; {advice.no_decks}."
    if play.game.is_paused(play.decks):
        return f"This is paused; {advice.paused}."
    if play.all_suspended():
        return f"All cards here are suspended; {advice.suspended}."
    wait = play.next_review()
    if wait is not None:
        return f"Nothing is due. Well done! The next one comes back {wait.text}."
    text = _NOTHING.get(play.mode, "There are no cards here.")
    return f"{text} You can still play other modes."
