"""The command menus by scope; they hide, they do not authorise."""

from __future__ import annotations

from collections.abc import Iterable

from telegram import (
    Bot,
    BotCommand,
    BotCommandScope,
    BotCommandScopeAllChatAdministrators,
    BotCommandScopeAllGroupChats,
    BotCommandScopeAllPrivateChats,
    BotCommandScopeChat,
)
from telegram.error import BadRequest

from bot.wording import Texts

ASKING = ("ask", "latest", "about", "sources", "why", "help")
OWN = ("privacy", "mydata", "forgetme")
OWNERS = ("add", "articles", "remove", "status")
MENUS: tuple[tuple[BotCommandScope, tuple[str, ...]], ...] = (
    (BotCommandScopeAllPrivateChats(), (*ASKING, "settings", *OWN)),
    (BotCommandScopeAllGroupChats(), (*ASKING, "privacy")),
    (BotCommandScopeAllChatAdministrators(), (*ASKING, "settings", "privacy")),
)
"""Which commands are shown where."""


async def set_menus(bot: Bot, texts: Texts, owners: Iterable[int]) -> None:
    """Tell Telegram what to show; owners who never wrote to the bot have no chat to show it in yet."""
    for scope, names in MENUS:
        await bot.set_my_commands(_commands(texts, names), scope)
    for owner in owners:
        try:
            names = (*ASKING, *OWNERS, "settings", *OWN)
            await bot.set_my_commands(_commands(texts, names), BotCommandScopeChat(owner))
        except BadRequest:
            continue


def _commands(texts: Texts, names: Iterable[str]) -> list[BotCommand]:
    return [BotCommand(name, texts(f"command_{name}")) for name in names]
