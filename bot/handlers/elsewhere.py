"""Where the bot is no member: inline queries and guest questions. Both get one cited answer."""

from __future__ import annotations

from hashlib import blake2s

from telegram import InlineQueryResultArticle, InlineQueryResultsButton, InputTextMessageContent, Update
from telegram.constants import ParseMode
from telegram.error import BadRequest
from telegram.ext import ContextTypes

from bot.addressed import question_of
from bot.desk import Desk
from bot.limits import Limits, Verdict
from bot.markup import clean, clip, to_html
from bot.outgoing import NO_PREVIEW, is_stale
from bot.render import render
from bot.usage import Usage
from knowledge import Abstention, Answer, Choices, Outcome

CACHE = 20
"""Seconds Telegram may give the same results to others: no result depends on who asks."""
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
        results: list[InlineQueryResultArticle] = []
        if len(asked) >= SHORTEST and not query.offset:
            results = [self._card(asked, outcome) for outcome in await self._outcomes(asked)]
        distinct = {result.id: result for result in results}
        button = None if distinct else InlineQueryResultsButton(self._texts("inline_none"), start_parameter="help")
        try:
            await query.answer(list(distinct.values()), cache_time=CACHE, is_personal=False, button=button)
        except BadRequest as error:
            if not is_stale(error):
                raise

    async def guest(self, update: Update, _: ContextTypes.DEFAULT_TYPE) -> None:
        """A question in a chat that the bot is no member of: one reply."""
        message = update.guest_message
        if message is None or message.guest_query_id is None:
            return
        user = message.from_user.id if message.from_user else message.chat_id
        if self._limits.judge(user, message.chat_id, self._desk.clock()) is not Verdict.PASS:
            return
        replied = message.reply_to_message
        asked = question_of(message) or (question_of(replied) if replied else "")
        outcome = await self._desk.ask(asked) if asked else None
        card = self._card(asked, outcome) if outcome is not None else self._hint()
        try:
            await message.get_bot().answer_guest_query(message.guest_query_id, card)
        except BadRequest as error:
            if not is_stale(error):
                raise
        if outcome is not None:
            await self._usage.note([outcome])

    async def _outcomes(self, asked: str) -> list[Outcome]:
        """The answer; or the answers of all choices; an abstention offers nothing to send."""
        outcome = await self._desk.ask(asked)
        if isinstance(outcome, Abstention):
            return []
        if isinstance(outcome, Answer):
            return [outcome]
        outcomes = [await self._desk.ask(choice.question) for choice in outcome.choices]
        return [outcome for outcome in outcomes if isinstance(outcome, Answer)]

    def _card(self, asked: str, outcome: Outcome) -> InlineQueryResultArticle:
        pieces = render(outcome, today=self._desk.today(), texts=self._texts)
        title, description = self._headline(outcome)
        name = blake2s(f"{asked}|{title}|{description}".encode("utf-8", "replace"), digest_size=16).hexdigest()
        words = InputTextMessageContent(to_html(pieces), ParseMode.HTML, link_preview_options=NO_PREVIEW)
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
