"""Over any network (messages late, lost, twice, in any order) a quiz ends with the same standings,
and no point is lost or counted twice."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from quiz.live.commands import Command, Give, GoOn, Join
from quiz.live.events import Answered, Dated
from quiz.live.game import LiveGame, Phase, ranking
from quiz.live.view import Views
from tests.live.cards import Log, given_for

PLANS = st.lists(st.lists(st.booleans(), min_size=4, max_size=4), min_size=1, max_size=4)
"""For each player, which questions they know."""


@dataclass
class Client:
    """Somebody's device: it knows only the newest view that it got, and asks for what it lacks."""

    key: str
    plan: list[bool]
    view: dict[str, Any] = field(default_factory=dict)

    def take(self, view: dict[str, Any]) -> None:
        if view["number"] >= self.view.get("number", -1):
            self.view = view

    def wants(self, log: Log) -> Command | None:
        """What the device sends, going by what it knows."""
        if not self.view.get("you"):
            return Join(self.key, self.key)
        if self.view["phase"] == Phase.ASKING and self.view["given"] is None:
            number = self.view["question"]["number"]
            sent = given_for(log.game.questions[number], right=self.plan[number])
            return Give(self.view["you"]["player"], number, sent)
        return None


@dataclass
class Host:
    """The host's device. It goes on once all have joined, and all have answered."""

    players: int
    view: dict[str, Any] = field(default_factory=dict)

    def take(self, view: dict[str, Any]) -> None:
        if view["number"] >= self.view.get("number", -1):
            self.view = view

    def wants(self, log: Log) -> Command | None:
        waits = not self.view or self.view["count"] < self.players
        return None if waits or self.view["phase"] == Phase.ASKING else GoOn(self.view["step"])


def view_for(log: Log, device: Client | Host) -> dict[str, Any]:
    views = Views(log.game, log.now)
    if isinstance(device, Host):
        return views.host()
    player = log.game.by_key.get(device.key)
    return views.outside() if player is None else views.player(player)


@given(PLANS, st.randoms(use_true_random=False), st.integers(0, 60))
def test_the_standings_are_the_same_over_any_network(
    plans: list[list[bool]], chance: Any, chaos: int
) -> None:
    log = Log()
    devices: list[Client | Host] = [Client(f"p{n}", plan) for n, plan in enumerate(plans)]
    devices.append(Host(len(plans)))
    up: list[Command] = []
    down: list[tuple[Client | Host, dict[str, Any]]] = []
    for _ in range(chaos):
        device = chance.choice(devices)
        match chance.randrange(4):
            case 0:
                # A message stays in the net: it may arrive again, much later, or never.
                up += filter(None, [device.wants(log)])
            case 1:
                down.append((device, view_for(log, device)))
            case 2 if up:
                log.do(chance.choice(up))
            case _ if down:
                to, view = chance.choice(down)
                to.take(view)
    while log.game.phase is not Phase.OVER:
        for device in devices:
            device.take(view_for(log, device))
            wanted = device.wants(log)
            if wanted is not None:
                log.do(wanted)
    for late in up:
        assert log.do(late) == 0

    answered = Counter((e.player, e.question) for _, e in log.events if isinstance(e, Answered))
    assert set(answered.values()) == {1}
    assert len(answered) == 4 * len(plans)
    found = {player.name: player.points for player in log.game.players.values()}
    assert found == {f"p{n}": worth(plan) for n, plan in enumerate(plans)}


BASES, SPEEDS = (60, 120, 120, 36), (30, 60, 60, 18)
"""Choice, typed, sequence, true or false: kind and input times 1.20, and half of it for speed."""


def worth(plan: list[bool]) -> int:
    """The points of somebody who answers at once, by the documented table."""
    total = streak = 0
    for right, base, speed in zip(plan, BASES, SPEEDS, strict=True):
        total += right * (base * (100 + 10 * streak) // 100 + speed)
        streak = streak + 1 if right else 0
    return total


@given(PLANS, st.randoms(use_true_random=False))
def test_every_server_comes_to_the_same_state(plans: list[list[bool]], chance: Any) -> None:
    log = played(plans)
    other = LiveGame()
    notices = [*enumerate(log.events, 1)] * 2
    chance.shuffle(notices)
    for number, event in notices:
        if chance.random() < 0.3:
            continue
        if not other.take(number, event):
            # Something is missing: the server reads on from where it is.
            catch_up(other, log.events[:number])
    catch_up(other, log.events)
    assert other == log.game
    assert ranking(other.playing) == ranking(log.game.playing)


def catch_up(game: LiveGame, events: list[Dated]) -> None:
    for number in range(game.number + 1, len(events) + 1):
        assert game.take(number, events[number - 1])


def played(plans: list[list[bool]]) -> Log:
    log = Log()
    for number in range(len(plans)):
        log.do(Join(f"p{number}", f"p{number}"))
    while log.game.phase is not Phase.OVER:
        log.do(GoOn(log.game.step))
        if log.game.phase is Phase.ASKING:
            asked = log.game.asked
            for number, plan in enumerate(plans, 1):
                log.now += 250
                sent = given_for(log.game.questions[asked], right=plan[asked])
                log.do(Give(number, asked, sent))
    return log
