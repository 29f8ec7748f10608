"""Draws the wrong options of a choice: like the right one, and none of them right."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import cached_property
from random import Random

from quiz.card import Card, Kind
from quiz.grading.grade import grade_typed
from quiz.grading.other_answers import CHOOSABLE
from quiz.grading.same_prompt import SamePrompt
from quiz.round.fixed_options import speaks_of_others
from quiz.round.kinship import are_kin, kinship
from quiz.text.accepted import accepted
from quiz.text.looks import Look, look_of
from quiz.text.normalise import normalise
from quiz.text.shown import rendered

Draw = Callable[[Card, int, Random], tuple[str, ...]]
"""Draws up to a number of wrong answers for a card, see `DistractorPool.draw`."""

ENOUGH = 2
"""The fewest wrong answers that make a choice."""

_MOST_COMPARED = 500
"""How many answers that look alike are compared with the right one."""

_Group = tuple[str, str, bool, str]


class DistractorPool:
    """The answers of all cards, grouped by which may appear together as options.

    A card with fewer than `ENOUGH` distractors borrows answers from its deck that look like its
    own (`quiz.text.looks`); an author who wrote more has the last word. In a category all
    answers may be borrowed, those that look like the right one first. A card without one borrows
    only from cards that ask for the same sort of thing (`quiz.round.kinship`), without category and
    in the same direction. Terms borrow from terms first, then from others of their category.
    Answers that refer to other options ("all of the above") are never borrowed.
    """

    def __init__(self, cards: Iterable[Card]) -> None:
        """Only keeps the cards; folding waits until a draw needs it."""
        self._cards = [card for card in cards if card.kind in CHOOSABLE]
        self._same = SamePrompt(lambda: self._cards)

    @cached_property
    def _groups(self) -> dict[_Group, dict[str, tuple[Look, Card]]]:
        """The answers of each group, each once, with the first card that has it."""
        groups: dict[_Group, dict[str, tuple[Look, Card]]] = {}
        for card in self._cards:
            text = card.answers[0]
            group = groups.setdefault(_group(card), {})
            if text not in group and not speaks_of_others(text):
                group[text] = _look(card), card
        return groups

    @cached_property
    def _notes(self) -> dict[tuple[str, str], list[Card]]:
        notes: dict[tuple[str, str], list[Card]] = {}
        for card in self._cards:
            notes.setdefault((card.deck, card.note), []).append(card)
        return notes

    def draw(self, card: Card, count: int, random: Random) -> tuple[str, ...]:
        """Up to `count` wrong answers, all different; the card's own distractors come first.

        Never drawn: anything accepted for this card or for one with the same prompt. Never
        borrowed: answers of its siblings, because a sibling's prompt gives them away.
        """
        taken = {_as_compared(answer, card) for answer in card.accepted}
        drawn: list[str] = []
        own = list(card.distractors)
        random.shuffle(own)
        self._take(own, card, taken, drawn, count, own=True)
        if len(drawn) >= ENOUGH:
            return tuple(drawn)
        for sibling in self._notes.get((card.deck, card.note), ()):
            taken.update(_as_compared(answer, sibling) for answer in sibling.accepted)
        self._borrow(card, _group(card), taken, drawn, count, random)
        if card.category and card.kind is Kind.TERM:
            names = (card.deck, card.category, False, "")
            self._borrow(card, names, taken, drawn, count, random)
        return tuple(drawn)

    def _borrow(
        self,
        card: Card,
        group: _Group,
        taken: set[str],
        drawn: list[str],
        count: int,
        random: Random,
    ) -> None:
        """Fill up from a group: with what looks like the right answer, the closest kin first; then
        with the rest if that is the card's own category."""
        if len(drawn) >= count:
            return
        look = _look(card)
        known = self._groups.get(group, {})
        alike = [text for text, (other, _) in known.items() if look.is_like(other)]
        texts = random.sample(alike, min(len(alike), _MOST_COMPARED))
        if not card.category:
            near = {text: known[text][1] for text in texts if are_kin(card, look, *known[text])}
            texts = sorted(near, key=lambda text: -kinship(card, near[text]))
        self._take(texts[: 8 * count], card, taken, drawn, count)
        if card.category and group == _group(card) and len(drawn) < count:
            rest = [text for text in known if text not in set(alike)]
            self._take(random.sample(rest, min(len(rest), 8 * count)), card, taken, drawn, count)

    def _take(
        self,
        texts: Iterable[str],
        card: Card,
        taken: set[str],
        drawn: list[str],
        count: int,
        *,
        own: bool = False,
    ) -> None:
        """Draw those of these texts that are wrong and not yet taken, until there are enough.

        own: whether they are the card's: its author tells "bank (river)" from "bank (money)".
        """
        for text in texts:
            if len(drawn) >= count:
                return
            read = accepted(
                text, markdown=card.markdown, strict=card.strict, language=card.language
            )
            meant = read[:1] if own else read
            plain = _as_compared(read[0], card)
            if plain in taken or any(self._is_right(each, card) for each in meant):
                continue
            taken.add(plain)
            drawn.append(text)

    def _is_right(self, text: str, card: Card) -> bool:
        """Whether a text is right for the card, or for one that asks the same; a text that passes
        when typed is right, such as the same date in another notation."""
        same = self._same.cards(normalise(text, card.language), card)
        return bool(same) or grade_typed(text, card).correct


def _as_compared(text: str, card: Card) -> str:
    """The form in which answers of this card are compared."""
    return text.strip() if card.strict else normalise(text, card.language)


def _group(card: Card) -> _Group:
    is_term = card.kind is Kind.TERM
    return (card.deck, card.category, is_term, card.direction)


def _look(card: Card) -> Look:
    """What its answer looks like; formulas and code look only like each other."""
    look = look_of(card.accepted[0])
    found = rendered(card.answers[0], markdown=card.markdown)
    if found.is_exact:
        return look._replace(sort="code" if found.is_code else "formula")
    return look
