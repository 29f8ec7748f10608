"""Statistics as text, for the plain mode and the screen."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from quiz.moment import day_to_date_text
from quiz.statistics.activity import HeatMap
from quiz.wording import counted

MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
SPARKS = " ▁▂▃▄▅▆▇█"
HEAT = "·░▒▓█"
WEEKDAYS = ("Mon", "   ", "Wed", "   ", "Fri", "   ", "Sun")


def bar(share: float | None, width: int) -> str:
    """A bar of `width` characters filled to `share` (0.0 to 1.0; None is empty)."""
    filled = round(min(1.0, max(0.0, share or 0.0)) * width)
    return "█" * filled + "░" * (width - filled)


def columns(numbers: Sequence[int], height: int) -> list[str]:
    """A bar chart of `height` lines, the top one first."""
    most = max(numbers, default=0)
    eighths = [0 if most <= 0 else -(-max(0, n) * height * 8 // most) for n in numbers]
    return [
        "".join(SPARKS[min(8, max(0, value - 8 * row))] for value in eighths)
        for row in range(height - 1, -1, -1)
    ]


def heat_lines(heat: HeatMap) -> list[str]:
    """Seven lines, one per weekday, with a character for each week; more answers are darker."""
    return [
        f"{WEEKDAYS[weekday]} "
        + "".join(
            " " if week[weekday] is None else HEAT[heat.level(week[weekday])] for week in heat.weeks
        )
        for weekday in range(7)
    ]


def month_line(heat: HeatMap, cells: int) -> str:
    """The names of the months under the weeks of a heat map in which they begin, as far as there is
    room. cells: width of a week."""
    line = ""
    for number, monday in enumerate(range(heat.first, heat.first + 7 * len(heat.weeks), 7)):
        date = day_to_date_text(monday + 6)
        begins = int(date[8:]) <= 7
        if begins and len(line) <= number * cells:
            line = line.ljust(number * cells) + MONTHS[int(date[5:7]) - 1] + " "
    return line.rstrip()


def activity_words(by_day: Mapping[int, int], today: int) -> list[str]:
    """The answers of the last year in words, for screen readers. Days are day numbers."""
    spans = ", ".join(
        f"{name} {sum(n for day, n in by_day.items() if today - days < day <= today):,}"
        for name, days in (("today", 1), ("in 7 days", 7), ("in 30 days", 30), ("in 365 days", 365))
    )
    lines = [f"Answers {spans}"]
    if by_day:
        best = max(by_day, key=lambda day: (by_day[day], day))
        lines.append(f"Most on {day_to_date_text(best)}: {by_day[best]:,}")
    return lines


def forecast_words(forecast: Sequence[int], today: int) -> list[str]:
    """The cards due over the next days, in words; `today` is the day number of the first."""
    lines = [
        f"Due today {forecast[0]:,}, tomorrow {forecast[1]:,}, in 7 days {sum(forecast[:7]):,}, "
        f"in {len(forecast)} days {sum(forecast):,}"
    ]
    most = max(forecast)
    if most:
        day = day_to_date_text(today + forecast.index(most))
        lines.append(f"Most on {day}: {most:,}")
    return lines


def due_now_text(due: int, forecast: Sequence[int]) -> str:
    """How many cards are due now, of those that fall due today: the others come back later today,
    or wait because they share a note with one of these."""
    later = due < forecast[0]
    return f"{due:,} of today's {forecast[0]:,} due now" if later else f"{due:,} due now"


def time_text(seconds: float) -> str:
    """A length of time: "9 min", "2 h 5 min"."""
    hours, minutes = divmod(round(seconds / 60), 60)
    return f"{hours:,} h {minutes} min" if hours else f"{minutes} min"


def percent(share: float | None) -> str:
    """A share as a whole percentage; "–" for None."""
    return "–" if share is None else f"{share:.0%}"


def days_in_a_row(days: int) -> str:
    """A day streak in words."""
    return f"{counted(days, 'day')} in a row"
