"""Puts articles into the tables and takes them out: one transaction's worth of statements, for any database."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from operator import itemgetter

from knowledge.store.database import Writer
from knowledge.store.deletions import hashes, is_filed
from knowledge.store.protocol import PackedBundle
from knowledge.store.rows import (
    ARTICLE_COLUMNS,
    ARTICLE_KEYS,
    FACT_COLUMNS,
    Row,
    pack_terms,
    signed,
    stamp_of,
    term_ids,
)

DELETIONS = (
    "DELETE FROM passage WHERE article = ANY(?)",
    "DELETE FROM article_body WHERE article = ANY(?)",
    "DELETE FROM article WHERE number = ANY(?)",
)
READ_TALLY = (
    "SELECT articles, passages, facts, last_article, last_passage, last_fact, last_term, revision, digest FROM tally"
)
TALLY = READ_TALLY.removeprefix("SELECT ").removesuffix(" FROM tally").split(", ")
WRITE_TALLY = f"UPDATE tally SET {' = ?, '.join(TALLY)} = ?"  # noqa: S608


class Change:
    """One transaction that adds and removes articles; `finish` writes the sums down."""

    def __init__(self, writer: Writer) -> None:
        self._writer = writer
        # Counted first: PostgreSQL lets no second change beyond this row before the first has ended.
        writer.run("UPDATE tally SET revision = revision + 1")
        row = writer.read(READ_TALLY)[0]
        self._tally: dict[str, int] = dict(zip(TALLY, row, strict=True))

    def finish(self) -> None:
        """Write the sums down."""
        self._writer.run(WRITE_TALLY, [self._tally[name] for name in TALLY])
        self._writer.tell(stamp_of(self._tally["revision"], self._tally["digest"]))

    def remove(self, article_ids: Sequence[str]) -> int:
        """How many of them were there."""
        found = self._writer.read("SELECT number, digest FROM article WHERE id = ANY(?)", [list(article_ids)])
        if not found:
            return 0
        numbers = [number for number, _ in found]
        passages = self._writer.read("SELECT number, terms FROM passage WHERE article = ANY(?)", [numbers])
        self._remove_postings([(number, term_ids(terms)) for number, terms in passages])
        facts = self._writer.run("DELETE FROM fact WHERE article = ANY(?)", [numbers])
        for sql in DELETIONS:
            self._writer.run(sql, [numbers])
        self._count(-len(found), -len(passages), -facts, -sum(digest for _, digest in found))
        return len(found)

    def add(self, bundles: Sequence[PackedBundle]) -> None:
        """Add articles that are not there; each id once."""
        terms = self._count_terms(bundles)
        articles, bodies, passages, facts = list[Row](), list[Row](), list[Row](), list[Row]()
        postings = list[tuple[int, int]]()
        for bundle in bundles:
            article = self._next("last_article")
            numbers = [self._next("last_passage") for _ in bundle.passages]
            articles.append((article, bundle.digest, *bundle.article))
            bodies.append((article, *bundle.body))
            for number, (place, start, stop, texts, payload) in zip(numbers, bundle.passages, strict=True):
                ids = [terms[text] for text in texts]
                passages.append((number, article, place, start, stop, pack_terms(ids), payload))
                postings += [(term, number) for term in ids]
            for fact_id, at, columns in bundle.facts:
                facts.append((self._next("last_fact"), fact_id, article, None if at is None else numbers[at], *columns))
        self._writer.fill("article", f"number, digest, {ARTICLE_COLUMNS}, {ARTICLE_KEYS}", articles)
        self._writer.fill("article_body", "article, meta, text", bodies)
        self._writer.fill("passage", "number, article, place, start, stop, terms, payload", passages)
        self._writer.fill("fact", f"number, id, article, passage, {FACT_COLUMNS}", facts)
        # passages rise already: sorted by the first number alone, which is much quicker
        self._writer.fill("posting", "term, passage", sorted(postings, key=itemgetter(0)))
        self._count(len(articles), len(passages), len(facts), sum(bundle.digest for bundle in bundles))

    def _count_terms(self, bundles: Sequence[PackedBundle]) -> dict[str, int]:
        """The ids of all terms of the bundles, which are counted with them and made where they are new."""
        counts = Counter(text for bundle in bundles for _, _, _, texts, _ in bundle.passages for text in texts)
        rows = self._writer.read("SELECT text, number FROM term WHERE text = ANY(?)", [list(counts)])
        known: dict[str, int] = dict(rows)
        self._writer.run_many(
            "UPDATE term SET df = df + ? WHERE number = ?", [(counts[text], known[text]) for text in sorted(known)]
        )
        new = {text: self._next("last_term") for text in sorted(counts.keys() - known.keys())}
        self._writer.fill("term", "number, text, df", [(number, text, counts[text]) for text, number in new.items()])
        self._writer.fill("term_deletion", "hash, term", sorted(_filings(new), key=itemgetter(0)))
        return known | new

    def _remove_postings(self, passages: Sequence[tuple[int, tuple[int, ...]]]) -> None:
        counts = Counter(term for _, terms in passages for term in terms)
        rows = sorted((term, passage) for passage, terms in passages for term in terms)
        self._writer.run_many("DELETE FROM posting WHERE term = ? AND passage = ?", rows)
        self._writer.run_many(
            "UPDATE term SET df = df - ? WHERE number = ?", [(count, term) for term, count in sorted(counts.items())]
        )
        sql = "SELECT text, number FROM term WHERE df <= 0 AND number = ANY(?)"
        unused: dict[str, int] = dict(self._writer.read(sql, [list(counts)]))
        self._writer.run_many("DELETE FROM term_deletion WHERE hash = ? AND term = ?", sorted(_filings(unused)))
        self._writer.run("DELETE FROM term WHERE number = ANY(?)", [list(unused.values())])

    def _next(self, name: str) -> int:
        self._tally[name] += 1
        return self._tally[name]

    def _count(self, articles: int, passages: int, facts: int, digests: int) -> None:
        for name, more in (("articles", articles), ("passages", passages), ("facts", facts)):
            self._tally[name] += more
        self._tally["digest"] = signed(self._tally["digest"] + digests)


def _filings(terms: dict[str, int]) -> Iterator[tuple[int, int]]:
    """(hash, term) of every spelling under which the terms are filed."""
    for text, number in terms.items():
        if is_filed(text):
            for spelling in hashes(text):
                yield spelling, number
