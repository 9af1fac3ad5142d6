"""What a follow-up inherits from the outcome before it."""

from __future__ import annotations

from knowledge.decide import Ruling
from knowledge.model import Focus
from knowledge.question import Query


def resolve(query: Query, focus: Focus | None) -> Query:
    """The query, with what it leaves open taken from the chat's focus."""
    return query


def next_focus(query: Query, ruling: Ruling, before: Focus | None) -> Focus | None:
    """What the next question may inherit."""
    chosen = ruling.chosen
    if chosen is None:
        return before
    return Focus(
        query.text,
        chosen.read.view.article.id,
        chosen.read.line(chosen.line).sentence.text,
        chosen.text,
        kind=query.asked.value,
    )
