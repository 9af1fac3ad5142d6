"""The one door to the disk: articles, facts, the term index, the bot's ledger; on SQLite or PostgreSQL."""

from __future__ import annotations

from pathlib import Path

from knowledge.store.database import FILE, Database
from knowledge.store.ledger import AskedCount, KeptAnswer, Ledger, QueuedUpdate, Sent, UserData
from knowledge.store.packing import pack_bundle
from knowledge.store.protocol import (
    Bundle,
    Counts,
    Indexed,
    Opening,
    PackedBundle,
    Passage,
    Store,
    StoredPassage,
    TermRow,
)
from knowledge.store.sameness import content_key, page_key
from knowledge.store.upkeep import backup, integrity, restore, sizes, vacuum
from knowledge.store.worker import LoneWorker, Worker, open_worker

__all__ = [
    "FILE",
    "AskedCount",
    "Bundle",
    "Counts",
    "Indexed",
    "KeptAnswer",
    "Ledger",
    "LoneWorker",
    "Opening",
    "PackedBundle",
    "Passage",
    "QueuedUpdate",
    "Sent",
    "Store",
    "StoredPassage",
    "TermRow",
    "UserData",
    "Worker",
    "backup",
    "content_key",
    "integrity",
    "open_ledger",
    "open_store",
    "open_worker",
    "pack_bundle",
    "page_key",
    "restore",
    "sizes",
    "vacuum",
]


def open_store(location: Path | str, *, must_exist: bool = False, replica: str | None = None) -> Store:
    """The store at a folder (its file announcebot.sqlite3) or a postgresql:// URL; made or migrated where needed.

    replica: the URL of a PostgreSQL standby of the location, from which questions are answered.
    Raises StoreError: unwritable, damaged, of a newer version, of another program, or missing where it must exist.
    """
    from knowledge.store.tables import Tables

    database = _open_database(location, must_exist=must_exist)
    if replica is not None:
        from knowledge.store.postgres import PostgresDatabase
        from knowledge.store.replica import ReplicatedDatabase

        database = ReplicatedDatabase(database, PostgresDatabase(replica, is_replica=True))
    return Tables(database)


def open_ledger(location: Path | str, *, must_exist: bool = False) -> Ledger:
    """The bot's tables in the same database, over connections of their own. Raises StoreError like open_store."""
    return Ledger(_open_database(location, must_exist=must_exist))


def _open_database(location: Path | str, *, must_exist: bool) -> Database:
    if isinstance(location, str) and location.startswith(("postgresql://", "postgres://")):
        from knowledge.store.postgres import PostgresDatabase

        return PostgresDatabase(location, must_exist=must_exist)
    from knowledge.store.sqlite import SqliteDatabase

    return SqliteDatabase(Path(location), must_exist=must_exist)
