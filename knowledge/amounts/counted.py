"""What stands around a number: the noun it counts, and the numbers that are no amounts (dates, times, names, codes)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

from knowledge.amounts.units import words
from knowledge.language.patterns import lazy_pattern
from knowledge.model import Span

_MONTH = (
    r"(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?|Oct(?:ober)?"
    r"|Nov(?:ember)?|Dec(?:ember)?)\b\.?"
)
_DAY = r"(?:[0-2]?\d|3[01])(?:st|nd|rd|th)?\b"
_TO = r"\s?(?:[-–—]|to|and|or|until|through|,)\s?"
_WEEKDAY = r"(?:Mon|Tues?|Wed(?:nes)?|Thu(?:rs)?|Fri|Sat(?:ur)?|Sun)(?:day)?\b\.?"
_HALF_DAY = r"(?:[ap]\.m\.|[ap]m\b|o[’']clock\b|noon\b|midnight\b)"

_SPOKEN = rf"\b(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)\s(?:{_HALF_DAY})"
_SPOKEN_END = lazy_pattern(rf"\s{_HALF_DAY}")
_WRITTEN = (
    rf"\d{{1,2}}:\d{{2}}(?::\d{{2}})?(?:\s?{_HALF_DAY})?"
    rf"|\b\d{{1,2}}(?:\.\d{{2}})?(?:\s?(?:[-–—]|to)\s?\d{{1,2}}(?:\.\d{{2}})?)?\s?{_HALF_DAY}"
    r"|(?<=\b[Aa]t )(?:[01]?\d|2[0-3])\.[0-5]\d\b(?=[.,;)]?$|[.,;)]\s|\s(?:this|tomorrow|today|tonight|on"
    r"|in the|and|to|until|CE|UTC|GMT))"
    r"|(?<=\b(?:from|till) )(?:[01]?\d|2[0-3])\.[0-5]\d\b(?=[.,;)]?$|[.,;)]\s|\s(?:this|tomorrow|today|on|to|until))"
    r"|\b\d{4}-\d{2}(?:-\d{2})?\b(?!-)|\b\d{1,2}[./-]\d{1,2}[./-](?:\d{4}|\d{2})\b(?![.\d])"
    rf"|\b{_DAY}(?:\s+(?:of\s+)?{_MONTH})?{_TO}(?:{_WEEKDAY},?\s+)?{_DAY}\s+(?:of\s+)?{_MONTH}(?:,?\s+\d{{4}}\b)?"
    rf"|\b{_DAY}\s+(?:of\s+)?{_MONTH}(?:,?\s+\d{{4}}\b)?"
    rf"|\b{_MONTH}\s{_DAY}(?![:,.]?\d|\s?%)(?:{_TO}(?:{_MONTH}\s)?{_DAY}(?![:,.]?\d|\s?[%a-z]))?(?:,?\s+\d{{4}}\b)?"
    rf"|\b{_MONTH},?\s+(?:of\s+)?\d{{4}}\b"
    rf"|\b{_WEEKDAY},?\s+(?:the\s+)?{_DAY}(?!\s?[%°€£$]|[.,]\d|:)(?:{_TO}(?:{_WEEKDAY},?\s+)?{_DAY})?"
    r"|\b(?:1[0-9]|20)\d{2}(?:\s?[-–/]\s?(?:(?:1[0-9]|20)\d{2}|\d{2}))\b(?!\s?[%°])"
    r"|\b(?:(?:1[0-9]|20)\d{2}|[’']?\d0)s\b|[’']\d{2}\b(?![’'])"
    r"|(?<=[#№])\d[\d.]*|(?m:^\s*\(?\d{1,2}[.)](?=\s))"
    r"|\(\d\)"
)
_NO_AMOUNT = lazy_pattern(_WRITTEN)
_NO_AMOUNT_SPOKEN = lazy_pattern(rf"(?=[\dJFMASONDTW’'(\sotfsen])(?:{_WRITTEN}|{_SPOKEN})")
_OPENING = lazy_pattern(r"[\dJFMASONDTW’'(]")
"""What `_NO_AMOUNT` begins with, unless it is the white space before a line."""
_SLASHED = lazy_pattern(r"(?<![\w.])[\w.]*/[\w/]*\d{2,}/?\w*|\b\d{2,}/\d{2,}\b|\b24/7\b")
_URLISH = lazy_pattern(r"\S*(?:://|www\.|@)\S*|\b[\w-]+\.(?:com|org|net|io|co|eu|de|uk|gov|edu)\b\S*", re.IGNORECASE)
_DOT_INSIDE = lazy_pattern(r"\.[^\W\d_]")
_PHONE = lazy_pattern(
    r"(?=[+(\d])(?:(?<![\w.,€£$-])(?:\+|00|\(?0)\d[\d() /-]{5,}\d\b|\b\d{3}-\d{3}-\d{4}\b|\b(?:1-)?8\d\d-\d{3}-\d{4}\b)"
)

_YEAR = lazy_pattern(r"(?:1[4-9]|20|21)\d{2}")
_WORD_BEFORE = lazy_pattern(r"(?<![\w’'.-])(?P<word>[A-Za-zÀ-ž][\w’'&.-]*)[ \u00a0]?\Z")
_NEXT_WORD = lazy_pattern(r"[ \u00a0](?P<word>[A-Za-zÀ-ž](?:[\w’'&-]*[\wÀ-ž])?)")
_MONTHS = frozenset(
    "january february march april may june july august september october november december monday tuesday wednesday "
    "thursday friday saturday sunday".split()
)
_IRREGULAR = {
    "people": "person", "children": "child", "men": "man", "women": "woman", "feet": "foot", "teeth": "tooth",
    "mice": "mouse", "geese": "goose", "criteria": "criterion", "grandchildren": "grandchild", "lives": "life",
    "wives": "wife", "knives": "knife", "shelves": "shelf", "halves": "half", "loaves": "loaf", "movies": "movie",
    "cookies": "cookie", "calories": "calorie", "schoolchildren": "schoolchild", "policemen": "policeman",
}  # fmt: skip


def find_no_amounts(text: str) -> list[Span]:
    """Where digits are part of a date, a clock time, a phone number, an address or a code."""
    spans = [Span(*match.span()) for match in _find_written(text)]
    if "/" in text:
        spans.extend(Span(*match.span()) for match in _SLASHED.finditer(text))
    if "@" in text or "://" in text or "www." in text.lower() or _DOT_INSIDE.search(text):
        spans.extend(Span(*match.span()) for match in _URLISH.finditer(text) if any(c.isdigit() for c in match[0]))
    spans.extend(Span(*match.span()) for match in _PHONE.finditer(text))
    return spans


def _find_written(text: str) -> Iterator[re.Match[str]]:
    """Dates, times and the like, tried only where one can begin."""
    if "\n" in text or text[:1].isspace() or _SPOKEN_END.search(text):
        yield from _NO_AMOUNT_SPOKEN.finditer(text)
        return
    at = 0
    for opening in _OPENING.finditer(text):
        if opening.start() >= at and (found := _NO_AMOUNT.match(text, opening.start())) is not None:
            yield found
            at = found.end()


def is_year(digits: str) -> bool:
    """Whether the digits look like a year of the last centuries."""
    return _YEAR.fullmatch(digits) is not None


def word_before(text: str, start: int) -> str:
    """The word straight before a place, or ""."""
    match = _WORD_BEFORE.search(text, max(0, start - 40), start)
    return match["word"] if match else ""


@cache
def _function_words() -> frozenset[str]:
    return words("not_nouns")


def is_name_before(text: str, start: int, *, has_noun: bool) -> bool:
    """Whether the number at `start` belongs to the name before it: "line 7", "Aquilon 4", "no. 12".

    has_noun: whether a counted noun follows; at the start of a sentence it then counts ("Employs 300 people").
    """
    match = _WORD_BEFORE.search(text, max(0, start - 40), start)
    if match is None:
        return False
    word = match["word"].rstrip(".")
    if word.lower() in words("labels"):
        return True
    if not word[0].isupper() or word.lower() in _function_words() | _MONTHS:
        return False
    before = text[: match.start("word")].rstrip()
    is_opening = not before or before[-1] in '.!?:;“”"\n•-–' or "\n" in text[len(before) : match.start("word")]
    return not (is_opening and (has_noun or word.lower() in _OPENERS))


_OPENERS = frozenset(
    "adults children some about around only just nearly almost all these those over under up at with".split()
)


def find_noun(text: str, stop: int, *, is_one: bool = False) -> Span | None:
    """The noun that a number ending at `stop` counts, with the adjectives before it: "new page-turn keys"."""
    at = stop
    for step in range(5):
        match = _NEXT_WORD.match(text, at)
        if match is None:
            return Span(stop + 1, at) if is_one and step else None
        word = match["word"]
        lowered = word.lower()
        if (lowered in _function_words() and word != "US") or (
            is_one and (lowered in words("dimensions") or lowered.endswith(("ly", "ed")))
        ):
            return Span(stop + 1, at) if is_one and step else None
        if is_plural(lowered) and not lowered.endswith(("’s", "'s")):
            if not word[0].isupper() or (further := _NEXT_WORD.match(text, match.end())) is None:
                return Span(stop + 1, match.end())
            return Span(stop + 1, further.end() if _is_head(further["word"]) else match.end())
        if is_one and (step == 2 or not word.islower()):
            return Span(stop + 1, match.end() if word.islower() else at) if step else None
        at = match.end()
    return None


def _is_head(word: str) -> bool:
    """Whether a word after a plural name is the noun that is counted: "Special Operations forces"."""
    return word.islower() and is_plural(word) and word not in _function_words()


def is_plural(word: str) -> bool:
    """Whether a lower-case word looks like a plural noun."""
    if word in words("plurals"):
        return True
    head = word.rpartition("-")[2]
    return (
        (head.endswith("s") and len(head) > 2 and not head.endswith(("ss", "us", "is", "ous")))
        or head in words("plurals")
        or head in ("viruses", "buses")
    )


def singular(word: str) -> str:
    """The singular of a plural noun, by the common endings.

    >>> singular("households"), singular("cities"), singular("people")
    ('household', 'city', 'person')
    """
    word = word.lower()
    if word in _IRREGULAR:
        return _IRREGULAR[word]
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    if word.endswith(("sses", "xes", "ches", "shes", "buses", "viruses")):
        return word[:-2]
    return word[:-1] if word.endswith("s") and not word.endswith(("ss", "us", "is")) else word


def blocks(spans: Sequence[Span], start: int, stop: int) -> bool:
    """Whether one of the spans touches this range."""
    return any(span.start < stop and start < span.stop for span in spans)
