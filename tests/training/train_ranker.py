"""Trains knowledge/library/weights/ranker.npz: `python -m tests.training.train_ranker --folds FOLDER`; some minutes.

Four forests: the order of a question's candidates, how likely each is right by itself, how sure one may be of the
first, and how likely no article answers. They learn from the sets of articles and questions in tests/sets that were
written for this project, all but the held-out ones, and from three parts of four of those on news and encyclopaedia
texts that lie beside the repository. FOLDER holds what train_interaction, train_sides and train_verifier made: a lesson
is asked with networks and a forest that never saw it, since they know the questions that they learned from too well.
Needs lightgbm and scikit-learn besides the project. Prints what all of them would get at several lines, judged by
forests that saw nothing of the matter, and the held-out and given sets.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from bot.evaluation.goldset import GoldQuestion, GoldSet
from bot.evaluation.running import ask_set
from knowledge.deciding import lineup
from knowledge.deciding.decide import UNTOLD
from knowledge.deciding.gist import Gist, gist_of
from knowledge.deciding.weighing import Floats
from knowledge.reader.forest import Forest
from tests.training.blind import use_networks, use_sides, use_verifiers
from tests.training.cases import WRONG, Grades, grades_of
from tests.training.folds import FOLDS, Lesson, judged, known, taught
from tests.training.forests import flatten, forest_of, write
from tests.training.overhearing import overheard

ORDER_ROUNDS, RIGHT_ROUNDS, SURE_ROUNDS = 500, 400, 250
_COMMON = {
    "bagging_fraction": 0.8, "bagging_freq": 1, "feature_fraction": 0.5, "lambda_l2": 5, "verbose": -1,
    "num_threads": 1, "seed": 1, "deterministic": True, "force_col_wise": True,
}  # fmt: skip
_ORDER = {
    "objective": "lambdarank", "learning_rate": 0.04, "num_leaves": 16, "min_data_in_leaf": 20,
    "lambdarank_truncation_level": 20, **_COMMON, "feature_fraction": 0.3,
}  # fmt: skip
_RIGHT = {
    "objective": "binary", "learning_rate": 0.05, "num_leaves": 31, "min_data_in_leaf": 40, **_COMMON,
    "feature_fraction": 0.3,
}  # fmt: skip
_SURE = {"objective": "binary", "learning_rate": 0.04, "num_leaves": 31, "min_data_in_leaf": 80, **_COMMON}


@dataclass(frozen=True, slots=True)
class Case:
    """One question's candidates as they passed the gates."""

    question: GoldQuestion
    group: str
    rows: Floats
    grades: Grades
    gists: tuple[Gist, ...]

    @property
    def is_right(self) -> NDArray[np.bool_]:
        """Which of them are right."""
        return self.grades > WRONG


def collect(lesson: Lesson, networks: Path) -> tuple[list[Case], GoldSet]:
    """The cases of a lesson's questions; a question that was taken in two ways is two cases, the last one decides.

    networks: the folder with those that saw a part of the lessons only.
    """
    use_networks(lesson, networks)
    use_sides(lesson, networks)
    use_verifiers(lesson, networks)
    gold, cases = lesson.read(), list[Case]()
    with overheard(lineup, "pass_gates") as heard:
        for reply in ask_set(gold):
            for (query, *_), (passed, rows) in heard:
                if passed:
                    group = _group(reply.question, lesson)
                    grades = grades_of(lesson, reply.question, passed, gold)
                    cases.append(Case(reply.question, group, rows, grades, tuple(gist_of(query, c) for c in passed)))
            heard.clear()
    return cases, gold


def _group(question: GoldQuestion, lesson: Lesson) -> str:
    """The matter of a question: forests that never saw it tell how sure one may be."""
    return question.id.split("-")[0] if lesson.part is None else (*question.article_ids, question.id)[0]


def learn_order(cases: Sequence[Case]) -> Forest:
    """The forest that puts right candidates before wrong ones, and of the right ones the shorter before longer ones."""
    import lightgbm

    useful = [case for case in cases if case.grades.max() > case.grades.min()]
    data = lightgbm.Dataset(
        np.concatenate([case.rows for case in useful]),
        np.concatenate([case.grades for case in useful]).astype(float),
        group=[len(case.rows) for case in useful],
    )
    return forest_of(lightgbm.train(_ORDER, data, ORDER_ROUNDS))


def learn_right(cases: Sequence[Case]) -> Forest:
    """The forest that tells how likely a candidate is right, in log-odds."""
    import lightgbm

    rows, right = np.concatenate([case.rows for case in cases]), np.concatenate([case.is_right for case in cases])
    return forest_of(lightgbm.train(_RIGHT, lightgbm.Dataset(rows, right.astype(float)), RIGHT_ROUNDS))


def learn_sure(rows: Floats, is_so: NDArray[np.bool_]) -> Forest:
    """The forest that tells from the rows of first candidates whether something is so, in log-odds."""
    import lightgbm

    return forest_of(lightgbm.train(_SURE, lightgbm.Dataset(rows, is_so.astype(float)), SURE_ROUNDS))


@dataclass(frozen=True, slots=True)
class First:
    """The first candidate of a case."""

    case: Case
    row: Floats
    """What tells how sure it is, as one row."""
    is_right: bool


def first(case: Case, order: Forest, right: Forest) -> First:
    """The first candidate as two forests have it."""
    worth, chances = lineup.weigh_up(order, case.rows), right.score(case.rows)
    places = np.argsort(-worth, kind="stable")
    gists = [case.gists[n] for n in places]
    row = lineup.confidence_rows(case.rows[places], worth[places], chances[places], gists, 0)
    return First(case, row, bool(case.is_right[places[0]]))


def folds_of(cases: Sequence[Case], count: int) -> NDArray[np.int64]:
    """For each case one of `count` folds; a matter is in one."""
    fold = {group: number % count for number, group in enumerate(sorted({case.group for case in cases}))}
    return np.array([fold[case.group] for case in cases])


def out_of_fold(cases: Sequence[Case]) -> Iterator[First]:
    """The first candidates by forests that saw no question of the same matter."""
    folds = folds_of(cases, FOLDS)
    for number in range(FOLDS):
        seen = [case for case, fold in zip(cases, folds, strict=True) if fold != number]
        order, right = learn_order(seen), learn_right(seen)
        yield from (first(case, order, right) for case, fold in zip(cases, folds, strict=True) if fold == number)


def learn_worth(firsts: Sequence[First]) -> tuple[Forest, Forest]:
    """The forests that tell how sure a first candidate is, and how likely nothing is right."""
    rows = np.concatenate([one.row for one in firsts])
    right = np.array([one.is_right for one in firsts])
    return learn_sure(rows, right), learn_sure(rows, np.array([one.case.question.is_unanswerable for one in firsts]))


def worths(firsts: Sequence[First], sure: Forest, nowhere: Forest) -> list[tuple[First, float]]:
    """Each with what decides whether it is said."""
    rows = np.concatenate([one.row for one in firsts])
    return list(zip(firsts, sure.probability(rows) - UNTOLD * nowhere.probability(rows), strict=True))


def judge_apart(firsts: Sequence[First]) -> list[tuple[First, float]]:
    """Each with its worth by forests that saw no question of the same matter."""
    folds, found = folds_of([one.case for one in firsts], FOLDS + 1), list[tuple[First, float]]()
    for number in range(FOLDS + 1):
        forests = learn_worth([one for one, fold in zip(firsts, folds, strict=True) if fold != number])
        found += worths([one for one, fold in zip(firsts, folds, strict=True) if fold == number], *forests)
    return found


def report(name: str, judged_ones: Iterable[tuple[First, float]], questions: Sequence[GoldQuestion]) -> None:
    """What questions get at several lines of confidence (before the rules of time)."""
    from sklearn.metrics import roc_auc_score

    found = {(one.case.group, one.case.question.id): (one, worth) for one, worth in judged_ones}
    right = np.array([one.is_right for one, _ in found.values()])
    untold = np.array([one.case.question.is_unanswerable for one, _ in found.values()])
    worth = np.array([worth for _, worth in found.values()])
    silent = sum(question.is_unanswerable for question in questions) - int(untold.sum())
    auc = roc_auc_score(right, worth)
    print(f"{name}: first right {right.sum()} of {len(questions)}, AUC {auc:.3f}")
    for line in (0.2, 0.25, 0.3, 0.325, 0.35, 0.375, 0.4, 0.425, 0.45, 0.5, 0.6):
        said = worth >= line
        useful = (int((right & said).sum() + (untold & ~said).sum()) + silent) / len(questions)
        wrong = int((~right & said).sum()) / len(questions)
        print(f"  from {line:.3f}: useful {useful:.1%}, wrong {wrong:.1%}")


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
    firsts = list(out_of_fold(cases))
    ranker = lineup.Ranker(learn_order(cases), learn_right(cases), *learn_worth(firsts))
    write(lineup.RANKER_FILE, {name: getattr(ranker, name) for name in ranker.__slots__})
    print(f"{len(cases)} cases; {lineup.RANKER_FILE.stat().st_size / 1000:.0f} kB")
    questions = [question for lesson in lessons for question in collected[lesson][1].questions]
    report("all, each by forests that saw nothing of its matter", judge_apart(firsts), questions)
    for lesson in others:
        found, gold = collected[lesson]
        own = [first(case, ranker.order, ranker.right) for case in found]
        report(lesson.name, worths(own, ranker.sure, ranker.nowhere), gold.questions)
    return 0


def write_blank() -> None:
    """Forests of one leaf, to begin with."""
    leaf = flatten([{"leaf_value": 0.0}])
    write(lineup.RANKER_FILE, dict.fromkeys(lineup.Ranker.__slots__, leaf))


if __name__ == "__main__":
    sys.exit(main())
