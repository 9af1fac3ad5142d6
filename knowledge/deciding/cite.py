"""Candidate → citation: the sentence as the article gives it, by its span."""

from __future__ import annotations

from knowledge.answering.candidates import Candidate
from knowledge.language.text import Repaired
from knowledge.model import Citation


def cite(candidate: Candidate) -> Citation:
    """Where a candidate's sentence stands in its article's text as given."""
    read = candidate.read
    article = read.view.article
    repaired = Repaired(read.analysis.text, read.analysis.inserted)
    span = repaired.original(read.line(candidate.line).sentence.span)
    return Citation(
        article.id,
        article.title,
        article.date,
        span.of(article.text),
        span.start,
        span.stop,
        article.source,
        article.url,
    )
