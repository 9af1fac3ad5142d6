"""Trains knowledge/library/weights/kinds.npz: `python -m tests.training.train_kinds`; a minute on one core.

Learns from tests/training/questions.tsv, questions written for this project with the kind of answer each asks for.
Needs scikit-learn besides the project. Prints how often the kind is right on questions it did not learn from.
"""

from __future__ import annotations

import sys
from collections import Counter
from pathlib import Path

import numpy as np
from scipy.sparse import csr_matrix, hstack
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import cross_val_predict

from knowledge.language.text import tokenize
from knowledge.questions.likelykinds import KINDS_FILE, features, meaning

QUESTIONS = Path(__file__).parent / "questions.tsv"
LEAST_OFTEN, STRENGTH = 2, 3.0


def read_questions(path: Path) -> list[tuple[str, str]]:
    """(kind, question) of every line."""
    return [tuple(line.split("\t", 1)) for line in path.read_text(encoding="utf-8").splitlines() if "\t" in line]  # type: ignore[misc]


def main() -> int:
    """Fit, judge and write."""
    pairs = read_questions(QUESTIONS)
    kinds = sorted({kind for kind, _ in pairs})
    found = [features(tokenize(text)) for _, text in pairs]
    counts = Counter(name for one in found for name in one)
    names = sorted(name for name, count in counts.items() if count >= LEAST_OFTEN)
    index = {name: place for place, name in enumerate(names)}
    cells = [(row, index[name]) for row, one in enumerate(found) for name in one if name in index]
    rows, columns = zip(*cells, strict=True)
    sparse = csr_matrix((np.ones(len(cells)), (rows, columns)), shape=(len(pairs), len(names)))
    dense = np.array([meaning(tokenize(text)) for _, text in pairs])
    table = hstack([sparse * 0.5, dense * 2]).tocsr()
    labels = np.array([kinds.index(kind) for kind, _ in pairs])
    model = LogisticRegression(C=STRENGTH, max_iter=2000)
    guessed = cross_val_predict(model, table, labels, cv=8, method="predict_proba")
    right = guessed.argmax(axis=1) == labels
    print(f"{len(pairs)} questions, {len(names)} features; kind right on unseen ones {right.mean():.1%}")
    for least in (0.5, 0.7, 0.9):
        sure = guessed.max(axis=1) >= least
        print(f"  from probability {least}: {sure.mean():.0%} of them, right {right[sure].mean():.1%}")
    for number, kind in enumerate(kinds):
        own = labels == number
        wrong = Counter(kinds[k] for k in guessed.argmax(axis=1)[own & ~right]).most_common(3)
        print(f"  {kind:12}{own.sum():5}{right[own].mean():7.0%}  {wrong}")
    model.fit(table, labels)
    coefficients = model.coef_[:, : len(names)] * 0.5
    scale = float(np.abs(coefficients).max()) / 127
    np.savez_compressed(
        KINDS_FILE,
        allow_pickle=False,
        kinds=np.frombuffer("\n".join(kinds).encode(), np.uint8),
        names=np.frombuffer("\n".join(names).encode(), np.uint8),
        sparse=np.round(coefficients / scale).astype(np.int8),
        scale=np.float32(scale),
        dense=(model.coef_[:, len(names) :] * 2).astype(np.float16),
        bias=model.intercept_.astype(np.float32),
    )
    print(f"{KINDS_FILE}: {KINDS_FILE.stat().st_size / 1000:.0f} kB")
    return 0


if __name__ == "__main__":
    sys.exit(main())
