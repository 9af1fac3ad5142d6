"""The learned reader's word on questions that no fact answers: a short answer out of the best sentences, or nothing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from knowledge.answering.bearings import asks_change
from knowledge.answering.candidates import Candidate, Read, certainty_of
from knowledge.answering.people import asks_role
from knowledge.answering.rankedlines import passage_of
from knowledge.deciding.decide import LEAST_CONFIDENCE, Ruling
from knowledge.deciding.gates import MET, unmet
from knowledge.model import Span, ValueKind, When
from knowledge.questions.query import Asked, Query
from knowledge.reader import Reading
from knowledge.reader import read as read_passages
from knowledge.search.matching import Sought
from knowledge.search.view import Line, is_heading

PASSAGES = 25
"""Sentences that the reader is given; more cost time and change little."""
READINGS = 5
LEAST_PROBABILITY, LEAST_AGAINST_FACTS = 0.1, 0.2
"""From which probability on the reader is heard: on an open question without an answer, and against another answer."""
FLOOR, SLOPE = 0.22, 0.9
"""Confidence in a reading = FLOOR + SLOPE · the reader's probability: fitted on all three kinds of set."""
SURE = 0.6
"""A fact this sure needs no second opinion."""
_OPEN = frozenset({Asked.WHAT, Asked.WHO, Asked.WHERE, Asked.OPEN, Asked.HOW, Asked.LIST, Asked.DEFINITION})
_OF_A_KIND = frozenset({Asked.WHERE})
"""Open as it is, the question wants one kind of thing: a place found surely stands against the reader."""
_FACTS_ONLY = frozenset({Asked.YES_NO, Asked.ROLE, Asked.SAID, Asked.WHY})


def second_opinion(query: Query, reads: Sequence[Read], ruling: Ruling, sought: Sequence[Sought]) -> Ruling:
    """The ruling, or the reader's where the question is open or the facts are less sure than the reader."""
    if (
        query.asked in _FACTS_ONLY
        or asks_role(query)
        or not reads
        or (query.asked not in _OPEN - _OF_A_KIND and ruling.confidence >= SURE)
    ):
        return ruling
    readings = reading_candidates(query, reads)
    if not readings:
        return ruling
    candidate, probability = readings[0]
    if query.asked in _OPEN:
        heard = probability >= (LEAST_PROBABILITY if ruling.chosen is None else LEAST_AGAINST_FACTS)
    else:
        heard = probability >= LEAST_AGAINST_FACTS and probability > ruling.confidence
    if not heard or unmet(query, candidate, sought) or not _is_of_kind(query, candidate, sought):
        return ruling
    sure = min(0.95, FLOOR + SLOPE * probability)
    if sure < LEAST_CONFIDENCE:
        return replace(ruling, chosen=None, why=f"read with confidence {sure:.2f}", confidence=sure)
    return Ruling(candidate, f"read with confidence {sure:.2f}", ruling.ranked, (), sure)


def _is_of_kind(query: Query, candidate: Candidate, sought: Sequence[Sought]) -> bool:
    """Whether a reading is of the kind that the question fixes, and of the noun it counts."""
    if query.asked in _OPEN or not query.wanted:
        return True
    if candidate.value is None or candidate.value.kind not in query.wanted:
        return False
    if query.asked is Asked.HOW_MUCH and candidate.value.kind is not ValueKind.MONEY:
        return asks_change(query.text.casefold())
    counted = [n for n, one in enumerate(sought) if one.token.norm in query.focus]
    strengths = candidate.read.match.strengths[:, candidate.line]
    return all(strengths[n] >= MET for n in counted) if query.asked is Asked.HOW_MANY else True


def reading_candidates(query: Query, reads: Sequence[Read]) -> list[tuple[Candidate, float]]:
    """What the reader finds, each with the probability that it is right, the likeliest first."""
    lines = _best_lines(reads)
    passages = [passage_of(read, line) for read, line in lines]
    found = []
    for reading in read_passages(query.text, passages, count=READINGS):
        read, line = lines[reading.passage]
        found.append((_candidate(query, read, line, reading), reading.probability))
    return found


def _best_lines(reads: Sequence[Read]) -> list[tuple[Read, Line]]:
    ranked = sorted(
        (
            (-read.line_score(line.sentence.number), n, line.sentence.number)
            for n, read in enumerate(reads)
            for line in read.view.lines
            if line.tokens and not is_heading(line.sentence.text)
        ),
    )
    return [(reads[n], reads[n].line(number)) for _, n, number in ranked[:PASSAGES]]


def _candidate(query: Query, read: Read, line: Line, reading: Reading) -> Candidate:
    start = line.sentence.span.start
    span = Span(start + reading.span.start, start + reading.span.stop)
    inside = [v for v in read.analysis.values if v.line == line.sentence.number and v.span.meets(span)]
    when: When | None = next((v.when for v in inside if v.kind is ValueKind.TIME and v.when is not None), None)
    value = next((v for v in inside if v.kind in query.wanted), None)
    return Candidate(
        read,
        line.sentence.number,
        reading.text,
        read.line_score(line.sentence.number),
        value,
        when=when,
        certainty=certainty_of(read, line.sentence.number),
        speaker=read.analysis.speakers.get(line.sentence.number, ""),
        notes=[f"reader {reading.probability:.2f}"],
    )
