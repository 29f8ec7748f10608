"""The sounds and pictures of a card in the plain mode, and its text read aloud."""

from __future__ import annotations

from quiz.card import Card
from quiz.errors import QuizError
from quiz.game.card_pictures import NONE, files_to_open, pictures_of
from quiz.game.game import Game
from quiz.game.speaker import Speaker, sounds_of, text_of
from quiz.game.viewer import open_picture


class CardMedia:
    """Plays, reads and opens what one question has, until the next one is asked.

    Every method raises QuizError where there is nothing to play or to open, or no program for it.
    """

    def __init__(self, game: Game) -> None:
        self._game = game
        self._speaker = Speaker()

    def play(self, card: Card, *, told: bool) -> None:
        """Play the sounds of the question or, once it is told, of the answer."""
        files = self._game.sound_files(card, sounds_of(card, told=told))
        if not files:
            raise QuizError("this card has no sound")
        self._speaker.play(*files)

    def read(self, card: Card, *, told: bool) -> None:
        """Read the question aloud or, once it is told, the answer."""
        self._speaker.read(text_of(card, told=told), card.language)

    def open(self, card: Card, *, told: bool) -> None:
        """Open the pictures of the question or, once it is told, also of the answer."""
        found = pictures_of(card, self._game.media_file, question=True, answer=told)
        if found == NONE:
            raise QuizError("this card has no picture")
        for file in files_to_open(found):
            open_picture(file)
        if found.faults:
            raise QuizError("; ".join(f"the file {fault}" for fault in found.faults))

    def trouble(self) -> str:
        """Why there was no sound after all, once; "" if nothing went wrong."""
        return self._speaker.trouble()

    def stop(self) -> None:
        """Be silent."""
        self._speaker.stop()
