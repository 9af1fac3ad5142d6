"""What a candidate must meet, through the front door: words said in another form, and what is not stated at all."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest

from knowledge import Abstention, Answer, Article, KnowledgeBase

TODAY = date(2024, 5, 7)

WRECK = """A hiker, Ilse Brandvold, came upon the wreck of the ferry Solglimt on 3 May 2024 below Varden pier. She \
found a brass bell there and gave it to the museum.

Jonas Reke, who took over as harbour master in March, said that nobody may dive there. The museum sold the first \
replica of the bell to Petra Lund for 900 euros."""

LIFT = """The manufacturer Hallmar has presented its stair lift Stigo in Oslund. It carries 140 kilograms.

The jury of the fair gave it the prize for comfort, and every seat is made to measure.

The Stigo XL will cost 4,900 euros instead of 4,500 euros from June. German buyers pay 4,700 euros for the Stigo XL."""

CAMP = """The winter camp of the Talvik club takes place from 2 to 9 January 2025.

The two old huts of the club will shut on 31 March 2025.

So far Tova Lind, Bram Okker and the duo Salt Ferry have accepted.

What to bring: passport, vaccination card and a letter of the parents."""


@pytest.fixture(scope="module")
def knowledge(tmp_path_factory: pytest.TempPathFactory) -> Iterator[KnowledgeBase]:
    with KnowledgeBase(tmp_path_factory.mktemp("gates"), library=False) as base:
        base.add(Article("wreck", "Wreck of the Solglimt found", date(2024, 5, 6), WRECK))
        base.add(Article("lift", "Hallmar presents the stair lift Stigo", date(2024, 5, 3), LIFT))
        base.add(Article("camp", "Winter camp of the Talvik club", date(2024, 5, 2), CAMP))
        yield base


@pytest.mark.parametrize(
    ("question", "sentence"),
    [
        ("finder of the wreck?", "came upon the wreck"),
        ("since when is Jonas Reke harbour master?", "took over as harbour master in March"),
    ],
)
def test_a_word_in_another_form_is_met(knowledge: KnowledgeBase, question: str, sentence: str) -> None:
    assert sentence in knowledge.ask(question, today=TODAY).citation.sentence  # type: ignore[union-attr]


@pytest.mark.parametrize(
    "question",
    [
        "which engineer thought up the Stigo?",
        "who measures the seat of the Stigo?",
    ],
)
def test_who_is_no_thing_and_no_engineer_is_a_firm(knowledge: KnowledgeBase, question: str) -> None:
    assert isinstance(knowledge.ask(question, today=TODAY), Abstention)


@pytest.mark.parametrize(
    "question",
    [
        "which guests are certain so far?",
        "how much is the big Stigo going to set me back after the hike?",
        "when do the councillors of Talvik decide on the camp?",
        "the Talvik huts close when?",
        "when does the Talvik club meet in the end?",
    ],
)
def test_one_unmet_word_rules_nothing_out(knowledge: KnowledgeBase, question: str) -> None:
    ruling = knowledge.ask(question, today=TODAY).trace[-1].finding
    assert "unmet" not in ruling and "not stated" not in ruling


def test_a_country_is_met_by_its_adjective_and_by_no_other_country(knowledge: KnowledgeBase) -> None:
    assert isinstance(knowledge.ask("how much do the Swiss buyers pay for the Stigo XL?", today=TODAY), Abstention)


BAKERY = """The bakery Ostrup in Velling moves to the old customs house on 4 May 2024. The rent there is lower.

Baker Runa Felding has run the shop since 2011 and goes on doing so until June.

"The street laughed for a week when the oven door was dropped in March," said Jorun Talle, the manager of Ostrup."""


@pytest.fixture(scope="module")
def bakery(tmp_path_factory: pytest.TempPathFactory) -> Iterator[KnowledgeBase]:
    with KnowledgeBase(tmp_path_factory.mktemp("bakery"), library=False) as base:
        base.add(Article("bakery", "The bakery Ostrup moves", date(2024, 4, 2), BAKERY))
        yield base


@pytest.mark.parametrize(
    "question",
    [
        "who dropped the oven door at Ostrup?",
        "who comes after Felding?",
        "how old is Runa Felding?",
    ],
)
def test_a_speaker_a_named_one_or_a_year_is_no_answer(bakery: KnowledgeBase, question: str) -> None:
    assert isinstance(bakery.ask(question, today=TODAY), Abstention)


def test_a_speaker_may_be_told_of_beside_the_quotation(bakery: KnowledgeBase) -> None:
    outcome = bakery.ask("who manages Ostrup?", today=TODAY)
    assert isinstance(outcome, Answer) and outcome.text == "Jorun Talle"


@pytest.mark.parametrize(
    "question",
    ["why is the bakery Ostrup changing premises?", "I am Quill from Harnmouth. When does the bakery Ostrup move?"],
)
def test_other_words_for_an_effect_and_names_said_around_rule_nothing_out(bakery: KnowledgeBase, question: str) -> None:
    ruling = bakery.ask(question, today=TODAY).trace[-1].finding
    assert "unmet" not in ruling and "not stated" not in ruling
