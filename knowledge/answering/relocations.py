"""Where something is after it moved: "the match has been moved to the Corn Hall" replaces the place told before."""

from __future__ import annotations

import re
from collections.abc import Sequence

from knowledge.answering.candidates import Candidate
from knowledge.answering.models import candidate_span
from knowledge.language.patterns import lazy_pattern
from knowledge.model import Span
from knowledge.questions.query import Query
from knowledge.search.matching import Sought

REPLACED = 0.4
"""What the old place loses."""
MET = 0.6
"""From which strength on a word is met by the old place's sentence, and so by the new one."""
SAME_MATTER = 0.85
"""Which share of the naming words that the older article meets the newer one must meet."""
_MOVED = lazy_pattern(
    r"\b(?:mov(?:e[sd]?|ing)|relocat\w+|transferr\w+|switch\w*|shift\w*)\b[^.;]{0,60}?\b(?:to|into|in|at)"
    r"\W(?:[\w'’-]+ ){0,3}$|"
    r"\b(?:will|is|are|shall|to be) now\b[^.;]{0,70}$|\bnow (?:be |being )?(?:takes? place|held|played|"
    r"shown|runs?|opens?|starts?|meets?|stands?|sits?)\b[^.;]{0,70}$|"
    r"\binstead\b[^.;]{0,20}\b(?:in|at|to)\W(?:[\w'’-]+ ){0,3}$",
    re.IGNORECASE,
)
"""What stands before a place that another one was given up for."""
_INSTEAD = lazy_pattern(r"[^.;]{0,30}\b(?:instead|rather than|and not|not (?:in|at))\b", re.IGNORECASE)
_DATE = lazy_pattern(r"\d")
_ASKS_BEFORE = lazy_pattern(r"\b(?:from|before|previous\w*|former\w*|original\w*|initial\w*|first|old|used to)\b")


def relocate(query: Query, candidates: Sequence[Candidate], sought: Sequence[Sought]) -> None:
    """Scores the candidates of a where-question anew where a newer article tells that something moved."""
    if query.is_past or query.is_bygone or query.is_rumour or _ASKS_BEFORE.search(query.text.casefold()):
        return
    news = [c for c in candidates if _is_new(c)]
    if not news:
        return
    newest = max(news, key=lambda c: (c.read.published, c.score))
    same = [c for c in news if c.read is newest.read and c.line == newest.line]
    olds = [c for c in candidates if _is_old(c, newest)]
    if not olds:
        return
    best = max(olds, key=lambda c: c.score)
    met = best.met | {one.token.norm for n, one in enumerate(sought) if best.read.match.strengths[n, best.line] >= MET}
    for new in same:
        new.take_place(best, met, "moved there")
    for old in olds:
        old.give_way(REPLACED, "moved away")


def _is_new(candidate: Candidate) -> bool:
    span = candidate_span(candidate)
    if span is None or _DATE.search(candidate.text):
        return False
    sentence = candidate.read.line(candidate.line).sentence.span
    text = candidate.read.view.text
    preposition = re.match(r"(?:in|at|to|on|into) ", candidate.text)
    start = span.start + (preposition.end() if preposition and text.startswith(candidate.text, span.start) else 0)
    before, after = text[sentence.start : start], text[span.stop : sentence.stop]
    if not _names(candidate.text):
        return False
    return _MOVED.search(before) is not None or _is_instead(before, after, span)


def _is_instead(before: str, after: str, span: Span) -> bool:
    return (
        span.stop > span.start and before.rstrip().endswith((" in", " at", " to")) and _INSTEAD.match(after) is not None
    )


def _is_old(candidate: Candidate, new: Candidate) -> bool:
    """Whether an older article gives this place, and it is another one."""
    read = candidate.read
    if read.published >= new.read.published or new.read.topic < SAME_MATTER * read.topic:
        return False
    if candidate.value is None and candidate.notes[:1] != ["place"]:
        return False  # a whole sentence names more than the place
    words = _names(candidate.text)
    return bool(words) and not words & _names(new.text)


def _names(text: str) -> set[str]:
    return set(re.findall(r"[A-Z][\w'’-]+", text))
