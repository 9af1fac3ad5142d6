"""Owners feed the bot: /add with an article's text or as a reply to one, /articles, /remove. Rights are checked."""

from __future__ import annotations

from datetime import date

from telegram import Message, Update
from telegram.ext import ContextTypes

from bot.desk import Desk
from bot.factsheet import article_line
from bot.handlers.arguments import argument_of, message_of, rest_of
from bot.intake.drafts import Draft
from bot.intake.plaintext import parse_text
from bot.markup import Piece, Pieces, Style, clean, clip
from bot.origin import Origin, origin_of
from bot.outgoing import Outgoing
from knowledge import Article, KnowledgeError, StoreError

MOST_LISTED = 25


class Feeding:
    """Takes articles in and out for the owners; others are told politely that they cannot."""

    def __init__(self, desk: Desk, outgoing: Outgoing) -> None:
        self._desk, self._outgoing, self._texts = desk, outgoing, desk.texts

    async def add(self, update: Update, _: ContextTypes.DEFAULT_TYPE) -> None:
        """Take the article pasted behind the command, or the message that the command replies to."""
        if not await self._is_allowed(update):
            return
        message = message_of(update)
        text, origin = _given(message, rest_of(update))
        if not text:
            await self._outgoing.say(update, self._texts("add_how"))
            return
        try:
            article = _article_of(text, origin)
            added = await self._desk.aside(self._desk.base.add, article)
        except StoreError:
            raise
        except KnowledgeError as error:
            await self._outgoing.say(update, self._texts("add_refused", problem=clip(clean(str(error)), 500)))
            return
        await self._outgoing.say(update, self._report(article, added.status, added.facts))

    async def articles(self, update: Update, _: ContextTypes.DEFAULT_TYPE) -> None:
        """The articles with their ids, newest first."""
        if not await self._is_allowed(update):
            return
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
        if not await self._is_allowed(update):
            return
        article_id = argument_of(update)
        if not article_id:
            await self._outgoing.say(update, self._texts("remove_how"))
            return
        try:
            article = await self._desk.aside(self._desk.base.remove, article_id)
        except StoreError:
            raise
        except KnowledgeError as error:
            await self._outgoing.say(update, clip(clean(str(error)), 500))
            return
        await self._outgoing.say(update, (Piece(self._texts("removed") + " "), *article_line(article, self._texts)))

    async def _is_allowed(self, update: Update) -> bool:
        user = update.effective_user
        if user is not None and self._desk.is_admin(user.id):
            return True
        await self._outgoing.say(update, self._texts("owners_only"))
        return False

    def _report(self, article: Article, status: str, facts: int) -> Pieces:
        found = self._texts.counted("fact", facts)
        head = Piece(self._texts(f"add_{status}") + "\n", Style.BOLD)
        tail = Piece(f"\n{found}\n"), Piece(article.id, Style.CODE)
        return (head, *article_line(article, self._texts), *(tail if status != "known" else tail[1:]))


def _given(message: Message, pasted: str) -> tuple[str, Origin | None]:
    """The article's text and where it comes from: what was replied to, else what was pasted."""
    replied = message.reply_to_message
    if replied is not None and (replied.text or replied.caption) and not pasted:
        return replied.text or replied.caption or "", origin_of(replied)
    return pasted, None


def _article_of(text: str, origin: Origin | None) -> Article:
    """The article; a forwarded one is dated and named by where it came from. Raises BrokenArticle, BrokenFile."""
    draft = parse_text(text, "the message")
    if origin is not None:
        known = Draft(origin.article_id, None, _day(origin.date), origin.source, origin.url)
        draft = draft.over(known) if draft.date else known.over(draft)
    return draft.finish("the message")


def _day(day: date) -> str:
    return day.isoformat()
