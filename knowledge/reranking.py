"""Every word of the question against every word of the passages found; knows no database.

numpy is imported with the first question: it takes 0.1 s, and most commands ask none.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from itertools import chain
from typing import TYPE_CHECKING

from knowledge.store import Indexed, TermRow

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Matrix = NDArray[np.float32]

Variants = tuple[tuple[str, float], ...]
"""Other terms for a word, with weights in (0, 1]."""

FUZZY_FROM = 4
"""Letters from which a word may be misspelt."""
CUTOFF = 0.6
"""Words less alike than this have nothing to do with each other."""
LENGTH = 0.002
"""Taken off the score for each term of the passage."""
REORDERED, TOGETHER = 10, 0.3
"""How many of the best are compared once more as sets of words, and what that may add."""


@dataclass(frozen=True, slots=True)
class QueryTerm:
    """One word of the question, analysed like the terms of the passages."""

    text: str
    weight: float = 1.0
    is_identity: bool = False
    """Whether only itself will do, as for a number, a version or a model name: it is never respelled."""
    expansions: Variants = ()
    """Other terms that mean the same: synonyms, inflections."""

    @property
    def may_be_misspelt(self) -> bool:
        """Whether another spelling may stand for it."""
        has_digit = any(letter.isdigit() for letter in self.text)
        return not self.is_identity and not has_digit and len(self.text) >= FUZZY_FROM


@dataclass(frozen=True, slots=True)
class Wanted:
    """A question word with what the index knows of it."""

    place: int
    """Its place among the terms of the question."""
    term: QueryTerm
    rarity: float
    rows: tuple[tuple[TermRow, float], ...] = field(default=())
    """The terms of the index that stand for it, with weights."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A passage that may answer the question."""

    passage_id: int
    article_id: str
    score: float
    """Orders candidates: coverage, then what the wording has in common; at most 1.3."""
    coverage: float
    """Share of the question's words, weighted by rarity, that the passage holds, in [0, 1]."""
    matched: tuple[float, ...]
    """Per term of the question, in the order given: how well the passage holds it, in [0, 1]."""


def rerank(wanted: Sequence[Wanted], asked: int, found: Sequence[Indexed]) -> tuple[Candidate, ...]:
    """The passages found as candidates, best first, then newest first. asked: how many terms the question has."""
    if not found or not wanted:
        return ()
    import numpy as np

    held = _best_per_passage(wanted, found)
    weights = np.array([word.rarity * word.term.weight for word in wanted])
    coverages = np.clip(weights @ held / max(float(weights.sum()), 1e-9), 0.0, 1.0).tolist()
    places = [word.place for word in wanted]
    candidates = []
    for passage, coverage, column in zip(found, coverages, held.T.tolist(), strict=True):
        matched = [0.0] * asked
        for place, share in zip(places, column, strict=True):
            matched[place] = share
        score = coverage - LENGTH * len(passage.terms)
        candidates.append(Candidate(passage.id, passage.article_id, score, coverage, tuple(matched)))
    return _reorder(wanted, candidates, found)


def _best_per_passage(wanted: Sequence[Wanted], found: Sequence[Indexed]) -> Matrix:
    """How well each passage (column) holds each word (row), in [0, 1]: the best of its terms, squared likeness."""
    import numpy as np

    columns = {text: place for place, text in enumerate(dict.fromkeys(chain.from_iterable(p.terms for p in found)))}
    likeness = _likeness(wanted, columns)
    nothing = np.zeros((len(wanted), 1), dtype=np.float32)
    padded = np.hstack([likeness, nothing])
    each = [[columns[text] for text in passage.terms] + [len(columns)] for passage in found]
    starts = np.cumsum([0, *(len(places) for places in each)])[:-1]
    held: Matrix = np.maximum.reduceat(padded[:, list(chain.from_iterable(each))], starts, axis=1)
    return held


def _likeness(wanted: Sequence[Wanted], columns: dict[str, int]) -> Matrix:
    import numpy as np
    from rapidfuzz import process
    from rapidfuzz.distance import OSA

    likeness: Matrix = np.zeros((len(wanted), len(columns)), dtype=np.float32)
    fuzzy = [row for row, word in enumerate(wanted) if word.term.may_be_misspelt]
    if fuzzy and columns:
        texts = [wanted[row].term.text for row in fuzzy]
        scorer = OSA.normalized_similarity
        likeness[fuzzy] = process.cdist(texts, list(columns), scorer=scorer, score_cutoff=CUTOFF) ** 2
    for row, word in enumerate(wanted):
        for text, weight in ((word.term.text, 1.0), *((known.text, share) for known, share in word.rows)):
            if text in columns:
                likeness[row, columns[text]] = max(weight, likeness[row, columns[text]])
    return likeness


def _reorder(
    wanted: Sequence[Wanted], candidates: Sequence[Candidate], found: Sequence[Indexed]
) -> tuple[Candidate, ...]:
    from rapidfuzz import fuzz

    order = sorted(range(len(found)), key=lambda i: (-candidates[i].score, -found[i].id))
    question = " ".join(word.term.text for word in wanted)
    first = [
        replace(
            candidates[i],
            score=candidates[i].score + TOGETHER * fuzz.token_set_ratio(question, " ".join(found[i].terms)) / 100,
        )
        for i in order[:REORDERED]
    ]
    first.sort(key=lambda candidate: (-candidate.score, -candidate.passage_id))
    return (*first, *(candidates[i] for i in order[REORDERED:]))
