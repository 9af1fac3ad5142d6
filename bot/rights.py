"""Who runs a chat: asked of Telegram at every use of a right; menus only hide, they do not authorise."""

from __future__ import annotations

from telegram import Bot, ChatMember, Message
from telegram.error import TelegramError

INSIDE = (ChatMember.OWNER, ChatMember.ADMINISTRATOR, ChatMember.MEMBER)
RUNNING = (ChatMember.OWNER, ChatMember.ADMINISTRATOR)


async def runs_chat(bot: Bot, chat_id: int, user_id: int) -> bool:
    """Whether this person may change the settings of this chat; in a private chat, its person."""
    if chat_id > 0:
        return chat_id == user_id
    try:
        member = await bot.get_chat_member(chat_id, user_id)
    except TelegramError:
        return False
    return member.status in RUNNING


async def wrote_as_admin(message: Message) -> bool:
    """Whether the message comes from somebody who runs its chat; anonymous admins write as the chat itself."""
    if message.sender_chat is not None:
        return message.sender_chat.id == message.chat_id
    return message.from_user is not None and await runs_chat(message.get_bot(), message.chat_id, message.from_user.id)
