"""What brings a player back: the streak and its freezes, the goals, achievements, the challenge."""

from __future__ import annotations

from typing import Any, NamedTuple

from quiz.card import Card
from quiz.game.daily_challenge import challenge_of, challenges_finished
from quiz.game.game import TOUR_DECK, Game
from quiz.game.scores import daily_goal_of, day_streak_of
from quiz.moment import day_to_date_text
from quiz.scoring.achievements import Achievement, Standing, nearly, newly, standings
from quiz.scoring.challenge import Challenge
from quiz.scoring.goal import Goal
from quiz.scoring.level import level_of
from quiz.scoring.streak import DayStreak
from quiz.scoring.unlocks import opened
from quiz.scoring.week import Week, monday_of, week_of
from quiz.statistics.recall import HardCard
from quiz.storage.index.deeds import deeds_of
from quiz.storage.index.library_statistics import hardest


class Reasons(NamedTuple):
    """All of it at once, for the home screen.

    goal: of today. achievements: all of them. hardest: the card of the library missed most, and how
    often; None without mistakes.
    """

    streak: DayStreak
    goal: Goal
    week: Week
    achievements: tuple[Standing, ...]
    challenge: Challenge
    hardest: tuple[Card, HardCard] | None

    @property
    def nearly(self) -> tuple[Standing, ...]:
        """The achievements nearest to being reached, the nearest first, at most three."""
        return nearly(self.achievements)

    def to_json(self) -> dict[str, Any]:
        """JSON-ready data with stable names, without what the statistics have as well."""
        return {
            "freezes": self.streak.freezes,
            "weekly_goal": self.week.target,
            "week": [
                {"date": day_to_date_text(day), "was": cell.value, "answers": answers}
                for day, cell, answers in self.week.days
            ],
            "challenge": {**self.challenge._asdict(), "done": self.challenge.done},
            "achievements": [each.to_json() for each in self.achievements],
        }


def reasons_of(game: Game) -> Reasons:
    """The player's reasons to come back, as of now."""
    return Reasons(
        streak=day_streak_of(game),
        goal=daily_goal_of(game),
        week=week_of_player(game),
        achievements=standings_of(game),
        challenge=challenge_of(game),
        hardest=hardest_card(game),
    )


def week_of_player(game: Game) -> Week:
    """The player's week and its goal."""
    today = game.day
    answers = game.collection.time_by_day(monday_of(today))
    by_day = {day: number for day, (number, _) in answers.items()}
    return week_of(by_day, day_streak_of(game).frozen, today, game.settings.weekly_goal)


def standings_of(game: Game) -> tuple[Standing, ...]:
    """How far the player is with each achievement."""
    streak, challenges = day_streak_of(game), challenges_finished(game)
    return standings(deeds_of(game.index, game.collection, streak, challenges))


class Reached(NamedTuple):
    """What a player has reached. titles: of the achievements. level: its number."""

    titles: tuple[str, ...]
    level: int


class Unlocks:
    """What the player reaches from now on, or since `before`."""

    def __init__(self, game: Game, before: Reached | None = None) -> None:
        self._game = game
        self.before = before or Reached(
            tuple(each.achievement.title for each in standings_of(game) if each.reached),
            level_of(game.points()).number,
        )

    def achievements(self) -> tuple[Achievement, ...]:
        """The achievements reached since."""
        return newly(self.before.titles, standings_of(self._game))

    def themes(self) -> list[str]:
        """The themes opened since."""
        return opened(self.before.level, level_of(self._game.points()).number)


def hardest_card(game: Game) -> tuple[Card, HardCard] | None:
    """The card of the library, but for the tour, that the player missed most; None without
    mistakes."""
    for row in hardest(game.index, game.collection.player):
        card = game.card(row.card)
        if card is not None and card.deck != TOUR_DECK:
            return card, row
    return None
