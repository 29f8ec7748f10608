"""The sounds and pictures of a card in the plain mode, and its text read aloud."""

from __future__ import annotations

from quiz.card import GAP_MARK, Card
from quiz.errors import QuizError
from quiz.game.game import Game
from quiz.game.speaker import Speaker
from quiz.game.viewer import open_picture
from quiz.text.shown import pictures, shown


class CardMedia:
    """Plays, reads and opens what one question has, until the next one is asked.

    Every method raises QuizError where there is nothing to play or to open, or no program for it.
    """

    def __init__(self, game: Game) -> None:
        self._game = game
        self._speaker = Speaker()

    def play(self, card: Card, *, told: bool) -> None:
        """Play the sound of the question or, once it is told, of the answer."""
        path = (told and card.media.answer_audio) or card.media.audio
        if not path:
            raise QuizError("this card has no sound")
        file = self._game.media_file(card, path)
        if file is None:
            raise QuizError(f"the file {path} is missing")
        self._speaker.play(file)

    def read(self, card: Card, *, told: bool) -> None:
        """Read the question aloud or, once it is told, the answer."""
        text = shown(card.answer if told else card.prompt, markdown=card.markdown)
        self._speaker.read(text.replace(GAP_MARK, "…"), card.language)

    def open(self, card: Card, *, told: bool) -> None:
        """Open the pictures of the question or, once it is told, also of the answer."""
        paths = [card.media.image, card.media.answer_image if told else ""]
        if card.markdown:
            texts = (card.prompt, *((*card.answers, card.explanation) if told else ()))
            paths += [path for text in texts for path, _ in pictures(text)]
        named = [path for path in dict.fromkeys(paths) if path]
        if not named:
            raise QuizError("this card has no picture")
        for path in named:
            file = self._game.media_file(card, path)
            if file is None:
                raise QuizError(f"the file {path} is missing")
            if path == card.media.image and card.occlusion is not None:
                # Pillow is loaded by the first such picture.
                from quiz.covered_picture import covered_copy

                file = covered_copy(file, card.occlusion, told=told)
            open_picture(file)

    def trouble(self) -> str:
        """Why there was no sound after all, once; "" if nothing went wrong."""
        return self._speaker.trouble()

    def stop(self) -> None:
        """Be silent."""
        self._speaker.stop()
