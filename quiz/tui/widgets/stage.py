"""The stage of a round: the question as a card in its middle, and the feedback below it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar, NamedTuple

from textual.app import ComposeResult
from textual.content import Content
from textual.geometry import Region, Size
from textual.layout import ArrangeResult, Layout, WidgetPlacement
from textual.widget import Widget
from textual.widgets import Static

from quiz.card import Card
from quiz.game.card_pictures import NONE, Find, Pictures, pictures_of
from quiz.loading import kept
from quiz.round.question import Question
from quiz.round.round import GradedAnswer
from quiz.tui.card_text import CardText, is_long, read_ahead, told
from quiz.tui.literal import MUTED, literal, literal_line
from quiz.tui.sizes import LOW, TALL
from quiz.tui.widgets.answer_widget import WIDGETS, AnswerWidget, ShowsVerdict
from quiz.tui.widgets.choice_answer import ChoiceAnswer
from quiz.tui.widgets.feedback import FeedbackPanel
from quiz.tui.widgets.order_answer import OrderAnswer
from quiz.tui.widgets.picture_places import WIDEST_TEXT, PicturePlaces, places_of
from quiz.tui.widgets.reveal_answer import RevealAnswer
from quiz.tui.widgets.shown_answer import ShownAnswer
from quiz.tui.widgets.stack import MoreMark, OwnLayout, Scrolling, Stack, height_of, placed

if TYPE_CHECKING:
    from quiz.tui.widgets.picture import Picture

TYPICAL, TYPICAL_TOLD = 11, 5
"""Lines that a question and its feedback mostly take. The middle of the question is that of the
window, if the feedback leaves so much; and prompts stand at one height, one after the other."""

AROUND = 4
"""Lines around a prompt in a high window."""

LEAST_ASKED = 2
"""Lines of the question that stay in sight, however much the feedback says."""

LEAST_FEEDBACK = 4
"""Lines of the feedback that stay in sight, however long the question is."""

ENOUGH = 6
"""Lines of the feedback with which the question need not give any of its own."""


class Places(NamedTuple):
    """The first line and the height of the question, and of the feedback."""

    top: int
    question: int
    below: int
    feedback: int


def places(
    room: int,
    asked: int,
    question: int,
    feedback: int | None,
    reserved: int,
    least: int,
    *,
    typical: int = TYPICAL,
    kept: int = LEAST_ASKED,
    air: int = 0,
) -> Places:
    """Where question and feedback stand in `room` lines.

    The question stands where a typical one is in the middle, or higher if it is longer or the
    feedback needs the lines: so nothing moves when it comes. asked, question: lines of the question
    when it was asked, and now. feedback: its lines, None while there is none. reserved: how many it
    will probably take. least: lines that the feedback keeps. typical: lines of a typical question.
    kept: lines of the question that its answers need in any case. If they do not fit, each gets a
    part and scrolls. Of lines that are left, one stands between them, and the feedback gets `air`.
    """
    middle = min((room - max(asked, typical)) // 2, room - typical - TYPICAL_TOLD)
    top = max(0, min(middle, room - asked - reserved))
    if feedback is None:
        return Places(min(top, max(0, room - question)), min(question, room), room, 0)
    top = max(0, min(top, room - question - feedback))
    least = min(feedback, max(least, min(room // 2, room - kept)))
    question = max(0, min(question, room - least))
    left = room - top - question
    gap = 1 if question and left > feedback else 0
    return Places(top, question, top + question + gap, min(feedback + air, left - gap))


class _StageLayout(Layout):
    """Places the question and the feedback, at most `WIDEST_TEXT` cells wide, see `places`."""

    name = "stage"

    def arrange(
        self, parent: Widget, children: list[Widget], size: Size, greedy: bool = True
    ) -> ArrangeResult:
        """Place the question, its pictures, and the feedback, as far as they are shown."""
        assert isinstance(parent, StageWidget)
        parent.pre_layout(self)
        *shown, mark = children
        assert isinstance(mark, MoreMark)
        texts = [child for child in shown if child is not parent.picture]
        parent.width = min(WIDEST_TEXT, size.width)
        area = Region((size.width - parent.width) // 2, 0, parent.width, size.height)
        if parent.picture is None or len(texts) == len(shown):
            return _texts(parent, texts, mark, area)
        at = parent.places_beside_picture(texts, size)
        parent.width = at.texts.width
        return [*_texts(parent, texts, mark, at.texts), placed(parent.picture, *at.picture)]


def _texts(
    parent: StageWidget, children: list[Widget], mark: MoreMark, area: Region
) -> list[WidgetPlacement]:
    """The placements of the question and, if it is shown, of the feedback, in an area."""
    heights = [height_of(child, parent, area.size) for child in children]
    asked = parent.asked_height(area.size, heights[0])
    told = heights[1] if len(heights) > 1 else None
    least, kept = LEAST_FEEDBACK, max(LEAST_ASKED, parent.kept)
    if heights[0] + ENOUGH <= area.height:
        kept = heights[0]
    if told is not None:
        least = max(least, min(parent.least_told(area.size), area.height - kept))
    reserved = parent.reserved(area.width)
    at = places(
        area.height,
        asked,
        heights[0],
        told,
        reserved,
        least,
        typical=TYPICAL + (AROUND if parent.app.size.height >= TALL else 0),
        kept=kept,
        air=parent.air,
    )
    parent.show_end(children[0], heights[0] - at.question)
    asked_at = (at.top, at.question)
    if told is None and parent.fallen is not None:
        asked_at = (0, area.height)
    spans = (asked_at, (at.below, at.feedback))
    placements = [
        placed(child, area.x, area.y + top, area.width, height)
        for child, (top, height) in zip(children, spans, strict=False)
    ]
    return [*placements, mark.on(children[0], placements[0].region, heights[0])]


class _FallLayout(Stack):
    """The prompt, and the answer below it. Lines that they leave stand above a falling prompt and
    between the two, so that the answer waits on the ground."""

    name = "fall"

    def arrange(
        self, parent: Widget, children: list[Widget], size: Size, greedy: bool = True
    ) -> ArrangeResult:
        """Place prompt and answer."""
        parent.pre_layout(self)
        heights = [height_of(child, parent, size) for child in children]
        assert isinstance(parent.parent, StageWidget)
        free = max(0, size.height - sum(heights))
        y = round((parent.parent.fallen or 0) * free)
        placements = []
        for child, height in zip(children, heights, strict=True):
            placements.append(placed(child, 0, y, size.width, height))
            y = sum(heights[:-1]) + (0 if parent.parent.fallen is None else free)
        return placements


class _Table(OwnLayout, Scrolling):
    """The prompt with its answer widget."""

    OWN: ClassVar[Layout] = _FallLayout()

    def __init__(self) -> None:
        super().__init__(id="table")


def _picture() -> Picture:
    # Pillow is loaded by the first picture of a round.
    with kept():
        from quiz.tui.widgets.picture import Picture

    return Picture()


class StageWidget(OwnLayout, Widget):
    """The question with its answer widget, and the feedback once it is answered.

    find: finds the pictures of a card. tells: whether feedback follows the answers.
    """

    OWN: ClassVar[Layout] = _StageLayout()

    def __init__(self, find: Find, *, tells: bool = True) -> None:
        super().__init__(id="stage")
        self._find = find
        self._tells = tells
        self.picture: Picture | None = None
        """The pictures of the card; there is none before the first card that has some."""
        self.width = WIDEST_TEXT
        """Width of question and feedback, in cells."""
        self._question: Question | None = None
        self._answered: GradedAnswer | None = None
        self._hinted = self._filled = False
        self._asked = (Size(), 0)
        self.fallen: float | None = None
        """How far the prompt of a Gravity has fallen: 0 at the top, 1 on the answer."""
        self.newcomer = False
        """Whether the feedback says what the ratings are for."""
        self._beside = False
        self.kept = 0
        """Lines of the options that show which was right; they stay in sight."""
        self._end = 0
        self.answer: AnswerWidget | None = None
        """The answer widget of the open question."""
        self.table = _Table()
        self._prompt = Static(id="prompt")
        self._feedback = FeedbackPanel()

    def compose(self) -> ComposeResult:
        """The question and the feedback."""
        # Few widgets, since each one delays the paint after a key.
        with self.table:
            yield self._prompt
        self._feedback.display = False
        yield self._feedback
        yield MoreMark()

    @property
    def is_low(self) -> bool:
        """Whether there is no room for blank lines."""
        return self.app.size.height < LOW

    @property
    def is_revealed(self) -> bool:
        """Whether a flashcard's answer is shown and only its rating is missing."""
        return isinstance(self.answer, RevealAnswer) and self.answer.shown

    def asked_height(self, size: Size, now: int) -> int:
        """The lines of the question as it was asked, in this size; it has `now`."""
        as_asked = self._answered is None and not self._hinted and not self.is_revealed
        if as_asked or self._asked[0] != size:
            self._asked = (size, now)
        return self._asked[1]

    def reserved(self, width: int) -> int:
        """The lines that the feedback will probably take in this width."""
        if self._question is None or not self._tells or isinstance(self.answer, ShownAnswer):
            return 0
        explains = self.newcomer and not self.is_low
        return self._feedback.expected(self._question, width, newcomer=explains)

    @property
    def air(self) -> int:
        """The blank lines that the feedback takes if there is room."""
        return 0 if self.is_low else self._feedback.air

    def show_end(self, table: Widget, hidden: int) -> None:
        """Show the options rather than the prompt, if so many lines of the question are hidden and
        the options tell which was right. If the player scrolls back, it stays so."""
        if self.kept and hidden != self._end:
            self._end = hidden
            # Now, as it is laid out: a later scroll would be a second paint.
            table.set_reactive(Widget.scroll_y, float(max(0, hidden)))
            table.set_reactive(Widget.scroll_target_y, float(max(0, hidden)))

    def least_told(self, size: Size) -> int:
        """The lines that the feedback needs in a place of this size to tell everything."""
        return self._feedback.least(size)

    @property
    def has_pictures(self) -> bool:
        """Whether pictures are shown now, or described, that can be opened."""
        return self.picture is not None and bool(self.picture.files)

    def pictures_to_open(self) -> tuple[Path, ...]:
        """Those pictures, with what is covered; this may write copies. Raises QuizError."""
        return () if self.picture is None else self.picture.files_to_open()

    def refresh_picture(self) -> None:
        """Paint the picture anew: another screen has come above it, or gone."""
        if self.picture is not None:
            self.picture.refresh()

    def places_beside_picture(self, texts: Sequence[Widget], size: Size) -> PicturePlaces:
        """Where the picture and these texts stand in a place of this size. They leave room for the
        feedback, unless the picture could not be seen then."""
        assert self.picture is not None
        gap = 0 if self.is_low else 1

        def needed(width: int) -> int:
            inner = Size(width, size.height)
            return sum(height_of(text, self, inner) for text in texts) + gap * (len(texts) - 1)

        def with_feedback(width: int) -> int:
            return needed(width) + (self.reserved(width) + gap if len(texts) == 1 else 0)

        # What stood beside the question stays there when the feedback comes.
        beside = self._beside if self._answered is not None else None
        at = places_of(size, self.picture.cells, with_feedback, beside)
        if not at.shows:
            at = places_of(size, self.picture.cells, needed)
        self._beside = at.is_beside
        return at

    # ── asking ──────────────────────────────────────────────────────────────────

    async def ask(self, question: Question) -> Widget:
        """Show a question without feedback, and return its answer widget."""
        self._clear_for(question)
        return await self._put(WIDGETS[question.input], question)

    async def present(self, question: Question) -> None:
        """Show a new card with its answer."""
        self._clear_for(question, told=True)
        await self._put(ShownAnswer, question)

    def look_ahead(self, card: Card) -> None:
        """Load and read now what the card that comes next needs."""
        if card.markdown:
            read_ahead(card)
        if self.picture is None:
            shown = pictures_of(card, self._find, question=True, answer=True)
            if shown != NONE:
                self._make_picture()

    def show_digit(self, digit: str, about: str) -> None:
        """Show a digit of the count before the first question, and what the mode is about."""
        lines = [literal(digit, "bold $accent"), Content(), literal(about, MUTED)]
        self._prompt.update(Content("\n").join(lines))

    def _clear_for(self, question: Question, *, told: bool = False) -> None:
        self._question, self._answered = question, None
        self._filled = told
        self.kept = self._end = 0
        self._feedback.display = False
        self.show_prompt(hinted=False)
        self.table.scroll_home(animate=False)
        self._show(self._pictures(question=True, answer=told))

    def _pictures(self, *, question: bool, answer: bool) -> Pictures:
        """The pictures of the open question, of its answer, or of both."""
        if self._question is None:
            return NONE
        return pictures_of(self._question.card, self._find, question=question, answer=answer)

    def _show(self, shown: Pictures) -> None:
        if shown == NONE and self.picture is None:
            return
        picture = self.picture or self._make_picture()
        picture.show(shown)

    def _make_picture(self) -> Picture:
        self.picture = picture = _picture()
        picture.display = False
        self.mount(picture, before=self._feedback)
        return picture

    def _show_answer(self) -> None:
        """Fill the gaps of a cloze, and show the pictures of the answer; without any, those of the
        question stay."""
        self._filled = True
        if self._question is not None and self._question.card.whole:
            self.show_prompt(hinted=self._hinted)
        shown = self._pictures(question=False, answer=True)
        if shown != NONE:
            self._show(shown)

    def on_reveal_answer_revealed(self) -> None:
        """Show the answer in the question and its pictures, too."""
        self._show_answer()

    async def _put(self, kind: type[AnswerWidget], question: Question) -> Widget:
        """Show a question in the answer widget of this kind, made when it is first needed."""
        answers = [child for child in self.table.children if isinstance(child, AnswerWidget)]
        answer = next((child for child in answers if type(child) is kind), None)
        if answer is None:
            answer = kind()
            await self.table.mount(answer)
            for widget in answer.walk_children(Widget, with_self=True):
                widget.set_reactive(Widget.auto_links, False)
        for child in answers:
            child.display = child is answer
        answer.display = True
        self.answer = answer
        answer.ask(question)
        return answer

    def show_prompt(self, *, hinted: bool, bare: bool = False) -> None:
        """Show the prompt, with the card's category above and its hint, if wanted, below. bare:
        leave no room for them."""
        question = self._question
        if question is None:
            return
        self._hinted = hinted
        card = question.card
        lines: list[Content | CardText] = []
        bare = bare or self.is_low
        if not bare:
            marks = ("new" if question.fresh else "", "leech" if question.leech else "")
            labels = " · ".join(part for part in (card.category, *marks) if part)
            lines.append(literal_line(labels, MUTED))
        if question.task:
            lines.append(Content.styled(question.task, MUTED))
        long = is_long(card.prompt)
        prompt = card.filled if self._filled else card.prompt
        lines.append(CardText(card, prompt, "" if card.markdown and long else "bold"))
        if not bare:
            lines.append(Content())
        if hinted:
            lines.append(CardText(card, f"Hint: {card.hint}", "$warning"))
        self._prompt.set_class(long, "text")
        self._prompt.update(told(lines))

    # ── answering ───────────────────────────────────────────────────────────────

    def tell(self, answered: GradedAnswer, *, mastered: bool) -> None:
        """Show the feedback. mastered: whether this answer has made the card a mastered one."""
        self._answered = answered
        self._show_answer()
        shown = self._mark(answered)
        self._feedback.show(
            answered, width=self.width, in_place=shown, mastered=mastered, newcomer=self.newcomer
        )
        self._feedback.display = True

    def fall(self, fallen: float) -> None:
        """Move the prompt of a Gravity, if that makes a line of difference."""
        before, self.fallen = self.fallen, fallen
        if before is None or self._line_of(before) != self._line_of(fallen):
            self._prompt.refresh(layout=True)

    def _line_of(self, fallen: float) -> int:
        return round(fallen * self.size.height)

    def fit(self) -> None:
        """Fit everything to a new size."""
        hinted = self._hinted
        self.show_prompt(hinted=hinted)
        if self._answered is not None:
            self._feedback.fit(width=self.width, in_place=self._mark(self._answered))

    def show_ratings(self, answered: GradedAnswer) -> None:
        """Show which rating counts now."""
        self._feedback.show_ratings(answered)

    def _mark(self, answered: GradedAnswer) -> bool:
        """Show the verdict in the answer widget if it can and has room, else hide the widget;
        returns whether it is shown."""
        answer = self.answer
        fits = False
        needed = 0
        if isinstance(answer, ShowsVerdict):
            answer.mark(answered)
            room = Size(self.width, self.size.height)
            needed = height_of(answer, self, room)
            fits = (self._asked[1] if self.is_low else needed) + LEAST_FEEDBACK <= room.height
            if not fits and isinstance(answer, ChoiceAnswer | OrderAnswer):
                answer.mark(answered, few=True)
                needed = height_of(answer, self, room)
                fits = needed + LEAST_FEEDBACK <= room.height
        if answer is not None:
            answer.display = fits
        in_place = fits and self._asked[1] + LEAST_FEEDBACK <= self.size.height
        self.kept = self._asked[1] if self.is_low and in_place else needed if fits else 0
        spare = self.size.height - self._asked[1] - self.reserved(self.width)
        if spare < int(self._hinted):
            # The answer says more than the hint, whose line is needed now.
            self.show_prompt(hinted=False, bare=spare < 0)
        return fits

    def scroll(self, key: str) -> None:
        """Scroll text that is too long: the feedback, or else the question."""
        up = key in ("up", "pageup", "home")
        told = self._feedback.text
        below = (
            self._answered is not None
            and told.size.height > 0
            and (told.scroll_y > 0 if up else told.scroll_y < told.max_scroll_y)
        )
        area = told if below else self.table
        steps = {
            "up": area.scroll_up,
            "down": area.scroll_down,
            "pageup": area.scroll_page_up,
            "pagedown": area.scroll_page_down,
            "home": area.scroll_home,
            "end": area.scroll_end,
        }
        steps[key](animate=False)
