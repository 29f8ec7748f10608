"""The statistics page."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from quiz.display import one_line
from quiz.game.figures import statistics_of
from quiz.moment import day_to_date_text
from quiz.statistics.activity import HeatMap, heat_map
from quiz.statistics.charts import WEEKDAYS, columns, days_in_a_row, percent, sparkline
from quiz.statistics.summary import Statistics
from quiz.statistics.today import Today
from quiz.tui.literal import MUTED, cut
from quiz.tui.screens.game_screen import GameScreen
from quiz.tui.sizes import NARROW
from quiz.tui.widgets.bars import progress_bar
from quiz.tui.widgets.footer import Footer
from quiz.wording import counted

_HEAT_STYLES = ("$border-blurred", "$success 40%", "$success 60%", "$success 80%", "$success")
_HEAT_SIGNS = ("·", "▪", "▪", "■", "■")


class StatisticsScreen(GameScreen[None]):
    """Calendar, retention, forecast, score, decks and the hardest cards."""

    HELP: ClassVar[str] = (
        "True retention is the share of reviews that you remembered; it should be close to the "
        "desired retention. In the calendar a mark is a day, a column a week. The forecast shows "
        "how many cards come due on each of the next 30 days, starting today."
    )
    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape,s", "dismiss", "Back")]

    def compose(self) -> ComposeResult:
        """One scrolling page."""
        yield Static("Statistics", classes="screen-heading")
        with VerticalScroll(id="statistics"):
            yield Static(id="figures")
            for name, title in (
                ("calendar", "Answers per day"),
                ("forecast", "Due in the next 30 days"),
                ("points", "Points per day, last 30 days"),
                ("decks", "Decks"),
                ("kinds", "Right answers"),
                ("hardest", "Hardest cards"),
            ):
                yield Static(title, classes="heading", id=f"{name}-heading")
                yield Static(id=name)
        yield Footer()

    def on_mount(self) -> None:
        """Let the arrow keys scroll."""
        self.show_game()
        self.set_focus(self.query_one("#statistics"))

    def show_game(self) -> None:
        """Compute the statistics again and draw them."""
        game = self.game
        self._found, self._today = statistics_of(game), game.today()
        self._draw()

    def on_resize(self) -> None:
        """Fit the charts to the new width."""
        if hasattr(self, "_found"):
            self._draw()

    def _draw(self) -> None:
        found = self._found
        page = self.query_one("#statistics").scrollable_content_region.width
        width = max(20, page or self.size.width - 5)
        empty = not found.answers
        self.query_one("#figures", Static).update(
            Content("No answers yet. Play a round to see your statistics.")
            if empty
            else _figures(found, width)
        )
        for name in ("calendar", "forecast", "points", "decks", "kinds", "hardest"):
            hidden = empty or (name == "hardest" and not found.hardest)
            self.query_one(f"#{name}", Static).display = not hidden
            self.query_one(f"#{name}-heading", Static).display = not hidden
        if empty:
            return
        heat = heat_map(found.by_day, found.today, min(52, (width - 4) // 2))
        self.query_one("#calendar", Static).update(_calendar(heat))
        self.query_one("#forecast", Static).update(_forecast(found, self._today, width))
        self.query_one("#points", Static).update(_points(found, width))
        self.query_one("#decks", Static).update(self._decks(found, width))
        self.query_one("#kinds", Static).update(_kinds(found, width >= NARROW))
        self.query_one("#hardest", Static).update(self._hardest(found, width))

    def _decks(self, found: Statistics, width: int) -> Content:
        decks = self.game.decks
        gap = "  " if width >= NARROW else "\n  "
        lines = []
        for name, part in found.mastery.items():
            loaded = decks.get(name)
            title = loaded.title if loaded else name
            states = f"{part.young} young, {part.learning} learning, {part.new} new"
            room = width - 29 - (len(states) if width >= NARROW else 0)
            lines.append(
                Content.assemble(
                    progress_bar(part.share, 8, "$success"),
                    f" {percent(part.share):>4} mastered  ",
                    (cut(title, max(8, room)), "bold"),
                    gap,
                    (states, MUTED),
                )
            )
        return Content("\n").join(lines)

    def _hardest(self, found: Statistics, width: int) -> Content:
        game = self.game
        lines = []
        for row in found.hardest:
            card = game.card(row.card)
            prompt = one_line(card.prompt) if card else "(no longer in the library)"
            count = f"✗ {row.missed.part}/{row.missed.whole}"
            lines.append(Content.assemble((f"{count:<9}", "$error"), cut(prompt, width - 9)))
        return Content("\n").join(lines)


def _figures(found: Statistics, width: int) -> Content:
    target = found.target
    month = found.retention_month.ratio
    good = month is None or abs(month - target) <= 0.05
    minutes = f"{found.seconds / 60:.0f} min"
    streak = f"{days_in_a_row(found.streak.current)}, longest {found.streak.longest}"
    rates = f"last 30 days {percent(month)}   desired {percent(target)}"
    # One line if there is room, else one below the other.
    gap = "   " if width >= NARROW else "\n"
    lines = [
        Content.assemble(
            (f"Level {found.level.number} {found.level.rank}", "bold $secondary"),
            (f"{gap}{found.level.points:,} points", "bold $accent"),
        ),
        Content.assemble(
            f"{counted(found.answers, 'answer')}, {percent(found.correct / found.answers)} right",
            (f"   {minutes}", MUTED),
            f"{gap}{streak}",
        ),
        Content.assemble(
            ("Retention  ", MUTED),
            progress_bar(found.retention.ratio or 0, 16, "$success" if good else "$warning"),
            f"  {percent(found.retention.ratio)}{gap}{rates}",
        ),
    ]
    return Content("\n").join(lines)


def _calendar(heat: HeatMap) -> Content:
    lines = []
    for weekday in range(7):
        parts: list[tuple[str, str]] = [(WEEKDAYS[weekday] + " ", MUTED)]
        for week in heat.weeks:
            level = heat.level(week[weekday])
            sign = "  " if week[weekday] is None else _HEAT_SIGNS[level] + " "
            parts.append((sign, _HEAT_STYLES[level]))
        lines.append(Content.assemble(*parts))
    since = f"since {day_to_date_text(heat.first)}, busiest day {heat.busiest}"
    return Content("\n").join([*lines, Content.styled(since, MUTED)])


def _forecast(found: Statistics, today: Today, width: int) -> Content:
    wide = 2 if width >= 2 * len(found.forecast) else 1
    lines = [
        Content.styled("".join(char * wide for char in line), "$primary")
        for line in columns(found.forecast, 4)
    ]
    week = sum(found.forecast[:7])
    notes = [f"{today.counts.due} due now, {week} in the next 7 days", *today.lines]
    axis = "".join(
        f"{f'+{day}' if day else 'today':<{7 * wide}}" for day in range(0, len(found.forecast), 7)
    )
    lines.append(Content.styled(axis.rstrip(), MUTED))
    return Content("\n").join([*lines, *(Content.styled(note, MUTED) for note in notes)])


def _points(found: Statistics, width: int) -> Content:
    days = [found.points_by_day.get(day, 0) for day in range(found.today - 29, found.today + 1)]
    best = max(days)
    return Content.assemble(
        (sparkline(days), "$accent"),
        ("  " if width >= NARROW else "\n"),
        (f"best {best:,}, today {days[-1]:,}", MUTED),
    )


def _kinds(found: Statistics, wide: bool) -> Content:
    rows = [(kind.value, share) for kind, share in found.kinds.items()]
    rows += [(mode.value, share) for mode, share in found.modes.items()]
    return Content("\n").join(
        Content.assemble(
            progress_bar(share.ratio or 0, 8, "$primary"),
            f" {percent(share.ratio):>4}  {name:<11}",
            (counted(share.whole, "answer") if wide else f"{share.whole:,}", MUTED),
        )
        for name, share in rows
    )
