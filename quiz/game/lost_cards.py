"""Cards that vanished from the library with their progress, and handing it on by hand.

The progress is handed on by events: a placement of the old card's memory on the new one, and a
mark on the old card. So it is durable, merges with other logs, and can be taken back.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, NamedTuple

from quiz.card import Card
from quiz.decks.identity import content_of_card
from quiz.decks.known import KnownCard
from quiz.decks.likeness import Text, reminders
from quiz.errors import QuizError
from quiz.game.game import Game
from quiz.history.effective_events import sift
from quiz.history.events import Mark, MarkKind, Placement, Undo
from quiz.scheduling.card_state import Tally, fold_card
from quiz.wording import counted

if TYPE_CHECKING:
    from quiz.history.events import Event

CANDIDATES = 3
"""So many cards are offered to continue a lost one."""
MOST_LOST = 500
"""So many lost cards are looked at, those answered most first."""
MOST_SEARCHED = 20_000
"""The cards of a deck that is gone are looked for in a library of so many cards at most."""


class LostCard(NamedTuple):
    """A card that vanished with its progress.

    answers: how often the player answered it. candidates: cards that were never answered and may
    continue it, the likeliest first.
    """

    card: KnownCard
    answers: int
    candidates: tuple[Card, ...]

    @property
    def prompt(self) -> str:
        """What it asked."""
        return self.card.content.split("\x1f")[2]

    @property
    def answer(self) -> str:
        """What was right, all of it."""
        return ", ".join(self.card.content.split("\x1f")[3:])


def find_lost(game: Game, *, every: bool = False) -> list[LostCard]:
    """The lost cards that another card may continue, deck by deck; all of them with `every`."""
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
            found.append(LostCard(card, asked[card.key], candidates))
    return found


def news_of(game: Game) -> str:
    """What the last reading of the library found, to tell the player; "" when nothing."""
    return "; ".join(filter(None, (game.changes.text(), news_of_lost(game))))


def news_of_lost(game: Game) -> str:
    """What is to be told of cards that vanished with their progress, "" if nothing; to the
    next start it is no news any more."""
    if not game.lost_is_news:
        return ""
    game.shelf.told(game.player)
    return lost_text(game)


def lost_text(game: Game) -> str:
    """In one sentence how many cards lost their progress and how to bring it back, "" if none."""
    lost = len(find_lost(game))
    if not lost:
        return ""
    return (
        f"{counted(lost, 'card')} vanished with progress while others like "
        f"{'it' if lost == 1 else 'them'} begin as new; join them with `quiz lost`, or x on the "
        "home screen"
    )


def hand_on(game: Game, pairs: Iterable[tuple[KnownCard, Card]]) -> None:
    """Let each card continue the lost one, with all that was answered to either. Raises
    QuizError when a card has no progress to hand on."""
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
    """Take back what `hand_on` did last, all of it; how many cards lost their progress again."""
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
    """The place of the placement that was written together with a mark."""
    place = events.index(mark)
    while not isinstance(events[place], Placement):
        place -= 1
    return place


def _handed_on(game: Game) -> set[str]:
    with game.store.reading() as reader:
        marks = sift(reader.changes(game.player)).marks
    return {mark.card for mark in marks if mark.kind is MarkKind.HAND_ON}


def _never_answered(game: Game, deck: str) -> Iterable[tuple[Text, Card]]:
    """The cards of a deck without progress; of all decks when "", unless they are too many."""
    if not deck and sum(each.total for each in game.decks.values()) > MOST_SEARCHED:
        return
    for name in [deck] if deck else game.decks:
        for card in game.cards_of([name]):
            if game.collection.state(card.key).memory is None:
                yield Text.of(content_of_card(card, int(card.reverse))), card


def _candidates(old: KnownCard, new: list[tuple[Text, Card]]) -> tuple[Card, ...]:
    """Cards of the same kind; where none is like it those of others, for a prompt may have become
    a cloze."""
    text = Text.of(old.content)
    same = [(other, card) for other, card in new if other.side == text.side]
    for among in (same, new):
        if places := reminders(text, [other for other, _ in among], CANDIDATES):
            return tuple(among[place][1] for place in places)
    return ()
