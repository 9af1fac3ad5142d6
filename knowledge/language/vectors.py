"""Static word vectors: how alike two English words are and how rare a word is; knows no sentences but lists of words.

The data is made once by `python -m tests.training.make_vectors`; reading it needs numpy only.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

WEIGHTS = Path(__file__).parent.parent / "library" / "weights"
VECTORS_FILE = WEIGHTS / "vectors.npz"
ZIPF_STEP = 0.04
"""How much of the Zipf scale (log10 of occurrences per thousand million words) one step of a stored byte is."""
_COMMONEST = 6.0
_SMOOTHING = 1e-3
"""Weight of a word in a sentence: a / (a + its frequency). Source: Arora, Liang and Ma 2017."""
_SUFFIXES = (
    ("'s", ""),
    ("ies", "y"),
    ("es", ""),
    ("s", ""),
    ("ed", ""),
    ("ed", "e"),
    ("ing", ""),
    ("ing", "e"),
    ("ly", ""),
)

Floats = NDArray[np.float32]


@dataclass(frozen=True, slots=True, eq=False)
class Vectors:
    """The known words, each with a vector and a rarity. Words are given folded (`knowledge.language.text.fold`)."""

    words: tuple[str, ...]
    """The commonest first."""
    index: dict[str, int]
    zipf: NDArray[np.uint8]
    units: NDArray[np.int8]
    """One row a word, eight bits a number; not of unit length."""
    scales: Floats
    """What makes each row of `units` one of length 1; the last, which row -1 has, is 0."""
    frequencies: Floats
    """The weight of each word in a sentence; the last is that of unknown ones."""

    def is_known(self, word: str) -> bool:
        """Whether the word, as it is spelt, is one of the common English words and names."""
        return word in self.index

    def find(self, word: str) -> int | None:
        """The row of a word or, failing that, of the word without its ending; None where neither is known."""
        row = self.index.get(word, -1)
        return row if row >= 0 else None if (bare := _without_ending(self, word)) < 0 else bare

    def rows(self, words: Sequence[str]) -> NDArray[np.int64]:
        """The row that `find` gives for each word, -1 where it gives none."""
        get = self.index.get
        rows = [row if (row := get(word, -1)) >= 0 else _without_ending(self, word) for word in words]
        return np.array(rows, dtype=np.int64)

    def rarity(self, word: str) -> float:
        """0 for the commonest words (the, of) to 1 for an unknown one; "people" about 0.05, "embargo" about 0.7."""
        row = self.index.get(word)
        if row is None:
            return 1.0
        return min(max((_COMMONEST - float(self.zipf[row]) * ZIPF_STEP) / 4, 0.0), 0.95)

    def vector(self, word: str) -> Floats:
        """The word's vector of length 1, or of zeros for an unknown word."""
        return np.asarray(self.matrix([word])[0], np.float32)

    def matrix(self, words: Sequence[str]) -> Floats:
        """One row of length 1 for each word; zeros for unknown ones."""
        return self.units_of(self.rows(words))

    def units_of(self, rows: NDArray[np.int64]) -> Floats:
        """The vectors of length 1 in some rows; zeros for row -1."""
        return self.units.take(rows, axis=0, mode="wrap") * self.scales.take(rows, mode="wrap")[:, None]

    def similarity(self, one: str, other: str) -> float:
        """Cosine of two words, in [-1, 1]; 1 for the same word, 0 where one is unknown."""
        return 1.0 if one == other else float(self.vector(one) @ self.vector(other))

    def neighbours(self, word: str, count: int = 10) -> tuple[tuple[str, float], ...]:
        """The words most like this one with their cosines, best first; nothing for an unknown word."""
        row = self.find(word)
        if row is None:
            return ()
        units = self.units.astype(np.float32)
        cosines = units @ units[row] / (np.linalg.norm(units, axis=1) * np.linalg.norm(units[row]) + 1e-9)
        best = np.argsort(-cosines, kind="stable")[: count + 1]
        return tuple((self.words[i], float(cosines[i])) for i in best if i != row)[:count]

    def sentence(self, words: Sequence[str]) -> Floats:
        """One vector of length 1 for all the words, rare ones weighing more; zeros where none is known."""
        if not words:
            return np.zeros(self.units.shape[1], np.float32)
        return self.sentence_of(self.rows(words))

    def sentence_of(self, rows: NDArray[np.int64]) -> Floats:
        """The same for the words in some rows; row -1 is an unknown one."""
        total = np.add.reduce(self.units_of(rows) * self.frequencies[rows][:, None], axis=0)
        return np.asarray(total / (np.sqrt(total.dot(total)) + 1e-9), np.float32)


@lru_cache(maxsize=16384)
def _without_ending(vectors: Vectors, word: str) -> int:
    """The row of a word without its ending, -1 where there is none."""
    for suffix, instead in _SUFFIXES:
        if len(word) > len(suffix) + 2 and word.endswith(suffix):
            row = vectors.index.get(word[: -len(suffix)] + instead)
            if row is not None:
                return row
    return -1


@lru_cache(maxsize=1)
def load_vectors() -> Vectors:
    """The shipped vectors, read once."""
    with np.load(VECTORS_FILE) as data:
        words = tuple(data["words"].tobytes().decode("ascii").split("\n"))
        zipf, units = data["zipf"], data["units"]
    squares = np.einsum("ij,ij->i", units, units, dtype=np.int32).astype(np.float32)
    scales = np.append(1 / (np.sqrt(squares) + 1e-9), 0).astype(np.float32)
    common = np.append(zipf * ZIPF_STEP, 2.0).astype(np.float32)
    frequencies = (_SMOOTHING / (_SMOOTHING + 10 ** (common - 9))).astype(np.float32)
    return Vectors(words, {word: row for row, word in enumerate(words)}, zipf, units, scales, frequencies)
