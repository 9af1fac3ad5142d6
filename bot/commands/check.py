"""`check`: library, settings and database; every problem, with file and line where there is one."""

from __future__ import annotations

import argparse
from collections.abc import Iterator

from bot.commands import settings_of
from bot.console import say, warn
from bot.settings import BrokenSettings, unknown_variables
from knowledge import KnowledgeBase, KnowledgeError, integrity, library_problems

SOUND, UNSOUND = 0, 2


def check(options: argparse.Namespace) -> int:
    """Print every problem; 0 where there is none."""
    problems = list(_problems(options))
    for problem in problems:
        warn(problem)
    say("no problems" if not problems else f"{len(problems)} problem{'s' if len(problems) > 1 else ''}")
    return UNSOUND if problems else SOUND


def _problems(options: argparse.Namespace) -> Iterator[str]:
    yield from (f"library: {problem}" for problem in library_problems())
    yield from (f"settings: {name} sets nothing; is it misspelt?" for name in unknown_variables())
    try:
        settings = settings_of(options)
    except BrokenSettings as error:
        yield from (f"settings: {problem}" for problem in error.problems)
        return
    except KnowledgeError as error:
        yield f"settings: {error}"
        return
    try:
        with KnowledgeBase(settings.data, library=settings.library) as base:
            for _ in base.each_fact():  # what cannot be read raises
                pass
        yield from (f"database: {problem}" for problem in integrity(settings.data))
    except KnowledgeError as error:
        yield f"database: {error}"
