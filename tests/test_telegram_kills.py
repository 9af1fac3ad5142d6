"""Killed at any point, the bot answers everything that reached it, and next to nothing twice."""

from __future__ import annotations

import random
from collections import Counter
from pathlib import Path

import pytest

from botapi import BotApi, Private
from running import COSTS, NIMBUS, SHIPS, RunningBot, feed, running, start, wait_until_listening

IN_FLIGHT = 16
"""Requests that are on their way at the same time, at most."""


def answers(chats: list[Private]) -> Counter[int]:
    """How many chats got how many replies."""
    return Counter(len(chat.replies) for chat in chats)


def told(chats: list[Private]) -> int:
    return sum(len(chat.replies) for chat in chats)


def kill_at(api: BotApi, bot: RunningBot, chats: list[Private], replies: int) -> None:
    api.wait_until(lambda: told(chats) >= replies, 60)
    bot.kill()


@pytest.mark.parametrize("webhook", [False, True], ids=["polling", "webhook"])
def test_nothing_is_lost_when_the_bot_is_killed(tmp_path: Path, webhook: bool) -> None:
    data, kills = feed(tmp_path, NIMBUS), sorted(random.Random(7).sample(range(1, 100), 4))  # noqa: S311
    with BotApi() as api:
        chats = [api.private(api.user(f"P{number}")) for number in range(120)]
        bot = start(api, data, webhook=webhook)
        wait_until_listening(bot)
        for chat in chats:
            chat.say(chat.user, SHIPS)
        for replies in kills:
            kill_at(api, bot, chats, replies)
            bot = start(api, data, webhook=webhook)
            wait_until_listening(bot)
        api.wait_until(lambda: all(chat.replies for chat in chats), 60)
        api.settle()
        assert bot.stop()[0] == 0
    counted = answers(chats)
    assert counted[0] == 0
    assert told(chats) - len(chats) <= IN_FLIGHT * len(kills)


def test_a_conversation_and_its_buttons_survive_a_kill(tmp_path: Path) -> None:
    data = feed(tmp_path, NIMBUS)
    with BotApi() as api:
        chat = api.private(api.user("Ann"))
        with running(api, data):
            chat.say(chat.user, SHIPS)
            reply = chat.wait_for_reply()
            api.settle()
        with running(api, data):
            api.press(reply, "Source", by=chat.user).wait()
            assert "18 June 2026" in chat.wait_for_reply().text
            chat.say(chat.user, "And how much does it cost?")
            assert chat.wait_for_reply().text.startswith("499 euros")


def test_the_bot_stops_within_ten_seconds_and_answers_the_rest_after_its_restart(tmp_path: Path) -> None:
    data = feed(tmp_path, NIMBUS)
    with BotApi() as api:
        chats = [api.private(api.user(f"P{number}")) for number in range(150)]
        bot = start(api, data)
        wait_until_listening(bot)
        api.set_latency(2.0)
        for chat in chats:
            chat.say(chat.user, COSTS)
        api.wait_until(lambda: told(chats) >= 3, 30)
        code, seconds = bot.stop()
        assert (code, seconds < 10) == (0, True)
        assert told(chats) < len(chats)
        api.set_latency(0.0)
        with running(api, data):
            api.wait_until(lambda: all(chat.replies for chat in chats), 60)
            api.settle()
    assert answers(chats) == {1: len(chats)}
