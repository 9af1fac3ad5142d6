"""Questions with slips of the finger, words run together and spellings of chats are answered as if well written."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from knowledge import Abstention, Answer, Article, KnowledgeBase
from make import make_article

TEXT = """Ostrevick Bakeries will open its new hall in Quellmark on 14 April 2023.

The hall cost 3.2 million euros. Chief executive Thessaly Brandreth thanked the builders.

The Quellmark museum, run by Ruprecht Ansgard, stays closed until 2 May 2023 because the roof leaks."""
TODAY = date(2023, 3, 1)


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Iterator[KnowledgeBase]:
    folder: Path = tmp_path_factory.mktemp("mending")
    with KnowledgeBase(folder, library=False) as base:
        base.add(make_article(TEXT, title="Ostrevick opens a hall in Quellmark"))
        yield base


@pytest.mark.parametrize(
    "question",
    [
        "whne does ostrevick open the hall?",
        "when does ostreivck open the hlal?",
        "when deos ostreviick open the new hall",
        "whendoes ostrevick open the hall",
        "when does ostrevickopen the hall",
        "when doesostrevck open the hall",
        "when will ostrevick's hall opne",
        "wen wil the hall of ostervick open",
    ],
)
def test_a_question_with_slips_is_answered(base: KnowledgeBase, question: str) -> None:
    outcome = base.ask(question, today=TODAY)
    assert isinstance(outcome, Answer) and outcome.text == "14 April 2023"


@pytest.mark.parametrize(
    "question",
    ["whos thessaly brandretth?", "who is thesaly brandreth", "whois Thessaly Bradnreth", "thessaly brandreths job"],
)
def test_a_misspelt_name_is_found(base: KnowledgeBase, question: str) -> None:
    outcome = base.ask(question, today=TODAY)
    assert isinstance(outcome, Answer) and "hief executive" in outcome.text


@pytest.mark.parametrize(
    "question", ["why isthe museum shut", "whyis the museum closde", "why isnt the museum  open, why closed"]
)
def test_contractions_and_shifted_spaces_do_not_matter(base: KnowledgeBase, question: str) -> None:
    outcome = base.ask(question, today=TODAY)
    assert isinstance(outcome, Answer) and "roof leaks" in outcome.text


@pytest.mark.parametrize(
    "question",
    ["when does velmondia open the hall?", "when does vlemondia open its hal?", "who is oktavia brandreth-holm?"],
)
def test_a_name_that_no_article_knows_stays_unknown(base: KnowledgeBase, question: str) -> None:
    assert isinstance(base.ask(question, today=TODAY), Abstention)


def test_a_slip_stands_for_a_word_that_there_is(tmp_path: Path) -> None:
    with KnowledgeBase(tmp_path, library=False) as base:
        base.add(
            Article("brella", "Brella recalls machines", date(2024, 5, 2), "Brella recalls 4,100 espresso machines.")
        )
        base.add(Article("tarn", "Tarn 12 is out", date(2024, 5, 3), "Tarn 12 uses 8 cores of the machine."))
        outcome = base.ask("how many cofee machines are recalled", today=date(2024, 6, 1))
        assert isinstance(outcome, Answer)
        assert "4,100" in outcome.text


def test_a_unit_is_no_slip_on_a_question_word(tmp_path: Path) -> None:
    text = "The Brimble 3 kettle was recalled. That makes 71,000 appliances."
    with KnowledgeBase(tmp_path, library=False) as base:
        base.add(make_article(text, title="Brimble 3 kettle recalled"))
        assert isinstance(base.ask("how many watts does the brimble 3 have", today=TODAY), Abstention)
