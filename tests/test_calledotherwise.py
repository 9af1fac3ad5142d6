"""Names in another form than in the question, through the front door: a surname alone, initials, written out."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest

from knowledge import Answer, Article, KnowledgeBase
from make import filled

TODAY = date(2025, 4, 2)

TREATY = """President Merrow signed the treaty on fishing rights in Tallow Bay on 3 March 2025. The treaty allows 40 \
boats a day."""

SEALS = """The NSA has closed the beach of Skellig Sound until 1 June 2025, because seals are breeding there."""

DOCKS = """The Northern Dockers Union has called a strike at the port of Aldmouth on 14 April 2025. It demands 9 per \
cent more pay."""


@pytest.fixture(scope="module")
def knowledge(tmp_path_factory: pytest.TempPathFactory) -> Iterator[KnowledgeBase]:
    articles = [
        Article("treaty", "Treaty on fishing signed", date(2025, 3, 4), TREATY),
        Article("seals", "Beach closed for seals", date(2025, 3, 5), SEALS),
        Article("docks", "Strike at the port of Aldmouth", date(2025, 3, 6), DOCKS),
    ]
    with filled(tmp_path_factory.mktemp("names"), articles) as base:
        yield base


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ("when did Joan Merrow sign the treaty on fishing rights?", "3 March 2025"),
        ("until when has the National Seal Agency closed the beach of Skellig Sound?", "1 June 2025"),
        ("when is the NDU strike at the port of Aldmouth?", "14 April 2025"),
    ],
)
def test_a_name_is_met_in_another_form(knowledge: KnowledgeBase, question: str, answer: str) -> None:
    outcome = knowledge.ask(question, today=TODAY)
    assert isinstance(outcome, Answer)
    assert answer in outcome.text


@pytest.mark.parametrize(
    "question",
    [
        "when did Joan Mallory sign the treaty on fishing rights?",
        "until when has the Brandel Agency closed the beach of Skellig Sound?",
        "when is the GTW strike at the port of Aldmouth?",
    ],
)
def test_another_name_is_not_met(knowledge: KnowledgeBase, question: str) -> None:
    assert not isinstance(knowledge.ask(question, today=TODAY), Answer)


def test_a_surname_with_another_first_name_is_somebody_else(tmp_path_factory: pytest.TempPathFactory) -> None:
    told = TREATY.replace("President Merrow", "Denise Merrow")
    article = Article("treaty", "Treaty on fishing signed", date(2025, 3, 4), told)
    with filled(tmp_path_factory.mktemp("other"), [article]) as base:
        assert not isinstance(base.ask("when did Joan Merrow sign the treaty on fishing rights?", today=TODAY), Answer)
