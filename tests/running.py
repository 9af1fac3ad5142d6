"""The real bot as a process of its own, talking to the loopback Bot API, with one article of ours to answer from."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from botapi import BotApi, Message, Private
from knowledge import Article, KnowledgeBase

NIMBUS = Article(
    "nimbus",
    "Nimbus unveils the X1",
    date(2026, 3, 10),
    "Nimbus today unveiled the Nimbus X1, its first phone. The Nimbus X1 will ship on 18 June 2026. "
    'The Nimbus X1 costs 499 euros. "We built it for people who read," said Ada Mell, chief executive of Nimbus.',
    "Nimbus Newsroom",
    "https://nimbus.example/x1",
)
SHIPS = "When will the Nimbus X1 ship?"
COSTS = "How much does the Nimbus X1 cost?"
OWNER = 42
TAKE = "✅ Take it"
CHANNEL = "lumenposts"
"""Its posts become articles."""
ROOT = Path(__file__).parents[1]


@dataclass(slots=True)
class RunningBot:
    """A bot process. `log` is what it wrote to standard error so far; earlier bots wrote what stands before `skip`."""

    process: subprocess.Popen[bytes]
    log_path: Path
    options: tuple[str, ...]
    environ: dict[str, str] = field(repr=False)
    skip: int = 0

    @property
    def log(self) -> str:
        return self.log_path.read_bytes()[self.skip :].decode(errors="replace")

    def kill(self) -> None:
        """As a power cut does."""
        self.process.kill()
        self.process.wait(10)

    def stop(self, timeout: float = 12.0) -> tuple[int, float]:
        """As a system does; the exit code and the seconds it took."""
        started = time.monotonic()
        self.process.send_signal(signal.SIGTERM)
        return self.process.wait(timeout), time.monotonic() - started

    def wait(self, timeout: float = 10.0) -> int:
        """The exit code, once it ends by itself."""
        return self.process.wait(timeout)


def start(
    api: BotApi,
    data: Path,
    *,
    webhook: bool = False,
    owners: tuple[int, ...] = (OWNER,),
    settings: Mapping[str, str] | None = None,
    zone: str = "UTC",
    location: str | None = None,
    hook: tuple[int, int] | None = None,
) -> RunningBot:
    """Start a bot on this data; its log goes on where the last one's ended.

    settings: further ones, "editors": "7". zone: the time zone it lives in. location: the database where it is not in
    the folder. hook: the port that Telegram posts to, and the one that the bot listens on.
    """
    options = ("run", "--data", location or str(data), "--empty", "--base-url", api.root)
    if webhook:
        public, port = hook or (free_port(),) * 2
        options += ("--webhook", f"http://127.0.0.1:{public}/hook", "--listen", f"127.0.0.1:{port}")
    environ = {**os.environ, "ANNOUNCEBOT_TOKEN": api.token, "ANNOUNCEBOT_ADMINS": ",".join(map(str, owners))}
    environ["ANNOUNCEBOT_CHANNELS"] = CHANNEL
    environ |= {f"ANNOUNCEBOT_{name.upper()}": value for name, value in (settings or {}).items()}
    environ |= {"PYTHONPATH": os.environ.get("PYTHONPATH", str(ROOT)), "TZ": zone}
    log_path = data / "bot.log"
    with log_path.open("ab") as log:
        skip = log.tell()
        process = subprocess.Popen([sys.executable, "-m", "bot", *options], stderr=log, env=environ)
    return RunningBot(process, log_path, options, environ, skip)


def is_listening(bot: RunningBot) -> bool:
    """Whether it has begun to fetch updates."""
    return "is listening" in bot.log


@contextmanager
def running(
    api: BotApi, data: Path, *, webhook: bool = False, settings: Mapping[str, str] | None = None, zone: str = "UTC"
) -> Iterator[RunningBot]:
    """A bot that is listening; killed at the end, if it still runs."""
    bot = start(api, data, webhook=webhook, settings=settings, zone=zone)
    try:
        wait_until_listening(bot)
        yield bot
    finally:
        if bot.process.poll() is None:
            bot.kill()


def wait_until_listening(bot: RunningBot, timeout: float = 30.0) -> None:
    """Return once it listens. Raises AssertionError with its log where it does not."""
    stop = time.monotonic() + timeout
    while not is_listening(bot):
        assert bot.process.poll() is None and time.monotonic() < stop, bot.log
        time.sleep(0.05)


def zone_where_it_is(hour: int) -> str:
    """A time zone where it is this hour of the day now."""
    ahead = (hour - time.gmtime().tm_hour) % 24
    return f"ZON{-ahead if ahead <= 12 else 24 - ahead:+d}"


def take(api: BotApi, chat: Private) -> Message:
    """An editor takes the draft that the bot shows next; the report."""
    panel = chat.wait_for_reply(10)
    api.wait_until(lambda: any(button.text == TAKE for button in panel.buttons), 20)
    api.press(panel, TAKE, by=chat.user).wait(20)
    api.wait_until(lambda: all(button.text != TAKE for button in panel.buttons), 20)
    return panel


def feed(data: Path, *articles: Article) -> Path:
    """Put articles into a data folder; the folder."""
    with KnowledgeBase(data, library=False) as base:
        list(base.add_many(articles))
    return data


def free_port() -> int:
    """A port that nobody uses."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
