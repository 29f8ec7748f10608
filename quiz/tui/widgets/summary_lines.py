"""The lines of the summary of a round."""

from __future__ import annotations

from textual.content import Content

from quiz.game.feats import MOST_STARS, is_record, praise_of_round, stars_of
from quiz.game.play import Play
from quiz.game.reasons import Unlocks
from quiz.game.scores import daily_goal_of, player_level
from quiz.game.stronger import stronger_cards
from quiz.history.events import Mode
from quiz.round.round import answered_so_far
from quiz.round.round_summary import Summary
from quiz.scoring.level import level_of
from quiz.text.shown import readable
from quiz.tui.literal import MUTED, literal_line
from quiz.tui.parted_text import HangingText, Part
from quiz.tui.widgets.bars import progress_bar

MOST_MISSED = 50
MOST_STRONGER = 8


def title_line(summary: Summary) -> Content:
    """The mode, the stars, and one word of praise."""
    stars = stars_of(summary)
    return Content.assemble(
        (f" {summary.mode.value.upper()} ", "bold $background on $accent"),
        ("  " + "★" * stars, "bold $accent"),
        ("☆" * (MOST_STARS - stars), MUTED),
        (f"  {praise_of_round(summary)}", "bold"),
    )


def answer_strip(play: Play, width: int) -> Content:
    """A sign for each answer, in the order of the round; apart if they fit into `width` cells."""
    signs: list[tuple[str, str]] = []
    for item in answered_so_far(play.state):
        if item.answer.correct:
            signs.append(("✓", "bold $success"))
        else:
            partly = item.grade.credit > 0
            signs.append(("◐", "bold $warning") if partly else ("✗", "bold $error"))
    gap = " " if 2 * len(signs) - 1 <= width else ""
    return Content(gap).join(Content.styled(*sign) for sign in signs)


def points_line(summary: Summary, counted: int, best: int | None, *, large: bool) -> Content:
    """The points, and how they compare with the player's best once they have counted up.

    large: whether their number is above the line, in large digits.
    """
    if summary.mode is Mode.CRAM:
        return Content.styled("A Cram is practice: no points, no change to the schedule.", MUTED)
    line = Content.styled("points" if large else f"{counted:,} points", "bold $accent")
    if counted < summary.points or best is None:
        return line
    if is_record(summary, best):
        record = Content.styled(f"   ★ New record, {best:,} before", "bold $accent")
        return Content.assemble(line, record)
    if summary.points > best:
        return line
    name = summary.mode.value.capitalize()
    return Content.assemble(line, (f"   your best {name} is {best:,}", MUTED))


def figures_line(summary: Summary, narrow: bool) -> Content:
    """How many were right, the best combo, and the time."""
    combo = f"best combo {summary.best_streak}   " if summary.best_streak else ""
    return Content.assemble(
        summary.right_text,
        "\n" if narrow else "   ",
        (combo, "$secondary"),
        ("   ".join(filter(None, (_duration(summary.seconds), summary.seed_text))), MUTED),
    )


def _duration(seconds: float) -> str:
    minutes, rest = divmod(round(seconds), 60)
    parts = (f"{minutes} min" if minutes else "", f"{rest} s" if rest or not minutes else "")
    return " ".join(filter(None, parts))


def level_lines(play: Play, narrow: bool) -> Content:
    """The level, the distance to the next one, and today's goal."""
    level, goal = player_level(play.game), daily_goal_of(play.game)
    risen = level_of(max(0, level.points - play.state.points)).number < level.number
    width = 8 if narrow else 18
    return Content.assemble(
        (f"{f'Level {level.number}':<9}", "bold $secondary"),
        progress_bar(level.progress, width, "$secondary"),
        (f"  {'' if narrow else 'Level up: '}{level.rank}!", "bold $accent")
        if risen
        else (f"  {level.end - level.points:,} to level {level.number + 1}", MUTED),
        (f"\n{'Today':<9}", "bold"),
        progress_bar(goal.share, width, "$success" if goal.reached else "$accent"),
        ("  ✓ goal reached", "bold $success")
        if goal.reached
        else (f"  {goal.done}/{goal.target}{'' if narrow else ' answers'}", MUTED),
    )


def missed_lines(summary: Summary) -> list[Content | Part]:
    """The missed cards with their answers."""
    lines: list[Content | Part] = []
    for card in map(readable, summary.missed[:MOST_MISSED]):
        text = Content.assemble(
            literal_line(card.prompt), ("  →  ", MUTED), literal_line(card.answer, "bold")
        )
        lines.append(HangingText(Content.styled("✗ ", "$error"), text))
    more = len(summary.missed) - MOST_MISSED
    return [*lines, Content(f"and {more} more")] if more > 0 else lines


def stronger_lines(play: Play) -> list[Content | Part]:
    """The cards that now come back later than before."""
    found = stronger_cards(play)[:MOST_STRONGER]
    grown = [
        f"{each.before.text} → {each.now.text}" if each.before else each.now.text for each in found
    ]
    width = max(map(len, grown), default=0)
    return [
        HangingText(
            Content.assemble(("↑ ", "bold $success"), (f"{text:<{width}}  ", "$success")),
            literal_line(readable(each.card).prompt),
        )
        for each, text in zip(found, grown, strict=True)
    ]


def won_lines(unlocks: Unlocks, challenge: str = "") -> Content:
    """The achievements and themes that a round has unlocked, and its challenge."""
    titles = ", ".join(each.title for each in unlocks.achievements())
    themes = ", ".join(unlocks.themes())
    lines = (
        challenge,
        f"★ Achieved: {titles}" if titles else "",
        f"★ New theme: {themes}" if themes else "",
    )
    return Content.styled("\n".join(filter(None, lines)), "bold $accent")


def due_lines(summary: Summary) -> list[Content]:
    """When the cards of the round come back, as bars."""
    names = {0: "today", 1: "tomorrow"}
    most = max((number for _, number in summary.due), default=1)
    return [
        Content.assemble(
            (f"{names.get(days, f'in {days} days'):>12}  ", MUTED),
            progress_bar(number / most, 16, "$primary"),
            f"  {number}",
        )
        for days, number in summary.due
    ]
