"""Spreads due cards over several days."""

from __future__ import annotations

from quiz.game.game import Game
from quiz.moment import day_to_date_text
from quiz.settings.load import settings_path
from quiz.settings.save import save_setting


def spread(game: Game, days: int) -> None:
    """Spread due cards over this many days, including today; 0 ends it. Raises QuizError if the
    settings cannot be written."""
    until = day_to_date_text(game.day + days - 1) if days else ""
    game.settings = save_setting(settings_path(), "spread_until", until)
