"""What stands around a time: parts ("early", "end of"), its other end, the hour, and the preposition before it."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from datetime import date, timedelta

from knowledge.model import Granularity, When
from knowledge.times import periods
from knowledge.times.mention import Reading, TimeKind
from knowledge.times.scene import Scene

_LINKS = ("to", "until", "dash", "through")
_PARTS = ("early", "mid", "late", "start", "end")
_TO_DAY = ("comma", "on", "the", "of", "dash", "open")
_TO_CLOCK = (*_TO_DAY, "at", "from", "between", "for", "about")
_RANKS = ("time", "times", "est", "most", "least")
_RELATIONS = ("by", "until", "since", "before", "after", "from", "starting", "as_of", "during", "between", "within")


def join(scene: Scene) -> list[Reading]:
    """The readings of a scene, with the words around them taken in and neighbours joined."""
    readings = [_with_part(scene, reading) for reading in scene.found]
    readings = [_with_part_of_day(scene, reading) for reading in readings]
    readings = [_with_week(scene, reading) for reading in readings]
    readings = _fold(scene, readings, _shifted)
    readings = _fold(scene, readings, _with_clock)
    readings = _fold(scene, readings, _range)
    readings = _fold(scene, readings, _with_clock)
    for reading in readings:
        _relate(scene, reading)
    return _apart(readings)


def _apart(readings: list[Reading]) -> list[Reading]:
    """The readings without those that a neighbour took in: "earlier" before "this year"."""
    done: list[Reading] = []
    for reading in readings:
        while done and done[-1].stop > reading.start and done[-1].stop - done[-1].start <= reading.stop - reading.start:
            done.pop()
        if not done or done[-1].stop <= reading.start:
            done.append(reading)
    return done


_Pair = Callable[[Scene, Reading, Reading], Reading | None]


def _fold(scene: Scene, readings: list[Reading], pair: _Pair) -> list[Reading]:
    done: list[Reading] = []
    for reading in readings:
        joined = _within_calendar(pair, scene, done[-1], reading) if done else None
        if joined is None:
            done.append(reading)
        else:
            done[-1] = joined
    return done


def _within_calendar(pair: _Pair, scene: Scene, left: Reading, right: Reading) -> Reading | None:
    try:
        return pair(scene, left, right)
    except (ValueError, OverflowError):  # the calendar ends: "9999 decades after 3 May"
        return None


def _with_part(scene: Scene, reading: Reading) -> Reading:
    """A reading with "early", "mid-", "the end of", "the second half of" or "later" before it."""
    if reading.kind is not TimeKind.DATE or reading.when is None:
        return reading
    tokens, index = scene.tokens, reading.start - 1
    while tokens.has(index, "of", "the", "dash", "in"):
        index -= 1
    name = next((part for part in _PARTS if tokens.has(index, part)), None)
    gap = reading.start - 1 - index
    if name in ("start", "end") and gap and tokens.has(index + 1, "in"):
        return reading
    if name == "start" and gap == 0 and tokens.has(index, "starting"):
        return reading
    if name in ("end", "start") and gap == 0 and not tokens.has(reading.start, "month", "year"):
        return reading
    start = index
    if name is None and tokens.has(index, "halfword") and tokens.has(index - 1, "ordword", "last"):
        number = 2 if tokens.has(index - 1, "last") else tokens.number(index - 1)
        name, start = (f"half{number}", index - 1) if number < 3 else (None, index)
    if name is not None:
        start -= tokens.has(start - 1, "the")
        when = _end_of_week(scene, reading) if name == "end" else None
        return replace(reading, start=start, when=when or periods.part(reading.when, name), part=name)
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


def _with_week(scene: Scene, reading: Reading) -> Reading:
    """A day with "the week of" or "the week beginning" before it."""
    tokens, index = scene.tokens, reading.start - 1
    while tokens.has(index, "of", "starting", "on", "the") and index > reading.start - 4:
        index -= 1
    is_week = tokens.has(index, "week_of") or (
        tokens.has(index, "unit_W") and not tokens.has(index, "units") and index < reading.start - 1
    )
    if (
        not is_week
        or reading.when is None
        or reading.when.granularity is not Granularity.DAY
        or tokens.has(index - 1, "vague")
    ):
        return reading
    start, when = index - tokens.has(index - 1, "the"), periods.week(reading.when.start)
    if tokens.has(reading.start - 1, "starting") or tokens.has(index, "week_of"):
        when = When(reading.when.start, reading.when.start + timedelta(6), Granularity.WEEK)
    return replace(reading, start=start, value=periods.name_of(when, "W"), when=when, stated=None)


def _between(scene: Scene, left: Reading, right: Reading) -> list[int]:
    return list(range(left.stop, right.start))


def _shifted(scene: Scene, left: Reading, right: Reading) -> Reading | None:
    """ "Two weeks after 15 January", "3 days starting tomorrow", "the first two weeks of May"."""
    if left.kind is not TimeKind.DURATION or left.length is None or right.when is None or left.when is not None:
        return _sub_period(scene, left, right)
    tokens, between = scene.tokens, [i for i in _between(scene, left, right) if not scene.tokens.has(i, "the", "on")]
    count, unit = left.length[0], {"WE": "W"}.get(left.length[1], left.length[1])
    if unit in ("H", "MIN", "S") or not between or len(between) > 2 or right.kind is not TimeKind.DATE:
        return None
    if tokens.has(between[0], "of"):
        return _sub_period(scene, left, right)
    if right.when.start != right.when.end:
        return None
    if tokens.has(between[0], "starting") or (tokens.has(between[0], "from") and tokens.has(left.start - 1, "for")):
        last = max(right.when.start, periods.shift(right.when.start, count, unit) - timedelta(1))
        when = When(right.when.start, last, Granularity.PART)
        return replace(right, start=left.start, value=f"{when.start}/{last}", when=when, stated=None)
    if len(between) > 1 or not tokens.has(between[0], "after", "from", "before"):
        return None
    is_before = tokens.has(between[0], "before")
    day = periods.shift(right.when.start, -count if is_before else count, unit)
    relation = ("before" if is_before else "after") if tokens.has(left.start - 1, "more_than") else ""
    return replace(
        right, start=left.start, value=day.isoformat(), when=periods.day(day), stated=None, relation=relation
    )


def _sub_period(scene: Scene, left: Reading, right: Reading) -> Reading | None:
    """ "The first two weeks of August", "the last three months of 2024"."""
    tokens, whole = scene.tokens, right.when
    if left.kind is not TimeKind.DURATION or left.length is None or whole is None or whole.start == whole.end:
        return None
    between = [i for i in _between(scene, left, right) if not tokens.has(i, "the")]
    count, unit = left.length[0], {"WE": "W"}.get(left.length[1], left.length[1])
    if len(between) != 1 or not tokens.has(between[0], "of", "in") or unit in ("H", "MIN", "S"):
        return None
    first = tokens.has(left.start - 1, "ordword") and tokens.number(left.start - 1) == 1
    last = tokens.has(left.start, "last")
    if not first and not last:
        return None
    if first:
        when = When(
            whole.start, min(whole.end, periods.shift(whole.start, count, unit) - timedelta(1)), Granularity.PART
        )
    else:
        start = periods.shift(whole.end + timedelta(1), -count, unit)
        when = When(max(whole.start, start), whole.end, Granularity.PART)
    halves = {periods.half(when.start.year, n): f"{when.start.year}-H{n}" for n in (1, 2)}
    value = halves.get(replace(when, granularity=Granularity.HALF)) or f"{when.start}/{when.end}"
    return replace(right, start=left.start - first, value=value, when=when, stated=None)


def _with_clock(scene: Scene, left: Reading, right: Reading) -> Reading | None:
    """A day and a time of day that stand beside each other, in either order."""
    kinds = (left.kind, right.kind)
    if kinds not in ((TimeKind.DATE, TimeKind.CLOCK), (TimeKind.CLOCK, TimeKind.DATE), (TimeKind.SET, TimeKind.CLOCK)):
        return None
    tokens, between = scene.tokens, _between(scene, left, right)
    names = _TO_DAY if left.kind is TimeKind.CLOCK else _TO_CLOCK
    if len(between) > 3 or not all(tokens.has(i, *names) for i in between):
        return None
    day, clock = (right, left) if left.kind is TimeKind.CLOCK else (left, right)
    if left is clock and "TMO" in day.value and (clock.clock or "")[:5] > (clock.clock or "")[6:] > "":
        return replace(clock, stop=right.stop)
    if day.clock or (day.kind is TimeKind.DATE and (day.when is None or day.when.granularity is not Granularity.DAY)):
        return None
    stop = right.stop + tokens.has(right.stop, "close") * any(tokens.has(i, "open") for i in between)
    value = day.value
    if "/" not in (clock.clock or "") and (day.kind is TimeKind.DATE or value.startswith("XXXX")):
        value = f"{value.split('T')[0]}T{clock.clock}"
    return replace(
        day, start=left.start, stop=stop, value=value, clock=clock.clock, zone=clock.zone or day.zone, stated=day.stated
    )


def _range(scene: Scene, left: Reading, right: Reading) -> Reading | None:
    """Two dates with "to", "until" or a dash between them; "and" only after "between"."""
    left, right = _now_as_day(scene, left), _now_as_day(scene, right)
    if left.kind is not TimeKind.DATE or right.kind is not TimeKind.DATE or not left.when or not right.when:
        return None
    tokens = scene.tokens
    links = [i for i in _between(scene, left, right) if not tokens.has(i, "the", "on", "comma", "of")]
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


def _now_as_day(scene: Scene, reading: Reading) -> Reading:
    """ "Now" as an end of a range is the day of publication."""
    if not scene.tokens.has(reading.start, "now") or reading.stop - reading.start > 1:
        return reading
    return replace(reading, kind=TimeKind.DATE, value=scene.anchor.isoformat(), when=periods.day(scene.anchor))


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
        first = _dated(left, b.year)
        if first and first.start > last.end:
            first = _dated(left, b.year - 1)
    elif b and b.year is None:
        last = _dated(right, first.start.year)
        if last and last.end < first.start:
            last = _dated(right, first.start.year + 1)
        if a and a.year is None and last and first.start > scene.anchor:
            first, last = _running(scene, left, right, first, last)
    elif last.end < first.start and scene.tokens.has(right.start, "weekday"):
        last = periods.day(last.start + timedelta(7 * ((first.start - last.start).days // 7 + 1)))
    return first, last


def _running(scene: Scene, left: Reading, right: Reading, first: When, last: When) -> tuple[When | None, When | None]:
    """The range a year earlier, if that is the one running on the day of publication."""
    before, after = _dated(left, first.start.year - 1), _dated(right, last.start.year - 1)
    if before and after and before.start <= scene.anchor <= after.end:
        return before, after
    return first, last


def _dated(reading: Reading, year: int) -> When | None:
    stated = reading.stated
    if stated is None or stated.month is None:
        return None
    try:
        when = periods.day(date(year, stated.month, stated.day)) if stated.day else periods.month(year, stated.month)
    except ValueError:
        return None
    return periods.part(when, reading.part) if reading.part else when


def _relate(scene: Scene, reading: Reading) -> None:
    """Sets the relation that the words before and after a reading give it, and whether they weaken it."""
    tokens, index = scene.tokens, reading.start - 1
    while index >= 0 and tokens.has(index, "the", "about", "on") and index > reading.start - 4:
        reading.is_approximate = reading.is_approximate or (tokens.has(index, "about") and not tokens.has(index, "the"))
        if tokens.has(index, "on") and tokens.has(index, "later"):
            break
        index -= 1
    for name in _RELATIONS:
        if tokens.has(index, name) and not tokens.has(index, "of"):
            reading.relation = {"starting": "from", "as_of": "from"}.get(name, name)
            break
    tail = reading.stop + 1
    if tokens.has(reading.stop, "or", "and") and not tokens.has(tail + 1, "int", "clock", "the", "month", "weekday"):
        reading.relation = (
            "since" if tokens.has(tail, "later") else "after" if tokens.has(tail, "after") else reading.relation
        )
    with suppress(ValueError, OverflowError):  # the calendar ends: "within 9999 centuries"
        _hang(scene, reading, index)
    if reading.is_approximate and reading.when:
        reading.when = replace(reading.when, is_approximate=True)


def _hang(scene: Scene, reading: Reading, before: int) -> None:
    """Places a duration in the calendar where its words do: "in two weeks", "the past two months", "within 9 days"."""
    tokens = scene.tokens
    if (
        reading.kind is not TimeKind.DURATION
        or reading.length is None
        or reading.when
        or reading.length[1] in ("H", "MIN", "S")
    ):
        return
    count, unit = reading.length[0], {"WE": "W"}.get(reading.length[1], reading.length[1])
    if reading.relation == "within":
        is_business = any(tokens.has(i, "business") for i in range(reading.start, reading.stop))
        last = periods.shift(scene.anchor, count, unit)
        if is_business:
            last = periods.stretch(scene.anchor, count, "BD").end
        reading.when = When(scene.anchor, last, Granularity.PART)
    elif tokens.has(before, "in") and _is_ahead(scene, reading, before):
        day = periods.shift(scene.anchor, count, unit)
        reading.kind, reading.value, reading.is_relative = TimeKind.DATE, day.isoformat(), True
        reading.when = periods.around(day, unit)
    else:
        return
    reading.is_relative = True


def _is_ahead(scene: Scene, reading: Reading, before: int) -> bool:
    """Whether "in two weeks" lies ahead; "the first time in 30 years" and "the worst in years" do not."""
    if before > 0 and (scene.tokens.has(before - 1, "ordword") or scene.tokens.words[before - 1].endswith(_RANKS)):
        return False
    return scene.way(reading.start, reading.stop) >= 0
