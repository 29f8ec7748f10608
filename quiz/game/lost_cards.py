"""Finds cards that vanished with their progress, and hands the progress on to other cards.

Handing on adds events: a placement of the old card's memory on the new card, and a mark on the old
card. So it is durable, merges with other logs, and can be undone.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, NamedTuple

from quiz.card import Card
from quiz.decks.known_card import KnownCard, content_of_card
from quiz.decks.likeness import Text, reminders
from quiz.errors import QuizError
from quiz.game.game import Game
from quiz.history.effective_events import sift
from quiz.history.events import Mark, MarkKind, Placement, Undo
from quiz.scheduling.card_state import Tally, fold_card
from quiz.text.shown import shown
from quiz.wording import counted

if TYPE_CHECKING:
    from quiz.history.events import Event

CANDIDATES = 3
"""The most candidates to offer for a lost card."""
MOST_LOST = 500
"""The most lost cards to consider, starting with those answered most."""
MOST_SEARCHED = 20_000
"""If a whole deck is gone, its cards are searched only in libraries up to this many cards."""


class LostCard(NamedTuple):
    """A card that vanished with its progress.

    answers: how often the player answered it. candidates: cards without answers that may continue
    it, the most likely first. markdown: whether its deck is Markdown.
    """

    card: KnownCard
    answers: int
    candidates: tuple[Card, ...]
    markdown: bool = False

    @property
    def prompt(self) -> str:
        """Its prompt, as it was shown."""
        return shown(self.card.content.split("\x1f")[2], markdown=self.markdown)

    @property
    def answer(self) -> str:
        """Its right answers, as they were shown."""
        answers = self.card.content.split("\x1f")[3:]
        return ", ".join(shown(text, markdown=self.markdown) for text in answers)


def find_lost(game: Game, *, every: bool = False) -> list[LostCard]:
    """The lost cards that another card may continue, deck by deck; all lost cards with `every`."""
    asked = dict(game.collection.vanished(MOST_LOST))
    if not asked:
        return []
    handed = _handed_on(game)
    gone = [
        card for card in game.store.known_cards() if card.key in asked and card.key not in handed
    ]
    new: dict[str, list[tuple[Text, Card]]] = {}
    found = []
    for card in sorted(gone, key=lambda card: (card.deck, card.place, card.content)):
        home = card.deck if card.deck in game.decks else ""
        if home not in new:
            new[home] = list(_never_answered(game, home))
        candidates = _candidates(card, new[home])
        if candidates or every:
            rest = candidates or game.cards_of([card.deck])[:1]
            markdown = any(other.markdown for other in rest)
            found.append(LostCard(card, asked[card.key], candidates, markdown))
    return found


def news_of(game: Game) -> str:
    """What the last reading of the library found, for the player; "" for nothing."""
    return "; ".join(filter(None, (game.changes, news_of_lost(game))))


def news_of_lost(game: Game) -> str:
    """The message about cards that vanished with their progress; "" if there are none, or if the
    player has already been told."""
    if not game.lost_is_news:
        return ""
    game.shelf.mark_told(game.player)
    return lost_text(game)


def lost_text(game: Game) -> str:
    """How many cards lost their progress, and how to restore it, in one sentence; "" if none."""
    lost = len(find_lost(game))
    if not lost:
        return ""
    return (
        f"{counted(lost, 'card')} vanished with progress, while similar cards start as new; join "
        "them with `quiz lost`, or x on the home screen"
    )


def hand_on(game: Game, pairs: Iterable[tuple[KnownCard, Card]]) -> None:
    """Let each card continue a lost one, with the answers of both. Raises QuizError if a card has
    no progress to hand on."""
    events: list[Event] = []
    now = game.clock()
    for old, card in pairs:
        with game.store.reading() as reader:
            both = [
                *reader.events_of_card(game.player, old.key),
                *reader.events_of_card(game.player, card.key),
            ]
        found = sift(both)
        state = fold_card(found.scheduled, found.marks, game.scheduler, Tally())
        memory = state.memory
        if memory is None:
            raise QuizError("that card has no progress to hand on")
        events.append(
            Placement(
                game.new_id(now), game.player, memory.last, card.key, memory.stability,
                memory.difficulty, max(1, memory.interval), memory.due_day, memory.reps,
                memory.lapses,
            )
        )  # fmt: skip
        if state.suspended:
            kind = MarkKind.SUSPEND
            events.append(Mark(game.new_id(now), game.player, now, card.key, kind))
        events.append(Mark(game.new_id(now), game.player, now, old.key, MarkKind.HAND_ON))
    game.record(*events)


def take_back(game: Game) -> int:
    """Undo the last `hand_on` completely; returns the number of cards."""
    with game.store.reading() as reader:
        events = reader.changes(game.player)
    undone = {event.target for event in events if isinstance(event, Undo)}
    left = sorted((e for e in events if e.id not in undone), key=lambda event: event.id)
    marks = [e for e in left if isinstance(e, Mark) and e.kind is MarkKind.HAND_ON]
    if not marks:
        return 0
    last = [mark for mark in marks if mark.moment == marks[-1].moment]
    first = _before(left, last[0])
    batch = left[first : left.index(last[-1]) + 1]
    now = game.clock()
    game.record(*(Undo(game.new_id(now), game.player, now, event.id) for event in batch))
    return len(last)


def _before(events: list[Event], mark: Mark) -> int:
    """The index of the placement that was written together with a mark."""
    place = events.index(mark)
    while not isinstance(events[place], Placement):
        place -= 1
    return place


def _handed_on(game: Game) -> set[str]:
    with game.store.reading() as reader:
        marks = sift(reader.changes(game.player)).marks
    return {mark.card for mark in marks if mark.kind is MarkKind.HAND_ON}


def _never_answered(game: Game, deck: str) -> Iterable[tuple[Text, Card]]:
    """The cards of a deck without progress; of all decks for "", unless there are too many."""
    if not deck and sum(each.total for each in game.decks.values()) > MOST_SEARCHED:
        return
    for name in [deck] if deck else game.decks:
        for card in game.cards_of([name]):
            if game.collection.state(card.key).memory is None:
                yield Text.of(content_of_card(card, int(bool(card.direction)))), card


def _candidates(old: KnownCard, new: list[tuple[Text, Card]]) -> tuple[Card, ...]:
    """Similar cards of the same kind or, if there are none, of other kinds, as a prompt may have
    become a cloze."""
    text = Text.of(old.content)
    same = [(other, card) for other, card in new if other.side == text.side]
    for among in (same, new):
        if places := reminders(text, [other for other, _ in among], CANDIDATES):
            return tuple(among[place][1] for place in places)
    return ()
