"""Trains knowledge/library/weights/ranker.npz: `python -m tests.training.train_ranker --folds FOLDER`; some minutes.

Two forests: the order of a question's candidates, and how sure one may be of the first. They learn from the sets of
articles and questions in tests/sets that were written for this project, all but the held-out ones, and from three
parts of four of those on news and encyclopaedia texts that lie beside the repository. FOLDER holds what
train_interaction and train_sides made: a lesson is asked with a network and a forest that never saw it, since they know
the questions that they learned from too well. Needs lightgbm and scikit-learn besides the project. Prints what the
held-out sets, and each set given, would get at several lines.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from bot.evaluation.goldset import GoldQuestion, GoldSet
from bot.evaluation.judging import judge
from bot.evaluation.running import ask_set
from knowledge.answering.candidates import Candidate
from knowledge.deciding import lineup
from knowledge.deciding.cite import cite
from knowledge.deciding.weighing import Floats
from knowledge.model import Answer
from knowledge.reader.forest import Forest
from tests.training.blind import use_networks, use_sides
from tests.training.folds import FOLDS, Lesson, judged, known, taught
from tests.training.forests import flatten, forest_of, write
from tests.training.overhearing import overheard

ORDER_ROUNDS, SURE_ROUNDS = 500, 250
_COMMON = {
    "bagging_fraction": 0.8, "bagging_freq": 1, "feature_fraction": 0.5, "lambda_l2": 5, "verbose": -1,
    "num_threads": 1, "seed": 1, "deterministic": True, "force_col_wise": True,
}  # fmt: skip
_ORDER = {
    "objective": "lambdarank", "learning_rate": 0.04, "num_leaves": 16, "min_data_in_leaf": 20,
    "lambdarank_truncation_level": 20, **_COMMON, "feature_fraction": 0.3,
}  # fmt: skip
_SURE = {"objective": "binary", "learning_rate": 0.04, "num_leaves": 20, "min_data_in_leaf": 40, **_COMMON}


@dataclass(frozen=True, slots=True)
class Case:
    """One question's candidates as they passed the gates."""

    question: GoldQuestion
    group: str
    rows: Floats
    is_right: NDArray[np.bool_]
    texts: tuple[str, ...]


def collect(lesson: Lesson, networks: Path) -> tuple[list[Case], GoldSet]:
    """The cases of a lesson's questions; a question that was taken in two ways is two cases, the last one decides.

    networks: the folder with those that saw a part of the lessons only.
    """
    use_networks(lesson, networks)
    use_sides(lesson, networks)
    gold, cases = lesson.read(), list[Case]()
    with overheard(lineup, "pass_gates") as heard:
        for reply in ask_set(gold):
            for _, (passed, rows) in heard:
                if passed:
                    group = _group(reply.question, lesson)
                    cases.append(_case(group, reply.question, passed, rows, gold))
            heard.clear()
    return cases, gold


def _group(question: GoldQuestion, lesson: Lesson) -> str:
    """The matter of a question: forests that never saw it tell how sure one may be."""
    return question.id.split("-")[0] if lesson.part is None else (*question.article_ids, question.id)[0]


def _case(group: str, question: GoldQuestion, passed: Sequence[Candidate], rows: Floats, gold: GoldSet) -> Case:
    outcomes = [Answer(c.text, cite(c), c.certainty, 0.5, c.speaker or None, c.when, ()) for c in passed]
    right = [judge(question, outcome, gold.articles).is_useful for outcome in outcomes]
    return Case(question, group, rows, np.array(right), tuple(c.text for c in passed))


def learn_order(cases: Sequence[Case]) -> Forest:
    """The forest that puts right candidates before wrong ones."""
    import lightgbm

    useful = [case for case in cases if case.is_right.any() and not case.is_right.all()]
    data = lightgbm.Dataset(
        np.concatenate([case.rows for case in useful]),
        np.concatenate([case.is_right for case in useful]).astype(float),
        group=[len(case.rows) for case in useful],
    )
    return forest_of(lightgbm.train(_ORDER, data, ORDER_ROUNDS))


def learn_sure(rows: Floats, right: NDArray[np.bool_]) -> Forest:
    """The forest that tells right first candidates from wrong ones, in log-odds."""
    import lightgbm

    return forest_of(lightgbm.train(_SURE, lightgbm.Dataset(rows, right.astype(float)), SURE_ROUNDS))


def first(case: Case, forest: Forest) -> tuple[Floats, bool]:
    """What tells how sure the first candidate is, and whether it is right."""
    worth = lineup.weigh_up(forest, case.rows)
    order = np.argsort(-worth, kind="stable")
    rows = lineup.confidence_rows(case.rows[order], worth[order], [case.texts[n] for n in order], 0)
    return rows, bool(case.is_right[order[0]])


def out_of_fold(cases: Sequence[Case]) -> Iterator[tuple[Floats, bool]]:
    """The first candidates by forests that saw no question of the same matter."""
    fold = {group: number % FOLDS for number, group in enumerate(sorted({case.group for case in cases}))}
    for number in range(FOLDS):
        forest = learn_order([case for case in cases if fold[case.group] != number])
        yield from (first(case, forest) for case in cases if fold[case.group] == number)


def report(name: str, cases: Sequence[Case], gold: GoldSet, order: Forest, sure: Forest) -> None:
    """What a set gets at several lines of confidence (before the rules of time)."""
    from sklearn.metrics import roc_auc_score

    last = {case.question.id: case for case in cases}
    firsts = {key: first(case, order) for key, case in last.items()}
    found = {key: (float(sure.probability(rows)[0]), right) for key, (rows, right) in firsts.items()}
    auc = roc_auc_score([r for _, r in found.values()], [p for p, _ in found.values()])
    print(f"{name}: first right {sum(r for _, r in found.values())} of {len(gold.questions)}, AUC {auc:.3f}")
    for line in (0.2, 0.25, 0.3, 0.35, 0.4, 0.5, 0.6, 0.7):
        said = {key: right for key, (p, right) in found.items() if p >= line}
        kept = sum(q.is_unanswerable and q.id not in said for q in gold.questions)
        useful = (sum(said.values()) + kept) / len(gold.questions)
        wrong = sum(not right for right in said.values()) / len(gold.questions)
        print(f"  from {line:.2f}: useful {useful:.1%}, wrong {wrong:.1%}")


def main() -> int:
    """Train, write and report."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("sets", nargs="*", type=Path, help="further sets to report on")
    parser.add_argument("--folds", type=Path, required=True, help="where train_interaction wrote its networks")
    options = parser.parse_args()
    if not lineup.RANKER_FILE.exists():
        write_blank()
    lessons, others = [*taught(), known()], judged(options.sets)
    with ProcessPoolExecutor() as pool:
        asked = [*lessons, *others]
        collected = dict(zip(asked, pool.map(partial(collect, networks=options.folds), asked), strict=True))
    cases = [case for lesson in lessons for case in collected[lesson][0]]
    order = learn_order(cases)
    pairs = list(out_of_fold(cases))
    sure = learn_sure(np.concatenate([rows for rows, _ in pairs]), np.array([right for _, right in pairs]))
    write(lineup.RANKER_FILE, {"order": order, "sure": sure})
    print(f"{len(cases)} cases; {lineup.RANKER_FILE.stat().st_size / 1000:.0f} kB")
    for lesson in others:
        report(lesson.name, *collected[lesson], order, sure)
    return 0


def write_blank() -> None:
    """Forests of one leaf, to begin with."""
    leaf = flatten([{"leaf_value": 0.0}])
    write(lineup.RANKER_FILE, {"order": leaf, "sure": leaf})


if __name__ == "__main__":
    sys.exit(main())
