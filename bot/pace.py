"""How fast the bot sends: PTB's rate limiter, with a bound on requests at the same time."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine
from typing import Any

from telegram.ext import AIORateLimiter

RETRIES = 4
"""How often a request that Telegram put off (429) is sent again."""


class Pace(AIORateLimiter):
    """Telegram's limits kept; at most `at_once` requests on their way.

    What waits for a full group holds no connection: other chats go on.
    """

    def __init__(self, at_once: int, **named: Any) -> None:
        super().__init__(max_retries=RETRIES, **named)
        self._slots = asyncio.Semaphore(at_once)

    async def process_request(
        self,
        callback: Callable[..., Coroutine[Any, Any, Any]],
        args: Any,
        kwargs: dict[str, Any],
        endpoint: str,
        data: dict[str, Any],
        rate_limit_args: int | None,
    ) -> Any:
        """As the parent, with a slot for the time of the request itself."""

        async def in_slot(*given: Any, **named: Any) -> Any:
            async with self._slots:
                return await callback(*given, **named)

        return await super().process_request(in_slot, args, kwargs, endpoint, data, rate_limit_args)
