"""Long work told in one message, which is edited while it lasts."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from typing import TypeVar

from telegram import Bot

from bot.outgoing import Outgoing

T = TypeVar("T")
EVERY = 1.0
"""Seconds between two edits; what is done sooner is not spoken of."""


class Progress:
    """The message about a piece of work."""

    def __init__(self, outgoing: Outgoing, bot: Bot, chat_id: int, message_id: int, *, told: str = "") -> None:
        """told: what the message says already."""
        self._outgoing, self._bot, self._told = outgoing, bot, told
        self.chat_id, self.message_id = chat_id, message_id

    async def during(self, work: Awaitable[T], words: Callable[[], str]) -> T:
        """What the work returns; meanwhile the message says how far it is."""
        task = asyncio.ensure_future(work)
        try:
            while not (await asyncio.wait({task}, timeout=EVERY))[0]:
                if words() != self._told:
                    self._told = words()
                    await self._outgoing.change(self._bot, self.chat_id, self.message_id, self._told)
            return task.result()
        finally:
            task.cancel()
