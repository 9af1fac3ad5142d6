"""Owners feed the bot: /add with an article's text, a link, a file or as a reply to one; /articles, /remove, /undo."""

from __future__ import annotations

import asyncio
import hashlib
import logging
import re
from contextlib import suppress
from datetime import UTC, date, datetime
from pathlib import Path

from telegram import InlineKeyboardButton, Message, Update
from telegram.error import BadRequest
from telegram.ext import ContextTypes

from bot.changelog import Change, Changelog
from bot.desk import Desk
from bot.factsheet import article_line, article_sheet
from bot.handlers.arguments import argument_of, message_of, rest_of
from bot.handlers.questioning import Asking
from bot.intake.drafts import Draft
from bot.intake.fetching import fetch
from bot.intake.files import MAX_FILE, draft_of
from bot.intake.plaintext import parse_text
from bot.markup import Piece, Pieces, Style, clean, clip
from bot.origin import Origin, origin_of
from bot.outgoing import Buttons, Outgoing
from bot.ranks import Role
from knowledge import Article, BrokenFile, KnowledgeError, StoreError

MOST_LISTED = 25
_log = logging.getLogger(__name__)
_DAY = re.compile(r"\b\d{4}-\d\d-\d\d\b")
_LINK = re.compile(r"https?://\S+")


class Feeding:
    """Takes articles in and out for the owners; others are told politely that they cannot."""

    def __init__(self, desk: Desk, outgoing: Outgoing, asking: Asking) -> None:
        self._desk, self._outgoing, self._texts, self._asking = desk, outgoing, desk.texts, asking
        self._changes = Changelog(desk)

    async def add(self, update: Update, _: ContextTypes.DEFAULT_TYPE) -> None:
        """Take the article pasted behind the command, linked or filed there, or the message it replies to."""
        message = message_of(update)
        try:
            draft = await self._draft(message, rest_of(update))
            if draft is None:
                await self._outgoing.say(update, self._texts("add_how"))
                return
            if not draft.date:
                await self._outgoing.say(update, self._texts("add_undated"))
                return
            article = draft.finish("the message")
            status, facts = await self._changes.add(article, _who(update))
        except StoreError:
            raise
        except KnowledgeError as error:
            await self._outgoing.say(update, self._texts("add_refused", problem=clip(clean(str(error)), 500)))
            return
        await self._outgoing.say(
            update, await self._report(article, status, facts), buttons=self._undo(article, status)
        )

    async def filed(self, update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        """A file in private: from an editor the same as /add in its caption, from others a question."""
        if await self._desk.role_of(_who(update)) >= Role.EDITOR:
            await self.add(update, context)
        else:
            await self._asking.asked(update, context)

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

    async def undo(self, update: Update, _: ContextTypes.DEFAULT_TYPE) -> None:
        """Take the last change back."""
        change = await self._changes.undo(_who(update))
        words = self._texts("undo_nothing") if change is None else self._undone(change)
        await self._outgoing.say(update, words)

    async def pressed(self, update: Update, _: ContextTypes.DEFAULT_TYPE) -> None:
        """The button under a report: take that article's last change back."""
        query = update.callback_query
        if query is None:
            return
        digest = (query.data or "").removeprefix("u:")
        changes = [change for change in await self._changes.latest() if digest_of(change.article_id or "") == digest]
        change = await self._changes.undo(query.from_user.id, changes[0].article_id) if changes else None
        await query.answer(clip(self._texts("undo_nothing") if change is None else self._undone(change), 200))
        if isinstance(query.message, Message):
            with suppress(BadRequest):
                await query.message.edit_reply_markup(None)

    async def log(self, update: Update, _: ContextTypes.DEFAULT_TYPE) -> None:
        """The latest changes: when, who, what."""
        changes = (await self._changes.latest())[:MOST_LISTED]
        if not changes:
            await self._outgoing.say(update, self._texts("log_nothing"))
            return
        lines = [Piece(self._texts("log_head"), Style.BOLD)]
        for change in changes:
            when = datetime.fromtimestamp(change.at, UTC)
            what = self._what(change) + (f" ({self._texts('log_undone')})" if change.is_undone else "")
            title = clip(clean(change.title), 80)
            lines.append(Piece(f"\n{self._texts.day(when.date())}, {when:%H:%M} · {change.who} · {what}: {title}"))
        await self._outgoing.say(update, tuple(lines))

    async def articles(self, update: Update, _: ContextTypes.DEFAULT_TYPE) -> None:
        """The articles with their ids, newest first."""
        articles = await self._desk.aside(self._desk.base.articles)
        if not articles:
            await self._outgoing.say(update, self._texts("knows_nothing"))
            return
        pieces: list[Piece] = [Piece(self._texts.counted("article", len(articles)), Style.BOLD)]
        for article in articles[:MOST_LISTED]:
            pieces += (Piece("\n"), Piece(article.id, Style.CODE), Piece(" "), *article_line(article, self._texts))
        if len(articles) > MOST_LISTED:
            pieces.append(Piece("\n" + self._texts("and_more", n=len(articles) - MOST_LISTED)))
        await self._outgoing.say(update, tuple(pieces))

    async def remove(self, update: Update, _: ContextTypes.DEFAULT_TYPE) -> None:
        """Take an article out by its id."""
        article_id = argument_of(update)
        if not article_id:
            await self._outgoing.say(update, self._texts("remove_how"))
            return
        try:
            article = await self._changes.remove(article_id, _who(update))
        except StoreError:
            raise
        except KnowledgeError as error:
            await self._outgoing.say(update, clip(clean(str(error)), 500))
            return
        await self._outgoing.say(update, (Piece(self._texts("removed") + " "), *article_line(article, self._texts)))

    async def _draft(self, message: Message, pasted: str) -> Draft | None:
        """What the message gives to take in; None where it gives nothing. Raises KnowledgeError."""
        if message.document is not None:
            day = _DAY.search(message.caption or "")
            return _over(Draft(date=day[0] if day else None), await _read_file(message), origin_of(message))
        replied = message.reply_to_message
        if replied is not None and not pasted:
            if replied.document is not None:
                return _over(Draft(), await _read_file(replied), origin_of(replied))
            text = replied.text or replied.caption
            return _over(Draft(), parse_text(text, "the message"), origin_of(replied)) if text else None
        if _LINK.fullmatch(pasted):
            page = await fetch(pasted)
            return Draft(url=page.url).over(draft_of(page.data, page.ending, pasted, url=page.url))
        return parse_text(pasted, "the message") if pasted else None

    async def _report(self, article: Article, status: str, facts: int) -> Pieces:
        """What was taken, with the facts that were found and their labels."""
        head = Piece(self._texts(f"add_{status}") + "\n", Style.BOLD)
        line, key = article_line(article, self._texts), Piece(article.id, Style.CODE)
        if status == "known":
            return (head, *line, Piece("\n"), key)
        sheet = await self._desk.aside(article_sheet, self._desk.base, article.id, self._texts)
        shown = sheet[len(line) :] if facts else ()
        return (head, *line, Piece(f"\n{self._texts.counted('fact', facts)}"), *shown, Piece("\n"), key)

    def _undo(self, article: Article, status: str) -> Buttons:
        if status == "known":
            return ()
        data = f"u:{digest_of(article.id)}"
        return [[InlineKeyboardButton(self._texts("button_undo"), callback_data=data)]]

    def _what(self, change: Change) -> str:
        if not change.role:
            return self._texts(f"log_{change.what}")
        return self._texts(f"log_{change.what}", role=self._texts(f"role_{change.role.lower()}"))

    def _undone(self, change: Change) -> str:
        return self._texts("undo_done", what=self._texts(f"log_{change.what}"), title=clip(clean(change.title), 100))


async def _read_file(message: Message) -> Draft:
    """What a sent file says. Raises KnowledgeError."""
    document = message.document
    if document is None:
        raise BrokenFile("the message", "holds no file")
    name = clip(document.file_name or "the file", 80)
    if document.file_size is not None and document.file_size > MAX_FILE:
        raise BrokenFile(name, f"is too long; the limit is {MAX_FILE:,} bytes")
    data = bytes(await (await document.get_file()).download_as_bytearray())
    ending = Path(document.file_name or "").suffix.lower()
    return await asyncio.to_thread(draft_of, data, ending, name)


def _over(given: Draft, read: Draft, origin: Origin | None) -> Draft:
    """The draft; a forwarded one is dated and named by where it came from."""
    draft = given.over(read)
    if origin is None:
        return draft
    known = Draft(origin.article_id, None, _day(origin.date), origin.source, origin.url)
    return draft.over(known) if draft.date else known.over(draft)


def digest_of(article_id: str) -> str:
    """A short name for an article, for buttons, which hold 64 bytes."""
    return hashlib.sha256(article_id.encode()).hexdigest()[:16]


def _who(update: Update) -> int:
    return update.effective_user.id if update.effective_user is not None else 0


def _day(day: date) -> str:
    return day.isoformat()
