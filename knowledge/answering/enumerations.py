"""List questions: the things told in one breath, or point by point under a heading."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache

import numpy as np

from knowledge.answering.candidates import Candidate, Read, certainty_of, nearness
from knowledge.answering.gatherings import gathered
from knowledge.extraction.analysis import Value
from knowledge.language.patterns import lazy_pattern
from knowledge.language.text import tokenize
from knowledge.language.wordclasses import tag
from knowledge.language.wordlists import lines
from knowledge.model import Span, ValueKind
from knowledge.questions.askednoun import AskedNoun, find_asked_noun
from knowledge.questions.query import Asked, Query
from knowledge.search.matching import Sought
from knowledge.search.view import Line

LISTED, LABELLED, POINTS, KIND, NEAR = 0.35, 0.5, 0.3, 0.5, 0.6
ASKED_AGAIN, KIND_MET, PEOPLE = 0.5, 0.3, 0.75
UNKIND, LEAST = 0.25, 0.25
"""What a list is worth less whose things are not named by the noun asked for; how well its sentence must then meet the
question."""
MOST_POINTS, LABELS = 8, 0.6
"""How many points are told, and which share of them must have labels."""
SECTION, MOST_IN_HEADING = 0.2, 4
"""What it is worth that points stand under the heading that the question asks for, and how long such a heading is."""
DAY = 0.3
"""What it is worth that points are of the day that the question names."""
ALONE = 0.35
"""What a single thing is worth less where several are asked for."""
_POINT = lazy_pattern(r"^\s*(?:[-*•–·▪●]|\(?\d{1,2}[.)])\s+(?P<item>\S.*)$")
_LABEL = lazy_pattern(r"^(?P<label>[A-Z][^:]{1,40}): (?P<value>\S.*)$")
_LABELLED = lazy_pattern(
    r"^\s*(?:(?:[-*•–·▪●]|\(?\d{1,2}[.)])\s+)?(?P<label>(?:[A-Z]|\d)[^:]{1,28}?(?:\d:\d\d)?): (?P<value>\S.*)$"
)
_DATED = lazy_pattern(
    r"\b(?:(?:mon|tues|wednes|thurs|fri|satur|sun)days?|[A-Z][a-z]+ \d{1,2}|\d{1,2} [A-Z][a-z]+|\d{1,2}[:.]\d\d)\b",
    re.I,
)
_PROGRAMME = frozenset("programme program schedule agenda line-up lineup plan".split())
"""Words for what days with something to each are: a text that lists them need not call them so."""
_DAYS = frozenset("monday tuesday wednesday thursday friday saturday sunday".split())
_ANYONE = lazy_pattern(rf"(?:{'|'.join(lines('questions', 'who_nouns'))})s?$")
_DOES = lazy_pattern(
    r"\bwhat (?:should|must|can|do|does|did|will|is|are|was|were|has|have|gets?|got|else|all|changes?)\b", re.IGNORECASE
)


def list_candidates(
    query: Query, asked: AskedNoun, reads: Sequence[Read], sought: Sequence[Sought], *, extra: float
) -> Iterator[Candidate]:
    """Enumerations that may answer, where the question can be about several things.

    extra: what speaks for points beforehand.
    """
    row = next((n for n, one in enumerate(sought) if one.token.norm == asked.head), None) if asked.words else None
    wants = asked.is_plural or query.asked is Asked.LIST
    if wants or query.asked is Asked.WHO:
        yield from gathered(query, asked, reads)
    for read in reads:
        for line in read.view.lines:
            if wants:
                yield from _told(asked, read, line, row)
            elif query.asked in _OPEN and asked.is_loose and not asked.is_called and not read.subject.all():
                yield from _several(asked, read, line, row)
        if wants or _DOES.search(query.clause):
            yield from _points(query, asked, read, sought, row, extra)


_OPEN = frozenset({Asked.WHAT, Asked.OPEN})
SEVERAL, LEAST_PARTS = 0.1, 3
"""What a list is worth less where the question need not be for several things, and of how many it must then be."""


def _several(asked: AskedNoun, read: Read, line: Line, row: int | None) -> Iterator[Candidate]:
    """The lists of three and more things in a sentence, for a question that may be for one thing or for several."""
    for candidate in _told(asked, read, line, row, least=LEAST_PARTS):
        candidate.score -= SEVERAL
        yield candidate


def several_candidates(query: Query, reads: Sequence[Read], sought: Sequence[Sought]) -> Iterator[Candidate]:
    """Enumerations for a question for people or firms that asks for several: "which shops", "who else is on stage"."""
    asked = find_asked_noun(query.clause)
    if asked.is_plural or _WHO_ALL.search(query.clause):
        yield from list_candidates(query, asked, reads, sought, extra=0.0)


def is_alone(text: str) -> bool:
    """Whether a phrase names a single thing: little of an answer where several are asked for.

    >>> is_alone("Mill Lane"), is_alone("Mill Lane and Abbey Road"), is_alone("the two bridges")
    (True, False, False)
    """
    return not _JOINED.search(text) and "S" not in tag(tokenize(text))


_JOINED = lazy_pattern(r", |\b(?:and|or|to|both|all)\b|[/–]")
_WHO_ALL = lazy_pattern(r"\bwho (?:are|were|else|all|plays?|stars?|performs?|appears?|acts?)\b", re.IGNORECASE)


def _told(asked: AskedNoun, read: Read, line: Line, row: int | None, *, least: int = 2) -> Iterator[Candidate]:
    """The lists inside a sentence, and the value of a line whose label is the noun asked for.

    least: of how many things a list must be; labels are read only where two will do.
    """
    number = line.sentence.number
    base = read.line_score(number)
    for value in read.values_in(number):
        if value.kind is not ValueKind.LIST or _repeats(read, line, value.span):
            continue
        if len(value.parts) < least:
            continue
        inside = line.inside(value.span)
        kind = 0.0
        if row is not None and inside:
            near = [*inside, *(n for n in range(inside[0] - 3, inside[0]) if n >= 0)]
            kind = float(read.match.words[row, line.ids[near]].max())
        if _ANYONE.match(asked.head) and _are_people(read, value):
            kind = max(kind, PEOPLE)
        unlike = row is not None and not asked.is_loose and kind < KIND_MET
        if unlike and read.coverage(number) < LEAST:
            continue
        asking = nearness(read, line, value.span)[0]
        worth = base + LISTED + KIND * kind * (kind > 0.3) + NEAR * asking - 0.3 - UNKIND * unlike
        yield replace(_candidate(read, number, value.text, worth, "list"), value=value)
        heads = _heads(read, value)
        if heads:
            yield _candidate(read, number, heads, worth, "list")
    label = _LABEL.match(line.sentence.text) if least <= 2 else None
    if label:
        inside = [n for n, t in enumerate(line.tokens) if t.span.stop <= line.sentence.span.start + label.end("label")]
        met = read.match.words[:, line.ids[inside]].max(axis=1) if inside else None
        is_kind = met is not None and row is not None and met[row] >= 0.8
        if is_kind or (met is not None and float((met * ~read.subject).max()) >= 0.8):
            yield _candidate(
                read, number, label["value"].rstrip("."), base + LABELLED * (1 if is_kind else 0.5), "labelled"
            )


def _heads(read: Read, value: Value) -> str:
    """The things of a list without what is said about each: "a drill and a lamp" of "a drill that …, and a lamp"."""
    items = [" ".join(part.of(read.view.text).split()) for part in value.parts]
    bare = [_ABOUT_ITEM.split(item, maxsplit=1)[0].strip(" ,") for item in items]
    if bare == items or not all(bare):
        return ""
    return f"{', '.join(bare[:-1])} and {bare[-1]}"


_ABOUT_ITEM = lazy_pattern(
    r",? (?:\(|that |which |who |whose |where |with |from |for |by |to |in |on |at |as |\d+(?:\.\d+)? )"
)


def _are_people(read: Read, value: Value) -> bool:
    """Whether every item of a list is a person or a firm."""
    whole = [v.span for v in read.values_in(value.line) if v.kind in _WHO]
    return bool(value.parts) and all(any(span.meets(part) for span in whole) for part in value.parts)


_WHO = frozenset({ValueKind.PERSON, ValueKind.ORGANISATION})


def _points(
    query: Query, asked: AskedNoun, read: Read, sought: Sequence[Sought], row: int | None, extra: float
) -> Iterator[Candidate]:
    """The points under a heading or an opening line, joined: "Longer loans; no more fines; …"; and what stands behind
    their labels, of those that the question names where it names any: "Friday: a fair", "Saturday: fireworks"."""
    all_lines = read.view.lines
    start = 0
    while start < len(all_lines):
        stop = start + 1
        marked = _POINT.match(all_lines[start].sentence.text) is not None
        while stop < len(all_lines) and _goes_on(read, stop, marked=marked):
            stop += 1
        if stop - start >= 2 and (marked or _is_dated(all_lines[start].sentence.text)):
            said = [line.sentence.text for line in all_lines[start:stop]]
            opening = start - 1 if start else start
            score = max(read.line_score(start), read.line_score(opening)) + POINTS + extra
            if row is not None and not asked.is_loose:
                over = read.match.strengths[row, [opening, start, all_lines[start].heading or start]]
                score += KIND * float(over.max())
            asking = _section_asked(query, all_lines[opening].sentence.text) if marked else frozenset()
            if marked and not _is_dated(said[0]):
                text = "; ".join(_item(text) for text in said[:MOST_POINTS])
                found = _candidate(read, start, text, score, "points")
                if asking:
                    _tell_met(found, sought, range(opening, stop), asking)
                yield found
            yield from _behind_labels(query, read, start, said, score)
        start = max(stop, start + 1)


def _tell_met(points: Candidate, sought: Sequence[Sought], numbers: range, met: frozenset[str]) -> None:
    """Counts some words as met, which the heading over the points stands for, and others that any point says."""
    read = points.read
    stands = np.array([one.token.norm in met for one in sought], bool)
    strengths = read.match.strengths[:, numbers.start : numbers.stop].max(axis=1)
    own = read.share(np.where(stands, 1.0, strengths).astype(np.float32), ~read.subject)
    points.score = max(points.score, read.topic + 0.25 * read.named(points.line) + 1.5 * own + POINTS) + SECTION
    points.asking, points.met, points.notes = own, met, ["framed"]


def _section_asked(query: Query, heading: str) -> frozenset[str]:
    """The words of a question that ask for what stands under a set heading of release notes: "dropped" under "Gone"."""
    title = {token.norm for token in tokenize(heading)} if len(heading.split()) <= MOST_IN_HEADING else set()
    asking = {token.norm for token in query.tokens}
    return frozenset(word for names, words in _sections() if names & title for word in words & asking)


@cache
def _sections() -> tuple[tuple[frozenset[str], frozenset[str]], ...]:
    pairs = (entry.partition("|") for entry in lines("enumeration", "sections"))
    return tuple((frozenset(names.split()), frozenset(asking.split())) for names, _, asking in pairs)


def _goes_on(read: Read, number: int, *, marked: bool) -> bool:
    """Whether a line is a further point, or labelled as the one before it."""
    text = read.view.lines[number].sentence.text
    if marked:
        return _POINT.match(text) is not None
    return _is_dated(text) and _is_dated(read.view.lines[number - 1].sentence.text)


def _is_dated(text: str) -> bool:
    """Whether a line has a day or a time for a label: "Friday: a fair"."""
    match = _LABELLED.match(text)
    return match is not None and _DATED.search(match["label"]) is not None


def _behind_labels(query: Query, read: Read, start: int, said: Sequence[str], score: float) -> Iterator[Candidate]:
    """What stands behind the labels of points."""
    labelled = [(n, match) for n, text in enumerate(said) if _is_dated(text) and (match := _LABELLED.match(text))]
    if len(labelled) < 2 or len(labelled) < LABELS * len(said):
        return
    words = {token.norm for token in tokenize(query.text) if token.norm in _DAYS}
    named = [(n, match) for n, match in labelled if words & {token.norm for token in tokenize(match["label"])}]
    if words and not named:
        return
    taken = (named or labelled)[:MOST_POINTS]
    text = ", ".join(_item(match["value"]) for _, match in taken)
    found = _candidate(read, start + taken[0][0], text, score + (DAY if named else 0.0), "points")
    found.met = frozenset(token.norm for token in tokenize(query.text) if token.norm in _PROGRAMME)
    yield found


def _item(text: str) -> str:
    """A point without its mark, and only its first sentence or what stands before its explanation."""
    match = _POINT.match(text)
    item = match["item"] if match else text
    return _EXPLAINED.split(re.split(r"(?<=\w)[.;:](?:\s|$)", item)[0], maxsplit=1)[0].rstrip(",; ")


_EXPLAINED = lazy_pattern(
    r", (?=(?:because|since|as|so|which|who|whose|where|after|before|although|though|by which)\b)"
)
"""Where a point goes on about what it has named."""


def _repeats(read: Read, line: Line, span: Span) -> bool:
    inside = line.inside(span)
    strengths = read.match.words[:, line.ids[inside]].max(axis=0) if inside else None
    return strengths is None or float((strengths >= 0.8).mean()) > ASKED_AGAIN


def _candidate(read: Read, number: int, text: str, score: float, note: str) -> Candidate:
    return Candidate(
        read, number, " ".join(text.split()).strip(' ,;:"“”'), score, certainty=certainty_of(read, number),
        speaker=read.analysis.speakers.get(number, ""), asking=read.own(number), notes=[note],
    )  # fmt: skip
