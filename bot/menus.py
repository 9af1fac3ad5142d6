"""The command menus by scope, made from the table of roles; they hide, they do not authorise."""

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

from bot.ranks import Role, shown
from bot.wording import LANGUAGES, Texts, read_texts

MENUS: tuple[tuple[BotCommandScope, tuple[str, ...]], ...] = (
    (BotCommandScopeAllPrivateChats(), shown(Role.ANYBODY, private=True)),
    (BotCommandScopeAllGroupChats(), shown(Role.ANYBODY, private=False)),
    (BotCommandScopeAllChatAdministrators(), shown(Role.CHAT_ADMIN, private=False)),
)
"""Which commands are shown where."""


async def set_menus(bot: Bot, texts: Texts) -> None:
    """Tell Telegram what to show to everybody, in every language there is a catalogue of."""
    for scope, names in MENUS:
        await bot.set_my_commands(_commands(texts, names), scope)
        for lang in LANGUAGES[1:]:
            await bot.set_my_commands(_commands(read_texts(lang), names), scope, language_code=lang)


async def set_own_menu(bot: Bot, texts: Texts, user_id: int, role: Role) -> None:
    """Tell Telegram what to show to one person; only one who has started the bot has a chat to show it in."""
    scope = BotCommandScopeChat(user_id)
    with suppress(TelegramError):
        if role > Role.CHAT_ADMIN:
            await bot.set_my_commands(_commands(texts, shown(role, private=True)), scope)
        else:
            await bot.delete_my_commands(scope)


def _commands(texts: Texts, names: Iterable[str]) -> list[BotCommand]:
    return [BotCommand(name, texts(f"command_{name}")) for name in names]
