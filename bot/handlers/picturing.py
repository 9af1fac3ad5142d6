"""/timeline SUBJECT for everybody, /stats for reviewers: a picture with its words, drawn in a thread of its own."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextvars import copy_context

from telegram import Update
from telegram.constants import ChatAction
from telegram.ext import ContextTypes

from bot.desk import Desk
from bot.handlers.arguments import argument_of, message_of
from bot.limits import Limits, Verdict
from bot.markup import clean, clip
from bot.outgoing import Outgoing
from bot.pictures.canvas import Picture
from bot.pictures.charts import draw_statistics
from bot.pictures.tallies import add_up
from bot.pictures.timelines import draw_timeline, shown_part
from bot.pictures.words import statistics_words, timeline_words
from bot.usage import SHOWN_DAYS, Usage

LONGEST_SUBJECT = 200


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
        whole = await self._desk.aside(self._desk.base.timeline, subject)
        if not whole.milestones:
            words = self._texts("timeline_nothing", subject=clip(clean(subject), 100))
            await self._outgoing.say(update, words)
            return
        shown, today, theme = shown_part(whole), self._desk.today(), await self._theme(update)
        picture = await self._draw(update, lambda: draw_timeline(shown, today=today, texts=self._texts, theme=theme))
        left_out = len(whole.milestones) - len(shown.milestones)
        await self._outgoing.show(update, picture.png, timeline_words(shown, self._texts, left_out=left_out))

    async def stats(self, update: Update, _: ContextTypes.DEFAULT_TYPE) -> None:
        """How much was asked, about what, and how much of it was answered."""
        statistics = add_up(await self._usage.shown(), today=self._desk.today(), days=SHOWN_DAYS)
        if not statistics.whole.asked:
            await self._outgoing.say(update, self._texts("stats_nothing"))
            return
        theme = await self._theme(update)
        picture = await self._draw(update, lambda: draw_statistics(statistics, texts=self._texts, theme=theme))
        await self._outgoing.show(update, picture.png, statistics_words(statistics, self._texts))

    async def _draw(self, update: Update, draw: Callable[[], Picture]) -> Picture:
        message = message_of(update)
        await message.reply_chat_action(ChatAction.UPLOAD_PHOTO)
        context = copy_context()  # the language that is spoken
        return await asyncio.get_running_loop().run_in_executor(self._thread, lambda: context.run(draw))

    async def _theme(self, update: Update) -> str:
        return (await self._desk.records.chat_settings(message_of(update).chat_id)).pictures

    async def _is_within_limits(self, update: Update) -> bool:
        message = message_of(update)
        user = message.from_user.id if message.from_user else message.chat_id
        if self._desk.is_admin(user):
            return True
        verdict = await self._limits.judge(user, message.chat_id, self._desk.clock())
        if verdict is Verdict.WARN:
            await self._outgoing.say(update, self._texts("too_many_questions"), part="limit")
        return verdict is Verdict.PASS
