"""Ensembles of small decision trees, learned beforehand and evaluated with numpy; they know not what they judge."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True, slots=True, eq=False)
class Forest:
    """Trees as arrays over all their nodes. A leaf leads to itself: there the walk of a row ends."""

    roots: NDArray[np.int32]
    feature: NDArray[np.int32]
    threshold: NDArray[np.float32]
    children: NDArray[np.int32]
    """Two for each node: taken at or below the threshold, and above it."""
    value: NDArray[np.float32]

    def score(self, rows: NDArray[np.float32], *, trees: int | None = None) -> NDArray[np.float64]:
        """The sum of the leaves that each row reaches: log-odds.

        trees: only so many, the first ones learned, for a rough order.
        """
        if not len(rows):
            return np.zeros(0)
        width, roots = rows.shape[1], self.roots[:trees]
        flat = np.ascontiguousarray(rows).ravel()
        offsets = np.repeat(np.arange(len(rows), dtype=np.int32) * width, len(roots))
        nodes = np.tile(roots, len(rows))
        walking = np.arange(len(nodes))
        while len(walking):
            now = nodes[walking]
            above = flat[offsets[walking] + self.feature[now]] > self.threshold[now]
            then = self.children[2 * now + above]
            nodes[walking] = then
            walking = walking[then != now]
        return np.asarray(self.value[nodes].reshape(len(rows), -1).sum(axis=1, dtype=np.float64))

    def probability(self, rows: NDArray[np.float32]) -> NDArray[np.float64]:
        """The score as a probability, in (0, 1)."""
        return np.asarray(1 / (1 + np.exp(-self.score(rows))))


def read_forest(data: Mapping[str, Any], name: str) -> Forest:
    """The forest stored in an .npz under names that begin with `name`."""
    arrays = (np.asarray(data[f"{name}_{part}"]) for part in ("roots", "feature", "threshold", "children", "value"))
    roots, feature, threshold, children, value = arrays
    return Forest(
        roots.astype(np.int32),
        feature.astype(np.int32),
        threshold.astype(np.float32),
        children.astype(np.int32),
        value.astype(np.float32),
    )
