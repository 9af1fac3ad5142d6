"""Draws how the time of a question grows with the number of facts, from the figures of measure_index.py.

python tests/benchmarks/plot_growth.py SQLITE.json [POSTGRES.json] --out .github/growth.png
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path

import matplotlib as mpl

mpl.use("Agg")

from matplotlib import pyplot
from matplotlib.axes import Axes

LINES = (
    ("scan p50, CPU ms", "a scan with token_set_ratio, median", "#8a8a8a", "--"),
    ("question p99, CPU ms", "{}, 99 of 100 questions within", None, ":"),
    ("question p50, CPU ms", "{}, median", None, "-"),
)
COLOURS = ("#1565c0", "#c2410c")
NAMES = ("SQLite", "PostgreSQL")


def main() -> None:
    """Draw and save."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("files", nargs="+", type=Path)
    parser.add_argument("--out", type=Path, required=True)
    options = parser.parse_args()
    figure, axes = pyplot.subplots(figsize=(8, 4.6), dpi=110)
    for place, file in enumerate(options.files):
        draw(axes, json.loads(file.read_text()), NAMES[place], COLOURS[place], has_scan=place == 0)
    axes.set(xscale="log", yscale="log", ylim=(0.5, 4000), xlabel="facts", ylabel="CPU milliseconds a question")
    axes.yaxis.set_major_formatter(lambda value, _: f"{value:g}")
    axes.xaxis.set_major_formatter(lambda value, _: f"{value:,.0f}")
    axes.grid(alpha=0.25)
    axes.spines[["top", "right"]].set_visible(False)
    axes.legend(frameon=False)
    axes.set_title("A question over a hundred times as many facts")
    figure.tight_layout()
    figure.savefig(options.out)


def draw(axes: Axes, reports: list[dict[str, float]], name: str, colour: str, *, has_scan: bool) -> None:
    """The lines of one database, each point with its value."""
    sizes = [report["size"] for report in reports]
    for key, label, own, style in LINES:
        if own is not None and not has_scan:
            continue
        values = [report[key] for report in reports]
        axes.plot(sizes, values, style, color=own or colour, marker="o", markersize=4, label=label.format(name))
        for size, value in zip(sizes, values, strict=True):
            # the first database's values stand below its lines, everything else above
            offset = (0, -13) if has_scan and own is None else (0, 6)
            said = f"{value:,.0f}" if value >= 100 else f"{value:.1f}"
            axes.annotate(said, (size, value), offset, textcoords="offset points", ha="center", fontsize=8)


if __name__ == "__main__":
    main()
