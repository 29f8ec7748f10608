"""`quiz stats`: shows a player's statistics."""

from __future__ import annotations

import argparse
from collections.abc import Iterator

from quiz.cli.json_text import json_text
from quiz.cli.open_game import add_library_arguments, chosen_decks, has_decks, open_game
from quiz.cli.parser import flag
from quiz.display import one_line
from quiz.game.figures import statistics_of
from quiz.game.game import Game
from quiz.game.reasons import Reasons, reasons_of
from quiz.statistics.activity import heat_map
from quiz.statistics.charts import (
    activity_words,
    bar,
    columns,
    days_in_a_row,
    due_now_text,
    forecast_words,
    heat_lines,
    month_line,
    percent,
    time_text,
)
from quiz.statistics.summary import Statistics
from quiz.statistics.today import Today
from quiz.text.shown import readable
from quiz.wording import counted, free_guesses

DESCRIPTION = "Show how much you have played and how well you remember."
EXAMPLES = """\
examples:
  quiz stats
  quiz stats --deck central-asia
  quiz stats --days 30      of the last 30 days
  quiz stats --plain         words and numbers only
  quiz stats --json
"""

WEEKS = 52


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the arguments for decks and output."""
    add_library_arguments(parser)
    parser.add_argument(
        "--days",
        type=int,
        metavar="N",
        help="count answers, time and retention of the last N days only",
    )
    flag(parser, "--json", "as JSON")
    flag(parser, "--plain", "words and numbers only, for screen readers")


def execute(options: argparse.Namespace) -> int:
    """Print the statistics; returns 1 if the given paths hold nothing but faults, else 0."""
    game = open_game(options)
    only = chosen_decks(game, options)
    if not has_decks(game, options, only):
        return 1
    since = None if options.days is None else game.day - max(1, options.days) + 1
    found, today = statistics_of(game, only, since), game.today(only)
    if options.json:
        reasons = reasons_of(game).to_json()
        told = {**found.to_json(game.card), "today": today.to_json(), **reasons}
        print(json_text(told, indent=2))
    else:
        pictures = not options.plain
        print("\n".join(_lines(found, today, game, pictures=pictures)))
    return 0


def _reasons(found: Reasons) -> list[str]:
    """The week, the challenge and the achievements in words."""
    reached = sum(each.reached for each in found.achievements)
    near = "; ".join(f"{each.achievement.how}: {each.text}" for each in found.nearly)
    return [
        f"{found.week.text}; today's challenge: {found.challenge.text}",
        f"{reached} of {len(found.achievements)} achievements" + (f". Next: {near}" * bool(near)),
    ]


def _calendar(found: Statistics) -> list[str]:
    """The answers of each day as signs, with the months below."""
    heat = heat_map(found.by_day, found.today, WEEKS)
    return [*heat_lines(heat), " " * 4 + month_line(heat, 1)]


def _lines(found: Statistics, today: Today, game: Game, *, pictures: bool) -> list[str]:
    """The statistics in words; with `pictures`, also as charts."""
    name = one_line(game.player_name)
    if not found.by_day:
        return [f"{name} has not answered yet. Play a round, then come back."]
    return [
        f"{name}: level {found.level.number} {found.level.rank}, {found.level.points:,} points",
        f"{_answers(found)}, "
        f"{time_text(found.seconds)} answering; {days_in_a_row(found.streak.current)} "
        f"(longest {found.streak.longest}, {found.streak.freezes_text})",
        *_reasons(reasons_of(game)),
        f"Retention {percent(found.retention.ratio)}, last 30 days "
        f"{percent(found.retention_month.ratio)}, desired {percent(found.target)}",
        "",
        "Answers a day, the last year",
        *(_calendar(found) if pictures else ()),
        *activity_words(found.by_day, found.today),
        "",
        f"Due in the next {len(found.forecast)} days, today first "
        f"(most {max(found.forecast)} a day)",
        *(columns(found.forecast, 3) if pictures else ()),
        *forecast_words(found.forecast, found.today),
        due_now_text(today.counts.due, found.forecast),
        *today.lines,
        *_decks(found, pictures),
        *_kinds(found, pictures),
        *_hardest(found, game),
    ]


def _answers(found: Statistics) -> str:
    """How many answers there are, and how many of them are right, free guesses left out."""
    said = [counted(found.answers, "answer")]
    if found.guesses:
        said.append(f"{free_guesses(found.guesses)} at new cards left out")
    if found.accuracy.whole:
        said.append(f"{percent(found.accuracy.ratio)} right")
    return ", ".join(said)


def _decks(found: Statistics, pictures: bool) -> Iterator[str]:
    yield from ("", "Decks: new, learning, young, mastered" if pictures else "Decks")
    for deck, part in found.mastery.items():
        if pictures:
            seen = (part.young + part.mastered) / max(1, part.total)
            yield (
                f"  {bar(seen, 20)} {part.new:>5} {part.learning:>5} {part.young:>5} "
                f"{part.mastered:>5}  {one_line(deck)}"
            )
        else:
            yield (
                f"  {one_line(deck)}: {part.new} new, {part.learning} learning, "
                f"{part.young} young, {part.mastered} mastered"
            )


def _kinds(found: Statistics, pictures: bool) -> Iterator[str]:
    yield from ("", "Right answers by kind")
    for kind, share in found.kinds.items():
        if pictures:
            yield f"  {bar(share.ratio, 20)} {percent(share.ratio):>5}  {kind.value}"
        else:
            yield f"  {kind.value}: {percent(share.ratio)}"
    if found.retained:
        yield from ("", "Retention by kind")
    for kind, share in found.retained.items():
        yield f"  {kind.value}: {percent(share.ratio)}"


def _hardest(found: Statistics, game: Game) -> Iterator[str]:
    if found.hardest:
        yield from ("", "Hardest cards")
    for row in found.hardest:
        card = game.card(row.card)
        prompt = one_line(readable(card).prompt) if card else ""
        yield f"  missed {row.missed.part} of {row.missed.whole}: {prompt}"
