"""The answers of other cards, indexed for fast lookup in large collections."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable
from functools import cached_property
from itertools import pairwise

from quiz.card import Card, Kind
from quiz.grading.same_prompt import SamePrompt
from quiz.grading.typos import allowance, distance
from quiz.text.dates import PartialDate, read_date
from quiz.text.normalise import Forms, forms

CHOOSABLE = (Kind.BASIC, Kind.CLOZE, Kind.TERM, Kind.CARDS, Kind.OCCLUSION)
"""Kinds of cards with one answer, which is typed or chosen from options."""

STEPS = 3
"""Levels of folding at which answers are compared: exact, plain, and loose with its variants."""

_SHAPE_PIECES = 4
_Shape = tuple[int, str]


class OtherAnswers:
    """Answers of cards.

    They may include those of the card being graded, whose own answers are always compared first.
    """

    def __init__(
        self, texts: Callable[[], Iterable[tuple[str, str]]], cards: Iterable[Card] = ()
    ) -> None:
        """texts: returns pairs of an answer and its language (BCP 47 tag, "" for English), the same
        on each call. cards: those that may ask the same as another.

        Folding waits until the first lookup, as most questions are not answered by typing.
        """
        self._texts = texts
        self._same = SamePrompt(lambda: cards)

    @cached_property
    def _steps(self) -> tuple[set[str], set[str], set[str]]:
        exact: set[str] = set()
        plain: set[str] = set()
        loose: set[str] = set()
        for text, language in self._texts():
            folded = forms(text, language)
            exact.add(folded.exact)
            plain.add(folded.plain)
            loose.update(folded.variants)
        return exact, plain, loose

    @classmethod
    def of(cls, cards: Iterable[Card]) -> OtherAnswers:
        """Everything that is right for one of these cards: all answers, and names of list items."""
        held = [card for card in cards if card.kind is not Kind.TRUE_FALSE]
        return cls(
            lambda: (
                (text, card.language)
                for card in held
                for names in (card.accepted, *card.items)
                for text in names
            ),
            [card for card in held if card.kind in CHOOSABLE],
        )

    @classmethod
    def of_texts(cls, texts: Collection[str], language: str) -> OtherAnswers:
        """Plain texts in one language."""
        held = tuple(texts)
        return cls(lambda: ((text, language) for text in held))

    def __len__(self) -> int:
        return len(set(self._texts()))

    def step_of(self, folded: Forms) -> int:
        """The first level of folding at which the text is one of these; `STEPS` if none."""
        exact, plain, loose = self._steps
        if folded.exact in exact:
            return 0
        if folded.plain in plain:
            return 1
        return 2 if not loose.isdisjoint(folded.variants) else STEPS

    def holds_date(self, dates: frozenset[PartialDate]) -> bool:
        """Whether one of these dates is an answer here, at exactly the same precision."""
        return not self._dates.isdisjoint(dates)

    def also_right(self, card: Card, folded: Forms) -> list[Card]:
        """The other cards that ask the same and have an answer that equals or resembles this."""
        most = allowance(len(folded.loose))
        meant = {*folded.variants, *self._candidates(folded.loose, most)}
        found = (other for text in sorted(meant) for other in self._same.cards(text, card))
        return list({other.key: other for other in found if other.key != card.key}.values())

    def is_near(self, loose: str, most: int, own: Collection[str]) -> bool:
        """Whether an answer here, not in `own`, is at most `most` edits from a folded text.

        most: 0 to 3; ValueError for any other, as the index cannot answer it.
        """
        if not 0 <= most <= 3:
            raise ValueError(f"most is {most}, expected 0 to 3")
        candidates = self._candidates(loose, most).difference(own)
        return any(distance(loose, other) <= most for other in candidates)

    def _candidates(self, loose: str, most: int) -> set[str]:
        """A superset of the answers within `most` edits.

        If a text is cut into `most` + 1 pieces, at least one piece survives `most` edits unchanged
        (pigeonhole principle). Swapping two neighbours across a border touches two pieces, but only
        the first character of the second; so pieces are indexed without their first character. A
        surviving piece moves by at most `most` places.
        """
        candidates: set[str] = set()
        for length in range(len(loose) - most, len(loose) + most + 1):
            pieces = self._pieces.get(length)
            if pieces is None:
                continue
            for start, end in _borders(length)[: most + 1]:
                size = end - start
                for place in range(max(0, start - most), min(len(loose) - size, start + most) + 1):
                    candidates.update(pieces.get((start, loose[place : place + size]), ()))
        return candidates

    @cached_property
    def _pieces(self) -> dict[int, dict[_Shape, list[str]]]:
        index: dict[int, dict[_Shape, list[str]]] = defaultdict(lambda: defaultdict(list))
        for text in self._steps[2]:
            pieces = index[len(text)]
            for start, end in _borders(len(text)):
                pieces[start, text[start:end]].append(text)
        return index

    @cached_property
    def _dates(self) -> frozenset[PartialDate]:
        return frozenset(
            date for text, language in self._texts() for date in read_date(text, language)
        )


def _borders(length: int) -> list[tuple[int, int]]:
    """Start and end of each piece, without its first character except for the first piece."""
    marks = [length * piece // _SHAPE_PIECES for piece in range(_SHAPE_PIECES + 1)]
    return [(start + (start > 0), max(end, start + (start > 0))) for start, end in pairwise(marks)]
