"""The durable queue under PTB: an update is stored before it is acknowledged, and handled until it is done or given up.

PTB alone loses what it has fetched when it is killed; here it is stored first, by polling and webhook alike.
"""

from __future__ import annotations

import asyncio
import json
import logging
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from time import time
from typing import Any
from uuid import uuid4

from telegram import Bot, Update
from telegram.ext import BaseUpdateProcessor

from bot.errorhandler import Fate, fate
from bot.records import Records
from bot.wording import known_language, language
from knowledge import QueuedUpdate, StoreError

MOST_OPEN = 2000
"""Updates in memory; with more, Telegram keeps the rest until there is room."""
LEASE = 600.0
"""Seconds after which an update of a worker that died is another's."""
BACKOFF = (1.0, 5.0, 30.0, 120.0, 600.0)
"""Seconds before the next try of what may work later."""
DOUBTFUL_TRIES = 2
EVERY = 1.0
AHEAD = 1e9
"""Seconds: every lease of an earlier run has ended by then."""

_log = logging.getLogger(__name__)
GaveUp = Callable[[Bot, Update, str], Awaitable[None]]


@dataclass(frozen=True, slots=True)
class State:
    """How the inbox stands."""

    waiting: int
    failed: tuple[tuple[int, str], ...]
    """What was given up: update ids and kinds of error, newest first."""


class DurableQueue(asyncio.Queue[Any]):
    """PTB's update queue; `put` returns when the update is stored, so that only then it is acknowledged."""

    def __init__(self, inbox: Inbox) -> None:
        super().__init__()
        self._inbox = inbox

    async def put(self, item: Any) -> None:
        """Store an update and queue it; one that was stored before is not queued again."""
        if not isinstance(item, Update) or await self._inbox.accept(item):
            await super().put(item)


class Inbox:
    """Accepts, hands out, retries and gives up updates."""

    def __init__(self, records: Records, *, clock: Callable[[], float] = time) -> None:
        self._records, self._clock = records, clock
        self._worker = uuid4().hex
        self._room = asyncio.Semaphore(MOST_OPEN)
        self._open: set[int] = set()
        self._early: dict[int, bool] = {}
        self.queue = DurableQueue(self)
        self.processor = InboxProcessor(self)
        self.is_stopping = False

    async def accept(self, update: Update) -> bool:
        """Store an update; whether it is new. A database that cannot be written now is waited for."""
        early = self._early.pop(update.update_id, None)
        is_new = early if early is not None else await self._stored(update)
        if is_new:
            self._open.add(update.update_id)
            await self._room.acquire()
        return is_new

    async def accept_early(self, updates: Sequence[Update]) -> None:
        """Store what one getUpdates brought in one transaction; PTB hands the updates to `accept` one by one later."""
        found = await asyncio.gather(*(self._stored(update) for update in updates))
        self._early = {update.update_id: is_new for update, is_new in zip(updates, found, strict=True)}

    async def _stored(self, update: Update) -> bool:
        lane, due = self._place(update)
        number, body = update.update_id, update.to_json()
        return await self._records.change_surely(lambda ledger: ledger.put_update(number, body, now=due, lane=lane))

    def _place(self, update: Update) -> tuple[str, float]:
        """In which lane of the database an update waits, and when it is another worker's: this one has it in memory."""
        return "", self._clock() + LEASE

    async def language_of(self, update: Update) -> str:
        """What to speak: what the chat has set, else the person's own. Questions look at their chat's themselves."""
        user, chat, message = update.effective_user, update.effective_chat, update.effective_message
        own = known_language(user.language_code if user is not None else None)
        is_command = message is not None and (message.text or "").startswith("/")
        if chat is None or not (is_command or update.callback_query is not None):
            return own
        kept = (await self._records.chat_settings(chat.id)).language
        return own if kept == "auto" else kept

    async def settle(self, update: Update, gave_up: GaveUp | None) -> None:
        """Note what became of an update that was handled."""
        number, verdict = update.update_id, fate.get()
        try:
            if verdict is None or verdict[0] is Fate.DONE:
                self._records.change_soon(lambda ledger: ledger.done(number))
            elif verdict[0] is Fate.LATER:
                self.postpone(update)
            else:
                await self._fail(update, *verdict, gave_up)
        except StoreError as error:
            _log.error("what became of an update cannot be stored, it will be handled again: %s", error)
        finally:
            self.let_go(update)

    def postpone(self, update: Update) -> None:
        """Leave it to the next run of the bot, or to another worker: at once where this one stops, else soon."""
        number, due = update.update_id, self._clock() + (0.0 if self.is_stopping else BACKOFF[1])
        self._records.change_soon(lambda ledger: ledger.failed(number, problem="postponed", next_try=due))

    def let_go(self, update: Update) -> None:
        """It is no longer in memory."""
        if update.update_id in self._open:
            self._open.discard(update.update_id)
            self._records.handled_before.discard(update.update_id)
            self._room.release()

    async def _fail(self, update: Update, kind: Fate, problem: str, gave_up: GaveUp | None) -> None:
        ledger, number = self._records.ledger, update.update_id
        tries = await self._tries(number)
        most = len(BACKOFF) + 1 if kind is Fate.RETRY else DOUBTFUL_TRIES
        if tries + 1 < most:
            wait = BACKOFF[min(tries, len(BACKOFF) - 1)]
            await self._records.keep_note(f"tries:{number}", str(tries + 1))
            await self._records.aside(ledger.failed, number, problem=problem, next_try=self._clock() + wait)
            return
        await self._records.keep_note(f"tries:{number}", None)
        await self._records.aside(ledger.dead, number, problem=problem)
        _log.error("an update was given up after %d tries: %s", tries + 1, problem)
        if gave_up is not None:
            await gave_up(update.get_bot(), update, problem)

    async def _tries(self, number: int) -> int:
        return int(await self._records.find_note(f"tries:{number}") or 0)

    async def take_over(self, bot: Bot) -> int:
        """Queue all that an earlier run of the bot left behind, oldest first; how many. Before anything is fetched."""
        count = 0
        while not self.is_stopping and (taken := await self._replay(bot, ahead=AHEAD)) is not None:
            count += taken
            if not taken:
                await asyncio.sleep(0.1)
        return count

    async def _replay(self, bot: Bot, *, ahead: float = 0.0) -> int | None:
        """Queue what is due (or will be, `ahead` seconds from now) and not in memory; None where nothing is left."""
        ledger, now, opened = self._records.ledger, self._clock(), set(self._open)
        await self._records.change(lambda _: None)  # what was handled until now is noted as done
        due = await self._records.aside(ledger.next_updates, now=now + ahead, limit=MOST_OPEN)
        opened |= self._open
        is_mine = [queued for queued in due if queued.update_id not in opened and self._is_due(queued, now)]
        for queued in is_mine:
            await self._requeue(queued, bot, ahead)
        return len(is_mine) if is_mine or len(due) == MOST_OPEN else None

    def _is_due(self, queued: QueuedUpdate, now: float) -> bool:
        return queued.state != "failed" or queued.next_try <= now

    async def _requeue(self, queued: QueuedUpdate, bot: Bot, ahead: float) -> None:
        """Claim it until its lease ends, and queue it."""
        claim, now = self._records.ledger.claim, self._clock() + ahead
        if await self._records.aside(claim, queued.update_id, worker=self._worker, now=now, lease=LEASE - ahead):
            self._open.add(queued.update_id)
            self._records.handled_before.add(queued.update_id)
            await self._room.acquire()
            self.queue.put_nowait(Update.de_json(json.loads(queued.body), bot))

    async def keep_replaying(self, bot: Bot) -> None:
        """Try failed updates again when their time has come; runs until it is cancelled."""
        while True:
            await asyncio.sleep(EVERY)
            try:
                await self._replay(bot)
            except StoreError as error:
                _log.error("the inbox cannot be read, trying again: %s", error)

    async def state(self) -> State:
        """How many wait, and what was given up."""
        ledger = self._records.ledger
        await self._records.change(lambda _: None)  # what was handled a moment ago counts
        backlog = await self._records.aside(ledger.backlog)
        dead = await self._records.aside(ledger.dead_updates)
        waiting = sum(count for state, count in backlog.items() if state in ("new", "failed", "taken"))
        return State(waiting, tuple((update.update_id, update.problem or "") for update in dead))


class InboxProcessor(BaseUpdateProcessor):
    """Handles updates of different lanes at the same time, those of one lane one after the other."""

    def __init__(self, inbox: Inbox) -> None:
        super().__init__(MOST_OPEN + 1)
        self._inbox = inbox
        self._lanes: dict[str, list[asyncio.Future[None]]] = {}
        self.gave_up: GaveUp | None = None

    async def initialize(self) -> None:
        """Nothing to prepare."""

    async def shutdown(self) -> None:
        """Nothing to give back."""

    async def do_process_update(self, update: object, coroutine: Awaitable[Any]) -> None:
        """Handle one update in its lane; when the bot is stopping, it waits in the database instead."""
        if not isinstance(update, Update):
            await coroutine
            return
        lane = lane_of(update)
        try:
            await self._enter(lane)
            try:
                await self._process(update, coroutine)
            finally:
                self._leave(lane)
        finally:
            self._inbox.let_go(update)
            _close(coroutine)

    async def _process(self, update: Update, coroutine: Awaitable[Any]) -> None:
        if self._inbox.is_stopping:
            self._inbox.postpone(update)
            return
        fate.set(None)
        language.set(await self._inbox.language_of(update))
        await coroutine
        await self._inbox.settle(update, self.gave_up)

    async def _enter(self, lane: str) -> None:
        waiting = self._lanes.get(lane)
        if waiting is None:
            self._lanes[lane] = []
            return
        turn = asyncio.get_running_loop().create_future()
        waiting.append(turn)
        await turn

    def _leave(self, lane: str) -> None:
        waiting = self._lanes[lane]
        while waiting:
            turn = waiting.pop(0)
            if not turn.done():
                turn.set_result(None)
                return
        del self._lanes[lane]


def lane_of(update: Update) -> str:
    """Updates of one lane are handled in their order: a chat's messages, a person's presses and inline queries."""
    if update.effective_message is not None and update.callback_query is None:
        return f"chat {update.effective_message.chat_id}"
    if update.effective_user is not None:
        return f"user {update.effective_user.id}"
    return f"chat {update.effective_chat.id}" if update.effective_chat else ""


def _close(coroutine: Awaitable[Any]) -> None:
    """Tell a coroutine that nobody awaited that nobody will; no harm to one that has run."""
    close = getattr(coroutine, "close", None)
    if close is not None:
        close()
