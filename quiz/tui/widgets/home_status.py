"""The lines at the top of the home screen."""

from __future__ import annotations

from textual.content import Content

from quiz.display import one_line
from quiz.game.game import Game
from quiz.game.scores import daily_goal_of, day_streak_of, player_level
from quiz.scoring.goal import Goal
from quiz.tui.literal import MUTED
from quiz.tui.sizes import NARROW, WIDE
from quiz.tui.widgets.bars import progress_bar
from quiz.wording import counted


def status_line(game: Game, width: int) -> Content:
    """Who plays, with level and points. width: of the line, in cells.

    Includes the streak, and in a narrow window the goal, where no other place has room for them.
    """
    level = player_level(game)
    streak = day_streak_of(game).current
    flame = ("▲ ", "$accent" if streak else MUTED)
    if width < NARROW:
        goal = daily_goal_of(game)
        return Content.assemble(
            (f"Level {level.number} ", "bold $secondary"),
            f" {level.points:,} points  ",
            flame,
            f"{streak}  ",
            (f"{goal.done}/{goal.target}", "$success bold" if goal.reached else MUTED),
        )
    logo = Content.styled("◆ quiz", "bold $accent")
    parts: list[Content | str | tuple[str, str]] = [
        (f"Level {level.number} {level.rank} ", "bold $secondary"),
        progress_bar(level.progress, 8 if width < WIDE else 20, "$secondary"),
        f"  {level.points:,} points  ",
    ]
    if width < WIDE:
        parts += [flame, f"{counted(streak, 'day')}  "]
    status = Content.assemble(*parts, (one_line(game.player_name), MUTED))
    gap = width - logo.cell_length - status.cell_length
    return Content.assemble(logo, " " * max(2, gap), status)


def goal_line(goal: Goal, width: int) -> Content:
    """Today's answers and the goal. width: of the line, in cells."""
    bar, what = (30, " answers") if width >= NARROW else (10, "")
    return Content.assemble(
        ("Today  ", MUTED),
        progress_bar(goal.share, bar, "$success" if goal.reached else "$accent"),
        f"  {goal.done}/{goal.target}{what}",
        (" ✓ done" if goal.reached else "", "$success bold"),
    )
