"""Finds out which new cards of a deck are vanished ones, edited."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Sequence
from typing import NamedTuple, TypeVar

from quiz.decks.likeness import Pattern, Text, reworded, similarity

CLEARLY_ALIKE = 0.08
"""How much better the best match must be than the second best."""

MOST_COMPARED = 300
"""With more cards than this in one deck, texts are not compared pairwise: only unchanged parts and
the order of the cards count."""


class VanishedCard(NamedTuple):
    """A card that is gone. place: its position among the deck's cards; None if unknown."""

    text: Text
    key: str
    place: int | None


class NewCard(NamedTuple):
    """A new card. number: its index among all cards found."""

    text: Text
    number: int


Side = TypeVar("Side", VanishedCard, NewCard)


class Edits:
    """Matches the vanished cards of one deck with its new ones.

    before: the keys of all former cards of the deck, in order; places are indices into it.
    after: all current cards, as pairs of index and the key of the card it continues, if known.
    """

    def __init__(
        self,
        gone: Sequence[VanishedCard],
        new: Sequence[NewCard],
        before: Sequence[str],
        after: Sequence[tuple[int, str | None]],
    ) -> None:
        self._gone = {card.key: card for card in gone}
        self._new = {card.number: card for card in new}
        self._before = before
        self._after = after
        self._pairs: dict[int, str] = {}
        self._doubted: set[int] = set()

    def find(self) -> tuple[list[tuple[int, str]], set[int]]:
        """Pairs of a new card's index and the key it continues, and the indices of ambiguous new
        cards, which could continue more than one."""
        gone, new = (
            Pattern([c.text for c in self._gone.values()]),
            Pattern([c.text for c in self._new.values()]),
        )
        self._equal(
            lambda text: (text.prompt, text.answer), lambda text: (text.prompt, text.answer)
        )
        self._equal(gone.own, new.own)
        self._doubt_contradictions()
        self._equal(_prompt, _prompt)
        self._equal(_answer, _answer, reworded)
        self._in_order()
        self._in_place()
        self._alike()
        return list(self._pairs.items()), self._doubted

    # ── what was left as it was ────────────────────────────────────────────────

    def _equal(
        self,
        of_gone: Callable[[Text], Hashable | None],
        of_new: Callable[[Text], Hashable | None],
        check: Callable[[Text, Text], bool] = lambda one, other: True,
    ) -> None:
        """Pair cards that share a value which no other card has."""
        for old, card in _unique_pairs(self._gone.values(), self._new.values(), of_gone, of_new):
            if card.number not in self._doubted and check(old.text, card.text):
                self._pair(old, card)

    def _doubt_contradictions(self) -> None:
        """If one new card has the prompt of a vanished card and another its answer, neither
        continues it."""
        by_prompt = dict(_unique_pairs(self._gone.values(), self._new.values(), _prompt, _prompt))
        by_answer = dict(_unique_pairs(self._gone.values(), self._new.values(), _answer, _answer))
        for old in by_prompt.keys() & by_answer.keys():
            claims = {by_prompt[old], by_answer[old]}
            if len(claims) > 1:
                del self._gone[old.key]
                self._doubted |= {card.number for card in claims}

    # ── order ────────────────────────────────────────────────────────────────────

    def _in_order(self) -> None:
        """Pair unique answers that are in the same order between the same neighbours, if most cards
        there kept their answers."""
        for olds, cards in self._runs():
            places = {old.key: number for number, old in enumerate(olds)}
            pairs = _unique_pairs(olds, cards, _answer, _answer)
            numbers = {card.number: number for number, card in enumerate(cards)}
            pairs.sort(key=lambda pair: places[pair[0].key])
            chain = _longest_rising([numbers[card.number] for _, card in pairs])
            if 2 * len(chain) > max(len(olds), len(cards)):
                for place in chain:
                    self._pair(*pairs[place])

    def _in_place(self) -> None:
        """Pair cards in order where equally many vanished and appeared between the same neighbours,
        and each pair is similar."""
        for olds, cards in self._runs():
            if len(olds) == len(cards):
                pairs = list(zip(olds, cards, strict=True))
                if all(
                    old.text.side == card.text.side and similarity(old.text, card.text)
                    for old, card in pairs
                ):
                    for old, card in pairs:
                        self._pair(old, card)

    def _runs(self) -> list[tuple[list[VanishedCard], list[NewCard]]]:
        """The vanished and the new cards between each two cards that stayed."""
        stayed = {key for _, key in self._after if key is not None} | set(self._pairs.values())
        gone: dict[tuple[str, str], list[VanishedCard]] = defaultdict(list)
        new: dict[tuple[str, str], list[NewCard]] = defaultdict(list)
        keys = [key if key in stayed else None for key in self._before]
        for place, ends in enumerate(_neighbours(keys)):
            if old := self._gone.get(self._before[place]):
                gone[ends].append(old)
        after = [key or self._pairs.get(index) for index, key in self._after]
        for (index, _), ends in zip(self._after, _neighbours(after), strict=True):
            if (card := self._new.get(index)) and index not in self._doubted:
                new[ends].append(card)
        return [(gone[ends], new[ends]) for ends in gone.keys() & new.keys()]

    # ── likeness ───────────────────────────────────────────────────────────────────

    def _alike(self) -> None:
        """Pair cards that are similar, and clearly more so than any other pair."""
        gone: dict[str, list[VanishedCard]] = defaultdict(list)
        new: dict[str, list[NewCard]] = defaultdict(list)
        for old in self._gone.values():
            gone[old.text.side].append(old)
        for card in self._new.values():
            if card.number not in self._doubted:
                new[card.text.side].append(card)
        for side, cards in new.items():
            if len(gone[side]) <= MOST_COMPARED and len(cards) <= MOST_COMPARED:
                self._compare(gone[side], cards)

    def _compare(self, gone: list[VanishedCard], new: list[NewCard]) -> None:
        rows = [[similarity(card.text, old.text) for old in gone] for card in new]
        for number, card in enumerate(new):
            alike = sorted(((rows[number][c], c) for c in range(len(gone))), reverse=True)
            if not alike or not alike[0][0]:
                continue
            best, column = alike[0]
            rivals = [row[column] for other, row in enumerate(rows) if other != number]
            second = max([alike[1][0] if len(alike) > 1 else 0.0, *rivals])
            if best - second < CLEARLY_ALIKE:
                self._doubted.add(card.number)
            else:
                self._pair(gone[column], card)

    def _pair(self, old: VanishedCard, card: NewCard) -> None:
        del self._gone[old.key], self._new[card.number]
        self._pairs[card.number] = old.key


def _prompt(text: Text) -> Hashable:
    return text.side, text.prompt


def _answer(text: Text) -> Hashable | None:
    return (text.side, text.answer) if text.telling_answer else None


def _unique_pairs(
    gone: Iterable[VanishedCard],
    new: Iterable[NewCard],
    of_gone: Callable[[Text], Hashable | None],
    of_new: Callable[[Text], Hashable | None],
) -> list[tuple[VanishedCard, NewCard]]:
    """The pairs that share a value which no third card has."""
    olds, cards = _only(gone, of_gone), _only(new, of_new)
    return [(old, cards[what]) for what, old in olds.items() if what in cards]


def _only(cards: Iterable[Side], of: Callable[[Text], Hashable | None]) -> dict[Hashable, Side]:
    found: dict[Hashable, Side] = {}
    twice: set[Hashable] = set()
    for card in cards:
        what = of(card.text)
        if what is None:
            continue
        if what in found:
            twice.add(what)
        found[what] = card
    return {what: card for what, card in found.items() if what not in twice}


def _neighbours(keys: Sequence[str | None]) -> list[tuple[str, str]]:
    """For each place, the nearest keys before and after it; "" if there is none."""
    behind = _nearest_before(reversed(keys))
    return list(zip(_nearest_before(keys), reversed(behind), strict=True))


def _nearest_before(keys: Iterable[str | None]) -> list[str]:
    before: list[str] = []
    nearest = ""
    for key in keys:
        before.append(nearest)
        nearest = key or nearest
    return before


def _longest_rising(numbers: Sequence[int]) -> list[int]:
    """The places of a longest increasing subsequence; all numbers differ."""
    ends: list[int] = []
    at: list[int] = []
    previous: list[int] = []
    for place, number in enumerate(numbers):
        length = bisect_left(ends, number)
        previous.append(at[length - 1] if length else -1)
        ends[length : length + 1] = [number]
        at[length : length + 1] = [place]
    chain: list[int] = []
    place = at[-1] if at else -1
    while place >= 0:
        chain.append(place)
        place = previous[place]
    return chain[::-1]
