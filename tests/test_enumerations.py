"""Questions for several things through the front door: points under a heading, days with what they hold, one breath."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest

from knowledge import Answer, Article, KnowledgeBase

FEAST = """The cider feast in Orrin takes place from 5 to 7 September. It is the ninth one.

- Friday, 18:00: torchlight walk
- Saturday, 10:00: pressing of the apples
- Saturday, 21:00: dance on the green
- Sunday, 9:00: service in the orchard

Closed roads:

- Cask Lane
- Perry Street, numbers 2 to 30
- Cooper's Yard

Ansty Road stays open. Drivers should allow ten minutes more."""

ROVER = """The rover Skua has three instruments: a drill from Orrin, a camera that sees heat, and a scale.

It left the hall on Monday. The wheels were made in Tarn."""


PLANNER = """Version 6 of the planner Hennock is out.

New
– Colours for every calendar
– A search that also reads notes, which many had asked for

Removed
– The weather, because its supplier went bankrupt
– Sharing by fax

Fixed
– The clock: it no longer skips Sundays
– Flicker on second screens

The parcel edition, containing a paper year, a pencil and a rubber, costs 40 euros."""


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Iterator[KnowledgeBase]:
    with KnowledgeBase(tmp_path_factory.mktemp("enumerations"), library=False) as opened:
        opened.add(Article("feast", "Cider feast in Orrin", date(2025, 8, 1), FEAST, None, None))
        opened.add(Article("rover", "Rover Skua is ready", date(2025, 8, 2), ROVER, None, None))
        opened.add(Article("planner", "Hennock 6: release notes", date(2025, 8, 3), PLANNER, None, None))
        yield opened


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ("which roads are closed for the cider feast?", "Cask Lane; Perry Street, numbers 2 to 30; Cooper's Yard"),
        ("what is the programme on Saturday at the cider feast?", "pressing of the apples, dance on the green"),
        ("what got dropped in hennock 6", "The weather; Sharing by fax"),
        ("what all has been repaired in hennock", "The clock; Flicker on second screens"),
        ("what was added in hennock 6?", "Colours for every calendar; A search that also reads notes"),
        ("what equipment is on the Skua?", "a drill from Orrin, a camera that sees heat, and a scale"),
    ],
)
def test_several_things_are_told_together(base: KnowledgeBase, question: str, answer: str) -> None:
    outcome = base.ask(question, today=date(2025, 8, 10))
    assert isinstance(outcome, Answer), outcome
    assert outcome.text == answer
