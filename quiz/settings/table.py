"""Every setting with its bounds and help. The settings file and screen are made from this table."""

from __future__ import annotations

from datetime import date
from difflib import get_close_matches
from typing import NamedTuple

from quiz.moment import WEEKDAYS
from quiz.settings.settings import TABLE_FIELDS, Settings
from quiz.wording import counted

Value = bool | int | float | str | tuple[float, ...] | tuple[str, ...]


A_DATE = "a date such as 2026-12-31"
ON_OR_OFF = "on or off"


def accepted_date(value: object) -> str:
    """A date, or text in ISO format, as ISO text; ValueError, saying what was expected."""
    try:
        return date.fromisoformat(str(value).strip()).isoformat()
    except ValueError:
        raise ValueError(f"expected {A_DATE}") from None


def text_of(value: Value) -> str:
    """A value as the player types it."""
    if isinstance(value, tuple):
        return ", ".join(map(text_of, value))
    return f"{value:g}" if isinstance(value, float) else str(value)


def shown(value: Value | None, unit: str = "") -> str:
    """A value as shown to the player, with its unit: "20 cards"."""
    if isinstance(value, bool):
        return "on" if value else "off"
    if unit and isinstance(value, int):
        return counted(value, unit)
    text = "" if value is None else text_of(value)
    return f"{text} {unit}s" if text and unit else text or "none"


class Setting(NamedTuple):
    """One setting.

    name: of the field in `Settings` and in the file. title: shown on the screen.
    least, most: bounds of a number, or of each number in a list. choices: the allowed texts, or
    the allowed items of a list; () for any. date: whether it is an ISO date or "".
    known: like `choices`, but too many to list in `expected`.
    """

    name: str
    section: str
    title: str
    help: str
    least: float = 0
    most: float = 0
    choices: tuple[str, ...] = ()
    date: bool = False
    known: tuple[str, ...] = ()

    @property
    def unit(self) -> str:
        """What a number counts: "day"; "" if its title says it."""
        return next((unit for unit, names in _UNITS.items() if self.name in names), "")

    @property
    def default(self) -> Value:
        """The default value."""
        value: Value = getattr(Settings(), self.name)
        return value

    @property
    def expected(self) -> str:
        """Describes the valid values."""
        if isinstance(self.default, bool):
            return "true or false"
        if self.date:
            return f'{A_DATE}, or "" for none'
        if self.is_text:
            return "text"
        if isinstance(self.default, str):
            return "one of " + ", ".join(self.choices)
        if self.choices:
            return "a list of any of " + ", ".join(self.choices)
        bounds = f"from {self.least:g} to {self.most:g}"
        if isinstance(self.default, tuple):
            return f"a list of up to 10 numbers of minutes {bounds}"
        return ("a whole number " if isinstance(self.default, int) else "a number ") + bounds

    @property
    def allowed(self) -> str:
        """Describes the valid values to somebody who picks or types them; "" if nothing is said."""
        if isinstance(self.default, bool):
            return ON_OR_OFF
        if self.date:
            return f"{A_DATE}, or nothing"
        return "" if self.is_text else self.expected

    @property
    def is_text(self) -> bool:
        """Whether it takes any text."""
        return isinstance(self.default, str) and not self.choices and not self.date

    def accept(self, value: object) -> Value:
        """Convert the value to its type; ValueError, saying what was expected, if it is invalid."""
        default = self.default
        if isinstance(default, bool):
            if isinstance(value, bool):
                return value
        elif self.date:
            return "" if value == "" else accepted_date(value)
        elif isinstance(default, str):
            if isinstance(value, str) and self.known and value not in self.known:
                raise ValueError(self._nearest(value))
            if isinstance(value, str) and (value in self.choices or not self.choices):
                return value
        elif isinstance(default, tuple):
            if isinstance(value, list | tuple) and self.choices:
                names = [name.casefold() if isinstance(name, str) else name for name in value]
                if set(names) <= set(self.choices):
                    return tuple(choice for choice in self.choices if choice in names)
            elif isinstance(value, list | tuple) and len(value) <= 10:
                return tuple(self._number(item) for item in value)
        elif isinstance(default, int):
            if isinstance(value, int) and not isinstance(value, bool):
                return int(self._number(value))
        else:
            return self._number(value)
        raise ValueError(f"expected {self.expected}")

    def _nearest(self, value: str) -> str:
        near = get_close_matches(value.casefold(), self.known, 1) or [self.known[0]]
        return f"unknown name; use {near[0]!r} or another one from the settings screen"

    def _number(self, value: object) -> float:
        if (
            isinstance(value, int | float)
            and not isinstance(value, bool)
            and self.least <= value <= self.most
        ):
            return float(value)
        raise ValueError(f"expected {self.expected}")


_UNITS = {
    "answer": ("daily_goal",),
    "card": ("new_per_day", "reviews_per_day"),
    "day": ("weekly_goal", "typing_after", "maximum_interval", "backups"),
    "minute": ("learning_steps", "relearning_steps"),
    "question": ("quiz_questions", "exam_questions"),
    "second": ("slow_seconds", "fast_seconds", "longest_answer_seconds", "blitz_seconds"),
    "time": ("leech_lapses",),
}

THEMES = (
    "quiz-dark", "quiz-light", "quiz-amber", "quiz-forest", "quiz-neon", "quiz-ocean", "quiz-paper",
    "ansi-dark", "ansi-light", "atom-one-dark", "atom-one-light",
    "catppuccin-frappe", "catppuccin-latte", "catppuccin-macchiato", "catppuccin-mocha", "dracula",
    "flexoki", "gruvbox", "monokai", "nord", "rose-pine", "rose-pine-dawn", "rose-pine-moon",
    "solarized-dark", "solarized-light", "textual-dark", "textual-light", "tokyo-night",
)  # fmt: skip
"""The themes of the game and of Textual; listed, so that commands need not import Textual."""

TABLE = (
    Setting(
        "theme",
        "screen",
        "Theme",
        "Colours: quiz-dark, quiz-light, or a theme of Textual.",
        known=THEMES,
    ),
    Setting("animations", "screen", "Animations", "Whether the screen uses animations."),
    Setting(
        "pictures",
        "screen",
        "Pictures",
        "How pictures are shown: auto as well as the terminal can; kitty, sixel and blocks always "
        "that way; off shows their descriptions.",
        choices=("auto", "kitty", "sixel", "blocks", "off"),
    ),
    Setting("autoplay", "screen", "Play sounds", "Whether the sound of a card plays by itself."),
    Setting("bell", "screen", "Bell", "Whether the terminal's bell rings for a celebration."),
    Setting("daily_goal", "each day", "Daily goal", "Answers a day that you aim for.", 1, 9999),
    Setting("weekly_goal", "each day", "Weekly goal", "Days a week that you aim to play on.", 1, 7),
    Setting(
        "new_per_day", "each day", "New cards a day", "At most this many new cards a day.", 0, 9999
    ),
    Setting(
        "reviews_per_day", "each day", "Reviews a day", "At most this many reviews a day.", 0, 99999
    ),
    Setting(
        "new_order",
        "each day",
        "Order of new cards",
        "In order learns one deck after another; interleaved takes a card of each deck in turn.",
        choices=("in order", "interleaved"),
    ),
    Setting(
        "bury_siblings",
        "each day",
        "Bury siblings",
        "After you answer a card, hold back the other cards of its note until tomorrow.",
    ),
    Setting(
        "spread_until",
        "each day",
        "Spread until",
        "Until this day, spread all due cards evenly, in place of the limit on reviews.",
        date=True,
    ),
    Setting(
        "day_start_hour",
        "each day",
        "Day starts at hour",
        "The hour at which your day starts. Before it, answers still count for the day before.",
        0,
        23,
    ),
    Setting(
        "answer_with",
        "answers",
        "Answer with",
        "How you answer: auto starts with a choice and asks you to type from the second day on; "
        "choice, typed and reveal always ask that way if the card allows it. A long answer is a "
        "flashcard.",
        choices=("auto", "choice", "typed", "reveal"),
    ),
    Setting(
        "typing_after",
        "answers",
        "Typing after",
        "Days of stability that auto waits for as well before it asks you to type.",
        0,
        36500,
    ),
    Setting(
        "slow_seconds",
        "answers",
        "Slow answer",
        "A right answer slower than this many seconds is rated Hard.",
        1,
        600,
    ),
    Setting(
        "fast_seconds",
        "answers",
        "Fast answer",
        "A right answer typed within this many seconds is rated Easy.",
        0,
        600,
    ),
    Setting(
        "longest_answer_seconds",
        "answers",
        "Longest answer",
        "The most seconds of study that one answer counts. A slower one means that you were away, "
        "and is not rated by its time.",
        5,
        7200,
    ),
    Setting("quiz_questions", "rounds", "Quiz questions", "Questions in a round of Quiz.", 1, 999),
    Setting("exam_questions", "rounds", "Exam questions", "Questions in an Exam.", 1, 999),
    Setting("blitz_seconds", "rounds", "Blitz", "How long a Blitz lasts.", 10, 600),
    Setting("lives", "rounds", "Lives", "Wrong answers that end a Survival.", 1, 9),
    Setting(
        "retention",
        "memory",
        "Desired retention",
        "How likely you want to be to recall a card when it is due. Higher means more reviews.",
        0.7,
        0.99,
    ),
    Setting(
        "easy_days",
        "memory",
        "Easy days",
        "Weekdays with half as many due cards, as far as the fuzz allows.",
        choices=WEEKDAYS,
    ),
    Setting(
        "free_days",
        "memory",
        "Free days",
        "Weekdays with as few due cards as the fuzz allows.",
        choices=WEEKDAYS,
    ),
    Setting(
        "leech_lapses",
        "memory",
        "Leech after",
        "A card that you forgot this many times counts as a leech; 0 for never.",
        0,
        99,
    ),
    Setting(
        "maximum_interval",
        "memory",
        "Maximum interval",
        "The longest time, in days, until a card comes back.",
        1,
        36500,
    ),
    Setting(
        "learning_steps",
        "memory",
        "Learning steps",
        "Minutes between the first answers to a new card.",
        0.1,
        1440,
    ),
    Setting(
        "relearning_steps",
        "memory",
        "Relearning steps",
        "Minutes until a forgotten card is asked again.",
        0.1,
        1440,
    ),
    Setting(
        "fuzz",
        "memory",
        "Fuzz",
        "Spread due dates a little, so that cards learnt together come back apart.",
    ),
    Setting(
        "backups",
        "data",
        "Backups",
        "Keep a daily backup of the history for this many days, plus one for each of four weeks "
        "and twelve months; 0 makes none.",
        0,
        365,
    ),
    Setting(
        "sync_folder",
        "data",
        "Sync with",
        "A folder that something else carries to your other devices, or a server, https://…, that "
        "`quiz sync --set` has paired; quiz syncs with it when it starts and ends. Empty for none.",
    ),
)

BY_NAME = {setting.name: setting for setting in TABLE}

assert set(BY_NAME) == set(Settings._fields) - set(TABLE_FIELDS)
