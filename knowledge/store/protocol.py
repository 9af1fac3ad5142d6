"""What a store holds and promises; every database keeps to it (one contract suite runs on all)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import date
from types import TracebackType
from typing import Any, NamedTuple, Protocol

from knowledge.model import Article, Fact, Span


@dataclass(frozen=True, slots=True)
class Passage:
    """One sentence of an article, analysed: the unit of the index."""

    article_id: str
    number: int
    """Its place in the article, counted from 0."""
    span: Span
    """Where it stands in the article's text as given."""
    terms: tuple[str, ...]
    """What it is found by: distinct, without line breaks, stop words left out by the caller."""
    payload: bytes = b""
    """The engine's analysis; opaque here."""


@dataclass(frozen=True, slots=True)
class StoredPassage:
    """A passage as it lies in the database."""

    id: int
    """Rises with the order of adding and is never used again."""
    article_id: str
    date: date
    """Publication of its article."""
    number: int
    span: Span
    terms: tuple[str, ...]
    payload: bytes


@dataclass(frozen=True, slots=True)
class Bundle:
    """An article with everything drawn from it: what is added in one piece."""

    article: Article
    passages: Sequence[Passage] = ()
    facts: Sequence[Fact] = ()
    meta: bytes = b""
    """The engine's analysis of the whole article (names, aliases …); opaque here."""


@dataclass(frozen=True, slots=True)
class PackedBundle:
    """A bundle as the rows it becomes (knowledge.store.packing): plain values, quick to send to another process."""

    article_id: str
    digest: int
    article: tuple[Any, ...]
    body: tuple[bytes, bytes]
    """Its meta and its text."""
    passages: tuple[tuple[int, int, int, tuple[str, ...], bytes], ...]
    """Of each: place, start, stop, terms, payload."""
    facts: tuple[tuple[str, int | None, tuple[Any, ...]], ...]
    """Of each: its id, which of the passages it hangs on, its columns."""


class TermRow(NamedTuple):
    """A term that at least one passage holds."""

    id: int
    text: str
    df: int
    """How many passages hold it."""


@dataclass(frozen=True, slots=True)
class Opening:
    """A term whose postings are to be read, newest passages first."""

    term: int
    weight: int
    """Added to the score of every passage found, in millionths: whole numbers add up alike on every database."""
    limit: int
    """How many postings at most; 0 reads none and only asks about the best found by the others."""
    is_complete: bool = True
    """Whether the limit leaves no posting unread; where it does, the best found are asked one by one."""
    df: int = 0
    """How many postings there are, as far as it is known: long lists are not read to ask about a few passages."""


class Indexed(NamedTuple):
    """What the re-ranking of a found passage needs."""

    id: int
    article_id: str
    terms: bytes
    """Eight bytes for each of its terms: the id and the sketch (knowledge.store.postings), lowest byte first."""


@dataclass(frozen=True, slots=True)
class Counts:
    """How much a store holds."""

    articles: int
    passages: int
    facts: int


class Store(Protocol):
    """Articles, passages, facts and the term index. Usable from any thread; every method may raise StoreError.

    Changes are durable and visible to every other process when the method returns; a change that failed left nothing.
    """

    def __enter__(self) -> Store: ...

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None: ...

    def close(self) -> None:
        """Give the database back; any thread may, and twice is no harm."""
        ...

    def reading(self) -> AbstractContextManager[None]:
        """All reads of this thread inside see one moment, and cost less; other threads wait. May be nested.

        PostgreSQL promises neither moment nor waiting: what is gone meanwhile is left out.
        """
        ...

    def add(self, article: Article, passages: Sequence[Passage], facts: Sequence[Fact], *, meta: bytes = b"") -> None:
        """Store an article with what was drawn from it, replacing the one with its id.

        A fact hangs on the passage that holds the start of its sentence.
        Raises BrokenArticle for a character no database takes (U+0000, half a surrogate pair), ValueError for two
        facts of one id.
        """
        ...

    def add_many(self, batch: Iterable[Bundle | PackedBundle]) -> None:
        """Store several in one transaction: all or none. Of two with one id the later stays."""
        ...

    def remove(self, article_id: str) -> bool:
        """Whether there was such an article; it and everything drawn from it is gone."""
        ...

    def article(self, article_id: str) -> Article | None:
        """One article."""
        ...

    def find_same(self, article: Article) -> tuple[Article, ...]:
        """Articles with the same address or the same words (knowledge.store.sameness), first come first."""
        ...

    def articles(self, *, limit: int | None = None, before: Article | None = None) -> tuple[Article, ...]:
        """Articles, newest publication first, then by id; `before` is the last one of the page already seen."""
        ...

    def each_bundle(self) -> Iterator[Bundle]:
        """Everything, newest article first, in pages: memory stays flat."""
        ...

    def meta(self, article_id: str) -> bytes:
        """The engine's analysis of an article; b"" where there is none."""
        ...

    def digests(self, article_ids: Sequence[str]) -> dict[str, int]:
        """By its id, a number that changes with everything that is stored of an article; unknown ones are left out."""
        ...

    def analysed(self, article_ids: Sequence[str]) -> dict[str, tuple[Article, bytes]]:
        """By their ids, articles with the engine's analyses; unknown ones are left out."""
        ...

    def metas(self) -> dict[str, bytes]:
        """The engine's analysis of every article that has one."""
        ...

    def count(self) -> Counts:
        """How much there is; costs nothing."""
        ...

    def facts(self, article_id: str | None = None) -> tuple[Fact, ...]:
        """The facts of one article, or of all, newest article first; within one in the order given."""
        ...

    def fact(self, fact_id: str) -> Fact | None:
        """One fact."""
        ...

    def facts_of(self, passage_ids: Sequence[int]) -> dict[int, tuple[Fact, ...]]:
        """The facts that hang on each passage; passages without facts are left out."""
        ...

    def passages(self, article_id: str) -> tuple[StoredPassage, ...]:
        """The passages of an article in their order."""
        ...

    def fetch(self, passage_ids: Sequence[int]) -> dict[int, StoredPassage]:
        """Passages by id; those removed meanwhile are left out."""
        ...

    def lookup(self, terms: Sequence[str]) -> dict[str, TermRow]:
        """The terms that are known, by their text."""
        ...

    def neighbours(self, hashes: Sequence[int]) -> Mapping[int, Sequence[TermRow]]:
        """The terms filed under each hash of a spelling with letters left out (knowledge.store.deletions)."""
        ...

    def candidates(self, openings: Sequence[Opening], *, keep: int, beam: int = 500) -> tuple[tuple[int, int], ...]:
        """The `keep` best passages as (id, summed weight), best first, then newest first.

        About the openings that are not complete, only the best `beam` passages found so far are asked.
        """
        ...

    def indexed(self, passage_ids: Sequence[int]) -> tuple[Indexed, ...]:
        """The terms of passages, for re-ranking, in the order asked for."""
        ...

    def spellings(self, terms: Sequence[int]) -> list[str]:
        """The texts of terms by their ids, in the order asked for; "" for one removed meanwhile."""
        ...

    def tidy(self) -> None:
        """What helps a database after many changes; costs seconds, hinders nobody."""
        ...

    def stamp(self) -> str:
        """Changes with every change of content, also one that is taken back: the key of caches."""
        ...

    def fingerprint(self) -> str:
        """16 hex digits that depend on the content alone: equal for equal content, whatever happened in between."""
        ...

    def hear(self, stamp: str) -> None:
        """Another process has made a change, after which the stamp was this: from now on reads hold it."""
        ...

    def setting(self, key: str) -> str | None:
        """A small value kept for its caller."""
        ...

    def settings(self, prefix: str) -> dict[str, str]:
        """All small values whose keys start with a prefix, by key."""
        ...

    def set_setting(self, key: str, value: str | None) -> None:
        """Keep a small value; None forgets it. Leaves the stamp alone."""
        ...
