"""What host and players ask for, and which events follow from it.

Every command may come twice, late, or out of order; then nothing follows. That makes it safe to
send one again and again until an answer comes.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from quiz.errors import QuizError
from quiz.live.events import (
    Answered,
    Asked,
    Begun,
    Ended,
    Joined,
    Kicked,
    Lapsed,
    LiveEvent,
    Locked,
    Prolonged,
    Ranked,
    Revealed,
)
from quiz.live.game import GRACE_MS, PATIENCE, LiveGame, Phase, Player
from quiz.live.names import clean_name, free_name, team_for

MOST_PLAYERS = 2000
MOST_HALF_TRIP = 250
"""Milliseconds that are taken off an answer's time at most for its way through the network."""

ABANDONED_MS = 5_000
"""If a question was to be closed so long ago, no server was there: its clock stood still."""


class LiveError(QuizError):
    """What somebody asks for cannot be; the message is for them."""


class Join(NamedTuple):
    """Come in. key: the hash of a key that the player made, so that coming twice is coming once."""

    key: str
    name: str
    team: str = ""
    person: str = ""


class Give(NamedTuple):
    """Answer a question. given: see `LiveQuestion.response`. trip: the measured way to the server
    and back, in milliseconds."""

    player: int
    question: int
    given: object
    trip: int = 0


class Begin(NamedTuple):
    """Open a question of a challenge."""

    player: int
    question: int


class GoOn(NamedTuple):
    """The host goes on, from the step that they saw."""

    step: int


class Kick(NamedTuple):
    """The host sends a player out."""

    player: int


class Lock(NamedTuple):
    """The host shuts the door, or opens it."""

    locked: bool


class End(NamedTuple):
    """The host ends the quiz."""


class Tick(NamedTuple):
    """Time has passed. resumed: whether no server was there since the last event."""

    resumed: bool = False


Command = Join | Give | Begin | GoOn | Kick | Lock | End | Tick


def events_of(game: LiveGame, command: Command, at: int) -> Sequence[LiveEvent]:
    """The events that follow from a command that came at this time; none if it changes nothing.

    Raises LiveError if it cannot be, with the reason.
    """
    match command:
        case Join():
            return _join(game, command)
        case Give():
            return _give(game, command, at)
        case Begin():
            return _begin(game, command, at)
        case GoOn():
            return _go_on(game) if command.step == game.step else ()
        case Kick():
            return _kick(game, command.player)
        case Lock():
            return [Locked(command.locked)] if command.locked != game.locked else ()
        case End():
            return [Ended()] if game.phase is not Phase.OVER else ()
        case Tick():
            return _tick(game, at, resumed=command.resumed)


def _join(game: LiveGame, command: Join) -> Sequence[LiveEvent]:
    known = game.by_key.get(command.key)
    if known is not None:
        if known.kicked:
            raise LiveError("The host has sent you out of this quiz.")
        return ()
    if game.phase is Phase.OVER:
        raise LiveError("This quiz is over.")
    if game.locked:
        raise LiveError("The host has locked this quiz: nobody can join any more.")
    if len(game.players) >= MOST_PLAYERS:
        raise LiveError(f"This quiz is full: {MOST_PLAYERS:,} players.")
    name = clean_name(command.name)
    if not name:
        raise LiveError("Please type a name.")
    playing = game.playing
    name = free_name(name, [player.name for player in playing])
    team = team_for(command.team, game.opened.teams, [player.team for player in playing])
    return [Joined(len(game.players) + 1, name, team, command.key, command.person)]


def _player(game: LiveGame, number: int) -> Player | None:
    player = game.players.get(number)
    return None if player is None or player.kicked else player


def _give(game: LiveGame, command: Give, at: int) -> Sequence[LiveEvent]:
    player, number = _player(game, command.player), command.question
    if player is None or number in player.given:
        return ()
    if game.paced:
        if number not in player.begun or game.phase is Phase.OVER:
            return ()
        begun, ends = player.begun[number], game.ends_for(player, number)
    elif game.phase is Phase.ASKING and number == game.asked:
        begun, ends = game.asked_at, game.ends_at
    else:
        return ()
    asked = game.questions[number]
    response = asked.response(command.given)
    if response is None:
        return ()
    given = at - min(MOST_HALF_TRIP, max(0, command.trip) // 2)
    if given > ends:
        return ()
    credit = asked.grade(response, game.others).credit
    parts = (response,) if isinstance(response, str) else response
    assert isinstance(parts, tuple)
    found = [Answered(player.number, number, parts, max(0, given - begun), credit)]
    if not game.paced and _all_answered_but(game, player):
        return [*found, Revealed(number)]
    return found


def _all_answered_but(game: LiveGame, player: Player) -> bool:
    """Whether nobody has to be waited for, apart from this player."""
    return all(
        each is player or game.asked in each.given or each.missed >= PATIENCE
        for each in game.playing
    )


def _kick(game: LiveGame, number: int) -> Sequence[LiveEvent]:
    player = _player(game, number)
    if player is None:
        return ()
    waited = game.phase is Phase.ASKING and game.asked not in player.given
    if waited and game.answers and _all_answered_but(game, player):
        return [Kicked(number), Revealed(game.asked)]
    return [Kicked(number)]


def _begin(game: LiveGame, command: Begin, at: int) -> Sequence[LiveEvent]:
    player, number = _player(game, command.player), command.question
    if player is None or game.phase is not Phase.OPEN or number != next_for(game, player, at):
        return ()
    return [Begun(player.number, number)]


def next_for(game: LiveGame, player: Player, at: int) -> int | None:
    """The question of a challenge that a player may open now; None while one is open, or after the
    last."""
    number = len(player.begun)
    if number:
        last = number - 1
        if last not in player.given and at <= game.ends_for(player, last) + GRACE_MS:
            return None
    return number if number < len(game.questions) else None


def _go_on(game: LiveGame) -> Sequence[LiveEvent]:
    last = game.asked + 1 >= len(game.questions)
    match game.phase:
        case Phase.LOBBY:
            if not game.playing:
                raise LiveError("Nobody has joined yet.")
            return [Asked(0)]
        case Phase.ASKING:
            return [Revealed(game.asked)]
        case Phase.REVEALED:
            return [Ended()] if last else [Ranked(game.asked)]
        case Phase.STANDINGS:
            return [Asked(game.asked + 1)]
    return ()


def _tick(game: LiveGame, at: int, *, resumed: bool) -> Sequence[LiveEvent]:
    if game.phase is Phase.OPEN and at >= game.opened.closes:
        return [Ended()]
    away = at - game.at
    if resumed and away > 0 and game.phase in (Phase.ASKING, Phase.OPEN):
        return [Prolonged(away)]
    if game.phase is Phase.OPEN:
        return [
            Lapsed(player.number, len(player.begun) - 1)
            for player in game.playing
            if (end := _lapses_at(game, player)) is not None and at >= end
        ]
    due = game.ends_at + GRACE_MS
    if game.phase is not Phase.ASKING or at < due:
        return ()
    if away > 0 and at > due + ABANDONED_MS:
        return [Prolonged(away)]
    return [Revealed(game.asked)]


def due_at(game: LiveGame) -> int | None:
    """When a `Tick` has something to do; None for never."""
    if game.phase is Phase.ASKING:
        return game.ends_at + GRACE_MS
    if game.phase is not Phase.OPEN:
        return None
    ends = [_lapses_at(game, player) for player in game.playing]
    return min([game.opened.closes, *(end for end in ends if end is not None)])


def _lapses_at(game: LiveGame, player: Player) -> int | None:
    """When the open question of a challenge is told to a player; None without one."""
    last = len(player.begun) - 1
    if last < 0 or last in player.given or last == player.lapsed:
        return None
    return game.ends_for(player, last) + GRACE_MS + 1
