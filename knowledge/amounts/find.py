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

_MAY_HOLD = re.compile(
    r"\d|[½¼¾⅓⅔]|\b(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|\w+teen|twenty|thirty|forty|fifty|"
    r"sixty|seventy|eighty|ninety|hundred|thousand|\w+illion|dozens?|hundreds|half|third|quarters?|\w+ths?|an?|once|twice|"
    r"thrice|every)\b",
    re.IGNORECASE,
)


def find_amounts(text: str, taken: Sequence[Span] = ()) -> tuple[Amount, ...]:
    """The amounts of a sentence or paragraph, in order and apart; what lies in `taken` is left out.

    >>> [(a.text, a.kind.value, a.unit, a.modifier) for a in find_amounts("About 230 households pay €5 per month.")]
    [('230 households', 'count', 'household', 'about'), ('€5', 'money', 'EUR', '')]
    """
    if not _MAY_HOLD.search(text):
        return ()
    blocked = [*taken, *find_no_amounts(text)]
    found: list[Amount] = []
    for amount in _read_all(text, blocked):
        if not blocks(blocked, amount.span.start, amount.span.stop):
            found.append(amount)
    found.sort(key=lambda amount: (amount.span.start, -amount.span.stop))
    kept: list[Amount] = []
    for amount in found:
        if not kept or amount.span.start >= kept[-1].span.stop:
            kept.append(amount)
    return tuple(kept)


def _read_all(text: str, blocked: Sequence[Span]) -> Iterator[Amount]:
    """Every reading of every number, those of words around it before those of the number alone."""
    figures = find_figures(text, blocked)
    if figures:
        yield from find_ratios(text)
        yield from find_ages(text)
        yield from find_versions(text)
        yield from find_sizes(text)
    yield from find_frequencies(text)
    yield from find_parts(text)
    yield from find_durations(text)
    yield from find_ordinals(text)
    for figure in figures:
        yield from read_figure(text, figure)
