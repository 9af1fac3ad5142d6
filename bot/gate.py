"""Stands before every command and button: whoever may not use it gets one sentence, and nothing is done."""

from __future__ import annotations

from collections.abc import Callable, Coroutine
from typing import Any

from telegram import Message, Update
from telegram.ext import ContextTypes

from bot.desk import Desk
from bot.markup import clip
from bot.outgoing import Outgoing
from bot.ranks import BUTTONS, COMMANDS, Role

Handles = Callable[[Update, Any], Coroutine[Any, Any, None]]


class Gate:
    """Asks the table, and who it is that comes."""

    def __init__(self, desk: Desk, outgoing: Outgoing) -> None:
        self._desk, self._outgoing = desk, outgoing

    def command(self, name: str, does: Handles) -> Handles:
        """The handler, for those whom the table lets use this command in this place."""
        rule = COMMANDS[name]

        async def guarded(update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
            message = update.effective_message
            if message is None:
                return
            refusal = await self._refusal(message, rule.role, in_private=rule.in_private, in_groups=rule.in_groups)
            if refusal is None:
                await does(update, context)
            elif refusal:
                await self._outgoing.say(update, refusal)

        return guarded

    def button(self, name: str, does: Handles) -> Handles:
        """The handler, for those whose button it is: looked up at every press, whatever menus and messages show."""
        needed = BUTTONS[name]

        async def guarded(update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
            query = update.callback_query
            if query is None:
                return
            if needed > Role.CHAT_ADMIN and await self._desk.role_of(query.from_user.id) < needed:
                await query.answer(clip(self._only_for(needed), 200))
                return
            await does(update, context)

        return guarded

    async def lets_in(self, update: Update, role: Role) -> bool:
        """Whether the person who writes has this role; who has not is told."""
        user = update.effective_user
        if await self._desk.role_of(user.id if user is not None else None) >= role:
            return True
        await self._outgoing.say(update, self._only_for(role))
        return False

    async def _refusal(self, message: Message, role: Role, *, in_private: bool, in_groups: bool) -> str | None:
        """Why the command is not done; "" to keep silent about it, None where it may be."""
        is_private = message.chat.type == "private"
        if role <= Role.CHAT_ADMIN:
            return None  # whoever runs a chat is asked of Telegram by the handler
        if message.sender_chat is not None:
            return self._desk.texts("anonymous") if message.sender_chat.id == message.chat_id else ""
        user = message.from_user.id if message.from_user is not None else None
        if await self._desk.role_of(user) < role:
            return self._only_for(role) if is_private or _calls_bot(message) else ""
        return None if (in_private if is_private else in_groups) else self._desk.texts("private_only")

    def _only_for(self, role: Role) -> str:
        return self._desk.texts(f"only_{role.name.lower()}")


def _calls_bot(message: Message) -> bool:
    """Whether a command names the bot; in a group the bare one may be meant for another bot."""
    command = (message.text or message.caption or "").split(maxsplit=1)[0]
    return command.lower().endswith(f"@{message.get_bot().username}".lower())
