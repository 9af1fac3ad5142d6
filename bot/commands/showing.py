"""Outcomes as the terminal shows them."""

from __future__ import annotations

from datetime import date

from knowledge import Answer, Choices, Outcome


def show(outcome: Outcome, *, today: date, why: bool = False) -> str:
    """The outcome as lines of plain text; why: with the trace below it."""
    lines = [_plain(outcome)]
    if why:
        lines += ["", *(f"{step.stage}: {step.finding}" for step in outcome.trace)]
    return "\n".join(lines)


def _plain(outcome: Outcome) -> str:
    if isinstance(outcome, Answer):
        cited = outcome.citation
        label = f"{outcome.certainty.value}; {outcome.speaker}" if outcome.speaker else outcome.certainty.value
        source = ", ".join(part for part in (cited.title, cited.source, cited.date.isoformat(), cited.url) if part)
        return f"{outcome.text} ({label})\n“{cited.sentence}”\n{source}"
    if isinstance(outcome, Choices):
        return "Did you mean:\n" + "\n".join(f"- {choice.label}" for choice in outcome.choices)
    return "\n".join(
        [outcome.text, *(f"But: “{near.sentence}” ({near.title}, {near.date})" for near in outcome.nearby)]
    )
