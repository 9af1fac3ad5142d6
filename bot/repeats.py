"""Was the same thing asked in this chat a moment ago? Then its answer is linked instead of told again."""

from __future__ import annotations

import re
from hashlib import blake2s

from telegram import Message

from bot.addressed import topic_of
from bot.chatsettings import ChatSettings
from bot.desk import Desk
from bot.markup import Piece, Pieces
from knowledge import Answer, Outcome


class Repeats:
    """Remembers, for each chat and topic, which answer stands in which message."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    async def find(self, message: Message, asked: list[tuple[str, Outcome]], settings: ChatSettings) -> Pieces | None:
        """Words that lead to the earlier answer; None where there is none or it cannot be linked."""
        key = _key(message, asked)
        if key is None or not settings.cooldown:
            return None
        found = await self._desk.records.find_note(key)
        if found is None:
            return None
        at, _, message_id = found.partition(" ")
        age = self._desk.clock() - float(at)
        if age > settings.cooldown * 60 or not await self._still_says(message, int(message_id), asked[0][1]):
            return None
        url = _link(message, int(message_id))
        minutes = self._desk.texts.counted("ago_minute", max(1, round(age / 60)))
        return (Piece(self._desk.texts("same_as_above"), url=url), Piece(f" ({minutes})"))

    async def _still_says(self, message: Message, message_id: int, outcome: Outcome) -> bool:
        """Whether the earlier message was not edited into another answer since."""
        said = await self._desk.records.find_said_in(message.chat_id, message_id)
        return said is not None and isinstance(outcome, Answer) and said.told[0].answer == outcome.text

    async def note(self, message: Message, asked: list[tuple[str, Outcome]], sent: int, *, at: float) -> None:
        """Remember that this answer, asked for at this time, stands in message `sent`."""
        if key := _key(message, asked):
            await self._desk.records.keep_note(key, f"{at:.0f} {sent}")


def _key(message: Message, asked: list[tuple[str, Outcome]]) -> str | None:
    """One key for one question and answer in one topic; only supergroups have links to messages."""
    if message.chat.type != "supergroup" or len(asked) > 1:
        return None
    question, answer = asked[0]
    if not isinstance(answer, Answer):
        return None
    words = " ".join(re.findall(r"\w+", question.lower()))
    said = f"{words}|{answer.text}|{answer.citation.article_id}"
    return f"same:{message.chat_id}:{topic_of(message) or 0}:{blake2s(said.encode(), digest_size=8).hexdigest()}"


def _link(message: Message, message_id: int) -> str:
    chat = message.chat.username or "c/" + str(message.chat_id).removeprefix("-100")
    topic = topic_of(message)
    return f"https://t.me/{chat}/{topic}/{message_id}" if topic else f"https://t.me/{chat}/{message_id}"
