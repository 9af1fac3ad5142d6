"""What the bot keeps of people: /privacy says it, /mydata shows it, /forgetme deletes it; /status for the owners."""

from __future__ import annotations

from telegram import Update
from telegram.ext import ContextTypes

from bot.desk import Desk
from bot.handlers.arguments import message_of
from bot.inbox import Inbox
from bot.outgoing import Outgoing
from bot.records import CONVERSATION_SECONDS, COUNTED_DAYS, KEPT_DAYS


class OwnData:
    """A person's own data; always about the person who asks."""

    def __init__(self, desk: Desk, outgoing: Outgoing, inbox: Inbox) -> None:
        self._desk, self._outgoing, self._inbox, self._texts = desk, outgoing, inbox, desk.texts

    async def privacy(self, update: Update, _: ContextTypes.DEFAULT_TYPE) -> None:
        """What is kept and for how long."""
        minutes = CONVERSATION_SECONDS // 60
        await self._outgoing.say(update, self._texts("privacy", minutes=minutes, days=KEPT_DAYS, counted=COUNTED_DAYS))

    async def mydata(self, update: Update, _: ContextTypes.DEFAULT_TYPE) -> None:
        """How much is kept of the person; the words only in private."""
        message = message_of(update)
        if message.from_user is None or message.sender_chat is not None:
            return
        kept = await self._desk.records.data_of(message.from_user.id)
        if not kept.answers and not kept.conversations:
            await self._outgoing.say(update, self._texts("mydata_none"))
            return
        words = self._texts("mydata", answers=kept.answers, conversations=kept.conversations)
        if message.chat.type == "private":
            words += "".join(f"\n– {question}" for question in kept.questions)
        await self._outgoing.say(update, words)

    async def forgetme(self, update: Update, _: ContextTypes.DEFAULT_TYPE) -> None:
        """Delete it."""
        message = message_of(update)
        if message.from_user is None or message.sender_chat is not None:
            return
        await self._desk.records.forget(message.from_user.id)
        await self._outgoing.say(update, self._texts("forgotten"))

    async def status(self, update: Update, _: ContextTypes.DEFAULT_TYPE) -> None:
        """For the owners: what waits, and what failed for good."""
        state = await self._inbox.state()
        words = self._texts("status", waiting=state.waiting, failed=len(state.failed))
        words += "".join(f"\n– {update_id}: {problem}" for update_id, problem in state.failed[:20])
        await self._outgoing.say(update, words)
