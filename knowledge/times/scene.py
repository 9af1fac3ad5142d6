"""What a rule sees while it reads one text: tokens, anchor, what was found before; and the list of all rules."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cache

from knowledge.model import Granularity, When
from knowledge.times import periods
from knowledge.times.lexicon import Lexicon
from knowledge.times.mention import Reading, Stated, TimeKind
from knowledge.times.tense import Direction, direction
from knowledge.times.tokens import Tokens

NAMES = {
    "DAY": "(?:{day}|{ordday}|{ordword})",
    "NUM": "(?:{int}|{numberword})",
    "YEAR": "(?:{year}|{shortyear})",
    "LINK": "(?:{dash}|{to}|{until}|{through}|{and})",
    "OF_YEAR": "(?:{of}?(?P<k>{last}|{next}|{this}){unit_Y})",
    "POINT": "(?:{this}|{next}|{last})",
    "COUNT": "(?:{vague}+{of}?|{int}|{decimal}|{numberword})",
    "LENGTH": "(?:(?:{vague}+{of}?|{int}|{numberword}){unit}{or_so}?(?:{comma}|{and})*)+",
    "THE": "(?:{the}|{of})?",
}
"""Parts that several patterns share, written <DAY> in them."""


_PUBLISHED = frozenset(
    "recall announcement notice report statement letter article post message release warning decision ruling judgment "
    "interview denial correction circular newsletter mail e-mail email advisory bulletin memo".split()
)
"""What has appeared by the day that it is called by."""
_MEMORY = 60
"""How many times a text looks back."""
_SOON = 60
"""Up to how many days ahead a month named before is still meant by "released in July"."""


@dataclass(slots=True)
class Scene:
    """One text being read."""

    tokens: Tokens
    anchor: date
    lexicon: Lexicon
    found: list[Reading] = field(default_factory=list)
    """Times read so far, left to right."""

    def way(self, start: int, stop: int) -> Direction:
        """Where a time at tokens [start, stop) lies: its preposition says so, else the verbs around it."""
        before = start - 1 - self.tokens.has(start - 1, "the")
        if self.tokens.has(before, "since") or self._dates_what_was_said(before):
            return Direction.PAST
        way = direction(self.tokens, start, stop, self.lexicon)
        is_linked = bool(self.found) and self.found[-1].stop == before
        if way < 0 and self.tokens.has(before, "to", "for", "through") and not is_linked:
            return Direction.OPEN
        if way is Direction.OPEN and self.tokens.words[stop - 1].endswith(("'s", "’s")):
            return Direction.LIKELY_PAST
        if (
            way is Direction.OPEN
            and self.tokens.has(before, "by", "until", "starting", "from")
            and not self.tokens.has(before, "as_of")
        ):
            return Direction.AHEAD
        return way

    def _dates_what_was_said(self, before: int) -> bool:
        """Whether "of" joins a time to what was published then: "widens its recall of 1 August"."""
        return (
            before > 0
            and self.tokens.words[before] == "of"
            and self.tokens.words[before - 1].removesuffix("s") in _PUBLISHED
        )

    def year_of(self, month: int, day: int, way: Direction) -> int:
        """The year in which such a day lies on the side `way` points to and nearest the anchor."""
        best, cost = self.anchor.year, float("inf")
        for year in range(self.anchor.year - 4, self.anchor.year + 5):
            try:
                days = (date(year, month, day) - self.anchor).days
            except ValueError:
                continue
            price = float(abs(days))
            if days * way < 0:
                price = price * 3 if way is Direction.LIKELY_PAST else price + 10_000
            elif way is Direction.OPEN and days > 0:
                price *= 0.6
            if price < cost:
                best, cost = year, price
        return best

    def month_near(self, month: int, way: Direction) -> int:
        """The same for a whole month, which may be the running one."""
        ahead, behind = (month - self.anchor.month) % 12, (self.anchor.month - month) % 12
        reach = {Direction.AHEAD: 12, Direction.OPEN: 7}.get(way, 0)
        if ahead <= reach:
            return self.anchor.year + (self.anchor.month + ahead > 12)
        return self.anchor.year - (self.anchor.month - behind < 1)

    def weekday_near(self, weekday: int, way: Direction) -> date:
        """The next such weekday after the anchor, or the most recent one, the anchor's own day included."""
        if way < 0:
            return self.anchor - timedelta((self.anchor.isoweekday() - weekday) % 7)
        return self.anchor + timedelta((weekday - self.anchor.isoweekday() - 1) % 7 + 1)

    def settle(self, start: int, stop: int, stated: Stated) -> Reading | None:
        """The reading of a date whose words gave these parts; None for a day that does not exist."""
        day, month, year = stated.day, stated.month, stated.year
        known = year is not None
        if month is None:
            return None
        if year is None:
            way = self.way(start, stop)
            if day is None and way < 0 and (month - self.anchor.month) % 12 == 1 and not self._is_since(start):
                way = Direction.OPEN  # eleven months back would be called "last May"
            year = self._year_said(month, day, way) or (
                self.year_of(month, day, way) if day else self.month_near(month, way)
            )
        try:
            when = periods.day(date(year, month, day)) if day else periods.month(year, month)
        except ValueError:
            return None
        value = when.start.isoformat() if day else f"{year:04}-{month:02}"
        return Reading(start, stop, TimeKind.DATE, value, when, is_relative=not known, stated=stated)

    def _is_since(self, start: int) -> bool:
        return self.tokens.has(start - 1 - self.tokens.has(start - 1, "the"), "since")

    def _year_said(self, month: int, day: int | None, way: Direction) -> int | None:
        """The year in which the text meant the same month or day before: "16 September" stays where it was."""
        for reading in self.recent():
            stated = reading.stated
            if not (stated and reading.when and stated.month == month and (day is None or stated.day == day)):
                continue
            ahead = (reading.when.start - self.anchor).days
            if day is None and way < 0 and ahead > _SOON:
                continue
            return reading.when.start.year
        return None

    def dated(self, match: re.Match[str], value: str, when: When | None, *, is_relative: bool = True) -> Reading:
        """A date reading over the whole match."""
        return Reading(match.start(), match.end(), TimeKind.DATE, value, when, is_relative=is_relative)

    def step(self, index: int) -> int:
        """-1 for a token that says "last", 1 for "next", 0 for "this"."""
        tokens = self.tokens
        return -1 if tokens.has(index, "last", "lastpost") else 1 if tokens.has(index, "next", "nextpost") else 0

    def nothing(self, match: re.Match[str]) -> Reading:
        """A reading that takes the words of a day that does not exist, so that no part of them is read instead."""
        return Reading(match.start(), match.end(), TimeKind.DATE, "")

    def recent(self) -> list[Reading]:
        """The times read last, as far back as a text refers."""
        return self.found[-_MEMORY:]

    def focus(self, *grains: Granularity, begun: bool = False) -> Reading | None:
        """The last date with one of the grains that was read before: what "the quarter" or "a year earlier" means."""
        for reading in reversed(self.recent()):
            if reading.is_comparison or reading.kind is not TimeKind.DATE:
                continue
            if begun and reading.when and reading.when.start > self.anchor:
                continue
            if reading.when and reading.when.granularity in grains:
                return reading
        return None

    def year_pointed(self, match: re.Match[str]) -> int | None:
        """The year of a "next year" in group k of the match."""
        pointer = match.groupdict().get("k")
        return self.anchor.year + self.step(match.start("k")) if pointer else None

    def year_at(self, match: re.Match[str], group: str = "y") -> int | None:
        """The year in a group of the match, two digits read as the nearest century; None where it is missing."""
        if match[group] is None:
            return None
        index = match.start(group)
        tags = self.tokens.tags[index]
        if "year" in tags:
            return int(tags["year"])  # type: ignore[call-overload, no-any-return]
        return full_year(int(self.tokens.words[index].strip("'’")), self.anchor)


def full_year(number: int, anchor: date) -> int:
    """A two-digit year in full: at most twenty years ahead of the anchor.

    >>> full_year(87, date(2018, 1, 7)), full_year(26, date(2018, 1, 7))
    (1987, 2026)
    """
    if number >= 100:
        return number
    year = anchor.year // 100 * 100 + number
    return year - 100 if year > anchor.year + 20 else year


Reader = Callable[[Scene, "re.Match[str]"], Reading | None]
RULES: list[tuple[str, tuple[str, ...], Reader]] = []
"""What a text must have for the rule to be tried, its patterns, and who reads the match."""


def rule(*patterns: str, needs: str) -> Callable[[Reader], Reader]:
    """Registers a reader for patterns over tags. needs: tags of which a text must have one; most texts then skip it."""

    def register(reader: Reader) -> Reader:
        full = patterns
        for name, part in NAMES.items():
            full = tuple(pattern.replace(f"<{name}>", part) for pattern in full)
        RULES.append((needs, full, reader))
        return reader

    return register


_Compiled = list[tuple[frozenset[str], list[re.Pattern[str]], Reader]]


@cache
def _compiled(lexicon: Lexicon) -> _Compiled:
    return [
        (
            frozenset().union(*(lexicon.having(name) for name in needs.split())),
            [lexicon.compile(pattern) for pattern in patterns],
            reader,
        )
        for needs, patterns, reader in RULES
    ]


def read_all(scene: Scene) -> list[Reading]:
    """Every time that a rule finds, left to right; of two that overlap, the one that begins first, then the longer."""
    position = 0
    for start, _, reader, match in sorted(_matches(scene), key=lambda found: (found[0], -found[1])):
        if start >= position and (reading := _read(scene, reader, match)) is not None:
            while reading.stop > reading.start + 1 and _is_loose(scene.tokens, reading.stop - 1):
                reading.stop -= 1
            if reading.value:
                scene.found.append(reading)
            position = max(reading.stop, start + 1)
    return scene.found


def _read(scene: Scene, reader: Reader, match: re.Match[str]) -> Reading | None:
    try:
        return reader(scene, match)
    except (ValueError, OverflowError):  # the calendar ends: "9999 decades ago"
        return None


def _is_loose(tokens: Tokens, index: int) -> bool:
    """Whether a mark at the end of a time is not part of it: a comma, or a full stop after a word written in full."""
    return tokens.has(index, "comma") or (tokens.has(index, "dot") and len(tokens.words[index - 1]) > 4)


def _matches(scene: Scene) -> Iterator[tuple[int, int, Reader, re.Match[str]]]:
    string = scene.tokens.string
    present = set(string)
    for needed, patterns, reader in _compiled(scene.lexicon):
        if present.isdisjoint(needed):
            continue
        for pattern in patterns:
            for match in pattern.finditer(string):
                if match.end() > match.start():
                    yield match.start(), match.end(), reader, match
