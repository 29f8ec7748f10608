"""A member's settings: what any of their devices said last about each."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from quiz.settings.parse import contradiction
from quiz.settings.settings import Settings
from quiz.settings.table import BY_NAME
from quiz.storage.sync.lines import Statement
from quiz.storage.sync.personal import SETTING, is_setting

IN_THE_BROWSER = ("new_per_day", "reviews_per_day", "daily_goal", "weekly_goal", "answer_with")
"""The settings that a member can change in the browser."""


def settings_of(statements: Iterable[Statement]) -> Settings:
    """The settings that follow from the last statement about each. Values that are not valid leave
    the default."""
    values: dict[str, Any] = {
        said.name: BY_NAME[said.name].accept(said.value)
        for said in statements
        if said.kind == SETTING
        and said.value is not None
        and is_setting((SETTING, said.name), said.value)
    }
    settings = Settings()._replace(**values)
    return Settings() if contradiction(settings) else settings
