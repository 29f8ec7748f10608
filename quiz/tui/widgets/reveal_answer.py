"""The answer widget for flashcards, which players rate themselves."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar, NamedTuple

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.message import Message
from textual.widgets import Static

from quiz.card import Card
from quiz.history.rating import Rating
from quiz.round.question import Question
from quiz.scheduling.interval import Interval
from quiz.text.shown import lesson, worded
from quiz.tui.card_text import CardText, is_long, told
from quiz.tui.literal import MUTED, literal_line
from quiz.tui.ordered_keys import deliver
from quiz.tui.widgets.answer_given import AnswerGiven
from quiz.tui.widgets.buttons import Once
from quiz.tui.widgets.key_line import KeyLine, rating_key


class Back(NamedTuple):
    """The back of a flashcard: its answer in the colour of success, and what there is to know."""

    answer: Static
    explanation: Static
    source: Static

    @classmethod
    def blank(cls) -> Back:
        """One of no card yet."""
        return cls(Static(id="revealed"), Static(classes="told"), Static(classes="told"))

    def tell(self, card: Card) -> None:
        """Show the back of this card."""
        answer = worded(card).answer
        self.answer.set_class(is_long(answer), "text")
        self.answer.update(told([CardText(card, answer, "bold $success")]))
        text = lesson(card)
        self.explanation.update(told([CardText(card, text)]))
        self.explanation.display = bool(text)
        self.source.update(literal_line(f"Source: {card.source}", MUTED))
        self.source.display = bool(card.source)


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
    how = "Think of the answer, then press Space."

    @dataclass
    class Revealed(Message):
        """The answer is shown. answer: by this widget."""

        answer: RevealAnswer

    def __init__(self) -> None:
        super().__init__(classes="reveal")
        self._back = Back.blank()
        self.shown = False
        """Whether the answer is shown."""

    def compose(self) -> ComposeResult:
        """The button that reveals, the answer, the ratings, and the explanation."""
        yield Once("Show the answer", id="show", variant="primary", compact=False, action="reveal")
        yield self._back.answer
        # The second click of a double click on the button must not rate.
        yield KeyLine(style="on $panel", fill=True, once=True, id="ratings")
        yield self._back.explanation
        yield self._back.source

    def ask(self, question: Question) -> None:
        """Hide the answer of this question."""
        self._question = question
        self.shown = False
        for widget in self.children:
            widget.display = widget.id == "show"

    async def action_reveal(self) -> None:
        """Show the answer and the ratings; after that the same keys say Good."""
        self.shown = True
        self.query_one("#show").display = False
        self.query_one(KeyLine).display = True
        self._back.answer.display = True
        self._back.tell(self._question.card)
        self.screen.set_focus(self)
        self.refresh_bindings()
        self.call_after_refresh(self._bring_into_sight)
        await deliver(self, self.Revealed(self))

    def show_ratings(self, preview: Mapping[Rating, Interval]) -> None:
        """Show the ratings. preview: when the card comes back for each; empty if unknown."""
        self.query_one(KeyLine).show([rating_key(rating, preview) for rating in Rating])

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
