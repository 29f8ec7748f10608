"""The tables of the history."""

from __future__ import annotations

import sqlite3

from quiz.storage.log.connect import transaction

APPLICATION_ID = 0x5155495A  # "QUIZ"
FORMAT = 6
"""`PRAGMA user_version` of a history. Earlier formats were those of versions before the first
release."""

SCHEMA = (
    """
CREATE TABLE answers (
    number     INTEGER PRIMARY KEY,   -- order of arrival in this file
    id         TEXT NOT NULL UNIQUE,  -- UUIDv7: sorts by time, unique everywhere
    player     TEXT NOT NULL,
    round      TEXT NOT NULL,
    card       TEXT NOT NULL,
    deck       TEXT NOT NULL,
    kind       TEXT NOT NULL,
    mode       TEXT NOT NULL,
    input      TEXT NOT NULL,
    at         INTEGER NOT NULL,      -- milliseconds since 1970, UTC
    offset     INTEGER NOT NULL,      -- minutes east of UTC on the player's clock
    rating     INTEGER NOT NULL,      -- 1 Again, 2 Hard, 3 Good, 4 Easy
    credit     REAL NOT NULL,         -- 0 wrong to 1 right
    hinted     INTEGER NOT NULL,      -- 0 or 1
    ms         INTEGER NOT NULL,      -- time taken
    difficulty REAL NOT NULL,         -- of the card before this answer, 1 to 10
    response   TEXT NOT NULL,
    checksum   INTEGER                -- see `quiz.storage.log.checksum`
) STRICT
""",
    """
CREATE TABLE changes (
    number INTEGER PRIMARY KEY,
    id     TEXT NOT NULL UNIQUE,
    player TEXT NOT NULL,
    at     INTEGER NOT NULL,
    offset INTEGER NOT NULL,
    what   TEXT NOT NULL,             -- undo, rerate, or a MarkKind, such as suspend
    target TEXT NOT NULL,             -- id of an answer, or key of a card
    rating INTEGER,                   -- of a rerate
    checksum INTEGER
) STRICT
""",
    """
CREATE TABLE placements (
    number     INTEGER PRIMARY KEY,
    id         TEXT NOT NULL UNIQUE,
    player     TEXT NOT NULL,
    card       TEXT NOT NULL,
    at         INTEGER NOT NULL,
    offset     INTEGER NOT NULL,
    stability  REAL NOT NULL,         -- days
    difficulty REAL NOT NULL,         -- 1 to 10
    interval   INTEGER NOT NULL,      -- days
    due        INTEGER NOT NULL,      -- day since 1970 on the player's clock
    reps       INTEGER NOT NULL,
    lapses     INTEGER NOT NULL,
    checksum   INTEGER
) STRICT
""",
    """
CREATE TABLE cards (
    key     TEXT PRIMARY KEY,         -- names the card in `answers`
    deck    TEXT NOT NULL,
    note    TEXT NOT NULL,
    content TEXT NOT NULL,            -- what the card last said, to know it again when edited
    place   INTEGER NOT NULL          -- in its deck, from 0; -1 if missing when that was last read
) STRICT, WITHOUT ROWID
""",
    """
CREATE TABLE players (
    id      TEXT PRIMARY KEY,         -- UUID, random; what events call the player
    name    TEXT NOT NULL,            -- as it is shown
    chosen  INTEGER NOT NULL,         -- milliseconds since 1970: who played last
    joined  TEXT,                     -- id of the player that this one is a part of
    removed INTEGER                   -- milliseconds since 1970
) STRICT, WITHOUT ROWID
""",
    "CREATE INDEX answers_by_card ON answers (player, card)",
    "CREATE INDEX answers_by_round ON answers (player, round)",
    "CREATE INDEX changes_by_player ON changes (player)",
    "CREATE INDEX changes_by_target ON changes (target)",
    "CREATE INDEX placements_by_card ON placements (player, card)",
    f"PRAGMA application_id = {APPLICATION_ID}",
    f"PRAGMA user_version = {FORMAT}",
)
"""The statements that make an empty history."""

ANSWER_COLUMNS = (
    "id, player, round, card, deck, kind, mode, input, at, offset, rating, credit, hinted, ms, "
    "difficulty, response"
)
CHANGE_COLUMNS = "id, player, at, offset, what, target, rating"
CARD_COLUMNS = "key, deck, note, content, place"
PLACEMENT_COLUMNS = (
    "id, player, card, at, offset, stability, difficulty, interval, due, reps, lapses"
)
PLAYER_COLUMNS = "id, name, chosen, joined, removed"
COLUMNS = {
    "answers": f"{ANSWER_COLUMNS}, checksum",
    "changes": f"{CHANGE_COLUMNS}, checksum",
    "placements": f"{PLACEMENT_COLUMNS}, checksum",
    "cards": CARD_COLUMNS,
    "players": PLAYER_COLUMNS,
}
"""The columns of each table that this version reads; if one is missing, the schema is damaged."""


def create_tables(db: sqlite3.Connection) -> None:
    """Make an empty history, unless another game has made it while this one waited for the lock.
    Raises sqlite3.Error."""
    with transaction(db):
        if not db.execute("PRAGMA user_version").fetchone()[0]:
            for statement in SCHEMA:
                db.execute(statement)
