"""The statistics as text for the panels of their screen."""

from __future__ import annotations

from itertools import groupby

from textual.content import Content

from quiz.display import one_line
from quiz.game.deck_titles import deck_title
from quiz.game.game import Game
from quiz.statistics.activity import HeatMap
from quiz.statistics.charts import WEEKDAYS, days_in_a_row, month_line, percent, time_text
from quiz.statistics.recall import Share
from quiz.statistics.summary import Statistics
from quiz.text.shown import readable
from quiz.tui.literal import MUTED, cut
from quiz.tui.sizes import NARROW
from quiz.tui.widgets.bars import progress_bar
from quiz.tui.widgets.strips import Part

_HEAT_SIGNS = ("·", "▫", "▪", "□", "■")


def figures(found: Statistics, width: int) -> Content:
    """The sums, each with its name."""
    streak = found.streak
    named = [
        ("Answers", found.answers_text),
        ("Right", percent(found.accuracy.ratio)),
        ("Answering", time_text(found.seconds)),
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
        for played, days in groupby((week[weekday] for week in heat.weeks), bool):
            signs = "".join(_sign(heat, answers) for answers in days)
            parts.append((signs, "$success" if played else "$meter"))
        lines.append(Content.assemble(*parts))
    months = " " * 4 + month_line(heat, 2)
    signs = "".join(_HEAT_SIGNS[1:])
    legend = Content.assemble(
        (f"{_HEAT_SIGNS[0]} none  ", MUTED),
        (signs, "$success"),
        (f" up to {heat.busiest:,} answers", MUTED),
    )
    return Content("\n").join([*lines, Content.styled(months, MUTED), legend])


def _sign(heat: HeatMap, answers: int | None) -> str:
    return "  " if answers is None else _HEAT_SIGNS[heat.level(answers)] + " "


def decks(found: Statistics, game: Game, width: int) -> Content:
    """How much of each deck is mastered."""
    lines = []
    for name, part in found.mastery.items():
        states = f"{part.young} young, {part.learning} learning, {part.new} new"
        wide = width >= NARROW
        room = width - 26 - (len(states) if wide else 0)
        lines.append(
            Content.assemble(
                progress_bar(part.share, 8, "$success"),
                f" {percent(part.share):>4} mastered  ",
                (cut(deck_title(game, name), max(8, room)), "bold"),
                "  " if wide else "\n  ",
                (states, MUTED),
            )
        )
    return Content("\n").join(lines)


def kinds(found: Statistics, width: int) -> Content:
    """Right answers and retention by kind of card, then right answers by mode."""
    bar = 8 if width >= 44 else 0
    lines = [Content.styled(f"{'':<{11 + bar}}{'right':>6}{'recalled':>9}{'asked':>7}", MUTED)]
    for kind, share in found.kinds.items():
        recalled = percent(found.retained[kind].ratio) if kind in found.retained else "–"
        lines.append(_share_line(kind.value, share, recalled, bar))
    if found.modes:
        lines.append(Content())
    for mode, share in found.modes.items():
        lines.append(_share_line(mode.value.capitalize(), share, "", bar))
    return Content("\n").join(lines)


def _share_line(name: str, share: Share, recalled: str, bar: int) -> Content:
    return Content.assemble(
        f"{name:<11}",
        progress_bar(share.ratio or 0, bar, "$primary"),
        f"{percent(share.ratio):>6}{recalled:>9}",
        (f"{share.whole:>7,}", MUTED),
    )


def hardest(found: Statistics, game: Game, width: int) -> Content:
    """The cards missed most."""
    lines = []
    for row in found.hardest:
        card = game.card(row.card)
        prompt = one_line(readable(card).prompt) if card else ""
        count = f"✗ {row.missed.part} of {row.missed.whole}"
        lines.append(Content.assemble((f"{count:<12}", "$error"), cut(prompt, max(8, width - 12))))
    return Content("\n").join(lines)
