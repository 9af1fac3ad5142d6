"""Rules for years and what divides or surrounds them: quarters, halves, seasons, decades, centuries, holidays."""

from __future__ import annotations

import re
from datetime import date, timedelta

from knowledge.model import Granularity, When
from knowledge.times import periods
from knowledge.times.mention import Reading
from knowledge.times.scene import Scene, full_year, rule
from knowledge.times.tense import Direction

_Match = re.Match[str]


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
    year = scene.year_at(match) if "y" in match.re.groupindex else scene.anchor.year + scene.step(match.start("l"))
    focus = scene.focus(Granularity.QUARTER)
    if year is None:
        return None
    if focus is None or focus.when is None:
        return scene.dated(match, str(year), periods.year(year))
    number = (focus.when.start.month + 2) // 3
    reading = scene.dated(match, f"{year}-Q{number}", periods.quarter(year, number))
    reading.is_comparison = True
    return reading


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
        return scene.anchor.year + scene.step(match.start("r"))
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
        year = scene.anchor.year + scene.step(match.start("l"))
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
    way = Direction.OPEN if is_pointed else scene.way(match.start(), match.end())
    behind = max((when for when in starts if when.start <= anchor), key=lambda when: when.start)
    ahead = min((when for when in starts if when.end >= anchor), key=lambda when: when.start)
    gone = (anchor - behind.end).days
    is_behind = way < 0 or (way is Direction.OPEN and 0 < gone < 0.6 * (ahead.start - anchor).days)
    is_behind = is_behind or (is_pointed and scene.tokens.has(index + 1, "last"))
    return (behind if is_behind else ahead).start.year


_LICENCE = tuple(
    "in since by until from before after of during for early mid late the fiscal calendar to between and open dash at "
    "on about through or slash start end same this month last next year".split()
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
    if _is_code(scene, index) or tokens.has(index - 1, "code_word"):
        return False
    if match.end() - match.start() > 1 or tokens.has(index - 1, "unit_Y"):
        return True
    after = tokens.words[index + 1] if index + 1 < len(tokens.words) else ""
    if after in ("%", "€", "$", "£", "percent", "euros", "dollars"):
        return False
    follows = after[:1].isalpha() and not tokens.tags[index + 1]
    if follows and after.endswith("s") and len(after) > 3 and year % 100 == 0:
        return False
    if follows and after.endswith("s") and len(after) > 3 and not tokens.has(index - 1, "possessive", *_LICENCE):
        return index > 0 and tokens.words[index - 1].endswith(("'s", "’s"))
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


@rule("{the}?{units}(?P<d>{year}|{shortyear})", needs="units")
def _years_from(scene: Scene, match: _Match) -> Reading | None:
    """ "Les années 1990": a decade."""
    year = scene.year_at(match, "d")
    if year is None or year % 10 or not scene.tokens.has(match.start("d") - 1, "unit_Y"):
        return None
    return scene.dated(match, f"{year // 10}X", periods.years(year, 10, Granularity.DECADE), is_relative=False)


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
        year = scene.anchor.year + scene.step(match.start("l"))
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
