"""Notices when nothing comes from Telegram any more: revoked token, a second bot, a dead connection, a lost webhook."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from time import monotonic
from typing import Any

from telegram import Bot
from telegram.error import Conflict, InvalidToken, TelegramError

from bot.transport import Transport

EVERY = 2.0
"""Seconds between two looks."""
SILENT = 90.0
"""Seconds without a successful getUpdates after which the log says so; a long poll takes 10."""
STUCK = 180.0
"""Seconds after which fetching is started anew."""
WEBHOOK_EVERY = 60.0
REPEAT = 600.0

_log = logging.getLogger(__name__)


class Revoked(Exception):
    """Telegram does not know the token any more."""


@dataclass(slots=True)
class Pulse:
    """When Telegram last gave updates, and whether it still knows the token."""

    at: float = field(default_factory=monotonic)
    is_revoked: bool = False

    def age(self) -> float:
        """Seconds since the last success."""
        return monotonic() - self.at


class PulsedRequest(Transport):
    """The transport of getUpdates; keeps the pulse."""

    def __init__(self, pulse: Pulse, *, proxy: str | None = None) -> None:
        super().__init__(at_once=1, proxy=proxy, read=5.0)
        self._pulse = pulse

    async def do_request(self, *given: Any, **named: Any) -> tuple[int, bytes]:
        """As the parent; what it returned is noted."""
        status, body = await super().do_request(*given, **named)
        if status == 200:
            self._pulse.at = monotonic()
        elif status in (401, 404):
            self._pulse.is_revoked = True
        return status, body


class WatchedRequest(Transport):
    """The transport of everything else; a refused token is noted there too, and ends the bot."""

    def __init__(self, pulse: Pulse, *, at_once: int, proxy: str | None = None) -> None:
        super().__init__(at_once=at_once, proxy=proxy)
        self._pulse = pulse

    async def do_request(self, *given: Any, **named: Any) -> tuple[int, bytes]:
        """As the parent."""
        status, body = await super().do_request(*given, **named)
        if status == 401:
            self._pulse.is_revoked = True
        return status, body


class Watchdog:
    """Looks at the pulse until it is cancelled. Raises Revoked where going on is useless.

    every, webhook_every: seconds between two looks.
    """

    def __init__(
        self,
        pulse: Pulse,
        restart: Callable[[], Awaitable[None]],
        *,
        every: float = EVERY,
        webhook_every: float = WEBHOOK_EVERY,
    ) -> None:
        self._pulse, self._restart = pulse, restart
        self._every, self._webhook_every = every, webhook_every
        self._complained: dict[str, float] = {}
        self._is_silent = False

    async def watch_polling(self) -> None:
        """Polling: the age of the last successful getUpdates, and Telegram's last words."""
        while True:
            await asyncio.sleep(self._every)
            self._check_token()
            self._note_silence()
            if self._pulse.age() > STUCK:
                self._pulse.at = monotonic()
                await self._restart()

    def hear(self, error: TelegramError) -> None:
        """A getUpdates failed; PTB tries again by itself, the log says why once in a while."""
        if isinstance(error, Conflict):
            self._complain("another program fetches this bot's updates with the same token; only one can")
        else:
            self._complain(f"updates could not be fetched, trying again: {error.message}")

    async def watch_webhook(self, bot: Bot, url: str) -> None:
        """Webhook: is it still ours, and what does Telegram say of it?"""
        while True:
            await self._wait_for_webhook_look()
            try:
                info = await bot.get_webhook_info()
            except InvalidToken:
                raise Revoked from None
            except TelegramError as error:
                self._complain(f"Telegram cannot be reached: {error.message}")
                continue
            if info.url != url:
                self._complain("the webhook was taken away; it is set again")
                await self._restart()
            elif info.last_error_message and info.pending_update_count > 10:
                self._complain(f"Telegram cannot deliver updates: {info.last_error_message}")

    async def _wait_for_webhook_look(self) -> None:
        stop = monotonic() + self._webhook_every
        while monotonic() < stop:
            await asyncio.sleep(self._every)
            self._check_token()

    def _check_token(self) -> None:
        if self._pulse.is_revoked:
            raise Revoked

    def _note_silence(self) -> None:
        is_silent = self._pulse.age() > SILENT
        if is_silent and not self._is_silent:
            _log.error("no updates could be fetched for %d seconds; still trying", int(self._pulse.age()))
        if self._is_silent and not is_silent:
            _log.warning("updates are fetched again")
        self._is_silent = is_silent

    def _complain(self, words: str) -> None:
        now = monotonic()
        if now - self._complained.get(words, -REPEAT) >= REPEAT:
            self._complained[words] = now
            _log.error(words)
