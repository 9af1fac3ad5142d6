"""Questions that ask by their last words or inside other talk, and figures, dates and sums in unusual dress."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest

from knowledge import Answer, Article, KnowledgeBase

TODAY = date(2025, 9, 30)

BATHS = """The Harlow Baths have been closed since 3 March 2025, when the roof began to drip. The new roof was \
built in Aldersund. The works were to end on 30 May; now they last until 24 October. The reopening gala takes place \
on 8 November in the Corn Hall.

The works cost 14 millions of euros. Of this the lottery paid 9 million. A locker costs €3 a day. Season-ticket \
holders get a refund, by 15 December at the latest.

The slide costs €5, for under-10s €2. Affected are 1,850 members.

A sauna is planned for the spring. The flour in the café must be used before 04/2026.

Head attendant Odd Breivik leaves at the end of the month after 31 years."""


@pytest.fixture(scope="module")
def knowledge(tmp_path_factory: pytest.TempPathFactory) -> Iterator[KnowledgeBase]:
    with KnowledgeBase(tmp_path_factory.mktemp("lastwords"), library=False) as base:
        base.add(Article("baths", "Harlow Baths stay closed until the autumn", date(2025, 9, 2), BATHS))
        yield base


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ("harlow baths shut since?", "3 March 2025"),
        ("harlow baths refund holders get it by", "15 December 2025"),
        ("harlow baths gala takes place on which day", "8 November 2025"),
        ("harlow baths roof was built in", "Aldersund"),
        ("which town was the roof of the harlow baths built in", "Aldersund"),
        ("in which town was the roof of the baths built", "Aldersund"),
        ("til when do the works at the harlow baths last", "24 October 2025"),
        ("were is the gala of the harlow baths", "Corn Hall"),
        ("Does one of you happen to know when the harlow baths gala is?", "8 November 2025"),
        ("what do I fork out for a locker at the harlow baths", "€3"),
        ("how many euros for a locker at the harlow baths", "€3"),
        ("whats a locker at the harlow baths going for", "€3"),
        ("what do the works at the harlow baths cost", "14 millions of euros"),
        ("the slide at the harlow baths for my 7 year old, how much", "€2"),
        ("how many members of the baths are affected", "1,850"),
        ("when is the sauna of the harlow baths coming", "spring 2026"),
        ("until when must the flour in the café be used", "April 2026"),
        ("when does Odd Breivik leave the baths", "end of September 2025"),
    ],
)
def test_what_asks_may_stand_anywhere_in_a_question(knowledge: KnowledgeBase, question: str, answer: str) -> None:
    outcome = knowledge.ask(question, today=TODAY)

    assert isinstance(outcome, Answer), outcome.text
    assert answer in outcome.text
