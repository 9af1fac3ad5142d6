"""Asks a set's questions of a knowledge base that holds the set's articles and nothing else."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from tempfile import TemporaryDirectory

from bot.evaluation.goldset import GoldQuestion, GoldSet
from bot.questions import Asked, ask_timed
from knowledge import BrokenArticle, Focus, KnowledgeBase


@dataclass(frozen=True, slots=True)
class Replied:
    """A gold question and what came back."""

    question: GoldQuestion
    asked: Asked


def ask_set(gold: GoldSet) -> Iterator[Replied]:
    """Every question's outcome, in order, from a database made for this run; follow-ups in their conversation."""
    with TemporaryDirectory(prefix="announcebot-eval-") as folder, KnowledgeBase(folder, library=False) as base:
        for report in base.add_many(gold.articles.values()):
            if isinstance(report, BrokenArticle):
                raise report
        yield from ask_all(base, gold)


def ask_all(base: KnowledgeBase, gold: GoldSet) -> Iterator[Replied]:
    """Every question's outcome, in order, each asked when it is taken; follow-ups in their conversation."""
    by_id = {question.id: question for question in gold.questions}
    asked: dict[str, Asked] = {}

    def ask(question: GoldQuestion) -> Asked:
        if question.id not in asked:
            before = by_id.get(question.follow_up_of or "")
            focus: Focus | None = ask(before).outcome.focus if before else None
            day = question.asked_on or gold.last_day
            asked[question.id] = ask_timed(base, question.text, today=day, focus=focus, name=question.id)
        return asked[question.id]

    for question in gold.questions:
        yield Replied(question, ask(question))
