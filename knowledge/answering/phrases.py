"""Candidates for questions whose kind of answer is open: a phrase, a list or a clause out of the best sentences."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from knowledge.answering.candidates import Candidate, Read, certainty_of, nearness
from knowledge.answering.definitions import definition, told_by_works
from knowledge.answering.enumerations import ALONE, is_alone, list_candidates
from knowledge.answering.framed import framed_candidates
from knowledge.answering.linescore import best_lines
from knowledge.answering.people import named_roles
from knowledge.answering.placephrases import place_candidates
from knowledge.answering.reasons import asks_reason, reason_candidates
from knowledge.answering.said import spoken_candidates
from knowledge.extraction.analysis import Value
from knowledge.language.patterns import lazy_pattern
from knowledge.language.vocabulary import Vocabulary
from knowledge.language.wordclasses import noun_phrases, possible_tags, tag
from knowledge.language.wordlists import lines as entries
from knowledge.model import Span, ValueKind
from knowledge.questions.askednoun import AskedNoun, find_asked_noun
from knowledge.questions.query import Asked, Query
from knowledge.search.matching import Sought
from knowledge.search.view import Line, is_heading

LINES = 16
"""Sentences looked into for phrases."""
LEAST = 0.2
"""Share of the asking words that a sentence and its surroundings must meet."""
ASKED_AGAIN, ECHO, ORDERS = 0.5, 0.1, 0.5
"""Up to which share of its words a phrase may repeat the question."""
MODEL, SAME_KIND, IDENTIFIED = 0.7, 0.7, 1.3
"""What a model's name is worth in a sentence that holds the noun asked for, and how well it must hold it."""
NEAR, BESIDE, INSIDE, LIKE, NAMED, AFTER, BY = 0.6, 0.6, 0.55, 0.5, 0.25, 0.2, 0.2
LONG, DEFINED = 0.02, 1.0
"""What each word beyond the sixth takes from a phrase; what a definition is worth."""
FITTING, FITS = 0.62, 0.45
"""From which gain on a phrase is given instead of its sentence, and what its gain is worth to the sentence."""
SAME, VERY = 0.7, 0.95
"""From which strength on a word stands for the noun asked for, and is that very noun."""
UNMET, BESIDE_LINE = 0.3, 0.8
"""Up to which strength the noun asked for is not met in a sentence."""
UNKIND, OTHERS = 0.2, 0.4
"""What such a sentence is worth less, and from which share of the other asking words on it may answer at all."""
_LEADING = lazy_pattern(r"^(?:the|a|an|its|their|his|her|our|this|these|those|some|about)\s+", re.IGNORECASE)
_KIND = lazy_pattern(r"\b(?:what|which) (?:kind|sort|type)s? of\b", re.IGNORECASE)
_CALLS = lazy_pattern(r"\b(?:called|named|dubbed|titled|entitled|known as|name is|is the)\s+(?:the\s+)?[“\"]?$")
_WHAT_IS = lazy_pattern(r"what (?:is|was|were|are) (?!the |an? |th(?:is|at|ere)\b)", re.IGNORECASE)
_QUOTED = lazy_pattern(r"[“\"]([^”\"]{2,40})[”\"]")
_TIMES = frozenset({ValueKind.TIME, ValueKind.CLOCK})
Strengths = NDArray[np.float32]
_NAMES = frozenset({ValueKind.NAME, ValueKind.PERSON, ValueKind.ORGANISATION, ValueKind.PLACE})
_JOINS = ("of", "for", "with", "in", "at", "from", "to")


def open_candidates(
    query: Query, reads: Sequence[Read], sought: Sequence[Sought], vocabulary: Vocabulary
) -> list[Candidate]:
    """Phrases and clauses of the best sentences, scored by what stands around them."""
    asked = find_asked_noun(query.clause)
    silent = asked.words if asked.is_loose or asked.is_called else ()
    lines = best_lines(reads, sought, silent=silent)
    if asks_reason(query):
        return reason_candidates(query, reads, sought, lines)
    if query.asked is Asked.WHERE:
        return place_candidates(query, lines)
    wanted = _Wanted.of(asked, sought)
    found: list[Candidate] = list(
        list_candidates(query, asked, reads, sought, extra=ORDERS if _ADVICE.search(query.clause) else 0.0)
    )
    found += [
        _candidate(read, line.sentence.number, told, score + DEFINED, None, note="definition")
        for score, read, line, told in told_by_works(query, lines)
    ]
    found += framed_candidates(query, reads, sought)
    found += spoken_candidates(query, reads, sought)
    if _WHAT_IS.match(query.clause):
        found += named_roles(query, reads, sought)
    for score, read, line in lines[:LINES]:
        if is_heading(line.sentence.text) or not line.words or read.coverage(line.sentence.number) < LEAST:
            continue
        found += _of_line(query, wanted, read, line, score)
    return found


@dataclass(frozen=True, slots=True)
class _Wanted:
    """The noun asked for, and which of the sought words it is."""

    asked: AskedNoun
    row: int | None
    others: NDArray[np.bool_]
    """Which sought words are none of the noun's, and said by the question."""

    @classmethod
    def of(cls, asked: AskedNoun, sought: Sequence[Sought]) -> _Wanted:
        row = next((n for n, one in enumerate(sought) if one.token.norm == asked.head), None) if asked.words else None
        others = [one.token.norm not in asked.words and not one.is_implied for one in sought]
        return cls(asked, row, np.array(others, bool))

    def met_otherwise(self, read: Read, number: int) -> float:
        """Share of what is asked besides the noun that a sentence meets itself, in [0, 1]."""
        others = self.others & ~read.subject
        return read.share(read.match.strengths[:, number], others) if others.any() else 0.0


def _of_line(query: Query, wanted: _Wanted, read: Read, line: Line, score: float) -> Iterator[Candidate]:
    """The phrase of a sentence that fits what is asked for, and the sentence."""
    asked, row, number = wanted.asked, wanted.row, line.sentence.number
    defined = definition(query, line.sentence.text)
    if defined:
        yield _candidate(read, number, defined, score + DEFINED, None, note="definition")
        return
    met = _kind_met(read, line, row)
    if asked.words and not asked.is_loose and met < UNMET:
        if not asked.is_called and wanted.met_otherwise(read, number) >= OTHERS:
            # a thing may be told without the noun that it is asked for by: "the housing is from ceramics"
            yield _candidate(read, number, _plain(read, line), score - UNKIND, None, note="sentence")
        return
    best: Candidate | None = None
    any_kind = bool(_KIND.search(query.clause))
    meeting = _Meeting.of(asked, read, line, row)
    for span in _spans(read, line):
        candidate = (
            None if asked.words and _is_headline(read, line, span) else _phrase(meeting, span, any_kind=any_kind)
        )
        if candidate is not None and _is_model(candidate) and met >= SAME_KIND:
            before = line.sentence.text[: span.start - line.sentence.span.start]
            if _IDENTIFIES.search(before):
                candidate.score += score + IDENTIFIED
                yield candidate
                return
            candidate.score += MODEL
        if candidate is not None and (best is None or candidate.score > best.score):
            best = candidate
    if best is not None and best.score >= FITTING and asked.words:
        best.score = score + FITS * best.score - (ALONE if asked.is_plural and is_alone(best.text) else 0.0)
        yield best
        if not asked.is_called:
            yield _candidate(read, number, _plain(read, line), score, None, note="sentence")
        return
    if asked.is_called:
        return
    gain = FITS * best.score * 0.5 if best is not None and asked.words else 0.0
    gain += ORDERS if _ADVICE.search(query.clause) and _is_order(line) else 0.0
    yield _candidate(read, number, _plain(read, line), score + gain, None, note="sentence")


def _is_headline(read: Read, line: Line, span: Span) -> bool:
    """Whether a phrase only names what the whole article is about: seldom what "which …" asks for."""
    inside = line.inside(span)
    return bool(inside) and set(line.ids[inside].tolist()) <= set(read.view.title_ids.tolist())


_IDENTIFIES = lazy_pattern(
    r"\b(?:it|this|that|one|name|model|device) (?:is|was|will be|would be|should be|could be) (?:the |called )?$",
    re.IGNORECASE,
)
"""What stands before a name that says which one it is: "it is the …"."""


def _is_model(candidate: Candidate) -> bool:
    """Whether a phrase is the name of a product with its number or version: what "which phone" asks for."""
    value = candidate.value
    return value is not None and value.measure == "product" and any(c.isdigit() for c in value.text)


def _kind_met(read: Read, line: Line, row: int | None) -> float:
    """How well a sentence, or the heading or sentence before it, holds the noun asked for, in [0, 1]."""
    if row is None:
        return 0.0
    number = line.sentence.number
    near = [number, number - 1] if number else [number]
    near += [line.heading] if line.heading is not None else []
    own = float(read.match.strengths[row, number])
    return max(own, *(BESIDE_LINE * float(read.match.strengths[row, other]) for other in near))


_ADVICE = lazy_pattern(
    r"\bwhat (?:should|can|must|do|shall) (?:i|we|you|one|people|\w+s|owners) (?:have to )?do\b|\bwhat to do\b",
    re.IGNORECASE,
)


def _is_order(line: Line) -> bool:
    """Whether a sentence tells its reader to do something: "Run the cold tap", "Do not bend it"."""
    first = line.tokens[0].norm
    if first in ("do", "please", "never", "don't"):
        return True
    tags = tag(line.tokens[:2])
    return "V" in possible_tags(first) and tags[1:] in ("T", "I", "J", "R", "P", "G", "O")


_SAID = lazy_pattern(
    rf"[“\"](?P<said>[^“”\"]{{15,}}?)[,.!?]?[”\"],? "
    rf"(?:(?:{'|'.join(entries('questions', 'speaking'))})(?:s|ed|d)?|said|told)\b"
)
"""A sentence of which somebody's own words are all but who says them."""


def _plain(read: Read, line: Line) -> str:
    """A sentence without its bullet, its speaker, and its label where the label is what was asked for."""
    text = re.sub(r"^\s*(?:[-*•–·]|\d{1,2}[.)])\s+", "", line.sentence.text)
    said = _SAID.match(text)
    if said is not None:
        return said["said"]
    label = re.match(r"([A-Z][^:]{1,40}): (?=\S)", text)
    if label is None:
        return text
    inside = [n for n, t in enumerate(line.tokens) if t.span.stop <= line.sentence.span.start + label.end()]
    asked = read.match.words[:, line.ids[inside]].max(axis=1) if inside else None
    return text[label.end() :] if asked is not None and float((asked * ~read.subject).max()) >= 0.6 else text


def _spans(read: Read, line: Line) -> Iterator[Span]:
    """Noun phrases, names, words in quotation marks and lists of a sentence."""
    text, shift = line.sentence.text, line.sentence.span.start
    seen: set[Span] = set()
    for value in read.values_in(line.sentence.number):
        if value.kind in _NAMES or value.kind is ValueKind.LIST:
            seen.add(value.span)
    for match in _QUOTED.finditer(text):
        seen.add(Span(match.start(1) + shift, match.end(1) + shift))
    times = [v.span for v in read.values_in(line.sentence.number) if v.kind in _TIMES]
    phrases = [
        Span(line.tokens[start].span.start, line.tokens[stop - 1].span.stop)
        for start, stop in noun_phrases(read.view.text, line.tokens)
    ]
    phrases = [span for span in phrases if not any(span.meets(time) for time in times)]
    seen.update(phrases)
    for first, second in pairwise(phrases):
        if read.view.text[first.stop : second.start].strip() in _JOINS:
            seen.add(Span(first.start, second.stop))
    yield from sorted(seen)


@dataclass(frozen=True, slots=True)
class _Meeting:
    """A sentence with, per word, how well it stands for the noun asked for and for any other sought word."""

    asked: AskedNoun
    read: Read
    line: Line
    kind: Strengths
    met: Strengths

    @classmethod
    def of(cls, asked: AskedNoun, read: Read, line: Line, row: int | None) -> _Meeting:
        words = read.match.words[:, line.ids]
        nothing = np.zeros(len(line.words), np.float32)
        others = [n for n in range(len(words)) if n != row]
        kind = words[row] if row is not None else nothing
        return cls(asked, read, line, kind, words[others].max(axis=0) if others else nothing)

    def told(self, inside: Sequence[int]) -> list[int]:
        """Those of some words that say what the question does not."""
        small = ("the", "a", "an", "of", "its", "their", "and", "this", "that")
        return [
            n for n in inside
            if self.met[n] < SAME and self.kind[n] < SAME and self.line.tokens[n].norm not in small
        ]  # fmt: skip

    def has_name(self, told: Sequence[int]) -> bool:
        """Whether some words hold a name or a number that is no mere opening capital."""
        words = [self.line.tokens[n].text for n in told]
        return any((n > 0 and w[0].isupper()) or any(c.isdigit() for c in w) for n, w in zip(told, words, strict=True))


def _phrase(meeting: _Meeting, span: Span, *, any_kind: bool) -> Candidate | None:
    """A phrase with what speaks for it as its score; None where it mostly repeats the question.

    any_kind: whether a phrase with the noun asked for and an adjective will do ("what kind of game": "a card game").
    """
    asked, read, line = meeting.asked, meeting.read, meeting.line
    inside = line.inside(span)
    told = meeting.told(inside)
    repeated = float((meeting.met[inside] >= 0.6).mean()) if inside else 1.0
    if not told or repeated > ASKED_AGAIN:
        return None
    is_name = meeting.has_name(told)
    before = line.sentence.text[: span.start - line.sentence.span.start]
    if asked.is_called and not (is_name or _CALLS.search(before)):
        return None
    if asked.head in _CODES and not any(c.isdigit() for n in told for c in line.tokens[n].text):
        return None
    gain = NEAR * nearness(read, line, span)[0] - 0.3 * repeated - LONG * max(0, len(inside) - 6)
    gain += _kind_gain(meeting, inside, is_name=is_name, any_kind=any_kind) + _place_gain(meeting, inside, before)
    if is_name and asked.words:
        span = _trimmed(meeting, inside)
    text = _LEADING.sub("", " ".join(span.of(read.view.text).split()))
    value = next((v for v in read.values_in(line.sentence.number) if v.span == span), None)
    return _candidate(read, line.sentence.number, text, gain, value, note="phrase")


def _trimmed(meeting: _Meeting, inside: Sequence[int]) -> Span:
    """A phrase with a name in it without the noun asked for: "Kiln" of "the series Kiln"; but "Bus 14" stays whole."""
    tokens, kept = meeting.line.tokens, list(inside)
    small = ("the", "a", "an")
    while len(kept) > 1 and (meeting.kind[kept[0]] >= VERY or tokens[kept[0]].norm in small):
        kept.pop(0)
    while len(kept) > 1 and meeting.kind[kept[-1]] >= VERY:
        kept.pop()
    if tokens[kept[0]].text.isdigit() and meeting.asked.head not in _CODES:
        kept = list(inside)
    return Span(tokens[kept[0]].span.start, tokens[kept[-1]].span.stop)


_CODES = frozenset("number code version build batch".split())


def _kind_gain(meeting: _Meeting, inside: Sequence[int], *, is_name: bool, any_kind: bool) -> float:
    """What it is worth that a phrase is of the kind asked for: by its own words or by those beside it."""
    asked, kind = meeting.asked, meeting.kind
    if not asked.words or asked.is_loose:
        return NAMED if is_name and asked.is_called else 0.0
    beside = [n for n in (inside[0] - 1, inside[0] - 2, inside[-1] + 1) if 0 <= n < len(kind)]
    own, near = float(kind[list(inside)].max()), float(kind[beside].max()) if beside else 0.0
    inner = LIKE * own
    if own >= SAME:
        inner = INSIDE * own if is_name or any_kind else ECHO
    gain = max(inner, BESIDE * near if near >= SAME and is_name else 0.0)
    return gain + (NAMED if is_name and (asked.is_called or gain > 0.3) else 0.0)


def _place_gain(meeting: _Meeting, inside: Sequence[int], before: str) -> float:
    """What a phrase's place in its sentence is worth: after "called", after or before the verb of the question."""
    asked, met = meeting.asked, meeting.met
    gain = 0.5 if asked.is_called and _CALLS.search(before) else 0.0
    first, last = inside[0], inside[-1]
    nearby = [float(met[n]) for n in (first - 1, first - 2) if n >= 0]
    if nearby and not asked.is_subject and max(nearby) >= 0.6:
        gain += AFTER
    if before.rstrip().endswith(" by") and asked.is_subject:
        gain += BY
    if asked.is_subject and last + 1 < len(met) and met[last + 1] >= 0.6:
        gain += AFTER
    return gain


def _candidate(read: Read, number: int, text: str, score: float, value: Value | None, *, note: str) -> Candidate:
    return Candidate(
        read,
        number,
        text.strip(' ,;:"“”'),
        score,
        value,
        certainty=value.certainty if value is not None else certainty_of(read, number),
        speaker=read.analysis.speakers.get(number, ""),
        asking=read.own(number),
        notes=[note],
    )
