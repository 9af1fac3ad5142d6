"""The command menus by scope; they hide, they do not authorise."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import suppress

from telegram import (
    Bot,
    BotCommand,
    BotCommandScope,
    BotCommandScopeAllChatAdministrators,
    BotCommandScopeAllGroupChats,
    BotCommandScopeAllPrivateChats,
    BotCommandScopeChat,
)
from telegram.error import TelegramError

from bot.wording import LANGUAGES, Texts, read_texts

ASKING = ("ask", "latest", "about", "sources", "why", "help")
OWN = ("privacy", "mydata", "forgetme")
OWNERS = ("add", "articles", "remove", "undo", "log", "review", "status")
MENUS: tuple[tuple[BotCommandScope, tuple[str, ...]], ...] = (
    (BotCommandScopeAllPrivateChats(), (*ASKING, "settings", *OWN)),
    (BotCommandScopeAllGroupChats(), (*ASKING, "privacy")),
    (BotCommandScopeAllChatAdministrators(), (*ASKING, "settings", "privacy")),
)
"""Which commands are shown where."""


async def set_menus(bot: Bot, texts: Texts) -> None:
    """Tell Telegram what to show to everybody, in every language there is a catalogue of."""
    for scope, names in MENUS:
        await bot.set_my_commands(_commands(texts, names), scope)
        for lang in LANGUAGES[1:]:
            await bot.set_my_commands(_commands(read_texts(lang), names), scope, language_code=lang)


async def set_owner_menu(bot: Bot, texts: Texts, owner: int) -> None:
    """Tell Telegram what to show to an owner; only one who has started the bot has a chat to show it in."""
    with suppress(TelegramError):
        await bot.set_my_commands(_commands(texts, (*ASKING, *OWNERS, "settings", *OWN)), BotCommandScopeChat(owner))


def _commands(texts: Texts, names: Iterable[str]) -> list[BotCommand]:
    return [BotCommand(name, texts(f"command_{name}")) for name in names]
