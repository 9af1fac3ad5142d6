"""Which value takes the place of which: the new date of what was postponed, the price instead of the one announced.

A newer article often tells a change in words of its own ("the new date is 23 March"), while the question meets the
words of the older one ("the premiere is on 2 March"). What the old value was asked by, the new one answers.
"""

from __future__ import annotations

from collections.abc import Sequence

from knowledge.answering.candidates import Candidate, Read
from knowledge.answering.renewals import BOUNDS, Succession, is_like, successions
from knowledge.language.text import tokenize
from knowledge.model import ValueKind
from knowledge.questions.understanding import STOP_WORDS
from knowledge.search.kin import are_kin
from knowledge.search.matching import Sought
from knowledge.search.view import Line

AHEAD, REPLACED = 0.1, 0.5
"""What a new value scores more than the old one did; what the old one loses."""
MONTH = 31
"""Days of which a value told roughly ("not in March") may stand for the one that an older article tells."""
MET = 0.6
"""From which strength on a word is met by the old value's sentence, and so by the new value."""
SURELY = 0.9
"""From which strength on a sentence names a thing."""
DENIAL = 0.6
"""What a time lost for being denied: the new one is no worse for that."""
SAME_MATTER, SAME_ASKED = 0.85, 0.7
"""Which share of what the older article and sentence meet of the question "the new date" must meet."""
SHARED = 2
"""So many words a sentence that puts a figure right shares with the one that gave it wrongly."""
PUT_RIGHT = 3
"""How many times the wrong figure the right one is at most, or the other way round."""
_KINDS = frozenset({ValueKind.TIME, ValueKind.CLOCK, ValueKind.DURATION, ValueKind.MONEY, ValueKind.NUMBER})


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
        for one in successions(read, kinds):
            if bygone and not past and one.new.when is not None and one.new.when.start > read.published:
                continue
            _take_place(one, candidates, sought, past=past)


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
            new.score -= REPLACED
            _mark(new, -REPLACED)
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
        new.stands_for = best
        new.notes.append("replaces")
    for old in olds:
        _give_up(old)
        for hour in candidates:  # the hour goes with its day
            is_beside = hour.read is old.read and hour.line == old.line and hour.read is not one.read
            if is_beside and not hour.is_replaced and hour.value is not None and hour.value.kind is ValueKind.CLOCK:
                _give_up(hour)


def _give_up(old: Candidate) -> None:
    old.give_way(REPLACED, "replaced")
    _mark(old, -REPLACED)


def _mark(candidate: Candidate, worth: float) -> None:
    """Adds what a succession is worth to the part of the score that tells of the question's flags."""
    if len(candidate.parts) > 1:
        candidate.parts = (candidate.parts[0], candidate.parts[1] + worth, *candidate.parts[2:])


def _worth(candidate: Candidate) -> float:
    is_denied = candidate.value is not None and candidate.value.is_denied
    return candidate.score + (DENIAL if is_denied else 0.0)


def _met(candidate: Candidate, sought: Sequence[Sought]) -> frozenset[str]:
    strengths = candidate.read.match.strengths[:, candidate.line]
    near = candidate.read.match.context[:, candidate.line]
    return candidate.met | {
        one.token.norm
        for n, one in enumerate(sought)
        if strengths[n] >= MET or (one.is_name and not one.is_identity and near[n] >= MET)
    }


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
        is_near = (one.old.when.end - one.old.when.start).days <= MONTH or _says_as_much(one, candidate)
        return value.when == one.old.when or (is_near and one.old.when.holds(value.when))
    if value.kind is ValueKind.CLOCK or value.low is None:
        return value.text == one.old.text
    return value.low == one.old.low and (value.unit == one.old.unit or not one.old.unit)


def _is_only_limit(one: Succession, candidate: Candidate) -> bool:
    """Whether "the deadline" that moves is the only one that the older article sets."""
    if not one.is_limit:
        return False
    return sum(v.kind is ValueKind.TIME and v.measure in BOUNDS for v in candidate.read.analysis.values) == 1


def _names_the_same(one: Succession, candidate: Candidate) -> bool:
    """Whether both sentences, or the one before the new one, name the same thing that is not the whole matter."""
    new, number = one.read.match, one.new.line
    old = candidate.read.match.strengths[:, candidate.line]
    here = new.strengths[:, max(0, number - 1) : number + 1].max(axis=1)
    named = candidate.read.subject & (old >= SURELY) & (here >= SURELY) & (new.title < MET)
    return bool(named.any())


def _is_one_matter(one: Read, other: Read) -> bool:
    """Whether two articles tell of one matter: they share names, or one in their titles."""
    if are_kin(one.view, other.view):
        return True
    named = set(one.view.title_stems.split()) & set(other.view.title_stems.split())
    return any(token.stem in named and token.norm in one.view.proper for token in tokenize(one.view.article.title))


def _says_as_much(one: Succession, candidate: Candidate) -> bool:
    """Whether the new value's sentence meets as much of what is asked as an older one does."""
    return one.read.own(one.new.line) >= SAME_ASKED * candidate.read.own(candidate.line) > 0


def _is_put_right(one: Succession, candidate: Candidate) -> bool:
    """Whether a correction may mean an older article's value: one like it, in a sentence that says as much of what is
    asked."""
    value, read, new = candidate.value, candidate.read, one.read
    if value is None or read.published >= new.published or not is_like(value, one.new):
        return False
    if value.low and one.new.low and max(value.low, one.new.low) > PUT_RIGHT * min(value.low, one.new.low):
        return False
    if any(v.kind is value.kind and v.when == value.when and v.text == value.text for v in new.analysis.values):
        return False  # the correction says it again
    known = new.topic >= SAME_MATTER * read.topic if read.subject.any() else are_kin(new.view, read.view)
    return known and _says_as_much(one, candidate) and _is_reworded(one, candidate)


def _is_reworded(one: Succession, candidate: Candidate) -> bool:
    """Whether the sentence of a correction is about what an older one is about: they share words of their own."""
    line, old = one.read.line(one.new.line), candidate.read.line(candidate.line)
    return len(_content(line) & _content(old)) >= SHARED


def _content(line: Line) -> set[str]:
    """The stems of a sentence that say something: no small words, no figures."""
    return {t.stem for t in line.tokens if len(t.norm) > 3 and t.norm.isalpha() and t.norm not in STOP_WORDS}


def _is_likely_old(one: Succession, candidate: Candidate) -> bool:
    """Whether an older article's time may be the one that "the new date" replaces, though nobody says which it was.

    It was still to come, bounds nothing, and the sentence of the new one, or the one before it, speaks on the matter
    that the question asks about.
    """
    value, read = candidate.value, candidate.read
    if value is None or read.published >= one.read.published or value.is_former:
        return False
    if value.kind is ValueKind.CLOCK:
        if value.text == one.new.text:
            return False
    elif value.when is None or value.when.start <= read.published or value.when == one.new.when:
        return False
    if (value.measure in BOUNDS) != (one.is_limit or one.new.measure in BOUNDS):
        return False
    new, number = one.read, one.new.line
    near = new.own(number)
    if not one.names_matter:
        near = max(near, new.own(number - 1) if number else 0.0, new.share(new.match.title, new.asks))
    if _is_only_limit(one, candidate) or _names_the_same(one, candidate):
        near = 1.0
    if one.is_floor:
        if one.new.when is None or value.when is None or value.when.end >= one.new.when.start:
            return False
        if new.identity.any() and float(new.match.strengths[new.identity, number].min()) >= MET:
            near = 1.0
    is_known = _is_one_matter(new, read) and new.topic >= SAME_MATTER * read.topic
    return is_known and near >= SAME_ASKED * read.own(candidate.line)
