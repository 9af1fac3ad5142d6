"""Asks the stored questions again before a change is published: on a copy, beside the bot's own work."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from contextvars import copy_context
from typing import TypeVar

from bot.desk import Desk
from bot.evaluation.own import Own, Rehearsed, rehearse, replay, right_now, touched
from bot.gaps import Gaps
from bot.markup import clean, clip
from knowledge import Article, Confirmed, KnowledgeBase, Outcome

T = TypeVar("T")
MOST_NAMED = 5


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

    async def watch(self, *articles: Article) -> Watch:
        """What is right before a change of these articles."""
        confirmed = [Own(one.question, one) for one in await self._desk.aside(self._desk.base.confirmed)]
        questions = touched(confirmed, *articles)
        before = await self._desk.aside(right_now, self._desk.base, questions, today=self._desk.today())
        return Watch(self._desk, before)

    async def replay(self) -> tuple[tuple[Confirmed, Outcome], ...]:
        """Every confirmed question with what comes now."""
        return await self._desk.aside(replay, self._desk.base, today=self._desk.today())


class Watch:
    """The confirmed questions that were right before a change that is made at once, and can be taken back."""

    def __init__(self, desk: Desk, before: tuple[Confirmed, ...]) -> None:
        self._desk, self._before = desk, before

    async def lost(self) -> str:
        """After the change: the sentence that names those which are not right any more; "" for none."""
        questions = [Own(one.question, one) for one in self._before]
        after = await self._desk.aside(right_now, self._desk.base, questions, today=self._desk.today())
        lost = [one for one in self._before if one not in after]
        if not lost:
            return ""
        named = [clip(clean(f"{one.question} ({one.answer})"), 200) for one in lost[:MOST_NAMED]]
        return "\n" + self._desk.texts("lost") + "".join(f"\n– {each}" for each in named)


async def in_thread(work: Callable[[], T]) -> T:
    """What a long piece of work returns, done beside everything else."""
    context = copy_context()
    return await asyncio.get_running_loop().run_in_executor(None, lambda: context.run(work))
