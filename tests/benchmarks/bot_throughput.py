"""Updates a second of the whole bot beside a plain echo bot, in the same run, against the loopback Bot API.

Run from the top of the project: `python tests/benchmarks/bot_throughput.py [updates]`. The bot stores every update
before it is acknowledged, answers from an article and keeps what its buttons need; the echo bot does nothing of it.
Both run without Telegram's own limits, with the same transport, in a process of their own.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

TESTS = Path(__file__).parents[1]
sys.path[:0] = [str(TESTS), str(TESTS.parent)]


def echo(root: str, token: str, hook: str) -> None:
    """The plain bot: PTB as it comes, with sniffio."""
    from telegram.ext import ApplicationBuilder, MessageHandler, filters

    async def reply(update, _):  # type: ignore[no-untyped-def]
        await update.message.reply_text(update.message.text)

    builder = ApplicationBuilder().token(token).base_url(f"{root}/bot").base_file_url(f"{root}/file/bot")
    app = builder.concurrent_updates(16).connection_pool_size(16).pool_timeout(30).build()
    app.add_handler(MessageHandler(filters.TEXT, reply))
    if hook:
        port = int(hook.rsplit(":", 1)[1].split("/")[0])
        app.run_webhook("127.0.0.1", port, "hook", webhook_url=hook)
    else:
        app.run_polling()


def ours(root: str, token: str, hook: str, data: str) -> None:
    """The whole bot, without Telegram's limits."""
    from bot.desk import Desk
    from bot.pace import Pace
    from bot.records import Records
    from bot.serve import SWITCH, Serving
    from bot.settings import Listen, Settings, Token
    from knowledge import KnowledgeBase, open_ledger

    listen = Listen("127.0.0.1", int(hook.rsplit(":", 1)[1].split("/")[0])) if hook else Listen()
    settings = Settings(
        data=Path(data), token=Token(token), base_url=root, webhook=hook or None, listen=listen, library=False
    )
    with KnowledgeBase(Path(data), library=False) as base, open_ledger(Path(data)) as ledger:
        desk = Desk(base, Records(ledger), settings)
        sys.setswitchinterval(SWITCH)
        limiter = Pace(16, overall=0, per_group=0)
        asyncio.run(Serving(desk, token, limiter=limiter).run())


def processor_seconds(process: subprocess.Popen[bytes]) -> float:
    """What the process has used so far; other programs on the machine hardly change it (Linux only)."""
    fields = Path(f"/proc/{process.pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def measure(kind: str, *, webhook: bool, latency: float, updates: int) -> tuple[float, float]:
    """Updates a second, from the first question to the last reply; milliseconds of processor for each."""
    from botapi import BotApi
    from running import NIMBUS, SHIPS, feed, free_port

    with tempfile.TemporaryDirectory() as folder, BotApi() as api:
        data = feed(Path(folder), NIMBUS)
        chats = [api.private(api.user(f"P{number}")) for number in range(updates)]
        api.set_latency(latency)
        hook = f"http://127.0.0.1:{free_port()}/hook" if webhook else ""
        command = [sys.executable, __file__, "--as", kind, api.root, api.token, hook, str(data)]
        process = subprocess.Popen(command, stderr=subprocess.DEVNULL, env={**os.environ})
        first = api.private(api.user("First"))
        first.say(first.user, SHIPS)
        first.wait_for_reply(60)
        started, used = time.monotonic(), processor_seconds(process)
        for chat in chats:
            chat.say(chat.user, SHIPS)
        api.wait_until(lambda: len(api.called("sendMessage")) > updates, 300)
        seconds, used = time.monotonic() - started, processor_seconds(process) - used
        process.terminate()
        process.wait(15)
        return updates / seconds, used / updates * 1000


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("updates", nargs="?", type=int, default=400)
    parser.add_argument("--as", dest="kind", nargs=5, metavar=("KIND", "ROOT", "TOKEN", "HOOK", "DATA"))
    options = parser.parse_args()
    if options.kind:
        kind, root, token, hook, data = options.kind
        echo(root, token, hook) if kind == "echo" else ours(root, token, hook, data)
        return
    print("| mode | latency | echo bot | announcebot | ratio | processor ms of each |\n|---|---|---|---|---|---|")
    for webhook in (False, True):
        for latency in (0.0, 0.06):
            rates = [
                measure(kind, webhook=webhook, latency=latency, updates=options.updates) for kind in ("echo", "ours")
            ]
            mode = "webhook" if webhook else "polling"
            (echoed, echo_ms), (answered, our_ms) = rates
            row = f"{echoed:.0f}/s | {answered:.0f}/s | {answered / echoed:.2f} | {echo_ms:.1f} / {our_ms:.1f}"
            print(f"| {mode} | {latency * 1000:.0f} ms | {row} |", flush=True)


if __name__ == "__main__":
    main()
