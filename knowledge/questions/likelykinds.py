"""What kind of answer a question asks for, by a small linear model of its words, their order and their meaning.

`python -m tests.training.train_kinds` makes the weights from questions written for this project. The kind that the
rules of form give (questionkinds) is one of its features: it knows which of them are to be trusted, and when.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from knowledge.language.text import Token
from knowledge.language.vectors import WEIGHTS, load_vectors
from knowledge.language.wordclasses import tag

KINDS_FILE = WEIGHTS / "kinds.npz"
_BUCKETS = 9
"""Leading and closing words are features of their own up to so many places from either end."""

Floats = NDArray[np.float32]


@dataclass(frozen=True, slots=True, eq=False)
class KindModel:
    """One row of weights a kind: for the features that occur, for the meaning of the words, and a bias."""

    kinds: tuple[str, ...]
    index: Mapping[str, int]
    """Feature → column of `sparse`."""
    sparse: Floats
    dense: Floats
    bias: Floats

    def likely(self, tokens: Sequence[Token], ruled: str) -> Mapping[str, float]:
        """How likely each kind is, in [0, 1]; together 1. ruled: the kind by the rules of form; "" for none."""
        return _likely(self, tuple(tokens), ruled)


@lru_cache(maxsize=32)
def _likely(model: KindModel, tokens: tuple[Token, ...], ruled: str) -> Mapping[str, float]:
    columns = [place for name in features(tokens, ruled) if (place := model.index.get(name)) is not None]
    scores = model.bias + model.dense @ meaning(tokens)
    if columns:
        scores = scores + model.sparse[:, columns].sum(axis=1)
    worth = np.exp(scores - scores.max())
    return dict(zip(model.kinds, (worth / worth.sum()).tolist(), strict=True))


def features(tokens: Sequence[Token], ruled: str) -> tuple[str, ...]:
    """What can be said of a question's words and their order, as names of features; each counts once."""
    words = [_shape(token) for token in tokens]
    tags = tag(tokens)
    found = {f"w {word}" for word in words}
    found |= {f"b {one} {other}" for one, other in pairwise(words)}
    found |= {f"s {one} {two} {three}" for one, two, three in zip(words, words[1:], words[2:], strict=False)}
    found |= {f"t {tags[n : n + 2]}" for n in range(len(tags) - 1)}
    if words:
        found |= {f"first {words[0]}", f"last {words[-1]}", f"head {' '.join(words[:2])}", f"tags {tags[:3]}"}
        found.add(f"rule {ruled} {words[0]}")
    found |= {f"length {min(len(words), _BUCKETS)}", f"rule {ruled}"}
    return tuple(sorted(found))


def meaning(tokens: Sequence[Token]) -> Floats:
    """The mean vectors of the nouns, of the verbs and of the first noun of a question, one behind the other."""
    vectors, tags = load_vectors(), tag(tokens)
    nouns = [token.norm for token, letter in zip(tokens, tags, strict=True) if letter in "NS"]
    verbs = [token.norm for token, letter in zip(tokens, tags, strict=True) if letter in "VZDEG"]
    return np.concatenate([vectors.sentence(nouns), vectors.sentence(verbs), vectors.sentence(nouns[:1])])


def _shape(token: Token) -> str:
    """The stem of a word; numbers and words that no dictionary knows by what they are only."""
    if any(c.isdigit() for c in token.norm):
        return "#"
    return token.stem if load_vectors().is_known(token.norm) else "name"


@lru_cache(maxsize=1)
def load_kinds() -> KindModel:
    """The shipped model, read once."""
    with np.load(KINDS_FILE) as data:
        kinds, names = (tuple(data[key].tobytes().decode().split("\n")) for key in ("kinds", "names"))
        return KindModel(
            kinds,
            {name: place for place, name in enumerate(names)},
            data["sparse"].astype(np.float32) * np.float32(data["scale"]),
            data["dense"].astype(np.float32),
            data["bias"].astype(np.float32),
        )
