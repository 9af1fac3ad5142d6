"""The candidates of a question that pass every gate, in the order that the learned ranker gives them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from knowledge.answering.candidates import Candidate, Read
from knowledge.answering.doubts import DOUBTS, UNNAMED
from knowledge.answering.rankedlines import believe
from knowledge.answering.shortening import shorten
from knowledge.deciding.continuing import lean
from knowledge.deciding.gates import refusal, spares, unmet
from knowledge.deciding.gist import Gist, gist_of
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
ALONE = 3.0
"""How far ahead of the next best is whatever has none."""
CONSIDERED = 18
"""So many of the best candidates are held against the gates and weighed."""


@dataclass(frozen=True, slots=True)
class Lineup:
    """Candidates, the best first, with their worth."""

    candidates: tuple[Candidate, ...] = ()
    worth: tuple[float, ...] = ()
    """The ranker's scores, which order the candidates of one question."""
    chances: tuple[float, ...] = ()
    """How likely each is right by itself, in log-odds."""
    rows: Floats = field(default_factory=lambda: np.zeros((0, 0), np.float32))
    """What was weighed, one row a candidate."""
    gists: tuple[Gist, ...] = ()
    """What each says."""

    def confidence(self, chosen: Candidate, superseded: Sequence[Candidate] = ()) -> tuple[float, float]:
        """How likely a candidate answers the question, and how likely no article does, in [0, 1]; what the candidate
        supersedes speaks against none."""
        kept = [n for n, c in enumerate(self.candidates) if c is chosen or not any(c is old for old in superseded)]
        gists = [self.gists[n] for n in kept]
        place = next(m for m, n in enumerate(kept) if self.candidates[n] is chosen)
        worth, chances = (np.asarray(found)[kept] for found in (self.worth, self.chances))
        rows = confidence_rows(self.rows[kept], worth, chances, gists, place)
        ranker = load_ranker()
        return float(ranker.sure.probability(rows)[0]), float(ranker.nowhere.probability(rows)[0])


@dataclass(frozen=True, slots=True)
class Ranker:
    """What was learned from candidates that were judged."""

    order: Forest
    """Puts the candidates of a question in order."""
    right: Forest
    """How likely one is right, whatever others there are."""
    sure: Forest
    """How sure one may be of the first, beside the others."""
    nowhere: Forest
    """How likely the question is one that no article answers."""


@lru_cache(maxsize=1)
def load_ranker() -> Ranker:
    """The shipped forests, read once."""
    with np.load(RANKER_FILE) as file:
        data = dict(file)
    return Ranker(*(read_forest(data, name) for name in Ranker.__slots__))


def line_up(query: Query, ranked: Sequence[Candidate], reads: Sequence[Read], sought: Sequence[Sought]) -> Lineup:
    """The candidates and the network's short answers that pass the gates, the likeliest first."""
    passed, rows = pass_gates(query, ranked, reads, sought)
    if not passed:
        return Lineup()
    ranker = load_ranker()
    worth, chances = weigh_up(ranker.order, rows), ranker.right.score(rows)
    _put_ahead(passed, worth)
    order = np.argsort(-worth, kind="stable")
    in_order = tuple(passed[n] for n in order)
    gists = tuple(gist_of(query, c) for c in in_order)
    return Lineup(in_order, tuple(worth[order].tolist()), tuple(chances[order].tolist()), rows[order], gists)


def pass_gates(
    query: Query, ranked: Sequence[Candidate], reads: Sequence[Read], sought: Sequence[Sought]
) -> tuple[list[Candidate], Floats]:
    """Those that pass the gates, best score first, and one row of features for each.

    What only a doubt speaks against passes where the network finds its sentence likely.
    """
    if not reads:
        return [], np.zeros((0, 0), np.float32)
    believed = believe(query, reads, sought)
    replaced = [c for c in ranked if c.is_replaced]
    read = [c for c in readings(query, believed) if not any(_repeats(c, old) for old in replaced)]
    passed = []
    for c in (*lean(query, ranked)[:CONSIDERED], *lean(query, read)):
        missing = unmet(query, c, sought)
        if missing and not spares(query, sought, missing):
            continue
        c.doubt = refusal(query, c, sought) or (UNNAMED if missing else c.doubt)
        if not c.doubt or (c.doubt in DOUBTS and believed.is_likely(c.read, c.line)):
            shorten(query, c, believed)
            passed.append(c)
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


def confidence_rows(
    rows: Floats, worth: NDArray[np.float64], chances: NDArray[np.float64], gists: Sequence[Gist], place: int
) -> Floats:
    """What tells how sure one candidate is: its features, its worth and chance, how far the next best lies behind, and
    how likely what others say is: the same, anything else, all together; and of those that stand against it, how far
    the best lies behind, how likely it is, and how likely those are that agree."""
    says_same = np.array([one.said == gists[place].said for one in gists])
    agrees = np.array([one.agrees(gists[place]) for one in gists])
    others, apart = np.delete(worth, place), [worth[~says_same], worth[~agrees]]
    gaps = [worth[place] - max(found.tolist(), default=worth[place] - ALONE) for found in (others, *apart)]
    own, likely = chances[place], 1 / (1 + np.exp(-chances))
    ahead = own - max(np.delete(chances, place).tolist(), default=own - ALONE)
    shares = [max(likely[~says_same].tolist(), default=0.0), likely[says_same].sum(), likely.sum()]
    agreed = [max(likely[~agrees].tolist(), default=0.0), likely[agrees].sum()]
    return np.asarray([[*rows[place], *gaps, worth[place], own, ahead, *shares, *agreed]], np.float32)
