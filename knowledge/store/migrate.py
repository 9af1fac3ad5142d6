"""Brings a database to the newest version with Alembic; imported only where there is something to migrate."""

from __future__ import annotations

import sqlite3
from importlib.resources import files
from pathlib import Path
from tempfile import TemporaryDirectory

from alembic import command
from alembic.config import Config
from sqlalchemy import Connection, create_engine
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import DBAPIError
from sqlalchemy.pool import NullPool

LOCK = 7_263_846_101
"""PostgreSQL's advisory lock of whoever migrates."""


def upgrade_sqlite(path: str, *, version: str = "head") -> None:
    """Migrate a SQLite file, made if missing, up to `version`. Raises sqlite3.Error."""
    _upgrade(URL.create("sqlite", database=path), version)


def upgrade_postgres(url: str, *, version: str = "head") -> None:
    """Migrate a PostgreSQL database up to `version`; a second worker waits and then finds nothing to do.

    Raises psycopg.Error.
    """
    _upgrade(make_url(url).set(drivername="postgresql+psycopg"), version)


def sqlite_script() -> str:
    """What schema.sql must hold: the SQL of a new SQLite database, as the migrations make it.

    schema.sql exists because it makes a database in 5 ms where Alembic takes 900; a test holds the two together.
    """
    with TemporaryDirectory() as folder:
        path = str(Path(folder) / "new.sqlite3")
        upgrade_sqlite(path)
        connection = sqlite3.connect(path)
        tables = connection.execute("SELECT sql FROM sqlite_master WHERE sql IS NOT NULL ORDER BY rowid").fetchall()
        tally = connection.execute("SELECT * FROM tally").fetchone()
        version = connection.execute("SELECT version_num FROM alembic_version").fetchone()[0]
        connection.close()
    rows = f"INSERT INTO tally VALUES {tally};\nINSERT INTO alembic_version VALUES ('{version}');\n"  # noqa: S608
    return "".join(sql.strip().replace("\t", "    ").replace(", \n", ",\n") + ";\n" for (sql,) in tables) + rows


def _upgrade(url: URL, version: str) -> None:
    engine = create_engine(url, poolclass=NullPool)
    try:
        with engine.begin() as connection:
            _lock(connection)
            config = Config()
            config.set_main_option("script_location", str(files("knowledge.store") / "migrations"))
            config.attributes["connection"] = connection
            command.upgrade(config, version)
    except DBAPIError as error:
        raise error.orig or error from error
    finally:
        engine.dispose()


def _lock(connection: Connection) -> None:
    if connection.dialect.name == "postgresql":
        connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({LOCK})")
    else:
        connection.exec_driver_sql("PRAGMA busy_timeout = 30000")
        connection.exec_driver_sql("BEGIN IMMEDIATE")
