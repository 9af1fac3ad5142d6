"""`add`: articles from files into the knowledge base, each whole or not at all."""

from __future__ import annotations

import argparse
import os
import sys
from collections import deque
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from itertools import chain
from pathlib import Path

from bot.commands import open_base
from bot.console import say, warn
from bot.intake.drafts import Draft
from bot.intake.files import ALIASES, QUESTIONS, count_articles, files_of, read_articles, read_curated
from knowledge import (
    Added,
    Article,
    BrokenArticle,
    BrokenFile,
    KnowledgeBase,
    KnowledgeError,
    StoreError,
    read_aliases,
    read_confirmed,
)

DONE, FAILED, INTERRUPTED = 0, 2, 130
Items = Iterable[tuple[Article | KnowledgeError, str]]
"""What was read, each with the name of its file."""
MANY = 100
"""Articles from which on facts are drawn on all cores."""

WORDS = {"added": "added", "known": "already known", "replaced": "replaced"}


def add(options: argparse.Namespace) -> int:
    """Take what can be taken and say so; 2 where something could not, 130 after Ctrl-C."""
    given = Draft(title=options.title, date=options.date, source=options.source, url=options.url)
    names = list(chain.from_iterable(map(files_of, options.files)))
    found = ((item, name) for name in names for item in read_articles(name, given))
    counts = [count_articles(name) for name in options.files]
    total = None if None in counts else sum(count or 0 for count in counts)
    sink = _Taker(_processes(total))
    try:
        with open_base(options) as base, _progress(found, total) as shown:
            sink.take_all(base, shown)
            if sink.stored >= MANY:
                base.tidy()
            sink.failed += sum(_take_learned(base, Path(name)) for name in options.files)
    except KeyboardInterrupt:
        # a batch may have been stored of which not every article was reported yet
        warn(f"announcebot: interrupted; at least {_count(sink.stored)} stored, each whole")
        return INTERRUPTED
    except StoreError as error:
        warn(f"announcebot: {error}\n{_count(sink.stored)} stored before that, each whole")
        return FAILED
    if sink.failed:
        warn(f"{_count(sink.stored)} taken, {sink.failed} not")
    return FAILED if sink.failed else DONE


def _processes(total: int | None) -> int:
    """How many draw facts: one for a few articles, for many each core that this process may use."""
    if total is None or total < MANY:
        return 1
    has_affinity = hasattr(os, "sched_getaffinity")
    return len(os.sched_getaffinity(0)) if has_affinity else os.cpu_count() or 1


class _Taker:
    """Takes what can be taken, in order, says what became of each, and counts."""

    def __init__(self, processes: int) -> None:
        self._processes = processes
        self._under_way = deque[Article]()
        self.stored = self.failed = 0

    def take_all(self, base: KnowledgeBase, items: Items) -> None:
        """All of them; a report when its article is durable."""
        for became in base.add_many(self._articles(base, items), processes=self._processes):
            article = self._under_way.popleft()
            if isinstance(became, BrokenArticle):
                self._refuse(became)
            else:
                self.stored += 1
                report(became, article)

    def _articles(self, base: KnowledgeBase, items: Items) -> Iterator[Article]:
        for item, name in items:
            if isinstance(item, KnowledgeError):
                self._refuse(item)
            elif not self._take_curated(base, item, name):
                self._under_way.append(item)
                yield item

    def _take_curated(self, base: KnowledgeBase, article: Article, name: str) -> bool:
        """Whether people wrote over it, and it is settled therefore."""
        try:
            curated = read_curated(name, article)
            if curated is None:
                return False
            report(base.add(article, curated), article)
            self.stored += 1
        except (BrokenArticle, BrokenFile) as error:
            self._refuse(error)
        return True

    def _refuse(self, error: KnowledgeError) -> None:
        self.failed += 1
        warn(f"not taken: {error}")


def _take_learned(base: KnowledgeBase, folder: Path) -> int:
    """Take the names and confirmed questions of an exported folder; how many of its files could not be taken."""
    failed = 0
    for path, take in ((folder / ALIASES, _take_aliases), (folder / QUESTIONS, _take_questions)):
        try:
            if path.is_file():
                say(take(base, path))
        except BrokenFile as error:
            failed += 1
            warn(f"not taken: {error}")
    return failed


def _take_aliases(base: KnowledgeBase, path: Path) -> str:
    aliases = read_aliases(path)
    for alias, name in aliases.items():
        base.set_alias(alias, name)
    return f"names: {len(aliases)}"


def _take_questions(base: KnowledgeBase, path: Path) -> str:
    confirmed = read_confirmed(path)
    for one in confirmed:
        base.confirm(one)
    return f"confirmed questions: {len(confirmed)}"


def report(added: Added, article: Article) -> None:
    """Say what became of one article."""
    found = "" if added.status == "known" else f", {added.facts} facts"
    say(f"{WORDS.get(added.status, added.status)}: {added.article_id} ({article.date}) {article.title}{found}")


def _count(number: int) -> str:
    return f"{number} article" if number == 1 else f"{number} articles"


@contextmanager
def _progress(
    items: Iterable[tuple[Article | KnowledgeError, str]], total: int | None
) -> Iterator[Iterable[tuple[Article | KnowledgeError, str]]]:
    """The items, with a bar on standard error while they are worked on, if that is a terminal."""
    if not sys.stderr.isatty():
        yield items
        return
    from rich.console import Console
    from rich.progress import Progress

    with Progress(console=Console(stderr=True), transient=True) as progress:
        yield progress.track(items, total=total, description="Adding")
