"""Candidates for questions whose kind of answer is open: a phrase, a list or a clause out of the best sentences."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from knowledge.analysis import Value
from knowledge.candidates import Candidate, Read, certainty_of, nearness
from knowledge.matching import Sought
from knowledge.model import Span, ValueKind
from knowledge.polarity import best_clause
from knowledge.query import Asked, Query
from knowledge.text import stem
from knowledge.view import Line, is_heading
from knowledge.vocabulary import Vocabulary
from knowledge.wordclasses import noun_phrases

WHOLE = 40
"""Up to how many words a sentence is given whole where no phrase of it fits."""
LINES = 12
"""Sentences looked into for phrases."""
LEAST = 0.2
"""Share of the asking words that a sentence and its surroundings must meet."""
ASKED_AGAIN = 0.5
"""Up to which share of its words a phrase may repeat the question."""
NEAR, FOCUS, AFTER, LISTED, PLACED, STATED = 0.8, 0.5, 0.1, 0.35, 0.3, 0.3
FITTING, FITS = 0.9, 0.1
"""From which gain on a phrase is given instead of its clause, and what that is worth to the sentence."""
_LEADING = re.compile(r"^(?:the|a|an|its|their|his|her|our|this|these|those|some|about)\s+", re.IGNORECASE)
_PLACE = re.compile(
    r"\b((?:in|at|on|under|outside|inside|near|beneath|behind|opposite|beside|from|to|between|aboard|online at)\s)$",
    re.IGNORECASE,
)


def open_candidates(
    query: Query, reads: Sequence[Read], sought: Sequence[Sought], vocabulary: Vocabulary
) -> list[Candidate]:
    """Phrases and clauses of the best sentences, scored by what stands around them."""
    lines = sorted(
        ((read.line_score(line.sentence.number), n, line) for n, read in enumerate(reads) for line in read.view.lines),
        key=lambda entry: (-entry[0], entry[1], entry[2].sentence.number),
    )
    focus = _stems(query, vocabulary)
    found: list[Candidate] = []
    for score, n, line in lines[:LINES]:
        read = reads[n]
        if is_heading(line.sentence.text) or not line.tokens or read.coverage(line.sentence.number) < LEAST:
            continue
        found += _of_line(query, read, line, score, focus)
    return found


def _stems(query: Query, vocabulary: Vocabulary) -> frozenset[str]:
    stems = {stem(word) for word in query.focus}
    for word in list(stems):
        for member in vocabulary.members(vocabulary.groups_of_stem(word)):
            if len(member) == 1:
                stems.update(member)
    return frozenset(stems)


def _of_line(query: Query, read: Read, line: Line, score: float, focus: frozenset[str]) -> Iterator[Candidate]:
    """The phrase of a sentence that fits what is asked for, or else the clause that meets the question best."""
    number = line.sentence.number
    phrases: list[Candidate] = []
    if query.asked is Asked.WHY:
        yield from _causes(read, line, score)
    elif query.asked is not Asked.HOW:
        for span, bonus in _spans(query, read, line):
            candidate = _phrase(query, read, line, span, score + bonus, focus)
            if candidate is not None and candidate.score - score >= FITTING:
                phrases.append(candidate)
    if phrases:
        best = max(phrases, key=lambda candidate: candidate.score)
        best.score = score + FITS
        yield best
        return
    whole = line.sentence.text
    clause = whole if len(whole.split()) <= WHOLE else best_clause(read, line)
    yield Candidate(
        read, number, clause, score, certainty=certainty_of(read, number), asking=read.own(number),
        speaker=read.analysis.speakers.get(number, ""), notes=["clause"],
    )  # fmt: skip


def _causes(read: Read, line: Line, score: float) -> Iterator[Candidate]:
    """The reasons that a sentence or its neighbours in the paragraph give."""
    for value in read.analysis.values:
        if value.kind is not ValueKind.CAUSE or abs(value.line - line.sentence.number) > 1:
            continue
        other = read.line(value.line)
        if other.sentence.paragraph != line.sentence.paragraph:
            continue
        gain = 0.5 if value.line == line.sentence.number else 0.3
        gain += STATED if value.modifier != "guess" else 0
        yield _candidate(read, value.line, value.text, score + gain, value)


def _spans(query: Query, read: Read, line: Line) -> Iterator[tuple[Span, float]]:
    """Noun phrases, names and lists of a sentence, with what speaks for them beforehand."""
    text, shift = line.sentence.text, line.sentence.span.start
    seen: set[Span] = set()
    for value in read.analysis.values:
        if value.line != line.sentence.number:
            continue
        if value.kind is ValueKind.LIST:
            seen.add(value.span)
            yield value.span, LISTED if query.wants_list or query.asked is Asked.LIST else 0.05
        elif value.kind in _NAMES and value.span not in seen:
            seen.add(value.span)
            yield value.span, 0.05
    for start, stop in noun_phrases(text, line.tokens):
        span = Span(line.tokens[start].span.start, line.tokens[stop - 1].span.stop)
        if span in seen:
            continue
        seen.add(span)
        placed = _PLACE.search(text[: span.start - shift])
        yield span, PLACED if placed and query.asked is Asked.WHERE else 0.0
        longer = _with_complement(line, start, stop, text, shift)
        if longer is not None and longer not in seen:
            seen.add(longer)
            yield longer, 0.0


_NAMES = frozenset({ValueKind.NAME, ValueKind.PERSON, ValueKind.ORGANISATION, ValueKind.PLACE, ValueKind.CONTACT})


def _with_complement(line: Line, start: int, stop: int, text: str, shift: int) -> Span | None:
    """The noun phrase with the "of …" or "for …" phrase that follows it."""
    if stop + 1 >= len(line.tokens) or line.tokens[stop].norm not in ("of", "for", "with", "between", "in"):
        return None
    for first, last in noun_phrases(text, line.tokens):
        if first == stop + 1:
            return Span(line.tokens[start].span.start, line.tokens[last - 1].span.stop)
    return None


def _phrase(query: Query, read: Read, line: Line, span: Span, score: float, focus: frozenset[str]) -> Candidate | None:
    """A phrase as a candidate; None where it mostly repeats the question."""
    inside = [n for n, token in enumerate(line.tokens) if span.holds(token.span)]
    if not inside:
        return None
    strengths = read.match.words[:, line.ids[inside]].max(axis=0)
    repeated = float((strengths >= 0.6).mean())
    if repeated > ASKED_AGAIN:
        return None
    asking, naming = nearness(read, line, span)
    stems = {line.tokens[n].stem for n in inside}
    around = {line.tokens[n].stem for n in (inside[0] - 1, inside[0] - 2) if n >= 0}
    gain = FOCUS if focus & stems else FOCUS * 0.7 if focus & around else 0.0
    gain += NEAR * asking + 0.1 * naming - 0.3 * repeated
    words = span.of(read.view.text).split()
    gain -= 0.02 * max(0, len(words) - 6)
    text = _LEADING.sub("", " ".join(words)) if query.asked is not Asked.WHERE else " ".join(words)
    value = next((v for v in read.analysis.values if v.span == span and v.line == line.sentence.number), None)
    return _candidate(read, line.sentence.number, text, score + gain, value, asking=asking)


def _candidate(
    read: Read, number: int, text: str, score: float, value: Value | None, *, asking: float = 0.0
) -> Candidate:
    return Candidate(
        read,
        number,
        text.strip(' ,;:"“”'),
        score,
        value,
        certainty=value.certainty if value is not None else certainty_of(read, number),
        speaker=read.analysis.speakers.get(number, ""),
        asking=asking or read.own(number),
        notes=["phrase"],
    )
