"""What weekdays, changes and amounts in a sentence settle of a yes/no question. Knows no articles and no scores."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from knowledge.amounts.amount import Amount, AmountKind
from knowledge.amounts.find import find_amounts
from knowledge.extraction.changes import is_former
from knowledge.language.patterns import lazy_pattern
from knowledge.language.text import tokenize
from knowledge.model import When


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the figures of a sentence say to a question."""

    settles: bool = False
    """Whether they decide it."""
    reverses: bool = False
    """Whether what the words say is turned round: the number lies outside, the day has not come."""
    clause: str = ""
    """The clause that the figure stands in, where it is another than the words lead to."""
    when: When | None = None
    met: frozenset[str] = frozenset()
    """Words of the question that a range covers: 12 in "2–48 (even numbers)"."""
    affirms: bool | None = None
    """Yes or no itself, where the figures tell it whatever the words say."""
    is_beside: bool = False
    """Whether the sentence speaks of another day than the one asked about, and leaves that one open."""


_DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_DAY = r"(mon|tue|wed|thu|fri|sat|sun)(?:day|sday|nesday|rsday|urday|s|r|rs)?s?"
_HABIT = lazy_pattern(
    rf"\b(?:(mon|tues|wednes|thurs|fri|satur|sun)days|(?:on )?(?:a|any|every) {_DAY}|(weekends?|weekdays?)|"
    rf"{_DAY} (?:mornings?|afternoons?|evenings?|nights?))\b",
    re.IGNORECASE,
)
_RANGE = lazy_pattern(rf"\b{_DAY}\.? ?(?:to|until|till|through|[-–—]) ?{_DAY}\b", re.IGNORECASE)
_EACH = lazy_pattern(rf"\b{_DAY}\b", re.IGNORECASE)
_ALL_DAYS = lazy_pattern(r"\b(?:daily|every day|each day|seven days a week|all week|round the clock)\b", re.IGNORECASE)
_MORE = lazy_pattern(r"\b(?:also|too|as well|even|addition\w*)\b", re.IGNORECASE)


def by_weekday(question: str, sentence: str) -> Verdict | None:
    """Whether what a sentence tells holds on the weekday that a question asks about: "is it open on Sundays?"."""
    habit = _HABIT.search(question)
    if habit is None:
        return None
    asked, told = _days_of(habit.group()), _days_of(sentence)
    if not told:
        return None
    met = frozenset(token.norm for token in tokenize(habit.group()))
    if asked & told:
        return Verdict(settles=True, clause=_part_of(sentence, asked), met=met)
    if _MORE.search(sentence) or not (_RANGE.search(sentence) or re.search(r"\bonly\b", sentence, re.IGNORECASE)):
        return Verdict(is_beside=True)
    return Verdict(settles=True, reverses=True, met=met)


_PARTS = lazy_pattern(r"; |,? (?=(?:but|except|although|though)\b)")


def _part_of(sentence: str, days: frozenset[int]) -> str:
    """The part of a sentence that names some of the weekdays, where it has several: "on a lead, but not on Sundays"."""
    parts = _PARTS.split(sentence)
    return next((part for part in parts if days & _days_of(part)), "") if len(parts) > 1 else ""


def _days_of(text: str) -> frozenset[int]:
    """The weekdays that a text names, ranges filled: Monday is 0."""
    if _ALL_DAYS.search(text):
        return frozenset(range(7))
    found: set[int] = set()
    for first, last in _RANGE.findall(text):
        start, stop = _DAYS.index(first.lower()), _DAYS.index(last.lower())
        found.update((start + n) % 7 for n in range((stop - start) % 7 + 1))
    found.update(_DAYS.index(day.lower()) for day in _EACH.findall(text))
    if re.search(r"\bweekends?\b", text, re.IGNORECASE):
        found |= {5, 6}
    if re.search(r"\bweekdays?\b|\bworking days\b", text, re.IGNORECASE):
        found |= {0, 1, 2, 3, 4}
    return frozenset(found)


_UP = lazy_pattern(
    r"\b(?:more expensive|dearer|pricier|costlier|go(?:es|ne|ing)? up|went up|increas\w+|r[io]s(?:e|es|en|ing)|rais\w+|"
    r"higher|hik\w+|climb\w*|longer|bigger|larger|heavier|more|gr[eo]wn?|up)\b",
    re.IGNORECASE,
)
_DOWN = lazy_pattern(
    r"\b(?:cheaper|less|lower\w*|reduc\w+|cut|go(?:es|ne|ing)? down|went down|decreas\w+|drop\w*|f[ae]ll\w*|shorter|"
    r"smaller|lighter|fewer|shr[iau]nk\w*|down)\b",
    re.IGNORECASE,
)
_STAYS = lazy_pattern(
    r"\b(?:stay|remain|be kept|is kept|are kept|hold)(?:s|ing)?\b(?: \w+){0,2} (?:at|the same)\b", re.I
)
_BESIDE_FORMER = lazy_pattern(r"(\d[\d.,]*)[^\d()]{0,24}\((?:was |before:? |previously |until now )?(\d[\d.,]*)\)")


def by_change(question: str, sentence: str) -> Verdict | None:
    """Whether something has become more or less, by the old and the new value that a sentence tells."""
    wants_up, wants_down = bool(_UP.search(question)), bool(_DOWN.search(question))
    if wants_up == wants_down:
        return None
    steps = {_sign(new - old) for old, new in _changes(sentence)}
    if _STAYS.search(sentence) and not steps and find_amounts(sentence):
        steps = {0}
    if len(steps) != 1:
        return None
    return Verdict(settles=True, affirms=steps == {1 if wants_up else -1})


def _sign(number: Decimal) -> int:
    return (number > 0) - (number < 0)


def _changes(sentence: str) -> Iterator[tuple[Decimal, Decimal]]:
    """The old and the new value of whatever a sentence says has changed."""
    amounts = find_amounts(sentence)
    for old in amounts:
        if not is_former(sentence, old.span):
            continue
        others = [a for a in amounts if a.kind is old.kind and a.unit == old.unit and not is_former(sentence, a.span)]
        if others:
            yield old.low, min(others, key=lambda a: abs(a.span.start - old.span.start)).low
    for new, former in _BESIDE_FORMER.findall(sentence):
        numbers = [Decimal(text.strip(".,").replace(",", "")) for text in (former, new) if text.count(".") < 2]
        if len(numbers) == 2:
            yield numbers[0], numbers[1]


_UNTOLD = frozenset({AmountKind.PLAIN, AmountKind.ORDINAL, AmountKind.VERSION, AmountKind.SCORE, AmountKind.AGE})
_AT_MOST, _AT_LEAST = (
    lazy_pattern(r"\b(?:up to|at most|under|max\w*|until|no more than|less than|below)\b"),
    lazy_pattern(r"\b(?:from|at least|over|more than|min\w*|above)\b"),
)


def by_amount(question: str, sentence: str) -> Verdict | None:
    """Whether an amount that a question supposes is the one that a sentence tells: "does it cost 20 euros?"."""
    asked = _asked_amounts(question)
    if len(asked) != 1:
        return None
    told = [
        amount
        for amount in find_amounts(sentence)
        if amount.kind is asked[0].kind and amount.unit == asked[0].unit and not is_former(sentence, amount.span)
    ]
    met = frozenset(token.norm for token in tokenize(asked[0].text))
    if any(_fits(asked[0], amount) for amount in told):
        return Verdict(settles=True, met=met)
    return Verdict(settles=True, reverses=True, met=met) if len(told) == 1 else None


@lru_cache(maxsize=16)
def _asked_amounts(question: str) -> tuple[Amount, ...]:
    """The amounts that a question supposes; every sentence is held against them."""
    return tuple(amount for amount in find_amounts(question) if amount.kind not in _UNTOLD)


def _fits(asked: Amount, told: Amount) -> bool:
    """Whether the amount asked about is the one told, or lies within the bound told."""
    if _AT_MOST.search(told.modifier):
        return asked.low <= (told.high or told.low)
    if _AT_LEAST.search(told.modifier):
        return asked.low >= told.low
    if _AT_MOST.search(asked.modifier):
        return told.low <= asked.low
    if _AT_LEAST.search(asked.modifier):
        return told.low >= asked.low
    return told.low <= asked.low <= (told.high or told.low)
