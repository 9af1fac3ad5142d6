"""What happens to the bot in its chats: joined, left, blocked, moved; posts of a linked channel; forwarded articles."""

from __future__ import annotations

import logging

from telegram import ChatMember, ChatMemberUpdated, Update
from telegram.error import TelegramError
from telegram.ext import ContextTypes

from bot.desk import Desk
from bot.factsheet import article_line
from bot.handlers.arguments import message_of
from bot.handlers.questioning import place_of
from bot.markup import Piece
from bot.origin import origin_of
from bot.outgoing import Outgoing
from bot.rights import INSIDE
from knowledge import Focus, UnknownArticle

_log = logging.getLogger(__name__)


class GroupLife:
    """Keeps up with where the bot is."""

    def __init__(self, desk: Desk, outgoing: Outgoing) -> None:
        self._desk, self._outgoing, self._texts = desk, outgoing, desk.texts

    async def membership(self, update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        """The bot was added, promoted, thrown out or blocked."""
        change = update.my_chat_member
        if change is None or change.chat.type == "channel":
            return
        was, now = _is_inside(change.old_chat_member), _is_inside(change.new_chat_member)
        if was and not now:
            _log.info("no longer in a chat (%s)", change.chat.type)
            return
        if change.chat.type == "private" or was or not now:
            return
        await self._desk.records.note_manager(change.from_user.id, change.chat.id)
        if await self._desk.records.find_sent(update.update_id, "hello") is not None:
            return
        sent = await self._greet(change, context)
        if sent is not None:
            await self._desk.records.note_sent(update.update_id, "hello", change.chat.id, sent)

    async def migrated(self, update: Update, _: ContextTypes.DEFAULT_TYPE) -> None:
        """A group became a supergroup: everything kept for it moves to its new id."""
        message = message_of(update)
        if message.migrate_to_chat_id is not None:
            await self._desk.records.move_chat(message.chat_id, message.migrate_to_chat_id)
        elif message.migrate_from_chat_id is not None:
            await self._desk.records.move_chat(message.migrate_from_chat_id, message.chat_id)

    async def posted(self, update: Update, _: ContextTypes.DEFAULT_TYPE) -> None:
        """A channel's post arrived in its linked group: its comments are about its article, once it is one."""
        message = message_of(update)
        origin = origin_of(message)
        if origin is not None:
            await self._desk.records.bind_thread(message.chat_id, message.message_id, origin.article_id)

    async def forwarded(self, update: Update, _: ContextTypes.DEFAULT_TYPE) -> None:
        """An article was forwarded in private: the next questions are about it, if the bot has it."""
        message = message_of(update)
        origin = origin_of(message)
        try:
            article = await self._desk.aside(self._desk.base.article, origin.article_id if origin else "")
        except UnknownArticle:
            await self._outgoing.say(update, self._texts("forwarded_unknown"))
            return
        place = place_of(message)
        focus = Focus(article.title, article.id)
        await self._desk.records.keep_focus(place.chat_id, place.topic, place.asker, focus)
        line = article_line(article, self._texts)
        await self._outgoing.say(update, (*line, Piece("\n" + self._texts("forwarded_known"))))

    async def _greet(self, change: ChatMemberUpdated, context: ContextTypes.DEFAULT_TYPE) -> int | None:
        """One message that says what works here now."""
        me = await context.bot.get_me()
        sees_all = me.can_read_all_group_messages or change.new_chat_member.status == ChatMember.ADMINISTRATOR
        words = self._texts("hello_group", bot=me.username) + "\n\n"
        words += self._texts("privacy_off" if sees_all else "privacy_on", bot=me.username)
        try:
            return await self._outgoing.tell(context.bot, change.chat.id, words)
        except TelegramError as error:
            _log.info("cannot greet a new chat: %s", type(error).__name__)
            return None


def _is_inside(member: ChatMember) -> bool:
    return member.status in INSIDE or (member.status == ChatMember.RESTRICTED and getattr(member, "is_member", False))
