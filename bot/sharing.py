"""The inbox of several workers on one database: each update is stored for all, and handled by whoever takes it."""

from __future__ import annotations

import asyncio
import json
import logging
from collections.abc import Callable
from contextlib import suppress
from time import time

from telegram import Bot, Update

from bot.inbox import EVERY, LEASE, GaveUp, Inbox, lane_of
from bot.records import Records
from knowledge import QueuedUpdate, StoreError, Worker

MOST_TAKEN = 32
"""Updates that a worker takes: what it holds longer than it must, no other can answer."""
MOST_DEATHS = 12
"""Takings of one update, after which it is held to be what ends its workers."""

_log = logging.getLogger(__name__)


class SharedInbox(Inbox):
    """Updates are taken from the database by this worker, those that another left by dying among them.

    Of a chat only the first unfinished update can be taken, so that its order holds across workers.
    """

    def __init__(self, records: Records, worker: Worker, *, clock: Callable[[], float] = time) -> None:
        super().__init__(records, clock=clock)
        self._shared, self._worker = worker, worker.name
        self._wake = asyncio.Event()

    async def accept(self, update: Update) -> bool:
        """Store an update for whoever takes it; never True, for it comes to the queue when it is taken."""
        if self._early.pop(update.update_id, None) is None:
            await self._stored(update)
        self._wake.set()
        return False

    def _place(self, update: Update) -> tuple[str, float]:
        return lane_of(update), self._clock()

    async def settle(self, update: Update, gave_up: GaveUp | None) -> None:
        """As the parent; then the chat's next update can be taken."""
        await super().settle(update, gave_up)
        with suppress(StoreError):
            await self._records.change(lambda _: None)  # what became of it is durable now
        self._wake.set()

    async def keep_replaying(self, bot: Bot) -> None:
        """Take what is due: at once when something came or was done, else once a second; until it is cancelled."""
        while True:
            try:
                await self._records.aside(self._shared.release_dead, now=self._clock())
                while await self._take(bot):
                    pass
            except StoreError as error:
                _log.error("the inbox cannot be read, trying again: %s", error)
                await asyncio.sleep(EVERY)
            with suppress(TimeoutError):
                await asyncio.wait_for(self._wake.wait(), EVERY)
            self._wake.clear()

    async def _take(self, bot: Bot) -> bool:
        """Take as much as there is room for; whether there may be more."""
        room = MOST_TAKEN - len(self._open)
        if room <= 0 or self.is_stopping:
            return False
        claim, now = self._records.ledger.claim_next, self._clock()
        taken = await self._records.aside(claim, worker=self._worker, now=now, limit=room, lease=LEASE)
        for queued in taken:
            await self._begin(queued, bot)
        return len(taken) == room

    async def _begin(self, queued: QueuedUpdate, bot: Bot) -> None:
        if queued.tries >= MOST_DEATHS:
            _log.error("an update was given up: it was taken %d times and never finished", queued.tries)
            await self._records.aside(self._records.ledger.dead, queued.update_id, problem="never finished")
            return
        self._open.add(queued.update_id)
        if queued.tries:
            self._records.handled_before.add(queued.update_id)
        await self._room.acquire()
        self.queue.put_nowait(Update.de_json(json.loads(queued.body), bot))
