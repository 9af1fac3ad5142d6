"""Lets a lesson be asked with networks and forests that never saw it: they know what they learned from too well."""

from __future__ import annotations

from pathlib import Path

from knowledge.answering import sides
from knowledge.reader import interaction, verifying
from tests.training.folds import Lesson

SHIPPED_NETWORKS, SHIPPED_SIDES = interaction.INTERACTION_FILE, sides.SIDES_FILE
SHIPPED_VERIFIERS = verifying.VERIFIER_FILE


def use_networks(lesson: Lesson, folder: Path) -> None:
    """From now on this process believes the networks in a folder that never saw the lesson; the shipped ones where it
    is not learned from."""
    interaction.load_networks.cache_clear()
    interaction.INTERACTION_FILE = SHIPPED_NETWORKS if lesson.fold is None else folder / f"{lesson.fold}.npz"


def use_verifiers(lesson: Lesson, folder: Path) -> None:
    """The same for the networks that tell right answers from wrong ones."""
    verifying.load_verifiers.cache_clear()
    verifying.VERIFIER_FILE = SHIPPED_VERIFIERS if lesson.fold is None else folder / f"verifier{lesson.fold}.npz"


def use_sides(lesson: Lesson, folder: Path) -> None:
    """The same for the forests that tell a yes from a no."""
    sides.load_sides.cache_clear()
    sides.SIDES_FILE = SHIPPED_SIDES if lesson.fold is None else folder / f"sides{lesson.fold}.npz"
