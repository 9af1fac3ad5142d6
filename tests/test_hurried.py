"""Questions as people in a hurry type them: run-on names, half sentences, and another thing's figure."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from knowledge import KnowledgeBase
from knowledge.model import Abstention, Answer, Article, Certainty

KAYAK = Article(
    "orlo-kayak",
    "Orlo shows the Drift 4, a kayak in a backpack",
    date(2025, 3, 10),
    """Orlo presented the Drift 4 today, a kayak that folds into a backpack. It is sold from 5 May for 780 euros; \
a version with a second seat costs 940 euros.

The hull is made in Lugo and comes in pine green, rust and white. Orlo gives six years' guarantee on the hull and \
two on the paddle.

According to a report in Paddle Weekly, the Drift 6 may be dropped.""",
    "Orlo",
)
BRIDGE = Article(
    "tesk-bridge",
    "The footbridge at Tesk is renewed",
    date(2025, 4, 2),
    """The footbridge at Tesk closes next Monday for five weeks. A free boat takes people across every half hour. \
Season tickets of the ferry are prolonged by a month.

Mayor Ada Quist said the works cost 210,000 euros. Town clerk Ben Aro will be succeeded by Mira Tolk in June.

The bridge run takes place on 8 June. Places are given out from 2 May at bridge-run.example.com.""",
    "Tesk town hall",
)


@pytest.fixture(scope="module")
def knowledge(tmp_path_factory: pytest.TempPathFactory) -> Iterator[KnowledgeBase]:
    folder: Path = tmp_path_factory.mktemp("hurried")
    with KnowledgeBase(folder, library=False) as base:
        list(base.add_many([KAYAK, BRIDGE]))
        yield base


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ("drift4 price?", "780 euros"),
        ("how much with a second seat", "940 euros"),
        ("where is the drift 4 made", "Lugo"),
        ("where is the hull made?", "Lugo"),
        ("what colours does the drift 4 come in", "pine green, rust and white"),
        ("how long is the guarantee on the paddle", "two years"),
        ("how long is the guarantee on the hull", "six years"),
        ("what about my season ticket", "prolonged by a month"),
        ("when is the bridge run", "8 June 2025"),
        ("wehn is the bridge run comming", "8 June 2025"),
        ("who is the new town clerk of Tesk", "Mira Tolk"),
        ("who is the town clerk of Tesk", "Ben Aro"),
    ],
)
def test_a_hurried_question_is_answered(knowledge: KnowledgeBase, question: str, answer: str) -> None:
    outcome = knowledge.ask(question, today=date(2025, 5, 1))
    assert isinstance(outcome, Answer), outcome
    assert answer in outcome.text


def test_a_model_whose_number_stands_before_a_verb_is_known(knowledge: KnowledgeBase) -> None:
    outcome = knowledge.ask("is the drift 6 dropped?", today=date(2025, 5, 1))
    assert isinstance(outcome, Answer), outcome
    assert outcome.certainty is Certainty.RUMOUR


def test_a_sum_in_another_paragraph_is_no_price_of_what_is_asked_about(knowledge: KnowledgeBase) -> None:
    assert isinstance(knowledge.ask("how much is the boat", today=date(2025, 5, 1)), Abstention)


def test_what_is_said_nearby_is_shown_though_no_figure_of_the_kind_is_there(knowledge: KnowledgeBase) -> None:
    outcome = knowledge.ask("how heavy is the drift 4?", today=date(2025, 5, 1))
    assert isinstance(outcome, Abstention)
    assert {citation.article_id for citation in outcome.nearby} == {"orlo-kayak"}
