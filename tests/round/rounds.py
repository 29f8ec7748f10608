"""Cards and rounds for the tests of rounds."""

from __future__ import annotations

from hypothesis import strategies as st

from quiz.card import Card, Kind
from quiz.decks.cards import make_cards
from quiz.decks.loader import load_deck
from quiz.grading.grade import OtherAnswers
from quiz.history.events import Input, Mode
from quiz.history.rating import Rating
from quiz.moment import Moment
from quiz.round import asking
from quiz.round.distractor_pool import DistractorPool
from quiz.round.question import Question
from quiz.round.response import Response
from quiz.round.round import Context, Round, Stage
from quiz.round.round_options import RoundOptions
from quiz.scheduling.scheduler import Scheduler
from quiz.settings.settings import Settings
from tests.conftest import DECK
from tests.factories import card as make_card
from tests.scheduling.collection import Collection

MORE = """\
title: More kinds
templates:
  word:
    fields: [Word, Meaning]
    cards:
      - {prompt: "{Word}", answer: "{Meaning}"}
      - {prompt: "{Meaning}", answer: "{Word}"}
cards:
  - {template: word, fields: {Word: der Hund, Meaning: dog}}
  - {template: word, fields: {Word: die Katze, Meaning: cat}}
  - occlusion: map.png
    regions:
      - {name: Norrland, at: [10, 10, 40, 30]}
      - {name: Svealand, at: [10, 40, 40, 20]}
      - {at: [60, 10, 30, 30]}
"""
DECK_CARDS = [
    card
    for name, text in (("mini", DECK), ("more", MORE))
    for card in make_cards(load_deck(text.encode(), name), name)  # type: ignore[arg-type]
]
SCHEDULER = Scheduler()
LOOKALIKES = [
    *("7 May 2015", "2015-05-07", "May 7, 2015", "7.5.2015", "8 May 2015", "May 2015", "2015"),
    *("1,000", "1000", "1.000", "1 000", "seven", "7", "７", "1½", "1 1/2"),
    *("Astana", "ASTANA!", "the Astana", "Ａｓｔａｎａ", "Astanna", "Iran", "Iraq", "Irak"),
    *("Straße", "STRASSE", "über", "ueber", "ılık", "ILIK", "ilik", "résumé", "re\u0301sume\u0301"),
    *("北京", "北平", "「北京」", "カナ", "ｶﾅ", "مُحَمَّد", "محمد", "👍", "👍🏽", "👩\u200d💻", "👩💻"),
]


def context(collection: Collection | None = None, cards: list[Card] | None = None) -> Context:
    own = DECK_CARDS if cards is None else cards
    others = OtherAnswers.of(own)
    return Context(
        collection or Collection(SCHEDULER),
        SCHEDULER.preview,
        DistractorPool(own).draw,
        lambda _: others,
    )


def right_response(question: Question) -> Response:
    card = question.card
    match question.input:
        case Input.REVEAL:
            return Rating.GOOD
        case Input.LIST:
            return tuple(names[0] for names in card.items)
        case Input.SEQUENCE:
            return card.answers
        case Input.TYPED:
            return card.accepted[0]
        case _:
            return card.answers[0]


def start(mode: Mode, own: Settings | None = None, queue: list[Card] | None = None) -> Round:
    options = RoundOptions(mode, own or Settings(), 5)
    cards = DECK_CARDS if queue is None else queue
    return seen(asking.start_round("r", "ada", options, cards, context(), Moment(0)))


def seen(state: Round, held: Context | None = None, now: Moment = Moment(0)) -> Round:  # noqa: B008
    """The round with its next question, past all new cards that it shows before."""
    while state.stage is Stage.SHOWING:
        state = asking.see(state, held or context(), now)
    return state


@st.composite
def crowded_decks(draw: st.DrawFn) -> list[Card]:
    """Cards with answers that are easily confused: notations, spellings, duplicates."""
    texts = st.sampled_from(LOOKALIKES)
    language = draw(st.sampled_from(["", "de", "tr", "zh"]))
    share = draw(st.sampled_from([1, 2]))
    return [
        make_card(
            key=f"k{n}",
            note=f"n{n // share}",
            kind=draw(st.sampled_from([Kind.BASIC, Kind.CLOZE, Kind.TERM])),
            prompt=draw(st.sampled_from(["one?", "another?", f"the {n}th?"])),
            answers=tuple(draw(st.lists(texts, min_size=1, max_size=2, unique=True))),
            distractors=tuple(draw(st.lists(texts, max_size=3))),
            category=draw(st.sampled_from(["", "x"])),
            language=language,
        )
        for n in range(draw(st.integers(2, 14)))
    ]
