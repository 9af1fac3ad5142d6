"""Whether an answer's figures are of the measure whose unit a question names: "square metres" are no kilometres."""

from __future__ import annotations

from functools import lru_cache

from knowledge.answering.candidates import Candidate
from knowledge.answering.counts import unit_of
from knowledge.language.patterns import lazy_pattern
from knowledge.model import ValueKind
from knowledge.questions.query import Asked, Query

_IN_UNIT = lazy_pattern(
    r"\b(?:in(?! how)|how many)(?: (?:hundreds?|thousands?|millions?|billions?)(?: of)?)? (?:(?P<power>square|cubic) )?"
    r"(?P<unit>[a-z]+)\b"
)
_OF_SO_MANY = lazy_pattern(r"\bof (?:the|its|their|these|those|all) (?P<number>\d+)\b")
"""A number that a question gives as known: "how many of the 27 depots"."""
_OF_POWER = {"square": "area", "cubic": "volume"}
_MEASURED = frozenset({ValueKind.NUMBER, ValueKind.DURATION})
_UNITLESS = ("plain", "count", "")
"""Measures of figures without a unit."""
_OF_FIGURES = frozenset({Asked.HOW_MANY, Asked.HOW_MUCH, Asked.MEASURE, Asked.HOW_LONG})


def is_of_other_measure(query: Query, candidate: Candidate) -> bool:
    """Whether a figure is asked for in a unit and answered in one of another measure; whether a count is answered with
    a length of time; or with the number that the question has itself for the whole."""
    if query.asked not in _OF_FIGURES or query.currency:
        return False
    told = candidate.held if candidate.value is None else [candidate.value]
    told = [value for value in told if value.kind in _MEASURED]
    if not told:
        return False
    told = [v for v in told if not any(other.span != v.span and other.span.holds(v.span) for other in told)]
    text = query.text.casefold()
    counted = query.focus if query.asked is Asked.HOW_MANY else ()
    measure = _measure_asked(text) or next((unit for word in counted if (unit := unit_of(word))), "")
    if measure:
        return not any(_measure_of(value.kind, value.measure) in (measure, *_UNITLESS) for value in told)
    if query.asked is not Asked.HOW_MANY:
        return False
    whole = _OF_SO_MANY.search(text)
    is_whole = whole is not None and all(value.low == float(whole["number"]) for value in told)
    return is_whole or all(value.kind is ValueKind.DURATION for value in told)


def _measure_of(kind: ValueKind, measure: str) -> str:
    return "time" if kind is ValueKind.DURATION else measure


@lru_cache(maxsize=64)
def _measure_asked(text: str) -> str:
    """The measure whose unit a folded question names, or ""."""
    for match in _IN_UNIT.finditer(text):
        measure = unit_of(match["unit"])
        if measure and measure != "money":
            return _OF_POWER.get(match["power"] or "", measure)
    return ""
