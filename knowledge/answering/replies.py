"""Sentences of an article that reply yes or no to a question it puts itself: "Is there parking? No, come by bus."."""

from __future__ import annotations

import re
from dataclasses import dataclass

from knowledge.answering.candidates import Read
from knowledge.language.patterns import lazy_pattern
from knowledge.search.view import Line

_YES = r"yes|yeah|yep|of course|sure|certainly|absolutely|definitely|indeed|correct"
_NO = (
    r"no|nope|not (?:yet|at all|really|quite|any ?more|this|for now|so far)|never|by no means|"
    r"unfortunately not|sadly not"
)
_REPLY = lazy_pattern(
    rf"^[\W_]*(?:(?:A|answer)\s?[:.]\s*)?(?:(?:sorry|well|sadly|alas|oh|god|unfortunately|(?:in|after|before|until|at) "
    rf"[\w: ]{{2,20}}?),?\s+)?(?:(?P<yes>{_YES})|(?P<no>{_NO}))(?=[\s,.;:!–—-]|$)(?P<rest>.*)",
    re.IGNORECASE | re.DOTALL,
)


@dataclass(frozen=True, slots=True)
class Reply:
    """A reply to a question of the article."""

    question: str
    line: int
    """The number of the question's sentence."""
    says_yes: bool
    reason: str
    """What is said besides yes or no, or what the next sentence says; "" where nothing is."""


def replies(read: Read, line: Line) -> Reply | None:
    """The reply that a sentence is, or None."""
    found = _REPLY.match(line.sentence.text)
    if found is None:
        return None
    lines, number = read.view.lines, line.sentence.number
    places = [place for place in (number - 1, line.heading) if place is not None and place >= 0]
    place = next((n for n in places if lines[n].sentence.text.rstrip("\"”“' ").endswith("?")), None)
    if place is None:
        return None
    reason = found["rest"].strip(' ,.;:!–—-"”“')
    if not reason and number + 1 < len(lines) and lines[number + 1].sentence.paragraph == line.sentence.paragraph:
        reason = lines[number + 1].sentence.text
    return Reply(lines[place].sentence.text, place, found["yes"] is not None, reason)
