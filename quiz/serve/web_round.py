"""One round in the browser."""

from __future__ import annotations

from quiz.decks.kinds import BY_INPUT
from quiz.decks.note import UnclearResponse
from quiz.formats.round_json import RoundWriter
from quiz.game.feats import Feat, feats_of_answer, standing_of
from quiz.game.left_rounds import NO_CARDS_LEFT
from quiz.game.nothing_to_ask import IN_COMMANDS, nothing_to_ask
from quiz.game.play import Play
from quiz.game.round_words import number_of
from quiz.history.events import Input, MarkKind, Mode
from quiz.history.rating import Rating
from quiz.round.response import Response
from quiz.round.round import Stage
from quiz.serve.forms import Form
from quiz.serve.web_play import WebPlay, away_ms

LONGEST_ANSWER = 5_000
"""Characters of a typed answer that are read."""


class WebRound(WebPlay):
    """A play, and what its page shows besides.

    revealed: whether the answer of a flashcard is shown. feats: what the last answer has reached.
    writer: knows what was written of the round.
    """

    def __init__(self, play: Play) -> None:
        super().__init__()
        self.play: Play = play
        self.writer = RoundWriter()
        self.revealed = False
        self.actions = {
            "answer": self._answer,
            "skip": lambda _, form: self._submit(None, form),
            "reveal": self._reveal,
            "hint": self._hint,
            "rate": self._rate,
            "next": self._next,
            "undo": lambda *_: self.play.undo(),
            "flag": self._flag,
            "bury": lambda *_: self._set_aside(MarkKind.BURY, "Buried until tomorrow."),
            "suspend": lambda *_: self._set_aside(MarkKind.SUSPEND, "Suspended."),
            "expire": lambda *_: self.play.expire(),
            "finish": self._finish,
            "resume": self._resume,
            "again": lambda *_: self._follow(self.play.another()),
            "missed": lambda *_: self._follow(self.play.replay_missed()),
        }

    @property
    def key(self) -> str:
        """See `WebPlay`."""
        return self.play.state.id

    @property
    def is_open(self) -> bool:
        """See `WebPlay`."""
        return self.play.question is not None

    @property
    def place(self) -> str:
        """See `WebPlay`."""
        return self.play.place

    def forget(self) -> None:
        """See `WebPlay`."""
        super().forget()
        self.feats: list[Feat] = []

    def look(self) -> None:
        """Before the page is shown: end a Blitz whose time has run out. A prompt of Gravity that
        landed while no page was open falls again."""
        if self.play.has_landed:
            self.play.shown()
            self.step += 1
        elif self.play.expire():
            self.step += 1

    def write_anew(self) -> None:
        """See `WebPlay`."""
        self.writer = RoundWriter()

    def look_ahead(self) -> None:
        """See `WebPlay`."""
        self.play.look_ahead()

    # ── answering ───────────────────────────────────────────────────────────────

    def _answer(self, what: str, form: Form) -> bool:
        return self._submit(self._response(what, form), form)

    def _response(self, what: str, form: Form) -> Response:
        """The response to the open question; what: the number of an option, from 1, or a rating.

        Raises UnclearResponse.
        """
        question = self.play.question
        if question is None or self.play.stage is not Stage.ASKING:
            return None
        texts = [text[:LONGEST_ANSWER].strip() for text in form.get("text", ())]
        match question.input:
            case Input.CHOICE | Input.TRUE_FALSE:
                number = number_of(what, len(question.options))
                return question.options[number - 1]
            case Input.REVEAL:
                return Rating(number_of(what, len(Rating)))
            case Input.LIST:
                read = BY_INPUT[Input.LIST].response
                items = [read(text, question.card, ()) for text in texts if text]
                return tuple(item for each in items for item in each) or _nothing()
            case Input.SEQUENCE:
                kind = BY_INPUT[Input.SEQUENCE]
                return kind.response(" ".join(texts), question.card, question.options)
            case _:
                return " ".join(texts).strip() or _nothing()

    def _submit(self, response: Response, form: Form) -> bool:
        if self.play.stage is not Stage.ASKING:
            return False
        before = standing_of(self.play)
        answered = self.play.submit(response, away=away_ms(form))
        self.revealed = False
        if answered is None or self.play.mode is Mode.EXAM:
            return True
        self.feats = feats_of_answer(self.play, answered, before)
        if isinstance(response, Rating):
            # The player has read everything before rating the card.
            self.play.next()
        return True

    def _reveal(self, *_: object) -> bool:
        question = self.play.question
        self.revealed = question is not None and question.input is Input.REVEAL
        return self.revealed

    def _hint(self, *_: object) -> bool:
        return bool(self.play.hint())

    def _rate(self, what: str, _: Form) -> bool:
        self.play.rate(Rating(number_of(what, len(Rating))))
        return True

    def _next(self, *_: object) -> bool:
        if self.play.stage not in (Stage.SHOWING, Stage.FEEDBACK):
            return False
        self.play.next()
        return True

    # ── the rest ────────────────────────────────────────────────────────────────

    def _flag(self, *_: object) -> bool:
        self.said = "Flagged." if self.play.toggle_flag() else "Flag removed."
        return True

    def _set_aside(self, kind: MarkKind, said: str) -> bool:
        done = self.play.set_aside(kind) is not None
        self.said = f"{said} Undo brings it back." if done else "An exam keeps its questions."
        return done

    def _finish(self, *_: object) -> bool:
        self.play.finish()
        return True

    def _resume(self, *_: object) -> bool:
        if not self.play.resume():
            self.said = NO_CARDS_LEFT
            return False
        return True

    def _follow(self, play: Play) -> bool:
        if play.question is None:
            self.said = nothing_to_ask(play, IN_COMMANDS)
            return False
        return self.follow(WebRound(play))


def _nothing() -> str:
    raise UnclearResponse("Type an answer, or choose Don’t know to see it.")
