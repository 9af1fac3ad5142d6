"""The price of a thing is what it is sold for, in whatever words, and not what its spare parts cost."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest

from knowledge import Abstention, Answer, Article, KnowledgeBase

TODAY = date(2026, 10, 25)

LOOM = """Brindle Labs today presented the Pocket Loom, a weaving machine the size of a lunch box. It goes on sale on \
3 November for 189 euros or £165, in green and oatmeal.

The Loom weighs 1.4 kilograms. The app runs on Android only at first. Every Loom comes with two spools and a bag. \
Spare spools cost 9 euros each. It is made in Tavelin by forty people, and the firm has sold 3,000 looms before."""

LAMP = """Orrin Light will sell the Fen lamp from May. The lamp is available in black at 74 euros. An additional shade \
costs 12 euros. Orrin Light has invested 2 million euros in its works at Halse, and nobody was laid off.

The lamp burns for 50,000 hours. It can be dimmed by foot. It weighs two kilograms. A film shows how it was made."""


@pytest.fixture(scope="module")
def knowledge(tmp_path_factory: pytest.TempPathFactory) -> Iterator[KnowledgeBase]:
    with KnowledgeBase(tmp_path_factory.mktemp("sold"), library=False) as base:
        base.add(Article("loom", "Brindle Labs shows the Pocket Loom", date(2026, 9, 14), LOOM, "Brindle Labs"))
        base.add(Article("lamp", "A lamp by Orrin", date(2026, 4, 2), LAMP, "Orrin Light"))
        yield base


@pytest.mark.parametrize(
    ("question", "price"),
    [
        ("pocket loom price", "189 euros"),
        ("how much is the pocket loom?", "189 euros"),
        ("what does the pocket loom cost in pounds", "£165"),
        ("fen lamp price?", "74 euros"),
        ("how much are spare spools for the pocket loom?", "9 euros each"),
        ("what does an additional shade for the fen lamp cost?", "12 euros"),
    ],
)
def test_a_price_is_what_the_thing_is_sold_for(knowledge: KnowledgeBase, question: str, price: str) -> None:
    outcome = knowledge.ask(question, today=TODAY)
    assert isinstance(outcome, Answer) and outcome.text == price


@pytest.mark.parametrize(
    "question",
    ["when do the headphones ship?", "when do the zephyr headphones go on sale?", "how much is the spinning wheel?"],
)
def test_what_no_article_names_is_not_answered_with_another_thing(knowledge: KnowledgeBase, question: str) -> None:
    assert isinstance(knowledge.ask(question, today=TODAY), Abstention)
