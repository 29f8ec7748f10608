"""The answer widgets for multiple choice, and for true or false."""

from __future__ import annotations

from collections.abc import Sequence
from math import pi, sin
from typing import ClassVar

from textual import events
from textual.binding import Binding, BindingType
from textual.geometry import Size
from textual.reactive import reactive
from textual.strip import Strip
from textual.widget import Widget

from quiz.round.question import Question
from quiz.round.round import GradedAnswer
from quiz.tui.ordered_keys import deliver
from quiz.tui.sizes import ROOMY
from quiz.tui.widgets.answer_given import AnswerGiven
from quiz.tui.widgets.stack import show_lines
from quiz.tui.widgets.tiles import GAP, SHAPES, Plan, State, Tile, plan_of, tile_line

FILL_SECONDS = 0.25
SHAKE_SECONDS = 0.4
SWINGS = 3
BESIDES = 14
"""Lines of the window that tiles leave to everything else."""


class ChoiceAnswer(Widget, can_focus=True):
    """Options to choose from by number key, arrow keys or mouse.

    None is selected at first, so that Enter alone does not answer. Once answered, the tiles show
    in their places which was right.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        *(Binding(str(n), f"pick({n})", "Pick an option", show=False) for n in range(1, 10)),
        Binding("enter,space", "choose", "Choose", show=False),
        *(
            # No letters: a word typed here would select an option, and its Enter answer with it.
            Binding(keys, f"go('{keys.split(',')[0]}')", "Select", show=False)
            for keys in ("up", "down", "left,shift+tab", "right,tab")
        ),
    ]
    ALLOW_SELECT = False

    selected: reactive[int | None] = reactive(None)
    """The index of the option that Enter would choose."""
    hovered: reactive[int | None] = reactive(None)
    """The index of the option under the mouse."""
    fill: reactive[float] = reactive(1.0)
    """How much of the right tile is filled, 0 to 1."""
    shake: reactive[float] = reactive(0.0)
    """How much the wrong tile still shakes, 1 to 0."""

    def __init__(self) -> None:
        super().__init__(classes="choice")
        self._marks: dict[int, State] = {}
        self.tiles: Sequence[Tile] = ()
        self.air = 0
        """Blank lines in each tile, which make it larger."""
        self._shown: list[int] = []

    def ask(self, question: Question) -> None:
        """Show the options of this question."""
        self._question = question
        self._marks = {}
        self.tiles = self.tiles_of(question)
        self._shown = list(range(len(self.tiles)))
        self.selected = self.hovered = None
        self.refresh(layout=True)

    @property
    def how(self) -> str:
        """How to answer, for somebody who types a word."""
        first, *_, last = self.tiles
        return f"Press {first.key} to {last.key}, or click an option."

    def tiles_of(self, question: Question) -> Sequence[Tile]:
        """The options as tiles."""
        markdown = question.card.markdown
        return [Tile(str(n), text, markdown) for n, text in enumerate(question.options, 1)]

    def mark(self, answered: GradedAnswer, *, few: bool = False) -> None:
        """Fill the right tile, shake the one chosen if it was wrong, and dim the others; with
        `few`, leave the others out.

        From then on the keys are for what comes after the answer, although the focus stays: losing
        and gaining it would have all styles looked up again, at each question twice.
        """
        right, given = answered.question.card.answers[0], answered.answer.response
        for index, text in enumerate(self._question.options):
            wrong = State.WRONG if text == given else State.DIM
            self._marks[index] = State.RIGHT if text == right else wrong
        dim = [index for index, state in self._marks.items() if few and state is State.DIM]
        self._shown = [index for index in self._marks if index not in dim]
        self.refresh(layout=True)
        # Textual 8.2 would keep a height that was asked for since the last layout.
        self._box_model_cache.clear()
        self.selected = self.hovered = None
        self.fill = 0.0
        self.animate("fill", 1.0, duration=FILL_SECONDS, easing="out_cubic")
        if State.WRONG in self._marks.values():
            self.shake = 1.0
            self.animate("shake", 0.0, duration=SHAKE_SECONDS, easing="linear")

    @property
    def plan(self) -> Plan:
        """Where the tiles are now."""
        return self._plan(self.size.width)

    def _plan(self, width: int) -> Plan:
        height = self.app.size.height
        shown = tuple(self.tiles[index] for index in self._shown)
        return plan_of(shown, width, height - BESIDES if height >= ROOMY else 0, self.air)

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """As many lines as the tiles need."""
        return self._plan(width).height

    def render_line(self, y: int) -> Strip:
        """One line of one or two tiles."""
        plan = self.plan
        place = plan.row_at(y)
        if place is None:
            return Strip([])
        row, line = place
        first = row * plan.columns
        gap = Strip.blank(GAP, self.visual_style.rich_style)
        strips: list[Strip] = []
        for number in range(first, min(first + plan.columns, len(self._shown))):
            strips += [gap] if strips else []
            strips.append(self._painted(plan, number, line))
        return Strip.join(strips)

    def _painted(self, plan: Plan, place: int, line: int) -> Strip:
        index = self._shown[place]
        chosen = index in (self.selected, self.hovered)
        state = self._marks.get(index, State.CHOSEN if chosen else State.PLAIN)
        shape = SHAPES[index % len(SHAPES)]

        def painted(state: State) -> Strip:
            sign = {State.RIGHT: "✓", State.WRONG: "✗"}.get(state, shape)
            tile = self.tiles[index]
            return tile_line(self.visual_style, plan, place, tile, state, sign, line)

        if state is State.RIGHT and self.fill < 1:
            filled = round(self.fill * plan.width)
            rest = painted(State.PLAIN).crop(filled, plan.width)
            return Strip.join([painted(state).crop(0, filled), rest])
        shift = round(sin(self.shake * SWINGS * 2 * pi)) if state is State.WRONG else 0
        if not shift:
            return painted(state)
        blank = Strip.blank(1, self.visual_style.rich_style)
        if shift > 0:
            return Strip.join([blank, painted(state).crop(0, plan.width - 1)])
        return Strip.join([painted(state).crop(1, plan.width), blank])

    # ── choosing ────────────────────────────────────────────────────────────────

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Take no keys once answered, no number beyond the options, and Enter only for an option
        selected on purpose."""
        if action == "choose" and self.selected is None:
            return False
        beyond = action == "pick" and parameters[0] not in range(1, len(self.tiles) + 1)
        return not self._marks and not beyond

    async def action_pick(self, number: int) -> None:
        """Answer with this option."""
        await deliver(self, AnswerGiven(self._question, self._question.options[number - 1]))

    async def action_choose(self) -> None:
        """Answer with the selected option."""
        if self.selected is not None:
            await self.action_pick(self.selected + 1)

    def action_go(self, key: str) -> None:
        """Select an option: the first, or the neighbour of the selected one."""
        columns, count = self.plan.columns, len(self.tiles)
        step = {"up": -columns, "down": columns, "left": -1, "right": 1}[key]
        if self.selected is None:
            self.selected = count - 1 if key == "up" else 0
        elif self.selected + step in range(count):
            self.selected += step
        elif columns == 1 or key in ("left", "right"):
            self.selected = (self.selected + step) % count

    def watch_selected(self, selected: int | None) -> None:
        """Scroll the selected option into view."""
        if selected is not None:
            show_lines(self, *self.plan.span(selected))

    def _under(self, event: events.MouseEvent) -> int | None:
        at = event.get_content_offset(self)
        return None if at is None or self._marks else self.plan.at(at.x, at.y)

    def on_mouse_move(self, event: events.MouseMove) -> None:
        """Light up the option under the mouse."""
        self.hovered = self._under(event)

    def on_leave(self) -> None:
        """Light up none."""
        self.hovered = None

    async def on_click(self, event: events.Click) -> None:
        """Answer with the clicked option; a second click of a double click does nothing."""
        index = self._under(event)
        if index is not None and event.chain == 1:
            await self.action_pick(index + 1)


class TruthAnswer(ChoiceAnswer):
    """True and false as two options, with letters for keys."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("t", "pick(1)", "True"),
        Binding("f", "pick(2)", "False"),
    ]

    @property
    def how(self) -> str:
        """How to answer."""
        return "Press t or f, or click True or False."

    def tiles_of(self, question: Question) -> Sequence[Tile]:
        """The two options."""
        return [Tile(text[0], text.capitalize()) for text in question.options]
