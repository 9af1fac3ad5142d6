"""Question and sentences → which sentence answers, by how each word of the one meets each word of the other.

A small network of its own over the static word vectors, learned by `python -m tests.training.train_interaction` and
evaluated with numpy: words that ask and words that tell are turned into one space (late interaction), each word of
the question takes its best match in the sentence, and the whole is weighed beside what retrieval says of it. That none
of the sentences answers is weighed beside them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from knowledge.language.vectors import WEIGHTS, load_vectors, products

Floats = NDArray[np.float32]
INTERACTION_FILE = WEIGHTS / "interaction.npz"
COMMON = 800
"""So many of the commonest words have a meaning of their own when they ask and when they tell ("when", "for")."""
LONGEST_QUESTION, LONGEST_INHERITED, LONGEST_SENTENCE = 24, 6, 32
"""Words that are looked at; most sentences are shorter."""
NUMBERS = 5
"""How many single numbers a network has."""
LOWER, CAPITAL = 0, 1
"""Marks of a sentence's words that belong to no value; those of values follow, one for each kind."""
FEATURES = (
    "score", "behind", "read", "topic", "place", "length", "heading", "said", "digits", "own", "named", "identified",
    "newest", "age", "rumour", "told near",
)  # fmt: skip
"""What is known of a sentence besides its words."""


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
class Network:
    """What was learned; v numbers make a word's vector, d the space where words meet."""

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
    weight: Floats
    """(v,): how much a word of the question counts."""
    whole: Floats
    """(d, d): the question as a whole beside the sentence as a whole."""
    hidden: Floats
    hidden_bias: Floats
    out: Floats
    linear: Floats
    numbers: Floats
    """Bias of the weight, worth of the very same word, sharpness of "best", bias of the outcome, and what it is worth
    that no sentence answers."""

    def score(self, met: Met) -> Floats:
        """How likely each sentence answers beside the others: logarithms of shares; what they lack of 1 is that none
        does."""
        words = met.asked + self.asking[met.asked_rows] + self.subject[met.is_subject]
        asks = products(_with_neighbours(words, np.zeros(1, np.int64)), self.asking_kernel.T) + self.asking_bias
        weights = np.logaddexp(0.0, words @ self.weight + self.numbers[0])
        weights /= weights.sum() + 1e-3
        told = met.told + self.telling[met.told_rows] + self.marks[met.marks]
        tells = products(self.telling_kernel.T, _with_neighbours(told, met.starts)).T + self.telling_bias
        meets = products(asks, tells)
        meets[met.same] += self.numbers[1]
        sharpness = min(max(float(self.numbers[2]), 1.0), 10.0)
        best = np.log(np.add.reduceat(np.exp(sharpness * meets.astype(np.float64)), met.starts, axis=1)) / sharpness
        by_word = weights @ best
        together = np.add.reduceat(tells, met.starts, axis=0) / met.lengths[:, None] ** 0.7
        by_whole = together @ (self.whole @ (weights @ asks))
        known = np.column_stack([met.features, by_word, by_whole])
        beside = np.maximum(known @ self.hidden + self.hidden_bias, 0) @ self.out + met.features @ self.linear
        total = by_word + by_whole + beside + self.numbers[3]
        return np.asarray(total - np.logaddexp.reduce(np.append(total, self.numbers[4])), np.float32)


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
    starts: NDArray[np.int64]
    """Where each sentence begins."""
    lengths: NDArray[np.int64]
    features: Floats


def meet(posed: Posed, sentences: Sequence[Worded], features: Floats) -> Met:
    """What the networks look at. There is a word in the question and in each sentence."""
    vectors = load_vectors()
    asked, told = vectors.rows(posed.norms), np.concatenate([sentence.rows for sentence in sentences])
    lengths = np.array([len(sentence.rows) for sentence in sentences])
    return Met(
        vectors.units_of(asked),
        _common(asked),
        np.array(posed.is_subject, np.int64),
        vectors.units_of(told),
        _common(told),
        np.concatenate([sentence.marks for sentence in sentences]),
        _same_words(posed, sentences),
        np.cumsum(lengths) - lengths,
        lengths,
        features,
    )


def interact(posed: Posed, sentences: Sequence[Worded], features: Floats) -> Floats:
    """The mean score of the shipped networks for each sentence, in logarithms of probabilities.

    features: one row a sentence, columns as in FEATURES. A sentence has at least one word.
    """
    if not posed.norms or not sentences:
        return np.full(len(sentences), -np.log(max(1, len(sentences))), np.float32)
    met = meet(posed, sentences, features)
    return np.asarray(np.mean([network.score(met) for network in load_networks()], axis=0), np.float32)


@lru_cache(maxsize=1)
def load_networks() -> tuple[Network, ...]:
    """The shipped networks, read once."""
    with np.load(INTERACTION_FILE) as file:
        return read_networks(dict(file))


def read_networks(data: Mapping[str, Any]) -> tuple[Network, ...]:
    """The networks of an .npz whose arrays are named by number and field: "0.weight"."""
    count = len({name.split(".")[0] for name in data})
    fields = Network.__dataclass_fields__
    return tuple(Network(**{name: data[f"{n}.{name}"].astype(np.float32) for name in fields}) for n in range(count))


def _common(rows: NDArray[np.int64]) -> NDArray[np.int64]:
    """The rows of common words; COMMON for all others."""
    return np.where((rows < 0) | (rows > COMMON), COMMON, rows)


def _with_neighbours(words: Floats, starts: NDArray[np.int64]) -> Floats:
    """Each word's vector between those of the words before and after it in its sentence."""
    count, width = words.shape
    found = np.empty((count, 3 * width), np.float32)
    before, after = found[:, :width], found[:, 2 * width :]
    found[:, width : 2 * width] = words
    before[1:], after[:-1] = words[:-1], words[1:]
    before[starts] = 0
    after[starts[1:] - 1] = 0
    after[-1] = 0
    return found


def _same_words(posed: Posed, sentences: Sequence[Worded]) -> tuple[list[int], list[int]]:
    places: dict[str, list[int]] = {}
    for number, stem in enumerate(posed.stems):
        places.setdefault(stem, []).append(number)
    told = enumerate(stem for sentence in sentences for stem in sentence.stems)
    pairs = [(mine, theirs) for theirs, stem in told if stem in places for mine in places[stem]]
    return [mine for mine, _ in pairs], [theirs for _, theirs in pairs]
