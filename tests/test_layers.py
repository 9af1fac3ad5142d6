"""Who may import what, how large a file may be, and what may stand at the top: the house rules, checked."""

from __future__ import annotations

import ast
from collections import Counter
from collections.abc import Iterator
from fnmatch import fnmatch
from pathlib import Path

import pytest

import knowledge

ROOT = Path(__file__).parents[1]
SOURCES = sorted(path.relative_to(ROOT) for package in ("bot", "knowledge") for path in (ROOT / package).rglob("*.py"))

ONLY_IN = {
    "yaml": ["knowledge/yamlfile.py"],
    "sqlite3": ["knowledge/store/*"],
    "sqlalchemy": ["knowledge/store/*"],
    "alembic": ["knowledge/store/*"],
    "psycopg": ["knowledge/store/*"],
    "argparse": ["bot/cli.py", "bot/commands/*"],
    "rich": ["bot/commands/*"],
    "platformdirs": ["bot/settings.py"],
    "babel": ["bot/wording.py"],
    "matplotlib": ["bot/pictures/canvas.py"],
    "PIL": ["bot/pictures/canvas.py"],
    "trafilatura": ["bot/intake/pages.py"],
    "lxml": ["bot/intake/pages.py"],
    "pypdf": ["bot/intake/documents.py"],
    "docx": ["bot/intake/documents.py"],
    "aiohttp": ["bot/intake/fetching.py", "bot/transport.py"],
}
"""The door to each outside thing: a new module that needs one gets its place here."""

WITHOUT_TELEGRAM = [
    *("bot/__main__.py", "bot/cli.py", "bot/console.py", "bot/settings.py", "bot/batch.py", "bot/questions.py"),
    *("bot/commands/*", "bot/evaluation/*", "bot/intake/*", "bot/render.py", "bot/markup.py", "bot/wording.py"),
    "bot/pictures/*",
]
"""What the console needs: `ask` must not wait for Telegram's imports."""

NEVER_IN_KNOWLEDGE = {
    *("bot", "telegram", "rich", "argparse", "platformdirs", "asyncio", "logging", "subprocess", "sys"),
    *("socket", "ssl", "http", "urllib.request", "httpx", "aiohttp", "requests", "tornado", "smtplib"),
}
"""`knowledge` answers; it does not print, serve, fetch, log or look around."""

TOP = {"pyproject.toml", "README.md", "bot", "knowledge", "tests"}
NAMELESS = {"utils", "util", "helpers", "helper", "common", "manager", "misc", "tools"}
LONGEST_FILE, LONGEST_FUNCTION = 400, 50

SAME_NAME = {"wording"}
"""Modules that still share a name; the list only shrinks."""

trees = {path: ast.parse((ROOT / path).read_text(encoding="utf-8")) for path in SOURCES}


def imports(tree: ast.AST) -> Iterator[tuple[str, tuple[str, ...]]]:
    """(module, names taken from it) of every import, also those inside functions."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from ((alias.name, ()) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield node.module or "", tuple(alias.name for alias in node.names)


taken = {path: tuple(imports(tree)) for path, tree in trees.items()}
"""What each file imports."""


def is_within(module: str, package: str) -> bool:
    return module == package or module.startswith(package + ".")


def is_allowed(path: Path, patterns: list[str]) -> bool:
    return any(fnmatch(path.as_posix(), pattern) for pattern in patterns)


def test_imports_are_absolute() -> None:
    relative = [
        path
        for path, tree in trees.items()
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and node.level
    ]
    assert relative == []


def test_knowledge_imports_nothing_that_prints_serves_or_fetches() -> None:
    wrong = [
        f"{path} imports {module}"
        for path, tree in trees.items()
        if path.parts[0] == "knowledge"
        for module, _ in taken[path]
        if any(is_within(module, banned) for banned in NEVER_IN_KNOWLEDGE)
    ]
    assert wrong == []


def test_the_bot_takes_from_knowledge_only_what_its_front_page_names() -> None:
    wrong = [
        f"{path} takes {', '.join(names) or 'a module'} from {module}"
        for path, tree in trees.items()
        if path.parts[0] == "bot"
        for module, names in taken[path]
        if is_within(module, "knowledge") and (module != "knowledge" or not set(names) <= set(knowledge.__all__))
    ]
    assert wrong == []


@pytest.mark.parametrize("package", ONLY_IN)
def test_each_outside_thing_has_one_door(package: str) -> None:
    wrong = [
        str(path)
        for path, tree in trees.items()
        if not is_allowed(path, ONLY_IN[package]) and any(is_within(module, package) for module, _ in taken[path])
    ]
    assert wrong == []


def test_the_console_imports_no_telegram() -> None:
    wrong = [
        str(path)
        for path, tree in trees.items()
        if is_allowed(path, WITHOUT_TELEGRAM) and any(is_within(module, "telegram") for module, _ in taken[path])
    ]
    assert wrong == []


def test_only_the_settings_look_at_the_environment() -> None:
    wrong = [
        str(path)
        for path, tree in trees.items()
        for node in ast.walk(tree)
        if isinstance(node, ast.Attribute)
        and node.attr in ("environ", "getenv")
        and isinstance(node.value, ast.Name)
        and node.value.id == "os"
        # numpy asks the environment for its threads, once, when it is imported: that is set before anything else
        and path.as_posix() not in ("bot/settings.py", "bot/__init__.py")
    ]
    assert wrong == []


def test_knowledge_has_no_clock() -> None:
    wrong = [
        f"{path}:{node.lineno}"
        for path, tree in trees.items()
        if path.parts[0] == "knowledge"
        for node in ast.walk(tree)
        if isinstance(node, ast.Attribute)
        and node.attr in ("today", "now", "utcnow")
        and isinstance(node.value, ast.Name)
        and node.value.id in ("date", "datetime", "dt")
    ]
    assert wrong == []


def test_no_file_is_longer_than_400_lines() -> None:
    lengths = {str(path): len((ROOT / path).read_text(encoding="utf-8").splitlines()) for path in SOURCES}
    assert {path: length for path, length in lengths.items() if length > LONGEST_FILE} == {}


def test_no_function_is_longer_than_50_lines() -> None:
    lengths = {
        f"{path}:{node.lineno} {node.name}": (node.end_lineno or node.lineno) - node.lineno + 1
        for path, tree in trees.items()
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    }
    assert {name: length for name, length in lengths.items() if length > LONGEST_FUNCTION} == {}


def test_no_module_name_occurs_twice_or_says_nothing() -> None:
    names = Counter(path.stem for path in SOURCES if not path.stem.startswith("__"))
    assert {name for name, count in names.items() if count > 1 or name in NAMELESS} <= SAME_NAME


def test_the_top_of_the_project_is_fixed() -> None:
    made = {"build", "dist"}
    assert {path.name for path in ROOT.iterdir() if path.name[0] != "." and path.suffix != ".egg-info"} - made == TOP
