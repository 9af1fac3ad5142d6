"""The database as one SQLite file in WAL mode: one connection that reads, one that writes, each behind a lock."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from functools import lru_cache
from itertools import chain
from pathlib import Path
from threading import RLock
from typing import Any

from knowledge.errors import StoreError
from knowledge.store.database import FILE, VERSION, Rows

PATIENCE = 10.0
"""Seconds to wait for another process that is writing."""
VARIABLES = 900
"""How many values a statement is given at most; every SQLite takes 999."""
PRAGMAS = (
    "PRAGMA synchronous = FULL",
    "PRAGMA foreign_keys = ON",
    "PRAGMA cache_size = -32768",
    "PRAGMA temp_store = MEMORY",
)
# SQLite joins bytes as if they were text, and keeps them all.
APPEND = "ON CONFLICT (term, block) DO UPDATE SET passages = CAST(passages || excluded.passages AS BLOB)"


class SqliteWriter:
    """An open transaction on a SQLite connection."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def read(self, sql: str, parameters: Sequence[Any] = ()) -> Rows:
        """All rows."""
        return _execute(self._connection, sql, parameters).fetchall()

    def run(self, sql: str, parameters: Sequence[Any] = ()) -> int:
        """How many rows it changed."""
        return _execute(self._connection, sql, parameters).rowcount

    def run_many(self, sql: str, rows: Iterable[Sequence[Any]]) -> None:
        """Run the statement once per row."""
        self._connection.executemany(sql, rows)

    def tell(self, stamp: str) -> None:
        """Nothing: whoever reads next sees the change."""

    def fill(self, table: str, columns: str, rows: Iterable[Sequence[Any]]) -> None:
        """Insert new rows."""
        self._insert(f"INSERT INTO {table} ({columns})", list(rows))

    def post(self, rows: Iterable[tuple[int, int, bytes]]) -> None:
        """Append to postings."""
        self._insert("INSERT INTO posting (term, block, passages)", list(rows), APPEND)

    def _insert(self, into: str, rows: Sequence[Sequence[Any]], conflict: str = "") -> None:
        """Insert rows, many to a statement: that takes half the time of a statement for each."""
        if not rows:
            return
        row = f"({', '.join('?' * len(rows[0]))})"
        size = VARIABLES // len(rows[0])
        rest = len(rows) % size
        many = f"{into} VALUES {', '.join([row] * size)} {conflict}"
        for start in range(0, len(rows) - rest, size):
            self._connection.execute(many, list(chain.from_iterable(rows[start : start + size])))
        self._connection.executemany(f"{into} VALUES {row} {conflict}", rows[len(rows) - rest :])


class SqliteDatabase:
    """A folder's database file."""

    def __init__(self, folder: Path, *, must_exist: bool = False, patience: float = PATIENCE) -> None:
        """folder: made if missing, unless it must exist. Raises StoreError."""
        self.path = folder / FILE
        self._patience = patience
        self._locks = (RLock(), RLock())
        self._writer: sqlite3.Connection | None = None
        self._is_closed = False
        _find_file(self.path, must_exist)
        with explained(self.path):
            self._reader = _connect(self.path, patience)
            try:
                _bring_up_to_date(self._reader, self.path, patience)
            except BaseException:
                self._reader.close()
                raise

    def read(self, sql: str, parameters: Sequence[Any] = ()) -> Rows:
        """All rows, as last committed by whomever."""
        with self._locks[0]:
            self._refuse_if_closed()
            try:
                return _execute(self._reader, sql, parameters).fetchall()
            except (sqlite3.Error, OSError) as error:
                raise StoreError(f"{self.path}: {_explain(error)}") from error

    @contextmanager
    def reading(self) -> Iterator[None]:
        """All reads inside see one moment and take SQLite's locks once."""
        with self._locks[0]:
            if self._is_closed or self._reader.in_transaction:
                yield
                return
            with explained(self.path):
                self._reader.execute("BEGIN")
            try:
                yield
            finally:
                with explained(self.path):
                    self._reader.execute("COMMIT")

    @contextmanager
    def writing(self) -> Iterator[SqliteWriter]:
        """A transaction: durable at its end, undone when an error leaves it."""
        with self._locks[1], explained(self.path):
            self._refuse_if_closed()
            if self._writer is None:
                self._writer = _connect(self.path, self._patience)
            connection = self._writer
            connection.execute("BEGIN IMMEDIATE")
            try:
                yield SqliteWriter(connection)
                connection.execute("COMMIT")
            except BaseException:
                if connection.in_transaction:
                    connection.execute("ROLLBACK")
                raise

    def tidy(self) -> None:
        """Nothing: SQLite needs no statistics for these statements."""

    def close(self) -> None:
        """Give it back; twice is no harm."""
        with self._locks[0], self._locks[1]:
            if not self._is_closed:
                self._is_closed = True
                if self._writer is not None:
                    self._writer.close()
                self._reader.close()

    def _refuse_if_closed(self) -> None:
        if self._is_closed:
            raise StoreError(f"{self.path}: the database was closed")


@contextmanager
def explained(path: Path) -> Iterator[None]:
    """Turns what SQLite raises inside into a StoreError that a person understands."""
    try:
        yield
    except (sqlite3.Error, OSError) as error:
        raise StoreError(f"{path}: {_explain(error)}") from error


def _explain(error: sqlite3.Error | OSError) -> str:
    if isinstance(error, sqlite3.IntegrityError):
        return f"refused, since an id would be there twice ({error})"
    code = getattr(error, "sqlite_errorcode", 0) & 0xFF
    return _SENTENCES.get(code, str(error))


_SENTENCES = {
    sqlite3.SQLITE_FULL: "the disk is full; nothing was changed",
    sqlite3.SQLITE_IOERR: "the disk could not be read or written; nothing was changed",
    sqlite3.SQLITE_BUSY: "another process kept the database locked for too long; try again",
    sqlite3.SQLITE_LOCKED: "another process kept the database locked for too long; try again",
    sqlite3.SQLITE_NOTADB: "is no database",
    sqlite3.SQLITE_CORRUPT: "the database is damaged; restore a backup",
    sqlite3.SQLITE_READONLY: "the database cannot be written; check who owns the folder and the file",
    sqlite3.SQLITE_CANTOPEN: "the database cannot be opened or made; check who owns the folder",
}


def _execute(connection: sqlite3.Connection, sql: str, parameters: Sequence[Any]) -> sqlite3.Cursor:
    values = [json.dumps(value) if isinstance(value, list) else value for value in parameters]
    return connection.execute(_dialect(sql), values)


@lru_cache(maxsize=256)
def _dialect(sql: str) -> str:
    # SQLite has one writer: nothing is locked by another
    alone = sql.replace(" FOR UPDATE OF waiting SKIP LOCKED", "")
    return alone.replace("= ANY(?)", "IN (SELECT value FROM json_each(?))")


def _find_file(path: Path, must_exist: bool) -> None:
    if must_exist and not path.is_file():
        raise StoreError(f"{path}: there is no database")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise StoreError(f"{path.parent}: not a folder that can be used: {error.strerror}") from error


def _connect(path: Path, patience: float) -> sqlite3.Connection:
    connection = sqlite3.connect(path, timeout=patience, isolation_level=None, check_same_thread=False)
    for pragma in PRAGMAS:
        connection.execute(pragma)
    return connection


def _bring_up_to_date(connection: sqlite3.Connection, path: Path, patience: float) -> None:
    version = _find_version(connection)
    if version is None:
        _create(connection, path)
    elif version > VERSION:
        raise StoreError(f"{path}: made by a newer announcebot (version {version}, this one knows {VERSION})")
    elif version < VERSION:
        _migrate(connection, path, version)


def _find_version(connection: sqlite3.Connection) -> str | None:
    """The version of the tables; "" where there is a table of versions without one, None in an empty file."""
    tables = connection.execute("SELECT count(*), sum(name = 'alembic_version') FROM sqlite_master").fetchone()
    if not tables[0]:
        return None
    if not tables[1]:
        raise sqlite3.DatabaseError("is a database of another program")
    row = connection.execute("SELECT version_num FROM alembic_version").fetchone()
    return row[0] if row else ""


def _create(connection: sqlite3.Connection, path: Path) -> None:
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("BEGIN IMMEDIATE")
    try:
        if _find_version(connection) is None:
            from importlib.resources import files

            script = (files("knowledge.store") / "schema.sql").read_text(encoding="utf-8")
            for statement in script.split(";\n"):
                connection.execute(statement)
        connection.execute("COMMIT")
    except BaseException:
        connection.execute("ROLLBACK")
        raise


def _migrate(connection: sqlite3.Connection, path: Path, version: str) -> None:
    from knowledge.store.migrate import upgrade_sqlite

    kept = path.with_name(f"{path.name}.version-{version or 'none'}.backup")
    partial = kept.with_name(f"{kept.name}.partial")
    copy = sqlite3.connect(partial)
    try:
        connection.backup(copy)
    finally:
        copy.close()
    partial.replace(kept)
    upgrade_sqlite(str(path))
