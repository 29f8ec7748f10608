"""Match: a board of prompts and answers to pair, as an immutable value.

The board is a fold over the pairs tried so far, which are answers in the history like any other.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Sequence
from random import Random
from typing import NamedTuple

from quiz.card import Card, Kind
from quiz.decks.fields import fold
from quiz.history.events import Answer, Input, Mode
from quiz.history.rating import Rating
from quiz.moment import Moment
from quiz.scoring.points import RoundScore, RoundScorer
from quiz.text.shown import shown

PAIRS = 6
"""Pairs on a full board."""

FEWEST_PAIRS = 3
"""With fewer, there is nothing to choose from."""

MISS_MS = 3_000
"""What a wrong try adds to the time."""

_LONGEST_PROMPT = 90
_LONGEST_ANSWER = 40
_KINDS = frozenset({Kind.BASIC, Kind.CLOZE, Kind.TERM, Kind.CARDS})


class Match(NamedTuple):
    """One state of a board.

    prompts, answers: the same cards, in the order in which the board shows their prompts and their
    answers. tried: the pairs tried so far.
    """

    id: str
    player: str
    prompts: tuple[Card, ...]
    answers: tuple[Card, ...]
    tried: tuple[Answer, ...] = ()

    @property
    def matched(self) -> frozenset[str]:
        """The keys of the cards that are paired."""
        return frozenset(answer.card for answer in self.tried if answer.correct)

    @property
    def is_done(self) -> bool:
        """Whether all cards are paired."""
        return len(self.matched) == len(self.prompts)

    @property
    def ms(self) -> int:
        """The time up to the last pair tried, with what wrong tries add, in milliseconds."""
        return self.score.ms + MISS_MS * self.misses

    @property
    def misses(self) -> int:
        """How many tries were wrong."""
        return sum(not answer.correct for answer in self.tried)

    @property
    def score(self) -> RoundScore:
        """Points, counts and time up to the last pair tried."""
        scorer = RoundScorer()
        for answer in self.tried:
            scorer.add(answer)
        return scorer.score


def deal(board_id: str, player: str, cards: Sequence[Card], random: Random) -> Match:
    """A new board with these cards, see `pairable`."""
    return Match(
        board_id,
        player,
        tuple(random.sample(cards, len(cards))),
        tuple(random.sample(cards, len(cards))),
    )


def pair(
    board: Match,
    prompt: Card,
    answer: Card,
    now: Moment,
    answer_id: str,
    *,
    ms: int,
    difficulty: float,
) -> Match:
    """Try a prompt with the answer of a card; the caller must store the last of `tried`.

    ms: milliseconds since the pair before, or since the start. difficulty: FSRS difficulty of the
    prompt's card. Cards that are paired already change nothing.
    """
    if board.matched & {prompt.key, answer.key}:
        return board
    right = prompt.key == answer.key
    tried = Answer(
        id=answer_id,
        player=board.player,
        round=board.id,
        card=prompt.key,
        deck=prompt.deck,
        kind=prompt.kind,
        mode=Mode.MATCH,
        input=Input.CHOICE,
        moment=now,
        rating=Rating.GOOD if right else Rating.AGAIN,
        credit=1.0 if right else 0.0,
        hinted=False,
        ms=max(0, ms),
        difficulty=difficulty,
        response=answer.answers[0],
    )
    return board._replace(tried=(*board.tried, tried))


def pairable(cards: Iterable[Card]) -> list[Card]:
    """Up to `PAIRS` cards for a board, of one deck and category if enough of them fit, else of one
    deck, else of any; [] if there are fewer than `FEWEST_PAIRS`.

    A card fits if prompt and answer are short. No two cards on a board come from one note or share
    a prompt or an answer. A board has terms on one side only.
    """
    short = [card for card in cards if _fits(card)]
    by_category = _fullest(short, lambda card: (card.deck, card.direction, card.category))
    if len(by_category) == PAIRS:
        return by_category
    by_deck = _fullest(short, lambda card: (card.deck, card.direction))
    found = (
        by_deck if len(by_deck) >= FEWEST_PAIRS else _fullest(short, lambda card: card.direction)
    )
    return found if len(found) >= FEWEST_PAIRS else []


def _fits(card: Card) -> bool:
    if card.kind not in _KINDS:
        return False
    prompt, answer = shown(card.prompt, markdown=card.markdown), card.accepted[0]
    return (
        len(prompt) <= _LONGEST_PROMPT
        and len(answer) <= _LONGEST_ANSWER
        and "\n" not in prompt + answer
    )


def _fullest(cards: Iterable[Card], group_of: Callable[[Card], Hashable]) -> list[Card]:
    """The cards of the first group that fills a board, else of the fullest one."""
    boards: dict[Hashable, list[Card]] = {}
    texts: dict[Hashable, set[Hashable]] = {}
    for card in cards:
        group = group_of(card)
        board, known = boards.setdefault(group, []), texts.setdefault(group, set())
        prompt = shown(card.prompt, markdown=card.markdown)
        own = {card.note, fold(prompt), *map(fold, card.accepted)}
        if own & known:
            continue
        known |= own
        board.append(card)
        if len(board) == PAIRS:
            return board
    return max(boards.values(), key=len, default=[])
