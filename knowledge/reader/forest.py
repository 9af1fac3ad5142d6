"""Ensembles of small decision trees, learned beforehand and evaluated with numpy; they know not what they judge."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True, slots=True, eq=False)
class Forest:
    """Trees as arrays over all their nodes. A leaf leads to itself, so that every row may walk the full depth."""

    roots: NDArray[np.int32]
    feature: NDArray[np.int32]
    threshold: NDArray[np.float32]
    children: NDArray[np.int32]
    """Two for each node: taken at or below the threshold, and above it."""
    value: NDArray[np.float32]
    depth: int

    def score(self, rows: NDArray[np.float32]) -> NDArray[np.float64]:
        """The sum of the leaves that each row reaches: log-odds."""
        if not len(rows):
            return np.zeros(0)
        width = rows.shape[1]
        flat = np.ascontiguousarray(rows).ravel()
        offsets = (np.arange(len(rows), dtype=np.int32) * width)[:, None]
        nodes = np.broadcast_to(self.roots, (len(rows), len(self.roots)))
        for _ in range(self.depth):
            above = flat.take(offsets + self.feature.take(nodes)) > self.threshold.take(nodes)
            nodes = self.children.take(2 * nodes + above)
        return np.asarray(self.value.take(nodes).sum(axis=1, dtype=np.float64))

    def probability(self, rows: NDArray[np.float32]) -> NDArray[np.float64]:
        """The score as a probability, in (0, 1)."""
        return np.asarray(1 / (1 + np.exp(-self.score(rows))))


def read_forest(data: Mapping[str, Any], name: str) -> Forest:
    """The forest stored in an .npz under names that begin with `name`."""
    depth = int(data[f"{name}_depth"])
    arrays = (np.asarray(data[f"{name}_{part}"]) for part in ("roots", "feature", "threshold", "children", "value"))
    roots, feature, threshold, children, value = arrays
    return Forest(
        roots.astype(np.int32),
        feature.astype(np.int32),
        threshold.astype(np.float32),
        children.astype(np.int32),
        value.astype(np.float32),
        depth,
    )
