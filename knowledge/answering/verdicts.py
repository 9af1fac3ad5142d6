"""What a time, an age, a number or an hour in a sentence says to a yes/no question. Knows no scores."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date
from functools import lru_cache

from knowledge.amounts.numerals import SMALL_NUMBERS
from knowledge.answering.candidates import Read
from knowledge.answering.settling import Verdict, by_amount, by_change, by_weekday
from knowledge.extraction.analysis import Value
from knowledge.language.patterns import lazy_pattern
from knowledge.language.text import fold
from knowledge.model import Span, ValueKind, When
from knowledge.questions.query import Query
from knowledge.search.view import Line
from knowledge.times.dates import find_times
from knowledge.times.mention import TimeMention

_NOT_AGE = (
    r"(?!\s*(?:%|€|°|:|\.\d|euros?|pounds?|dollars?|kg|km|cm|gb|"
    r"minutes?|hours?|days?|weeks?|months?|people|pm\b|am\b|o'clock))"
)
_ASKED_AGE = lazy_pattern(
    rf"\b(?:(?:kids?|child|children|son|daughter|baby|boy|girl|he|she|"
    r"i|who|mother|father|gran\w*)(?:'s| is| am| are)?|aged?|turn(?:s|ed))"
    rf" (?:only |just |now )?(\d{{1,3}})\b{_NOT_AGE}|\b(\d{{1,3}})[- ]?(?:years?|yrs?|yo)\b(?:[- ]?olds?)?",
    re.IGNORECASE,
)
_BETWEEN = lazy_pattern(
    rf"\b(?:from|aged|between|ages?)(?: the ages? of)? (\d{{1,3}}) ?(?:to|and|until|[-–]) ?(\d{{1,3}})\b{_NOT_AGE}",
    re.I,
)
_UNDER = lazy_pattern(
    rf"\b(?:under|below|younger than|less than)(?: the age of)? (\d{{1,3}})\b{_NOT_AGE}|"
    r"\b(\d{1,3})s? (?:and|or) (?:under|younger)\b",
    re.I,
)
_UP_TO = lazy_pattern(rf"\b(?:up to|until)(?: the age of)? (\d{{1,3}})\b{_NOT_AGE}", re.I)
_OVER = lazy_pattern(
    rf"\b(?:over|above|older than|from|aged|at least)(?: the age of)? (\d{{1,3}})\b{_NOT_AGE}|"
    r"\b(\d{1,3})s? (?:and|or) (?:over|older|above)\b|\b(\d{1,3})\+",
    re.I,
)
_ASKED_NUMBER = lazy_pattern(
    r"\b([a-z][a-z'’-]{2,})(?: (?:no\.?|nos\.?|number|nr\.?))? (\d{1,4})\b"
    r"(?!\s*(?:[:.%€]\d?|[ap]m\b|st\b|nd\b|rd\b|th\b))",
    re.I,
)
_RANGE = lazy_pattern(r"\b(\d{1,4}) ?(?:[-–]|to) ?(\d{1,4})\b")
_PARITY = lazy_pattern(r"\b(even|odd)(?:[- ]numbered\b| (?:house )?numbers?\b| side\b| only\b)", re.I)
_CLOCK = (
    r"(\d{1,2})(?:[:.](\d\d))? ?"
    r"(am\b|pm\b|a\.m\.|p\.m\.|o'clock in the \w+|in the (?:morning|afternoon|evening)|at night)?"
)
_TOLD_UNTIL = lazy_pattern(rf"\b(?:until|till|up to|before|by) {_CLOCK}", re.IGNORECASE)
_TOLD_FROM = lazy_pattern(rf"\b(?:from|after|since) {_CLOCK}", re.IGNORECASE)
_ASKED_CLOCK = lazy_pattern(rf"\b(?:at|around|about|after) {_CLOCK}", re.IGNORECASE)
_NOW = lazy_pattern(r"\b(?:yet|already|now|today|at the moment|currently|by now|tonight|again)\b", re.IGNORECASE)
_STATE = lazy_pattern(
    r"^\W*(?:is|are)\b.*\b(?:out|open|available|on sale|in (?:shops|stock|stores)|live|over|here|back)\s*$", re.I
)
_LASTING = lazy_pattern(
    r"\b(?:open\w*|reopen\w*|available|sale|launch\w*|releas\w*|ship\w*|arriv\w*|"
    r"run\w*|valid|start\w*|begin\w*|stream\w*|in force|appl\w+)\b",
    re.I,
)
_NOT_BEFORE = lazy_pattern(
    r"(?:\b(?:not|no|nobody|none|never|nothing)\b|n['’]t\b)[^,;]*\b(?:before|until|till)\b", re.IGNORECASE
)
_HAPPENS = lazy_pattern(
    r"\b(?:opens?|reopens?|starts?|begins?|launch(?:es)?|ships?|arrives?|premieres?|comes? out|goes? (?:on sale|live)|"
    r"(?:be |is |get |gets )?(?:released|published|delivered)|take place|takes place|play|played|held)"
    r"(?: (?:only|already|again|now))?,?(?: (?:on|in))?(?: the)?(?: \w+day,?)? *$",
    re.IGNORECASE,
)
"""What happens once: "does it open on 5 May" asks for that very day, "is it open on 5 May" for what lasts."""
_CLAUSE = lazy_pattern(r"[;,](?=\s)|\s[–—]\s|\band\b")


def find_verdict(query: Query, read: Read, line: Line, clause: str) -> Verdict:
    """The verdict of the first kind of figure that question and sentence share."""
    sentence = line.sentence.text
    for rule in (_by_age, _by_house, by_weekday, by_change, _by_clock):
        verdict = rule(query.text, sentence)
        if verdict is not None:
            return verdict
    return _by_time(query, read, line, clause) or by_amount(query.clause, sentence) or Verdict()


def _by_age(question: str, sentence: str) -> Verdict | None:
    asked = _ASKED_AGE.search(_in_digits(question))
    if asked is None:
        return None
    sentence = _in_digits(sentence)
    age = int(asked.group(1) or asked.group(2))
    clauses = [part.strip() for part in _CLAUSE.split(sentence) if part.strip()]
    told = [(part, inside) for part in clauses if (inside := _holds_age(part, age)) is not None]
    if not told:
        return None
    for part, inside in told:
        if inside:
            return Verdict(settles=True, clause=part)
    return Verdict(settles=True, reverses=True, clause=told[0][0])


_NUMBERS = {word: str(number) for number, word in enumerate((*SMALL_NUMBERS, "twenty")) if number}
_NUMBER_WORD = lazy_pattern(rf"\b(?:{'|'.join(_NUMBERS)})\b", re.IGNORECASE)


def _in_digits(text: str) -> str:
    """A text with its small number words as digits."""
    return _NUMBER_WORD.sub(lambda found: _NUMBERS[found.group().lower()], text)


def _holds_age(clause: str, age: int) -> bool | None:
    """Whether an age lies in the bounds a clause names; None where it names none."""
    if between := _BETWEEN.search(clause):
        return int(between.group(1)) <= age <= int(between.group(2))
    for pattern, holds in ((_UNDER, int.__lt__), (_UP_TO, int.__le__), (_OVER, int.__ge__)):
        if found := pattern.search(clause):
            return holds(age, int(next(group for group in found.groups() if group)))
    return None


def _by_house(question: str, sentence: str) -> Verdict | None:
    """Whether "Mill Lane 12" is among "Mill Lane nos. 2–48 (even numbers only)"."""
    for asked in _ASKED_NUMBER.finditer(question):
        number = int(asked.group(2))
        place = re.search(rf"\b{re.escape(asked.group(1))}\b(.{{0,60}})", sentence, re.IGNORECASE | re.DOTALL)
        if place is None:
            continue
        bounds, parity = _RANGE.search(place.group(1)), _PARITY.search(place.group(1))
        if bounds is None and parity is None:
            continue
        inside = bounds is None or int(bounds.group(1)) <= number <= int(bounds.group(2))
        inside &= parity is None or (number % 2 == 0) == (parity.group(1).casefold() == "even")
        return Verdict(settles=True, reverses=not inside, clause=sentence, met=frozenset({asked.group(2)}))
    return None


def _by_clock(question: str, sentence: str) -> Verdict | None:
    """Whether something is so at an hour: "until 18:00" is a no at 8 in the evening."""
    asked = next((found for found in _ASKED_CLOCK.finditer(question) if found.group(2) or found.group(3)), None)
    if asked is None:
        return None
    for pattern, sign in ((_TOLD_UNTIL, 1), (_TOLD_FROM, -1)):
        told = next((found for found in pattern.finditer(sentence) if found.group(2) or found.group(3)), None)
        if told is not None:
            return Verdict(settles=True, reverses=sign * (_minutes(told) - _minutes(asked)) < 0, clause=sentence)
    return None


def _minutes(found: re.Match[str]) -> int:
    hour, minute, half = int(found.group(1)), int(found.group(2) or 0), (found.group(3) or "").casefold()
    is_late = half.startswith("p") or any(word in half for word in ("afternoon", "evening", "night"))
    return 60 * (hour % 12 + 12 if is_late and hour <= 12 else hour) + minute


def _by_time(query: Query, read: Read, line: Line, clause: str) -> Verdict | None:
    """Whether what the clause dates holds on the day that the question is about."""
    times = [value for value in read.values_in(line.sentence.number) if _dates(value, read, line, clause)]
    if query.today is None or not times:
        return None
    named = [time for time in _asked_times(query.text, query.today) if _is_asked_about(query, time)]
    asked = [time.when for time in named if time.when is not None]
    met = frozenset(re.findall(r"\d+", " ".join(time.text for time in named)))
    when = times[0].when
    if named and _is_that_weekday(named[0].text, query.today, times):
        return Verdict(settles=True, when=when, met=met)
    if asked and not query.is_past and any(value.when == asked[0] for value in _denied(read, line)):
        return Verdict(settles=True, affirms=False, when=when, met=met)
    if asked and _HAPPENS.search(query.text[: named[0].span.start]) and not any(_meet(asked[0], t.when) for t in times):
        return Verdict(settles=True, affirms=False, when=when, met=met)
    if when is not None and _NOT_BEFORE.search(clause):
        day = asked[0].start if asked else query.today
        return Verdict(settles=True, reverses=day >= when.start, when=when)
    if asked and not (asked[0].start == asked[0].end == query.today):
        return Verdict(settles=True, reverses=not _holds(query, asked[0], times, clause), when=when, met=met)
    if _NOW.search(query.clause) or _STATE.match(query.clause):
        today = When(query.today, query.today)
        return Verdict(settles=True, reverses=not _has_come(today, times), when=when)
    return None


def _is_asked_about(query: Query, time: TimeMention) -> bool:
    """Whether a time that a question names may be the one it asks about; "I paid last week, must I …" asks of today."""
    if time.when is None:
        return False
    is_over = query.today is not None and time.when.end < query.today
    return query.is_past or not is_over or time.text in query.clause


def _is_that_weekday(asked: str, today: date, times: Iterable[Value]) -> bool:
    """Whether a weekday asked about on that very day is the day told: who asks on it may mean it or the next."""
    if fold(asked).removeprefix("on ") != today.strftime("%A").casefold():
        return False
    return any(value.when is not None and value.when.start == value.when.end == today for value in times)


@lru_cache(maxsize=16)
def _asked_times(question: str, today: date) -> tuple[TimeMention, ...]:
    """The times that a question names; every sentence is held against them."""
    return find_times(question, anchor=today)


def _denied(read: Read, line: Line) -> Iterator[Value]:
    """The times that a sentence says are not, or no longer, the right ones."""
    return (v for v in read.values_in(line.sentence.number) if v.is_denied or v.is_former)


def _meet(asked: When, told: When | None) -> bool:
    return told is not None and asked.start <= told.end and told.start <= asked.end


def _dates(value: Value, read: Read, line: Line, clause: str) -> bool:
    """Whether a value is a time that the clause gives for what holds now or will."""
    if value.kind is not ValueKind.TIME or value.when is None or value.is_former:
        return False
    start = read.view.text.find(clause, line.sentence.span.start, line.sentence.span.stop)
    return start < 0 or Span(start, start + len(clause)).holds(value.span)


def _has_come(today: When, times: Iterable[Value]) -> bool:
    """Whether a dated state holds today: it has begun and, where an end is named, not ended."""
    for value in times:
        assert value.when is not None
        if value.measure in ("until", "by"):
            return today.start <= value.when.end
        return value.when.start <= today.end
    return True


def _holds(query: Query, asked: When, times: Iterable[Value], clause: str) -> bool:
    """Whether any of the times is the one asked about, or what it starts or ends lasts until then."""
    is_deadline = re.search(r"\b(?:by|before|in time for|until)\b", query.text, re.IGNORECASE) is not None
    for value in times:
        when = value.when
        assert when is not None
        if _meet(asked, when):
            return True
        if value.measure in ("until", "by") and asked.start <= when.end:
            return True
        lasts = is_deadline or value.measure in ("from", "since") or _LASTING.search(clause) is not None
        if lasts and value.measure not in ("until", "by") and when.end <= asked.start:
            return True
    return False
