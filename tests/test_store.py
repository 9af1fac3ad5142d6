"""What SQLite's file goes through: made, migrated, refused, full, locked, shared by processes, killed."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from importlib.resources import files
from pathlib import Path
from zlib import compress

import psycopg
import pytest

from databases import make_postgres
from knowledge.errors import StoreError
from knowledge.model import Article, Span
from knowledge.search.index import QueryTerm, retrieve
from knowledge.store import Bundle, Counts, Passage, Store, integrity, open_ledger, open_store
from knowledge.store.database import VERSION
from knowledge.store.migrate import sqlite_script, upgrade_postgres, upgrade_sqlite
from knowledge.store.sqlite import FILE, SqliteDatabase, explained
from knowledge.store.tables import Tables

ROOT = Path(__file__).parents[1]
WRITE_FOR_EVER = """
import sys
from datetime import date
from knowledge.model import Article, Span
from knowledge.store import Passage, open_store
store = open_store(sys.argv[1])
number = 0
while True:
    name = f"a{number}"
    store.add(Article(name, name, date(2022, 1, 1), "x y"), [Passage(name, 0, Span(0, 3), ("x", name))], [])
    print(name, flush=True)
    number += 1
"""
OPEN = """
import sys
from knowledge.store import open_store
open_store(sys.argv[1]).close()
assert not {"sqlalchemy", "alembic", "psycopg"} & set(sys.modules), "opening imports too much"
"""


MIGRATE = """
import sys
from knowledge.store import open_store
open_store(sys.argv[1]).close()
"""


def make_bundle(name: str) -> Bundle:
    article = Article(name, name, date(2022, 5, 23), "leica phone")
    return Bundle(article, [Passage(name, 0, Span(0, 11), ("leica", "phone"))])


def test_the_schema_script_is_what_the_migrations_make() -> None:
    assert (files("knowledge.store") / "schema.sql").read_text(encoding="utf-8") == sqlite_script()


def test_the_newest_migration_is_the_version_that_is_known(tmp_path: Path) -> None:
    upgrade_sqlite(str(tmp_path / FILE))
    with sqlite3.connect(tmp_path / FILE) as connection:
        assert connection.execute("SELECT version_num FROM alembic_version").fetchall() == [(VERSION,)]


def test_a_migrated_database_works(tmp_path: Path) -> None:
    upgrade_sqlite(str(tmp_path / FILE))
    with open_store(tmp_path) as store:
        store.add_many([make_bundle("a")])
        assert store.count() == Counts(1, 1, 0)


def test_an_older_database_is_migrated_after_a_backup(tmp_path: Path) -> None:
    old = sqlite3.connect(tmp_path / FILE)
    old.executescript("CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL); CREATE TABLE kept (a)")
    old.close()
    with open_store(tmp_path) as store:
        assert store.count() == Counts(0, 0, 0)
    assert sorted(path.name for path in tmp_path.iterdir()) == [FILE, f"{FILE}.version-none.backup"]
    with sqlite3.connect(tmp_path / f"{FILE}.version-none.backup") as backup:
        assert backup.execute("SELECT name FROM sqlite_master").fetchall() == [("alembic_version",), ("kept",)]


def test_what_the_first_version_kept_is_there_after_the_migration(tmp_path: Path) -> None:
    upgrade_sqlite(str(tmp_path / FILE), version="0001")
    with sqlite3.connect(tmp_path / FILE) as connection:
        connection.execute("INSERT INTO note VALUES ('a', '1')")
    with open_ledger(tmp_path) as ledger:
        assert (ledger.note("a"), ledger.asked(since=date(2022, 1, 1))) == ("1", ())
    assert (tmp_path / f"{FILE}.version-0001.backup").is_file()


def test_a_newer_database_is_refused_in_one_sentence(tmp_path: Path) -> None:
    open_store(tmp_path).close()
    with sqlite3.connect(tmp_path / FILE) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '0999'")
    with pytest.raises(StoreError, match=rf"made by a newer announcebot \(version 0999, this one knows {VERSION}\)$"):
        open_store(tmp_path)


def test_a_database_of_another_program_is_refused(tmp_path: Path) -> None:
    with sqlite3.connect(tmp_path / FILE) as connection:
        connection.execute("CREATE TABLE theirs (a)")
    with pytest.raises(StoreError, match="is a database of another program"):
        open_store(tmp_path)


def test_a_file_that_is_no_database_is_refused_and_left_alone(tmp_path: Path) -> None:
    (tmp_path / FILE).write_text("hello " * 1000)
    with pytest.raises(StoreError, match="is no database"):
        open_store(tmp_path)
    assert (tmp_path / FILE).read_text() == "hello " * 1000


def test_a_location_inside_a_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(StoreError, match="not a folder that can be used: Not a directory"):
        open_store(tmp_path / "file" / "data")


def test_a_folder_that_cannot_be_written_is_refused() -> None:
    with pytest.raises(StoreError, match=r"^/proc/nowhere: not a folder that can be used"):
        open_store("/proc/nowhere")


def test_a_missing_database_is_not_made_where_it_must_exist(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="there is no database"):
        open_store(tmp_path / "new", must_exist=True)
    assert not (tmp_path / "new").exists()


def test_a_missing_driver_names_the_extra_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "psycopg", None)
    monkeypatch.delitem(sys.modules, "knowledge.store.postgres", raising=False)
    with pytest.raises(StoreError, match=r"announcebot\[postgres\]"):
        open_store("postgresql://127.0.0.1/test")


def test_a_server_that_does_not_answer_is_told_without_the_password() -> None:
    pytest.importorskip("psycopg", reason="psycopg is not installed")
    with pytest.raises(StoreError, match=r"^postgresql://127.0.0.1:1/test: the server cannot be reached") as caught:
        open_store("postgresql://somebody:secret@127.0.0.1:1/test")
    assert "secret" not in str(caught.value)


def test_a_full_disk_is_told_and_undoes_the_change(tmp_path: Path) -> None:
    database = SqliteDatabase(tmp_path)
    with Tables(database) as store:
        store.add_many([make_bundle("a")])
        before = store.stamp()
        with pytest.raises(StoreError, match="the disk is full; nothing was changed"), database.writing() as writer:
            writer.run("PRAGMA max_page_count = 1")
            writer.run("UPDATE tally SET revision = 99")
            writer.run("INSERT INTO setting VALUES ('k', ?)", ["x" * 10_000_000])
        assert (store.stamp(), store.setting("k")) == (before, None)


def test_a_database_locked_for_too_long_is_told(tmp_path: Path) -> None:
    open_store(tmp_path).close()
    other = sqlite3.connect(tmp_path / FILE, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with Tables(SqliteDatabase(tmp_path, patience=0.01)) as store:
        with pytest.raises(StoreError, match="another process kept the database locked"):
            store.add_many([make_bundle("a")])
        other.execute("ROLLBACK")
        store.add_many([make_bundle("a")])
        assert store.count() == Counts(1, 1, 0)
    other.close()


@pytest.mark.parametrize(
    ("code", "sentence"),
    [
        (sqlite3.SQLITE_READONLY, "cannot be written"),
        (sqlite3.SQLITE_IOERR, "the disk could not be read or written"),
        (sqlite3.SQLITE_CORRUPT, "the database is damaged"),
        (sqlite3.SQLITE_CANTOPEN, "cannot be opened"),
    ],
)
def test_what_sqlite_reports_becomes_a_sentence(code: int, sentence: str) -> None:
    problem = sqlite3.OperationalError("as SQLite says it")
    problem.sqlite_errorcode = code
    with pytest.raises(StoreError, match=f"^x.db: .*{sentence}"), explained(Path("x.db")):
        raise problem


def test_a_closed_store_says_so(tmp_path: Path) -> None:
    store, ledger = open_store(tmp_path), open_ledger(tmp_path)
    for opened in (store, store, ledger, ledger):
        opened.close()
    with pytest.raises(StoreError, match="the database was closed"):
        store.add_many([make_bundle("a")])
    with pytest.raises(StoreError, match="the database was closed"):
        ledger.backlog()


def test_reads_inside_one_reading_see_one_moment(tmp_path: Path) -> None:
    with open_store(tmp_path) as store, open_store(tmp_path) as other:
        with store.reading():
            before = store.count()
            other.add_many([make_bundle("a")])
            assert store.count() == before
        assert store.count() == Counts(1, 1, 0)


def test_an_error_in_the_middle_undoes_the_change_and_the_next_one_works(tmp_path: Path) -> None:
    database = SqliteDatabase(tmp_path)
    with Tables(database) as store:
        with pytest.raises(KeyboardInterrupt), database.writing() as writer:
            writer.run("UPDATE tally SET articles = 7")
            raise KeyboardInterrupt
        store.add_many([make_bundle("a")])
        assert store.count() == Counts(1, 1, 0)


def test_opening_a_current_database_does_not_import_sqlalchemy(tmp_path: Path) -> None:
    open_store(tmp_path).close()
    subprocess.run([sys.executable, "-c", OPEN, str(tmp_path)], check=True, cwd=ROOT)


def test_several_processes_open_a_new_folder_at_the_same_time(tmp_path: Path) -> None:
    command = [sys.executable, "-c", OPEN, str(tmp_path / "new")]
    processes = [subprocess.Popen(command, cwd=ROOT) for _ in range(4)]
    assert [process.wait(timeout=60) for process in processes] == [0, 0, 0, 0]
    with open_store(tmp_path / "new", must_exist=True) as store:
        assert store.count() == Counts(0, 0, 0)


def test_what_was_added_survives_the_death_of_its_writer_whole(tmp_path: Path) -> None:
    writer = subprocess.Popen(
        [sys.executable, "-c", WRITE_FOR_EVER, str(tmp_path)], cwd=ROOT, stdout=subprocess.PIPE, text=True
    )
    assert writer.stdout is not None
    told = [writer.stdout.readline().strip() for _ in range(20)]
    writer.kill()
    told += writer.stdout.read().split()
    writer.wait()
    with open_store(tmp_path, must_exist=True) as store:
        stored = {article.id for article in store.articles()}
        assert stored >= set(told)
        assert store.count() == Counts(len(stored), len(stored), 0)
        assert store.lookup(["x"])["x"].df == len(stored)
    with sqlite3.connect(tmp_path / FILE) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]


OLD_ARTICLE = (
    "INSERT INTO article (number, id, date, title, source, url, lang, is_shipped, digest) "
    "VALUES (1, 'a', '2022-05-23', 'Leica', 'Xiaomi', 'https://www.example.com/a?utm_source=x', 'en', 0, 7)"
)


OLD_BODY = "INSERT INTO article_body (article, meta, text) VALUES (1, {}, 'A phone in July.')"


def assert_is_kept(store: Store) -> None:
    article = Article(
        "a", "Leica", date(2022, 5, 23), "A phone in July.", "Xiaomi", "https://www.example.com/a?utm_source=x"
    )
    assert (store.article("a"), store.meta("a")) == (article, b"m")
    assert store.find_same(replace(article, id="b", title="other", url="http://example.com/a/")) == (article,)
    assert store.find_same(replace(article, id="b", title="LEICA!", url=None)) == (article,)


def test_what_the_first_version_held_is_there_after_the_migration(tmp_path: Path) -> None:
    upgrade_sqlite(str(tmp_path / FILE), version="0001")
    with sqlite3.connect(tmp_path / FILE) as connection:
        connection.execute(OLD_ARTICLE)
        connection.execute(OLD_BODY.format("x'6d'"))
    connection.close()
    with open_store(tmp_path) as store:
        assert_is_kept(store)
    with sqlite3.connect(tmp_path / f"{FILE}.version-0001.backup") as backup:
        assert backup.execute("SELECT text FROM article_body").fetchall() == [("A phone in July.",)]


def test_a_server_of_the_first_version_is_migrated_once_by_one_of_several(tmp_path: Path) -> None:
    with make_postgres() as url:
        upgrade_postgres(url, version="0001")
        with psycopg.connect(url) as connection:
            connection.execute(OLD_ARTICLE)
            connection.execute(OLD_BODY.format("'m'::bytea"))
        processes = [subprocess.Popen([sys.executable, "-c", MIGRATE, url], cwd=ROOT) for _ in range(3)]
        assert [process.wait(timeout=60) for process in processes] == [0, 0, 0]
        with open_store(url, must_exist=True) as store:
            assert_is_kept(store)


OLD_INDEX = (
    "INSERT INTO article (number, id, date, title, lang, is_shipped, digest, content) "
    "VALUES (1, 'a', '2022-05-23', 'Leica', 'en', 0, 7, 8)",
    "INSERT INTO article_body VALUES (1, {empty}, {text})",
    "INSERT INTO term VALUES (3, 'leica', 3), (400, 'phone', 2)",
    "INSERT INTO passage VALUES (70000, 1, 0, 0, 5, {three}, {empty}), (65535, 1, 1, 6, 9, {both}, {empty})",
    "INSERT INTO passage VALUES (65536, 1, 2, 9, 12, {both}, {empty})",
    "INSERT INTO posting VALUES (3, 65535), (3, 65536), (3, 70000), (400, 65535), (400, 65536)",
    "UPDATE tally SET articles = 1, passages = 3, last_article = 1, last_passage = 70000, last_term = 400",
)


def write_old_index(execute: Callable[[str], object], blob: str) -> None:
    values = {"empty": b"", "text": compress(b"x"), "three": b"\3\0\0\0", "both": b"\3\0\0\0\x90\1\0\0"}
    written = {name: blob.format(value.hex()) for name, value in values.items()}
    for sql in OLD_INDEX:
        execute(sql.format(**written))


def assert_answers_as_before(store: Store) -> None:
    found = retrieve(store, [QueryTerm("leica"), QueryTerm("phoen")])
    assert [(one.passage_id, one.matched) for one in found] == [
        (65536, (1.0, pytest.approx(0.64))),
        (65535, (1.0, pytest.approx(0.64))),
        (70000, (1.0, 0.0)),
    ]
    assert store.passages("a")[1].terms == ("leica", "phone")
    store.add_many([make_bundle("b")])
    assert [one.article_id for one in retrieve(store, [QueryTerm("phone")])] == ["b", "a", "a"]


def test_the_index_of_the_third_version_answers_as_before(tmp_path: Path) -> None:
    upgrade_sqlite(str(tmp_path / FILE), version="0003")
    with sqlite3.connect(tmp_path / FILE) as connection:
        write_old_index(connection.execute, "x'{}'")
    connection.close()
    with open_store(tmp_path) as store:
        assert_answers_as_before(store)
    assert integrity(tmp_path) == ()
    with sqlite3.connect(tmp_path / f"{FILE}.version-0003.backup") as backup:
        assert backup.execute("SELECT count(*) FROM posting").fetchall() == [(5,)]


def test_a_server_of_the_third_version_answers_as_before() -> None:
    with make_postgres() as url:
        upgrade_postgres(url, version="0003")
        with psycopg.connect(url) as connection:
            write_old_index(lambda sql: connection.execute(sql.encode()), "'\\x{}'::bytea")
        with open_store(url, must_exist=True) as store:
            assert_answers_as_before(store)
