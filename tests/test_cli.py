"""The command line: options, exit codes, JSON, and one clear sentence for whatever is wrong."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from bot.cli import main, parse

ARTICLE = """date 2023-02-06
Clock Museum opens in April

The Clock Museum in Selvik will open on 14 April 2023. Admission is 9 euros.
"""
QUESTION = "when does the Clock Museum open?"
KEYS = "id abstained reason answer when certainty speaker confidence citation earlier choices took_ms".split()


class Console:
    """`announcebot` with a data folder of its own and without the shipped library."""

    def __init__(self, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self.folder, self._capsys = folder, capsys
        self.options = ["--empty", "--data", str(folder / "data")]

    def __call__(self, *arguments: str) -> tuple[int, str, str]:
        code = main([*self.options, *arguments])
        captured = self._capsys.readouterr()
        return code, captured.out, captured.err

    def file(self, name: str, text: str) -> str:
        path = self.folder / name
        path.write_text(text, encoding="utf-8")
        return str(path)


@pytest.fixture
def console(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Console:
    return Console(tmp_path, capsys)


@pytest.fixture
def stocked(console: Console) -> Console:
    console("add", console.file("museum.txt", ARTICLE))
    return console


def test_an_answer_comes_with_its_sentence_and_exit_0(stocked: Console) -> None:
    code, out, _ = stocked("ask", QUESTION)
    assert (code, out.startswith("14 April 2023")) == (0, True)
    assert "The Clock Museum in Selvik will open on 14 April 2023." in out


def test_an_abstention_is_exit_1(stocked: Console) -> None:
    assert stocked("ask", "who is the mayor of Rade?")[0] == 1


def test_a_question_needs_no_quotes(stocked: Console) -> None:
    assert stocked("ask", "when", "does", "the", "Clock", "Museum", "open?")[0] == 0


def test_why_shows_the_trace(stocked: Console) -> None:
    assert "query: " in stocked("ask", "--why", QUESTION)[1]


def test_json_has_the_fields_that_scripts_rely_on(stocked: Console) -> None:
    _, out, _ = stocked("ask", "--json", QUESTION)
    reply = json.loads(out)
    assert list(reply) == KEYS
    assert (reply["abstained"], reply["reason"], reply["certainty"]) == (False, None, "confirmed")
    assert reply["when"] == {"start": "2023-04-14", "end": "2023-04-14"}


def test_a_citation_is_a_span_of_the_article(stocked: Console) -> None:
    citation = json.loads(stocked("ask", "--json", QUESTION)[1])["citation"]
    text = "The Clock Museum in Selvik will open on 14 April 2023. Admission is 9 euros."
    assert text[citation["start"] : citation["end"]] == citation["sentence"]


def test_an_abstention_in_json_says_why(stocked: Console) -> None:
    code, out, _ = stocked("ask", "--json", "who is the mayor of Rade?")
    reply = json.loads(out)
    assert (code, list(reply), reply["answer"], reply["citation"]) == (1, KEYS, None, None)
    assert reply["reason"]


def test_a_batch_keeps_the_order_and_the_ids(stocked: Console) -> None:
    rows = [{"id": 7, "question": QUESTION}, {"id": "b", "question": "who is the mayor of Rade?"}]
    code, out, _ = stocked("ask", "--batch", stocked.file("q.jsonl", "\n".join(map(json.dumps, rows))))
    assert (code, [json.loads(line)["id"] for line in out.splitlines()]) == (0, [7, "b"])


def test_questions_of_one_chat_are_a_conversation(stocked: Console) -> None:
    rows = [{"id": 1, "question": QUESTION, "chat": "x"}, {"id": 2, "question": "and how much is it?", "chat": "x"}]
    _, out, _ = stocked("ask", "--batch", stocked.file("q.jsonl", "\n".join(map(json.dumps, rows))))
    assert json.loads(out.splitlines()[1])["answer"] == "9 euros"


def test_a_line_that_cannot_be_asked_says_so_and_stops_nothing(stocked: Console) -> None:
    lines = [
        "not json",
        '{"question": 7}',
        '{"question": "a", "asked_on": "31.02.2024"}',
        json.dumps({"question": QUESTION}),
    ]
    code, out, _ = stocked("ask", "--batch", stocked.file("q.jsonl", "\n".join(lines)))
    replies = [json.loads(line) for line in out.splitlines()]
    assert (code, [reply.get("error") for reply in replies]) == (
        2,
        [
            "line 1: not a JSON object of at most 100,000 characters",
            "line 2: `question` must be text",
            "line 3: `asked_on`: a day is written like 2022-05-23, not '31.02.2024'",
            None,
        ],
    )


@pytest.mark.parametrize("place", ["before", "after"])
def test_global_options_stand_before_or_after_the_command(place: str) -> None:
    shared = ["--data", "here", "--empty"]
    options = parse([*shared, "articles"] if place == "before" else ["articles", *shared])
    assert (options.command, options.data, options.empty, options.settings) == ("articles", "here", True, None)


def test_add_reports_every_article(console: Console) -> None:
    code, out, _ = console("add", console.file("museum.txt", ARTICLE), "--source", "Town of Selvik")
    assert code == 0
    assert out.startswith(
        "added: 2023-02-06-town-of-selvik-clock-museum-opens-in-april (2023-02-06) Clock Museum opens in April, "
    )


def test_an_article_is_not_stored_twice(stocked: Console) -> None:
    code, out, _ = stocked("add", stocked.file("again.txt", ARTICLE))
    assert (code, out.split(":")[0], len(stocked("articles")[1].splitlines())) == (0, "already known", 1)


def test_good_articles_stay_when_one_fails(console: Console) -> None:
    files = [
        console.file("empty.txt", ""),
        console.file("museum.txt", ARTICLE),
        console.file("undated.txt", "No date."),
    ]
    code, out, err = console("add", *files)
    assert (code, len(out.splitlines()), len(console("articles")[1].splitlines())) == (2, 1, 1)
    assert err.splitlines() == [
        f"not taken: {files[0]}: is empty",
        f"not taken: {files[2]}: there is no publication date; say it with --date, like --date 2022-05-23",
        "1 article taken, 2 not",
    ]


def test_a_day_that_is_none_is_refused(console: Console) -> None:
    code, _, err = console("add", console.file("museum.txt", "A museum opens."), "--date", "31.02.2024")
    assert (code, "there is no day '31.02.2024'; a day is written like 2022-05-23" in err) == (2, True)


def test_ctrl_c_keeps_whole_articles_and_says_how_many(console: Console, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupt(name: str, given: object) -> object:
        yield from read_articles(first, given)  # type: ignore[arg-type]
        raise KeyboardInterrupt

    from bot.intake.files import read_articles

    first = console.file("museum.txt", ARTICLE)
    monkeypatch.setattr("bot.commands.add.read_articles", interrupt)
    code, _, err = console("add", first)
    assert (code, err) == (130, "announcebot: interrupted; at least 1 article stored, each whole\n")
    assert len(console("articles")[1].splitlines()) == 1


def test_articles_are_listed_newest_first(stocked: Console) -> None:
    stocked("add", stocked.file("b.txt", "The museum has a cat."), "--date", "2024-01-01")
    assert [line.split()[1] for line in stocked("articles")[1].splitlines()] == ["2024-01-01", "2023-02-06"]


def test_facts_are_listed_under_their_article(stocked: Console) -> None:
    _, out, _ = stocked("facts", "2023-02-06-clock-museum-opens-in-april")
    assert out.splitlines()[0] == "2023-02-06-clock-museum-opens-in-april  Clock Museum opens in April"
    assert "14 April 2023 (confirmed)" in out


def test_a_removed_article_answers_no_more(stocked: Console) -> None:
    code, out, _ = stocked("remove", "2023-02-06-clock-museum-opens-in-april")
    assert (code, out) == (0, "removed 2023-02-06-clock-museum-opens-in-april: Clock Museum opens in April\n")
    assert stocked("ask", QUESTION)[0] == 1


@pytest.mark.parametrize("command", ["remove", "facts"])
def test_an_unknown_article_is_one_sentence(console: Console, command: str) -> None:
    code, _, err = console(command, "nothing")
    assert (code, err) == (2, "announcebot: there is no article 'nothing': `announcebot articles` lists them\n")


def test_chat_answers_until_the_input_ends(stocked: Console, monkeypatch: pytest.MonkeyPatch) -> None:
    lines = iter([QUESTION, "and how much is it?", "bye"])
    monkeypatch.setattr("builtins.input", lambda prompt: next(lines))
    code, out, _ = stocked("chat")
    assert (code, out.count("14 April 2023") > 0, "9 euros" in out) == (0, True, True)


def test_without_command_and_token_it_says_so_and_chats(console: Console, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("builtins.input", lambda prompt: "")
    assert console()[1].startswith("No bot token is set (ANNOUNCEBOT_TOKEN), so this is a chat in the terminal.")


def test_run_needs_a_token(console: Console) -> None:
    code, _, err = console("run")
    assert (code, err) == (2, "announcebot: no bot token: set ANNOUNCEBOT_TOKEN, or `token` in settings.yaml\n")


def test_check_finds_nothing_wrong(stocked: Console) -> None:
    assert stocked("check") == (0, "no problems\n", "")


def test_check_reports_every_problem(console: Console, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ANNOUNCEBOT_TOKN", "x")
    monkeypatch.setenv("ANNOUNCEBOT_ADMINS", "bob")
    code, out, err = console("check")
    assert (code, out, len(err.splitlines())) == (2, "2 problems\n", 2)


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["ask"], "there is no question; ask like this: announcebot ask"),
        (["ask", "a", "--batch", "b"], "either a question or --batch, not both"),
        (["ask", "a", "--asked-on", "31.02.2024"], "a day is written like 2022-05-23, not '31.02.2024'"),
        (["ask", "--batch", "none.jsonl"], "none.jsonl: cannot be read: No such file or directory"),
        (["eval", "none"], "none/articles.jsonl: cannot be read: No such file or directory"),
        (["articles", "--settings", "none.yaml"], "none.yaml: cannot be read: No such file or directory"),
    ],
)
def test_what_cannot_be_done_is_one_sentence_and_exit_2(console: Console, arguments: list[str], sentence: str) -> None:
    code, _, err = console(*arguments)
    assert (code, err.count("\n"), err.startswith(f"announcebot: {sentence}")) == (2, 1, True)


def test_a_data_folder_that_is_a_file_is_one_sentence(console: Console) -> None:
    code = main(["articles", "--data", console.file("file", "")])
    assert code == 2


def run_whole(*arguments: str, **options: object) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, *arguments], capture_output=True, text=True, timeout=60, **options)  # type: ignore[call-overload, no-any-return]


def test_ask_imports_no_telegram_and_nothing_else_that_is_slow(tmp_path: Path) -> None:
    run = run_whole("-X", "importtime", "-m", "bot", "ask", QUESTION, "--data", str(tmp_path))
    slow = {"telegram", "sqlalchemy", "alembic", "rich", "asyncio", "httpx", "tornado", "argcomplete"}
    assert {line.split("|")[-1].strip().split(".")[0] for line in run.stderr.splitlines()} & slow == set()


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no /dev/full")
def test_a_full_disk_under_the_output_is_one_sentence(tmp_path: Path) -> None:
    with Path("/dev/full").open("w") as full:
        command = [sys.executable, "-m", "bot", "articles", "--data", str(tmp_path)]
        run = subprocess.run(command, stdout=full, stderr=subprocess.PIPE, text=True, timeout=60)
    assert (run.returncode, run.stderr) == (2, "announcebot: the disk is full; nothing more was stored\n")


def test_a_reader_that_goes_away_is_no_traceback(tmp_path: Path) -> None:
    run = run_whole("-c", f"import os; os.execvp('sh', ['sh', '-c', '{sys.executable} -m bot --help | head -c 1'])")
    assert "Traceback" not in run.stderr


def test_interrupting_the_process_is_no_traceback(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "bot", "chat", "--empty", "--data", str(tmp_path)]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as run:
        assert run.stdout is not None and run.stderr is not None
        run.stdout.readline()
        os.kill(run.pid, signal.SIGINT)
        assert (run.wait(30), run.stderr.read()) == (130, "announcebot: interrupted\n")
