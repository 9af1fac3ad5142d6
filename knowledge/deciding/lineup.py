"""The candidates of a question that pass every gate, in the order that the learned ranker gives them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from knowledge.answering.candidates import Candidate, Read
from knowledge.answering.rankedlines import believe
from knowledge.deciding.continuing import lean
from knowledge.deciding.gates import refusal, unmet
from knowledge.deciding.readings import readings
from knowledge.deciding.weighing import FEATURES, Floats, Scene, weigh
from knowledge.language.vectors import WEIGHTS
from knowledge.questions.query import Query
from knowledge.reader.forest import Forest, read_forest
from knowledge.search.matching import Sought

RANKER_FILE = WEIGHTS / "ranker.npz"
OWN_SCORE = 1.0
"""What a candidate's own score counts beside the forest's log-odds."""
AHEAD = 0.1
"""How far what stands in the place of an older value is put ahead of it."""
CONSIDERED = 30
"""So many of the best candidates are held against the gates and weighed."""


@dataclass(frozen=True, slots=True)
class Lineup:
    """Candidates, the best first, with their worth."""

    candidates: tuple[Candidate, ...] = ()
    worth: tuple[float, ...] = ()
    """The ranker's scores, which order the candidates of one question."""
    rows: Floats = field(default_factory=lambda: np.zeros((0, 0), np.float32))
    """What was weighed, one row a candidate."""

    def confidence(self, chosen: Candidate, superseded: Sequence[Candidate] = ()) -> float:
        """How likely a candidate answers the question, in [0, 1]; what it supersedes speaks against none."""
        kept = [n for n, c in enumerate(self.candidates) if c is chosen or not any(c is old for old in superseded)]
        texts = [self.candidates[n].text for n in kept]
        place = next(m for m, n in enumerate(kept) if self.candidates[n] is chosen)
        rows = confidence_rows(self.rows[kept], np.asarray(self.worth)[kept], texts, place)
        return float(load_ranker()[1].probability(rows)[0])


@lru_cache(maxsize=1)
def load_ranker() -> tuple[Forest, Forest]:
    """The shipped forests that order candidates and tell how sure one is, read once."""
    with np.load(RANKER_FILE) as file:
        data = dict(file)
    return read_forest(data, "order"), read_forest(data, "sure")


def line_up(query: Query, ranked: Sequence[Candidate], reads: Sequence[Read], sought: Sequence[Sought]) -> Lineup:
    """The candidates and the network's short answers that pass the gates, the likeliest first."""
    passed, rows = pass_gates(query, ranked, reads, sought)
    if not passed:
        return Lineup()
    worth = weigh_up(load_ranker()[0], rows)
    _put_ahead(passed, worth)
    order = np.argsort(-worth, kind="stable")
    return Lineup(tuple(passed[n] for n in order), tuple(worth[order].tolist()), rows[order])


def pass_gates(
    query: Query, ranked: Sequence[Candidate], reads: Sequence[Read], sought: Sequence[Sought]
) -> tuple[list[Candidate], Floats]:
    """Those that pass the gates, best score first, and one row of features for each."""
    if not reads:
        return [], np.zeros((0, 0), np.float32)
    believed = believe(query, reads, sought)
    replaced = [c for c in ranked if c.is_replaced]
    read = [c for c in readings(query, believed) if not any(_repeats(c, old) for old in replaced)]
    passed = [
        c
        for c in (*lean(query, ranked)[:CONSIDERED], *lean(query, read))
        if not unmet(query, c, sought) and not refusal(query, c, sought)
    ]
    return passed, weigh(Scene(query, passed, reads, sought, believed))


def _put_ahead(candidates: Sequence[Candidate], worth: NDArray[np.float64]) -> None:
    """Lifts whatever stands in the place of an older value above that value: a rule, whatever the forest says."""
    news = [n for n, c in enumerate(candidates) if c.stands_for is not None]
    for n in sorted(news, key=lambda n: candidates[n].read.published):  # of what moved twice, the last holds
        old = candidates[n].stands_for
        for m, other in enumerate(candidates):
            is_old = other is old or (other.is_replaced and old is not None and _tells_the_same(other, old))
            if m != n and is_old and other.read.published <= candidates[n].read.published:
                worth[n] = max(worth[n], worth[m] + AHEAD)


def _tells_the_same(one: Candidate, other: Candidate) -> bool:
    return one.when == other.when if one.when is not None else one.text == other.text


def _repeats(reading: Candidate, old: Candidate) -> bool:
    """Whether the network gives the same words as a candidate in whose place another one stands."""
    if reading.read is not old.read or reading.line != old.line:
        return False
    if reading.value is not None and old.value is not None:
        return reading.value.span.meets(old.value.span)
    return reading.text in old.text or old.text in reading.text


def weigh_up(order: Forest, rows: Floats) -> NDArray[np.float64]:
    """The worth of each candidate: what the forest gives it, and its own score, which rules reckoned."""
    return np.asarray(order.score(rows) + OWN_SCORE * rows[:, FEATURES.index("score")])


def confidence_rows(rows: Floats, worth: NDArray[np.float64], texts: Sequence[str], place: int) -> Floats:
    """What tells how sure one candidate is: its features, its worth, and how far the next best lies behind."""
    rivals = [worth[n] for n, text in enumerate(texts) if text != texts[place]]
    others = np.delete(worth, place)
    gaps = [worth[place] - max(found, default=worth[place] - 3.0) for found in (others.tolist(), rivals)]
    return np.asarray([[*rows[place], *gaps, worth[place]]], np.float32)
