"""Numbers that mark rather than measure: ages, versions, sizes and ordinals."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from knowledge.amounts.amount import Amount, AmountKind, build
from knowledge.amounts.numerals import parse_number
from knowledge.amounts.units import key, unit_names, words
from knowledge.language.patterns import lazy_pattern

_TO = r"[ ]?(?:to|and|-|–)[ ]?"
_PEOPLE = "children|kids|boys|girls|people|anyone|everyone|those|adults|visitors|guests|passengers|pupils|teenagers"
_MONTHS = "January|February|March|April|May|June|July|August|September|October|November|December"

_YEARS_OLD = lazy_pattern(
    r"(?<![\w.,])(?P<value>\d{1,3}|(?:[a-z]+-)?[a-z]+)(?:[- ]years?[- ]olds?\b|[ ]years[ ]of[ ]age\b)", re.IGNORECASE
)
_UNDER_S = lazy_pattern(r"\b(?P<modifier>under|over)[- ](?P<low>\d{1,3})s\b", re.IGNORECASE)
_AGED = lazy_pattern(
    rf"\b(?:aged|ages?)[ ](?:between[ ])?(?P<span>(?P<low>\d{{1,3}})(?:{_TO}(?P<high>\d{{1,3}}))?)\b(?![.,]\d|[ ]?%)",
    re.IGNORECASE,
)
_THE_AGE_OF = lazy_pattern(
    r"\b(?:(?P<modifier>under|over|from|up[ ]to|above|below)[ ])?the[ ]age[ ]of[ ](?P<span>(?P<low>\d{1,3}))\b",
    re.IGNORECASE,
)
_PEOPLE_UNDER = lazy_pattern(
    rf"\b(?:{_PEOPLE})[ ](?:who[ ]are[ ]|aged[ ])?(?P<modifier>under|over|from|between|up[ ]to)[ ]"
    rf"(?P<span>(?P<low>\d{{1,2}})(?:{_TO}(?P<high>\d{{1,2}}))?)"
    r"\b(?![.,]?\d|[ ]?[%°$€£]|-|[ ][a-z]*(?:metre|minute|hour|day|kilo|cm|kg|year|month|week|countr|cit))",
    re.IGNORECASE,
)
_APPOSED = lazy_pattern(rf"\b(?!(?:{_MONTHS}|Day)\b)[A-Z][\w’'-]+,[ ](?P<span>(?P<low>[1-9]\d))(?=,[ ][a-z])")
_AGES = (_UNDER_S, _AGED, _THE_AGE_OF, _PEOPLE_UNDER, _APPOSED)
_AGE_MODIFIERS = {"under": "under", "below": "under", "over": "over", "above": "over", "from": "from", "up to": "up to"}

_NO_NUMBER_BEFORE = r"(?<![\w.,€£$/-])"
_VERSION = lazy_pattern(
    r"\b(?:(?:version|versions|alpha|beta|build|rc|v)[ ]?|v(?=\d))\d+(?:\.(?:\d+|x\b))*[a-z]?(?![\w%])(?!\.\d)"
    rf"|{_NO_NUMBER_BEFORE}\d+\.(?:\d+\.(?:\d+|x)(?:\.\d+)?|x)(?![\w%])(?!\.\d)"
    rf"|{_NO_NUMBER_BEFORE}\d+\.\d+(?=[ ](?:or|and)[ ](?:later|newer|older|earlier|above|higher|below)\b)",
    re.IGNORECASE,
)
_VERSIONED = lazy_pattern(r"[nsadcvNSADCV] ?\d")
_DOTTED = lazy_pattern(r"\d\.[\dxX]")
_SIDE = r"\d[\d.,]*\d|\d"
_LENGTHS = "pixels|px|mm|cm|m|km|inches|inch|ft|feet|metres|meters|millimetres|centimetres|millimeters|centimeters"
_SIZE = lazy_pattern(
    rf"(?<![\w.,])(?P<first>{_SIDE})[ ]?[x×][ ]?(?:{_SIDE})(?:[ ]?[x×][ ]?(?:{_SIDE}))?(?![\w.,]?\d)"
    rf"(?:[ ]?-?(?P<unit>{_LENGTHS})\b)?"
)
_SIDES = lazy_pattern(r"\d ?[x×]")
ORDINALS = "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth".split()
_RANK = "|".join(ORDINALS)
_ORDINAL = lazy_pattern(
    r"\b(?P<digits>\d+)(?:st|nd|rd|th)\b(?P<noun>[ ](?!century|of\b|and\b|to\b|or\b)[a-z][\w-]+)?"
    rf"|\b(?:[Tt]he|[Ii]ts|[Hh]is|[Hh]er|[Tt]heir|[Oo]ur|[Mm]y|[Aa])[ ](?P<word>{_RANK})(?P<noun2>[ ][a-z][\w-]+)"
)
_NOT_RANKED = frozenset(("half", "quarter", "century"))


def find_ages(text: str) -> Iterator[Amount]:
    """ "19-year-old", "aged 16 to 24", "under-16s", "children under 6"."""
    if "year" in text and (" old" in text or "-old" in text or " of age" in text):
        for match in _YEARS_OLD.finditer(text):
            if (value := parse_number(match["value"])) is not None:
                yield build(text, *match.span(), AmountKind.AGE, value, unit="year", per="")
    for pattern in _AGES:
        for match in pattern.finditer(text):
            groups = match.groupdict()
            modifier = groups.get("modifier")
            high = groups.get("high")
            yield build(
                text,
                *match.span("span" if "span" in groups else 0),
                AmountKind.AGE,
                Decimal(match["low"]),
                high=Decimal(high) if high else None,
                unit="year",
                modifier=_AGE_MODIFIERS.get(modifier.lower(), "") if modifier else None,
                per="",
            )


def find_versions(text: str) -> Iterator[Amount]:
    """ "version 5", "alpha 0.3", "6.0.1", "4.x", "5.2 or later"."""
    if _VERSIONED.search(text) is None and _DOTTED.search(text) is None:
        return
    for match in _VERSION.finditer(text):
        number = re.search(r"\d+(?:\.\d+)?", match[0])
        if number is not None:
            yield build(text, *match.span(), AmountKind.VERSION, Decimal(number[0]), per="")


def find_sizes(text: str) -> Iterator[Amount]:
    """ "1920x1080", "10 × 20 × 30 cm"; the value is the first side."""
    if _SIDES.search(text) is None:
        return
    for match in _SIZE.finditer(text):
        value = parse_number(match["first"])
        if value is not None:
            unit = unit_names()[key(match["unit"])][1] if match["unit"] else "px"
            yield build(text, *match.span(), AmountKind.LENGTH, value, unit=unit)


def find_ordinals(text: str) -> Iterator[Amount]:
    """Places in an order, with the noun they order: "third feature", "25th anniversary"."""
    for match in _ORDINAL.finditer(text):
        word, noun = match["word"], (match["noun"] or match["noun2"] or "").strip()
        if not noun or noun in words("not_nouns") or noun in _NOT_RANKED or parse_number(noun) is not None:
            continue
        start, stop = match.span("word" if word else "digits")
        value = Decimal(ORDINALS.index(word) + 1) if word else Decimal(match["digits"])
        yield build(
            text,
            start,
            stop if word else stop + 2,
            AmountKind.ORDINAL,
            value,
            unit=noun,
            noun=noun,
            modifier="",
            per="",
        )
