"""Pushes updates to the webhook as Telegram does: in order per chat, side by side across chats, again on failure."""

from __future__ import annotations

import asyncio
import re
from urllib.parse import urlsplit

import aiohttp

from botapi.judges import Json
from botapi.refusals import bad
from botapi.updates import Entry
from botapi.world import World

SECRET = re.compile(r"[A-Za-z0-9_-]{1,256}")
HEADER = "X-Telegram-Bot-Api-Secret-Token"
PORTS = (None, 443, 80, 88, 8443)
HERE = ("127.0.0.1", "localhost", "::1")
LONGEST_PAUSE = 60.0


class Webhook:
    """The one webhook of the bot.

    retry_pause: seconds before the second repetition, doubled for each further one; the first comes at once.
    Telegram's is 1; a Retry-After of the webhook counts instead.
    """

    def __init__(self, world: World, *, retry_pause: float = 0.05, timeout: float = 60.0) -> None:
        self.world, self.retry_pause, self.timeout = world, retry_pause, timeout
        self.url = ""
        self.secret: str | None = None
        self.most = 40
        self.last_error: tuple[int, str] | None = None
        self.has_certificate = False
        self.pushes: list[tuple[int, int]] = []
        """Every attempt: update id and the status that came back (0: no answer)."""
        self._tasks: set[asyncio.Task[None]] = set()
        self._session: aiohttp.ClientSession | None = None

    def set(self, params: Json) -> None:
        """Take the parameters of setWebhook. Raises Refusal."""
        url, secret = str(params.get("url") or ""), params.get("secret_token")
        if url:
            self._check(url, secret, int(params.get("max_connections") or 40))
        self.url, self.secret = url, secret or None
        self.most = int(params.get("max_connections") or 40)
        self.has_certificate = "certificate" in params
        self.last_error = None
        for entry in self.world.updates.pending.values():
            entry.due, entry.tries = 0.0, 0
        self.pump()

    def _check(self, url: str, secret: str | None, most: int) -> None:
        parts = urlsplit(url)
        if parts.scheme != "https" and parts.hostname not in HERE:
            raise bad("bad webhook: An HTTPS URL must be provided for webhook")
        if parts.hostname not in HERE and parts.port not in PORTS:
            raise bad("bad webhook: Webhook can be set up only on ports 80, 88, 443 or 8443")
        if secret and not SECRET.fullmatch(secret):
            raise bad("secret token contains unallowed characters")
        if not 1 <= most <= 100:
            raise bad("max_connections must be between 1 and 100")

    def info(self) -> Json:
        """What getWebhookInfo shows."""
        pending = {"pending_update_count": len(self.world.updates.pending)}
        info: Json = {"url": self.url, "has_custom_certificate": self.has_certificate, **pending}
        if self.url:
            info.update(max_connections=self.most, ip_address="127.0.0.1")
            info["allowed_updates"] = list(self.world.updates.allowed)
        if self.last_error is not None:
            info["last_error_date"], info["last_error_message"] = self.last_error
        return info

    def pump(self) -> None:
        """Start a push for every chat whose turn it is."""
        if not self.url:
            return
        now, busy = asyncio.get_running_loop().time(), set()
        with self.world.changed:
            waiting = list(self.world.updates.pending.values())
        for entry in waiting:
            if len(self._tasks) >= self.most:
                return
            if entry.lane not in busy and not entry.is_under_way and entry.due <= now:
                entry.is_under_way = True
                task = asyncio.create_task(self._push(entry))
                self._tasks.add(task)
                task.add_done_callback(self._ended)
            busy.add(entry.lane)

    def _ended(self, task: asyncio.Task[None]) -> None:
        self._tasks.discard(task)
        if not task.cancelled():
            task.result()
            self.pump()

    async def _push(self, entry: Entry) -> None:
        url, status, problem, asked = self.url, 0, "", None
        headers = {"Content-Type": "application/json", **({HEADER: self.secret} if self.secret else {})}
        try:
            async with self._client().post(url, data=entry.body.encode(), headers=headers, ssl=False) as answer:
                status, asked = answer.status, answer.headers.get("Retry-After")
                await answer.read()
                problem = f"Wrong response from the webhook: {status} {answer.reason}"
        except (aiohttp.ClientError, TimeoutError, OSError) as error:
            problem = (
                "Connection refused" if isinstance(error, aiohttp.ClientConnectorError) else "Read timeout expired"
            )
        with self.world.changed:
            self.pushes.append((entry.id, status))
            entry.is_under_way = False
            if 200 <= status < 300:
                self.world.updates.pending.pop(entry.id, None)
            elif self.url == url:
                self._postpone(entry, problem, asked)
            self.world.changed.notify_all()

    def _postpone(self, entry: Entry, problem: str, asked: str | None) -> None:
        self.last_error = (self.world.now(), problem)
        pause = min(self.retry_pause * 2 ** (entry.tries - 1), LONGEST_PAUSE) if entry.tries else 0.0
        if asked is not None and asked.isdigit():
            pause = float(asked)
        entry.tries += 1
        loop = asyncio.get_running_loop()
        entry.due = loop.time() + pause
        loop.call_later(pause + 0.001, self.pump)

    def _client(self) -> aiohttp.ClientSession:
        if self._session is None:
            connector = aiohttp.TCPConnector(limit=100)
            timeout = aiohttp.ClientTimeout(total=self.timeout)
            self._session = aiohttp.ClientSession(connector=connector, timeout=timeout)
        return self._session

    async def close(self) -> None:
        """Stop pushing."""
        self.url = ""
        tasks = list(self._tasks)
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        if self._session is not None:
            await self._session.close()
