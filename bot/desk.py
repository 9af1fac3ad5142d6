"""What every handler needs: knowledge base, records, settings, sentences and the clock."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextvars import copy_context
from dataclasses import dataclass, field
from datetime import date, datetime
from threading import Event
from time import time
from typing import ParamSpec, TypeVar

from bot.postponing import Postponed
from bot.ranks import Role
from bot.records import Records
from bot.settings import Settings
from bot.staff import Staff
from bot.tongues import tongue_of
from bot.wording import LocalTexts, Texts, read_texts
from knowledge import Abstention, Focus, KnowledgeBase, Outcome, Reason, UnknownArticle

LONGEST = 1000
"""Characters of a question that are read."""
MOST_REMEMBERED = 500
"""Outcomes that are remembered: in a group many ask the same."""
_WORD = re.compile(r"(\S{60})\S+")

P = ParamSpec("P")
T = TypeVar("T")


def _one_thread() -> ThreadPoolExecutor:
    return ThreadPoolExecutor(1, thread_name_prefix="knowledge")


def brief(text: str) -> str:
    """What is read of what somebody typed: endless words and pasted pages cost seconds, and say no more.

    >>> len(brief("x" * 4000))
    60
    """
    return _WORD.sub(r"\1", text)[:LONGEST]


@dataclass(frozen=True, slots=True)
class Desk:
    """Shared by all handlers of one bot; the event loop never waits for what stands behind it."""

    base: KnowledgeBase
    records: Records
    settings: Settings
    texts: Texts = field(default_factory=LocalTexts)
    clock: Callable[[], float] = time
    """Seconds since 1970."""
    _thread: ThreadPoolExecutor = field(default_factory=_one_thread, repr=False)
    _is_stopping: Event = field(default_factory=Event, repr=False)

    _asked: dict[tuple[str, date, Focus | None, str | None, str], Outcome] = field(default_factory=dict, repr=False)

    def today(self) -> date:
        """The day of the question, where the bot runs."""
        return datetime.fromtimestamp(self.clock()).astimezone().date()

    def hour(self) -> int:
        """The hour of the day where the bot runs."""
        return datetime.fromtimestamp(self.clock()).astimezone().hour

    def is_admin(self, user_id: int | None) -> bool:
        """Whether this person owns the bot."""
        return user_id is not None and user_id in self.settings.admins

    @property
    def staff(self) -> Staff:
        """Who looks after the bot."""
        return Staff(self.settings, self.records)

    async def role_of(self, user_id: int | None) -> Role:
        """What this person may do."""
        return await self.staff.role_of(user_id)

    async def ask(self, question: str, *, focus: Focus | None = None, article_id: str | None = None) -> Outcome:
        """The outcome of one question; of an endless one what fits into `LONGEST`.

        Who asks in another language than English is told in it that questions are understood in English only.
        """
        tongue = tongue_of(brief(question))
        if tongue is not None:
            return Abstention(Reason.OTHER_LANGUAGE, read_texts(tongue)("abstained_other_language"), focus=focus)
        return await self.aside(self._ask, brief(question), self.today(), focus, article_id)

    def _ask(self, question: str, today: date, focus: Focus | None, article_id: str | None) -> Outcome:
        """The outcome; of a question that was asked a moment ago the same, unless an article came or went."""
        key = (question, today, focus, article_id, self.base.fingerprint())
        known = self._asked.pop(key, None)
        outcome = known or self.base.ask(question, today=today, focus=focus, article_id=article_id)
        self._asked[key] = outcome
        if len(self._asked) > MOST_REMEMBERED:
            del self._asked[next(iter(self._asked))]
        return outcome

    async def knows(self, article_id: str) -> bool:
        """Whether there is such an article."""
        try:
            await self.aside(self.base.article, article_id)
        except UnknownArticle:
            return False
        return True

    async def aside(self, call: Callable[P, T], *args: P.args, **named: P.kwargs) -> T:
        """What a call to the knowledge base returns, made in its thread, one after the other. Raises Postponed."""
        loop = asyncio.get_running_loop()
        context = copy_context()  # the language that is spoken

        def run() -> T:
            if self._is_stopping.is_set():
                raise Postponed
            return context.run(call, *args, **named)

        return await loop.run_in_executor(self._thread, run)

    def stop(self) -> None:
        """Begin nothing more: what waits for the knowledge base is postponed."""
        self._is_stopping.set()

    def close(self) -> None:
        """Stop the thread; what runs there may end."""
        self._thread.shutdown(wait=False, cancel_futures=True)
