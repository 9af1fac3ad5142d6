"""Trains knowledge/library/weights/kinds.npz: `python -m tests.training.train_kinds`; a minute on one core.

Learns from tests/training/questions.tsv, questions written for this project with the kind of answer each asks for, and
from those of the sets in tests/sets that are not held out, whose kind shows in the answers. Needs scikit-learn besides
the project. Prints how often the kind is right on questions of the held-out sets.
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from scipy.sparse import csr_matrix, hstack
from sklearn.linear_model import LogisticRegression

from bot.evaluation.goldset import read_set
from knowledge.questions.likelykinds import KINDS_FILE, features, meaning
from knowledge.questions.question import parse
from tests.training.folds import judged_sets, taught_sets
from tests.training.kindlabels import kind_of

QUESTIONS = Path(__file__).parent / "questions.tsv"
LEAST_OFTEN, STRENGTH = 2, 1.0
OF_FEATURES, OF_MEANING = 0.5, 2.0
"""What a feature and a number of the meaning count beside each other."""

Pairs = Sequence[tuple[str, str]]
"""(kind, question)."""


def read_questions(path: Path) -> list[tuple[str, str]]:
    """(kind, question) of every line."""
    return [tuple(line.split("\t", 1)) for line in path.read_text(encoding="utf-8").splitlines() if "\t" in line]  # type: ignore[misc]


def questions_of(folders: Iterable[Path]) -> list[tuple[str, str]]:
    """(kind, question) of those questions of some sets whose answers show the kind."""
    questions = [question for folder in folders for question in read_set(folder).questions]
    return [(kind, question.text) for question in questions if (kind := kind_of(question)) is not None]


def table_of(pairs: Pairs, index: dict[str, int]) -> Any:
    """One row a question: the features that are known, then the meaning."""
    queries = [parse(text) for _, text in pairs]
    found = [features(query.tokens, query.ruled or "") for query in queries]
    cells = [(row, index[name]) for row, one in enumerate(found) for name in one if name in index]
    rows, columns = zip(*cells, strict=True)
    sparse = csr_matrix((np.full(len(cells), OF_FEATURES), (rows, columns)), shape=(len(pairs), len(index)))
    return hstack([sparse, np.array([meaning(query.tokens) for query in queries]) * OF_MEANING]).tocsr()


def report(pairs: Pairs, kinds: Sequence[str], chances: Any) -> None:
    """How often the kind is right, and among those that are conceivable."""
    labels = np.array([kinds.index(kind) for kind, _ in pairs])
    order = chances.argsort(axis=1)[:, ::-1]
    for count in (1, 2, 3):
        print(f"  kind among the {count} likeliest: {(order[:, :count] == labels[:, None]).any(axis=1).mean():.1%}")
    for least in (0.5, 0.7, 0.9):
        sure = chances.max(axis=1) >= least
        right = (order[sure, 0] == labels[sure]).mean()
        print(f"  from probability {least}: {sure.mean():.0%} of them, right {right:.1%}")
    for number, kind in enumerate(kinds):
        own = labels == number
        if own.any():
            wrong = Counter(kinds[k] for k in order[own, 0] if k != number).most_common(3)
            print(f"  {kind:12}{own.sum():5}{(order[own, 0] == number).mean():7.0%}  {wrong}")


def main() -> int:
    """Fit, judge and write."""
    pairs = read_questions(QUESTIONS) + questions_of(taught_sets())  # those of KNOWN have no kinds
    kinds = sorted({kind for kind, _ in pairs})
    queries = [parse(text) for _, text in pairs]
    counts = Counter(name for query in queries for name in features(query.tokens, query.ruled or ""))
    names = sorted(name for name, count in counts.items() if count >= LEAST_OFTEN)
    index = {name: place for place, name in enumerate(names)}
    labels = [kinds.index(kind) for kind, _ in pairs]
    model = LogisticRegression(C=STRENGTH, max_iter=3000).fit(table_of(pairs, index), labels)
    print(f"{len(pairs)} questions, {len(names)} features; of the questions of the held-out sets:")
    unseen = questions_of(judged_sets())
    report(unseen, kinds, model.predict_proba(table_of(unseen, index)))
    coefficients = model.coef_[:, : len(names)] * OF_FEATURES
    scale = float(np.abs(coefficients).max()) / 127
    np.savez_compressed(
        KINDS_FILE,
        allow_pickle=False,
        kinds=np.frombuffer("\n".join(kinds).encode(), np.uint8),
        names=np.frombuffer("\n".join(names).encode(), np.uint8),
        sparse=np.round(coefficients / scale).astype(np.int8),
        scale=np.float32(scale),
        dense=(model.coef_[:, len(names) :] * OF_MEANING).astype(np.float16),
        bias=model.intercept_.astype(np.float32),
    )
    print(f"{KINDS_FILE}: {KINDS_FILE.stat().st_size / 1000:.0f} kB")
    return 0


if __name__ == "__main__":
    sys.exit(main())
