"""What lightgbm learned, in the form that is evaluated and stored."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from knowledge.reader.forest import Forest


def forest_of(model: Any) -> Forest:
    """What lightgbm learned, in the form that is evaluated."""
    return flatten([tree["tree_structure"] for tree in model.dump_model()["tree_info"]])


def flatten(trees: Sequence[dict[str, Any]]) -> Forest:
    """The nodes of all trees as arrays."""
    nodes: list[tuple[int, float, int, int, float]] = []

    def add(node: dict[str, Any]) -> int:
        place = len(nodes)
        nodes.append((0, 0.0, place, place, float(node.get("leaf_value", 0.0))))
        if "split_feature" in node:
            low, high = add(node["left_child"]), add(node["right_child"])
            nodes[place] = (int(node["split_feature"]), float(node["threshold"]), low, high, 0.0)
        return place

    roots = [add(tree) for tree in trees]
    return Forest(
        roots=np.array(roots, np.int32),
        feature=np.array([node[0] for node in nodes], np.int32),
        threshold=np.array([node[1] for node in nodes], np.float32),
        children=np.array([node[2:4] for node in nodes], np.int32).ravel(),
        value=np.array([node[4] for node in nodes], np.float32),
    )


def write(path: Path, forests: dict[str, Forest]) -> None:
    """Stores the forests in small types under the names that `read_forest` expects."""
    data: dict[str, NDArray[Any]] = {}
    for name, forest in forests.items():
        data[f"{name}_roots"] = forest.roots.astype(np.uint16)
        data[f"{name}_feature"] = forest.feature.astype(np.uint8)
        data[f"{name}_threshold"] = forest.threshold
        data[f"{name}_children"] = forest.children.astype(np.uint16)
        data[f"{name}_value"] = forest.value
    np.savez_compressed(path, allow_pickle=False, **data)
