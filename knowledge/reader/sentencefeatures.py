"""One row of numbers for each passage: what speaks for its being the sentence that answers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from knowledge.reader.likeness import FORM, FOUND, Likeness, Texts, best_in_each, compare, lay_end_to_end
from knowledge.reader.passages import Passage, Words, glance, words_of
from knowledge.reader.wording import KINDS, Floats, Wording

SENTENCE_FEATURES = (
    "kind", "question words", "coverage same", "coverage", "coverage around", "share found", "heaviest missing",
    "heaviest missing around", "names missing", "names found", "numbers missing", "names missing around",
    "head", "verb", "after gap", "before gap",
    "vectors", "pairs", "window", "length", "position", "years", "digits", "new capitals", "new words",
    "head likeness", "quotes", "negation", "leads", "coverage of best", "coverage place", "rarity score",
    "rarity score of best", "given place",
)  # fmt: skip
_NEGATIONS = frozenset("not no never without neither nor none cannot".split())
_LEADERS = frozenset(("he", "she", "it", "they", "this", "these"))
_APART = 3
"""Two words of the question that stand further apart than this do not make a pair."""


@dataclass(frozen=True, slots=True, eq=False)
class Comparison:
    """A question against its passages: the likeness of words, and where each passage's words stand in it."""

    wording: Wording
    passages: Sequence[Passage]
    words: tuple[Words, ...]
    likeness: Likeness
    texts: Texts
    best: Floats
    """One row a passage, one column a question word: how well it is found in the sentence."""
    around: Floats
    """The same for the sentence with its neighbours and the title."""


def compare_passages(wording: Wording, passages: Sequence[Passage]) -> Comparison:
    """The comparison that all features are read from."""
    words = tuple(words_of(p.text) for p in passages)
    nearby = [
        [glance(text) for text in texts]
        for texts in zip(*((p.before, p.after, p.title) for p in passages), strict=True)
    ]
    likeness = compare(wording, [*words, *(text for texts in nearby for text in texts)])
    texts = lay_end_to_end(likeness, words)
    best = best_in_each(likeness, texts)
    around = best.copy()
    for group, share in zip(nearby, (0.7, 0.7, 0.9), strict=True):
        np.maximum(around, share * best_in_each(likeness, lay_end_to_end(likeness, group)), out=around)
    return Comparison(wording, passages, words, likeness, texts, best, around)


# BLAS raises the flag of an invalid value now and then on numbers that are all finite
@np.errstate(invalid="ignore")
def sentence_features(c: Comparison) -> Floats:
    """One row for each passage, columns as in SENTENCE_FEATURES."""
    count = len(c.passages)
    question = [KINDS.index(c.wording.kind), len(c.wording.words)]
    coverage = _coverage(c) if c.wording.words else np.zeros((count, 14), np.float32)
    covered = coverage[:, 1]
    rarity = _rarity_score(c)
    ranks = np.stack(
        [
            covered / max(float(covered.max()), 1e-6),
            (covered[None, :] > covered[:, None] + 1e-6).sum(axis=1),
            rarity,
            rarity / max(float(rarity.max()), 1e-6),
            np.arange(count),
        ],
        axis=1,
    )
    parts = [np.tile(np.array(question, np.float32), (count, 1)), coverage, _texture(c), ranks]
    return np.asarray(np.concatenate(parts, axis=1), np.float32)


def _coverage(c: Comparison) -> Floats:
    """How much of the question is found; columns from "coverage same" to "before gap"."""
    wording, best, around = c.wording, c.best, c.around
    share = wording.weights / max(float(wording.weights.sum()), 1e-6)
    found, found_around = best >= FOUND, around >= FOUND
    anchors = [best[:, row] if row >= 0 else np.full(len(best), -1.0) for row in wording.anchors]
    columns = [
        (best >= FORM) @ share,
        best @ share,
        around @ share,
        found.mean(axis=1),
        (~found * wording.weights).max(axis=1),
        (~found_around * wording.weights).max(axis=1),
        (~found & wording.is_name).sum(axis=1),
        (found & wording.is_name).sum(axis=1),
        (~found_around & wording.is_number).sum(axis=1),
        (~found_around & wording.is_name).sum(axis=1),
        *anchors,
    ]
    return np.stack(columns, axis=1).astype(np.float32)


def _rarity_score(c: Comparison) -> Floats:
    """A sum over the question's words of likeness times rarity, where rare also means rare among the passages."""
    lengths = np.diff(np.append(c.texts.first, len(c.texts.columns))) - 1
    scarce = np.log(1 + len(c.best) / (0.5 + (c.best >= FOUND).sum(axis=0)))
    damped = 0.6 + 0.4 * lengths / max(float(lengths.mean()), 1.0)
    return np.asarray((c.best @ (c.wording.weights * scarce)) / damped, np.float32)


def _texture(c: Comparison) -> Floats:
    """What the sentences are made of; columns from "vectors" to "leads"."""
    likeness, columns, first = c.likeness, c.texts.columns, c.texts.first
    found = (likeness.table >= FOUND).any(axis=0)
    new = ~found & ~likeness.is_empty
    capital = np.concatenate([[*words.capital, False] for words in c.words])
    capital[first] = False
    negated = np.add.reduceat(likeness.is_negation[columns], first, dtype=np.int64) > 0
    asked_negated = bool(_NEGATIONS & set(c.wording.words))
    like_head = np.where(new, likeness.units @ c.wording.head_unit, 0)
    table = [
        _vector_likeness(c),
        _pairs(c),
        _window(c),
        np.diff(np.append(first, len(columns))) - 1,
        [p.position for p in c.passages],
        np.add.reduceat(likeness.is_year[columns], first, dtype=np.int64),
        np.add.reduceat(likeness.is_digit[columns], first, dtype=np.int64),
        np.add.reduceat(capital & new[columns], first, dtype=np.int64),
        np.add.reduceat(new[columns], first, dtype=np.int64),
        np.maximum.reduceat(like_head[columns], first),
        [any(mark in p.text for mark in '"“”«„') for p in c.passages],
        negated != asked_negated,
        [words.norms[:1] != () and words.norms[0] in _LEADERS for words in c.words],
    ]
    return np.stack([np.asarray(column, np.float32) for column in table], axis=1)


def _vector_likeness(c: Comparison) -> Floats:
    """Cosine of question and sentence, each the sum of its words' vectors, rare words weighing more."""
    likeness = c.likeness
    columns = c.texts.columns  # the end column's vector is all zeros
    sums = np.add.reduceat(likeness.units[columns] * likeness.weights[columns, None] ** 2, c.texts.first)
    question = (c.wording.units * c.wording.weights[:, None] ** 2).sum(axis=0)
    lengths = np.linalg.norm(sums, axis=1) * np.linalg.norm(question)
    return np.asarray(sums @ question / (lengths + 1e-9), np.float32)


def _pairs(c: Comparison) -> NDArray[np.int64]:
    """How many neighbouring words of the question also stand near each other in each sentence."""
    columns, first = c.texts.columns, c.texts.first
    passage = np.repeat(np.arange(len(first)), np.diff(np.append(first, len(columns))))
    where = np.arange(len(columns)) + 2 * _APART * passage
    hits = np.zeros((len(c.likeness.table), int(where[-1]) + 1 + 2 * _APART), dtype=bool)
    hits[:, where] = c.likeness.table[:, columns] >= FORM
    near = hits.copy()
    for shift in range(1, _APART + 1):
        near[:, shift:] |= hits[:, :-shift]
        near[:, :-shift] |= hits[:, shift:]
    together: NDArray[np.int64] = (near[:-1] & hits[1:]).astype(np.int64)[:, where]
    return np.asarray((np.add.reduceat(together, first, axis=1) > 0).sum(axis=0))


def _window(c: Comparison) -> NDArray[np.float64]:
    """Found words of the question per word between the first and the last of them."""
    columns, first = c.texts.columns, c.texts.first
    hit = (c.likeness.table[:, columns] >= FORM).any(axis=0)
    where = np.arange(len(columns))
    low = np.minimum.reduceat(np.where(hit, where, len(columns)), first)
    high = np.maximum.reduceat(np.where(hit, where, -1), first)
    count = np.add.reduceat(hit, first, dtype=np.int64)
    return np.asarray(np.where(count > 0, count / (np.maximum(high - low, 0) + 3), 0.0))
