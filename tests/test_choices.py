"""Where two announcements answer a question alike and none is sure, both are offered, naming what they say."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from knowledge import Abstention, Answer, Choices, KnowledgeBase
from make import make_article

TODAY = date(2024, 5, 20)
TEXTS = {
    "zoo": ("Zoo Kesterfeld", "Zoo Kesterfeld raises its prices. The entry fee for grown-ups is 14 euros."),
    "pool": ("Pool Marrowby", "Pool Marrowby raises its prices. The entry fee for grown-ups is 6 euros."),
}


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Iterator[KnowledgeBase]:
    folder: Path = tmp_path_factory.mktemp("choices")
    with KnowledgeBase(folder, library=False) as base:
        for name, (title, text) in TEXTS.items():
            base.add(make_article(text, name=name, title=title, day=date(2024, 5, 2)))
        yield base


def test_a_name_near_one_of_the_articles_is_offered(base: KnowledgeBase) -> None:
    outcome = base.ask("what is the entry fee of Zoo Kusterveldt?", today=TODAY)
    assert isinstance(outcome, Choices)
    assert [choice.citation.article_id for choice in outcome.choices] == ["zoo"]


def test_a_choice_asks_a_question_that_is_answered(base: KnowledgeBase) -> None:
    outcome = base.ask("what is the entry fee of Zoo Kusterveldt?", today=TODAY)
    assert isinstance(outcome, Choices)
    answer = base.ask(outcome.choices[0].question, today=TODAY, focus=outcome.focus)
    assert isinstance(answer, Answer) and answer.text in outcome.choices[0].label


def test_a_question_that_names_nothing_is_answered_by_neither_of_two_matters(base: KnowledgeBase) -> None:
    outcome = base.ask("what is the entry fee?", today=TODAY)
    assert isinstance(outcome, Choices)
    assert sorted(choice.citation.article_id for choice in outcome.choices) == ["pool", "zoo"]


def test_a_question_that_names_one_of_two_matters_is_answered(base: KnowledgeBase) -> None:
    outcome = base.ask("what is the entry fee of pool marrowby?", today=TODAY)
    assert isinstance(outcome, Answer) and outcome.text == "6 euros"


def test_a_name_far_from_all_is_no_choice(base: KnowledgeBase) -> None:
    assert isinstance(base.ask("what is the entry fee of Zoo Hallinghurst?", today=TODAY), Abstention)


def test_small_talk_with_the_bot_is_no_question(base: KnowledgeBase) -> None:
    assert isinstance(base.ask("thx, do you also like swimming?", today=TODAY), Abstention)
