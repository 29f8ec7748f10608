"""How a question is answered: one widget for each kind of input, all posting `Given`."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, ClassVar, cast

from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.geometry import Region
from textual.message import Message
from textual.visual import visualize
from textual.widget import Widget
from textual.widgets import Button, Input, OptionList, Static
from textual.widgets.option_list import Option

from quiz.display import one_line
from quiz.grading.grade import split_list
from quiz.history.events import Input as Way
from quiz.memory.interval import Interval
from quiz.memory.rating import Rating
from quiz.round.question import Question
from quiz.round.response import Response
from quiz.tui.text import MUTED, literal, literal_line
from quiz.tui.widgets.clicks import drop_repeated
from quiz.tui.widgets.feedback import rating_key
from quiz.tui.widgets.hanging import Hanging
from quiz.tui.widgets.key_line import KeyLine

if TYPE_CHECKING:
    from textual.css.styles import RulesMap

SIDE = 1
"""Blanks at both sides of an option, as the stylesheet has it."""


class Given(Message):
    """The player has answered this question.

    Told to the screen at once: what is asked for after it comes up from the widget that has the
    focus, and so later. at: when, in seconds of the clock of messages; now, when it is not said.
    """

    def __init__(self, question: Question, response: Response, at: float | None = None) -> None:
        self.question = question
        self.response = response
        super().__init__()
        self.at = self.time if at is None else at


class Options(OptionList):
    """Options below a prompt that may leave them no room: the highlighted one is brought into
    sight. Page up and down are left to the screen, which scrolls the prompt with them."""

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """All keys but those for whole pages."""
        return action not in ("page_up", "page_down")

    def watch_highlighted(self, highlighted: int | None) -> None:
        """Bring the option into sight, once it is in its place."""
        super().watch_highlighted(highlighted)
        if highlighted is not None:
            self.call_after_refresh(self._bring_into_sight)

    def _bring_into_sight(self) -> None:
        index = self.highlighted
        around = next((node for node in self.ancestors if isinstance(node, VerticalScroll)), None)
        if index is None or around is None:
            return
        width = self.scrollable_content_region.width - 2 * SIDE
        rules = cast("RulesMap", self.styles)
        heights = [
            visualize(self, option.prompt).get_height(rules, width)
            for option in self.options[: index + 1]
        ]
        top = sum(heights[:-1]) - self.scroll_offset.y
        at = self.content_region.offset - around.content_region.offset + around.scroll_offset
        around.scroll_to_region(Region(at.x, at.y + top, 1, heights[-1]), animate=False)


class ChoiceAnswer(Options):
    """Options to choose among, by number key, arrow keys or mouse."""

    BINDINGS: ClassVar[list[BindingType]] = [
        *(Binding(str(n), f"pick({n})", "Pick an option", show=False) for n in range(1, 10)),
        Binding("j", "cursor_down", "Down", show=False),
        Binding("k", "cursor_up", "Up", show=False),
    ]

    def __init__(self, question: Question) -> None:
        self._question = question
        self._marked = False
        super().__init__(*_options(question), id="answer", classes="choice")

    def ask(self, question: Question) -> None:
        """Offer the options of another question: a new widget would take longer to be seen."""
        self._question = question
        self._marked = False
        self.set_options(_options(question))
        self.highlighted = None

    def mark(self, right: str, given: str) -> None:
        """Show which option was right, and which one was chosen when it was another.

        From then on the keys are for what comes after the answer, although the focus stays: losing
        and gaining it would have all styles of the list looked up again, at each question twice.
        """
        self._marked = True
        marked = []
        for index, text in enumerate(self._question.options):
            if text == right:
                sign, style = "✓", "bold $success"
            else:
                sign, style = ("✗", "$error") if text == given else (str(index + 1), MUTED)
            prompt = Hanging([(f" {sign}  ", style)], one_line(text), style)
            marked.append(Option(prompt, disabled=True))
        self.set_options(marked)
        self.highlighted = None

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """No key is the list's once it is marked, nor a number beyond the options."""
        beyond = action == "pick" and parameters[0] not in range(1, len(self._question.options) + 1)
        return not self._marked and not beyond and super().check_action(action, parameters)

    def on_mount(self) -> None:
        """No option is proposed: Enter must not answer by accident."""
        self.highlighted = None

    def action_pick(self, number: int) -> None:
        """Answer with this option."""
        self.screen.post_message(Given(self._question, self._question.options[number - 1]))

    def on_click(self, event: events.Click) -> None:
        """Choose with the first click of a double click only."""
        drop_repeated(event)

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Answer with the option that was clicked or entered."""
        event.stop()
        self.action_pick(event.option_index + 1)


def _options(question: Question) -> list[Option]:
    return [
        Option(Hanging([(f" {n} ", "$accent bold"), (" ", "")], one_line(text)))
        for n, text in enumerate(question.options, 1)
    ]


class Once(Button):
    """A button that takes the first click of a double click only."""

    def on_click(self, event: events.Click) -> None:
        """Leave out the others."""
        drop_repeated(event)


class TruthAnswer(Widget):
    """Two big buttons, true and false."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("t,1", "say('true')", "True"),
        Binding("f,2", "say('false')", "False"),
        Binding("left", "app.focus_previous", "True", show=False),
        Binding("right", "app.focus_next", "False", show=False),
    ]

    def __init__(self, question: Question) -> None:
        super().__init__(id="answer", classes="truth")
        self._question = question

    def compose(self) -> ComposeResult:
        """The buttons."""
        yield Once(Content.assemble(("t ", "bold"), "✓ True"), id="true", variant="success")
        yield Once(Content.assemble(("f ", "bold"), "✗ False"), id="false", variant="error")

    def action_say(self, truth: str) -> None:
        """Answer."""
        self.screen.post_message(Given(self._question, truth))

    def on_button_pressed(self, event: Button.Pressed) -> None:
        """Answer with the pressed button."""
        event.stop()
        self.action_say(event.button.id or "")


class TypedAnswer(Vertical):
    """A line to type the answer, or the items of a list, into."""

    def __init__(self, question: Question) -> None:
        super().__init__(id="answer", classes="typed")
        self._question = question

    def compose(self) -> ComposeResult:
        """The line, and for a list how many items it wants."""
        is_list = self._question.input is Way.LIST
        count = len(self._question.card.items)
        yield Input(
            placeholder=f"{count} items, Enter after each" if is_list else "Type your answer",
            id="line",
        )
        if is_list:
            yield Static("", id="count")

    @on(Input.Changed)
    def _typed(self, event: Input.Changed) -> None:
        event.input.scroll_visible(animate=False)
        if self._question.input is Way.LIST:
            items = split_list(event.value, self._question.card) if event.value.strip() else ()
            wanted = len(self._question.card.items)
            more = " · Enter once more gives the answer" if _ends_item(event.value) else ""
            self.query_one("#count", Static).update(f"{len(items)} of {wanted}{more}")

    @on(Input.Submitted)
    def _entered(self, event: Input.Submitted) -> None:
        event.stop()
        if not event.value.strip():
            return
        if self._question.input is Way.LIST:
            items = split_list(event.value, self._question.card)
            if len(items) < len(self._question.card.items) and not _ends_item(event.value):
                event.input.value = f"{event.value}, "
                event.input.action_end()
                return
            response: Response = items
        else:
            response = event.value
        self.screen.post_message(Given(self._question, response, event.time))


def _ends_item(text: str) -> bool:
    """Whether the last item is followed by a comma already."""
    return text.rstrip().endswith(",")


class OrderAnswer(Options):
    """Steps to be brought into their order.

    A number key or a click puts a step next in line, or takes it out again; Enter answers.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        *(Binding(str(n), f"place({n})", "Place a step", show=False) for n in range(1, 10)),
        # Not with priority: such a key overtakes those that were pressed before it.
        Binding("enter", "done", "Done"),
        Binding("space,enter", "place_here", "Place"),
        Binding("backspace", "take_back", "Take back", show=False),
        Binding("j", "cursor_down", "Down", show=False),
        Binding("k", "cursor_up", "Up", show=False),
    ]

    def __init__(self, question: Question) -> None:
        super().__init__(id="answer", classes="order")
        self._question = question
        self._placed: list[int] = []

    def on_mount(self) -> None:
        """Show the steps unplaced."""
        self._draw()
        # Without a word to `watch_highlighted`: a long prompt is to be read from its beginning.
        self.set_reactive(OptionList.highlighted, 0)

    def _draw(self) -> None:
        here = self.highlighted
        wide = len(str(len(self._question.options)))
        options = []
        for index, step in enumerate(self._question.options):
            placed = index in self._placed
            rank = f"{self._placed.index(index) + 1}." if placed else "·" * (wide + 1)
            marks = [
                (f" {index + 1:>{wide}} ", MUTED),
                (f" {rank:>{wide + 1}} ", "$accent bold" if placed else MUTED),
            ]
            options.append(Option(Hanging(marks, one_line(step), "bold" if placed else "")))
        done = self._all_placed
        label = " ⏎ Done " if done else " Place the steps in their order, the first one first "
        options.append(Option(Content.styled(label, "$success bold" if done else MUTED)))
        self.set_options(options)
        self.highlighted = here
        self.refresh_bindings()

    @property
    def _all_placed(self) -> bool:
        return len(self._placed) == len(self._question.options)

    def action_place(self, number: int) -> None:
        """Place step `number` next, or take it out."""
        index = number - 1
        if index >= len(self._question.options):
            return
        if index in self._placed:
            self._placed.remove(index)
        else:
            self._placed.append(index)
        self._draw()

    def action_place_here(self) -> None:
        """Place the highlighted step."""
        if self.highlighted is not None:
            self._chosen(self.highlighted)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Enter selects in other lists; here it places, and is done once all is placed."""
        ready = action != "select" and (action != "done" or self._all_placed)
        return ready and super().check_action(action, parameters)

    def action_take_back(self) -> None:
        """Take the last placed step out again."""
        if self._placed:
            self._placed.pop()
            self._draw()

    def action_done(self) -> None:
        """Answer, once all steps are placed."""
        if self._all_placed:
            order = tuple(self._question.options[index] for index in self._placed)
            self.screen.post_message(Given(self._question, order))

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """A click places the step, or answers on the last line."""
        event.stop()
        self._chosen(event.option_index)

    def _chosen(self, index: int) -> None:
        if index < len(self._question.options):
            self.action_place(index + 1)
        else:
            self.action_done()


class RevealAnswer(Vertical):
    """A flashcard: show the answer, then say how well it was known."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("space,enter", "reveal", "Show answer"),
        Binding("space,enter", f"rate({Rating.GOOD.value})", Rating.GOOD.label),
        *(
            Binding(str(rating.value), f"rate({rating.value})", rating.label, show=False)
            for rating in Rating
        ),
    ]
    can_focus = True

    def __init__(self, question: Question, preview: Mapping[Rating, Interval]) -> None:
        super().__init__(id="answer", classes="reveal")
        self._question = question
        self._preview = preview
        self.shown = False
        """Whether the answer is shown."""

    def compose(self) -> ComposeResult:
        """The button that reveals, the answer, the ratings, and what there is to say about it."""
        yield Once("Show the answer", id="show", variant="primary")
        card = self._question.card
        yield Static(literal(card.answer, "bold $success"), id="revealed")
        keys = [rating_key(rating, self._preview) for rating in Rating]
        # The second click of a double click on the button would rate.
        yield KeyLine(keys, style="on $panel", fill=True, once=True, id="ratings")
        if card.explanation:
            yield Static(literal(card.explanation), classes="told")
        if card.source:
            yield Static(literal_line(f"Source: {card.source}", MUTED), classes="told")

    def on_mount(self) -> None:
        """Hide the answer."""
        for widget in self.query(".told, #revealed, #ratings"):
            widget.display = False

    def action_reveal(self) -> None:
        """Show the answer and the ratings; from then on the same keys say Good."""
        self.shown = True
        self.query_one("#show").display = False
        for widget in self.query(".told, #revealed, #ratings"):
            widget.display = True
        self.focus()
        self.refresh_bindings()
        self.call_after_refresh(self._bring_into_sight)

    def _bring_into_sight(self) -> None:
        # Where there is no room for both, the answer comes first.
        for name in ("#ratings", "#revealed"):
            # The next question may be there already.
            for widget in self.query(name):
                widget.scroll_visible(animate=False, immediate=True)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """First the answer, then the rating."""
        if action in ("reveal", "rate"):
            return (action == "rate") is self.shown
        return True

    def action_rate(self, rating: int) -> None:
        """Answer with one's own rating, once the answer was shown."""
        if self.shown:
            self.screen.post_message(Given(self._question, Rating(rating)))

    def on_button_pressed(self, event: Button.Pressed) -> None:
        """Reveal by mouse."""
        event.stop()
        self.action_reveal()


def answer_widget(question: Question, preview: Mapping[Rating, Interval]) -> Widget:
    """The widget with which this question is answered.

    preview: when the card comes back under each rating; empty where that is not known.
    """
    match question.input:
        case Way.CHOICE:
            return ChoiceAnswer(question)
        case Way.TRUE_FALSE:
            return TruthAnswer(question)
        case Way.SEQUENCE:
            return OrderAnswer(question)
        case Way.REVEAL:
            return RevealAnswer(question, preview)
        case _:
            return TypedAnswer(question)
