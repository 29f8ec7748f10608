"""The answer widget for flashcards, which players rate themselves."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.message import Message
from textual.widgets import Button, Static

from quiz.card import Card
from quiz.history.rating import Rating
from quiz.round.question import Question
from quiz.scheduling.interval import Interval
from quiz.tui.card_text import CardText, is_long, told
from quiz.tui.literal import MUTED, literal_line
from quiz.tui.ordered_keys import deliver
from quiz.tui.widgets.answer_given import AnswerGiven
from quiz.tui.widgets.buttons import Once
from quiz.tui.widgets.key_line import KeyLine, rating_key


def revealed(card: Card) -> Static:
    """The answer of a card, in the colour of success."""
    text = told([CardText(card, card.answer, "bold $success")])
    return Static(text, id="revealed", classes="text" if is_long(card.answer) else "")


class RevealAnswer(Vertical):
    """A flashcard: the player reveals the answer, then rates it."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("space,enter", "reveal", "Show answer"),
        Binding("space,enter", f"rate({Rating.GOOD.value})", Rating.GOOD.label),
        *(
            Binding(str(rating.value), f"rate({rating.value})", rating.label, show=False)
            for rating in Rating
        ),
    ]
    can_focus = True

    class Revealed(Message):
        """The answer is shown."""

    def __init__(self, question: Question, preview: Mapping[Rating, Interval]) -> None:
        super().__init__(id="answer", classes="reveal")
        self._question = question
        self._preview = preview
        self.shown = False
        """Whether the answer is shown."""

    def compose(self) -> ComposeResult:
        """The button that reveals, the answer, the ratings, and the explanation."""
        yield Once("Show the answer", id="show", variant="primary")
        card = self._question.card
        yield revealed(card)
        keys = [rating_key(rating, self._preview) for rating in Rating]
        # The second click of a double click on the button must not rate.
        yield KeyLine(keys, style="on $panel", fill=True, once=True, id="ratings")
        if card.explanation:
            yield Static(told([CardText(card, card.explanation)]), classes="told")
        if card.source:
            yield Static(literal_line(f"Source: {card.source}", MUTED), classes="told")

    def on_mount(self) -> None:
        """Hide the answer."""
        for widget in self.query(".told, #revealed, #ratings"):
            widget.display = False

    def action_reveal(self) -> None:
        """Show the answer and the ratings; after that the same keys say Good."""
        self.shown = True
        self.query_one("#show").display = False
        for widget in self.query(".told, #revealed, #ratings"):
            widget.display = True
        self.post_message(self.Revealed())
        self.screen.set_focus(self)
        self.refresh_bindings()
        self.call_after_refresh(self._bring_into_sight)

    def _bring_into_sight(self) -> None:
        # If there is no room for both, the answer comes first.
        for name in ("#ratings", "#revealed"):
            # The next question may already be shown.
            for widget in self.query(name):
                widget.scroll_visible(animate=False, immediate=True)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Allow revealing first, then rating."""
        if action in ("reveal", "rate"):
            return (action == "rate") is self.shown
        return True

    async def action_rate(self, rating: int) -> None:
        """Answer with this rating, once the answer is shown."""
        if self.shown:
            await deliver(self, AnswerGiven(self._question, Rating(rating)))

    def on_button_pressed(self, event: Button.Pressed) -> None:
        """Reveal by mouse."""
        event.stop()
        self.action_reveal()
