"""The whole bot under kills and under a flood, as a process of its own, against the loopback Bot API.

Run from the top of the project: `python tests/benchmarks/bot_endurance.py kills` (300 updates, SIGKILL at 20 points,
polling and webhook: how many were lost, how many answered twice) or `… flood` (5,000 updates in 30 seconds by 200
people, ten of whom send most of them: how long the others wait, and the bot's memory).
"""

from __future__ import annotations

import random
import sys
import tempfile
import threading
import time
from collections import Counter
from pathlib import Path

TESTS = Path(__file__).parents[1]
sys.path[:0] = [str(TESTS), str(TESTS.parent)]

from botapi import BotApi  # noqa: E402
from running import NIMBUS, SHIPS, feed, running, start, wait_until_listening  # noqa: E402

UPDATES, KILLS = 300, 20
FLOOD, SECONDS, ABUSERS, OTHERS, EACH = 5000, 30.0, 10, 190, 3


def kills(*, webhook: bool) -> None:
    """Print what became of the updates."""
    points = sorted(random.Random(11).sample(range(1, UPDATES - 20), KILLS))  # noqa: S311
    with tempfile.TemporaryDirectory() as folder, BotApi() as api:
        data = feed(Path(folder), NIMBUS)
        chats = [api.private(api.user(f"P{number}")) for number in range(UPDATES)]
        bot = start(api, data, webhook=webhook)
        wait_until_listening(bot)
        for chat in chats:
            chat.say(chat.user, SHIPS)
        for point in points:
            api.wait_until(lambda point=point: sum(len(chat.replies) for chat in chats) >= point, 60)
            bot.kill()
            bot = start(api, data, webhook=webhook)
            wait_until_listening(bot)
        api.wait_until(lambda: all(chat.replies for chat in chats), 120)
        api.settle()
        bot.stop()
        counted = Counter(len(chat.replies) for chat in chats)
    mode = "webhook" if webhook else "polling"
    twice = sum((replies - 1) * count for replies, count in counted.items() if replies > 1)
    print(f"| {mode} | {UPDATES} updates, {KILLS} kills | lost {counted[0]} | answered again {twice} |", flush=True)


def flood() -> None:
    """Print how long those waited who did not abuse the bot."""
    chance = random.Random(5)  # noqa: S311
    with tempfile.TemporaryDirectory() as folder, BotApi() as api:
        data = feed(Path(folder), NIMBUS)
        people = [api.private(api.user(f"P{number}")) for number in range(ABUSERS + OTHERS)]
        order = people[ABUSERS:] * EACH
        order += [people[number % ABUSERS] for number in range(FLOOD - len(order))]
        chance.shuffle(order)
        asked: dict[int, list[float]] = {}
        answered: dict[int, list[float]] = {}
        stop = threading.Event()

        def watch() -> None:
            while not stop.wait(0.01):
                now = time.monotonic()
                for chat in people[ABUSERS:]:
                    seen = answered.setdefault(chat.id, [])
                    seen += [now] * (len(chat.replies) - len(seen))

        with running(api, data) as bot:
            threading.Thread(target=watch, daemon=True).start()
            started = time.monotonic()
            for number, chat in enumerate(order):
                time.sleep(max(0.0, started + number * SECONDS / FLOOD - time.monotonic()))
                asked.setdefault(chat.id, []).append(time.monotonic())
                chat.say(chat.user, SHIPS)
            api.wait_until(lambda: all(len(chat.replies) >= EACH for chat in people[ABUSERS:]), 120)
            time.sleep(0.1)
            stop.set()
            status = Path(f"/proc/{bot.process.pid}/status").read_text()
            memory = int(next(line for line in status.splitlines() if line.startswith("VmHWM")).split()[1]) / 1024
            log = bot.log
    waits = sorted(
        answer - question
        for chat in people[ABUSERS:]
        for question, answer in zip(asked[chat.id], answered[chat.id], strict=False)
    )
    told = sum(len(chat.replies) for chat in people[:ABUSERS])
    print(
        f"{FLOOD} updates in {SECONDS:.0f} s by {len(people)} people: the {OTHERS} others waited "
        f"{waits[len(waits) // 2]:.2f} s (median), {waits[int(len(waits) * 0.95)]:.2f} s (95 %), {waits[-1]:.2f} s "
        f"(longest); the {ABUSERS} abusers got {told} replies to {FLOOD - OTHERS * EACH}; "
        f"memory {memory:.0f} MB; traces in the log: {log.count('Traceback')}"
    )


if __name__ == "__main__":
    if sys.argv[1:] == ["flood"]:
        flood()
    else:
        kills(webhook=False)
        kills(webhook=True)
