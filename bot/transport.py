"""The HTTP transport to Telegram behind PTB's BaseRequest: aiohttp, which costs half of what PTB's own does.

No error that leaves it names the URL, which holds the token.
"""

from __future__ import annotations

from typing import Any

import aiohttp
from telegram.error import NetworkError, TimedOut
from telegram.request import BaseRequest, RequestData

UPLOAD_SECONDS = 60.0
"""For a request that carries a file."""


class Transport(BaseRequest):
    """One pool of connections. Its timeouts are seconds; a method's own, where PTB gives one, outranks them."""

    def __init__(
        self, *, at_once: int, proxy: str | None = None, read: float = 15.0, connect: float = 5.0, pool: float = 30.0
    ) -> None:
        """at_once: connections that are open at the same time; further requests wait up to `pool` for one."""
        self._proxy = proxy
        self._at_once, self._read, self._connect, self._pool = at_once, read, connect, pool
        self._session: aiohttp.ClientSession | None = None

    @property
    def read_timeout(self) -> float:
        """Seconds to wait for an answer, which PTB adds to a long poll."""
        return self._read

    async def initialize(self) -> None:
        """Open the pool; twice is no harm."""
        if self._session is None or self._session.closed:
            connector = aiohttp.TCPConnector(limit=self._at_once, keepalive_timeout=60.0)
            self._session = aiohttp.ClientSession(
                connector=connector,
                cookie_jar=aiohttp.DummyCookieJar(),
                headers={"User-Agent": self.USER_AGENT},
                trust_env=False,  # it would read ~/.netrc at every request
            )

    async def shutdown(self) -> None:
        """Close the pool; twice is no harm."""
        if self._session is not None and not self._session.closed:
            await self._session.close()

    async def do_request(
        self,
        url: str,
        method: str,
        request_data: RequestData | None = None,
        read_timeout: Any = BaseRequest.DEFAULT_NONE,
        write_timeout: Any = BaseRequest.DEFAULT_NONE,
        connect_timeout: Any = BaseRequest.DEFAULT_NONE,
        pool_timeout: Any = BaseRequest.DEFAULT_NONE,
    ) -> tuple[int, bytes]:
        """(status, body) of one request. Raises TimedOut, NetworkError."""
        if self._session is None or self._session.closed:
            raise RuntimeError("this Transport is not initialized")
        has_files = request_data is not None and request_data.contains_files
        read = _seconds(read_timeout, UPLOAD_SECONDS if has_files else self._read)
        connect, pool = _seconds(connect_timeout, self._connect), _seconds(pool_timeout, self._pool)
        timeout = aiohttp.ClientTimeout(connect=_sum(connect, pool), sock_connect=connect, sock_read=read)
        try:
            async with self._session.request(
                method, url, data=_body(request_data), timeout=timeout, proxy=self._proxy
            ) as response:
                return response.status, await response.read()
        except TimeoutError as error:
            raise TimedOut(_say(error)) from None
        except (aiohttp.ClientError, OSError) as error:
            raise NetworkError(_say(error)) from None


def _seconds(given: Any, default: float) -> float | None:
    return default if given is BaseRequest.DEFAULT_NONE else given


def _sum(one: float | None, other: float | None) -> float | None:
    return None if one is None or other is None else one + other


def _say(error: BaseException) -> str:
    """The kind of error, without its text: that may hold the URL, and so the token."""
    return f"aiohttp.{type(error).__name__}"


def _body(request: RequestData | None) -> aiohttp.FormData | dict[str, str] | None:
    if request is None:
        return None
    if not request.contains_files:
        return request.json_parameters
    form = aiohttp.FormData(quote_fields=False)
    for name, text in request.json_parameters.items():
        form.add_field(name, text)
    for name, (filename, content, kind) in request.multipart_data.items():
        form.add_field(name, content, filename=filename, content_type=kind)
    return form
