"""What a question inherits from the one before it, and what it does not."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from knowledge import Answer, KnowledgeBase, Outcome
from make import make_article

FERRY = """The island ferry Morwenna enters service on 3 June 2024.

It carries 140 passengers and cost 6.5 million euros, or 7 million dollars.

The start was put off from April because the gearbox arrived late. Harbour master Ulla Stenvik decided on it."""
CIRCUS = """Circus Bellavolta comes to town on 9 August 2024.

The big tent holds 1,200 spectators. Tickets cost 18 euros, or 20 dollars. It was late because of a flat tyre."""
TODAY = date(2024, 5, 20)


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Iterator[KnowledgeBase]:
    folder: Path = tmp_path_factory.mktemp("conversation")
    with KnowledgeBase(folder, library=False) as base:
        base.add(make_article(FERRY, name="ferry", title="Ferry Morwenna starts in June", day=date(2024, 5, 2)))
        base.add(make_article(CIRCUS, name="circus", title="Circus Bellavolta in August", day=date(2024, 5, 3)))
        yield base


def talk(base: KnowledgeBase, *questions: str) -> Outcome:
    outcome = base.ask(questions[0], today=TODAY)
    for question in questions[1:]:
        outcome = base.ask(question, today=TODAY, focus=outcome.focus)
    return outcome


@pytest.mark.parametrize(
    ("first", "then", "answer"),
    [
        ("when does the morwenna start?", "why so late?", "gearbox"),
        ("when does the morwenna start?", "passengers?", "140"),
        ("how much did the morwenna cost in euros?", "and in dollars?", "7 million dollars"),
        ("how much is a ticket for the bellavolta in euros?", "and in dollars?", "20"),
        ("how fast is the morwenna?", "when was that?", ""),
        ("when does the morwenna start?", "when does circus bellavolta come?", "9 August 2024"),
    ],
)
def test_a_follow_up_stays_on_its_matter(base: KnowledgeBase, first: str, then: str, answer: str) -> None:
    outcome = talk(base, first, then)
    assert not answer or (isinstance(outcome, Answer) and answer in outcome.text)


def test_a_bare_word_is_not_answered_from_another_matter(base: KnowledgeBase) -> None:
    outcome = talk(base, "when does the morwenna start?", "capacity?")
    assert not isinstance(outcome, Answer) or outcome.citation.article_id == "ferry"


def test_a_question_without_an_answer_is_what_the_next_one_continues(base: KnowledgeBase) -> None:
    outcome = talk(
        base, "when does the morwenna start?", "what is the top speed of circus bellavolta?", "and its capacity?"
    )
    assert not isinstance(outcome, Answer) or outcome.citation.article_id == "circus"
