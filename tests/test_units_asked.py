"""A figure of another measure answers nothing, nor a length of time what is counted, nor the whole its part."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest

from knowledge import Abstention, Answer, Article, KnowledgeBase

TODAY = date(2026, 10, 25)

DRILL = """Castor Tools today presented the Weasel 5, a cordless drill. It turns at up to 1,900 turns a minute and \
weighs 1.6 kilograms. The warranty runs for three years. Its battery stores 60 watt-hours.

The drill is made in the old tram depot of Hallin, two kilometres from the river. Together the works have 14 halls."""


@pytest.fixture(scope="module")
def knowledge(tmp_path_factory: pytest.TempPathFactory) -> Iterator[KnowledgeBase]:
    with KnowledgeBase(tmp_path_factory.mktemp("units"), library=False) as base:
        base.add(Article("drill", "Castor presents the Weasel 5 drill", date(2026, 9, 14), DRILL, "Castor Tools"))
        yield base


@pytest.mark.parametrize(
    "question",
    [
        "how many gears has the weasel 5",
        "how big is the tram depot of hallin in square metres",
        "how strong is the weasel 5 in watts?",
        "how many of the 14 halls belong to castor tools alone",
    ],
)
def test_another_figure_is_no_answer(knowledge: KnowledgeBase, question: str) -> None:
    assert isinstance(knowledge.ask(question, today=TODAY), Abstention)


@pytest.mark.parametrize(
    ("question", "text"),
    [("how heavy is the weasel 5 in grams?", "1.6 kilograms"), ("weasel 5 warranty in years?", "three years")],
)
def test_another_unit_of_the_same_measure_is(knowledge: KnowledgeBase, question: str, text: str) -> None:
    outcome = knowledge.ask(question, today=TODAY)
    assert isinstance(outcome, Answer) and outcome.text == text
