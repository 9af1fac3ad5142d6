"""The articles that come with the package, and the facts people curated over them; read strictly, never written."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping, Sequence
from importlib.resources import as_file, files
from pathlib import Path

from knowledge.errors import BrokenFile
from knowledge.factfile import read_facts
from knowledge.model import Article, Confirmed, Fact
from knowledge.yamlfile import format_yaml, read_yaml

ARTICLE_KEYS = ("id", "title", "date", "source", "url", "lang", "text")
Shipped = tuple[Article, tuple[Fact, ...]]


def read_library() -> tuple[Shipped, ...]:
    """Every shipped article with its curated facts, in the order of their ids.

    Raises BrokenFile with file and line for the first problem.
    """
    with as_file(files("knowledge") / "library") as folder:
        return read_folder(folder)


def library_version() -> str:
    """A hex string that changes with every change of the shipped library."""
    digest = hashlib.sha256()
    with as_file(files("knowledge") / "library") as folder:
        for path in sorted([*folder.glob("articles/*.yaml"), *folder.glob("facts/*.yaml")]):
            digest.update(path.name.encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()[:16]


def read_folder(folder: Path) -> tuple[Shipped, ...]:
    """The same for any folder that holds articles/ and facts/."""
    articles = {path.stem: read_article(path, is_shipped=True) for path in sorted(folder.glob("articles/*.yaml"))}
    facts: dict[str, tuple[Fact, ...]] = {}
    for problem in _facts_without_article(folder):
        raise problem
    for path in sorted(folder.glob("facts/*.yaml")):
        facts[path.stem] = read_facts(path, articles[path.stem])
    return tuple((article, facts.get(name, ())) for name, article in articles.items())


def library_problems() -> tuple[BrokenFile, ...]:
    """What is wrong with the shipped library: one problem a file at most, () where all is well."""
    with as_file(files("knowledge") / "library") as folder:
        return folder_problems(folder)


def folder_problems(folder: Path) -> tuple[BrokenFile, ...]:
    """The same for any folder that holds articles/ and facts/."""
    problems = []
    for path in sorted(folder.glob("articles/*.yaml")):
        try:
            article = read_article(path)
            facts = folder / "facts" / path.name
            if facts.exists():
                read_facts(facts, article)
        except BrokenFile as problem:
            problems.append(problem)
    return (*problems, *_facts_without_article(folder))


def _facts_without_article(folder: Path) -> list[BrokenFile]:
    lonely = [path for path in sorted(folder.glob("facts/*.yaml")) if not (folder / "articles" / path.name).exists()]
    return [BrokenFile(path, f"there is no articles/{path.name} that these facts are drawn from") for path in lonely]


def read_article(path: Path, *, is_shipped: bool = False) -> Article:
    """The article of one YAML file; its id is the file's name, unless the file says another. Raises BrokenFile."""
    entry = read_yaml(path).allow(*ARTICLE_KEYS)
    return Article(
        entry.find_text("id") or path.stem,
        entry.get_text("title"),
        entry.get_date("date"),
        entry.get_text("text"),
        entry.find_text("source"),
        entry.find_text("url"),
        entry.find_text("lang") or "en",
        is_shipped,
    )


def file_name(article_id: str) -> str:
    """A name for an article's file: its id where every disk takes that, else a hash behind what is left of it."""
    if re.fullmatch(r"[A-Za-z0-9_][\w.-]{0,150}", article_id, re.ASCII):
        return f"{article_id}.yaml"
    plain = re.sub(r"[^A-Za-z0-9_.-]+", "-", article_id).strip("-.")[:80] or "article"
    return f"{plain}-{hashlib.sha256(article_id.encode()).hexdigest()[:12]}.yaml"


def format_article(article: Article) -> str:
    """The article as a library file holds it; `read_article` gives it back."""
    fields = {"id": article.id} if file_name(article.id) != f"{article.id}.yaml" else {}
    fields |= {"title": article.title, "date": article.date.isoformat()}
    fields |= {key: text for key in ("source", "url") if (text := getattr(article, key))}
    return format_yaml(fields | {"lang": article.lang, "text": article.text})


def format_aliases(aliases: Mapping[str, str]) -> str:
    """Taught names as a library's aliases.yaml holds them; `read_aliases` gives them back. "" for none."""
    entries = [{"alias": alias, "name": name} for alias, name in aliases.items()]
    return format_yaml({"aliases": entries}) if entries else ""


def read_aliases(path: Path) -> dict[str, str]:
    """Other names, each with the name it stands for. Raises BrokenFile."""
    entries = [entry.allow("alias", "name") for entry in read_yaml(path).allow("aliases").entries("aliases")]
    return {entry.get_text("alias"): entry.get_text("name") for entry in entries}


def format_confirmed(confirmed: Sequence[Confirmed]) -> str:
    """Confirmed questions as a library's questions.yaml holds them; `read_confirmed` gives them back. "" for none."""
    entries = [{"question": one.question, "answer": one.answer, "article": one.article_id} for one in confirmed]
    return format_yaml({"questions": entries}) if entries else ""


def read_confirmed(path: Path) -> tuple[Confirmed, ...]:
    """Questions with the answers that were found right. Raises BrokenFile."""
    keys = ("question", "answer", "article")
    entries = [entry.allow(*keys) for entry in read_yaml(path).allow("questions").entries("questions")]
    return tuple(Confirmed(*(entry.get_text(key) for key in keys)) for entry in entries)
