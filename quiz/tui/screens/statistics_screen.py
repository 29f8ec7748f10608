"""The statistics page."""

from __future__ import annotations

from datetime import date
from shlex import quote
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Container, VerticalScroll
from textual.widgets import Static

from quiz.display import one_line
from quiz.game.figures import statistics_of
from quiz.game.scores import today_of
from quiz.moment import day_to_date_text
from quiz.statistics.activity import heat_map
from quiz.statistics.charts import MONTHS, time_text
from quiz.statistics.summary import MONTH_DAYS
from quiz.tui.screens.game_screen import GameScreen
from quiz.tui.widgets import statistics_text as text
from quiz.tui.widgets.bar_chart import BarChart
from quiz.tui.widgets.footer import Footer
from quiz.tui.widgets.key_line import Key, KeyLine
from quiz.wording import counted

SPANS = {"all time": None, "365 days": 365, "30 days": 30, "7 days": 7}
"""The spans of time to choose from, in days."""

_PANELS = ("figures", "calendar", "decks", "kinds", "hardest")
_CHARTS = ("forecast", "minutes", "points")


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
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,s", "dismiss", "Back"),
        Binding("d", "pick_deck", "Deck"),
        Binding("t", "next_span", "Time"),
    ]

    def __init__(self) -> None:
        super().__init__()
        self._deck = ""
        """The deck, or the folder with a final slash; "" for all decks."""
        self._span = next(iter(SPANS))

    def compose(self) -> ComposeResult:
        """What is shown, and one scrolling page."""
        yield KeyLine(id="shown")
        with VerticalScroll(id="statistics"):
            yield _panel("figures", "Statistics")
            yield _panel("calendar", "Answers a day")
            with Container(classes="pair"):
                yield BarChart("Due in the next 30 days", "$primary", id="forecast")
                yield BarChart("Minutes studied, last 30 days", "$success", id="minutes")
            with Container(classes="pair"):
                yield _panel("kinds", "Kinds of cards, and modes")
                yield BarChart("Points, last 30 days", "$secondary", id="points")
            with Container(classes="pair"):
                yield _panel("decks", "Decks")
                yield _panel("hardest", "Hardest cards")
        yield Footer()

    def on_mount(self) -> None:
        """Let the arrow keys scroll."""
        self.show_game()
        self.set_focus(self.query_one("#statistics"))

    @property
    def _decks(self) -> list[str] | None:
        """The chosen decks; None for all, also when the chosen one is gone."""
        return self.game.decks_named(self._deck) or None if self._deck else None

    def show_game(self) -> None:
        """Compute the statistics again and draw them."""
        game, days = self.game, SPANS[self._span]
        since = None if days is None else today_of(game) - days + 1
        self._found = statistics_of(game, self._decks, since)
        self._today = game.today(self._decks)
        deck = "All decks"
        if self._decks is not None:
            deck = game.decks[self._deck].title if self._deck in game.decks else self._deck
        self.query_one("#shown", KeyLine).show(
            [Key("d", "d", one_line(deck)), Key("t", "t", self._span.capitalize())]
        )
        self._draw()

    def on_resize(self) -> None:
        """Fit the texts to the new width."""
        if hasattr(self, "_found"):
            self._draw()

    def _draw(self) -> None:
        found, game = self._found, self.game
        empty = not found.by_day
        for name in (*_PANELS, *_CHARTS):
            self.query_one(f"#{name}").display = not empty or name == "figures"
        if empty:
            self.query_one("#figures", Static).update(
                "No answers yet. Play a round to see your statistics."
            )
            return
        page = self.query_one("#statistics").scrollable_content_region.width or self.size.width
        width = max(20, page - 4)
        half = width // 2 - 3 if self.has_class("-wide") else width
        heat = heat_map(found.by_day, found.today, min(52, (width - 4) // 2))
        texts = {
            "figures": text.figures(found, width),
            "calendar": text.calendar(heat),
            "decks": text.decks(found, game, half),
            "kinds": text.kinds(found),
            "hardest": text.hardest(found, game, half),
        }
        for name, content in texts.items():
            panel = self.query_one(f"#{name}", Static)
            panel.update(content)
            panel.display = bool(content)
        self._draw_charts()

    def _draw_charts(self) -> None:
        found, today = self._found, self._found.today
        self.query_one("#forecast", BarChart).show(
            found.forecast,
            lambda ahead: f"{_day(today + ahead, today)}: {counted(found.forecast[ahead], 'card')}",
            {ahead: f"+{ahead}" if ahead else "today" for ahead in range(0, MONTH_DAYS, 7)},
            0,
            [f"{sum(found.forecast[:7])} in the next 7 days", *self._today.lines],
        )
        first = today - MONTH_DAYS + 1
        below = {day - first: _day(day, today) for day in range(today, first, -7)}
        seconds = [found.seconds_by_day.get(first + n, 0) for n in range(MONTH_DAYS)]
        self.query_one("#minutes", BarChart).show(
            [-int(-n // 60) for n in seconds],
            lambda n: f"{_day(first + n, today)}: {time_text(seconds[n])}",
            below,
            MONTH_DAYS - 1,
            [f"{time_text(sum(seconds))} in 30 days"],
        )
        points = [found.points_by_day.get(first + n, 0) for n in range(MONTH_DAYS)]
        self.query_one("#points", BarChart).show(
            points,
            lambda n: f"{_day(first + n, today)}: {points[n]:,} points",
            below,
            MONTH_DAYS - 1,
            [f"best {max(points):,}"],
        )

    @on(BarChart.Chosen, "#forecast")
    def _day_chosen(self, event: BarChart.Chosen) -> None:
        """Show the cards that come due on a day."""
        deck = f"deck:{quote(self._deck)} " if self._decks is not None else ""
        self.app.browse_found(f"{deck}due:{event.number} -is:suspended ")

    def action_pick_deck(self) -> None:
        """Choose the deck or folder to show."""
        from quiz.tui.screens.pick_deck_screen import PickDeckScreen

        self.app.push_screen(PickDeckScreen(), self._take_deck)

    def _take_deck(self, name: str | None) -> None:
        if name is not None:
            self._deck = name
            self.show_game()

    def action_next_span(self) -> None:
        """Show the next span of time."""
        spans = list(SPANS)
        self._span = spans[(spans.index(self._span) + 1) % len(spans)]
        self.show_game()


def _panel(name: str, title: str) -> Static:
    panel = Static(id=name, classes="panel")
    panel.border_title = title
    return panel


def _day(day: int, today: int) -> str:
    """A day in words: "today", "28 Nov"."""
    if day == today:
        return "today"
    found = date.fromisoformat(day_to_date_text(day))
    return f"{found.day} {MONTHS[found.month - 1]}"
