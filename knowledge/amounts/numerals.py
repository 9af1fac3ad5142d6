"""Numbers in digits and words: the pattern that finds them and the value they have; knows no units."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from knowledge.language.openers import Opened
from knowledge.language.patterns import lazy_pattern

SMALL_NUMBERS = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
    "eighteen nineteen"
).split()
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()
_SCALES = {
    "dozen": Decimal(12),
    "hundred": Decimal(100),
    "k": Decimal(1_000),
    "thousand": Decimal(1_000),
    "lakh": Decimal(100_000),
    "m": Decimal(1_000_000),
    "mn": Decimal(1_000_000),
    "mln": Decimal(1_000_000),
    "million": Decimal(1_000_000),
    "crore": Decimal(10_000_000),
    "bn": Decimal(1_000_000_000),
    "billion": Decimal(1_000_000_000),
    "tn": Decimal(1_000_000_000_000),
    "trn": Decimal(1_000_000_000_000),
    "trillion": Decimal(1_000_000_000_000),
}
_SCALES |= {f"{word}s": _SCALES[word] for word in ("thousand", "million", "billion")}
_VALUES = {word: Decimal(i) for i, word in enumerate(SMALL_NUMBERS)} | {
    word: Decimal(10 * i) for i, word in enumerate(_TENS, start=2)
}
_PARTS = {
    "half": Decimal(1) / 2,
    "third": Decimal(1) / 3,
    "quarter": Decimal(1) / 4,
    "fourth": Decimal(1) / 4,
    "fifth": Decimal(1) / 5,
    "sixth": Decimal(1) / 6,
    "seventh": Decimal(1) / 7,
    "eighth": Decimal(1) / 8,
    "ninth": Decimal(1) / 9,
    "tenth": Decimal(1) / 10,
    "twentieth": Decimal(1) / 20,
    "hundredth": Decimal(1) / 100,
    "thousandth": Decimal(1) / 1000,
}
_GLYPHS = {"½": Decimal("0.5"), "¼": Decimal("0.25"), "¾": Decimal("0.75"), "⅓": Decimal(1) / 3, "⅔": Decimal(2) / 3}

_BIG = r"(?:hundred|thousand|million|billion|trillion|lakh|crore|dozen)"
_DIGITS = (
    r"(?:\d{1,3}(?:,\d{3})+(?:\.\d+)?(?!\d)"  # 2,400.50
    r"|\d{1,3}(?:[\u00a0\u202f '’]\d{3})+(?![\d,.]\d|\d)"  # 21 400
    r"|\d{1,3}(?:\.\d{3})+(?:,\d{1,2}(?!\d)|(?<=\.\d{3}\.\d{3}))(?!\d)"  # 1.234,56 and 1.234.567
    r"|\d+,\d{1,2}(?![\d,]|\.\d)"  # 14,62
    r"|\d+(?:\.\d+)?)"
    r"(?:[½¼¾⅓⅔]|\s(?:1/2|1/4|3/4)(?![\d/]))?"
    r"|[½¼¾⅓⅔]"
)
_UNDER_TWENTY = "|".join(sorted(SMALL_NUMBERS, key=len, reverse=True))
_UNDER_HUNDRED = rf"(?:(?:{'|'.join(_TENS)})(?:[- ](?:{'|'.join(SMALL_NUMBERS[1:10])}))?|{_UNDER_TWENTY})\b"
_UNDER_THOUSAND = (
    rf"(?:(?:an?|{_UNDER_TWENTY})[ -]hundred\b(?:(?: and)?[ ]{_UNDER_HUNDRED})?(?! and a half)|{_UNDER_HUNDRED})"
)
_WORDS = (
    r"\b(?:half an? (?:dozen|hundred|thousand|million|billion|trillion)\b"
    rf"|an? (?:half )?{_BIG}\b(?:(?: and)?[ ]{_UNDER_HUNDRED})?(?:[ ]{_BIG}\b)?"
    rf"|{_UNDER_THOUSAND}(?:[- ]and[- ](?:a[- ]half|a[- ]quarter|three[- ]quarters)\b)?(?:[ -]{_BIG}\b(?:(?:,"
    rf"| and)?[ ]{_UNDER_THOUSAND}(?![- ]{_BIG}\b))?)*)"
)
_SCALE = (
    rf"(?:[ \u00a0-]?{_BIG}\b|[ \u00a0]?(?:mn|mln|bn|tn|trn)\b|k\b"
    r"|[ \u00a0](?:thousand|[mb]illion)s(?: of(?= [a-z]))?\b)?"
)

NUMERAL = lazy_pattern(rf"(?:{_DIGITS}){_SCALE}|{_WORDS}", re.IGNORECASE)
"""A number as it is written, with its scale ("1.5 million"), without sign, currency and unit."""

FRACTION = lazy_pattern(
    r"\b(?:(?:(?:an?|one|two|three|four|five|six|seven|eight|nine)[ -]"
    r"(?:third|quarter|fourth|fifth|sixth|seventh|eighth|ninth|tenth|twentieth|hundredth|thousandth)s?)|half)\b",
    re.IGNORECASE,
)
"""A part of a whole in words; whether it is one ("a quarter of" or "a quarter ended") its surroundings tell."""

_VAGUE = {"dozens": 12, "scores": 20, "hundreds": 100, "thousands": 1_000, "millions": 10**6, "billions": 10**9}
VAGUE = lazy_pattern(
    r"(?<!\d )\b(?:(?:tens|dozens|hundreds) of (?:thousands|millions|billions)|(?:dozens|scores|hundreds|thousands"
    r"|millions|billions))"
    r"(?= of )(?! of (?:the|years ago))",
    re.IGNORECASE,
)
"""A number of which only the order of magnitude is told: "tens of thousands"."""

_FIGURE = lazy_pattern(r"[\d½¼¾⅓⅔]")
_OPENERS = [*_TENS, *SMALL_NUMBERS, *"dozen hundred thousand million billion trillion".split()]
_NUMBER_WORD = Opened(lazy_pattern(rf"\b(?:{'|'.join(_OPENERS)})\b", re.IGNORECASE), _OPENERS)

_WORDED = Opened(NUMERAL, [*_TENS, *SMALL_NUMBERS, "a", "an", "half"])

_TOKEN = lazy_pattern(r"[a-z]+|\d[\d,.\u00a0\u202f '’]*(?<=\d)(?:/\d)?|[½¼¾⅓⅔]", re.IGNORECASE)


def find_numerals(text: str) -> Iterator[re.Match[str]]:
    """All numerals, in order and apart: what NUMERAL finds, tried only where one can begin."""
    places = [found.start() for found in (_FIGURE.search(text), _NUMBER_WORD.search(text)) if found]
    if not places:
        return
    at = max(0, min(places) - len("half a "))
    for start in sorted([*(found.start() for found in _FIGURE.finditer(text)), *_WORDED.openings(text)]):
        if start >= at and (found := NUMERAL.match(text, start)) is not None:
            yield found
            at = found.end()


def parse_number(words: str) -> Decimal | None:
    """The value of a number in digits or words, or None where the whole string is not one.

    >>> parse_number("two hundred and six"), parse_number("1.5 million"), parse_number("2,400")
    (Decimal('206'), Decimal('1500000.0'), Decimal('2400'))
    """
    if words.isascii() and words.isdigit():
        return Decimal(words)
    words = words.strip().lower()
    sign = Decimal(-1) if words[:1] in "-–−" and words[1:2].isdigit() else Decimal(1)
    bare = words.lstrip("-–−+").removesuffix(" of")
    if NUMERAL.fullmatch(bare) or re.fullmatch(r"\d[\d,.]*\s?m", bare):
        return sign * _value(bare)
    if FRACTION.fullmatch(bare):
        return _fraction(bare)
    found = re.fullmatch(r"(\d{1,3})/(\d{1,4})", bare)
    if found and int(found[2]):
        return Decimal(found[1]) / Decimal(found[2])
    return None


def parse_vague(words: str) -> tuple[Decimal, Decimal]:
    """The least and the most that words like "hundreds of thousands" can mean."""
    first, _, second = words.lower().partition(" of ")
    scale = Decimal(_VAGUE[second] if second else 1)
    least = Decimal(10 if first == "tens" else _VAGUE[first]) * scale
    return least, least * (10 if first != "dozens" else 8)


def _fraction(words: str) -> Decimal:
    count, _, part = words.replace("-", " ").rpartition(" ")
    share = _PARTS.get(part.removesuffix("s"), _PARTS.get(part))
    assert share is not None, words
    return share * _VALUES.get(count, Decimal(1))


def _value(words: str) -> Decimal:
    """The sum of a phrase that NUMERAL has accepted: left to right, each scale closing what stands before it."""
    total, current = Decimal(0), None
    for part in _TOKEN.findall(words):
        if part[0].isdigit() or part[0] in _GLYPHS:
            current = (current or 0) + _digits(part)
        elif part in _VALUES:
            current = (current or 0) + _VALUES[part]
        elif part in ("half", "quarter", "quarters"):
            share = _PARTS[part.removesuffix("s")]
            current = current - 3 + 3 * share if part == "quarters" and current else (current or 0) + share
        elif part in ("hundred", "dozen"):
            current = (1 if current is None else current) * _SCALES[part]
        elif part in _SCALES:
            total, current = total + (1 if current is None else current) * _SCALES[part], None
    return total + (current or 0)


def _digits(token: str) -> Decimal:
    """The value of one group of digits, with English or European separators."""
    if token in _GLYPHS:
        return _GLYPHS[token]
    token, _, rest = token.partition("/")
    if rest:
        whole, _, over = token.rpartition(" ")
        return Decimal(whole or 0) + Decimal(over) / Decimal(rest)
    token = re.sub(r"[\s'’]", "", token)
    if re.fullmatch(r"\d{1,3}(?:\.\d{3})+,\d{1,2}|\d+,\d{1,2}", token):
        token = token.replace(".", "").replace(",", ".")
    if re.fullmatch(r"\d{1,3}(?:\.\d{3}){2,}", token):
        token = token.replace(".", "")
    return Decimal(token.replace(",", "").rstrip("."))
