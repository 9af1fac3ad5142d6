"""What an article tells to take the place of something else: "the new date is 3 May", "moved to", "instead of 30 May".

It knows one article at a time, and neither the question nor what other articles say.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from knowledge.answering.candidates import Read
from knowledge.extraction.analysis import Value
from knowledge.language.patterns import lazy_pattern
from knowledge.model import ValueKind

NEAR = 500
"""Characters behind "not on 30 May" in which its new date is looked for."""
BOUNDS = frozenset({"until", "by", "before"})
_RENEWED = lazy_pattern(
    r"\b(?:new (?:\w+ )?(?:dates?|days?|times?|deadline|schedule|start|opening)|instead|now|mov(?:e[sd]?|ing)|"
    r"postpon\w+|re-?schedul\w+|delay\w*|defer\w*|adjourn\w*|push(?:ed|es|ing)?|put(?:s|ting)? (?:off|back|forward)|"
    r"br(?:ing|ought|ings|inging) forward|later|prolong\w*|extend\w*|slip(?:s|ped)?|shift\w*|follows?)\b",
    re.IGNORECASE,
)
_NEW_DATE = lazy_pattern(
    r"\b(?:new|correct|right|revised|updated) (?:\w+ )?(?:dates?|day|time|deadline|start|opening)"
    r"(?: (?:for|of) [^.;,]{1,40})?"
    r"(?:,? (?:is|are|will be|was|has been|now|set|fixed|on|for|to|as|probably|expected|planned|scheduled|the)|:)*"
    r"(?: \w+day,?)?\s*$",
    re.IGNORECASE,
)
_MOVED_TO = lazy_pattern(
    r"\b(?:mov(?:e[sd]?|ing)|postpon\w+|re-?schedul\w+|delay\w*|defer\w*|adjourn\w*|push(?:ed|es|ing)?|"
    r"put(?:s|ting)? (?:off|back|forward)|br(?:ing|ought|ings|inging) forward|slip(?:s|ped)?|shift\w*|extend\w*|"
    r"prolong\w*)\b(?:(?!\b(?:can|may|must|will|who|which)\b)[^.;,]){0,70}\b(?:to|until|till)\W(?:[\w,]+ ){0,2}$",
    re.IGNORECASE,
)
_NOW = lazy_pattern(
    r"\b(?:(?:will|is|are|it|we|shall|should) now|now (?:be|to be|takes? place|runs?|starts?|begins?|opens?|expected|"
    r"due|planned|scheduled))\b(?:(?!\b(?:can|may|must|who|which)\b)[^.;:]){0,80}?"
    r"\b(?:on|from|in|for|at|by)\W(?:[\w,]+ ){0,2}$",
    re.IGNORECASE,
)
"""A time that holds now held otherwise before: "will now be shown on 6 March"."""
_THAN_PLANNED = (
    r"(?:later|earlier|sooner) than (?:\w+ ){0,2}(?:planned|announced|promised|intended|expected|scheduled|hoped)"
)
_LATER_BEFORE = lazy_pattern(rf"\b{_THAN_PLANNED}\W{{1,3}}(?:on |in |namely |now )?(?:\w+day,? )?$", re.IGNORECASE)
_LATER_AFTER = lazy_pattern(rf"[^.;:]{{0,12}}?,? (?:[\w-]+ ){{1,5}}{_THAN_PLANNED}\b", re.IGNORECASE)
"""What says that a time is another one than was planned."""
_LIMIT = lazy_pattern(r"\b(?:deadline|closing date|time limit|last day|applications?|registration)\b", re.IGNORECASE)
_ANAPHOR = lazy_pattern(r"(?:it|this|that|they|these|both)\b", re.IGNORECASE)
_IS_OFF = lazy_pattern(
    r"\b(?:postpon\w+|re-?schedul\w+|put(?:s|ting)? (?:off|back)|called off|calls? off|moved|delay\w*|cancel\w*|"
    r"cannot take place|will not take place|later than)\b",
    re.IGNORECASE,
)
"""The beginning of an article about what will not be on its day."""
_WILL_BE = lazy_pattern(
    r"\bwill (?:now |then |instead |finally )*(?:be (?:played|held|shown|staged|run|released|delivered|opened)|"
    r"take place|start|open|begin|come out|arrive|ship|run|be out|reopen|leave|follow)\b",
    re.IGNORECASE,
)
"""The time of the event itself, and of nothing beside it."""


_NOT_BEFORE = lazy_pattern(
    r"(?:\b(?:not|no|never)\b|n['’]t\b)(?:(?!\b(?:can|may|must|who|which)\b)[^.;,]){0,60}"
    r"\b(?:before|until|till|(?:earlier|sooner) than)\W(?:\w+ ){0,2}$",
    re.IGNORECASE,
)
"""A time before which something will not be: whatever was planned for an earlier day is off."""


_TODAY = lazy_pattern(r"(?:from |as of |since )?(?:today|this morning|tonight|now)\b", re.IGNORECASE)
_CORRECTS = lazy_pattern(
    r"\b(?:corrections?|corrigendum|erratum|correct(?:s|ed) (?:its|our|the|his|her) (?:report|figures?|notice)|"
    r"in (?:our|an) (?:earlier|previous|first|last) (?:report|article|version|notice)|we (?:wrote|reported) that)\b",
    re.IGNORECASE,
)
"""An article that says so puts right what older ones told."""
LEAD = 3
"""In the title or in so many first sentences."""


@dataclass(frozen=True, slots=True)
class Succession:
    """A value that an article puts in the place of another, or of one that it does not name."""

    read: Read
    old: Value | None
    new: Value
    names_matter: bool = True
    """Whether its sentence says what moved; "the new date is 3 May" leaves that to the one before and the title."""
    is_right: bool = False
    """Whether it stands in an article that puts older ones right."""
    is_limit: bool = False
    """Whether it is a deadline that moves."""
    is_floor: bool = False
    """Whether it says only that nothing will be before: "not before 3 May"."""


def successions(read: Read, kinds: set[ValueKind]) -> Iterator[Succession]:
    values = [value for value in read.analysis.values if value.kind in kinds and value.noun != "vague"]
    if not values:
        return
    told: set[int] = set()
    for old in values:
        if not (old.is_former or old.is_denied):
            continue
        new = _beside(old, values)
        if new is None and old.kind is ValueKind.TIME:
            new = _behind(old, values, read) or _out_today(old, values, read)
        if new is not None:
            told.add(new.span.start)
            yield Succession(read, old, new)
    lead = " ".join(line.sentence.text for line in read.view.lines[:LEAD])
    is_right = _CORRECTS.search(f"{read.view.article.title}. {lead}") is not None
    is_off = _IS_OFF.search(f"{read.view.article.title}. {lead}") is not None
    for value in values:
        is_new = value.kind is ValueKind.TIME and _NEW_DATE.search(_before(read, value)) is not None
        if is_right and not is_new and value.span.start not in told and not (value.is_former or value.is_denied):
            told.add(value.span.start)
            yield Succession(read, None, value, is_right=True)
        is_time = value.kind is ValueKind.TIME and value.when is not None and value.when.end >= read.published
        if is_time and value.span.start not in told and not (value.is_former or value.is_denied):
            yield from _unnamed(read, value, is_off)
        is_hour = is_off and value.kind is ValueKind.CLOCK and value.measure not in BOUNDS
        if is_hour and value.span.start not in told and _WILL_BE.search(_before(read, value)):
            yield Succession(read, None, value, names_matter=False)


def _before(read: Read, value: Value) -> str:
    return read.view.text[read.line(value.line).sentence.span.start : value.span.start]


def _unnamed(read: Read, value: Value, is_off: bool) -> Iterator[Succession]:
    """What a time takes the place of where its article does not say which one that is.

    is_off: whether the article is about what will not be on its day.
    """
    span = read.line(value.line).sentence.span
    before, after = read.view.text[span.start : value.span.start], read.view.text[value.span.stop : span.stop]
    bounds = value.measure in BOUNDS
    if _NOT_BEFORE.search(before):
        yield Succession(read, None, value, is_floor=True)
    elif _MOVED_TO.search(before):
        is_limit = _LIMIT.search(before) is not None
        yield Succession(read, None, value, names_matter=_ANAPHOR.match(before) is None, is_limit=is_limit)
    elif not bounds and _NEW_DATE.search(before):
        yield Succession(read, None, value, names_matter=False)
    elif not bounds and (_LATER_BEFORE.search(before) or _LATER_AFTER.match(after) or _NOW.search(before)):
        yield Succession(read, None, value)
    elif not bounds and is_off and _WILL_BE.search(before):
        yield Succession(read, None, value, names_matter=False)


def _beside(old: Value, values: Sequence[Value]) -> Value | None:
    """The value of the same sentence that holds in its place, the nearest one."""
    found = [
        value
        for value in values
        if value.line == old.line and not (value.is_former or value.is_denied) and is_like(old, value)
    ]
    if old.is_denied and not old.is_former:
        found = [value for value in found if value.span.stop <= old.span.start or value.span.start >= old.span.stop]
    return min(found, key=lambda value: abs(value.span.start - old.span.start), default=None)


def is_like(old: Value, new: Value) -> bool:
    if old.kind is not new.kind:
        return False
    if old.span.meets(new.span):  # "moves from November to January" is one mention of two times
        return old.is_former and old.kind is ValueKind.TIME and old.when != new.when
    if old.kind in (ValueKind.TIME, ValueKind.CLOCK):
        return old.when != new.when or old.text != new.text
    return old.unit == new.unit or not old.unit or old.measure == "plain"


def _behind(old: Value, values: Sequence[Value], read: Read) -> Value | None:
    """The time that a following sentence gives in the place of one that is off, and of no other one."""
    taken = {value.line for value in values if value.is_former and value.line != old.line}
    for value in values:
        if value.line <= old.line or value.is_former or value.is_denied or value.kind is not ValueKind.TIME:
            continue
        if value.line in taken:
            continue
        if value.span.start - old.span.stop > NEAR or value.when is None or value.when.end < read.published:
            continue
        if _RENEWED.search(read.line(value.line).sentence.text) or _goes_on(old, value, read):
            return value
    return None


def _goes_on(old: Value, new: Value, read: Read) -> bool:
    """Whether a sentence says when what was promised for another day will be: "Version 2 will come out on 5 May"."""
    line = read.line(new.line)
    if not old.is_former or _WILL_BE.search(line.sentence.text) is None:
        return False
    named = [
        {t.stem for t in one.tokens if t.text[0].isdigit() or len(t.norm) > 4} for one in (read.line(old.line), line)
    ]
    return bool(named[0] & named[1])


def _out_today(old: Value, values: Sequence[Value], read: Read) -> Value | None:
    """The day of an article whose first sentences tell that what was planned for another day is out today."""
    if not old.is_former:
        return None
    lead = [v for v in values if v.line < LEAD and v.kind is ValueKind.TIME and v.line < old.line]
    return next(
        (v for v in lead if _TODAY.match(v.span.of(read.view.text)) and v.when is not None and not v.is_former), None
    )
