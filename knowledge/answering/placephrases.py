"""Where-questions: phrases of place ("under the handle", "at its plant in Dovrany") and web addresses."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from knowledge.answering.candidates import Candidate, Read, certainty_of, nearness
from knowledge.language.patterns import lazy_pattern
from knowledge.language.text import Token
from knowledge.language.vectors import load_vectors
from knowledge.language.wordclasses import noun_phrases, possible_tags
from knowledge.language.wordlists import lines as entries
from knowledge.language.wordlists import words
from knowledge.model import Span, ValueKind
from knowledge.questions.query import Query
from knowledge.search.view import Line, is_heading

LINES = 14
NEAR, NAMED, FIRM, PLACE_NAME, ADDRESS = 0.8, 0.25, 0.45, 0.45, 0.5
ELSEWHERE = 0.3
"""What being a place is worth where nothing of the question is met, beside where all of it is."""
FALLBACK = 0.75
"""What a whole sentence loses against a phrase of place."""
ASKED_AGAIN = 0.5
_FIRM = frozenset("under outside inside near beneath behind opposite beside above below next underneath".split())
_LOOSE = frozenset("in at on from to between aboard through via".split())
_ONLINE = lazy_pattern(
    r"\b(?:register|apply|sign up|book|buy|order|renew|download|find out|claim|report|get|see|watch|enter|submit|send|"
    r"mail|write|contact|cancel|complain|file|read|subscribe|donate|vote|stream|enrol|enroll|enquire|inquire)\b",
    re.IGNORECASE,
)
_TIMES = frozenset(
    {ValueKind.TIME, ValueKind.CLOCK, ValueKind.DURATION, ValueKind.MONEY, ValueKind.NUMBER, ValueKind.PERSON}
)
LIKE_PLACE, STRANDED = 0.3, 0.3
"""From which likeness on a noun is a place; what it is worth that the question ends in the phrase's preposition."""
_ASKS_NAME = lazy_pattern(
    r"\b(?:which|what) (?:\w+ )?(?:towns?|cit(?:y|ies)|villages?|countr(?:y|ies)|islands?|states?|regions?|"
    r"count(?:y|ies)|provinces?|continents?|streets?|districts?)\b",
    re.IGNORECASE,
)
"""A question for what always has a name: "in shops" is no town."""
_NAMED = frozenset({ValueKind.PLACE, ValueKind.NAME, ValueKind.ORGANISATION})
_HANGS = _FIRM | {"in", "at", "of", "on"}


def place_candidates(query: Query, lines: Sequence[tuple[float, Read, Line]]) -> list[Candidate]:
    """Phrases of place of the best sentences; a sentence whole where it holds none.

    lines: all sentences with their scores, the best first.
    """
    found: list[Candidate] = []
    by_name = _ASKS_NAME.search(query.clause) is not None
    for score, read, line in lines[:LINES]:
        if is_heading(line.sentence.text) or not line.words:
            continue
        phrases = [one for one in _of_line(query, read, line, score) if not by_name or _HAS_NAME.search(one.text)]
        found += phrases
        if not phrases and not by_name:
            found.append(_candidate(read, line, line.sentence.text, score - FALLBACK, "sentence"))
    return found


_HAS_NAME = lazy_pattern(r"(?<!^)\b[A-ZÀ-Þ]|^[A-ZÀ-Þ](?!\w+ [a-z])")


def _of_line(query: Query, read: Read, line: Line, score: float) -> Iterator[Candidate]:
    number = line.sentence.number
    taken = read.values_in(number)
    for value in taken:
        if (
            value.kind is ValueKind.CONTACT
            and not re.match(r"[\d+ ()-]+$", value.text)
            and _ONLINE.search(query.clause)
        ):
            yield _scored(read, line, value.span, value.text, score + ADDRESS, "address")
    for span, gain in _phrases(query, read, line):
        if any(
            v.kind in _TIMES and v.span.meets(span) and v.span.stop - v.span.start > (span.stop - span.start) // 2
            for v in taken
        ):
            continue
        if _repeats(read, line, span) or any(v.kind is ValueKind.CONTACT and v.span.meets(span) for v in taken):
            continue
        named = any(v.kind is ValueKind.PLACE and v.span.meets(span) for v in taken)
        # a fine place in a sentence on something else is no answer
        worth = (gain + (PLACE_NAME if named else 0)) * (ELSEWHERE + (1 - ELSEWHERE) * _relevance(read, number))
        yield _scored(read, line, span, span.of(read.view.text), score + worth, "place")


def _phrases(query: Query, read: Read, line: Line) -> Iterator[tuple[Span, float]]:
    """Prepositions of place with their noun phrases, those that hang on to them included."""
    starts = dict(noun_phrases(read.view.text, line.tokens))
    starts |= {start: stop for start, stop in _names(read, line) if stop > starts.get(start, 0)}
    times = [
        v.span for v in read.analysis.values if v.line == line.sentence.number and v.kind in _TIMES - {ValueKind.PERSON}
    ]
    for_address = "address" in query.clause.casefold()
    stranded = query.clause.strip(" ?").rsplit(" ", 1)[-1].casefold()
    for start in starts:
        word = line.tokens[start - 1].norm if start else ""
        if word not in _FIRM | _LOOSE or _meets(line, start, starts[start], times):
            continue
        if word == "to" and starts[start] == start + 1 and _may_be_done(line.tokens[start]):
            continue  # "used to broadcast"
        gain = max(_placeness(line, start, starts[start]), FIRM if word in _FIRM else 0.0)
        gain += ADDRESS if for_address and line.tokens[start].text[0].isdigit() else 0.0
        stop = starts[start]
        while (
            stop + 1 in starts
            and line.tokens[stop].norm in _HANGS
            and not _meets(line, stop + 1, starts[stop + 1], times)
        ):
            further = _placeness(line, stop + 1, starts[stop + 1])
            if further <= 0 and line.tokens[stop].norm not in _FIRM | {"of"}:
                break
            gain = max(gain, further)
            stop = starts[stop + 1]
        if gain > 0:
            gain += STRANDED if word == stranded else 0.0
            yield Span(line.tokens[start - 1].span.start, line.tokens[stop - 1].span.stop), gain


def _may_be_done(token: Token) -> bool:
    return token.text.islower() and "V" in possible_tags(token.norm)


def _relevance(read: Read, number: int) -> float:
    """How well a sentence meets what is asked or, where nothing but the matter is named, the matter; in [0, 1]."""
    asks = ~read.subject & ~read.implied if len(read.implied) else ~read.subject
    return read.coverage(number) if asks.any() else read.named(number)


def _names(read: Read, line: Line) -> Iterator[tuple[int, int]]:
    """The names of a sentence as its first word and the one behind its last."""
    for value in read.analysis.values:
        if value.line == line.sentence.number and value.kind in _NAMED:
            inside = line.inside(value.span)
            if inside:
                yield inside[0], inside[-1] + 1


def _meets(line: Line, start: int, stop: int, taken: Sequence[Span]) -> bool:
    span = Span(line.tokens[start].span.start, line.tokens[stop - 1].span.stop)
    return any(span.meets(other) for other in taken)


def _placeness(line: Line, start: int, stop: int) -> float:
    """How much a noun phrase is a place one can be at: by a capital, or by likeness to words for places."""
    head = line.tokens[stop - 1]
    if any(c.isdigit() for c in head.text):
        if stop - start < 2 or any(c.isdigit() for c in line.tokens[stop - 2].text):
            return 0.0
        head = line.tokens[stop - 2]  # "counter 3", "platform 2b"
    vectors = load_vectors()
    like, other = (
        float((vectors.matrix(entries("questions", name)) @ vectors.vector(head.norm)).max())
        for name in ("like_places", "like_times")
    )
    if head.text[0].isupper() or line.tokens[stop - 1].norm in words("cues", "places"):
        return max(0.3, like * 0.6)
    return like * 0.6 if like >= max(LIKE_PLACE, other) else 0.0


def _repeats(read: Read, line: Line, span: Span) -> bool:
    """Whether a phrase only names again what the question names."""
    inside = line.inside(span)[1:]
    inside = [n for n in inside if line.tokens[n].norm not in ("the", "a", "an", "of", "its")]
    strengths = read.match.words[:, line.ids[inside]].max(axis=0) if inside else None
    return strengths is None or float((strengths >= 0.6).mean()) > ASKED_AGAIN


def _scored(read: Read, line: Line, span: Span, text: str, score: float, note: str) -> Candidate:
    asking, naming = nearness(read, line, span)
    return _candidate(read, line, " ".join(text.split()), score + NEAR * asking + NAMED * naming, note)


def _candidate(read: Read, line: Line, text: str, score: float, note: str) -> Candidate:
    number = line.sentence.number
    return Candidate(
        read, number, text.strip(' ,;:"“”'), score, certainty=certainty_of(read, number),
        speaker=read.analysis.speakers.get(number, ""), asking=read.own(number), notes=[note],
    )  # fmt: skip
