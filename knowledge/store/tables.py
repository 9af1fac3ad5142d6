"""The store over its tables, in SQL that SQLite and PostgreSQL share."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from types import TracebackType

from knowledge.model import Article, Fact, Span
from knowledge.store.database import Database, Rows
from knowledge.store.packing import pack_bundle
from knowledge.store.postings import term_ids
from knowledge.store.protocol import Bundle, Counts, Indexed, Opening, PackedBundle, Passage, StoredPassage, TermRow
from knowledge.store.rows import (
    article_from,
    article_keys,
    fact_from,
    is_storable,
    passage_from,
    stamp_of,
    unpack,
)
from knowledge.store.writing import Change

PAGE = 200
"""Articles read at a time when all are."""
ARTICLES = (
    "SELECT a.id, a.title, a.date, a.source, a.url, a.lang, a.is_shipped, b.text "
    "FROM article a JOIN article_body b ON b.article = a.number"
)
ANALYSED = ARTICLES.replace(" FROM", ", b.meta FROM")
METAS = "SELECT a.id, b.meta FROM article a JOIN article_body b ON b.article = a.number"
FACTS = (
    "SELECT f.id, a.id, f.subject, f.attribute, f.value, f.kind, f.evidence_start, f.evidence_stop, "
    "f.sentence_start, f.sentence_stop, f.details FROM fact f JOIN article a ON a.number = f.article"
)
FACTS_OF = FACTS.replace(" FROM", ", f.passage FROM") + (
    " JOIN passage p ON p.article = f.article AND p.number = f.passage WHERE p.number = ANY(?) ORDER BY f.number"
)
PASSAGES = (
    "SELECT p.number, a.id, a.date, p.place, p.start, p.stop, p.terms, p.payload "
    "FROM passage p JOIN article a ON a.number = p.article"
)


class Tables:
    """A Store (see the protocol for what each method returns)."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._spellings: dict[int, str] = {}

    def __enter__(self) -> Tables:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Give the database back."""
        self._database.close()

    def reading(self) -> AbstractContextManager[None]:
        """All reads inside see one moment, and cost less."""
        return self._database.reading()

    def add(self, article: Article, passages: Sequence[Passage], facts: Sequence[Fact], *, meta: bytes = b"") -> None:
        """Store an article with what was drawn from it, replacing the one with its id."""
        self.add_many([Bundle(article, passages, facts, meta)])

    def add_many(self, batch: Iterable[Bundle | PackedBundle]) -> None:
        """Store several in one transaction."""
        packed = (each if isinstance(each, PackedBundle) else pack_bundle(each) for each in batch)
        bundles = {bundle.article_id: bundle for bundle in packed}
        if bundles:
            with self._database.writing() as writer:
                change = Change(writer)
                change.remove(tuple(bundles))
                change.add(tuple(bundles.values()))
                change.finish()

    def remove(self, article_id: str) -> bool:
        """Whether there was such an article."""
        if self.article(article_id) is None:
            return False
        with self._database.writing() as writer:
            change = Change(writer)
            is_there = change.remove([article_id]) > 0
            change.finish()
        return is_there

    def article(self, article_id: str) -> Article | None:
        """One article."""
        rows = self._database.read(f"{ARTICLES} WHERE a.id = ?", [article_id])
        return article_from(rows[0]) if rows else None

    def find_same(self, article: Article) -> tuple[Article, ...]:
        """Articles with the same address or the same words."""
        page, content = article_keys(article)
        rows = self._database.read(f"{ARTICLES} WHERE a.page = ? OR a.content = ? ORDER BY a.number", [page, content])
        return tuple(article_from(row) for row in rows)

    def articles(self, *, limit: int | None = None, before: Article | None = None) -> tuple[Article, ...]:
        """Articles, newest first."""
        last = (before.date.isoformat(), before.id) if before is not None else ("9999-99-99", "")
        most = limit if limit is not None else 2**62
        rows = self._database.read(
            f"{ARTICLES} WHERE (a.date, a.id) < (?, ?) ORDER BY a.date DESC, a.id DESC LIMIT ?", [*last, most]
        )
        return tuple(article_from(row) for row in rows)

    def each_bundle(self) -> Iterator[Bundle]:
        """Everything, newest article first."""
        page = self.articles(limit=PAGE)
        while page:
            for article in page:
                yield self._bundle(article)
            page = self.articles(limit=PAGE, before=page[-1])

    def meta(self, article_id: str) -> bytes:
        """The engine's analysis of an article."""
        rows = self._database.read(f"{METAS} WHERE a.id = ?", [article_id])
        return unpack(bytes(rows[0][1])) if rows else b""

    def digests(self, article_ids: Sequence[str]) -> dict[str, int]:
        """What names the content of each article."""
        return dict(self._database.read("SELECT id, digest FROM article WHERE id = ANY(?)", [list(article_ids)]))

    def analysed(self, article_ids: Sequence[str]) -> dict[str, tuple[Article, bytes]]:
        """Articles with the engine's analyses."""
        rows = self._database.read(f"{ANALYSED} WHERE a.id = ANY(?)", [list(article_ids)])
        return {row[0]: (article_from(row[:-1]), unpack(bytes(row[-1]))) for row in rows}

    def metas(self) -> dict[str, bytes]:
        """The engine's analysis of every article that has one."""
        rows = self._database.read(f"{METAS} WHERE length(b.meta) > 0 ORDER BY a.number")
        return {article_id: unpack(bytes(meta)) for article_id, meta in rows}

    def count(self) -> Counts:
        """How much there is."""
        return Counts(*self._database.read("SELECT articles, passages, facts FROM tally")[0])

    def facts(self, article_id: str | None = None) -> tuple[Fact, ...]:
        """The facts of one article, or of all."""
        if article_id is None:
            rows = self._database.read(f"{FACTS} ORDER BY a.date DESC, a.id DESC, f.number")
        else:
            rows = self._database.read(f"{FACTS} WHERE a.id = ? ORDER BY f.number", [article_id])
        return tuple(fact_from(row) for row in rows)

    def fact(self, fact_id: str) -> Fact | None:
        """One fact."""
        rows = self._database.read(f"{FACTS} WHERE f.id = ?", [fact_id])
        return fact_from(rows[0]) if rows else None

    def facts_of(self, passage_ids: Sequence[int]) -> dict[int, tuple[Fact, ...]]:
        """The facts that hang on each passage."""
        hung = defaultdict[int, list[Fact]](list)
        for *row, passage in self._database.read(FACTS_OF, [list(passage_ids)]):
            hung[passage].append(fact_from(tuple(row)))
        return {passage: tuple(facts) for passage, facts in hung.items()}

    def passages(self, article_id: str) -> tuple[StoredPassage, ...]:
        """The passages of an article in their order."""
        rows = self._database.read(f"{PASSAGES} WHERE a.id = ? ORDER BY p.place", [article_id])
        return self._passages_from(rows)

    def fetch(self, passage_ids: Sequence[int]) -> dict[int, StoredPassage]:
        """Passages by id."""
        rows = self._database.read(f"{PASSAGES} WHERE p.number = ANY(?)", [list(passage_ids)])
        return {passage.id: passage for passage in self._passages_from(rows)}

    def lookup(self, terms: Sequence[str]) -> dict[str, TermRow]:
        """The terms that are known."""
        sql = "SELECT number, text, df FROM term WHERE text = ANY(?)"
        rows = self._database.read(sql, [[term for term in terms if is_storable(term)]])
        return {row[1]: TermRow._make(row) for row in rows}

    def neighbours(self, hashes: Sequence[int]) -> Mapping[int, Sequence[TermRow]]:
        """The terms filed under each hash."""
        filed = defaultdict[int, list[TermRow]](list)
        sql = (
            "SELECT d.hash, t.number, t.text, t.df FROM term_deletion d JOIN term t ON t.number = d.term "
            "WHERE d.hash = ANY(?)"
        )
        for row in self._database.read(sql, [list(hashes)]):
            filed[row[0]].append(TermRow._make(row[1:]))
        return filed

    def candidates(self, openings: Sequence[Opening], *, keep: int, beam: int = 500) -> tuple[tuple[int, int], ...]:
        """The `keep` best passages as (id, summed weight)."""
        from knowledge.store.merging import merge

        return merge(openings, self._database.read, keep=keep, beam=beam)

    def indexed(self, passage_ids: Sequence[int]) -> tuple[Indexed, ...]:
        """The terms of passages, in the order asked for."""
        sql = (
            "SELECT p.number, a.id, p.terms FROM passage p JOIN article a ON a.number = p.article "
            "WHERE p.number = ANY(?)"
        )
        rows = self._database.read(sql, [list(passage_ids)])
        found = {row[0]: row for row in rows}
        return tuple([Indexed._make(found[number]) for number in passage_ids if number in found])

    def spellings(self, terms: Sequence[int]) -> list[str]:
        """The texts of terms by their ids, in the order asked for."""
        # The id of a term is never used again, so what was read once stays true.
        kept = self._spellings
        missing = list({term for term in terms if term not in kept})
        if missing:
            kept.update(self._database.read("SELECT number, text FROM term WHERE number = ANY(?)", [missing]))
        return [kept.get(term, "") for term in terms]

    def tidy(self) -> None:
        """What helps after many changes."""
        self._database.tidy()

    def stamp(self) -> str:
        """Changes with every change of content."""
        revision, digest = self._database.read("SELECT revision, digest FROM tally")[0]
        return stamp_of(revision, digest)

    def fingerprint(self) -> str:
        """16 hex digits that depend on the content alone."""
        return self.stamp().partition("-")[0]

    def hear(self, stamp: str) -> None:
        """Another process has made a change; only a replica may not have it yet."""
        want = getattr(self._database, "want", None)
        if want is not None:
            want(int(stamp.rpartition("-")[2]))

    def setting(self, key: str) -> str | None:
        """A small value kept for its caller."""
        rows = self._database.read("SELECT value FROM setting WHERE key = ?", [key])
        return rows[0][0] if rows else None

    def settings(self, prefix: str) -> dict[str, str]:
        """All small values whose keys start with a prefix."""
        sql = "SELECT key, value FROM setting WHERE substr(key, 1, length(?)) = ? ORDER BY key"
        return dict(self._database.read(sql, [prefix, prefix]))

    def set_setting(self, key: str, value: str | None) -> None:
        """Keep a small value; None forgets it."""
        with self._database.writing() as writer:
            writer.run("DELETE FROM setting WHERE key = ?", [key])
            if value is not None:
                writer.run("INSERT INTO setting (key, value) VALUES (?, ?)", [key, value])

    def _passages_from(self, rows: Rows) -> tuple[StoredPassage, ...]:
        ids = sorted({term for row in rows for term in term_ids(row[6])})
        spelled = dict(zip(ids, self.spellings(ids), strict=True))
        return tuple(passage_from(row, spelled) for row in rows)

    def _bundle(self, article: Article) -> Bundle:
        passages = tuple(
            Passage(p.article_id, p.number, Span(p.span.start, p.span.stop), p.terms, p.payload)
            for p in self.passages(article.id)
        )
        return Bundle(article, passages, self.facts(article.id), self.meta(article.id))
