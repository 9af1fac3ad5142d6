"""Sends, once: what an update's outbox holds is not sent again; what Telegram refuses as HTML goes as plain text."""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence

from telegram import (
    Bot,
    ForceReply,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    LinkPreviewOptions,
    Message,
    ReplyParameters,
    Update,
)
from telegram.constants import ParseMode
from telegram.error import BadRequest, ChatMigrated

from bot.addressed import topic_of
from bot.markup import LIMIT, Piece, Pieces, clip, fit, size, to_html, to_plain
from bot.records import Records
from knowledge import Ledger

Buttons = Sequence[Sequence[InlineKeyboardButton]]
NO_PREVIEW = LinkPreviewOptions(is_disabled=True)
CAPTION = 1024
"""UTF-16 units that Telegram takes under a picture."""

_log = logging.getLogger(__name__)


class Outgoing:
    """Sends and edits messages, and keeps what was sent for which update."""

    def __init__(self, records: Records) -> None:
        self._records = records

    async def say(
        self,
        update: Update,
        words: Pieces | str,
        *,
        part: str = "",
        buttons: Buttons = (),
        keep: Callable[[int], Callable[[Ledger], None]] | None = None,
    ) -> int | None:
        """Reply to the update's message; the id of what was sent, also when it was sent earlier.

        part: tells several messages about one update apart. keep: makes the change to store along with it.
        """
        sent = await self._records.find_sent(update.update_id, part)
        if sent is not None:
            return sent
        message = update.effective_message
        if message is None:
            return None
        sent = await self._send(message, pieces_of(words), buttons)
        noted = self._records.sent_change(update.update_id, part, message.chat_id, sent)
        kept = keep(sent) if keep is not None else None

        def change(ledger: Ledger) -> None:
            noted(ledger)
            if kept is not None:
                kept(ledger)

        await self._records.change_surely(change)  # if this failed, it would all be sent again
        return sent

    async def show(self, update: Update, png: bytes, words: Pieces) -> None:
        """Reply with a picture and its words: under it where they have room there, else as a message of their own.

        Where the chat takes no pictures, the words alone.
        """
        message = update.effective_message
        if message is None:
            return
        caption = words if size(words) <= CAPTION else words[:1]
        if await self._records.find_sent(update.update_id, "picture") is None:
            try:
                sent = await self._post_picture(message, message.chat_id, png, caption)
            except ChatMigrated as moved:
                await self._records.move_chat(message.chat_id, moved.new_chat_id)
                sent = await self._post_picture(message, moved.new_chat_id, png, caption)
            except BadRequest as error:
                _log.warning("a picture was not taken (%s); its words are sent alone", error.message)
                caption = ()
            else:
                await self._records.note_sent(update.update_id, "picture", message.chat_id, sent)
        if caption != words:
            await self.say(update, words)

    async def _post_picture(self, message: Message, chat_id: int, png: bytes, caption: Pieces) -> int:
        sent = await message.get_bot().send_photo(
            chat_id,
            png,
            to_html(caption),
            parse_mode=ParseMode.HTML,
            message_thread_id=topic_of(message),
            reply_parameters=ReplyParameters(message.message_id, allow_sending_without_reply=True),
        )
        return sent.message_id

    async def tell(self, bot: Bot, chat_id: int, words: Pieces | str, *, buttons: Buttons = ()) -> int:
        """Say something in a chat that is no reply; the id of the message."""
        html = to_html(fit(pieces_of(words)))
        sent = await bot.send_message(chat_id, html, parse_mode=ParseMode.HTML, reply_markup=keyboard(buttons))
        return sent.message_id

    async def request(self, bot: Bot, chat_id: int, words: str) -> int:
        """Ask for something that the person writes as a reply to it; the id of the message."""
        html = to_html(fit(pieces_of(words)))
        sent = await bot.send_message(chat_id, html, parse_mode=ParseMode.HTML, reply_markup=ForceReply())
        return sent.message_id

    async def change(
        self, bot: Bot, chat_id: int, message_id: int, words: Pieces | str, *, buttons: Buttons = ()
    ) -> bool:
        """Put other words into a message of the bot; whether it is there to be changed."""
        pieces = pieces_of(words)
        try:
            await self._edit(bot, chat_id, message_id, to_html(fit(pieces)), buttons, ParseMode.HTML)
        except BadRequest as error:
            if is_markup_problem(error):
                await self._edit(bot, chat_id, message_id, clip(to_plain(pieces), LIMIT), buttons, None)
            elif not is_unchanged(error):
                _log.info("a message cannot be edited: %s", error.message)
                return False
        return True

    async def _send(self, message: Message, pieces: Pieces, buttons: Buttons) -> int:
        try:
            return await self._dress(message, message.chat_id, pieces, buttons)
        except ChatMigrated as moved:
            await self._records.move_chat(message.chat_id, moved.new_chat_id)
            return await self._dress(message, moved.new_chat_id, pieces, buttons)

    async def _dress(self, message: Message, chat_id: int, pieces: Pieces, buttons: Buttons) -> int:
        """Send it as HTML, or as plain text where Telegram refuses that."""
        try:
            return await self._post(message, chat_id, to_html(fit(pieces)), buttons, ParseMode.HTML)
        except BadRequest as error:
            if not is_markup_problem(error):
                raise
            _log.warning("Telegram refused an answer's markup; sent as plain text")
            return await self._post(message, chat_id, clip(to_plain(pieces), LIMIT), buttons, None)

    async def _post(self, message: Message, chat_id: int, text: str, buttons: Buttons, mode: ParseMode | None) -> int:
        is_here = chat_id == message.chat_id  # in the supergroup that a group became, the message's id is another's
        replied = ReplyParameters(message.message_id, allow_sending_without_reply=True) if is_here else None
        sent = await message.get_bot().send_message(
            chat_id,
            text,
            parse_mode=mode,
            message_thread_id=topic_of(message),
            reply_parameters=replied,
            reply_markup=keyboard(buttons),
            link_preview_options=NO_PREVIEW,
        )
        return sent.message_id

    async def _edit(
        self, bot: Bot, chat_id: int, message_id: int, text: str, buttons: Buttons, mode: ParseMode | None
    ) -> None:
        await bot.edit_message_text(
            text,
            chat_id=chat_id,
            message_id=message_id,
            parse_mode=mode,
            reply_markup=keyboard(buttons),
            link_preview_options=NO_PREVIEW,
        )


def pieces_of(words: Pieces | str) -> Pieces:
    """Pieces as they are; a text as one."""
    return (Piece(words),) if isinstance(words, str) else words


def keyboard(buttons: Buttons) -> InlineKeyboardMarkup | None:
    """The buttons as Telegram wants them; None for none."""
    return InlineKeyboardMarkup(buttons) if buttons else None


def is_unchanged(error: BadRequest) -> bool:
    """Whether an edit failed because there is nothing to change, which is as good as done."""
    return "message is not modified" in error.message.lower()


def is_stale(error: BadRequest) -> bool:
    """Whether a button or inline query was answered or given up long ago."""
    return "query is too old" in error.message.lower() or "query_id_invalid" in error.message.lower()


def is_markup_problem(error: BadRequest) -> bool:
    """Whether Telegram refused the text as it is marked up; plain text would pass."""
    said = error.message.lower()
    return "can't parse entities" in said or "message is too long" in said or "entit" in said
