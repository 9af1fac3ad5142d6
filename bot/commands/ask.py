"""`ask`: one question, or a file of them."""

from __future__ import annotations

import argparse
from datetime import date

from bot.commands import open_base
from bot.commands.showing import show
from bot.console import say, today
from bot.questions import BrokenQuestion, ask_timed, read_day
from knowledge import Answer, KnowledgeBase

ANSWERED, ABSTAINED, FAILED = 0, 1, 2


def ask(options: argparse.Namespace) -> int:
    """Answer; 0 answered, 1 abstained or choices, 2 where a line of the batch could not be asked."""
    if options.batch is not None:
        if options.question:
            raise BrokenQuestion("either a question or --batch, not both")
        return _batch(options)
    question = " ".join(options.question).strip()
    if not question:
        raise BrokenQuestion('there is no question; ask like this: announcebot ask "when is the first Leica phone?"')
    day = read_day(options.asked_on) if options.asked_on else today()
    with open_base(options) as base:
        return _ask_one(base, question, day, options)


def _ask_one(base: KnowledgeBase, question: str, day: date, options: argparse.Namespace) -> int:
    asked = ask_timed(base, question, today=day)
    if options.json:
        say(asked.as_json())
    else:
        say(show(asked.outcome, today=day, why=options.why))
    return ANSWERED if isinstance(asked.outcome, Answer) else ABSTAINED


def _batch(options: argparse.Namespace) -> int:
    from bot.batch import ask_all, open_lines

    is_whole = True
    with open_lines(options.batch) as lines, open_base(options) as base:
        for line in ask_all(base, lines, today=today()):
            is_whole &= line.is_asked
            say(line.text)
    return ANSWERED if is_whole else FAILED
