"""Offers a repair to the player, on the screen or in lines."""

from __future__ import annotations

from quiz.cli.ask import ask_at_terminal, at_terminal
from quiz.cli.progress_bar import ProgressBar
from quiz.display import one_line, printable
from quiz.storage.log.missing_events import MissingEvents
from quiz.storage.log.offers import offer_for, offer_to_join
from quiz.storage.log.store_errors import DamagedError
from quiz.wording import with_capital


def repaired(trouble: DamagedError | MissingEvents, plain: bool) -> bool:
    """Offer to repair a history that is damaged, gone, or behind a backup. Returns whether the
    player accepted, and it was done.

    plain: whether to ask in lines.
    """
    offer = offer_to_join(trouble) if isinstance(trouble, MissingEvents) else offer_for(trouble)
    if not plain:
        from quiz.tui.recovery_app import RecoveryApp

        return bool(RecoveryApp(offer).run())
    if not at_terminal():
        return False
    print(f"{offer.title}\n{printable(offer.text)}\n")
    if ask_at_terminal(f"{offer.verb}?"):
        with ProgressBar(at_once=True) as bar:
            said = offer.run(bar)
    elif offer.anew and ask_at_terminal("Start a new history instead? The old one is kept."):
        said = offer.anew()
    else:
        return False
    print(f"{with_capital(one_line(said))}.")
    return True
