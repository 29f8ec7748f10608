"""`quiz optimize`: fits the memory model to a player's own history."""

from __future__ import annotations

import argparse
from dataclasses import asdict

from quiz.cli.json_text import json_text
from quiz.cli.open_game import open_game
from quiz.cli.parser import flag
from quiz.cli.progress_bar import ProgressBar
from quiz.display import one_line
from quiz.game.game import Game
from quiz.game.weights import adopt, dataset_of, fit_to, reset, undo
from quiz.scheduling.fitting.fit import TRAINING_SHARE, Outcome

DESCRIPTION = """\
Fit the memory model to your own history.

The weights are fitted to the first 80 % of your answers and tested on the last 20 %. They are
adopted only if they predict those better than the current weights, by both log-loss and RMSE
(bins). The previous weights are kept.
"""
EXAMPLES = """\
examples:
  quiz optimize                  fit, test, and adopt if better
  quiz optimize --dry-run        change nothing
  quiz optimize --undo           go back to the previous weights
  quiz optimize --reset          go back to the default weights
  quiz optimize --player ada
"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the arguments for action and player."""
    what = parser.add_mutually_exclusive_group()
    flag(what, "--dry-run", "fit and test, but adopt nothing")
    flag(what, "--undo", "go back to the previous weights")
    flag(what, "--reset", "go back to the default weights")
    parser.add_argument("--player", metavar="NAME", help="whose weights to fit")
    flag(parser, "--json", "as JSON")


def execute(options: argparse.Namespace) -> int:
    """Fit, test and adopt, or go back. Returns 0, even if the current weights are better.

    Raises QuizError if there is too little history, or nothing to go back to.
    """
    game = open_game(options)
    if options.undo:
        weights, changed = undo(game)
        return _say_which(game, weights, changed, as_json=options.json)
    if options.reset:
        return _say_which(game, (), reset(game), as_json=options.json)
    with ProgressBar(at_once=True) as bar:
        outcome = fit_to(game, dataset_of(game), bar)
    adopted = outcome.better and not options.dry_run
    due = game.counts().due
    if adopted:
        adopt(game, outcome)
    if options.json:
        print(json_text({**asdict(outcome), "better": outcome.better, "adopted": adopted}))
    else:
        print("\n".join([*_table(outcome), "", *_verdict(game, outcome, adopted, due)]))
    return 0


def _say_which(game: Game, weights: tuple[float, ...], changed: bool, *, as_json: bool) -> int:
    if as_json:
        print(json_text({"parameters": list(weights), "changed": changed}))
        return 0
    which = "previous" if weights else "default"
    already = "" if changed else " already"
    print(f"{one_line(game.player_name)} plays with the {which} weights{already}.")
    if changed:
        print("`quiz optimize --undo` undoes this.")
    return 0


def _table(outcome: Outcome) -> list[str]:
    before, after = outcome.before, outcome.after
    rows = (
        ("log-loss", before.log_loss, after.log_loss, "lower is better"),
        ("RMSE (bins)", before.rmse, after.rmse, "lower is better"),
        ("AUC", before.auc, after.auc, "higher is better"),
    )
    return [
        f"Fitted to the first {outcome.trained:,} answers ({TRAINING_SHARE:.0%}), tested on the "
        f"last {outcome.judged:,}.",
        "",
        f"{'':<14}{'current':>8}{'fitted':>9}",
        *(f"{name:<14}{old:>8.4f}{new:>9.4f}   {aim}" for name, old, new, aim in rows),
    ]


def _verdict(game: Game, outcome: Outcome, adopted: bool, due: int) -> list[str]:
    if outcome.parameters == tuple(game.scheduler.options.parameters) and not adopted:
        return ["These are already the current weights; nothing changes."]
    if not outcome.better:
        return ["Not better on both log-loss and RMSE (bins); the current weights stay."]
    if not adopted:
        return ["Better on both. Nothing was changed; `quiz optimize` would adopt these weights."]
    return [
        f"Adopted for {one_line(game.player_name)}. Due now: {game.counts().due}, before: {due}.",
        "`quiz optimize --undo` goes back. A running game uses them after its next start.",
    ]
