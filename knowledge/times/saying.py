"""A time of the calendar in English words, as short as it can be said."""

from __future__ import annotations

from calendar import monthrange
from datetime import date

from knowledge.model import Granularity, When

_MONTHS = ("January February March April May June July August September October November December").split()
_SEASONS = {3: "spring", 6: "summer", 9: "autumn", 12: "winter"}
_ORDINALS = ("first", "second", "third", "fourth")


def say_when(when: When, *, year: bool = True) -> str:
    """A time in words. year: whether to name the year.

    >>> say_when(When(date(2024, 7, 6), date(2024, 8, 25), Granularity.PART))
    '6 July to 25 August 2024'
    >>> say_when(When(date(2024, 3, 16), date(2024, 3, 31), Granularity.PART))
    'second half of March 2024'
    """
    text = _say(when, year)
    return f"around {text}" if when.is_approximate else text


def _say(when: When, with_year: bool) -> str:
    start, end, grain = when.start, when.end, when.granularity
    tail = f" {start.year}" if with_year else ""
    if start == end:
        return f"{start.day} {_month(start)}{tail}"
    if grain is Granularity.MONTH:
        return _month(start) + tail
    if grain is Granularity.QUARTER:
        return f"{_ORDINALS[(start.month - 1) // 3]} quarter" + (f" of {start.year}" if with_year else "")
    if grain is Granularity.HALF:
        return f"{_ORDINALS[(start.month - 1) // 6]} half of {start.year}"
    if grain is Granularity.SEASON and start.month in _SEASONS:
        return (
            _SEASONS[start.month]
            + (f" {start.year}" if start.year == end.year else f" {start.year}/{end:%y}") * with_year
        )
    if grain is Granularity.YEAR:
        return f"{start.year}"
    if grain is Granularity.DECADE:
        return f"{start.year}s"
    if grain is Granularity.CENTURY:
        return f"{_th(start.year // 100 + 1)} century"
    if grain is Granularity.WEEK:
        return f"week of {_range(start, end, with_year)}"
    return _part(start, end, with_year) or _range(start, end, with_year)


def _month(day: date) -> str:
    return _MONTHS[day.month - 1]


def _th(number: int) -> str:
    ending = "th" if 10 < number % 100 < 14 else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{ending}"


def _part(start: date, end: date, with_year: bool) -> str | None:
    """A named part: of a month by its days, of a year where whole months were meant."""
    if start.year != end.year:
        return None
    last = monthrange(end.year, end.month)[1]
    tail = f" {start.year}" if with_year else ""
    if start.month == end.month:
        names = {
            (1, 10): "early {}", (11, 20): "mid-{}", (21, last): "end of {}",
            (1, 15): "first half of {}", (16, last): "second half of {}",
        }  # fmt: skip
        if (start.day, end.day) == (1, last):
            return (
                f"start of {start.year}"
                if start.month == 1
                else f"end of {start.year}"
                if start.month == 12
                else _month(start) + tail
            )
        name = names.get((start.day, end.day))
        return name.format(_month(start)) + tail if name else None
    if start.day == 1 and end.day == last:
        names_of_year = {(1, 4): "early", (5, 8): "mid", (9, 12): "late", (1, 12): ""}
        name = names_of_year.get((start.month, end.month))
        if name is None:
            return f"{_month(start)} to {_month(end)}{tail}"
        return f"mid-{start.year}" if name == "mid" else f"{name} {start.year}".strip()
    return None


def _range(start: date, end: date, with_year: bool) -> str:
    tail = f" {end.year}" if with_year else ""
    if start.year != end.year:
        whole = start.day == 1 and end.day == monthrange(end.year, end.month)[1]
        if whole and start.month == 1 and end.month == 12:
            return f"{start.year} to {end.year}"
        if whole:
            return f"{_month(start)} {start.year} to {_month(end)} {end.year}"
        return f"{start.day} {_month(start)} {start.year} to {end.day} {_month(end)}{tail}"
    if start.month == end.month:
        return f"{start.day} to {end.day} {_month(end)}{tail}"
    return f"{start.day} {_month(start)} to {end.day} {_month(end)}{tail}"
