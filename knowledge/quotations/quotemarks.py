"""Where quotation marks open and close in a text: straight, curly, doubled, « » and „ “; it knows no speakers."""

from __future__ import annotations

import re
from dataclasses import dataclass

from knowledge.language.patterns import lazy_pattern
from knowledge.model import Span


@dataclass(frozen=True, slots=True)
class Marked:
    """Words between quotation marks."""

    outer: Span
    """With the marks."""
    inner: Span
    """Without them."""
    is_open: bool = False
    """Whether no mark closes it: the quotation goes on in the next paragraph."""


# '' and `` are one mark each; a single ` is none
_MARK = lazy_pattern(r"[\"“”„«»‘’'`](?:(?<=')'|(?<=`)`|(?<!`))")
_PARAGRAPH = lazy_pattern(r"[^\n]+")
_OPENS_AFTER = frozenset(" \t\u00a0([{—–-/:=|>")
_CLOSES_BEFORE = frozenset(" \t\u00a0)]}—–-/:;,.?!|<…")
_CLOSERS = {"“": "”“", "”": "”", "„": "“”", "«": "»", "»": "«", '"': '"”', "''": "''", "``": "''"}
_NO_INCHES = lazy_pattern(r'(?<!\d)"')
_PAIRED = (("“", "”"), ("‘", "’"), ("(", ")"))
_LONGEST_IN_SINGLE = 400


def find_marked(text: str) -> tuple[Marked, ...]:
    """The quotations of a text in order, nested ones left out; none runs over the end of its paragraph."""
    found: list[Marked] = []
    for paragraph in _PARAGRAPH.finditer(text):
        found += _in_paragraph(text, paragraph.start(), paragraph.end())
    return tuple(found)


def without_lone_marks(words: str) -> str:
    """Some words without quotation marks and brackets that lack their other one; inches keep theirs.

    >>> without_lone_marks('it "would be a different thing'), without_lone_marks('the 6" screen')
    ('it would be a different thing', 'the 6" screen')
    """
    for opening, closing in _PAIRED:
        if words.count(opening) != words.count(closing) and not (closing == "’" and opening not in words):
            words = words.replace(opening, "").replace(closing, "")
    return _NO_INCHES.sub("", words) if words.count('"') % 2 else words


def _in_paragraph(text: str, start: int, stop: int) -> list[Marked]:
    found: list[Marked] = []
    at = start
    while True:
        mark = _MARK.search(text, at, stop)
        if mark is None:
            return found
        at = mark.end()
        if not _may_open(text, mark, start, stop):
            continue
        closing = _closing(text, mark, stop)
        if closing:
            found.append(Marked(Span(mark.start(), closing[1]), Span(mark.end(), closing[0])))
            at = closing[1]
        elif mark.group() in ("“", '"', "''", "„", "«") and stop - at > 20:
            found.append(Marked(Span(mark.start(), stop), Span(mark.end(), stop), is_open=True))
            return found


def _may_open(text: str, mark: re.Match[str], start: int, stop: int) -> bool:
    kind = mark.group()
    ahead = text[mark.end() : mark.end() + 1]
    if not ahead or mark.end() >= stop or ahead.isspace():
        return False
    if kind in "”’":
        return kind == "”" and mark.start() == start
    before = text[mark.start() - 1] if mark.start() > start else " "
    return before in _OPENS_AFTER or (before in "\"'“‘„«" and kind != before) or kind in ("“", "„", "«")


def _closing(text: str, mark: re.Match[str], stop: int) -> tuple[int, int] | None:
    """(start, stop) of the mark that closes the one given."""
    kind = mark.group()
    if kind in "'‘":
        return _closing_single(text, mark, stop)
    wanted = _CLOSERS.get(kind)
    if wanted is None:
        return None
    for other in _MARK.finditer(text, mark.end(), stop):
        doubled = "''" in (wanted, other.group())
        if doubled and other.group() == wanted and other.end() < stop + 1:
            return other.span()
        if not doubled and other.group() in wanted and _may_close(text, other, stop, kind):
            return other.span()
    return None


def _may_close(text: str, mark: re.Match[str], stop: int, opened: str) -> bool:
    after = text[mark.end()] if mark.end() < stop else " "
    before = text[mark.start() - 1]
    if mark.group() in "”»":
        return True
    if opened == "„":
        return True
    if before.isspace():
        return after.isspace() or after in _CLOSES_BEFORE
    return after in _CLOSES_BEFORE or after in "\"'’”" or (mark.group() == '"' and not before.isspace())


def _closing_single(text: str, mark: re.Match[str], stop: int) -> tuple[int, int] | None:
    """The end of a quotation in single marks; apostrophes inside do not end it."""
    limit = min(stop, mark.end() + _LONGEST_IN_SINGLE)
    first = None
    for other in re.finditer(r"['’]", text[:limit][mark.end() :]):
        at = mark.end() + other.start()
        after = text[at + 1] if at + 1 < stop else " "
        before = text[at - 1]
        if before.isspace() or not (after in _CLOSES_BEFORE or after in '"”'):
            continue
        if before in ".,?!…":
            return at, at + 1
        if first is None and before != "s":
            first = (at, at + 1)
    return first
