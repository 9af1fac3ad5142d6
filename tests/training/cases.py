"""Which candidates of a question are right: what both the ranker and the verifying networks learn from."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from bot.evaluation.goldset import GoldQuestion, GoldSet
from bot.evaluation.judging import judge
from knowledge.answering.candidates import Candidate
from knowledge.deciding.cite import cite
from knowledge.model import Answer


def right_ones(question: GoldQuestion, candidates: Sequence[Candidate], gold: GoldSet) -> NDArray[np.bool_]:
    """Of each candidate, whether an answer with it would be useful."""
    outcomes = [Answer(c.text, cite(c), c.certainty, 0.5, c.speaker or None, c.when, ()) for c in candidates]
    return np.array([judge(question, outcome, gold.articles).is_useful for outcome in outcomes], bool)
