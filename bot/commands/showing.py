"""Outcomes as the terminal shows them."""

from __future__ import annotations

from datetime import date

from bot.render import render_plain
from bot.wording import read_texts
from knowledge import Outcome


def show(outcome: Outcome, *, today: date, why: bool = False) -> str:
    """The outcome as lines of plain text; why: with the trace below it."""
    lines = [render_plain(outcome, today=today, texts=read_texts())]
    if why:
        lines += ["", *(f"{step.stage}: {step.finding}" for step in outcome.trace)]
    return "\n".join(lines)
