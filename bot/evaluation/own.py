"""The editors' own test: questions that are asked before and after a change, and what became of their answers."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from knowledge import Answer, Article, Choices, Confirmed, Dispute, KnowledgeBase, Outcome, fold_words

MOST_ASKED = 200
"""Questions that are asked again for one change."""


@dataclass(frozen=True, slots=True)
class Own:
    """A question of the test: confirmed by an editor, or open, for nobody could answer it yet."""

    question: str
    confirmed: Confirmed | None = None


@dataclass(frozen=True, slots=True)
class Difference:
    """A question whose answer is another one after a change."""

    own: Own
    before: Outcome
    after: Outcome

    @property
    def is_regression(self) -> bool:
        """Whether a confirmed answer was given before, and is not any more."""
        one = self.own.confirmed
        return one is not None and is_right(one, self.before) and not is_right(one, self.after)


@dataclass(frozen=True, slots=True)
class Rehearsed:
    """What a change would do."""

    asked: int
    differences: tuple[Difference, ...] = ()
    disputes: tuple[Dispute, ...] = ()
    """Pinned answers that would not be borne out any more."""

    @property
    def regressions(self) -> tuple[Difference, ...]:
        """The differences that undo what an editor confirmed."""
        return tuple(each for each in self.differences if each.is_regression)


def rehearse(
    base: KnowledgeBase, change: Callable[[KnowledgeBase], object], questions: Sequence[Own], *, today: date
) -> Rehearsed:
    """What a change would do to the answers; it is tried on a copy. Raises what the change raises."""
    with base.rehearsal() as copy:
        before = [copy.ask(own.question, today=today) for own in questions]
        known = {dispute.question for dispute in copy.disputed(today=today)}
        change(copy)
        after = [copy.ask(own.question, today=today) for own in questions]
        disputes = tuple(dispute for dispute in copy.disputed(today=today) if dispute.question not in known)
    found = zip(questions, before, after, strict=True)
    changed = tuple(Difference(*each) for each in found if not is_same(each[1], each[2]))
    return Rehearsed(len(questions), changed, disputes)


def touched(questions: Iterable[Own], *articles: Article) -> tuple[Own, ...]:
    """The questions that share a weighty word with one of the articles: no other's answer can change much."""
    words = {word for article in articles for word in fold_words(f"{article.title}\n{article.text}")}
    return tuple(own for own in questions if words & set(fold_words(own.question)))[:MOST_ASKED]


def replay(base: KnowledgeBase, *, today: date) -> tuple[tuple[Confirmed, Outcome], ...]:
    """Every confirmed question with what comes now."""
    return tuple((one, base.ask(one.question, today=today)) for one in base.confirmed())


def right_now(base: KnowledgeBase, questions: Iterable[Own], *, today: date) -> tuple[Confirmed, ...]:
    """The confirmed ones of these questions that are answered as confirmed."""
    asked = [own.confirmed for own in questions if own.confirmed is not None]
    return tuple(one for one in asked if is_right(one, base.ask(one.question, today=today)))


def is_right(one: Confirmed, outcome: Outcome) -> bool:
    """Whether an outcome is the answer that was confirmed, whichever article says it."""
    return isinstance(outcome, Answer) and _plain(outcome.text) == _plain(one.answer)


def is_same(one: Outcome, other: Outcome) -> bool:
    """Whether a person would see no difference: the same answer by the same article with the same label."""
    return _seen(one) == _seen(other)


def said(outcome: Outcome) -> str:
    """An outcome in a few words: its answer; "" for none."""
    if isinstance(outcome, Answer):
        return outcome.text
    return " / ".join(choice.label for choice in outcome.choices) if isinstance(outcome, Choices) else ""


def _seen(outcome: Outcome) -> tuple[str, ...]:
    if isinstance(outcome, Answer):
        return (_plain(outcome.text), outcome.citation.article_id, outcome.certainty)
    return ("choices",) if isinstance(outcome, Choices) else ("none",)


def _plain(text: str) -> str:
    return " ".join(text.casefold().split()).strip(".")
