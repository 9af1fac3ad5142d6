"""A bundle as the rows it becomes, worked out before it is known where they go; knows the columns, no SQL."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from hashlib import blake2b

from knowledge.model import Fact
from knowledge.store.protocol import Bundle, PackedBundle, Passage
from knowledge.store.rows import Row, article_keys, article_row, check_terms, fact_row, pack


def pack_bundle(bundle: Bundle) -> PackedBundle:
    """The bundle made ready for storing, which takes half of the work; any process may do it.

    Raises BrokenArticle for what no database takes.
    """
    article, text = article_row(bundle.article), bundle.article.text
    facts = [(fact.id, fact_row(fact)) for fact in bundle.facts]
    for passage in bundle.passages:
        check_terms(bundle.article.id, passage.terms)
    return PackedBundle(
        bundle.article.id,
        _digest((*article, text), bundle.passages, facts, bundle.meta),
        (*article, *article_keys(bundle.article)),
        (pack(bundle.meta), pack(text.encode())),
        tuple((p.number, p.span.start, p.span.stop, p.terms, p.payload) for p in bundle.passages),
        tuple(
            (fact_id, at, row) for (fact_id, row), at in zip(facts, _hang(bundle.facts, bundle.passages), strict=True)
        ),
    )


def _digest(article: Row, passages: Sequence[Passage], facts: Sequence[tuple[str, Row]], meta: bytes) -> int:
    """64 signed bits that depend on all that a bundle says."""
    summed = blake2b(digest_size=8)
    summed.update(repr(article).encode())
    for passage in passages:
        summed.update(repr((passage.number, passage.span, passage.terms, passage.payload)).encode())
    for fact in facts:
        summed.update(repr(fact).encode())
    summed.update(meta)
    return int.from_bytes(summed.digest(), "big", signed=True)


def _hang(facts: Sequence[Fact], passages: Sequence[Passage]) -> Iterator[int | None]:
    """For each fact which of the passages holds the start of its sentence."""
    placed = sorted((passage.span, at) for at, passage in enumerate(passages))
    starts = [span.start for span, _ in placed]
    for fact in facts:
        before = bisect_right(starts, fact.sentence.start) - 1
        span, at = placed[before] if before >= 0 else (None, None)
        yield at if span and fact.sentence.start < span.stop else None
