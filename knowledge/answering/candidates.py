"""Possible answers with their scores, and how a value's place in its sentence is judged. Decides nothing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from itertools import accumulate
from typing import Any

import numpy as np
from numpy.typing import NDArray

from knowledge.extraction.analysis import Analysis, Value
from knowledge.model import Certainty, Span, When
from knowledge.search.matching import Match
from knowledge.search.view import ArticleView, Line

AHEAD = 0.1
"""How much more a value scores than the one in whose place it stands."""
_REACH = 6.0
"""Words of distance at which nearness falls to a half."""


@dataclass
class Read:
    """An article as the question meets it; what is asked of all its sentences is reckoned once."""

    view: ArticleView
    analysis: Analysis
    match: Match
    weights: NDArray[np.float32]
    """Per sought word, in [0, 1]."""
    identity: NDArray[np.bool_]
    """Which sought words only the very word will do for."""
    subject: NDArray[np.bool_]
    """Which sought words name what the article is about: names, identities, words of its title. The others ask."""

    implied: NDArray[np.bool_] = field(default_factory=lambda: np.zeros(0, np.bool_))
    """Which sought words no word of the question says."""

    is_first: bool = False
    """Whether it is the oldest of several articles on the matter."""
    models: dict[tuple[str, str], Any] = field(default_factory=dict)
    """What `models` found in it, by the model asked for: each value of a question would else look again."""

    @property
    def published(self) -> date:
        return self.view.article.date

    def line(self, number: int) -> Line:
        """One sentence."""
        return self.view.lines[number]

    def values_in(self, number: int) -> Sequence[Value]:
        """The typed values of one sentence, in their order."""
        return self._values.get(number, ())

    @cached_property
    def _values(self) -> dict[int, list[Value]]:
        found: dict[int, list[Value]] = {}
        for value in self.analysis.values:
            found.setdefault(value.line, []).append(value)
        return found

    @cached_property
    def asks(self) -> NDArray[np.bool_]:
        """Which sought words ask: all that are not `subject`."""
        return ~self.subject

    @cached_property
    def asking_weight(self) -> float:
        """What the words of the question that ask weigh together."""
        return float(self.weights[self.asks & ~self.implied].sum())

    @cached_property
    def whole_weight(self) -> float:
        """What all sought words weigh together."""
        return float(self.weights.sum())

    def share(self, strengths: NDArray[np.float32], which: NDArray[np.bool_]) -> float:
        """The weighted mean of strengths over some of the sought words, in [0, 1]; 1 where there are none."""
        weights, total = self._weights_of(which)
        return float(np.add.reduce(weights * strengths)) / total if total > 0 else 1.0

    def shares(self, strengths: NDArray[np.float32], which: NDArray[np.bool_]) -> list[float]:
        """The `share` for each column; strengths: one row a sought word, one column a sentence."""
        weights, total = self._weights_of(which)
        if total <= 0:
            return [1.0] * strengths.shape[1]
        return [met / total for met in np.add.reduce(np.ascontiguousarray(strengths.T) * weights, axis=1).tolist()]

    def _weights_of(self, which: NDArray[np.bool_]) -> tuple[NDArray[np.float32], float]:
        """The weights of some of the sought words, 0 for the others, and their sum."""
        key = which.tobytes()
        found = self._weighed.get(key)
        if found is None:
            weights = self.weights * which
            found = self._weighed[key] = weights, float(weights.sum())
        return found

    @cached_property
    def _weighed(self) -> dict[bytes, tuple[NDArray[np.float32], float]]:
        return {}

    @cached_property
    def topic(self) -> float:
        """How well the article is about what the question names, in [0, 1]."""
        return self.share(self.match.article, self.subject)

    def coverage(self, number: int) -> float:
        """Share of the asking words met by a sentence and what stands around it, in [0, 1]."""
        return self._coverages[number]

    @cached_property
    def _coverages(self) -> list[float]:
        return self.shares(self.match.context, self.asks)

    def own(self, number: int) -> float:
        """Share of the asking words met by the sentence itself, in [0, 1]."""
        return self._owns[number]

    @cached_property
    def _owns(self) -> list[float]:
        return self.shares(self.match.strengths, self.asks)

    def line_score(self, number: int) -> float:
        """How well a sentence as a whole meets the question; orders sentences."""
        return self._line_scores[number]

    @cached_property
    def _line_scores(self) -> list[float]:
        parts = zip(self._named, self._coverages, self._owns, strict=True)
        return [self.topic + 0.25 * named + 0.6 * coverage + 0.9 * own for named, coverage, own in parts]

    def identified(self, number: int) -> float:
        """Share of the identity words met by the sentence itself and its surroundings, in [0, 1]."""
        return self._identified[number]

    @cached_property
    def _identified(self) -> list[float]:
        return self.shares(self.match.context, self.identity)

    def named(self, number: int) -> float:
        """Share of the naming words met by the sentence itself and its surroundings, in [0, 1]."""
        return self._named[number]

    @cached_property
    def _named(self) -> list[float]:
        return self.shares(self.match.context, self.subject)


@dataclass(slots=True)
class Candidate:
    """A possible answer. score orders candidates of one question; it is no probability."""

    read: Read
    line: int
    text: str
    score: float
    value: Value | None = None
    when: When | None = None
    certainty: Certainty = Certainty.CONFIRMED
    speaker: str = ""
    asking: float = 0.0
    """How near the asking words of the question stand, in [0, 1]."""
    naming: float = 0.0
    """How near the naming words stand, in [0, 1]."""
    does: float = 0.0
    """Of a person or firm: how surely they do what the question's verb says, in [0, 1]."""
    met: frozenset[str] = frozenset()
    """Folded words of the question that the sentence meets otherwise than by a word: 12 by "2–48"."""
    notes: list[str] = field(default_factory=list)
    stands_for: Candidate | None = None
    """The older value in whose place it stands, and so for what that one was told of."""
    is_replaced: bool = False
    """Whether a newer article, or the same one, puts another value in its place."""
    parts: tuple[float, ...] = ()
    """Of a typed value: what its noun, the question's flags, its neighbours and its time are worth in the score."""
    doubt: str = ""
    """Which rule holds that its sentence does not state what is asked; it is weighed where the network thinks so."""

    @property
    def coverage(self) -> float:
        """Share of the question's weight met around the answer."""
        return self.read.coverage(self.line)

    @property
    def span(self) -> Span | None:
        """Where its words stand in its article; None for what was put together."""
        if self.value is not None:
            return self.value.span
        sentence = self.read.line(self.line).sentence.span
        start = self.read.view.text.find(self.text, sentence.start, sentence.stop)
        return None if start < 0 else Span(start, start + len(self.text))

    @property
    def held(self) -> list[Value]:
        """The values that stand in its words, as far as those tell."""
        return [value for value in self.read.values_in(self.line) if value.text in self.text]

    def take_place(self, old: Candidate, met: frozenset[str], note: str) -> None:
        """Put it ahead of the value in whose place it stands; met: the words that its sentence meets through that."""
        self.score = max(self.score, old.score + AHEAD)
        self.met |= met
        self.stands_for = old
        self.notes.append(note)

    def give_way(self, cost: float, note: str) -> None:
        """Put it behind by a cost, as a value in whose place another one stands."""
        self.score -= cost
        self.is_replaced = True
        self.notes.append(note)


def certainty_of(read: Read, number: int) -> Certainty:
    """The label of a sentence: the least sure one of the values in it."""
    labels = {value.certainty for value in read.values_in(number)}
    return next((c for c in (Certainty.RUMOUR, Certainty.EXPECTED) if c in labels), Certainty.CONFIRMED)


def nearness(read: Read, line: Line, span: Span) -> tuple[float, float]:
    """How near the asking and the naming words of the question stand to a span of their sentence, each in [0, 1].

    Each word counts its best place: strength / (1 + (distance / reach)²), clause boundaries lengthen the way.
    """
    if not line.words:
        return 0.0, 0.0
    costs = _distances(line, span)
    strengths = read.match.words.take(line.ids, axis=1)
    best = np.maximum.reduce(strengths * (1 / (1 + (costs / _REACH) ** 2)), axis=1)
    return read.share(best, read.asks), read.share(best, read.subject)


def _distances(line: Line, span: Span) -> NDArray[np.float32]:
    """Per word of the sentence, how far it is from the span, in words."""
    inside = line.meeting(span)
    if not inside:
        return np.full(len(line.words), _REACH, np.float32)
    before = list(accumulate(reversed(line.gaps[: inside[0]])))
    after = accumulate(line.gaps[inside[-1] :])
    return np.array([*reversed(before), *(0.0 for _ in inside), *after], np.float32)
