"""Fits the confidence model of the decision on the announcement set; says how well it tells right from wrong.

    python -m tests.training.calibrate

Needs the evaluation sets beside the repository, and scikit-learn. Prints the weights to put into decide.WEIGHTS; the
figures above them are of matters that the fit did not see (one group of articles left out at a time).
"""

from __future__ import annotations

import sys
from collections.abc import Mapping
from pathlib import Path

import numpy as np
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score
from sklearn.model_selection import GroupKFold, cross_val_predict

from bot.evaluation.goldset import read_set
from bot.evaluation.judging import judge
from bot.evaluation.running import ask_set
from knowledge import Answer, asking, decide

SET = Path(__file__).parents[3] / "shared" / "eval" / "announcements"
STRENGTH = 0.3
"""Inverse of the regularisation: small, since there are only some six hundred questions."""


def collect() -> tuple[list[dict[str, float]], list[bool], list[str]]:
    """Per answered question: the features of the answer, whether it is useful, and its group of articles."""
    seen: list[dict[str, float]] = []

    def keep(found: Mapping[str, float]) -> float:
        seen.append(dict(found))
        return 1.0

    decide.confidence = keep
    asking.second_opinion = lambda query, reads, ruling, sought: ruling
    gold = read_set(SET)
    features, right, groups = [], [], []
    for reply in ask_set(gold):
        if isinstance(reply.asked.outcome, Answer) and seen:
            features.append(seen[-1])
            right.append(judge(reply.question, reply.asked.outcome, gold.articles).is_useful)
            groups.append(reply.question.id.split("-")[0])
        seen.clear()
    return features, right, groups


def main() -> int:
    """Fit, judge and print."""
    found, right, groups = collect()
    names = sorted({name for one in found for name in one})
    rows = np.array([[one.get(name, 0.0) for name in names] for one in found])
    labels = np.array(right)
    model = LogisticRegression(C=STRENGTH, max_iter=2000)
    folds = GroupKFold(len(set(groups)))
    sure = cross_val_predict(model, rows, labels, groups=groups, cv=folds, method="predict_proba")[:, 1]
    print(f"{len(labels)} answers, {labels.mean():.0%} right; AUC on unseen matters {roc_auc_score(labels, sure):.3f}")
    for line in (0.3, 0.35, 0.4, 0.45, 0.5, 0.6, 0.7, 0.8):
        kept = sure >= line
        print(f"  from {line:.2f}: {kept.mean():4.0%} answered, {labels[kept].mean() if kept.any() else 0:4.0%} right")
    model.fit(rows, labels)
    weights = {"bias": model.intercept_[0], **dict(zip(names, model.coef_[0], strict=True))}
    print("WEIGHTS = {")
    for name, weight in weights.items():
        print(f'    "{name}": {weight:.2f},')
    print("}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
