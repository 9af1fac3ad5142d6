"""What the bot must not forget, in one database with the articles.

Times are seconds since 1970 and come in as arguments. Every method is durable when it returns, may be called from any
thread and may raise StoreError. Settings, answers and updates are strings of the caller's own making.
"""

from __future__ import annotations

from types import TracebackType

from knowledge.store.chats import ChatRecords, KeptAnswer, UserData
from knowledge.store.updates import QueuedUpdate, Sent, UpdateQueue

__all__ = ["KeptAnswer", "Ledger", "QueuedUpdate", "Sent", "UserData"]


class Ledger(UpdateQueue, ChatRecords):
    """The bot's own tables: its queue and outbox (UpdateQueue), its chats and people (ChatRecords)."""

    def __enter__(self) -> Ledger:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Give the database back; any thread may, and twice is no harm."""
        self._database.close()
