"""Files and standard input into articles, by the ending of the name."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

from bot.intake.drafts import MAX_BYTES, Draft
from bot.intake.plaintext import parse_text
from knowledge import Article, BrokenFile, Fact, KnowledgeError, read_article, read_facts

JSON_KEYS = ("id", "title", "date", "source", "url", "text", "lang")
ENDINGS = frozenset({".txt", ".md", ".markdown", ".html", ".htm", ".pdf", ".docx", ".yaml", ".yml", ".jsonl"})
"""Of the files that are taken out of a folder."""
KNOWN = ".txt, .md, .html, .pdf, .docx, .yaml and .jsonl"
MAX_FILE = 20_000_000
"""Bytes of a PDF or Word file, whose pictures weigh more than its words."""
ALIASES, QUESTIONS = "aliases.yaml", "questions.yaml"
"""What an exported folder holds beside its articles and facts."""
TEXT_ENDINGS = ("", ".txt", ".text", ".md", ".markdown")


def read_articles(name: str, given: Draft) -> Iterator[Article | KnowledgeError]:
    """The articles of one file ("-": text on standard input) in order; what cannot be taken comes as its error.

    given: what the command line says; it outranks what the file says.
    """
    for each in files_of(name):
        try:
            yield from _read(each, given)
        except KnowledgeError as error:
            yield error


def files_of(name: str) -> list[str]:
    """The file itself, or the article files anywhere in a folder, in the order of their names."""
    path = Path(name)
    if name == "-" or not path.is_dir():
        return [name]
    found = sorted(file for file in path.rglob("*") if file.is_file() and _is_article_file(file))
    return [str(file) for file in found] or [name]


def _is_article_file(path: Path) -> bool:
    is_article = path.name not in (ALIASES, QUESTIONS) and path.parent.name != "facts"
    return is_article and path.suffix.lower() in ENDINGS and not path.name.startswith(".")


def read_curated(name: str, article: Article) -> tuple[Fact, ...] | None:
    """What was curated over the article of a library file, from the file of its name in facts/; None without one.

    Raises BrokenFile.
    """
    path = Path(name)
    facts = path.parent.parent / "facts" / path.name
    return read_facts(facts, article) if path.parent.name == "articles" and facts.is_file() else None


def count_articles(name: str) -> int | None:
    """How many articles a file may hold, for a progress bar; None where only reading tells."""
    if name == "-":
        return None
    return sum(_count_in(Path(file)) for file in files_of(name))


def _count_in(path: Path) -> int:
    if path.suffix.lower() != ".jsonl" or not path.is_file():
        return 1
    with path.open("rb") as lines:
        return sum(chunk.count(b"\n") for chunk in iter(lambda: lines.read(1 << 20), b""))


def _read(name: str, given: Draft) -> Iterator[Article | KnowledgeError]:
    ending = Path(name).suffix.lower()
    if name.startswith(("http://", "https://")):
        yield given.over(_fetch_draft(name)).finish(name)
    elif ending == ".jsonl":
        yield from _read_json_lines(name, given)
    elif ending in (".yaml", ".yml"):
        yield _read_yaml_article(Path(name), given)
    else:
        data = sys.stdin.buffer.read(MAX_BYTES + 1) if name == "-" else _read_bytes(name, _limit(ending))
        yield given.over(draft_of(data, "" if name == "-" else ending, name)).finish(name)


def _fetch_draft(url: str) -> Draft:
    import asyncio

    from bot.intake.fetching import fetch

    page = asyncio.run(fetch(url))
    return Draft(url=page.url).over(draft_of(page.data, page.ending, url, url=page.url))


def _limit(ending: str) -> int:
    return MAX_FILE if ending in (".pdf", ".docx") else MAX_BYTES


def draft_of(
    data: bytes, ending: str, where: str, *, url: str | None = None, progress: Callable[[int, int], None] | None = None
) -> Draft:
    """What the bytes of one article's file say, read by the ending of its name.

    url: where it was fetched. progress: told (pages read, pages in all) of a long file. Raises BrokenFile.
    """
    if ending in (".html", ".htm"):
        from bot.intake.pages import read_page

        return read_page(data, where, url=url)
    if ending in (".pdf", ".docx"):
        from bot.intake.documents import read_pdf, read_word

        return read_pdf(data, where, progress=progress) if ending == ".pdf" else read_word(data, where)
    if ending in TEXT_ENDINGS:
        return parse_text(_decode(data, where), where)
    raise BrokenFile(where, f"{ending} files are not known; known are {KNOWN}")


def _read_yaml_article(path: Path, given: Draft) -> Article:
    read = read_article(path)
    written = Draft(read.id, read.title, read.date.isoformat(), read.source, read.url, read.text, read.lang)
    return given.over(written).finish(str(path))


def _read_bytes(name: str, most: int) -> bytes:
    path = Path(name)
    try:
        if path.is_dir():
            raise BrokenFile(name, "is a folder without an article file in it")
        with path.open("rb") as file:
            data = file.read(most + 1)
    except OSError as error:
        raise BrokenFile(name, f"cannot be read: {error.strerror}") from error
    if len(data) > most:
        raise BrokenFile(name, f"is too long for one article; the limit is {most:,} bytes")
    return data


def _decode(data: bytes, name: str) -> str:
    if len(data) > MAX_BYTES:
        raise BrokenFile(name, f"is too long for one article; the limit is {MAX_BYTES:,} bytes")
    if not data.strip():
        raise BrokenFile(name, "is empty")
    is_utf16 = data.startswith((b"\xff\xfe", b"\xfe\xff"))
    if b"\0" in data and not is_utf16:
        raise BrokenFile(name, "is not text (it holds zero bytes)")
    try:
        return data.decode("utf-16" if is_utf16 else "utf-8-sig")
    except UnicodeDecodeError:
        raise BrokenFile(name, "is not text in UTF-8") from None


def _read_json_lines(name: str, given: Draft) -> Iterator[Article | KnowledgeError]:
    try:
        with Path(name).open("rb") as file:
            number, is_empty = 0, True
            while line := file.readline(MAX_BYTES + 1):
                number += 1
                if len(line) > MAX_BYTES:
                    raise BrokenFile(
                        name, f"is too long for one article; the limit is {MAX_BYTES:,} bytes", line=number
                    )
                if line.strip():
                    is_empty = False
                    yield _parse_line(line, name, number, given)
            if is_empty:
                raise BrokenFile(name, "is empty")
    except OSError as error:
        raise BrokenFile(name, f"cannot be read: {error.strerror}") from error


def _parse_line(line: bytes, name: str, number: int, given: Draft) -> Article | KnowledgeError:
    try:
        fields = json.loads(line.decode("utf-8-sig"))
        if not isinstance(fields, dict):
            raise BrokenFile(name, "is not a JSON object", line=number)
        values = {key: fields.get(key) for key in JSON_KEYS}
        for key, value in values.items():
            if value is not None and not isinstance(value, str):
                raise BrokenFile(name, f"`{key}` must be text", line=number)
        return given.over(Draft(**values)).finish(f"{name}:{number}")
    except (ValueError, RecursionError):
        return BrokenFile(name, "is not JSON", line=number)
    except KnowledgeError as error:
        return error
