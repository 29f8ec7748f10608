"""The end of a round."""

from __future__ import annotations

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import ItemGrid, VerticalScroll
from textual.content import Content
from textual.reactive import reactive
from textual.widgets import Button, Static

from quiz.errors import QuizError
from quiz.game.daily_challenge import challenge_text
from quiz.game.play import Play
from quiz.game.scores import daily_goal_of, player_level
from quiz.history.events import Mode
from quiz.round.round import Stage
from quiz.round.round_summary import Summary
from quiz.scoring.level import level_of
from quiz.settings.keys import SUMMARY
from quiz.tui.literal import MUTED, literal_line
from quiz.tui.own_keys import bind
from quiz.tui.screens.game_screen import GameScreen
from quiz.tui.sizes import NARROW
from quiz.tui.widgets.bars import progress_bar
from quiz.tui.widgets.buttons import Once
from quiz.tui.widgets.footer import Footer
from quiz.tui.widgets.hanging_text import HangingText

LONGEST_MISSED = 50
COUNT_SECONDS = 0.8
GLANCE_SECONDS = 0.4
"""How long Enter does not leave; it is often pressed once too often at the end of a round."""

FEWEST_FOR_PERFECT = 5
"""Fewest answers that earn "Perfect!"."""


class SummaryScreen(GameScreen[None]):
    """Accuracy, points, best combo, missed cards, and when cards come due."""

    HELP: ClassVar[str] = (
        "All answers are saved. Replay the missed cards, start another round like this one, "
        "continue a round that you left early, or undo the last answer with {undo}."
    )
    PLACE: ClassVar[str] = SUMMARY
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "enter", "Home"),
        Binding("escape", "home", "Home", show=False),
        bind("continue", SUMMARY, "resume", "Continue"),
        bind("replay_missed", SUMMARY, "missed", "Replay missed"),
        bind("next_round", SUMMARY, "again", "Next round"),
        bind("undo", SUMMARY, "undo", "Undo"),
    ]

    # Enter goes home, but not at once.
    AUTO_FOCUS = ""

    counted: reactive[float] = reactive(0.0, init=False)
    """The points shown while they count up."""

    def __init__(self, play: Play) -> None:
        super().__init__()
        self.play = play
        self._summary = play.summary()
        self._best: int | None = None
        self._seen_at = play.game.clock.seconds()

    def compose(self) -> ComposeResult:
        """The figures, the lists and the buttons."""
        summary = self._summary
        with VerticalScroll(id="summary"):
            yield Static(_title(summary), id="title")
            yield Static(id="points")
            yield Static(id="figures")
            yield Static(id="accuracy")
            yield Static(id="level")
            if won := _won(self.play):
                yield Static(Content.styled(won, "bold $accent"), id="unlocked")
            if summary.missed:
                heading = "To learn" if summary.mark else "Missed"
                yield Static(heading, classes="heading")
                for card in summary.missed[:LONGEST_MISSED]:
                    missed = Content.assemble(
                        literal_line(card.prompt),
                        ("  →  ", MUTED),
                        literal_line(card.answer, "bold"),
                    )
                    yield Static(HangingText([("✗ ", "$error")], missed), classes="missed")
                more = len(summary.missed) - LONGEST_MISSED
                if more > 0:
                    yield Static(f"and {more} more", classes="missed")
            elif summary.asked:
                yield Static(Content.styled("✓ Nothing missed", "$success"), classes="heading")
            if summary.due:
                yield Static("Coming back", classes="heading")
                yield Static(_due(summary), id="due")
            ahead = "\n".join(self.play.game.today().ahead)
            if ahead and summary.asked:
                yield Static(ahead, id="ahead", markup=False)
        with ItemGrid(id="buttons", min_column_width=18):
            yield Once("Home", id="home", variant="primary", compact=True)
            if self.play.can_resume:
                yield Once("Continue", id="resume", compact=True)
            else:
                yield Once("Next round", id="again", compact=True)
            yield Once("Replay missed", id="missed", compact=True, disabled=not summary.missed)
            yield Once("Undo last", id="undo", compact=True, disabled=not self.play.can_undo)
        yield Footer()

    def on_mount(self) -> None:
        """Start counting up the points."""
        self._best = None if self._summary.mode is Mode.CRAM else self.play.best_before()
        self.watch_counted()
        self.animate(
            "counted", float(self._summary.points), duration=COUNT_SECONDS, easing="out_cubic"
        )

    def on_resize(self) -> None:
        """Fit the lines to the new width."""
        narrow = self.size.width < NARROW
        self.query_one("#figures", Static).update(_figures(self._summary, narrow))
        bar = progress_bar(self._summary.accuracy, 20 if narrow else 30, "$success")
        self.query_one("#accuracy", Static).update(bar)
        self.query_one("#level", Static).update(self._level(narrow))

    def watch_counted(self) -> None:
        """Show the points as they count up, and finally the record."""
        for line in self.query("#points").results(Static):
            line.update(_points(self._summary, round(self.counted), self._best))

    def _level(self, narrow: bool) -> Content:
        """The level, the distance to the next one, and today's goal."""
        game = self.play.game
        level = player_level(game)
        risen = level_of(max(0, level.points - self._summary.points)).number < level.number
        goal = daily_goal_of(game)
        width = 8 if narrow else 18
        return Content.assemble(
            (f"{f'Level {level.number}':<9}", "bold $secondary"),
            progress_bar(level.progress, width, "$secondary"),
            (f"  ▲ Level up: {level.rank}!", "bold $accent")
            if risen
            else (f"  {level.end - level.points:,} to level {level.number + 1}", MUTED),
            (f"\n{'Today':<9}", "bold"),
            progress_bar(goal.share, width, "$success" if goal.reached else "$accent"),
            (f"  {goal.done}/{goal.target}{'' if narrow else ' answers'}", MUTED),
            ("  ✓ Goal reached" if goal.reached else "", "bold $success"),
        )

    @on(Button.Pressed, "#resume")
    def action_resume(self) -> None:
        """Continue a round that was left early."""
        if not self.play.can_resume:
            return
        if self.play.resume():
            self.app.open_round(self.play, instead=True)
        else:
            self.notify("No cards of this round are left to ask.", markup=False)

    def action_enter(self) -> None:
        """Go home, unless the key was probably meant for the previous screen."""
        if self.play.game.clock.seconds() - self._seen_at > GLANCE_SECONDS:
            self.action_home()

    @on(Button.Pressed, "#home")
    def action_home(self) -> None:
        """Go to the home screen."""
        self.dismiss()

    @on(Button.Pressed, "#missed")
    def action_missed(self) -> None:
        """Replay the missed cards."""
        if self._summary.missed:
            self.app.open_round(self.play.replay_missed(), instead=True)

    @on(Button.Pressed, "#again")
    def action_again(self) -> None:
        """Start another round in this mode, or in the best one if this mode has nothing left."""
        self.app.open_round(self.play.another(), instead=True)

    @on(Button.Pressed, "#undo")
    def action_undo(self) -> None:
        """Undo the last answer, or the last bury or suspend since, and continue the round."""
        try:
            if not self.play.undo():
                return
            # Messages about the undone answer are no longer true.
            self.app.clear_notifications()
            if self.play.stage is Stage.OVER:
                # The card set aside was the last one, and its answer stays.
                self.app.switch_screen(SummaryScreen(self.play))
            else:
                self.app.open_round(self.play, instead=True)
        except QuizError as error:
            self.app.complain(error)

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


def _won(play: Play) -> str:
    """The achievements and themes that a round unlocked, and its challenge; "" for none."""
    titles = ", ".join(each.title for each in play.unlocked())
    themes = ", ".join(play.opened_themes())
    lines = (f"★ Achieved: {titles}" if titles else "", f"★ New theme: {themes}" if themes else "")
    return "\n".join(filter(None, (challenge_text(play.game, play.mode, play.state.asked), *lines)))


def _title(summary: Summary) -> Content:
    praise = (
        f"Mark {summary.mark}"
        if summary.mark
        else "Game over"
        if summary.lost
        else "Perfect!"
        if FEWEST_FOR_PERFECT <= summary.asked == summary.right
        else "Well played!"
        if summary.accuracy >= 0.7
        else "Keep going!"
        if summary.asked
        else "Nothing answered"
    )
    end = "Time is up! " if summary.timed_out else ""
    return Content.assemble(
        (f" {summary.mode.value.upper()} ", "bold $background on $accent"),
        (f"  {end}{praise}", "bold"),
    )


def _points(summary: Summary, counted: int, best: int | None) -> Content:
    if summary.mode is Mode.CRAM:
        return Content.styled("A Cram is practice: no points, no change to the schedule.", MUTED)
    line = Content.styled(f"{counted:,} points", "bold $accent")
    if counted < summary.points or best is None:
        return line
    if summary.points > best:
        before = f", {best:,} before" if best else ""
        record = Content.styled(f"   ★ New record{before}", "bold $accent")
        return Content.assemble(line, record)
    name = summary.mode.value.capitalize()
    return Content.assemble(line, (f"   your best {name} is {best:,}", MUTED))


def _figures(summary: Summary, narrow: bool) -> Content:
    gap, combo = ("  ", "combo") if narrow else ("   ", "best combo")
    return Content.assemble(
        summary.right_text,
        (f"{gap}{combo} {summary.best_streak}", "$secondary"),
        (f"{gap}{_duration(summary.seconds)}", MUTED),
    )


def _duration(seconds: float) -> str:
    minutes, rest = divmod(round(seconds), 60)
    parts = (f"{minutes} min" if minutes else "", f"{rest} s" if rest or not minutes else "")
    return " ".join(filter(None, parts))


def _due(summary: Summary) -> Content:
    names = {0: "today", 1: "tomorrow"}
    width = max(number for _, number in summary.due)
    lines = [
        Content.assemble(
            (f"{names.get(days, f'in {days} days'):>12}  ", MUTED),
            progress_bar(number / width, 16, "$primary"),
            f"  {number}",
        )
        for days, number in summary.due
    ]
    return Content("\n").join(lines)
