"""What a command was given, and the message that it stands in."""

from __future__ import annotations

from telegram import Message, Update


def message_of(update: Update) -> Message:
    """The update's message. Raises ValueError where it has none: a handler of messages is never given one."""
    message = update.effective_message
    if message is None:
        raise ValueError("an update without a message came to a handler of messages")
    return message


def argument_of(update: Update) -> str:
    """What stands behind the command, in one line."""
    return " ".join(rest_of(update).split())


def rest_of(update: Update) -> str:
    """What stands behind the command as it was written, line breaks too."""
    text = message_of(update).text or ""
    parts = text.split(maxsplit=1)
    return parts[1].strip() if len(parts) > 1 else ""
