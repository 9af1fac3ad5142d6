"""Buttons under answers: source, more, not right, a choice. All comes from the records, nothing from the button."""

from __future__ import annotations

from contextlib import suppress

from telegram import CallbackQuery, InlineKeyboardButton, InlineKeyboardMarkup, Message, Update
from telegram.error import BadRequest
from telegram.ext import ContextTypes

from bot.desk import Desk
from bot.factsheet import article_sheet, fact_sheet
from bot.gaps import Gaps
from bot.handlers.questioning import Asking
from bot.limits import Limits, Verdict
from bot.markup import Pieces, clip, to_plain
from bot.outgoing import Outgoing, is_stale
from bot.render import render_citation
from bot.told import Said, Told
from bot.usage import Usage
from knowledge import Citation, UnknownArticle

MOST_ALERT = 200
AROUND = 600
"""Characters of the article shown before and after a sentence."""
REASONS = ("wrong", "old", "source", "other")


class Pressing:
    """Answers every press, also one on a button of an answer that is gone."""

    def __init__(self, desk: Desk, outgoing: Outgoing, asking: Asking, limits: Limits) -> None:
        self._desk, self._outgoing, self._asking, self._limits = desk, outgoing, asking, limits
        self._texts, self._gaps, self._usage = desk.texts, Gaps(desk.records), Usage(desk)

    async def source(self, update: Update, _: ContextTypes.DEFAULT_TYPE) -> None:
        """The sentence with the text around it: as a message in a private chat, else in a window."""
        found = await self._find(update)
        if found is None:
            return
        said, told, _rest = found
        shown = await self._cited(told)
        if shown is None:
            await self._notice(update, self._texts("source_gone"))
        elif said.chat_id > 0:
            await self._outgoing.say(update, shown, part="source")
            await self._notice(update)
        else:
            await self._notice(update, to_plain(shown).partition("\n\n")[2] or to_plain(shown), is_alert=True)

    async def more(self, update: Update, _: ContextTypes.DEFAULT_TYPE) -> None:
        """The fact sheet of what the answer was about."""
        found = await self._find(update)
        if found is None:
            return
        _said, told, _rest = found
        sheet = await self._desk.aside(self._sheet, told)
        if not sheet:
            await self._notice(update, self._texts("nothing_more"))
            return
        await self._outgoing.say(update, sheet, part="more")
        await self._notice(update)

    async def not_right(self, update: Update, _: ContextTypes.DEFAULT_TYPE) -> None:
        """Asks what is not right; the second press counts it."""
        found = await self._find(update)
        if found is None or update.callback_query is None:
            return
        said, told, rest = found
        reason = rest[0] if rest else ""
        if reason not in REASONS:
            rows = [[self._reason_button(said, name)] for name in REASONS]
            await self._show_buttons(update.callback_query, InlineKeyboardMarkup(rows))
            await self._notice(update)
            return
        await self._desk.records.count(f"feedback:{reason}", 0)
        await self._usage.report(told.places[0].article_id if told.places else None)
        await self._gaps.note(told.question, reason, self._desk.today().isoformat())
        await self._show_buttons(update.callback_query, None)
        await self._notice(update, self._texts("thanks"))

    async def choice(self, update: Update, _: ContextTypes.DEFAULT_TYPE) -> None:
        """One of the offered questions: its answer takes the place of the offer."""
        found = await self._find(update)
        if found is None:
            return
        said, told, rest = found
        number = int(rest[0]) if rest and rest[0].isdecimal() else -1
        if not 0 <= number < len(told.choices):
            await self._notice(update, self._texts("button_gone"))
            return
        await self._asking.chosen(update, said, said.told.index(told), number)
        await self._notice(update)

    async def unknown(self, update: Update, _: ContextTypes.DEFAULT_TYPE) -> None:
        """A button that no version of the bot has made."""
        await self._notice(update, self._texts("button_gone"))

    async def _find(self, update: Update) -> tuple[Said, Told, list[str]] | None:
        """What the button belongs to; None (and a notice) where it is gone, or is not this chat's."""
        query = update.callback_query
        if query is None or await self._limits.judge(query.from_user.id, 0, self._desk.clock()) is not Verdict.PASS:
            await self._notice(update, self._texts("too_many_questions"))
            return None
        _kind, name, number, *rest = [*(query.data or "").split(":"), "", ""][:5]
        said = await self._desk.records.find_said(name)
        message = query.message
        here = message.chat.id if message is not None else 0
        if said is None or not number.isdecimal() or said.chat_id not in (here, await self._desk.records.now_in(here)):
            await self._notice(update, self._texts("button_gone"))
            return None
        if int(number) >= len(said.told):
            await self._notice(update, self._texts("button_gone"))
            return None
        return said, said.told[int(number)], rest

    def _sheet(self, told: Told) -> Pieces:
        sheet = fact_sheet(self._desk.base, told.subject, self._texts) if told.subject else ()
        try:
            return sheet or article_sheet(self._desk.base, told.places[0].article_id, self._texts)
        except (UnknownArticle, IndexError):
            return ()

    async def _cited(self, told: Told) -> Pieces | None:
        if not told.places:
            return None
        place = told.places[0]
        try:
            article = await self._desk.aside(self._desk.base.article, place.article_id)
        except UnknownArticle:
            return None
        text = article.text
        sentence = text[place.start : place.end]
        before, after = text[max(0, place.start - AROUND) : place.start], text[place.end : place.end + AROUND]
        cited = Citation(
            article.id, article.title, article.date, sentence, place.start, place.end, article.source, article.url
        )
        return render_citation(cited, today=self._desk.today(), texts=self._texts, before=before, after=after)

    def _reason_button(self, said: Said, reason: str) -> InlineKeyboardButton:
        return InlineKeyboardButton(self._texts(f"reason_{reason}"), callback_data=f"n:{said.id}:0:{reason}")

    async def _show_buttons(self, query: CallbackQuery, rows: InlineKeyboardMarkup | None) -> None:
        if not isinstance(query.message, Message):
            return
        with suppress(BadRequest):  # the answer was deleted, or shows these buttons already
            await query.message.edit_reply_markup(rows)

    async def _notice(self, update: Update, words: str = "", *, is_alert: bool = False) -> None:
        if update.callback_query is None:
            return
        try:
            await update.callback_query.answer(clip(words, MOST_ALERT) or None, show_alert=is_alert)
        except BadRequest as error:
            if not is_stale(error):
                raise
