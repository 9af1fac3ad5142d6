"""Drafts that nobody takes and prompts that nobody answers: kept over restarts, forgotten after a month."""

from __future__ import annotations

import asyncio
from pathlib import Path

from bot.intake.drafts import Draft
from bot.pending import Drafts, Pending
from bot.prompts import Prompt, Prompts
from bot.records import KEPT_DAYS, Records
from knowledge import open_ledger

PENDING = Pending(7, 8, 42, Draft(title="Pool", text="It opens.", date="2024-04-01"), notes=("note_hidden",))


async def keep(folder: Path, clock: float) -> None:
    with open_ledger(folder) as ledger:
        records = Records(ledger, clock=lambda: clock)
        await Drafts(records).keep(PENDING)
        await Prompts(records).keep(7, 9, Prompt("title", "8:"))
        records.close()


async def found_after(folder: Path, clock: float) -> tuple[Pending | None, Prompt | None]:
    with open_ledger(folder) as ledger:
        records = Records(ledger, clock=lambda: clock)
        await records.tidy()
        found = await Drafts(records).find(7, 8), await Prompts(records).find(7, 9)
        records.close()
    return found


def test_a_draft_outlives_a_restart(tmp_path: Path) -> None:
    asyncio.run(keep(tmp_path, 1000.0))
    pending, prompt = asyncio.run(found_after(tmp_path, 2000.0))
    assert pending is not None and prompt is not None
    assert (pending.draft, pending.notes, prompt.about) == (PENDING.draft, PENDING.notes, "8:")


def test_after_a_month_it_is_forgotten(tmp_path: Path) -> None:
    asyncio.run(keep(tmp_path, 1000.0))
    assert asyncio.run(found_after(tmp_path, 1001.0 + KEPT_DAYS * 86400)) == (None, None)
