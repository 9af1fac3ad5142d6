"""One row of numbers for the best reading of a question: what speaks for its being right, and what for abstaining."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from knowledge.reader.likeness import FOUND
from knowledge.reader.passages import stems_of
from knowledge.reader.sentencefeatures import SENTENCE_FEATURES, Comparison
from knowledge.reader.spanfeatures import SPAN_FEATURES
from knowledge.reader.wording import Floats

_FROM_SENTENCE = (
    "kind", "question words", "coverage same", "coverage", "coverage around", "share found", "heaviest missing",
    "heaviest missing around", "names missing", "names found", "numbers missing", "names missing around",
    "head", "verb", "after gap", "before gap", "vectors", "pairs", "window",
    "coverage of best", "coverage place", "rarity score", "given place", "negation", "head likeness",
)  # fmt: skip
_FROM_SPAN = (
    "tokens", "first tag", "last tag", "count P", "count #", "mark time", "mark money", "asked share", "head likeness",
    "head likeness best", "head inside", "type likeness", "near", "from head", "from verb", "found head", "found verb",
    "found after gap", "found before gap", "elsewhere",
)  # fmt: skip
CONFIDENCE_FEATURES = (
    "span score", "span lead", "span lead elsewhere", "sentence score", "sentence lead", "sentence lead elsewhere",
    "answers near the best", "missing in article", "heaviest missing in article", "names missing in article",
    "verb missing in article", "head missing in article",
    *(f"sentence {name}" for name in _FROM_SENTENCE),
    *(f"span {name}" for name in _FROM_SPAN),
)  # fmt: skip


def confidence_features(
    c: Comparison,
    sentence_rows: Floats,
    sentence_scores: NDArray[np.float64],
    passage: int,
    span_row: Floats,
    span_scores: NDArray[np.float64],
    span_passages: NDArray[np.int64],
) -> Floats:
    """The row for the reading with the best span, columns as in CONFIDENCE_FEATURES.

    sentence_*: of all passages. passage, span_row: of the best span. span_*s: of the best span of each different text.
    """
    best = float(span_scores.max())
    others = np.delete(span_scores, int(span_scores.argmax()))
    article = c.passages[passage].article
    same = np.array([p.article == article for p in c.passages])
    foreign = span_scores[~same[span_passages]]
    score = float(sentence_scores[passage])
    rest = np.delete(sentence_scores, passage)
    elsewhere = sentence_scores[~same]
    row = [
        best,
        best - float(others.max(initial=-12)),
        best - float(foreign.max(initial=-12)),
        score,
        score - float(rest.max(initial=-8)),
        score - float(elsewhere.max(initial=-8)),
        float((span_scores > best - 1).sum()),
        *_missing(c, passage),
        *sentence_rows[passage, [SENTENCE_FEATURES.index(name) for name in _FROM_SENTENCE]],
        *span_row[[SPAN_FEATURES.index(name) for name in _FROM_SPAN]],
    ]
    return np.asarray(row, np.float32)


def _missing(c: Comparison, passage: int) -> tuple[float, ...]:
    """How much of the question stands nowhere in the passage's article."""
    wording, said = c.wording, stems_of(c.passages[passage].article or c.passages[passage].text)
    if not wording.words:
        return (0.0, 0.0, 0.0, 0.0, 0.0)
    known = np.array([word in said or stem in said for word, stem in zip(wording.words, wording.stems, strict=True)])
    absent = ~(known | (c.around[passage] >= FOUND))
    head, verb = wording.anchors[0], wording.anchors[1]
    return (
        float(absent @ wording.weights) / float(wording.weights.sum()),
        float((absent * wording.weights).max()),
        float((absent & wording.is_name).sum()),
        float(verb >= 0 and absent[verb]),
        float(head >= 0 and absent[head]),
    )
