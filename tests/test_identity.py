"""A name or number that no article holds, or only touches elsewhere, is no reason to answer with something near."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from knowledge import Abstention, Answer, KnowledgeBase
from make import make_article

TEXT = """The Dunmarrow swimming hall reopens on 4 May 2024 after two years of building.

The main pool holds 900 swimmers at a time and cost 12 million euros.

Its new roof was drawn by the architect Perpetua Lindqvarn.

Swimmers from the Oxley club may train there from June.

The lido at Harbourside keeps its hours."""
TODAY = date(2024, 4, 1)


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Iterator[KnowledgeBase]:
    folder: Path = tmp_path_factory.mktemp("identity")
    with KnowledgeBase(folder, library=False) as base:
        base.add(make_article(TEXT, title="Dunmarrow swimming hall reopens", day=date(2024, 3, 20)))
        yield base


@pytest.mark.parametrize("question", ["when does the dunmarrow hall reopen?", "dunmarrow swimming hall reopening date"])
def test_the_matter_of_the_article_is_told(base: KnowledgeBase, question: str) -> None:
    outcome = base.ask(question, today=TODAY)
    assert isinstance(outcome, Answer) and outcome.text == "4 May 2024"


@pytest.mark.parametrize(
    "question",
    ["when does the harbourside lido reopen?", "how much did the lido at Harbourside cost"],
)
def test_what_is_told_of_another_is_not_told_of_a_name_that_is_only_touched(base: KnowledgeBase, question: str) -> None:
    outcome = base.ask(question, today=TODAY)
    assert isinstance(outcome, Abstention) and "don't mention" not in outcome.text


@pytest.mark.parametrize("question", ["when does the wexbridge hall reopen?", "who is wilfrida osterlund"])
def test_a_name_of_no_article_is_said_to_be_unknown(base: KnowledgeBase, question: str) -> None:
    assert isinstance(base.ask(question, today=TODAY), Abstention)


def test_a_near_miss_names_what_is_nearby(base: KnowledgeBase) -> None:
    outcome = base.ask("when does the Dunmarrow hall 7 reopen?", today=TODAY)
    assert isinstance(outcome, Abstention)
    assert "“7”" in outcome.text and "Dunmarrow swimming hall reopens" in outcome.text


def test_a_number_is_not_met_by_a_duration_written_out(tmp_path: Path) -> None:
    told = "Bus line 4 returns to Wexbridge on 16 September 2024. Building had stopped for nine days in July."
    with KnowledgeBase(tmp_path, library=False) as base:
        base.add(make_article(told, title="Bus line 4 is back", day=date(2024, 8, 14)))
        assert isinstance(base.ask("when does bus line 4 return?", today=TODAY), Answer)
        assert isinstance(base.ask("when does bus line 9 return?", today=TODAY), Abstention)
        how_long = base.ask("for how many days had building stopped?", today=TODAY)
        assert isinstance(how_long, Answer) and "nine days" in how_long.text
