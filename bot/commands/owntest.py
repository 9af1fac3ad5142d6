"""`eval --own`: the editors' confirmed questions, asked again; and what taking articles would change for them."""

from __future__ import annotations

import argparse

from bot.commands import open_base
from bot.console import say, today
from bot.evaluation.own import Own, Rehearsed, is_right, rehearse, replay, said
from bot.intake.drafts import Draft
from bot.intake.files import read_articles
from knowledge import Article, KnowledgeBase, KnowledgeError

RIGHT, CHANGED = 0, 1
NOTHING = "no answer"


def measure_own(options: argparse.Namespace) -> int:
    """Print how many are answered as confirmed and which are not; 1 where one is not, or would not be any more."""
    with open_base(options) as base:
        return _rehearse(base, options.folder) if options.folder else _replay(base)


def _replay(base: KnowledgeBase) -> int:
    replayed = replay(base, today=today())
    wrong = [(one, outcome) for one, outcome in replayed if not is_right(one, outcome)]
    say(f"{len(replayed) - len(wrong)} of {len(replayed)} confirmed questions are answered as confirmed")
    for one, outcome in wrong:
        say(f"- {one.question}\n  confirmed {one.answer!r}, now {said(outcome) or NOTHING!r}")
    return CHANGED if wrong else RIGHT


def _rehearse(base: KnowledgeBase, name: str) -> int:
    articles = _read(name)
    questions = [Own(one.question, one) for one in base.confirmed()]

    def change(copy: KnowledgeBase) -> None:
        for article in articles:
            copy.add(article)

    done: Rehearsed = rehearse(base, change, questions, today=today())
    say(f"{len(articles)} articles tried, none taken; {done.asked} confirmed questions asked before and after")
    for each in done.differences:
        mark = "lost" if each.is_regression else "changed"
        say(f"- [{mark}] {each.own.question}\n  {said(each.before) or NOTHING!r} → {said(each.after) or NOTHING!r}")
    return CHANGED if done.regressions else RIGHT


def _read(name: str) -> list[Article]:
    """The articles of a file or folder. Raises KnowledgeError for the first that cannot be taken."""
    found = []
    for item in read_articles(name, Draft()):
        if isinstance(item, KnowledgeError):
            raise item
        found.append(item)
    return found
