"""How much one person and one chat may ask; over it one notice, then silence.

Counted in memory, where a restart forgives, or in the database for several workers.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, auto

from bot.records import Records

PER_USER = 20
"""Questions a minute from one person, in bursts too."""
PER_CHAT = 60
"""Questions a minute from one chat."""
PER_TYPIST = 120
"""Inline queries a minute from one person: Telegram sends one at nearly every letter."""
WINDOW = 60.0
MOST_KEPT = 10_000


class Verdict(Enum):
    """What to do with a question."""

    PASS = auto()
    WARN = auto()
    """Too much, and nobody has said so yet."""
    IGNORE = auto()


@dataclass(slots=True)
class _Bucket:
    """Fills with every question and runs empty in `WINDOW` seconds."""

    level: float
    at: float
    is_warned: bool = False


class Limits:
    """Leaky buckets by person and by chat."""

    def __init__(self, *, per_user: int = PER_USER, per_chat: int = PER_CHAT) -> None:
        self._rates = {"user": per_user, "chat": per_chat, "inline": PER_TYPIST}
        self._buckets: dict[tuple[str, int], _Bucket] = {}

    async def judge(self, user_id: int, chat_id: int, now: float, *, kind: str = "user") -> Verdict:
        """Whether a question asked now is answered. kind: "user", or "inline" for what is typed letter by letter."""
        self._forget(now)
        verdict = await self._count(kind, user_id, now)
        return await self._count("chat", chat_id, now) if verdict is Verdict.PASS and chat_id < 0 else verdict

    async def _count(self, kind: str, who: int, now: float) -> Verdict:
        return self._pour(kind, who, now)

    def _pour(self, kind: str, who: int, now: float) -> Verdict:
        rate = self._rates[kind]
        bucket = self._buckets.setdefault((kind, who), _Bucket(0.0, now))
        bucket.level = max(0.0, bucket.level - (now - bucket.at) * rate / WINDOW)
        bucket.at = now
        if bucket.level + 1 <= rate:
            bucket.level += 1
            bucket.is_warned = bucket.is_warned and bucket.level > rate / 2
            return Verdict.PASS
        if bucket.is_warned:
            return Verdict.IGNORE
        bucket.is_warned = True
        return Verdict.WARN

    def _forget(self, now: float) -> None:
        if len(self._buckets) > MOST_KEPT:
            self._buckets = {key: bucket for key, bucket in self._buckets.items() if now - bucket.at < WINDOW}


class SharedLimits(Limits):
    """Counts by minute in the database: the same limits, whichever worker takes a question."""

    def __init__(self, records: Records, *, per_user: int = PER_USER, per_chat: int = PER_CHAT) -> None:
        super().__init__(per_user=per_user, per_chat=per_chat)
        self._records = records

    async def _count(self, kind: str, who: int, now: float) -> Verdict:
        minute, rate = int(now // WINDOW), self._rates[kind]
        hits = await self._records.change(lambda ledger: ledger.hit(f"limit:{kind}", who, minute))
        if hits <= rate:
            return Verdict.PASS
        return Verdict.WARN if hits == rate + 1 else Verdict.IGNORE
