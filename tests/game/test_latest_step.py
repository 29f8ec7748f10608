"""The latest step, which the home screen offers to undo."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from quiz.game.game import Game
from quiz.game.play import play_cards
from quiz.game.undo import latest_step, undo_last
from quiz.history.effective_events import sift
from quiz.history.events import Mark, MarkKind, Mode

MakeGame = Callable[..., Game]
MARKS = [kind for kind in MarkKind if kind is not MarkKind.HAND_ON]
"""Lost progress that was joined by hand is taken back where that is done, by `quiz lost --undo`."""
STEPS = st.lists(st.sampled_from([*MARKS, "answer", "undo"]), max_size=12)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(STEPS)
def test_latest_step_is_newest_answer_or_mark(
    tmp_path_factory: pytest.TempPathFactory,
    make_game: MakeGame,
    steps: list[MarkKind | str],
) -> None:
    game = make_game(player=tmp_path_factory.mktemp("player").name)
    cards = game.cards_of()
    for number, step in enumerate(steps):
        game.clock.advance(1)
        card = cards[number * 3 % len(cards)]
        if step == "undo":
            undo_last(game)
        elif step == "answer":
            play_cards(game, Mode.CRAM, [card]).submit(None)
        else:
            game.mark(card, MarkKind(step))
        found = sift(game.store.events(game.player))
        counting = sorted([*found.answers, *found.marks], key=lambda event: event.id)
        latest = latest_step(game)
        if not counting:
            assert latest is None
            continue
        newest = counting[-1]
        kind = newest.kind if isinstance(newest, Mark) else None
        assert latest == ((newest.id,), newest.card, kind)
    game.close()


def test_mark_on_several_cards_is_undone_together(make_game: MakeGame) -> None:
    game = make_game()
    cards = game.cards_of()
    for card in cards[:3]:
        play_cards(game, Mode.QUIZ, [card]).submit(None)
    game.mark(cards[0], MarkKind.RESET)
    game.clock.advance(1)
    game.mark_all([card.key for card in cards[1:3]], MarkKind.RESET)
    assert all(game.collection.memory(card.key) is None for card in cards)
    undo_last(game)
    assert [game.collection.memory(card.key) is None for card in cards[:3]] == [True, False, False]
    undo_last(game)
    assert game.collection.memory(cards[0].key) is not None
    game.close()
