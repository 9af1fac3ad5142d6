"""README's examples run, and its commands are the ones that exist."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest

from bot.cli import COMMANDS, main

README = (Path(__file__).parents[1] / "README.md").read_text(encoding="utf-8")


def examples() -> list[tuple[str, str]]:
    """(command, output) of every console block, in order."""
    blocks = "\n".join(re.findall(r"```console\n(.*?)```", README, re.DOTALL))
    return [
        (part.partition("\n")[0], part.partition("\n")[2].strip("\n"))
        for part in re.split(r"^\$ ", blocks, flags=re.M)[1:]
    ]


def pattern(output: str) -> str:
    """A pattern for an output in which … stands for anything."""
    return ".*".join(re.escape(part) for part in output.split("…"))


def test_the_examples_say_what_the_readme_says(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("ANNOUNCEBOT_DATA", str(tmp_path / "data"))
    for command, output in examples():
        program, *arguments = shlex.split(command)
        if program == "cat":
            Path(arguments[0]).write_text(output, encoding="utf-8")
            continue
        main(arguments)
        assert re.fullmatch(pattern(output), capsys.readouterr().out.strip("\n"), re.DOTALL), command


def test_there_are_examples() -> None:
    assert {program for program, *_ in (command.split() for command, _ in examples())} == {"announcebot", "cat"}


@pytest.mark.parametrize("command", [name for name in COMMANDS if name])
def test_every_command_is_described(command: str) -> None:
    assert re.search(rf"^\|.*`{command}\b", README, re.MULTILINE)


def test_the_first_screen_has_both_commands() -> None:
    screen = "\n".join(README.splitlines()[:24])
    assert re.findall(r"(announcebot ask|-m pytest)", screen) == ["announcebot ask", "-m pytest"]
