"""What speaks for or against a figure or a time beside its neighbours: noun, segment, day, age, currency, bound."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

import numpy as np

from knowledge.answering.candidates import Read
from knowledge.extraction.analysis import Value
from knowledge.language.text import stem
from knowledge.language.vectors import load_vectors
from knowledge.language.wordlists import words
from knowledge.model import Span, ValueKind
from knowledge.questions.query import Asked, Query

OTHER_VARIANT = 0.8
"""What it costs that the naming words stand in another like value's part of the sentence: "the S €5, the L €6"."""
STANDS = 0.7
"""From which strength on a word of a sentence stands for one of the question."""
_PARTS = re.compile(r"[,;](?!\d)|\s(?:and|while|whereas|but)\s")
OF_WHOLE = 0.6
"""What the whole costs beside the part that is told of it."""
SEGMENT = 0.6
"""What it costs that all of the question's words stand in another like value's part of the sentence."""
SAME_DAY, OTHER_DAY = 0.5, 0.4
IN_BRACKET, OUT_OF_BRACKET = 1.2, 0.8
ITS_CURRENCY = 0.6
BOUND = 0.4
DIFFERENCE = 0.6
NO_SUM = 0.5
OF_A_NOUN, NOT_A_LIMIT = 0.8, 0.1
SEVERAL_DAYS = 0.5
_POSSESSIVE = ("'s", "’s")
SAME_NOUN = 0.3
"""From which likeness on a figure counts the noun asked for."""
ALIKE = 0.3
"""From which cosine on two nouns may count the same things."""
ITS_LABEL = 0.6
_DAYS_ASKED = re.compile(
    r"\b(?:(?:what|which) (?:days|dates)|what (?:are|were) the (?:\w+ )?(?:days|dates)|dates of|"
    r"from when (?:to|till|until) when)\b"
)
_LABEL = re.compile(r"\W*(\w+):\s")
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
_SEGMENT = re.compile(r"[,;:()]|\s(?:and|but|while|or)\s")
_DAYS = "monday tuesday wednesday thursday friday saturday sunday weekday weekend".split()
_DAY = re.compile(rf"\b({'|'.join(_DAYS)})s?\b", re.IGNORECASE)
_MAX = re.compile(r"\b(?:max|maximum|at (?:the )?most|up to|upper limit|peak|highest|top)\b")
_MIN = re.compile(r"\b(?:min|minimum|at least|lowest|lower limit)\b")
_ASKS_DIFFERENCE = re.compile(
    r"\b(?:how much|how many|how long|by how)\b.*\b(?:more|longer|later|earlier|less|fewer|extra|shorter|faster|"
    r"cheaper|heavier|lighter|late|delay(?:ed)?|differ\w*|rise|rose|fall|fell|up|over|above|below|increase\w*|change\w*)\b|"
    r"\b(?:extra|additional|by how)\b"
)
_IS_DIFFERENCE = re.compile(
    r"\s*(?:\w+ )?(?:shorter|longer|later|earlier|more(?! than)|less(?! than)|fewer|faster|cheaper|dearer|heavier|"
    r"lighter|older|younger|sooner|higher|lower|late|behind|ahead|above|below|extra)\b",
    re.IGNORECASE,
)
_ASKS_CHANGE = re.compile(
    r"\b(?:by how|percent\w*|share|rise|rose|risen|fall|fell|increase\w*|jump\w*|grow|grew|drop\w*|cut|over|"
    r"above|below|stake|slice|proportion|discount|growth|more|less)\b"
)
_AGE = re.compile(
    r"\b(?P<n>\d{1,3})[- ]?(?:years?|yrs?)?[- ]?old\b|\b(?:aged?|turns?|turned|is|am|are|i'm) (?P<m>\d{1,2})\b"
    r"(?! ?(?:%|percent|euro|pound|dollar|minutes|hours|days|o'clock|:))|\b(?P<k>\d{1,2})yo\b"
)
_BRACKETS = (
    (re.compile(r"\b(?:from |aged? |ages )?(\d{1,2}) ?(?:to|-|–|and) ?(\d{1,2})\b", re.I), lambda m: (m[0], m[1])),
    (re.compile(r"\b(?:under|below|younger than)[- ](?:the age of )?(\d{1,2})s?\b", re.I), lambda m: (0, m[0] - 1)),
    (re.compile(r"\b(?:over|above|older than|from)[- ](?:the age of )?(\d{1,2})s?\b", re.I), lambda m: (m[0], 120)),
    (re.compile(r"\b(\d{1,2}) (?:and|or) (?:under|younger)\b", re.I), lambda m: (0, m[0])),
    (re.compile(r"\b(\d{1,2}) (?:and|or) (?:over|older|above)\b", re.I), lambda m: (m[0], 120)),
    (re.compile(r"\badults?\b", re.I), lambda m: (18, 120)),
    (re.compile(r"\b(?:seniors?|pensioners?)\b", re.I), lambda m: (60, 120)),
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
        worth += SEVERAL_DAYS if asks_days(asked) and _is_several(value) else 0.0
    else:
        worth += day_fit(asked, read, value) + segment_fit(read, value)
    if value.kind is ValueKind.MONEY:
        worth += age_fit(asked, read, value) + currency_fit(asked, read, value)
    if value.kind in (ValueKind.NUMBER, ValueKind.MONEY, ValueKind.DURATION):
        worth += _bound_fit(asked, value, before) + _difference_fit(asked, after)
        worth -= OTHER_VARIANT * _misses_variant(read, value)
        worth -= OF_WHOLE if _is_whole(read, value, before) and not _ASKS_WHOLE.search(asked) else 0.0
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
    return value.when is not None and (value.when.end - value.when.start).days > 0 and " to " in value.text


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


def segment_fit(read: Read, value: Value) -> float:
    """What a value loses to a like one whose part of their sentence holds more of the question's words; 0 or less."""
    rivals = [
        other for other in read.values_in(value.line) if other.kind is value.kind and not other.span.meets(value.span)
    ]
    if not rivals:
        return 0.0
    here = _met_in(read, value)
    return SEGMENT * min(0.0, *(here - _met_in(read, rival) for rival in rivals))


def _misses_variant(read: Read, value: Value) -> float:
    """Share of the words of the question in a value's sentence that only a like value's part of it holds, in [0, 1].

    "The Pella S costs €4,490 and the Pella L €5,890": the first sum is none of the L.
    """
    line = read.line(value.line)
    rivals = [v for v in read.values_in(value.line) if v.kind is value.kind]
    if len(rivals) < 2:
        return 0.0
    met = read.match.words[:, line.ids] >= STANDS
    clauses = [clause_of(read, line.sentence.span, rival.span) for rival in rivals]
    inside = [[n for n, token in enumerate(line.tokens) if clause.holds(token.span)] for clause in clauses]
    own = inside[rivals.index(value)] if value in rivals else []
    if not _has_variant(read, value, own):
        return 0.0
    weight = missed = 0.0
    for row in np.flatnonzero(~read.implied):
        if not any(met[row, places].any() for places in inside):
            continue
        weight += float(read.weights[row])
        missed += 0.0 if met[row, own].any() else float(read.weights[row])
    return missed / weight if weight else 0.0


_BEFORE_WHOLE = re.compile(r"\b(?:of|out of)(?: the| its| all| these| those| their)? $", re.IGNORECASE)
_ASKS_WHOLE = re.compile(r"\b(?:total|altogether|in all|overall|out of how many|all in all|applied)\b")


def _is_whole(read: Read, value: Value, before: str) -> bool:
    """Whether a figure is the whole that another one of the sentence is a part of: "nine of the sixteen bearings"."""
    if _BEFORE_WHOLE.search(before) is None:
        return False
    return any(v is not value and v.noun and v.noun == value.noun for v in read.values_in(value.line))


_VARIANT_UNITS = frozenset("length mass data power energy volume area".split())


def _has_variant(read: Read, value: Value, places: Sequence[int]) -> bool:
    """Whether a value's part of the sentence names a thing of its own: "the Pella S", "the 41 mm model"."""
    line = read.line(value.line)
    tokens = [line.tokens[n] for n in places if n and not line.tokens[n].span.meets(value.span)]
    if any(token.text[0].isupper() for token in tokens):
        return True
    sized = [v for v in read.values_in(value.line) if v.kind is ValueKind.NUMBER and v.measure in _VARIANT_UNITS]
    return value.kind is ValueKind.MONEY and any(v.span.holds(token.span) for v in sized for token in tokens)


def clause_of(read: Read, sentence: Span, span: Span) -> Span:
    """The part of a sentence around a value, between commas, semicolons and "and"; brackets do not part it."""
    text = read.view.text[sentence.start : sentence.stop]
    cuts = [match.start() + sentence.start for match in _PARTS.finditer(text)]
    start = max([cut for cut in cuts if cut < span.start], default=sentence.start)
    stop = min([cut for cut in cuts if cut >= span.stop], default=sentence.stop)
    return Span(min(start, span.start), max(stop, span.stop))


def _met_in(read: Read, value: Value) -> float:
    """Share of the question met in a value's part of the sentence, in [0, 1]."""
    line, segment = read.line(value.line), _segment(read, value.span)
    inside = [n for n, token in enumerate(line.tokens) if segment.holds(token.span)]
    if not inside:
        return 0.0
    best = read.match.words[:, line.ids[inside]].max(axis=1)
    total = float(read.weights.sum()) or 1.0
    return float((best * read.weights).sum()) / total


def _segment(read: Read, span: Span) -> Span:
    """The part of the sentence, between commas or conjunctions, that holds a span."""
    text = read.view.text
    sentence = next(
        (line.sentence.span for line in read.view.lines if line.sentence.span.holds(span)), Span(span.start, span.stop)
    )
    cuts = [match.start() + sentence.start for match in _SEGMENT.finditer(text[sentence.start : sentence.stop])]
    start = max([cut for cut in cuts if cut < span.start], default=sentence.start)
    stop = min([cut for cut in cuts if cut >= span.stop], default=sentence.stop)
    return Span(min(start, span.start), max(stop, span.stop))


def day_fit(asked: str, read: Read, value: Value) -> float:
    """Whether a value holds on the day of the week that the question names."""
    wanted = {match.group(1).casefold() for match in _DAY.finditer(asked)}
    if not wanted:
        return 0.0
    wanted |= {"weekend"} if wanted & {"saturday", "sunday"} else set()
    wanted |= {"weekday"} if wanted & set(_DAYS[:5]) else set()
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
    span = read.line(value.line).sentence.span
    text = read.view.text[span.start : span.stop]
    found = []
    for pattern, bounds in _BRACKETS:
        for match in pattern.finditer(text):
            place = Span(match.start() + span.start, match.end() + span.start)
            if not place.meets(value.span):
                apart = _apart(place, value.span) + 15 * text[_between(place, value.span, span.start)].count(",")
                found.append((apart, bounds([int(group) for group in match.groups()])))
    if not found:
        return 0.0
    low, high = min(found)[1]
    return IN_BRACKET if low <= age <= high else -OUT_OF_BRACKET


def _between(one: Span, other: Span, shift: int) -> slice:
    first, second = sorted((one, other))
    return slice(first.stop - shift, max(first.stop, second.start) - shift)


def asks_change(asked: str) -> bool:
    """Whether a folded question may be answered with a share or a difference: "by how much", "how much of"."""
    return _ASKS_CHANGE.search(asked) is not None


def asks_to_pay(asked: str) -> bool:
    """Whether a folded question is about somebody's entry, who may pay nothing."""
    pays = r"\b(?:pays?|free|charged?|entry|entrance|admission|fee|tickets?|gets? in|kids?|child|children|parking)\b"
    return asked_age(asked) is not None or re.search(pays, asked) is not None


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


def told_by_value(query: Query, value: Value, nouns: frozenset[str]) -> frozenset[str]:
    """Words of the question that the value itself tells: the country of its currency, the noun it counts."""
    asked = query.text.casefold()
    found = {word for word in re.findall(r"[a-z]+", asked) if _CURRENCY_OF.get(word) == value.unit and value.unit}
    if value.noun and noun_likeness(value.noun, nouns, query.focus) >= SAME_NOUN:
        found.update(query.focus[-1:])
    return frozenset(found)


def _bound_fit(asked: str, value: Value, before: str) -> float:
    """Whether a value is the upper or lower bound that the question asks for."""
    said = f"{value.modifier} {value.text} {before[-25:]}".casefold()
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


def noun_likeness(counted: str, nouns: Sequence[str] | frozenset[str], focus: Sequence[str]) -> float:
    """How alike in meaning what a figure counts and what the question counts are, in [0, 1]."""
    own = re.findall(r"[a-z]+", counted.casefold())
    if any(stem(word) in nouns for word in own):
        return 1.0
    best = max((_cosine(one, other) for one in own[-1:] for other in focus[-1:]), default=0.0)
    if own and focus and _is_people(own[-1]) and _is_people(focus[-1]) and "people" in (*own[-1:], *focus[-1:]):
        return 0.9
    return max(0.0, (best - ALIKE) / (1 - ALIKE))


def _is_people(word: str) -> bool:
    people = words("doers", "people") | words("roles", "heads")
    return word in people or word.removesuffix("s") in people


@lru_cache(maxsize=4096)
def _cosine(one: str, other: str) -> float:
    rows = load_vectors().matrix((one, other))
    return float(rows[0] @ rows[1])
