"""What was asked, counted per day, subject and outcome; never who asked, where, or in which words."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from knowledge.store.database import Statements, run

COUNT = (
    "INSERT INTO asked (day, subject, outcome, hits) VALUES (?, ?, ?, ?) "
    "ON CONFLICT (day, subject, outcome) DO UPDATE SET hits = asked.hits + excluded.hits"
)


@dataclass(frozen=True, slots=True)
class AskedCount:
    """How often one day's questions about one subject had one outcome."""

    day: date
    subject: str
    """As the articles name it; "" where the question was about nothing that they know."""
    outcome: str
    """A word of the caller's own making."""
    hits: int


class AskedCounts:
    """Rows that only ever grow, until their day is forgotten."""

    def __init__(self, database: Statements) -> None:
        self._database = database

    def count_asked(self, counts: Iterable[AskedCount]) -> None:
        """Add to what was counted."""
        with self._database.writing() as writer:
            for count in counts:
                writer.run(COUNT, [count.day.isoformat(), count.subject, count.outcome, count.hits])

    def asked(self, *, since: date) -> tuple[AskedCount, ...]:
        """What was counted on that day and after it, by day, subject and outcome."""
        sql = "SELECT day, subject, outcome, hits FROM asked WHERE day >= ? ORDER BY day, subject, outcome"
        rows = self._database.read(sql, [since.isoformat()])
        return tuple(
            AskedCount(date.fromisoformat(day), subject, outcome, hits) for day, subject, outcome, hits in rows
        )

    def forget_asked(self, *, before: date) -> int:
        """Forget what was counted before a day; how many rows."""
        return run(self._database, "DELETE FROM asked WHERE day < ?", [before.isoformat()])
