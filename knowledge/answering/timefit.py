"""What speaks for or against a time as the answer: limits and beginnings asked for, and the day of publication."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache

from knowledge.answering.candidates import Read
from knowledge.extraction.analysis import Value
from knowledge.language.patterns import lazy_pattern
from knowledge.language.text import fold
from knowledge.model import Certainty, ValueKind, When
from knowledge.questions.query import Query
from knowledge.times.saying import say_when

LIMIT, NO_LIMIT, BEGINNING = 0.4, 0.15, 0.25
PUBLISHED, PUBLISHED_ASKED = 0.45, 0.1
"""What the day of publication costs ("introduced today"): most, where the sentence states nothing that is asked."""
ENDING, TOLD_IN = 0.15, 0.4
"""What it costs to be an end where none is asked for; what it is worth to stand in the article of the month named."""
_ASKS_LIMIT = lazy_pattern(
    r"\b(?:(?:last|final|latest) (?:\w+ )?(?:days?|date|chance|moment|possible|evening|night|performance|show|trip|"
    r"train|run)|end date|deadline|cut-?off|(?:until|till|by) (?:when|what|which)|"
    r"when .{1,60}\bby|latest (?:day|date)|(?:can|do|must|may|should) .{0,40}\bby when|"
    r"how long (?:can|do|may|have|is .{0,30}(?:valid|open|supported))|expir\w+|"
    r"when do(?:es)? .{1,50} (?:end|close|run out)|closing date|ends? when|(?:closes|ends|until)\W*$)"
)
_ASKS_BEGINNING = lazy_pattern(
    r"\b(?:since when|from (?:when|what|which)|as of when|starting when|start(?:s|ed|ing)?|begins?|began|"
    r"earliest|first day|in force|takes? effect|apply from|sold from|from\W*$|since\W*$)"
)
_UNTIL = lazy_pattern(
    r"\b(?:until|till|by|before|deadline|close[sd]?|ends?|ended|expires?|no later than|at the latest|last(?: day)?|"
    r"through)\b[\w\s,:]{0,14}$"
)
_FROM = lazy_pattern(r"\b(?:from|since|as of|starting|starts?|begins?|beginning|effective|on)\b[\w\s,:]{0,14}$")
_TODAY = lazy_pattern(r"^(?:today|this (?:morning|afternoon|evening)|tonight|now|as of today|from today)\b")
_ASKS_BY = lazy_pattern(r"\bby (?:when|what|which)\b|\bwhen .{1,60}\bby\b")
_ANY_END = lazy_pattern(
    r"\b(?:clos\w+|end(?:s|ed|ing)?|shut\w*|last\w*|final\w*|expir\w+|until|till|by|over|"
    r"stop\w*)\b"
)
_IS_END = lazy_pattern(r"\b(?:closes|ends|expires|finishes|runs out)\b[\w\s,:]{0,14}$")
_SHOWN = lazy_pattern(r"\b(?:introduc|unveil|reveal|present|announc|show|confirm|report)\w*", re.IGNORECASE)
_ASKS_SHOWN = lazy_pattern(
    r"\b(?:introduc|unveil|reveal|present|announc|show|confirm|report|publish|tell|told|said)\w*"
)
_ASKS_SALE = lazy_pattern(
    r"\b(?:ship\w*|buy\w*|bought|sale|sell\w*|sold|shops?|stores?|deliver\w*|order\w*|releas\w+|come|comes|coming|out|"
    r"available|get|arriv\w*|market|cinemas?)\b"
)
_ASKS_DAY = lazy_pattern(
    r"\b(?:dates?|(?:which|what|last|first|final|that) (?:\w+ )?(?:days?|month|year|week|weekend|season)|days?)\b"
)
_TOLD_IN = lazy_pattern(
    r"\b(?:announced|said|reported|told|published|promised|named|claimed|stated|given|written|wrote|mentioned)"
    r"(?: \w+)? in "
    r"(?P<a>MONTH)\b|\b(?:the|that|its|their|your) (?P<b>MONTH) (?:\w+ )?(?:article|notice|report|leak|clip|post|"
    r"statement|announcement|letter|message|press release|news|roadmap|interview)\b|"
    r"\b(?:article|notice|report|leak|clip|post|statement|announcement|letter|message|release|news) (?:of|from|in) "
    r"(?P<c>MONTH)\b".replace(
        "MONTH",
        "january|february|march|april|may|june|july|august|september|october|november|december",
    )
)
_MONTHS = "january february march april may june july august september october november december".split()
_LIMITS, _BEGINNINGS = frozenset({"until", "by", "before"}), frozenset({"from", "since"})


def time_fit(query: Query, read: Read, value: Value) -> float:
    """What is to be added to a time's score."""
    if value.kind is not ValueKind.TIME or value.when is None:
        return 0.0
    limit, beginning = _asks(query.text)
    before = fold(read.view.text[max(0, value.span.start - 40) : value.span.start])
    worth = 0.0
    if limit:
        is_limit = not _is_no_limit(query, read, value) and (
            value.measure in _LIMITS or " to " in value.text or _UNTIL.search(before) is not None
        )
        worth += LIMIT if is_limit else -NO_LIMIT
    elif beginning and (value.measure in _BEGINNINGS or _FROM.search(before) is not None):
        worth += BEGINNING
    elif _IS_END.search(before) is not None and _ANY_END.search(fold(query.text)) is None:
        worth -= ENDING
    if not query.is_latest and _is_publication(read, value):
        stated = read.share(read.match.stated[:, value.line], ~read.subject & ~read.implied)
        worth -= PUBLISHED if stated < PUBLISHED_ASKED or _is_only_shown(query, read, value) else 0.0
    return worth


def asks_day(text: str) -> bool:
    """Whether a question asks for a day, a date or longer: no hour answers it."""
    return _ASKS_DAY.search(fold(text)) is not None


def told_in(query: Query, read: Read) -> float:
    """What an article of the month in which a question says something was told is worth more: "announced in March"."""
    month = _told_month(query.text)
    return 0.0 if not month else TOLD_IN if read.published.month == month else -TOLD_IN


def bounds_asked(query: Query, read: Read) -> Iterator[Value]:
    """The first or last day of a stretch of days ("5 to 9 May") as a value of its own, where just that is asked for."""
    limit, beginning = _asks(query.text)
    for value in read.analysis.values if limit or beginning else ():
        when = value.when
        if (
            value.kind is ValueKind.TIME
            and when is not None
            and when.start < when.end
            and _IS_STRETCH.search(value.text)
        ):
            day = When(when.end, when.end) if limit else When(when.start, when.start)
            yield replace(value, when=day, text=say_when(day), measure="until" if limit else "from")


_IS_STRETCH = lazy_pattern(r"^\d{1,2} (?:\w+ )?(?:\d{4} )?to \d")


@lru_cache(maxsize=64)
def _told_month(text: str) -> int:
    found = _TOLD_IN.search(fold(text))
    named = next((group for group in found.groups() if group), "") if found else ""
    return _MONTHS.index(named) + 1 if named else 0


def _is_no_limit(query: Query, read: Read, value: Value) -> bool:
    """Whether "by the end of June" is no limit set to anybody: an expectation, or a bound in the past."""
    when = value.when
    is_expected = value.certainty is not Certainty.CONFIRMED and value.measure in ("by", "before")
    if is_expected and _ASKS_BY.search(fold(query.text)) is None:
        return True
    return not query.is_bygone and not query.is_past and when is not None and when.end < read.published


def _is_only_shown(query: Query, read: Read, value: Value) -> bool:
    """Whether a day on which something was shown or announced stands where the question asks for its sale."""
    asked = fold(query.text)
    if _ASKS_SALE.search(asked) is None or _ASKS_SHOWN.search(asked) is not None:
        return False
    span = read.line(value.line).sentence.span
    around = read.view.text[max(span.start, value.span.start - 50) : min(span.stop, value.span.stop + 30)]
    return _SHOWN.search(around) is not None


@lru_cache(maxsize=64)
def _asks(text: str) -> tuple[bool, bool]:
    folded = fold(text)
    return _ASKS_LIMIT.search(folded) is not None, _ASKS_BEGINNING.search(folded) is not None


def _is_publication(read: Read, value: Value) -> bool:
    """Whether a time is the article's own day: "today", or the date in its head."""
    day = read.published
    if value.when is None or value.when.start != day or value.when.end != day:
        return False
    return value.noun == "dateline" or _TODAY.match(fold(value.span.of(read.view.text))) is not None or value.line < 2
