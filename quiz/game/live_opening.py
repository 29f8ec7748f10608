"""Opens a live quiz on a server, with questions from this library."""

from __future__ import annotations

import base64
from collections.abc import Sequence
from random import Random
from typing import Any, NamedTuple

from quiz.card import Card, Occlusion
from quiz.covered_picture import covered_copy
from quiz.errors import QuizError
from quiz.files import read_bytes
from quiz.game.game import Game
from quiz.http_client import Client
from quiz.live.question import LiveQuestion, live_questions, to_json
from quiz.pictures import type_of

MOST_PICTURE = 2 * 2**20
MOST_PICTURES = 20 * 2**20
"""Bytes of one picture, and of all together; larger ones are left out."""


class LivePlan(NamedTuple):
    """What a quiz asks. pictures: type and content by the number of the question. left_out: cards
    that cannot be asked live."""

    title: str
    questions: tuple[LiveQuestion, ...]
    pictures: dict[int, tuple[str, bytes]]
    left_out: int


def plan_live(
    game: Game,
    decks: Sequence[str],
    limit: int,
    random: Random,
    *,
    seconds: int | None = None,
    typed: bool = False,
) -> LivePlan:
    """A quiz of up to `limit` cards of these decks, drawn by chance and asked in the order of their
    decks. Raises QuizError if none can be asked."""
    cards = game.cards_of(decks)
    draw = game.answers.distractors
    asked = live_questions(cards, draw, random, seconds=seconds, typed=typed)
    if not asked:
        raise QuizError("none of these cards can be asked live: lists and flashcards cannot")
    kept = sorted(random.sample(range(len(asked)), min(limit, len(asked))))
    title = game.decks[decks[0]].title if len(decks) == 1 else f"{len(decks)} decks"
    questions = tuple(asked[n] for n in kept)
    return LivePlan(title, questions, _pictures(game, questions), len(cards) - len(asked))


def _pictures(game: Game, questions: Sequence[LiveQuestion]) -> dict[int, tuple[str, bytes]]:
    found: dict[int, tuple[str, bytes]] = {}
    total = 0
    for number, question in enumerate(questions):
        picture = _picture(game, question.card)
        if picture is not None and total + len(picture[1]) <= MOST_PICTURES:
            total += len(picture[1])
            found[number] = picture
    return found


def _picture(game: Game, card: Card) -> tuple[str, bytes] | None:
    file = game.media_file(card, card.media.image)
    if file is None:
        return None
    try:
        if isinstance(card.occlusion, Occlusion):
            file = covered_copy(file, card.occlusion, told=False)
        content = read_bytes(file)
        return (type_of(file), content) if len(content) <= MOST_PICTURE else None
    except QuizError:
        return None


def open_live(client: Client, plan: LivePlan, teams: Sequence[str], closes: int) -> tuple[str, str]:
    """Open the quiz on a server; returns its code, and the host's key. Raises HttpError."""
    value: dict[str, Any] = {
        "title": plan.title,
        "questions": [to_json(each) for each in plan.questions],
        "teams": list(teams),
        "closes": closes,
        "pictures": {
            str(number): [kind, base64.b64encode(content).decode()]
            for number, (kind, content) in plan.pictures.items()
        },
    }
    told = client.send_json("live", value=value)
    return str(told["code"]), str(told["key"])
