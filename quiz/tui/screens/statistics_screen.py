"""The statistics page."""

from __future__ import annotations

from datetime import date
from shlex import quote
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Container, VerticalScroll
from textual.content import Content
from textual.widgets import Static

from quiz.display import one_line
from quiz.game.deck_rows import rows_of
from quiz.game.deck_titles import deck_title
from quiz.game.figures import statistics_of
from quiz.moment import day_to_date_text
from quiz.statistics.activity import heat_map
from quiz.statistics.charts import MONTHS, due_now_text, time_text
from quiz.statistics.summary import MONTH_DAYS
from quiz.tui.literal import literal_line
from quiz.tui.screens.game_screen import GameScreen
from quiz.tui.screens.pick_screen import PickScreen
from quiz.tui.sizes import LOW, WIDE
from quiz.tui.widgets import statistics_text as text
from quiz.tui.widgets.bar_chart import BarChart
from quiz.tui.widgets.footer import Footer
from quiz.tui.widgets.key_line import Key, KeyLine
from quiz.tui.widgets.panel import Panel
from quiz.wording import counted

SPANS = {"all time": None, "365 days": 365, "30 days": 30, "7 days": 7}
"""The spans of time to choose from, in days."""

DAYS_FOR_CALENDAR = 7
"""Days since the first answer until there is a calendar; before, it would be all but empty."""

FRAME, PADDING = 5, 2
"""Cells that a panel's frame and the scrollbar take, and those beside the page in a window that is
not low; the stylesheet has the same numbers."""


EMPTY = (
    "No answers yet.\n\n"
    "After your first round this page shows how much you remember, what comes due when, how long "
    "you answer each day, and your hardest cards. Enter plays one now."
)


class StatisticsScreen(GameScreen[None]):
    """Figures, calendar, forecast, minutes, points, decks, kinds and the hardest cards."""

    HELP: ClassVar[str] = (
        "d limits everything to a deck or folder, t to a span of time: answers, time, retention "
        "and kinds; the calendar, level, streak and hardest cards are of all time. Retention is "
        "the share of reviews on a later day that you remembered; it should be close to the "
        "desired one. An answer counts as studied time for at most a minute (a setting). Tab goes "
        "from chart to chart, left and right pick a day; Enter or a click on the forecast shows "
        "the cards that come due on that day."
    )
    AUTO_FOCUS = "#statistics"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,s", "dismiss", "Back"),
        Binding("d", "pick_deck", "Deck"),
        Binding("t", "next_span", "Time"),
        Binding("enter", "play", "Play"),
    ]

    def __init__(self) -> None:
        super().__init__()
        self._deck = ""
        """The deck, or the folder with a final slash; "" for all decks."""
        self._span = next(iter(SPANS))

    def compose(self) -> ComposeResult:
        """What is shown, and one scrolling page, filled before its first layout."""
        self._parts: dict[str, Static] = {
            "figures": Panel("Statistics", id="figures"),
            "calendar": Panel("Answers a day", id="calendar"),
            "forecast": BarChart("Due in the next 30 days", "$primary", id="forecast"),
            "minutes": BarChart("Minutes answering, last 30 days", "$success", id="minutes"),
            "kinds": Panel("Kinds of cards, and modes", id="kinds"),
            "points": BarChart("Points, last 30 days", "$secondary", id="points"),
            "decks": Panel("Decks", id="decks"),
            "hardest": Panel("Hardest cards", id="hardest"),
        }
        self._shown = KeyLine(pad=1, id="shown")
        self.show_game()
        yield self._shown
        parts = list(self._parts.values())
        with VerticalScroll(id="statistics"):
            yield from parts[:2]
            for first in range(2, len(parts), 2):
                with Container(classes="pair"):
                    yield from parts[first : first + 2]
        yield Footer()

    @property
    def _decks(self) -> list[str] | None:
        """The chosen decks; None for all, also when the chosen one is gone."""
        return self.game.decks_named(self._deck) or None if self._deck else None

    def show_game(self) -> None:
        """Compute the statistics again and draw them."""
        game, days = self.game, SPANS[self._span]
        since = None if days is None else game.day - days + 1
        self._found = statistics_of(game, self._decks, since)
        self._today = game.today(self._decks)
        deck = "All decks"
        if self._decks is not None:
            deck = deck_title(game, self._deck)
        self._shown.show([Key("d", "d", one_line(deck)), Key("t", "t", self._span.capitalize())])
        self._draw()

    def on_resize(self) -> None:
        """Fit the texts to the new width."""
        if self._width != self._page_width():
            self._draw()

    def _page_width(self) -> int:
        """Cells of a line in a panel as wide as the page."""
        width, height = self.app.size
        return max(20, width - FRAME - (PADDING if height >= LOW else 0))

    def _draw(self) -> None:
        found, game = self._found, self.game
        width = self._width = self._page_width()
        days = found.today - min(found.by_day) + 1 if found.by_day else 0
        for name, part in self._parts.items():
            needed = {"figures": 0, "calendar": DAYS_FOR_CALENDAR}.get(name, 1)
            part.display = days >= needed
        if not found.by_day:
            self._parts["figures"].update(EMPTY)
            self.refresh_bindings()
            return
        half = (width - FRAME) // 2 if self.app.size.width >= WIDE else width
        heat = heat_map(found.by_day, found.today, min(52, (width - 4) // 2))
        self._parts["figures"].update(text.figures(found, width))
        self._parts["calendar"].update(text.calendar(heat))
        self._parts["decks"].update(text.decks(found, game, half))
        self._parts["kinds"].update(text.kinds(found, half))
        self._parts["hardest"].update(text.hardest(found, game, half))
        self._parts["hardest"].display = bool(found.hardest)
        self._draw_charts(half)

    def _chart(self, name: str) -> BarChart:
        chart = self._parts[name]
        assert isinstance(chart, BarChart)
        return chart

    def _draw_charts(self, width: int) -> None:
        found, today = self._found, self._found.today
        self._chart("forecast").show(
            found.forecast,
            lambda ahead: f"{_day(today + ahead, today)}: {counted(found.forecast[ahead], 'card')}",
            {ahead: f"+{ahead}" if ahead else "today" for ahead in range(0, MONTH_DAYS, 7)},
            0,
            [
                f"{sum(found.forecast[:7])} in the next 7 days",
                due_now_text(self._today.counts.due, found.forecast),
                *self._today.lines,
            ],
            width,
        )
        first = today - MONTH_DAYS + 1
        below = {day - first: _day(day, today) for day in range(today, first, -7)}
        seconds = [found.seconds_by_day.get(first + n, 0) for n in range(MONTH_DAYS)]
        self._chart("minutes").show(
            [-int(-n // 60) for n in seconds],
            lambda n: f"{_day(first + n, today)}: {time_text(seconds[n])}",
            below,
            MONTH_DAYS - 1,
            [f"{time_text(sum(seconds))} in 30 days"],
            width,
        )
        points = [found.points_by_day.get(first + n, 0) for n in range(MONTH_DAYS)]
        self._chart("points").show(
            points,
            lambda n: f"{_day(first + n, today)}: {points[n]:,} points",
            below,
            MONTH_DAYS - 1,
            [f"best {max(points):,}"],
            width,
        )

    @on(BarChart.Chosen, "#forecast")
    def _day_chosen(self, event: BarChart.Chosen) -> None:
        """Show the cards that come due on a day."""
        deck = f"deck:{quote(self._deck)} " if self._decks is not None else ""
        self.app.browse_found(f"{deck}due:{event.number} -is:suspended ")

    def action_pick_deck(self) -> None:
        """Choose the deck or folder to show."""
        choices = {"": Content("All decks")}
        for row in rows_of(self.game, *self.game.counts_by_deck()):
            if not row.search:
                name = row.name or ""
                title = deck_title(self.game, name) if name in self.game.decks else row.title
                choices[name] = Content("  " * row.depth) + literal_line(title)
        self.app.push_screen(PickScreen("Statistics of", choices), self._take_deck)

    def _take_deck(self, name: str | None) -> None:
        if name is not None:
            self._deck = name
            self.show_game()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Play is for somebody who has not played yet."""
        return action != "play" or not self._found.by_day

    def action_play(self) -> None:
        """Play a round instead of looking at nothing."""
        self.dismiss()
        self.app.play(None, None)

    def action_next_span(self) -> None:
        """Show the next span of time."""
        spans = list(SPANS)
        self._span = spans[(spans.index(self._span) + 1) % len(spans)]
        self.show_game()


def _day(day: int, today: int) -> str:
    """A day in words: "today", "28 Nov"."""
    if day == today:
        return "today"
    found = date.fromisoformat(day_to_date_text(day))
    return f"{found.day} {MONTHS[found.month - 1]}"
