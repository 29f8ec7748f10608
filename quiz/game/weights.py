"""Fits the memory model to the player, and goes back to earlier weights."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from quiz.errors import QuizError
from quiz.game.game import Game
from quiz.history.events import Answer, Mark, Placement
from quiz.history.kinds import UNSCHEDULED
from quiz.history.rating import Rating
from quiz.moment import day_to_date_text
from quiz.progress import Progress, silent
from quiz.scheduling.fitting.dataset import Dataset
from quiz.scheduling.fitting.fit import Outcome, optimize
from quiz.storage.parameters import FILE_NAME, load_parameters, save_parameters


def dataset_of(game: Game) -> Dataset:
    """The player's answers that changed a memory.

    Cards with a memory from another program are left out: their earlier answers are unknown, so
    their first answer here would look like the very first.
    """
    hour = game.settings.day_start_hour
    events = game.collection.scheduled
    placed = {event.card for event in events if isinstance(event, Placement)}
    begun: Counter[str] = Counter()

    def rated() -> Iterator[tuple[str, Rating, int]]:
        for event in events:
            if isinstance(event, Mark):
                begun[event.card] += 1
            elif (
                isinstance(event, Answer)
                and event.mode not in UNSCHEDULED
                and event.card not in placed
            ):
                # After a reset, it counts as another card.
                card = f"{event.card}:{begun[event.card]}"
                yield card, event.rating, event.moment.day(hour)

    return Dataset.of(rated())


def fit_to(game: Game, dataset: Dataset, progress: Progress = silent) -> Outcome:
    """Fit weights and compare them with the current ones; changes nothing.

    Raises QuizError if there is too little history.
    """
    try:
        return optimize(dataset, game.scheduler.options.parameters, progress)
    except ValueError as error:
        raise QuizError(f"weights cannot be fitted to this history: {error}; play on") from error


def adopt(game: Game, outcome: Outcome) -> None:
    """Save these weights, keep the previous ones for undo, and fold the memories again."""
    day = day_to_date_text(game.day)
    note = (
        f"{day}: fitted to {outcome.trained} answers; on the next {outcome.judged} log-loss "
        f"{outcome.before.log_loss:.4f} became {outcome.after.log_loss:.4f}, RMSE (bins) "
        f"{outcome.before.rmse:.4f} became {outcome.after.rmse:.4f}"
    )
    save_parameters(_file(game), game.player, outcome.parameters, note, game.player_name)
    game.use_settings(game.settings)


def undo(game: Game) -> tuple[tuple[float, ...], bool]:
    """Go back to the previous weights, () for the default; also returns whether anything changed.

    Raises QuizError if the player never had others.
    """
    player = load_parameters(_file(game), game.player)
    if player.previous is None:
        raise QuizError(
            f"{game.player_name} never had other weights; there is nothing to go back to"
        )
    return player.previous, _use(game, player.previous, "undone")


def reset(game: Game) -> bool:
    """Go back to the default weights; returns whether anything changed."""
    return _use(game, (), "reset")


def _use(game: Game, wanted: tuple[float, ...], note: str) -> bool:
    changed = wanted != load_parameters(_file(game), game.player).parameters
    if changed:
        save_parameters(_file(game), game.player, wanted, note, game.player_name)
        game.use_settings(game.settings)
    return changed


def _file(game: Game) -> Path:
    return game.store.path.parent / FILE_NAME
