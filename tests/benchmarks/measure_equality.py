"""Asks every question of evaluation sets on SQLite and on PostgreSQL: are the outcomes equal in every field?

    python tests/benchmarks/measure_equality.py [SET …] [--postgres URL]

SET: a folder with articles.jsonl and questions.jsonl; without any, those in tests/sets and the announcements. Answers,
confidence, citations, choices and reasons are compared; of a difference only the question's id is told, for some sets
are not to be read. Exit code 1 if there is any. The server is the one that the tests use, or an empty database.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]

from bot.evaluation.goldset import GoldSet, read_set  # noqa: E402
from bot.evaluation.running import ask_all  # noqa: E402
from bot.questions import outcome_fields  # noqa: E402
from databases import make_postgres  # noqa: E402
from knowledge import KnowledgeBase  # noqa: E402

ANNOUNCEMENTS = ROOT.parent / "shared" / "eval" / "announcements"


def main() -> int:
    """Compare, print, and tell by the exit code whether all were equal."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("sets", nargs="*", type=Path, metavar="SET")
    parser.add_argument("--postgres", metavar="URL", help="an empty database; its articles are removed afterwards")
    options = parser.parse_args()
    asked, different = 0, list[str]()
    for folder in options.sets or all_sets():
        gold = read_set(folder)
        found = list(differing(gold, options.postgres))
        asked, different = asked + len(gold.questions), [*different, *(f"{folder.name} {name}" for name in found)]
        print(
            f"{folder.name:<16} {len(gold.questions):>6,} questions, {len(found):>4} answered differently", flush=True
        )
    print(f"{asked:,} questions, {len(different)} answered differently on the two databases")
    print("\n".join(different[:20]))
    return 1 if different else 0


def all_sets() -> Sequence[Path]:
    """The folders of all sets at hand."""
    found = [path.parent for path in sorted((ROOT / "tests" / "sets").glob("*/questions.jsonl"))]
    return [*found, ANNOUNCEMENTS] if ANNOUNCEMENTS.is_dir() else found


def differing(gold: GoldSet, url: str | None) -> Iterator[str]:
    """The ids of the questions whose outcomes differ."""
    with ExitStack() as opened:
        places = opened.enter_context(TemporaryDirectory()), opened.enter_context(server(url))
        ours, theirs = (opened.enter_context(KnowledgeBase(place, library=False)) for place in places)
        for base in (ours, theirs):
            reports = list(base.add_many(gold.articles.values()))
            assert len(reports) == len(gold.articles)
        for one, other in zip(ask_all(ours, gold), ask_all(theirs, gold), strict=True):
            if outcome_fields(one.asked.outcome) != outcome_fields(other.asked.outcome):
                yield one.question.id
        if url is not None:
            for article in theirs.articles():
                theirs.remove(article.id)


@contextmanager
def server(url: str | None) -> Iterator[str]:
    """Where the PostgreSQL base is: the given database, or a schema of its own on the tests' server."""
    if url is not None:
        yield url
        return
    with make_postgres() as made:
        yield made


if __name__ == "__main__":
    raise SystemExit(main())
