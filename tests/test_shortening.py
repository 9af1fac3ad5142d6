"""Answers out of long sentences, through the front door: the part that holds what is asked for, the sentence cited."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest

from knowledge import Answer, Article, KnowledgeBase
from make import filled

TODAY = date(2025, 3, 20)

CHAIN = """After weeks of complaints about cold coffee in the north, the railway company Ostbane has decided \
that from Easter all of its kiosks will be run by the bakery chain Krumme, which has promised warm rolls and longer \
hours."""

ISLAND = """The biologist Signe Havn, who had been counting seals for a quite different purpose, has found a colony of \
pygmy owls on the small island of Trondal, where nobody had looked for birds since the lighthouse was abandoned in \
1961."""


@pytest.fixture(scope="module")
def knowledge(tmp_path_factory: pytest.TempPathFactory) -> Iterator[KnowledgeBase]:
    articles = [
        Article("chain", "Ostbane gives away its kiosks", date(2025, 3, 3), CHAIN),
        Article("island", "Owls on Trondal", date(2025, 3, 4), ISLAND),
    ]
    with filled(tmp_path_factory.mktemp("long"), articles) as base:
        yield base


@pytest.mark.parametrize(
    ("question", "part"),
    [
        ("which bakery chain will run the Ostbane kiosks?", "Krumme"),
        ("what did the biologist Signe Havn find on the island of Trondal?", "pygmy owls"),
        ("what kind of birds live on Trondal?", "owls"),
    ],
)
def test_a_long_sentence_is_cited_and_its_part_answers(knowledge: KnowledgeBase, question: str, part: str) -> None:
    outcome = knowledge.ask(question, today=TODAY)
    assert isinstance(outcome, Answer)
    assert part in outcome.text
    assert len(outcome.text.split()) <= 15 < len(outcome.citation.sentence.split())
    assert outcome.text in outcome.citation.sentence
