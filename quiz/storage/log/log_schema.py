"""The tables of the history, and the migrations from older formats."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable

from quiz.storage.log.players_table import give_ids

APPLICATION_ID = 0x5155495A  # "QUIZ"

ANSWERS = """
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
    response   TEXT NOT NULL
) STRICT
"""

CHANGES = """
CREATE TABLE changes (
    number INTEGER PRIMARY KEY,
    id     TEXT NOT NULL UNIQUE,
    player TEXT NOT NULL,
    at     INTEGER NOT NULL,
    offset INTEGER NOT NULL,
    what   TEXT NOT NULL,             -- undo, rerate, or a MarkKind, such as suspend
    target TEXT NOT NULL,             -- id of an answer, or key of a card
    rating INTEGER                    -- of a rerate
) STRICT
"""

CARDS = """
CREATE TABLE cards (
    key     TEXT PRIMARY KEY,         -- names the card in `answers`
    deck    TEXT NOT NULL,
    note    TEXT NOT NULL,
    content TEXT NOT NULL             -- what the card last said, to know it again when edited
) STRICT, WITHOUT ROWID
"""

PLACEMENTS = """
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
    lapses     INTEGER NOT NULL
) STRICT
"""

PLAYERS_BY_NAME = """
CREATE TABLE players (
    name   TEXT PRIMARY KEY,
    chosen INTEGER NOT NULL           -- milliseconds since 1970: who played last
) STRICT, WITHOUT ROWID
"""

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

Step = str | Callable[[sqlite3.Connection], None]
"""An SQL statement, or a function for anything more complex."""

MIGRATIONS: tuple[tuple[Step, ...], ...] = (
    (
        ANSWERS,
        CHANGES,
        CARDS,
        PLAYERS_BY_NAME,
        "CREATE INDEX answers_by_player ON answers (player)",
        "CREATE INDEX changes_by_player ON changes (player)",
    ),
    (PLACEMENTS, "CREATE INDEX placements_by_card ON placements (player, card)"),
    (
        "DROP INDEX answers_by_player",
        "CREATE INDEX answers_by_card ON answers (player, card)",
        "CREATE INDEX answers_by_round ON answers (player, round)",
        "CREATE INDEX changes_by_target ON changes (target)",
    ),
    # The card's position in its deck, from 0; -1 if it was missing when the deck was last read.
    ("ALTER TABLE cards ADD COLUMN place INTEGER NOT NULL DEFAULT -1",),
    # See `quiz.storage.log.checksum`. Only damaged rows have none.
    (
        "ALTER TABLE answers ADD COLUMN checksum INTEGER",
        "ALTER TABLE changes ADD COLUMN checksum INTEGER",
        "ALTER TABLE placements ADD COLUMN checksum INTEGER",
    ),
    (give_ids,),
)
"""Step n migrates a file from version n to n + 1 (`PRAGMA user_version`). A step may rewrite rows
of the log: after the last step, intact rows get new checksums, see `quiz.storage.log.migration`."""
