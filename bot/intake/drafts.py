"""What is known of an article before it is one, and the checks and the id that make it one."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, replace
from datetime import date
from urllib.parse import urlsplit

from knowledge import Article, BrokenArticle

MAX_BYTES = 5_000_000
"""The largest file of one article, and the longest line of JSON; a book has about one million."""

UNTITLED = 80
"""Characters of the text that stand for a missing title."""


@dataclass(frozen=True, slots=True)
class Draft:
    """Parts of an article as somebody wrote them; None is what nobody said."""

    id: str | None = None
    title: str | None = None
    date: str | None = None
    source: str | None = None
    url: str | None = None
    text: str | None = None
    lang: str | None = None
    dated_by: str | None = None
    """Where the date was found: "data", "meta", "time", "text", "dateline", "forward", "person"."""

    def over(self, other: Draft) -> Draft:
        """This draft, with what it lacks taken from the other."""
        merged = Draft(*(getattr(self, name) or getattr(other, name) for name in Draft.__slots__))
        return replace(merged, dated_by=self.dated_by if self.date else other.dated_by)

    @property
    def is_dated_surely(self) -> bool:
        """Whether the date was stated as the day of publication, and not only stands where that usually stands."""
        return self.dated_by not in ("time", "dateline")

    def finish(self, where: str) -> Article:
        """The article. Raises BrokenArticle, which begins with `where`, for what is missing or cannot be."""
        text, title = (self.text or "").strip(), " ".join((self.title or "").split())
        if not text:
            raise BrokenArticle(f"{where}: there is no text")
        title = title or _beginning(text)
        day = _read_day(self.date, where)
        if self.url and (urlsplit(self.url).scheme not in ("http", "https") or not urlsplit(self.url).netloc):
            raise BrokenArticle(f"{where}: the URL must start with http:// or https://, not {self.url[:80]!r}")
        return Article(
            self.id or make_id(day, title, self.source), title, day, text, self.source, self.url, self.lang or "en"
        )


def _beginning(text: str) -> str:
    """What stands for the title of an article without one: the first words of its text, 80 characters at most."""
    first = " ".join(text.split("\n", 1)[0].split())
    return first if len(first) <= UNTITLED else first[:UNTITLED].rpartition(" ")[0] or first[:UNTITLED]


def make_id(day: date, title: str, source: str | None = None) -> str:
    """An id for an article that has none: day, publisher, slug.

    >>> make_id(date(2022, 5, 23), "Xiaomi & Leica: it's official!", "Xiaomi")
    '2022-05-23-xiaomi-xiaomi-leica-it-s-official'
    """
    parts = [day.isoformat(), _slug(source or "", 24), _slug(title, 60)]
    return "-".join(part for part in parts if part)


def _slug(text: str, longest: int) -> str:
    plain = unicodedata.normalize("NFKD", text.lower())
    words = re.findall(r"\w+", "".join(char for char in plain if not unicodedata.combining(char)))
    return "-".join(words)[:longest].strip("-_")


def _read_day(text: str | None, where: str) -> date:
    if not text:
        raise BrokenArticle(f"{where}: there is no publication date; say it with --date, like --date 2022-05-23")
    try:
        return date.fromisoformat(text.strip())
    except ValueError:
        raise BrokenArticle(f"{where}: there is no day {text!r}; a day is written like 2022-05-23") from None
