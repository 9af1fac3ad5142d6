"""Frozen values to what a row holds and back; knows the columns, no SQL."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import MISSING, fields
from datetime import date
from hashlib import blake2b
from typing import Any

from knowledge.errors import BrokenArticle
from knowledge.model import Article, Certainty, Fact, Granularity, Span, ValueKind, When
from knowledge.store.protocol import Bundle, StoredPassage

Row = tuple[Any, ...]

ARTICLE_COLUMNS = "id, title, date, source, url, lang, is_shipped, text"
SEPARATOR = "\n"
"""Stands between the terms of a passage in its row."""


def article_row(article: Article) -> Row:
    """The values of ARTICLE_COLUMNS. Raises BrokenArticle for a character that databases refuse."""
    for value in (article.id, article.title, article.text, article.source or "", article.url or "", article.lang):
        _refuse_unstorable(article.id, value)
    return (
        article.id,
        article.title,
        article.date.isoformat(),
        article.source,
        article.url,
        article.lang,
        int(article.is_shipped),
        article.text,
    )


def article_from(row: Row) -> Article:
    """The article whose ARTICLE_COLUMNS these are."""
    key, title, day, source, url, lang, is_shipped, text = row
    return Article(key, title, date.fromisoformat(day), text, source, url, lang, bool(is_shipped))


def passage_from(row: Row) -> StoredPassage:
    """The passage of a row: its number, its article's id and date, place, start, stop, terms, payload."""
    number, article_id, day, place, start, stop, terms, payload = row
    return StoredPassage(
        number, article_id, date.fromisoformat(day), place, Span(start, stop), split_terms(terms), bytes(payload)
    )


def join_terms(article_id: str, terms: Sequence[str]) -> str:
    """The terms as one value. Raises BrokenArticle for a term that is empty, repeated or holds a line break."""
    joined = SEPARATOR.join(terms)
    if "" in terms or len(set(terms)) != len(terms) or len(joined.split(SEPARATOR)) != max(len(terms), 1):
        raise BrokenArticle(f"{article_id}: not a list of distinct terms: {terms!r}")
    _refuse_unstorable(article_id, joined)
    return joined


def split_terms(joined: str) -> tuple[str, ...]:
    """What join_terms joined."""
    return tuple(joined.split(SEPARATOR)) if joined else ()


def fact_body(fact: Fact) -> str:
    """A fact as compact JSON without its ids and without what has its default."""
    body = {
        name: _plain(value)
        for name, value, default in ((f.name, getattr(fact, f.name), f.default) for f in _FACT_FIELDS)
        if default is MISSING or value != default
    }
    text = json.dumps(body, ensure_ascii=False, separators=(",", ":"))
    _refuse_unstorable(fact.article_id, text)
    return text


def fact_from(fact_id: str, article_id: str, body: str) -> Fact:
    """The fact whose body fact_body made."""
    values: dict[str, Any] = json.loads(body)
    typed = {name: _TYPED[name](value) if name in _TYPED else value for name, value in values.items()}
    return Fact(id=fact_id, article_id=article_id, **typed)


def digest(bundle: Bundle) -> int:
    """64 signed bits that depend on all that a bundle says."""
    summed = blake2b(digest_size=8)
    summed.update(repr(article_row(bundle.article)).encode())
    for passage in bundle.passages:
        summed.update(repr((passage.number, passage.span, passage.terms, passage.payload)).encode())
    for fact in bundle.facts:
        summed.update(f"{fact.id} {fact_body(fact)}\n".encode())
    summed.update(bundle.meta)
    return int.from_bytes(summed.digest(), "big", signed=True)


def is_storable(text: str) -> bool:
    """Whether every database takes it: neither U+0000 nor half a surrogate pair in it."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return "\0" not in text


def signed(number: int) -> int:
    """A number modulo 2^64, as the signed integer that databases hold."""
    return (number + 2**63) % 2**64 - 2**63


_FACT_FIELDS = tuple(f for f in fields(Fact) if f.name not in ("id", "article_id"))


def _when(parts: Sequence[Any]) -> When:
    start, end, granularity, is_approximate = parts
    return When(date.fromisoformat(start), date.fromisoformat(end), Granularity(granularity), bool(is_approximate))


def _span(parts: Sequence[int]) -> Span:
    return Span(*parts)


_TYPED: dict[str, Callable[[Any], Any]] = {
    "kind": ValueKind,
    "certainty": Certainty,
    "evidence": _span,
    "sentence": _span,
    "when": _when,
}


def _plain(value: object) -> object:
    if isinstance(value, Span):
        return [value.start, value.stop]
    if isinstance(value, When):
        return [value.start.isoformat(), value.end.isoformat(), value.granularity.value, int(value.is_approximate)]
    return value


def _refuse_unstorable(article_id: str, text: str) -> None:
    if not is_storable(text):
        at = next(place for place, letter in enumerate(text) if not is_storable(letter))
        raise BrokenArticle(f"{article_id}: the character U+{ord(text[at]):04X} cannot be stored, at character {at}")
