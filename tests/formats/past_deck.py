"""A deck with every kind of card, and a player's history of it, for exports."""

from __future__ import annotations

from random import Random

from quiz.decks.cards import make_cards
from quiz.decks.deck import Deck
from quiz.decks.kinds import BasicNote, ClozeNote, ListNote, SequenceNote, TermNote, TrueFalseNote
from quiz.decks.note import Gap
from quiz.decks.note_extras import Extras
from quiz.formats.interchange import ExportedDeck
from quiz.history.events import Input, Mark, MarkKind, Mode, Placement
from quiz.history.ids import IdMaker
from quiz.history.rating import Rating
from quiz.moment import MS_PER_DAY, Moment
from quiz.scheduling.scheduler import Scheduler
from tests.factories import answer
from tests.scheduling.collection import Collection

DECK = Deck(
    "Rivers & Lakes",
    (
        BasicNote(
            "Which river flows through Cairo?",
            "the Nile",
            ("Nile",),
            ("the Congo", "the Niger"),
            Extras("nile", "Africa", "It is long.", "It ends in a delta.", "an atlas", ("river",)),
        ),
        BasicNote("1 < 2 & [sound:x] <b>?</b>\n  {{c1::no}}", "yes :: or {{no}}"),
        TermNote("delta", "land at the mouth of a river", ("river delta",), (), Extras("delta")),
        ClozeNote(
            (
                "Lake ",
                Gap("Baikal", ("Ozero Baykal",), "in Siberia"),
                " holds {{ a }} fifth: ",
                Gap("23 %"),
                ".",
            ),
            ("Victoria",),
            Extras(explanation="Of all fresh water."),
        ),
        ListNote("Name the Great Lakes.", (("Erie",), ("Huron",), ("Ontario", "L. | Ontario"))),
        SequenceNote("From source to sea", ("spring", "stream", "river")),
        TrueFalseNote("The Danube ends in the Black Sea.", True),
        BasicNote("never asked", "yes"),
    ),
    "Waters of the world.",
    "en",
    ("geography",),
    "our own notes",
)


def given_deck(now: Moment, days: int = 120, name: str = "geo/rivers") -> ExportedDeck:
    """The deck with some two hundred answers up to `now`, a placement and two suspended cards."""
    random = Random(7)
    ids = IdMaker(random)
    cards = make_cards(DECK, name)
    scheduler = Scheduler()
    collection = Collection(scheduler)
    asked = cards[:-1]
    start = now.ms - days * MS_PER_DAY
    first = asked[0]
    begin = Moment(start, now.offset)
    placement = Placement(
        ids.make(start), "ada", begin, first.key, 30.5, 4.25, 31, begin.day() + 31, 12, 2
    )
    collection.apply(placement)
    for step in range(days * 4):
        moment = Moment(start + 1 + step * MS_PER_DAY // 4, now.offset)
        memories = collection.memories
        due = [c for c in asked if (m := memories.get(c.key)) is None or m.is_due(moment, 4)]
        for number, card in enumerate(due[:3]):
            at = moment.later(number * 60_000)
            rating = random.choice([Rating.AGAIN, Rating.HARD, *[Rating.GOOD] * 5, Rating.EASY])
            collection.apply(
                answer(
                    id=ids.make(at.ms),
                    card=card.key,
                    deck=name,
                    kind=card.kind,
                    moment=at,
                    rating=rating,
                    credit=float(rating > 1),
                    input=Input.REVEAL,
                    mode=Mode.CRAM if random.random() < 0.05 else Mode.REVIEW,
                    ms=random.randrange(1_000, 30_000),
                )
            )
    return ExportedDeck(
        name,
        DECK,
        cards,
        {card.key: history for card in cards if (history := collection.history(card.key))},
        {first.key: [placement]},
        dict(collection.memories),
        {
            (card.key, MarkKind.SUSPEND): Mark(
                ids.make(now.ms), "ada", now, card.key, MarkKind.SUSPEND
            )
            for card in (cards[2], cards[-1])
        },
    )
