"""The achievements, the streak with its freezes, and the week."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from quiz.game.reasons import Reasons, reasons_of
from quiz.scoring.achievements import Standing
from quiz.scoring.week import Cell
from quiz.statistics.charts import days_in_a_row
from quiz.tui.literal import MUTED, cut
from quiz.tui.screens.game_screen import GameScreen
from quiz.tui.widgets.bars import progress_bar
from quiz.tui.widgets.footer import Footer

NARROWEST = 33
"""Columns of an achievement; as many stand side by side as fit."""

GAP = 3
BAR = 8

CELLS = {
    Cell.PLAYED: ("■", "$success"),
    Cell.FROZEN: ("❄", "$primary"),
    Cell.REST: ("·", MUTED),
    Cell.TODAY: ("□", "bold $accent"),
    Cell.AHEAD: ("·", "$meter"),
}
"""The sign and the style of each day of the week."""


class AchievementsScreen(GameScreen[None]):
    """All achievements in columns, the nearest first."""

    HELP: ClassVar[str] = (
        "★ is reached; a bar shows how far the others are. They are counted from your answers, and "
        "none is lost by forgetting or by a missed day.\n"
        "In the week, ■ is a day played, □ today, ❄ a missed day that a freeze covered. Five days "
        "played earn a freeze; you hold at most two."
    )
    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape,asterisk", "dismiss", "Back")]

    def compose(self) -> ComposeResult:
        """The streak and the week above the achievements."""
        self._reasons = reasons_of(self.game)
        found = self._reasons.achievements
        reached = sum(each.reached for each in found)
        yield Static(f"Achievements: {reached} of {len(found)}", classes="screen-heading")
        with VerticalScroll(id="achievements"):
            yield Static(_progress(self._reasons), id="progress")
            yield Static(id="grid")
        yield Footer()

    def on_resize(self) -> None:
        """Arrange the achievements for the new width."""
        page = self.query_one("#achievements").scrollable_content_region
        found = sorted(self._reasons.achievements, key=_place)
        self.query_one("#grid", Static).update(_grid(found, page.width - 2, page.height))


def _progress(found: Reasons) -> Content:
    """The streak with its freezes, and the week."""
    streak, week = found.streak, found.week
    return Content.assemble(
        (days_in_a_row(streak.current), "bold"),
        (f" (longest {streak.longest}), {streak.freezes_text}\n", MUTED),
        *((f"{sign} ", style) for sign, style in (CELLS[day.cell] for day in week.days)),
        (f" {week.text}", "$success" if week.reached else MUTED),
    )


def _place(each: Standing) -> tuple[bool, bool, float]:
    """Sorts what is begun first, the nearest first; then what is reached, then the rest."""
    return not each.done, each.reached, -each.share


def _grid(found: list[Standing], page: int, height: int) -> Content:
    """The achievements in columns, down each column first, apart if they all fit."""
    columns = max(1, (page + GAP) // (NARROWEST + GAP))
    width = (page - GAP * (columns - 1)) // columns
    rows = -(-len(found) // columns)
    apart = 3 * rows + 3 <= height
    longest = max((len(each.text) for each in found if not each.reached), default=0)
    lines = []
    for row in range(rows):
        cells = [_cell(each, width, longest) for each in found[row::rows]]
        for line in range(2):
            parts = [cell[line].pad_right(width - cell[line].cell_length + GAP) for cell in cells]
            lines.append(Content.assemble(*parts))
        if apart:
            lines.append(Content())
    return Content("\n").join(lines)


def _cell(each: Standing, width: int, longest: int) -> tuple[Content, Content]:
    """Two lines: the title with how far it is, and what to do. longest: how long it is to say how
    far another one is, so that the bars stand below each other where there is room."""
    title, how = each.achievement.title, each.achievement.how
    if each.reached:
        head = Content.assemble(("★ ", "$accent"), (title, "bold $accent"))
    else:
        room = width - 4 - BAR - len(title)
        done = f" {each.text:<{max(0, min(longest, room))}}"
        name = cut(title, width - 3 - BAR - len(done))
        gap = " " * (width - 2 - len(name) - BAR - len(done))
        bar = progress_bar(each.share, BAR, "$secondary")
        head = Content.assemble("☆ ", (name, "bold"), gap, bar, (done, MUTED))
    return head, Content.styled(f"  {cut(how, width - 2)}", MUTED)
