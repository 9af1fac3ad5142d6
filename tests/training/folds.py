"""Which sets of tests/sets teach, which only judge, and which fold a set that teaches is in."""

from __future__ import annotations

from pathlib import Path

SETS = Path(__file__).parents[1] / "sets"
HELD_OUT, KNOWN = ("heldout", "heldout2", "heldout3", "heldout4"), "regressions"
"""The sets that are never learned from, and the one of questions that the rules were written along: the networks don't
learn from it, the ranker does, which would else think that nothing is easy."""
FOLDS = 3


def taught_sets() -> list[Path]:
    """The folders of the sets that the networks learn from, in the order of their names."""
    return sorted(path for path in SETS.iterdir() if path.is_dir() and path.name not in (*HELD_OUT, KNOWN))


def judged_sets() -> list[Path]:
    """The folders of the held-out sets."""
    return [SETS / name for name in HELD_OUT]


def fold_of(name: str) -> int | None:
    """The number of the fold that a set is in; None for a set that no network learns from."""
    names = [path.name for path in taught_sets()]
    return names.index(name) % FOLDS if name in names else None
