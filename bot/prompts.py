"""Questions of the bot that a person answers by a reply: what was asked is kept with the message that asks it."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, replace

from bot.records import Records

PREFIX = "prompt:"


@dataclass(frozen=True, slots=True)
class Prompt:
    """What a reply to a message of the bot is for."""

    does: str
    """date, title, draft_value, value, teach, alias."""
    about: str = ""
    """What it is done to: a panel's message id, a cluster, an article and fact."""
    at: float = 0.0
    """When it was asked."""


class Prompts:
    """Keeps, finds and forgets them."""

    def __init__(self, records: Records) -> None:
        self._records = records

    async def keep(self, chat_id: int, message_id: int, prompt: Prompt) -> None:
        """A reply to this message is the answer."""
        dated = replace(prompt, at=self._records.now())
        await self._records.keep_note(_key(chat_id, message_id), json.dumps(asdict(dated)))

    async def find(self, chat_id: int, message_id: int) -> Prompt | None:
        """What a reply to this message is for."""
        body = await self._records.find_note(_key(chat_id, message_id))
        return Prompt(**json.loads(body)) if body else None

    async def forget(self, chat_id: int, message_id: int) -> None:
        """It was answered."""
        await self._records.keep_note(_key(chat_id, message_id), None)


def _key(chat_id: int, message_id: int) -> str:
    return f"{PREFIX}{chat_id}:{message_id}"
