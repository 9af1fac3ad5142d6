"""Question and sentences → which sentence answers, by how each word of the one meets each word of the other.

A small network of its own over the static word vectors, learned by `python -m tests.training.train_interaction` and
evaluated with numpy: words that ask and words that tell are turned into one space (late interaction), each word of
the question takes its best match in the sentence, and the whole is weighed beside what retrieval says of it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from knowledge.language.vectors import WEIGHTS, load_vectors

Floats = NDArray[np.float32]
INTERACTION_FILE = WEIGHTS / "interaction.npz"
COMMON = 800
"""So many of the commonest words have a meaning of their own when they ask and when they tell ("when", "for")."""
LONGEST_QUESTION, LONGEST_INHERITED, LONGEST_SENTENCE = 24, 6, 32
"""Words that are looked at; most sentences are shorter."""
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
    """Bias of the weight, worth of the very same word, sharpness of "best", bias of the outcome."""

    def score(self, posed: Posed, sentences: Sequence[Worded], features: Floats) -> Floats:
        """How likely each sentence answers beside the others: logarithms of shares that add up to 1."""
        rows = load_vectors().rows(posed.norms)
        words = _vectors(rows, self.asking) + self.subject[np.array(posed.is_subject, np.int64)]
        asks = _with_neighbours([words]) @ self.asking_kernel + self.asking_bias
        weights = np.logaddexp(0.0, words @ self.weight + self.numbers[0])
        weights /= weights.sum() + 1e-3
        lengths = np.array([len(sentence.rows) for sentence in sentences])
        starts = np.cumsum(lengths) - lengths
        told = _vectors(np.concatenate([one.rows for one in sentences]), self.telling)
        told += self.marks[np.concatenate([one.marks for one in sentences])]
        tells = _with_neighbours(np.split(told, starts[1:])) @ self.telling_kernel + self.telling_bias
        meets = asks @ tells.T
        meets[_same_words(posed, sentences)] += self.numbers[1]
        sharpness = min(max(float(self.numbers[2]), 1.0), 10.0)
        best = np.log(np.add.reduceat(np.exp(sharpness * meets.astype(np.float64)), starts, axis=1)) / sharpness
        by_word = weights @ best
        together = np.add.reduceat(tells, starts, axis=0) / lengths[:, None] ** 0.7
        by_whole = together @ (self.whole @ (weights @ asks))
        known = np.column_stack([features, by_word, by_whole])
        beside = np.maximum(known @ self.hidden + self.hidden_bias, 0) @ self.out + features @ self.linear
        total = by_word + by_whole + beside + self.numbers[3]
        return np.asarray(total - np.logaddexp.reduce(total), np.float32)


def interact(posed: Posed, sentences: Sequence[Worded], features: Floats) -> Floats:
    """The mean score of the shipped networks for each sentence, in logarithms of probabilities.

    features: one row a sentence, columns as in FEATURES. A sentence has at least one word.
    """
    if not posed.norms or not sentences:
        return np.full(len(sentences), -np.log(max(1, len(sentences))), np.float32)
    found = [network.score(posed, sentences, features) for network in load_networks()]
    return np.asarray(np.mean(found, axis=0), np.float32)


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


def _vectors(rows: NDArray[np.int64], added: Floats) -> Floats:
    """The vectors of words in one role; unknown ones are told apart from common ones only by their addition."""
    common = np.where((rows < 0) | (rows > COMMON), COMMON, rows)
    return load_vectors().units_of(rows) + added[common]


def _with_neighbours(sentences: Sequence[Floats]) -> Floats:
    """Each word's vector between those of the words before and after it in its sentence, end to end."""
    none = np.zeros((1, sentences[0].shape[1]), np.float32)
    before = np.concatenate([part for one in sentences for part in (none, one[:-1])])
    after = np.concatenate([part for one in sentences for part in (one[1:], none)])
    return np.concatenate([before, np.concatenate(sentences), after], axis=1)


def _same_words(posed: Posed, sentences: Sequence[Worded]) -> tuple[list[int], list[int]]:
    """Where a word of the question is a word of a sentence: numbers of the one and, end to end, of the other."""
    places: dict[str, list[int]] = {}
    for number, stem in enumerate(posed.stems):
        places.setdefault(stem, []).append(number)
    told = [stem for sentence in sentences for stem in sentence.stems]
    pairs = [(mine, theirs) for theirs, stem in enumerate(told) for mine in places.get(stem, ())]
    return [mine for mine, _ in pairs], [theirs for _, theirs in pairs]
