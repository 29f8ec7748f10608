"""Progress of vanished cards, handed on by hand."""

from __future__ import annotations

import os
from io import StringIO
from pathlib import Path

import pytest

from quiz.cli.main import run
from quiz.game.game import Game
from quiz.game.lost_cards import find_lost, hand_on, lost_text, news_of, take_back
from quiz.game.play import play_mode
from quiz.history.effective_events import sift
from quiz.history.events import MarkKind, Mode
from quiz.scheduling.card_state import Tally, fold_card
from quiz.settings.settings import Settings
from quiz.storage.log.store import Store
from quiz.tui.app import QuizApp
from quiz.tui.screens.lost_screen import LostScreen
from tests.factories import Clock

BEFORE = "title: Towers\ncards:\n  - {prompt: Who built the tower of A?, answer: Eiffel}\n"
AFTER = (
    "title: Towers\ncards:\n"
    "  - {prompt: Who built the tower of B?, answer: Eiffel}\n"
    "  - {prompt: Who built the tower of C?, answer: Eiffel}\n"
)


@pytest.fixture
def decks(home: Path) -> Path:
    path = home / "decks" / "towers.yaml"
    path.parent.mkdir(parents=True)
    write(path, BEFORE, 60)
    return path


def write(path: Path, text: str, age: int) -> None:
    path.write_text(text)
    now = path.stat().st_mtime
    os.utime(path, (now - age, now - age))


def open_game(home: Path) -> Game:
    store = Store.open(home)
    player = store.players()[0].id if store.players() else store.last_player().id
    return Game(store, [home / "decks"], Settings(), player, clock=Clock(), seed=1)


def answered(home: Path, deck: Path) -> Game:
    """A game in which the tower of A was answered twice and then deleted."""
    game = open_game(home)
    for _ in range(2):
        play = play_mode(game, Mode.QUIZ, ["towers"], 1)
        play.submit(None)
    game.mark(game.cards_of()[0], MarkKind.SUSPEND)
    write(deck, AFTER, 30)
    assert game.refresh()
    return game


def test_doubtful_card_is_reported_and_joined_by_hand(home: Path, decks: Path) -> None:
    game = answered(home, decks)
    (lost,) = find_lost(game)
    assert (lost.prompt, lost.answer, lost.answers) == ("Who built the tower of A?", "Eiffel", 2)
    assert [card.prompt[-2] for card in lost.candidates] == ["B", "C"]
    assert lost_text(game) in news_of(game)
    assert news_of(game).startswith("2 cards could continue more than one old card")
    old = game.collection.state(lost.card.key)
    card = lost.candidates[1]
    hand_on(game, [(lost.card, card)])
    new = game.collection.state(card.key)
    assert old.memory is not None
    assert new.memory is not None
    assert (new.memory.stability, new.memory.due_day) == (old.memory.stability, old.memory.due_day)
    assert (new.memory.reps, new.suspended) == (2, True)
    assert find_lost(game) == []
    assert lost_text(game) == ""


def test_joining_keeps_answers_given_since(home: Path, decks: Path) -> None:
    game = answered(home, decks)
    (lost,) = find_lost(game)
    play = play_mode(game, Mode.QUIZ, ["towers"], 1)
    assert play.question is not None
    card = play.question.card
    play.submit(None)
    hand_on(game, [(lost.card, card)])
    with game.store.reading() as reader:
        events = [
            *reader.events_of_card(game.player, lost.card.key),
            *(e for e in reader.events_of_card(game.player, card.key)),
        ]
    answers = sift(events).answers
    both = fold_card(answers, (), game.scheduler, Tally()).memory
    memory = game.collection.state(card.key).memory
    assert both is not None
    assert memory is not None
    assert (memory.reps, memory.stability) == (3, both.stability)


def test_joining_can_be_undone_and_repeated(home: Path, decks: Path) -> None:
    game = answered(home, decks)
    (lost,) = find_lost(game)
    card = lost.candidates[0]
    hand_on(game, [(lost.card, card)])
    game.close()
    game = open_game(home)
    assert take_back(game) == 1
    state = game.collection.state(card.key)
    assert (state.memory, state.suspended) == (None, False)
    assert [each.card for each in find_lost(game)] == [lost.card]
    assert take_back(game) == 0
    hand_on(game, [(lost.card, lost.candidates[1])])
    assert find_lost(game) == []


def test_a_prompt_that_became_a_cloze_can_be_joined(home: Path, decks: Path) -> None:
    game = answered(home, decks)
    write(decks, 'title: Towers\ncards: [cloze: "The tower of A was built by {{Eiffel}}."]', 20)
    assert game.refresh()
    (lost,) = find_lost(game)
    assert [card.answer for card in lost.candidates] == ["Eiffel"]
    hand_on(game, [(lost.card, lost.candidates[0])])
    assert game.collection.state(lost.candidates[0].key).memory is not None


def test_deck_without_losses_reports_nothing(home: Path, decks: Path) -> None:
    game = open_game(home)
    write(decks, AFTER, 30)
    assert game.refresh()
    assert "vanished with progress" not in news_of(game)
    assert find_lost(game, every=True) == []


def test_the_command(
    home: Path,
    decks: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("QUIZ_HOME", str(home))
    answered(home, decks).close()
    assert run(["lost"]) == 0
    said = capsys.readouterr().out
    assert "towers: Who built the tower of A? → Eiffel (2 answers)\n" in said
    assert "  b  Who built the tower of C? → Eiffel\n" in said
    assert run(["lost", "--join", "--yes"]) == 0
    assert "Nothing was joined." in capsys.readouterr().out
    assert run(["list"]) == 0
    assert "1 card vanished with progress" in capsys.readouterr().out
    monkeypatch.setattr("sys.stdin", StringIO("b\n"))
    assert run(["lost", "--join"]) == 0
    assert "1 card joined" in capsys.readouterr().out
    assert run(["lost"]) == 0
    assert "No vanished card resembles a new card" in capsys.readouterr().out
    assert run(["lost", "--undo"]) == 0
    assert "Undid the join of 1 card." in capsys.readouterr().out
    assert run(["lost", "--undo", "--join"]) == 2


@pytest.mark.parametrize("size", [(80, 24), (40, 12)])
async def test_the_screen(home: Path, decks: Path, size: tuple[int, int]) -> None:
    game = answered(home, decks)
    app = QuizApp(game)
    async with app.run_test(size=size) as pilot:
        await pilot.press("x")
        await pilot.pause()
        assert isinstance(app.screen, LostScreen)
        await pilot.press("down", "enter")
        await pilot.pause()
        assert find_lost(game) == []
        await pilot.press("u")
        await pilot.pause()
        assert len(find_lost(game)) == 1
        await pilot.press("escape")
        await pilot.pause()
        assert not isinstance(app.screen, LostScreen)
