"""Rules for days and months of the calendar, in words and in figures, and ranges of days."""

from __future__ import annotations

import re
from datetime import date, timedelta

from knowledge.model import Granularity, When
from knowledge.times import periods
from knowledge.times.mention import Reading, Stated, TimeKind
from knowledge.times.scene import Scene, full_year, rule

_Match = re.Match[str]


@rule(
    "(?:<POINT>?(?P<w>{weekday}){dot}?{comma}?{the}?)?{the}?(?P<d><DAY>|{dayword}){dot}?(?:{dash}|{slash}|{of})?{the}?(?P<m>{month}){dot}?"
    "(?:(?:{comma}|{of}|{dash}|{slash}|{in})?(?P<y><YEAR>)(?!{clockunit})|<OF_YEAR>)?",
    "(?:<POINT>?(?P<w>{weekday}){dot}?{comma}?)?(?P<m>{month}){dot}?(?:{dash}|{slash})?{the}?(?P<d><DAY>)(?!{slash}{int})"
    "(?:(?:{comma}|{of}|{dash}|{slash})?(?P<y><YEAR>)(?!{clockunit})|<OF_YEAR>)?",
    "(?P<w>)(?P<y>{year})(?:{slash}|{dash})(?P<m>{month}){dot}?(?:{slash}|{dash})(?P<d>{day})",
    "(?P<w>)(?P<y>{year})(?:{slash}|{dash})(?P<d>{day})(?:{slash}|{dash})(?P<m>{month})",
    "(?P<w>)(?P<d>{day})(?:{slash}|{dash})(?P<y>{year})(?:{slash}|{dash})(?P<m>{month})",
    "(?P<w>)(?P<m>{month})(?:{slash}|{dash})(?P<y>{year})(?:{slash}|{dash})(?P<d>{day})",
    needs="month",
)
def _day_of_month(scene: Scene, match: _Match) -> Reading | None:
    tokens = scene.tokens
    day, month = tokens.number(match.start("d")), int(tokens.value(match.start("m"), "month"))  # type: ignore[call-overload]
    year = scene.year_at(match) or scene.year_pointed(match)
    start = match.start()
    if year is None and match["w"]:
        year = _year_by_weekday(scene, day, month, tokens.number(match.start("w")), match)
        reading = scene.settle(start, match.end(), Stated(day, month, year))
        if reading is not None:
            reading.is_relative, reading.stated = True, Stated(day, month)
        return reading
    return scene.settle(start, match.end(), Stated(day, month, year)) or scene.nothing(match)


def _year_by_weekday(scene: Scene, day: int, month: int, weekday: int, match: _Match) -> int | None:
    """The one year near the tense's own in which that day is that weekday; None where none is."""
    guess = scene.year_of(month, day, scene.way(match.start(), match.end()))
    for year in (guess, scene.anchor.year, scene.anchor.year + 1, scene.anchor.year - 1):
        try:
            if date(year, month, day).isoweekday() == weekday:
                return year
        except ValueError:
            continue
    return None


@rule(
    "(?P<m>{month}){dot}?(?:{comma}|{of}|{in}|{dash}|{slash})?{the}?(?:{unit_Y})?(?P<y><YEAR>)(?!{clockunit})",
    "(?P<y>{year})(?:{dash}|{slash})?(?P<m>{month})",
    "(?P<m>{month})(?P<y>)<OF_YEAR>?",
    needs="month",
)
def _month(scene: Scene, match: _Match) -> Reading | None:
    month = int(scene.tokens.value(match.start("m"), "month"))  # type: ignore[call-overload]
    year = scene.year_at(match) if match["y"] else scene.year_pointed(match)
    return scene.settle(match.start(), match.end(), Stated(None, month, year))


@rule("(?P<r>{last}|{next}|{this}){last}?(?P<m>{month})", needs="month")
def _pointed_month(scene: Scene, match: _Match) -> Reading | None:
    """ "Last April", "next May", "this June"."""
    month, step = scene.tokens.number(match.start("m")), scene.step(match.start("r"))
    ahead = (month - scene.anchor.month) % 12
    if step < 0 or scene.tokens.has(match.start("r") + 1, "last"):
        year = scene.anchor.year - (month >= scene.anchor.month)
    elif step > 0:
        year = scene.anchor.year + (scene.anchor.month + (ahead or 12) > 12)
    else:
        year = scene.anchor.year
    when = periods.month(year, month)
    return scene.dated(match, f"{year}-{month:02}", when)


@rule("{the}?(?P<d>{day}){of}(?P<m>{monthnumber}){of}(?P<y>{year})", needs="monthnumber")
def _day_of_number(scene: Scene, match: _Match) -> Reading | None:
    """ "9 de 8 de 1971"."""
    day, month = scene.tokens.number(match.start("d")), scene.tokens.number(match.start("m"))
    return scene.settle(match.start(), match.end(), Stated(day, month, scene.year_at(match)))


@rule("(?P<m>{monthnumber}){slash}(?P<y>{year})(?!{slash})", needs="slash")
def _month_of_number(scene: Scene, match: _Match) -> Reading | None:
    """ "best before 03/2027", "03.2027" is too often a version."""
    if len(scene.tokens.words[match.start("m")]) != 2:
        return None
    month, year = scene.tokens.number(match.start("m")), scene.year_at(match)
    return scene.settle(match.start(), match.end(), Stated(None, month, year))


@rule("{iso}", needs="iso")
def _iso(scene: Scene, match: _Match) -> Reading | None:
    word = scene.tokens.words[match.start()]
    day, _, clock = word.replace("/", "-").partition("t")
    year, month, number = map(int, day.split("-"))
    if month > 12 and number <= 12 and "/" in word:
        month, number = number, month
    reading = scene.settle(match.start(), match.end(), Stated(number, month, year))
    if reading is not None and clock:
        reading.clock = clock[:5]
    return reading


@rule("(?:<POINT>?(?P<w>{weekday}))?{comma}?(?P<n>{numeric})", needs="numeric")
def _numeric(scene: Scene, match: _Match) -> Reading | None:
    word = scene.tokens.words[match.start("n")]
    first, second, last = re.split(r"[./-]", word.replace("'", "").replace("’", ""))
    if len(last) == 2 and "/" not in word and not (len(first) == len(second) == 2):
        return None
    year = full_year(int(last), scene.anchor) if len(last) == 2 else int(last)
    weekday = scene.tokens.number(match.start("w")) if match["w"] else None
    return _in_order(scene, match, int(first), int(second), year, "." in word, weekday)


def _in_order(
    scene: Scene, match: _Match, first: int, second: int, year: int | None, dotted: bool, weekday: int | None
) -> Reading | None:
    orders = [(first, second), (second, first)]
    if not dotted and _month_first(scene):
        orders.reverse()
    for number, month in orders:
        if 0 < month < 13:
            reading = scene.settle(match.start(), match.end(), Stated(number, month, year))
            if reading and reading.when and weekday in (None, reading.when.start.isoweekday()):
                return reading
    number, month = orders[0] if 0 < orders[0][1] < 13 else orders[1]
    reading = scene.settle(match.start(), match.end(), Stated(number, month, year)) if 0 < month < 13 else None
    return reading or scene.nothing(match)


def _month_first(scene: Scene) -> bool:
    """Whether the text writes the month before the day; what it shows itself counts before its language's habit."""
    tokens = scene.tokens
    for index, tags in enumerate(tokens.tags):
        if "numeric" in tags or "daymonth" in tags:
            first, second = map(int, re.split(r"[./-]", tokens.words[index])[:2])
            if (first > 12) != (second > 12):
                return second > 12
        elif "month" in tags and tokens.has(index + 1, "year") and tokens.has(index - 1, "day", "ordday"):
            return False
    return scene.lexicon.month_first


@rule(
    "(?:<POINT>?(?P<w>{weekday}){comma}?|(?<={on})|(?<={from})|(?<={until})|(?<={by})|(?<={before})|(?<={after})|(?<={since})"
    "|(?<={to})|(?<={between})|(?<={dash})|(?<={for})|(?<={next}))(?P<n>{daymonth})(?!{unit}|{clockunit})",
    needs="daymonth",
)
def _day_slash_month(scene: Scene, match: _Match) -> Reading | None:
    first, second = map(int, re.split(r"[/.] ?", scene.tokens.words[match.start("n")].rstrip(".")))
    if (first, second) in ((24, 7), (50, 50)):
        return None
    before = match.start("n") - 1
    if scene.tokens.has(before, "dash") and not (scene.found and scene.found[-1].stop == before):
        return None
    weekday = scene.tokens.number(match.start("w")) if match["w"] else None
    return _in_order(scene, match, first, second, None, False, weekday)


@rule(
    "<POINT>?(?P<w>{weekday}){dot}?{comma}?(?:{the}?(?P<d>{ordday})|{the}(?P<d3>{ordword})(?!_|{unit}|{clockunit})|{the}?(?P<d2>{day})(?!_|{dash}|{unit}|{clockunit}|{oclock}|{colon}|{to}))",
    needs="weekday",
)
def _weekday_and_day(scene: Scene, match: _Match) -> Reading | None:
    weekday = scene.tokens.number(match.start("w"))
    number = scene.tokens.number(match.start("d" if match["d"] else "d3" if match["d3"] else "d2"))
    ways = (-1, 1) if scene.way(match.start(), match.end()) < 0 else (1, -1)
    for days in (sign * step for step in range(400) for sign in ways):
        day = scene.anchor + timedelta(days)
        if day.day == number and day.isoweekday() == weekday and days * ways[0] >= 0:
            return scene.dated(match, day.isoformat(), periods.day(day))
    return None


@rule(
    "(?:(?<={on}{the})|(?<={by}{the})|(?<={until}{the})|(?<={from}{the})|(?<={after}{the})|(?<={before}{the})"
    "|(?<={since}{the}))(?P<d>{ordday})(?!_|{ordword}|{unit}|{month}|{reference})",
    "(?<={the})(?P<d>{ordday}|{ordword}){unit_D}{of}{the}?(?:(?P<l>{last}|{next}|{this})?{unit_M})",
    "(?<={day_word})(?P<d>{day}|{ordday}|{dayword})(?!{dot}?{int}|{of}|{month}|{unit}|{clockunit})",
    needs="ordday ordword day_word",
)
def _day_alone(scene: Scene, match: _Match) -> Reading | None:
    """ "Until the 15th": a day of the month last named, else the nearest one on the side of the tense."""
    number = scene.tokens.number(match.start("d"))
    focus = scene.focus(Granularity.DAY, Granularity.MONTH, Granularity.PART)
    try:
        if "l" in match.re.groupindex:
            step = {None: 0}.get(match["l"], 0) if match["l"] is None else scene.step(match.start("l"))
            first = periods.shift(scene.anchor.replace(day=1), step, "M")
        elif focus and focus.when:
            first = focus.when.start.replace(day=1)
        else:
            way = scene.way(match.start(), match.end())
            past = way < 0
            step = -1 if past and number > scene.anchor.day else int(not past and number < scene.anchor.day)
            first = periods.shift(scene.anchor.replace(day=1), step, "M")
        day = first.replace(day=number)
    except ValueError:
        return None
    return scene.dated(match, day.isoformat(), periods.day(day))


@rule("{yearmonth}", needs="yearmonth")
def _year_and_month(scene: Scene, match: _Match) -> Reading | None:
    year, month = map(int, scene.tokens.words[match.start()].split("-"))
    return scene.settle(match.start(), match.end(), Stated(None, month, year))


@rule(
    "(?:(?P<w1>{weekday}){dot}?{comma}?)?{the}?(?P<d1><DAY>){dot}?<LINK>(?:(?P<w2>{weekday}){dot}?{comma}?)?{the}?(?P<d2><DAY>){dot}?"
    "(?:{of}|{dash}|{slash})?{the}?(?P<m>{month}){dot}?(?:(?:{comma}|{of}|{in})?(?P<y><YEAR>))?",
    "(?:(?P<w1>{weekday}){dot}?{comma}?)?(?P<m>{month}){dot}?{the}?(?P<d1><DAY>)<LINK>(?:(?P<w2>{weekday}){dot}?{comma}?)?"
    "{the}?(?P<d2><DAY>)(?!{month}|{slash}|{of}{the}?{month})(?:(?:{comma}|{of}|{in})?(?P<y><YEAR>))?",
    needs="month",
)
def _days_of_month(scene: Scene, match: _Match) -> Reading | None:
    tokens = scene.tokens
    first, last = tokens.number(match.start("d1")), tokens.number(match.start("d2"))
    month = int(tokens.value(match.start("m"), "month"))  # type: ignore[call-overload]
    stated = scene.year_at(match)
    year = stated or scene.year_of(month, first, scene.way(match.start(), match.end()))
    try:
        start, end = date(year, month, first), date(year, month, last)
    except ValueError:
        return None
    if (
        stated is None
        and end > start > scene.anchor
        and periods.shift(end, -1, "Y") >= scene.anchor >= periods.shift(start, -1, "Y")
    ):
        start, end = periods.shift(start, -1, "Y"), periods.shift(end, -1, "Y")
    if end < start:
        if match.start("m") > match.start("d1"):
            start = periods.shift(start.replace(day=1), -1, "M").replace(day=first)
        else:
            end = periods.shift(end.replace(day=1), 1, "M").replace(day=last)
    when = When(start, end, Granularity.PART)
    return Reading(match.start(), match.end(), TimeKind.DATE, f"{start}/{end}", when, is_relative=stated is None)
