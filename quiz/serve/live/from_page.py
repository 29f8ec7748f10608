"""Opens a live quiz from the page of a deck, for those who host on a projector."""

from __future__ import annotations

from random import SystemRandom
from secrets import token_urlsafe

from quiz.game.live_opening import LivePlan, plan_live
from quiz.live.events import Opened
from quiz.serve.desk import Desk, Seat
from quiz.serve.live.ledger import Picture
from quiz.serve.live.rooms import Rooms, hashed


async def open_from(rooms: Rooms, seat: Seat, deck: str) -> str:
    """Open a quiz of the cards of a deck or folder; returns the address of the host's page, which
    holds the key. seat: of whoever asks. Raises QuizError if none of the cards can be asked."""

    def plan(desk: Desk) -> LivePlan:
        game = desk.game
        most = game.settings.quiz_questions
        return plan_live(game, game.decks_named(deck), most, SystemRandom())

    found = await seat.run(plan)
    key = token_urlsafe(32)
    pictures = {number: Picture(*each) for number, each in found.pictures.items()}
    room = await rooms.open(Opened(found.title, found.questions, hashed(key)), pictures)
    return f"/live/{room.code}/host?key={key}"
