"""Frozen values to what a row holds and back; knows the columns, no SQL."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import fields
from datetime import date
from operator import attrgetter
from typing import Any
from zlib import compress, decompress

from knowledge.errors import BrokenArticle
from knowledge.model import Article, Certainty, Fact, Granularity, Span, ValueKind, When
from knowledge.store.postings import term_ids
from knowledge.store.protocol import StoredPassage
from knowledge.store.sameness import content_key, page_key

Row = tuple[Any, ...]

ARTICLE_COLUMNS = "id, title, date, source, url, lang, is_shipped"
ARTICLE_KEYS = "page, content"
FACT_COLUMNS = "subject, attribute, value, kind, evidence_start, evidence_stop, sentence_start, sentence_stop, details"


def article_row(article: Article) -> Row:
    """The values of ARTICLE_COLUMNS. Raises BrokenArticle for a character that databases refuse."""
    for value in (article.id, article.title, article.text, article.source or "", article.url or "", article.lang):
        _refuse_unstorable(article.id, value)
    day = article.date.isoformat()
    return article.id, article.title, day, article.source, article.url, article.lang, int(article.is_shipped)


def article_keys(article: Article) -> Row:
    """The values of ARTICLE_KEYS: by what it is known again."""
    return page_key(article.url), content_key(article.title, article.text)


def article_from(row: Row) -> Article:
    """The article whose ARTICLE_COLUMNS these are, and its packed text."""
    key, title, day, source, url, lang, is_shipped, text = row
    return Article(key, title, date.fromisoformat(day), unpack(text).decode(), source, url, lang, bool(is_shipped))


def pack(data: bytes) -> bytes:
    """The same in about half the space; nothing stays nothing.

    >>> unpack(pack(b"the same")), pack(b"")
    (b'the same', b'')
    """
    return compress(data) if data else b""


def unpack(packed: bytes) -> bytes:
    """What `pack` was given."""
    return decompress(packed) if packed else b""


def passage_from(row: Row, spelled: Mapping[int, str]) -> StoredPassage:
    """The passage of a row: its number, its article's id and date, place, start, stop, terms, payload."""
    number, article_id, day, place, start, stop, terms, payload = row
    texts = tuple(spelled[term] for term in term_ids(terms))
    return StoredPassage(number, article_id, date.fromisoformat(day), place, Span(start, stop), texts, bytes(payload))


def check_terms(article_id: str, terms: Sequence[str]) -> None:
    """Raises BrokenArticle for a term that is empty, repeated or cannot be stored."""
    if "" in terms or len(set(terms)) != len(terms):
        raise BrokenArticle(f"{article_id}: not distinct terms: {terms!r}")
    _refuse_unstorable(article_id, " ".join(terms))


def fact_row(fact: Fact) -> Row:
    """The values of FACT_COLUMNS; details is JSON of what has no column and not its default, or ""."""
    given = zip(_DETAILS.items(), _details_of(fact), strict=True)
    details = {name: _plain(value) for (name, default), value in given if value != default}
    text = _JSON.encode(details) if details else ""
    row = (fact.subject, fact.attribute, fact.value, fact.kind.value)
    _refuse_unstorable(fact.article_id, "".join((*row, text)))
    return *row, fact.evidence.start, fact.evidence.stop, fact.sentence.start, fact.sentence.stop, text


def fact_from(row: Row) -> Fact:
    """The fact of a row: its id, its article's id, and FACT_COLUMNS."""
    fact_id, article_id, subject, attribute, value, kind, start, stop, sentence_start, sentence_stop, text = row
    details: dict[str, Any] = json.loads(text) if text else {}
    typed = {name: _TYPED[name](value) if name in _TYPED else value for name, value in details.items()}
    evidence, sentence = Span(start, stop), Span(sentence_start, sentence_stop)
    return Fact(fact_id, article_id, subject, attribute, value, ValueKind(kind), evidence, sentence, **typed)


def is_storable(text: str) -> bool:
    """Whether every database takes it: neither U+0000 nor half a surrogate pair in it."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return "\0" not in text


def stamp_of(revision: int, digest: int) -> str:
    """How a store's content is named: it changes with every change."""
    return f"{digest % 2**64:016x}-{revision}"


def signed(number: int) -> int:
    """A number modulo 2^64, as the signed integer that databases hold."""
    return (number + 2**63) % 2**64 - 2**63


_IN_COLUMNS = {"id", "article_id", "subject", "attribute", "value", "kind", "evidence", "sentence"}
_DETAILS: dict[str, Any] = {f.name: f.default for f in fields(Fact) if f.name not in _IN_COLUMNS}
"""What of a fact has no column of its own, and its default."""
_details_of = attrgetter(*_DETAILS)
_JSON = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))


def _when(parts: Sequence[Any]) -> When:
    start, end, granularity, is_approximate = parts
    return When(date.fromisoformat(start), date.fromisoformat(end), Granularity(granularity), bool(is_approximate))


_TYPED: dict[str, Callable[[Any], Any]] = {
    "certainty": Certainty,
    "when": _when,
    "asks": tuple,
}


def _plain(value: object) -> object:
    if isinstance(value, When):
        return [value.start.isoformat(), value.end.isoformat(), value.granularity.value, int(value.is_approximate)]
    return value


def _refuse_unstorable(article_id: str, text: str) -> None:
    if not is_storable(text):
        at = next(place for place, letter in enumerate(text) if not is_storable(letter))
        raise BrokenArticle(f"{article_id}: the character U+{ord(text[at]):04X} cannot be stored, at character {at}")
