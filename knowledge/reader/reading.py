"""Question and passages → the likeliest answering sentences and short answers, by forests that were trained beforehand
(`python -m tests.training.train_reader`). Decides nothing: a reading carries the probability that it is right.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from knowledge.language.vectors import WEIGHTS
from knowledge.model import Span
from knowledge.reader.confidence import confidence_features
from knowledge.reader.forest import Forest, read_forest
from knowledge.reader.passages import Passage
from knowledge.reader.sentencefeatures import Comparison, compare_passages, sentence_features
from knowledge.reader.spanfeatures import span_features
from knowledge.reader.spans import Row, lay_out, text_range
from knowledge.reader.wording import Floats, word

READER_FILE = WEIGHTS / "reader.npz"
SENTENCES_READ = 5
"""So many of the best sentences are searched for a short answer."""
_MOST_PASSAGES = 40
_ROUGH_TREES, _SPANS_WEIGHED = 30, 100
"""All trees are asked about so many spans only: the best by the first trees."""


@dataclass(frozen=True, slots=True)
class Reading:
    """A short answer in one passage."""

    passage: int
    """Number of the passage in what was given."""
    span: Span
    """Where the short answer stands in the passage's text."""
    text: str
    score: float
    """How well the span answers, in log-odds; orders readings of one question."""
    sentence_score: float
    """How well the sentence answers, in log-odds."""
    probability: float
    """That this reading is right, in [0, 1]; below the best reading's for all others."""


@dataclass(frozen=True, slots=True, eq=False)
class Forests:
    """What was learned."""

    sentence: Forest
    span: Forest
    confidence: Forest


@dataclass(frozen=True, slots=True, eq=False)
class Reckoning:
    """All scores of one question, best span of each different text first."""

    comparison: Comparison
    sentence_rows: Floats
    sentence_scores: NDArray[np.float64]
    ranges: tuple[tuple[int, int, int], ...]
    """Passage, start and stop in its text."""
    scores: NDArray[np.float64]
    best_row: Floats


@lru_cache(maxsize=1)
def load_forests() -> Forests:
    """The shipped forests, read once."""
    with np.load(READER_FILE) as file:
        data = dict(file)
    return Forests(*(read_forest(data, name) for name in ("sentence", "span", "confidence")))


def rank(question: str, passages: Sequence[Passage]) -> tuple[tuple[int, float], ...]:
    """Number and score (log-odds) of each passage, the likeliest to answer first.

    passages: in the order that retrieval gave them, best first; those after the fortieth are left out.
    """
    if not passages:
        return ()
    scores = _compared(question, tuple(passages[:_MOST_PASSAGES]))[2]
    return tuple((int(number), float(scores[number])) for number in np.argsort(-scores, kind="stable"))


def read(question: str, passages: Sequence[Passage], *, count: int = 5) -> tuple[Reading, ...]:
    """Up to `count` different short answers, the likeliest first; () where no passage holds anything that could answer.

    passages: as for `rank`.
    """
    if not passages:
        return ()
    forests = load_forests()
    found = reckon(*_compared(question, tuple(passages[:_MOST_PASSAGES])), forests.span)
    if found is None:
        return ()
    probability = float(forests.confidence.probability(reckoned_features(found)[None, :])[0])
    return tuple(_reading(found, place, probability) for place in range(min(count, len(found.ranges))))


@lru_cache(maxsize=2)
def _compared(question: str, passages: tuple[Passage, ...]) -> tuple[Comparison, Floats, NDArray[np.float64]]:
    """The comparison with its features and sentence scores; kept, since the same passages are ranked and then read."""
    comparison = compare_passages(word(question), passages)
    rows = sentence_features(comparison)
    return comparison, rows, load_forests().sentence.score(rows)


def reckon(
    comparison: Comparison, rows: Floats, sentence_scores: NDArray[np.float64], spans: Forest
) -> Reckoning | None:
    """The scores of every span of the best sentences; None where there is no span."""
    chosen = np.argsort(-sentence_scores, kind="stable")[:SENTENCES_READ]
    row = lay_out(comparison, chosen.tolist())
    features = span_features(comparison, row, rows[chosen], sentence_scores[chosen])
    if not len(features):
        return None
    scores = _scores(features, spans)
    order = np.argsort(-scores, kind="stable")
    ranges, kept = _different(comparison, row, order)
    return Reckoning(comparison, rows, sentence_scores, ranges, scores[kept], features[order[0]])


def _scores(features: Floats, spans: Forest) -> NDArray[np.float64]:
    """The spans' scores; those that a few trees put far behind keep what these trees gave, below all others."""
    if len(features) <= _SPANS_WEIGHED:
        return spans.score(features)
    rough = spans.score(features, trees=_ROUGH_TREES)
    best = np.argsort(-rough, kind="stable")[:_SPANS_WEIGHED]
    exact = spans.score(features[best])
    scores = rough - rough.max() + exact.min() - 1
    scores[best] = exact
    return np.asarray(scores)


def _different(
    comparison: Comparison, row: Row, order: NDArray[np.int64]
) -> tuple[tuple[tuple[int, int, int], ...], list[int]]:
    """The best spans, those left out that share a word with a better one of the same passage."""
    ranges: list[tuple[int, int, int]] = []
    kept: list[int] = []
    taken = bytearray(len(row.tags))
    for number in order[:_SPANS_WEIGHED].tolist():
        start, stop = int(row.starts[number]), int(row.stops[number])
        if 1 in taken[start:stop]:
            continue
        taken[start:stop] = b"\x01" * (stop - start)
        sentence = int(row.sentence[start])
        passage, first = int(row.passage[sentence]), int(row.first[sentence])
        ranges.append((passage, *text_range(comparison, passage, start - first, stop - first)))
        kept.append(number)
    return tuple(ranges), kept


def reckoned_features(found: Reckoning) -> Floats:
    """What the confidence in the best reading is judged by."""
    return confidence_features(
        found.comparison,
        found.sentence_rows,
        found.sentence_scores,
        found.ranges[0][0],
        found.best_row,
        found.scores,
        np.array([passage for passage, _, _ in found.ranges], dtype=np.int64),
    )


def _reading(found: Reckoning, place: int, probability: float) -> Reading:
    passage, start, stop = found.ranges[place]
    lead = float(found.scores[0] - found.scores[place])
    return Reading(
        passage=passage,
        span=Span(start, stop),
        text=found.comparison.passages[passage].text[start:stop],
        score=float(found.scores[place]),
        sentence_score=float(found.sentence_scores[passage]),
        probability=probability * float(np.exp(-lead)),
    )
