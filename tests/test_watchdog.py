"""Nothing comes any more: the watchdog says so, starts fetching anew, or ends the bot; against the loopback Bot API."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Iterator
from time import monotonic

import pytest
from telegram import Bot
from telegram.error import Conflict, NetworkError

from bot.watchdog import SILENT, STUCK, Pulse, PulsedRequest, Revoked, Watchdog, WatchedRequest
from botapi import BotApi

HOOK = "http://127.0.0.1:9/hook"


@pytest.fixture
def api() -> Iterator[BotApi]:
    with BotApi() as server:
        yield server


class Restarts:
    """Counts; the watching ends with the first."""

    def __init__(self) -> None:
        self.count = 0
        self.happened = asyncio.Event()

    async def __call__(self) -> None:
        self.count += 1
        self.happened.set()


async def until_restart(watchdog: Watchdog, restarts: Restarts, watching: asyncio.Task[None]) -> None:
    await asyncio.wait_for(restarts.happened.wait(), 5)
    watching.cancel()


def make_bot(api: BotApi, pulse: Pulse) -> Bot:
    """PTB's bot over the bot's own transport."""
    fetching, sending = PulsedRequest(pulse), WatchedRequest(pulse, at_once=2)
    return Bot(api.token, base_url=f"{api.root}/bot", request=sending, get_updates_request=fetching)


def test_a_poll_that_succeeds_keeps_the_pulse(api: BotApi) -> None:
    async def poll() -> float:
        pulse = Pulse(at=monotonic() - 500)
        async with make_bot(api, pulse) as bot:
            await bot.get_updates(timeout=0)
        return pulse.age()

    assert asyncio.run(poll()) < 100


def test_silence_is_told_once_and_fetching_is_started_anew(caplog: pytest.LogCaptureFixture) -> None:
    async def watch() -> int:
        restarts, pulse = Restarts(), Pulse(at=monotonic() - STUCK - 1)
        watchdog = Watchdog(pulse, restarts, every=0.01)
        await until_restart(watchdog, restarts, asyncio.create_task(watchdog.watch_polling()))
        return restarts.count

    assert asyncio.run(watch()) == 1
    assert [record.getMessage()[:37] for record in caplog.records] == ["no updates could be fetched for 181 s"]


def test_the_end_of_a_silence_is_told(caplog: pytest.LogCaptureFixture) -> None:
    async def watch() -> None:
        pulse = Pulse(at=monotonic() - SILENT - 1)
        watching = asyncio.create_task(Watchdog(pulse, Restarts(), every=0.01).watch_polling())
        while not caplog.records:
            await asyncio.sleep(0.01)
        pulse.at = monotonic()
        while len(caplog.records) < 2:
            await asyncio.sleep(0.01)
        watching.cancel()

    asyncio.run(asyncio.wait_for(watch(), 5))
    assert caplog.records[-1].getMessage() == "updates are fetched again"


@pytest.mark.parametrize("webhook", [False, True], ids=["polling", "webhook"])
def test_a_refused_token_ends_the_watch(api: BotApi, webhook: bool) -> None:
    async def watch() -> None:
        pulse = Pulse()
        async with make_bot(api, pulse) as bot:
            api.revoke()
            watchdog = Watchdog(pulse, Restarts(), every=0.01)
            watching = asyncio.create_task(watchdog.watch_webhook(bot, HOOK) if webhook else watchdog.watch_polling())
            await asyncio.gather(bot.get_chat(1), return_exceptions=True)
            await asyncio.wait_for(watching, 5)

    with pytest.raises(Revoked):
        asyncio.run(watch())


def test_a_webhook_that_was_taken_away_is_set_again(api: BotApi, caplog: pytest.LogCaptureFixture) -> None:
    async def watch() -> int:
        restarts, pulse = Restarts(), Pulse()
        async with make_bot(api, pulse) as bot:
            watchdog = Watchdog(pulse, restarts, every=0.01, webhook_every=0.02)
            await until_restart(watchdog, restarts, asyncio.create_task(watchdog.watch_webhook(bot, HOOK)))
        return restarts.count

    assert asyncio.run(watch()) == 1
    assert "the webhook was taken away; it is set again" in caplog.text


def test_one_trouble_is_told_in_one_line(caplog: pytest.LogCaptureFixture) -> None:
    watchdog = Watchdog(Pulse(), Restarts())
    for error in (Conflict("terminated by other getUpdates"), NetworkError("aiohttp.ClientOSError")) * 3:
        watchdog.hear(error)
    assert [record.levelno for record in caplog.records] == [logging.ERROR] * 2
    assert "another program fetches this bot's updates" in caplog.text
