"""The feedback after an answer."""

from __future__ import annotations

from functools import partial
from typing import ClassVar

from textual.app import ComposeResult
from textual.color import Color
from textual.content import Content
from textual.geometry import Size
from textual.layout import Layout
from textual.reactive import reactive
from textual.widget import Widget
from textual.widgets import Static

from quiz.card import Card
from quiz.display import printable
from quiz.game.verdict import praise_of, reckoning, verdict_of
from quiz.grading.result import DiffPart
from quiz.history.events import Input
from quiz.history.rating import Rating
from quiz.round.question import Question
from quiz.round.response import another_card_has
from quiz.round.round import GradedAnswer
from quiz.text.shown import lesson, shown
from quiz.tui.card_text import CardText, told
from quiz.tui.literal import MUTED, literal, literal_line
from quiz.tui.sizes import LOW
from quiz.tui.widgets.key_line import PRIMARY, Key, KeyLine, rating_key
from quiz.tui.widgets.list_answer import list_verdict
from quiz.tui.widgets.order_answer import order_verdict
from quiz.tui.widgets.stack import MoreMark, OwnLayout, Scrolling, Stack, height_of

ROLL_SECONDS = 0.5
ROLL_STEPS = 10
FLASH_SECONDS = 0.6
GLOW_STEPS = 8
GLOW = 0.3
"""How much of the colour of the verdict the panel has at first."""
LONGEST_PINNED, MOST_PINNED = 160, 3
"""Letters and lines of the longest answer that stays in sight; a longer one scrolls with the
rest."""

LEAST_TOLD = 3
"""Lines of the explanation that stay in sight, so that it can be scrolled."""

Line = Content | CardText

ABOUT_RATINGS = "How well did you know it? 1 to 4 set when it comes back."


class FeedbackPanel(OwnLayout, Widget):
    """Verdict, points, the answer with differences marked, explanation and ratings.

    Verdict, answer and ratings stay in sight; the explanation scrolls if it is long.
    """

    OWN: ClassVar[Layout] = Stack()

    glow: reactive[float] = reactive(0.0, init=False)
    """How bright the ground still is after the verdict, 1 to 0."""

    def __init__(self) -> None:
        super().__init__(id="feedback")
        self._colour = "success"
        self._expected: tuple[object, int] = (None, 0)
        self._verdict = Static(id="verdict")
        self.text = Scrolling(id="told", classes="gives")
        """The part that scrolls."""
        self._text = Static(id="text")
        # In a low window it appears where the player just clicked.
        self._ratings = KeyLine(style="on $panel", fill=True, once=True, id="ratings")

    def compose(self) -> ComposeResult:
        """The lines of the panel."""
        yield self._verdict
        with self.text:
            yield self._text
        yield self._ratings
        yield MoreMark()

    def least(self, size: Size) -> int:
        """The lines in a place of this size that leave `LEAST_TOLD` to the explanation."""
        inner = Size(max(1, size.width - self.gutter.width), size.height)
        heights = {
            child: height_of(child, self, inner)
            for child in self.displayed_children
            if not isinstance(child, MoreMark)
        }
        told = heights.pop(self.text, 0)
        return self.gutter.height + sum(heights.values()) + min(LEAST_TOLD, told)

    @property
    def air(self) -> int:
        """The blank lines that look well between its parts."""
        return 1 + self.text.display

    def expected(self, question: Question, width: int, *, newcomer: bool) -> int:
        """The lines that the panel will probably take in this width; arguments as for `show`."""
        asked = (question, width, newcomer)
        if self._expected[0] != asked:
            self._expected = (asked, self._lines(question, width, newcomer))
        return self._expected[1]

    def _lines(self, question: Question, width: int, newcomer: bool) -> int:
        inner = max(1, width - self.gutter.width)
        lines = _told(question.card, newcomer=newcomer)
        explained = told(lines).get_height({}, inner) if lines else 0
        answer = 2 if question.input in (Input.TYPED, Input.REVEAL) else 0
        return self.gutter.height + 1 + answer + explained + 1

    def show(
        self,
        answered: GradedAnswer,
        *,
        width: int,
        in_place: bool = False,
        mastered: bool = False,
        newcomer: bool = False,
    ) -> None:
        """Show the feedback for this answer.

        width: of the panel, in cells. in_place: the options above show already which was right
        and which was chosen. mastered: this answer has made the card a mastered one. newcomer: say
        what the ratings are for.
        """
        grade = answered.grade
        part = not grade.correct and grade.credit > 0
        self._colour = "success" if grade.correct else "warning" if part else "error"
        self._current, self._mastered, self._newcomer = answered, mastered, newcomer
        self.fit(width=width, in_place=in_place)
        self._roll_points(answered)
        self._flash()

    def fit(self, *, width: int, in_place: bool) -> None:
        """Refit the feedback to a new window size; arguments as for `show`."""
        low = self.app.size.height < LOW
        # With a class for each verdict, all styles of the panel would be looked up again.
        self.styles.border_left = (
            "none" if low else "thick",
            Color.parse(self.app.theme_variables[self._colour]),
        )
        self._room = width - self.gutter.width
        self.show_ratings(self._current)
        expected = [] if in_place else _expected(self._current)
        current = self._current
        explains = self._newcomer and bool(current.preview) and not low
        lines = _told(current.question.card, newcomer=explains)
        self._pinned: list[Line] = []
        text = "\n".join(line.plain for line in expected)
        if expected and len(text) <= LONGEST_PINNED and text.count("\n") < MOST_PINNED:
            self._pinned = expected
        else:
            lines = [*expected, *([Content()] if expected and lines else []), *lines]
        self.text.display = bool(lines)
        self.text.scroll_home(animate=False)
        self._text.update(told(lines))
        self._tell(self._current.points.total)

    def _tell(self, points: int, *, layout: bool = True) -> None:
        verdict = _verdict(self._current, points, self._mastered, self._room)
        lines = told([verdict, *self._pinned])
        self._verdict.update(lines, layout=layout)

    def _flash(self) -> None:
        """Glow in the colour of the verdict, then keep a little of it."""
        bright = float(self.app.animation_level != "none")
        self.set_reactive(FeedbackPanel.glow, bright)
        self.watch_glow(bright)
        if bright:
            self.animate("glow", 0.0, duration=FLASH_SECONDS)

    def validate_glow(self, glow: float) -> float:
        """Few colours, which Textual keeps ready, instead of another one in each frame."""
        return round(glow * GLOW_STEPS) / GLOW_STEPS

    def watch_glow(self, glow: float) -> None:
        """Colour the ground, and with it that of all text on it."""
        variables = self.app.theme_variables
        calm = Color.parse(variables[f"{self._colour}-ground"])
        colour = Color.parse(variables[self._colour])
        self.styles.background = calm if calm.ansi is not None else calm.blend(colour, GLOW * glow)
        for part in self.walk_children(Widget):
            # Textual 8.2 keeps the ground that a text had when it was last painted.
            part.notify_style_update()

    def _roll_points(self, answered: GradedAnswer) -> None:
        """Count up the points, arcade style; show them at once if animations are off."""
        total = answered.points.total
        if not total or self.app.animation_level == "none":
            return
        self._tell(total // ROLL_STEPS, layout=False)

        def roll(step: int) -> None:
            if self.is_mounted and self._current is answered:
                # The total keeps its width while it counts.
                self._tell(total * step // ROLL_STEPS, layout=False)

        for step in range(2, ROLL_STEPS + 1):
            self.set_timer(ROLL_SECONDS * step / ROLL_STEPS, partial(roll, step))

    def show_ratings(self, answered: GradedAnswer) -> None:
        """Show when the card comes back for each rating, and mark the current one. Where it saves a
        line, the others do not say when."""
        keys = []
        for rating in Rating if answered.preview else ():
            counts = rating is answered.answer.rating
            keys.append(rating_key(rating, answered.preview, "●" if counts else ""))
        short = [key if key.style else key._replace(note="") for key in keys]
        enter = Key("enter", "⏎", "Next", style=PRIMARY)
        bare = enter._replace(what="")
        ways = ([*keys, enter], [*keys, bare], [*short, enter], [*short, bare])
        fewest = min(ways, key=lambda way: len(KeyLine.filled(way, self._room)))
        self._ratings.show(fewest)


def _told(card: Card, *, newcomer: bool) -> list[Line]:
    """The explanation and the source; for a newcomer also what the ratings are for."""
    lines: list[Line] = [CardText(card, text)] if (text := lesson(card)) else []
    if card.source:
        lines.append(literal_line(f"Source: {card.source}", MUTED))
    if newcomer:
        lines.append(literal_line(ABOUT_RATINGS, MUTED))
    return lines


def _verdict(answered: GradedAnswer, points: int, mastered: bool, room: int) -> Content:
    """The verdict and, if they fit into `room` cells with it, how the points add up."""
    sign, words, tone = verdict_of(answered)
    parts: list[Content | str | tuple[str, str]] = [(f"{sign} {words}", f"bold ${tone}")]
    if not answered.grade.credit > 0:
        return Content.assemble(*parts)
    if answered.points.total:
        # Fixed width while it counts, so that nothing beside it moves.
        sum_width = len(str(answered.points.total)) + 1
        parts.append((f"  {f'+{points}':>{sum_width}}", "bold $accent"))
    praise = praise_of(answered.streak)
    if answered.streak > 1:
        parts.append((f"  {answered.streak} in a row", "bold $secondary"))
    if praise:
        parts.append((f"  ✦ {praise}", "bold $accent"))
    if mastered:
        parts.append(("  ★ Mastered", "bold $success"))
    verdict = Content.assemble(*parts)
    if points != answered.points.total:
        # Its sum would be wrong while the points still count up.
        return verdict
    reckoned = reckoning(answered.points)
    whole = verdict + Content.styled(f"   {reckoned}" if reckoned else "", MUTED)
    return whole if whole.cell_length <= room else verdict


def _expected(answered: GradedAnswer) -> list[Line]:
    grade = answered.grade
    card = answered.question.card
    given = answered.answer.response
    typed = answered.question.input in (Input.TYPED, Input.LIST)
    meant = grade.expected == shown(card.answer, markdown=card.markdown)
    lead = Content.styled("Answer  ", MUTED)
    lines: list[Line] = [CardText(card, card.answer, "bold", lead)]
    if card.occlusion is not None and not card.occlusion.is_named:
        # The picture, now uncovered, is the answer.
        lines = []
    if grade.is_misspelt and meant:
        lines = [lead + _side(grade.diff, "missing", "bold", "bold underline $success")]
        yours = _side(grade.diff, "extra", "", "strike $error")
        lines.append(Content.assemble(("Yours   ", MUTED), yours))
    elif grade.is_misspelt:
        styles = {"same": "", "missing": "underline $success", "extra": "strike $error"}
        parts = [(printable(part.text), styles[part.op]) for part in grade.diff]
        lines.append(Content.assemble(("Yours   ", MUTED), *parts))
    elif answered.question.input is Input.LIST:
        lines = [Content.assemble(mark, " ", item) for mark, item in list_verdict(answered)]
    elif answered.question.input is Input.SEQUENCE:
        rows = order_verdict(answered)
        lines = [
            CardText(card, text, style, Content.assemble(*marks)) for marks, text, style in rows
        ]
    elif not grade.correct and given and answered.question.input is not Input.REVEAL:
        yours = Content.styled("Yours   ", MUTED)
        lines.append(yours + literal(given) if typed else CardText(card, given, lead=yours))
    if grade.spelt:
        lines.append(Content.assemble(("Spelt   ", MUTED), literal(", ".join(grade.spelt))))
    if grade.elsewhere:
        lines.append(literal_line(another_card_has(card, grade.expected), MUTED))
    return lines


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
