"""The bot's durable queue: updates that were accepted, and what was sent for them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from knowledge.store.database import Statements, Writer, run

DUE = """
    SELECT update_id, lane, body, state, tries, next_try, problem FROM inbox AS waiting
    WHERE state IN ('new', 'failed', 'taken') AND next_try <= ? AND NOT EXISTS (
        SELECT 1 FROM inbox AS earlier
        WHERE earlier.lane = waiting.lane AND earlier.update_id < waiting.update_id
        AND earlier.lane <> '' AND earlier.state IN ('new', 'taken'))
    ORDER BY update_id LIMIT ?"""


@dataclass(frozen=True, slots=True)
class QueuedUpdate:
    """An update that was accepted."""

    update_id: int
    lane: str
    """Updates of one lane are handled in their order; "" is in nobody's way."""
    body: str
    state: str
    """"new", "taken", "failed" (to be tried again), "dead" or "done"."""
    tries: int
    """How often a worker took it: one that kills its worker is known by it."""
    next_try: float
    """When it is due; of a taken one, when its worker is given up."""
    problem: str | None


@dataclass(frozen=True, slots=True)
class Sent:
    """A message that was sent for an update."""

    part: str
    chat: int
    message_id: int


class UpdateQueue:
    """Updates from their acceptance to the sent reply; for several workers."""

    def __init__(self, database: Statements) -> None:
        self._database = database

    def put_update(self, update_id: int, body: str, *, now: float, lane: str = "") -> bool:
        """Accept an update; False where it was accepted before."""
        return self.put_updates([(update_id, body, lane)], now=now) == 1

    def put_updates(self, updates: Iterable[tuple[int, str, str]], *, now: float) -> int:
        """Accept several (update_id, body, lane) at once; how many of them are new."""
        with self._database.writing() as writer:
            return sum(
                writer.run(
                    "INSERT INTO inbox (update_id, body, lane, state, tries, next_try) VALUES (?, ?, ?, 'new', 0, ?) "
                    "ON CONFLICT (update_id) DO NOTHING",
                    (*update, now),
                )
                for update in updates
            )

    def next_updates(self, *, now: float, limit: int = 100) -> tuple[QueuedUpdate, ...]:
        """Updates that are due, oldest first, and of each lane only the first one unfinished.

        Due are new ones, failed ones whose time has come, and taken ones whose worker was given up.
        """
        return tuple(QueuedUpdate(*row) for row in self._database.read(DUE, [now, limit]))

    def claim(self, update_id: int, *, worker: str, now: float, lease: float = 300.0) -> bool:
        """Take a due update: of several workers only one gets True. After `lease` seconds it is due again."""
        with self._database.writing() as writer:
            return _claim(writer, update_id, worker, now, lease)

    def claim_next(self, *, worker: str, now: float, limit: int = 1, lease: float = 300.0) -> tuple[QueuedUpdate, ...]:
        """Take the next due updates in one step; as they were before."""
        with self._database.writing() as writer:
            due = [QueuedUpdate(*row) for row in writer.read(f"{DUE} FOR UPDATE OF waiting SKIP LOCKED", [now, limit])]
            return tuple(update for update in due if _claim(writer, update.update_id, worker, now, lease))

    def release(self, worker: str, *, now: float) -> int:
        """Make everything that a worker had taken due again, as after its death; how many."""
        sql = "UPDATE inbox SET state = 'new', worker = NULL, next_try = ? WHERE state = 'taken' AND worker = ?"
        return run(self._database, sql, [now, worker])

    def done(self, update_id: int) -> None:
        """Handled: its text is forgotten, its id is kept, so that it is not accepted again."""
        run(
            self._database,
            "UPDATE inbox SET state = 'done', body = '', worker = NULL, problem = NULL WHERE update_id = ?",
            [update_id],
        )

    def failed(self, update_id: int, *, problem: str, next_try: float) -> None:
        """Not handled: it is due again at `next_try`."""
        run(
            self._database,
            "UPDATE inbox SET state = 'failed', problem = ?, next_try = ?, worker = NULL WHERE update_id = ?",
            [problem, next_try, update_id],
        )

    def dead(self, update_id: int, *, problem: str) -> None:
        """Given up: kept for the owner, never due."""
        run(
            self._database,
            "UPDATE inbox SET state = 'dead', problem = ?, worker = NULL WHERE update_id = ?",
            [problem, update_id],
        )

    def dead_updates(self, *, limit: int = 100) -> tuple[QueuedUpdate, ...]:
        """What was given up, newest first."""
        rows = self._database.read(
            "SELECT update_id, lane, body, state, tries, next_try, problem FROM inbox WHERE state = 'dead' "
            "ORDER BY update_id DESC LIMIT ?",
            [limit],
        )
        return tuple(QueuedUpdate(*row) for row in rows)

    def revive(self, update_id: int, *, now: float) -> bool:
        """Try a dead update once more; False where there is none."""
        sql = "UPDATE inbox SET state = 'new', next_try = ? WHERE state = 'dead' AND update_id = ?"
        return run(self._database, sql, [now, update_id]) > 0

    def backlog(self) -> dict[str, int]:
        """How many updates are in each state."""
        return dict(self._database.read("SELECT state, count(*) FROM inbox GROUP BY state ORDER BY state"))

    def forget_done(self, *, before: float) -> int:
        """Forget handled updates and what was sent for them, where they were due before a time; how many updates."""
        with self._database.writing() as writer:
            old = "SELECT update_id FROM inbox WHERE state = 'done' AND next_try < ?"
            rows = [row[0] for row in writer.read(old, [before])]
            writer.run("DELETE FROM outbox WHERE update_id = ANY(?)", [rows])
            return writer.run("DELETE FROM inbox WHERE update_id = ANY(?)", [rows])

    def put_sent(self, update_id: int, part: str, *, chat: int, message_id: int, now: float) -> None:
        """Note that a part of the reply to an update stands in a message."""
        run(
            self._database,
            "INSERT INTO outbox (update_id, part, chat, message_id, sent_at) VALUES (?, ?, ?, ?, ?) "
            "ON CONFLICT (update_id, part) DO UPDATE SET chat = excluded.chat, message_id = excluded.message_id, "
            "sent_at = excluded.sent_at",
            [update_id, part, chat, message_id, now],
        )

    def was_sent(self, update_id: int, part: str) -> int | None:
        """The message that holds a part of the reply to an update; None where it was not sent."""
        rows = self._database.read("SELECT message_id FROM outbox WHERE update_id = ? AND part = ?", [update_id, part])
        return rows[0][0] if rows else None

    def sent_for(self, update_id: int) -> tuple[Sent, ...]:
        """All that was sent for an update, in the order of sending."""
        rows = self._database.read(
            "SELECT part, chat, message_id FROM outbox WHERE update_id = ? ORDER BY sent_at, part", [update_id]
        )
        return tuple(Sent(*row) for row in rows)


def _claim(writer: Writer, update_id: int, worker: str, now: float, lease: float) -> bool:
    sql = (
        "UPDATE inbox SET state = 'taken', tries = tries + 1, worker = ?, next_try = ? "
        "WHERE update_id = ? AND state IN ('new', 'failed', 'taken') AND next_try <= ?"
    )
    return writer.run(sql, [worker, now + lease, update_id, now]) > 0
