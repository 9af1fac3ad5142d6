"""Where the bot is no member: inline queries and guest questions. Both get one cited answer."""

from __future__ import annotations

from hashlib import blake2s

from telegram import (
    Bot,
    InlineQuery,
    InlineQueryResultArticle,
    InlineQueryResultsButton,
    InputTextMessageContent,
    Update,
)
from telegram.constants import ParseMode
from telegram.error import BadRequest
from telegram.ext import ContextTypes

from bot.addressed import asked_in
from bot.desk import Desk
from bot.limits import Limits, Verdict
from bot.markup import LIMIT, clean, clip, to_html, to_plain
from bot.outgoing import NO_PREVIEW, is_markup_problem, is_stale
from bot.render import render
from bot.usage import Usage
from knowledge import Abstention, Answer, Choices, Outcome

CACHE = 20
"""Seconds Telegram may give the same results again, to the same person: labels are in that person's language."""
SHORTEST = 4
"""Characters of an inline query that are worth a search: people type letter by letter."""


class Elsewhere:
    """Answers in chats that the bot does not see."""

    def __init__(self, desk: Desk, limits: Limits) -> None:
        self._desk, self._limits, self._texts, self._usage = desk, limits, desk.texts, Usage(desk)

    async def inline(self, update: Update, _: ContextTypes.DEFAULT_TYPE) -> None:
        """An inline query: facts to choose from, each with its citation."""
        query = update.inline_query
        if query is None:
            return
        asked = query.query.strip()
        outcomes: list[Outcome] = []
        if len(asked) >= SHORTEST and not query.offset and await self._is_within_limits(query.from_user.id):
            outcomes = await self._outcomes(asked)
        try:
            await self._offer(query, asked, outcomes)
        except BadRequest as error:
            if not is_stale(error):
                raise

    async def _offer(self, query: InlineQuery, asked: str, outcomes: list[Outcome]) -> None:
        """Show the cards; without their markup where Telegram refuses it."""
        button = None if outcomes else InlineQueryResultsButton(self._texts("inline_none"), start_parameter="help")
        for is_plain in (False, True):
            cards = {card.id: card for card in (self._card(asked, one, is_plain=is_plain) for one in outcomes)}
            try:
                await query.answer(list(cards.values()), cache_time=CACHE, is_personal=True, button=button)
            except BadRequest as error:
                if is_plain or not is_markup_problem(error):
                    raise
            else:
                return

    async def _is_within_limits(self, user_id: int) -> bool:
        return await self._limits.judge(user_id, 0, self._desk.clock(), kind="inline") is Verdict.PASS

    async def guest(self, update: Update, _: ContextTypes.DEFAULT_TYPE) -> None:
        """A question in a chat that the bot is no member of: one reply."""
        message = update.guest_message
        if message is None or message.guest_query_id is None:
            return
        user = message.from_user.id if message.from_user else message.chat_id
        if await self._limits.judge(user, message.chat_id, self._desk.clock()) is not Verdict.PASS:
            return
        asked = asked_in(message)
        outcome = await self._desk.ask(asked) if asked else None
        await self._answer_guest(message.get_bot(), message.guest_query_id, asked, outcome)
        if outcome is not None:
            await self._usage.note([outcome])

    async def _answer_guest(self, bot: Bot, query_id: str, asked: str, outcome: Outcome | None) -> None:
        """The one reply; without its markup where Telegram refuses it."""
        for is_plain in (False, True):
            card = self._hint() if outcome is None else self._card(asked, outcome, is_plain=is_plain)
            try:
                await bot.answer_guest_query(query_id, card)
            except BadRequest as error:
                if is_stale(error):
                    return
                if is_plain or not is_markup_problem(error):
                    raise
            else:
                return

    async def _outcomes(self, asked: str) -> list[Outcome]:
        """The answer; or the answers of all choices; an abstention offers nothing to send."""
        outcome = await self._desk.ask(asked)
        if isinstance(outcome, Abstention):
            return []
        if isinstance(outcome, Answer):
            return [outcome]
        outcomes = [await self._desk.ask(choice.question) for choice in outcome.choices]
        return [outcome for outcome in outcomes if isinstance(outcome, Answer)]

    def _card(self, asked: str, outcome: Outcome, *, is_plain: bool) -> InlineQueryResultArticle:
        pieces = render(outcome, today=self._desk.today(), texts=self._texts)
        title, description = self._headline(outcome)
        name = blake2s(f"{asked}|{title}|{description}".encode("utf-8", "replace"), digest_size=16).hexdigest()
        text, mode = (clip(to_plain(pieces), LIMIT), None) if is_plain else (to_html(pieces), ParseMode.HTML)
        words = InputTextMessageContent(text, mode, link_preview_options=NO_PREVIEW)
        return InlineQueryResultArticle(name, title, words, description=description)

    def _headline(self, outcome: Outcome) -> tuple[str, str]:
        """Title and second line of a card."""
        if isinstance(outcome, Answer):
            day = self._texts.day(outcome.citation.date)
            line = f"{self._texts(f'label_{outcome.certainty}')} · {day} · {clean(outcome.citation.title)}"
            return clip(clean(outcome.text), 100) or "…", clip(line, 200)
        if isinstance(outcome, Choices):
            return self._texts("did_you_mean"), clip(", ".join(clean(c.label) for c in outcome.choices), 200)
        return clip(clean(outcome.text), 100) or "…", ""

    def _hint(self) -> InlineQueryResultArticle:
        words = InputTextMessageContent(self._texts("empty_question"))
        return InlineQueryResultArticle("hint", self._texts("inline_none"), words)
