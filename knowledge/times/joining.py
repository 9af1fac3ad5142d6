"""What stands around a time: parts ("early", "end of"), its other end, the hour, and the preposition before it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from knowledge.model import Granularity, When
from knowledge.times import periods
from knowledge.times.mention import Reading, Stated, TimeKind
from knowledge.times.scene import Scene

_LINKS = ("to", "until", "dash", "through")
_PARTS = ("early", "mid", "late", "start", "end")
_RELATIONS = ("by", "until", "since", "before", "after", "from", "starting", "during", "between", "within")


def join(scene: Scene) -> list[Reading]:
    """The readings of a scene, with the words around them taken in and neighbours joined."""
    readings = [_with_part(scene, reading) for reading in scene.found]
    readings = [_with_part_of_day(scene, reading) for reading in readings]
    readings = _fold(scene, readings, _shifted)
    readings = _fold(scene, readings, _with_clock)
    readings = _fold(scene, readings, _range)
    readings = _fold(scene, readings, _with_clock)
    for reading in readings:
        _relate(scene, reading)
    return readings


def _fold(scene: Scene, readings: list[Reading], pair: object) -> list[Reading]:
    done: list[Reading] = []
    for reading in readings:
        joined = pair(scene, done[-1], reading) if done else None  # type: ignore[operator]
        if joined is None:
            done.append(reading)
        else:
            done[-1] = joined
    return done


def _with_part(scene: Scene, reading: Reading) -> Reading:
    """A reading with "early", "mid-", "the end of", "the second half of" or "later" before it."""
    if reading.kind is not TimeKind.DATE or reading.when is None:
        return reading
    tokens, index = scene.tokens, reading.start - 1
    while tokens.has(index, "of", "the", "dash", "in"):
        index -= 1
    name = next((part for part in _PARTS if tokens.has(index, part)), None)
    gap = reading.start - 1 - index
    if name == "end" and gap == 0 and tokens.words[index] != "end":
        return reading
    start = index
    if name is None and tokens.has(index, "halfword") and tokens.has(index - 1, "ordword", "last"):
        number = 2 if tokens.has(index - 1, "last") else tokens.number(index - 1)
        name, start = (f"half{number}", index - 1) if number < 3 else (None, index)
    if name is not None:
        start -= tokens.has(start - 1, "the")
        when = _end_of_week(scene, reading) if name == "end" else None
        return replace(reading, start=start, when=when or periods.part(reading.when, name), stated=None)
    if tokens.has(index, "rest") or (
        tokens.has(index, "earlier", "later") and tokens.words[index] in ("earlier", "later")
    ):
        return _beside_anchor(scene, reading, index)
    return reading


def _end_of_week(scene: Scene, reading: Reading) -> When | None:
    """The end of the running week: from the anchor to Sunday."""
    when = reading.when
    if when and when.granularity is Granularity.WEEK and when.start <= scene.anchor <= when.end:
        return When(scene.anchor, when.end, Granularity.PART)
    return None


def _beside_anchor(scene: Scene, reading: Reading, index: int) -> Reading:
    """ "Earlier this year" ends at the anchor, "later this month" and "the rest of the week" begin there."""
    when = reading.when
    if when is None or not when.start <= scene.anchor <= when.end or when.start == when.end:
        return reading
    earlier = scene.tokens.has(index, "earlier")
    part = (
        When(when.start, scene.anchor, Granularity.PART) if earlier else When(scene.anchor, when.end, Granularity.PART)
    )
    return replace(reading, start=index - scene.tokens.has(index - 1, "the"), when=part)


def _with_part_of_day(scene: Scene, reading: Reading) -> Reading:
    """A day with "morning" or "in the evening" after it."""
    if (
        reading.kind is not TimeKind.DATE
        or not reading.when
        or reading.when.start != reading.when.end
        or "T" in reading.value
    ):
        return reading
    tokens, index = scene.tokens, reading.stop
    while tokens.has(index, "in", "the", "early", "late", "dash", "mid") and index < reading.stop + 3:
        index += 1
    if tokens.has(index, "daypart"):
        part = f"{reading.value}T{tokens.value(index, 'daypart')}"
        return replace(reading, stop=index + 1, value=part, stated=None)
    if tokens.has(reading.start - 1, "daypart"):
        part = f"{reading.value}T{tokens.value(reading.start - 1, 'daypart')}"
        dash = 2 * (tokens.has(reading.start - 2, "dash") and tokens.has(reading.start - 3, "mid"))
        return replace(reading, start=reading.start - 1 - dash, value=part, stated=None)
    return reading


def _between(scene: Scene, left: Reading, right: Reading) -> list[int]:
    return list(range(left.stop, right.start))


def _shifted(scene: Scene, left: Reading, right: Reading) -> Reading | None:
    """ "Two weeks after 15 January", "three days before Christmas", "4 months from tomorrow"."""
    if (
        left.kind is not TimeKind.DURATION
        or left.length is None
        or right.when is None
        or right.when.start != right.when.end
    ):
        return None
    between = [i for i in _between(scene, left, right) if not scene.tokens.has(i, "the")]
    count, unit = left.length
    if len(between) != 1 or unit in ("H", "MIN", "S"):
        return None
    if scene.tokens.has(between[0], "before"):
        count = -count
    elif not scene.tokens.has(between[0], "after", "from", "later"):
        return None
    day = periods.shift(right.when.start, count, {"WE": "W"}.get(unit, unit))
    return replace(right, start=left.start, value=day.isoformat(), when=periods.day(day), stated=None)


def _with_clock(scene: Scene, left: Reading, right: Reading) -> Reading | None:
    """A day and a time of day that stand beside each other, in either order."""
    kinds = (left.kind, right.kind)
    if kinds not in ((TimeKind.DATE, TimeKind.CLOCK), (TimeKind.CLOCK, TimeKind.DATE), (TimeKind.SET, TimeKind.CLOCK)):
        return None
    tokens, between = scene.tokens, _between(scene, left, right)
    names = (
        "comma",
        "at",
        "from",
        "open",
        "by",
        "on",
        "the",
        "between",
        "for",
        "of",
        "about",
        "dash",
        "dot",
        "before",
        "after",
        "until",
    )
    if len(between) > 3 or not all(tokens.has(i, *names) for i in between):
        return None
    day, clock = (right, left) if left.kind is TimeKind.CLOCK else (left, right)
    if day.clock or (day.kind is TimeKind.DATE and (day.when is None or day.when.granularity is not Granularity.DAY)):
        return None
    stop = right.stop + tokens.has(right.stop, "close") * any(tokens.has(i, "open") for i in between)
    value = day.value.split("T")[0] + "T" + (clock.clock or "") if "/" not in (clock.clock or "") else day.value
    return replace(
        day, start=left.start, stop=stop, value=value, clock=clock.clock, zone=clock.zone or day.zone, stated=day.stated
    )


def _range(scene: Scene, left: Reading, right: Reading) -> Reading | None:
    """Two dates with "to", "until" or a dash between them; "and" only after "between"."""
    if left.kind is not TimeKind.DATE or right.kind is not TimeKind.DATE or not left.when or not right.when:
        return None
    tokens = scene.tokens
    links = [i for i in _between(scene, left, right) if not tokens.has(i, "the", "on", "comma", "dot", "of")]
    is_between = tokens.has(left.start - 1, "between") or tokens.has(left.start - 2, "between")
    if len(links) != 1 or not (tokens.has(links[0], *_LINKS) or (is_between and tokens.has(links[0], "and"))):
        return None
    if right.start - left.stop > 3:
        return None
    first, last = _lend_year(scene, left, right)
    if first is None or last is None or first.start > last.end:
        return None
    grain = first.granularity if first == last else Granularity.PART
    if {first.granularity, last.granularity} == {Granularity.YEAR}:
        grain = Granularity.PART
    when = When(first.start, last.end, grain)
    clock = f"{left.clock}/{right.clock}" if left.clock and right.clock else left.clock or right.clock
    return Reading(
        left.start, right.stop, TimeKind.DATE, f"{_name(first, left)}/{_name(last, right)}", when, clock,
        left.zone or right.zone, is_relative=left.is_relative and right.is_relative,
        is_approximate=left.is_approximate or right.is_approximate,
    )  # fmt: skip


def _name(when: When, reading: Reading) -> str:
    if when.granularity is Granularity.MONTH:
        return f"{when.start:%Y-%m}"
    return when.start.isoformat() if when.granularity is Granularity.DAY else reading.value


def _lend_year(scene: Scene, left: Reading, right: Reading) -> tuple[When | None, When | None]:
    """Both ends of a range; an end without a year takes that of the other, so that the range runs forward."""
    first, last = left.when, right.when
    if first is None or last is None:
        return None, None
    a, b = left.stated, right.stated
    if a and a.year is None and b and b.year is not None:
        first = _dated(a, b.year)
        if first and first.start > last.end:
            first = _dated(a, b.year - 1)
    elif b and b.year is None:
        last = _dated(b, first.start.year)
        if last and last.end < first.start:
            last = _dated(b, first.start.year + 1)
    elif last.end < first.start and right.is_relative and last.granularity is Granularity.DAY:
        last = periods.day(last.start + timedelta(7 * ((first.start - last.start).days // 7 + 1)))
    return first, last


def _dated(stated: Stated, year: int) -> When | None:
    if stated.month is None:
        return None
    try:
        return periods.day(date(year, stated.month, stated.day)) if stated.day else periods.month(year, stated.month)
    except ValueError:
        return None


def _relate(scene: Scene, reading: Reading) -> None:
    """Sets the relation that the words before and after a reading give it, and whether they weaken it."""
    tokens, index = scene.tokens, reading.start - 1
    while index >= 0 and tokens.has(index, "the", "about", "on") and index > reading.start - 4:
        reading.is_approximate = reading.is_approximate or (tokens.has(index, "about") and not tokens.has(index, "the"))
        if tokens.has(index, "on") and tokens.has(index, "later"):
            break
        index -= 1
    for name in _RELATIONS:
        if tokens.has(index, name):
            reading.relation = {"starting": "from"}.get(name, name)
            break
    if (
        tokens.has(reading.stop, "or", "and")
        and tokens.has(reading.stop + 1, "later", "after")
        and tokens.words[reading.stop + 1] in ("later", "after")
    ):
        reading.relation = "since" if tokens.words[reading.stop + 1] == "later" else "after"
    _hang(scene, reading, index)
    if reading.is_approximate and reading.when:
        reading.when = replace(reading.when, is_approximate=True)


def _hang(scene: Scene, reading: Reading, before: int) -> None:
    """Places a duration in the calendar where its words do: "in two weeks", "the past two months", "within 9 days"."""
    tokens = scene.tokens
    if reading.kind is not TimeKind.DURATION or reading.length is None or reading.length[1] in ("H", "MIN", "S"):
        return
    count, unit = reading.length[0], {"WE": "W"}.get(reading.length[1], reading.length[1])
    pointer = next(
        (i for i in (reading.start - 1, reading.start + 1) if tokens.has(i, "last", "next", "lastpost", "nextpost")), -1
    )
    if pointer >= 0:
        sign = -1 if tokens.has(pointer, "last", "lastpost") else 1
        reading.start = min(reading.start, pointer)
        reading.when = _stretch(scene.anchor, sign * count, unit)
    elif reading.relation == "within":
        reading.when = When(scene.anchor, periods.shift(scene.anchor, count, unit), Granularity.PART)
    elif tokens.has(before, "in") and scene.way(reading.start, reading.stop) >= 0:
        day = periods.shift(scene.anchor, count, unit)
        reading.kind, reading.value, reading.is_relative = TimeKind.DATE, day.isoformat(), True
        reading.when = periods.around(day, unit)
    else:
        return
    reading.is_relative = True


def _stretch(anchor: date, count: float, unit: str) -> When:
    """The days of "the next two weeks", from tomorrow, or of "the past two weeks", to yesterday."""
    if count > 0:
        first = anchor + timedelta(1)
        return When(first, max(first, periods.shift(anchor, count, unit)), Granularity.PART)
    return When(periods.shift(anchor, count, unit), anchor - timedelta(1), Granularity.PART)
