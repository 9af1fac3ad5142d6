"""The timeline of a subject: the times that articles announced for it, and which of them moved to which."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

from knowledge.extraction.changes import is_former
from knowledge.language.patterns import lazy_pattern
from knowledge.language.text import tokenize
from knowledge.model import (
    Article,
    Certainty,
    Citation,
    Fact,
    Granularity,
    Milestone,
    Slip,
    Span,
    Timeline,
    ValueKind,
    When,
)
from knowledge.questions.understanding import STOP_WORDS

EVENTS = frozenset(
    "release opening ending deadline postponement event presale registration refund_deadline founding departure "
    "arrival last_service restoration expiry hearing_date in_force retirement construction birth death".split()
)
"""Attributes that tell what happens at a time; others only mention one."""
BACKGROUND = timedelta(days=400)
"""A time that ended so long before its article was published is background."""
DATELINE = 40
"""Characters at the start of an article in which its own date stands."""
NEAR = 400
"""Characters behind "not in November" in which its new date is looked for."""
Days = tuple[date, date]
"""First and last day: times with the same days are one milestone."""
_TOO_COARSE = (Granularity.DECADE, Granularity.CENTURY)
_RENEWED = lazy_pattern(
    r"\b(?:new date|instead|now|moved?|postponed|rescheduled|delayed|later|prolonged|extended)\b", re.IGNORECASE
)
_VARIANTS = frozenset("plus pro max mini ultra lite air se neo junior".split())
"""Words behind a name that make it another model's."""


@dataclass(frozen=True, slots=True)
class _Stated:
    """A fact that is a time of the subject, in its article."""

    fact: Fact
    article: Article
    when: When

    @property
    def days(self) -> Days:
        return self.when.start, self.when.end

    @property
    def sentence(self) -> str:
        return self.fact.sentence.of(self.article.text)

    @property
    def span(self) -> Span:
        """Where the time stands in its sentence; empty where it stands beside it."""
        start = self.fact.sentence.start
        if not self.fact.sentence.holds(self.fact.evidence):
            return Span(0, 0)
        return Span(self.fact.evidence.start - start, self.fact.evidence.stop - start)

    @property
    def is_former(self) -> bool:
        """Whether its sentence tells it as what held before."""
        return self.span != Span(0, 0) and is_former(self.sentence, self.span)

    @property
    def is_off(self) -> bool:
        return self.fact.is_denied or self.is_former


def make_timeline(subject: str, facts: Iterable[Fact], articles: Mapping[str, Article]) -> Timeline:
    """The timeline of a subject from the facts that may be about it.

    articles: by their ids, all that the facts are from.
    """
    asked = tuple(token.norm for token in tokenize(subject) if token.norm not in STOP_WORDS)
    times = [(fact, fact.when) for fact in facts if fact.kind is ValueKind.TIME]
    stated = [_Stated(fact, articles[fact.article_id], when) for fact, when in times if when is not None]
    stated = [one for one in stated if asked and _is_about(one, asked) and _is_milestone(one)]
    moves = _moves(stated)
    groups: dict[Days, list[_Stated]] = {}
    for one in stated:
        if not one.fact.is_denied or one.days in _earlier(one, stated):
            groups.setdefault(one.days, []).append(one)
    keys = sorted(groups)
    places = {key: number for number, key in enumerate(keys)}
    slips = {
        (places[old], places[new]): Slip(places[old], places[new], _cited(source))
        for old, new, source in moves
        if old in places and new in places and old != new
    }
    moved = {before for before, _ in slips}
    return Timeline(
        _spelled(subject, stated, asked),
        tuple(_milestone(groups[key], is_moved=places[key] in moved) for key in keys),
        tuple(slips[pair] for pair in sorted(slips)),
    )


def _is_about(one: _Stated, asked: tuple[str, ...]) -> bool:
    """Whether a fact is the subject's own: every word of the name, and no other model's."""
    subject = [token.norm for token in tokenize(one.fact.subject)]
    if _names(subject, asked):
        return not any(
            before == asked[-1] and word in _VARIANTS and word not in asked for before, word in pairwise(subject)
        )
    if set(subject) - STOP_WORDS < set(asked):
        return _names([token.norm for token in tokenize(one.article.title)], asked)
    if set(asked) & set(subject):
        return False
    words = " ".join(token.norm for token in tokenize(one.sentence) if token.norm not in STOP_WORDS)
    return re.search(rf"(?<!\S){re.escape(' '.join(asked))}(?!\S)", words) is not None


def _names(words: list[str], asked: tuple[str, ...]) -> bool:
    """Whether every word asked for is there; a 6.1 is a 6, and no 6.0."""
    return all(
        word in words or (word.isdigit() and any(other.startswith(f"{word}.") for other in words)) for word in asked
    )


def _is_milestone(one: _Stated) -> bool:
    """Whether a time is what the article announces, and not its dateline, its background or when somebody spoke."""
    fact, published = one.fact, one.article.date
    if one.when.granularity in _TOO_COARSE or one.when.end < published - BACKGROUND:
        return False
    if one.when.start == one.when.end == published:
        return fact.attribute in EVENTS - {"arrival"} and fact.evidence.start >= DATELINE and not fact.is_denied
    if one.when.end <= published:
        return one.is_former or (fact.attribute in EVENTS and not fact.is_denied)
    return not (fact.is_denied and one.when.granularity is Granularity.WEEK)


def _moves(stated: list[_Stated]) -> list[tuple[object, object, _Stated]]:
    """(old time, new time, who says so): told in one sentence, in two, or by two articles with the same words."""
    moves: list[tuple[object, object, _Stated]] = []
    for old in stated:
        if old.is_former:
            new = _best(other for other in stated if other.fact.sentence == old.fact.sentence and _is_next(old, other))
        elif old.fact.is_denied:
            new = _best(other for other in stated if _is_renewed(old, other))
        else:
            new = _best(other for other in stated if _supersedes(old, other))
        if new is not None:
            moves += [(earlier, new.days, new) for earlier in _earlier(old, stated)]
    return moves


def _earlier(old: _Stated, stated: list[_Stated]) -> set[Days]:
    """The times that an old one stands for: those that older articles stated within it, else itself."""
    within = {
        one.days
        for one in stated
        if old.is_off and one.article.date < old.article.date and not one.is_off and _holds(old, one)
    }
    return within or {old.days}


def _holds(one: _Stated, other: _Stated) -> bool:
    return one.when.holds(other.when)


def _is_next(old: _Stated, new: _Stated) -> bool:
    return new.article is old.article and not new.is_off and new.days != old.days


def _is_renewed(old: _Stated, new: _Stated) -> bool:
    """Whether "not in November" is followed by "our new date is …"."""
    distance = new.fact.sentence.start - old.fact.sentence.stop
    return _is_next(old, new) and 0 <= distance <= NEAR and _RENEWED.search(new.sentence) is not None


def _supersedes(old: _Stated, new: _Stated) -> bool:
    """Whether a newer article gives another time to the same thing, in the same words."""
    if new.article.date <= old.article.date or new.is_off or _holds(old, new) or _holds(new, old):
        return False
    if old.fact.attribute not in EVENTS or old.fact.attribute != new.fact.attribute:
        return False
    return old.fact.subject == new.fact.subject and len(_content(old) & _content(new)) >= 1


def _content(one: _Stated) -> set[str]:
    """The stems that tell what happens: without the names, the numbers and the small words."""
    value = {token.stem for token in tokenize(f"{one.fact.value} {one.fact.evidence.of(one.article.text)}")}
    return {
        token.stem
        for token in tokenize(one.sentence)
        if token.text[0].islower() and token.norm not in STOP_WORDS and len(token.norm) > 2
    } - value


def _best(found: Iterable[_Stated]) -> _Stated | None:
    """Of several new times the one that the newest article tells as an event, first in its text."""
    return max(
        found, key=lambda one: (one.article.date, one.fact.attribute in EVENTS, -one.fact.evidence.start), default=None
    )


def _milestone(group: list[_Stated], *, is_moved: bool) -> Milestone:
    """One time from all that state it: cited is the newest that stands by it, else the newest that takes it back."""
    standing = [one for one in group if not one.is_off]
    newest = max(
        standing or group, key=lambda one: (one.article.date, one.fact.attribute in EVENTS, -one.fact.evidence.start)
    )
    fact = newest.fact
    is_off = is_moved or not standing or any(one.is_off and one.article.date > newest.article.date for one in group)
    certainty = max((one.fact.certainty for one in standing or group), key=_weight)
    return Milestone(
        newest.when,
        fact.value,
        fact.attribute if fact.attribute in EVENTS else "",
        certainty if certainty is not Certainty.RUMOUR else fact.certainty,
        is_off,
        _cited(newest),
        newest.span,
        len({one.article.id for one in group}) - 1,
    )


def _weight(certainty: Certainty) -> int:
    return (Certainty.RUMOUR, Certainty.EXPECTED, Certainty.CONFIRMED).index(certainty)


def _cited(one: _Stated) -> Citation:
    article, sentence = one.article, one.fact.sentence
    return Citation(
        article.id,
        article.title,
        article.date,
        one.sentence,
        sentence.start,
        sentence.stop,
        article.source,
        article.url,
    )


def _spelled(subject: str, stated: list[_Stated], asked: tuple[str, ...]) -> str:
    """The subject as articles write it most."""
    names = Counter(
        one.fact.subject for one in stated if {token.norm for token in tokenize(one.fact.subject)} == set(asked)
    )
    return names.most_common(1)[0][0] if names else subject
