"""The feedback after an answer."""

from __future__ import annotations

from functools import partial

from textual.app import ComposeResult
from textual.color import Color
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Static

from quiz.display import printable
from quiz.grading.result import DiffPart
from quiz.history.events import Input
from quiz.history.rating import Rating
from quiz.round.response import another_card_has
from quiz.round.round import GradedAnswer
from quiz.scoring.points import Points
from quiz.tui.literal import MUTED, literal, literal_line
from quiz.tui.widgets.answer_widget import beside_response
from quiz.tui.widgets.key_line import PRIMARY, Key, KeyLine, rating_key

ROLL_SECONDS = 0.5
ROLL_STEPS = 10
FLASH_SECONDS = 0.6

COMBOS = ((20, "Legendary!"), (10, "Unstoppable!"), (5, "On fire!"), (3, "On a roll!"))
"""Praise by the least number of right answers in a row, highest first."""


class FeedbackPanel(Vertical):
    """Verdict, points, the answer with differences marked, explanation and ratings."""

    def compose(self) -> ComposeResult:
        """The lines of the panel."""
        yield Static(id="told")
        # In a low window it appears where the player just clicked.
        yield KeyLine(style="on $panel", fill=True, once=True, id="ratings")

    def show(
        self,
        answered: GradedAnswer,
        *,
        in_place: bool = False,
        mastered: bool = False,
        low: bool = False,
    ) -> None:
        """Show the feedback for this answer.

        in_place: the options above show already which was right and which was chosen.
        mastered: this answer has made the card a mastered one. low: whether there is no room for
        blank lines.
        """
        grade = answered.grade
        part = not grade.correct and grade.credit > 0
        self.set_class(grade.correct, "right")
        self.set_class(part, "part")
        self._current, self._mastered = answered, mastered
        self._below = _below(answered, in_place=in_place, low=low)
        self._roll_points(answered)
        self.show_ratings(answered)
        self._flash("success" if grade.correct else "warning" if part else "error")

    def fit(self, *, in_place: bool, low: bool) -> None:
        """Refit the feedback to a new window size; arguments as for `show`."""
        self._below = _below(self._current, in_place=in_place, low=low)
        self._tell(self._current.points.total)

    def _tell(self, points: int, *, layout: bool = True) -> None:
        verdict = _verdict(self._current, points, self._mastered)
        told = self.query_one("#told", Static)
        told.update(Content("\n").join([verdict, *self._below]), layout=layout)

    def _flash(self, colour: str) -> None:
        """Glow briefly in the colour of the verdict."""
        if self.app.animation_level == "none" or self.app.no_color:
            return
        glow = Color.parse(self.app.theme_variables[colour])
        self.styles.tint = glow.with_alpha(0.25)
        self.styles.animate("tint", glow.with_alpha(0.0), duration=FLASH_SECONDS)

    def _roll_points(self, answered: GradedAnswer) -> None:
        """Count up the points, arcade style; show them at once if animations are off."""
        total = answered.points.total
        if not total or self.app.animation_level == "none":
            self._tell(total)
            return
        self._tell(total // ROLL_STEPS)

        def roll(step: int) -> None:
            if self.is_mounted and self._current is answered:
                # The total keeps its width while it counts.
                self._tell(total * step // ROLL_STEPS, layout=False)

        for step in range(2, ROLL_STEPS + 1):
            self.set_timer(ROLL_SECONDS * step / ROLL_STEPS, partial(roll, step))

    def show_ratings(self, answered: GradedAnswer) -> None:
        """Show when the card comes back for each rating, and mark the current one."""
        keys = []
        for rating in Rating if answered.preview else ():
            counts = rating is answered.answer.rating
            keys.append(rating_key(rating, answered.preview, "●" if counts else ""))
        self.query_one(KeyLine).show([*keys, Key("enter", "⏎", "Next", style=PRIMARY)])


def _below(answered: GradedAnswer, *, in_place: bool, low: bool) -> list[Content]:
    """The lines below the verdict: the answer unless it is shown in place, its explanation and
    source."""
    card = answered.question.card
    blank = [] if low else [Content()]
    lines: list[Content] = []
    if not in_place:
        lines += [*blank, _expected(answered)]
    if card.explanation:
        lines += [*blank, literal(card.explanation)]
    if card.source:
        lines.append(literal_line(f"Source: {card.source}", MUTED))
    return lines


def _verdict(answered: GradedAnswer, points: int, mastered: bool) -> Content:
    grade = answered.grade
    if answered.gave_up:
        return Content.styled("✗ Now you know", "bold $error")
    if not grade.credit > 0:
        return Content.styled("✗ So close!" if grade.nearly else "✗ Not quite", "bold $error")
    parts: list[Content | str | tuple[str, str]] = []
    if grade.correct:
        parts.append(("✓ Right!", "bold $success"))
    else:
        parts.append((f"◐ Partly right, {grade.credit:.0%}", "bold $warning"))
    if answered.points.total:
        # Fixed width while it counts, so that nothing beside it moves.
        sum_width = len(str(answered.points.total)) + 1
        parts.append((f"  {f'+{points}':>{sum_width}}", "bold $accent"))
    praise = next((words for least, words in COMBOS if answered.streak >= least), "")
    if answered.streak > 1:
        parts.append((f"  {answered.streak} in a row", "bold $secondary"))
    if praise:
        parts.append((f"  ✦ {praise}", "bold $accent"))
    if mastered:
        parts.append(("  ★ Mastered", "bold $success"))
    parts.append((_reckoning(answered.points), MUTED))
    return Content.assemble(*parts)


def _reckoning(points: Points) -> str:
    """How the points add up; "" if they are just the base."""
    parts = [str(points.base)]
    if points.streak_percent > 100:
        parts.append(f"× {points.streak_multiplier:.1f} streak")
    if points.speed:
        parts.append(f"+ {points.speed} speed")
    if points.hint:
        parts.append(f"− {points.hint} hint")
    if points.repeats:
        parts.append(f"÷ {2**points.repeats} again")
    return "   " + " ".join(parts) if points.total and len(parts) > 1 else ""


def _expected(answered: GradedAnswer) -> Content:
    grade = answered.grade
    card = answered.question.card
    answer = literal(card.answer, "bold")
    given = answered.answer.response
    typed = answered.question.input in (Input.TYPED, Input.LIST)
    misspelt = typed and any(part.op != "same" for part in grade.diff)
    if misspelt and grade.expected == card.answer:
        answer = _side(grade.diff, "missing", "bold", "bold underline $success")
    lines = [Content.assemble(("Answer  ", MUTED), answer)]
    if misspelt and grade.expected == card.answer:
        yours = _side(grade.diff, "extra", "", "strike $error")
        lines.append(Content.assemble(("Yours   ", MUTED), yours))
    elif misspelt:
        styles = {"same": "", "missing": "underline $success", "extra": "strike $error"}
        parts = [(printable(part.text), styles[part.op]) for part in grade.diff]
        lines.append(Content.assemble(("Yours   ", MUTED), *parts))
    elif not grade.correct and given:
        lines = beside_response(lines, answered)
    if grade.spelt:
        lines.append(Content.assemble(("Spelt   ", MUTED), literal(", ".join(grade.spelt))))
    if grade.elsewhere:
        lines.append(literal_line(another_card_has(card, grade.expected), MUTED))
    if grade.missing and not answered.gave_up:
        missing = literal(", ".join(grade.missing), "$warning")
        lines.append(Content.assemble(("Missing ", MUTED), missing))
    return Content("\n").join(lines)


def _side(diff: tuple[DiffPart, ...], op: str, style: str, marked: str) -> Content:
    """One side of a diff: the answer with missing parts marked, or the response with extra
    parts marked."""
    return Content.assemble(
        *(
            (printable(part.text), style if part.op == "same" else marked)
            for part in diff
            if part.op in ("same", op)
        )
    )
