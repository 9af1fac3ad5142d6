"""Periods of the calendar as intervals of days; they know no words."""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta
from functools import lru_cache

from knowledge.model import Granularity, When

SEASONS = {"SP": 3, "SU": 6, "FA": 9, "WI": 12}
"""The month each season starts with; winter ends in February of the next year."""
MONTHS_IN = {"M": 1, "Q": 3, "Y": 12, "E": 120, "C": 1200}
DAYS_IN = {"D": 1, "W": 7, "F": 14}
GRAINS = {
    "D": Granularity.DAY,
    "W": Granularity.WEEK,
    "F": Granularity.WEEK,
    "M": Granularity.MONTH,
    "Q": Granularity.QUARTER,
    "Y": Granularity.YEAR,
    "E": Granularity.DECADE,
    "C": Granularity.CENTURY,
}


def day(d: date) -> When:
    """One day."""
    return When(d, d)


@lru_cache(maxsize=4096)
def months(year: int, month: int, count: int, grain: Granularity) -> When:
    """`count` whole months from the first of one on; months past December run on into the next years."""
    first, last = _month(year, month), _month(year, month + count - 1)
    return When(first, last.replace(day=monthrange(last.year, last.month)[1]), grain)


def _month(year: int, month: int) -> date:
    return date(year + (month - 1) // 12, (month - 1) % 12 + 1, 1)


def month(year: int, number: int) -> When:
    """A month of a year."""
    return months(year, number, 1, Granularity.MONTH)


def quarter(year: int, number: int) -> When:
    """A quarter of a calendar year, 1 to 4."""
    return months(year, 3 * number - 2, 3, Granularity.QUARTER)


def half(year: int, number: int) -> When:
    """A half of a year, 1 or 2."""
    return months(year, 6 * number - 5, 6, Granularity.HALF)


def season(year: int, name: str) -> When:
    """A meteorological season; winter is named after the year it begins in."""
    return months(year, SEASONS[name], 3, Granularity.SEASON)


def year(number: int) -> When:
    """A calendar year."""
    return months(number, 1, 12, Granularity.YEAR)


def years(first: int, count: int, grain: Granularity) -> When:
    """A decade, a century."""
    return months(first, 1, 12 * count, grain)


def week(d: date) -> When:
    """Monday to Sunday around a day."""
    monday = d - timedelta(d.weekday())
    return When(monday, monday + timedelta(6), Granularity.WEEK)


def weekend(d: date) -> When:
    """Saturday and Sunday of the week of a day."""
    saturday = d - timedelta(d.weekday() - 5)
    return When(saturday, saturday + timedelta(1), Granularity.PART)


def shift(d: date, count: float, unit: str) -> date:
    """The day so many units away; a day that the month does not have becomes its last."""
    if unit in DAYS_IN:
        return d + timedelta(round(DAYS_IN[unit] * count))
    first = _month(d.year, d.month + round(MONTHS_IN[unit] * count))
    return first.replace(day=min(d.day, monthrange(first.year, first.month)[1]))


def around(d: date, unit: str) -> When:
    """The whole day, week, month, quarter, year, … that a day lies in."""
    if unit == "D":
        return day(d)
    if unit in ("W", "F"):
        return week(d) if unit == "W" else When(week(d).start, week(d).end + timedelta(7), Granularity.WEEK)
    if unit == "WE":
        return weekend(d)
    if unit == "M":
        return month(d.year, d.month)
    if unit == "Q":
        return quarter(d.year, (d.month + 2) // 3)
    if unit == "Y":
        return year(d.year)
    return (
        years(d.year // 10 * 10, 10, Granularity.DECADE)
        if unit == "E"
        else years(d.year // 100 * 100, 100, GRAINS["C"])
    )


def name_of(when: When, unit: str) -> str:
    """The value of a whole period: "2024-W12", "2024-07", "2024-Q3".

    >>> name_of(week(date(2024, 3, 20)), "W")
    '2024-W12'
    """
    first = when.start
    year, week, _ = first.isocalendar()
    if unit in ("W", "F", "WE"):
        return f"{year}-W{week:02}" + ("-WE" if unit == "WE" else "")
    names = {
        "D": first.isoformat(),
        "M": f"{first:%Y-%m}",
        "Q": f"{first.year}-Q{(first.month + 2) // 3}",
        "Y": f"{first.year}",
    }
    return names.get(unit) or (f"{first.year // 10}X" if unit == "E" else f"{first.year // 100}XX")


def part(whole: When, name: str) -> When:
    """The early, mid or late part, the start, end or first or second half of a period; the period itself if too short.

    Of a month: days 1-10, 11-20, 21-last; halves 1-15, 16-last. Start and end of a year are January and December.
    """
    first, last, grain = whole.start, whole.end, whole.granularity
    if grain is Granularity.MONTH:
        bounds = {"early": (1, 10), "start": (1, 10), "mid": (11, 20), "half1": (1, 15), "half2": (16, last.day)}
        low, high = bounds.get(name, (21, last.day))
        return When(first.replace(day=low), first.replace(day=high), Granularity.PART)
    if grain is Granularity.YEAR and name.startswith("half"):
        return half(first.year, int(name[-1]))
    if grain is Granularity.YEAR and name in ("start", "end"):
        return months(first.year, 1 if name == "start" else 12, 1, Granularity.PART)
    if grain is Granularity.WEEK and (last - first).days == 6:
        days = {"early": (0, 2), "start": (0, 1), "mid": (2, 3), "end": (4, 6), "half1": (0, 3), "half2": (3, 6)}
        low, high = days.get(name, (3, 6))
        return When(first + timedelta(low), first + timedelta(high), Granularity.PART)
    if grain is Granularity.DAY and first == last:
        return whole
    return _fraction(whole, name)


def _fraction(whole: When, name: str) -> When:
    count = (whole.end.year - whole.start.year) * 12 + whole.end.month - whole.start.month + 1
    if count < 3 or whole.start.day != 1:
        return whole
    if name.startswith("half"):
        size, skip = count // 2, count // 2 * (int(name[-1]) - 1)
    else:
        size = count // 3
        skip = {"early": 0, "start": 0, "mid": size}.get(name, count - size)
    return months(whole.start.year, whole.start.month + skip, size, Granularity.PART)


def easter(year: int) -> date:
    """Easter Sunday. Source: the anonymous Gregorian computus (Meeus, Jones and Butcher)."""
    a, b, c = year % 19, year // 100, year % 100
    h = (19 * a + b - b // 4 - (b - (b + 8) // 25 + 1) // 3 + 15) % 30
    k = (32 + 2 * (b % 4) + 2 * (c // 4) - h - c % 4) % 7
    m = (a + 11 * h + 22 * k) // 451
    return date(year, (h + k - 7 * m + 114) // 31, (h + k - 7 * m + 114) % 31 + 1)


def stretch(anchor: date, count: float, unit: str) -> When:
    """The days of "the next two weeks", from tomorrow, or of "the past two weeks", to yesterday; quarters are whole."""
    unit = {"WE": "W"}.get(unit, unit)
    if unit in ("Q", "E", "C"):
        first = shift(around(anchor, unit).start, 1 if count > 0 else count, unit)
        return months(first.year, first.month, MONTHS_IN[unit] * abs(round(count)), Granularity.PART)
    if unit == "BD":
        step = timedelta(1 if count > 0 else -1)
        days = [anchor + step]
        while sum(day.weekday() < 5 for day in days) < abs(count):
            days.append(days[-1] + step)
        return When(min(days), max(days), Granularity.PART)
    if count > 0:
        first = anchor + timedelta(1)
        return When(first, max(first, shift(anchor, count, unit)), Granularity.PART)
    return When(min(shift(anchor, count, unit), anchor - timedelta(1)), anchor - timedelta(1), Granularity.PART)
