"""Finds the amounts of a text: every reading of every number, the longest at each place kept."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from knowledge.amounts.amount import Amount
from knowledge.amounts.counted import blocks, find_no_amounts
from knowledge.amounts.figures import find_figures
from knowledge.amounts.marks import find_ages, find_ordinals, find_sizes, find_versions
from knowledge.amounts.measures import read_figure
from knowledge.amounts.rates import find_durations, find_frequencies, find_parts, find_ratios
from knowledge.model import Span

_DIGIT = re.compile(r"\d")
_PART_WORDS = tuple(
    "half third quarter fourth fifth tenth sixth eighth seventh ninth twentieth dozens scores hundred thousand "
    "millions billions".split()
)
_TIME_WORDS = tuple("second minute hour day night week month year decade century half".split())
_AGE_WORDS = ("year", "age", "under", "over", "children", "kids", "people", "adults", "those", "visitors", "anyone")
_ORDINAL_MARKS = ("th ", "st ", "nd ", "rd ")
_AGE_APART = re.compile(r", \d\d,")


def find_amounts(text: str, taken: Sequence[Span] = ()) -> tuple[Amount, ...]:
    """The amounts of a sentence or paragraph, in order and apart; what lies in `taken` is left out.

    >>> [(a.text, a.kind.value, a.unit, a.modifier) for a in find_amounts("About 230 households pay €5 per month.")]
    [('230 households', 'count', 'household', 'about'), ('€5', 'money', 'EUR', '')]
    """
    blocked = [*taken, *find_no_amounts(text)] if _DIGIT.search(text) or "clock" in text else list(taken)
    found = [amount for amount in _read_all(text, blocked) if not blocks(blocked, amount.span.start, amount.span.stop)]
    found.sort(key=lambda amount: (amount.span.start, -amount.span.stop))
    kept: list[Amount] = []
    for amount in found:
        if not kept or amount.span.start >= kept[-1].span.stop:
            kept.append(amount)
    return tuple(kept)


def _read_all(text: str, blocked: Sequence[Span]) -> Iterator[Amount]:
    """Every reading of every number, those of words around it before those of the number alone."""
    figures, lowered = find_figures(text, blocked), text.lower()
    if figures:
        yield from find_ratios(text)
    has_digits = _DIGIT.search(text) is not None
    if (figures or has_digits) and (any(word in lowered for word in _AGE_WORDS) or _AGE_APART.search(text)):
        yield from find_ages(text)
    if has_digits:
        yield from find_versions(text)
        yield from find_sizes(text)
    yield from find_frequencies(text)
    if any(word in lowered for word in _PART_WORDS):
        yield from find_parts(text)
    if any(word in lowered for word in _TIME_WORDS):
        yield from find_durations(text)
    if any(mark in lowered for mark in _ORDINAL_MARKS):
        yield from find_ordinals(text)
    for figure in figures:
        yield from read_figure(text, figure)
