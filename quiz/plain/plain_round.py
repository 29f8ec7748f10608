"""Plays a round in the plain mode."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import suppress
from functools import partial
from typing import TYPE_CHECKING, TextIO

from quiz.card import Card
from quiz.decks.kinds import BY_INPUT
from quiz.decks.note import UnclearResponse
from quiz.display import one_line
from quiz.errors import QuizError
from quiz.game.feats import feats_of_answer, standing_of
from quiz.game.leaving import leave
from quiz.game.nothing_to_ask import IN_COMMANDS, nothing_to_ask
from quiz.game.play import Play
from quiz.game.round_words import hand_in_text, newness_text, number_of, stakes_lines
from quiz.history.events import Input, MarkKind, Mode
from quiz.history.rating import Rating
from quiz.plain import words
from quiz.plain.lines import complain, say, yes_or_no
from quiz.round.question import Question
from quiz.round.response import Response
from quiz.round.round import Stage
from quiz.text.normalise import normalise
from quiz.text.shown import shown
from quiz.wording import with_capital

if TYPE_CHECKING:
    from quiz.plain.card_media import CardMedia


class _End(Exception):  # noqa: N818
    """The player quits, or the input ends."""


class _OtherQuestion(Exception):  # noqa: N818
    """A command has moved on to another question."""


class PlainRound:
    """Asks the questions of one round on `out` and reads answers from `lines`.

    Every answer is on disk before the next question appears. errors: where errors are written; by
    default `out`.
    """

    def __init__(
        self, play: Play, lines: Iterator[str], out: TextIO, errors: TextIO | None = None
    ) -> None:
        self._play = play
        self._lines = lines
        self._say = partial(say, out)
        self._complain = partial(complain, errors or out)
        self._last: Response = None
        self._saved = True
        self._media: CardMedia | None = None

    def run(self) -> bool:
        """Play until the round is over, the player quits or the input ends; then sum up.

        Returns whether the last answer was saved.
        """
        if self._play.stage is Stage.OVER and not self._goes_on():
            return True
        self._say(words.heading(self._play.state))
        if new := newness_text(self._play.game, self._play.state):
            self._say(new)
        try:
            with suppress(_End):
                while self._play.state.is_open:
                    self._ask()
                    self._be_silent()
        finally:
            keeps = self._leave()
        self._be_silent()
        summary = self._play.summary()
        self._say(*words.summary_lines(summary))
        if summary.asked:
            self._say(*words.progress_lines(self._play))
        if keeps:
            self._say("`quiz play --continue` goes on with this round today.")
        return self._saved

    def _leave(self) -> bool:
        """Keep what is left of the round; returns whether anything is."""
        try:
            return leave(self._play)
        except QuizError as error:
            self._complain(error)
            return False

    def _be_silent(self) -> None:
        if self._media is not None:
            self._media.stop()

    def _goes_on(self) -> bool:
        """Say why there is nothing to ask; if it is the daily limit, offer to go on."""
        more = self._play.more()
        if more is None:
            self._say(nothing_to_ask(self._play, IN_COMMANDS))
            return False
        self._say(f"{self._play.limit_text()}; Enter for more.")
        if next(self._lines, "no").strip():
            return False
        self._play = more
        return True

    def _read(self) -> str:
        line = next(self._lines, None)
        if line is None:
            raise _End
        if self._media is not None and (trouble := self._media.trouble()):
            self._say(with_capital(trouble))
        return line.strip()

    def _ask(self) -> None:
        question = self._play.question
        assert question is not None
        if self._play.stage is Stage.SHOWING:
            self._say(*words.shown_lines(question, self._play.state))
        else:
            left, to_record = self._play.seconds_left, self._play.to_record
            self._say(*words.question_lines(question, self._play.state, left, to_record))
        self._play.shown()
        self._play.look_ahead()
        while True:
            line = self._read()
            if line == "?" or (line.startswith("/") and not line.startswith("//")):
                if self._command(line, question, told=self._play.stage is Stage.SHOWING):
                    return
                continue
            if self._play.stage is Stage.SHOWING:
                self._play.next()
                return
            try:
                response = self._response(line.removeprefix("/"), question)
            except _OtherQuestion:
                return
            except UnclearResponse as unclear:
                self._say(str(unclear))
                continue
            if self._submit(response):
                return

    def _submit(self, response: Response) -> bool:
        """Submit the response; False if it cannot be saved, and then the question stays open."""
        self._last = response
        question = self._play.question
        try:
            before = standing_of(self._play)
            answered = self._play.submit(response)
        except QuizError as error:
            self._saved = False
            self._complain(error)
            self._say("The question stays open: answer again, or /quit.")
            return False
        self._saved = True
        if answered is None:
            assert question is not None
            self._say(*words.too_late_lines(question.card, response))
            return True
        if self._play.mode is not Mode.EXAM:
            self._say(*words.feedback_lines(answered), *stakes_lines(self._play.state))
            feats = feats_of_answer(self._play, answered, before)
            self._say(*(feat.text for feat in feats if not feat.told))
            self._play.next()
        return True

    def _response(self, line: str, question: Question) -> Response:
        """The line as a response to this question. Raises UnclearResponse."""
        match question.input:
            case Input.CHOICE:
                return _picked(line, question)
            case Input.REVEAL:
                return self._reveal(question)
        kind = BY_INPUT.get(question.input)
        if kind is not None:
            return kind.response(line, question.card, question.options)
        if not line:
            raise UnclearResponse("Type an answer, or /skip to see it.")
        return line

    def _reveal(self, question: Question) -> Rating:
        self._say(*words.reveal_lines(question.card, self._play.preview()))
        while True:
            line = self._read()
            if line in ("1", "2", "3", "4"):
                return Rating(int(line))
            if line == "?" or line.startswith("/"):
                if self._command(line, question, told=True):
                    raise _OtherQuestion
                continue
            self._say("Please answer 1, 2, 3 or 4; ? lists the commands.")

    def _command(self, line: str, question: Question, *, told: bool) -> bool:
        """Run a command; returns whether to show the question again. told: whether the answer is
        shown."""
        name, _, argument = line.partition(" ")
        known: dict[str, Callable[[], bool]] = {
            "?": self._help,
            "/help": self._help,
            "/hint": lambda: self._hint(question),
            "/skip": self._give_up,
            "/undo": self._undo,
            "/rate": lambda: self._rate(argument.strip()),
            "/bury": lambda: self._set_aside(MarkKind.BURY, "Buried until tomorrow"),
            "/flag": self._flag,
            "/suspend": lambda: self._set_aside(MarkKind.SUSPEND, "Suspended"),
            **{
                word: partial(self._use_media, word, question.card, told=told)
                for word in ("/sound", "/read", "/open")
            },
        }
        if name == "/quit" and self._is_last_word():
            raise _End
        if name == "/quit":
            return True
        if name not in known:
            self._say(f"Unknown command {name}; type ? for help, or // to answer with a slash.")
            return False
        try:
            return known[name]()
        except QuizError as error:
            self._complain(error)
            return False

    def _is_last_word(self) -> bool:
        """Whether to end the round; an Exam, which cannot be continued, only after asking."""
        if self._play.mode is not Mode.EXAM:
            return True
        self._say(f"{hand_in_text(self._play.state)} Type y to hand in:")
        return bool(yes_or_no(self._read()))

    def _help(self) -> bool:
        self._say(words.HELP)
        return False

    def _hint(self, question: Question) -> bool:
        hint = self._play.hint()
        markdown = question.card.markdown
        self._say(
            f"Hint: {one_line(shown(hint, markdown=markdown))}"
            if hint
            else "This card has no hint."
        )
        return False

    def _give_up(self) -> bool:
        if self._play.stage is Stage.SHOWING:
            self._play.next()
            return True
        return self._submit(None)

    def _use_media(self, word: str, card: Card, *, told: bool) -> bool:
        if self._media is None:
            # Most rounds are silent.
            from quiz.plain.card_media import CardMedia

            self._media = CardMedia(self._play.game)
        uses = {"/sound": self._media.play, "/read": self._media.read, "/open": self._media.open}
        uses[word](card, told=told)
        return False

    def _flag(self) -> bool:
        flagged = self._play.toggle_flag()
        self._say("Flagged; `quiz cards is:flagged` lists it." if flagged else "Flag removed.")
        return False

    def _undo(self) -> bool:
        if not self._play.undo():
            self._say("There is nothing to undo in this round.")
            return False
        self._say("Undone.")
        return True

    def _rate(self, argument: str) -> bool:
        if argument not in ("1", "2", "3", "4"):
            self._say("Please type /rate 1, /rate 2, /rate 3 or /rate 4.")
            return False
        if not self._play.rate_last(Rating(int(argument))):
            self._say("There is no answer to rate in this round.")
            return False
        self._say(f"Rated {Rating(int(argument)).label}.")
        return True

    def _set_aside(self, kind: MarkKind, said: str) -> bool:
        if self._play.set_aside(kind) is None:
            self._say("An exam keeps its questions.")
            return False
        self._say(f"{said}; /undo reverts this.")
        if self._play.stage is Stage.OVER:
            self._say("No cards left; press Enter to end the round.")
            if self._read() == "/undo":
                self._undo()
        return True


def _picked(line: str, question: Question) -> str:
    """The option with this number or text: as typed, or else as a typed answer would be compared,
    if only one option fits. Raises UnclearResponse."""
    card, options = question.card, question.options
    try:
        return options[number_of(line, len(options)) - 1]
    except UnclearResponse:
        read = {option: one_line(shown(option, markdown=card.markdown)) for option in options}
        for fold in (str, str.casefold, partial(normalise, language=card.language)):
            fitting = [option for option in options if fold(read[option]) == fold(line)]
            if len(fitting) == 1:
                return fitting[0]
        raise
