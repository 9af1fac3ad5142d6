"""A reply in private to something the bot asked for goes to whoever asked; any other reply is a question."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping

from telegram import Update
from telegram.ext import ContextTypes

from bot.desk import Desk
from bot.gate import Gate, Handles
from bot.handlers.arguments import message_of
from bot.prompts import Prompt, Prompts
from bot.ranks import Role

Takes = Callable[[Update, Prompt], Awaitable[None]]

NEEDS = {"teach": Role.REVIEWER, "alias": Role.REVIEWER}
"""Who may answer a prompt, where it is not editors only."""


class Replying:
    """Finds out what a reply is for."""

    def __init__(self, desk: Desk, gate: Gate, takers: Mapping[str, Takes], otherwise: Handles) -> None:
        self._desk, self._gate, self._takers, self._otherwise = desk, gate, takers, otherwise
        self._prompts = Prompts(desk.records)

    async def replied(self, update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        """A reply to a message of the bot."""
        message = message_of(update)
        replied = message.reply_to_message
        prompt = await self._prompts.find(message.chat_id, replied.message_id) if replied is not None else None
        if prompt is None or not (message.text or "").strip():
            await self._otherwise(update, context)
        elif await self._gate.lets_in(update, NEEDS.get(prompt.does, Role.EDITOR)):
            await self._takers[prompt.does](update, prompt)
