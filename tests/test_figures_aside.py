"""Figures, places and quotations asked for in politeness, with an afterthought, or by another form of the name."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest

from knowledge import Answer, Article, KnowledgeBase

TODAY = date(2025, 9, 30)

FERRY = """The new ferry Marisol cost 4.2 million euros. A crossing takes 55 minutes. The transformer on board is one \
of 630 kVA.

The life jackets lie under the benches on the lower deck. "The sea is a patient teacher," says the captain. Captain \
Odile Brask has steered the Marisol since March."""

EDITOR = """Quillmark 7.0 needs 6 GB of memory. The Quill T3 costs 310 euros and the Plus costs 420 euros."""


FEEDER = """The bird feeder Perch 2 goes on sale on 3 December for 189 euros; the solar roof costs 39 euros extra. \
That is 30 euros more than the first Perch."""


@pytest.fixture(scope="module")
def knowledge(tmp_path_factory: pytest.TempPathFactory) -> Iterator[KnowledgeBase]:
    with KnowledgeBase(tmp_path_factory.mktemp("aside"), library=False) as base:
        base.add(Article("ferry", "The Marisol sails", date(2025, 9, 2), FERRY))
        base.add(Article("feeder", "The Perch 2 with a camera", date(2025, 9, 3), FEEDER))
        base.add(Article("editor", "Quillmark 7.0 is out", date(2025, 9, 4), EDITOR))
        yield base


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ("total cost of the Marisol, as first announced?", "4.2 million euros"),
        ("Marisol crossing time?", "55 minutes"),
        ("how strong is the transformer on the Marisol?", "630 kVA"),
        ("Could you kindly tell me where the life jackets lie on the Marisol?", "under the benches"),
        ("Odile Brask on the sea, her own words?", "patient teacher"),
        ("how much memory does Quillmark 7 need?", "6 GB"),
        ("RAM for Quillmark 7?", "6 GB"),
        ("perch 2 price?", "189 euros"),
        ("what's the price of the perch 2 feeder", "189 euros"),
        ("perch 2 solar roof price", "39 euros"),
    ],
)
def test_asked_aside(knowledge: KnowledgeBase, question: str, answer: str) -> None:
    outcome = knowledge.ask(question, today=TODAY)
    assert isinstance(outcome, Answer), outcome
    assert answer in outcome.text
