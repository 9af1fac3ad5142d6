"""Several workers on one PostgreSQL: one leads, the dead are followed, changes are heard; alone on SQLite."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TypeVar

import pytest

from databases import make_postgres
from knowledge.model import Article
from knowledge.store import Bundle, open_ledger, open_store, open_worker
from knowledge.store.worker import LEADS

T = TypeVar("T")
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
    assert wait_for(second.leads)
    second.close()


def test_what_a_dead_worker_had_taken_is_due_again_at_once(url: str) -> None:
    alive, dead = open_worker(url), open_worker(url)
    with open_ledger(url) as ledger:
        ledger.put_updates([(1, "{}", ""), (2, "{}", "")], now=0.0)
        for worker in (alive, dead):
            assert len(ledger.claim_next(worker=worker.name, now=1.0, limit=1, lease=1e6)) == 1
        assert (alive.release_dead(now=2.0), ledger.backlog()) == (0, {"taken": 2})
        dead.close()
        assert [wait_for(lambda: alive.release_dead(now=2.0)), alive.release_dead(now=2.0)] == [1, 0]
        assert [update.update_id for update in ledger.claim_next(worker=alive.name, now=2.0, limit=9)] == [2]
    alive.close()


def test_a_change_is_heard_by_every_worker_within_a_second(url: str) -> None:
    workers = [open_worker(url), open_worker(url)]
    with open_store(url) as store:
        store.add(ARTICLE, [], [])
        stamp = store.stamp()
    assert [wait_for(worker.heard) for worker in workers] == [(stamp,), (stamp,)]
    assert [worker.heard() for worker in workers] == [(), ()]
    for worker in workers:
        worker.close()


def test_on_sqlite_a_worker_is_alone_and_leads(tmp_path: Path) -> None:
    worker = open_worker(tmp_path)
    assert (worker.is_alone, worker.leads(), worker.release_dead(now=0.0), worker.heard()) == (True, True, 0, ())
    worker.close()


def wait_for(ask: Callable[[], T]) -> T:
    """The first answer that is something, within the second that is promised."""
    stop = time.monotonic() + 1.0
    while not (found := ask()) and time.monotonic() < stop:
        time.sleep(0.01)
    return found


def test_a_worker_that_lost_its_server_leads_no_longer(url: str) -> None:
    first, second = open_worker(url), open_worker(url)
    assert first.leads()
    cut_off_leader(url)
    assert second.leads()
    assert not first.leads()
    first.close()
    second.close()


def cut_off_leader(url: str) -> None:
    psycopg = pytest.importorskip("psycopg")
    with psycopg.connect(url) as connection:
        sql = (
            "SELECT pg_terminate_backend(pid, 5000) FROM pg_locks WHERE locktype = 'advisory' AND classid = %s "
            "AND objid::bigint = hashtext(current_schema())::bigint & 4294967295"
        )
        assert connection.execute(sql, (LEADS,)).fetchall() == [(True,)]


@pytest.fixture
def standby() -> Iterator[str]:
    """A second schema stands in for a standby: it follows when the test says so."""
    with make_postgres() as made:
        open_store(made).close()
        yield made


def test_a_replica_answers_once_it_has_what_is_known(url: str, standby: str) -> None:
    with open_store(url) as first, open_store(standby) as other, open_store(url, replica=standby) as store:
        assert store.article("only there") is None
        other.add(replace(ARTICLE, id="only there"), [], [])
        assert store.article("only there") is not None
        store.add(ARTICLE, [], [])
        store.add(replace(ARTICLE, id="b"), [], [])
        assert (store.article("a"), store.article("only there")) == (ARTICLE, None)
        other.add_many([Bundle(ARTICLE)])
        first.add(replace(ARTICLE, id="c"), [], [])
        store.hear(first.stamp())
        assert (store.count().articles, store.article("c") is not None) == (3, True)


def test_without_its_replica_the_first_database_answers(url: str) -> None:
    with open_store(url, replica="postgresql://127.0.0.1:1/none") as store:
        store.add(ARTICLE, [], [])
        assert store.article("a") == ARTICLE
