"""How well a sentence meets an open question: its own words, the question it stands under, what stands around it."""

from __future__ import annotations

from collections.abc import Collection, Sequence

import numpy as np
from numpy.typing import NDArray

from knowledge.answering.candidates import Read
from knowledge.search.matching import Sought
from knowledge.search.view import Line

NAMED, COVERED, OWN = 0.25, 0.6, 0.9
UNDER = 0.85
"""What a word is worth that stands in the question over a sentence."""
_SILENT = frozenset("name names called named title kind sort type".split())
"""Words of a question that say what kind of answer is wanted, not what it is about."""


def best_lines(
    reads: Sequence[Read], sought: Sequence[Sought], *, silent: Collection[str] = ()
) -> list[tuple[float, Read, Line]]:
    """All sentences with their scores, those that meet the question best first.

    silent: further folded words of the question that need not be met.
    """
    heard = np.array([one.token.norm not in _SILENT and one.token.norm not in silent for one in sought], bool)
    entries = [
        (score, n, line)
        for n, read in enumerate(reads)
        for line, score in zip(read.view.lines, _scores(read, heard), strict=True)
        if line.words
    ]
    entries.sort(key=lambda entry: (-entry[0], entry[1], entry[2].sentence.number))
    return [(score, reads[n], line) for score, n, line in entries]


def _scores(read: Read, heard: NDArray[np.bool_]) -> list[float]:
    """The score of each sentence of an article."""
    asks = read.asks & heard
    asks = asks if asks.any() else read.asks
    lines, met = read.view.lines, read.match.strengths
    under = [(n, line.heading) for n, line in enumerate(lines) if line.heading is not None]
    asked = [(n, heading) for n, heading in under if lines[heading].sentence.text.endswith("?")]
    if asked:
        places, headings = map(list, zip(*asked, strict=True))
        met = met.copy()
        met[:, places] = np.maximum(met[:, places], UNDER * read.match.strengths[:, headings])
    covered, own = read.shares(np.maximum(read.match.context, met), asks), read.shares(met, asks)
    return [read.topic + NAMED * read.named(n) + COVERED * covered[n] + OWN * own[n] for n in range(len(lines))]
