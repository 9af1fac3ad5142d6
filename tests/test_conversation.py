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


DINGHIES = """Wherry Works of Port Ansgar shows two dinghies, built by Ilse Brokvist and her crew.

The Finch costs 820 euros (710 pounds), the Heron costs 1,140 euros (980 pounds).

The Finch weighs 61 kilograms. The Heron, the one with two masts, weighs 94 kilograms.

The Finch is sold from 4 March 2024. It was unveiled by Ilse Brokvist at the Boat Show in Lund."""
LETTER = """Dear friends of Port Ansgar,

our small boat is late, and Ilse Brokvist is sorry for it. We will hand it over on 18 May 2024 at 9:30.

The mast broke during a trial, so we have to build it anew."""


@pytest.fixture(scope="module")
def harbour(tmp_path_factory: pytest.TempPathFactory) -> Iterator[KnowledgeBase]:
    with KnowledgeBase(tmp_path_factory.mktemp("harbour"), library=False) as base:
        base.add(make_article(DINGHIES, name="dinghies", title="Two dinghies", day=date(2024, 1, 10)))
        base.add(make_article(LETTER, name="letter", title="A letter to our customers", day=date(2024, 2, 28)))
        base.add(make_article(CIRCUS, name="circus", title="Circus Bellavolta in August", day=date(2024, 5, 3)))
        yield base


@pytest.mark.parametrize(
    ("first", "then", "answer"),
    [
        ("how much does the heron dinghy cost in euros?", "in pounds please", "980 pounds"),
        ("how heavy is the finch?", "and the one with two masts?", "94 kilograms"),
        ("when is the finch sold?", "starting?", "4 March 2024"),
        ("when was the finch unveiled?", "where exactly?", "Lund"),
    ],
)
def test_a_follow_up_asks_on_where_the_answer_was_told(
    harbour: KnowledgeBase, first: str, then: str, answer: str
) -> None:
    outcome = talk(harbour, first, then)
    assert isinstance(outcome, Answer)
    assert answer in outcome.text


def test_a_follow_up_finds_the_letter_on_the_matter_that_does_not_name_it(harbour: KnowledgeBase) -> None:
    outcome = talk(harbour, "what does the finch dinghy cost in euros?", "and why is the boat so late?")
    assert outcome.focus is not None
    assert outcome.focus.article_id == "letter"
