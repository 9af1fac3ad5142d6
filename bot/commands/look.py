"""`articles`, `facts`, `remove`: look at what is known, and take it back."""

from __future__ import annotations

import argparse
from collections.abc import Iterable

from bot.commands import open_base
from bot.console import say
from knowledge import Article, Fact, KnowledgeBase


def articles(options: argparse.Namespace) -> int:
    """One line an article: id, date, title, source."""
    is_empty = True
    with open_base(options) as base:
        for article in base.each_article():
            is_empty = False
            origin = "shipped" if article.is_shipped else article.source or ""
            say("  ".join(part for part in (article.id, article.date.isoformat(), article.title, origin) if part))
    if is_empty:
        say("no articles yet; `announcebot add FILE` takes some")
    return 0


def facts(options: argparse.Namespace) -> int:
    """The facts, a line each, under the article that states them."""
    is_empty = True
    with open_base(options) as base:
        for article, found in _facts(base, options.article):
            is_empty = False
            say(f"{article.id}  {article.title}")
            for fact in found:
                say("  " + describe(fact))
    if is_empty:
        say("no facts")
    return 0


def _facts(base: KnowledgeBase, article_id: str | None) -> Iterable[tuple[Article, tuple[Fact, ...]]]:
    """The articles asked for that have facts, with them."""
    if article_id is None:
        return base.each_fact()
    found = base.facts(article_id)
    return [(base.article(article_id), found)] if found else []


def remove(options: argparse.Namespace) -> int:
    """Take one article out, and say which."""
    with open_base(options) as base:
        article = base.remove(options.article)
    say(f"removed {article.id}: {article.title}")
    return 0


def describe(fact: Fact) -> str:
    """A fact in one line: subject, attribute, value, and what weakens it."""
    said = f"said by {fact.speaker}" if fact.speaker else ""
    condition = f"if {fact.condition}" if fact.condition else ""
    denied = "denied" if fact.is_denied else ""
    notes = ", ".join(note for note in (fact.certainty.value, denied, said, condition) if note)
    return f"{fact.subject} · {fact.attribute or fact.kind.value} · {fact.value} ({notes})"
