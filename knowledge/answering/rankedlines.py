"""The sentences of several articles as passages of the learned reader, and how likely each is to answer."""

from __future__ import annotations

from collections.abc import Sequence

from knowledge.answering.candidates import Read
from knowledge.reader import Passage, rank
from knowledge.search.view import Line


def passage_of(read: Read, line: Line) -> Passage:
    """A sentence with what the reader looks at around it."""
    number, lines = line.sentence.number, read.view.lines
    return Passage(
        line.sentence.text,
        lines[number - 1].sentence.text if number else "",
        lines[number + 1].sentence.text if number + 1 < len(lines) else "",
        read.view.article.title,
        read.view.text,
        number,
    )


def rank_lines(question: str, reads: Sequence[Read], *, count: int) -> dict[tuple[int, int], float]:
    """(Article, sentence) → how far a sentence stands behind the likeliest one, in log-odds: 0 or less.

    count: how many sentences are weighed, those that meet the question best.
    """
    lines = lines_to_read(reads, count=count)
    scores = rank(question, [passage_of(reads[n], line) for n, line in lines])
    best = max((score for _, score in scores), default=0.0)
    return {(lines[place][0], lines[place][1].sentence.number): score - best for place, score in scores}


def lines_to_read(reads: Sequence[Read], *, count: int) -> list[tuple[int, Line]]:
    """The sentences that meet the question best, each with the number of its article in `reads`; at most `count`."""
    ranked = sorted(
        (-read.line_score(line.sentence.number), n, line.sentence.number)
        for n, read in enumerate(reads)
        for line in read.view.lines
        if line.words
    )
    return [(n, reads[n].line(number)) for _, n, number in ranked[:count]]
