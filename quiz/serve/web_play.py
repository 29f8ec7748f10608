"""What is played in a browser, in numbered steps.

Every change is a step with a number. A request says at which step its page was, so that one that
comes twice over a bad network, from a second tab or after the back button changes nothing: it is
answered with the play as it is now.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping, Sequence

from quiz.decks.note import UnclearResponse
from quiz.errors import QuizError
from quiz.game.match_play import MatchPlay
from quiz.game.play import Play
from quiz.serve.forms import Form, value_of

Action = Callable[[str, Form], bool]
"""Does what a button asks for, with what stands after its colon; returns whether that is a step."""


class WebPlay(ABC):
    """A round or a board, and what its page shows besides.

    step: the number of changes so far. said: a message about the last request. fault: why it could
    not be saved. typed: what it said, to be typed on. followed_by: the id of the play that came
    after; following: that play, if it has just begun.
    """

    play: Play | MatchPlay
    actions: Mapping[str, Action]
    """What each button does, by its name."""

    def __init__(self) -> None:
        self.step = 0
        self.following: WebPlay | None = None
        self.followed_by = ""
        self.forget()

    @property
    @abstractmethod
    def key(self) -> str:
        """Its id."""

    @property
    @abstractmethod
    def is_open(self) -> bool:
        """Whether there is more to play."""

    @property
    @abstractmethod
    def place(self) -> str:
        """Which mode it is, and how far the player is."""

    def forget(self) -> None:
        """Forget what was said of the last request."""
        self.said = ""
        self.fault = ""
        self.typed: Sequence[str] = ()

    @abstractmethod
    def look_ahead(self) -> None:
        """Prepare the next answer while the player reads."""

    def catch_up(self) -> bool:
        """Take in what the log has beyond it; returns whether there is anything."""
        return self.play.catch_up()

    @abstractmethod
    def write_anew(self) -> None:
        """Note that what was written of it is not durable."""

    def take(self, form: Form) -> None:
        """Do what a form asks for, if its page was the current one."""
        self.following = None
        if self.followed_by or value_of(form, "step") != str(self.step):
            return
        verb, _, what = value_of(form, "do").partition(":")
        action = self.actions.get(verb)
        if action is None:
            return
        self.forget()
        try:
            self.step += action(what, form)
        except UnclearResponse as unclear:
            self.said = str(unclear)
            self.typed = form.get("text", ())
        except QuizError as error:
            self.fault = str(error)
            self.typed = form.get("text", ())

    def follow(self, found: WebPlay) -> bool:
        """Go on with another play."""
        self.following = found
        self.followed_by = found.key
        return True


def away_ms(form: Form) -> int:
    """How long the player could not see the page: while the phone was locked, or the network
    was away."""
    away = value_of(form, "away")[:8]
    return int(away) if away.isascii() and away.isdigit() else 0
