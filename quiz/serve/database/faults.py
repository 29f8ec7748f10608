"""Errors of the database; each message says what to do."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import URL
from sqlalchemy.exc import DBAPIError, IntegrityError, NoSuchModuleError, ProgrammingError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError

from quiz.errors import QuizError
from quiz.storage.log.store_errors import code_of, store_error


class DatabaseError(QuizError):
    """The database cannot be used now. Nothing of the transaction was kept."""


class ConflictError(QuizError):
    """Another process did something for this member at the same moment."""


_FULL = "SQLITE_FULL"
_REASONS = {
    "53100": "its disk is full; free some space",
    "53200": "it is out of memory",
    "25006": "it is read-only; name the primary server",
    "42501": "this user may not do that in it",
    "42P01": "a table is missing; start `quiz serve` once, or load a backup",
}
"""What the codes of PostgreSQL mean to us; see
https://www.postgresql.org/docs/current/errcodes-appendix.html."""


AWAY = "the server's database does not answer now; nothing was lost, try again"
FULL = "the server's disk is full; nothing was lost. The operator must free some space"
GONE = (
    "the server's database was moved or replaced while the server runs, so nothing is taken; the "
    "operator must put it back, or start the server again"
)
UPGRADED = (
    "a newer version of quiz has changed the server's database, so nothing is taken here; the "
    "operator must update this server, too, and start it again"
)


@contextmanager
def explained(url: URL, *, opening: bool = False) -> Iterator[None]:
    """Turn errors of the database inside the block into DatabaseErrors. A row that is there already
    stays an IntegrityError: only the caller knows what that means.

    opening: whether whoever started the server reads the message; else it may be a stranger in a
    browser, who is told neither where the database is nor why it is away.
    """
    try:
        yield
    except IntegrityError:
        raise
    except PoolTimeoutError as error:
        raise DatabaseError("there is too much to do at once; try again") from error
    except DBAPIError as error:
        cause = error.orig
        code = getattr(cause, "sqlstate", None) or ""
        if isinstance(error, ProgrammingError) and code not in _REASONS:
            raise
        if opening:
            raise DatabaseError(_detail(url, cause, code)) from error
        is_full = code == "53100" or (isinstance(cause, sqlite3.Error) and code_of(cause) == _FULL)
        raise DatabaseError(FULL if is_full else AWAY) from error
    except NoSuchModuleError as error:
        raise DatabaseError(f"{shown(url)}: expected postgresql:// or a file's name") from error


def _detail(url: URL, cause: BaseException | None, code: str) -> str:
    if isinstance(cause, sqlite3.Error):
        return str(store_error(Path(url.database or ""), cause))
    return f"{shown(url)}: {_REASONS.get(code) or _away(cause)}"


def shown(url: URL) -> str:
    """A database's address without its password and its settings."""
    return url.set(drivername=url.get_backend_name(), query={}).render_as_string()


def _away(cause: BaseException | None) -> str:
    reason = " ".join(str(cause).split())
    what, _, refusal = reason.rpartition("FATAL: ")
    if what:
        return f"the database refuses ({refusal.strip()}); nothing was lost, try again"
    return f"the database does not answer ({reason}); nothing was lost, try again"
