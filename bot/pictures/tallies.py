"""What was asked in some days, added up: by day, by subject and in all. Knows no pictures and no sentences."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from knowledge import AskedCount


@dataclass(frozen=True, slots=True)
class Tally:
    """How many questions had which outcome."""

    answered: int = 0
    offered: int = 0
    """Answered by a choice of questions."""
    abstained: int = 0
    reported: int = 0
    """Answers that somebody reported as not right; each is counted under its outcome as well."""

    @property
    def asked(self) -> int:
        """All questions."""
        return self.answered + self.offered + self.abstained


@dataclass(frozen=True, slots=True)
class Statistics:
    """The same numbers by day and by subject."""

    days: tuple[tuple[date, Tally], ...]
    """Every day, also those without questions, the oldest first."""
    subjects: tuple[tuple[str, Tally], ...]
    """The most asked first; "" for questions about nothing that the articles know."""
    whole: Tally


def add_up(counts: Iterable[AskedCount], *, today: date, days: int) -> Statistics:
    """The statistics of the last `days` days, today included; other days are left out."""
    first = today - timedelta(days=days - 1)
    by_day: dict[date, Counter[str]] = {first + timedelta(days=number): Counter() for number in range(days)}
    by_subject: dict[str, Counter[str]] = {}
    for count in counts:
        if count.day in by_day:
            by_day[count.day][count.outcome] += count.hits
            by_subject.setdefault(count.subject, Counter())[count.outcome] += count.hits
    subjects = [(subject, _tally(found)) for subject, found in by_subject.items()]
    subjects.sort(key=lambda one: (-one[1].asked, one[0]))
    return Statistics(
        tuple((day, _tally(found)) for day, found in by_day.items()),
        tuple(subjects),
        _tally(sum(by_day.values(), Counter())),
    )


def top(subjects: tuple[tuple[str, Tally], ...], most: int) -> tuple[tuple[tuple[str, Tally], ...], Tally | None]:
    """The `most` named subjects that were asked about most, and all others in one; None where there are no others."""
    named = [one for one in subjects if one[0]]
    rest = [*named[most:], *(one for one in subjects if not one[0])]
    if not rest:
        return tuple(named), None
    tallies = [tally for _, tally in rest]
    others = Tally(
        sum(tally.answered for tally in tallies),
        sum(tally.offered for tally in tallies),
        sum(tally.abstained for tally in tallies),
        sum(tally.reported for tally in tallies),
    )
    return tuple(named[:most]), others


def _tally(found: Counter[str]) -> Tally:
    return Tally(found["answered"], found["offered"], found["abstained"], found["reported"])
