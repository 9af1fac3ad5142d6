"""Question and sentences → which sentence answers, and which of its words, by how the words of both meet.

A small network of its own over the static word vectors, learned by `python -m tests.training.train_interaction` and
evaluated with numpy: each word of the question takes its best match in the sentence, and the whole is weighed beside
what retrieval says of it. That none of the sentences answers is weighed beside them. Each word of a sentence is seen
beside the question: is it a part of the answer? And to a question for yes or no, does its sentence say yes?
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from knowledge.language.vectors import WEIGHTS
from knowledge.reader.encoder import Encoder, Floats, Met, Posed, Worded, meet

INTERACTION_FILE = WEIGHTS / "interaction.npz"
NUMBERS = 9
"""How many single numbers a network has."""
NO_PART = -6.0
"""Log-odds of a word of which nothing is known."""
FEATURES = (
    "score", "behind", "topic", "place", "length", "heading", "said", "digits", "own", "named", "identified",
    "newest", "age", "rumour", "told near", "near", "stated", "title", "article", "lacking own", "lacking near",
    "lacking stated", "before", "after", "headed", "meaning",
)  # fmt: skip
"""What is known of a sentence besides its words."""


@dataclass(frozen=True, slots=True, eq=False)
class Network(Encoder):
    """What was learned; v numbers make a word's vector, d the space where words meet, t what is seen of one.

    Its single numbers: bias of the weight, worth of the very same word, sharpness of "best", bias of the outcome, what
    it is worth that no sentence answers, and the biases of `part`, `pool`, `side_weight` and `yes`.
    """

    weight: Floats
    """(v,): how much a word of the question counts."""
    whole: Floats
    """(d, d): the question as a whole beside the sentence as a whole."""
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

    def score(self, met: Met) -> Belief:
        """How likely each sentence answers beside the others, and each word is a part of the answer."""
        encoded = self.encode(met)
        words, best = encoded.words, encoded.best
        weights = _weights(words @ self.weight + self.numbers[0])
        by_word = weights @ best
        together = np.add.reduceat(encoded.tells, met.starts, axis=0) / met.lengths[:, None] ** 0.7
        by_whole = together @ (self.whole @ (weights @ encoded.asks))
        known = np.column_stack([met.features, by_word, by_whole])
        beside = np.maximum(known @ self.hidden + self.hidden_bias, 0) @ self.out + met.features @ self.linear
        seen = self.among(self.look(encoded), met.places)
        by_part = np.logaddexp.reduceat(seen @ self.pool + self.numbers[6], met.starts)
        total = by_word + by_whole + beside + by_part + self.numbers[3]
        shares = total - np.logaddexp.reduce(np.append(total, self.numbers[4]))
        by_side = _weights(words @ self.side_weight + self.numbers[7]) @ best
        yes, no = (np.logaddexp.reduceat(seen @ part, met.starts) for part in (self.yes, self.no))
        sides = yes + self.numbers[8] - no + np.column_stack([known, by_side]) @ self.side
        parts = seen @ self.part + self.numbers[5]
        return Belief(np.asarray(shares, np.float32), parts, met.starts, np.asarray(sides, np.float32))


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
        return Network.all_of(dict(file))


def _weights(told: Floats) -> Floats:
    """How much each word of the question counts, in all nearly 1."""
    weights = np.logaddexp(0.0, told)
    return np.asarray(weights / (weights.sum() + 1e-3))
