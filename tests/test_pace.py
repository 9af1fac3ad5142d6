"""Requests keep to Telegram's limits: in order in a chat, put off where Telegram says so, postponed at a stop."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any

import pytest
from telegram.error import RetryAfter

from bot.pace import Pace
from bot.postponing import Postponed

Send = Callable[..., Awaitable[Any]]


def request(pace: Pace, send: Send, chat: int, endpoint: str = "sendMessage") -> asyncio.Task[Any]:
    """A request on its way through the pace."""
    work = pace.process_request(send, (), {}, endpoint, {"chat_id": chat}, None)  # type: ignore[arg-type]
    return asyncio.create_task(work)


def refusing(times: int, seconds: float = 0.01) -> Send:
    """A request that Telegram puts off as often."""
    left = [times]

    async def send() -> str:
        if left[0]:
            left[0] -= 1
            raise RetryAfter(seconds)  # type: ignore[arg-type]
        return "sent"

    return send


def test_what_telegram_puts_off_is_sent_again() -> None:
    async def sent() -> object:
        return await request(Pace(4), refusing(3), 1)

    assert asyncio.run(sent()) == "sent"


def test_after_too_many_refusals_it_fails() -> None:
    async def sent() -> object:
        return await request(Pace(4), refusing(9), 1)

    with pytest.raises(RetryAfter):
        asyncio.run(sent())


def test_a_chats_messages_keep_their_order_though_the_first_is_put_off() -> None:
    order: list[str] = []

    async def send_all() -> None:
        pace, slow = Pace(4), refusing(1, 0.05)

        async def first() -> None:
            await slow()
            order.append("first")

        async def second() -> None:
            order.append("second")

        async def other() -> None:
            order.append("other")

        await asyncio.gather(request(pace, first, 1), request(pace, second, 1), request(pace, other, 2))

    asyncio.run(send_all())
    assert order == ["other", "first", "second"]


def test_a_group_gets_no_more_than_its_share_of_a_minute() -> None:
    sent: list[int] = []

    async def send() -> None:
        sent.append(1)

    async def flood() -> None:
        pace = Pace(4, per_group=5)
        tasks = [request(pace, send, -1) for _ in range(8)]
        await asyncio.wait(tasks, timeout=0.2)
        pace.close()
        ended = await asyncio.gather(*tasks, return_exceptions=True)
        assert [type(one) for one in ended[5:]] == [Postponed] * 3

    asyncio.run(flood())
    assert len(sent) == 5


def test_a_stop_lets_end_what_is_on_its_way_and_postpones_the_rest() -> None:
    async def stop() -> list[object]:
        pace, gate = Pace(1), asyncio.Event()

        async def send() -> str:
            await gate.wait()
            return "sent"

        tasks = [request(pace, send, chat) for chat in (1, 2, 1)]
        await asyncio.sleep(0)
        await asyncio.sleep(0)
        pace.close()
        gate.set()
        return [str(one) or type(one).__name__ for one in await asyncio.gather(*tasks, return_exceptions=True)]

    assert asyncio.run(stop()) == ["sent", "Postponed", "Postponed"]


def test_typing_is_shown_though_the_group_is_at_its_limit() -> None:
    async def send() -> str:
        return "shown"

    async def typing() -> object:
        pace = Pace(4, per_group=1)
        await request(pace, send, -1)
        return await asyncio.wait_for(request(pace, send, -1, "sendChatAction"), 1)

    assert asyncio.run(typing()) == "shown"
