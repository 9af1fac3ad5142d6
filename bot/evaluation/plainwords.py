"""Answers as comparable words: lower case, no articles, and numbers, dates and money in one notation."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Sequence

_ONES = {
    word: number
    for number, word in enumerate(
        "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
        "seventeen eighteen nineteen".split()
    )
}
_TENS = {
    word: ten
    for ten, word in zip(
        range(20, 100, 10), "twenty thirty forty fifty sixty seventy eighty ninety".split(), strict=True
    )
}
_MONTHS = {
    name[:3]: name
    for name in "january february march april may june july august september october november december".split()
} | {"sept": "september"}
_CURRENCIES = {
    **dict.fromkeys(("€", "euro", "euros"), "eur"),
    **dict.fromkeys(("£", "pound", "pounds"), "gbp"),
    **dict.fromkeys(("$", "us$", "dollar", "dollars"), "usd"),
    **dict.fromkeys(("¥", "yen"), "jpy"),
    **dict.fromkeys(("chf", "francs"), "franc"),
    "ca$": "cad",
    "crowns": "crown",
}
_CODES = {*_CURRENCIES.values()}
_MAGNITUDES = {"m": "million", "mn": "million", "million": "million", "bn": "billion", "billion": "billion"}
_SUFFIXES = {"st", "nd", "rd", "th"}

_REWRITES = (
    (re.compile(r"[‘’]"), "'"),
    (re.compile(r"\b([ap])\.\s?m\b\.?"), r"\1m"),
    (re.compile(r"\bper cent\b|%"), " percent "),
    (re.compile(r"\bcanadian dollars?\b"), "cad"),
    (re.compile(r"\bswiss francs?\b"), "franc"),
    (re.compile(r"km/h"), "kmh"),
    (re.compile(r"(?<=[^\W\d_])'s\b"), ""),
    (re.compile(r"(\d)[.:](\d\d)(?=\s?[ap]m\b)"), r"\1:\2"),
)
_WORD = re.compile(r"(?:us|ca)?[$€£¥]|\d+(?:[.,:/]\d+)*(?:(?:st|nd|rd|th)\b)?|[^\W\d_][^\W_]*")


def plain_words(text: str) -> tuple[str, ...]:
    """The words that count when two answers are compared.

    >>> plain_words("The EUR 640 million of 27th Sept")
    ('640', 'million', 'eur', 'of', '27', 'september')
    """
    lowered = unicodedata.normalize("NFKC", text).lower()
    for pattern, plain in _REWRITES:
        lowered = pattern.sub(plain, lowered)
    words = [_plain_number(word) if word[0].isdigit() else word for word in _WORD.findall(lowered)]
    words = _months_beside_numbers(_money_in_order([_CURRENCIES.get(word, word) for word in words]))
    return tuple(word for word in _numerals(words) if word not in ("a", "an", "the"))


def is_number(word: str) -> bool:
    """Whether a plain word is a number, a clock time or a version."""
    return word[0].isdigit()


def overlap(words: Sequence[str], gold: Sequence[str]) -> float:
    """Token F1 of two lists of plain words, in [0, 1]."""
    if not words or not gold:
        return float(not words and not gold)
    shared = (Counter(words) & Counter(gold)).total()
    return 2 * shared / (len(words) + len(gold))


def holds(words: Sequence[str], part: Sequence[str]) -> bool:
    """Whether `part` stands in `words` in one piece."""
    return bool(part) and any(words[i : i + len(part)] == part for i in range(len(words) - len(part) + 1))


def _plain_number(word: str) -> str:
    word = re.sub(r"(?:st|nd|rd|th)$", "", word)
    word = re.sub(r",(?=\d{3}(?!\d))", "", word)
    return re.sub(r"^0(?=\d:\d\d)", "", word)


def _money_in_order(words: list[str]) -> list[str]:
    """Amount, magnitude, currency, whatever the order was."""
    ordered: list[str] = []
    i = 0
    while i < len(words):
        is_before = words[i] in _CODES and i + 1 < len(words) and is_number(words[i + 1])
        if is_before:
            has_magnitude = i + 2 < len(words) and words[i + 2] in _MAGNITUDES
            magnitude = [_MAGNITUDES[words[i + 2]]] if has_magnitude else []
            ordered += [words[i + 1], *magnitude, words[i]]
            i += 2 + len(magnitude)
        else:
            is_magnitude = words[i] in _MAGNITUDES and i + 1 < len(words) and words[i + 1] in _CODES
            ordered.append(_MAGNITUDES[words[i]] if is_magnitude else words[i])
            i += 1
    return ordered


def _months_beside_numbers(words: list[str]) -> list[str]:
    beside = [
        any(is_number(near) for near in words[max(i - 1, 0) : i] + words[i + 1 : i + 2]) for i in range(len(words))
    ]
    return [_MONTHS.get(word, word) if beside[i] else word for i, word in enumerate(words)]


def _numerals(words: list[str]) -> list[str]:
    found: list[str] = []
    is_open = False  # a ten that may take a one: twenty-three
    for word in words:
        if is_open and 0 < _ONES.get(word, 0) < 10:
            found[-1] = str(int(found[-1]) + _ONES[word])
            is_open = False
            continue
        is_open = word in _TENS
        found.append(str(_TENS[word]) if is_open else str(_ONES[word]) if word in _ONES else word)
    return found
