"""/timeline SUBJECT for everybody, /stats for reviewers: a picture with its words, drawn in a thread of its own."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from datetime import date
from functools import lru_cache
from typing import ParamSpec

from telegram import Update
from telegram.constants import ChatAction
from telegram.error import TelegramError
from telegram.ext import ContextTypes

from bot.desk import Desk
from bot.handlers.arguments import argument_of, message_of
from bot.limits import Limits, Verdict
from bot.markup import clean, clip
from bot.outgoing import Outgoing
from bot.pictures.canvas import Picture
from bot.pictures.charts import draw_statistics
from bot.pictures.tallies import Statistics, add_up
from bot.pictures.timelines import draw_timeline, shown_part, without_rumours
from bot.pictures.words import statistics_words, timeline_words
from bot.usage import SHOWN_DAYS, Usage
from bot.wording import language, read_texts
from knowledge import Timeline

LONGEST_SUBJECT = 200
MOST_KEPT = 32
"""Pictures of each kind that are kept: in a group many ask for the same."""
P = ParamSpec("P")


class Picturing:
    """Draws what was asked for, one picture after the other; neither answers nor the event loop wait for it."""

    def __init__(self, desk: Desk, outgoing: Outgoing, limits: Limits) -> None:
        self._desk, self._outgoing, self._limits, self._texts = desk, outgoing, limits, desk.texts
        self._usage = Usage(desk)
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="pictures")

    async def timeline(self, update: Update, _: ContextTypes.DEFAULT_TYPE) -> None:
        """The times that were announced for a subject."""
        if not await self._is_within_limits(update):
            return
        subject = clip(argument_of(update), LONGEST_SUBJECT)
        if not subject:
            await self._outgoing.say(update, self._texts("timeline_what"))
            return
        settings = await self._desk.records.chat_settings(message_of(update).chat_id)
        whole = await self._desk.aside(self._desk.base.timeline, subject)
        if not settings.rumours:
            whole = without_rumours(whole)
        if not whole.milestones:
            words = self._texts("timeline_nothing", subject=clip(clean(subject), 100))
            await self._outgoing.say(update, words)
            return
        shown, lang = shown_part(whole), language.get()
        picture = await self._draw(update, _timeline, shown, self._desk.today(), lang, settings.pictures)
        left_out = len(whole.milestones) - len(shown.milestones)
        await self._outgoing.show(update, picture.png, timeline_words(shown, self._texts, left_out=left_out))

    async def stats(self, update: Update, _: ContextTypes.DEFAULT_TYPE) -> None:
        """How much was asked, about what, and how much of it was answered."""
        statistics = add_up(await self._usage.shown(), today=self._desk.today(), days=SHOWN_DAYS)
        if not statistics.whole.asked:
            await self._outgoing.say(update, self._texts("stats_nothing"))
            return
        settings = await self._desk.records.chat_settings(message_of(update).chat_id)
        picture = await self._draw(update, _statistics, statistics, language.get(), settings.pictures)
        await self._outgoing.show(update, picture.png, statistics_words(statistics, self._texts))

    async def _draw(self, update: Update, draw: Callable[P, Picture], *drawn: P.args, **named: P.kwargs) -> Picture:
        with suppress(TelegramError):
            await message_of(update).reply_chat_action(ChatAction.UPLOAD_PHOTO)
        return await asyncio.get_running_loop().run_in_executor(self._thread, lambda: draw(*drawn, **named))

    async def _is_within_limits(self, update: Update) -> bool:
        message = message_of(update)
        user = message.from_user.id if message.from_user else message.chat_id
        if self._desk.is_admin(user):
            return True
        verdict = await self._limits.judge(user, message.chat_id, self._desk.clock())
        if verdict is Verdict.WARN:
            await self._outgoing.say(update, self._texts("too_many_questions"), part="limit")
        return verdict is Verdict.PASS


@lru_cache(MOST_KEPT)
def _timeline(timeline: Timeline, today: date, lang: str, theme: str) -> Picture:
    return draw_timeline(timeline, today=today, texts=read_texts(lang), theme=theme)


@lru_cache(MOST_KEPT)
def _statistics(statistics: Statistics, lang: str, theme: str) -> Picture:
    return draw_statistics(statistics, texts=read_texts(lang), theme=theme)
