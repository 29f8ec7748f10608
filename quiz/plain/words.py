"""The texts of the plain mode."""

from __future__ import annotations

from collections.abc import Mapping
from math import ceil
from typing import TYPE_CHECKING

from quiz.card import Card
from quiz.decks.kinds import BY_INPUT
from quiz.display import one_line, printable
from quiz.game.daily_challenge import challenge_text
from quiz.game.feats import is_perfect, is_record
from quiz.game.play import Play
from quiz.game.reasons import week_of_player
from quiz.game.round_words import achieved_lines, counter, when_text
from quiz.game.scores import daily_goal_of, day_streak_of, player_level
from quiz.game.stronger import stronger_cards
from quiz.game.verdict import LANDED
from quiz.grading.result import DiffPart
from quiz.history.events import Input, Mode
from quiz.history.rating import Rating
from quiz.round.question import Question
from quiz.round.response import another_card_has
from quiz.round.round import GradedAnswer, Round
from quiz.round.stakes import WRONG_MS
from quiz.scheduling.interval import Interval
from quiz.statistics.charts import days_in_a_row
from quiz.text.shown import lesson, readable, shown
from quiz.wording import counted

if TYPE_CHECKING:
    from quiz.round.response import Response
    from quiz.round.round_summary import Summary

MOST_STRONGER = 3

_WAYS = {
    "new card": "Enter, once you have read it; it comes back as a question",
    "choice": "the number of an option, or the option itself",
    "typed": "the answer; capitals, accents and a small slip do not count, unless it is strict",
    "flashcard": "Enter shows the answer; then a number says how well you knew it",
    **{kind.marks[0]: kind.how_to_answer for kind in BY_INPUT.values()},
}

HELP = (
    "Answer with a line of text:\n"
    + "".join(f"  {name:<12}{how}\n" for name, how in _WAYS.items())
    + """\
Commands:
  /hint       show the hint            /skip     I don't know; show the answer
  /rate N     change the last rating: 1 Again, 2 Hard, 3 Good, 4 Easy
  /undo       undo the last answer, /bury or /suspend, and ask again,
              or see the last new card again
  /bury       leave this card alone until tomorrow
  /suspend    never ask this card again (until you unsuspend it)
  /flag       flag this card, or remove its flag
  /sound      play the card's sound    /read     read the card aloud
  /open       open the card's picture
  /quit       end the round            ?         this help
Start a line with // to give an answer that starts with /."""
)

_ASK = {
    Input.CHOICE: "Number of your answer",
    Input.TYPED: "Your answer",
    Input.REVEAL: "Enter shows the answer",
}


def heading(state: Round) -> str:
    """The line above the first question of a round, or above the next one if it goes on."""
    if state.turn:
        return f"{state.mode.value.capitalize()} goes on. Type ? for help."
    if state.mode is Mode.BLITZ:
        seconds = state.options.settings.blitz_seconds
        return (
            f"Blitz: {seconds} seconds, as many questions as you can. A right answer adds time, a "
            f"wrong one takes {WRONG_MS // 1000} seconds. Type ? for help."
        )
    if state.mode is Mode.GRAVITY:
        lives = counted(state.lives or 0, "life", "lives")
        return (
            f"Gravity: {lives}. Type each answer before its prompt lands, sooner each time. Type ? "
            "for help."
        )
    if state.mode is Mode.EXAM:
        questions = counted(len(state.queue), "question")
        return f"Exam: {questions}, answers and a mark at the end. Type ? for help."
    cards = counted(len(state.queue), "card")
    return f"{state.mode.value.capitalize()}: {cards}. Type ? for help."


def question_lines(
    question: Question,
    state: Round,
    seconds_left: float | None = None,
    to_record: int | None = None,
) -> list[str]:
    """The question with its options, and how to answer.

    seconds_left: in a Blitz or Gravity; None in other modes. to_record: points that are missing
    for a record; None if it is far away.
    """
    extra = [question.card.deck]
    if state.lives is not None:
        extra.append(counted(state.lives, "life", "lives"))
    if seconds_left is not None:
        extra.append(f"{counted(ceil(seconds_left), 'second')} left")
    if to_record is not None:
        extra.append(f"{counted(to_record, 'point')} to your record")
    if question.fresh:
        extra.append("new")
    if question.leech:
        extra.append("leech: often forgotten, perhaps better reworded")
    lines = ["", f"{counter(state)} ({', '.join(one_line(part) for part in extra)})"]
    if question.task:
        lines.append(question.task)
    lines += asked_lines(question.card)
    kind = BY_INPUT.get(question.input)
    if question.input is Input.CHOICE or (kind is not None and kind.numbered):
        lines += _option_lines(question)
    hint = " [/hint]" if question.card.hint and state.mode is not Mode.EXAM else ""
    ask = _ASK[question.input] if kind is None else kind.line_prompt(question.card)
    return [*lines, f"{ask}{hint}:"]


def shown_lines(question: Question, state: Round) -> list[str]:
    """A new card with its answer, and how to go on."""
    card = question.card
    return [
        "",
        f"{counter(state)} ({one_line(card.deck)}, new)",
        *([question.task] if question.task else []),
        *asked_lines(card),
        *_back(card),
        "It comes back as a question. Enter goes on:",
    ]


def asked_lines(card: Card) -> list[str]:
    """The prompt, what its picture shows, and how to hear its sound."""
    media = card.media
    return [
        *printable(readable(card).prompt).split("\n"),
        *_picture(media.image, media.alt),
        *(["Sound: /sound plays it"] if media.audio else []),
    ]


def answer_lines(card: Card) -> list[str]:
    """The answer, and what its picture shows; an answer of several lines keeps them."""
    media = card.media
    first, *more = printable(readable(card).answer).split("\n")
    told = ["The answer:", *(f"  {line}" for line in (first, *more))] if more else []
    return [*(told or [f"The answer: {first}"]), *_picture(media.answer_image, media.answer_alt)]


def filled_lines(card: Card) -> list[str]:
    """The text of a cloze with its gaps filled in."""
    return printable(readable(card).filled).split("\n") if card.whole else []


def _picture(path: str, alt: str) -> list[str]:
    return [f"Picture: {one_line(alt or path)}"] if path else []


def _option_lines(question: Question) -> list[str]:
    """The options with their numbers; each keeps its lines."""
    lines = []
    for number, option in enumerate(question.options, 1):
        first, *more = printable(shown(option, markdown=question.card.markdown)).split("\n")
        lines += [f"  {number}) {first}", *(f"     {line}" for line in more)]
    return lines


def feedback_lines(answered: GradedAnswer) -> list[str]:
    """The result and points, the right answer, the explanation, and when the card comes back."""
    grade, earned = answered.grade, answered.points
    card = answered.question.card
    # Cram has no ratings to preview, and no points.
    points = f" +{earned.total} points" if answered.preview else ""
    if grade.correct:
        row = f", {answered.streak} in a row" if answered.streak > 1 else ""
        lines = [f"Right!{points}{row}"]
        if grade.is_misspelt:
            lines.append(f"Spelt: {one_line(grade.expected)}")
            lines.append(_difference(grade.diff))
        if grade.spelt:
            lines.append(f"Spelt: {one_line(', '.join(grade.spelt))}")
        if grade.elsewhere:
            lines.append(one_line(another_card_has(card, grade.expected)))
    elif grade.credit > 0:
        lines = [f"Partly right ({grade.credit:.0%}).{points}"]
    else:
        wrong = "Nearly, but no." if grade.nearly else "Wrong."
        without = f"{LANDED}." if answered.landed else "Now you know."
        lines = [without if answered.gave_up else wrong]
        if grade.nearly and grade.is_misspelt:
            lines.append(_difference(grade.diff))
    # A revealed answer was already shown before the player rated it.
    read = answered.question.input is Input.REVEAL and not answered.gave_up
    if not grade.correct and not read:
        lines += answer_lines(card)
    if grade.missing and not answered.gave_up:
        missing = (shown(text, markdown=card.markdown) for text in grade.missing)
        lines.append("Missing: " + one_line(", ".join(missing)))
    if not read:
        lines += [*filled_lines(card), *_explanation(card)]
    if answered.preview:
        lines.append(rated_line(answered))
    return lines


def too_late_lines(card: Card, response: Response) -> list[str]:
    """The message when time ran out before this response."""
    came = "" if response is None else " Your answer came too late and does not count."
    return [f"Time is up.{came}", *answer_lines(card), *filled_lines(card)]


def _back(card: Card) -> list[str]:
    """The answer, and what there is to know once it is shown."""
    return [*answer_lines(card), *filled_lines(card), *_explanation(card)]


def _explanation(card: Card) -> list[str]:
    """The explanation and the source of a card."""
    card = readable(card)
    lines = printable(text).rstrip().split("\n") if (text := lesson(card)) else []
    return [*lines, f"Source: {one_line(card.source)}"] if card.source else lines


def _difference(diff: tuple[DiffPart, ...]) -> str:
    """What was left out and what was too much, in words that can be heard."""
    said = []
    for op, words in (("missing", "Left out"), ("extra", "Too much")):
        parts = [one_line(part.text).strip() or "a space" for part in diff if part.op == op]
        if parts:
            said.append(f"{words}: {', '.join(parts)}.")
    return " ".join(said)


def rated_line(answered: GradedAnswer) -> str:
    """The rating, when the card comes back, and how to change the rating."""
    rating = answered.answer.rating
    others = ", ".join(
        f"{other.value} {other.label} {answered.preview[other].text}"
        for other in Rating
        if other is not rating
    )
    return f"Rated {rating.label}: again in {answered.preview[rating].text}. (/rate {others})"


def reveal_lines(card: Card, preview: Mapping[Rating, Interval]) -> list[str]:
    """The revealed answer with its explanation, and the question how well the player knew it, with
    the interval of each rating."""
    ratings = ", ".join(
        f"{rating.value} {rating.label}" + (f" {preview[rating].text}" if preview else "")
        for rating in Rating
    )
    return [*_back(card), f"How well did you know it? {ratings}:"]


def summary_lines(summary: Summary) -> list[str]:
    """The summary of a round."""
    if not summary.asked:
        return ["", "No question answered."]
    points = "practice without points" if summary.mode is Mode.CRAM else f"{summary.points} points"
    said = [
        "Game over." if summary.lost else "A perfect round!" if is_perfect(summary) else "",
        f"Mark {summary.mark}." if summary.mark else "",
        f"{summary.mode.value.capitalize()} finished: {summary.right_text}, {points}, best combo "
        f"{summary.best_streak}, {summary.seconds:.0f} s.",
    ]
    lines = ["", " ".join(filter(None, said))]
    if summary.missed:
        lines.append("To learn:" if summary.is_exam else "Missed:")
        lines.extend(
            f"  {one_line(card.prompt)} = {one_line(card.answer)}"
            for card in map(readable, summary.missed)
        )
    if summary.seed_text:
        lines.append(f"The same questions again: --mode exam --{summary.seed_text}")
    if summary.due:
        lines.append("Due again: " + ", ".join(f"{when_text(days)} {n}" for days, n in summary.due))
    return lines


def progress_lines(play: Play) -> list[str]:
    """The lines after the summary: a record, the level, and today's goal."""
    level = player_level(play.game)
    lines = []
    best = play.best_before()
    if is_record(play.summary(), best):
        lines.append(f"New record in {play.mode.value.capitalize()}; the old one was {best}.")
    lines += [f"The theme {name} is open to you now." for name in play.unlocks.themes()]
    stronger = stronger_cards(play)[:MOST_STRONGER]
    if stronger:
        said = (f"{one_line(readable(each.card).prompt)} (in {each.now.text})" for each in stronger)
        lines.append("Stronger: " + ", ".join(said) + ".")
    lines += achieved_lines(play.unlocks)
    goal = daily_goal_of(play.game)
    done = ", goal reached" if goal.reached else ""
    lines.append(
        f"Level {level.number}, {level.end - level.points} points to the next. "
        f"Today {goal.done} of {goal.target} answers{done}."
    )
    streak = day_streak_of(play.game)
    week = week_of_player(play.game)
    lines.append(f"{days_in_a_row(streak.current)}; {streak.freezes_text}. {week.text}.")
    if challenge := challenge_text(play.game, play.mode, play.state.asked):
        lines.append(challenge)
    return [*lines, *(f"{line}." for line in play.game.today().ahead)]
