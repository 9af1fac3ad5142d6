"""What goes wrong around the console: folders, disks, databases, interruptions. One sentence, and nothing lost."""

from __future__ import annotations

import json
import re
import resource
import signal
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from bot.cli import main

COMMAND = [sys.executable, "-m", "bot", "--empty"]
DATABASE = "announcebot.sqlite3"


def write_articles(folder: Path, count: int) -> str:
    path = folder / "many.jsonl"
    rows = (
        {"id": f"a{i}", "title": f"Museum {i}", "date": "2024-01-01", "text": f"Museum number {i} opens in May. " * 40}
        for i in range(count)
    )
    path.write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    return str(path)


def articles_in(folder: Path) -> int:
    run = subprocess.run([*COMMAND, "articles", "--data", str(folder)], capture_output=True, text=True, timeout=60)
    return run.stdout.count("Museum")


def sentence_of(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> str:
    assert main(arguments) == 2
    return capsys.readouterr().err


def test_a_data_folder_that_cannot_be_made(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    said = sentence_of(["articles", "--data", str(tmp_path / "file" / "data")], capsys)
    assert said == f"announcebot: {tmp_path}/file/data: not a folder that can be used: Not a directory\n"


@pytest.mark.skipif(not Path("/proc").is_dir(), reason="this system has no /proc, which nobody can write to")
def test_a_data_folder_that_cannot_be_written(capsys: pytest.CaptureFixture[str]) -> None:
    said = sentence_of(["articles", "--data", "/proc"], capsys)
    assert (said.startswith("announcebot: /proc"), said.count("\n")) == (True, 1)


def test_a_database_of_a_newer_version(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    main(["articles", "--data", str(tmp_path)])
    capsys.readouterr()
    with sqlite3.connect(tmp_path / DATABASE) as database:
        database.execute("UPDATE alembic_version SET version_num = '9999'")
    database.close()
    said = sentence_of(["articles", "--data", str(tmp_path)], capsys)
    assert said.startswith(f"announcebot: {tmp_path}/{DATABASE}: made by a newer announcebot (version 9999, this one")


def test_a_file_that_is_no_database(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / DATABASE).write_bytes(b"This is not a database. " * 400)
    said = sentence_of(["articles", "--data", str(tmp_path)], capsys)
    assert (said.startswith(f"announcebot: {tmp_path}/{DATABASE}: "), said.count("\n")) == (True, 1)


def test_a_full_disk_keeps_what_was_stored(tmp_path: Path) -> None:
    data = tmp_path / "data"
    assert articles_in(data) == 0
    room = 14 * (data / DATABASE).stat().st_size
    run = subprocess.run(
        [*COMMAND, "add", write_articles(tmp_path, 400), "--data", str(data)],
        capture_output=True,
        text=True,
        timeout=120,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (room, room)),
    )
    stored = run.stdout.count("added: ")
    assert (run.returncode, 0 < stored < 400, articles_in(data)) == (2, True, stored)
    assert run.stderr.splitlines()[-1] == f"{stored} articles stored before that, each whole"


def test_ctrl_c_in_the_middle_of_add_keeps_whole_articles(tmp_path: Path) -> None:
    data = tmp_path / "data"
    command = [*COMMAND, "add", write_articles(tmp_path, 2000), "--data", str(data)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as run:
        assert run.stdout is not None and run.stderr is not None
        run.stdout.readline()
        run.send_signal(signal.SIGINT)
        run.stdout.read()
        said = run.stderr.read()
    told = re.fullmatch(r"announcebot: interrupted; at least (\d+) articles? stored, each whole\n", said)
    assert told is not None, said
    assert (run.returncode, int(told[1]) <= articles_in(data)) == (130, True)
