"""How well each word of a question is found in some texts: itself, a form, a misspelling, a synonym."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray
from rapidfuzz.distance import OSA
from rapidfuzz.process import cdist

from knowledge.language.vectors import load_vectors, products
from knowledge.reader.passages import Words
from knowledge.reader.wording import EMPTY, Floats, Wording

SAME, FORM, MISSPELT = 1.0, 0.97, 0.8
FOUND = 0.6
"""From here on a word counts as found."""
_LIKE = 0.45
"""Below this cosine two words have nothing to do with each other."""
_NEGATIONS = frozenset("not no never without neither nor none cannot".split())


@dataclass(frozen=True, slots=True, eq=False)
class Likeness:
    """Question words against the different words of all texts; the last column stands for the end of a text."""

    table: Floats
    """One row a question word, one column a text word; in [0, 1]."""
    units: Floats
    weights: Floats
    is_empty: NDArray[np.bool_]
    """Whether the word says nothing by itself; one entry a column, like all that follow."""
    is_digit: NDArray[np.bool_]
    is_year: NDArray[np.bool_]
    is_negation: NDArray[np.bool_]
    column_of: dict[str, int]


@dataclass(frozen=True, slots=True, eq=False)
class Texts:
    """Several texts as one row of columns, each closed by the end column."""

    columns: NDArray[np.int64]
    first: NDArray[np.int64]
    """Where each text begins in `columns`."""


def lay_end_to_end(likeness: Likeness, texts: Sequence[Words]) -> Texts:
    """The columns of all words of the texts, in order."""
    of, end = likeness.column_of, len(likeness.is_empty) - 1
    columns: list[int] = []
    first = []
    for words in texts:
        first.append(len(columns))
        columns.extend(map(of.__getitem__, words.norms))
        columns.append(end)
    return Texts(np.array(columns, dtype=np.int64), np.array(first, dtype=np.int64))


def best_in_each(likeness: Likeness, texts: Texts) -> Floats:
    """One row a text, one column a question word: the best likeness to a word of the text."""
    if not len(likeness.table):
        return np.zeros((len(texts.first), 0), np.float32)
    return np.asarray(np.maximum.reduceat(likeness.table[:, texts.columns], texts.first, axis=1).T, np.float32)


def compare(wording: Wording, texts: Sequence[Words]) -> Likeness:
    """The likeness of each word of the question to each word of the texts."""
    stem_of: dict[str, str] = {}
    for words in texts:
        stem_of.update(zip(words.norms, words.stems, strict=True))
    norms = list(stem_of)
    vectors = load_vectors()
    units, weights = vectors.describe([*norms, ""])
    cosines = products(wording.units, units)
    table = np.where(cosines >= _LIKE, 0.9 * cosines, 0).astype(np.float32)
    column_of = {norm: column for column, norm in enumerate(norms)}
    stems: dict[str, list[int]] = {}
    wanted = frozenset(wording.stems)
    for column, stem in enumerate(stem_of.values()):
        if stem in wanted:
            stems.setdefault(stem, []).append(column)
    for row, (norm, stem) in enumerate(zip(wording.words, wording.stems, strict=True)):
        if wording.is_number[row] or not norm.isalpha():
            table[row] = 0
        table[row, stems.get(stem, [])] = FORM
        if norm in column_of:
            table[row, column_of[norm]] = SAME
        elif stem not in stems and len(norm) > 3 and norm.isalpha() and not vectors.is_known(norm):
            _spell(table, row, norm, norms)
    flags = np.frombuffer(bytes(map(_flags, [*norms, "the"])), np.uint8)
    empty, digit, year, negation = (flags & bit > 0 for bit in (1, 2, 4, 8))
    return Likeness(table, units, weights, empty, digit, year, negation, column_of)


@lru_cache(maxsize=16384)
def _flags(norm: str) -> int:
    """What a word is whatever is asked: 1 empty, 2 a digit first, 4 a year, 8 a negation, added up."""
    is_year = len(norm) == 4 and norm.isdigit() and norm[0] in "12"
    return (norm in EMPTY) + 2 * norm[:1].isdigit() + 4 * is_year + 8 * (norm in _NEGATIONS)


def _spell(table: Floats, row: int, norm: str, norms: Sequence[str]) -> None:
    """Marks the words that an unknown word may be a misspelling of."""
    slips = cdist([norm], norms, scorer=OSA.distance, score_cutoff=2)[0]
    allowed = 1 if len(norm) < 6 else 2
    for column in np.flatnonzero(slips <= allowed).tolist():
        if norms[column].isalpha() and len(norms[column]) > 2:
            table[row, column] = max(float(table[row, column]), MISSPELT)
