"""A sentence that was read, as the citation that judging compares with the place expected."""

from __future__ import annotations

from knowledge.answering.candidates import Read
from knowledge.model import Citation
from knowledge.search.view import Line


def citation_of(read: Read, line: Line) -> Citation:
    """The citation of a sentence, by its place in the text as it was laid out."""
    article, span = read.view.article, line.sentence.span
    return Citation(article.id, article.title, article.date, line.sentence.text, span.start, span.stop)
