"""What the player is told after an answer."""

from __future__ import annotations

from functools import partial

from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.widgets import Button, Static

from quiz.display import printable
from quiz.history.events import Input
from quiz.memory.rating import Rating
from quiz.round.round import Answered
from quiz.tui.text import literal, literal_line

ROLL_SECONDS = 0.5
ROLL_STEPS = 10


class FeedbackPanel(Vertical):
    """Right or wrong, points, the answer with its differences, explanation, ratings."""

    can_focus = True

    def compose(self) -> ComposeResult:
        """The lines of the panel."""
        yield Static(id="verdict")
        yield Static(id="expected")
        yield Static(id="explanation")
        yield Static(id="source")
        with Horizontal(id="rating-row"):
            for rating in Rating:
                yield Button("", id=f"rating-{rating.value}", classes="rating", compact=True)
            yield Button("⏎ Next", id="next", variant="primary", compact=True)

    def on_mount(self) -> None:
        """Give the ratings all the width that there is: the stylesheet refuses a pad of 0."""
        for button in self.query(Button):
            button.styles.line_pad = 0

    def show(self, answered: Answered) -> None:
        """Show the feedback on this answer."""
        correct = answered.grade.correct
        self.set_class(correct, "right")
        self.set_class(not correct, "wrong")
        self._roll_points(answered)
        self.query_one("#expected", Static).update(_expected(answered))
        card = answered.question.card
        explanation = self.query_one("#explanation", Static)
        explanation.display = bool(card.explanation)
        explanation.update(literal(card.explanation))
        source = self.query_one("#source", Static)
        source.display = bool(card.source)
        source.update(literal_line(f"Source: {card.source}", "$text-muted"))
        self.show_ratings(answered)

    def _roll_points(self, answered: Answered) -> None:
        """Count the points up, arcade fashion; at once where animations are off."""
        verdict = self.query_one("#verdict", Static)
        total = answered.points.total
        if not total or self.app.animation_level == "none":
            verdict.update(_verdict(answered, total))
            return
        verdict.update(_verdict(answered, total // ROLL_STEPS))

        self._current = answered

        def roll(step: int) -> None:
            if self.is_mounted and self._current is answered:
                verdict.update(_verdict(answered, total * step // ROLL_STEPS))

        for step in range(2, ROLL_STEPS + 1):
            self.set_timer(ROLL_SECONDS * step / ROLL_STEPS, partial(roll, step))

    def show_ratings(self, answered: Answered) -> None:
        """Show when the card comes back under each rating, the one that counts marked."""
        self.query_one("#rating-row").set_class(not answered.preview, "unscheduled")
        for rating in Rating:
            button = self.query_one(f"#rating-{rating.value}", Button)
            button.display = bool(answered.preview)
            if answered.preview:
                mark = "●" if rating is answered.answer.rating else str(rating.value)
                button.label = Content.assemble(
                    (f"{mark} ", "bold"),
                    rating.label,
                    (f" {answered.preview[rating].text}", "$text-muted"),
                )
                button.set_class(rating is answered.answer.rating, "chosen")


def _verdict(answered: Answered, points: int) -> Content:
    grade = answered.grade
    if grade.correct:
        combo = f"   ×{answered.streak} combo" if answered.streak > 1 else ""
        return Content.assemble(
            ("✓ Right!", "bold $success"),
            (f"   +{points}", "bold $accent"),
            (combo, "bold $secondary"),
        )
    if grade.credit > 0:
        return Content.assemble(
            (f"◐ Partly right, {grade.credit:.0%}", "bold $warning"),
            (f"   +{points}", "bold $accent"),
        )
    return Content.styled("✗ So close!" if grade.nearly else "✗ Not quite", "bold $error")


def _expected(answered: Answered) -> Content:
    grade = answered.grade
    card = answered.question.card
    answer = literal(card.answer, "bold")
    given = answered.answer.response
    lines = [Content.assemble(("Answer  ", "$text-muted"), answer)]
    typed = answered.question.input in (Input.TYPED, Input.LIST)
    if typed and any(part.op != "same" for part in grade.diff):
        styles = {"same": "", "missing": "underline $success", "extra": "strike $error"}
        parts = [(printable(part.text), styles[part.op]) for part in grade.diff]
        lines.append(Content.assemble(("Yours   ", "$text-muted"), *parts))
    elif not grade.correct and given and answered.question.input is not Input.REVEAL:
        lines.append(Content.assemble(("Yours   ", "$text-muted"), literal(given)))
    if grade.missing:
        missing = literal(", ".join(grade.missing), "$warning")
        lines.append(Content.assemble(("Missing ", "$text-muted"), missing))
    return Content("\n").join(lines)
