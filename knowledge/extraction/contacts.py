"""Phone numbers, e-mail addresses, web addresses and handles in a text; knows no amounts."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

from knowledge.language.openers import Opened
from knowledge.language.patterns import lazy_pattern
from knowledge.model import Span


class ContactKind(StrEnum):
    """The way a contact reaches somebody."""

    PHONE = "phone"
    EMAIL = "email"
    URL = "url"
    HANDLE = "handle"


@dataclass(frozen=True, slots=True)
class Contact:
    """A way to reach somebody, as written."""

    span: Span
    text: str
    kind: ContactKind


_ENDINGS = (
    r"com|org|net|info|biz|io|app|dev|ai|tv|me|gov|edu|int|mil|museum|online|shop|store|news|blog|site|tech"
    r"|cloud|eu|uk|ie|"
    r"us|ca|au|nz|de|at|ch|fr|be|nl|lu|it|es|pt|pl|cz|sk|hu|ro|bg|gr|se|no|dk|fi|is|ee|lv|lt|ru|ua|tr|il|in"
    r"|cn|jp|kr|tw|"
    r"hk|sg|my|th|vn|id|ph|br|mx|ar|cl|za|ng|ke|eg|ae|sa|example|test|localhost|invalid"
)
_EMAIL = lazy_pattern(r"(?<![\w.+-])[\w.+-]*\w@\w[\w-]*(?:\.[\w-]+)+(?<![.-])")
_URL = lazy_pattern(
    r"(?:https?://|ftp://)[^\s<>\"“”«»]+"
    r"|\bwww\.[^\s<>\"“”«»]+"
    rf"|(?<![\w@./-])(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+(?:{_ENDINGS})\b(?![\w-]|\.\w)(?:/[^\s<>\"“”«»]*)?",
    re.IGNORECASE,
)
_PHONE = lazy_pattern(
    r"(?=[+(\d])(?<![\w.,/€£$#:-])(?:\+\d{1,3}|\(?0\d|\(\d{2,5}\)|1-8\d\d|8\d\d-|\d{3}-\d{3}-)"
    r"[\d() \u00a0./–‑-]{3,20}\d(?![\d%]|[.,]\d|:\d)"
)
_SHORT_PHONE = Opened(
    lazy_pattern(
        r"\b(?:call|dial|ring|phone|telephone|tel\.?|hotline|helpline|text|sms|fax|whatsapp|mobile)"
        r"(?:\s+(?:us|on|at|number|no\.?|is|line))*"
        r"\s*:?\s+(?P<number>\d[\d –-]{1,14}\d)"
        r"(?![\d%:]|[.,]\d|\s?(?:people|times|days|hours|minutes|am|pm|a\.m|p\.m)\b)",
        re.IGNORECASE,
    ),
    "call dial ring phone telephone tel hotline helpline text sms fax whatsapp mobile".split(),
)
_DIGIT = lazy_pattern(r"\d")
_DOT_INSIDE = lazy_pattern(r"\.[^\s<>\"“”«»]")
"""What every address without "://" holds."""
_HANDLE = lazy_pattern(r"(?<![\w@./])@[A-Za-z_]\w{1,31}\b(?!\.\w|@)")
_TRAILING = ".,;:!?'’”\"»*"


def find_contacts(text: str) -> tuple[Contact, ...]:
    """The contacts of a text, in order and apart.

    >>> [(c.text, c.kind.value) for c in find_contacts("Ring 0800 555 0142 or write to help@example.com.")]
    [('0800 555 0142', 'phone'), ('help@example.com', 'email')]
    """
    found: list[Contact] = []
    if "@" in text:
        found.extend(_contact(text, *match.span(), ContactKind.EMAIL) for match in _EMAIL.finditer(text))
        found.extend(_contact(text, *match.span(), ContactKind.HANDLE) for match in _HANDLE.finditer(text))
    if "://" in text or _DOT_INSIDE.search(text):
        found.extend(_contact(text, *_trim(text, *match.span()), ContactKind.URL) for match in _URL.finditer(text))
    if _DIGIT.search(text):
        found.extend(_phones(text))
    found.sort(key=lambda contact: (contact.span.start, -contact.span.stop))
    kept: list[Contact] = []
    for contact in found:
        if not kept or not kept[-1].span.meets(contact.span):
            kept.append(contact)
    return tuple(kept)


def _contact(text: str, start: int, stop: int, kind: ContactKind) -> Contact:
    return Contact(Span(start, stop), text[start:stop], kind)


def _trim(text: str, start: int, stop: int) -> tuple[int, int]:
    """The address without the punctuation of the sentence around it."""
    while stop > start and (text[stop - 1] in _TRAILING or (text[stop - 1] == ")" and "(" not in text[start:stop])):
        stop -= 1
    return start, stop


def _phones(text: str) -> list[Contact]:
    found = []
    for match in _PHONE.finditer(text):
        digits = sum(c.isdigit() for c in match[0])
        if 7 <= digits <= 15 and not _is_date(match[0]) and match[0].count("(") == match[0].count(")"):
            found.append(_contact(text, *match.span(), ContactKind.PHONE))
    short = (match for match in _SHORT_PHONE.finditer(text) if not _is_date(match["number"]))
    return [*found, *(_contact(text, *match.span("number"), ContactKind.PHONE) for match in short)]


def _is_date(digits: str) -> bool:
    """Whether the groups of digits are a date or a span of years rather than a number to dial."""
    return re.fullmatch(r"\d{1,2}[./-]\d{1,2}[./-]\d{2,4}|\d{4}-\d{2}-\d{2}|\d{4}\s?[–-]\s?\d{2,4}", digits) is not None
