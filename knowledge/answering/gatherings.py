"""Several things of the kind asked for that a sentence tells apart, or sentences in a row: towns, versions, a cast."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from knowledge.answering.candidates import Candidate, Read, certainty_of
from knowledge.extraction.analysis import Value
from knowledge.language.patterns import lazy_pattern
from knowledge.language.wordlists import lines
from knowledge.model import ValueKind
from knowledge.questions.askednoun import AskedNoun
from knowledge.questions.query import Query
from knowledge.search.view import Line

GATHERED, CAST = 0.1, 0.5
MOST = 8
_WHERE = lazy_pattern(rf"(?:{'|'.join(lines('questions', 'place_nouns'))})(?:e?s)?$|cit(?:y|ies)$|countr(?:y|ies)$")
_WHO = lazy_pattern(rf"(?:{'|'.join(lines('questions', 'who_nouns'))})(?:e?s)?$")
_NUMBERED = lazy_pattern(r"(?:version|release|model|system|device|series|generation|edition)s?$")
_PLAYERS = lazy_pattern(
    r"\b(?:cast|actors?|actress(?:es)?|performers?|on stage|stars?|starring|plays? (?:in|the)|line-?up)\b",
    re.IGNORECASE,
)
_PLAYS = lazy_pattern(
    r"\s*,?\s*(?:(?:will |also )?(?:plays?|stars? as|appears? as|sings|voices|takes the (?:part|role) of|as|is)) (?=\w)"
)
"""What stands between somebody of a cast and their part."""


def gathered(query: Query, asked: AskedNoun, reads: Sequence[Read]) -> Iterator[Candidate]:
    """Joined up: the places, the people or the versions that a sentence names, and those who play in something."""
    kinds = _kinds(asked)
    for read in reads:
        if kinds:
            for line in read.view.lines:
                yield from _of_sentence(asked, read, line, kinds)
        if _PLAYERS.search(query.clause):
            yield from _cast(read)


def _kinds(asked: AskedNoun) -> frozenset[ValueKind]:
    if _WHERE.match(asked.head):
        return frozenset({ValueKind.PLACE})
    if _WHO.match(asked.head):
        return frozenset({ValueKind.PERSON, ValueKind.ORGANISATION})
    return frozenset({ValueKind.NAME}) if _NUMBERED.match(asked.head) else frozenset()


def _of_sentence(asked: AskedNoun, read: Read, line: Line, kinds: frozenset[ValueKind]) -> Iterator[Candidate]:
    number = line.sentence.number
    values = [v for v in read.analysis.values if v.line == number and v.kind in kinds and not _is_named(read, line, v)]
    if ValueKind.NAME in kinds:
        values = [v for v in values if any(c.isdigit() for c in v.text)]
    joined = _joined(values)
    if joined:
        yield _candidate(read, number, joined, read.line_score(number) + GATHERED)


def _is_named(read: Read, line: Line, value: Value) -> bool:
    """Whether the question itself names it."""
    inside = line.inside(value.span)
    return bool(inside) and float(read.match.words[:, line.ids[inside]].max(axis=0).min()) >= 0.8


def _joined(values: Sequence[Value]) -> str:
    """Some values as an enumeration, or "" where they are fewer than two or too many."""
    texts = list(dict.fromkeys(value.text for value in sorted(values, key=lambda v: v.span.start)))
    return f"{', '.join(texts[:-1])} and {texts[-1]}" if 1 < len(texts) <= MOST else ""


def _cast(read: Read) -> Iterator[Candidate]:
    """Those who play, of sentences or points in a row: "Anna Tarn plays the queen. Bo Lind is her brother."."""
    people: list[Value] = []
    last = -2
    for value in sorted(read.analysis.values, key=lambda v: v.span.start):
        if value.kind is not ValueKind.PERSON or not _PLAYS.match(read.view.text, value.span.stop):
            continue
        if value.line > last + 1 and people:
            yield from _as_cast(read, people)
            people = []
        people.append(value)
        last = value.line
    yield from _as_cast(read, people)


def _as_cast(read: Read, people: Sequence[Value]) -> Iterator[Candidate]:
    joined = _joined(people)
    if joined:
        first = people[0].line
        yield _candidate(read, first, joined, max(read.line_score(value.line) for value in people) + CAST)


def _candidate(read: Read, number: int, text: str, score: float) -> Candidate:
    return Candidate(
        read, number, " ".join(text.split()), score, certainty=certainty_of(read, number),
        speaker=read.analysis.speakers.get(number, ""), asking=read.own(number), notes=["list"],
    )  # fmt: skip
