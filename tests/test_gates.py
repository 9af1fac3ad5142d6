"""What a candidate must meet, through the front door: words said in another form, and what is not stated at all."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from knowledge import Article, KnowledgeBase

TODAY = date(2024, 5, 7)

WRECK = """A hiker, Ilse Brandvold, came upon the wreck of the ferry Solglimt on 3 May 2024 below Varden pier. She \
found a brass bell there and gave it to the museum.

Jonas Reke, who took over as harbour master in March, said that nobody may dive there. The museum sold the first \
replica of the bell to Petra Lund for 900 euros."""


@pytest.fixture(scope="module")
def knowledge(tmp_path_factory: pytest.TempPathFactory) -> Iterator[KnowledgeBase]:
    with KnowledgeBase(tmp_path_factory.mktemp("gates"), library=False) as base:
        base.add(Article("wreck", "Wreck of the Solglimt found", date(2024, 5, 6), WRECK))
        yield base


@pytest.mark.parametrize(
    ("question", "sentence"),
    [
        ("finder of the wreck?", "She found a brass bell there"),
        ("since when is Jonas Reke harbour master?", "took over as harbour master in March"),
    ],
)
def test_a_word_in_another_form_is_met(knowledge: KnowledgeBase, question: str, sentence: str) -> None:
    assert sentence in knowledge.ask(question, today=TODAY).citation.sentence  # type: ignore[union-attr]
