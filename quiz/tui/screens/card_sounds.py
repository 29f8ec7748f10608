"""The sounds of a round: those of the card, and its text read aloud."""

from __future__ import annotations

from abc import abstractmethod
from typing import ClassVar

from textual.binding import BindingType

from quiz.errors import QuizError
from quiz.game.play import Play
from quiz.game.speaker import Speaker, sounds_of, text_of
from quiz.round.round import Stage
from quiz.settings.keys import ROUND
from quiz.tui.own_keys import bind
from quiz.tui.screens.card_keys import CardKeys
from quiz.wording import with_capital


class CardSounds(CardKeys):
    """A screen that asks cards aloud. All is silent once it goes on to another card."""

    BINDINGS: ClassVar[list[BindingType]] = [
        bind("play_sound", ROUND, "play_sound", "Sound"),
        bind("read_aloud", ROUND, "read_aloud", "Read aloud", show=False),
    ]

    def __init__(self, play: Play) -> None:
        super().__init__(play)
        self.speaker = Speaker()
        self._told_trouble = False

    @property
    @abstractmethod
    def told(self) -> bool:
        """Whether the answer is shown."""

    @property
    def sounds(self) -> list[str]:
        """The paths of the sounds that go with what is shown."""
        question = self.play.question
        return [] if question is None else sounds_of(question.card, told=self.told)

    def play_by_itself(self) -> None:
        """Play the sounds of the question or, once it is told, those of the answer."""
        question = self.play.question
        if question is None or not self.play.game.settings.autoplay:
            return
        media = question.card.media
        is_first_look = self.play.stage is Stage.SHOWING
        if media.answer_audio if self.told and not is_first_look else self.sounds:
            self.action_play_sound(by_itself=True)

    def action_play_sound(self, *, by_itself: bool = False) -> None:
        """Play the sounds of the question, or of the answer once that is shown."""
        question = self.play.question
        if question is None or not self.sounds:
            return
        try:
            self.speaker.play(*self.play.game.sound_files(question.card, self.sounds))
        except QuizError as error:
            self._tell_trouble(str(error), by_itself=by_itself)

    def action_read_aloud(self) -> None:
        """Read the question aloud, or the answer once that is shown."""
        question = self.play.question
        if question is None or self.keys.is_unseen:
            return
        card = question.card
        try:
            self.speaker.read(text_of(card, told=self.told), card.language)
        except QuizError as error:
            self._tell_trouble(str(error))

    def heed_speaker(self) -> None:
        """Say if a sound did not play after all."""
        if trouble := self.speaker.trouble():
            self._tell_trouble(trouble, by_itself=True)

    def _tell_trouble(self, what: str, *, by_itself: bool = False) -> None:
        """Say why there is no sound; of those that play by themselves, only once in a round."""
        if not (by_itself and self._told_trouble):
            self.app.say(with_capital(what))
        self._told_trouble = self._told_trouble or by_itself

    def on_unmount(self) -> None:
        """Be silent."""
        self.speaker.stop()
