"""Where no answer is sure: up to three facts that the question may have meant, each with a question that asks it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from itertools import islice

from rapidfuzz.distance import OSA

from knowledge.answering.candidates import Candidate
from knowledge.answering.rankedlines import MET
from knowledge.deciding.conversation import EVERYDAY
from knowledge.deciding.decide import Ruling
from knowledge.deciding.gates import refusal, unmet
from knowledge.language.text import fold, tokenize
from knowledge.language.vectors import load_vectors
from knowledge.model import Answer, Choice
from knowledge.questions.query import Asked, Query
from knowledge.search.matching import Sought

MOST = 3
"""How many facts are offered."""
CLOSE, LEVEL = 0.3, 0.8
"""From which confidence on something is close; and the share of the best score that another must have."""
AS_GOOD, SURE = 0.95, 0.7
"""Share of the score from which on another matter's fact is as good; confidence from which on none is asked for."""
LABEL = 60
"""Characters of a label."""
NAME_FROM, FAR = 5, 3
"""Letters from which a name may be meant by another, and how many letters may differ; at most a third of them."""

Ask = Callable[[str], Answer | None]
"""Asks a question as if it came by itself."""


def choose(query: Query, ruling: Ruling, sought: Sequence[Sought], ask: Ask) -> tuple[Choice, ...]:
    """The facts that a question without an answer may have meant; none where nothing is close, or only one thing is.

    A choice is offered only where the question that asks for it is answered.
    """
    if ruling.unknown:
        return tuple(islice(_of_names(query, ruling, ask), MOST))
    if ruling.chosen is None and ruling.confidence < CLOSE:
        return ()
    found = tuple(islice(_of_facts(query, ruling.ranked, sought, ask), MOST))
    return found if len(found) > 1 else ()


def is_open_between(query: Query, ruling: Ruling, sought: Sequence[Sought]) -> bool:
    """Whether a question that names nothing is answered as well, and otherwise, by an article on another matter."""
    chosen = ruling.chosen
    if chosen is None or ruling.confidence >= SURE or query.asked is Asked.YES_NO or not query.wanted:
        return False
    if any(one.is_name or one.is_identity for one in sought):
        return False
    title = _weighty(chosen)
    return not chosen.read.subject.any() and any(
        other.score >= AS_GOOD * chosen.score and other.text != chosen.text and not title & _weighty(other)
        for other in ruling.ranked
        if other.read is not chosen.read
    )


def _weighty(candidate: Candidate) -> frozenset[str]:
    """The stems of an article's title that are no everyday words."""
    rarity = load_vectors().rarity
    title = tokenize(candidate.read.view.article.title)
    return frozenset(token.stem for token in title if rarity(token.norm) > EVERYDAY)


def _of_names(query: Query, ruling: Ruling, ask: Ask) -> Iterator[Choice]:
    """The question asked with a name of the articles instead of one that none of them knows."""
    proper = sorted(frozenset().union(*(candidate.read.view.proper for candidate in ruling.ranked)))
    for word in ruling.unknown:
        typed = fold(word)
        if not typed.isalpha() or len(typed) < NAME_FROM:
            continue
        near = [(OSA.distance(typed, name), name) for name in proper if len(name) >= NAME_FROM]
        for edits, name in sorted(near)[:MOST]:
            if edits <= min(FAR, len(typed) // 3):
                question = re.sub(rf"\b{re.escape(word)}\b", name.title(), query.text)
                answer = ask(question)
                if answer is not None:
                    yield _choice(question, answer)


def _of_facts(query: Query, ranked: Sequence[Candidate], sought: Sequence[Sought], ask: Ask) -> Iterator[Choice]:
    """The question asked of each of the articles that nearly answer it, by their titles."""
    passed = [c for c in ranked if c.coverage >= MET and not unmet(query, c, sought) and not refusal(query, c, sought)]
    level: dict[str, Candidate] = {}
    for candidate in passed:
        if candidate.score >= LEVEL * passed[0].score:
            level.setdefault(candidate.read.view.article.id, candidate)
    for candidate in level.values() if len(level) > 1 else ():
        article = candidate.read.view.article
        question = f"{query.text.rstrip('?!. ')}? {article.title}"
        answer = ask(question)
        if answer is not None and answer.citation.article_id == article.id and answer.text == candidate.text:
            yield _choice(question, answer)


def _choice(question: str, answer: Answer) -> Choice:
    said = f"{answer.text} · {answer.citation.sentence}"
    return Choice(said if len(said) <= LABEL else f"{said[: LABEL - 1].rstrip()}…", question, answer.citation)
