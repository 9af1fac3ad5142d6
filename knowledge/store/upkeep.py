"""Looking after a database file: backup, restore, integrity, sizes, vacuum. A server has its own tools."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from knowledge.errors import StoreError
from knowledge.store.database import FILE, VERSION
from knowledge.store.sqlite import PATIENCE, explained

if TYPE_CHECKING:
    from knowledge.store.postgres import PostgresDatabase

SIZES = (
    "SELECT relname, n_live_tup, pg_total_relation_size(relid) FROM pg_stat_user_tables "
    "WHERE schemaname = current_schema() AND relname <> 'alembic_version' ORDER BY relname"
)
_ON_A_SERVER = "is a PostgreSQL database: use {tool} for it"


def backup(location: Path | str, target: Path) -> None:
    """Copy the database, as it is at one moment, into a new file; others may read and write meanwhile.

    The copy is opened and checked before it gets its name. Raises StoreError.
    """
    source = _file_of(location, "pg_dump")
    if target.exists():
        raise StoreError(f"{target}: is there already; name a new file")
    partial = target.with_name(f"{target.name}.partial")
    with explained(target):
        target.parent.mkdir(parents=True, exist_ok=True)
        partial.unlink(missing_ok=True)
        try:
            with _opened(source) as connection, closing(sqlite3.connect(partial)) as copy:
                connection.backup(copy)
            _check_copy(partial)
            partial.replace(target)
        finally:
            partial.unlink(missing_ok=True)


def restore(location: Path | str, source: Path) -> Path | None:
    """Put a backup in the database's place, live for everybody at once; where the old one was kept, or None.

    Nothing is changed where the backup is damaged, of another program or of a newer version. Raises StoreError.
    """
    target = _path_of(location, "pg_restore")
    if not source.is_file():
        raise StoreError(f"{source}: there is no such file")
    _check_copy(source)
    kept = _keep_old(target) if target.is_file() else None
    with explained(target):
        target.parent.mkdir(parents=True, exist_ok=True)
        with closing(sqlite3.connect(source)) as copy, closing(sqlite3.connect(target, timeout=PATIENCE)) as live:
            copy.backup(live)
            live.execute("PRAGMA journal_mode = WAL")
    return kept


def _keep_old(target: Path) -> Path:
    kept = target.with_name(f"{target.name}.before-restore")
    number = 1
    while kept.exists():
        number += 1
        kept = target.with_name(f"{target.name}.before-restore-{number}")
    backup(target.parent, kept)
    return kept


def integrity(location: Path | str) -> tuple[str, ...]:
    """Everything that is wrong inside the database file, a sentence each; () where all is well, or on a server."""
    if _is_server(location):
        return ()
    with _opened(_file_of(location, "")) as connection, explained(Path(location)):
        damage = [row[0] for row in connection.execute("PRAGMA integrity_check(20)") if row[0] != "ok"]
        strays = connection.execute("PRAGMA foreign_key_check").fetchall()
        miscounted = connection.execute(
            "SELECT count(*) FROM term WHERE 2 * df <> "
            "(SELECT coalesce(sum(length(passages)), 0) FROM posting WHERE posting.term = term.number)"
        ).fetchone()[0]
    problems = [f"is damaged: {problem}" for problem in damage]
    problems += [f"{len(strays)} rows belong to nothing"] if strays else []
    problems += [f"{miscounted} words are counted wrongly"] if miscounted else []
    return tuple(problems)


def sizes(location: Path | str) -> dict[str, tuple[int, int | None]]:
    """Per table: how many rows, and bytes on disk with its indexes (None where SQLite can't tell); "" is the whole.

    A server counts rows about.
    """
    if _is_server(location):
        with _on_server(location) as server:
            told = server.read(SIZES)
        return {**{name: (count, size) for name, count, size in told}, "": (0, sum(row[2] for row in told))}
    path = _file_of(location, "")
    with _opened(path) as connection, explained(path):
        there = {row[0] for row in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
        try:
            rows = connection.execute(
                "SELECT tbl_name, sum(pgsize) FROM dbstat JOIN sqlite_master USING (name) GROUP BY 1"
            ).fetchall()
        except sqlite3.OperationalError:
            rows = []
        used = dict(rows)
        found: dict[str, tuple[int, int | None]] = {
            name: (int(connection.execute(f"SELECT count(*) FROM {name}").fetchone()[0]), used.get(name))  # noqa: S608
            for name in sorted(there - {"alembic_version"})
        }
    return {**found, "": (0, path.stat().st_size)}


def vacuum(location: Path | str) -> int:
    """How many bytes were given back to the disk; a server keeps them for new rows. Raises StoreError."""
    if _is_server(location):
        with _on_server(location) as server:
            server.tidy()
        return 0
    path = _file_of(location, "VACUUM")
    before = path.stat().st_size
    with _opened(path) as connection, explained(path):
        connection.execute("VACUUM")
        connection.execute("PRAGMA optimize")
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    return before - path.stat().st_size


@contextmanager
def _on_server(location: Path | str) -> Iterator[PostgresDatabase]:
    from knowledge.store.postgres import PostgresDatabase

    with closing(PostgresDatabase(str(location), must_exist=True)) as server:
        yield server


def _is_server(location: Path | str) -> bool:
    return isinstance(location, str) and location.startswith(("postgresql://", "postgres://"))


def _path_of(location: Path | str, tool: str) -> Path:
    if _is_server(location):
        raise StoreError(f"the location {_ON_A_SERVER.format(tool=tool)}")
    return Path(location) / FILE


def _file_of(location: Path | str, tool: str) -> Path:
    path = _path_of(location, tool)
    if not path.is_file():
        raise StoreError(f"{path}: there is no database")
    return path


@contextmanager
def _opened(path: Path) -> Iterator[sqlite3.Connection]:
    with explained(path), closing(sqlite3.connect(path, timeout=PATIENCE, isolation_level=None)) as connection:
        yield connection


def _check_copy(path: Path) -> None:
    """Raises StoreError for a file that is no sound database of ours, or of a newer version."""
    # a reader of a file in WAL mode makes two files beside it, and leaves them; where there are none, none is needed
    is_alone = not path.with_name(f"{path.name}-wal").exists()
    uri = f"{path.absolute().as_uri()}?mode=ro{'&immutable=1' if is_alone else ''}"
    with explained(path), closing(sqlite3.connect(uri, uri=True)) as connection:
        found = connection.execute("PRAGMA integrity_check(1)").fetchone()[0]
        if found != "ok":
            raise StoreError(f"{path}: is damaged: {found}")
        tables = {row[0] for row in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
        if not {"alembic_version", "article", "posting"} <= tables:
            raise StoreError(f"{path}: is no backup of announcebot")
        row = connection.execute("SELECT version_num FROM alembic_version").fetchone()
        if row is None or row[0] > VERSION:
            raise StoreError(f"{path}: made by a newer announcebot; this one knows version {VERSION}")
