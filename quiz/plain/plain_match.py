"""Plays Match in plain mode."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from string import ascii_lowercase
from typing import TextIO

from quiz.card import Card
from quiz.display import one_line
from quiz.errors import QuizError
from quiz.game.match_play import NOTHING_TO_PAIR, MatchPlay
from quiz.game.round_words import achieved_lines
from quiz.plain.lines import complain, say
from quiz.text.shown import readable
from quiz.wording import counted

_HELP = "Type a number and a letter, such as 1c, to pair them; /quit ends."


class PlainMatch:
    """Shows a board on `out` and reads pairs from `lines`; errors go to `errors`."""

    def __init__(self, play: MatchPlay, lines: Iterator[str], out: TextIO, errors: TextIO) -> None:
        self._play = play
        self._lines = lines
        self._say = partial(say, out)
        self._errors = errors
        self._saved = True

    def run(self) -> bool:
        """Play until the board is done, the player quits or the input ends; then sum up. Returns
        whether the last pair was saved."""
        board = self._play.board
        if not board.prompts:
            self._say(NOTHING_TO_PAIR)
            return True
        self._say(f"Match, {counted(len(board.prompts), 'pair')}. {_HELP}")
        self._show()
        self._play.watch.lap()
        for line in self._lines:
            text = line.strip().casefold()
            if text == "/quit":
                break
            self._take(text)
            if self._play.board.is_done:
                break
        self._say("", *self._play.summary_lines(), *achieved_lines(self._play.unlocks))
        return self._saved

    def _show(self) -> None:
        """Show what is still open on the board."""
        board = self._play.board
        for number, card in enumerate(board.prompts, 1):
            if card.key not in board.matched:
                self._say(f"  {number}  {one_line(readable(card).prompt)}")
        for letter, card in zip(ascii_lowercase, board.answers, strict=False):
            if card.key not in board.matched:
                self._say(f"  {letter}  {one_line(readable(card).answer)}")

    def _take(self, text: str) -> None:
        """Take one line."""
        if text in ("?", "/help"):
            self._say(_HELP)
            return self._show()
        found = self._pair(text.replace(" ", ""))
        if found is None:
            return self._say(_HELP)
        prompt, answer = found
        if self._play.board.matched & {prompt.key, answer.key}:
            return self._say("That one is already paired.")
        try:
            right = self._play.pair(prompt, answer)
        except QuizError as error:
            self._saved = False
            complain(self._errors, error)
            return self._say("The pair is not saved: try again, or /quit.")
        self._saved = True
        return self._say(self._play.told(right=right))

    def _pair(self, text: str) -> tuple[Card, Card] | None:
        board = self._play.board
        cards = len(board.prompts)
        numbers = {str(number): card for number, card in enumerate(board.prompts, 1)}
        letters = dict(zip(ascii_lowercase[:cards], board.answers, strict=True))
        if len(text) != 2:
            return None
        first, second = sorted(text)
        if first not in numbers or second not in letters:
            return None
        return numbers[first], letters[second]
