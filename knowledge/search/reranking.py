"""Every word of the question against every word of the passages found; knows no database.

numpy is imported with the first question: it takes 0.1 s, and most commands ask none.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

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
        if self.is_identity or len(self.text) < FUZZY_FROM:
            return False
        return self.text.isalpha() or not any(letter.isdigit() for letter in self.text)


@dataclass(frozen=True, slots=True)
class Wanted:
    """A question word with what the index knows of it."""

    place: int
    """Its place among the terms of the question."""
    term: QueryTerm
    rarity: float
    rows: tuple[tuple[TermRow, float], ...] = field(default=())
    """The terms of the index that stand for it, with weights."""


class Candidate(NamedTuple):
    """A passage that may answer the question."""

    passage_id: int
    article_id: str
    score: float
    """Orders candidates: coverage, then what the wording has in common; at most 1.3."""
    coverage: float
    """Share of the question's words, weighted by rarity, that the passage holds, in [0, 1]."""
    matched: tuple[float, ...]
    """Per term of the question, in the order given: how well the passage holds it, in [0, 1]."""


@dataclass(frozen=True, slots=True)
class _Vocabulary:
    """The terms of the passages found: each once, and where the passages hold them."""

    ids: NDArray[np.uint32]
    texts: list[str]
    places: NDArray[np.int64]
    """Per term of each passage, one passage after the other: its place among the ids."""
    starts: NDArray[np.int64]
    """Per passage: where its terms start among the places."""

    def of(self, passage: int) -> list[str]:
        """The terms of one passage."""
        stop = self.starts[passage + 1] if passage + 1 < len(self.starts) else len(self.places)
        return [self.texts[place] for place in self.places[self.starts[passage] : stop]]


def rerank(
    wanted: Sequence[Wanted], asked: int, found: Sequence[Indexed], spell: Callable[[Sequence[int]], list[str]]
) -> tuple[Candidate, ...]:
    """The passages found as candidates, best first, then newest first.

    asked: how many terms the question has. spell: the texts of terms by their ids.
    """
    found = [passage for passage in found if passage.terms]
    if not found or not wanted:
        return ()
    import numpy as np

    vocabulary = _collect(found, spell)
    likeness = _likeness(wanted, vocabulary)
    held = np.maximum.reduceat(likeness[:, vocabulary.places], vocabulary.starts, axis=1)
    weights = np.array([word.rarity * word.term.weight for word in wanted])
    coverages = np.clip(weights @ held / max(float(weights.sum()), 1e-9), 0.0, 1.0)
    scores = coverages - LENGTH * np.diff(vocabulary.starts, append=len(vocabulary.places))
    order = np.lexsort((np.array([-passage.id for passage in found]), -scores)).tolist()
    _add_likeness_of_sets(wanted, vocabulary, scores, order[:REORDERED])
    order[:REORDERED] = sorted(order[:REORDERED], key=lambda i: (-scores[i], -found[i].id))
    by_term = np.zeros((len(found), asked))
    by_term[:, [word.place for word in wanted]] = held.T
    ids, articles, _ = zip(*found, strict=True)
    values = (ids, articles, scores.tolist(), coverages.tolist(), map(tuple, by_term.tolist()))
    candidates = list(map(Candidate, *values))
    return tuple([candidates[i] for i in order])


def _collect(found: Sequence[Indexed], spell: Callable[[Sequence[int]], list[str]]) -> _Vocabulary:
    import numpy as np

    all_ids = np.frombuffer(b"".join(passage.terms for passage in found), dtype="<u4")
    ids, places = np.unique(all_ids, return_inverse=True)
    lengths = np.array([len(passage.terms) // 4 for passage in found])
    return _Vocabulary(ids, spell(ids.tolist()), places, np.cumsum(lengths) - lengths)


def _likeness(wanted: Sequence[Wanted], vocabulary: _Vocabulary) -> Matrix:
    """How alike each word (row) and each term (column) are, in [0, 1]: squared, and 1 only for the same."""
    import numpy as np
    from rapidfuzz import process
    from rapidfuzz.distance import OSA

    likeness: Matrix = np.zeros((len(wanted), len(vocabulary.ids)), dtype=np.float32)
    fuzzy = [row for row, word in enumerate(wanted) if word.term.may_be_misspelt]
    if fuzzy:
        texts = [wanted[row].term.text for row in fuzzy]
        alike = process.cdist(texts, vocabulary.texts, scorer=OSA.normalized_similarity, score_cutoff=CUTOFF)
        likeness[fuzzy] = alike**2
    cells = [(row, known.id, share) for row, word in enumerate(wanted) for known, share in word.rows]
    rows, terms, shares = (np.array(column) for column in zip(*cells, strict=True))
    columns = np.searchsorted(vocabulary.ids, terms)
    columns[columns == len(vocabulary.ids)] = 0
    held = vocabulary.ids[columns] == terms
    np.maximum.at(likeness, (rows[held], columns[held]), shares[held])
    return likeness


def _add_likeness_of_sets(
    wanted: Sequence[Wanted], vocabulary: _Vocabulary, scores: NDArray[np.float64], places: Sequence[int]
) -> None:
    from rapidfuzz import fuzz

    question = " ".join(word.term.text for word in wanted)
    for place in places:
        scores[place] += TOGETHER * fuzz.token_set_ratio(question, " ".join(vocabulary.of(place))) / 100
