"""Rules for durations, for what comes back, for times of day, and for words that only refer: "now", "recently"."""

from __future__ import annotations

import re

from knowledge.times import periods
from knowledge.times.mention import Reading, TimeKind
from knowledge.times.scene import Scene, rule
from knowledge.times.tokens import Tokens

_Match = re.Match[str]
_ISO = {
    "D": "P{}D",
    "W": "P{}W",
    "M": "P{}M",
    "Q": "P{}Q",
    "Y": "P{}Y",
    "E": "P{}E",
    "C": "P{}C",
    "H": "PT{}H",
    "MIN": "PT{}M",
    "S": "PT{}S",
}


def length_of(tokens: Tokens, start: int, stop: int) -> list[tuple[float | None, str]]:
    """Numbers and units between two tokens; None for a vague number."""
    steps: list[tuple[float | None, str]] = []
    count: float | None = None
    is_counted = False
    for index in range(start, stop):
        tags = tokens.tags[index]
        unit = tags.get("unit") or tags.get("clockunit")
        if unit and is_counted and not ("ordword" in tags and index + 1 < stop):
            steps.append(
                (
                    {"F": 2.0}.get(str(unit), 1.0) * count if count is not None else None,
                    {"F": "W", "WE": "W"}.get(str(unit), str(unit)),
                )
            )
            count, is_counted = None, False
        elif "vague" in tags:
            count = {"a": count or 1.0, "couple": 2.0, "half": 0.5 if count is None or count == 1 else count + 0.5}.get(
                str(tags["vague"])
            )
            is_counted = True
        elif {"int", "numberword"} & tags.keys():
            count, is_counted = (count or 0) + tokens.number(index), True
        elif "decimal" in tags:
            count, is_counted = (
                float(tokens.words[index].replace(",", "."))
                if tokens.words[index].count(",") + tokens.words[index].count(".") == 1
                else None,
                True,
            )
    if steps and is_counted and count is not None and count < 1:
        steps[-1] = ((steps[-1][0] or 0) + count, steps[-1][1])
    return steps


@rule(
    "(?P<l><COUNT>{halfword}?{dash}?(?:{business}|{full}|{calendar}|{extra})*(?:{unit}|{clockunit}))",
    "(?P<l><NUM>(?P<r>{last}|{next}){units})",
    "(?P<r>{last}|{next})(?P<l><COUNT>(?:(?:{to}|{dash}|{or})<COUNT>)?(?:{business}|{full}|{calendar})*(?:{unit}|{clockunit}))",
    "(?P<l><COUNT>{and}{vague}+(?:{unit}|{clockunit}))",
    "(?P<l><COUNT>(?:{unit}|{clockunit}){and}{vague}*{halfword})",
    "(?P<l><COUNT>(?:{unit}|{clockunit})(?:{comma}?{and}?<COUNT>(?:{unit}|{clockunit}))+)",
    "(?P<l><COUNT>(?:{to}|{dash}|{or})<COUNT>(?:{unit}|{clockunit}))",
    needs="unit clockunit",
)
def _duration(scene: Scene, match: _Match) -> Reading | None:
    start = match.start("l")
    span = range(start, match.end("l"))
    low = next((i for i in span if scene.tokens.has(i, "to", "or") and i > start), None)
    if low is None:
        low = next(
            (i for i in span if scene.tokens.has(i, "dash") and scene.tokens.has(i + 1, "int", "numberword")), None
        )
    steps = length_of(scene.tokens, start, match.end("l"))
    if low is not None:
        steps = (
            [(float(scene.tokens.number(start)), steps[-1][1])]
            if scene.tokens.has(start, "int", "numberword") and steps
            else []
        )
    if (
        scene.tokens.has(start, "vague")
        and scene.tokens.has(match.end("l") - 1, "unit_WE")
        and steps
        and steps[0][0] == 1
    ):
        return None
    if not steps or (scene.tokens.has(start, "year") and 1900 <= scene.tokens.number(start) < 2100):
        return None
    reading = Reading(match.start(), match.end("l"), TimeKind.DURATION, iso_length(steps))
    if len(steps) == 1 and steps[0][0] is not None:
        reading.length = (steps[0][0], steps[0][1])
        if match.groupdict().get("r") and steps[0][1] not in ("H", "MIN", "S"):
            sign = -1 if scene.tokens.has(match.start("r"), "last") else 1
            is_business = steps[0][1] == "D" and any(scene.tokens.has(i, "business") for i in span)
            unit = "BD" if is_business else steps[0][1]
            reading.when, reading.is_relative = periods.stretch(scene.anchor, sign * steps[0][0], unit), True
    return reading


def iso_length(steps: list[tuple[float | None, str]]) -> str:
    """The value of a duration.

    >>> iso_length([(2, "W")]), iso_length([(None, "D")]), iso_length([(1.5, "H")])
    ('P2W', 'PXD', 'PT1.5H')
    """
    steps = [(count * 12, "M") if count and count % 1 and unit == "Y" else (count, unit) for count, unit in steps]
    parts = [_ISO[unit].format("X" if count is None else f"{count:g}") for count, unit in steps]
    dates, clocks = [p[1:] for p in parts if p[1] != "T"], [p[2:] for p in parts if p[1] == "T"]
    return "P" + "".join(dates) + ("T" + "".join(clocks) if clocks else "")


@rule("{the}?(?:{ordword}|{early})?(?P<u>{units}|{many_clockunits})", needs="units many_clockunits")
def _some_length(scene: Scene, match: _Match) -> Reading | None:
    """ "In days", "the first hours": a duration of no known length."""
    tags = scene.tokens.tags[match.start("u")]
    unit = str(tags.get("unit") or tags.get("clockunit"))
    return Reading(
        match.start(), match.end(), TimeKind.DURATION, iso_length([(None, {"WE": "W", "F": "W"}.get(unit, unit))])
    )


@rule(
    "{every}(?P<n>{other}|{int}|{numberword}|{ordword}|{vague})?(?P<u>{unit}|{clockunit}|{weekday}|{daypart}|{month}|{season})",
    "(?:{once}|{numberword})(?:{per}|{vague})(?P<n>)(?P<u>{unit}|{clockunit})(?!{ago}|{earlier})",
    needs="every unit clockunit",
)
def _every(scene: Scene, match: _Match) -> Reading | None:
    tokens, index = scene.tokens, match.start("u")
    tags = tokens.tags[index]
    count = 2 if match["n"] and tokens.has(match.start("n"), "other") else 1
    if match["n"] and tokens.has(match.start("n"), "int", "numberword", "ordword"):
        count = tokens.number(match.start("n"))
    if "weekday" in tags:
        value = f"XXXX-WXX-{tags['weekday']}"
    elif "unit" in tags or "clockunit" in tags:
        unit = str(tags.get("unit") or tags.get("clockunit"))
        value = (
            "XXXX-WXX-WE"
            if unit == "WE"
            else iso_length([(count * (2 if unit == "F" else 1), {"F": "W"}.get(unit, unit))])
        )
    else:
        value = f"T{tags['daypart']}" if "daypart" in tags else f"XXXX-{tags.get('season', tags.get('month'))}"
    return Reading(match.start(), match.end(), TimeKind.SET, value)


@rule(
    "{set}",
    "{weekdays}",
    "(?P<a>{weekday}{dot}?)(?:{dash}|{to}|{through})(?P<b>{weekday}{dot}?)(?!{dot}?{comma}?{the}?(?:{day}|{ordday}){of}?{month}|{comma}?{month}|{the}?(?:{day}|{ordday}))",
    needs="set weekdays weekday",
)
def _recurring(scene: Scene, match: _Match) -> Reading | None:
    tokens, groups = scene.tokens, match.groupdict()
    if groups.get("a"):
        if tokens.has(match.start() - 1, "from", "between", "next", "this", "last") or tokens.has(
            match.end(), "of", "next", "last"
        ):
            return None
        value = f"XXXX-WXX-{tokens.number(match.start('a'))}/XXXX-WXX-{tokens.number(match.start('b'))}"
    elif tokens.has(match.start(), "set"):
        value = str(tokens.value(match.start(), "set"))
    else:
        value = f"XXXX-WXX-{tokens.value(match.start(), 'weekdays')}"
    return Reading(match.start(), match.end(), TimeKind.SET, value)


@rule(
    "{in}{the}(?P<p>{past_word}|{future_word})(?!{unit}|{clockunit}|{int}|{numberword}|{vague}|{season}|{month}|_)",
    needs="past_word future_word",
)
def _past_or_future(scene: Scene, match: _Match) -> Reading | None:
    value = "PAST_REF" if scene.tokens.has(match.start("p"), "past_word") else "FUTURE_REF"
    return Reading(match.start(), match.end(), TimeKind.REFERENCE, value, is_relative=True)


@rule("{reference}", needs="reference")
def _reference(scene: Scene, match: _Match) -> Reading | None:
    return Reading(
        match.start(),
        match.end(),
        TimeKind.REFERENCE,
        str(scene.tokens.value(match.start(), "reference")),
        is_relative=True,
    )


@rule(
    "(?P<c>{clock}|{noon}|{midnight}){oclock}?(?P<z>{zone})?",
    "(?P<c>{hour}|{numberword}){oclock}(?P<z>{zone})?",
    "(?<={at})(?P<c>{decimal})(?=(?:{this}|{deictic}|{daypart}|{on}|{weekday}|{in}))(?P<z>{zone})?",
    "(?:(?<={weekday}{at})|(?<={deictic}{at})|(?<={month}{at})|(?<={day}{at}))(?P<c>{decimal})(?P<z>{zone})?",
    "(?P<c>{hour}|{numberword})(?P<p>{am}|{pm})(?P<z>{zone})?",
    "(?:(?P<h>{halfword})|(?P<q>{unit_Q})|(?P<n>{int}|{numberword}){clockunit}?){past_hour}(?P<c>{hour}|{numberword}){oclock}?(?P<z>)",
    "(?<={at})(?P<c>{hour}|{decimal})(?:{in}{the})?(?P<p>{daypart})(?P<z>)",
    "(?P<c>{clock}|{hour}|{noon}|{midnight}){oclock}?(?:{dash}|{to}|{until}|{and}|{through})(?P<d>{clock}|{noon}|{midnight}){oclock}?(?P<z>{zone})?",
    needs="clock noon midnight oclock decimal am pm past_hour daypart",
)
def _clock(scene: Scene, match: _Match) -> Reading | None:
    tokens, groups = scene.tokens, match.groupdict()
    first = clock_at(tokens, match.start("c"))
    last = clock_at(tokens, match.start("d")) if groups.get("d") else None
    if first is None or (groups.get("d") and last is None):
        return None
    if last and not tokens.has(match.start("c"), "noon", "midnight"):
        first = _same_half(first, last, tokens.words[match.start("c")], tokens.words[match.start("d")])
    if groups.get("p") or "h" in groups:
        first = _moved(tokens, match, first)
    clock = f"{first}/{last}" if last else first
    zone = str(tokens.value(match.start("z"), "zone")) if match["z"] else None
    value = f"T{first}/T{last}" if last else f"T{first}"
    return Reading(match.start(), match.end(), TimeKind.CLOCK, value, clock=clock, zone=zone)


def _moved(tokens: Tokens, match: _Match, said: str) -> str:
    """The time with what stands beside its hour: "six pm", "half past seven", "at 8 in the evening"."""
    hour, minute = map(int, said.split(":"))
    groups = match.groupdict()
    if groups.get("p"):
        index = match.start("p")
        late = tokens.has(index, "pm") or tokens.tags[index].get("daypart") in ("AF", "EV", "NI")
        hour += 12 * (late and hour < 12) - 12 * (tokens.has(index, "am") and hour == 12)
    elif "h" in groups:
        minute = 30 if groups["h"] else 15 if groups["q"] else tokens.number(match.start("n"))
    return f"{hour:02}:{minute:02}"


def _same_half(first: str, last: str, said: str, until: str) -> str:
    """The start of "1-3 pm" in the half of the day that its end names, unless that puts it behind the end."""
    if "m" in said or "p" not in until:
        return first
    hour, minute = map(int, first.split(":"))
    later = f"{hour + 12:02}:{minute:02}"
    return later if hour < 12 and later < last else first


def clock_at(tokens: Tokens, index: int) -> str | None:
    """The time of day of one token, in 24 hours, None where there is no such time."""
    if tokens.has(index, "noon"):
        return "12:00"
    if tokens.has(index, "midnight"):
        return "00:00"
    if tokens.has(index, "hour", "numberword"):
        hour = tokens.number(index)
        return f"{hour:02}:00" if hour < 25 else None
    word = tokens.words[index]
    digits = [int(number) for number in re.findall(r"\d+", word)]
    hour, minute = digits[0], digits[1] if len(digits) > 1 else 0
    if "p" in word and hour < 12:
        hour += 12
    elif "a" in word and hour == 12:
        hour = 0
    return f"{hour:02}:{minute:02}" if hour < 25 and minute < 60 else None
