"""/review: what was not answered or not answered well, gathered and counted, each closed by a button."""

from __future__ import annotations

from telegram import InlineKeyboardButton, Message, Update
from telegram.ext import ContextTypes

from bot.desk import Desk
from bot.gaps import PREFIX, Gap, Gaps
from bot.markup import Piece, Pieces, Style, clean, clip
from bot.outgoing import Buttons, Outgoing

MOST_SHOWN = 8


class Reviewing:
    """Shows reviewers the gaps."""

    def __init__(self, desk: Desk, outgoing: Outgoing) -> None:
        self._desk, self._outgoing, self._texts = desk, outgoing, desk.texts
        self._gaps = Gaps(desk.records)

    async def review(self, update: Update, _: ContextTypes.DEFAULT_TYPE) -> None:
        """The clusters that were asked most, with a button each."""
        words, buttons = self._panel(await self._gaps.all())
        await self._outgoing.say(update, words, buttons=buttons)

    async def pressed(self, update: Update, _: ContextTypes.DEFAULT_TYPE) -> None:
        """A cluster is closed: all its questions with it."""
        query = update.callback_query
        if query is None:
            return
        closed = await self._gaps.close(PREFIX + (query.data or "").removeprefix("g:"))
        await query.answer(self._texts("review_closed" if closed else "button_gone"))
        message = query.message
        if isinstance(message, Message):
            words, buttons = self._panel(await self._gaps.all())
            await self._outgoing.change(query.get_bot(), message.chat.id, message.message_id, words, buttons=buttons)

    def _panel(self, gaps: list[Gap]) -> tuple[Pieces, Buttons]:
        if not gaps:
            return (Piece(self._texts("review_nothing")),), ()
        lines = [Piece(self._texts("review_head"), Style.BOLD)]
        for number, gap in enumerate(gaps[:MOST_SHOWN], start=1):
            why = ", ".join(self._texts(f"gap_{reason}") for reason in gap.reasons)
            lines.append(Piece(f"\n{number}. {clip(clean(gap.question), 160)} "))
            lines.append(Piece(f"({self._texts.counted('gap_times', gap.count)}: {why})", Style.ITALIC))
        if len(gaps) > MOST_SHOWN:
            lines.append(Piece("\n" + self._texts("and_more", n=len(gaps) - MOST_SHOWN)))
        row = [
            InlineKeyboardButton(f"✓ {number}", callback_data=f"g:{gap.key.removeprefix(PREFIX)}")
            for number, gap in enumerate(gaps[:MOST_SHOWN], start=1)
        ]
        return tuple(lines), [row[:4], row[4:]] if len(row) > 4 else [row]
