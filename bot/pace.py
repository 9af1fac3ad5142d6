"""How fast the bot sends: Telegram's limits by chat and overall, so that a flooded chat waits and the others do not."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Coroutine
from typing import Any

from aiolimiter import AsyncLimiter
from telegram.error import RetryAfter
from telegram.ext import BaseRateLimiter

from bot.postponing import Postponed

RETRIES = 5
"""How often a request that Telegram put off (429) is sent again."""
OVERALL = 30
"""Messages a second."""
PER_GROUP = 20
"""Messages a minute in one group."""
MOST_KEPT = 1000
_COUNTED = ("send", "edit", "forward", "copy")
_FREE = ("sendChatAction",)


class Pace(BaseRateLimiter[int]):
    """Keeps to the limits, in order within a chat; at most `at_once` requests on their way.

    What waits for its chat holds no connection. A 429 holds up its own chat only. 0 switches a limit off.
    """

    def __init__(self, at_once: int, *, overall: int = OVERALL, per_group: int = PER_GROUP) -> None:
        self._slots = asyncio.Semaphore(at_once)
        self._overall = AsyncLimiter(overall, 1) if overall else None
        self._per_group = per_group
        self._groups: dict[str, AsyncLimiter] = {}
        self._turns: dict[str, asyncio.Lock] = {}
        self._held: dict[str, float] = {}
        """Until when Telegram wants no request for a chat, in the loop's time."""
        self._closed = asyncio.Event()

    def close(self) -> None:
        """Send nothing more: what waits is postponed, what is on its way comes to its end."""
        self._closed.set()

    async def initialize(self) -> None:
        """Nothing to prepare."""

    async def shutdown(self) -> None:
        """Nothing to give back."""

    async def process_request(
        self,
        callback: Callable[..., Coroutine[Any, Any, Any]],
        args: Any,
        kwargs: dict[str, Any],
        endpoint: str,
        data: dict[str, Any],
        rate_limit_args: int | None,
    ) -> Any:
        """What the request returns, sent when its chat's turn has come.

        Raises RetryAfter after the last retry, Postponed once the pace is closed.
        """
        chat = str(data.get("chat_id", ""))
        if not chat or not endpoint.startswith(_COUNTED) or endpoint in _FREE:
            return await self._send(callback, args, kwargs, chat, rate_limit_args)
        async with self._turn_of(chat):
            if chat.startswith(("-", "@")) and self._per_group:
                await self._acquire(self._group(chat))
            if self._overall is not None:
                await self._acquire(self._overall)
            return await self._send(callback, args, kwargs, chat, rate_limit_args)

    async def _send(
        self,
        callback: Callable[..., Coroutine[Any, Any, Any]],
        args: Any,
        kwargs: dict[str, Any],
        chat: str,
        retries: int | None,
    ) -> Any:
        most = RETRIES if retries is None else retries
        loop = asyncio.get_running_loop()
        for attempt in range(most + 1):
            if (wait := self._held.get(chat, 0.0) - loop.time()) > 0:
                await self._unless_closed(asyncio.sleep(wait))
            try:
                async with self._slots:
                    if self._closed.is_set():
                        raise Postponed
                    return await callback(*args, **kwargs)
            except RetryAfter as error:
                if attempt == most:
                    raise
                self._held[chat] = loop.time() + seconds_of(error) + 0.1
        raise AssertionError("the last attempt returns or raises")

    async def _acquire(self, limiter: AsyncLimiter) -> None:
        if limiter.has_capacity():
            await limiter.acquire()
        else:
            await self._unless_closed(limiter.acquire())

    async def _unless_closed(self, waited: Awaitable[None]) -> None:
        """Wait for it, or until the pace is closed. Raises Postponed."""
        waiting = asyncio.ensure_future(waited)
        closing = asyncio.ensure_future(self._closed.wait())
        try:
            await asyncio.wait((waiting, closing), return_when=asyncio.FIRST_COMPLETED)
        finally:
            waiting.cancel()
            closing.cancel()
        if self._closed.is_set():
            raise Postponed

    def _turn_of(self, chat: str) -> asyncio.Lock:
        if len(self._turns) > MOST_KEPT:
            self._turns = {chat: turn for chat, turn in self._turns.items() if turn.locked()}
            self._held.clear()
        return self._turns.setdefault(chat, asyncio.Lock())

    def _group(self, chat: str) -> AsyncLimiter:
        if len(self._groups) > MOST_KEPT:
            self._groups = {chat: one for chat, one in self._groups.items() if not one.has_capacity(self._per_group)}
        return self._groups.setdefault(chat, AsyncLimiter(self._per_group, 60))


def seconds_of(error: RetryAfter) -> float:
    """How long Telegram asks to wait."""
    wait = error.retry_after
    return float(wait) if isinstance(wait, int | float) else wait.total_seconds()
