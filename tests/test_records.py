"""The bot's memory in a real database: what expires, what moves with a group, and what waits for a locked file."""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.chatsettings import ChatSettings
from bot.records import CONVERSATION_SECONDS, KEPT_DAYS, Records
from bot.told import Said, Told
from knowledge import Focus, Ledger
from knowledge.store.sqlite import SqliteDatabase

FOCUS = Focus("When will the X1 ship?", "nimbus")


class Clock:
    """A clock that stands still until it is moved."""

    def __init__(self) -> None:
        self.now = 1_000_000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def records(tmp_path: Path, clock: Clock) -> Iterator[Records]:
    with Ledger(SqliteDatabase(tmp_path, patience=0.05)) as ledger:
        kept = Records(ledger, clock=clock)
        yield kept
        kept.close()


def make_said(chat_id: int = -5, message_id: int = 8) -> Said:
    return Said(f"{chat_id}.7", chat_id, 0, 3, message_id, (Told("When?", "18 June", focus=FOCUS),))


def test_a_conversation_ends_after_half_an_hour(records: Records, clock: Clock) -> None:
    async def later(seconds: float) -> Focus | None:
        await records.keep_focus(1, 0, 2, FOCUS)
        clock.now += seconds
        return await records.find_focus(1, 0, 2)

    assert asyncio.run(later(CONVERSATION_SECONDS - 1)) == FOCUS
    assert asyncio.run(later(CONVERSATION_SECONDS + 1)) is None


def test_conversations_are_told_apart_by_chat_topic_and_person(records: Records) -> None:
    async def others() -> list[Focus | None]:
        await records.keep_focus(1, 0, 2, FOCUS)
        return [await records.find_focus(*place) for place in ((1, 0, 2), (9, 0, 2), (1, 9, 2), (1, 0, 9))]

    assert asyncio.run(others()) == [FOCUS, None, None, None]


def test_old_answers_are_forgotten(records: Records, clock: Clock) -> None:
    async def month_later() -> Said | None:
        await records.keep(make_said(), FOCUS)
        clock.now += KEPT_DAYS * 86400 + 1
        await records.tidy()
        return await records.find_said("-5.7")

    assert asyncio.run(month_later()) is None


def test_everything_moves_with_a_group_but_its_messages_stay_behind(records: Records) -> None:
    async def move() -> tuple[object, ...]:
        await records.keep_chat_settings(-5, ChatSettings(rumours=False))
        await records.note_manager(3, -5)
        await records.keep(make_said(), FOCUS)
        await records.move_chat(-5, -100)
        settings, focus = await records.before(-100, 0, 3)
        said, elsewhere = await records.find_said("-5.7"), await records.find_said_in(-100, 8)
        place = (said.chat_id, said.message_id) if said else None
        return settings.rumours, focus, await records.managed_by(3), place, elsewhere, await records.now_in(-5)

    assert asyncio.run(move()) == (False, FOCUS, [-100], (-100, 0), None, -100)


def test_what_must_not_fail_waits_for_a_locked_database(records: Records, tmp_path: Path) -> None:
    async def unlock_after_failures(other: sqlite3.Connection) -> tuple[bool, str | None]:
        change = asyncio.create_task(records.change_surely(lambda ledger: ledger.set_note("kept", "yes")))
        await asyncio.wait({change}, timeout=0.4)
        was_done = change.done()
        other.execute("ROLLBACK")
        await change
        return was_done, await records.find_note("kept")

    other = sqlite3.connect(tmp_path / "announcebot.sqlite3", isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    assert asyncio.run(unlock_after_failures(other)) == (False, "yes")
    other.close()


def test_forgetting_a_person_leaves_nothing(records: Records) -> None:
    async def forget() -> tuple[int, int, tuple[str, ...]]:
        await records.keep(make_said(), FOCUS)
        await records.note_manager(3, -5)
        await records.forget(3)
        data = await records.data_of(3)
        return data.answers, data.conversations, data.questions

    assert asyncio.run(forget()) == (0, 0, ())
