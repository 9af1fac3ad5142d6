"""Several bots behind one webhook on one PostgreSQL, one of them killed again and again: is every update answered once?

Run from the top of the project: `python tests/benchmarks/measure_workers.py [--updates 10000] [--workers 4]
[--every 1000]`. Needs the server that the tests use. Prints how many updates were answered never, once and more often,
beside how many could be on their way when a worker was killed, and how many were answered in a second.
"""

from __future__ import annotations

import argparse
import random
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

TESTS = Path(__file__).parents[1]
sys.path[:0] = [str(TESTS), str(TESTS.parent)]

from botapi import BotApi, Private  # noqa: E402
from running import COSTS, SHIPS  # noqa: E402
from test_telegram_workers import IN_FLIGHT, Workers, workers  # noqa: E402

EACH = 5
"""Questions of one person."""


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--updates", type=int, default=10_000)
    parser.add_argument("--workers", type=int, default=4)
    parser.add_argument("--every", type=int, default=1_000, help="answers after which a worker is killed")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder, workers(Path(folder), options.workers) as running:
        chats = [running.api.private(running.api.user(f"P{n}")) for n in range(options.updates // EACH)]
        asked = ask(chats)
        started = time.monotonic()
        kills = kill_often(running, chats, len(asked), options.every)
        took = time.monotonic() - started
        running.api.settle(60)
        answered = Counter((chat.id, reply.reply_to or 0) for chat in chats for reply in chat.replies)
        tell(running.api, asked, answered, kills)
        print(f"{len(asked) / took:.0f} updates answered in a second", flush=True)


def ask(chats: list[Private]) -> list[tuple[int, int]]:
    """Every person asks; the chats and ids of the messages."""
    return [(chat.id, chat.say(chat.user, (SHIPS, COSTS)[n % 2]).id) for n in range(EACH) for chat in chats]


def kill_often(running: Workers, chats: list[Private], asked: int, every: int) -> int:
    """Kill a worker whenever so many more are answered, until all are; how often."""
    chance, kills = random.Random(3), 0  # noqa: S311

    def told() -> int:
        return sum(len(chat.replies) for chat in chats)

    for mark in range(every, asked, every):
        running.api.wait_until(lambda mark=mark: told() >= mark, 600)
        running.restart(chance.randrange(len(running.bots)))
        kills += 1
        print(f"{mark} answered, {kills} workers killed", flush=True)
    running.api.wait_until(lambda: all(len(chat.replies) >= EACH for chat in chats), 600)
    return kills


def tell(api: BotApi, asked: list[tuple[int, int]], answered: Counter[tuple[int, int]], kills: int) -> None:
    """Print how often each was answered."""
    times = Counter(answered[number] for number in asked)
    again = sum((count - 1) * updates for count, updates in times.items() if count > 1)
    print(f"{len(asked)} updates, {kills} workers killed: never answered {times[0]}, answered again {again}")
    print(f"at most {kills * IN_FLIGHT} could be on their way; refused by the Bot API: {len(api.refused)}")


if __name__ == "__main__":
    main()
