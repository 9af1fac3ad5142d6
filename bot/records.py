"""The bot's memory as its handlers use it: typed values, and its own thread, so that no chat waits for the disk."""

from __future__ import annotations

import asyncio
import json
import logging
from collections import deque
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import datetime
from time import time
from typing import Any, ParamSpec, TypeVar

from bot.chatsettings import ChatSettings, read_chat_settings
from bot.told import Said, read_said
from knowledge import Focus, KeptAnswer, Ledger, StoreError

P = ParamSpec("P")
T = TypeVar("T")

_log = logging.getLogger(__name__)

CONVERSATION_SECONDS = 30 * 60
SOON = 0.05
"""Seconds that a change may wait for another to share its transaction."""
KEPT_DAYS = 30
"""How long questions and answers are kept for buttons and edits."""
COUNTED_DAYS = 365
"""How long it is kept how much was asked on a day, and about what."""


@dataclass(frozen=True, slots=True)
class OwnData:
    """What is kept of one person."""

    answers: int
    conversations: int
    questions: tuple[str, ...]
    """The latest, newest first."""


class Records:
    """Conversations, answers, settings and small notes, in the ledger."""

    def __init__(self, ledger: Ledger, *, clock: Callable[[], float] = time) -> None:
        self.ledger, self._clock = ledger, clock
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="records")
        self.handled_before: set[int] = set()
        """Updates in memory that may have been handled in part: only for these is it asked what was sent already."""
        self._changes: deque[tuple[Callable[[Ledger], Any], asyncio.Future[Any]]] = deque()
        self._is_flush_due = self._is_closed = False

    async def change(self, change: Callable[[Ledger], T]) -> T:
        """What a change of the ledger returns, once it is durable; changes of the same moment share a transaction."""
        result: T = await self._submit(change)
        return result

    async def change_surely(self, change: Callable[[Ledger], T]) -> T:
        """The same for what must not fail: a database that cannot be written now is waited for."""
        wait = 0.2
        while True:
            try:
                return await self.change(change)
            except StoreError as error:
                _log.error("the database cannot be written, trying again: %s", error)
                await asyncio.sleep(wait)
                wait = min(wait * 2, 10.0)

    def change_soon(self, change: Callable[[Ledger], Any]) -> None:
        """The same without waiting, with the next change or within `SOON`; a failure is logged."""
        loop = asyncio.get_running_loop()
        future: asyncio.Future[Any] = loop.create_future()
        future.add_done_callback(_log_failure)
        self._changes.append((change, future))
        if len(self._changes) == 1:
            loop.call_later(SOON, self._flush_aside)

    def _submit(self, change: Callable[[Ledger], Any]) -> asyncio.Future[Any]:
        future: asyncio.Future[Any] = asyncio.get_running_loop().create_future()
        self._changes.append((change, future))
        self._flush_aside()
        return future

    def _flush_aside(self) -> None:
        if not self._is_flush_due and not self._is_closed:
            self._is_flush_due = True
            self._thread.submit(self._flush)

    def _flush(self) -> None:
        """Make all changes that wait, in one transaction; where that fails, each in one of its own."""
        self._is_flush_due = False
        changes = []
        while self._changes:
            changes.append(self._changes.popleft())
        if changes:
            self._make(changes)

    def _make(self, changes: list[tuple[Callable[[Ledger], Any], asyncio.Future[Any]]]) -> None:
        try:
            with self.ledger.together() as inside:
                results = [change(inside) for change, _ in changes]
        except StoreError as error:
            for _, future in changes:
                future.get_loop().call_soon_threadsafe(_refuse, future, error)
            return
        except Exception:
            for change, future in changes:
                _settle(future, change, self.ledger)
            return
        for (_, future), result in zip(changes, results, strict=True):
            future.get_loop().call_soon_threadsafe(_resolve, future, result)

    async def aside(self, call: Callable[P, T], *args: P.args, **named: P.kwargs) -> T:
        """What a call to the ledger returns, made in its thread, in the order of asking."""
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(self._thread, lambda: call(*args, **named))

    def close(self) -> None:
        """Finish what was begun."""
        self._flush_aside()
        self._is_closed = True
        self._thread.shutdown(wait=True)

    async def find_sent(self, update_id: int, part: str) -> int | None:
        """The message that was sent for a part of an update's reply; None before it is."""
        if update_id not in self.handled_before:
            return None
        return await self.aside(self.ledger.was_sent, update_id, part)

    def sent_change(self, update_id: int, part: str, chat_id: int, message_id: int) -> Callable[[Ledger], None]:
        """The change that notes what was sent."""
        now = self._clock()
        return lambda ledger: ledger.put_sent(update_id, part, chat=chat_id, message_id=message_id, now=now)

    def told_change(self, said: Said, focus: Focus | None) -> Callable[[Ledger], None]:
        """The change that keeps what a message told, and what the next question may inherit."""
        now = self._clock()
        kept = KeptAnswer(said.id, said.as_json(), now, said.chat_id, said.topic, said.asker, said.message_id)

        def change(ledger: Ledger) -> None:
            ledger.put_answer(kept)
            if focus is not None:
                expires = now + CONVERSATION_SECONDS
                ledger.set_focus(said.chat_id, said.topic, said.asker, focus, expires=expires)

        return change

    async def before(self, chat_id: int, topic: int, asker: int) -> tuple[ChatSettings, Focus | None]:
        """What a question needs first: the settings of its chat and what it may inherit."""
        now, ledger = self._clock(), self.ledger
        settings, focus = await self.aside(
            lambda: (ledger.chat_settings(chat_id), ledger.focus(chat_id, topic, asker, now=now))
        )
        return read_chat_settings(settings), focus

    async def note_sent(self, update_id: int, part: str, chat_id: int, message_id: int) -> None:
        """It was sent."""
        await self.aside(self.ledger.put_sent, update_id, part, chat=chat_id, message_id=message_id, now=self._clock())

    async def keep(self, said: Said, focus: Focus | None) -> None:
        """Keep what a message of the bot told, under its id."""
        await self.change(self.told_change(said, focus))

    async def find_said(self, said_id: str) -> Said | None:
        """What was told, by its id; a chat that moved is known under its new id."""
        return _said(await self.aside(self.ledger.answer, said_id))

    async def find_said_in(self, chat_id: int, message_id: int) -> Said | None:
        """What a message of the bot told."""
        said = _said(await self.aside(self.ledger.answer_in, chat_id, message_id))
        return said if said is not None and said.message_id else None

    async def now_in(self, chat_id: int) -> int:
        """Where a chat is now: a group that became a supergroup has another id."""
        moved = await self.find_note(f"moved:{chat_id}")
        return int(moved) if moved else chat_id

    async def find_focus(self, chat_id: int, topic: int, asker: int) -> Focus | None:
        """What the next question of this person here may inherit."""
        return await self.aside(self.ledger.focus, chat_id, topic, asker, now=self._clock())

    async def keep_focus(self, chat_id: int, topic: int, asker: int, focus: Focus) -> None:
        """Keep it for half an hour."""
        expires = self._clock() + CONVERSATION_SECONDS
        await self.aside(self.ledger.set_focus, chat_id, topic, asker, focus, expires=expires)

    async def bind_thread(self, chat_id: int, thread: int, article_id: str) -> None:
        """The comments of this thread are about this article."""
        await self.keep_note(f"thread:{chat_id}:{thread}", article_id)

    async def find_thread(self, chat_id: int, thread: int) -> str | None:
        """The article that a thread of comments is about."""
        return await self.find_note(f"thread:{chat_id}:{thread}")

    async def find_note(self, key: str) -> str | None:
        """A small value."""
        return await self.aside(self.ledger.note, key)

    async def keep_note(self, key: str, value: str | None) -> None:
        """Keep a small value; None forgets it."""
        await self.aside(self.ledger.set_note, key, value)

    async def chat_settings(self, chat_id: int) -> ChatSettings:
        """What a chat has set, else the defaults."""
        return read_chat_settings(await self.aside(self.ledger.chat_settings, chat_id))

    async def keep_chat_settings(self, chat_id: int, settings: ChatSettings) -> None:
        """Set it."""
        await self.aside(self.ledger.set_chat_settings, chat_id, settings.as_json())

    async def note_manager(self, user_id: int, chat_id: int) -> None:
        """This person may run this chat; whether they do is asked of Telegram when it matters."""
        chats = [chat_id, *(other for other in await self.managed_by(user_id) if other != chat_id)]
        await self.keep_note(f"manages:{user_id}", ",".join(map(str, chats[:20])))

    async def managed_by(self, user_id: int) -> list[int]:
        """Chats that this person may run, latest first."""
        noted = await self.find_note(f"manages:{user_id}")
        return [int(chat_id) for chat_id in noted.split(",")] if noted else []

    async def move_chat(self, old: int, new: int) -> None:
        """A group became a supergroup."""
        await self.aside(self.ledger.move_chat, old, new)
        await self.keep_note(f"moved:{old}", str(new))
        for key, value in (await self.aside(self.ledger.notes, "manages:")).items():
            chats = [str(new) if chat == str(old) else chat for chat in value.split(",")]
            if ",".join(chats) != value:
                await self.keep_note(key, ",".join(chats))

    async def count(self, scope: str, who: int) -> None:
        """Count something today."""
        await self.aside(self.ledger.hit, scope, who, int(self._clock() // 86400))

    async def data_of(self, user_id: int) -> OwnData:
        """What is kept of one person."""
        data = await self.aside(self.ledger.user_data, user_id)
        said = [read_said(answer.body) for answer in data.answers]
        questions = tuple(told.question for one in said for told in one.told)
        asked = tuple(filter(None, questions))
        return OwnData(len(said), len(data.conversations), asked[:10])

    async def forget(self, user_id: int) -> None:
        """Delete all of it."""
        await self.aside(self.ledger.forget_user, user_id)
        await self.keep_note(f"manages:{user_id}", None)

    def now(self) -> float:
        """Seconds since 1970."""
        return self._clock()

    async def tidy(self) -> None:
        """Forget what is older than it is kept."""
        now = self._clock()
        await self.aside(self.ledger.expire_focuses, now=now)
        await self.aside(self.ledger.forget_answers, before=now - KEPT_DAYS * 86400)
        await self.aside(self.ledger.forget_done, before=now - 2 * 86400)
        for kind in ("user", "chat", "inline"):  # SharedLimits counts by minutes
            await self.aside(self.ledger.forget_hits, f"limit:{kind}", before=int(now // 60) - 60)
        oldest = datetime.fromtimestamp(now - COUNTED_DAYS * 86400).astimezone().date()
        await self.aside(self.ledger.forget_asked, before=oldest)
        for prefix in ("draft:", "prompt:"):
            for key, value in (await self.aside(self.ledger.notes, prefix)).items():
                if json.loads(value).get("at", 0.0) < now - KEPT_DAYS * 86400:
                    await self.keep_note(key, None)
        for key, value in (await self.aside(self.ledger.notes, "same:")).items():
            if float(value.split()[0]) < now - 3600:
                await self.keep_note(key, None)


def _settle(future: asyncio.Future[Any], change: Callable[[Ledger], Any], ledger: Ledger) -> None:
    loop = future.get_loop()
    try:
        result = change(ledger)
    except Exception as error:
        loop.call_soon_threadsafe(_refuse, future, error)
    else:
        loop.call_soon_threadsafe(_resolve, future, result)


def _resolve(future: asyncio.Future[Any], result: object) -> None:
    if not future.done():
        future.set_result(result)


def _refuse(future: asyncio.Future[Any], error: Exception) -> None:
    if not future.done():
        future.set_exception(error)


def _log_failure(future: asyncio.Future[Any]) -> None:
    if not future.cancelled() and (error := future.exception()) is not None:
        _log.error("a change could not be stored: %s", error)


def _said(kept: KeptAnswer | None) -> Said | None:
    """From the row. Its chat follows one that moves; the message stays behind, and its id is another's there."""
    if kept is None:
        return None
    said = read_said(kept.body)
    if kept.chat is None or kept.chat == said.chat_id:
        return said
    return Said(said.id, kept.chat, said.topic, said.asker, 0, said.told)
