"""What the bot must not forget, in one database with the articles.

Times are seconds since 1970 and come in as arguments. Every method is durable when it returns, may be called from any
thread and may raise StoreError. Settings, answers and updates are strings of the caller's own making.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from types import TracebackType
from typing import Any

from knowledge.store.asked import AskedCount, AskedCounts
from knowledge.store.chats import ChatRecords, KeptAnswer, UserData
from knowledge.store.database import Rows, Writer
from knowledge.store.updates import QueuedUpdate, Sent, UpdateQueue

__all__ = ["AskedCount", "KeptAnswer", "Ledger", "QueuedUpdate", "Sent", "UserData"]


class Ledger(UpdateQueue, ChatRecords, AskedCounts):
    """The bot's own tables: its queue and outbox, its chats and people, what was asked."""

    def __enter__(self) -> Ledger:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    @contextmanager
    def together(self) -> Iterator[Ledger]:
        """The same ledger inside one transaction: what is changed through it is durable, or undone, as a whole."""
        with self._database.writing() as writer:
            yield Ledger(_Inside(writer))

    def close(self) -> None:
        """Give the database back; any thread may, and twice is no harm."""
        self._database.close()


class _Inside:
    """A database as it is seen from inside an open transaction."""

    def __init__(self, writer: Writer) -> None:
        self._writer = writer

    def read(self, sql: str, parameters: Sequence[Any] = ()) -> Rows:
        """All rows, the transaction's own changes too."""
        return self._writer.read(sql, parameters)

    @contextmanager
    def writing(self) -> Iterator[Writer]:
        """The same transaction; it ends where it was begun."""
        yield self._writer

    def close(self) -> None:
        """The transaction ends where it was begun."""
