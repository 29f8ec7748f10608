"""The answers of other cards, prepared so that a large collection is looked up quickly."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable
from functools import cached_property
from itertools import pairwise

from quiz.decks.card import Card
from quiz.decks.kind import Kind
from quiz.grading.same_prompt import SamePrompt
from quiz.grading.typos import allowance
from quiz.text.dates import PartialDate, read_date
from quiz.text.normalise import Forms, forms

CHOOSABLE = (Kind.BASIC, Kind.CLOZE, Kind.TERM)
"""Kinds of cards with one answer, which is typed or chosen among others."""

STEPS = 3
"""Steps of folding at which answers are compared: exact, plain, and loose with its variants."""

_SHAPE_PIECES = 4
_Shape = tuple[int, str]


class OtherAnswers:
    """Texts that are answers of cards, this card's own perhaps among them.

    Its own do no harm: a response is compared with the card's own answers first.
    """

    def __init__(
        self, texts: Callable[[], Iterable[tuple[str, str]]], cards: Iterable[Card] = ()
    ) -> None:
        """texts: gives pairs of an answer and its language (BCP 47 tag, "" for English), the same
        each time. cards: those that may ask the same as another.

        They are folded when they are first asked for: most questions are not answered by typing.
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
        """All that may be typed for these cards: answers, other right ones, names of list items."""
        held = [card for card in cards if card.kind is not Kind.TRUE_FALSE]
        return cls(
            lambda: (
                (text, card.language)
                for card in held
                for names in (card.answers, *card.items)
                for text in names
            ),
            [card for card in held if card.kind in CHOOSABLE],
        )

    @classmethod
    def of_texts(cls, texts: Collection[str], language: str) -> OtherAnswers:
        """The same for plain texts of one language."""
        held = tuple(texts)
        return cls(lambda: ((text, language) for text in held))

    def __len__(self) -> int:
        return len(set(self._texts()))

    def step_of(self, folded: Forms) -> int:
        """The first step of folding at which the text is one of these; `STEPS` if at none."""
        exact, plain, loose = self._steps
        if folded.exact in exact:
            return 0
        if folded.plain in plain:
            return 1
        return 2 if not loose.isdisjoint(folded.variants) else STEPS

    def holds_date(self, dates: frozenset[PartialDate]) -> bool:
        """Whether a reading of a date is one of these answers, at exactly the same precision."""
        return not self._dates.isdisjoint(dates)

    def also_right(self, card: Card, folded: Forms) -> list[Card]:
        """The other cards that ask the same and that this text may be meant for: it is an answer of
        theirs, or a misspelling."""
        most = allowance(len(folded.loose))
        meant = {*folded.variants, *self._candidates(folded.loose, most)}
        found = (other for text in sorted(meant) for other in self._same.cards(text, card))
        return list({other.key: other for other in found if other.key != card.key}.values())

    def is_near(self, loose: str, most: int, own: Collection[str]) -> bool:
        """Whether one of these that is not in `own` is at most so many edits from a folded text.

        most: 0 to 3. A longer bound would be answered wrongly and is refused (ValueError).
        """
        if not 0 <= most <= 3:
            raise ValueError(f"most is {most}, expected 0 to 3")
        from rapidfuzz import process
        from rapidfuzz.distance import OSA

        candidates = self._candidates(loose, most)
        candidates.difference_update(own)
        found = process.extractOne(loose, candidates, scorer=OSA.distance, score_cutoff=most)
        return found is not None

    def _candidates(self, loose: str, most: int) -> set[str]:
        """All that can be within `most` edits, and others.

        Of `most` + 1 pieces of a text so many edits leave one whole (pigeonhole principle). A
        swap of two neighbours across a border touches two pieces, but the right one only in its
        first character; hence pieces are looked up without it. A whole piece is shifted by as
        many places as there are edits at most.
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
    """Start and end of each piece, all but the first without their first character."""
    marks = [length * piece // _SHAPE_PIECES for piece in range(_SHAPE_PIECES + 1)]
    return [(start + (start > 0), max(end, start + (start > 0))) for start, end in pairwise(marks)]
