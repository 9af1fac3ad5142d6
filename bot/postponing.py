"""What a handler meets when the bot is stopping: its update is left to the next run."""


class Postponed(Exception):
    """Something that was not done, because the bot is stopping: its update is handled after the restart.

    No TelegramError, so that no handler takes it for a refusal of Telegram's and goes on.
    """
