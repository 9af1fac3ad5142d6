"""Times named in a text, resolved against the day of publication; it knows no facts and no clock."""

from __future__ import annotations

from datetime import date
from functools import lru_cache

from knowledge.model import Span
from knowledge.times import dated, lengths, relative, yearly
from knowledge.times.joining import join
from knowledge.times.lexicon import lexicon
from knowledge.times.mention import Reading, TimeKind, TimeMention
from knowledge.times.saying import say_when
from knowledge.times.scene import Scene, read_all
from knowledge.times.tokens import Tokens, tokenise

__all__ = ["TimeKind", "TimeMention", "find_times", "say_when"]

RULE_MODULES = (dated, yearly, relative, lengths)
"""Modules whose rules register themselves when they are loaded."""


@lru_cache(maxsize=256)
def find_times(text: str, *, anchor: date, lang: str = "en") -> tuple[TimeMention, ...]:
    """The times that a text names, sorted and not overlapping.

    anchor: the day of publication, from which "tomorrow" and dates without a year are resolved. A longer text is
    read better than its sentences alone: "the quarter" and "until the 15th" look back to what stood before.

    >>> [(time.text, time.value) for time in find_times("It opens on 23 May.", anchor=date(2024, 4, 11))]
    [('23 May', '2024-05-23')]
    """
    words = lexicon(lang)
    tokens = tokenise(text, words)
    if not tokens.string.strip("_"):
        return ()
    scene = Scene(tokens, anchor, words)
    read_all(scene)
    return tuple(_mention(tokens, reading) for reading in join(scene))


def _mention(tokens: Tokens, reading: Reading) -> TimeMention:
    first, last = reading.start, reading.stop - 1
    while first < last and tokens.has(first, "comma", "dash", "dot", "of"):
        first += 1
    while last > first and (tokens.has(last, "comma", "dash", "dot")):
        last -= 1
    span = Span(tokens.starts[first], tokens.stops[last])
    return TimeMention(
        span, span.of(tokens.text), reading.kind, reading.when, reading.value, reading.clock, reading.zone,
        reading.relation, reading.is_relative, reading.is_approximate,
    )  # fmt: skip
