"""The pages of the game."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any

from markupsafe import Markup

from quiz.card import Card
from quiz.game.daily_challenge import challenge_text
from quiz.game.deck_rows import DeckRow, rows_of
from quiz.game.deck_titles import deck_title
from quiz.game.feats import MOST_STARS, is_record, praise_of_round, stars_of
from quiz.game.figures import statistics_of
from quiz.game.game import Game
from quiz.game.mode_keys import MODE_KEYS
from quiz.game.play import Play
from quiz.game.reasons import reasons_of
from quiz.game.round_words import achieved_lines, counter, stakes_lines, when_text
from quiz.game.scores import daily_goal_of, player_level
from quiz.game.speaker import sounds_of
from quiz.game.stronger import stronger_cards
from quiz.game.verdict import item_marks, praise_of, reckoning, step_marks, verdict_of
from quiz.history.events import Input, Mode
from quiz.history.rating import Rating
from quiz.round.response import another_card_has
from quiz.round.round import Stage, answered_so_far
from quiz.scheduling.picking import best_mode
from quiz.scoring.points import MAX_STREAK
from quiz.serve.card_html import card_html, picture_html
from quiz.serve.media import address_of
from quiz.serve.templates import render
from quiz.serve.web_match import Tile, WebMatch
from quiz.serve.web_play import WebPlay
from quiz.serve.web_round import WebRound
from quiz.statistics.activity import heat_map
from quiz.statistics.charts import (
    activity_words,
    days_in_a_row,
    due_now_text,
    forecast_words,
    time_text,
)
from quiz.statistics.today import Today
from quiz.text.shown import lesson, readable, shown, worded

WEEKS = 26
MOST_MISSED, MOST_STRONGER = 50, 8
SHAPES = "▲◆●■"


Classes = Sequence[Mapping[str, Any]]
"""For each class of a player, `this` class and the decks for `today`."""


def home_page(
    game: Game,
    name: str | None = None,
    waiting: WebPlay | None = None,
    classes: Classes | None = None,
    *,
    is_member: bool = False,
    can_host: bool = False,
) -> str | None:
    """The decks, and what is due; or one deck, folder or saved search with this name, None if there
    is none. waiting: a round that was left. classes: None without a database. is_member: whether
    the player has no data on this machine. can_host: whether they may open live quizzes."""
    today, rows = rows_now(game)
    chosen = None
    if name is not None:
        chosen = row_named(rows, name)
        if chosen is None:
            return None
    counts = chosen.counts if chosen else today.counts
    return render(
        "home.html",
        title="quiz" if chosen is None else chosen.title,
        player=game.player_name,
        level=player_level(game),
        reasons=reasons_of(game),
        today=today,
        rows=_rows_in(rows, chosen),
        chosen=chosen,
        counts=counts,
        best=best_mode(counts),
        modes=MODE_KEYS,
        faults=0 if is_member else len(game.faults),
        classes=classes,
        is_member=is_member,
        can_host=can_host and chosen is not None and not chosen.search,
        waiting=waiting,
    )


def _rows_in(rows: list[DeckRow], folder: DeckRow | None) -> list[DeckRow]:
    """The rows in a folder, without those in its own folders; the outermost ones if it is None."""
    inside = "" if folder is None else folder.name or ""
    depth = 0 if folder is None else folder.depth + 1
    return [
        row
        for row in rows
        if row.name is not None
        and row.depth == depth
        and (folder is None or (folder.is_folder and row.name.startswith(inside)))
    ]


def row_named(rows: list[DeckRow], name: str) -> DeckRow | None:
    """The deck, folder or saved search with this name."""
    return next((row for row in rows if row.name == name), None)


def rows_now(game: Game) -> tuple[Today, list[DeckRow]]:
    """Today's work, and the rows of the home page, as of now."""
    game.refresh()
    today, counted = game.today_by_deck()
    return today, rows_of(game, today.counts, counted)


def nothing_page(text: str, more: str = "") -> str:
    """Why there is nothing to play. more: the id of the round beyond today's limit, if there is
    one."""
    return render("nothing.html", title="Nothing to ask", text=text, more=more)


def message_page(title: str, text: str) -> str:
    """A page of one message."""
    return render("message.html", title=title, text=text)


def statistics_page(game: Game) -> str:
    """The player's statistics."""
    game.refresh()
    found, today = statistics_of(game), game.today()
    hardest = [(row, card) for row in found.hardest if (card := game.card(row.card)) is not None]
    return render(
        "statistics.html",
        title="Statistics",
        found=found,
        heat=heat_map(found.by_day, found.today, WEEKS),
        activity=activity_words(found.by_day, found.today),
        forecast=[
            *forecast_words(found.forecast, found.today),
            due_now_text(today.counts.due, found.forecast),
            *today.lines,
        ],
        decks=[(deck_title(game, name), part) for name, part in found.mastery.items()],
        hardest=[(row, readable(card)) for row, card in hardest],
        time_text=time_text,
        days_in_a_row=days_in_a_row,
    )


def play_page(game: Game, found: WebPlay) -> str:
    """The open card of a round, its feedback, or its summary; or a board."""
    if isinstance(found, WebMatch):
        return _match_page(game, found)
    assert isinstance(found, WebRound)
    return _round_page(game, found)


def _match_page(game: Game, found: WebMatch) -> str:
    play = found.play

    def text(tile: Tile) -> Markup:
        card = tile.card
        address = partial(address_of, game, card, told=tile.is_answer)
        words = card.answer if tile.is_answer else card.prompt
        return card_html(card, words, address, in_button=True)

    return render(
        "match.html",
        title=found.place,
        found=found,
        play=play,
        board=play.board,
        text=text,
        achieved=achieved_lines(play.unlocks),
        level=player_level(game),
        goal=daily_goal_of(game),
    )


def _round_page(game: Game, found: WebRound) -> str:
    """The open card of a round, its feedback, or its summary."""
    found.look()
    if found.play.stage is Stage.OVER:
        return _summary_page(game, found)
    play = found.play
    question = play.question
    assert question is not None
    card = question.card
    told = play.stage in (Stage.SHOWING, Stage.FEEDBACK) or found.revealed
    address = partial(address_of, game, card, told=told)
    text = partial(card_html, card, address=address)
    falls = play.state.fall_ms
    return render(
        "round.html",
        title=f"{play.mode.value.capitalize()}: {counter(play.state)}",
        round=found,
        play=play,
        state=play.state,
        question=question,
        card=card,
        stage=play.stage.value,
        way=question.input.value,
        told=told,
        deck=deck_title(game, card.deck),
        counter=counter(play.state),
        seconds=play.seconds_left if play.stage is Stage.ASKING or falls is None else None,
        falls=falls if play.stage is Stage.ASKING else None,
        share=_share(play),
        streak=min(play.state.streak, MAX_STREAK),
        most_streak=MAX_STREAK,
        prompt=text(card.filled if told else card.prompt),
        picture=_picture(game, card, card.media.image, card.media.alt, told),
        answer=text(worded(card).answer),
        answer_picture=_picture(game, card, card.media.answer_image, card.media.answer_alt, told),
        explanation=text(more) if (more := lesson(card)) else "",
        hint=text(card.hint) if play.state.hinted else "",
        options=[text(option, in_button=True) for option in question.options],
        shapes=SHAPES,
        sounds=[address(path) for path in sounds_of(card, told=told)],
        autoplay=game.settings.autoplay,
        all_ratings=list(Rating),
        can_hint=bool(card.hint) and not play.state.hinted and play.mode is not Mode.EXAM,
        flagged=game.collection.state(card.key).flagged,
        **_feedback(play, text, revealed=found.revealed),
    )


def _share(play: Play) -> float:
    """How much of the round is done, 0.0 to 1.0."""
    left = play.state.remaining + (play.stage is Stage.FEEDBACK)
    return max(0.0, 1 - left / max(1, len(play.state.queue)))


def _picture(game: Game, card: Card, path: str, alt: str, told: bool) -> Markup | str:
    if not path:
        return ""
    words = alt or path.rpartition("/")[2]
    return Markup(picture_html(address_of(game, card, path, told=told), words))


def _feedback(play: Play, text: Any, *, revealed: bool) -> Mapping[str, Any]:
    """What the page says of the answer just given. revealed: whether the answer of a flashcard is
    shown."""
    answered = play.answered
    if answered is None:
        return {"answered": None, "preview": play.preview() if revealed else {}}
    grade, card, way = answered.grade, answered.question.card, answered.question.input
    marks = item_marks(answered) if way is Input.LIST else []
    if way is Input.SEQUENCE:
        marks = [mark._replace(text=text(mark.text)) for mark in step_marks(answered)]
    return {
        "answered": answered,
        "verdict": verdict_of(answered),
        "praise": praise_of(answered.streak),
        "reckoning": reckoning(answered.points),
        "stakes": stakes_lines(play.state),
        "diff": grade.diff if grade.is_misspelt else (),
        "meant": grade.expected == shown(card.answer, markdown=card.markdown),
        "yours": answered.answer.response if way is Input.TYPED and not grade.correct else "",
        "marks": marks,
        "spelt": ", ".join(grade.spelt),
        "elsewhere": another_card_has(card, grade.expected) if grade.elsewhere else "",
        "given": answered.answer.response,
        "preview": answered.preview,
        "rated": answered.answer.rating,
        "is_glance": play.seconds_left is not None and grade.correct,
    }


def _summary_page(game: Game, found: WebRound) -> str:
    play = found.play
    summary = play.summary()
    best = None if play.mode is Mode.CRAM else play.best_before()
    missed = [readable(card) for card in summary.missed]
    stronger = stronger_cards(play)[:MOST_STRONGER]
    return render(
        "summary.html",
        title=f"{play.mode.value.capitalize()}: {praise_of_round(summary)}",
        round=found,
        play=play,
        summary=summary,
        stars=stars_of(summary),
        most_stars=MOST_STARS,
        praise=praise_of_round(summary),
        answers=answered_so_far(play.state),
        is_record=is_record(summary, best),
        best=best,
        missed=missed[:MOST_MISSED],
        more_missed=max(0, len(missed) - MOST_MISSED),
        stronger=[(each, readable(each.card)) for each in stronger],
        due=[(when_text(days), number) for days, number in summary.due],
        level=player_level(game),
        goal=daily_goal_of(game),
        achieved=achieved_lines(play.unlocks),
        challenge=challenge_text(game, play.mode, summary.asked),
        ahead=game.today().ahead,
    )
