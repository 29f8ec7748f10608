"""What the screens of a live quiz share: a head line with a clock, a question, and the keys."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable
from contextlib import suppress
from functools import partial
from math import ceil
from typing import Any, ClassVar

from textual import work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from quiz.clock import now_ms
from quiz.display import one_line
from quiz.game.feats import Feat
from quiz.game.live_link import GoneError, LiveLink, RefusedError
from quiz.http_client import HttpError
from quiz.live.shown import graded_of, picture_lines, question_of, standing_lines
from quiz.live.view import View
from quiz.tui.card_text import CardText, is_long, told
from quiz.tui.literal import MUTED, literal
from quiz.tui.screens.base_screen import BaseScreen
from quiz.tui.sizes import ROOMY, TALL
from quiz.tui.widgets.answer_widget import WIDGETS, AnswerWidget, ShowsVerdict
from quiz.tui.widgets.bars import progress_bar
from quiz.tui.widgets.celebration import Celebration
from quiz.tui.widgets.choice_answer import ChoiceAnswer
from quiz.tui.widgets.footer import Footer

HURRY = 5
"""Seconds from which the clock is red."""

TYPICAL = 4
"""Lines in which it is told how a question without options went."""


class LiveScreen(BaseScreen[None]):
    """Shows the newest view of a quiz. link: the connection, which is closed with the screen."""

    CSS_PATH: ClassVar = ["screens.tcss", "live.tcss"]
    TILE_AIR: ClassVar[int] = 0
    """Blank lines in each tile that is only looked at, in a high window."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up", "look(-2)", "Look", key_display="↑↓", show=False),
        Binding("down", "look(2)", "Look", key_display="↑↓", show=False),
    ]

    def __init__(self, link: LiveLink) -> None:
        super().__init__()
        self.link = link
        self.view: View = {}
        self.answer: AnswerWidget | None = None
        self._lost = ""
        self._left = -1
        self._stage: Any = None

    def compose(self) -> ComposeResult:
        """Head, clock, question, answer and what is told."""
        yield Static(id="live-head")
        yield Static(id="live-clock")
        with VerticalScroll(id="live-body", can_focus=False):
            yield from self.above()
            yield Static(id="prompt")
            yield Vertical(id="answer")
            yield Static(id="live-told")
        yield Footer()

    def above(self) -> ComposeResult:
        """What stands above a question."""
        yield from ()

    def on_mount(self) -> None:
        """Begin to hear."""
        self.query("#prompt, #answer").set(display=False)
        self.query_one("#live-told", Static).update(literal("Connecting…", MUTED))
        self._loop = asyncio.get_running_loop()
        self.link.listen(partial(self._in_app, self.take), self._has_lost)

    def on_unmount(self) -> None:
        """Hear no more."""
        self.link.close()

    # ── hearing, in a thread of the link ────────────────────────────────────────

    def _has_lost(self, why: str) -> None:
        if why != self._lost:
            self._lost = why
            self._in_app(self._show_head)

    def _in_app(self, work: Any, *given: Any) -> None:
        # The app's loop may have ended meanwhile.
        with suppress(RuntimeError):
            self._loop.call_soon_threadsafe(partial(self.call_later, work, *given))

    # ── showing ─────────────────────────────────────────────────────────────────

    async def take(self, view: View) -> None:
        """Show a view."""
        if not self.is_mounted:
            return
        self.view = view
        stage = self.stage_of(view)
        if stage != self._stage:
            self._stage = stage
            await self.show_stage()
            self.refresh_bindings()
        self._show_head()
        self.show_news()
        self.tick()

    def stage_of(self, view: View) -> Any:
        """What makes the screen another one."""
        raise NotImplementedError

    async def show_stage(self) -> None:
        """Show another stage of the quiz."""
        raise NotImplementedError

    def show_news(self) -> None:
        """Show what changes within a stage."""

    def head(self) -> Content:
        """The head line."""
        raise NotImplementedError

    def _show_head(self) -> None:
        head = self.head() if self.view else Content()
        if self._lost:
            lost = f" No connection: {one_line(self._lost)} "
            head = literal(lost, "bold $background on $warning") + Content(" ") + head
        self.query_one("#live-head", Static).update(head)

    @property
    def seconds_left(self) -> float | None:
        """Of the open question; None without one."""
        if "ends" not in self.view or "told" in self.view:
            return None
        ends: int = self.view["ends"]
        return max(0.0, (ends - now_ms() - self.link.ahead) / 1000)

    def tick(self) -> None:
        """Show the clock."""
        left = self.seconds_left
        clock = self.query_one("#live-clock", Static)
        clock.display = left is not None
        shown = -1 if left is None else ceil(left)
        if left is None or shown == self._left:
            self._left = shown
            return
        self._left = shown
        tone = "$error" if shown <= HURRY else "$warning"
        text = f" {shown:>3} s"
        width = max(1, self.size.width - len(text) - 2)
        share = left / self.view["question"]["seconds"]
        clock.update(progress_bar(share, width, tone) + literal(text, f"bold {tone}"))

    async def show_question(self, *, asks: bool) -> None:
        """Show the open question, or the closed one with its right answer. asks: whether it takes
        an answer."""
        question = question_of(self.view)
        card = question.card
        prompt = self.query_one("#prompt", Static)
        lines: list[Content | CardText] = []
        if question.task:
            lines.append(literal(question.task, "$accent"))
        lines.append(CardText(card, card.filled, "bold"))
        lines += [literal(line, MUTED) for line in picture_lines(self.view)]
        prompt.update(told(lines))
        prompt.set_class(is_long(card.prompt), "text")
        prompt.display = True
        place = self.query_one("#answer", Vertical)
        place.display = True
        widget = WIDGETS[question.input]()
        self.answer = widget
        tall = self.size.height >= ROOMY
        if isinstance(widget, ChoiceAnswer) and self.size.height >= TALL and not asks:
            widget.air = self.TILE_AIR
        told_at = self.query_one("#live-told")
        told_at.remove_class("alone")
        told_at.display = True
        # Room for what comes, so that the question keeps its place.
        told_at.styles.min_height = (len(question.options) or TYPICAL) + 2 if tall else 0
        self.set_class("told" in self.view, "-told")
        await place.remove_children()
        await place.mount(widget)
        if "told" in self.view and isinstance(widget, ShowsVerdict):
            graded = graded_of(self.view)
            widget.ask(graded.question)
            widget.mark(graded)
        elif not isinstance(widget, ShowsVerdict) and not asks:
            place.display = False
        else:
            widget.ask(question)
        widget.disabled = not asks
        self.query_one("#live-body").scroll_home(animate=False)
        if asks:
            within = widget.walk_children(Widget, with_self=True)
            self.set_focus(next((each for each in within if each.can_focus), None))

    def hide_question(self) -> None:
        """Show no question."""
        self.answer = None
        self.query("#prompt, #answer").set(display=False)
        told_at = self.query_one("#live-told")
        told_at.add_class("alone")
        told_at.styles.min_height = 0

    def tell(self, *lines: Content) -> None:
        """Show these lines below the question."""
        told_at = self.query_one("#live-told", Static)
        told_at.display = bool(lines) or self.answer is not None
        told_at.update(Content("\n").join(lines))

    def celebrate(self, figure: str, words: str) -> None:
        """Celebrate in colour, if anything may move."""
        if self.app.animation_level != "none":
            self.mount(Celebration(Feat(figure, words)))

    def standings(self) -> Iterable[Content]:
        """The first places; the player's own is marked."""
        own = (self.view.get("you") or {}).get("player")
        me = [each["player"] == own for each in self.view["top"]]
        for index, line in enumerate(standing_lines(self.view)):
            yield literal(line, "bold $accent" if index < len(me) and me[index] else "")

    def action_look(self, lines: int) -> None:
        """Scroll what does not fit into the window."""
        self.query_one("#live-body").scroll_relative(y=lines, animate=False)

    # ── sending ─────────────────────────────────────────────────────────────────

    @work(thread=True, exit_on_error=False, group="sending")
    def send(self, what: str, value: Any) -> None:
        """Send something, in a thread, until there is an answer."""
        try:
            self.link.send(what, value)
        except (RefusedError, GoneError) as error:
            self._in_app(self.app.say, one_line(str(error)))
        except HttpError:
            # The screen was left meanwhile.
            return
