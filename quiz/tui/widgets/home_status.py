"""The lines at the top of the home screen."""

from __future__ import annotations

from textual.content import Content

from quiz.display import one_line
from quiz.game.game import Game
from quiz.game.scores import daily_goal_of, day_streak_of, player_level
from quiz.scoring.goal import Goal
from quiz.tui.literal import MUTED
from quiz.tui.sizes import NARROW
from quiz.tui.widgets.bars import progress_bar
from quiz.wording import counted


def status_line(game: Game, width: int, *, with_streak: bool) -> Content:
    """Who plays, with level and points. width: of the line, in cells.

    with_streak: whether to include the streak, and in a narrow window the goal.
    """
    level = player_level(game)
    streak = day_streak_of(game).current
    flame = ("▲ ", "$accent" if streak else MUTED)
    if width < NARROW and with_streak:
        goal = daily_goal_of(game)
        return Content.assemble(
            (f"Level {level.number} ", "bold $secondary"),
            f" {level.points:,} points  ",
            flame,
            f"{streak}  ",
            (f"{goal.done}/{goal.target}", "$success bold" if goal.reached else MUTED),
        )
    days = Content.assemble(flame, f"{counted(streak, 'day')}  ") if with_streak else ""
    status = Content.assemble(
        (f"Level {level.number} {level.rank} ", "bold $secondary"),
        progress_bar(level.progress, 8, "$secondary"),
        f"  {level.points:,} points  ",
        days,
        (one_line(game.player_name), MUTED),
    )
    logo = Content.styled("◆ quiz", "bold $accent")
    gap = width - logo.cell_length - status.cell_length
    return Content.assemble(logo, " " * gap, status) if gap > 1 else status


def goal_line(goal: Goal, width: int) -> Content:
    """Today's answers and the goal. width: of the line, in cells."""
    bar, what = (30, " answers") if width >= NARROW else (10, "")
    return Content.assemble(
        ("Today  ", MUTED),
        progress_bar(goal.share, bar, "$success" if goal.reached else "$accent"),
        f"  {goal.done}/{goal.target}{what}",
        (" ✓ done" if goal.reached else "", "$success bold"),
    )
