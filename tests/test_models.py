"""Another model of the same family never answers for the one that is asked about, however well the rest fits."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest

from knowledge import Abstention, Answer, Article, KnowledgeBase

TODAY = date(2026, 7, 1)
DRONE = """Halden Works announced the Nimbus X1 drone today. It ships on 3 September 2026 and costs 499 euros. \
The Nimbus X1 flies for 41 minutes on one charge, said Ada Mell, head of design at Halden Works. \
A larger model, the X3, was shown behind glass."""
TENT = """The Brae 2 tent sleeps two and costs 180 euros. The Brae 4 sleeps four. It weighs 5 kilograms.

Both come in green. The Brae 2 weighs 3 kilograms."""
READER = """Solvane announced the Quire 3 and the Quire 3 Plus today. The Quire 3 costs 210 euros, the Plus 290 euros. \
It weighs 260 grams.

The Quire 3 and the Quire 3 Plus store 32 GB and 64 GB. The cover costs 25 euros for the Quire 3 and 31 euros for the \
Plus."""
KETTLE = """Maron recalls the Tavo 5 kettle. Its handle can break. Buyers of the Tavo 5 get 40 euros back."""

PHONES = """The Larn 2 headphones will be in shops on 2 December, the firm said. The price stays at 249 euros. \
The battery lasts 38 hours, eight more than that of the first Larn, which remains on sale for 149 euros."""

GAME = """Drift Nine today unveiled Marrowtide, a game for one or two players. Two people can share one screen. \
Marrowtide will be out on 9 October 2026 for 30 euros.

1. Marrowtide runs on PC.
2. Saves move between devices.

Seats at the show: 2 of 5 halls are sold out."""


@pytest.fixture(scope="module")
def knowledge(tmp_path_factory: pytest.TempPathFactory) -> Iterator[KnowledgeBase]:
    with KnowledgeBase(tmp_path_factory.mktemp("models"), library=False) as base:
        base.add(Article("drone", "Nimbus X1 announced", date(2026, 6, 18), DRONE))
        base.add(Article("reader", "Solvane shows two readers", date(2026, 5, 6), READER))
        base.add(Article("kettle", "Recall of the Tavo 5", date(2026, 5, 7), KETTLE))
        base.add(Article("tent", "Two new tents by Orrey", date(2026, 5, 4), TENT))
        base.add(Article("phones", "The Larn 2 comes in December", date(2026, 5, 2), PHONES))
        base.add(Article("game", "Marrowtide unveiled", date(2026, 5, 3), GAME))
        yield base


@pytest.mark.parametrize(
    "question",
    ["when is marrowtide 2 out?", "marrowtide 2 release date", "how much is Marrowtide 2", "marrowtide 2 price?"],
)
def test_a_family_named_without_a_number_is_not_its_second(knowledge: KnowledgeBase, question: str) -> None:
    assert isinstance(knowledge.ask(question, today=TODAY), Abstention)


@pytest.mark.parametrize("question", ["when is marrowtide out?", "price of marrowtide for 2 players?"])
def test_a_number_that_counts_names_no_model(knowledge: KnowledgeBase, question: str) -> None:
    assert isinstance(knowledge.ask(question, today=TODAY), Answer)


def test_the_first_of_a_family_is_no_second(knowledge: KnowledgeBase) -> None:
    outcome = knowledge.ask("larn 2 price?", today=TODAY)
    assert isinstance(outcome, Answer)
    assert outcome.text == "249 euros"


@pytest.mark.parametrize(
    "question",
    ["when does the X3 ship?", "how much is the x3", "what does the X3 cost?", "how long does the X3 fly?",
     "X3 release date", "what does the Nimbus X1 weigh?", "how much is the Brae 4",
     "what does the Quire 3 weigh?", "how much money do buyers of the Tavo 5 Plus get back?"],
)  # fmt: skip
def test_another_model_never_answers(knowledge: KnowledgeBase, question: str) -> None:
    assert isinstance(knowledge.ask(question, today=TODAY), Abstention)


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ("when does the X1 ship?", "3 September 2026"),
        ("how much is the Nimbus X1?", "499 euros"),
        ("how heavy is the Brae 4?", "5 kilograms"),
        ("how much is the Brae 2?", "180 euros"),
        ("how much is the Quire 3?", "210 euros"),
        ("how much does the Quire 3 Plus cost?", "290 euros"),
        ("how many GB does the Quire 3 store?", "32 GB"),
        ("how many GB does the Quire 3 Plus store?", "64 GB"),
        ("how much is the cover for the Quire 3 Plus?", "31 euros"),
    ],
)
def test_the_model_asked_for_answers(knowledge: KnowledgeBase, question: str, answer: str) -> None:
    outcome = knowledge.ask(question, today=TODAY)
    assert isinstance(outcome, Answer)
    assert outcome.text == answer
