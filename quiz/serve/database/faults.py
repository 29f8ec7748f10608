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
from quiz.storage.log.store_errors import store_error


class DatabaseError(QuizError):
    """The database cannot be used now. Nothing of the transaction was kept."""


_REASONS = {
    "53100": "its disk is full; free some space",
    "53200": "it is out of memory",
    "25006": "it is read-only; name the primary server",
    "42501": "this user may not do that in it",
    "42P01": "a table is missing; start `quiz serve` once, or load a backup",
}
"""What the codes of PostgreSQL mean to us; see
https://www.postgresql.org/docs/current/errcodes-appendix.html."""


@contextmanager
def explained(url: URL) -> Iterator[None]:
    """Turn errors of the database inside the block into DatabaseErrors. A row that is there already
    stays an IntegrityError: only the caller knows what that means."""
    try:
        yield
    except IntegrityError:
        raise
    except PoolTimeoutError as error:
        raise DatabaseError(f"{shown(url)}: too much to do at once; try again") from error
    except DBAPIError as error:
        cause = error.orig
        if isinstance(cause, sqlite3.Error):
            said = str(store_error(Path(url.database or ""), cause))
            raise DatabaseError(said) from error
        code = getattr(cause, "sqlstate", None) or ""
        if isinstance(error, ProgrammingError) and code not in _REASONS:
            raise
        raise DatabaseError(f"{shown(url)}: {_REASONS.get(code) or _away(cause)}") from error
    except NoSuchModuleError as error:
        raise DatabaseError(
            f"{shown(url)}: expected postgresql:// or the name of a file"
        ) from error


def shown(url: URL) -> str:
    """A database's address without its password and its settings."""
    return url.set(drivername=url.get_backend_name(), query={}).render_as_string()


def _away(cause: BaseException | None) -> str:
    reason = " ".join(str(cause).split())
    what, _, refusal = reason.rpartition("FATAL: ")
    if what:
        return f"the database refuses ({refusal.strip()}); nothing was lost, try again"
    return f"the database does not answer ({reason}); nothing was lost, try again"
