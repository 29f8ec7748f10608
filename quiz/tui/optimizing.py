"""`quiz optimize` from the command palette: fit in the background, then ask."""

from __future__ import annotations

from quiz.errors import QuizError
from quiz.game.weights import adopt, dataset_of, fit_to
from quiz.scheduling.fitting.dataset import Dataset
from quiz.scheduling.fitting.fit import Outcome
from quiz.tui.game_app import GameApp


def start(app: GameApp) -> None:
    """Fit the memory model to the player's history in a thread; ask before adopting it."""
    app.notify("Fitting the memory model to your history …", timeout=3)
    dataset = dataset_of(app.game)
    app.run_worker(lambda: _fit(app, dataset), group="optimize", thread=True, exclusive=True)


def _fit(app: GameApp, dataset: Dataset) -> None:
    try:
        outcome = fit_to(app.game, dataset)
    except QuizError as error:
        app.call_from_thread(app.complain, error)
    else:
        app.call_from_thread(_offer, app, outcome)


def _offer(app: GameApp, outcome: Outcome) -> None:
    if not outcome.better:
        app.notify("Fitted weights predict your last answers no better; nothing was changed.")
        return
    before, after = outcome.before, outcome.after
    question = (
        f"Fitted weights predict your last {outcome.judged:,} answers better: log-loss "
        f"{before.log_loss:.3f} → {after.log_loss:.3f}, RMSE {before.rmse:.3f} → {after.rmse:.3f}. "
        "Play with them? quiz optimize --undo goes back."
    )

    def use() -> None:
        with app.complaining():
            adopt(app.game, outcome)
            app.show_game()
            app.notify("Intervals now follow from your own weights.")

    app.ask(question, "Play with them", "Keep the old", use)
