"""A database whose questions go to a replica, as long as that has seen what this process knows of; changes never do.

A replica lags. What this process wrote, or heard that another wrote, is never missing from an answer: until the replica
has it, the first database is asked.
"""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import AbstractContextManager
from threading import Lock
from time import monotonic
from typing import Any

from knowledge.errors import StoreError
from knowledge.store.database import Database, Rows, Writer

LOOK_EVERY, REST = 0.05, 5.0
"""Seconds between two looks at a replica that lags; after one that failed."""
REVISION = "SELECT revision FROM tally"


class ReplicatedDatabase:
    """Two databases as one (see knowledge.store.database.Database)."""

    def __init__(self, first: Database, replica: Database) -> None:
        self._first, self._replica = first, replica
        self._lock = Lock()
        self._wanted, self._seen, self._next_look = int(self._first.read(REVISION)[0][0]), -1, 0.0

    def read(self, sql: str, parameters: Sequence[Any] = ()) -> Rows:
        """All rows; of the replica where it is new enough and answers."""
        if self._is_fresh():
            try:
                return self._replica.read(sql, parameters)
            except StoreError:
                self._rest()
        return self._first.read(sql, parameters)

    def reading(self) -> AbstractContextManager[None]:
        """Store.reading."""
        return self._first.reading()

    def writing(self) -> AbstractContextManager[Writer]:
        """A transaction of the first database; the replica is not asked before it has it."""
        return _Wanting(self, self._first.writing())

    def want(self, revision: int) -> None:
        """Ask the replica only once it has this revision."""
        with self._lock:
            if revision > self._wanted:
                self._wanted, self._next_look = revision, 0.0

    def tidy(self) -> None:
        """Store.tidy, of the first database; the replica follows."""
        self._first.tidy()

    def close(self) -> None:
        """Give both back."""
        self._first.close()
        self._replica.close()

    def _is_fresh(self) -> bool:
        with self._lock:
            now = monotonic()
            if self._seen >= self._wanted:
                return now >= self._next_look
            if now < self._next_look:
                return False
            self._next_look = now + LOOK_EVERY
        try:
            seen = int(self._replica.read(REVISION)[0][0])
        except (StoreError, IndexError):
            self._rest()
            return False
        with self._lock:
            self._seen, self._next_look = seen, 0.0 if seen >= self._wanted else self._next_look
            return seen >= self._wanted

    def _rest(self) -> None:
        with self._lock:
            self._next_look = monotonic() + REST


class _Wanting:
    """A transaction after which its own revision is wanted of the replica."""

    def __init__(self, database: ReplicatedDatabase, transaction: AbstractContextManager[Writer]) -> None:
        self._database, self._transaction = database, transaction

    def __enter__(self) -> Writer:
        self._opened = self._transaction.__enter__()
        return self._opened

    def __exit__(self, *error: Any) -> bool | None:
        revision = 0 if error[0] is not None else int(self._opened.read(REVISION)[0][0])
        handled = self._transaction.__exit__(*error)
        self._database.want(revision)
        return handled
