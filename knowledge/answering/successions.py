"""Which value takes the place of which: the new date of what was postponed, the price instead of the one announced.

A newer article often tells a change in words of its own ("the new date is 23 March"), while the question meets the
words of the older one ("the premiere is on 2 March"). What the old value was asked by, the new one answers.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from knowledge.answering.candidates import Candidate, Read
from knowledge.extraction.analysis import Value
from knowledge.model import ValueKind
from knowledge.search.kin import are_kin
from knowledge.search.matching import Sought

AHEAD, REPLACED = 0.1, 0.5
"""What a new value scores more than the old one did; what the old one loses."""
MONTH = 31
"""Days of which a value told roughly ("not in March") may stand for the one that an older article tells."""
NEAR = 500
"""Characters behind "not on 30 May" in which its new date is looked for."""
MET = 0.6
"""From which strength on a word is met by the old value's sentence, and so by the new value."""
DENIAL = 0.6
"""What a time lost for being denied: the new one is no worse for that."""
SAME_MATTER, SAME_ASKED = 0.85, 0.7
"""Which share of what the older article and sentence meet of the question "the new date" must meet."""
PUT_RIGHT = 3
"""How many times the wrong figure the right one is at most, or the other way round."""
_KINDS = frozenset({ValueKind.TIME, ValueKind.CLOCK, ValueKind.DURATION, ValueKind.MONEY, ValueKind.NUMBER})
_RENEWED = re.compile(
    r"\b(?:new (?:\w+ )?(?:dates?|days?|times?|deadline|schedule|start|opening)|instead|now|mov(?:e[sd]?|ing)|"
    r"postpon\w+|re-?schedul\w+|delay\w*|defer\w*|adjourn\w*|push(?:ed|es|ing)?|put(?:s|ting)? (?:off|back|forward)|"
    r"br(?:ing|ought|ings|inging) forward|later|prolong\w*|extend\w*|slip(?:s|ped)?|shift\w*|follows?)\b",
    re.IGNORECASE,
)
_NEW_DATE = re.compile(
    r"\bnew (?:\w+ )?(?:dates?|day|time|deadline|start|opening)(?: (?:for|of) [^.;,]{1,40})?"
    r"(?:,? (?:is|are|will be|was|has been|now|set|fixed|on|for|to|as|probably|expected|planned|scheduled|the)|:)*"
    r"(?: \w+day,?)?\s*$",
    re.IGNORECASE,
)
_MOVED_TO = re.compile(
    r"\b(?:mov(?:e[sd]?|ing)|postpon\w+|re-?schedul\w+|delay\w*|defer\w*|adjourn\w*|push(?:ed|es|ing)?|"
    r"put(?:s|ting)? (?:off|back|forward)|br(?:ing|ought|ings|inging) forward|slip(?:s|ped)?|shift\w*)\b"
    r"(?:(?!\b(?:can|may|must|will|who|which)\b)[^.;,]){0,70}\b(?:to|until|till)\W(?:[\w,]+ ){0,2}$",
    re.IGNORECASE,
)


_NOT_BEFORE = re.compile(
    r"(?:\b(?:not|no|never)\b|n['’]t\b)(?:(?!\b(?:can|may|must|who|which)\b)[^.;,]){0,60}"
    r"\b(?:before|until|till|(?:earlier|sooner) than)\W(?:\w+ ){0,2}$",
    re.IGNORECASE,
)
"""A time before which something will not be: whatever was planned for an earlier day is off."""


_CORRECTS = re.compile(
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
    is_floor: bool = False
    """Whether it says only that nothing will be before: "not before 3 May"."""


def succeed(
    candidates: Sequence[Candidate], reads: Sequence[Read], sought: Sequence[Sought], *, past: bool, bygone: bool
) -> None:
    """Scores the candidates anew where an article tells that one value took the place of another.

    past: whether what held before is asked for. bygone: whether the question's verb looks back: nothing that is still
    to come answers it.
    """
    kinds = {c.value.kind for c in candidates if c.value is not None} & _KINDS
    if not kinds:
        return
    for read in sorted(reads, key=lambda one: one.published):
        for one in _successions(read, kinds):
            if bygone and not past and one.new.when is not None and one.new.when.start > read.published:
                continue
            _take_place(one, candidates, sought, past=past)


def _successions(read: Read, kinds: set[ValueKind]) -> Iterator[Succession]:
    values = [value for value in read.analysis.values if value.kind in kinds and value.noun != "vague"]
    told: set[int] = set()
    for old in values:
        if not (old.is_former or old.is_denied):
            continue
        new = _beside(old, values) or (_behind(old, values, read) if old.kind is ValueKind.TIME else None)
        if new is not None:
            told.add(new.span.start)
            yield Succession(read, old, new)
    lead = " ".join(line.sentence.text for line in read.view.lines[:LEAD])
    is_right = _CORRECTS.search(f"{read.view.article.title}. {lead}") is not None
    for value in values:
        if is_right and value.span.start not in told and not (value.is_former or value.is_denied):
            told.add(value.span.start)
            yield Succession(read, None, value, is_right=True)
        is_time = value.kind is ValueKind.TIME and value.when is not None and value.when.end >= read.published
        if is_time and value.span.start not in told and not (value.is_former or value.is_denied):
            before = read.view.text[read.line(value.line).sentence.span.start : value.span.start]
            bounds = value.measure in ("until", "by")
            if _NOT_BEFORE.search(before):
                yield Succession(read, None, value, is_floor=True)
            elif _MOVED_TO.search(before):
                yield Succession(read, None, value)
            elif not bounds and _NEW_DATE.search(before):
                yield Succession(read, None, value, names_matter=False)


def _beside(old: Value, values: Sequence[Value]) -> Value | None:
    """The value of the same sentence that holds in its place, the nearest one."""
    found = [
        value
        for value in values
        if value.line == old.line and not (value.is_former or value.is_denied) and _is_like(old, value)
    ]
    if old.is_denied and not old.is_former:
        found = [value for value in found if value.span.stop <= old.span.start or value.span.start >= old.span.stop]
    return min(found, key=lambda value: abs(value.span.start - old.span.start), default=None)


def _is_like(old: Value, new: Value) -> bool:
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
        if _RENEWED.search(read.line(value.line).sentence.text):
            return value
    return None


def _take_place(one: Succession, candidates: Sequence[Candidate], sought: Sequence[Sought], *, past: bool) -> None:
    news = [c for c in candidates if c.read is one.read and c.value is not None and c.value.span == one.new.span]
    if not news:
        return
    olds = [c for c in candidates if all(c is not new for new in news) and _is_old(one, c)]
    if not olds:
        return
    if past:
        for new in news:
            new.notes.append("replaces")
        for old in olds:
            if "replaces" not in old.notes:  # of what moved twice, the first is what was planned
                old.score += REPLACED / 2
                _mark(old, REPLACED)
                old.notes.append("was replaced")
        return
    best = max(olds, key=_worth)
    if one.old is None:
        olds = [best]
    met = frozenset().union(*(_met(old, sought) for old in olds))
    for new in news:
        new.score = max(new.score, _worth(best) + AHEAD)
        new.met |= met
        _mark(new, REPLACED)
        new.notes.append("replaces")
    for old in olds:
        old.score -= REPLACED
        _mark(old, -REPLACED)
        old.notes.append("replaced")


def _mark(candidate: Candidate, worth: float) -> None:
    """Adds what a succession is worth to the part of the score that tells of the question's flags."""
    if len(candidate.parts) > 1:
        candidate.parts = (candidate.parts[0], candidate.parts[1] + worth, *candidate.parts[2:])


def _worth(candidate: Candidate) -> float:
    is_denied = candidate.value is not None and candidate.value.is_denied
    return candidate.score + (DENIAL if is_denied else 0.0)


def _met(candidate: Candidate, sought: Sequence[Sought]) -> frozenset[str]:
    strengths = candidate.read.match.strengths[:, candidate.line]
    return candidate.met | {one.token.norm for n, one in enumerate(sought) if strengths[n] >= MET}


def _is_old(one: Succession, candidate: Candidate) -> bool:
    """Whether a candidate is the value that was replaced, as an older article or the same one tells it."""
    value, read = candidate.value, candidate.read
    if value is None or value.kind is not one.new.kind:
        return False
    if one.is_right:
        return _is_put_right(one, candidate)
    if one.old is None:
        return _is_likely_old(one, candidate)
    if read is one.read:
        return value.span == one.old.span and value.when == one.old.when
    if read.published >= one.read.published:
        return False
    if value.when is not None and one.old.when is not None:
        if value.kind is ValueKind.CLOCK:
            return value.text == one.old.text
        is_near = (one.old.when.end - one.old.when.start).days <= MONTH
        return value.when == one.old.when or (is_near and one.old.when.holds(value.when))
    if value.kind is ValueKind.CLOCK or value.low is None:
        return value.text == one.old.text
    return value.low == one.old.low and (value.unit == one.old.unit or not one.old.unit)


def _is_put_right(one: Succession, candidate: Candidate) -> bool:
    """Whether a correction may mean an older article's value: one like it, in a sentence that says as much of what is
    asked."""
    value, read, new = candidate.value, candidate.read, one.read
    if value is None or read.published >= new.published or not _is_like(value, one.new):
        return False
    if value.low and one.new.low and max(value.low, one.new.low) > PUT_RIGHT * min(value.low, one.new.low):
        return False
    known = new.topic >= SAME_MATTER * read.topic if read.subject.any() else are_kin(new.view, read.view)
    return known and new.own(one.new.line) >= SAME_ASKED * read.own(candidate.line) > 0


def _is_likely_old(one: Succession, candidate: Candidate) -> bool:
    """Whether an older article's time may be the one that "the new date" replaces, though nobody says which it was.

    It was still to come, bounds nothing, and the sentence of the new one, or the one before it, speaks on the matter
    that the question asks about.
    """
    value, read = candidate.value, candidate.read
    if value is None or value.when is None or read.published >= one.read.published or value.is_former:
        return False
    if value.when.start <= read.published or value.measure in ("until", "by", "before") or value.when == one.new.when:
        return False
    new, number = one.read, one.new.line
    near = new.own(number)
    if not one.names_matter:
        near = max(near, new.own(number - 1) if number else 0.0, new.share(new.match.title, ~new.subject))
    if one.is_floor:
        if one.new.when is None or value.when.end >= one.new.when.start:
            return False
        if new.identity.any() and float(new.match.strengths[new.identity, number].min()) >= MET:
            near = 1.0
    is_known = bool(read.subject.any()) and new.topic >= SAME_MATTER * read.topic
    return is_known and near >= SAME_ASKED * read.own(candidate.line)
