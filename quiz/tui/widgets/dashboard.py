"""What stands beside the decks in a wide window: the week, today, what comes next."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content

from quiz.display import one_line
from quiz.game.deck_titles import deck_title
from quiz.game.game import Game
from quiz.game.reasons import Reasons, reasons_of
from quiz.scoring.achievements import Standing
from quiz.scoring.goal import Goal
from quiz.scoring.streak import DayStreak
from quiz.scoring.week import Cell, Week
from quiz.text.shown import readable
from quiz.tui.literal import MUTED, cut, fitted
from quiz.tui.sizes import DASHBOARD
from quiz.tui.widgets.bars import progress_bar
from quiz.tui.widgets.panel import Panel
from quiz.tui.widgets.strips import Part
from quiz.wording import counted

_ROOM = DASHBOARD - 6
"""Cells of a line within the frames."""

_WEEKDAYS = ("Mo", "Tu", "We", "Th", "Fr", "Sa", "Su")
_SIGNS: dict[Cell, Part] = {
    Cell.PLAYED: ("■", "$success"),
    Cell.FROZEN: ("◇", "$secondary"),
    Cell.REST: ("·", MUTED),
    Cell.TODAY: ("□", "$accent"),
    Cell.AHEAD: ("·", MUTED),
}


class Dashboard(VerticalScroll):
    """Panels with the player's reasons to come back."""

    can_focus = False

    hardest = ""
    """The prompt of the card that was missed most; "" if none was."""

    def compose(self) -> ComposeResult:
        """One panel for each."""
        yield Panel("This week", id="week", action="app.statistics")
        yield Panel("Today", id="today", action="app.statistics")
        yield Panel("Daily challenge", id="challenge", action="play_mode('challenge')")
        yield Panel("Nearly unlocked", id="nearly", action="app.achievements")
        yield Panel("Hardest card", id="hardest", action="hardest")

    def show_game(self, game: Game, *, low: bool) -> None:
        """Show the player's reasons. low: whether there is room for the most important lines
        only."""
        found = reasons_of(game)
        hardest = found.hardest
        self.hardest = readable(hardest[0]).prompt if hardest is not None else ""
        texts = {
            "week": _week(found.week),
            "today": _today(found.goal, found.streak),
            "challenge": _challenge(found),
            "nearly": _nearly(found, low),
            "hardest": Content() if low else _hardest(game, found),
        }
        for name, text in texts.items():
            self.query_one(f"#{name}", Panel).tell(text)
        week = found.week
        reached = "✓ " if week.reached else ""
        panel = self.query_one("#week", Panel)
        panel.border_subtitle = f"{reached}{week.done} of {week.target} days"


def _week(week: Week) -> Content:
    names, signs, numbers = [], [], []
    for name, (_, cell, answers) in zip(_WEEKDAYS, week.days, strict=True):
        sign, style = _SIGNS[cell]
        today = cell is Cell.TODAY
        names.append((f"{name:>3} ", "bold $accent" if today else MUTED))
        signs.append((f"{sign:>3} ", style))
        numbers.append((f"{min(answers, 9999) or '':>4}"[:4] if answers < 1000 else "999+", MUTED))
    return Content("\n").join(Content.assemble(*line) for line in (names, signs, numbers))


def _today(goal: Goal, streak: DayStreak) -> Content:
    done = "✓ goal reached" if goal.reached else f"{goal.done} of {goal.target} answers"
    flame = "$accent" if streak.current else MUTED
    days = f"{counted(streak.current, 'day')} in a row, longest {streak.longest}"
    freezes = f"{counted(streak.freezes, 'freeze')} held"
    if streak.until_freeze:
        freezes += f", next in {counted(streak.until_freeze, 'day')}"
    return Content.assemble(
        progress_bar(goal.share, 12, "$success" if goal.reached else "$accent"),
        (f"  {done}\n", "$success" if goal.reached else ""),
        ("▲ ", flame),
        f"{days}\n" if streak.longest else "Play today: a streak begins\n",
        ("◇ ", "$secondary" if streak.freezes else MUTED),
        (freezes, MUTED),
    )


def _challenge(found: Reasons) -> Content:
    challenge = found.challenge
    if not challenge.total:
        return Content()
    key = "again, for fun" if challenge.done else "plays it"
    return Content.assemble(
        ("✓ " if challenge.done else "● ", "$success" if challenge.done else "$accent"),
        f"{challenge.text}\n",
        ("n ", "bold $accent"),
        (key if not challenge.best else f"{key} · best {challenge.best:,}", MUTED),
    )


def _nearly(found: Reasons, low: bool) -> Content:
    first = [each for each in found.achievements if not each.reached][:1]
    lines = [_standing(each, low) for each in found.nearly or first]
    return Content("\n").join(lines)


def _standing(standing: Standing, low: bool) -> Content:
    count = standing.text.replace(" of ", "/")
    title = fitted(standing.achievement.title, _ROOM - 10 - len(count))
    line = Content.assemble(
        (title, "bold"), " ", progress_bar(standing.share, 8, "$secondary"), f" {count}"
    )
    if low:
        return line
    return Content.assemble(line, "\n", (cut(standing.achievement.how, _ROOM), MUTED))


def _hardest(game: Game, found: Reasons) -> Content:
    if found.hardest is None:
        return Content()
    card, row = found.hardest
    missed = f"missed {row.missed.part} of {row.missed.whole}"
    return Content.assemble(
        (cut(readable(card).prompt, 2 * _ROOM - 4), "bold"),
        "\n",
        ("✗ ", "$error"),
        (cut(f"{missed} · {one_line(deck_title(game, card.deck))}", _ROOM - 2), MUTED),
    )
