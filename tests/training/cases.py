"""Which candidates of a question are right: what both the ranker and the verifying networks learn from."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from bot.evaluation.goldset import GoldQuestion, GoldSet
from bot.evaluation.judging import LONGEST_SHORT_ANSWER, judge
from bot.evaluation.plainwords import plain_words
from knowledge.answering.candidates import Candidate
from knowledge.deciding.cite import cite
from knowledge.model import Answer
from tests.training.folds import Lesson

Grades = NDArray[np.int8]

WRONG, USEFUL, SHORT = 0, 1, 2
"""Grades of a candidate: the last of one that is useful and says little more than what is asked for."""
ALIKE = 0.6
"""From which token F1 with an acceptable answer on it does."""


def grades_of(lesson: Lesson, question: GoldQuestion, candidates: Sequence[Candidate], gold: GoldSet) -> Grades:
    """The grade of each candidate, by what an answer with it would be.

    The sets beside the repository want short answers; the sentence that it must cite is known of theirs too.
    """
    found = []
    for c in candidates:
        outcome = Answer(c.text, cite(c), c.certainty, 0.5, c.speaker or None, c.when, ())
        judged = judge(question, outcome, gold.articles)
        is_long = lesson.part is not None and len(plain_words(c.text)) > LONGEST_SHORT_ANSWER
        is_useful = judged.is_useful and not is_long
        found.append(WRONG if not is_useful else SHORT if judged.overlap >= ALIKE else USEFUL)
    return np.array(found, np.int8)
