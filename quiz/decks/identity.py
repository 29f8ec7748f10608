"""Knowing a card again after its text was edited, or the card moved to another file."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from quiz.decks.card import Card
from quiz.decks.cards import address_key

SAME_ANSWER = 0.6
BOTH_EDITED = 0.75
"""Similarity, 0.0 to 1.0, that an edited prompt must keep when the answer is the same, and that
both must keep when both were edited."""

CLEARLY_ALIKE = 0.08
"""How much better the best match must be than the second one."""

MOST_COMPARED = 300
"""Beyond so many vanished cards of one deck only equal ids and equal texts are matched: a deck
that changed as a whole was replaced, not edited."""


@dataclass(frozen=True, slots=True)
class KnownCard:
    """A card that was in the library before.

    deck, note: where it was; note is as in `quiz.decks.cards.note_address`.
    content: its part number, kind, prompt and answers, separated by "\\x1f".
    """

    key: str
    deck: str
    note: str
    content: str


@dataclass(frozen=True, slots=True)
class Matching:
    """Cards with their final keys, in the order they were found, and what happened to them.

    edited, moved: pairs of the known card and the card that continues it.
    ambiguous: new cards that could continue more than one vanished card, or vice versa.
    known: what to remember for the next time: the cards present, and those vanished, which may
        come back.
    """

    cards: list[Card]
    edited: list[tuple[KnownCard, Card]]
    moved: list[tuple[KnownCard, Card]]
    ambiguous: list[Card]
    known: list[KnownCard]


def match_cards(
    known: Iterable[KnownCard], found: Sequence[Card], taken: Iterable[str] = ()
) -> Matching:
    """Give each found card the key of the known card that it continues, else a fresh one.

    First come cards at the same place with the same text or id, then equal text elsewhere (a
    moved card), then similar text (an edited one). A key whose card is still present is never
    given to another card, and where two candidates are nearly equally alike the card begins anew.
    taken: keys of cards that are neither among the known nor the found ones.
    """
    matcher = _Matcher(list(known), list(found), taken)
    matcher.same_place()
    matcher.same_text()
    matcher.similar_text()
    return matcher.result()


class _Matcher:
    def __init__(self, known: list[KnownCard], found: list[Card], taken: Iterable[str]) -> None:
        self._found = found
        self._contents = _contents(found)
        self._left = {card.key: card for card in sorted(known, key=lambda card: card.key)}
        self._taken: set[str] = {*self._left, *taken}
        self._keys: dict[int, str] = {}
        self._edited: list[tuple[KnownCard, Card]] = []
        self._moved: list[tuple[KnownCard, Card]] = []
        self._ambiguous: list[Card] = []

    def same_place(self) -> None:
        """A card with the same deck, note and part; its text may have changed when it has an id."""
        by_place = {(c.deck, c.note, _part(c.content)): c for c in self._left.values()}
        for index, card in enumerate(self._found):
            place = (card.deck, card.note, _part(self._contents[index]))
            old = by_place.get(place)
            if old is not None and old.key in self._left:
                self._take(index, old)

    def same_text(self) -> None:
        """A card with the same content in another deck: it was moved, or its file was renamed."""
        for with_note in (True, False):
            by_text: dict[tuple[str, str], list[KnownCard]] = defaultdict(list)
            for old in self._left.values():
                by_text[old.note if with_note else "", _text(old.content)].append(old)
            wanted: dict[tuple[str, str], list[int]] = defaultdict(list)
            for index in self._open():
                card = self._found[index]
                text = _text(self._contents[index])
                wanted[card.note if with_note else "", text].append(index)
            for text_key, indexes in wanted.items():
                olds = by_text.get(text_key, [])
                if len(olds) == 1 and len(indexes) == 1:
                    self._moved.append((olds[0], self._take(indexes[0], olds[0])))

    def similar_text(self) -> None:
        """A card of the same deck and kind whose text is much like that of a vanished card."""
        new: dict[tuple[str, str], list[int]] = defaultdict(list)
        for index in self._open():
            content = self._contents[index]
            new[self._found[index].deck, _group(content)].append(index)
        gone: dict[tuple[str, str], list[KnownCard]] = defaultdict(list)
        for old in self._left.values():
            gone[old.deck, _group(old.content)].append(old)
        for group, indexes in new.items():
            olds = gone.get(group, [])
            if olds and len(olds) <= MOST_COMPARED and len(indexes) <= MOST_COMPARED:
                self._match_group(indexes, olds)

    def _match_group(self, indexes: list[int], olds: list[KnownCard]) -> None:
        rows = [
            [_similarity(_text(self._contents[index]), _text(old.content)) for old in olds]
            for index in indexes
        ]
        for row, index in enumerate(indexes):
            alike = sorted(
                ((rows[row][c], c) for c in range(len(olds)) if rows[row][c]), reverse=True
            )
            if not alike:
                continue
            best, column = alike[0]
            rivals = [rows[other][column] for other in range(len(indexes)) if other != row]
            second = max([alike[1][0] if len(alike) > 1 else 0.0, *rivals])
            if best - second < CLEARLY_ALIKE:
                self._ambiguous.append(self._found[index])
                continue
            self._edited.append((olds[column], self._take(index, olds[column])))

    def result(self) -> Matching:
        """The cards with their keys."""
        cards: list[Card] = []
        remembered: list[KnownCard] = []
        for index, card in enumerate(self._found):
            content = self._contents[index]
            key = self._keys.get(index) or self._fresh(card, int(_part(content)))
            cards.append(card if card.key == key else card._replace(key=key))
            remembered.append(KnownCard(key, card.deck, card.note, content))
        return Matching(
            cards,
            self._edited,
            self._moved,
            self._ambiguous,
            remembered + list(self._left.values()),
        )

    def _open(self) -> list[int]:
        return [index for index in range(len(self._found)) if index not in self._keys]

    def _take(self, index: int, old: KnownCard) -> Card:
        del self._left[old.key]
        self._keys[index] = old.key
        return self._found[index]._replace(key=old.key)

    def _fresh(self, card: Card, part: int) -> str:
        key, salt = card.key, 0
        while key in self._taken:
            salt += 1
            key = address_key(card.deck, card.note, part, salt)
        self._taken.add(key)
        return key


def _contents(found: Iterable[Card]) -> list[str]:
    parts: Counter[tuple[str, str]] = Counter()
    contents = []
    for card in found:
        place = (card.deck, card.note)
        fields = (str(parts[place]), card.kind.value, card.prompt, *card.answers)
        contents.append("\x1f".join(fields))
        parts[place] += 1
    return contents


def _part(content: str) -> str:
    return content.partition("\x1f")[0]


def _text(content: str) -> str:
    return content.partition("\x1f")[2]


def _group(content: str) -> str:
    """Only cards of the same kind are compared, and only the same side of a term."""
    part, kind, *_ = content.split("\x1f")
    return f"{kind} {part}" if kind == "term" else kind


def _similarity(one: str, other: str) -> float:
    """How surely one card is the other, edited: 0.0 not at all, else up to 1.0.

    With the same prompt the answer was corrected; with the same answer the prompt may be worded
    anew; with neither both must be much alike, for the cards of a deck often share a pattern.
    """
    from rapidfuzz.distance import Indel

    _, prompt_one, answer_one = one.split("\x1f", 2)
    _, prompt_other, answer_other = other.split("\x1f", 2)
    prompts = Indel.normalized_similarity(prompt_one, prompt_other)
    answers = Indel.normalized_similarity(answer_one, answer_other)
    if prompts == 1.0:
        return (1.0 + answers) / 2
    if answers == 1.0:
        return prompts if prompts >= SAME_ANSWER else 0.0
    alike = min(prompts, answers)
    return alike if alike >= BOTH_EDITED else 0.0
