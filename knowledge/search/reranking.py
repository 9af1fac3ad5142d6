"""Every word of the question against every word of the passages found; knows no database.

numpy is imported with the first question: it takes 0.1 s, and most commands ask none.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from itertools import accumulate, islice
from typing import TYPE_CHECKING, NamedTuple

from knowledge.store import Indexed, TermRow
from knowledge.store.postings import LETTERS, LONGEST, sketch

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Matrix = NDArray[np.float32]

Variants = tuple[tuple[str, float], ...]
"""Other terms for a word, with weights in (0, 1]."""

FUZZY_FROM = 4
"""Letters from which a word may be misspelt."""
EDITS, OF = 2, 7
"""Words that are more edits apart than that many in so many letters have nothing to do with each other."""
CUTOFF = 1 - EDITS / OF
COMPARED = 30
"""How many passages are looked through for terms that are like a word of the question: the best without."""
MASK = (1 << LETTERS) - 1
"""The bits of a sketch that tell letters."""
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
class _Terms:
    """The terms of the passages found, one passage after the other."""

    ids: NDArray[np.uint32]
    sketches: NDArray[np.uint32]
    starts: NDArray[np.int64]
    """Per passage: where its terms start."""
    sizes: list[int]
    """Per passage: how many terms it has."""


Spell = Callable[[Sequence[int]], list[str]]
"""The texts of terms by their ids."""


def rerank(wanted: Sequence[Wanted], asked: int, found: Sequence[Indexed], spell: Spell) -> tuple[Candidate, ...]:
    """The passages found as candidates, best first, then newest first.

    asked: how many terms the question has.
    """
    found = [passage for passage in found if passage.terms]
    if not found or not wanted:
        return ()
    import numpy as np

    terms = _unpack(found)
    held = np.maximum.reduceat(_likeness(wanted, terms), terms.starts, axis=1)
    weights = np.array([word.rarity * word.term.weight for word in wanted])
    weights /= max(float(weights.sum()), 1e-9)
    lengths = LENGTH * np.array(terms.sizes)
    ids, articles, _ = zip(*found, strict=True)
    age = -np.array(ids)
    if any(word.term.may_be_misspelt for word in wanted):
        best = np.lexsort((age, lengths - weights @ held))[:COMPARED]
        _add_misspelt(wanted, terms, spell, held, best.tolist())
    coverages = np.minimum(weights @ held, 1.0)
    scores = coverages - lengths
    order = np.lexsort((age, -scores)).tolist()
    _add_likeness_of_sets(wanted, terms, spell, scores, order[:REORDERED])
    by_term = np.zeros((len(found), asked))
    by_term[:, [word.place for word in wanted]] = held.T
    points = scores.tolist()
    order[:REORDERED] = sorted(order[:REORDERED], key=lambda i: (-points[i], -ids[i]))
    values = (ids, articles, points, coverages.tolist(), map(tuple, by_term.tolist()))
    candidates = list(map(Candidate._make, zip(*values, strict=True)))
    return tuple([candidates[i] for i in order])


def _unpack(found: Sequence[Indexed]) -> _Terms:
    import numpy as np

    pairs = np.frombuffer(b"".join([passage.terms for passage in found]), dtype="<u4").reshape(-1, 2)
    ids, sketches = np.ascontiguousarray(pairs.T)
    sizes = [len(passage.terms) // 8 for passage in found]
    return _Terms(ids, sketches, np.array([0, *accumulate(sizes[:-1])]), sizes)


def _likeness(wanted: Sequence[Wanted], terms: _Terms) -> Matrix:
    """How well each term (column) stands for each word (row) by what the index knows of the word, in [0, 1]."""
    import numpy as np

    likeness: Matrix = np.zeros((len(wanted), len(terms.ids)), dtype=np.float32)
    cells = [(row, known.id, share) for row, word in enumerate(wanted) for known, share in word.rows]
    rows, known, shares = (np.array(column) for column in zip(*cells, strict=True))
    cell, column = np.nonzero(known[:, None] == terms.ids)
    np.maximum.at(likeness, (rows[cell], column), shares[cell].astype(np.float32))
    return likeness


def _add_misspelt(
    wanted: Sequence[Wanted], terms: _Terms, spell: Spell, held: NDArray[np.floating], best: Sequence[int]
) -> None:
    """Raise what the best passages hold of each word to how alike one of their terms is to it, squared."""
    import numpy as np
    from rapidfuzz import process
    from rapidfuzz.distance import OSA

    rows = [row for row, word in enumerate(wanted) if word.term.may_be_misspelt]
    words = [wanted[row].term.text for row in rows]
    sizes = np.array(terms.sizes)[best]
    starts = np.cumsum(sizes) - sizes
    places = np.arange(sizes.sum()) + np.repeat(terms.starts[best] - starts, sizes)
    cells = np.ix_(np.array(rows, dtype=np.int64), np.array(best))
    could = could_be_alike(words, terms.sketches[places]) & np.repeat(held[cells] < 1, sizes, axis=1)
    columns = np.flatnonzero(could.any(axis=0))
    if len(columns):
        texts = spell(terms.ids[places[columns]].tolist())
        alike = process.cdist(words, texts, scorer=OSA.normalized_similarity, score_cutoff=CUTOFF)
        likeness = np.zeros(could.shape, dtype=np.float32)
        likeness[:, columns] = alike**2
        held[cells] = np.maximum(held[cells], np.maximum.reduceat(likeness, starts, axis=1))


def could_be_alike(words: Sequence[str], sketches: NDArray[np.uint32]) -> NDArray[np.bool_]:
    """Whether each word (row) may be alike to the term (column) of which this is the sketch.

    Two words are at least as many edits apart as the one has letters that the other has not.
    """
    import numpy as np

    asked = np.array([[sketch(word)] for word in words], dtype=np.uint32)
    length, lengths = (asked >> LETTERS).astype(np.int8), (sketches >> LETTERS).astype(np.int8)
    letters, other_letters = asked & MASK, sketches & MASK
    apart = np.maximum(np.bitwise_count(letters & ~other_letters), np.bitwise_count(other_letters & ~letters))
    apart = np.maximum(apart, np.abs(length - lengths).view(np.uint8))
    longer = np.maximum(length, lengths)
    could: NDArray[np.bool_] = np.logical_or(OF * apart <= (EDITS * longer).view(np.uint8), longer == LONGEST)
    return could


def _add_likeness_of_sets(
    wanted: Sequence[Wanted], terms: _Terms, spell: Spell, scores: NDArray[np.float64], best: Sequence[int]
) -> None:
    import numpy as np
    from rapidfuzz import fuzz, process

    question = " ".join(word.term.text for word in wanted)
    starts = [int(terms.starts[place]) for place in best]
    stops = [start + terms.sizes[place] for start, place in zip(starts, best, strict=True)]
    ids = [number for start, stop in zip(starts, stops, strict=True) for number in terms.ids[start:stop].tolist()]
    texts = iter(spell(ids))
    passages = [" ".join(islice(texts, terms.sizes[place])) for place in best]
    alike = process.cdist([question], passages, scorer=fuzz.token_set_ratio, dtype=np.float64)
    scores[best] += TOGETHER * alike[0] / 100
