"""The learned reader's word: how well each sentence answers, and short answers that no finder of facts gives."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from knowledge.answering.candidates import Candidate, Read, certainty_of
from knowledge.answering.rankedlines import lines_to_read, passage_of
from knowledge.answering.typed import fits
from knowledge.language.text import fold
from knowledge.model import Span, ValueKind, When
from knowledge.questions.query import Asked, Query
from knowledge.reader import Reading, rank
from knowledge.reader import read as read_passages
from knowledge.search.view import Line, is_heading

PASSAGES = 25
"""Sentences that the reader is given; more cost time and change little."""
READINGS, OFFERED = 8, 3
"""How many short answers are weighed, and how many of them become candidates."""
_FACTS_ONLY = frozenset({Asked.YES_NO, Asked.ROLE, Asked.SAID, Asked.WHY})
"""Kinds of question whose answer is no span of a sentence."""


@dataclass(frozen=True, slots=True)
class Looked:
    """What the reader makes of a question's best sentences."""

    scores: dict[tuple[str, int], float] = field(default_factory=dict)
    """(article, line) → log-odds that the sentence answers."""
    readings: dict[tuple[str, int, str], float] = field(default_factory=dict)
    """(article, line, folded words) → probability of a short answer."""
    candidates: tuple[Candidate, ...] = ()


def look(query: Query, reads: Sequence[Read]) -> Looked:
    """The reader's scores, and its likeliest short answers where the question's kind admits them."""
    lines = [(reads[n], line) for n, line in lines_to_read(reads, count=PASSAGES)]
    passages = [passage_of(read, line) for read, line in lines]
    keys = [(read.view.article.id, line.sentence.number) for read, line in lines]
    if query.asked in _FACTS_ONLY:
        return Looked({keys[n]: score for n, score in rank(query.text, passages)})
    scores, readings, candidates = {}, {}, []
    for number, score in rank(query.text, passages):
        scores[keys[number]] = score
    for place, reading in enumerate(read_passages(query.text, passages, count=READINGS)):
        readings[(*keys[reading.passage], fold(reading.text))] = reading.probability
        if place < OFFERED and not is_heading(lines[reading.passage][1].sentence.text):
            candidate = _candidate(query, *lines[reading.passage], reading)
            if not query.wanted or candidate.value is not None:
                candidates.append(candidate)
    return Looked(scores, readings, tuple(candidates))


def _candidate(query: Query, read: Read, line: Line, reading: Reading) -> Candidate:
    start = line.sentence.span.start
    span = Span(start + reading.span.start, start + reading.span.stop)
    inside = [v for v in read.values_in(line.sentence.number) if v.span.meets(span)]
    when: When | None = next((v.when for v in inside if v.kind is ValueKind.TIME and v.when is not None), None)
    value = next((v for v in inside if v.kind in query.wanted and fits(query, v)), None)
    return Candidate(
        read,
        line.sentence.number,
        value.text if value is not None else reading.text,
        read.line_score(line.sentence.number),
        value,
        when=when,
        certainty=certainty_of(read, line.sentence.number),
        speaker=read.analysis.speakers.get(line.sentence.number, ""),
        notes=[f"reader {reading.probability:.2f}"],
    )
