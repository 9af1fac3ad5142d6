"""Questions that were not answered, or answered wrongly, gathered by likeness and counted; never who asked them."""

from __future__ import annotations

import hashlib
import json
import re
from dataclasses import asdict, dataclass, field, replace

from bot.records import Records
from knowledge import fold_words, matter_of

PREFIX = "gap:"
MOST_KEPT = 500
MOST_WORDINGS = 8
LONGEST = 200


@dataclass(frozen=True, slots=True)
class Gap:
    """One cluster: questions that ask the same of the same thing."""

    key: str
    question: str
    """As it was asked last."""
    count: int
    reasons: dict[str, int]
    """How often it was unanswered, and how often what was said of an answer: wrong, old, source, other."""
    day: str
    """When it was asked last."""
    wordings: list[str] = field(default_factory=list)
    """The ways in which it was asked, the latest last."""

    @property
    def short_key(self) -> str:
        """What a button holds of the key."""
        return self.key.removeprefix(PREFIX)


class Gaps:
    """Notes, lists and closes clusters."""

    def __init__(self, records: Records) -> None:
        self._records = records

    async def note(self, question: str, reason: str, day: str) -> None:
        """Count one question; reason: unanswered, wrong, old, source, other."""
        question = " ".join(question.split())[:LONGEST]
        key = key_of(question)
        if not question or key == PREFIX:
            return
        gap = await self._find_like(question, key) or Gap(key, question, 0, {}, day)
        reasons = {**gap.reasons, reason: gap.reasons.get(reason, 0) + 1}
        wordings = [*(wording for wording in gap.wordings if wording != question), question][-MOST_WORDINGS:]
        is_new = not gap.count
        gap = replace(gap, question=question, count=gap.count + 1, reasons=reasons, day=day, wordings=wordings)
        await self._records.keep_note(gap.key, json.dumps(asdict(gap), ensure_ascii=False))
        if is_new:
            await self._forget_least()

    async def all(self) -> list[Gap]:
        """Every open cluster, the most asked first."""
        found = await self._records.aside(self._records.ledger.notes, PREFIX)
        gaps = [Gap(**json.loads(body)) for body in found.values()]
        return sorted(gaps, key=lambda gap: (-gap.count, gap.day, gap.key))

    async def find(self, short_key: str) -> Gap | None:
        """The cluster that a button names."""
        body = await self._records.find_note(PREFIX + short_key)
        return Gap(**json.loads(body)) if body else None

    async def find_asked(self, question: str) -> Gap | None:
        """The cluster that a question belongs to."""
        return await self._find_like(question, key_of(question))

    async def close(self, key: str) -> bool:
        """Whether there was such a cluster; it is gone."""
        known = key.startswith(PREFIX) and await self._records.find_note(key) is not None
        if known:
            await self._records.keep_note(key, None)
        return known

    async def _find_like(self, question: str, key: str) -> Gap | None:
        gaps = await self.all()
        same = next((gap for gap in gaps if gap.key == key), None)
        if same is not None:
            return same
        matter = matter_of(_plain(question))
        return next((gap for gap in gaps if matter.is_like(matter_of(_plain(gap.question)))), None)

    async def _forget_least(self) -> None:
        for gap in (await self.all())[MOST_KEPT:]:
            await self._records.keep_note(gap.key, None)


def key_of(question: str) -> str:
    """The key of a question's cluster, should it be the first in it: its weighty words in the order of the alphabet.

    >>> key_of("When will the X1 ship?") == key_of("x1 ships when")
    True
    """
    words = sorted(set(fold_words(_plain(question))))
    return PREFIX + hashlib.sha256(" ".join(words).encode()).hexdigest()[:16] if words else PREFIX


def _plain(question: str) -> str:
    return re.sub(r"@\w+", " ", question)
