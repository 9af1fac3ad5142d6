"""What speaks for or against a figure or a time beside its neighbours: noun, segment, day, age, currency, bound."""

from __future__ import annotations

import re
from functools import lru_cache

from knowledge.answering.candidates import Read
from knowledge.answering.counts import SAME_NOUN, noun_likeness, unit_of
from knowledge.answering.segments import OF_WHOLE, OTHER_VARIANT, figure_fit, is_whole, misses_variant, segment_fit
from knowledge.extraction.analysis import Value
from knowledge.language.patterns import lazy_pattern
from knowledge.model import Granularity, Span, ValueKind
from knowledge.questions.query import Asked, Query

SAME_DAY, OTHER_DAY = 0.5, 0.4
IN_BRACKET, OUT_OF_BRACKET = 1.2, 0.8
ITS_CURRENCY = 0.6
BOUND = 0.4
OF_NOTHING = 0.3
"""What it costs that something is free where a sum is asked for as if there were one."""
DIFFERENCE = 0.6
NO_SUM = 0.5
OF_A_NOUN, NOT_A_LIMIT = 0.8, 0.1
SEVERAL_DAYS, ONE_DAY = 0.6, 0.25
_FIGURES = frozenset({ValueKind.NUMBER, ValueKind.MONEY, ValueKind.DURATION})
_POSSESSIVE = ("'s", "’s")
ITS_LABEL = 0.6
_ASKS_FREE = lazy_pattern(r"\b(?:free|anything|nothing|kids?|child|children|years?)\b")
_DAYS_ASKED = lazy_pattern(
    r"\b(?:(?:what|which) (?:\w+ )?(?:days|dates|period|nights|evenings)|what (?:are|were) the (?:\w+ )?(?:days|dates)|"
    r"dates|(?:days|period) (?:of|for)|from when (?:to|till|until) when)\b"
)
_LABEL = lazy_pattern(r"\W*(\w+):\s")
_LABELS = {
    Asked.WHEN: frozenset("date dates day days when".split()),
    Asked.CLOCK: frozenset("time times hours when".split()),
    Asked.HOW_MUCH: frozenset("price prices cost costs fee fees admission tickets entry".split()),
    Asked.HOW_LONG: frozenset("duration length".split()),
}
_OPENERS = {
    Asked.WHEN: r"(?:and |so )?(?:when|what (?:date|day)s?)\b",
    Asked.CLOCK: r"(?:and |so )?(?:when|what time|at what time)\b",
    Asked.HOW_MUCH: r"(?:and |so )?(?:how much|what (?:does|do|is the price)|how expensive)\b",
    Asked.HOW_LONG: r"(?:and |so )?how long\b",
    Asked.HOW_MANY: r"(?:and |so )?how many\b",
}
_DAYS = "monday tuesday wednesday thursday friday saturday sunday weekday weekend".split()
_DAY = lazy_pattern(rf"\b({'|'.join(_DAYS)})s?\b", re.IGNORECASE)
_MAX = lazy_pattern(
    r"\b(?:max|maximum|at (?:the )?most|up to|upper limit|peak|highest|top)\b|"
    r"\b(?:no|not|nobody|cannot|never)\b.{0,25}\b(?:more|over|longer|larger|heavier) than\b"
)
_MIN = lazy_pattern(r"\b(?:min|minimum|at least|lowest|lower limit)\b")
_ASKS_DIFFERENCE = lazy_pattern(
    r"\b(?:how much|how many|how long|by how)\b.*\b(?:more|longer|later|earlier|less|fewer|extra|shorter|faster|"
    r"cheaper|heavier|lighter|late|delay(?:ed)?|differ\w*|rise|rose|fall|fell|up|over|above|below|increase\w*|change\w*)\b|"
    r"\b(?:extra|additional|by how)\b"
)
_IS_DIFFERENCE = lazy_pattern(
    r"\s*(?:\w+ )?(?:shorter|longer|later|earlier|(?:more|less)(?! than (?:\d|an?\b|one|half))|fewer|faster|cheaper|"
    r"dearer|heavier|lighter|older|younger|sooner|higher|lower|late|behind|ahead|above|below)\b",
    re.IGNORECASE,
)
_ASKS_CHANGE = lazy_pattern(
    r"\b(?:by how|percent\w*|share|rise|rose|risen|fall|fell|increase\w*|jump\w*|grow|grew|drop\w*|cut|over|"
    r"above|below|stake|slice|proportion|discount|growth|more|less)\b"
)
_AGE = lazy_pattern(
    r"\b(?P<n>\d{1,3})[- ]?(?:years?|yrs?)?[- ]?old\b|\b(?:aged?|turns?|turned|is|am|are|i'm) (?P<m>\d{1,2})\b"
    r"(?! ?(?:%|percent|euro|pound|dollar|minutes|hours|days|o'clock|:))|\b(?P<k>\d{1,2})yo\b"
)
_BRACKETS = (
    (lazy_pattern(r"\b(?:from |aged? |ages )?(\d{1,2}) ?(?:to|-|–|and) ?(\d{1,2})\b", re.I), lambda m: (m[0], m[1])),
    (lazy_pattern(r"\b(?:under|below|younger than)[- ](?:the age of )?(\d{1,2})s?\b", re.I), lambda m: (0, m[0] - 1)),
    (lazy_pattern(r"\b(?:over|above|older than|from)[- ](?:the age of )?(\d{1,2})s?\b", re.I), lambda m: (m[0], 120)),
    (lazy_pattern(r"\b(\d{1,2}) (?:and|or) (?:under|younger)\b", re.I), lambda m: (0, m[0])),
    (lazy_pattern(r"\b(\d{1,2}) (?:and|or) (?:over|older|above)\b", re.I), lambda m: (m[0], 120)),
    (lazy_pattern(r"\badults?\b", re.I), lambda m: (18, 120)),
    (lazy_pattern(r"\b(?:seniors?|pensioners?)\b", re.I), lambda m: (60, 120)),
    (
        lazy_pattern(r"\b(?:children|kids)\b(?! (?:under|below|over|above|aged?|of|from|up|\d))", re.I),
        lambda m: (0, 15),
    ),
)  # fmt: skip
_COUNTRIES = {
    "CAD": "canada canadian canadians", "GBP": "britain british uk england scotland wales", "JPY": "japan japanese",
    "USD": "us usa america american states", "CHF": "switzerland swiss", "AUD": "australia australian",
    "CNY": "china chinese", "INR": "india indian", "SEK": "sweden swedish", "NOK": "norway norwegian",
    "DKK": "denmark danish", "PLN": "poland polish", "CZK": "czech",
    "EUR": "eurozone europe european germany german france french spain spanish italy italian austria ireland irish "
    "portugal netherlands dutch belgium finland greece",
}  # fmt: skip
_CURRENCY_OF = {name: code for code, names in _COUNTRIES.items() for name in names.split()}


def bearing(query: Query, read: Read, value: Value) -> float:
    """What stands for or against a value beside its neighbours, to be added to its score."""
    asked, sentence = query.text.casefold(), read.line(value.line).sentence
    before = read.view.text[sentence.span.start : value.span.start]
    after = read.view.text[value.span.stop : sentence.span.stop]
    worth = label_fit(query, read, value)
    if value.kind is ValueKind.TIME:
        is_possessive = value.span.of(read.view.text).endswith(_POSSESSIVE) or after.startswith(_POSSESSIVE)
        worth -= OF_A_NOUN if is_possessive and not _stands_alone(read, value) else 0.0
        worth -= NOT_A_LIMIT if value.measure == "until" and not _asks_limit(query, asked) else 0.0
        worth += (SEVERAL_DAYS if _is_several(value) else -ONE_DAY) if asks_days(asked) else 0.0
    else:
        is_figure = value.kind in _FIGURES
        worth += day_fit(asked, read, value) + (figure_fit if is_figure else segment_fit)(read, value)
    if value.kind is ValueKind.MONEY:
        worth += age_fit(asked, read, value) + currency_fit(asked, read, value)
        worth -= OF_NOTHING if value.measure == "free" and not _ASKS_FREE.search(asked) else 0.0
    if value.kind in _FIGURES:
        worth += _bound_fit(asked, value, before) + _difference_fit(asked, after)
        worth -= OTHER_VARIANT * misses_variant(read, value)
        worth -= OF_WHOLE if is_whole(read, value, before, asked) else 0.0
    if query.asked is Asked.HOW_MUCH and value.kind is not ValueKind.MONEY:
        worth += NO_SUM / 2
    return worth


def _stands_alone(read: Read, value: Value) -> bool:
    """Whether no other time stands in a value's sentence: "today's semi-final" dates what the sentence tells."""
    return not any(v.kind is value.kind and v is not value for v in read.values_in(value.line))


def asks_days(asked: str) -> bool:
    """Whether a folded question is for the first to the last day of something: "what days is the fair on"."""
    return _DAYS_ASKED.search(asked) is not None


def _is_several(value: Value) -> bool:
    when = value.when
    return when is not None and when.start < when.end and when.granularity is Granularity.PART and " to " in value.text


def label_fit(query: Query, read: Read, value: Value) -> float:
    """Whether the heading over a value or the label before it asks what the question asks: "When is the fair?"."""
    line = read.line(value.line)
    label = _LABEL.match(line.sentence.text)
    if label is not None and label.group(1).casefold() in _LABELS.get(query.asked, ()):
        return ITS_LABEL
    if line.heading is None:
        return 0.0
    heading = read.line(line.heading).sentence.text.casefold()
    opener = _OPENERS.get(query.asked)
    if opener is None or not re.match(opener, heading):
        return 0.0
    met = read.match.strengths[:, line.heading] * read.weights
    return ITS_LABEL * float(met.sum()) / (float(read.weights.sum()) or 1.0)


def _asks_limit(query: Query, asked: str) -> bool:
    limit = r"\b(?:deadline|latest|last|until|till|by|end|ends|close|closes|expire\w*|how long|over|finish\w*|before)\b"
    return bool(query.relation) or query.asked is Asked.HOW_LONG or re.search(limit, asked) is not None


@lru_cache(maxsize=16)
def _days_asked(asked: str) -> frozenset[str]:
    """The days of the week, and the parts of it, for which a folded question asks."""
    wanted = {match.group(1).casefold() for match in _DAY.finditer(asked)}
    wanted |= {"weekend"} if wanted & {"saturday", "sunday"} else set()
    wanted |= {"weekday"} if wanted & set(_DAYS[:5]) else set()
    return frozenset(wanted)


def day_fit(asked: str, read: Read, value: Value) -> float:
    """Whether a value holds on the day of the week that the question names."""
    wanted = _days_asked(asked)
    if not wanted:
        return 0.0
    span = read.line(value.line).sentence.span
    found = [
        (_apart(Span(m.start() + span.start, m.end() + span.start), value.span), m.group(1).casefold())
        for m in _DAY.finditer(read.view.text[span.start : span.stop])
    ]
    if not found:
        return 0.0
    return SAME_DAY if min(found)[1] in wanted else -OTHER_DAY


def _apart(one: Span, other: Span) -> int:
    return max(one.start - other.stop, other.start - one.stop, 0)


@lru_cache(maxsize=16)
def asked_age(asked: str) -> int | None:
    """The age that a folded question tells of somebody.

    >>> asked_age("how much for my 8 year old?")
    8
    """
    match = _AGE.search(asked)
    return int(next(group for group in match.groups() if group)) if match else None


def age_fit(asked: str, read: Read, value: Value) -> float:
    """Whether a price is for people of the age that the question tells."""
    age = asked_age(asked)
    if age is None:
        return 0.0
    rivals = [
        one for one in read.values_in(value.line) if one.kind is ValueKind.MONEY and not one.span.meets(value.span)
    ]
    text, start = read.line(value.line).sentence.text, read.line(value.line).sentence.span.start
    found = []
    for pattern, bounds in _BRACKETS:
        for match in pattern.finditer(text):
            place = Span(match.start() + start, match.end() + start)
            if not place.meets(value.span):
                apart = _way(text, start, place, value)
                is_own = all(apart <= _way(text, start, place, rival) for rival in rivals)
                low, high = bounds([int(group) for group in match.groups()])
                found.append((not is_own, apart, low <= age <= high))
    if not found:
        return 0.0
    is_others, _, is_inside = min(found)
    if is_others:
        return -OUT_OF_BRACKET if is_inside else 0.0
    return IN_BRACKET if is_inside else -OUT_OF_BRACKET


def _way(text: str, start: int, place: Span, value: Value) -> int:
    """How far a bracket is from a value of its sentence, in letters; commas lengthen the way."""
    return _apart(place, value.span) + 15 * text[_between(place, value.span, start)].count(",")


def _between(one: Span, other: Span, shift: int) -> slice:
    first, second = sorted((one, other))
    return slice(first.stop - shift, max(first.stop, second.start) - shift)


def asks_change(asked: str) -> bool:
    """Whether a folded question may be answered with a share or a difference: "by how much", "how much of"."""
    return _ASKS_CHANGE.search(asked) is not None


def asks_saving(asked: str) -> bool:
    """Whether a folded question is for what something takes less or more of than before: told in a share as well."""
    return re.search(r"\b(?:saves?|saved|saving|less|more|fewer|reduc\w+|cut|lower|drop\w*)\b", asked) is not None


def asks_to_pay(asked: str) -> bool:
    """Whether a folded question is about somebody's entry, who may pay nothing."""
    pays = r"\b(?:pays?|free|charged?|entry|entrance|admission|fee|tickets?|gets? in|kids?|child|children|parking)\b"
    return asked_age(asked) is not None or re.search(pays, asked) is not None


@lru_cache(maxsize=16)
def country_currency(asked: str) -> str:
    """The currency of the country that a folded question names, as an ISO code, or ""."""
    named = [code for word in re.findall(r"[a-z]+", asked) if word != "us" and (code := _CURRENCY_OF.get(word))]
    return named[-1] if named else "USD" if re.search(r"\b(?:in|the|for) (?:the )?us\b", asked) else ""


def currency_fit(asked: str, read: Read, value: Value) -> float:
    """Whether a price among prices in several currencies is the one for the country that the question names."""
    code = country_currency(asked)
    if not code:
        return 0.0
    units = {v.unit for v in read.values_in(value.line) if v.kind is ValueKind.MONEY}
    if value.unit == code:
        return ITS_CURRENCY
    return -2 * ITS_CURRENCY if len(units) > 1 else 0.0


@lru_cache(maxsize=16)
def _countries_named(asked: str) -> tuple[tuple[str, str], ...]:
    """The words of a folded question for countries, each with the ISO code of its currency."""
    return tuple((word, _CURRENCY_OF[word]) for word in re.findall(r"[a-z]+", asked) if word in _CURRENCY_OF)


def told_by_value(query: Query, value: Value, nouns: frozenset[str]) -> frozenset[str]:
    """Words of the question that the value itself tells: the country of its currency, its unit, the noun it counts."""
    found = {word for word, unit in _countries_named(query.text.casefold()) if unit == value.unit}
    if value.noun and noun_likeness(value.noun, nouns, query.focus) >= SAME_NOUN:
        found.update(query.focus[-1:])
    measure = "money" if value.kind is ValueKind.MONEY else value.measure
    found.update(word for word in query.focus if measure != "count" and measure and unit_of(word) == measure)
    return frozenset(found)


def _bound_fit(asked: str, value: Value, before: str) -> float:
    """Whether a value is the upper or lower bound that the question asks for."""
    said = f"{value.modifier} {value.text} {before[-45:]}".casefold()
    for pattern in (_MAX, _MIN):
        if pattern.search(asked):
            return BOUND if pattern.search(said) else 0.0
    return 0.0


def _difference_fit(asked: str, after: str) -> float:
    """Whether a difference ("half an hour longer") is told where one is asked for, and only there."""
    asks, is_one = _ASKS_DIFFERENCE.search(asked) is not None, _IS_DIFFERENCE.match(after) is not None
    if asks and is_one:
        return DIFFERENCE / 2
    return -DIFFERENCE if is_one and not asks else 0.0
