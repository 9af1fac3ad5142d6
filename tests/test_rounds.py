"""Rounds of a competition, years, quarters and versions are what they are called, in short or written out."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest

from knowledge import Abstention, Answer, Article, KnowledgeBase

TODAY = date(2025, 9, 7)

CUP = """Thornmere meet Velden Athletic in the semi-final of the Harbour Cup on 18 May 2024 at Quay Park.

The date of the final, 8 June 2024, is unchanged. The winners receive 40,000 pounds."""

RESULTS = """Dunmarrow Foods grew by 4 percent. It reports third-quarter results on 5 November 2024.

Q4 sales will be published on 11 February 2025."""

SOFTWARE = """The editor Larkspur 7.1 is out. Support for 6.x ends on 30 September 2024.

Support for Larkspur 7.1 ends on 31 December 2026. 7.2 is pencilled in for March 2025."""


FAIR = """The Velmouth lantern fair takes place from 17 to 19 October 2025 on the old quay.

Last year 21,400 visitors came, a record."""


@pytest.fixture(scope="module")
def knowledge(tmp_path_factory: pytest.TempPathFactory) -> Iterator[KnowledgeBase]:
    with KnowledgeBase(tmp_path_factory.mktemp("rounds"), library=False) as base:
        base.add(Article("cup", "Harbour Cup: Thornmere meet Velden", date(2024, 5, 6), CUP))
        base.add(Article("results", "Dunmarrow Foods: figures", date(2024, 5, 3), RESULTS))
        base.add(Article("software", "Larkspur 7.1 is out", date(2024, 5, 2), SOFTWARE))
        base.add(Article("fair", "Velmouth lantern fair", date(2025, 9, 2), FAIR))
        yield base


@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("when is the harbour cup semi final?", "18 May 2024"),
        ("date of the Harbour Cup semifinal", "18 May 2024"),
        ("when is the harbour cup final?", "8 June 2024"),
        ("when does dunmarrow foods report q3 results?", "5 November 2024"),
        ("when are dunmarrow's fourth quarter sales published", "11 February 2025"),
        ("when does support for larkspur 6.2 end?", "30 September 2024"),
        ("when does support for larkspur 7.1 end?", "31 December 2026"),
        ("when does larkspur 6.x support end", "30 September 2024"),
        ("what month is larkspur 7.2 planned for", "March 2025"),
        ("when is the 2025 velmouth lantern fair?", "17 to 19 October 2025"),
        ("how many visitors came to the velmouth lantern fair in 2024?", "21,400 visitors"),
    ],
)
def test_each_is_told_its_own_day(knowledge: KnowledgeBase, question: str, text: str) -> None:
    outcome = knowledge.ask(question, today=TODAY)
    assert isinstance(outcome, Answer) and outcome.text == text


@pytest.mark.parametrize(
    "question",
    [
        "when is the harbour cup quarter-final?",
        "when does dunmarrow foods report q1 results?",
        "when does support for larkspur 5.2 end?",
        "when is the 2027 velmouth lantern fair?",
        "how many visitors came to the velmouth lantern fair in 2019?",
    ],
)
def test_none_is_told_that_of_another(knowledge: KnowledgeBase, question: str) -> None:
    assert isinstance(knowledge.ask(question, today=TODAY), Abstention)
