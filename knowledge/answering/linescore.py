"""How well a sentence meets an open question: its own words, the question it stands under, what stands around it."""

from __future__ import annotations

from collections.abc import Collection, Sequence

import numpy as np

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
        (_score(read, line, heard), n, line) for n, read in enumerate(reads) for line in read.view.lines if line.words
    ]
    entries.sort(key=lambda entry: (-entry[0], entry[1], entry[2].sentence.number))
    return [(score, reads[n], line) for score, n, line in entries]


def _score(read: Read, line: Line, heard: np.ndarray) -> float:
    number = line.sentence.number
    asks = ~read.subject & heard if (~read.subject & heard).any() else ~read.subject
    met = read.match.strengths[:, number]
    if line.heading is not None and read.view.lines[line.heading].sentence.text.endswith("?"):
        met = np.maximum(met, UNDER * read.match.strengths[:, line.heading])
    covered = read.share(np.maximum(read.match.context[:, number], met), asks)
    return read.topic + NAMED * read.named(number) + COVERED * covered + OWN * read.share(met, asks)
