"""`run`: the Telegram bot. Without a command: the bot where a token is set, else a chat in the terminal."""

from __future__ import annotations

import argparse

from bot.commands import settings_of
from bot.console import say


def run(options: argparse.Namespace) -> int:
    """Run the Telegram bot until it is stopped. Raises BrokenSettings without a token."""
    settings = settings_of(options)
    settings.get_token()
    from bot.serve import run_bot

    return run_bot(settings)


def run_or_chat(options: argparse.Namespace) -> int:
    """The bot, or a chat where no token is set."""
    if settings_of(options).token is not None:
        return run(options)
    from bot.commands.chat import chat

    say("No bot token is set (ANNOUNCEBOT_TOKEN), so this is a chat in the terminal.")
    return chat(options)
