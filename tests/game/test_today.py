"""Daily limits: cards beyond them are counted, worded alike everywhere, and can be played."""

from __future__ import annotations

import io
import json
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from quiz.decks.deck import Deck
from quiz.decks.kinds import BasicNote
from quiz.decks.writer import dump_deck
from quiz.game.game import Game
from quiz.game.play import play_mode
from quiz.game.spreading import spread
from quiz.history.kinds import Mode
from quiz.history.rating import Rating
from quiz.moment import MS_PER_DAY, Moment, day_to_date_text
from quiz.plain.lines import input_lines
from quiz.plain.plain_round import PlainRound
from quiz.round.round import Stage
from quiz.scheduling.picking import best_mode
from quiz.settings.load import load_settings
from quiz.settings.settings import Settings
from quiz.statistics.today import Tomorrow, pace
from quiz.storage.log.store import Store
from quiz.tui.app import QuizApp
from quiz.tui.screens.confirm_screen import ConfirmScreen
from quiz.tui.screens.home_screen import HomeScreen
from quiz.tui.screens.round_screen import RoundScreen
from tests.factories import Clock, answer, number_id, see_new_cards

LEARNT = Moment(1_700_000_000_000)
NOW = LEARNT.later(400 * MS_PER_DAY)


@pytest.fixture
def overdue(tmp_path: Path) -> Iterator[Callable[..., Game]]:
    """Makes a game with twenty cards that are long overdue, and thirty new ones in two decks."""
    games: list[Game] = []

    def make(**own: object) -> Game:
        folder = tmp_path / "decks"
        folder.mkdir()
        for name, cards in (("old", 20), ("one", 15), ("two", 15)):
            notes = tuple(BasicNote(f"{name} {n}", f"answer {n}") for n in range(cards))
            (folder / f"{name}.yaml").write_text(dump_deck(Deck(name, notes)))
        settings = Settings(animations=False, **own)  # type: ignore[arg-type]
        store = Store.open(tmp_path / "home")
        game = Game(store, [folder], settings, "ada", clock=Clock(NOW.ms), seed=1)
        store.append(
            *(
                answer(
                    id=number_id(n),
                    card=card.key,
                    deck="old",
                    rating=Rating.EASY,
                    moment=LEARNT.later(n * 60_000),
                    ms=4_000,
                )
                for n, card in enumerate(game.cards_of(["old"]), 1)
            )
        )
        game.collection.sync()
        games.append(game)
        return game

    yield make
    for game in games:
        game.close()


def review(game: Game) -> None:
    play = play_mode(game, Mode.REVIEW)
    while play.stage is not Stage.OVER:
        play.submit(None, 12_000)
        play.rate(Rating.GOOD)
        play.next()


def test_cards_held_back_by_limit_are_counted(overdue: Callable[..., Game]) -> None:
    game = overdue(reviews_per_day=5)
    assert game.today().reviews_text == "5 left today, 15 more wait"
    review(game)
    counts = game.counts()
    assert (counts.due, counts.waiting) == (15, 15)
    assert game.today().reviews_text == "5 done today, 15 more wait"
    assert play_mode(game, Mode.REVIEW).stage is Stage.OVER
    assert best_mode(counts) is Mode.LEARN
    assert best_mode(counts._replace(new=0)) is Mode.REVIEW


def test_given_limit_replaces_daily_limit(overdue: Callable[..., Game]) -> None:
    game = overdue(reviews_per_day=5, new_per_day=3)
    review(game)
    assert play_mode(game, Mode.REVIEW, None, 40).state.remaining == 15
    assert play_mode(game, Mode.REVIEW, None, 4).state.remaining == 4
    assert play_mode(game, Mode.LEARN, None, 40).state.remaining == 30
    more = play_mode(game, Mode.REVIEW).more()
    assert more is not None
    assert more.state.remaining == 15


def test_a_card_forgotten_today_comes_back_whatever_the_limit(
    overdue: Callable[..., Game],
) -> None:
    game = overdue(reviews_per_day=5)
    play = play_mode(game, Mode.REVIEW)
    play.submit(None, 12_000)
    play.finish()
    play = play_mode(game, Mode.REVIEW, None, 4)
    assert play.state.remaining == 4
    while play.stage is not Stage.OVER:
        play.submit(None, 12_000)
        play.rate(Rating.GOOD)
        play.next()
    assert play_mode(game, Mode.REVIEW).stage is Stage.OVER
    game.clock.advance(15 * 60)  # type: ignore[attr-defined]
    counts = game.counts()
    assert (counts.due, counts.stepping, counts.waiting) == (16, 1, 15)
    assert play_mode(game, Mode.REVIEW).state.remaining == 1
    assert best_mode(counts) is Mode.REVIEW


def test_partly_done_reviews_are_shown(overdue: Callable[..., Game]) -> None:
    game = overdue(reviews_per_day=5)
    play = play_mode(game, Mode.REVIEW)
    play.submit(None)
    play.rate(Rating.EASY)
    assert game.today().reviews_text == "1 done, 4 left today, 15 more wait"


def test_new_cards_are_one_allowance_for_all_decks(overdue: Callable[..., Game]) -> None:
    game = overdue()
    today, decks = game.today_by_deck()
    assert today.new_text == "20 new today"
    assert [decks[name].unseen for name in ("one", "two")] == [15, 15]


def plain(game: Game, mode: Mode, lines: str) -> str:
    out = io.StringIO()
    PlainRound(play_mode(game, mode), input_lines(io.StringIO(lines)), out).run()
    return out.getvalue()


def test_plain_mode_continues_past_limit_on_enter(overdue: Callable[..., Game]) -> None:
    game = overdue(reviews_per_day=0)
    assert plain(game, Mode.REVIEW, "") == "0 done today, 20 more wait; Enter for more.\n"
    assert plain(game, Mode.REVIEW, "no\n") == "0 done today, 20 more wait; Enter for more.\n"
    assert "Review: 20 cards." in plain(game, Mode.REVIEW, "\n/quit\n")


def test_learning_continues_past_limit(overdue: Callable[..., Game]) -> None:
    game = overdue(new_per_day=0)
    assert plain(game, Mode.LEARN, "") == "0 new done today, 30 more wait; Enter for more.\n"
    assert "Learn: 10 cards." in plain(game, Mode.LEARN, "\n/quit\n")


async def test_home_continues_past_limit_on_enter(overdue: Callable[..., Game]) -> None:
    game = overdue(reviews_per_day=5, new_per_day=0)
    review(game)
    async with QuizApp(game).run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        title = str(pilot.app.screen.query_one("#deck-panel").border_title)
        assert title == "Decks  5 done today, 15 more wait; Enter for more · 0 new today"
        await pilot.press("enter")
        await pilot.pause()
        assert isinstance(pilot.app.screen, ConfirmScreen)
        await pilot.press("escape")
        await pilot.pause()
        assert isinstance(pilot.app.screen, HomeScreen)
        await pilot.press("r", "enter")
        await pilot.pause()
        assert isinstance(pilot.app.screen, RoundScreen)
        assert pilot.app.screen.play.state.remaining == 15


def test_tomorrow_includes_waiting_cards_and_minutes(overdue: Callable[..., Game]) -> None:
    game = overdue(reviews_per_day=5)
    review(game)
    tomorrow = game.today().tomorrow
    # The old answers of four seconds are more than thirty days old.
    assert (tomorrow.due, tomorrow.allowed, tomorrow.pace) == (15, 5, 12.0)
    assert tomorrow.text == "Tomorrow: 15 cards, 5 within the limit, about a minute"
    assert json.loads(json.dumps(game.today().to_json()))["tomorrow"] == {
        "due": 15,
        "within_limit": 5,
        "minutes": 1.0,
    }


@pytest.mark.parametrize(
    ("tomorrow", "text"),
    [
        (Tomorrow(13, 13, 18.5), "Tomorrow: 13 cards, about 4 minutes"),
        (Tomorrow(1, 1, 2.0), "Tomorrow: 1 card, about a minute"),
        (Tomorrow(13, 13, None), "Tomorrow: 13 cards"),
        (Tomorrow(13, 0, 9.0), "Tomorrow: 13 cards, 0 within the limit"),
    ],
)
def test_tomorrow_is_worded(tomorrow: Tomorrow, text: str) -> None:
    assert tomorrow.text == text


def test_pace_covers_the_last_thirty_days() -> None:
    days = {70: (1, 60_000), 71: (10, 100_000), 100: (10, 300_000), 101: (1, 1_000)}
    assert pace(days, 100) == 20.0
    assert pace({}, 100) is None


def test_new_cards_come_in_order_or_interleaved(
    overdue: Callable[..., Game],
) -> None:
    def learnt(game: Game, limit: int) -> list[str]:
        play = play_mode(game, Mode.LEARN, ["two", "one"], limit)
        return [card.deck for card in play.state.queue]

    game = overdue(new_order="interleaved")
    assert learnt(game, 5) == ["two", "one", "two", "one", "two"]
    play = play_mode(game, Mode.LEARN, ["two", "one"], 1)
    see_new_cards(play).submit(None)
    assert learnt(game, 3) == ["one", "two", "one"]
    game.use_settings(game.settings._replace(new_order="in order"))
    assert learnt(game, 16) == ["two"] * 14 + ["one"] * 2


def test_backlog_and_missed_days_are_spread_evenly(
    overdue: Callable[..., Game],
) -> None:
    day = NOW.day()
    game = overdue(spread_until=day_to_date_text(day + 4))
    at_risk = [card.key for card in play_mode(game, Mode.REVIEW, None, 40).state.queue]
    assert [card.key for card in play_mode(game, Mode.REVIEW).state.queue] == at_risk[:4]
    assert game.today().reviews_text == f"4 left today, 16 more by {day_to_date_text(day + 4)}"
    review(game)
    assert game.today().reviews_text == f"4 done today, 16 more by {day_to_date_text(day + 4)}"
    game.clock.ms = NOW.later(3 * MS_PER_DAY).ms
    assert play_mode(game, Mode.REVIEW).state.remaining == 8
    game.clock.ms = NOW.later(4 * MS_PER_DAY).ms
    assert play_mode(game, Mode.REVIEW).state.remaining == 16
    game.use_settings(game.settings._replace(reviews_per_day=3))
    game.clock.ms = NOW.later(5 * MS_PER_DAY).ms
    left = play_mode(game, Mode.REVIEW).state.remaining
    assert left == 3, "the usual limit, once that day has passed"


def test_spreading_starts_and_stops(overdue: Callable[..., Game], home: Path) -> None:
    game = overdue()
    spread(game, 5)
    assert play_mode(game, Mode.REVIEW).state.remaining == 4
    until = load_settings(home / "settings.toml").settings.spread_until
    assert until == day_to_date_text(NOW.day() + 4)
    spread(game, 0)
    assert play_mode(game, Mode.REVIEW).state.remaining == 20
    assert load_settings(home / "settings.toml").settings.spread_until == ""
