"""Candidates whose kind the question fixes: times, amounts, people, places, contacts."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from knowledge.answering.bearings import asks_change, asks_saving, asks_to_pay, bearing, told_by_value
from knowledge.answering.candidates import Candidate, Read, nearness
from knowledge.answering.contactways import fits_way, on_matter
from knowledge.answering.counts import fits_count, noun_likeness, noun_stems, unit_of
from knowledge.answering.loosevalues import elliptic_values, event_values, free_values, listed_prices
from knowledge.answering.models import is_of_other_model
from knowledge.answering.pricedfit import priced_fit, priced_places
from knowledge.answering.segments import given_fit
from knowledge.answering.successions import succeed
from knowledge.answering.timefit import asks_day, bounds_asked, time_fit, told_in
from knowledge.answering.whoever import who_candidates
from knowledge.extraction.analysis import Value
from knowledge.language.patterns import lazy_pattern
from knowledge.language.vocabulary import Vocabulary
from knowledge.model import Certainty, Granularity, ValueKind
from knowledge.questions.query import Asked, Query
from knowledge.search.matching import Sought

# What each part is worth in a candidate's score; see `announcebot eval` for what a change does.
COVERAGE, OWN, NEAR, NOUN, FIRST_KIND = 0.6, 0.6, 0.8, 0.45, 0.15
TOPIC, NAMED, NAMED_NEAR, FORMER = 1.0, 0.25, 0.25, 0.5
RELATION, TENSE, DENIED = 0.3, 0.25, 0.6
CLOSE = 0.9
PRICED = 0.3
"""What it is worth that a sum stands with the words that name what is paid for."""
CLEAR = 1.0
"""From which weight of asking words on they alone decide; below it the naming words help."""
BARELY = 0.3
"""What the implied words count beside the naming ones where the question asks nothing in words."""
OTHER_MODEL, HEARSAY = 0.8, 0.4
FIRST_TOLD = 0.25
"""What it is worth to stand in the oldest article on the matter, where what held at first is asked for."""
VAGUE = 0.3
"""What a time by an event, without a date, is worth less."""

_MEASURES: dict[str, tuple[str, ...]] = {
    "mass": ("mass",),
    "length": ("length", "time", "percent"),
    "size": ("length", "area", "data", "volume", "count", "percent", "money", "plain", "mass"),
    "speed": ("speed", "time", "frequency", "data"),
    "temperature": ("temperature",),
    "age": ("age", "plain"),
    "old": ("age",),
    "power": ("power", "energy"),
    "score": ("score", "plain", "percent"),
    "count": ("count", "plain"),
    "time": ("time",),
    "weight": ("mass",),
    "percentage": ("percent", "ratio"),
    "fraction": ("percent", "ratio"),
    "rate": ("percent", "ratio", "frequency", "money"),
    "data": ("data",),
    "volume": ("volume",),
    "mileage": ("length",),
    "range": ("length",),
    "altitude": ("length",),
    "elevation": ("length",),
    "energy": ("energy",),
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
    "warm": "temperature", "old": "old", "strong": "power", "powerful": "power", "bad": "score", "widely": "count",
    "late": "time",
}  # fmt: skip
_RAM = ("ram", "memory")
_LOOSE = frozenset("heavy light big large small strong powerful bad hard widely high deep full".split())
"""Degrees that may be told in any figure: "how heavy was the rain" in millimetres."""

_OF_WEATHER = lazy_pattern(r"\b(?:rain\w*|snow\w*|storm\w*|showers?|downpour|hail\w*|traffic|loss\w*|defeat|wind)\b")
"""What is heavy without being weighed."""


def typed_candidates(
    query: Query, reads: Sequence[Read], sought: Sequence[Sought], vocabulary: Vocabulary
) -> list[Candidate]:
    """Every value of a fitting kind, scored by what stands around it."""
    asked_nouns = noun_stems(query)
    if query.asked in (Asked.WHO, Asked.WHO_SAID):
        return who_candidates(
            query, reads, sought, vocabulary, lambda read, value: _score(query, read, value, asked_nouns)
        )
    priced = priced_places(query, reads[0], sought) if query.asked is Asked.HOW_MUCH and reads else ()
    found, wanted = [], frozenset(query.wanted)
    for read in reads:
        for value in read.analysis.values:
            if value.kind not in wanted or not fits(query, value):
                continue
            if value.kind in (ValueKind.PERSON, ValueKind.ORGANISATION, ValueKind.PLACE) and _is_asked_about(
                value, sought
            ):
                continue
            if value.is_former and not asks_past(query) and not query.is_rumour:
                continue
            if value.kind is not ValueKind.CONTACT and is_of_other_model(read, value.line, value.span, sought):
                continue  # whom to ask is told for all that an article is about
            found.append(_score(query, read, value, asked_nouns, priced))
        found += [_score(query, read, value, asked_nouns, priced) for value in _loose_values(query, read)]
    if query.asked is Asked.CONTACT:
        found = on_matter(found)
    found = _without_doubles(found)
    if not query.is_rumour:
        succeed(found, reads, sought, past=asks_past(query), bygone=query.asked is Asked.WHEN and bool(query.is_bygone))
    close = any(candidate.read.topic > CLOSE for candidate in found)
    loose = query.measure in _LOOSE and (query.measure not in ("heavy", "light") or _OF_WEATHER.search(query.clause))
    if not close and query.asked is Asked.MEASURE and loose:
        # "how heavy was the rain" is answered in millimetres: any figure beats none
        return typed_candidates(replace(query, measure=""), reads, sought, vocabulary)
    return found


def _loose_values(query: Query, read: Read) -> Iterator[Value]:
    """What answers though it is no figure and no date: "free" for a price, "once the tower is mended" for a time."""
    if query.asked is Asked.HOW_MUCH:
        yield from (value for value in listed_prices(read) if fits(query, value))
        yield from (value for value in elliptic_values(read, ValueKind.MONEY, "money") if fits(query, value))
    if query.asked is Asked.MEASURE and (unit := _told_in(query.measure)):
        yield from elliptic_values(read, ValueKind.NUMBER, unit)
    if query.asked is Asked.HOW_MUCH and not query.currency and asks_to_pay(query.text.casefold()):
        yield from free_values(read)
    if query.asked is Asked.WHEN:
        yield from event_values(read)
        yield from bounds_asked(query, read)


def _told_in(measure: str) -> str:
    """The one kind of amount by which a property is told: "length" for a range; or ""."""
    measure = _DEGREES.get(measure, measure)
    kinds = _MEASURES.get(measure, ("",))
    return unit_of(measure) or (kinds[0] if kinds[0] not in ("plain", "count", "score") else "")


def _without_doubles(found: Sequence[Candidate]) -> list[Candidate]:
    """The candidates without those whose figure another one, better or told in fuller words, gives as well."""
    kept: list[Candidate] = []
    for candidate in sorted(found, key=lambda c: (-c.score, -len(c.text))):
        if not any(_is_double(candidate, other) for other in kept):
            kept.append(candidate)
    return kept


def _is_double(one: Candidate, other: Candidate) -> bool:
    if one.read is not other.read or one.line != other.line or one.value is None or other.value is None:
        return False
    return one.value.kind is other.value.kind and one.value.span.meets(other.value.span)


def _score(query: Query, read: Read, value: Value, nouns: frozenset[str], priced: Sequence[int] = ()) -> Candidate:
    asking, naming = nearness(read, read.line(value.line), value.span)
    number = value.line
    clear = _clearness(read)
    asking = _blend(clear, asking, 0.4 * asking + 0.6 * naming)
    named, said = read.named(number), BARELY if clear == 0 else 0.5
    score = COVERAGE * _blend(clear, read.coverage(number), _blend(said, read.coverage(number), named))
    score += OWN * _blend(clear, read.own(number), _blend(said, read.own(number), named)) + NEAR * asking
    score += TOPIC * read.topic + NAMED * read.named(number) + NAMED_NEAR * naming
    fit = _fits_tense(query, read, value) + _fits_flags(query, read, value) + given_fit(query, read, value)
    parts = (0.0, fit, bearing(query, read, value), time_fit(query, read, value))
    score += sum(parts) - OTHER_MODEL * (1 - read.identified(number))
    if query.wanted and value.kind is query.wanted[0]:
        score += FIRST_KIND
    if query.asked is Asked.HOW_MUCH and value.kind is ValueKind.MONEY:
        told = priced_fit(read, value, priced)
        parts = (told, *parts[1:])
        score += PRICED * told
    elif nouns and value.noun:
        likeness = noun_likeness(value.noun, nouns, query.focus)
        parts = (likeness, *parts[1:])
        score += NOUN * likeness
        if query.asked is Asked.HOW_MANY:
            score -= NOUN / 2 * (1 - likeness)
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
        met=told_by_value(query, value, nouns),
        notes=[f"own {read.own(number):.2f} near {asking:.2f}/{naming:.2f} topic {read.topic:.2f}"],
        parts=parts,
    )


def _clearness(read: Read) -> float:
    """How much the words that ask for something weigh, in [0, 1]: "when is the fair" hardly has any."""
    return min(1.0, read.asking_weight / CLEAR)


def _blend(share: float, one: float, other: float) -> float:
    return share * one + (1 - share) * other


def _fits_flags(query: Query, read: Read, value: Value) -> float:
    """What the question's hearsay, relation, polarity and past speak for or against a value."""
    score = 0.0
    if query.is_rumour and (value.certainty is Certainty.RUMOUR or read.analysis.is_rumour):
        score += HEARSAY
    if query.relation and value.kind is ValueKind.TIME:
        same = value.measure == query.relation or {value.measure, query.relation} == {"until", "by"}
        score += RELATION if same else 0.0
    if value.is_denied and not query.is_negative:
        score -= DENIED if value.kind is ValueKind.TIME else DENIED / 4
    if query.is_past and read.is_first:
        score += FIRST_TOLD
    score += told_in(query, read)
    if asks_past(query):
        rivals = (v for v in read.values_in(value.line) if v.kind is value.kind and v.is_former)
        score += FORMER if value.is_former else -FORMER if any(rivals) else 0.0
    return score - (VAGUE if value.noun == "vague" else 0.0)


def asks_past(query: Query) -> bool:
    """Whether the question is for what held before: also "how much was it before"."""
    return query.is_past or re.search(r"\b(?:before|previously|earlier|until now|so far)$", query.clause) is not None


def _fits_tense(query: Query, read: Read, value: Value) -> float:
    """What it speaks for or against a time that it lies before or after its article, as the question's verb has it."""
    if value.when is None or query.is_bygone is None or query.is_past:
        return 0.0
    is_over = value.when.end < read.published
    is_ahead = value.when.start > read.published
    if query.is_bygone:
        return -TENSE if is_ahead else 0.0
    return -TENSE if is_over else TENSE / 2 if is_ahead else 0.0


def _is_asked_about(value: Value, sought: Sequence[Sought]) -> bool:
    """Whether the value only repeats what the question names: "who is X's coach" is not answered with X."""
    words = [word for word in re.findall(r"\w+", value.text.casefold()) if len(word) > 1]
    asked = {one.token.norm for one in sought}
    return bool(words) and all(word in asked for word in words)


def fits(query: Query, value: Value) -> bool:
    """Whether the value is of the finer kind that the question asks for."""
    match query.asked:
        case Asked.WHEN:
            return (value.kind is ValueKind.CLOCK and not asks_day(query.text)) or _fits_period(query, value)
        case Asked.HOW_LONG:
            return _fits_duration(query, value)
        case Asked.HOW_OFTEN:
            return value.measure in ("every", "frequency") or bool(value.per)
        case Asked.HOW_MUCH:
            if value.kind is ValueKind.MONEY:
                return not query.currency or value.unit == query.currency
            return not query.currency and value.measure in ("percent", "ratio") and _asks_share(query)
        case Asked.HOW_MANY:
            return fits_count(query, value)
        case Asked.MEASURE:
            return _fits_measure(query, value)
        case Asked.CONTACT:
            return fits_way(query, value)
        case _:
            return True


def _asks_share(query: Query) -> bool:
    asked = query.text.casefold()
    return asks_change(asked) or re.search(r"\bhow much of\b", asked) is not None


def _fits_period(query: Query, value: Value) -> bool:
    return value.when is not None and value.noun not in ("vague", "dateline")


def _fits_duration(query: Query, value: Value) -> bool:
    if value.kind is ValueKind.TIME:
        return value.measure in ("until", "by") and value.when is not None
    if value.kind is ValueKind.NUMBER:
        return value.measure == "time" or (value.measure == "length" and not _ASKS_TIME.search(query.text.casefold()))
    return value.measure != "every"


_ASKS_TIME = lazy_pattern(
    r"\b(?:takes?|taking|took|lasts?|lasted|stay|stays|wait|valid|remain|closed|open|until|till|charge|charging|hours|"
    r"minutes|days|weeks|months|years|flight|film|movie|set|show|visit|guarantee|warranty|strike|had|have|has|been)\b|"
    r"\bhow long (?:do|did|does|will|can|may|must|should|was|were) (?!the \w+ (?:bridge|route|line|tunnel)\b)"
)
"""What shows that "how long" is for a time, not for metres."""


def _fits_measure(query: Query, value: Value) -> bool:
    """A figure of the property that is asked for; an age may be told by a year, a size by a sum."""
    measure = _DEGREES.get(query.measure, query.measure)
    if value.kind is ValueKind.TIME:
        return measure in ("age", "old") and value.when is not None and value.when.granularity is Granularity.YEAR
    if value.kind is ValueKind.MONEY:
        return measure == "size" and query.measure in ("big", "large", "size")
    unit = unit_of(measure)
    if query.measure in _RAM and re.search(r"\b(?:storage|disk|drive|space|flash)\b", value.noun):
        return False
    if query.measure == "disk" and value.noun in _RAM:
        return False
    if unit:
        return value.measure == unit or (value.measure in ("percent", "ratio") and asks_saving(query.text.casefold()))
    allowed = _MEASURES.get(measure)
    if value.kind is ValueKind.DURATION:
        return allowed is None or ("time" in allowed and value.measure != "every")
    return allowed is None or value.measure in allowed
