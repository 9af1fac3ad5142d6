"""Rules for times told from the day of publication: yesterday, next Monday, this quarter, two weeks ago."""

from __future__ import annotations

import re
from datetime import date, timedelta

from knowledge.model import Granularity, When
from knowledge.times import periods
from knowledge.times.lengths import iso_length, length_of
from knowledge.times.mention import Reading, TimeKind
from knowledge.times.scene import Scene, rule
from knowledge.times.tokens import is_name

_Match = re.Match[str]
LONG = (Granularity.QUARTER, Granularity.MONTH, Granularity.HALF, Granularity.YEAR, Granularity.SEASON)


@rule(
    "(?P<d>{deictic})",
    "{the}{unit_D}(?P<a>{after}|{later}|{before})(?P<d>{deictic})",
    "(?P<d>{deictic})(?P<p>{daypart})",
    needs="deictic",
)
def _deictic(scene: Scene, match: _Match) -> Reading | None:
    name = str(scene.tokens.value(match.start("d"), "deictic"))
    days = 0 if name == "TNI" else int(name)
    if match.groupdict().get("a"):
        days += -1 if scene.tokens.has(match.start("a"), "before") else 1
    day = scene.anchor + timedelta(days)
    part = name if name == "TNI" else ""
    if match.groupdict().get("p"):
        part = f"T{scene.tokens.value(match.start('p'), 'daypart')}"
    return scene.dated(match, day.isoformat() + part, periods.day(day))


@rule("(?P<r>{last}|{next}|{this}|{same}){early}?(?P<p>{daypart})", needs="daypart")
def _part_of_day(scene: Scene, match: _Match) -> Reading | None:
    if scene.tokens.has(match.start("r"), "recent"):
        return None
    step = scene.step(match.start("r"))
    day = scene.anchor + timedelta(step)
    return scene.dated(match, f"{day}T{scene.tokens.value(match.start('p'), 'daypart')}", periods.day(day))


@rule(
    "(?P<w>{weekday})(?!{dot}?{comma}?{the}?(?:{day}|{ordday}))",
    "{the}(?P<w>{weekday})(?P<x>{after}{next})",
    "(?P<r>{last}|{next}|{this}(?:{last}|{next})?|{same})(?P<w>{weekday})",
    "{the}?(?P<w>{weekday})(?P<r>{lastpost}|{nextpost})",
    "(?P<w>{weekday})(?:{of}|{comma}|{in})?{the}?(?P<v>{last}|{next}|{this}){unit_W}",
    "(?P<w>{weekday})(?:{of}|{comma}|{in})?{the}?{unit_W}(?P<v>{lastpost}|{nextpost})",
    "{the}?(?P<v>{last}|{next}|{this}){unit_W}(?:{on}|{comma}|{dash}|{the})*(?P<w>{weekday})",
    "{the}?{unit_W}(?P<v>{lastpost}|{nextpost})(?:{on}|{comma}|{dash}|{the})*(?P<w>{weekday})",
    needs="weekday",
)
def _weekday(scene: Scene, match: _Match) -> Reading | None:
    weekday, groups = scene.tokens.number(match.start("w")), match.groupdict()
    if scene.tokens.has(match.start() - 1, "the") and is_name(scene.tokens, match.end()):
        return None
    if groups.get("v"):
        monday = periods.week(scene.anchor).start
        day = monday + timedelta(7 * scene.step(match.start("v")) + weekday - 1)
    elif groups.get("r"):
        day = _pointed_weekday(scene, match, weekday)
    elif groups.get("x"):
        day = scene.anchor + timedelta((weekday - scene.anchor.isoweekday() - 1) % 7 + 8)
    else:
        day = _in_event(scene, weekday) or scene.weekday_near(weekday, scene.way(match.start(), match.end()))
    return scene.dated(match, day.isoformat(), periods.day(day))


def _pointed_weekday(scene: Scene, match: _Match, weekday: int) -> date:
    """ "Last Friday" is the one before the anchor, "next Monday" the first after it.

    "Next Friday", said on a Thursday, skips tomorrow: that would have been called "tomorrow" or "this Friday".
    """
    anchor, step = scene.anchor, scene.step(match.start("r"))
    ahead = (weekday - anchor.isoweekday() - 1) % 7 + 1
    if step < 0 or scene.tokens.has(match.start("r") + 1, "last"):
        if scene.tokens.has(match.start("r"), "previous"):
            return periods.week(anchor).start + timedelta(weekday - 8)
        return anchor - timedelta((anchor.isoweekday() - weekday - 1) % 7 + 1)
    if step > 0:
        return anchor + timedelta(ahead + 7 * (ahead <= 2 and weekday > anchor.isoweekday()))
    return periods.week(anchor).start + timedelta(weekday - 1)


def _in_event(scene: Scene, weekday: int) -> date | None:
    """The day of that weekday inside a range of at most a week that the text named before."""
    for reading in reversed(scene.recent()):
        when = reading.when
        if when and when.start < when.end and when.granularity is Granularity.PART and not reading.is_approximate:
            days = (weekday - when.start.isoweekday()) % 7
            return when.start + timedelta(days) if days <= (when.end - when.start).days < 7 else None
    return None


@rule(
    "(?P<r>{last}|{next}|{this}(?:{last}|{next})?|{latest})(?:{fiscal}|{calendar}|{full}|{business})*(?P<u>{unit}|{workweek})",
    "{the}?(?P<u>{unit})(?P<r>{lastpost}|{nextpost})",
    "{the}(?P<r>{same})?(?:{full}|{fiscal}|{calendar})*(?P<u>{unit})(?!(?:{before}|{after})(?!{int}|{numberword})|{ago}|{later}|{earlier}|{of}|{last}|{next}|{this}|{year}|{starting})",
    "(?P<r>{same})(?P<u>{unit})",
    "{the}?(?P<u>{unit})(?P<r>{after}|{later}|{before})(?:{next}|{last})",
    "(?P<r>{last}|{next}|{this}|{latest})(?P<u>{period})",
    "{the}(?P<r>{same})?(?P<u>{period})",
    needs="unit period workweek",
)
def _pointed_unit(scene: Scene, match: _Match) -> Reading | None:
    tokens, index = scene.tokens, match.start("u")
    unit = "W" if tokens.has(index, "workweek") else str(tokens.tags[index].get("unit", "Q"))
    pointer = match.start("r") if match.groupdict().get("r") else -1
    if pointer < 0 and (unit in ("D", "E", "C") or _is_compound(scene, match.end())):
        return None
    if "units" in tokens.tags[index]:
        return _vague_stretch(match, unit, pointer >= 0)
    if _is_no_period(scene, unit, pointer, index):
        return None
    if unit == "Y" and tokens.has(match.end(), "closing"):
        return Reading(match.start(), match.end(), TimeKind.DURATION, "P1Y")
    focus = _focused(scene, unit, pointer)
    if focus is not None and focus.when is not None:
        return scene.dated(match, focus.value, focus.when)
    if "period" in tokens.tags[index] and not tokens.has(pointer, "latest"):
        return None
    base, step = _base(scene, unit, pointer, index)
    day = periods.shift(base, step, {"WE": "W"}.get(unit, unit))
    if unit == "WE" and step == 0 and pointer < 0 and scene.way(match.start(), match.end()) < 0:
        day -= timedelta(7 * (scene.anchor.weekday() < 5))
    when = periods.around(day, unit)
    value = periods.name_of(when, unit)
    if unit == "W" and (tokens.has(index, "workweek") or tokens.has(index - 1, "business")):
        when = When(when.start, when.start + timedelta(4), Granularity.PART)
    return scene.dated(match, value, when)


def _is_no_period(scene: Scene, unit: str, pointer: int, index: int) -> bool:
    """Whether the words only look like a period: "the last day of the fair", "a recent week", the title "The Week"."""
    tokens = scene.tokens
    if pointer >= 0:
        return tokens.has(pointer, "recent") or (unit == "D" and tokens.has(pointer, "last", "this"))
    return index > 0 and tokens.text[tokens.starts[index]].isupper() and scene.lexicon.month_first


def _base(scene: Scene, unit: str, pointer: int, index: int) -> tuple[date, int]:
    """The day to count from, and how many units away the period meant is."""
    tokens = scene.tokens
    if tokens.has(pointer, "following"):
        focus = scene.focus(periods.GRAINS.get(unit, Granularity.DAY), Granularity.DAY)
        return (focus.when.start if focus and focus.when else scene.anchor), 1
    if pointer > index and tokens.has(pointer, "after", "later", "before"):
        return scene.anchor, -2 if tokens.has(pointer, "before") else 2
    if tokens.has(pointer, "latest"):
        return scene.anchor, -1
    return scene.anchor, scene.step(pointer) if pointer >= 0 else 0


def _vague_stretch(match: _Match, unit: str, is_pointed: bool) -> Reading | None:
    """ "Recent months", "the coming weeks": a duration of no known length."""
    if not is_pointed:
        return None
    return Reading(
        match.start(), match.end(), TimeKind.DURATION, iso_length([(None, {"WE": "W", "F": "W"}.get(unit, unit))])
    )


def _is_compound(scene: Scene, index: int) -> bool:
    """Whether a hyphen ties the unit to a further word: "quarter-final"."""
    tokens = scene.tokens
    return tokens.has(index, "dash") and tokens.starts[index] == tokens.stops[index - 1]


def _focused(scene: Scene, unit: str, pointer: int) -> Reading | None:
    """What "the quarter", "that month", "the latest period" look back to, if the text named one."""
    is_latest = scene.tokens.has(pointer, "latest")
    if unit not in ("Q", "M", "Y") or (pointer >= 0 and not is_latest and not scene.tokens.has(pointer, "same")):
        return None
    focus = scene.focus(periods.GRAINS[unit]) if unit == "Q" or pointer >= 0 else None
    if is_latest and focus and focus.when and focus.when.end > scene.anchor:
        return None
    return focus


@rule(
    "{year_earlier}(?:{unit_Q}|{period}|{unit_M}|{unit_Y})?",
    "(?:{vague}|{numberword}){unit_Y}(?:{ago}|{earlier}|{before})",
    needs="year_earlier unit_Y",
)
def _year_earlier(scene: Scene, match: _Match) -> Reading | None:
    """ "A year earlier": the quarter, month or year last named, one year before."""
    tokens, start = scene.tokens, match.start()
    if not tokens.has(start, "year_earlier") and tokens.tags[start].get("vague") != "a":
        return None
    if (
        match.end() - start == 3
        and tokens.has(match.end() - 1, "before")
        and tokens.has(match.end(), "the", "month", "year")
    ):
        return None
    focus = scene.focus(*LONG, begun=True)
    if tokens.has(match.end() - 1, "ago") and focus and focus.when and focus.when.granularity is Granularity.MONTH:
        focus = None
    if focus and focus.when and focus.when.granularity in (Granularity.QUARTER, Granularity.MONTH):
        unit = "Q" if focus.when.granularity is Granularity.QUARTER else "M"
        when = periods.around(periods.shift(focus.when.start, -1, "Y"), unit)
        value = periods.name_of(when, unit)
    else:
        when, value = periods.year(scene.anchor.year - 1), periods.shift(scene.anchor, -1, "Y").isoformat()
    reading = scene.dated(match, value, when)
    reading.is_comparison = True
    return reading


@rule(
    "(?P<o>{ordword}|{ord}|{last}|{next})(?P<w>{weekday})(?:{of}|{in}){the}?(?:(?P<m>{month})(?:{comma}?{of}?(?P<y>{year}))?"
    "|(?P<l>{last}|{next}|{this})?{unit_M})",
    needs="weekday",
)
def _nth_weekday(scene: Scene, match: _Match) -> Reading | None:
    """ "The first Monday of next month", "the last Friday in May 2025"."""
    tokens, whole = scene.tokens, _month_meant(scene, match)
    weekday = tokens.number(match.start("w"))
    first = whole.start + timedelta((weekday - whole.start.isoweekday()) % 7)
    days = [first + timedelta(7 * n) for n in range(5) if first + timedelta(7 * n) <= whole.end]
    number = len(days) if tokens.has(match.start("o"), "last") else tokens.number(match.start("o"))
    if number > len(days):
        return None
    return scene.dated(match, days[number - 1].isoformat(), periods.day(days[number - 1]), is_relative=not match["y"])


def _month_meant(scene: Scene, match: _Match) -> When:
    if match["m"]:
        month = int(scene.tokens.value(match.start("m"), "month"))  # type: ignore[call-overload]
        year = scene.year_at(match) or scene.month_near(month, scene.way(match.start(), match.end()))
        return periods.month(year, month)
    day = periods.shift(scene.anchor, scene.step(match.start("l")) if match["l"] else 0, "M")
    return periods.around(day, "M")


@rule(
    "{the}?(?P<o>{ordword}|{ord}|{last}){unit_W}(?:{of}|{in}){the}?(?:(?P<m>{month})(?:{comma}?{of}?(?P<y>{year}))?"
    "|(?P<l>{last}|{next}|{this})?{unit_M})",
    "{the}?(?P<o>{ordword}|{ord}|{last}){unit_W}(?:{of}|{in}){the}?(?P<y>{year})",
    "{the}?{unit_W}(?P<n>{int})(?:{of}?{comma}?(?:(?P<y>{year})|(?P<k>{last}|{next}|{this}){unit_Y}))?",
    needs="unit_W",
)
def _nth_week(scene: Scene, match: _Match) -> Reading | None:
    """The week, Monday to Sunday, with the n-th Thursday of a month; the ISO week of a year."""
    groups = match.groupdict()
    if "m" in groups:
        whole = _month_meant(scene, match)
        first = whole.start + timedelta((4 - whole.start.isoweekday()) % 7)
        thursdays = [first + timedelta(7 * n) for n in range(5) if first + timedelta(7 * n) <= whole.end]
        number = len(thursdays) if scene.tokens.has(match.start("o"), "last") else scene.tokens.number(match.start("o"))
        if number > len(thursdays):
            return None
        when = periods.week(thursdays[number - 1])
        return scene.dated(match, periods.name_of(when, "W"), when, is_relative=not match["y"])
    year = scene.year_at(match)
    year = year or scene.anchor.year + (scene.step(match.start("k")) if groups.get("k") else 0)
    index = match.start("n" if "n" in groups else "o")
    last = date(year, 12, 28).isocalendar().week
    number = last if scene.tokens.has(index, "last") else scene.tokens.number(index)
    if not 0 < number <= last:
        return None
    when = periods.week(date.fromisocalendar(year, number, 1))
    return scene.dated(match, periods.name_of(when, "W"), when, is_relative=not match["y"])


@rule(
    "(?P<l><LENGTH>)(?P<a>{ago})(?!{unit})",
    "(?P<a>{ago})(?P<l><LENGTH>)",
    "(?P<l><LENGTH>)(?P<a>{later}|{earlier}|{from}{now})(?!{the}|{deictic}|{month}|{year}|_)",
    needs="ago later earlier now",
)
def _ago(scene: Scene, match: _Match) -> Reading | None:
    """The day, week, month or year so long before or after the anchor; a vague number only refers to past or future."""
    past = scene.tokens.has(match.start("a"), "ago", "earlier")
    steps = length_of(scene.tokens, match.start("l"), match.end("l"))
    if any(count is None for count, _ in steps) and scene.tokens.has(match.start("a"), "later", "earlier"):
        return Reading(match.start("l"), match.end("l"), TimeKind.DURATION, iso_length(steps))
    if any(count is None or unit == "C" for count, unit in steps):
        value = "PAST_REF" if past else "FUTURE_REF"
        return Reading(match.start(), match.end(), TimeKind.REFERENCE, value, is_relative=True)
    day = scene.anchor
    if scene.tokens.has(match.start("a"), "later", "earlier"):
        focus = scene.focus(Granularity.DAY)
        if focus is None and scene.way(match.start(), match.end()) < 0:
            return Reading(match.start("l"), match.end("l"), TimeKind.DURATION, iso_length(steps))
        day = focus.when.start if focus and focus.when else day
    for count, unit in steps:
        day = periods.shift(day, -(count or 0) if past else count or 0, {"WE": "W"}.get(unit, unit))
    when = periods.around(day, steps[-1][1])
    return scene.dated(match, day.isoformat(), when)
