"""Ensembles of small decision trees, learned beforehand and evaluated with numpy; they know not what they judge."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

_FIRST_STEPS = 5
"""So many steps all walks take, before those that ended are told from the others: few end sooner."""


@dataclass(frozen=True, slots=True, eq=False)
class _Walk:
    """A forest in whose arrays each node has two places, and is known by the first: so nothing has to be multiplied."""

    feature: NDArray[np.intp]
    threshold: NDArray[np.float32]
    children: NDArray[np.intp]
    """At a node's first place what is taken at or below the threshold, at its second what is taken above it."""
    value: NDArray[np.float32]

    def step(self, flat: NDArray[np.float32], offsets: NDArray[np.intp], nodes: NDArray[np.intp]) -> NDArray[np.intp]:
        """The nodes that follow; offsets: where each one's row begins."""
        # clipping costs half of what it costs to look for places outside; there are none
        found = flat.take(offsets + self.feature.take(nodes, mode="clip"), mode="clip")
        return self.children.take(nodes + (found > self.threshold.take(nodes, mode="clip")), mode="clip")


@dataclass(frozen=True, eq=False)
class Forest:
    """Trees as arrays over all their nodes. A leaf leads to itself: there the walk of a row ends."""

    roots: NDArray[np.intp]
    feature: NDArray[np.intp]
    threshold: NDArray[np.float32]
    children: NDArray[np.intp]
    """Two for each node: taken at or below the threshold, and above it."""
    value: NDArray[np.float32]

    def score(self, rows: NDArray[np.float32]) -> NDArray[np.float64]:
        """The sum of the leaves that each row reaches: log-odds."""
        if not len(rows):
            return np.zeros(0)
        width, roots, walk = rows.shape[1], 2 * self.roots, self._walk
        flat = np.ascontiguousarray(rows).ravel()
        offsets = np.repeat(np.arange(0, len(rows) * width, width), len(roots))
        nodes = now = np.tile(roots, len(rows))
        for _ in range(_FIRST_STEPS):
            now, nodes = walk.step(flat, offsets, now), now
        walking = np.flatnonzero(now != nodes)
        nodes = now
        while len(walking):
            now = nodes[walking]
            then = walk.step(flat, offsets[walking], now)
            nodes[walking] = then
            walking = walking[then != now]
        return np.asarray(walk.value[nodes].reshape(len(rows), -1).sum(axis=1, dtype=np.float64))

    @cached_property
    def _walk(self) -> _Walk:
        return _Walk(
            np.repeat(self.feature, 2), np.repeat(self.threshold, 2), 2 * self.children, np.repeat(self.value, 2)
        )

    def probability(self, rows: NDArray[np.float32]) -> NDArray[np.float64]:
        """The score as a probability, in (0, 1)."""
        return np.asarray(1 / (1 + np.exp(-self.score(rows))))


def read_forest(data: Mapping[str, Any], name: str) -> Forest:
    """The forest stored in an .npz under names that begin with `name`."""
    arrays = (np.asarray(data[f"{name}_{part}"]) for part in ("roots", "feature", "threshold", "children", "value"))
    roots, feature, threshold, children, value = arrays
    return Forest(
        roots.astype(np.intp),
        feature.astype(np.intp),
        threshold.astype(np.float32),
        children.astype(np.intp),
        value.astype(np.float32),
    )
