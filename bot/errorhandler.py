"""What became of an update whose handler failed: retried, given up or done with; owners are told, without user text."""

from __future__ import annotations

import logging
import traceback
from collections.abc import Sequence
from contextlib import suppress
from contextvars import ContextVar
from enum import Enum, auto
from pathlib import Path

from telegram import Bot, Update
from telegram.error import BadRequest, Forbidden, InvalidToken, NetworkError, RetryAfter, TelegramError, TimedOut
from telegram.ext import ContextTypes

from bot.desk import Desk
from bot.outgoing import Outgoing
from bot.postponing import Postponed
from knowledge import StoreError

AGAIN_AFTER = 3600.0
"""Seconds in which the owner hears of one kind of error once."""

_NO_WAY_IN = (
    "not enough rights",
    "have no rights",
    "chat_write_forbidden",
    "chat_restricted",
    "chat_send_plain_forbidden",
    "topic_closed",
    "topic_deleted",
    "message thread not found",
    "chat not found",
)
"""What Telegram says, as a bad request, of a place where the bot may not write."""

_log = logging.getLogger(__name__)


class Fate(Enum):
    """What is to happen with an update whose handler raised."""

    DONE = auto()
    """Nothing can be sent there: blocked, kicked, muted, a topic that is closed or gone."""
    LATER = auto()
    """Not begun for good: the next run of the bot handles it."""
    RETRY = auto()
    """It may work later: network, database."""
    DOUBT = auto()
    """Our mistake, most likely: tried once more, then given up."""


fate: ContextVar[tuple[Fate, str] | None] = ContextVar("fate", default=None)
"""Set while an update is processed; who processes it reads it afterwards."""


def fate_of(error: BaseException) -> Fate:
    """What a failure means for its update."""
    if isinstance(error, Postponed | InvalidToken):
        return Fate.LATER
    if isinstance(error, Forbidden):
        return Fate.DONE
    if isinstance(error, BadRequest):
        said = error.message.lower()
        return Fate.DONE if any(words in said for words in _NO_WAY_IN) else Fate.DOUBT
    return Fate.RETRY if isinstance(error, NetworkError | TimedOut | RetryAfter | StoreError) else Fate.DOUBT


class ErrorHandler:
    """The last handler of all; the only place that may catch everything."""

    def __init__(self, desk: Desk, outgoing: Outgoing) -> None:
        self._desk, self._outgoing = desk, outgoing
        self._told: dict[str, tuple[float, int]] = {}

    async def failed(self, update: object, context: ContextTypes.DEFAULT_TYPE) -> None:
        """A handler raised: log it, decide what becomes of the update, tell the owner of what is our mistake."""
        error = context.error or RuntimeError("no error was given")
        decided = fate_of(error)
        place = place_of(error)
        fate.set((decided, place))
        if decided is Fate.DOUBT:
            _log.error("an update failed: %s", place, exc_info=error)
            await self.tell_owner(context.bot, self._desk.texts("error", place=place), key=place)
        elif not isinstance(error, Postponed):
            _log.warning("an update failed: %s", place)

    async def gave_up(self, bot: Bot, update: Update, problem: str) -> None:
        """An update failed for good: say so to whoever waits for it, and to the owner."""
        with suppress(TelegramError, StoreError, Postponed):
            if update.message is not None and update.message.chat.type == "private":
                await self._outgoing.say(update, self._desk.texts("sorry"), part="sorry")
        await self.tell_owner(bot, self._desk.texts("gave_up", place=problem), key=f"gave up {problem}")

    async def tell_owner(self, bot: Bot, words: str, *, key: str) -> None:
        """A message to every owner; of one kind (`key`) once an hour, then with how often it happened."""
        now = self._desk.clock()
        at, count = self._told.get(key, (0.0, 0))
        if now - at < AGAIN_AFTER:
            self._told[key] = (at, count + 1)
            return
        self._told[key] = (now, 0)
        times = "\n" + self._desk.texts("error_times", n=count) if count else ""
        await send_to(bot, self._desk.settings.admins, words + times)


async def send_to(bot: Bot, chat_ids: Sequence[int], words: str) -> None:
    """Say something to several people; whoever cannot be reached is passed over."""
    for chat_id in chat_ids:
        with suppress(TelegramError, Postponed):
            await bot.send_message(chat_id, words)


def place_of(error: BaseException) -> str:
    """Kind and place of an error, without its words: those may hold what people wrote.

    >>> place_of(ValueError("secret"))
    'ValueError'
    """
    frames = traceback.extract_tb(error.__traceback__)
    ours = [frame for frame in frames if Path(frame.filename).parts[-2:-1] != ("ext",)]
    where = ours[-1] if ours else None
    name = type(error).__name__
    return f"{name} in {where.name} ({Path(where.filename).name}:{where.lineno})" if where else name
