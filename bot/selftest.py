"""Asks the stored questions again before a change is published: on a copy, beside the bot's own work."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from contextvars import copy_context
from typing import TypeVar

from bot.desk import Desk
from bot.evaluation.own import Own, Rehearsed, rehearse, replay, touched
from bot.gaps import Gaps
from knowledge import Article, Confirmed, KnowledgeBase, Outcome

T = TypeVar("T")


class Selftest:
    """The confirmed questions, and those that were not answered well."""

    def __init__(self, desk: Desk) -> None:
        self._desk, self._gaps = desk, Gaps(desk.records)

    async def questions(self) -> list[Own]:
        """All of them, the confirmed first."""
        confirmed = await self._desk.aside(self._desk.base.confirmed)
        known = {one.question for one in confirmed}
        open_ones = [gap.question for gap in await self._gaps.all()]
        return [*(Own(one.question, one) for one in confirmed), *(Own(q) for q in open_ones if q not in known)]

    async def rehearse(self, change: Callable[[KnowledgeBase], object], *articles: Article) -> Rehearsed:
        """What a change of these articles would do to the answers. Raises what the change raises."""
        questions = touched(await self.questions(), *articles)
        today = self._desk.today()
        return await in_thread(lambda: rehearse(self._desk.base, change, questions, today=today))

    async def replay(self) -> tuple[tuple[Confirmed, Outcome], ...]:
        """Every confirmed question with what comes now."""
        return await self._desk.aside(replay, self._desk.base, today=self._desk.today())


async def in_thread(work: Callable[[], T]) -> T:
    """What a long piece of work returns, done beside everything else."""
    context = copy_context()
    return await asyncio.get_running_loop().run_in_executor(None, lambda: context.run(work))
