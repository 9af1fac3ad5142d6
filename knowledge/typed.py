"""Candidates whose kind the question fixes: times, amounts, people, places, contacts."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from knowledge.analysis import Value
from knowledge.candidates import Candidate, Read, nearness
from knowledge.matching import Sought
from knowledge.model import Certainty, Granularity, ValueKind
from knowledge.query import Asked, Query
from knowledge.text import stem
from knowledge.vocabulary import Vocabulary
from knowledge.whoever import who_candidates

# What each part is worth in a candidate's score; see `announcebot eval` for what a change does.
COVERAGE, OWN, NEAR, NOUN, FIRST_KIND = 0.6, 0.6, 0.8, 0.45, 0.15
TOPIC, NAMED, NAMED_NEAR, FORMER = 1.0, 0.25, 0.25, 0.5
RELATION, TENSE, DENIED = 0.3, 0.25, 0.6
CLOSE = 0.9
OTHER_MODEL, HEARSAY = 0.8, 0.4

_MEASURES: dict[str, tuple[str, ...]] = {
    "mass": ("mass",),
    "length": ("length", "time", "percent"),
    "size": ("length", "area", "data", "volume", "count", "percent", "money", "plain", "mass"),
    "speed": ("speed", "time", "frequency", "data"),
    "temperature": ("temperature",),
    "age": ("age", "time"),
    "power": ("power", "energy"),
    "score": ("score", "plain", "percent"),
    "count": ("count", "plain"),
    "time": ("time",),
    "weight": ("mass",),
    "percentage": ("percent", "ratio"),
    "percent": ("percent", "ratio"),
    "share": ("percent", "ratio"),
    "slice": ("percent", "ratio"),
    "proportion": ("percent", "ratio"),
    "distance": ("length",),
    "width": ("length",),
    "height": ("length",),
    "depth": ("length",),
    "diameter": ("length",),
}
_DEGREES = {
    "heavy": "mass", "light": "mass", "big": "size", "large": "size", "small": "size", "long": "length",
    "wide": "length", "tall": "length", "high": "length", "deep": "length", "far": "length", "thick": "length",
    "fast": "speed", "quick": "speed", "quickly": "speed", "hot": "temperature", "cold": "temperature",
    "warm": "temperature", "old": "age", "strong": "power", "powerful": "power", "bad": "score", "widely": "count",
    "late": "time",
}  # fmt: skip
_UNIT_WORDS = {
    "day": "time", "week": "time", "month": "time", "year": "time", "hour": "time", "minute": "time", "second": "time",
    "gig": "data", "gigabyte": "data", "gb": "data", "mb": "data", "megabyte": "data", "ram": "data", "memory": "data",
    "storage": "data", "space": "data", "kilo": "mass", "kilogram": "mass", "gram": "mass", "pound": "mass",
    "litre": "volume", "liter": "volume", "metre": "length", "meter": "length", "kilometre": "length",
    "kilometer": "length", "mile": "length", "inch": "length", "degree": "temperature", "watt": "power",
    "percent": "percent", "crown": "money", "franc": "money", "yen": "money", "cent": "money", "buck": "money",
    "euro": "money", "dollar": "money", "megapixel": "count", "money": "money", "cash": "money",
}  # fmt: skip

_UNIT_NOUNS = {stem(word): kind for word, kind in _UNIT_WORDS.items()}


def typed_candidates(
    query: Query, reads: Sequence[Read], sought: Sequence[Sought], vocabulary: Vocabulary
) -> list[Candidate]:
    """Every value of a fitting kind, scored by what stands around it."""
    asked_nouns = _noun_stems(query, vocabulary)
    if query.asked in (Asked.WHO, Asked.WHO_SAID):
        return who_candidates(
            query, reads, sought, vocabulary, lambda read, value: _score(query, read, value, asked_nouns)
        )
    found = []
    for read in reads:
        for value in read.analysis.values:
            if value.kind not in query.wanted or not _fits(query, value):
                continue
            if value.kind in (ValueKind.PERSON, ValueKind.ORGANISATION, ValueKind.PLACE) and _is_asked_about(
                value, sought
            ):
                continue
            if value.is_former and not query.is_past and not query.is_rumour:
                continue
            found.append(_score(query, read, value, asked_nouns))
    close = any(candidate.read.topic > CLOSE for candidate in found)
    if not close and query.asked is Asked.MEASURE and query.measure:
        # "how heavy was the rain" is answered in millimetres: any figure beats none
        return typed_candidates(replace(query, measure=""), reads, sought, vocabulary)
    return found


def _noun_stems(query: Query, vocabulary: Vocabulary) -> frozenset[str]:
    stems = {stem(word) for word in query.focus}
    for word in list(stems):
        for member in vocabulary.members(vocabulary.groups_of_stem(word)):
            stems.update(member)
    return frozenset(stems)


def _score(query: Query, read: Read, value: Value, nouns: frozenset[str]) -> Candidate:
    line = read.line(value.line)
    asking, naming = nearness(read, line, value.span)
    number = value.line
    score = COVERAGE * read.coverage(number) + OWN * read.own(number) + NEAR * asking
    score += TOPIC * read.topic + NAMED * read.named(number) + NAMED_NEAR * naming
    if query.wanted and value.kind is query.wanted[0]:
        score += FIRST_KIND
    score += _fits_tense(query, read, value) - OTHER_MODEL * (1 - read.identified(number))
    if query.is_rumour and (value.certainty is Certainty.RUMOUR or read.analysis.is_rumour):
        score += HEARSAY
    if query.relation and value.kind is ValueKind.TIME:
        score += (
            RELATION if value.measure == query.relation or {value.measure, query.relation} == {"until", "by"} else 0
        )
    if value.is_denied and not query.is_negative:
        score -= DENIED if value.kind is ValueKind.TIME else DENIED / 4
    if query.is_past and value.is_former:
        score += FORMER
    if nouns and value.noun and _shares(value.noun, nouns):
        score += NOUN
    elif nouns and value.noun and query.asked is Asked.HOW_MANY:
        score -= NOUN / 2
    return Candidate(
        read,
        value.line,
        value.text,
        score,
        value,
        when=value.when,
        certainty=value.certainty,
        speaker=value.speaker,
        asking=asking,
        naming=naming,
        notes=[f"own {read.own(number):.2f} near {asking:.2f}/{naming:.2f} topic {read.topic:.2f}"],
    )


def _fits_tense(query: Query, read: Read, value: Value) -> float:
    """What it speaks for or against a time that it lies before or after its article, as the question's verb has it."""
    if value.when is None or query.is_bygone is None or query.is_past:
        return 0.0
    is_over = value.when.end < read.published
    is_ahead = value.when.start > read.published
    if query.is_bygone:
        return -TENSE if is_ahead else 0.0
    return -TENSE if is_over else TENSE / 2 if is_ahead else 0.0


def _shares(noun: str, stems: frozenset[str]) -> bool:
    return any(stem(word) in stems for word in re.findall(r"[a-z]+", noun.casefold()))


def _is_asked_about(value: Value, sought: Sequence[Sought]) -> bool:
    """Whether the value only repeats what the question names: "who is X's coach" is not answered with X."""
    words = [word for word in re.findall(r"\w+", value.text.casefold()) if len(word) > 1]
    asked = {one.token.norm for one in sought}
    return bool(words) and all(word in asked for word in words)


def _fits(query: Query, value: Value) -> bool:
    """Whether the value is of the finer kind that the question asks for."""
    match query.asked:
        case Asked.WHEN:
            return value.kind is ValueKind.CLOCK or _fits_period(query, value)
        case Asked.HOW_LONG:
            return _fits_duration(query, value)
        case Asked.HOW_OFTEN:
            return value.measure in ("every", "frequency") or bool(value.per)
        case Asked.HOW_MUCH:
            if value.kind is ValueKind.MONEY:
                return not query.currency or value.unit == query.currency
            return not query.currency and value.measure in ("percent", "ratio")
        case Asked.HOW_MANY:
            return _fits_count(query, value)
        case Asked.MEASURE:
            return _fits_measure(query, value)
        case _:
            return True


def _fits_period(query: Query, value: Value) -> bool:
    return value.when is not None and value.noun not in ("vague", "dateline")


def _fits_duration(query: Query, value: Value) -> bool:
    if value.kind is ValueKind.TIME:
        return value.measure in ("until", "by") and value.when is not None
    if value.kind is ValueKind.NUMBER:
        return value.measure in ("length", "time")
    return value.measure != "every"


def _fits_count(query: Query, value: Value) -> bool:
    """A count of what is asked for: of units of a measure, of money, or of things."""
    unit = next((kind for word in query.focus if (kind := _UNIT_NOUNS.get(stem(word)))), "")
    if unit == "money" or value.kind is ValueKind.MONEY:
        return unit == "money" and value.kind is ValueKind.MONEY
    if unit == "time":
        return value.kind is ValueKind.DURATION and value.measure not in ("every", "age")
    if value.kind is ValueKind.DURATION:
        return False
    if unit:
        return value.measure == unit
    return value.measure in ("count", "plain", "ratio") or (value.measure == "frequency" and bool(value.per))


def _fits_measure(query: Query, value: Value) -> bool:
    """A figure of the property that is asked for; an age may be told by a year, a size by a sum."""
    measure = _DEGREES.get(query.measure, query.measure)
    if value.kind is ValueKind.TIME:
        return measure == "age" and value.when is not None and value.when.granularity is Granularity.YEAR
    if value.kind is ValueKind.MONEY:
        return measure == "size" and query.measure in ("big", "large", "size")
    unit = _UNIT_NOUNS.get(stem(measure))
    if unit:
        return value.measure == unit
    allowed = _MEASURES.get(measure)
    if value.kind is ValueKind.DURATION:
        return allowed is None or ("time" in allowed and value.measure != "every")
    return allowed is None or value.measure in allowed
