"""What a figure counts, and for what a sum is paid, told apart from what stands beside them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest

from knowledge import Abstention, Answer, Article, KnowledgeBase

TODAY = date(2025, 9, 30)

MUSEUM = """The glass museum in Ferncliff has new prices, in francs:

- Adults: 14
- Students and apprentices: 9
- Family card: 32
- Evening ticket: 7.50 per person

Lost locker keys cost 20 francs. The oldest vase has lost 3 handles."""

TOASTER = """Lumo is recalling the Tarn toaster because its lever can jam. All in all 7,300 units have been sold.

Around 2,600 people have already sent theirs back."""

BOATS = """Three boats sail to Orla island from May. The crossing is 11 kilometres long.

A day ticket costs 16 euros, reduced 11; in first class it is 29 euros. The season pass costs 140 euros. \
Nobody can buy more than five tickets.

In the rain of Sunday night 19 millimetres fell on Orla.

The summer fair on Orla drew 3,150 visitors last year. The ferry pilot works with a crew of 24 people."""

GAME = """Quarry Tale comes out on 3 October for €24.99 or $27.99. The studio Pinhollow counts 34 people.

Making it cost 3.1 million euros. The budget of the film version is 8 million euros."""


@pytest.fixture(scope="module")
def knowledge(tmp_path_factory: pytest.TempPathFactory) -> Iterator[KnowledgeBase]:
    with KnowledgeBase(tmp_path_factory.mktemp("counts"), library=False) as base:
        base.add(Article("museum", "New prices at the Ferncliff glass museum", date(2025, 9, 2), MUSEUM))
        base.add(Article("toaster", "Lumo recalls the Tarn toaster", date(2025, 9, 3), TOASTER))
        base.add(Article("boats", "More boats to Orla", date(2025, 9, 4), BOATS))
        base.add(Article("game", "Quarry Tale is nearly here", date(2025, 9, 5), GAME))
        yield base


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ("how much do adults pay at the Ferncliff glass museum?", "14 francs"),
        ("price of the family card at the Ferncliff museum?", "32 francs"),
        ("how many Tarn toasters has Lumo sold?", "7,300"),
        ("how many ppl have sent their Tarn toaster back?", "2,600"),
        ("how many km is the crossing to Orla?", "11 kilometres"),
        ("turnout of the Orla summer fair last year?", "3,150"),
        ("how big is the crew of the Orla ferry?", "24 people"),
        ("day ticket to Orla, reduced?", "11"),
        ("what's the maximum of tickets per person to Orla?", "up to five tickets"),
        ("how heavy was the rain on Orla?", "19 millimetres"),
        ("what does a day ticket to Orla cost?", "16 euros"),
        ("price of Quarry Tale in dollars?", "$27.99"),
        ("budget of the Quarry Tale film?", "8 million"),
    ],
)
def test_tells_what_is_counted(knowledge: KnowledgeBase, question: str, answer: str) -> None:
    outcome = knowledge.ask(question, today=TODAY)
    assert isinstance(outcome, Answer), outcome
    assert answer in outcome.text


@pytest.mark.parametrize(
    "question",
    [
        "how many cabins do the Orla boats have?",
        "how much is a poster at the Ferncliff glass museum?",
        "how many doors does the Ferncliff glass museum have?",
    ],
)
def test_counts_nothing_else(knowledge: KnowledgeBase, question: str) -> None:
    outcome = knowledge.ask(question, today=TODAY)
    assert isinstance(outcome, Abstention), outcome
