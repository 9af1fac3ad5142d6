"""Numbers that mark rather than measure: ages, versions, sizes and ordinals."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from knowledge.amounts.amount import Amount, AmountKind, build
from knowledge.amounts.numerals import parse_number
from knowledge.amounts.units import key, unit_names, words

_AGE = re.compile(
    r"(?P<span>\b(?:under|over)[- ](?P<s>\d{1,3})s\b)"
    r"|\b(?:aged|ages?)[ ](?:between[ ])?(?P<span3>(?P<n3>\d{1,3})(?:[ ]?(?:to|and|-|–)[ ]?(?P<high3>\d{1,3}))?)\b(?![.,]\d|[ ]?%)"
    r"|\b(?P<mod4>under|over)[ ]the[ ]age[ ]of[ ](?P<span4>(?P<n4>\d{1,3}))\b"
    r"|\b(?:children|kids|boys|girls|people|anyone|everyone|those|adults|visitors|guests|passengers|pupils|teenagers|youngsters)"
    r"[ ](?:who[ ]are[ ]|aged[ ])?(?P<mod5>under|over|from|between|up[ ]to)[ ](?P<span5>(?P<n5>\d{1,2})(?:[ ]?(?:to|and|-|–)[ ]?(?P<high5>\d{1,2}))?)"
    r"(?![.,]?\d|[ ]?[%°$€£]|-|[ ][a-z]*(?:metre|minute|hour|day|kilo|cm|kg))\b"
    r"|(?<=[a-z]),[ ](?P<span6>(?P<n6>[1-9]\d))(?=,[ ](?:who|from|of|a|an|the|said|was|is|has|had)\b)",
    re.IGNORECASE,
)
_YEARS_OLD = re.compile(
    r"(?<![\w.,])(?P<value>\d{1,3}|(?:[a-z]+-)?[a-z]+)(?:[- ]years?[- ]olds?\b|[ ]years[ ]of[ ]age\b)", re.IGNORECASE
)
_VERSION = re.compile(
    r"\b(?:(?:version|versions|alpha|beta|build|rc|v)[ ]?|(?:v(?=\d)))\d+(?:\.(?:\d+|x\b))*[a-z]?(?![\w%])(?!\.\d)"
    r"|(?<![\w.,€£$/-])\d+\.(?:\d+\.(?:\d+|x)(?:\.\d+)?|x)(?![\w%])(?!\.\d)"
    r"|(?<![\w.,€£$/-])\d+\.\d+(?=[ ](?:or|and)[ ](?:later|newer|older|earlier|above|higher|below)\b)",
    re.IGNORECASE,
)
_SIZE = re.compile(
    r"(?<![\w.,])\d[\d.,]*[ ]?[x×][ ]?\d[\d.,]*\d?(?:[ ]?[x×][ ]?\d[\d.,]*\d?)?(?:[ ]?-?(?P<unit>pixels|px|mm|cm|m|km|inches|inch|ft|feet|metres|meters|millimetres|centimetres|millimeters|centimeters)\b)?"
)
_ORDINAL = re.compile(
    r"\b(?P<digits>\d+)(?:st|nd|rd|th)\b(?P<noun>[ ](?!century|of\b|and\b|to\b|or\b)[a-z][\w-]+)?|\b(?:the|its|his|her|their|our|my|a)[ ]"
    r"(?P<word>first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|eleventh|twelfth)(?P<noun2>[ ][a-z][\w-]+)",
    re.IGNORECASE,
)
_ORDINALS = "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth".split()


def find_ages(text: str) -> Iterator[Amount]:
    """ "19-year-old", "aged 16 to 24", "under-16s", "children under 6"."""
    if "year" in text and (" old" in text or "-old" in text or " of age" in text):
        for match in _YEARS_OLD.finditer(text):
            if (value := parse_number(match["value"])) is not None:
                yield build(text, *match.span(), AmountKind.AGE, value, unit="year", per="")
    for match in _AGE.finditer(text):
        for number, suffix in (("s", ""), ("n3", "3"), ("n4", "4"), ("n5", "5"), ("n6", "6")):
            value = parse_number(match[number]) if match[number] else None
            if value is None:
                continue
            start, stop = match.span("span" + suffix)
            high = match["high" + suffix] if suffix in ("3", "5") else None
            modifier = (
                match["mod" + suffix]
                if suffix in ("4", "5")
                else match["span"].split(match["s"])[0]
                if number == "s"
                else None
            )
            modifier = (
                {"between": ""}.get(modifier.lower().strip(" -"), modifier.lower().strip(" -"))
                if modifier
                else modifier
            )
            yield build(text, start, stop, AmountKind.AGE, value, high=Decimal(high) if high else None, unit="year",
                        modifier=modifier, per="")  # fmt: skip


def find_versions(text: str) -> Iterator[Amount]:
    for match in _VERSION.finditer(text):
        number = re.search(r"\d+(?:\.\d+)?", match[0])
        assert number is not None
        yield build(text, *match.span(), AmountKind.VERSION, Decimal(number[0]), modifier=None, per="")


def find_sizes(text: str) -> Iterator[Amount]:
    if "x" not in text and "×" not in text:
        return
    for match in _SIZE.finditer(text):
        first = re.match(r"\d+(?:[.,]\d+)?", match[0])
        assert first is not None
        _, unit = unit_names()[key(match["unit"])] if match["unit"] else ("", "px")
        yield build(text, *match.span(), AmountKind.LENGTH, Decimal(first[0].replace(",", ".")), unit=unit)


def find_ordinals(text: str) -> Iterator[Amount]:
    for match in _ORDINAL.finditer(text):
        word, noun = match["word"], (match["noun"] or match["noun2"] or "").strip()
        if (
            not noun
            or noun.lower() in words("not_nouns")
            or noun.lower() in ("half", "quarter", "century")
            or parse_number(noun)
        ):
            continue
        group = "word" if word else "digits"
        start, stop = match.span(group)
        stop = stop if word else stop + 2
        value = Decimal(_ORDINALS.index(word.lower()) + 1) if word else Decimal(match["digits"])
        yield build(text, start, stop, AmountKind.ORDINAL, value, noun=noun, unit=noun.lower(), modifier="", per="")
