"""Measures the term index at several sizes beside a scan with rapidfuzz: time, disk, memory, recall.

    python tests/benchmarks/measure_index.py [SIZE …] [--full] [--postgres URL] [--questions N] [--json FILE]
        [--folder FOLDER]

CPU time throughout, since a busy machine stretches the clock: of this process, and for PostgreSQL of its backends too.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from itertools import islice
from math import log
from pathlib import Path
from statistics import median

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from announcements import QUESTION_WORDS, Asked, Generator
from rapidfuzz import fuzz, process

from knowledge.search.index import QueryTerm, retrieve
from knowledge.store import Bundle, Store, open_store

SIZES = (10_000, 100_000)
FULL = 1_000_000
BATCH = 200
TYPOS = (0, 1, 2)
FIRST_ANSWER = """
import sys, time
from pathlib import Path
start = time.process_time()
from knowledge.search.index import QueryTerm, retrieve
from knowledge.store import open_store
imported = time.process_time()
store = open_store(sys.argv[1], must_exist=True)
opened = time.process_time()
retrieve(store, [QueryTerm(word) for word in sys.argv[2:]])
answered = time.process_time()
lines = Path("/proc/self/smaps_rollup").read_text().splitlines()
sizes = {line.split(":")[0]: int(line.split()[1]) for line in lines[1:]}
private = sizes["Private_Clean"] + sizes["Private_Dirty"]
assert "sqlalchemy" not in sys.modules
print((opened - imported) * 1000, (answered - start) * 1000, sizes["Rss"] / 1024, private / 1024)
"""


@dataclass
class Report:
    """What was measured at one size."""

    size: int
    figures: dict[str, float] = field(default_factory=dict)

    def __setitem__(self, name: str, value: float) -> None:
        self.figures[name] = value
        print(f"{self.size:>9,}  {name:<58} {value:>12,.2f}", flush=True)


class Clock:
    """CPU seconds of this process and of PostgreSQL's backends, where there are any."""

    def __init__(self, url: str | None) -> None:
        self._backends: list[Path] = []
        if url is not None:
            import psycopg

            with psycopg.connect(url) as connection:
                sql = "SELECT pid FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"
                self._backends = [Path(f"/proc/{pid}/schedstat") for (pid,) in connection.execute(sql)]

    def __call__(self) -> float:
        of_server = sum(int(path.read_text().split()[0]) for path in self._backends) / 1e9
        return time.process_time() + of_server


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("sizes", nargs="*", type=int, default=SIZES)
    parser.add_argument("--full", action="store_true", help="a million passages too")
    parser.add_argument("--postgres", metavar="URL", help="an empty database instead of a SQLite file")
    parser.add_argument("--questions", type=int, default=300)
    parser.add_argument("--scans", type=int, default=12, help="questions that the scan is asked")
    parser.add_argument("--json", type=Path, help="where to write the figures, for plot_growth.py")
    parser.add_argument("--folder", type=Path, help="keep the SQLite files there, and use those that are there already")
    options = parser.parse_args()
    reports = []
    for size in sorted({*options.sizes, *([FULL] if options.full else [])}):
        with tempfile.TemporaryDirectory() as folder:
            kept = folder if options.folder is None else str(options.folder / str(size))
            reports.append(measure(size, options.postgres or kept, options))
    _print_growth(reports)
    if options.json:
        options.json.write_text(json.dumps([{"size": r.size, **r.figures} for r in reports], indent=1))


def measure(size: int, location: str, options: argparse.Namespace) -> Report:
    """All figures of one size."""
    report = Report(size)
    generator = Generator()
    texts, asked = _build(report, generator, size, location, options.questions)
    with open_store(location, must_exist=True) as store:
        store.count()
        clock = Clock(options.postgres)
        ours = _ask_all(report, store, asked, clock)
        _scan(report, texts, asked, options.scans, ours)
        _change(report, store, generator, clock)
    if not options.postgres:
        _open_anew(report, location, asked[0][0])
    return report


def _build(
    report: Report, generator: Generator, size: int, location: str, questions: int
) -> tuple[list[str], list[list[Asked]]]:
    texts: list[str] = []
    asked: list[list[Asked]] = [[] for _ in TYPOS]
    every = max(1, size * len(TYPOS) // questions)
    spent, text = 0.0, 0
    with open_store(location) as store:
        is_built = store.count().passages == size
        clock = Clock(location if "://" in location else None)
        bundles = generator.bundles(size)
        while batch := list(islice(bundles, BATCH)):
            started = clock()
            if not is_built:
                store.add_many(batch)
            spent += clock() - started
            for bundle in batch:
                text += len(bundle.article.text.encode())
                _collect(generator, bundle, texts, asked, every)
        store.tidy()
    if not is_built:
        report["build, CPU s"] = spent
    if Path(location).is_dir():
        disk = sum(path.stat().st_size for path in Path(location).iterdir() if path.suffix == ".sqlite3")
        report["disk per passage, bytes"] = disk / size
        report["disk per passage above its text, bytes"] = (disk - text) / size
    return texts, asked


def _collect(generator: Generator, bundle: Bundle, texts: list[str], asked: list[list[Asked]], every: int) -> None:
    for place, passage in enumerate(bundle.passages):
        if len(texts) % every == every // 2:
            for typos, questions in zip(TYPOS, asked, strict=True):
                questions.append(generator.ask(bundle, place, typos=typos))
        texts.append(" ".join(passage.terms))


def _ask_all(report: Report, store: Store, asked: Sequence[Sequence[Asked]], clock: Callable[[], float]) -> float:
    retrieve(store, [QueryTerm("warm")])
    every: list[float] = []
    for typos, questions in zip(TYPOS, asked, strict=True):
        times, right = [], 0
        for question in questions:
            terms = [QueryTerm(word) for word in question.words if word not in QUESTION_WORDS]
            start = clock()
            found = retrieve(store, terms)
            times.append((clock() - start) * 1000)
            right += bool(found) and _is_gold(store, found[0].passage_id, question)
        report[f"{typos} typos: gold first, % of {len(questions)}"] = 100 * right / len(questions)
        every += times
    every.sort()
    for share in (50, 95, 99):
        report[f"question p{share}, CPU ms"] = every[min(len(every) - 1, len(every) * share // 100)]
    return median(every)


def _is_gold(store: Store, passage_id: int, question: Asked) -> bool:
    passage = store.fetch([passage_id])[passage_id]
    return (passage.article_id, passage.number) == (question.article_id, question.number)


def _scan(report: Report, texts: list[str], asked: Sequence[Sequence[Asked]], scans: int, ours: float) -> None:
    times, right, sample = [], 0, [question for questions in asked for question in questions]
    for question in sample[:: max(1, len(sample) // scans)]:
        words = " ".join(word for word in question.words if word not in QUESTION_WORDS)
        start = time.process_time()
        best = process.extractOne(words, texts, scorer=fuzz.token_set_ratio)
        times.append((time.process_time() - start) * 1000)
        right += best[2] == int(question.article_id[1:]) * 20 + question.number
    times.sort()
    report[f"scan with token_set_ratio: gold first, % of {len(times)}"] = 100 * right / len(times)
    report["scan p50, CPU ms"] = median(times)
    report["times faster than the scan, p50"] = median(times) / ours
    report["times faster than the scan, p99"] = times[-1] / report.figures["question p99, CPU ms"]


def _change(report: Report, store: Store, generator: Generator, clock: Callable[[], float]) -> None:
    adding, adding_cpu, removing = [], [], []
    new = list(generator.bundles(20 * 50, start=report.size))
    for bundle in new:
        wall, start = time.perf_counter(), clock()
        store.add(bundle.article, bundle.passages, bundle.facts)
        adding.append((time.perf_counter() - wall) * 1000)
        adding_cpu.append((clock() - start) * 1000)
    for bundle in new:
        start = clock()
        store.remove(bundle.article.id)
        removing.append((clock() - start) * 1000)
    report["add an article of 20 durably, p50 wall ms"] = median(adding)
    report["add an article of 20 durably, slowest of 50, wall ms"] = max(adding)
    report["add an article of 20 durably, p50 CPU ms"] = median(adding_cpu)
    report["remove an article of 20, p50 CPU ms"] = median(removing)


def _open_anew(report: Report, location: str, asked: Asked) -> None:
    words = [word for word in asked.words if word not in QUESTION_WORDS]
    command = [sys.executable, "-c", FIRST_ANSWER, location, *words]
    done = subprocess.run(command, capture_output=True, text=True, check=True, cwd=Path(__file__).parents[2])
    opened, answered, resident, private = map(float, done.stdout.split())
    report["open in a new process, CPU ms"] = opened
    report["import, open and first answer, CPU ms"] = answered
    report["resident after the first answer, MB"] = resident
    report["of it private, MB"] = private


def _print_growth(reports: Sequence[Report]) -> None:
    if len(reports) > 1:
        first, last = reports[0], reports[-1]
        for name in ("question p50, CPU ms", "question p99, CPU ms"):
            exponent = log(last.figures[name] / first.figures[name]) / log(last.size / first.size)
            print(f"growth exponent of {name} from {first.size:,} to {last.size:,}: {exponent:.2f}")


if __name__ == "__main__":
    main()
