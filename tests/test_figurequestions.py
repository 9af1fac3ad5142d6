"""Questions for figures in short and odd wordings: what is counted, in which unit, for whom, at most or at least."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest

from knowledge import Abstention, Answer, Article, KnowledgeBase

TODAY = date(2025, 9, 30)

KAYAKS = """Torvund Boats is calling back 4,300 kayaks of the type Alva 2 because the seat can come loose. Seven \
accidents have been reported so far.

The Alva 2 costs €640, £555 or ¥98,000. The Alva S weighs 21 kilograms, the Alva L weighs 26 kilograms. The annual \
turnover of Torvund is around €58 million.

The lake lies at an altitude of 1,120 metres. We admit no more than 900 paddlers a day. 38 per cent of all visitors \
come from abroad. The shuttle boat runs every 25 minutes. The detour takes about 40 minutes longer.

The Alva 2 seats two people, the Alva 3 seats three. The 38 cm paddle costs €55 (£48), the 44 cm paddle €61 (£53). \
The guide will cost €12 instead of €10 and the map €9 instead of €8.

Of the 60 instructors who applied, 14 of them were hired. There are three boats a week to the island. The boat takes \
40 minutes. There is a ten-year guarantee on the hull. The winners receive €700 each instead of €500.

Whoever finds a fault gets a reward of up to $3,000. The app needs at least 256 MB of memory."""


@pytest.fixture(scope="module")
def knowledge(tmp_path_factory: pytest.TempPathFactory) -> Iterator[KnowledgeBase]:
    with KnowledgeBase(tmp_path_factory.mktemp("figures"), library=False) as base:
        base.add(Article("kayaks", "Torvund calls back the Alva 2", date(2025, 9, 2), KAYAKS))
        yield base


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ("number of Torvund kayaks called back", "4,300"),
        ("quantity of kayaks Torvund wants back?", "4,300"),
        ("Torvund kayaks: accidents so far?", "Seven"),
        ("Alva 2 in yen?", "¥98,000"),
        ("Alva 2 £ price", "£555"),
        ("turnover of Torvund?", "€58 million"),
        ("altitude of the lake at Torvund?", "1,120 metres"),
        ("share of visitors from abroad at Torvund?", "38 per cent"),
        ("Torvund shuttle boat, every how many minutes", "every 25 minutes"),
        ("how much extra time does the Torvund detour take", "40 minutes"),
        ("max reward at Torvund for a fault", "$3,000"),
        ("least memory I need for the Torvund app", "256 MB"),
        ("Torvund, price of the 44 cm paddle in pounds?", "£53"),
        ("how many Torvund instructors were hired?", "14"),
        ("how long is the guarantee on the hull at Torvund?", "ten years"),
        ("what do the winners at Torvund receive each, price?", "€700"),
        ("Torvund accidents so far?", "Seven"),
        ("Torvund 44cm paddle, what price?", "€61"),
        ("Torvund map price now?", "€9"),
        ("how heavy is the Alva S?", "21 kilograms"),
        ("how much does the Alva L weigh?", "26 kilograms"),
        ("how much is the Alva 2 in pounds?", "£555"),
        ("how heavy is the Alva L?", "26 kilograms"),
    ],
)
def test_a_figure_is_found_however_the_question_is_worded(knowledge: KnowledgeBase, question: str, answer: str) -> None:
    outcome = knowledge.ask(question, today=TODAY)

    assert isinstance(outcome, Answer)
    assert answer in outcome.text


@pytest.mark.parametrize("question", ["how old is the head of Torvund?", "top speed of the Alva L?"])
def test_a_figure_of_another_kind_is_no_answer(knowledge: KnowledgeBase, question: str) -> None:
    assert isinstance(knowledge.ask(question, today=TODAY), Abstention)
