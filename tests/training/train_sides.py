"""Trains knowledge/library/weights/sides.npz: `python -m tests.training.train_sides --folds FOLDER`; some minutes.

The forest of knowledge/answering/sides.py, learned from the yes/no questions of the sets in tests/sets that were
written for this project, all but the held-out ones: of a sentence that settles a question, whether it says yes. FOLDER
holds what train_interaction made, and gets forests that never saw a third of the sets each; train_ranker learns from
those what such a forest's word is worth.
Needs lightgbm and scikit-learn besides the project. Prints how often the forest and the rules alone are right.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from bot.evaluation.goldset import read_set
from bot.evaluation.judging import cites
from bot.evaluation.running import ask_set
from knowledge.answering import polarity, sides
from knowledge.reader.forest import Forest
from tests.training.blind import use_networks
from tests.training.citing import citation_of
from tests.training.examples import side_of
from tests.training.folds import FOLDS, Lesson, judged_sets, known, taught
from tests.training.forests import flatten, forest_of, write
from tests.training.overhearing import overheard

ROUNDS = 150
SETTINGS = {
    "objective": "binary", "learning_rate": 0.04, "num_leaves": 8, "min_data_in_leaf": 20, "bagging_fraction": 0.8,
    "bagging_freq": 1, "feature_fraction": 0.4, "lambda_l2": 5, "verbose": -1, "num_threads": 1, "seed": 1,
    "deterministic": True, "force_col_wise": True,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Example:
    """A sentence that settles a yes/no question."""

    lesson: Lesson
    row: sides.Row
    says_yes: bool


def collect(lesson: Lesson, networks: Path) -> list[Example]:
    """The examples of a set: every sentence that a citation may point to and that was heard for its question.

    networks: the folder with those that saw a part of the lessons only.
    """
    use_networks(lesson, networks)
    gold, examples = read_set(lesson.folder), list[Example]()
    alone = (one for one in gold.questions if side_of(one) is not None and one.follow_up_of is None)
    gold = replace(gold, questions=tuple(alone))
    with overheard(polarity, "hear_all") as heard:
        for reply in ask_set(gold):
            says = side_of(reply.question)
            for one in (one for _, found in heard for one in found):
                if cites(citation_of(one.read, one.line), reply.question, gold.articles):
                    examples.append(Example(lesson, one.row, bool(says)))
            heard.clear()
    return examples


def learn(examples: Sequence[Example]) -> Forest:
    """The forest that tells a yes from a no, in log-odds."""
    import lightgbm

    rows, says = _arrays(examples)
    return forest_of(lightgbm.train(SETTINGS, lightgbm.Dataset(rows, says.astype(float)), ROUNDS))


def _arrays(examples: Sequence[Example]) -> tuple[NDArray[np.float32], NDArray[np.bool_]]:
    return np.array([e.row for e in examples], np.float32), np.array([e.says_yes for e in examples])


def report(name: str, examples: Sequence[Example], forest: Forest) -> None:
    """How often forest and rules are right, and how often "no" would be."""
    from sklearn.metrics import roc_auc_score

    rows, says = _arrays(examples)
    found = forest.probability(rows)
    right, ruled = np.mean((found >= 0.5) == says), np.mean((rows[:, 0] > 0) == says)
    auc = roc_auc_score(says, found)
    print(
        f"{name}: forest {right:.1%}, rules {ruled:.1%}, always no {1 - np.mean(says):.1%}; AUC {auc:.3f}; {len(says)}"
    )


def main() -> int:
    """Train, write and report."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("sets", nargs="*", type=Path, help="further sets to report on")
    parser.add_argument("--folds", type=Path, required=True, help="where train_interaction wrote its networks")
    options = parser.parse_args()
    if not sides.SIDES_FILE.exists():
        write(sides.SIDES_FILE, {"sides": flatten([{"leaf_value": 0.0}])})  # of one leaf, to begin with
    lessons = [*(one for one in taught() if one.part is None), known()]
    judged = [Lesson(folder, None) for folder in (*judged_sets(), *options.sets)]
    with ProcessPoolExecutor() as pool:
        collected = dict(
            zip(
                [*lessons, *judged],
                pool.map(partial(collect, networks=options.folds), [*lessons, *judged]),
                strict=True,
            )
        )
    examples = [example for lesson in lessons for example in collected[lesson]]
    options.folds.mkdir(parents=True, exist_ok=True)
    for fold in range(FOLDS):
        forest = learn([one for one in examples if one.lesson.fold != fold])
        write(options.folds / f"sides{fold}.npz", {"sides": forest})
        report(f"fold {fold}", [one for one in examples if one.lesson.fold == fold], forest)
    forest = learn(examples)
    write(sides.SIDES_FILE, {"sides": forest})
    print(f"{len(examples)} sentences; {sides.SIDES_FILE.stat().st_size / 1000:.0f} kB")
    for lesson in judged:
        if collected[lesson]:  # quizzes have no such question
            report(lesson.name, collected[lesson], forest)
    return 0


if __name__ == "__main__":
    sys.exit(main())
