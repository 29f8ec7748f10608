"""Recognises cards after their text was edited or they moved to another file."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass

from quiz.card import Card
from quiz.decks.card_edits import Edits, NewCard, VanishedCard
from quiz.decks.cards import address_key
from quiz.decks.known_card import KnownCard, content_of_card
from quiz.decks.likeness import Text


@dataclass(frozen=True, slots=True)
class Matching:
    """Cards with their final keys, in the order found, and what happened to them.

    edited, moved: pairs of the known card and the card that continues it.
    ambiguous: new cards that could continue more than one vanished card, or vice versa.
    begun: cards that start as new while others vanished.
    known: what to remember for next time: the current cards, and vanished ones, which may return.
    """

    cards: list[Card]
    edited: list[tuple[KnownCard, Card]]
    moved: list[tuple[KnownCard, Card]]
    ambiguous: list[Card]
    begun: list[Card]
    known: list[KnownCard]


def match_cards(
    known: Iterable[KnownCard], found: Sequence[Card], taken: Iterable[str] = ()
) -> Matching:
    """Give each found card the key of the known card that it continues, or else a new key.

    First it matches cards at the same place with the same text or id, then equal texts elsewhere
    (moved cards), then what an edit left unchanged (edited cards): the text without a pattern that
    many cards share, the prompt, a unique answer, the order of the deck's cards, and finally
    similar text. A key whose card is still present is never given to another card. If two
    candidates are almost equally similar, the card starts as new.
    taken: keys of cards that are neither known nor found.
    """
    matcher = _Matcher(list(known), list(found), taken)
    matcher.same_place()
    matcher.same_text()
    matcher.edited_text()
    return matcher.result()


class _Matcher:
    def __init__(self, known: list[KnownCard], found: list[Card], taken: Iterable[str]) -> None:
        self._found = found
        self._looks = _as_known(found)
        self._known = sorted(known, key=lambda card: card.key)
        self._left = {card.key: card for card in self._known}
        self._taken: set[str] = {*self._left, *taken}
        self._keys: dict[int, str] = {}
        self._edited: list[tuple[KnownCard, Card]] = []
        self._moved: list[tuple[KnownCard, Card]] = []
        self._ambiguous: set[int] = set()

    def same_place(self) -> None:
        """Match cards with the same deck, note and part; with an id, their text may have changed.

        Inserting a gap shifts the part numbers of later gaps, so equal answers are matched first.
        """
        for what in (_place_and_answers, _place_and_part):
            for indexes, olds in self._alike(what):
                if len(indexes) == 1 and len({old.content for old in olds}) == 1:
                    # After joining two libraries, one card may have two keys.
                    self._take(indexes[0], max(olds, key=lambda old: old.place >= 0))

    def same_text(self) -> None:
        """Match equal content elsewhere: the card was moved, its file renamed, or its picture
        replaced."""
        for what in (_note_and_text, _text):
            for indexes, olds in self._alike(what):
                if len(olds) == 1 and len(indexes) == 1:
                    card = self._take(indexes[0], olds[0])
                    # At its old place, the card has another picture or sound.
                    found = self._edited if olds[0].deck == card.deck else self._moved
                    found.append((olds[0], card))

    def _alike(
        self, what: Callable[[KnownCard], Hashable]
    ) -> list[tuple[list[int], list[KnownCard]]]:
        """The open cards, by their indices, and the known ones that are equal in this."""
        known: dict[Hashable, list[KnownCard]] = defaultdict(list)
        for old in self._left.values():
            known[what(old)].append(old)
        wanted: dict[Hashable, list[int]] = defaultdict(list)
        for index in self._open():
            wanted[what(self._looks[index])].append(index)
        return [(indexes, known[value]) for value, indexes in wanted.items() if value in known]

    def edited_text(self) -> None:
        """Match edited cards, deck by deck, trying the cards that vanished just now first."""
        renamed = self._renamed()
        new: dict[str, list[int]] = defaultdict(list)
        for index in self._open():
            new[self._found[index].deck].append(index)
        old: dict[str, list[KnownCard]] = defaultdict(list)
        for card in self._known:
            old[renamed.get(card.deck, card.deck)].append(card)
        for deck, indexes in new.items():
            gone = [card for card in old[deck] if card.key in self._left]
            if not gone:
                continue
            order = sorted((c for c in old[deck] if c.place >= 0), key=lambda c: (c.deck, c.place))
            places = {card.key: index for index, card in enumerate(order)}
            there = [i for i, card in enumerate(self._found) if card.deck == deck]
            for pool in ([c for c in gone if c.key in places], gone):
                edits = Edits(
                    [
                        VanishedCard(Text.of(card.content), card.key, places.get(card.key))
                        for card in pool
                        if card.key in self._left
                    ],
                    [
                        NewCard(Text.of(self._looks[index].content), index)
                        for index in indexes
                        if index not in self._keys
                    ],
                    [card.key for card in order],
                    [(index, self._keys.get(index)) for index in there],
                )
                pairs, ambiguous = edits.find()
                for index, key in pairs:
                    card = self._left[key]
                    self._edited.append((card, self._take(index, card)))
                self._ambiguous |= ambiguous
        self._ambiguous -= self._keys.keys()

    def _renamed(self) -> dict[str, str]:
        """Decks whose file is gone, and the deck that most of their cards moved to."""
        found = {card.deck for card in self._found}
        to: dict[str, Counter[str]] = defaultdict(Counter)
        for old, card in self._moved:
            if old.deck not in found:
                to[old.deck][card.deck] += 1
        return {deck: counts.most_common(1)[0][0] for deck, counts in to.items()}

    def result(self) -> Matching:
        """The cards with their keys."""
        cards: list[Card] = []
        remembered: list[KnownCard] = []
        for index, (card, look) in enumerate(zip(self._found, self._looks, strict=True)):
            key = self._keys.get(index) or self._fresh(look)
            cards.append(card if card.key == key else card._replace(key=key))
            remembered.append(look._replace(key=key))
        decks = {card.deck for card in self._found}
        # If a whole deck is missing, its file may only be faulty for now, so keep its order.
        vanished = [
            card._replace(place=-1) if card.place >= 0 and card.deck in decks else card
            for card in self._left.values()
        ]
        gone = any(card.place >= 0 for card in self._left.values())
        return Matching(
            cards,
            self._edited,
            self._moved,
            [self._found[index] for index in sorted(self._ambiguous)],
            [cards[index] for index in self._open()] if gone else [],
            remembered + vanished,
        )

    def _open(self) -> list[int]:
        return [index for index in range(len(self._found)) if index not in self._keys]

    def _take(self, index: int, old: KnownCard) -> Card:
        del self._left[old.key]
        self._keys[index] = old.key
        return self._found[index]._replace(key=old.key)

    def _fresh(self, card: KnownCard) -> str:
        key, salt, part = card.key, 0, int(_part(card.content))
        while key in self._taken:
            salt += 1
            key = address_key(card.deck, card.note, part, salt)
        self._taken.add(key)
        return key


def _as_known(found: Iterable[Card]) -> list[KnownCard]:
    parts: Counter[tuple[str, str]] = Counter()
    places: Counter[str] = Counter()
    known = []
    for card in found:
        note = (card.deck, card.note)
        content = content_of_card(card, parts[note])
        known.append(KnownCard(card.key, *note, content, places[card.deck]))
        parts[note] += 1
        places[card.deck] += 1
    return known


def _part(content: str) -> str:
    return content.partition("\x1f")[0]


def _place_and_answers(card: KnownCard) -> Hashable:
    return card.deck, card.note, card.content.split("\x1f", 3)[3]


def _place_and_part(card: KnownCard) -> Hashable:
    return card.deck, card.note, _part(card.content)


def _note_and_text(card: KnownCard) -> Hashable:
    return card.note, _text(card)


def _text(card: KnownCard) -> Hashable:
    return card.content.partition("\x1f")[2]
