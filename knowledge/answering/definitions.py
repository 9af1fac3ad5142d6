"""What a sentence says that the thing asked about is, and what works tell of; it knows no scores."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from knowledge.answering.candidates import Read
from knowledge.language.patterns import lazy_pattern
from knowledge.questions.query import Asked, Query
from knowledge.search.view import Line

_DEFINES = r"(?:,[^,]{3,60},)? (?:is|are|was) (?P<what>(?:an?|the|one of) [^.;]{4,120})"
_TELLS = lazy_pattern(
    r"\b(?:follows|tells(?: the story)? of|is about|revolves around|cent(?:re|er)s on|deals? with"
    r"|explores) (?P<what>[^.;]{4,120})"
)
_ABOUT = lazy_pattern(
    r"\bwhat (?:is|are|was|were) .{2,60} about\b|\b(?:plot|storyline|premise|synopsis)\b|\bwhat (?:is|was) the story\b",
    re.IGNORECASE,
)
"""How people ask what a work tells."""


def told_by_works(query: Query, lines: Sequence[tuple[float, Read, Line]]) -> Iterator[tuple[float, Read, Line, str]]:
    """What works tell, wherever it is said, for a question for the plot; "plot" itself seldom stands there.

    lines: sentences with their scores. Each comes back with what it tells: "a widow who takes over a mill".
    """
    if not _ABOUT.search(query.clause):
        return
    for score, read, line in lines:
        told = _TELLS.search(line.sentence.text)
        if told is not None:
            yield score, read, line, told["what"]


def definition(query: Query, sentence: str) -> str:
    """What a sentence says that the thing asked about is: "a small satellite that watches storms"; or ""."""
    if query.asked is not Asked.DEFINITION or not query.subject:
        return ""
    words = [re.escape(word) for word in query.subject.split()]
    match = re.search(rf"\b{' '.join(words)}{_DEFINES}", sentence, re.IGNORECASE)
    return match["what"] if match else ""
