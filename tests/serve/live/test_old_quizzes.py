"""Old live quizzes go, with all that belongs to them."""

from __future__ import annotations

from sqlalchemy import func, select

from quiz.live.events import Opened
from quiz.serve.database.database import Database
from quiz.serve.live.ledger import KEPT_MS, Ledger, Picture
from quiz.serve.live.tables import LIVE_EVENT, LIVE_GAME, LIVE_PICTURE
from tests.live.cards import questions


def test_a_new_quiz_ends_the_time_of_an_old_one(database: Database) -> None:
    ledger = Ledger(database)
    opened = Opened("Test", questions(), "host", (), 0)
    pictures = {0: Picture("image/png", b"data")}
    old, _ = ledger.open(opened, 1_000, pictures)
    kept, _ = ledger.open(opened, 1_000 + KEPT_MS, pictures)
    ledger.open(opened, 1_001 + KEPT_MS)
    assert not ledger.since(old, 0)
    assert len(ledger.since(kept, 0)) == 1
    counts = {LIVE_GAME: 2, LIVE_EVENT: 2, LIVE_PICTURE: 1}
    with database.read() as connection:
        for table, number in counts.items():
            assert connection.scalar(select(func.count()).select_from(table)) == number
