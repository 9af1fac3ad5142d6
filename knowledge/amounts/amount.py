"""The value that stands for an amount, and how it is said; finds nothing."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from knowledge.amounts.counted import is_plural, singular
from knowledge.amounts.units import (
    after_modifier_pattern,
    after_modifiers,
    modifier_pattern,
    modifiers,
    per_pattern,
    words,
)
from knowledge.language.patterns import lazy_pattern
from knowledge.model import Span


class AmountKind(StrEnum):
    """What an amount measures."""

    MONEY = "money"
    PERCENT = "percent"
    LENGTH = "length"
    MASS = "mass"
    VOLUME = "volume"
    AREA = "area"
    SPEED = "speed"
    POWER = "power"
    ENERGY = "energy"
    DATA = "data"
    TEMPERATURE = "temperature"
    TIME = "time"
    """A duration, not a moment."""
    FREQUENCY = "frequency"
    COUNT = "count"
    RATIO = "ratio"
    SCORE = "score"
    VERSION = "version"
    AGE = "age"
    ORDINAL = "ordinal"
    PLAIN = "plain"
    """A number without anything that tells what it measures."""


@dataclass(frozen=True, slots=True)
class Amount:
    """A number with what it measures, as the text has it."""

    span: Span
    """The number with its unit or the noun it counts; words that weaken it stay outside."""
    text: str
    kind: AmountKind
    low: Decimal
    high: Decimal | None
    """The upper end of a range, or None."""
    unit: str
    """Canonical: "EUR", "kg", "km/h", "day", "%"; for a count the singular noun."""
    noun: str
    """What is counted or measured, in words: "households", "memory", "deep"."""
    modifier: str
    """"about", "nearly", "over", "under", "up to", "at least", "from", "within" or ""."""
    per: str
    """What it is given for: "day", "person", "household", or ""."""


def say_amount(amount: Amount) -> str:
    """The amount as a person would text it: with its modifier and what it is given for."""
    said = re.sub(r"\s+", " ", amount.text)
    if amount.modifier and not said.lower().startswith(amount.modifier):
        said = f"{amount.modifier} {said}"
    if amount.per and amount.kind is not AmountKind.FREQUENCY:
        said = f"{said} {'each' if amount.per == 'each' else 'per ' + amount.per}"
    return said


def build(
    text: str, start: int, stop: int, kind: AmountKind, low: Decimal, *, high: Decimal | None = None, unit: str = "",
    noun: str = "", modifier: str | None = None, per: str | None = None,
) -> Amount:  # fmt: skip
    """An amount with the modifier before or after it and the "per" after it, unless they are given."""
    if per is None:
        per, _ = find_per(text, stop)
    if modifier is None:
        modifier = find_modifier(text, start, stop)
    return Amount(Span(start, stop), text[start:stop], kind, low, high, unit, noun, modifier, per)


_NEGATED = lazy_pattern(r"\b(?:nobody|no[ ]one|can(?:not|’t|'t)|must[ ]not|may[ ]not)\b[^.;,:]*\Z", re.IGNORECASE)
_DENIED = {"over": "up to", "under": "at least"}
"""What a modifier comes to where it is forbidden: "nobody can buy more than six"."""


def find_modifier(text: str, start: int, stop: int) -> str:
    match = modifier_pattern().search(text, max(0, start - 34), start)
    if match is not None:
        said = modifiers()[re.sub(r"\s+", " ", match["word"].lower())]
        is_denied = said in _DENIED and _NEGATED.search(text, max(0, match.start() - 40), match.start()) is not None
        return _DENIED[said] if is_denied else said
    match = after_modifier_pattern().match(text, stop)
    if match is None:
        return ""
    return "at least" if match["plus"] else after_modifiers()[match["word"].lower()]


ADVERBS = {"yearly": "year", "monthly": "month", "weekly": "week", "daily": "day"}


def find_per(text: str, stop: int) -> tuple[str, int]:
    match = per_pattern().match(text, stop)
    if match is None:
        return "", stop
    for group, period in ADVERBS.items():
        if match[group]:
            return period, match.end()
    if match["each"]:
        return "person" if match["each"].lower() in ("a head", "per capita") else "each", match.end()
    thing = singular(match["thing"] or match["period"] or match["slash"])
    return "person" if thing in ("head", "capita") else thing, match.end()


PERIODS = frozenset(
    "second minute hour day night week weekend fortnight month quarter season year decade century".split()
)

_OF = lazy_pattern(r"[ ]of[ ](?:(?:the|its|their|all|his|her|our|your|these|those|this)[ ])?(?=[A-Za-z])")
_WORD = lazy_pattern(r"(?P<word>[a-zA-ZÀ-ž][\w’'-]*)(?:[ ]|\b)")


def measured(text: str, stop: int, *, takes_noun: bool) -> str:
    """What is measured, from the words after the unit: "of memory", "deep", the noun of "7.8-inch screen".

    takes_noun: whether a noun may follow without "of", as after a hyphen.
    """
    if (match := _OF.match(text, stop)) is not None:
        return _phrase(text, match.end())
    if text[stop : stop + 1] not in (" ", "-") or (word := _WORD.match(text, stop + 1)) is None:
        return ""
    if word["word"] in words("dimensions"):
        return word["word"]
    return _phrase(text, stop + 1) if takes_noun else ""


def _phrase(text: str, start: int) -> str:
    """Up to three words that begin at `start`, before a function word or after a plural."""
    stop = at = start
    for _ in range(3):
        match = _WORD.match(text, at)
        if (
            match is None
            or match["word"].lower() in words("not_nouns")
            or (at > start and match["word"].endswith("ing"))
        ):
            break
        stop, at = match.end("word"), match.end()
        if at == stop or is_plural(match["word"].lower()):
            break
    return text[start:stop]
