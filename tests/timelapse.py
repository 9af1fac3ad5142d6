"""The real bot as a process whose clock stands where a file says, without Telegram's limits: whole days in seconds.

Run by `timelapse(…)`: `python timelapse.py ROOT TOKEN DATA WEBHOOK`; the clock is the file `clock` in DATA.
"""

from __future__ import annotations

import asyncio
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from bot.desk import Desk
from bot.discretion import set_up_logging
from bot.pace import Pace
from bot.records import Records
from bot.serve import Serving
from bot.settings import Listen, Settings, Token
from botapi import BotApi
from knowledge import KnowledgeBase, open_ledger
from running import ROOT, free_port, wait_until_listening
from running import RunningBot as Process


@dataclass(slots=True)
class Clock:
    """A clock that stands still until it is moved; both the bot and its test look at it."""

    path: Path

    def __call__(self) -> float:
        return float(self.path.read_text())

    def set(self, moment: datetime) -> None:
        """Move it to a moment."""
        other = self.path.with_suffix(".new")
        other.write_text(str(moment.timestamp()))
        other.replace(self.path)

    def forward(self, minutes: float) -> None:
        """Let time pass."""
        self.set(datetime.fromtimestamp(self()).astimezone() + timedelta(minutes=minutes))


@contextmanager
def timelapse(
    api: BotApi, data: Path, clock: Clock, *, webhook: bool = False, script: str = __file__
) -> Iterator[Process]:
    """A bot that is listening and lives by this clock; killed at the end. script: what runs it, if not this file."""
    hook = f"http://127.0.0.1:{free_port()}/hook" if webhook else ""
    command = [sys.executable, script, api.root, api.token, str(data), hook]
    environ = {**os.environ, "PYTHONPATH": f"{ROOT}{os.pathsep}{Path(__file__).parent}", "TZ": "UTC"}
    log_path = data / "bot.log"
    with log_path.open("ab") as log:
        process = subprocess.Popen(command, stderr=log, env=environ)
    bot = Process(process, log_path, (), environ)
    try:
        wait_until_listening(bot)
        yield bot
    finally:
        bot.kill()


def serve(root: str, token: str, folder: str, hook: str, *, kind: type[KnowledgeBase] = KnowledgeBase) -> None:
    """Run the bot. kind: of knowledge base."""
    data = Path(folder)
    clock = Clock(data / "clock")
    listen = Listen("127.0.0.1", int(hook.rsplit(":", 1)[1].split("/")[0])) if hook else Listen()
    settings = Settings(
        data=data, token=Token(token), base_url=root, webhook=hook or None, listen=listen, library=False
    )
    set_up_logging(token)
    with kind(data, library=False) as base, open_ledger(data) as ledger:
        desk = Desk(base, Records(ledger, clock=clock), settings, clock=clock)
        asyncio.run(Serving(desk, token, limiter=Pace(16, overall=0, per_group=0)).run())


if __name__ == "__main__":
    serve(*sys.argv[1:])
