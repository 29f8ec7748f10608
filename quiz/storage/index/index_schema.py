"""The tables of the index. It is only a cache: a file of another version is rebuilt."""

from __future__ import annotations

from collections.abc import Iterable

from quiz.scheduling.card_state import DAY_FIELDS, SHARE_FIELDS

VERSION = 27
"""Increase it with every change to a table or to the meaning of a column."""


def _counts(names: Iterable[str]) -> str:
    return "\n".join(f"    {name} INTEGER NOT NULL," for name in names)


TABLES = (
    # ── the library ──
    """
CREATE TABLE files (
    number      INTEGER PRIMARY KEY,
    path        TEXT NOT NULL UNIQUE,
    name        TEXT NOT NULL,        -- the deck's in the library
    size        INTEGER NOT NULL,
    mtime       INTEGER NOT NULL,     -- nanoseconds; -1 when it cannot be relied on
    digest      TEXT NOT NULL,        -- of the content
    title       TEXT NOT NULL,
    description TEXT NOT NULL,
    language    TEXT NOT NULL,
    folder      TEXT NOT NULL,        -- as people write it
    cards       INTEGER NOT NULL,     -- 0 in a file without a valid card
    notes       INTEGER NOT NULL,
    left_out    INTEGER NOT NULL,     -- cards with faults
    faults      TEXT NOT NULL         -- JSON: [[line, column, message], …]
) STRICT
""",
    """
CREATE TABLE cards (
    deck     INTEGER NOT NULL,        -- number of the file
    position INTEGER NOT NULL,        -- in the deck, from 0
    key      TEXT NOT NULL,
    note     INTEGER NOT NULL,        -- equal for siblings, within the deck
    kind     TEXT NOT NULL,
    tags     TEXT NOT NULL,           -- folded, each between line feeds
    search   TEXT NOT NULL,           -- prompt, answer and explanation, folded
    body     TEXT NOT NULL,           -- JSON: the card, see quiz.storage.index.bodies
    PRIMARY KEY (deck, position)
) STRICT, WITHOUT ROWID
""",
    "CREATE INDEX cards_by_key ON cards (key, deck, note)",
    """
CREATE TABLE untold (                 -- players not yet told that cards started as new
    player TEXT PRIMARY KEY           -- while others vanished
) STRICT, WITHOUT ROWID
""",
    # ── the history ──
    """
CREATE TABLE players (
    number     INTEGER PRIMARY KEY,
    name       TEXT NOT NULL UNIQUE,  -- the player's id
    options    TEXT NOT NULL,         -- what the fold depends on besides the history
    answers    INTEGER NOT NULL,      -- how far the history is folded in: see `Heads`
    changes    INTEGER NOT NULL,
    placements INTEGER NOT NULL,
    ids        TEXT NOT NULL
) STRICT
""",
    """
CREATE TABLE states (
    player     INTEGER NOT NULL,
    card       TEXT NOT NULL,
    deck       INTEGER,               -- where the card is now, NULL when nowhere
    note       INTEGER,
    own        TEXT,                  -- its deck's own schedule when folded, see DeckSchedule
    phase      TEXT,                  -- NULL without a memory, like all down to interval
    step       INTEGER,
    stability  REAL,
    difficulty REAL,
    due_ms     INTEGER,
    due_day    INTEGER,
    at         INTEGER,               -- the last answer
    offset     INTEGER,
    last_day   INTEGER,
    reps       INTEGER,
    lapses     INTEGER,
    interval   INTEGER,
    mastered   INTEGER NOT NULL,
    asked      INTEGER NOT NULL,
    missed     INTEGER NOT NULL,
    last       TEXT NOT NULL,
    wrong      INTEGER NOT NULL,
    newest     TEXT NOT NULL,
    introduced INTEGER,
    seen       INTEGER,
    suspended  INTEGER NOT NULL,
    buried     INTEGER,
    flagged    INTEGER NOT NULL,
    overcome   INTEGER,               -- the most lapses when mastered, NULL if it never was
    PRIMARY KEY (player, card)
) STRICT, WITHOUT ROWID
""",
    """
CREATE INDEX states_in_review
ON states (player, phase, suspended, due_day, stability, last_day, deck, note, buried)
""",
    """
CREATE INDEX states_in_steps ON states (player, phase, suspended, due_ms, deck, note, buried)
WHERE phase <> 'review'
""",
    "CREATE INDEX states_by_deck "
    "ON states (player, deck, phase, mastered, suspended, own, overcome)",
    "CREATE INDEX states_on_their_own ON states (player, deck) WHERE own IS NOT NULL",
    "CREATE INDEX states_by_day ON states (player, last_day, deck, note, introduced, seen)",
    "CREATE INDEX states_wrong ON states (player, last) WHERE wrong",
    "CREATE INDEX states_missed "
    "ON states (player, ifnull(lapses, 0) DESC, missed DESC, asked, card)",
    "CREATE INDEX states_set_aside ON states (player, suspended, buried) "
    "WHERE suspended OR buried IS NOT NULL",
    # ── sums over the states of each deck, so that counting a thousand decks is fast ──
    """
CREATE TABLE tallies (
    player    INTEGER NOT NULL,
    deck      INTEGER NOT NULL,
    touched   INTEGER NOT NULL,       -- cards with a state
    seen      INTEGER NOT NULL,       -- with a memory
    learning  INTEGER NOT NULL,
    mastered  INTEGER NOT NULL,
    suspended INTEGER NOT NULL,       -- without a memory, and suspended
    overcome  INTEGER NOT NULL,       -- mastered at least once
    PRIMARY KEY (player, deck)
) STRICT, WITHOUT ROWID
""",
    """
CREATE TABLE stale (                  -- tallies to recount before the transaction ends
    player INTEGER NOT NULL,
    deck   INTEGER NOT NULL,
    PRIMARY KEY (player, deck)
) STRICT, WITHOUT ROWID
""",
    *(
        f"""
CREATE TRIGGER state_{change}_{row} AFTER {change} ON states WHEN {row}.deck IS NOT NULL
BEGIN
    INSERT INTO stale SELECT {row}.player, {row}.deck
    WHERE NOT EXISTS (SELECT 1 FROM stale WHERE player = {row}.player AND deck = {row}.deck);
END
"""
        # "INSERT OR IGNORE" would not do: the statement that fires a trigger overrules it.
        for change, row in (
            ("insert", "new"),
            ("update", "old"),
            ("update", "new"),
            ("delete", "old"),
        )
    ),
    f"""
CREATE TABLE days (
    player INTEGER NOT NULL,
    day    INTEGER NOT NULL,
{_counts(DAY_FIELDS)}
    PRIMARY KEY (player, day)
) STRICT, WITHOUT ROWID
""",
    f"""
CREATE TABLE shares (
    player INTEGER NOT NULL,
    what   TEXT NOT NULL,             -- kind or mode
    day    INTEGER NOT NULL,
    name   TEXT NOT NULL,
{_counts(SHARE_FIELDS)}
    PRIMARY KEY (player, what, day, name)
) STRICT, WITHOUT ROWID
""",
    """
CREATE TABLE rounds (
    player  INTEGER NOT NULL,
    round   TEXT NOT NULL,
    mode    TEXT NOT NULL,
    deck    TEXT NOT NULL,
    at      INTEGER NOT NULL,
    offset  INTEGER NOT NULL,
    newest  TEXT NOT NULL,
    points  INTEGER NOT NULL,
    combo   INTEGER NOT NULL,
    typed   INTEGER NOT NULL,         -- the most right answers typed in a row
    correct INTEGER NOT NULL,
    answers INTEGER NOT NULL,
    ms      INTEGER NOT NULL,
    PRIMARY KEY (player, round)
) STRICT, WITHOUT ROWID
""",
    "CREATE INDEX rounds_best ON rounds (player, mode, points)",
)

TAKE_TALLIES = (
    "DELETE FROM tallies WHERE (player, deck) IN (SELECT player, deck FROM stale)",
    """
INSERT INTO tallies
SELECT s.player, s.deck, count(*), count(phase), ifnull(sum(phase <> 'review'), 0), sum(mastered),
       sum(phase IS NULL AND suspended), count(overcome)
FROM stale CROSS JOIN states s INDEXED BY states_by_deck
ON s.player = stale.player AND s.deck = stale.deck
GROUP BY s.player, s.deck
""",
    "DELETE FROM stale",
)
"""Recounts the tallies of all decks with a changed state."""
