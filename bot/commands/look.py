"""`articles`, `facts`, `remove`: look at what is known, and take it back."""

from __future__ import annotations

import argparse

from bot.commands import open_base
from bot.console import say
from knowledge import Fact


def articles(options: argparse.Namespace) -> int:
    """One line an article: id, date, title, source."""
    with open_base(options) as base:
        found = base.articles()
        for article in found:
            origin = "shipped" if article.is_shipped else article.source or ""
            say("  ".join(part for part in (article.id, article.date.isoformat(), article.title, origin) if part))
    if not found:
        say("no articles yet; `announcebot add FILE` takes some")
    return 0


def facts(options: argparse.Namespace) -> int:
    """The facts, a line each, under the article that states them."""
    with open_base(options) as base:
        found = base.facts(options.article)
        titles = {article.id: article.title for article in base.articles()}
    article_id = None
    for fact in found:
        if fact.article_id != article_id:
            article_id = fact.article_id
            say(f"{article_id}  {titles.get(article_id, '')}")
        say("  " + describe(fact))
    if not found:
        say("no facts")
    return 0


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
