"""A board of Match in the browser."""

from __future__ import annotations

from string import ascii_lowercase
from typing import NamedTuple

from quiz.card import Card
from quiz.game.match_play import NOTHING_TO_PAIR, MatchPlay
from quiz.serve.forms import Form, value_of
from quiz.serve.web_play import WebPlay, away_ms


class Tile(NamedTuple):
    """A prompt or an answer, with the key that picks it."""

    key: str
    card: Card
    is_answer: bool


class WebMatch(WebPlay):
    """A board. picked: the key of the picked tile, "" without one. missed: the keys of the tiles
    just tried, if they are no pair."""

    def __init__(self, play: MatchPlay) -> None:
        super().__init__()
        self.play: MatchPlay = play
        self.picked = ""
        self.actions = {"pick": self._pick, "again": self._again}

    @property
    def key(self) -> str:
        """See `WebPlay`."""
        return self.play.board.id

    @property
    def is_open(self) -> bool:
        """See `WebPlay`."""
        return not self.play.board.is_done

    @property
    def place(self) -> str:
        """See `WebPlay`."""
        return f"Match, {self.play.found_text}"

    def forget(self) -> None:
        """See `WebPlay`."""
        super().forget()
        self.missed: tuple[str, ...] = ()

    @property
    def prompts(self) -> list[Tile]:
        """The tiles on the left."""
        return [Tile(str(n), card, False) for n, card in enumerate(self.play.board.prompts, 1)]

    @property
    def answers(self) -> list[Tile]:
        """The tiles on the right."""
        cards = self.play.board.answers
        return [Tile(key, card, True) for key, card in zip(ascii_lowercase, cards, strict=False)]

    def write_anew(self) -> None:
        """See `WebPlay`: a board is always written whole."""

    def look_ahead(self) -> None:
        """See `WebPlay`: a pair needs nothing."""

    def _open_tile(self, key: str) -> Tile | None:
        matched = self.play.board.matched
        tiles = (*self.prompts, *self.answers)
        return next(
            (each for each in tiles if each.key == key and each.card.key not in matched), None
        )

    def _pick(self, key: str, form: Form) -> bool:
        """Pick a tile, put it back, or try it with the one picked before: here, or in the page."""
        tile = self._open_tile(key)
        if tile is None:
            return False
        first = self._open_tile(value_of(form, "picked") or self.picked)
        if first is None or first.is_answer is tile.is_answer:
            self.picked = "" if first == tile else key
            return True
        prompt, answer = (tile, first) if first.is_answer else (first, tile)
        right = self.play.pair(prompt.card, answer.card, away=away_ms(form))
        self.picked = ""
        self.missed = () if right else (first.key, tile.key)
        self.said = "" if self.play.board.is_done else self.play.told(right=right)
        return True

    def _again(self, *_: object) -> bool:
        play = self.play.again()
        if not play.board.prompts:
            self.said = NOTHING_TO_PAIR
            return False
        return self.follow(WebMatch(play))
