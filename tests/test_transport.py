"""The transport to Telegram: what comes back, what is raised, and that no error shows the token."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable

import pytest
from aiohttp import web
from telegram import InputFile
from telegram.error import NetworkError, TimedOut
from telegram.request import RequestData
from telegram.request._requestparameter import RequestParameter

from bot.transport import Transport

TOKEN = "123456:secret-of-the-bot"
Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


def talk(handler: Handler, use: Callable[[Transport, str], Awaitable[object]], *, at_once: int = 4) -> object:
    """What `use` gives of a transport and the URL of a server with this handler."""

    async def main() -> object:
        app = web.Application(client_max_size=50_000_000)
        app.router.add_route("*", "/{path:.*}", handler)
        runner = web.AppRunner(app, shutdown_timeout=0.1)
        await runner.setup()
        site = web.TCPSite(runner, "127.0.0.1", 0)
        await site.start()
        port = runner.addresses[0][1]
        transport = Transport(at_once=at_once, read=0.3, connect=1.0, pool=0.3)
        await transport.initialize()
        try:
            return await use(transport, f"http://127.0.0.1:{port}/bot{TOKEN}/method")
        finally:
            await transport.shutdown()
            await runner.cleanup()

    return asyncio.run(main())


def data(**values: object) -> RequestData:
    return RequestData([RequestParameter.from_input(name, value) for name, value in values.items()])


async def echo(request: web.Request) -> web.Response:
    form = await request.post()
    parts = [f"{name}={(part.file.read().decode() if hasattr(part, 'file') else part)}" for name, part in form.items()]
    return web.Response(status=207, text="&".join(sorted(parts)))


async def never(request: web.Request) -> web.Response:
    await asyncio.sleep(5)
    return web.Response()


async def cut(request: web.Request) -> web.Response:
    assert request.transport is not None
    request.transport.close()
    return web.Response()


def test_fields_go_out_and_status_and_body_come_back() -> None:
    found = talk(echo, lambda t, url: t.do_request(url, "POST", data(chat_id=7, text="a & b = ü 😀")))
    assert found == (207, "chat_id=7&text=a & b = ü 😀".encode())


def test_a_file_goes_out_with_its_fields() -> None:
    upload = data(chat_id=7, document=InputFile(b"file body", filename="a.txt", attach=False))
    assert talk(echo, lambda t, url: t.do_request(url, "POST", upload)) == (207, b"chat_id=7&document=file body")


def test_a_large_file_goes_out_whole() -> None:
    async def size(request: web.Request) -> web.Response:
        form = await request.post()
        part = form["document"]
        assert isinstance(part, web.FileField)
        return web.Response(text=str(len(part.file.read())))

    upload = data(document=InputFile(b"x" * 20_000_000, filename="a.bin", attach=False))
    assert talk(size, lambda t, url: t.do_request(url, "POST", upload)) == (200, b"20000000")


def test_no_answer_in_time_is_timed_out() -> None:
    with pytest.raises(TimedOut):
        talk(never, lambda t, url: t.do_request(url, "POST"))


def test_a_method_may_wait_longer_than_the_transport() -> None:
    async def late(request: web.Request) -> web.Response:
        await asyncio.sleep(0.5)
        return web.Response(text="late")

    assert talk(late, lambda t, url: t.do_request(url, "POST", read_timeout=5)) == (200, b"late")


def test_waiting_for_a_free_connection_ends() -> None:
    async def use(transport: Transport, url: str) -> list[BaseException | tuple[int, bytes]]:
        first = transport.do_request(url, "POST", read_timeout=2, pool_timeout=0.2, connect_timeout=0.2)
        second = transport.do_request(url, "POST", read_timeout=2, pool_timeout=0.2, connect_timeout=0.2)
        return await asyncio.gather(first, second, return_exceptions=True)

    async def slow(request: web.Request) -> web.Response:
        await asyncio.sleep(1)
        return web.Response(text="slow")

    found = talk(slow, use, at_once=1)
    assert isinstance(found, list)
    assert [found[0], type(found[1])] == [(200, b"slow"), TimedOut]


def test_a_cut_connection_is_a_network_error_without_the_token() -> None:
    with pytest.raises(NetworkError) as caught:
        talk(cut, lambda t, url: t.do_request(url, "POST"))
    assert TOKEN not in f"{caught.value!r} {caught.value.__cause__!r}"


@pytest.mark.parametrize("url", ["http://127.0.0.1:1/bot{}/x", "http://no such host/bot{}/x", "nonsense{}"])
def test_what_cannot_be_reached_is_a_network_error_without_the_token(url: str) -> None:
    with pytest.raises(NetworkError) as caught:
        talk(echo, lambda t, _: t.do_request(url.format(TOKEN), "POST"))
    assert TOKEN not in f"{caught.value!r} {caught.value.__cause__!r}"


def test_after_shutdown_nothing_is_sent_and_it_can_start_again() -> None:
    async def use(transport: Transport, url: str) -> tuple[int, bytes]:
        await transport.shutdown()
        await transport.shutdown()
        with pytest.raises(RuntimeError):
            await transport.do_request(url, "POST")
        await transport.initialize()
        return await transport.do_request(url, "POST", data(a=1))

    assert talk(echo, use) == (207, b"a=1")
