"""Possible answers in their sentences → how likely each is right, by the words of question, sentence and answer.

Where `interaction` looks for the sentence that answers, this network is shown what is to be answered with: each word
of the sentence knows whether it is a part of that, and of what kind it is. Learned by
`python -m tests.training.train_verifier` from candidates that were judged, evaluated with numpy.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from knowledge.language.vectors import WEIGHTS
from knowledge.reader.encoder import Encoder, Floats, Met, Posed, Worded, meet

VERIFIER_FILE = WEIGHTS / "verifier.npz"
BIAS = 3
"""Place of the outcome's bias among the numbers."""
LEAST_MET, MOST_MET = -1.0, 1.5
"""Between which a word of the question is met so well."""


@dataclass(frozen=True, slots=True)
class Offer:
    """A possible answer."""

    sentence: int
    """Number of its sentence."""
    words: frozenset[int]
    """Which words of its sentence it is; none where it is said in others."""
    traits: tuple[int, ...]
    """What else is known of it: rows of Verifier.traits, as many for each."""


@dataclass(frozen=True, slots=True, eq=False)
class Verifier(Encoder):
    """What was learned; v numbers make a word's vector, d the space where words meet, t what is seen of one."""

    span: Floats
    """(2, t): added to the words beside an answer and to those of it."""
    traits: Floats
    """(traits, t): what each trait of an answer adds to all words of its sentence."""
    unmet: Floats
    """(v, t): what the words of the question that the sentence lacks add to them."""
    unmet_bias: Floats
    hidden: Floats
    """(4 t + d, t): the words of the answer, all of its sentence, the most of them, the traits and the kind asked."""
    hidden_bias: Floats
    out: Floats
    """(t,)"""

    def score(self, met: Met, offers: Sequence[Offer]) -> Floats:
        """The log-odds that each answer is right."""
        encoded = self.encode(met)
        missed = (1 - np.clip(encoded.best, LEAST_MET, MOST_MET)).T.astype(np.float32) @ encoded.words
        sentences = np.array([offer.sentence for offer in offers])
        traits = self.traits[np.array([offer.traits for offer in offers])].sum(axis=1)
        traits = traits + (missed @ self.unmet + self.unmet_bias)[sentences]
        lengths = met.lengths[sentences]
        starts = np.cumsum(lengths) - lengths
        before = np.arange(int(lengths.sum())) - np.repeat(starts, lengths)
        is_own = np.zeros(len(before), np.int64)
        for offer, start, length in zip(offers, starts.tolist(), lengths.tolist(), strict=True):
            is_own[[start + n for n in offer.words if n < length]] = 1
        looked = self.look(encoded)[np.repeat(met.starts[sentences], lengths) + before]
        looked = looked + self.span[is_own] + np.repeat(traits, lengths, axis=0)
        seen = self.among(looked, (before, np.repeat(lengths, lengths) - 1 - before))
        owned = np.maximum(np.add.reduceat(is_own, starts), 1)
        parts = [
            np.add.reduceat(seen * is_own[:, None].astype(np.float32), starts) / owned[:, None],
            np.add.reduceat(seen, starts) / lengths[:, None],
            np.maximum.reduceat(seen, starts),
            traits,
            np.broadcast_to(self.kind_of(encoded.words), (len(offers), len(self.kind_bias))),
        ]
        hidden = np.maximum(np.concatenate(parts, axis=1) @ self.hidden + self.hidden_bias, 0)
        return np.asarray(hidden @ self.out + self.numbers[BIAS], np.float32)


def verify(posed: Posed, sentences: Sequence[Worded], offers: Sequence[Offer]) -> Floats:
    """The mean log-odds that the shipped networks give each offer. There is an offer, and a word in each sentence."""
    if not posed.norms:
        return np.zeros(len(offers), np.float32)
    met = meet(posed, sentences, np.zeros((len(sentences), 0), np.float32))
    return np.asarray(np.mean([verifier.score(met, offers) for verifier in load_verifiers()], axis=0))


@lru_cache(maxsize=1)
def load_verifiers() -> tuple[Verifier, ...]:
    """The shipped networks, read once."""
    with np.load(VERIFIER_FILE) as file:
        return Verifier.all_of(dict(file))
