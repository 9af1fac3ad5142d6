"""Looking after what is stored: backup, restore, export and back, sizes, vacuum, integrity; all by the console."""

from __future__ import annotations

import json
import sqlite3
from pathlib import Path

import pytest

from bot.cli import main
from bot.console import today
from databases import make_postgres
from knowledge import AskedCount, format_article, open_ledger, parse_yaml
from make import make_article

FIRST = "date 2023-02-06\nClock Museum opens in April\n\nThe Clock Museum in Selvik will open on 14 April 2023."
SECOND = "date 2023-03-30\nClock Museum delayed\n\nThe Clock Museum in Selvik will open on 28 April 2023."


class Console:
    """`announcebot` on a data folder of its own."""

    def __init__(self, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self.folder, self._capsys = folder, capsys

    def __call__(self, *arguments: str, data: str = "data") -> tuple[int, str]:
        code = main(["--empty", "--data", str(self.folder / data), *arguments])
        captured = self._capsys.readouterr()
        return code, captured.out + captured.err

    def write(self, name: str, text: str) -> str:
        (self.folder / name).write_text(text, encoding="utf-8")
        return str(self.folder / name)


@pytest.fixture
def console(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Console:
    console = Console(tmp_path, capsys)
    console("add", console.write("first.txt", FIRST))
    return console


def answer(console: Console, data: str = "data") -> str:
    return console("ask", "when does the clock museum open?", data=data)[1].splitlines()[0]


def test_a_backup_brings_back_what_was_there(console: Console) -> None:
    file = str(console.folder / "kept.backup")
    assert console("backup", file)[0] == 0
    console("add", console.write("second.txt", SECOND))
    assert answer(console) == "28 April 2023"
    code, said = console("restore", file)
    assert (code, "what was there before is in" in said) == (0, True)
    assert answer(console) == "14 April 2023"


def test_a_backup_is_one_file_with_nothing_beside_it(console: Console) -> None:
    file = console.folder / "kept" / "kept.backup"
    console("backup", str(file))
    console("restore", str(file))
    assert list(file.parent.iterdir()) == [file]


def test_what_a_restore_replaced_can_itself_be_restored(console: Console) -> None:
    file = str(console.folder / "kept.backup")
    console("backup", file)
    console("add", console.write("second.txt", SECOND))
    console("restore", file)
    before = next((console.folder / "data").glob("*.before-restore"))
    console("restore", str(before))
    assert answer(console) == "28 April 2023"


def test_a_backup_never_overwrites_a_file(console: Console) -> None:
    file = console.write("kept.backup", "mine")
    code, said = console("backup", file)
    assert (code, "is there already" in said, Path(file).read_text(encoding="utf-8")) == (2, True, "mine")


@pytest.mark.parametrize(
    ("content", "why"), [(b"no database at all, just words", "is no database"), (b"", "is no backup of announcebot")]
)
def test_what_is_no_backup_is_refused_and_changes_nothing(console: Console, content: bytes, why: str) -> None:
    file = console.folder / "odd.backup"
    file.write_bytes(content)
    code, said = console("restore", str(file))
    assert (code, why in said, "Traceback" in said) == (2, True, False)
    assert answer(console) == "14 April 2023"


def test_a_damaged_backup_is_refused(console: Console) -> None:
    file = console.folder / "kept.backup"
    console("backup", str(file))
    data = bytearray(file.read_bytes())
    data[8192:16384] = b"\xff" * 8192
    file.write_bytes(bytes(data))
    code, said = console("restore", str(file))
    assert (code, "damaged" in said) == (2, True)


def test_a_backup_of_a_newer_version_is_refused(console: Console) -> None:
    file = console.folder / "kept.backup"
    console("backup", str(file))
    with sqlite3.connect(file) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
    connection.close()
    assert "newer announcebot" in console("restore", str(file))[1]


def test_postgresql_is_left_to_its_own_tools(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    code = main(["--data", "postgresql://nobody@127.0.0.1/none", "backup", str(tmp_path / "file")])
    assert (code, "pg_dump" in capsys.readouterr().err) == (2, True)


def test_an_export_reads_back_to_the_same_answers_and_the_same_bytes(console: Console) -> None:
    console("add", console.write("second.txt", SECOND))
    out, again = console.folder / "out", console.folder / "again"
    console("export", str(out))
    assert console("add", str(out), data="new")[0] == 0
    assert answer(console, data="new") == answer(console) == "28 April 2023"
    console("export", str(again), data="new")
    files = {path.relative_to(out): path.read_bytes() for path in out.rglob("*.yaml")}
    assert files == {path.relative_to(again): path.read_bytes() for path in again.rglob("*.yaml")}
    assert len(files) == 2


@pytest.mark.parametrize(
    "text",
    [
        "One line.",
        "Two\n\nparagraphs",
        "trailing  \nspace",
        "- a\n- b: c #d",
        "“quotes” & 'more'",
        "tab\tand \u2028 it",
        "😀",
    ],
)
def test_a_written_article_reads_back_letter_by_letter(text: str) -> None:
    written = parse_yaml(format_article(make_article(text=text, title="1.10: yes")), "a.yaml")
    assert (written.get_text("text"), written.get_text("title")) == (text, "1.10: yes")


def test_an_id_that_no_disk_takes_is_kept(console: Console) -> None:
    line = '{"id": "t.me/news/7", "title": "Pool opens", "date": "2024-05-01", "text": "The pool opens on 3 May 2024."}'
    console("add", console.write("more.jsonl", line))
    console("export", str(console.folder / "out"))
    console("add", str(console.folder / "out"), data="new")
    assert "t.me/news/7" in console("articles", data="new")[1]


def test_stats_tell_rows_and_size(console: Console) -> None:
    code, said = console("stats")
    assert (code, "1 articles (0 shipped)" in said, "posting" in said) == (0, True, True)


def test_stats_tell_what_was_asked(console: Console) -> None:
    told = [AskedCount(today(), "Clock [b]Museum", "answered", 3), AskedCount(today(), "", "abstained", 2)]
    with open_ledger(console.folder / "data") as ledger:
        ledger.count_asked(told)
    lines = {" ".join(line.split()) for line in console("stats")[1].splitlines()}
    assert {"Clock [b]Museum 3 3 0 0 0", "other questions 2 0 0 2 0", "in all 5 3 0 2 0"} <= lines


def test_stats_of_an_empty_server(capsys: pytest.CaptureFixture[str]) -> None:
    with make_postgres() as url:
        assert main(["--empty", "--data", url, "stats"]) == 0
    assert "0 articles (0 shipped); " in capsys.readouterr().out


def test_a_timeline_is_printed_with_what_moved(console: Console) -> None:
    console("add", console.write("second.txt", SECOND.replace("28 April 2023.", "28 April 2023 instead of 14 April.")))
    code, said = console("timeline", "clock", "museum")
    assert (code, said.splitlines()[0]) == (0, "Timeline: Clock Museum")
    assert "✕  14 April 2023  moved to 28 April 2023  announced 6 February 2023" in said
    assert "●  28 April 2023  confirmed  announced 30 March 2023" in said


def test_a_timeline_of_nothing_is_one_sentence(console: Console) -> None:
    assert console("timeline", "nothing\x1b[31m") == (1, "The announcements name no dates for nothing[31m.\n")


def test_a_timeline_is_drawn_into_a_file(console: Console) -> None:
    file = console.folder / "clock.png"
    assert console("timeline", "clock museum", "--picture", str(file), "--theme", "dark", "--lang", "de")[0] == 0
    assert file.read_bytes().startswith(b"\x89PNG")
    code, said = console("timeline", "clock museum", "--picture", str(console.folder / "none" / "clock.png"))
    assert (code, "cannot be written" in said, said.count("\n")) == (2, True, 1)


def test_vacuum_gives_space_back(console: Console) -> None:
    console("remove", console("articles")[1].split()[0])
    code, said = console("vacuum")
    assert (code, said.startswith("tidied;")) == (0, True)
    assert console("check")[1] == "no problems\n"


def test_check_finds_a_miscounted_word(console: Console) -> None:
    with sqlite3.connect(console.folder / "data" / "announcebot.sqlite3") as connection:
        connection.execute("UPDATE term SET df = df + 1 WHERE text = 'museum'")
    connection.close()
    code, said = console("check")
    assert (code, "1 words are counted wrongly" in said) == (2, True)


def write_many(console: Console, count: int) -> str:
    """Articles that state a figure each, as JSON Lines."""
    line = (
        '{{"id": "p{0}", "title": "Pool {0} opens", "date": "2024-05-01", "text": "Pool {0} opens on 3 May 2024."}}\n'
    )
    return console.write("many.jsonl", "".join(line.format(number) for number in range(count)))


def test_many_articles_are_drawn_on_several_cores_and_told_in_order(console: Console) -> None:
    code, said = console("add", write_many(console, 250), data="many")
    assert (code, [line.split()[1] for line in said.splitlines()]) == (0, [f"p{number}" for number in range(250)])
    assert console("ask", "when does pool 249 open?", data="many")[1].startswith("3 May 2024")


def test_an_import_that_was_cut_off_goes_on_where_it_was(console: Console) -> None:
    whole = Path(write_many(console, 120)).read_text(encoding="utf-8")
    console("add", console.write("half.jsonl", "".join(whole.splitlines(keepends=True)[:70])), data="many")
    said = console("add", write_many(console, 120), data="many")[1].splitlines()
    assert [line.partition(":")[0] for line in said] == ["already known"] * 70 + ["added"] * 50


@pytest.mark.parametrize(
    ("again", "report"),
    [
        ({"id": "b", "url": "http://example.com/pool/?utm_source=x"}, "already known: a "),
        ({"id": "b", "text": "The pool opens  on 3 MAY 2024"}, "already known: a "),
        ({"id": "b", "url": "https://www.example.com/pool", "text": "The pool opens on 9 May 2024."}, "replaced: a "),
        ({"id": "b", "url": "https://example.org/copy"}, "added: b "),
        ({"id": "b", "title": "Bath", "text": "The bath opens on 9 May 2024."}, "added: b "),
    ],
)
def test_an_article_is_known_again_by_its_page_and_by_its_words(
    console: Console, again: dict[str, str], report: str
) -> None:
    first = {"id": "a", "title": "Pool", "date": "2024-05-01", "text": "The pool opens on 3 May 2024."}
    console("add", console.write("one.jsonl", json.dumps(first | {"url": "https://example.com/pool"})), data="new")
    said = console("add", console.write("two.jsonl", json.dumps(first | again)), data="new")[1]
    assert said.startswith(report)


def test_an_article_that_comes_twice_in_one_file_is_stored_once(console: Console) -> None:
    lines = Path(write_many(console, 3)).read_text(encoding="utf-8")
    said = console("add", console.write("twice.jsonl", lines + lines.replace('"p', '"q')), data="new")[1]
    assert [line.split(": ")[0] for line in said.splitlines()] == ["added"] * 3 + ["already known"] * 3


def test_one_fact_in_several_articles_is_told_once_with_the_count(console: Console) -> None:
    copies = [
        {"id": f"c{day}", "title": "Clock Museum opens", "date": f"2023-02-0{day}", "source": f"Paper {day}"}
        | {"text": "The Clock Museum in Selvik will open on 14 April 2023.", "url": f"https://paper{day}.example/"}
        for day in (7, 8, 9)
    ]
    console("add", console.write("copies.jsonl", "\n".join(map(json.dumps, copies))))
    said = console("ask", "when does the clock museum open?")[1]
    assert (said.count("14 April 2023."), "Also stated by 3 further articles" in said) == (1, True)


def test_a_server_is_tidied_and_measured_too(console: Console, capsys: pytest.CaptureFixture[str]) -> None:
    with make_postgres() as url:
        main(["--empty", "--data", url, "add", write_many(console, 120)])
        assert main(["--data", url, "vacuum"]) == 0
        console("articles")
        main(["--empty", "--data", url, "stats"])
        said = capsys.readouterr().out
    assert "120 rows" in said.partition("article ")[2].partition("\n")[0]
