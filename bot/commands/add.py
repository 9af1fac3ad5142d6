"""`add`: articles from files into the knowledge base, each whole or not at all."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from itertools import chain

from bot.commands import open_base
from bot.console import say, warn
from bot.intake.drafts import Draft
from bot.intake.files import count_articles, read_articles
from knowledge import Added, Article, BrokenArticle, KnowledgeBase, KnowledgeError, StoreError

DONE, FAILED, INTERRUPTED = 0, 2, 130

WORDS = {"added": "added", "known": "already known", "replaced": "replaced"}


def add(options: argparse.Namespace) -> int:
    """Take what can be taken and say so; 2 where something could not, 130 after Ctrl-C."""
    given = Draft(title=options.title, date=options.date, source=options.source, url=options.url)
    found = chain.from_iterable(read_articles(name, given) for name in options.files)
    counts = [count_articles(name) for name in options.files]
    total = None if None in counts else sum(count or 0 for count in counts)
    stored = failed = 0
    try:
        with open_base(options) as base, _progress(found, total) as shown:
            for item in shown:
                error = item if isinstance(item, KnowledgeError) else _take(base, item)
                if error is None:
                    stored += 1
                else:
                    failed += 1
                    warn(f"not taken: {error}")
    except KeyboardInterrupt:
        warn(f"announcebot: interrupted; {_count(stored)} stored, each whole")
        return INTERRUPTED
    except StoreError as error:
        warn(f"announcebot: {error}\n{_count(stored)} stored before that, each whole")
        return FAILED
    if failed:
        warn(f"{_count(stored)} taken, {failed} not")
    return FAILED if failed else DONE


def _take(base: KnowledgeBase, article: Article) -> KnowledgeError | None:
    try:
        report(base.add(article), article)
    except BrokenArticle as error:
        return error
    return None


def report(added: Added, article: Article) -> None:
    """Say what became of one article."""
    found = "" if added.status == "known" else f", {added.facts} facts"
    say(f"{WORDS.get(added.status, added.status)}: {added.article_id} ({article.date}) {article.title}{found}")


def _count(number: int) -> str:
    return f"{number} article" if number == 1 else f"{number} articles"


@contextmanager
def _progress(
    items: Iterable[Article | KnowledgeError], total: int | None
) -> Iterator[Iterable[Article | KnowledgeError]]:
    """The items, with a bar on standard error while they are worked on, if that is a terminal."""
    if not sys.stderr.isatty():
        yield items
        return
    from rich.console import Console
    from rich.progress import Progress

    with Progress(console=Console(stderr=True), transient=True) as progress:
        yield progress.track(items, total=total, description="Adding")
