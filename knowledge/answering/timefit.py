"""What speaks for or against a time as the answer: limits and beginnings asked for, and the day of publication."""

from __future__ import annotations

import re
from functools import lru_cache

from knowledge.answering.candidates import Read
from knowledge.extraction.analysis import Value
from knowledge.language.text import fold
from knowledge.model import ValueKind
from knowledge.questions.query import Query

LIMIT, NO_LIMIT, BEGINNING = 0.4, 0.15, 0.25
PUBLISHED, PUBLISHED_ASKED = 0.45, 0.1
"""What the day of publication costs ("introduced today"): most, where the sentence states nothing that is asked."""
_ASKS_LIMIT = re.compile(
    r"\b(?:last (?:day|date|chance|moment|possible)|deadline|cut-?off|(?:until|till|by) (?:when|what|which)|"
    r"when .{1,60}\bby|latest (?:day|date)|(?:can|do|must|may|should) .{0,40}\bby when|"
    r"how long (?:can|do|may|have|is .{0,30}(?:valid|open|supported))|expir\w+|"
    r"when do(?:es)? .{1,50} (?:end|close|run out)|closing date|ends? when|(?:closes|ends)\W*$)"
)
_ASKS_BEGINNING = re.compile(
    r"\b(?:since when|from (?:when|what|which)|as of when|starting when|start(?:s|ed|ing)?|begins?|began|"
    r"earliest|first day|in force|takes? effect|apply from|sold from|from\W*$|since\W*$)"
)
_UNTIL = re.compile(
    r"\b(?:until|till|by|before|deadline|close[sd]?|ends?|ended|expires?|no later than|at the latest|last(?: day)?|"
    r"through)\b[\w\s,:]{0,14}$"
)
_FROM = re.compile(r"\b(?:from|since|as of|starting|starts?|begins?|beginning|effective|on)\b[\w\s,:]{0,14}$")
_TODAY = re.compile(r"^(?:today|this (?:morning|afternoon|evening)|tonight|now|as of today|from today)\b")
_LIMITS, _BEGINNINGS = frozenset({"until", "by", "before"}), frozenset({"from", "since"})


def time_fit(query: Query, read: Read, value: Value) -> float:
    """What is to be added to a time's score."""
    if value.kind is not ValueKind.TIME or value.when is None:
        return 0.0
    limit, beginning = _asks(query.text)
    before = fold(read.view.text[max(0, value.span.start - 40) : value.span.start])
    worth = 0.0
    if limit:
        is_limit = value.measure in _LIMITS or " to " in value.text or _UNTIL.search(before) is not None
        worth += LIMIT if is_limit else -NO_LIMIT
    elif beginning and (value.measure in _BEGINNINGS or _FROM.search(before) is not None):
        worth += BEGINNING
    if not query.is_latest and _is_publication(read, value):
        stated = read.share(read.match.stated[:, value.line], ~read.subject & ~read.implied)
        worth -= PUBLISHED if stated < PUBLISHED_ASKED else 0.0
    return worth


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
