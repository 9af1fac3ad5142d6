"""Asks real questions over many articles, through the whole path: CPU time of an answer, and how many are still useful.

    python tests/benchmarks/measure_asking.py [SET …] [--texts FILE …] [--articles N] [--folder FOLDER] [--every N]

SET: a folder with articles.jsonl and questions.jsonl; without any, those in tests/sets but for the held out ones.
Its articles, those of further JSON Lines files, and as many variants of all of them as are missing to N are drawn
and stored as `add` does it. A variant has other names, figures and dates in the same sentences, so that its words are
as frequent as in the real ones; nothing but the names tells that a question is not about it.
"""

from __future__ import annotations

import argparse
import gc
import json
import os
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from itertools import chain, count, islice
from pathlib import Path
from random import Random
from statistics import median

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT), str(Path(__file__).parent)]

from bot.cli import COLLECTING  # noqa: E402, I001  (before what imports numpy: it says how many threads that takes)
from announcements import ENDS, MIDDLES, STARTS  # noqa: E402

from bot.evaluation.goldset import UNDATED, GoldSet, read_set  # noqa: E402
from bot.evaluation.judging import judge  # noqa: E402
from bot.evaluation.running import ask_all  # noqa: E402
from knowledge import Article, BrokenArticle, KnowledgeBase  # noqa: E402

WORD = re.compile(r"[A-Za-z]+|\d+")
LONGEST = 4_000
"""Characters of a text of which variants are made; longer ones are stored once."""
FIRST_YEAR, LAST_YEAR = 1900, 2100
FIRST_ASKED = 15
DONE, ABSTAINED = 0, 1
WATCHED = (
    "import resource, subprocess, sys; done = subprocess.run(sys.argv[1:]); "
    "used = resource.getrusage(resource.RUSAGE_CHILDREN); "
    "print(done.returncode, used.ru_utime + used.ru_stime, used.ru_maxrss)"
)
"""Runs a command from a small process: a child begins as large as its parent, and this one's may be huge."""
STEP = 200
"""Articles after which the progress is told, in hundreds."""


def main() -> None:
    """Build, ask and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("sets", nargs="*", type=Path, metavar="SET")
    parser.add_argument("--texts", nargs="*", type=Path, default=[], help="further articles, without questions")
    parser.add_argument("--articles", type=int, default=100_000)
    parser.add_argument("--folder", help="keep the database there, and go on with the one that is there already")
    parser.add_argument("--every", type=int, default=1, help="ask every n-th question only, in their order")
    options = parser.parse_args()
    gc.set_threshold(*COLLECTING)
    golds = [read_set(folder) for folder in options.sets or shown_sets()]
    with tempfile.TemporaryDirectory() as made, KnowledgeBase(options.folder or made, library=False) as base:
        build(base, list(texts(golds, options.texts)), options.articles)
        measure(base, golds, options.every)
        measure_first(Path(options.folder or made), golds[0])


def shown_sets() -> Sequence[Path]:
    """The sets that may be looked at."""
    found = sorted((ROOT / "tests" / "sets").glob("*/questions.jsonl"))
    return [path.parent for path in found if not path.parent.name.startswith("heldout")]


def texts(golds: Iterable[GoldSet], files: Iterable[Path]) -> Iterator[Article]:
    """The articles of the sets and of the files."""
    for gold in golds:
        yield from gold.articles.values()
    for file in files:
        with file.open(encoding="utf-8") as lines:
            for fields in map(json.loads, lines):
                day = date.fromisoformat(fields["date"]) if fields.get("date") else UNDATED
                title = fields.get("title") or fields["text"][:60]
                yield Article(fields["id"], title, day, fields["text"], fields.get("source"), fields.get("url"))


def build(base: KnowledgeBase, real: Sequence[Article], wanted: int) -> None:
    """Fill the base; what an earlier run stored of the same articles is known already."""
    started, stored = time.monotonic(), len(base.articles())
    if stored >= wanted:
        print(f"{stored:,} articles are there", flush=True)
        return
    every = islice(chain(real, variants(real)), wanted)
    for number, report in enumerate(base.add_many(every, processes=os.cpu_count() or 1), start=1):
        if isinstance(report, BrokenArticle):
            raise report
        if number % (STEP * 100) == 0 or number == wanted:
            print(f"{number:,} articles stored after {time.monotonic() - started:.0f} s", flush=True)


def variants(real: Sequence[Article]) -> Iterator[Article]:
    """The same sentences about others, without end."""
    short = [article for article in real if len(article.text) <= LONGEST]
    small = {word for article in real for word in WORD.findall(article.text) if word[0].islower()}
    for turn in count(1):
        for article in short:
            yield vary(article, turn, small)


def vary(article: Article, turn: int, small: set[str]) -> Article:
    """An article with other names and figures; small: the words that are no names, since somewhere they are small."""

    def other(match: re.Match[str]) -> str:
        word = match.group()
        random = Random(f"{turn} {word}")  # noqa: S311
        if word.isdigit():
            is_kept = len(word) < 3 or FIRST_YEAR <= int(word) <= LAST_YEAR
            return word if is_kept else str(random.randrange(10 ** (len(word) - 1), 10 ** len(word)))
        if word[0].islower() or word.lower() in small or len(word) < 3:
            return word
        name = "".join(random.choice(STARTS) + random.choice(MIDDLES) + random.choice(ENDS) for _ in range(2))
        return name.upper() if word.isupper() else name.capitalize()

    day = max(article.date, date(2001, 1, 1)) - timedelta(days=turn)
    source = WORD.sub(other, article.source) if article.source else None
    return Article(f"v{turn}-{article.id}", WORD.sub(other, article.title), day, WORD.sub(other, article.text), source)


def measure(base: KnowledgeBase, golds: Sequence[GoldSet], every: int) -> None:
    """Ask, and print the CPU time of a question and how many outcomes are useful."""
    times, useful, wrong = list[float](), 0, 0
    for gold in golds:
        replies = ask_all(base, GoldSet(gold.articles, gold.questions[::every]))
        while True:
            before = time.process_time()
            reply = next(replies, None)
            if reply is None:
                break
            times.append(1000 * (time.process_time() - before))
            judged = judge(reply.question, reply.asked.outcome, gold.articles)
            useful, wrong = useful + judged.is_useful, wrong + judged.is_wrong
    times.sort()
    shares = ", ".join(f"p{share} {times[len(times) * share // 100]:.1f}" for share in (50, 95, 99))
    print(f"{len(times):,} questions over {len(base.articles()):,} articles: CPU ms {shares}")
    print(f"useful {100 * useful / len(times):.1f} %, wrong {100 * wrong / len(times):.1f} %")


def measure_first(folder: Path, gold: GoldSet) -> None:
    """Ask in new processes, and print what the command line needs from its start to its end."""
    times, sizes = list[float](), list[float]()
    for question in gold.questions[:FIRST_ASKED]:
        ask = [sys.executable, "-m", "bot", "ask", "--data", str(folder), question.text]
        done = subprocess.run([sys.executable, "-c", WATCHED, *ask], cwd=ROOT, capture_output=True, check=True)
        status, seconds, kilobytes = done.stdout.split()[-3:]
        if int(status) not in (DONE, ABSTAINED):
            raise SystemExit(f"a new process failed with {int(status)}")
        times.append(float(seconds))
        sizes.append(float(kilobytes) / 1024)
    print(
        f"{len(times)} new processes, each from its start to its first answer: CPU s median {median(times):.2f}, ",
        end="",
    )
    print(f"least {min(times):.2f}; resident MB {max(sizes):.0f} at most")


if __name__ == "__main__":
    main()
