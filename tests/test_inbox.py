"""The durable queue: stored before it is acknowledged, handled once, tried again, given up."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Iterator
from pathlib import Path

import pytest
from telegram import Bot, Update

from bot.errorhandler import Fate, fate
from bot.inbox import BACKOFF, Inbox
from bot.records import Records
from knowledge import open_ledger

BOT = Bot("7:x")


class Clock:
    """A clock that stands still until it is moved."""

    def __init__(self) -> None:
        self.now = 1_000_000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def records(tmp_path: Path, clock: Clock) -> Iterator[Records]:
    with open_ledger(tmp_path) as ledger:
        kept = Records(ledger, clock=clock)
        yield kept
        kept.close()


def make_update(number: int, chat: int = 5) -> Update:
    message = {"message_id": number, "date": 0, "chat": {"id": chat, "type": "private"}, "text": "When?"}
    update = Update.de_json({"update_id": number, "message": message}, BOT)
    assert update is not None
    return update


async def handle(inbox: Inbox, work: Callable[[], Awaitable[None]]) -> None:
    """Take the next update out of the queue and process it."""
    await inbox.processor.process_update(await inbox.queue.get(), work())


async def nothing() -> None:
    """A handler that succeeds."""


async def failing() -> None:
    """A handler that Telegram's network let down."""
    fate.set((Fate.RETRY, "NetworkError"))


async def broken() -> None:
    """A handler with a mistake in it."""
    fate.set((Fate.DOUBT, "KeyError"))


def test_an_update_is_stored_when_put_returns(records: Records, clock: Clock) -> None:
    asyncio.run(Inbox(records, clock=clock).queue.put(make_update(1)))
    assert records.ledger.backlog() == {"new": 1}


def test_an_update_that_comes_twice_is_queued_once(records: Records, clock: Clock) -> None:
    async def twice() -> int:
        inbox = Inbox(records, clock=clock)
        await inbox.queue.put(make_update(1))
        await inbox.queue.put(make_update(1))
        return inbox.queue.qsize()

    assert asyncio.run(twice()) == 1


def test_a_handled_update_is_done(records: Records, clock: Clock) -> None:
    async def once() -> None:
        inbox = Inbox(records, clock=clock)
        await inbox.queue.put(make_update(1))
        await handle(inbox, nothing)
        await inbox.state()

    asyncio.run(once())
    assert records.ledger.backlog() == {"done": 1}


def test_what_an_earlier_run_left_is_taken_over_in_its_order(records: Records, clock: Clock) -> None:
    async def left() -> list[int]:
        first = Inbox(records, clock=clock)
        for number in (2, 1, 3):
            await first.queue.put(make_update(number))
        second = Inbox(records, clock=clock)
        await second.take_over(BOT)
        return [second.queue.get_nowait().update_id for _ in range(second.queue.qsize())]

    assert asyncio.run(left()) == [1, 2, 3]


def test_what_was_taken_over_is_taken_over_again_after_the_next_crash(records: Records, clock: Clock) -> None:
    async def crashes() -> int:
        await Inbox(records, clock=clock).queue.put(make_update(1))
        for _ in range(5):
            await Inbox(records, clock=clock).take_over(BOT)
        return await Inbox(records, clock=clock).take_over(BOT)

    assert asyncio.run(crashes()) == 1


def test_what_failed_for_the_network_is_due_again_later(records: Records, clock: Clock) -> None:
    async def fail() -> tuple[int, int]:
        inbox = Inbox(records, clock=clock)
        await inbox.queue.put(make_update(1))
        await handle(inbox, failing)
        early = await Inbox(records, clock=clock).take_over(BOT)
        clock.now += BACKOFF[0]
        return early, await Inbox(records, clock=clock).take_over(BOT)

    assert asyncio.run(fail()) == (0, 1)


def test_a_mistake_is_given_up_at_the_second_try_and_listed(records: Records, clock: Clock) -> None:
    async def give_up() -> tuple[tuple[int, str], ...]:
        for _ in range(2):
            inbox = Inbox(records, clock=clock)
            await inbox.queue.put(make_update(1))
            await inbox.take_over(BOT)
            await handle(inbox, broken)
            clock.now += 10
        return (await inbox.state()).failed

    assert asyncio.run(give_up()) == ((1, "KeyError"),)


def test_one_chats_updates_are_handled_in_order_while_others_go_on(records: Records, clock: Clock) -> None:
    handled: list[str] = []

    async def day() -> None:
        inbox, gate = Inbox(records, clock=clock), asyncio.Event()

        async def slow() -> None:
            await gate.wait()
            handled.append("slow")

        async def quick(name: str) -> None:
            handled.append(name)

        tasks = [
            asyncio.create_task(inbox.processor.process_update(make_update(1, chat=5), slow())),
            asyncio.create_task(inbox.processor.process_update(make_update(2, chat=5), quick("after"))),
            asyncio.create_task(inbox.processor.process_update(make_update(3, chat=6), quick("other"))),
        ]
        await tasks[2]
        gate.set()
        await asyncio.gather(*tasks)

    asyncio.run(day())
    assert handled == ["other", "slow", "after"]


def test_a_stopping_bot_leaves_updates_for_its_next_run(records: Records, clock: Clock) -> None:
    async def stop() -> int:
        inbox = Inbox(records, clock=clock)
        await inbox.queue.put(make_update(1))
        inbox.is_stopping = True
        await handle(inbox, broken)
        return await Inbox(records, clock=clock).take_over(BOT)

    assert asyncio.run(stop()) == 1


def test_what_was_postponed_waits_for_the_next_run_however_often(records: Records, clock: Clock) -> None:
    async def postponed() -> None:
        fate.set((Fate.LATER, "Postponed"))

    async def stops() -> tuple[int, tuple[tuple[int, str], ...]]:
        await Inbox(records, clock=clock).queue.put(make_update(1))
        for _ in range(9):
            inbox = Inbox(records, clock=clock)
            await inbox.take_over(BOT)
            await handle(inbox, postponed)
            clock.now += 10
        last = Inbox(records, clock=clock)
        return await last.take_over(BOT), (await last.state()).failed

    assert asyncio.run(stops()) == (1, ())
