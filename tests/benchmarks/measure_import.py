"""Adds articles of twenty sentences from JSON Lines as `announcebot add` does: how many a second, and in what memory.

    python tests/benchmarks/measure_import.py [ARTICLES] [FOLDER]

FOLDER: of a database (measure_index.py --folder makes large ones), of which a copy is added to: what an import takes
when so much is there already. Prints articles a second by the clock and, since a busy machine stretches that, the CPU
time of an article; the same for a second time, when every article is known; and the largest process.
"""

from __future__ import annotations

import json
import os
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT), str(Path(__file__).parent)]

from announcements import SENTENCES, Generator  # noqa: E402

SEED, START = 2, 5_000_000
"""Other words and numbers of articles than those of measure_index.py."""


def main() -> None:
    """Measure and print."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 2_000
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "articles.jsonl"
        if len(sys.argv) > 2:
            shutil.copytree(sys.argv[2], f"{folder}/data")
        with file.open("w", encoding="utf-8") as lines:
            for bundle in Generator(SEED).bundles(count * SENTENCES, start=START):
                article = bundle.article
                fields = {"id": article.id, "title": article.title, "date": str(article.date), "text": article.text}
                lines.write(json.dumps(fields) + "\n")
        add(folder, file, count, "added")
        add(folder, file, count, "known already")


def add(folder: str, file: Path, count: int, what: str) -> None:
    """Add the file and print what it took."""
    before, started = resource.getrusage(resource.RUSAGE_CHILDREN), time.monotonic()
    command = [sys.executable, "-m", "bot", "--empty", "--data", f"{folder}/data", "add", str(file)]
    subprocess.run(command, check=True, cwd=ROOT, stdout=subprocess.DEVNULL)
    took, after = time.monotonic() - started, resource.getrusage(resource.RUSAGE_CHILDREN)
    spent = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    cores = os.cpu_count() or 1
    rate = f"{count / took:.0f} a second on {cores} cores, {1000 * spent / count:.1f} ms CPU each"
    memory = f"largest process {after.ru_maxrss / 1024:.0f} MB"
    print(f"{count:,} articles {what}: {rate} (at most {cores * count / spent:.0f} a second), {memory}", flush=True)


if __name__ == "__main__":
    main()
