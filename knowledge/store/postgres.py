"""The database on a PostgreSQL server: for several workers. Imported only where the location is such a URL."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from functools import lru_cache
from threading import RLock
from typing import Any, TypeVar

from knowledge.errors import StoreError
from knowledge.store.database import CHANNEL, VERSION, Rows

try:
    import psycopg
except ImportError as error:
    raise StoreError(
        "a postgresql:// location needs psycopg: install it with `pip install 'announcebot[postgres]'`"
    ) from error

T = TypeVar("T")
Connection = psycopg.Connection[tuple[Any, ...]]
SESSION = "SET jit = off; SET lock_timeout = '10s'; SET client_encoding = 'UTF8'"
POST = (
    "INSERT INTO posting (term, block, passages) SELECT * FROM unnest(?::int[], ?::int[], ?::bytea[]) "
    "ON CONFLICT (term, block) DO UPDATE SET passages = posting.passages || excluded.passages"
)
TIDIED = ("article", "article_body", "passage", "fact", "term", "term_deletion", "posting", "tally")


class PostgresWriter:
    """An open transaction on a PostgreSQL connection."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def read(self, sql: str, parameters: Sequence[Any] = ()) -> Rows:
        """All rows."""
        return self._connection.execute(_dialect(sql), parameters).fetchall()

    def run(self, sql: str, parameters: Sequence[Any] = ()) -> int:
        """How many rows it changed."""
        return self._connection.execute(_dialect(sql), parameters).rowcount

    def run_many(self, sql: str, rows: Iterable[Sequence[Any]]) -> None:
        """Run the statement once per row."""
        with self._connection.cursor() as cursor:
            cursor.executemany(_dialect(sql), rows)

    def tell(self, stamp: str) -> None:
        """Let every process that listens know, once the transaction is durable."""
        self._connection.execute("SELECT pg_notify(%s, %s)", (CHANNEL, stamp))

    def fill(self, table: str, columns: str, rows: Iterable[Sequence[Any]]) -> None:
        """Insert new rows."""
        sql = f"COPY {table} ({columns}) FROM STDIN".encode()
        with self._connection.cursor() as cursor, cursor.copy(sql) as copy:
            for row in rows:
                copy.write_row(row)

    def post(self, rows: Iterable[tuple[int, int, bytes]]) -> None:
        """Append to postings."""
        columns = [list(column) for column in zip(*rows, strict=True)]
        if columns:
            self._connection.execute(_dialect(POST), columns)


class PostgresDatabase:
    """A database of a PostgreSQL server, 15 or newer."""

    def __init__(self, url: str, *, must_exist: bool = False, is_replica: bool = False) -> None:
        """url: postgresql://user:password@host:port/name. is_replica: it follows another, and may be away for now.

        Raises StoreError.
        """
        self._url = url
        self._locks = (RLock(), RLock())
        self._connections: list[Connection | None] = [None, None]
        self._is_closed = False
        if is_replica:
            return
        with self._locks[0]:
            _bring_up_to_date(self._connect(0), url, must_exist)

    def read(self, sql: str, parameters: Sequence[Any] = ()) -> Rows:
        """All rows, as last committed by whomever; asked twice where the server had gone."""
        with self._locks[0]:
            return self._retry(0, lambda: self._connect(0).execute(_dialect(sql), parameters, binary=True).fetchall())

    @contextmanager
    def reading(self) -> Iterator[None]:
        """Nothing: a transaction would cost two more ways to the server."""
        yield

    @contextmanager
    def writing(self) -> Iterator[PostgresWriter]:
        """A transaction: durable at its end, undone when an error leaves it."""
        with self._locks[1]:
            self._retry(1, lambda: self._connect(1).execute("BEGIN"))
            connection = self._connect(1)
            with explained(self._url):
                try:
                    yield PostgresWriter(connection)
                    connection.execute("COMMIT")
                except BaseException:
                    if not connection.closed:
                        connection.execute("ROLLBACK")
                    raise

    def tidy(self) -> None:
        """Let the server see what the tables hold: before that it plans badly and looks at every row twice."""
        with self._locks[0]:
            for table in TIDIED:
                self._retry(0, lambda table=table: self._connect(0).execute(f"VACUUM (ANALYZE) {table}".encode()))  # type: ignore[misc]

    def close(self) -> None:
        """Give it back; twice is no harm."""
        with self._locks[0], self._locks[1]:
            self._is_closed = True
            for place, connection in enumerate(self._connections):
                if connection is not None:
                    connection.close()
                    self._connections[place] = None

    def _connect(self, place: int) -> Connection:
        if self._is_closed:
            raise StoreError(f"{_public(self._url)}: the database was closed")
        connection = self._connections[place]
        if connection is None or connection.closed:
            with explained(self._url):
                connection = psycopg.connect(self._url, autocommit=True, connect_timeout=10)
                connection.execute(SESSION)
            self._connections[place] = connection
        return connection

    def _retry(self, place: int, call: Callable[[], T]) -> T:
        with explained(self._url):
            try:
                return call()
            except psycopg.OperationalError:
                connection = self._connections[place]
                if connection is None or not connection.closed:
                    raise
                return call()


@contextmanager
def explained(url: str) -> Iterator[None]:
    """Turns what psycopg raises inside into a StoreError that a person understands; without the password."""
    try:
        yield
    except psycopg.Error as error:
        raise StoreError(f"{_public(url)}: {_explain(error)}") from error


def _explain(error: psycopg.Error) -> str:
    for kind, sentence in _SENTENCES:
        if isinstance(error, kind):
            return sentence.format(" ".join(str(error).split()))
    return " ".join(str(error).split())


_SENTENCES: tuple[tuple[type[psycopg.Error], str], ...] = (
    (psycopg.IntegrityError, "refused, since an id would be there twice ({})"),
    (psycopg.errors.DiskFull, "the server's disk is full; nothing was changed"),
    (psycopg.errors.ReadOnlySqlTransaction, "the database cannot be written ({})"),
    (psycopg.errors.LockNotAvailable, "another process kept the database locked for too long; try again"),
    (psycopg.errors.InsufficientPrivilege, "the user may not do this ({})"),
    (psycopg.OperationalError, "the server cannot be reached or used: {}"),
)


def _public(url: str) -> str:
    """The URL without user, password and options."""
    scheme, _, rest = url.partition("://")
    return f"{scheme}://{rest.rpartition('@')[2].partition('?')[0]}"


@lru_cache(maxsize=512)
def _dialect(sql: str) -> bytes:
    return sql.replace("%", "%%").replace("?", "%s").encode()


def _bring_up_to_date(connection: Connection, url: str, must_exist: bool) -> None:
    with explained(url):
        version = _find_version(connection)
    if version is None and must_exist:
        raise StoreError(f"{_public(url)}: there are no tables of announcebot")
    if version is not None and version > VERSION:
        raise StoreError(f"{_public(url)}: made by a newer announcebot (version {version}, this one knows {VERSION})")
    if version != VERSION:
        from knowledge.store.migrate import upgrade_postgres

        with explained(url):
            upgrade_postgres(url)


def _find_version(connection: Connection) -> str | None:
    row = connection.execute("SELECT to_regclass('alembic_version')").fetchone()
    if row is None or row[0] is None:
        return None
    row = connection.execute("SELECT version_num FROM alembic_version").fetchone()
    return row[0] if row else ""
