"""The learned reader's word: how well each sentence answers, and short answers that no finder of facts gives."""

from __future__ import annotations

from collections.abc import Sequence, Set
from dataclasses import dataclass, field

import numpy as np

from knowledge.answering.candidates import Candidate, Read, certainty_of
from knowledge.answering.enumerations import ALONE, is_alone
from knowledge.answering.rankedlines import lines_to_read, passage_of
from knowledge.answering.typed import fits
from knowledge.language.patterns import lazy_pattern
from knowledge.language.text import fold
from knowledge.model import Span, ValueKind, When
from knowledge.questions.askednoun import find_asked_noun
from knowledge.questions.query import Asked, Query
from knowledge.reader import Reading, interaction, rank
from knowledge.reader import read as read_passages
from knowledge.reader.interaction import (
    CAPITAL,
    LONGEST_INHERITED,
    LONGEST_QUESTION,
    LONGEST_SENTENCE,
    LOWER,
    Floats,
    Posed,
    Worded,
)
from knowledge.search.matching import Sought
from knowledge.search.view import Line, is_heading

PASSAGES = 25
"""Sentences that the reader is given; more cost time and change little."""
READINGS, OFFERED = 8, 3
"""How many short answers are weighed, and how many of them become candidates."""
_FACTS_ONLY = frozenset({Asked.YES_NO, Asked.ROLE, Asked.SAID, Asked.WHY})
"""Kinds of question whose answer is no span of a sentence."""
_KINDS = tuple(ValueKind)
_OF_THINGS = frozenset({Asked.WHAT, Asked.LIST, Asked.OPEN})
"""Kinds of question whose noun may be plural: several things are asked for then."""
_NAMED = frozenset({ValueKind.PERSON, ValueKind.ORGANISATION, ValueKind.PLACE})
_WITHIN = frozenset(("of", "the", "and", "de", "for", "in"))
_DIGIT = lazy_pattern(r"\d")


@dataclass(frozen=True, slots=True)
class Looked:
    """What the reader makes of a question's best sentences."""

    scores: dict[tuple[str, int], float] = field(default_factory=dict)
    """(article, line) → log-odds that the sentence answers."""
    readings: dict[tuple[str, int, str], float] = field(default_factory=dict)
    """(article, line, folded words) → probability of a short answer."""
    candidates: tuple[Candidate, ...] = ()
    shares: dict[tuple[str, int], float] = field(default_factory=dict)
    """(article, line) → the logarithm of its share of the belief which sentence answers."""


def look(query: Query, reads: Sequence[Read], sought: Sequence[Sought]) -> Looked:
    """The reader's scores, and its likeliest short answers where the question's kind admits them."""
    lines = [(reads[n], line) for n, line in lines_to_read(reads, count=PASSAGES)]
    passages = [passage_of(read, line) for read, line in lines]
    keys = [(read.view.article.id, line.sentence.number) for read, line in lines]
    ranked = rank(query.text, passages)
    scores = {keys[number]: score for number, score in ranked}
    shares = _shares(query, lines, [score for _, score in sorted(ranked)], _subject(reads[0], sought))
    by_line = dict(zip(keys, shares, strict=True))
    if query.asked in _FACTS_ONLY:
        return Looked(scores, shares=by_line)
    readings, candidates = {}, []
    asks_several = query.asked in _OF_THINGS and find_asked_noun(query.clause).is_plural
    for place, reading in enumerate(read_passages(query.text, passages, count=READINGS)):
        readings[(*keys[reading.passage], fold(reading.text))] = reading.probability
        if place < OFFERED and not is_heading(lines[reading.passage][1].sentence.text):
            candidate = _candidate(query, *lines[reading.passage], reading)
            if asks_several and is_alone(candidate.text):
                candidate.score -= ALONE
            if not query.wanted or candidate.value is not None or _is_name(query, candidate.text):
                candidates.append(candidate)
    return Looked(scores, readings, tuple(candidates), by_line)


def _is_name(query: Query, text: str) -> bool:
    """Whether a reading is a name, of a kind that the finders of names may not know, where a name is asked for."""
    return bool(_NAMED & set(query.wanted)) and all(word[:1].isupper() for word in text.split() if word not in _WITHIN)


def _subject(read: Read, sought: Sequence[Sought]) -> frozenset[str]:
    """The words of a question that say what it is about."""
    return frozenset(one.token.norm for one, is_subject in zip(sought, read.subject, strict=True) if is_subject)


def _shares(
    query: Query, lines: Sequence[tuple[Read, Line]], scores: Sequence[float], subject: Set[str]
) -> list[float]:
    """The logarithm of each sentence's share, in the order of the sentences; scores: the reader's, likewise."""
    if not lines:
        return []
    own = query.tokens[:LONGEST_QUESTION]
    words = [token.norm for token in (*own, *(*query.context, *query.inherited)[:LONGEST_INHERITED])]
    posed = Posed(tuple(words), tuple(token.stem for token in own), tuple(word in subject for word in words))
    features = _features(query, lines, scores)
    worded = [_worded(read, line) for read, line in lines]
    return [float(share) for share in interaction.interact(posed, worded, features)]


def _features(query: Query, lines: Sequence[tuple[Read, Line]], scores: Sequence[float]) -> Floats:
    """What is known of each sentence besides its words; columns as in interaction.FEATURES."""
    best = max(read.line_score(line.sentence.number) for read, line in lines)
    newest = max(read.published for read, _ in lines)
    told = next(((read, line) for read, line in lines if query.told and line.sentence.text == query.told), None)
    rows = []
    for (read, line), score in zip(lines, scores, strict=True):
        number, own = line.sentence.number, read.line_score(line.sentence.number)
        row = [own, own - best, max(score, -8.0) / 4, read.topic, min(number, 30) / 10, min(len(line.words), 60) / 20]
        row += [line.heading is not None, number in read.analysis.speakers, bool(_DIGIT.search(line.sentence.text))]
        row += [read.own(number), read.named(number), read.identified(number), read.published == newest]
        row += [min((newest - read.published).days, 360) / 360, read.analysis.is_rumour]
        row += [0.0 if told is None or told[0] is not read else 1 / (1 + abs(number - told[1].sentence.number))]
        rows.append(row)
    return np.array(rows, np.float32)


def _worded(read: Read, line: Line) -> Worded:
    """A sentence's words with their marks; reckoned once an article."""
    known: dict[int, Worded] = read.view.worded
    found = known.get(line.sentence.number)
    if found is None:
        marks = np.array([CAPITAL if word[0].isupper() else LOWER for word in line.words[:LONGEST_SENTENCE]], np.int64)
        for value in read.values_in(line.sentence.number):
            marks[[n for n in line.inside(value.span) if n < LONGEST_SENTENCE]] = _KINDS.index(value.kind) + CAPITAL + 1
        stems = tuple([stem for _, stem in line.spelled[:LONGEST_SENTENCE]])
        found = known[line.sentence.number] = Worded(read.view.rows_of(line)[:LONGEST_SENTENCE], stems, marks)
    return found


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
