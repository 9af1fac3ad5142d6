"""`chat`: question and answer in the terminal until the input ends."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator

from bot.commands import open_base
from bot.commands.showing import show
from bot.console import say, today
from knowledge import Focus

ENDINGS = {"exit", "quit", "bye", "/exit", "/quit", "/q", ":q"}


def chat(options: argparse.Namespace) -> int:
    """Answer line after line; a follow-up is understood from the answer before it."""
    focus: Focus | None = None
    with open_base(options) as base:
        say("Ask about the announcements; an empty line or Ctrl-D ends it.")
        for question in _questions():
            outcome = base.ask(question, today=today(), focus=focus)
            focus = outcome.focus
            say(show(outcome, today=today(), why=getattr(options, "why", False)) + "\n")
    return 0


def _questions() -> Iterator[str]:
    prompt = "> " if sys.stdin.isatty() else ""
    if prompt:
        import readline  # noqa: F401  # gives input() a history
    while True:
        try:
            question = input(prompt).strip()
        except EOFError:
            return
        if not question or question.lower() in ENDINGS:
            return
        yield question
