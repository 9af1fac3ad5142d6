"""Puts articles into the tables and takes them out: one transaction's worth of statements, for any database."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from operator import itemgetter

from knowledge.store.database import Writer
from knowledge.store.deletions import hashes, is_filed
from knowledge.store.postings import BLOCK_BITS, PLACES, pack_places, packed_terms, term_ids, unpack_places
from knowledge.store.protocol import PackedBundle
from knowledge.store.rows import (
    ARTICLE_COLUMNS,
    ARTICLE_KEYS,
    FACT_COLUMNS,
    Row,
    signed,
    stamp_of,
)

DELETIONS = (
    "DELETE FROM passage WHERE article = ANY(?)",
    "DELETE FROM article_body WHERE article = ANY(?)",
    "DELETE FROM article WHERE number = ANY(?)",
)
BLOCKS = "SELECT term, block, passages FROM posting WHERE term = ANY(?) AND block = ANY(?)"
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
        packed = packed_terms(terms)
        postings = _Postings()
        for bundle in bundles:
            article = self._next("last_article")
            numbers = [self._next("last_passage") for _ in bundle.passages]
            articles.append((article, bundle.digest, *bundle.article))
            bodies.append((article, *bundle.body))
            for number, (place, start, stop, texts, payload) in zip(numbers, bundle.passages, strict=True):
                listed = b"".join([packed[text] for text in texts])
                passages.append((number, article, place, start, stop, listed, payload))
                postings.file(number, [terms[text] for text in texts])
            for fact_id, at, columns in bundle.facts:
                facts.append((self._next("last_fact"), fact_id, article, None if at is None else numbers[at], *columns))
        self._writer.fill("article", f"number, digest, {ARTICLE_COLUMNS}, {ARTICLE_KEYS}", articles)
        self._writer.fill("article_body", "article, meta, text", bodies)
        self._writer.fill("passage", "number, article, place, start, stop, terms, payload", passages)
        self._writer.fill("fact", f"number, id, article, passage, {FACT_COLUMNS}", facts)
        self._writer.post([(*key, pack_places(places)) for key, places in sorted(postings.places.items())])
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
        gone = _Postings()
        for passage, terms in passages:
            gone.file(passage, terms)
        self._cut(gone.places)
        self._writer.run_many(
            "UPDATE term SET df = df - ? WHERE number = ?", [(count, term) for term, count in sorted(counts.items())]
        )
        sql = "SELECT text, number FROM term WHERE df <= 0 AND number = ANY(?)"
        unused: dict[str, int] = dict(self._writer.read(sql, [list(counts)]))
        self._writer.run_many("DELETE FROM term_deletion WHERE hash = ? AND term = ?", sorted(_filings(unused)))
        self._writer.run("DELETE FROM term WHERE number = ANY(?)", [list(unused.values())])

    def _cut(self, gone: Mapping[tuple[int, int], Sequence[int]]) -> None:
        """Take places out of the blocks of terms."""
        terms, blocks = {term for term, _ in gone}, {block for _, block in gone}
        kept, empty = list[tuple[bytes, int, int]](), list[tuple[int, int]]()
        for term, block, packed in self._writer.read(BLOCKS, [sorted(terms), sorted(blocks)]):
            cut = set(gone.get((term, block), ()))
            left = [place for place in unpack_places(packed) if place not in cut] if cut else []
            if left:
                kept.append((pack_places(left), term, block))
            elif cut:
                empty.append((term, block))
        self._writer.run_many("UPDATE posting SET passages = ? WHERE term = ? AND block = ?", kept)
        self._writer.run_many("DELETE FROM posting WHERE term = ? AND block = ?", empty)

    def _next(self, name: str) -> int:
        self._tally[name] += 1
        return self._tally[name]

    def _count(self, articles: int, passages: int, facts: int, digests: int) -> None:
        for name, more in (("articles", articles), ("passages", passages), ("facts", facts)):
            self._tally[name] += more
        self._tally["digest"] = signed(self._tally["digest"] + digests)


class _Postings:
    """Places of passages by term and block."""

    def __init__(self) -> None:
        self.places = defaultdict[tuple[int, int], list[int]](list)

    def file(self, passage: int, terms: Iterable[int]) -> None:
        """File a passage under its terms."""
        block, place = passage >> BLOCK_BITS, passage & PLACES
        for term in terms:
            self.places[term, block].append(place)


def _filings(terms: dict[str, int]) -> Iterator[tuple[int, int]]:
    """(hash, term) of every spelling under which the terms are filed."""
    for text, number in terms.items():
        if is_filed(text):
            for spelling in hashes(text):
                yield spelling, number
