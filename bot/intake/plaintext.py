"""Text and Markdown into a draft: front matter, a leading date line, a dateline, a title in the first line."""

from __future__ import annotations

import re

from bot.intake.drafts import Draft
from knowledge import parse_yaml

FRONT_MATTER_KEYS = ("id", "title", "date", "source", "url", "lang")
MAX_TITLE = 200

_FRONT = re.compile(r"---[ \t]*\n(.*?)\n(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL)
_MONTHS = "january february march april may june july august september october november december".split()
_MONTH = r"(?P<month{0}>(?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)[a-z]*)\.?"
_DAY = (
    r"(?:(?P<iso>\d{4}-\d\d-\d\d)"
    r"|(?P<day1>\d{1,2})(?:st|nd|rd|th)?\s+" + _MONTH.format(1) + r",?\s+(?P<year1>\d{4})"
    r"|" + _MONTH.format(2) + r"\s+(?P<day2>\d{1,2})(?:st|nd|rd|th)?,?\s+(?P<year2>\d{4}))"
)
_DATE_LINE = re.compile(
    r"\s*(?:(?:publish(?:ed)?|release)?\s*(?:date|on)?)\s*:?\s*" + _DAY + r"\s*(?:\n|\Z)", re.IGNORECASE
)
_DATE_WORD = re.compile(r"\s*date\s*:?\s*(?P<iso>\d{4}-\d\d-\d\d)\s", re.IGNORECASE)
_STOP = re.compile(r"""\.["'”’»“)]*$|[.!?]["”’»)]*\s+[“"„«]?[A-Z].*[.!?]["”’»)]*$""")
"""How running text ends, and a headline does not."""
_DATELINE = re.compile(
    r"[A-Z][^\n.!?;]{0,60}?[,(]\s*(?:\w+day,?\s+)?" + _DAY + r"\)?\s*(?:[-–—:]|/PRNewswire/)", re.IGNORECASE
)


def parse_text(text: str, name: str) -> Draft:
    """What a text says of itself; `name` is used in complaints. Raises BrokenFile for broken front matter."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").lstrip("\n")
    front = _FRONT.match(text)
    if front:
        return _parse_front(front[1], name).over(_parse_body(text[front.end() :]))
    return _parse_body(text)


def _parse_front(block: str, name: str) -> Draft:
    entry = parse_yaml(block, name).allow(*FRONT_MATTER_KEYS)
    return Draft(**{key: entry.find_text(key) for key in FRONT_MATTER_KEYS}, dated_by="text")


def _parse_body(text: str) -> Draft:
    date, text = _cut_date(text)
    title, rest = _cut_title(text)
    if date is None:
        date, rest = _cut_date(rest)
    return Draft(title=title, date=date or _find_dateline(rest), text=rest, dated_by="text" if date else "dateline")


def _cut_date(text: str) -> tuple[str | None, str]:
    """A date that stands before everything else, and the text after it."""
    found = _DATE_WORD.match(text) or _DATE_LINE.match(text)
    return (_iso(found), text[found.end() :].lstrip("\n")) if found else (None, text)


def _cut_title(text: str) -> tuple[str | None, str]:
    """A first line that reads like a headline, and the text below it; else the line's beginning, and the whole text."""
    line, _, rest = text.strip().partition("\n")
    title = re.sub(r"^#+\s*|\s*#+$", "", line).strip(" *_")
    is_headline = bool(rest.strip()) and len(title) <= MAX_TITLE and (line.startswith("#") or not _STOP.search(title))
    if is_headline and not _DATELINE.match(line):
        return title, rest.strip()
    first_sentence = re.split(r"(?<=[.!?])\s", title, maxsplit=1)[0]
    return first_sentence[:MAX_TITLE] or None, text.strip()


def _find_dateline(text: str) -> str | None:
    """The day of "PARIS, 5 March 2024 – …" at the start of the text."""
    found = _DATELINE.match(text.strip())
    return _iso(found) if found else None


def _iso(found: re.Match[str]) -> str:
    parts = found.groupdict()
    if parts["iso"]:
        return parts["iso"]
    number = "1" if parts["month1"] else "2"
    month = next(n for n, name in enumerate(_MONTHS, 1) if name.startswith(parts["month" + number][:3].lower()))
    return f"{parts['year' + number]}-{month:02}-{int(parts['day' + number]):02}"
