from __future__ import annotations

from quiz.scheduling.allowance import Allowance
from quiz.settings.settings import DeckOptions, Settings

OWN = Settings(
    new_per_day=20,
    decks={
        "spanish": DeckOptions(new_per_day=10),
        "spanish/food": DeckOptions(new_per_day=3),
        "welcome": DeckOptions(reviews_per_day=1),
    },
)


def test_decks_without_own_limit_share_the_general_one() -> None:
    done = {"spanish/verbs": 4, "spanish/food": 1, "welcome": 2, "": 5}
    news = Allowance("new_per_day", OWN, done)
    assert news.left_of("spanish/verbs") == news.left_of("spanish/nouns") == 6
    assert news.left_of("spanish/food") == 2
    assert news.left_of("welcome") == news.left_of("china") == 13


def test_allowance_of_several_decks_together() -> None:
    news = Allowance("new_per_day", OWN, {})
    assert news.most({"spanish/verbs": 8, "spanish/nouns": 8, "spanish/food": 8}) == 10 + 3
    assert news.most({"welcome": 8, "china": 20}) == 20
    assert news.most_of(["spanish/verbs", "spanish/nouns", "china"]) == 10 + 20
    assert news.most({}) == 0


def test_limit_lowered_below_done_leaves_nothing() -> None:
    reviews = Allowance("reviews_per_day", OWN, {"welcome": 3})
    assert reviews.left_of("welcome") == 0
    assert reviews.limit_of("welcome") == 1
    assert reviews.limit_of("china") == 200
