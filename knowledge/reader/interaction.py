"""Question and sentences → which sentence answers, and which of its words, by how the words of both meet.

A small network of its own over the static word vectors, learned by `python -m tests.training.train_interaction` and
evaluated with numpy: words that ask and words that tell are turned into one space (late interaction), each word of
the question takes its best match in the sentence, and the whole is weighed beside what retrieval says of it. That none
of the sentences answers is weighed beside them. Each word of a sentence is seen with the words of the question that
it meets, with the kind of answer that they ask for and with its neighbours: is it a part of the answer? And to a
question for yes or no, does its sentence say yes?
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
NUMBERS = 9
"""How many single numbers a network has."""
STEPS = (1, 2, 4, 1)
"""A word is seen with the words that stand so far from it, one after the other: in the end with most of a sentence."""
NO_PART = -6.0
"""Log-odds of a word of which nothing is known."""
LOWER, CAPITAL = 0, 1
"""Marks of a sentence's words that belong to no value; those of values follow, one for each kind."""
FEATURES = (
    "score", "behind", "topic", "place", "length", "heading", "said", "digits", "own", "named", "identified",
    "newest", "age", "rumour", "told near", "near", "stated", "title", "article", "lacking own", "lacking near",
    "lacking stated", "before", "after", "headed", "meaning",
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
    part: Floats
    """(t,): what makes a word a part of the answer."""
    pool: Floats
    """(t,): what a word says for its sentence."""
    yes: Floats
    """(t,): what a word says for a yes."""
    no: Floats
    side_weight: Floats
    """(v,): how much a word of the question counts for its answer being yes."""
    side: Floats
    """(len(FEATURES) + 3,): what is known besides of a sentence that says yes."""
    hidden: Floats
    hidden_bias: Floats
    out: Floats
    linear: Floats
    numbers: Floats
    """Bias of the weight, worth of the very same word, sharpness of "best", bias of the outcome, what it is worth that
    no sentence answers, and the biases of `part`, `pool`, `side_weight` and `yes`."""

    def score(self, met: Met) -> Belief:
        """How likely each sentence answers beside the others, and each word is a part of the answer."""
        words = met.asked + self.asking[met.asked_rows] + self.subject[met.is_subject]
        asks = products(_with_neighbours(words), self.asking_kernel.T) + self.asking_bias
        weights = _weights(words @ self.weight + self.numbers[0])
        told = met.told + self.telling[met.told_rows] + self.marks[met.marks]
        tells = products(self.telling_kernel.T, _with_neighbours(told, met.places)).T + self.telling_bias
        meets = products(asks, tells)
        meets[met.same] += self.numbers[1]
        sharpness = min(max(float(self.numbers[2]), 1.0), 10.0)
        sharp = np.exp(sharpness * meets.astype(np.float64))
        best = np.log(np.add.reduceat(sharp, met.starts, axis=1)) / sharpness
        by_word = weights @ best
        together = np.add.reduceat(tells, met.starts, axis=0) / met.lengths[:, None] ** 0.7
        by_whole = together @ (self.whole @ (weights @ asks))
        known = np.column_stack([met.features, by_word, by_whole])
        beside = np.maximum(known @ self.hidden + self.hidden_bias, 0) @ self.out + met.features @ self.linear
        seen = self._see(met, words, asks, tells, sharp, sharpness)
        by_part = np.logaddexp.reduceat(seen @ self.pool + self.numbers[6], met.starts)
        total = by_word + by_whole + beside + by_part + self.numbers[3]
        shares = total - np.logaddexp.reduce(np.append(total, self.numbers[4]))
        by_side = _weights(words @ self.side_weight + self.numbers[7]) @ best
        yes, no = (np.logaddexp.reduceat(seen @ part, met.starts) for part in (self.yes, self.no))
        sides = yes + self.numbers[8] - no + np.column_stack([known, by_side]) @ self.side
        parts = seen @ self.part + self.numbers[5]
        return Belief(np.asarray(shares, np.float32), parts, met.starts, np.asarray(sides, np.float32))

    def _see(
        self, met: Met, words: Floats, asks: Floats, tells: Floats, sharp: NDArray[np.float64], sharpness: float
    ) -> Floats:
        """(words of all sentences, t): each beside the question and among its neighbours.

        sharp: (words of the question, words of all sentences), e to the power of how they meet.
        """
        summed = sharp.sum(axis=0)
        aligned = products(np.ascontiguousarray((sharp / summed).T, np.float32), asks.T)
        telling = np.exp(words @ self.kind)
        kind = (telling / telling.sum()) @ words @ self.kind_kernel + self.kind_bias
        marks = self.kind_marks[met.marks]
        best = np.column_stack([np.log(summed) / sharpness, met.is_same])
        beside = np.concatenate([tells, kind * (tells + marks), aligned * tells, kind + marks, best], axis=1)
        seen = np.maximum(products(beside.astype(np.float32), self.met_kernel.T) + self.met_bias, 0)
        for kernel, bias, step in zip(self.around, self.around_bias, STEPS, strict=True):
            seen = seen + np.maximum(products(_with_neighbours(seen, met.places, step), kernel.T) + bias, 0)
        return np.asarray(seen, np.float32)


@dataclass(frozen=True, slots=True, eq=False)
class Belief:
    """What a network believes of a question's sentences."""

    shares: Floats
    """How likely each sentence answers beside the others, in logarithms; what they lack of 1 is that none does."""
    parts: Floats
    """How likely each word, those of all sentences end to end, is a part of the answer if its sentence answers, in
    log-odds."""
    starts: NDArray[np.int64]
    """Where each sentence begins in `parts`."""
    sides: Floats
    """How likely each sentence says yes, if that is what is asked and it answers, in log-odds."""

    @property
    def by_sentence(self) -> list[Floats]:
        """`parts` of each sentence."""
        return np.split(self.parts, self.starts[1:])


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
    places: tuple[NDArray[np.int64], NDArray[np.int64]]
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


def interact(posed: Posed, sentences: Sequence[Worded], features: Floats) -> Belief:
    """The mean belief of the shipped networks.

    features: one row a sentence, columns as in FEATURES. There is a sentence; each has at least one word.
    """
    if not posed.norms:
        lengths = np.array([len(sentence.rows) for sentence in sentences])
        alike = np.full(len(sentences), -np.log(len(sentences)), np.float32)
        starts, parts = np.cumsum(lengths) - lengths, np.full(int(lengths.sum()), NO_PART, np.float32)
        return Belief(alike, parts, starts, np.zeros(len(sentences), np.float32))
    return believe(load_networks(), meet(posed, sentences, features))


def believe(networks: Sequence[Network], met: Met) -> Belief:
    """The mean belief of several networks."""
    beliefs = [network.score(met) for network in networks]
    shares, parts, sides = (
        np.asarray(np.mean([getattr(belief, name) for belief in beliefs], axis=0))
        for name in ("shares", "parts", "sides")
    )
    return Belief(shares, parts, met.starts, sides)


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


def _weights(told: Floats) -> Floats:
    """How much each word of the question counts, in all nearly 1."""
    weights = np.logaddexp(0.0, told)
    return np.asarray(weights / (weights.sum() + 1e-3))


def _common(rows: NDArray[np.int64]) -> NDArray[np.int64]:
    """The rows of common words; COMMON for all others."""
    return np.where((rows < 0) | (rows > COMMON), COMMON, rows)


def _with_neighbours(
    words: Floats, places: tuple[NDArray[np.int64], NDArray[np.int64]] | None = None, step: int = 1
) -> Floats:
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
