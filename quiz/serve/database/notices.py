"""Tells the other servers on a database that something changed.

A notice is only a hint to look: it can be lost, when a connection breaks. Whoever listens looks by
themselves every few seconds as well.
"""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterable
from contextlib import suppress
from typing import Any

from sqlalchemy import URL, Connection, NullPool, create_engine, text
from sqlalchemy.exc import DBAPIError

Notice = tuple[str, str]
"""Topic and text."""
Callback = Callable[[str], None]

_CHANNEL = "quiz"
PENDING = "quiz_notices"
"""The option of a connection to SQLite that lists what is to be told after the commit."""
LONGEST = 7000
"""PostgreSQL takes at most 8,000 bytes."""

CHECK_SECONDS = 1.0
RETRY_SECONDS = 1.0


def notify(connection: Connection, topic: str, said: str = "") -> None:
    """Tell all who listen to a topic, once the transaction is durable. ValueError if it is long."""
    notice = json.dumps([topic, said])
    if len(notice) > LONGEST:
        raise ValueError("a notice is a hint, not a message")
    if connection.dialect.name == "sqlite":
        connection.get_execution_options()[PENDING].append((topic, said))
    else:
        statement = text("SELECT pg_notify(:channel, :notice)")
        connection.execute(statement, {"channel": _CHANNEL, "notice": notice})


class Listener:
    """Calls those of this process who listen to a topic: enough for a file of SQLite."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._callbacks: dict[str, list[Callback]] = {}

    def listen(self, topic: str, callback: Callback) -> Callable[[], None]:
        """Add a callback; returns what takes it away."""
        with self._lock:
            self._callbacks.setdefault(topic, []).append(callback)

        def stop() -> None:
            with self._lock, suppress(KeyError, ValueError):
                self._callbacks[topic].remove(callback)
                if not self._callbacks[topic]:
                    del self._callbacks[topic]

        return stop

    def deliver(self, notices: Iterable[Notice]) -> None:
        """Call everyone concerned."""
        for topic, said in notices:
            with self._lock:
                callbacks = list(self._callbacks.get(topic, ()))
            for callback in callbacks:
                # Raised by an event loop that has ended.
                with suppress(RuntimeError):
                    callback(said)

    def close(self) -> None:
        """Call nobody any more."""
        with self._lock:
            self._callbacks.clear()

    def _deliver_to_all(self) -> None:
        """Tell everyone that something may have been missed."""
        with self._lock:
            topics = list(self._callbacks)
        self.deliver((topic, "") for topic in topics)


class PostgresListener(Listener):
    """Listens on a connection of its own, from the first callback on, and connects anew when it
    breaks."""

    def __init__(self, url: URL) -> None:
        super().__init__()
        self._engine = create_engine(url, poolclass=NullPool, isolation_level="AUTOCOMMIT")
        self._ended = threading.Event()
        self._thread: threading.Thread | None = None

    def listen(self, topic: str, callback: Callback) -> Callable[[], None]:
        """Add a callback; returns what takes it away."""
        stop = super().listen(topic, callback)
        with self._lock:
            if self._thread is None:
                self._thread = threading.Thread(target=self._run, daemon=True, name="notices")
                self._thread.start()
        return stop

    def close(self) -> None:
        """Call nobody any more, and let go of the connection."""
        super().close()
        self._ended.set()
        if self._thread is not None:
            self._thread.join()

    def _run(self) -> None:
        while not self._ended.is_set():
            with suppress(DBAPIError, self._engine.dialect.loaded_dbapi.Error):
                self._follow()
            self._ended.wait(RETRY_SECONDS)

    def _follow(self) -> None:
        with self._engine.connect() as connection:
            connection.exec_driver_sql(f"LISTEN {_CHANNEL}")
            self._deliver_to_all()
            driver: Any = connection.connection.driver_connection
            while not self._ended.is_set():
                for notice in driver.notifies(timeout=CHECK_SECONDS):
                    topic, said = json.loads(notice.payload)
                    self.deliver([(topic, said)])
