from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from quiz.game.game import Game
from quiz.game.play import play_cards
from quiz.game.search import Finder
from quiz.history.events import MarkKind, Mode
from quiz.history.rating import Rating
from quiz.settings.filters import STATES, Order, fault_of, in_order, order_of
from quiz.settings.settings import Settings

MakeGame = Callable[..., Game]


def found(game: Game, search: str) -> list[str]:
    return [card.note for card in Finder(game).find(search).cards]


def test_search_needs_all_words(make_game: MakeGame) -> None:
    game = make_game()
    assert len(found(game, "")) == len(game.cards_of()) == len(found(game, "  "))
    assert found(game, "capital") == ["id:capital"]
    assert found(game, "ÁSTANA  1997") == ["id:capital"]
    assert found(game, "astana 1998") == []
    assert len(found(game, "astana -capital")) == 1
    assert found(game, '"became the capital"') == ["id:capital"]
    assert found(game, "the capital") == ["id:capital"]
    assert found(game, '"which city') == ["id:capital"]


@pytest.mark.parametrize("mark", ["-", "the", '"', "c"])
def test_half_typed_filter_hides_nothing(make_game: MakeGame, mark: str) -> None:
    assert "id:capital" in found(make_game(), mark)


def test_filters(make_game: MakeGame) -> None:
    game = make_game()
    assert len(found(game, "deck:MIN")) == len(game.cards_of())
    assert found(game, "deck:other") == []
    assert found(game, "tag:x") == []
    assert len(found(game, "kind:list")) == 1
    assert len(found(game, "is:new -kind:list")) == len(game.cards_of()) - 1
    assert found(game, "is:nonsense") == []
    card = next(card for card in game.cards_of() if card.note == "id:capital")
    game.mark(card, MarkKind.SUSPEND)
    assert found(game, "is:suspended") == ["id:capital"]
    game.mark(card, MarkKind.UNSUSPEND)
    game.mark(card, MarkKind.BURY)
    assert found(game, "is:buried") == ["id:capital"]
    play = play_cards(game, Mode.QUIZ, [card])
    play.submit(None)
    assert found(game, "is:learning") == ["id:capital"]
    assert "id:capital" not in found(game, "is:new")


def test_due_in_days(make_game: MakeGame) -> None:
    game = make_game()
    card = game.cards_of()[0]
    play = play_cards(game, Mode.QUIZ, [card])
    play.submit(None)
    assert found(game, "due:0") == [card.note]
    play.rate(Rating.EASY)
    memory = game.collection.memory(card.key)
    assert memory is not None
    days = memory.due_day - game.clock().day(4)
    assert found(game, f"due:{days}") == [card.note]
    assert found(game, "due:0") == found(game, f"due:{days + 1}") == []
    assert found(game, "due:soon") == found(game, f"due:{10**30}") == []
    assert "such as due:0" in fault_of("due:soon")


def test_a_whole_name_means_its_deck_alone(make_game: MakeGame, decks: Path) -> None:
    (decks / "m.yaml").write_text("title: M\ncards:\n- {prompt: p, answer: a, id: m}\n")
    game = make_game()
    assert found(game, "deck:M") == ["id:m"]
    assert len(found(game, "deck:mi")) == len(game.cards_of()) - 1
    assert len(found(game, "-deck:m")) == len(game.cards_of()) - 1


def test_review_due_and_leech(make_game: MakeGame) -> None:
    game = make_game(own=Settings(learning_steps=(), relearning_steps=(), leech_lapses=2))
    card = next(card for card in game.cards_of() if card.note == "id:capital")
    for response in ("Astana", None, "Astana", None):
        play = play_cards(game, Mode.REVIEW, [card])
        play.submit(response)
        game.clock.ms += 40 * 86_400_000  # type: ignore[attr-defined]
    finder = Finder(game)
    assert "leech" in finder.states(card)
    assert "due" in finder.states(card)
    assert found(game, "is:due") == ["id:capital"]
    assert found(game, "is:leech") == ["id:capital"]
    assert found(game, "is:review") == ["id:capital"]


@pytest.mark.parametrize(
    ("search", "said"),
    [
        ("is:du", "is:du: expected is: and one of new, learning, review, mastered, due, suspended, "
         "buried, flagged, aside, leech; did you mean is:due?"),
        ("capital -is:nonsense", "-is:nonsense: expected is: and one of"),
        ("kind:basics", "did you mean kind:basic?"),
        ("tag:", "tag:: expected a name after the colon, such as tag:verbs"),
        ("deck: is:new", "deck:: expected a name after the colon"),
    ],
)  # fmt: skip
def test_meaningless_filter_is_reported(search: str, said: str) -> None:
    assert said in fault_of(search)


@pytest.mark.parametrize(
    "search", ["", "-", "is", "deck:none", "tag:x -kind:LIST", "time:12:30", "IS:x"]
)
def test_unknown_filter_is_searched_as_text(search: str) -> None:
    assert fault_of(search) == ""


def test_each_state_can_be_searched_for(make_game: MakeGame) -> None:
    game = make_game()
    card = game.cards_of()[0]
    for kind in (MarkKind.SUSPEND, MarkKind.BURY, MarkKind.FLAG):
        game.mark(card, kind)
    assert set(Finder(game).states(card)) < set(STATES)
    assert all(found(game, f"is:{state}") for state in ("suspended", "buried", "flagged", "aside"))


def test_a_search_sorts(make_game: MakeGame) -> None:
    game = make_game(own=Settings(learning_steps=(), relearning_steps=()))
    first, second, third, *rest = (card.note for card in game.cards_of())
    cards = game.cards_of()
    for card, rating in ((cards[0], Rating.GOOD), (cards[1], Rating.EASY), (cards[2], Rating.HARD)):
        play = play_cards(game, Mode.QUIZ, [card])
        play.submit(card.answer)
        play.rate(rating)
    assert found(game, "sort:due") == [third, first, second, *rest]
    assert found(game, "-sort:stability") == [second, first, third, *rest]
    prompts = [card.prompt.casefold() for card in Finder(game).find("sort:prompt").cards]
    assert prompts == sorted(prompts)
    assert len(found(game, "sort:lapses kind:list")) == 1
    assert "expected sort: and one of prompt, due" in fault_of("sort:size")


def test_a_click_on_a_head_sorts_up_then_down_then_not() -> None:
    search = "is:new sort:lapses"
    for turned in ("is:new sort:due", "is:new -sort:due", "is:new", "is:new sort:due"):
        search = in_order(search, order_of(search).turned("due"))
        assert search == turned
    assert order_of("sort:size sort:due") == Order()
    assert order_of("capital -sort:DUE") == Order("due", down=True)
    assert in_order("sort:due", Order()) == ""
    assert order_of("sort:due").turned("answer") == Order()
