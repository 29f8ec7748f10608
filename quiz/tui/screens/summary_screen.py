"""The end of a round."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import ItemGrid, Vertical, VerticalScroll
from textual.content import Content
from textual.reactive import reactive
from textual.widgets import Digits, Static

from quiz.game.daily_challenge import challenge_text
from quiz.game.feats import feats_of_round
from quiz.game.leaving import leave
from quiz.game.play import Play
from quiz.history.events import Mode
from quiz.round.round import Stage
from quiz.settings.keys import SUMMARY
from quiz.tui.own_keys import bind
from quiz.tui.parted_text import Part, PartedText
from quiz.tui.screens.game_screen import GameScreen
from quiz.tui.sizes import NARROW, ROOMY
from quiz.tui.widgets.buttons import Once
from quiz.tui.widgets.footer import Footer
from quiz.tui.widgets.summary_lines import (
    answer_strip,
    due_lines,
    figures_line,
    level_lines,
    missed_lines,
    points_line,
    stronger_lines,
    title_line,
    won_lines,
)

COLUMN = 46
"""Cells of the narrowest column."""

COUNT_SECONDS = 0.8
GLANCE_SECONDS = 0.4
"""How long Enter does not leave; it is often pressed once too often at the end of a round."""


class SummaryScreen(GameScreen[None]):
    """Accuracy, points, best combo, missed cards, and when cards come due."""

    HELP: ClassVar[str] = (
        "All answers are saved. Replay the missed cards, start another round like this one, "
        "continue a round that you left early (the home screen offers it, too), or undo the last "
        "answer with {undo}. The arrow keys and page up and down scroll. A free guess is a wrong "
        "answer to a card that you had never seen: it costs nothing."
    )
    PLACE: ClassVar[str] = SUMMARY
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "enter", "Home"),
        Binding("escape", "home", "Home", show=False),
        bind("continue", SUMMARY, "resume", "Continue"),
        bind("replay_missed", SUMMARY, "missed", "Missed"),
        bind("next_round", SUMMARY, "again", "Next"),
        bind("undo", SUMMARY, "undo", "Undo"),
    ]

    # The keys scroll at once, and Enter presses no button.
    AUTO_FOCUS = "#summary"

    counted: reactive[float] = reactive(0.0, init=False)
    """The points shown while they count up."""

    def __init__(self, play: Play) -> None:
        super().__init__()
        self.play = play
        self._summary = play.summary()
        self._best: int | None = None
        self._seen_at = play.game.clock.seconds()

    def compose(self) -> ComposeResult:
        """The score and the lists, side by side where there is room, and the buttons."""
        summary = self._summary
        with VerticalScroll(id="summary"), ItemGrid(id="columns", min_column_width=COLUMN):
            with Vertical(id="score"):
                yield Static(id="title")
                yield Digits(id="digits")
                yield Static(id="points")
                yield Static(id="strip")
                yield Static(id="figures")
                yield Static(id="level")
                challenge = challenge_text(self.play.game, self.play.mode, self.play.state.asked)
                if won := won_lines(self.play.unlocks, challenge):
                    yield Static(won, id="unlocked")
            with Vertical(id="cards"):
                yield from _listed(
                    "To learn" if summary.is_exam else "Missed", missed_lines(summary)
                )
                yield from _listed("Stronger", stronger_lines(self.play))
                yield from _listed("Coming back", due_lines(summary))
                ahead = "\n".join(self.play.game.today().ahead)
                if ahead and summary.asked:
                    yield Static(ahead, id="ahead", markup=False)
        with ItemGrid(id="buttons", min_column_width=18):
            yield Once("Home", id="home", variant="primary", action="screen.home")
            if self.play.can_resume:
                yield Once("Continue", id="resume", action="screen.resume")
            else:
                yield Once("Next round", id="again", action="screen.again")
            yield Once(
                "Replay missed", id="missed", disabled=not summary.missed, action="screen.missed"
            )
            yield Once(
                "Undo last", id="undo", disabled=not self.play.can_undo, action="screen.undo"
            )
        yield Footer()

    def on_mount(self) -> None:
        """Start counting up the points, and celebrate."""
        with self.app.complaining():
            leave(self.play)
        self.query("#points, #strip, #figures").set(display=self._summary.asked > 0)
        self._best = None if self._summary.mode is Mode.CRAM else self.play.best_before()
        self.watch_counted()
        self.animate(
            "counted", float(self._summary.points), duration=COUNT_SECONDS, easing="out_cubic"
        )
        self.call_after_refresh(self.app.celebrate, feats_of_round(self.play, self._summary))

    def on_resize(self) -> None:
        """Fit the lines to the new width."""
        narrow = self.size.width < NARROW
        self.query_one("#title", Static).update(title_line(self._summary))
        self.query_one("#strip", Static).update(
            answer_strip(self.play, self.query_one("#strip").size.width)
        )
        self.query_one("#figures", Static).update(figures_line(self._summary, narrow))
        self.query_one("#level", Static).update(level_lines(self.play, narrow))
        self.watch_counted()

    def watch_counted(self) -> None:
        """Show the points as they count up, and finally the record."""
        counted = round(self.counted)
        large = self.size.height >= ROOMY and self._summary.points > 0
        for digits in self.query(Digits):
            digits.display = large
            digits.update(f"{counted:,}".replace(",", " "))
        for line in self.query("#points").results(Static):
            line.update(points_line(self._summary, counted, self._best, large=large))

    def action_resume(self) -> None:
        """Continue a round that was left early."""
        if self.play.can_resume:
            self.app.resume(self.play, instead=True)

    def action_enter(self) -> None:
        """Go home, unless the key was probably meant for the previous screen."""
        if self.play.game.clock.seconds() - self._seen_at > GLANCE_SECONDS:
            self.action_home()

    def action_home(self) -> None:
        """Go to the home screen."""
        self.dismiss()

    def action_missed(self) -> None:
        """Replay the missed cards."""
        if self._summary.missed:
            self.app.open_round(self.play.replay_missed(), instead=True)

    def action_again(self) -> None:
        """Start another round in this mode, or in the best one if this mode has nothing left."""
        self.app.open_round(self.play.another(), instead=True)

    def action_undo(self) -> None:
        """Undo the last answer, or the last bury or suspend since, and continue the round."""
        with self.app.complaining():
            if not self.play.undo():
                return
            # Messages about the undone answer are no longer true.
            self.app.clear_notifications()
            if self.play.stage is Stage.OVER:
                # The card set aside was the last one, and its answer stays.
                self.app.switch_screen(SummaryScreen(self.play))
            else:
                self.app.open_round(self.play, instead=True)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Show only the keys that do something now."""
        match action:
            case "resume":
                return self.play.can_resume
            case "missed":
                return bool(self._summary.missed)
            case "undo":
                return self.play.can_undo
            case _:
                return True


def _listed(heading: str, lines: Sequence[Content | Part]) -> Iterable[Static]:
    """The lines below a heading; nothing if there are none."""
    if lines:
        yield Static(heading, classes="heading")
        yield Static(PartedText(lines))
