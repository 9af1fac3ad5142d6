"""Which values of a sentence are former ones: what was planned, said or charged before it changed."""

from __future__ import annotations

import re

from knowledge.language.patterns import lazy_pattern
from knowledge.model import Span

_MOVED = (
    r"(?:go(?:es)?|went|raise[sd]?|cuts?|reduce[sd]?|increase[sd]?|rises?|rose|risen|gone|move[sd]?|push(?:ed)?|postpone[sd]?|"
    r"fall(?:s|en)?|"
    r"fell|drop(?:s|ped)?|grow(?:s|n)?|grew|jump(?:s|ed)?|climb(?:s|ed)?|lower(?:s|ed)?|shift(?:s|ed)?|extend(?:s|ed)?|"
    r"change[sd]?|slip(?:s|ped)?|put(?:s|ting)?(?: (?:off|back|forward))?|reschedul(?:e[sd]?|ing)|defer(?:s|red)?|"
    r"adjourn(?:s|ed)?|moving|postponing|pushing|shifting|"
    r"delay(?:s|ed|ing)?|brought forward|bring forward|double[sd]?|expand(?:s|ed)?|up|down)"
)
_BEFORE = lazy_pattern(
    r"(?:\binstead of(?: (?:on|in|at|from|the))*|\brather than(?: (?:on|in|at))?|\bno longer(?: (?:on|in|at))?|"
    r"\b(?:previously|originally|initially|formerly) (?:\S+ ){0,4}?(?:for|on|at|as|to|in|by)?|"
    r"\b(?:had|was|were) (?:been )?(?:planned|due|scheduled|set|meant|supposed|expected|promised|"
    r"announced|to have)(?: \S+){0,6}?|"
    r"\bpromised (?:\S+ ){1,6}?for|\bwe (?:also |had )?(?:wrote|reported)\b[^.;]{0,60}?|"
    r"\bhad planned to(?: \S+){0,6}?|\b(?:compared (?:with|to)|against)(?: \w+){0,3}? (?:in|before)?|"
    r"\b(?:up|down) from|\bused to (?:\w+ ){0,3}?)\s*(?:on |in |at |the |about |around |from )*$",
    re.IGNORECASE,
)
_MARKS = (
    "instead rather longer previously originally initially formerly had was were compared against from used "
    "promised wrote reported"
).split()
"""One of these stands in all that `_BEFORE` finds."""
_AFTER = lazy_pattern(
    r"^\s*(?:before(?=\s*(?:[.,;)]|$|and\b|but\b|now\b))|previously|until now|so far|earlier|originally)\b[^.]{0,3}"
)
_AS_PLANNED = lazy_pattern(r"^\s*as (?:planned|announced before)\b")
_NOT = lazy_pattern(r"\b(?:not|never|cannot|no longer|unable)\b|n['’]t\b", re.IGNORECASE)
"""What makes "on 3 May as planned" a day that is off: by itself it says that the day holds."""
_AFTER_LAST_TIME = lazy_pattern(
    r"\s+(?:in (?:the (?:year|month|quarter)|\d{4})|(?:a|the) year (?:ago|before|earlier)|last (?:year|time))\b"
)
"""What makes "3 million" a former value in "5 million after 3 million last year"."""
_FROM_TO = lazy_pattern(rf"\b{_MOVED}\b[^.;]{{0,60}}?\bfrom\s+$", re.IGNORECASE)
_TURNED_DOWN = (
    r"(?:was|is|were|has been|have been) (?:\w+ )?(?:rejected|refused|turned down|denied|declined|dismissed|voted down|"
    r"thrown out|withdrawn|overruled|in vain)\b"
)
_WISH = r"(?:(?:the|his|her|its|their) )?(?:request|plea|proposal|motion|bid|application|appeal|offer)s?"
_TAKEN_BACK = lazy_pattern(
    r"^\W*(?:that|this|it|which)(?: \w+)? (?:was|is|were|proved)(?: \w+)? "
    r"(?:wrong|incorrect|a mistake|an error|not (?:true|correct|right)|false|untrue|mistaken)\b|"
    r"^\W*(?:this|that|it|they|we|he|she|those)"
    r"(?: \w+n['’]t| (?:is|was|are|were|has|have|had|do|does|did|will|can) not| cannot)\W*$|"
    rf"^\W*(?:this|that|it|{_WISH}) {_TURNED_DOWN}",
    re.IGNORECASE,
)
_BUT_TURNED_DOWN = lazy_pattern(
    rf"(?:\bbut|\byet|;|[–—]|\bhowever,?) (?P<what>(?:this|that|it|{_WISH}) {_TURNED_DOWN}[^.;]*)", re.IGNORECASE
)

_TELLS = lazy_pattern(
    rf"\b(?:{_MOVED}|now|no longer|any ?more|instead|rather than|after all|still|new|cancel\w*|call(?:ed|s|ing)? off|"
    r"abandon\w*|scrap(?:s|ped)|shelv\w+|withdr[ae]w\w*|prolong\w*|lengthen\w*|widen\w*|revis\w+|correct\w*|"
    r"replac\w+|succeed\w*|tak(?:es|ing) over|took over|previously|originally|initially|formerly|earlier|later)\b",
    re.IGNORECASE,
)
"""Words by which a sentence tells that something is no longer as it was, or is so in spite of what was said."""


def tells_change(sentence: str) -> bool:
    """Whether a sentence may tell that something changed.

    >>> tells_change("The Tarn One has to wait; the day was put off."), tells_change("It has five doors.")
    (True, False)
    """
    return _TELLS.search(sentence) is not None


def is_former(sentence: str, span: Span) -> bool:
    """Whether a value is what held before: "23 May instead of 18 April", "from 18 to 30 crowns", "(2 GB before)".

    >>> is_former("It costs 30 instead of 18 crowns.", Span(24, 33))
    True
    """
    before, after = sentence[: span.start], sentence[span.stop :]
    lead = before[-70:].lower()
    if any(mark in lead for mark in _MARKS) and _BEFORE.search(before[-70:]):
        return True
    if _AFTER.match(after) or (_AS_PLANNED.match(after) and _NOT.search(before)):
        return True
    if _AFTER_LAST_TIME.match(after) and re.search(r"\bafter (?:\w+ )?$", before[-20:]):
        return True
    if re.match(r"[^.;]{0,30}\bnow\b", after) and re.search(
        r"\b(?:took|was|cost|sold for|charged) (?:\w+ )?$", before[-25:]
    ):
        return True
    return bool(re.match(r"[^.;]{0,25}?\bto\b", after)) and _FROM_TO.search(before[-90:]) is not None


def is_move(sentence: str, span: Span) -> bool:
    """Whether a range of times is a move from its first to its last: "postponed from 14 April to 28 April"."""
    return _FROM_TO.search(sentence[: span.start][-90:].rstrip() + " ") is not None


def takes_back(sentence: str) -> bool:
    """Whether a sentence says that the one before it was wrong."""
    return _TAKEN_BACK.match(sentence) is not None


def turned_down(sentence: str) -> str:
    """The clause that says that what its sentence asks or proposes was refused; "" where none does.

    >>> turned_down("Her club had asked for a later start, but this was rejected.")
    'this was rejected'
    """
    found = _BUT_TURNED_DOWN.search(sentence)
    return found["what"].rstrip(' ."”') if found else ""
