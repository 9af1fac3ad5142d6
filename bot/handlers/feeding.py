"""Editors feed the bot in private: a text, a forwarded post, a file, a link, /add; named channels by themselves."""

from __future__ import annotations

import asyncio
import logging
import re
from datetime import date
from pathlib import Path

from telegram import Message, MessageOriginHiddenUser, Update
from telegram.ext import ContextTypes

from bot.changelog import Changelog
from bot.desk import Desk
from bot.gate import Handles
from bot.handlers.arguments import message_of, rest_of
from bot.handlers.drafting import Drafting
from bot.intake.drafts import Draft
from bot.intake.fetching import fetch
from bot.intake.files import MAX_FILE, draft_of
from bot.intake.plaintext import parse_text
from bot.markup import clean, clip
from bot.origin import Origin, origin_of
from bot.outgoing import Outgoing
from bot.pending import Pending
from bot.progress import Progress
from bot.ranks import Role
from knowledge import BrokenFile, KnowledgeError, StoreError

_log = logging.getLogger(__name__)
_DAY = re.compile(r"\b\d{4}-\d\d-\d\d\b")
_LINK = re.compile(r"https?://\S+")


class Feeding:
    """Makes drafts of what editors send; what others send is a question."""

    def __init__(self, desk: Desk, outgoing: Outgoing, drafting: Drafting, asked: Handles, forwarded: Handles) -> None:
        self._desk, self._outgoing, self._texts = desk, outgoing, desk.texts
        self._drafting, self._asked, self._forwarded = drafting, asked, forwarded
        self._changes = Changelog(desk)

    async def add(self, update: Update, _: ContextTypes.DEFAULT_TYPE) -> None:
        """The article pasted behind the command, linked there, or in the message it replies to."""
        message = message_of(update)
        pasted = rest_of(update)
        source = message if pasted or message.document is not None else message.reply_to_message
        if source is None or not (pasted or _holds_something(source)):
            await self._outgoing.say(update, self._texts("add_how"))
            return
        await self._take_in(update, source, pasted)

    async def filed(self, update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        """A file in private."""
        await self._if_editor(update, context, self._asked)

    async def pasted(self, update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        """A long text or a bare link in private."""
        await self._if_editor(update, context, self._asked)

    async def forwarded(self, update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        """A forwarded post in private; one that is known is what the next questions are about."""
        origin = origin_of(message_of(update))
        is_known = origin is not None and await self._desk.knows(origin.article_id)
        await (self._forwarded(update, context) if is_known else self._if_editor(update, context, self._forwarded))

    async def posted(self, update: Update, _: ContextTypes.DEFAULT_TYPE) -> None:
        """A post of a named channel becomes an article; an edited one takes its place. Nothing is said."""
        message, chat = message_of(update), update.effective_chat
        names = {str(chat.id), (chat.username or "").lower()} if chat is not None else set()
        origin, text = origin_of(message), message.text or message.caption
        if not names & set(self._desk.settings.channels) or origin is None or not text:
            return
        try:
            await self._changes.add(_over(Draft(), parse_text(text, "the post"), origin).finish("the post"), 0)
        except StoreError:
            raise
        except KnowledgeError as error:
            _log.info("a channel's post was not taken: %s", error)

    async def _if_editor(self, update: Update, context: ContextTypes.DEFAULT_TYPE, otherwise: Handles) -> None:
        user = update.effective_user
        message = message_of(update)
        if await self._desk.role_of(user.id if user is not None else None) < Role.EDITOR:
            await otherwise(update, context)
        else:
            await self._take_in(update, message, message.text or "" if message.document is None else "")

    async def _take_in(self, update: Update, source: Message, pasted: str) -> None:
        """Read it, telling how far it is in one message, which becomes the draft's panel."""
        message = message_of(update)
        sent = await self._outgoing.say(update, self._texts("reading"), part="draft")
        if sent is None:
            return
        bot, who = message.get_bot(), message.from_user.id if message.from_user is not None else 0
        progress = Progress(self._outgoing, bot, message.chat_id, sent, told=self._texts("reading"))
        try:
            draft = await self._read(progress, source, pasted)
        except StoreError:
            raise
        except KnowledgeError as error:
            refusal = self._texts("add_refused", problem=clip(clean(str(error)), 500))
            await self._outgoing.change(bot, message.chat_id, sent, refusal)
            return
        hidden = isinstance(source.forward_origin, MessageOriginHiddenUser)
        notes = ("note_hidden",) if hidden else ()
        await self._drafting.open(bot, progress, Pending(message.chat_id, sent, who, draft, notes=notes))

    async def _read(self, progress: Progress, source: Message, pasted: str) -> Draft:
        """What was sent, as a draft. Raises KnowledgeError."""
        origin = origin_of(source)
        if source.document is not None:
            day = _DAY.search(source.caption or "")
            given = Draft(date=day[0], dated_by="person") if day else Draft()
            return _over(given, await self._read_file(progress, source), origin)
        if _LINK.fullmatch(pasted):
            fetching = fetch(pasted, allowed=self._desk.settings.fetch_allowed)
            page = await progress.during(fetching, lambda: self._texts("fetching"))
            reading = asyncio.to_thread(draft_of, page.data, page.ending, pasted, url=page.url)
            return Draft(url=page.url).over(await progress.during(reading, lambda: self._texts("reading")))
        text = pasted or source.text or source.caption or ""
        return _over(Draft(), parse_text(text, "the message"), origin)

    async def _read_file(self, progress: Progress, message: Message) -> Draft:
        """What a sent file says. Raises KnowledgeError."""
        document = message.document
        if document is None:
            raise BrokenFile("the message", "holds no file")
        name = clip(document.file_name or "the file", 80)
        if document.file_size is not None and document.file_size > MAX_FILE:
            raise BrokenFile(name, f"is too long; the limit is {MAX_FILE:,} bytes")
        pages = [0, 0]

        def note(done: int, count: int) -> None:
            pages[:] = done, count

        def words() -> str:
            return self._texts("reading_page", done=pages[0], count=pages[1]) if pages[1] else self._texts("reading")

        data = bytes(await (await document.get_file()).download_as_bytearray())
        ending = Path(document.file_name or "").suffix.lower()
        reading = asyncio.to_thread(draft_of, data, ending, name, progress=note)
        return await progress.during(reading, words)


def _holds_something(message: Message) -> bool:
    return bool(message.document is not None or message.text or message.caption)


def _over(given: Draft, read: Draft, origin: Origin | None) -> Draft:
    """The draft; a forwarded one is dated and named by where it came from."""
    draft = given.over(read)
    if origin is None:
        return draft
    known = Draft(origin.article_id, None, _day(origin.date), origin.source, origin.url, dated_by="forward")
    return draft.over(known) if draft.date else known.over(draft)


def _day(day: date) -> str:
    return day.isoformat()
