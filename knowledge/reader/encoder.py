"""Words of a question and of sentences, met: what the small networks of this room begin with, and what they look at.

Words that ask and words that tell are turned into one space (late interaction). Each word of a sentence is seen with
the words of the question that it meets, with the kind of answer that they ask for, and with its neighbours.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from typing import Any, Self

import numpy as np
from numpy.typing import NDArray

from knowledge.language.vectors import load_vectors

Floats = NDArray[np.float32]
COMMON = 800
"""So many of the commonest words have a meaning of their own when they ask and when they tell ("when", "for")."""
LONGEST_QUESTION, LONGEST_INHERITED, LONGEST_SENTENCE = 24, 6, 32
"""Words that are looked at; most sentences are shorter."""
STEPS = (1, 2, 4, 1)
"""A word is seen with the words that stand so far from it, one after the other: in the end with most of a sentence."""
LOWER, CAPITAL = 0, 1
"""Marks of a sentence's words that belong to no value; those of values follow, one for each kind."""
SAME, SHARPNESS = 1, 2
"""Places among `Encoder.numbers`: what the very same word is worth, and how sharp "best" is."""

Places = tuple[NDArray[np.int64], NDArray[np.int64]]
"""Of each word, how many stand before it in its sentence and how many after it."""


@dataclass(frozen=True, slots=True)
class Posed:
    """A question's words, folded; the first are its own, with their stems, the others what it leaves out."""

    norms: tuple[str, ...]
    stems: tuple[str, ...]
    """Of its own words only."""
    is_subject: tuple[bool, ...]
    """Which words say what it is about; the others ask."""


@dataclass(frozen=True, slots=True, eq=False)
class Worded:
    """A sentence's first words: their rows among the word vectors (-1 where unknown), stems and marks."""

    rows: NDArray[np.int64]
    stems: tuple[str, ...]
    marks: NDArray[np.int64]


@dataclass(frozen=True, slots=True, eq=False)
class Encoder:
    """What was learned of words; v numbers make a word's vector, d the space where they meet, t what is seen of one."""

    asking: Floats
    """(COMMON + 1, v): what is added to the vector of a common word of the question; the last row to all others."""
    telling: Floats
    """The same for words of a sentence."""
    subject: Floats
    """(2, v): added to words that ask and to those that name what it is about."""
    marks: Floats
    """(marks, v): added by a word's mark."""
    asking_kernel: Floats
    """(3 v, d): a word with its neighbours."""
    asking_bias: Floats
    telling_kernel: Floats
    telling_bias: Floats
    kind: Floats
    """(v,): how much a word of the question tells of the kind of its answer."""
    kind_kernel: Floats
    """(v, d)"""
    kind_bias: Floats
    kind_marks: Floats
    """(marks, d): what a word's mark says of its kind."""
    met_kernel: Floats
    """(4 d + 2, t): a word of a sentence beside the question."""
    met_bias: Floats
    around: Floats
    """(len(STEPS), 3 t, t): with the words a step away."""
    around_bias: Floats
    """(len(STEPS), t)"""
    numbers: Floats
    """Single numbers, those in the places SAME and SHARPNESS are of all networks."""

    @classmethod
    def all_of(cls, data: Mapping[str, Any]) -> tuple[Self, ...]:
        """The networks of an .npz whose arrays are named by number and field: "0.numbers"."""
        count, names = len({name.split(".")[0] for name in data}), [one.name for one in fields(cls)]
        return tuple(cls(**{name: data[f"{n}.{name}"].astype(np.float32) for name in names}) for n in range(count))

    def encode(self, met: Met) -> Encoded:
        """How the words of a question and its sentences meet."""
        words = met.asked + self.asking[met.asked_rows] + self.subject[met.is_subject]
        asks = with_neighbours(words) @ self.asking_kernel + self.asking_bias
        told = met.told + self.telling[met.told_rows] + self.marks[met.marks]
        tells = with_neighbours(told, met.places) @ self.telling_kernel + self.telling_bias
        meets = asks @ tells.T
        meets[met.same] += self.numbers[SAME]
        sharpness = min(max(float(self.numbers[SHARPNESS]), 1.0), 10.0)
        sharp = np.exp(sharpness * meets.astype(np.float64))
        best = np.log(np.add.reduceat(sharp, met.starts, axis=1)) / sharpness
        return Encoded(met, words, asks, tells, sharp, best, sharpness)

    def look(self, encoded: Encoded) -> Floats:
        """(words of all sentences, t): each beside the question, before it is seen among its neighbours."""
        met, words, tells = encoded.met, encoded.words, encoded.tells
        summed = encoded.sharp.sum(axis=0)
        aligned = (encoded.sharp / summed).T.astype(np.float32) @ encoded.asks
        kind, marks = self.kind_of(words), self.kind_marks[met.marks]
        best = np.column_stack([np.log(summed) / encoded.sharpness, met.is_same]).astype(np.float32)
        beside = np.concatenate([tells, kind * (tells + marks), aligned * tells, kind + marks, best], axis=1)
        return np.asarray(beside @ self.met_kernel + self.met_bias)

    def kind_of(self, words: Floats) -> Floats:
        """(d,): the kind of answer that the words of a question ask for."""
        telling = np.exp(words @ self.kind)
        return np.asarray((telling / telling.sum()) @ words @ self.kind_kernel + self.kind_bias)

    def among(self, looked: Floats, places: Places) -> Floats:
        """(words, t): what was looked at, among its neighbours; places: as Met.places."""
        seen = np.maximum(looked, 0, dtype=np.float32)
        for kernel, bias, step in zip(self.around, self.around_bias, STEPS, strict=True):
            added = with_neighbours(seen, places, step) @ kernel
            added += bias
            seen += np.maximum(added, 0, out=added)
        return seen


@dataclass(frozen=True, slots=True, eq=False)
class Encoded:
    """The words of a question and of its sentences in the space where they meet."""

    met: Met
    words: Floats
    """(words of the question, v)"""
    asks: Floats
    """(words of the question, d)"""
    tells: Floats
    """(words of all sentences, d)"""
    sharp: NDArray[np.float64]
    """(words of the question, words of all sentences): e to the power of how they meet."""
    best: NDArray[np.float64]
    """(words of the question, sentences): how well each is met."""
    sharpness: float


@dataclass(frozen=True, slots=True, eq=False)
class Met:
    """A question and its sentences as all networks look at them; the words of all sentences end to end."""

    asked: Floats
    """Vectors of the question's words."""
    asked_rows: NDArray[np.int64]
    """Rows of Network.asking."""
    is_subject: NDArray[np.int64]
    told: Floats
    told_rows: NDArray[np.int64]
    marks: NDArray[np.int64]
    same: tuple[list[int], list[int]]
    """Where a word of the question is a word of a sentence: numbers of the one and of the other."""
    is_same: NDArray[np.bool_]
    """Which words of the sentences the question has."""
    starts: NDArray[np.int64]
    """Where each sentence begins."""
    places: Places
    """Of each word of the sentences, how many stand before it in its sentence and how many after it."""
    lengths: NDArray[np.int64]
    features: Floats


def meet(posed: Posed, sentences: Sequence[Worded], features: Floats) -> Met:
    """What the networks look at. There is a word in the question and in each sentence."""
    vectors = load_vectors()
    asked, told = vectors.rows(posed.norms), np.concatenate([sentence.rows for sentence in sentences])
    lengths = np.array([len(sentence.rows) for sentence in sentences])
    starts, same = np.cumsum(lengths) - lengths, _same_words(posed, sentences)
    is_same = np.zeros(len(told), np.bool_)
    is_same[same[1]] = True
    before = np.arange(len(told)) - np.repeat(starts, lengths)
    return Met(
        vectors.units_of(asked),
        _common(asked),
        np.array(posed.is_subject, np.int64),
        vectors.units_of(told),
        _common(told),
        np.concatenate([sentence.marks for sentence in sentences]),
        same,
        is_same,
        starts,
        (before, np.repeat(lengths, lengths) - 1 - before),
        lengths,
        features,
    )


def _common(rows: NDArray[np.int64]) -> NDArray[np.int64]:
    """The rows of common words; COMMON for all others."""
    return np.where((rows < 0) | (rows > COMMON), COMMON, rows)


def with_neighbours(words: Floats, places: Places | None = None, step: int = 1) -> Floats:
    """Each word's vector between those of the words that stand `step` before and after it in its sentence.

    places: as Met.places; None where all words are of one sentence.
    """
    count, width = words.shape
    found = np.zeros((count, 3 * width), np.float32)
    before, after = found[:, :width], found[:, 2 * width :]
    found[:, width : 2 * width] = words
    before[step:], after[:-step] = words[:-step], words[step:]
    if places is not None:
        before[places[0] < step] = 0
        after[places[1] < step] = 0
    return found


def _same_words(posed: Posed, sentences: Sequence[Worded]) -> tuple[list[int], list[int]]:
    places: dict[str, list[int]] = {}
    for number, stem in enumerate(posed.stems):
        places.setdefault(stem, []).append(number)
    told = enumerate(stem for sentence in sentences for stem in sentence.stems)
    pairs = [(mine, theirs) for theirs, stem in told if stem in places for mine in places[stem]]
    return [mine for mine, _ in pairs], [theirs for _, theirs in pairs]
