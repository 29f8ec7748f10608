"""What host and players see, as values that JSON can hold.

Each view is whole: whoever missed any number of them needs only the next one. A view is newer than
another if its `number` is greater, or equal and its `now` later. No view says which answer is right
before the question is closed for whoever sees it.
"""

from __future__ import annotations

import re
from collections import Counter
from itertools import islice
from typing import Any

from quiz.card import Card
from quiz.history.events import Input
from quiz.live.commands import next_for
from quiz.live.game import GRACE_MS, LiveGame, Phase, Player, Ranking, team_ranking
from quiz.live.question import LiveQuestion
from quiz.text.shown import lesson
from quiz.wording import with_capital

View = dict[str, Any]

MOST_RANKED = 10
"""Places that the standings show."""

NO_WORDS = "only browsers show it"
"""Stands for a picture that nobody has described."""

MOST_TYPED = 6
"""Different typed answers that the distribution shows."""


_PICTURE = re.compile(r"(!\[[^\]]*\])\((?:[^()\\]|\\.|\([^()]*\))*\)")


def question_view(game: LiveGame, number: int) -> View:
    """A question as it is asked. picture: what its picture shows, in words; "" for none."""
    asked = game.questions[number]
    media = asked.card.media
    return {
        "number": number,
        "of": len(game.questions),
        "way": asked.input.value,
        "task": asked.question.task,
        "markdown": asked.card.markdown,
        "prompt": _without_paths(asked.card, asked.card.prompt),
        "picture": (media.alt or NO_WORDS) if media.image else "",
        "options": list(asked.options),
        "seconds": asked.seconds,
    }


def _without_paths(card: Card, text: str) -> str:
    """A text without the names of files, which may tell what the pictures show."""
    return _PICTURE.sub(r"\1(picture)", text) if card.markdown else text


def answer_view(asked: LiveQuestion) -> View:
    """The right answer. right: the numbers of the right options, or of the steps in order. whole:
    the prompt without its gaps; "" if it has none."""
    right = [place for place, text in enumerate(asked.options) if text in asked.card.answers]
    if asked.input is Input.SEQUENCE:
        right = [asked.options.index(step) for step in asked.card.answers]
    return {
        "answer": _worded(asked, asked.card.answer),
        "right": right,
        "whole": _without_paths(asked.card, asked.card.whole),
        "explanation": lesson(asked.card),
    }


def _worded(asked: LiveQuestion, option: str) -> str:
    return with_capital(option) if asked.input is Input.TRUE_FALSE else option


class Views:
    """The views of one state of a quiz; what they share is made once."""

    def __init__(self, game: LiveGame, now: int) -> None:
        """now: the server's time, in milliseconds since 1970."""
        self._game = game
        self._now = now
        shows = game.phase in (Phase.STANDINGS, Phase.OVER)
        self._top = self._first() if shows else []
        self._teams = [each._asdict() for each in team_ranking(game)] if shows else []

    def _first(self) -> list[View]:
        return [_ranked(each) for each in islice(self._game.ranks.values(), MOST_RANKED)]

    def _shared(self) -> View:
        game = self._game
        return {
            "number": game.number,
            "now": self._now,
            "phase": game.phase.value,
            "title": game.opened.title,
            "teams": list(game.opened.teams),
            "locked": game.locked,
            "count": len(game.ranks),
            "closes": game.opened.closes,
            "questions": len(game.questions),
            "top": self._top,
            "ranked_teams": self._teams,
        }

    def outside(self) -> View:
        """What somebody sees who has not joined."""
        return {**self._shared(), "you": None}

    def player(self, player: Player) -> View:
        """What a player sees."""
        if player.kicked:
            return {**self.outside(), "kicked": True}
        you = {
            "player": player.number,
            "name": player.name,
            "team": player.team,
            "points": player.points,
            "place": self._game.ranks[player.number].place,
            "before": player.before,
            "streak": player.streak,
            "right": sum(given.credit >= 1.0 for given in self._closed(player)),
        }
        own = self._paced(player) if self._game.phase is Phase.OPEN else self._led(player)
        return {**self._shared(), "you": you, **own}

    def _closed(self, player: Player) -> list[Any]:
        game = self._game
        open_now = game.asked if game.phase is Phase.ASKING else None
        return [given for number, given in player.given.items() if number != open_now]

    def _led(self, player: Player) -> View:
        """The part of a quiz in which the host asks."""
        game = self._game
        if game.phase is Phase.ASKING:
            given = player.given.get(game.asked)
            return {
                "question": question_view(game, game.asked),
                "ends": game.ends_at,
                "given": None if given is None else list(given.response),
            }
        if game.phase is Phase.REVEALED:
            return self._told(player, game.asked)
        return {}

    def _told(self, player: Player, number: int) -> View:
        asked, given = self._game.questions[number], player.given.get(number)
        return {
            "question": question_view(self._game, number),
            "told": answer_view(asked),
            "given": None if given is None else list(given.response),
            "credit": given.credit if given else 0.0,
            "earned": given.points if given else 0,
            "ms": given.ms if given else 0,
        }

    def _paced(self, player: Player) -> View:
        """The part of a challenge: the open question, or the last one with its answer and, as
        `next`, the number of the one that may be opened."""
        game = self._game
        following = next_for(game, player, self._now)
        last = len(player.begun) - 1
        if last < 0:
            return {"next": following}
        ends = game.ends_for(player, last)
        if last not in player.given and self._now <= ends + GRACE_MS:
            asked = question_view(game, last)
            return {"question": asked, "ends": ends, "given": None, "next": None}
        return {**self._told(player, last), "next": following, "done": following is None}

    def host(self) -> View:
        """What the host sees; before the end of a question, only how many have answered."""
        game = self._game
        found = {
            **self._shared(),
            "step": game.step,
            "players": [
                {"player": each.number, "name": each.name, "team": each.team}
                for each in game.playing
            ],
        }
        if game.phase in (Phase.ASKING, Phase.REVEALED):
            found["question"] = question_view(game, game.asked)
            found["answers"] = game.answers
            found["ends"] = game.ends_at
        if game.phase is Phase.REVEALED:
            found["told"] = answer_view(game.questions[game.asked])
            found["counts"] = distribution(game, game.asked)
        if game.phase is Phase.OPEN:
            found["top"] = self._first()
            found["done"] = sum(len(each.begun) == len(game.questions) for each in game.playing)
        return found


def _ranked(each: Ranking) -> View:
    player = each.player
    return {
        "place": each.place,
        "player": player.number,
        "name": player.name,
        "team": player.team,
        "points": player.points,
        "before": player.before,
    }


def distribution(game: LiveGame, number: int) -> list[View]:
    """How often each answer was given: each option in order, or the most frequent typed answers,
    or how many had all steps in their order."""
    asked = game.questions[number]
    given = [each.given[number] for each in game.playing if number in each.given]
    if asked.input is Input.SEQUENCE:
        right = sum(each.credit >= 1.0 for each in given)
        return [
            {"text": "right", "count": right, "right": True},
            {"text": "in another order", "count": len(given) - right, "right": False},
        ]
    if asked.input is Input.TYPED:
        right = sum(each.credit >= 1.0 for each in given)
        wrong = Counter(each.response[0] for each in given if each.credit < 1.0)
        return [
            {"text": asked.card.answer, "count": right, "right": True},
            *(
                {"text": text, "count": count, "right": False}
                for text, count in wrong.most_common(MOST_TYPED)
            ),
        ]
    counts = Counter(each.response[0] for each in given)
    return [
        {"text": _worded(asked, text), "count": counts[text], "right": text in asked.card.answers}
        for text in asked.options
    ]


def own_answers(game: LiveGame, player: Player) -> list[View]:
    """A player's answers to closed questions, for the log of their own game.

    at: when it came, in milliseconds since 1970 by the server's clock.
    """
    found = []
    for number, given in sorted(player.given.items()):
        if game.phase is Phase.ASKING and number == game.asked:
            continue
        asked = game.questions[number]
        found.append(
            {
                "question": number,
                "card": asked.card.key,
                "way": asked.input.value,
                "options": list(asked.options),
                "response": list(given.response),
                "credit": given.credit,
                "ms": given.ms,
                "at": given.at,
            }
        )
    return found
