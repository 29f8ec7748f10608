"""Plays Match: each pair tried is saved before the board shows it."""

from __future__ import annotations

from collections.abc import Sequence
from random import Random

from quiz.card import Card
from quiz.game.game import Game
from quiz.game.logged import logged
from quiz.game.reasons import Unlocks
from quiz.game.search import Finder
from quiz.game.stopwatch import Stopwatch
from quiz.history.events import NEW_CARD, Mode
from quiz.round.match import MISS_MS, Match, deal, pair, pairable
from quiz.wording import counted

NOTHING_TO_PAIR = "Match needs three cards or more with short prompts and answers."
_LOOKED_AT = 300
"""Cards among which the pairs are sought."""


class MatchPlay:
    """Drives a board; the screen and the plain mode use the same steps.

    decks, search: where the cards come from. before: milliseconds of the player's fastest
    board of as many pairs, see `Match.ms`; None for the first. unlocks: what it wins.
    """

    def __init__(self, game: Game, board: Match, decks: list[str] | None, search: str) -> None:
        self.game = game
        self.board = board
        self.decks = decks
        self.search = search
        self.before = game.collection.fastest_ms(Mode.MATCH.value, len(board.prompts), MISS_MS)
        self.unlocks = Unlocks(game)
        self.watch = Stopwatch(game.clock)

    @property
    def seconds(self) -> float:
        """Seconds since the start; once the board is done, those it took. Wrong tries add some."""
        ms = self.board.ms
        return (ms if self.board.is_done else ms + self.watch.ms) / 1000

    @property
    def is_record(self) -> bool:
        """Whether the board is done, and faster than any before."""
        return self.board.is_done and self.before is not None and self.board.ms < self.before

    def pair(self, prompt: Card, answer: Card, away: int = 0) -> bool:
        """Try a pair; returns whether it is right. Raises StoreError if it cannot be saved.

        away: milliseconds in which the player could not see the board.
        """
        now = self.game.clock()
        memory = self.game.collection.memory(prompt.key)
        board = pair(
            self.board,
            prompt,
            answer,
            now,
            self.game.new_id(now),
            ms=self.watch.ms - away,
            difficulty=memory.difficulty if memory else NEW_CARD,
        )
        if board is not self.board:
            self.game.record(board.tried[-1])
            self.board = board
            self.watch.lap()
        return prompt.key == answer.key

    def catch_up(self) -> bool:
        """Take in the pairs that the log has already, see `Play.catch_up`; returns whether there
        are any."""
        more = logged(self.game, self.board.id, self.board.tried)
        self.board = self.board._replace(tried=(*self.board.tried, *more))
        return bool(more)

    @property
    def found_text(self) -> str:
        """How many pairs are found: "2 of 6 pairs"."""
        board = self.board
        return f"{len(board.matched)} of {counted(len(board.prompts), 'pair')}"

    def told(self, *, right: bool) -> str:
        """What to say of a pair just tried."""
        left = len(self.board.prompts) - len(self.board.matched)
        if right:
            return f"Right. {left} to go."
        return f"No, these are no pair: {MISS_MS // 1000} seconds more."

    def summary_lines(self) -> list[str]:
        """What to say about the board at the end."""
        board, score = self.board, self.board.score
        pairs = counted(len(board.prompts), "pair")
        if not board.is_done:
            return [f"{self.found_text} found."]
        misses = counted(board.misses, "wrong try", "wrong tries")
        if board.misses:
            misses += f" (+{board.misses * MISS_MS // 1000} s)"
        lines = [f"{pairs} in {self.seconds:.1f} s, {misses}, {counted(score.points, 'point')}."]
        if self.before is not None:
            record = f"{self.before / 1000:.1f} s"
            lines.append(
                f"New record; the old one was {record}."
                if self.is_record
                else f"Your record is {record}."
            )
        return lines

    def again(self) -> MatchPlay:
        """A new board from the same decks."""
        return play_match(self.game, self.decks, self.search)


def play_match(game: Game, decks: Sequence[str] | None, search: str = "") -> MatchPlay:
    """Deal a board from these decks (None for all), or from what the search finds there; it has no
    pairs if too few cards fit."""
    chance = Random(game.random.getrandbits(64))
    only = set(Finder(game).find(search, 0).keys) if search else None
    keys = game.selection(decks, only).queue(Mode.MATCH, _LOOKED_AT, chance)
    found = (game.card(key) for key in keys)
    cards = pairable(card for card in found if card is not None)
    board = deal(game.new_id(game.clock()), game.player, cards, chance)
    return MatchPlay(game, board, None if decks is None else list(decks), search)
