"""The values that the reading of times passes on: what was found in a text, and what it stands for."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from knowledge.model import Span, When


class TimeKind(StrEnum):
    """What kind of time the words name."""

    DATE = "date"
    """A day or a longer period of the calendar, perhaps with a time of day."""
    CLOCK = "clock"
    """A time of day without a date."""
    DURATION = "duration"
    SET = "set"
    """What comes back: "every 8 minutes", "weekdays"."""
    REFERENCE = "reference"
    """Present, past or future without a place in the calendar: "now", "recently", "a few months ago"."""


@dataclass(frozen=True, slots=True)
class TimeMention:
    """A time named in a text. Spans are offsets of the text given."""

    span: Span
    """The words of the time without a leading preposition."""
    text: str
    kind: TimeKind
    when: When | None
    """Days of the calendar; None for clock times, sets, vague references and durations that hang nowhere."""
    value: str
    """In the manner of TIMEX3: "2024-07", "2024-W12", "2024-Q3", "2031-SP", "199X", "P2W", "2024-09-09T04:50",
    "T16:00", "PRESENT_REF"; ranges as "2024-07-06/2024-08-25"."""
    clock: str | None = None
    """The time of day in 24 hours, "16:00" or "22:00/05:00"."""
    zone: str | None = None
    relation: str = ""
    """What the preposition says: "", by, until, from, since, before, after, during, between or within."""
    is_relative: bool = False
    """Whether the day of publication was needed to resolve it."""
    is_approximate: bool = False


@dataclass(slots=True)
class Stated:
    """The parts of a date that its words gave, so that a range can lend it the year or month of its other end."""

    day: int | None = None
    month: int | None = None
    year: int | None = None


@dataclass(slots=True)
class Reading:
    """A time under construction: tokens [start, stop) and what they were read as."""

    start: int
    stop: int
    kind: TimeKind
    value: str
    when: When | None = None
    clock: str | None = None
    zone: str | None = None
    relation: str = ""
    is_relative: bool = False
    is_approximate: bool = False
    is_comparison: bool = False
    """Whether it only serves to compare ("a year earlier"): what follows does not look back to it."""
    part: str = ""
    """"early", "end", "half1", … where the words named a part of the period."""
    stated: Stated | None = None
    length: tuple[float, str] | None = None
    """Number and unit of a duration: (2, "W")."""
