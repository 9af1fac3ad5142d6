"""Runs the Telegram bot from its start to a graceful stop: polling or webhook, with what watches over it."""

from __future__ import annotations

import asyncio
import hashlib
import hmac
import logging
import signal
import sys
from collections.abc import Coroutine
from contextlib import suppress
from time import monotonic
from typing import Any
from urllib.parse import urlsplit

from telegram.error import Conflict, InvalidToken, TelegramError

from bot.app import ALLOWED, AT_ONCE, App, QuietBot, make_app, make_bot
from bot.desk import Desk
from bot.discretion import set_up_logging
from bot.errorhandler import ErrorHandler
from bot.inbox import Inbox
from bot.leading import Leading
from bot.menus import set_menus
from bot.outgoing import Outgoing
from bot.pace import Pace
from bot.records import Records
from bot.settings import BrokenSettings, Settings
from bot.sharing import SharedInbox
from bot.watchdog import Pulse, Revoked, Watchdog
from knowledge import KnowledgeBase, LoneWorker, StoreError, Worker, open_ledger, open_worker

STOPPING = 8.0
"""Seconds that requests on their way may take after the signal; the rest waits in the database."""
SWITCH = 0.0005
"""Seconds a thread may keep the interpreter while another waits: Telegram's answers must not wait for the engine."""
TIDY_EVERY = 3600.0
HEAR_EVERY = 0.25
"""Seconds between two looks at what other workers changed."""
CONNECTIONS = 40
"""Webhook connections that Telegram may open at once."""

_log = logging.getLogger(__name__)


def run_bot(settings: Settings) -> int:
    """Run until SIGTERM or Ctrl-C; the exit code. Raises BrokenSettings for a refused token, StoreError."""
    token = settings.get_token().reveal()
    set_up_logging(token)
    sys.setswitchinterval(SWITCH)
    with _open_base(settings) as base, open_ledger(settings.data) as ledger:
        records, worker = Records(ledger), open_worker(settings.data)
        desk = Desk(base, records, settings)
        try:
            return asyncio.run(Serving(desk, token, worker=worker).run())
        except (InvalidToken, Revoked):
            raise BrokenSettings(["Telegram does not accept the bot token: ask @BotFather for a new one"]) from None
        finally:
            desk.close()
            records.close()
            worker.close()


def _open_base(settings: Settings) -> KnowledgeBase:
    return KnowledgeBase(settings.data, library=settings.library, replica=settings.replica)


class Serving:
    """One run of the bot.

    limiter: None keeps Telegram's limits; measurements give one without any. worker: this process among those on one
    database; None is alone.
    """

    def __init__(self, desk: Desk, token: str, *, limiter: Pace | None = None, worker: Worker | None = None) -> None:
        self._worker = worker or LoneWorker()
        self._desk, self._settings, self._token = desk, desk.settings, token
        self._pulse, self._pace = Pulse(), limiter or Pace(AT_ONCE)
        self._bot: QuietBot = make_bot(token, base_url=self._settings.base_url, pulse=self._pulse, pace=self._pace)
        is_alone = self._worker.is_alone
        self._inbox = Inbox(desk.records) if is_alone else SharedInbox(desk.records, self._worker)
        self._errors = ErrorHandler(desk, Outgoing(desk.records))
        self._inbox.processor.gave_up = self._errors.gave_up
        self._app: App = make_app(desk, self._bot, self._inbox, self._errors)
        self._telling: set[asyncio.Task[None]] = set()
        self._stop = asyncio.Event()
        self._watchdog = Watchdog(self._pulse, self._restart)

    async def run(self) -> int:
        """Start, serve until told to stop, stop. Raises InvalidToken, Revoked."""
        self._hear_signals()
        try:
            if await self._go_online():
                await self._serve()
        finally:
            await self._shut_down()
        return 0

    async def _go_online(self) -> bool:
        """Make contact with Telegram, however long that takes; False where the bot was told to stop meanwhile."""
        wait = 1.0
        while not self._stop.is_set():
            try:
                await self._app.initialize()
            except InvalidToken:
                raise
            except TelegramError as error:
                _log.warning("Telegram cannot be reached (%s), trying again in %.0f s", error.message, wait)
                with suppress(TimeoutError):
                    await asyncio.wait_for(self._stop.wait(), wait)
                wait = min(wait * 2, 30.0)
            else:
                return True
        return False

    async def _serve(self) -> None:
        await self._app.start()
        if self._worker.is_alone:
            await self._unless_stopped(self._take_over())
        await self._unless_stopped(self._fetch())
        if not self._stop.is_set():
            _log.info("@%s is listening (%s)", self._bot.username, "webhook" if self._settings.webhook else "polling")
            await self._watch()

    async def _unless_stopped(self, work: Coroutine[Any, Any, None]) -> None:
        """Do something that may take long; a stop ends it."""
        working, stopping = asyncio.ensure_future(work), asyncio.ensure_future(self._stop.wait())
        await asyncio.wait((working, stopping), return_when=asyncio.FIRST_COMPLETED)
        stopping.cancel()
        if working.done():
            working.result()
        working.cancel()

    async def _take_over(self) -> None:
        if taken := await self._inbox.take_over(self._bot):
            _log.info("%d updates of the last run are handled now", taken)

    async def _fetch(self) -> None:
        updater = self._app.updater
        if updater is None:
            raise RuntimeError("the application was built without an updater")
        if self._settings.webhook is None:
            self._pulse.at = monotonic()
            await updater.start_polling(
                timeout=10, bootstrap_retries=-1, allowed_updates=ALLOWED, error_callback=self._hear_trouble
            )
            return
        listen = self._settings.listen
        await updater.start_webhook(
            listen.host,
            listen.port,
            urlsplit(self._settings.webhook).path.strip("/"),
            bootstrap_retries=-1,
            webhook_url=self._settings.webhook,
            allowed_updates=ALLOWED,
            max_connections=CONNECTIONS,
            secret_token=secret_of(self._token),
        )

    def _hear_trouble(self, error: TelegramError) -> None:
        """A getUpdates failed. A second bot with this token is the owners' business: only they can end it."""
        self._watchdog.hear(error)
        if isinstance(error, Conflict):
            words = self._desk.texts("second_bot")
            told = asyncio.ensure_future(self._errors.tell_owner(self._bot, words, key="second bot"))
            self._telling.add(told)
            told.add_done_callback(self._telling.discard)

    async def _watch(self) -> None:
        """Until the stop signal, or until something that runs beside the bot fails."""
        webhook = self._settings.webhook
        watching = self._watchdog.watch_webhook(self._bot, webhook) if webhook else self._watchdog.watch_polling()
        replaying = self._inbox.keep_replaying(self._bot)
        waited: list[Coroutine[Any, Any, Any]] = [self._stop.wait(), watching, replaying]
        beside = (Leading(self._worker).run(self._keep_tidy, self._greet_menus), self._keep_hearing())
        running = [asyncio.create_task(work) for work in beside]
        ends = [asyncio.create_task(work) for work in waited]
        try:
            done, _ = await asyncio.wait(ends, return_when=asyncio.FIRST_COMPLETED)
            for task in done:
                task.result()
        finally:
            for task in (*running, *ends):
                task.cancel()
            await asyncio.gather(*running, *ends, return_exceptions=True)

    async def _restart(self) -> None:
        """Start fetching anew."""
        _log.warning("fetching updates is started anew")
        if self._app.updater is not None and self._app.updater.running:
            with suppress(TelegramError, TimeoutError):
                await asyncio.wait_for(self._app.updater.stop(), 5.0)
        await self._fetch()

    async def _shut_down(self) -> None:
        """Within ten seconds: no more updates or requests, what is on its way ends, the rest stays in the database."""
        self._inbox.is_stopping = True
        self._pace.close()
        self._desk.stop()
        with suppress(TimeoutError):
            await asyncio.wait_for(asyncio.gather(self._stop_fetching(), self._stop_handling()), STOPPING)
        with suppress(TelegramError, TimeoutError, RuntimeError):
            await asyncio.wait_for(self._app.shutdown(), 1.0)
        _log.info("stopped")

    async def _stop_fetching(self) -> None:
        updater = self._app.updater
        if updater is not None and updater.running:
            with suppress(TelegramError, TimeoutError):
                await asyncio.wait_for(updater.stop(), 3.0)

    async def _stop_handling(self) -> None:
        if self._app.running:
            await self._app.stop()

    async def _keep_tidy(self) -> None:
        while True:
            try:
                await self._desk.records.tidy()
            except StoreError as error:
                _log.warning("old records could not be deleted: %s", error)
            await asyncio.sleep(TIDY_EVERY)

    async def _keep_hearing(self) -> None:
        """Let the knowledge base know what other workers changed."""
        while not self._worker.is_alone:
            try:
                for stamp in await asyncio.to_thread(self._worker.heard):
                    self._desk.base.hear(stamp)
            except StoreError as error:
                _log.warning("changes of other workers cannot be heard: %s", error)
            await asyncio.sleep(HEAR_EVERY)

    async def _greet_menus(self) -> None:
        try:
            await set_menus(self._bot, self._desk.texts)
        except TelegramError as error:
            _log.warning("the command menus could not be set: %s", error.message)

    def _hear_signals(self) -> None:
        loop = asyncio.get_running_loop()
        for number in (signal.SIGINT, signal.SIGTERM):
            with suppress(NotImplementedError):
                loop.add_signal_handler(number, self._stop.set)


def secret_of(token: str) -> str:
    """What Telegram must say with every webhook call; the same for all workers of one bot."""
    return hmac.new(token.encode(), b"announcebot webhook", hashlib.sha256).hexdigest()
