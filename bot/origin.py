"""Where a forwarded message or a channel's post comes from: its link, date and the id of its article."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from telegram import Chat, Message, MessageOriginChannel, MessageOriginChat, MessageOriginHiddenUser, MessageOriginUser


@dataclass(frozen=True, slots=True)
class Origin:
    """The first appearance of a message."""

    article_id: str
    """The id its article has, once it is one."""
    source: str
    date: date
    url: str | None = None


def origin_of(message: Message) -> Origin | None:
    """Where a forwarded message was published, or a channel's own post; None for anything else."""
    origin = message.forward_origin
    if isinstance(origin, MessageOriginChannel):
        return _published(origin.chat, origin.message_id, origin.date.date())
    if isinstance(origin, MessageOriginChat | MessageOriginUser | MessageOriginHiddenUser):
        return Origin(_loose_id(message), _name(origin), origin.date.date())
    if message.sender_chat is not None and message.chat.type == "channel":
        return _published(message.chat, message.message_id, message.date.date())
    return None


def _published(chat: Chat, message_id: int, day: date) -> Origin:
    inner = str(chat.id).removeprefix("-100")
    name = chat.username or f"c/{inner}"
    return Origin(f"tg-{inner}-{message_id}", chat.title or name, day, f"https://t.me/{name}/{message_id}")


def _loose_id(message: Message) -> str:
    return f"tg-{abs(message.chat.id)}-{message.message_id}"


def _name(origin: MessageOriginChat | MessageOriginUser | MessageOriginHiddenUser) -> str:
    if isinstance(origin, MessageOriginUser):
        return origin.sender_user.full_name
    if isinstance(origin, MessageOriginChat):
        return origin.sender_chat.title or ""
    return origin.sender_user_name
