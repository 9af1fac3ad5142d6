"""The typing action is shown while an answer takes long enough to be seen, and ends with it."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator

import pytest
from telegram import Bot, Message

from bot.handlers.questioning import TYPING_AFTER, typing
from botapi import BotApi


@pytest.fixture
def api() -> Iterator[BotApi]:
    with BotApi() as server:
        yield server


def shown(api: BotApi, seconds: float, **fields: object) -> list[dict[str, object]]:
    """What was shown while an answer took that long."""
    chat = api.private(api.user("Ann"))

    async def answer() -> None:
        async with Bot(api.token, base_url=f"{api.root}/bot") as bot:
            message = Message.de_json({"message_id": 1, "date": 0, "chat": chat.brief(), **fields}, bot)
            assert message is not None
            async with typing(message):
                await asyncio.sleep(seconds)

    asyncio.run(answer())
    return [call.params for call in api.called("sendChatAction")]


def test_typing_is_shown_while_an_answer_takes_its_time(api: BotApi) -> None:
    (action,) = shown(api, TYPING_AFTER + 0.3)
    assert action["action"] == "typing"


def test_an_answer_that_is_there_at_once_shows_none(api: BotApi) -> None:
    assert shown(api, 0.01) == []


def test_a_refused_action_does_not_disturb_the_answer(api: BotApi) -> None:
    api.fault(method="sendChatAction", status=403, problem="bot was blocked by the user")
    assert len(shown(api, TYPING_AFTER + 0.3)) == 1
