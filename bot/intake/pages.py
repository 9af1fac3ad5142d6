"""Web pages into drafts: the text without menus, the title, and the day of publication where the page states it."""

from __future__ import annotations

import json
import logging
import re
from collections.abc import Iterator
from datetime import date
from typing import Any

from bot.intake.drafts import MAX_BYTES, Draft
from knowledge import BrokenFile

LEAST_TEXT = 80
"""Characters; a page with less is a form, a menu or a notice."""
_STATED = (
    "//meta[@property='article:published_time']/@content",
    "//meta[@property='og:article:published_time' or @property='og:published_time']/@content",
    "//meta[@itemprop='datePublished']/@content",
    "//*[@itemprop='datePublished']/@datetime",
    "//meta[contains('|date|dc.date|dc.date.issued|dcterms.created|pubdate|publishdate|publish-date|parsely-pub-date|',"
    " concat('|', translate(@name, 'ABCDEFGHIJKLMNOPQRSTUVWXYZ', 'abcdefghijklmnopqrstuvwxyz'), '|'))]/@content",
    "//article//time/@datetime",
    "//time[@pubdate]/@datetime",
)
"""Where pages state their day, the most dependable place first; JSON-LD comes before all."""
_DAY = re.compile(r"(\d{4}-\d\d-\d\d)(?:$|[T ])")


def read_page(data: bytes, where: str, *, url: str | None = None) -> Draft:
    """What a page says; its date only where the page states one, never guessed from its words.

    url: where the page was found. Raises BrokenFile for a page without an article.
    """
    if len(data) > MAX_BYTES:
        raise BrokenFile(where, f"is too long for one article; the limit is {MAX_BYTES:,} bytes")
    import trafilatura
    from lxml import etree

    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)  # what it complains of, we say in one sentence
    try:
        tree = trafilatura.load_html(data)
        if tree is None:
            raise BrokenFile(where, "is no web page")
        found = trafilatura.bare_extraction(
            tree, url=url, include_comments=False, include_tables=True, with_metadata=True
        )
    except (RecursionError, etree.LxmlError, ValueError) as error:
        raise BrokenFile(where, f"is a web page that cannot be read: {type(error).__name__}") from None
    title = _first(tree, "//meta[@property='og:title']/@content") or getattr(found, "title", None)
    text = _paragraphs(getattr(found, "text", None) or "", title)
    if len(text) < LEAST_TEXT:
        asks = tree.xpath("//input[@type='password']")
        raise BrokenFile(
            where, "asks for a login and shows no article" if asks else "holds no article that can be read"
        )
    day, place = stated_day(tree) or (None, None)
    return Draft(
        title=title,
        date=day,
        dated_by=place,
        source=_first(tree, "//meta[@property='og:site_name']/@content") or getattr(found, "sitename", None),
        url=_web(_first(tree, "//link[@rel='canonical']/@href")) or url,
        text=text,
        lang=(_first(tree, "/html/@lang") or "en").partition("-")[0].lower(),
    )


def stated_day(tree: Any) -> tuple[str, str] | None:
    """The day of publication that a parsed page states in its data (not in its prose), as 2022-05-23; None without.

    With it, where: "data", "meta" or, less surely, "time".
    """
    stated = [("data", text) for text in _linked_data_days(tree)]
    for path in _STATED:
        stated += [
            ("time" if "time" in path and "published_time" not in path else "meta", str(t)) for t in tree.xpath(path)
        ]
    for place, text in stated:
        found = _DAY.match(text.strip())
        if found:
            try:
                return date.fromisoformat(found[1]).isoformat(), place
            except ValueError:
                continue
    return None


def _linked_data_days(tree: Any) -> Iterator[str]:
    for block in tree.xpath("//script[@type='application/ld+json']/text()"):
        try:
            yield from _published(json.loads(str(block)), depth=0)
        except (ValueError, RecursionError):
            continue


def _published(node: Any, *, depth: int) -> Iterator[str]:
    if depth > 6:
        return
    if isinstance(node, dict):
        if isinstance(node.get("datePublished"), str):
            yield node["datePublished"]
        for value in node.values():
            if isinstance(value, dict | list):
                yield from _published(value, depth=depth + 1)
    elif isinstance(node, list):
        for value in node:
            yield from _published(value, depth=depth + 1)


def _first(tree: Any, path: str) -> str | None:
    found = [str(text).strip() for text in tree.xpath(path)]
    return next((text for text in found if text), None)


def _web(url: str | None) -> str | None:
    return url if url and url.startswith(("http://", "https://")) else None


def _paragraphs(text: str, title: str | None) -> str:
    """Each line of what was extracted as a paragraph of its own, without the title over them."""
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    return "\n\n".join(lines[1:] if lines[:1] == [title] else lines)
