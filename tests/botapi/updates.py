"""The queue of updates: ids, allowed kinds, acknowledgement by offset, and who is waiting for one."""

from __future__ import annotations

import itertools
import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from aiogram.types import Update

KINDS = tuple(name for name in Update.model_fields if name != "update_id")
ON_REQUEST = ("chat_member", "message_reaction", "message_reaction_count")
"""Kinds that only come when allowed_updates names them."""
USUAL = tuple(kind for kind in KINDS if kind not in ON_REQUEST)
FIRST_ID = 100_000_001


@dataclass(slots=True)
class Entry:
    """An update nobody has acknowledged."""

    id: int
    kind: str
    body: str
    """JSON as it was when it happened: later edits do not reach back."""
    lane: int
    """Chat or user: a webhook gets the updates of one lane one after the other."""
    tries: int = 0
    is_under_way: bool = False
    due: float = 0.0
    """When a webhook may be tried again, in the loop's time."""


class UpdateQueue:
    """Updates in order, until they are acknowledged."""

    def __init__(self) -> None:
        self.pending: dict[int, Entry] = {}
        self.allowed: tuple[str, ...] = USUAL
        self.wakers: list[Callable[[], object]] = []
        self.made: list[tuple[int, str, dict[str, Any]]] = []
        """Every update ever queued, acknowledged or not, for tests: id, kind, payload."""
        self._ids = itertools.count(FIRST_ID)

    def add(self, kind: str, payload: dict[str, Any], lane: int) -> int | None:
        """Queue an update and wake who waits; its id, or None where allowed_updates leaves it out."""
        if kind not in self.allowed:
            return None
        number = next(self._ids)
        body = json.dumps({"update_id": number, kind: payload}, ensure_ascii=False)
        self.pending[number] = Entry(number, kind, body, lane)
        self.made.append((number, kind, json.loads(body)[kind]))
        for wake in self.wakers:
            wake()
        return number

    def allow(self, kinds: Iterable[str] | None) -> None:
        """From now on queue these kinds: None keeps what was set, an empty list is the usual ones."""
        if kinds is not None:
            known = tuple(kind for kind in kinds if kind in KINDS)
            self.allowed = known or USUAL

    def acknowledge(self, offset: int) -> None:
        """Forget what lies below the offset; a negative one keeps that many of the newest."""
        ids = list(self.pending)
        gone = ids[:offset] if offset < 0 else itertools.takewhile(lambda number: number < offset, ids)
        for number in gone:
            del self.pending[number]

    def first(self, limit: int) -> list[str]:
        """The oldest updates as JSON; they stay until they are acknowledged."""
        return [entry.body for entry in itertools.islice(self.pending.values(), limit)]

    def drop(self) -> None:
        """Forget all of them."""
        self.pending.clear()
