"""Where a text says that something costs nothing."""

from __future__ import annotations

import re

from knowledge.language.patterns import lazy_pattern
from knowledge.model import Span

_PHRASE = lazy_pattern(
    r"\b(?:free[ ]of[ ]charge|for[ ]free|free[ ](?:admission|entry|entrance)|complimentary|gratis"
    r"|for[ ]nothing|nothing[ ]to[ ]pay"
    r"|at[ ]no[ ](?:extra[ ]|additional[ ]|further[ ])?(?:cost|charge)|without[ ](?:any[ ]|extra[ ])?(?:charge|cost)"
    r"|(?:pays?|costs?|charges?)[ ]nothing|no[ ](?:charge|fee|entry[ ]fee|cost))\b",
    re.IGNORECASE,
)
_FREE = lazy_pattern(
    r"(?<![\w-])free\b(?!-|[ ](?:up|from|fall|will|speech|trade|market|agents?|agency|kicks?|press|elections?|movement|"
    r"world|time|range|rein|hand|fire|and[ ]fair|society|love|expression|wheel|throws?|to[ ](?:leave|go|roam"
    r"|choose|travel))\b)",
    re.IGNORECASE,
)
_NOT_FREE = lazy_pattern(
    r"\b(?:feel|sets?|breaks?|broke|walk|walked|walks|go|went|goes|roam|run|running|pull|not|remain|stay)[ ]\Z",
    re.IGNORECASE,
)
_MARKS = ("free", "cost", "charge", "nothing", "gratis", "complimentary", "no fee")


def find_free(text: str) -> tuple[Span, ...]:
    """Where something is said to cost nothing: "free of charge", "at no extra cost", "pay nothing".

    >>> find_free("Entry is free.")
    (Span(start=9, stop=13),)
    """
    lowered = text.lower()
    if not any(mark in lowered for mark in _MARKS):
        return ()
    found = [Span(*match.span()) for match in _PHRASE.finditer(text)]
    for match in _FREE.finditer(text):
        span = Span(*match.span())
        if not any(span.meets(other) for other in found) and not _is_at_liberty(text, match.start()):
            found.append(span)
    return tuple(sorted(found))


def _is_at_liberty(text: str, start: int) -> bool:
    """Whether "free" means unbound: "walked free", "feel free"."""
    return _NOT_FREE.search(text, max(0, start - 12), start) is not None
