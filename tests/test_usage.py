"""What is counted of questions: a day, a subject of the articles, an outcome; never who asked or in which words."""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest

from bot.desk import Desk
from bot.records import COUNTED_DAYS, Records
from bot.settings import read_settings
from bot.usage import Usage, subject_of
from knowledge import AskedCount, KnowledgeBase, open_ledger
from make import make_article

TODAY = date(2023, 3, 1)
NOON = 1_677_672_000.0
"""2023-03-01 12:00 UTC."""
SECRET = "does my neighbour Zebulon visit the museum?"


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    with KnowledgeBase(tmp_path, library=False) as base, open_ledger(tmp_path) as ledger:
        base.add(make_article("The Clock Museum opens on 14 April 2023. The Clock Museum costs 4 euros."))
        records = Records(ledger, clock=lambda: NOON)
        desk = Desk(base, records, read_settings(data=str(tmp_path)), clock=lambda: NOON)
        yield desk
        desk.close()
        records.close()


async def ask(desk: Desk, *questions: str) -> None:
    await Usage(desk).note([await desk.ask(question) for question in questions])
    await desk.records.change(lambda ledger: None)  # what was to be stored soon goes along


def test_outcomes_are_counted_by_day_and_subject(desk: Desk) -> None:
    asyncio.run(
        ask(desk, "When does the Clock Museum open?", "What does the Clock Museum cost?", "Who is Zebulon Pike?")
    )
    counts = desk.records.ledger.asked(since=TODAY)
    assert {(count.day, count.subject, count.outcome): count.hits for count in counts} == {
        (TODAY, "Clock Museum", "answered"): 2,
        (TODAY, "", "abstained"): 1,
    }


def test_small_talk_is_no_question(desk: Desk) -> None:
    asyncio.run(ask(desk, "hello", "thanks!"))
    assert desk.records.ledger.asked(since=TODAY) == ()


def test_no_word_of_a_question_is_counted(desk: Desk, tmp_path: Path) -> None:
    asyncio.run(ask(desk, SECRET))
    with sqlite3.connect(tmp_path / "announcebot.sqlite3") as connection:
        rows = connection.execute("SELECT * FROM asked").fetchall()
    assert (len(rows), "zebulon" in str(rows).lower()) == (1, False)


def test_counts_are_forgotten_after_a_year(desk: Desk) -> None:
    days = [TODAY - timedelta(days=back) for back in (COUNTED_DAYS + 1, COUNTED_DAYS, 0)]
    desk.records.ledger.count_asked([AskedCount(day, "a", "answered", 1) for day in days])
    asyncio.run(desk.records.tidy())
    assert [count.day for count in desk.records.ledger.asked(since=date(2000, 1, 1))] == days[1:]


def test_an_article_that_is_gone_has_no_subject(desk: Desk) -> None:
    assert (subject_of(desk.base, "gone"), subject_of(desk.base, None)) == ("", "")
