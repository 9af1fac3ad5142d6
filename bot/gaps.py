"""Questions that were not answered, or answered wrongly, gathered by likeness and counted; never who asked them."""

from __future__ import annotations

import hashlib
import json
import re
from dataclasses import asdict, dataclass, replace

from bot.records import Records
from knowledge import fold_words

PREFIX = "gap:"
MOST_KEPT = 500
LONGEST = 200


@dataclass(frozen=True, slots=True)
class Gap:
    """One cluster: questions of the same words in any order, spelling of small words aside."""

    key: str
    question: str
    """As it was asked last."""
    count: int
    reasons: dict[str, int]
    """How often it was unanswered, and how often what was said of an answer: wrong, old, source, other."""
    day: str
    """When it was asked last."""


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
        known = await self._records.find_note(key)
        gap = Gap(**json.loads(known)) if known else Gap(key, question, 0, {}, day)
        reasons = {**gap.reasons, reason: gap.reasons.get(reason, 0) + 1}
        gap = replace(gap, question=question, count=gap.count + 1, reasons=reasons, day=day)
        await self._records.keep_note(key, json.dumps(asdict(gap), ensure_ascii=False))
        if known is None:
            await self._forget_least()

    async def all(self) -> list[Gap]:
        """Every open cluster, the most asked first."""
        found = await self._records.aside(self._records.ledger.notes, PREFIX)
        gaps = [Gap(**json.loads(body)) for body in found.values()]
        return sorted(gaps, key=lambda gap: (-gap.count, gap.day, gap.key))

    async def close(self, key: str) -> bool:
        """Whether there was such a cluster; it is gone."""
        known = key.startswith(PREFIX) and await self._records.find_note(key) is not None
        if known:
            await self._records.keep_note(key, None)
        return known

    async def _forget_least(self) -> None:
        for gap in (await self.all())[MOST_KEPT:]:
            await self._records.keep_note(gap.key, None)


def key_of(question: str) -> str:
    """The cluster of a question: its weighty words, stemmed, in the order of the alphabet.

    >>> key_of("When will the X1 ship?") == key_of("x1 ships when")
    True
    """
    words = sorted(set(fold_words(re.sub(r"@\w+", " ", question))))
    return PREFIX + hashlib.sha256(" ".join(words).encode()).hexdigest()[:16] if words else PREFIX
