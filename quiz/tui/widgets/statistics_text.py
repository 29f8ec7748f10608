"""The statistics as text for the panels of their screen."""

from __future__ import annotations

from textual.content import Content

from quiz.display import one_line
from quiz.game.game import Game
from quiz.moment import day_to_date_text
from quiz.statistics.activity import HeatMap
from quiz.statistics.charts import WEEKDAYS, days_in_a_row, month_line, percent, time_text
from quiz.statistics.summary import Statistics
from quiz.tui.literal import MUTED, cut
from quiz.tui.sizes import NARROW
from quiz.tui.widgets.bars import progress_bar
from quiz.tui.widgets.strips import Part

_HEAT_STYLES = ("$meter", "$success", "$success", "$success", "$success")
_HEAT_SIGNS = ("·", "▫", "▪", "□", "■")


def figures(found: Statistics, width: int) -> Content:
    """The sums, each with its name."""
    streak = found.streak
    named = [
        ("Answers", f"{found.answers:,}"),
        ("Right", percent(found.correct / found.answers if found.answers else None)),
        ("Studied", time_text(found.seconds)),
        ("Retention", f"{percent(found.retention.ratio)} of {percent(found.target)} desired"),
        ("Streak", days_in_a_row(streak.current)),
        ("Longest", days_in_a_row(streak.longest)),
        ("Level", f"{found.level.number} {found.level.rank}"),
        ("Points", f"{found.level.points:,}"),
    ]
    if width < NARROW:
        return Content("\n").join(
            Content.assemble((f"{name:<10}", MUTED), (value, "bold")) for name, value in named
        )
    lines, left = [], 0
    for name, value in named:
        cells = max(len(name), len(value)) + 2
        if cells > left:
            left = width
            lines += [Content(), Content()]
        left -= cells
        lines[-2] += Content.styled(f"{name:<{cells}}", MUTED)
        lines[-1] += Content.styled(f"{value:<{cells}}", "bold")
    return Content("\n").join(lines)


def calendar(heat: HeatMap) -> Content:
    """Days as marks: a column a week, with the months below."""
    lines = []
    for weekday in range(7):
        parts: list[Part] = [(WEEKDAYS[weekday] + " ", MUTED)]
        for week in heat.weeks:
            level = heat.level(week[weekday])
            sign = "  " if week[weekday] is None else _HEAT_SIGNS[level] + " "
            parts.append((sign, _HEAT_STYLES[level]))
        lines.append(Content.assemble(*parts))
    months = " " * 4 + month_line(heat, 2)
    signs = "".join(_HEAT_SIGNS[1:])
    legend = Content.assemble(
        (f"{_HEAT_SIGNS[0]} none  ", MUTED),
        (signs, _HEAT_STYLES[-1]),
        (f" up to {heat.busiest}, since {day_to_date_text(heat.first)}", MUTED),
    )
    return Content("\n").join([*lines, Content.styled(months, MUTED), legend])


def decks(found: Statistics, game: Game, width: int) -> Content:
    """How much of each deck is mastered."""
    lines = []
    for name, part in found.mastery.items():
        loaded = game.decks.get(name)
        states = f"{part.young} young, {part.learning} learning, {part.new} new"
        wide = width >= NARROW
        room = width - 26 - (len(states) if wide else 0)
        lines.append(
            Content.assemble(
                progress_bar(part.share, 8, "$success"),
                f" {percent(part.share):>4} mastered  ",
                (cut(loaded.title if loaded else name, max(8, room)), "bold"),
                "  " if wide else "\n  ",
                (states, MUTED),
            )
        )
    return Content("\n").join(lines)


def kinds(found: Statistics) -> Content:
    """Right answers and retention by kind of card, then right answers by mode."""
    heading = Content.styled(f"{'':<12}{'right':>15}{'recalled':>10}{'answers':>9}", MUTED)
    lines = [heading]
    for kind, share in found.kinds.items():
        recalled = percent(found.retained[kind].ratio) if kind in found.retained else "–"
        lines.append(_share_line(kind.value, share.ratio, recalled, share.whole))
    lines += [
        _share_line(mode.value, share.ratio, "", share.whole) for mode, share in found.modes.items()
    ]
    return Content("\n").join(lines)


def _share_line(name: str, ratio: float | None, recalled: str, answers: int) -> Content:
    return Content.assemble(
        f"{name:<12}",
        progress_bar(ratio or 0, 8, "$primary"),
        f"{percent(ratio):>7}{recalled:>10}",
        (f"{answers:>9,}", MUTED),
    )


def hardest(found: Statistics, game: Game, width: int) -> Content:
    """The cards missed most."""
    lines = []
    for row in found.hardest:
        card = game.card(row.card)
        prompt = one_line(card.prompt) if card else "(no longer in the library)"
        count = f"✗ {row.missed.part} of {row.missed.whole}"
        lines.append(Content.assemble((f"{count:<12}", "$error"), cut(prompt, max(8, width - 12))))
    return Content("\n").join(lines)
