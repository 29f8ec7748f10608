"""The screen of a round."""

from __future__ import annotations

import asyncio
from functools import partial
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.reactive import reactive
from textual.widget import Widget
from textual.widgets import Static

from quiz.clock import Alarm
from quiz.display import one_line
from quiz.errors import QuizError
from quiz.game.play import Play
from quiz.history.events import Input, MarkKind, Mode
from quiz.history.rating import Rating
from quiz.round.question import Question
from quiz.round.response import Response
from quiz.round.round import GradedAnswer, Stage
from quiz.scheduling.memory import is_mastered
from quiz.scoring.level import level_of
from quiz.settings.keys import ROUND
from quiz.tui.key_guard import KeyGuard
from quiz.tui.literal import MUTED, cut, literal, literal_line
from quiz.tui.own_keys import bind
from quiz.tui.screens.game_screen import GameScreen
from quiz.tui.screens.summary_screen import SummaryScreen
from quiz.tui.sizes import LOW
from quiz.tui.widgets.answer_given import AnswerGiven
from quiz.tui.widgets.answer_widget import answer_widget
from quiz.tui.widgets.choice_answer import ChoiceAnswer
from quiz.tui.widgets.feedback import FeedbackPanel
from quiz.tui.widgets.footer import Footer
from quiz.tui.widgets.hud import HeadUpDisplay
from quiz.tui.widgets.reveal_answer import RevealAnswer

BLITZ_GLANCE_SECONDS = 0.7
COUNT_SECONDS = 0.5
TURNS = 4
"""Turns of the event loop until a changed widget has asked for its layout; fewer only cost a
second paint."""


class RoundScreen(GameScreen[None]):
    """Shows question, answer and feedback, then the next question."""

    HELP: ClassVar[str] = (
        "Answer with the keys shown or with the mouse. Then Enter or Space goes on, and "
        "1 Again, 2 Hard, 3 Good, 4 Easy change the rating, which decides when the card comes "
        "back. Page up and down scroll long text. Undo takes back answers, and cards buried "
        "or suspended, one at a time. {edit} edits the card and returns to its question; "
        "{flag} flags it; letter keys work unless you type the answer. Escape ends the round; all "
        "answers are already saved."
    )
    PLACE: ClassVar[str] = ROUND
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter,space", "go_on", "Next"),
        *(
            Binding(str(rating.value), f"rate({rating.value})", rating.label, show=False)
            for rating in Rating
        ),
        bind("hint", ROUND, "hint", "Hint"),
        bind("dont_know", ROUND, "give_up", "Don't know"),
        bind("undo", ROUND, "undo", "Undo"),
        *(
            Binding(key, f"scroll('{key}')", "Scroll", show=False)
            for key in ("up", "down", "pageup", "pagedown")
        ),
        bind("bury", ROUND, "bury", "Bury", show=False),
        bind("suspend", ROUND, "suspend", "Suspend", show=False),
        bind("flag", ROUND, "flag", "Flag", show=False),
        bind("edit", ROUND, "edit", "Edit the card", show=False),
        Binding("escape", "leave", "End round"),
    ]

    QUESTION_MARK_IS_HELP: ClassVar[bool] = False
    """An answer may start with a question mark, so only F1 shows help."""

    HOLDS_CARDS: ClassVar[bool] = True
    """Deck changes are not picked up during a round."""

    # This screen sets the focus itself: after an answer there is none, even on resume.
    AUTO_FOCUS = ""

    counted: reactive[float] = reactive(0.0, init=False)
    """The points shown in the head-up display while they count up to the round's points."""

    def __init__(self, play: Play) -> None:
        super().__init__()
        self.play = play
        self.set_reactive(RoundScreen.counted, float(play.state.points))
        self._points_before = 0
        self._seconds: float | None = None
        self._keys = KeyGuard(play.game.clock)
        self._glance = Alarm(play.game.clock)

    def compose(self) -> ComposeResult:
        """Head-up display, question, answer and feedback."""
        # Few widgets, since each one delays the paint after a key.
        yield HeadUpDisplay(self.play.state)
        with VerticalScroll(id="table", can_focus=False):
            yield Static(id="prompt")
            yield Vertical(id="place")
            yield FeedbackPanel(id="feedback")
        yield Footer()

    async def on_mount(self) -> None:
        """Ask the first question."""
        for widget in (self, *self.query()):
            _without_links(widget)
        await self._ask()
        self.call_after_refresh(self._remember_points)

    def on_screen_suspend(self) -> None:
        """Stop the clock while another screen, such as the help, is on top."""
        if self.play.stage is not Stage.OVER:
            self.play.pause()

    def on_screen_resume(self) -> None:
        """Let the clock run again."""
        self.play.unpause()

    def _remember_points(self) -> None:
        """Note the player's points before this round, to detect a new level."""
        self._points_before = self.play.game.points() - self.play.state.points

    # ── showing ─────────────────────────────────────────────────────────────────

    async def _ask(self, *, by_itself: bool = False) -> None:
        """Show the open question, or the summary if the round is over.

        Only one key, click or tick at a time gets here, since the app handles them in order.
        by_itself: the player did not ask for it. Then keys count for the question only once it is
        painted; earlier ones were meant for the previous question.
        """
        self._keys.asked(by_itself=by_itself)
        question = self.play.question
        if self.play.stage is Stage.OVER or question is None:
            self._sum_up()
            return
        # Paint once, when everything is in place.
        with self.app.batch_update():
            await self._show_question(question)
        self.refresh_bindings()
        self.call_after_refresh(self._while_reading)

    def _while_reading(self) -> None:
        """The question is painted: start the player's time, and do work now that the
        next key would otherwise wait for."""
        self._keys.painted()
        self.play.shown()
        self.play.look_ahead()

    async def _show_question(self, question: Question) -> None:
        self.query_one(FeedbackPanel).display = False
        self._show_prompt()
        self._show_hud()
        place = self.query_one("#place", Vertical)
        place.display = True
        self._focus_on(await self._answer_widget(question, place), question)
        self.query_one("#table").scroll_home(animate=False)
        await self._lay_out()

    def _focus_on(self, answer: Widget, question: Question) -> None:
        """Focus the answer widget now; `focus` would queue behind other
        messages of the app, perhaps until after the answer."""
        if self.play.stage is Stage.ASKING and self.play.question is question:
            within = answer.walk_children(Widget, with_self=True)
            takes_keys = next(widget for widget in within if widget.focusable)
            self.set_focus(takes_keys, scroll_visible=False)

    async def _lay_out(self) -> None:
        """Make the next paint show everything in its place and nothing stale.

        Changed widgets ask for a layout only when idle. A paint
        before that shows some new content in old places; and after a scroll Textual 8.2
        may update only the new places and leave stale content in the old ones.
        """
        for _ in range(TURNS):
            await asyncio.sleep(0)
        table = self.query_one("#table")
        self.refresh(repaint=bool(table.max_scroll_y or table.scroll_y), layout=True)

    async def _answer_widget(self, question: Question, place: Vertical) -> Widget:
        if question.input is Input.CHOICE:
            for choice in place.query(ChoiceAnswer):
                choice.ask(question)
                return choice
        await place.remove_children()
        preview = self.play.preview() if question.input is Input.REVEAL else {}
        widget = answer_widget(question, preview)
        _without_links(widget)
        await place.mount(widget)
        return widget

    def _show_prompt(self) -> None:
        """Show the prompt, with the card's category above and its hint, if requested, below."""
        question = self.play.question
        if question is None:
            return
        card = question.card
        lines = []
        if not self._is_low():
            marks = ("new" if question.fresh else "", "leech" if question.leech else "")
            labels = " · ".join(part for part in (card.category, *marks) if part)
            lines.append(literal_line(labels, MUTED))
        if question.task:
            lines.append(Content.styled(question.task, MUTED))
        lines.append(literal(card.prompt, "bold"))
        if self.play.state.hinted:
            if not self._is_low():
                lines.append(Content())
            lines.append(literal(f"Hint: {card.hint}", "$warning"))
        self.query_one("#prompt", Static).update(Content("\n").join(lines))

    def _show_hud(self) -> None:
        self._seconds = self.play.seconds_left
        self._show_score()

    def _show_score(self) -> None:
        # Points may still count up for a moment after the screen was left.
        for hud in self.query("#hud").results(HeadUpDisplay):
            hud.show(self.play.state, self._seconds, self.counted, self._deck_title())

    def _deck_title(self) -> str:
        question = self.play.question
        loaded = self.play.game.decks.get(question.card.deck) if question else None
        return one_line(loaded.title) if loaded else ""

    def watch_counted(self) -> None:
        """Show the points as they count up."""
        if self.play.stage is not Stage.OVER:
            self._show_score()

    def on_resize(self) -> None:
        """Fit everything to the new size."""
        if self.play.stage is Stage.OVER:
            return
        self._show_hud()
        self._show_prompt()
        answered = self.play.answered
        feedback = self.query_one(FeedbackPanel)
        if answered is not None and feedback.display:
            in_place, low = self._make_room(answered, feedback)
            feedback.fit(in_place=in_place, low=low)

    def tick(self) -> None:
        """Move a Blitz on by itself, and end it when its time is up."""
        if self.app.screen is not self:
            return
        if self._glance.rings():
            # Queued, to stay in order with the keys.
            self.app.call_later(self._glance_over)
        elif self.play.seconds_left is not None:
            self.call_later(self._show_clock)

    async def _glance_over(self) -> None:
        # The answer may have been undone in the meantime.
        if self.is_attached and self._is_glance():
            self.play.next()
            await self._ask(by_itself=True)

    def _show_clock(self) -> None:
        if self.app.screen is not self:
            return
        if self.play.expire():
            self._sum_up()
        elif self.play.stage is not Stage.OVER:
            self._show_hud()

    def _sum_up(self) -> None:
        # Notifications would cover the summary's buttons, and it says the same.
        self.app.clear_notifications()
        self.app.switch_screen(SummaryScreen(self.play))

    # ── answering ───────────────────────────────────────────────────────────────

    @on(AnswerGiven)
    async def _given(self, message: AnswerGiven) -> None:
        await self.app.in_turn(partial(self._answer, message.question, message.response))

    async def _answer(self, question: Question, response: Response) -> None:
        # The second of two clicks may belong to the previous question.
        open_now = self.play.stage is Stage.ASKING and question is self.play.question
        if not open_now or self._keys.is_unseen:
            return
        mastered = self._is_mastered(question)
        try:
            answered = self.play.submit(response)
        except QuizError as error:
            self.app.complain(error)
            return
        if answered is None:
            self._sum_up()
            return
        self._keys.answered()
        if isinstance(response, Rating):
            # The player had read everything before rating the card.
            self._count_up()
            self._praise_mastered(answered, mastered)
            self.play.next()
            await self._ask(by_itself=True)
            return
        with self.app.batch_update():
            self._show_answered(answered, mastered)
            await self._lay_out()
        self.refresh_bindings()
        if self._is_glance():
            self._glance.set(BLITZ_GLANCE_SECONDS)

    def _show_answered(self, answered: GradedAnswer, mastered: bool) -> None:
        """Show the feedback. mastered: whether the card was already mastered before."""
        feedback = self.query_one(FeedbackPanel)
        in_place, low = self._make_room(answered, feedback)
        self._show_hud()
        self._count_up()
        newly = not mastered and self._is_mastered(answered.question)
        feedback.show(answered, in_place=in_place, mastered=newly, low=low)
        feedback.display = True

    def _make_room(self, answered: GradedAnswer, feedback: FeedbackPanel) -> tuple[bool, bool]:
        """Return whether the options stay, marked right or wrong, and whether the window is low."""
        low = self._is_low()
        place = self.query_one("#place")
        in_place = False
        if answered.question.input is Input.CHOICE and not low:
            # Not `query_one`, whose cache would keep the last thousand answers alive.
            choice = place.query(ChoiceAnswer).first()
            # If not all options are visible, the right one may be hidden.
            in_place = not place.display or choice.max_scroll_y == 0
            if in_place:
                choice.mark(answered.question.card.answers[0], answered.answer.response)
        place.display = in_place
        if not in_place:
            # This screen takes all keys now; options that stay pass them on.
            self.set_focus(None)
        self.call_after_refresh(feedback.scroll_visible, animate=False)
        return in_place, low

    def _praise_mastered(self, answered: GradedAnswer, mastered: bool) -> None:
        if not mastered and self._is_mastered(answered.question):
            prompt = one_line(answered.question.card.prompt)
            self.app.notify(prompt, title="★ Mastered", markup=False)

    def _is_low(self) -> bool:
        return self.size.height < LOW

    def _is_mastered(self, question: Question) -> bool:
        memory = self.play.game.collection.memory(question.card.key)
        return memory is not None and is_mastered(memory)

    def _count_up(self) -> None:
        points = self.play.state.points
        self.animate("counted", float(points), duration=COUNT_SECONDS, easing="out_cubic")
        answered = self.play.answered
        if answered is None:
            return
        after = level_of(self._points_before + points)
        before = level_of(self._points_before + points - answered.points.total)
        if after.number > before.number:
            self.app.notify(f"{after.rank}", title=f"▲ Level {after.number}!", markup=False)

    async def action_go_on(self) -> None:
        """Go from the feedback to the next question."""
        if self.play.stage is not Stage.FEEDBACK:
            return
        self.play.next()
        await self._ask()

    def action_rate(self, rating: int) -> None:
        """Change the inferred rating."""
        if self.play.stage is not Stage.FEEDBACK or self._is_repeated(rating):
            return
        try:
            self.play.rate(Rating(rating))
        except QuizError as error:
            self.app.complain(error)
            return
        answered = self.play.answered
        if answered is not None:
            self.query_one(FeedbackPanel).show_ratings(answered)

    def _is_repeated(self, number: int) -> bool:
        """Whether the key that picked the answer is still held, or was pressed twice."""
        answered = self.play.answered
        if answered is None:
            return False
        return self._keys.is_repeat(number, [*answered.question.options], answered.answer.response)

    def action_scroll(self, key: str) -> None:
        """Scroll text that is too long for the window."""
        table = self.query_one("#table")
        steps = {
            "up": table.scroll_up,
            "down": table.scroll_down,
            "pageup": table.scroll_page_up,
            "pagedown": table.scroll_page_down,
        }
        steps[key](animate=False)

    def action_hint(self) -> None:
        """Show the hint of the open question."""
        if self.play.stage is not Stage.ASKING or self._keys.is_unseen:
            return
        if self.play.hint():
            self._show_prompt()
            self.refresh(layout=True)
            self.refresh_bindings()

    async def action_give_up(self) -> None:
        """Answer "don't know" and show the answer."""
        if self.play.question is not None:
            await self._answer(self.play.question, None)

    async def action_undo(self) -> None:
        """Undo the last answer, or the last bury or suspend since, and ask that card again."""
        aside = self.play.last_is_aside
        try:
            undone = self.play.undo()
        except QuizError as error:
            self.app.complain(error)
            return
        if undone:
            # Messages about the undone step are no longer true.
            self.app.clear_notifications()
            if aside:
                self.app.notify("Undone.", timeout=2, markup=False)
            self._stop_counting()
            await self._ask(by_itself=True)

    def _stop_counting(self) -> None:
        self.animate("counted", float(self.play.state.points), duration=0.0)

    async def action_bury(self) -> None:
        """Bury this card until tomorrow."""
        await self._set_aside(
            MarkKind.BURY, f"is buried until tomorrow; {self._undo_key()} undoes it."
        )

    async def action_suspend(self) -> None:
        """Suspend this card until it is unsuspended in the browser."""
        await self._set_aside(
            MarkKind.SUSPEND,
            f"is suspended; {self._undo_key()} undoes it now, the browser at any time.",
        )

    def _undo_key(self) -> str:
        return self.app.shown_keys(self.PLACE)["undo"]

    async def _set_aside(self, kind: MarkKind, said: str) -> None:
        if self._keys.is_unseen:
            return
        try:
            card = self.play.set_aside(kind)
        except QuizError as error:
            self.app.complain(error)
            return
        if card is not None:
            self.app.say(f"\u201c{cut(card.prompt, 40)}\u201d {said}")
            await self._ask()

    def action_flag(self) -> None:
        """Flag or unflag this card."""
        if self._keys.is_unseen or self.play.question is None:
            return
        try:
            flagged = self.play.toggle_flag()
        except QuizError as error:
            self.app.complain(error)
            return
        self.app.say("Flagged; t on the home screen lists it." if flagged else "Flag taken off.")

    def action_edit(self) -> None:
        """Edit the card of this question; the clock stops meanwhile."""
        question = self.play.question
        card = None if question is None else self.play.game.card(question.card.key)
        if card is None or self._keys.is_unseen:
            return
        self.play.pause()
        self.app.edit_card(card, self._left_editor)

    def _left_editor(self, _: object) -> None:
        self.call_later(self._edited)

    async def _edited(self) -> None:
        """Return from the editor to the same question in its new wording."""
        before = self.play.question
        try:
            self.play.game.refresh()
        except QuizError as error:
            self.app.complain(error)
        self.play.go_on()
        if self.play.question is not before or self.play.stage is Stage.OVER:
            await self._ask()

    def action_leave(self) -> None:
        """End the round: show the summary if anything was done, else go home."""
        self.play.finish()
        if self.play.state.asked or self.play.can_undo:
            self._sum_up()
        else:
            self.app.clear_notifications()
            self.dismiss()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Show only the keys that do something now."""
        asking = self.play.stage is Stage.ASKING
        match action:
            case "go_on":
                return not asking
            case "rate":
                return not asking and not self._is_glance()
            case "give_up":
                return asking and not self._is_revealed()
            case "hint":
                return asking and self._has_hint() and not self._is_revealed()
            case "undo":
                return self.play.can_undo
            case _:
                return True

    def _has_hint(self) -> bool:
        question = self.play.question
        return question is not None and bool(question.card.hint) and not self.play.state.hinted

    def _is_revealed(self) -> bool:
        """Whether a flashcard's answer is shown and only its rating is missing."""
        return any(answer.shown for answer in self.query(RevealAnswer))

    def _is_glance(self) -> bool:
        """Whether this is a Blitz that moves on by itself after this answer."""
        answered = self.play.answered
        return self.play.mode is Mode.BLITZ and answered is not None and answered.answer.correct


def _without_links(widget: Widget) -> None:
    """Turn off the search for links, which slows each paint; a round has none."""
    widget.set_reactive(Widget.auto_links, False)
