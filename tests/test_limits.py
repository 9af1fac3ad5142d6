"""How much one person, one chat and one typist may ask, and that one notice is all that is said of it."""

from __future__ import annotations

import asyncio
from pathlib import Path

from bot.limits import PER_CHAT, PER_TYPIST, PER_USER, Limits, SharedLimits, Verdict
from bot.records import Records
from knowledge import open_ledger


def judge(limits: Limits, user: int, chat: int, at: float, *, kind: str = "user") -> Verdict:
    return asyncio.run(limits.judge(user, chat, at, kind=kind))


def judged(limits: Limits, count: int, *, user: int | None = 1, chat: int = 1, at: float = 0.0) -> list[Verdict]:
    """Verdicts on questions at one moment; user None: each from somebody else."""
    return [judge(limits, number + 100 if user is None else user, chat, at) for number in range(count)]


def test_one_person_too_many_is_warned_once_and_then_ignored() -> None:
    verdicts = judged(Limits(), PER_USER + 10)
    assert verdicts == [Verdict.PASS] * PER_USER + [Verdict.WARN] + [Verdict.IGNORE] * 9


def test_the_others_are_not_held_up() -> None:
    limits = Limits()
    judged(limits, PER_USER + 10)
    assert judge(limits, 2, 2, 0.0) is Verdict.PASS


def test_a_group_of_many_is_warned_once_too() -> None:
    verdicts = judged(Limits(), PER_CHAT + 3, user=None, chat=-5)
    assert verdicts[PER_CHAT:] == [Verdict.WARN, Verdict.IGNORE, Verdict.IGNORE]


def test_after_a_minute_all_is_forgiven_and_the_next_excess_is_told_again() -> None:
    limits = Limits()
    judged(limits, PER_USER + 5)
    assert judged(limits, PER_USER + 1, at=61.0) == [Verdict.PASS] * PER_USER + [Verdict.WARN]


def test_who_goes_on_at_the_limit_is_answered_as_fast_as_it_allows() -> None:
    limits = Limits()
    judged(limits, PER_USER + 5)
    passed = [judge(limits, 1, 1, number * 1.0).name for number in range(1, 61)].count("PASS")
    assert PER_USER - 1 <= passed <= PER_USER


def test_typing_counts_apart_from_asking() -> None:
    limits = Limits()
    typed = [judge(limits, 1, 0, 0.0, kind="inline") for _ in range(PER_TYPIST + 1)]
    assert (typed[PER_TYPIST - 1], typed[PER_TYPIST]) == (Verdict.PASS, Verdict.WARN)
    assert judge(limits, 1, 1, 0.0) is Verdict.PASS


def test_two_workers_count_together(tmp_path: Path) -> None:
    with open_ledger(tmp_path) as ledger:
        records = [Records(ledger), Records(ledger)]
        limits = [SharedLimits(each) for each in records]
        verdicts = [judge(limits[number % 2], 1, 1, 0.0) for number in range(PER_USER + 3)]
        for each in records:
            each.close()
    assert verdicts == [Verdict.PASS] * PER_USER + [Verdict.WARN] + [Verdict.IGNORE] * 2
