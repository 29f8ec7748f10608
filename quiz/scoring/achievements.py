"""Achievements: what a player has done, measured against goals. Pure.

    figure      what it counts                                     folded from
    ──────────  ─────────────────────────────────────────────────  ──────────────────────────────
    answers     answers in any mode                                days: answers
    days        days with an answer                                days: answers
    streak      the longest day streak, see `quiz.scoring.streak`  days: answers
    weeks       weeks with five days played                        days: answers
    returns     1 after a break of a week or more                  days: answers
    recalled    recalls of a card seen on an earlier day           days: recalled
    month       recalls of a card not seen for 30 days             days: month
    half_year   recalls of a card not seen for 180 days            days: half_year
    mastered    cards mastered at least once                       days: mastered
    comebacks   cards mastered after three lapses                  days: comebacks
    tamed       cards mastered after eight lapses                  days: tamed
    deck        most cards mastered at least once of a deck of 10  states: overcome
                or more, in percent
    typed       most right answers typed in a row in a round       rounds: typed
    combo       most right answers in a row in a round             rounds: combo
    perfect     rounds of 10 answers or more, all right            rounds: correct, answers
    blitz       most right answers in a Blitz                      rounds: correct
    survival    most right answers in a Survival                   rounds: correct
    mistakes    right answers in Mistakes                          shares: mode
    modes       modes played                                       shares: mode
    challenges  days on which the challenge was finished           rounds: mode
    ──────────  ─────────────────────────────────────────────────  ──────────────────────────────

An achievement is reached when its figure is at least its goal. No figure falls when the player
plays on: forgetting a card, losing a streak or a bad round takes nothing away. None counts what can
only be had by playing long or late, and none counts mistakes. Rounds without points (Cram, answers
imported from other programs) count for no figure of rounds. Undoing an answer undoes what it
counted, and a deck that grows has new cards to master.

Example: a player has given 250 answers: "Warmed Up" (100) is reached, "In the Zone" (1,000) stands
at 250 of 1,000, a quarter of the way.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from itertools import pairwise
from typing import Any, NamedTuple

BREAK_DAYS = 7
"""Days without an answer after which coming back counts."""

PERFECT_ANSWERS = 10
"""Answers that a round needs to count as perfect."""

DECK_CARDS = 10
"""Cards that a deck needs to count as one to master."""

NEARLY = 3
"""How many achievements are shown as nearly reached."""


class Deeds(NamedTuple):
    """The figures in the table at the top."""

    answers: int = 0
    days: int = 0
    streak: int = 0
    weeks: int = 0
    returns: int = 0
    recalled: int = 0
    month: int = 0
    half_year: int = 0
    mastered: int = 0
    comebacks: int = 0
    tamed: int = 0
    deck: int = 0
    typed: int = 0
    combo: int = 0
    perfect: int = 0
    blitz: int = 0
    survival: int = 0
    mistakes: int = 0
    modes: int = 0
    challenges: int = 0


class Achievement(NamedTuple):
    """title: its name. how: what to do for it. figure: a field of `Deeds`. goal: 1 or more."""

    title: str
    how: str
    figure: str
    goal: int


ACHIEVEMENTS = (
    Achievement("First Coin", "Answer a question", "answers", 1),
    Achievement("Warmed Up", "Give 100 answers", "answers", 100),
    Achievement("In the Zone", "Give 1,000 answers", "answers", 1_000),
    Achievement("Seven Days", "Keep a streak of 7 days", "streak", 7),
    Achievement("A Month", "Keep a streak of 30 days", "streak", 30),
    Achievement("Regular", "Play on 100 days in all", "days", 100),
    Achievement("A Whole Year", "Play on 365 days in all", "days", 365),
    Achievement("Five of Seven", "Play on five days of a week", "weeks", 1),
    Achievement("Steady Hand", "Play on five days in ten weeks", "weeks", 10),
    Achievement("Welcome Back", "Come back after a week or more", "returns", 1),
    Achievement("It Sticks", "Recall 100 cards on a later day", "recalled", 100),
    Achievement("It Stays", "Recall 1,000 cards on a later day", "recalled", 1_000),
    Achievement("Long Memory", "Recall a card after 30 days", "month", 1),
    Achievement("Elephant", "Recall a card after 180 days", "half_year", 1),
    Achievement("Mastery", "Master a card", "mastered", 1),
    Achievement("Collector", "Master 50 cards", "mastered", 50),
    Achievement("Curator", "Master 500 cards", "mastered", 500),
    Achievement("Deck Master", "Master a deck of 10 or more", "deck", 100),
    Achievement("Comeback", "Master a card forgotten 3 times", "comebacks", 1),
    Achievement("Leech Tamer", "Master a card forgotten 8 times", "tamed", 1),
    Achievement("Seven Keys", "Type 7 right answers in a row", "typed", 7),
    Achievement("Combo", "Give 10 right answers in a row", "combo", 10),
    Achievement("Super Combo", "Give 25 right answers in a row", "combo", 25),
    Achievement("Flawless", "Get all right in a round of 10", "perfect", 1),
    Achievement("Lightning", "Answer 20 right in a Blitz", "blitz", 20),
    Achievement("Survivor", "Answer 25 right in a Survival", "survival", 25),
    Achievement("Second Chance", "Answer 25 right in Mistakes", "mistakes", 25),
    Achievement("All-Rounder", "Play five different modes", "modes", 5),
    Achievement("Challenger", "Finish the daily challenge", "challenges", 1),
    Achievement("Contender", "Finish the challenge on 7 days", "challenges", 7),
)


class Standing(NamedTuple):
    """How far an achievement is. done: its figure."""

    achievement: Achievement
    done: int

    @property
    def reached(self) -> bool:
        """Whether it is reached."""
        return self.done >= self.achievement.goal

    @property
    def share(self) -> float:
        """How much of it is done, 0.0 to 1.0."""
        return min(1.0, self.done / self.achievement.goal)

    @property
    def text(self) -> str:
        """ "37 of 50"; for a deck "37 %"."""
        if self.achievement.figure == "deck":
            return f"{self.done}%"
        return f"{min(self.done, self.achievement.goal):,} of {self.achievement.goal:,}"

    def to_json(self) -> dict[str, Any]:
        """JSON-ready data with stable names."""
        title, how, _, goal = self.achievement
        return {"title": title, "how": how, "done": self.done, "goal": goal}


def standings(deeds: Deeds) -> tuple[Standing, ...]:
    """How far each achievement is, in the order of `ACHIEVEMENTS`."""
    return tuple(Standing(each, getattr(deeds, each.figure)) for each in ACHIEVEMENTS)


def nearly(found: Iterable[Standing]) -> tuple[Standing, ...]:
    """The `NEARLY` achievements that are begun and nearest to being reached, the nearest first."""
    begun = [each for each in found if each.done and not each.reached]
    return tuple(sorted(begun, key=lambda each: -each.share)[:NEARLY])


def newly(before: Collection[str], after: Iterable[Standing]) -> tuple[Achievement, ...]:
    """The achievements reached besides those with these titles."""
    return tuple(
        each.achievement for each in after if each.reached and each.achievement.title not in before
    )


def returns(days: Sequence[int]) -> int:
    """1 if there is a break of `BREAK_DAYS` or more between two of these sorted days, else 0."""
    return int(any(later - day > BREAK_DAYS for day, later in pairwise(days)))
