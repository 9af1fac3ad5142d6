"""/settings: a chat's settings as buttons, in the chat or from the private chat of somebody who runs it."""

from __future__ import annotations

from telegram import CallbackQuery, InlineKeyboardButton, Update
from telegram.error import BadRequest, TelegramError
from telegram.ext import ContextTypes

from bot.chatsettings import VALUES, ChatSettings
from bot.desk import Desk
from bot.handlers.arguments import message_of
from bot.markup import Piece, Pieces, Style, clean, clip
from bot.outgoing import Buttons, Outgoing, is_stale
from bot.rights import runs_chat, wrote_as_admin
from bot.wording import known_language, language

PRIVATE = ("rumours", "verbosity", "language", "pictures")
"""What can be set in a private chat."""
MOST_CHATS = 10


class Setting:
    """Shows and turns settings; who may is asked of Telegram at every press."""

    def __init__(self, desk: Desk, outgoing: Outgoing) -> None:
        self._desk, self._outgoing, self._texts = desk, outgoing, desk.texts

    async def opened(self, update: Update, _: ContextTypes.DEFAULT_TYPE) -> None:
        """The buttons of this chat; in private those of one's own chat and a way to one's groups."""
        message = message_of(update)
        if message.chat_id < 0:
            if not await wrote_as_admin(message):
                await self._outgoing.say(update, self._texts("admins_only"))
                return
            if message.from_user is not None and message.sender_chat is None:
                await self._desk.records.note_manager(message.from_user.id, message.chat_id)
        words, buttons = await self._panel(message.chat_id, self._texts("this_chat"))
        if message.chat_id > 0:
            buttons = [*buttons, *await self._groups(update, message.chat_id)]
        await self._outgoing.say(update, words, buttons=buttons)

    async def pressed(self, update: Update, _: ContextTypes.DEFAULT_TYPE) -> None:
        """A setting goes to its next value, or a group's panel opens."""
        query = update.callback_query
        if query is None or query.message is None:
            return
        _kind, chat, name, *_rest = [*(query.data or "").split(":"), "", ""]
        chat_id = int(chat) if chat.removeprefix("-").isdecimal() else 0
        here = query.message.chat.id
        if not chat_id or here not in (chat_id, query.from_user.id):
            await self._notice(query, self._texts("button_gone"))
        elif not await runs_chat(query.get_bot(), chat_id, query.from_user.id):
            await self._notice(query, self._texts("admins_only"))
        else:
            await self._turn(query, chat_id, name)

    async def _turn(self, query: CallbackQuery, chat_id: int, name: str) -> None:
        if name in VALUES:
            settings = await self._desk.records.chat_settings(chat_id)
            settings = settings.turned(name)
            await self._desk.records.keep_chat_settings(chat_id, settings)
            if name == "language":
                own = known_language(query.from_user.language_code)
                language.set(own if settings.language == "auto" else settings.language)
        message = query.message
        title = self._texts("this_chat")
        if message is not None and message.chat.id != chat_id:
            title = await self._title(query, chat_id)
        words, buttons = await self._panel(chat_id, title)
        if message is not None:
            await self._outgoing.change(query.get_bot(), message.chat.id, message.message_id, words, buttons=buttons)
        await self._notice(query, "")

    async def _panel(self, chat_id: int, title: str) -> tuple[Pieces, Buttons]:
        settings = await self._desk.records.chat_settings(chat_id)
        names = PRIVATE if chat_id > 0 else tuple(VALUES)
        rows = [
            [InlineKeyboardButton(self._label(settings, name), callback_data=f"set:{chat_id}:{name}")] for name in names
        ]
        return (Piece(self._texts("settings_of", chat=clip(clean(title), 100)), Style.BOLD),), rows

    def _label(self, settings: ChatSettings, name: str) -> str:
        value = getattr(settings, name)
        if name == "cooldown":
            shown = self._texts.counted("minute", value) if value else self._texts("value_off")
        elif name == "quiet":
            shown = self._texts("hours", span=value.replace("-", "–")) if value else self._texts("value_off")
        else:
            shown = self._texts(f"value_{'on' if value is True else 'off' if value is False else value}")
        return f"{self._texts(f'setting_{name}')}: {shown}"

    async def _groups(self, update: Update, user_id: int) -> Buttons:
        rows = []
        for chat_id in (await self._desk.records.managed_by(user_id))[:MOST_CHATS]:
            bot = update.get_bot()
            if await runs_chat(bot, chat_id, user_id):
                try:
                    title = (await bot.get_chat(chat_id)).title or str(chat_id)
                except TelegramError:
                    continue
                rows.append([InlineKeyboardButton(clip(clean(title), 60), callback_data=f"set:{chat_id}:")])
        return rows

    async def _title(self, query: CallbackQuery, chat_id: int) -> str:
        try:
            return (await query.get_bot().get_chat(chat_id)).title or str(chat_id)
        except TelegramError:
            return str(chat_id)

    async def _notice(self, query: CallbackQuery, words: str) -> None:
        try:
            await query.answer(words or None)
        except BadRequest as error:
            if not is_stale(error):
                raise
