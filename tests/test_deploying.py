"""What the README says about deploying fits the program: commands parse, paths and ports agree."""

from __future__ import annotations

import json
import re
import shlex
from configparser import ConfigParser
from pathlib import Path
from urllib.parse import urlsplit

import yaml

from bot.cli import parse

README = (Path(__file__).parents[1] / "README.md").read_text(encoding="utf-8")


def block(kind: str) -> str:
    return str(re.search(rf"```{kind}\n(.*?)```", README, re.DOTALL)[1])  # type: ignore[index]


def test_the_unit_runs_the_bot_and_waits_longer_than_it_takes_to_stop() -> None:
    unit = ConfigParser(strict=False, interpolation=None)
    unit.optionxform = str  # type: ignore[assignment, method-assign]
    unit.read_string(block("ini"))
    program, *arguments = shlex.split(unit["Service"]["ExecStart"])
    assert (Path(program).name, parse(arguments).command) == ("announcebot", "run")
    assert int(unit["Service"]["TimeoutStopSec"]) > 10


def test_the_containers_run_a_webhook_that_the_proxy_passes_on() -> None:
    services = yaml.safe_load(block("yaml"))["services"]
    options = parse(services["bot"]["command"])
    port = options.listen.rpartition(":")[2]
    path = urlsplit(options.webhook).path
    proxy = block("nginx")
    assert (options.command, f"server bot:{port};" in proxy, f"location = {path} {{" in proxy) == ("run", True, True)
    assert set(services["bot"]["depends_on"]) <= set(services)


def test_the_image_starts_the_program() -> None:
    lines = dict(line.split(" ", 1) for line in block("dockerfile").splitlines() if line and line[0].isupper())
    (program,) = json.loads(lines["ENTRYPOINT"])
    assert (program, parse(json.loads(lines["CMD"])).command) == ("announcebot", "run")
