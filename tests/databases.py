"""The databases that the contract tests run on: a SQLite folder and, where a server answers, a PostgreSQL schema."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

SERVER = "postgresql://postgres@127.0.0.1:5432/test"


@contextmanager
def make_postgres() -> Iterator[str]:
    """The URL of a schema of its own, dropped afterwards; the test is skipped where no server answers."""
    psycopg = pytest.importorskip("psycopg", reason="psycopg is not installed: pip install 'announcebot[postgres]'")
    schema = f"announcebot_{os.getpid()}_{next(_numbers)}"
    try:
        connection = psycopg.connect(SERVER, autocommit=True, connect_timeout=2)
    except psycopg.OperationalError:
        pytest.skip(f"no PostgreSQL answers at {SERVER}")
    with connection:
        connection.execute(f"CREATE SCHEMA {schema}")
    try:
        yield f"{SERVER}?options=-csearch_path%3D{schema}"
    finally:
        with psycopg.connect(SERVER, autocommit=True) as again:
            again.execute(f"DROP SCHEMA {schema} CASCADE")


def empty(url: str) -> None:
    """Take everything out of a schema whose tables are made: quicker than making them anew for each test."""
    import psycopg

    with psycopg.connect(url, autocommit=True) as connection:
        sql = "SELECT tablename FROM pg_tables WHERE schemaname = current_schema() AND tablename <> 'alembic_version'"
        tables = [name for (name,) in connection.execute(sql)]
        if tables:
            connection.execute("TRUNCATE " + ", ".join(tables))
            connection.execute("INSERT INTO tally VALUES (0, 0, 0, 0, 0, 0, 0, 0, 0)")


def _count() -> Iterator[int]:
    number = 0
    while True:
        yield number
        number += 1


_numbers = _count()
