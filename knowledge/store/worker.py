"""One process among those that work on a database: whether it leads them, whose work was left, what changed.

A worker's life is a lock that PostgreSQL itself takes back when its connection ends: a dead worker is known at once,
by no clock. On SQLite a worker is alone.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from random import SystemRandom
from threading import RLock
from typing import TYPE_CHECKING, Protocol

from knowledge.store.database import CHANNEL

if TYPE_CHECKING:
    from psycopg import Connection, Notify

ALIVE, LEADS = 7_263_847, 7_263_848
"""The classes of advisory locks: one key per living worker; one key per schema for the one that leads."""
JOIN = "SELECT pg_advisory_lock(%s, %s)"
LEAD = "SELECT pg_try_advisory_lock(%s, hashtext(current_schema()))"
RELEASE = """
    UPDATE inbox SET state = 'new', worker = NULL, next_try = %s
    WHERE state = 'taken' AND NOT EXISTS (
        SELECT 1 FROM pg_locks JOIN pg_database ON pg_database.oid = pg_locks.database
        WHERE locktype = 'advisory' AND granted AND classid = %s AND objid::text = inbox.worker
        AND datname = current_database())"""


class Worker(Protocol):
    """This process among the workers. Usable from any thread; methods may raise StoreError."""

    name: str
    """Under which it takes updates."""
    is_alone: bool
    """Whether no other can be at the same database."""

    def leads(self) -> bool:
        """Whether it is the one that does what must be done once: it stays so until it dies or loses its server."""
        ...

    def release_dead(self, *, now: float) -> int:
        """Make due what dead workers had taken; how many updates."""
        ...

    def heard(self) -> tuple[str, ...]:
        """The stamps of the store's changes since the last call, by whichever process; none on SQLite."""
        ...

    def close(self) -> None:
        """Leave; twice is no harm."""
        ...


class LoneWorker:
    """The only process that handles updates on a SQLite file."""

    def __init__(self) -> None:
        self.name = _make_name()
        self.is_alone = True

    def leads(self) -> bool:
        """Always."""
        return True

    def release_dead(self, *, now: float) -> int:
        """Nobody else has taken any."""
        return 0

    def heard(self) -> tuple[str, ...]:
        """Nothing tells: readers look at the stamp."""
        return ()

    def close(self) -> None:
        """Nothing to give back."""


class ServerWorker:
    """One of several workers on a PostgreSQL database."""

    def __init__(self, url: str) -> None:
        """Raises StoreError."""
        self._url = url
        self._lock = RLock()
        self._connection: Connection[tuple[object, ...]] | None = None
        self._is_leading = False
        self._heard: list[str] = []
        self.name = _make_name()
        self.is_alone = False
        self._ask("SELECT 1")

    def leads(self) -> bool:
        """Whether the lock is ours; asked of the server, since with the connection it is gone."""
        with self._lock:
            if self._is_leading:
                self._ask("SELECT 1")
            if not self._is_leading:
                self._is_leading = bool(self._ask(LEAD, (LEADS,))[0][0])
            return self._is_leading

    def release_dead(self, *, now: float) -> int:
        """Make due what dead workers had taken."""
        return len(self._ask(f"{RELEASE} RETURNING 1", (now, ALIVE)))

    def heard(self) -> tuple[str, ...]:
        """The stamps of the store's changes; every other call brings in what the server has sent."""
        with self._lock:
            self._ask("SELECT 1")
            heard, self._heard = tuple(self._heard), []
            return heard

    def close(self) -> None:
        """Leave; the locks go with the connection."""
        with self._lock:
            if self._connection is not None:
                self._connection.close()
                self._connection = None

    def _ask(self, sql: str, parameters: Sequence[object] = ()) -> list[tuple[object, ...]]:
        import psycopg

        from knowledge.store.postgres import explained

        with self._lock, explained(self._url):
            try:
                return self._connected().execute(sql.encode(), parameters).fetchall()
            except psycopg.OperationalError:
                if self._connection is not None and not self._connection.closed:
                    raise
                return self._connected().execute(sql.encode(), parameters).fetchall()

    def _connected(self) -> Connection[tuple[object, ...]]:
        """The connection, made anew where it was lost: then another may lead by now."""
        import psycopg

        if self._connection is None or self._connection.closed:
            self._is_leading = False
            connection = psycopg.connect(self._url, autocommit=True, connect_timeout=10)
            connection.add_notify_handler(self._hear)
            connection.execute(JOIN, (ALIVE, int(self.name)))
            connection.execute(f"LISTEN {CHANNEL}".encode())
            self._connection = connection
        return self._connection

    def _hear(self, notice: Notify) -> None:
        self._heard.append(notice.payload)


def open_worker(location: Path | str) -> Worker:
    """This process as a worker on a database. Raises StoreError."""
    is_server = isinstance(location, str) and location.startswith(("postgresql://", "postgres://"))
    return ServerWorker(str(location)) if is_server else LoneWorker()


def _make_name() -> str:
    return str(SystemRandom().randrange(1, 2**31))
