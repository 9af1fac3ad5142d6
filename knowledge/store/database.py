"""What the tables need of a database, so that one set of statements serves SQLite and PostgreSQL."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from contextlib import AbstractContextManager
from typing import Any, Protocol

Rows = list[tuple[Any, ...]]
FILE = "announcebot.sqlite3"
"""The database's name in its folder."""
VERSION = "0004"
"""The newest migration; equal to the one Alembic calls head."""

CHANNEL = "announcebot"
"""Where PostgreSQL tells that the content changed, with the new stamp."""


class Writer(Protocol):
    """An open transaction.

    Statements are PostgreSQL's, with ? for a parameter; the parameter of `= ANY(?)` is a list.
    """

    def read(self, sql: str, parameters: Sequence[Any] = ()) -> Rows:
        """All rows."""
        ...

    def run(self, sql: str, parameters: Sequence[Any] = ()) -> int:
        """How many rows it changed."""
        ...

    def run_many(self, sql: str, rows: Iterable[Sequence[Any]]) -> None:
        """Run the statement once per row."""
        ...

    def tell(self, stamp: str) -> None:
        """Let every process that listens know, once the transaction is durable, that the content changed."""
        ...

    def fill(self, table: str, columns: str, rows: Iterable[Sequence[Any]]) -> None:
        """Insert new rows; `columns` as in SQL, separated by commas."""
        ...

    def post(self, rows: Iterable[tuple[int, int, bytes]]) -> None:
        """Append to postings: rows of term, block, and packed places that come after those that are there."""
        ...


class Statements(Protocol):
    """What runs statements: an open database, or one of its transactions."""

    def read(self, sql: str, parameters: Sequence[Any] = ()) -> Rows:
        """All rows, as last committed by whomever."""
        ...

    def writing(self) -> AbstractContextManager[Writer]:
        """A transaction: durable at its end, undone when an error leaves it."""
        ...

    def close(self) -> None:
        """Give it back; twice is no harm."""
        ...


class Database(Statements, Protocol):
    """One open database. Its methods may be called from any thread; for statements see Writer."""

    def reading(self) -> AbstractContextManager[None]:
        """Store.reading."""
        ...

    def tidy(self) -> None:
        """Store.tidy."""
        ...


def run(database: Statements, sql: str, parameters: Sequence[Any]) -> int:
    """How many rows a statement changed, in a transaction of its own."""
    with database.writing() as writer:
        return writer.run(sql, parameters)
