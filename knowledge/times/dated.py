"""Rules for times that name their place in the calendar: days, months, quarters, seasons, years, holidays."""

from __future__ import annotations

import re
from datetime import date, timedelta

from knowledge.model import Granularity, When
from knowledge.times import periods
from knowledge.times.mention import Reading, Stated, TimeKind
from knowledge.times.scene import Scene, full_year, rule
from knowledge.times.tense import Direction

_Match = re.Match[str]


@rule(
    "(?:<POINT>?(?P<w>{weekday}){dot}?{comma}?{the}?)?{the}?(?P<d><DAY>|{dayword}){dot}?(?:{dash}|{slash}|{of})?{the}?(?P<m>{month}){dot}?"
    "(?:(?:{comma}|{of}|{dash}|{slash}|{in})?(?P<y><YEAR>)(?!{clockunit}))?",
    "(?:<POINT>?(?P<w>{weekday}){dot}?{comma}?)?(?P<m>{month}){dot}?(?:{dash}|{slash})?{the}?(?P<d><DAY>)(?!{slash}{int})"
    "(?:(?:{comma}|{of}|{dash}|{slash})?(?P<y><YEAR>)(?!{clockunit}))?",
    "(?P<w>)(?P<y>{year})(?:{slash}|{dash})(?P<m>{month}){dot}?(?:{slash}|{dash})(?P<d>{day})",
    "(?P<w>)(?P<y>{year})(?:{slash}|{dash})(?P<d>{day})(?:{slash}|{dash})(?P<m>{month})",
    "(?P<w>)(?P<d>{day})(?:{slash}|{dash})(?P<y>{year})(?:{slash}|{dash})(?P<m>{month})",
    "(?P<w>)(?P<m>{month})(?:{slash}|{dash})(?P<y>{year})(?:{slash}|{dash})(?P<d>{day})",
    needs="month",
)
def _day_of_month(scene: Scene, match: _Match) -> Reading | None:
    tokens = scene.tokens
    day, month = tokens.number(match.start("d")), int(tokens.value(match.start("m"), "month"))  # type: ignore[call-overload]
    year = scene.year_at(match)
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
    "(?P<m>{month})(?P<y>)",
    needs="month",
)
def _month(scene: Scene, match: _Match) -> Reading | None:
    month = int(scene.tokens.value(match.start("m"), "month"))  # type: ignore[call-overload]
    year = scene.year_at(match) if match["y"] else None
    return scene.settle(match.start(), match.end(), Stated(None, month, year))


@rule("(?P<r>{last}|{next}|{this}){last}?(?P<m>{month})", needs="month")
def _pointed_month(scene: Scene, match: _Match) -> Reading | None:
    """ "Last April", "next May", "this June"."""
    month, step = scene.tokens.number(match.start("m")), _step(scene, match.start("r"))
    ahead = (month - scene.anchor.month) % 12
    if step < 0 or scene.tokens.has(match.start("r") + 1, "last"):
        year = scene.anchor.year - (month >= scene.anchor.month)
    elif step > 0:
        year = scene.anchor.year + (scene.anchor.month + (ahead or 12) > 12)
    else:
        year = scene.anchor.year
    when = periods.month(year, month)
    return scene.dated(match, f"{year}-{month:02}", when)


@rule("(?:{the}|{this}|{last})?(?P<e>{yearend})", needs="yearend")
def _year_end(scene: Scene, match: _Match) -> Reading | None:
    year = scene.anchor.year - (scene.way(match.start(), match.end()) is Direction.PAST)
    when = periods.part(periods.year(year), "end")
    return scene.dated(match, f"{year}-12-31", when)


@rule(
    "{the}?(?P<y>{year})(?P<u>{unit_Q}|{period})",
    "(?P<l>{last}|{this}){unit_Y}(?P<u>{unit_Q}|{period})",
    needs="unit_Q period",
)
def _period_in_year(scene: Scene, match: _Match) -> Reading | None:
    """ "The 1988 period": the quarter last named, in that year."""
    year = scene.year_at(match) if "y" in match.re.groupindex else scene.anchor.year + _step(scene, match.start("l"))
    focus = scene.focus(Granularity.QUARTER)
    if year is None:
        return None
    if focus is None or focus.when is None:
        return scene.dated(match, str(year), periods.year(year))
    number = (focus.when.start.month + 2) // 3
    reading = scene.dated(match, f"{year}-Q{number}", periods.quarter(year, number))
    reading.is_comparison = True
    return reading


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
    "|(?<={to})|(?<={between})|(?<={dash})|(?<={for})|(?<={the})|(?<={next}))(?P<n>{daymonth})(?!{unit}|{clockunit})",
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
    needs="ordday ordword",
)
def _day_alone(scene: Scene, match: _Match) -> Reading | None:
    """ "Until the 15th": a day of the month last named, else the nearest one on the side of the tense."""
    number = scene.tokens.number(match.start("d"))
    focus = scene.focus(Granularity.DAY, Granularity.MONTH)
    try:
        if "l" in match.re.groupindex:
            step = {None: 0}.get(match["l"], 0) if match["l"] is None else _step(scene, match.start("l"))
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


def _step(scene: Scene, index: int) -> int:
    return -1 if scene.tokens.has(index, "last") else 1 if scene.tokens.has(index, "next") else 0


@rule("{yearmonth}", needs="yearmonth")
def _year_and_month(scene: Scene, match: _Match) -> Reading | None:
    year, month = map(int, scene.tokens.words[match.start()].split("-"))
    return scene.settle(match.start(), match.end(), Stated(None, month, year))


@rule(
    "{fiscal}?(?P<o>{ordword}|{ord}){dash}?{unit_Q}(?:(?:{of}|{in}|{comma}|{dash})?{the}?{fiscal}?{unit_Y}?(?P<y><YEAR>))?",
    "{fiscal}{dash}(?P<o>{ordword})(?P<y>){unit_Q}",
    "(?P<o>{quartersign}|{halfsign})(?:(?:{of}|{dash}|{comma}|{slash})?{fiscal}?(?P<y><YEAR>))?",
    "(?P<y>{year})(?:{dash}|{slash})?{fiscal}?(?P<o>{quartersign}|{halfsign})",
    "(?P<y>{year}){dash}?{fiscal}?(?P<o>{ordword}|{ord}){dash}?{unit_Q}",
    "(?P<r>{last}|{next}|{this}){fiscal}?{unit_Y}(?P<o>{ordword}|{ord}){dash}?(?P<y>){unit_Q}",
    "{fiscal}?(?P<o>{ordword}|{ord}){dash}?(?P<y>){unit_Q}(?:{of}|{in})?{the}?(?P<r>{last}|{next}|{this}|{same}){fiscal}?{unit_Y}",
    "{year_earlier}(?P<o>{ordword})(?P<y>){dash}?{unit_Q}",
    "(?P<h>{ordword}|{last}){halfword}(?:{of}|{in})?{the}?(?:{unit_Y})?(?P<y>{year})",
    "(?P<h>{ordword}|{last}){halfword}{of}?{the}?(?P<y>)(?P<r>{last}|{next}|{this})?{fiscal}?{unit_Y}",
    needs="unit_Q quartersign halfsign halfword",
)
def _quarter(scene: Scene, match: _Match) -> Reading | None:
    groups = match.groupdict()
    index = match.start("h" if groups.get("h") else "o")
    is_half = bool(groups.get("h")) or scene.tokens.has(index, "halfsign")
    number = _ordinal(scene, index, 2 if is_half else 4)
    if number is None:
        return None
    year, known = scene.year_at(match) if match["y"] else None, bool(match["y"])
    if year is None:
        year = _quarters_year(scene, match, number, groups.get("r") is not None, is_half)
    when = periods.half(year, number) if is_half else periods.quarter(year, number)
    return scene.dated(match, f"{year}-{'H' if is_half else 'Q'}{number}", when, is_relative=not known)


def _ordinal(scene: Scene, index: int, highest: int) -> int | None:
    tags = scene.tokens.tags[index]
    if "last" in tags:
        return highest
    number = int(tags.get("quartersign") or tags.get("halfsign") or scene.tokens.number(index))  # type: ignore[call-overload]
    return number if 0 < number <= highest else None


def _quarters_year(scene: Scene, match: _Match, number: int, is_relative: bool, is_half: bool) -> int:
    if is_relative:
        return scene.anchor.year + _step(scene, match.start("r"))
    if is_half:
        return scene.anchor.year
    running = (scene.anchor.month + 2) // 3
    if scene.tokens.has(match.start(), "year_earlier"):
        return scene.anchor.year - 1 - (number > running)
    way = scene.way(match.start(), match.end())
    if way is Direction.AHEAD:
        return scene.anchor.year + (number < running - 1)
    return scene.anchor.year - (number > running)


@rule(
    "(?P<s>{season}){comma}?{of}?{the}?(?P<y><YEAR>)",
    "(?P<s>{season})(?P<y>)(?:(?P<r>{lastpost}|{nextpost})|{of}?{the}?(?P<l>{last}|{next}|{this}){unit_Y})?",
    "(?P<r>{last}|{next}|{this}|{same}){last}?(?P<y>)(?P<s>{season})",
    "(?P<y>{year})(?P<s>{season})",
    needs="season",
)
def _season(scene: Scene, match: _Match) -> Reading | None:
    name = str(scene.tokens.value(match.start("s"), "season"))
    year = scene.year_at(match) if match["y"] else None
    known, groups = year is not None, match.groupdict()
    if year is None and groups.get("l"):
        year = scene.anchor.year + _step(scene, match.start("l"))
    if year is None:
        year = _season_year(scene, match, name, groups.get("r") is not None)
    return scene.dated(match, f"{year}-{name}", periods.season(year, name), is_relative=not known)


def _season_year(scene: Scene, match: _Match, name: str, is_pointed: bool) -> int:
    anchor, index = scene.anchor, match.start("r") if is_pointed else -1
    starts = [periods.season(anchor.year + step, name) for step in (-2, -1, 0, 1, 2)]
    if is_pointed and scene.tokens.has(index, "last", "lastpost"):
        return max(when.start.year for when in starts if when.end < anchor)
    if is_pointed and scene.tokens.has(index, "next", "nextpost"):
        return min(when.start.year for when in starts if when.start > anchor)
    way = scene.way(match.start(), match.end())
    behind = max((when for when in starts if when.start <= anchor), key=lambda when: when.start)
    ahead = min((when for when in starts if when.end >= anchor), key=lambda when: when.start)
    gone = (anchor - behind.end).days
    is_behind = way < 0 or (way is Direction.OPEN and 0 < gone < 0.6 * (ahead.start - anchor).days)
    return (behind if is_behind else ahead).start.year


_LICENCE = tuple(
    "in since by until from before after of during for early mid late the fiscal calendar to between and open dash at on "
    "about through or slash start end same this month last next year".split()
)


@rule(
    "(?:{fiscal}|{calendar})?{unit_Y}?(?P<y>{year})(?!{unit}|{clockunit}|{dash}{int}{dash})",
    "{the}(?:{fiscal}|{calendar})?{unit_Y}(?P<y>{year})",
    "(?:{fiscal}){unit_Y}?(?P<y>{shortyear})",
    needs="year shortyear",
)
def _year(scene: Scene, match: _Match) -> Reading | None:
    year = scene.year_at(match)
    index = match.start("y")
    if year is None or not (1000 <= year <= scene.anchor.year + 200) or not _is_year(scene, match, index, year):
        return None
    return scene.dated(match, str(year), periods.year(year), is_relative=False)


def _is_year(scene: Scene, match: _Match, index: int, year: int) -> bool:
    """Whether a number of four digits is a year: near ones are unless a name or money says otherwise."""
    tokens, near = scene.tokens, scene.anchor.year
    if _is_code(scene, index):
        return False
    if match.end() - match.start() > 1 or tokens.has(index - 1, "unit_Y"):
        return True
    after = tokens.words[index + 1] if index + 1 < len(tokens.words) else ""
    if after in ("%", "€", "$", "£", "percent", "euros", "dollars"):
        return False
    follows = after[:1].isalpha() and not tokens.tags[index + 1]
    if follows and after.endswith("s") and len(after) > 3 and year % 100 == 0:
        return False
    if tokens.has(index - 1, *_LICENCE):
        return 1400 <= year <= near + 80 or (not follows and tokens.has(index - 1, "in", "since", "until", "from"))
    if index and not tokens.tags[index - 1] and tokens.text[tokens.starts[index - 1]].isupper():
        return tokens.words[index - 1].endswith(("'s", "’s"))
    return near - 60 <= year <= near + 20


def _is_code(scene: Scene, index: int) -> bool:
    """Whether a number is glued to letters or figures that are no time: a part of a code or an address."""
    tokens = scene.tokens
    for step in (-1, 1):
        sign, beyond = index + step, index + 2 * step
        if not tokens.has(sign, "dash", "slash") or not 0 <= beyond < len(tokens.words):
            continue
        is_glued = (
            tokens.starts[index] == tokens.stops[sign] if step < 0 else tokens.stops[index] == tokens.starts[sign]
        )
        is_time = tokens.has(
            beyond, "year", "month", "quartersign", "halfsign", "mid", "early", "late", "season", "weekday"
        )
        if tokens.has(beyond, "int") and not is_time:
            return True
        if is_glued and not is_time and (step < 0 or tokens.has(beyond, "year")):
            return True
    return False


@rule("(?P<y>{year})(?:{dash}|{slash})(?P<n>{int})", needs="year")
def _two_years(scene: Scene, match: _Match) -> Reading | None:
    """ "2024-25" or "2024/25": two years in a row."""
    year, number = scene.tokens.number(match.start("y")), scene.tokens.number(match.start("n"))
    if number != (year + 1) % 100:
        return None
    when = When(date(year, 1, 1), date(year + 1, 12, 31), Granularity.PART)
    return scene.dated(match, f"{year}/{year + 1}", when, is_relative=False)


@rule("(?P<p>{end}|{start}|{mid}){of}(?P<u>{unit_M}|{unit_Y}|{unit_W}|{unit_Q})(?!{of})", needs="end start mid")
def _part_of_running(scene: Scene, match: _Match) -> Reading | None:
    """ "End of month": of the running one."""
    unit = str(scene.tokens.value(match.start("u"), "unit"))
    whole = periods.around(scene.anchor, unit)
    name = next(part for part in ("end", "start", "mid") if scene.tokens.has(match.start("p"), part))
    return scene.dated(match, periods.name_of(whole, unit), periods.part(whole, name))


@rule("{the}?(?P<d>{decade}|{decadeword})", needs="decade decadeword")
def _decade(scene: Scene, match: _Match) -> Reading | None:
    word = scene.tokens.tags[match.start("d")].get("decadeword") or scene.tokens.words[match.start("d")]
    digits = re.sub(r"\D", "", str(word))
    first = int(digits) if len(digits) == 4 else full_year(int(digits), scene.anchor)
    return scene.dated(match, f"{first // 10}X", periods.years(first, 10, Granularity.DECADE), is_relative=False)


@rule("{the}?(?P<o>{ord}|{ordword}){dash}?{unit_C}", needs="unit_C")
def _century(scene: Scene, match: _Match) -> Reading | None:
    number = scene.tokens.number(match.start("o"))
    if not 0 < number < 40:
        return None
    when = periods.years(max(1, 100 * (number - 1)), 100, Granularity.CENTURY)
    return scene.dated(match, f"{number - 1:02}XX", when, is_relative=False)


@rule(
    "(?P<r>{last}|{next})?(?P<h>{holiday})(?:{of}|{comma}|{in})?(?:(?P<y><YEAR>)|{the}?(?P<l>{last}|{next}|{this}){unit_Y})?",
    needs="holiday",
)
def _holiday(scene: Scene, match: _Match) -> Reading | None:
    key = str(scene.tokens.value(match.start("h"), "holiday"))
    year = scene.year_at(match)
    known = year is not None
    if year is None and match["l"]:
        year = scene.anchor.year + _step(scene, match.start("l"))
    if year is None:
        days = [_holiday_in(scene.anchor.year + step, key) for step in (-1, 0, 1)]
        past = scene.tokens.has(match.start(), "last") or scene.way(match.start(), match.end()) < 0
        year = max(d.year for d in days if d < scene.anchor) if past else min(d.year for d in days if d >= scene.anchor)
    day = _holiday_in(year, key)
    return scene.dated(match, day.isoformat(), periods.day(day), is_relative=not known)


def _holiday_in(year: int, key: str) -> date:
    """The day of a holiday in a year: "12-25", "easter+1", or "11-4-4+1", a day after the 4th Thursday of November."""
    base, sign, days = re.match(r"([^+]+?)(?:([+]|(?<=easter)-)(\d+))?$", key).groups()  # type: ignore[union-attr]
    shift = timedelta(int(days or 0) * (-1 if sign == "-" else 1))
    if base == "easter":
        return periods.easter(year) + shift
    month, number, *weekday = map(int, base.split("-"))
    if not weekday:
        return date(year, month, number) + shift
    first = date(year, month, 1)
    return first + timedelta((weekday[0] - first.isoweekday()) % 7 + 7 * (number - 1)) + shift


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
