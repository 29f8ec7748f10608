from __future__ import annotations

import json
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from quiz.game.game import Game
from quiz.history.events import Mode, Placement
from quiz.moment import MS_PER_DAY, Moment
from quiz.scheduling.fsrs_model import DEFAULT_PARAMETERS
from quiz.storage.log.store import Store
from quiz.storage.parameters import FILE_NAME, load_parameters
from tests.factories import EVENING, Run, answer, number_id
from tests.scheduling.student import study


@pytest.fixture
def studied(home: Path) -> Path:
    """A data directory in which ada has studied for 200 days."""
    study(home)
    return home


def weights(home: Path) -> tuple[float, ...]:
    return load_parameters(home / FILE_NAME, "ada").parameters


def test_better_weights_are_adopted_and_come_back(quiz: Run, studied: Path) -> None:
    status, out, err = quiz("optimize")
    assert (status, err) == (0, "")
    assert "log-loss" in out
    assert "Adopted for ada." in out
    fitted = weights(studied)
    assert len(fitted) == 21
    assert "These are already the current weights" in quiz("optimize")[1]
    assert weights(studied) == fitted
    assert "ada plays with the default weights." in quiz("optimize", "--undo")[1]
    assert weights(studied) == ()
    assert "ada plays with the previous weights." in quiz("optimize", "--undo")[1]
    assert weights(studied) == fitted
    assert "default weights." in quiz("optimize", "--reset")[1]
    assert "default weights already." in quiz("optimize", "--reset")[1]
    assert quiz("optimize", "--undo")[0] == 0
    assert weights(studied) == fitted


def test_a_dry_run_changes_nothing(quiz: Run, studied: Path) -> None:
    status, out, _ = quiz("optimize", "--dry-run")
    assert status == 0
    assert "Nothing was changed" in out
    assert not (studied / FILE_NAME).exists()


def test_better_current_weights_stay(quiz: Run, studied: Path) -> None:
    from tests.scheduling.student import FORGETFUL

    text = f"[ada]\nparameters = {list(FORGETFUL)}\n"
    (studied / FILE_NAME).write_text(text, encoding="utf-8")
    assert "the current weights stay" in quiz("optimize")[1]
    assert (studied / FILE_NAME).read_text(encoding="utf-8") == text


def test_the_outcome_as_json(quiz: Run, studied: Path) -> None:
    found = json.loads(quiz("optimize", "--json", "--dry-run")[1])
    assert (found["better"], found["adopted"]) == (True, False)
    assert found["after"]["log_loss"] < found["before"]["log_loss"]
    assert json.loads(quiz("optimize", "--reset", "--json")[1])["changed"] is False


def test_too_little_history_is_reported(quiz: Run, home: Path) -> None:
    store = Store.open(home)
    store.add_player("bob")
    store.close()
    status, _, err = quiz("optimize", "--player", "bob")
    assert status == 2
    assert "0 answers came a day or more after" in err
    assert "400 are needed" in err
    status, _, err = quiz("optimize", "--undo")
    assert status == 2
    assert err == "quiz: bob never had other weights; there is nothing to go back to\n"


def test_history_rejected_by_optimizer_is_reported(
    quiz: Run,
    studied: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def refuse(*_: object) -> None:
        raise ValueError("too few cards")

    monkeypatch.setattr("quiz.scheduling.fitting.fit.fit_parameters", refuse)
    status, _, err = quiz("optimize")
    assert status == 2
    assert "weights cannot be fitted to this history: too few cards; play on" in err


def test_fit_ignores_cram_answers(quiz: Run, studied: Path) -> None:
    before = json.loads(quiz("optimize", "--json", "--dry-run")[1])
    store = Store.open(studied)
    store.append(
        *(
            answer(id=10**9 + n, mode=Mode.CRAM, moment=Moment(EVENING + (300 + n) * MS_PER_DAY))
            for n in range(50)
        )
    )
    store.close()
    assert json.loads(quiz("optimize", "--json", "--dry-run")[1]) == before


def test_fit_ignores_imported_cards(quiz: Run, studied: Path) -> None:
    before = json.loads(quiz("optimize", "--json", "--dry-run")[1])
    store = Store.open(studied)
    moment = Moment(EVENING)
    for number in range(40):
        card, first = f"placed {number}", 10**9 + 3 * number
        store.append(
            Placement(number_id(first), "ada", moment, card, 30.0, 5.0, 30, 40_000, 5, 1),
            *(
                answer(id=first + n, card=card, moment=moment.later(n * 30 * MS_PER_DAY))
                for n in (1, 2)
            ),
        )
    store.close()
    assert json.loads(quiz("optimize", "--json", "--dry-run")[1]) == before


def test_faulty_weights_are_reported_and_the_default_used(
    quiz: Run,
    studied: Path,
) -> None:
    (studied / FILE_NAME).write_text("[ada]\nparameters = [1, 2]\n", encoding="utf-8")
    status, _, err = quiz("due")
    assert status == 0
    assert f"{FILE_NAME}:2:1: parameters are not weights of FSRS-6: expected 21 numbers" in err


def test_a_terminal_shows_a_progress_bar(
    quiz: Run,
    studied: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True, raising=False)
    err = quiz("optimize", "--dry-run")[2]
    for what in ("Reading", "Fitting", "Judging"):
        assert f"\r{what}" in err
    assert err.endswith("\r")


def test_the_game_schedules_with_the_players_weights(
    make_game: Callable[..., Game], home: Path
) -> None:
    game = make_game()
    assert game.scheduler.options.parameters == DEFAULT_PARAMETERS
    other = (*DEFAULT_PARAMETERS[:20], 0.5)
    own = {"ada": other, "bob": DEFAULT_PARAMETERS}
    game = Game(game.store, [], game.settings, "ada", parameters=own.__getitem__)
    assert game.scheduler.options.parameters == other
    assert game.collection.scheduler is game.scheduler
    game.use_player("bob")
    assert game.scheduler.options.parameters == DEFAULT_PARAMETERS
    own["bob"] = other
    game.use_settings(game.settings)
    assert game.collection.scheduler.options.parameters == other
