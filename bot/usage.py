"""What is asked, counted per day, subject and outcome: what /stats shows. Never who asked, where, or in which words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import timedelta

from bot.desk import Desk
from bot.markup import clip
from knowledge import Abstention, Answer, AskedCount, KnowledgeBase, Outcome, Reason, UnknownArticle

ANSWERED, OFFERED, ABSTAINED, REPORTED = "answered", "offered", "abstained", "reported"
"""Answered, answered by a choice of questions, not answered; and, beside one of these, reported as not right."""
LONGEST_SUBJECT = 80
SHOWN_DAYS = 30
"""How many days are shown, today included."""


class Usage:
    """Counts outcomes; a count that cannot be stored is no reason to leave a question unanswered."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    async def note(self, outcomes: Iterable[Outcome]) -> None:
        """Count what was told just now; small talk is no question."""
        counts = [
            self._count(*await self._desk.aside(_named, self._desk.base, told)) for told in outcomes if _asks(told)
        ]
        self._desk.records.change_soon(lambda ledger: ledger.count_asked(counts))

    async def report(self, article_id: str | None) -> None:
        """Count an answer that somebody reported as not right; article_id: what it cited."""
        subject = await self._desk.aside(subject_of, self._desk.base, article_id)
        self._desk.records.change_soon(lambda ledger: ledger.count_asked([self._count(subject, REPORTED)]))

    async def shown(self) -> tuple[AskedCount, ...]:
        """What was counted in the days that are shown."""
        since = self._desk.today() - timedelta(days=SHOWN_DAYS - 1)
        return await self._desk.records.aside(lambda: self._desk.records.ledger.asked(since=since))

    def _count(self, subject: str, outcome: str) -> AskedCount:
        return AskedCount(self._desk.today(), subject, outcome, 1)


def subject_of(base: KnowledgeBase, article_id: str | None) -> str:
    """What an article is about: the subject of most of its facts; "" without any. Words of questions are never kept."""
    try:
        facts = base.facts(article_id) if article_id is not None else ()
    except UnknownArticle:
        return ""
    named = Counter(" ".join(fact.subject.split()) for fact in facts if fact.subject)
    return clip(named.most_common(1)[0][0], LONGEST_SUBJECT) if named else ""


def _named(base: KnowledgeBase, outcome: Outcome) -> tuple[str, str]:
    """The subject and the word for an outcome."""
    if isinstance(outcome, Answer):
        return subject_of(base, outcome.citation.article_id), ANSWERED
    if isinstance(outcome, Abstention):
        return subject_of(base, outcome.nearby[0].article_id if outcome.nearby else None), ABSTAINED
    return subject_of(base, outcome.choices[0].citation.article_id), OFFERED


def _asks(outcome: Outcome) -> bool:
    return not (isinstance(outcome, Abstention) and outcome.reason is Reason.OUT_OF_SCOPE)
