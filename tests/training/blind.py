"""Lets a lesson be asked with a forest that never saw it: one knows too well what it learned from."""

from __future__ import annotations

from pathlib import Path

from knowledge.answering import sides
from tests.training.lessons import Lesson

SHIPPED_SIDES = sides.SIDES_FILE


def sides_file(folder: Path, fold: int) -> Path:
    """Where the forest that tells a yes from a no and never saw a fold is kept."""
    return folder / f"sides{fold}.npz"


def use_sides(lesson: Lesson, folder: Path) -> None:
    """From now on this process tells a yes from a no by the forest in a folder that never saw the lesson; by the
    shipped one where it is not learned from."""
    sides.load_sides.cache_clear()
    sides.SIDES_FILE = SHIPPED_SIDES if lesson.fold is None else sides_file(folder, lesson.fold)
