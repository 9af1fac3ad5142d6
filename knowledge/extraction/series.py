"""Long enumerations, whose things each have words of their own: "a camera from Tolm, a drill that …, and a lamp"."""

from __future__ import annotations

from collections.abc import Iterator

from knowledge.language.patterns import lazy_pattern
from knowledge.model import Span

_COUNTED = r"(?:an?|the|its|one|two|three|four|five|six|seven|eight|nine|ten|\d{1,3}|some|several|another|free|new)"
_OPENS = lazy_pattern(
    r"(?::|\b(?:includ(?:es?|ing)|contains?|with|ha[sd]|have|offers?|brings?|gets?|shows?|showed|sees?|hears?|finds?|adds?|"
    r"comprises?|carr(?:y|ies)|provides?|promises?|receives?|are|were)) "
    rf"(?={_COUNTED} \w)"
)
_JOINT = lazy_pattern(rf"(?P<last>,? (?:and|or)(?:, [^,]{{3,30}},)? |, (?:and|or) )(?={_COUNTED} )|, (?={_COUNTED} )")
_ENDS = lazy_pattern(r"[.;:!?](?=\s|$)|\n|[ ][–—-][ ]|[“”\"()]")
LONGEST = 14
"""Words of one thing with what is said about it."""


def find_series(text: str) -> Iterator[tuple[Span, ...]]:
    """The things of each enumeration of three or more that opens after a colon or a verb of having.

    >>> text = "It has a lamp, two drills that turn and a map."
    >>> [[item.of(text) for item in items] for items in find_series(text)]
    [['a lamp', 'two drills that turn', 'a map']]
    """
    for opening in _OPENS.finditer(text):
        end = _ENDS.search(text, opening.end())
        items = _items(text, opening.end(), end.start() if end else len(text))
        if items:
            yield items


def _items(text: str, start: int, stop: int) -> tuple[Span, ...]:
    """The things between two places, or () where fewer than three are told or no "and" joins the last one."""
    items: list[Span] = []
    for joint in _JOINT.finditer(text, start, stop):
        items.append(Span(start, joint.start()))
        start = joint.end()
        if joint["last"]:
            comma = text.find(",", start, stop)
            items.append(Span(start, comma if comma >= 0 else stop))
            break
    else:
        return ()
    fits = all(item.stop > item.start and len(item.of(text).split()) <= LONGEST for item in items)
    return tuple(items) if fits and len(items) > 2 else ()
