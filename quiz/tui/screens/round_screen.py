"""The screen of a round."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from typing import ClassVar

from textual import events, on
from textual.app import ComposeResult
from textual.binding import ActiveBinding, Binding, BindingType
from textual.keys import key_to_character
from textual.reactive import reactive
from textual.widget import Widget

from quiz.clock import Alarm
from quiz.display import one_line
from quiz.errors import QuizError
from quiz.game.deck_titles import deck_title
from quiz.game.feats import Feat, PlayerStanding, feats_of_answer, is_mastered_now, standing_of
from quiz.game.mode_keys import MODE_KEYS, about
from quiz.game.newcomer import is_newcomer
from quiz.game.play import Play
from quiz.game.round_words import hand_in_text, newness_text
from quiz.game.viewer import open_picture
from quiz.history.events import Mode
from quiz.history.rating import Rating
from quiz.loading import search
from quiz.round.question import Question
from quiz.round.response import Response
from quiz.round.round import GradedAnswer, Stage
from quiz.settings.keys import ROUND
from quiz.text.shown import readable
from quiz.tui.own_keys import bind
from quiz.tui.screens.card_sounds import CardSounds
from quiz.tui.screens.summary_screen import SummaryScreen
from quiz.tui.widgets.answer_given import AnswerGiven
from quiz.tui.widgets.count_in import DIGITS, FIRST, CountIn
from quiz.tui.widgets.footer import Footer
from quiz.tui.widgets.hud import HeadUpDisplay
from quiz.tui.widgets.reveal_answer import RevealAnswer
from quiz.tui.widgets.stage import StageWidget
from quiz.wording import counted, with_capital

HURRIED = frozenset({Mode.BLITZ, Mode.GRAVITY})
"""Modes that show a right answer only for a moment."""

ONCE_TOLD = frozenset({"undo", "edit"})
"""Actions whose letters wait for the answer: a word typed on a question with options must not
take back the previous answer, or show this one in the editor. Their other keys always work."""

GLANCE_SECONDS = 0.7
COUNT_SECONDS = 0.5
TURNS = 4
"""Turns of the event loop until a changed widget has asked for its layout; fewer only cost a
second paint."""


class RoundScreen(CardSounds):
    """Shows question, answer and feedback, then the next question."""

    HELP: ClassVar[str] = (
        "Answer with the keys shown or with the mouse. Then Enter or Space goes on, as it does "
        "from a new card, which Learn shows before it asks. "
        "Escape ends the round; all answers are already saved.\n\n"
        "1 Again, 2 Hard, 3 Good, 4 Easy change the rating, which decides when the card comes "
        "back; after a wrong answer, press 3 or 4 twice. {undo} takes back answers, and cards "
        "buried or suspended, one at a time.\n\n"
        "Page up and down, Home and End scroll long text. {edit} edits the card and returns to its "
        "question; {flag} flags it, {read_aloud} reads it aloud, {play_sound} plays its sound, and "
        "{open_picture} or a click opens its picture; once the answer is shown, the letters "
        "u and e undo and edit, too."
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter,space", "go_on", "Next"),
        *(
            Binding(str(rating.value), f"rate({rating.value})", rating.label, show=False)
            for rating in Rating
        ),
        bind("hint", ROUND, "hint", "Hint"),
        bind("dont_know", ROUND, "give_up", "Don't know"),
        bind("undo", ROUND, "undo", "Undo"),
        bind("open_picture", ROUND, "open_picture", "Picture"),
        *(
            Binding(key, f"scroll('{key}')", "Scroll", show=False, system=True)
            for key in ("up", "down", "pageup", "pagedown", "home", "end")
        ),
        Binding("escape", "leave", "End"),
    ]

    QUESTION_MARK_IS_HELP: ClassVar[bool] = False
    """An answer may start with a question mark, so only F1 shows help."""

    HOLDS_CARDS: ClassVar[bool] = True
    """Deck changes are not picked up during a round."""

    MESSAGES_IN_LINE: ClassVar[bool] = True
    """One message at a time, in place of the bar, which repeats how far the round is."""

    # This screen sets the focus itself: after an answer there is none, even on resume.
    AUTO_FOCUS = ""

    counted: reactive[float] = reactive(0.0, init=False, repaint=False)
    """The points shown in the head-up display while they count up to the round's points."""

    def __init__(self, play: Play) -> None:
        super().__init__(play)
        self.set_reactive(RoundScreen.counted, float(play.state.points))
        self._standing: PlayerStanding | None = None
        self._seconds: float | None = None
        self._doubted: tuple[str, Rating] | None = None
        self._glance = Alarm(play.game.clock)
        self._count_in = CountIn.before(play)
        self._stage = StageWidget(play.game.media_file, tells=play.mode is not Mode.EXAM)
        self._changes = False

    def compose(self) -> ComposeResult:
        """Head-up display, stage and keys."""
        yield HeadUpDisplay(self.play.state)
        yield self._stage
        yield Footer()

    @property
    def help_text(self) -> str:
        """What the mode is about, then how to play."""
        return f"{about(self.play.mode)}\n{self.HELP}"

    async def on_mount(self) -> None:
        """Ask the first question."""
        for widget in (self, *self.query()):
            # A round has no links; the search for them slows each paint.
            widget.set_reactive(Widget.auto_links, False)
        if self._count_in is None:
            await self.ask()
            if not self.play.state.asked and (new := newness_text(self.play.game, self.play.state)):
                self.app.say(new)
        else:
            self.play.pause()
            self.keys.asked(by_itself=True)
            self._show_count(FIRST)

    async def _count(self) -> None:
        """Show three, two, one, then the first question, and start the clock."""
        if self._count_in is None:
            return
        if self._count_in.number:
            self._show_count(self._count_in.number)
            return
        self._count_in = None
        self.play.unpause()
        await self.ask(by_itself=True)

    def _show_count(self, number: int) -> None:
        self._stage.show_digit(DIGITS[number], MODE_KEYS[self.play.mode][1])

    def on_screen_suspend(self) -> None:
        """Stop the clock while another screen, such as the help, is on top."""
        if self.play.stage is not Stage.OVER:
            self.play.pause()
        self.speaker.stop()
        self._stage.refresh_picture()

    def on_screen_resume(self) -> None:
        """Let the clock run again."""
        if self._count_in is None:
            self.play.unpause()
        self._stage.refresh_picture()

    # ── showing ─────────────────────────────────────────────────────────────────

    async def ask(self, *, by_itself: bool = False) -> None:
        """Show the open question, or the summary if the round is over.

        Only one key, click or tick at a time gets here, since the app handles them in order.
        by_itself: the player did not ask for it. Then keys count for the question only once it is
        painted; earlier ones were meant for the previous question.
        """
        self.keys.asked(by_itself=by_itself)
        self.speaker.stop()
        self.app.stop_celebrating()
        question = self.play.question
        if self.play.stage is Stage.OVER or question is None:
            self._sum_up()
            return
        with self._painted_once():
            await self._show_question(question)
        self.call_after_refresh(self._while_reading)

    @contextmanager
    def _painted_once(self) -> Iterator[None]:
        """Paint when everything is in place; while it is put there, no keys are shown anew."""
        self._changes = True
        try:
            with self.app.batch_update():
                yield
        finally:
            self._changes = False
        self.refresh_bindings()

    def refresh_bindings(self) -> None:
        """Show which keys do something now, after the paint of what they belong to."""
        if not self._changes:
            self.call_after_refresh(super().refresh_bindings)

    def _while_reading(self) -> None:
        """The question is painted: start the player's time, and do work now that the
        next key would otherwise wait for."""
        self.keys.painted()
        self.play.shown()
        self.play.look_ahead()
        if self.play.upcoming is not None:
            self._stage.look_ahead(self.play.upcoming)
        self._standing = standing_of(self.play)
        self.play_by_itself()
        search()

    def _while_told(self) -> None:
        """The feedback is painted: do what its paint need not wait for."""
        self.play_by_itself()
        search()

    async def _show_question(self, question: Question) -> None:
        self._show_hud()
        self._fall()
        self._stage.newcomer = is_newcomer(self.play.game)
        if self.play.stage is Stage.SHOWING:
            self.set_focus(None)
            await self._stage.present(question)
        else:
            self._focus_on(await self._stage.ask(question), question)
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
        table = self._stage.table
        if table.max_scroll_y or table.scroll_y:
            self._stage.refresh()
        self.refresh(repaint=False, layout=True)

    def _show_hud(self) -> None:
        self._seconds = self.play.seconds_left
        self._show_score()

    def _show_score(self) -> None:
        # Points may still count up for a moment after the screen was left.
        for hud in self.query("#hud").results(HeadUpDisplay):
            hud.show(self.play.state, self._seconds, self.counted, self._deck_title())

    def _deck_title(self) -> str:
        """The title of the card's deck or, while it is near, the distance to the record."""
        if self.play.to_record is not None:
            return f"{counted(self.play.to_record, 'point')} to your record"
        question = self.play.question
        return one_line(deck_title(self.play.game, question.card.deck)) if question else ""

    def watch_counted(self) -> None:
        """Show the points as they count up."""
        if self.play.stage is not Stage.OVER:
            self._show_score()

    def on_resize(self) -> None:
        """Fit everything to the new size."""
        if self.play.stage is not Stage.OVER and self._count_in is None:
            self._show_hud()
            self._stage.fit()

    def tick(self) -> None:
        """Move a hurried round on by itself, and act when its time is up."""
        if self.app.screen is not self:
            return
        self.heed_speaker()
        if self._count_in is not None:
            self.call_later(self._count)
        elif self._glance.rings():
            # Queued, to stay in order with the keys.
            self.app.call_later(self._glance_over)
        elif self.play.seconds_left is not None:
            self.call_later(self._show_clock)

    async def _glance_over(self) -> None:
        # The answer may have been undone in the meantime.
        if self.is_attached and self._is_glance():
            self.play.next()
            await self.ask(by_itself=True)

    async def _show_clock(self) -> None:
        if self.app.screen is not self:
            return
        question = self.play.question
        if self.play.has_landed and question is not None:
            await self.app.in_turn(partial(self._answer, question, None))
        elif self.play.expire():
            self._sum_up()
        elif self.play.stage is not Stage.OVER:
            self._show_hud()
            self._fall()

    def _fall(self) -> None:
        """Show how far the prompt of a Gravity has fallen, if anything may move."""
        falls, seconds = self.play.state.fall_ms, self.play.seconds_left
        if falls is not None and seconds is not None and self.app.animation_level != "none":
            self._stage.fall(1 - seconds * 1_000 / falls)

    def _sum_up(self) -> None:
        # Notifications would cover the summary's buttons, and it says the same.
        self.app.clear_notifications()
        self.app.switch_screen(SummaryScreen(self.play))

    # ── keys ────────────────────────────────────────────────────────────────────

    @property
    def active_bindings(self) -> dict[str, ActiveBinding]:
        """The keys that do something now; see `ONCE_TOLD`."""
        found = super().active_bindings
        if self.told:
            return found
        return {
            key: active
            for key, active in found.items()
            if key_to_character(key) is None or active.binding.action not in ONCE_TOLD
        }

    def on_key(self, event: events.Key) -> None:
        """Stop the letters of a word that was meant for an answer; where nothing is typed, the
        first of them tells how to answer."""
        if not event.is_printable:
            return
        in_word = self.keys.is_in_word()
        bindings = [
            binding
            for _, bindings in self._binding_chain
            for binding in bindings.key_to_bindings.get(event.key, ())
        ]
        stray = not bindings
        if (in_word or not self.told) and any(each.action in ONCE_TOLD for each in bindings):
            event.stop()
            event.prevent_default()
            stray = True
        answer = self._stage.answer
        if stray and not in_word and not self.told and answer is not None:
            self.app.notify(answer.how, timeout=2, markup=False)

    # ── answering ───────────────────────────────────────────────────────────────

    @on(AnswerGiven)
    async def _given(self, message: AnswerGiven) -> None:
        await self.app.in_turn(partial(self._answer, message.question, message.response))

    async def _answer(self, question: Question, response: Response) -> None:
        # The second of two clicks may belong to the previous question.
        open_now = self.play.stage is Stage.ASKING and question is self.play.question
        if not open_now or self.keys.is_unseen:
            return
        before = self._standing or standing_of(self.play)
        try:
            answered = self.play.submit(response)
        except QuizError as error:
            self.app.complain(error)
            return
        if answered is None:
            self._sum_up()
            return
        self.keys.answered()
        if self.play.mode is Mode.EXAM:
            await self.ask(by_itself=True)
            return
        feats = feats_of_answer(self.play, answered, before)
        if isinstance(response, Rating):
            # The player had read everything before rating the card.
            self._count_up()
            if not before.mastered and is_mastered_now(self.play):
                prompt = one_line(readable(answered.question.card).prompt)
                self.app.notify(prompt, title="★ Mastered", markup=False)
            self.play.next()
            await self.ask(by_itself=True)
            self.app.celebrate(feats, in_words=True)
            return
        with self._painted_once():
            self._show_answered(answered, before)
            await self._lay_out()
        self.call_after_refresh(self._while_told)
        if feats:
            # After the paint, which a key waits for.
            self.call_after_refresh(self._celebrate, answered, feats)
        if self._is_glance():
            self._glance.set(GLANCE_SECONDS)

    def _show_answered(self, answered: GradedAnswer, before: PlayerStanding) -> None:
        """Show the feedback. before: where the player stood."""
        self._show_hud()
        self._count_up()
        newly = not before.mastered and is_mastered_now(self.play)
        self._stage.tell(answered, mastered=newly)
        answer = self._stage.answer
        if answer is None or self.focused is not answer or not answer.display:
            # This screen takes all keys now; options that stay pass them on.
            self.set_focus(None)

    def _celebrate(self, answered: GradedAnswer, feats: Sequence[Feat]) -> None:
        # A player in a hurry reads the next question already, which nothing must cover.
        self.app.celebrate(feats, in_words=self.play.answered is not answered)

    def _count_up(self, seconds: float = COUNT_SECONDS) -> None:
        points = float(self.play.state.points)
        self.animate("counted", points, duration=seconds, easing="out_cubic")

    async def action_go_on(self) -> None:
        """Go from the feedback or a new card to the next question."""
        stage = self.play.stage
        if stage not in (Stage.FEEDBACK, Stage.SHOWING):
            return
        if stage is Stage.SHOWING and self.keys.is_too_soon:
            return
        # Messages about the last card would cover the points of the next.
        self.app.clear_notifications()
        self.play.next()
        await self.ask()

    def action_rate(self, rating: int) -> None:
        """Change the inferred rating."""
        if self.play.stage is not Stage.FEEDBACK or self._is_repeated(rating):
            return
        if self._is_doubtful(Rating(rating)):
            return
        with self.app.complaining():
            self.play.rate(Rating(rating))
            if self.play.answered is not None:
                self._stage.show_ratings(self.play.answered)

    def _is_repeated(self, number: int) -> bool:
        """Whether the key that picked the answer is still held, or was pressed twice."""
        answered = self.play.answered
        if answered is None:
            return False
        return self.keys.is_repeat(number, [*answered.question.options], answered.answer.response)

    def _is_doubtful(self, rating: Rating) -> bool:
        """Whether the key calls a wrong answer well known: one meant for the next question must
        not, so it is asked for twice."""
        answered = self.play.answered
        if answered is None or answered.answer.correct or rating <= Rating.HARD:
            return False
        answer = answered.answer
        if answer.rating > Rating.HARD or self._doubted == (answer.id, rating):
            return False
        self._doubted = (answer.id, rating)
        self.app.say(f"That was wrong; {rating.value} again rates it {rating.label} all the same.")
        return True

    def action_scroll(self, key: str) -> None:
        """Scroll text that is too long for the window."""
        self._stage.scroll(key)

    def action_hint(self) -> None:
        """Show the hint of the open question."""
        if self.play.stage is not Stage.ASKING or self.keys.is_unseen:
            return
        if self.play.hint():
            self._stage.show_prompt(hinted=True)
            self.refresh(layout=True)
            self.refresh_bindings()

    @property
    def told(self) -> bool:
        """Whether the answer is shown."""
        return self.play.stage is not Stage.ASKING or self._stage.is_revealed

    @on(RevealAnswer.Revealed)
    def _revealed(self, message: RevealAnswer.Revealed) -> None:
        message.answer.show_ratings(self.play.preview())
        self.call_after_refresh(self._while_told)

    def action_open_picture(self) -> None:
        """Open the pictures of the card in the viewer of the system."""
        try:
            for file in self._stage.pictures_to_open():
                open_picture(file)
        except QuizError as error:
            self.app.say(with_capital(str(error)))

    async def action_give_up(self) -> None:
        """Answer "don't know" and show the answer."""
        if self.play.question is not None:
            await self._answer(self.play.question, None)

    async def action_undo(self) -> None:
        """Undo the last answer, or the last bury or suspend since, and ask that card again."""
        aside = self.play.last_is_aside
        undone = False
        with self.app.complaining():
            undone = self.play.undo()
        if undone:
            # Messages about the undone step are no longer true.
            self.app.clear_notifications()
            if aside:
                self.app.notify("Undone.", timeout=2, markup=False)
            self._count_up(0.0)
            await self.ask(by_itself=True)

    def action_leave(self) -> None:
        """End the round, an Exam after asking: show the summary if anything was done, else go
        home."""
        if self.play.mode is Mode.EXAM and self.play.state.asked:
            text = hand_in_text(self.play.state)
            self.app.ask(text, "Hand in", "Go on", self._leave)
        else:
            self._leave()

    def _leave(self) -> None:
        self.play.finish()
        if self.play.state.asked or self.play.can_undo:
            self._sum_up()
        else:
            self.app.clear_notifications()
            self.dismiss()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Show only the keys that do something now."""
        asking = not self.told and self._count_in is None
        match action:
            case "go_on":
                return self.play.stage is not Stage.ASKING
            case "rate":
                return self.play.stage is Stage.FEEDBACK and not self._is_glance()
            case "give_up":
                return asking
            case "hint":
                return asking and self._has_hint()
            case "undo":
                return self.play.can_undo
            case "play_sound":
                return bool(self.sounds)
            case "open_picture":
                return self._stage.has_pictures
            case "bury" | "suspend" | "edit":
                return self.play.mode is not Mode.EXAM
            case _:
                return True

    def _has_hint(self) -> bool:
        question = self.play.question
        if question is None or self.play.mode is Mode.EXAM:
            return False
        return bool(question.card.hint) and not self.play.state.hinted

    def _is_glance(self) -> bool:
        """Whether the round moves on by itself after this answer."""
        answered = self.play.answered
        return self.play.mode in HURRIED and answered is not None and answered.answer.correct
