"""A short answer holds nothing that is no part of it: names, verbs of saying, prepositions, lone marks and commas."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest

from knowledge import Abstention, Answer, Article, KnowledgeBase

TODAY = date(2025, 5, 12)

SALE = """Brannock Mills plc will sell its yarn business, Corrie Wool, to Tessaly Group for 40 million euros.

Ruurd Haldane, Chief Executive, commented: "We knit, others spin." Opposition councillor Noor Velthuis called the sale \
a loss for the town.

The Trade Office, which had let the firms talk, has opened an inquiry. A sensor built by students at Harlow College \
will watch the dye works; its filters are washed by hand.

"If it stays dry, no," laughed head dyer Ansel Brook."""

BUS = """Bus 9 stops at 20:00 from Monday because of works on the quay. Night bus N5 is not affected.

The guarantee of the new buses is seven years. The villagers of Tal-y-Bryn bought the old shelter for one pound, since \
nobody else wanted it."""


@pytest.fixture(scope="module")
def knowledge(tmp_path_factory: pytest.TempPathFactory) -> Iterator[KnowledgeBase]:
    with KnowledgeBase(tmp_path_factory.mktemp("bare"), library=False) as base:
        base.add(
            Article("sale", "Brannock Mills sells Corrie Wool to Tessaly", date(2025, 5, 6), SALE, "Brannock Mills")
        )
        base.add(Article("bus", "Bus 9: works on the quay", date(2025, 5, 9), BUS))
        yield base


@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("who is nor velthuys?", "opposition councillor"),
        ("who is ansl brook", "head dyer"),
        ("whose students built the sensor for the dye works?", "Harlow College"),
        ("who is the chief executive of brannock mills?", "Ruurd Haldane"),
        ("has the trade office opened an inquiry into the sale?", "Yes, the Trade Office has opened an inquiry"),
        ("does night bus N5 still go?", "Yes, night bus N5 is not affected"),
        ("At what price did the villagers of Tal-y-Bryn buy the shelter?", "one pound"),
        ("new buses guarantee?", "seven years"),
        ("is the N5 affected?", "No, night bus N5 is not affected"),
    ],
)
def test_is_just_what_is_asked_for(knowledge: KnowledgeBase, question: str, text: str) -> None:
    outcome = knowledge.ask(question, today=TODAY)
    assert isinstance(outcome, Answer) and outcome.text == text


def test_the_head_of_one_house_leads_no_other(knowledge: KnowledgeBase) -> None:
    outcome = knowledge.ask("who is the chief executive of tessaly group?", today=TODAY)
    assert isinstance(outcome, Abstention)
