"""Several workers on one PostgreSQL: one leads, the dead are followed, changes are heard; alone on SQLite."""

from __future__ import annotations

import time
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from databases import make_postgres
from knowledge.model import Article
from knowledge.store import Worker, open_ledger, open_store, open_worker

ARTICLE = Article("a", "Pool", date(2024, 5, 1), "The pool opens on 3 May 2024.")


@pytest.fixture
def url() -> Iterator[str]:
    with make_postgres() as made:
        open_store(made).close()
        yield made


def test_one_of_two_leads_and_the_other_takes_over(url: str) -> None:
    first, second = open_worker(url), open_worker(url)
    assert [first.leads(), second.leads(), first.leads()] == [True, False, True]
    first.close()
    assert second.leads()
    second.close()


def test_what_a_dead_worker_had_taken_is_due_again_at_once(url: str) -> None:
    alive, dead = open_worker(url), open_worker(url)
    with open_ledger(url) as ledger:
        ledger.put_updates([(1, "{}", ""), (2, "{}", "")], now=0.0)
        for worker in (alive, dead):
            assert len(ledger.claim_next(worker=worker.name, now=1.0, limit=1, lease=1e6)) == 1
        assert (alive.release_dead(now=2.0), ledger.backlog()) == (0, {"taken": 2})
        dead.close()
        assert [alive.release_dead(now=2.0), alive.release_dead(now=2.0)] == [1, 0]
        assert [update.update_id for update in ledger.claim_next(worker=alive.name, now=2.0, limit=9)] == [2]
    alive.close()


def test_a_change_is_heard_by_every_worker_within_a_second(url: str) -> None:
    workers = [open_worker(url), open_worker(url)]
    with open_store(url) as store:
        store.add(ARTICLE, [], [])
        stamp = store.stamp()
    assert [wait_to_hear(worker) for worker in workers] == [(stamp,), (stamp,)]
    assert [worker.heard() for worker in workers] == [(), ()]
    for worker in workers:
        worker.close()


def test_on_sqlite_a_worker_is_alone_and_leads(tmp_path: Path) -> None:
    worker = open_worker(tmp_path)
    assert (worker.is_alone, worker.leads(), worker.release_dead(now=0.0), worker.heard()) == (True, True, 0, ())
    worker.close()


def wait_to_hear(worker: Worker) -> tuple[str, ...]:
    stop = time.monotonic() + 1.0
    while not (heard := worker.heard()) and time.monotonic() < stop:
        time.sleep(0.01)
    return heard
