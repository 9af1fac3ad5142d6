"""The bot's memory as its handlers use it: typed values, and its own thread, so that no chat waits for the disk."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from time import time
from typing import ParamSpec, TypeVar

from bot.chatsettings import ChatSettings, read_chat_settings
from bot.told import Said, read_said
from knowledge import Focus, KeptAnswer, Ledger

P = ParamSpec("P")
T = TypeVar("T")

CONVERSATION_SECONDS = 30 * 60
KEPT_DAYS = 30
"""How long questions and answers are kept for buttons and edits."""


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

    async def aside(self, call: Callable[P, T], *args: P.args, **named: P.kwargs) -> T:
        """What a call to the ledger returns, made in its thread, in the order of asking."""
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(self._thread, lambda: call(*args, **named))

    def close(self) -> None:
        """Finish what was begun."""
        self._thread.shutdown(wait=True)

    async def find_sent(self, update_id: int, part: str) -> int | None:
        """The message that was sent for a part of an update's reply; None before it is."""
        return await self.aside(self.ledger.was_sent, update_id, part)

    async def note_sent(self, update_id: int, part: str, chat_id: int, message_id: int) -> None:
        """It was sent."""
        await self.aside(self.ledger.put_sent, update_id, part, chat=chat_id, message_id=message_id, now=self._clock())

    async def keep(self, said: Said) -> None:
        """Keep what a message of the bot told, under its id."""
        place = {"chat": said.chat_id, "topic": said.topic, "asker": said.asker, "message_id": said.message_id}
        await self.aside(self.ledger.put_answer, KeptAnswer(said.id, said.as_json(), self._clock(), **place))

    async def find_said(self, said_id: str) -> Said | None:
        """What was told, by its id; a chat that moved is known under its new id."""
        return _said(await self.aside(self.ledger.answer, said_id))

    async def find_said_in(self, chat_id: int, message_id: int) -> Said | None:
        """What a message of the bot told."""
        return _said(await self.aside(self.ledger.answer_in, chat_id, message_id))

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
        return OwnData(len(said), len(data.conversations), questions[:10])

    async def forget(self, user_id: int) -> None:
        """Delete all of it."""
        await self.aside(self.ledger.forget_user, user_id)
        await self.keep_note(f"manages:{user_id}", None)

    async def tidy(self) -> None:
        """Forget what is older than it is kept."""
        now = self._clock()
        await self.aside(self.ledger.expire_focuses, now=now)
        await self.aside(self.ledger.forget_answers, before=now - KEPT_DAYS * 86400)
        await self.aside(self.ledger.forget_done, before=now - 2 * 86400)
        for key, value in (await self.aside(self.ledger.notes, "same:")).items():
            if float(value.split()[0]) < now - 3600:
                await self.keep_note(key, None)


def _said(kept: KeptAnswer | None) -> Said | None:
    """From the row; chat and message stand in its columns, which follow a chat that moves."""
    if kept is None:
        return None
    said = read_said(kept.body)
    chat_id = said.chat_id if kept.chat is None else kept.chat
    return Said(said.id, chat_id, said.topic, said.asker, said.message_id, said.told)
