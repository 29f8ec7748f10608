"""The answer widget for putting steps in order."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual import events
from textual.binding import Binding, BindingType
from textual.geometry import Size
from textual.reactive import reactive
from textual.strip import Strip
from textual.widget import Widget

from quiz.game.verdict import step_marks
from quiz.round.question import Question
from quiz.round.round import GradedAnswer
from quiz.tui.card_text import wrapped
from quiz.tui.literal import MUTED
from quiz.tui.ordered_keys import deliver
from quiz.tui.widgets.answer_given import AnswerGiven
from quiz.tui.widgets.stack import show_lines
from quiz.tui.widgets.strips import Part, strip, width_of

Row = tuple[list[Part], str, str]
"""The marks before a step, its text, and the style of the text."""

GRIP = " ≡ "


def order_verdict(answered: GradedAnswer, *, few: bool = False) -> list[Row]:
    """The right order, one step a row, with the player's step if it was another; with `few`,
    without that."""
    found = step_marks(answered)
    width = len(str(len(found)))
    rows: list[Row] = []
    for number, (sign, text, tone, step) in enumerate(found, 1):
        yours = f"   yours: {step}" if step and not few else ""
        marks = [(f" {number:>{width}} ", MUTED), (f"{sign} ", f"bold ${tone}")]
        rows.append((marks, text + yours, "bold" if tone == "success" else "$foreground"))
    return rows


class OrderAnswer(Widget, can_focus=True):
    """Steps that move into their order.

    A number key or a click moves a step up behind those already placed, or one of these back; Shift
    with an arrow key, or the mouse, moves it anywhere. A step keeps its number, so that an order
    can be typed as planned; the last step needs none. Enter answers once all are placed or one was
    moved.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        *(Binding(str(n), f"place({n})", "Place a step", show=False) for n in range(1, 10)),
        # No priority: such a key would overtake those pressed before it.
        Binding("enter", "done", "Done"),
        Binding("enter", "place_here", "Place"),
        Binding("shift+up", "move(-1)", "Move", key_display="⇧↑↓"),
        Binding("shift+down", "move(1)", show=False),
        Binding("up,k", "go(-1)", show=False),
        Binding("down,j", "go(1)", show=False),
        Binding("space", "place_here", show=False),
        Binding("backspace", "take_back", show=False),
    ]
    ALLOW_SELECT = False

    cursor: reactive[int] = reactive(0, init=False)
    """The row of the cursor; the last one, below the steps, answers."""

    def __init__(self) -> None:
        super().__init__(classes="order")
        self._markdown = False
        self._order: list[int] = []
        """The steps as they stand, by their places in the question."""
        self.placed = 0
        """How many of the first steps are placed."""
        self._verdict: list[Row] = []
        self._dragged: int | None = None
        self._moved = False

    def ask(self, question: Question) -> None:
        """Show the steps of this question."""
        self._question = question
        self._markdown = question.card.markdown
        self._order = list(range(len(question.options)))
        self.placed = 0
        self._verdict = []
        self._dragged, self._moved = None, False
        self.set_reactive(OrderAnswer.cursor, 0)
        self.refresh(layout=True)

    def mark(self, answered: GradedAnswer, *, few: bool = False) -> None:
        """Show the right order, and which steps stood elsewhere; `few` as in `order_verdict`."""
        self._verdict = order_verdict(answered, few=few)
        self.refresh(layout=True)
        # Textual 8.2 would keep a height that was asked for since the last layout.
        self._box_model_cache.clear()

    @property
    def how(self) -> str:
        """How to answer, for somebody who types a word."""
        return "Press the number of a step, or drag it."

    # ── painting ────────────────────────────────────────────────────────────────

    def _rows(self) -> Sequence[Row]:
        if self._verdict:
            return self._verdict
        width = len(str(len(self.steps)))
        rows: list[Row] = []
        for index, (at, step) in enumerate(zip(self._order, self.steps, strict=True)):
            placed = index < self.placed
            sign, style = ("●", "bold $accent") if placed else ("○", MUTED)
            rows.append(([(f" {sign} {at + 1:>{width}}  ", style)], step, "bold" if placed else ""))
        last = ("Press the number of the first, or drag", MUTED)
        if self._is_ready:
            last = ("⏎ Done", "bold $success")
        elif self.placed:
            last = ("Now the number of the next", MUTED)
        return [*rows, ([(" ", "")], *last)]

    def _lines(self, width: int) -> list[tuple[int, Strip]]:
        """The painted lines, each with the index of its row."""
        painted = []
        for index, (marks, text, style) in enumerate(self._rows()):
            indent = sum(len(mark) for mark, _ in marks)
            grip = len(GRIP) if index < len(self.steps) and not self._verdict else 0
            room = max(1, width - indent - grip)
            here = not self._verdict and index == self.cursor
            ground = "on $tile-2-chosen" if index == self._dragged else "on $cursor" if here else ""
            base = f"{'' if index >= len(self.steps) else 'on $surface'}"
            for number, line in enumerate(wrapped(text, room, markdown=self._markdown)):
                parts: list[Part] = [*marks] if not number else [(" " * indent, "")]
                parts += [(part, f"{style} {own}") for part, own in line]
                parts.append((" " * (room - width_of(line)), style))
                parts.append((GRIP if grip and not number else " " * grip, MUTED))
                whole = ground or base
                styled = [(part, f"{own} {whole}".strip()) for part, own in parts]
                painted.append((index, strip(self.visual_style, styled)))
        return painted

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """As many lines as the steps need."""
        return len(self._lines(width))

    def render_line(self, y: int) -> Strip:
        """One line of a step."""
        lines = self._lines(self.size.width)
        return lines[y][1] if y < len(lines) else Strip([])

    def _draw(self) -> None:
        self.refresh(layout=True)
        self.refresh_bindings()

    def watch_cursor(self, cursor: int) -> None:
        """Scroll the row into view."""
        lines = [y for y, (row, _) in enumerate(self._lines(self.size.width)) if row == cursor]
        show_lines(self, lines[0], len(lines))
        self.refresh_bindings()

    # ── moving ──────────────────────────────────────────────────────────────────

    @property
    def _is_ready(self) -> bool:
        return self.placed >= len(self.steps)

    @property
    def steps(self) -> list[str]:
        """The steps as they stand."""
        return [self._question.options[index] for index in self._order]

    def _move(self, index: int, to: int) -> None:
        self._order.insert(to, self._order.pop(index))

    def action_place(self, number: int) -> None:
        """Move step `number` behind those placed; one that is placed goes back. The last step has
        no choice: it comes and goes with the one before it."""
        if number > len(self._order):
            return
        index, last = self._order.index(number - 1), len(self._order) - 1
        if index >= self.placed:
            self._move(index, self.placed)
            self.placed += 1
            if self.placed == last:
                self.placed += 1
        elif index < last:
            self._move(index, last if self._is_ready else self.placed - 1)
            self._take_back()
        self.cursor = self.placed
        self._draw()

    def _take_back(self) -> None:
        self.placed = max(0, self.placed - (2 if self._is_ready else 1))

    async def action_place_here(self) -> None:
        """Place the step under the cursor, or answer below the last."""
        if self.cursor < len(self.steps):
            self.action_place(self._order[self.cursor] + 1)
        else:
            await self.action_done()

    def action_go(self, step: int) -> None:
        """Move the cursor."""
        self.cursor = (self.cursor + step) % (len(self.steps) + 1)

    def action_move(self, step: int) -> None:
        """Move the step under the cursor by one; the others count as placed from then on."""
        self._shift(self.cursor, self.cursor + step)

    def _shift(self, index: int, to: int) -> None:
        if index in range(len(self.steps)) and to in range(len(self.steps)):
            self._move(index, to)
            self.placed = len(self.steps)
            self.cursor = to
            self._draw()

    def action_take_back(self) -> None:
        """Make the step placed last one that is not placed."""
        self._take_back()
        self.cursor = self.placed
        self._draw()

    async def action_done(self) -> None:
        """Answer, once all steps are placed."""
        if self._is_ready:
            await deliver(self, AnswerGiven(self._question, tuple(self.steps)))

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Take no keys once answered; Enter places steps, and answers once all are placed."""
        return not self._verdict and (action != "done" or self._is_ready)

    # ── the mouse ───────────────────────────────────────────────────────────────

    def _under(self, event: events.MouseEvent) -> int | None:
        at = event.get_content_offset_capture(self)
        lines = self._lines(self.size.width)
        return lines[at.y][0] if 0 <= at.y < len(lines) and not self._verdict else None

    def on_mouse_down(self, event: events.MouseDown) -> None:
        """Take hold of a step."""
        row = self._under(event)
        self._moved = False
        if row is not None and row < len(self.steps):
            self._dragged = row
            self.capture_mouse()

    def on_mouse_move(self, event: events.MouseMove) -> None:
        """Move the step that is held."""
        row = self._under(event)
        if self._dragged is None or row is None or row in (self._dragged, len(self.steps)):
            return
        self._shift(self._dragged, row)
        self._dragged, self._moved = row, True

    def on_mouse_up(self) -> None:
        """Let go of it."""
        self.release_mouse()
        self._dragged = None
        self.refresh()

    async def on_click(self, event: events.Click) -> None:
        """Place the clicked step, or answer on the last line."""
        row = self._under(event)
        if row is None or self._moved or event.chain > 1:
            return
        self.cursor = row
        await self.action_place_here()
