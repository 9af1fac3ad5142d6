"""What kind of thing each name of a text names, by votes from all the places where it stands."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from enum import StrEnum

from knowledge.language.patterns import lazy_pattern
from knowledge.language.wordlists import words
from knowledge.naming.nameruns import Run, is_proper


class NameKind(StrEnum):
    """What a name names."""

    PERSON = "person"
    ORGANISATION = "organisation"
    PLACE = "place"
    PRODUCT = "product"
    OTHER = "other"


_WORD_BEFORE = lazy_pattern(r"([\w’'.-]+)[ \u00a0]\Z")
_ROLE_BEFORE = lazy_pattern(r"([\w’'-]+), \Z")
_AGE = lazy_pattern(r",? \(?(?:aged )?\d{1,2}(?:,|\)|\.|-year-old)")
_WHO = lazy_pattern(r",? who\b|, (?:his|her) ")
_WHICH = lazy_pattern(r",? which\b")
_IS_A = lazy_pattern(
    r",? (?:is|was|will be|remains|are|for \w+, is) (?:an?|the|its|our|their) ((?:[\w-]+ ){0,5}[\w-]+)"
)
_APPOSED = lazy_pattern(r", (?:an?|the|its|his|her|their|our) ((?:[\w-]+ ){0,5}[\w-]+)")
_NEXT = lazy_pattern(r"(['’]s?)? ([\w-]+)(?: ([\w-]+))?")
_DATELINE = lazy_pattern(r",[^.\n]{0,30} [–—-]{1,2} |\s?\([A-Z][A-Za-z]+\) [–—-]")
_COMMA_ROLE = lazy_pattern(
    r", (?:(?:an?|the|its|our|their|his|her) )?((?:[\w'’-]+ ){0,5}?)(?:of|at|for|in|who|,|\.|;|and|he|she)\b"
)
_ENOUGH = 0.8
"""Fewer votes decide nothing."""
_WORDS = lazy_pattern(r"[^\W\d_]+")
_FIGURE = lazy_pattern(r"\d")
_COUNTS = frozenset("one two three four five six seven eight nine ten awards award festival cup shield prize".split())
_IN_PLACE = frozenset("in near outside inside throughout across around".split())
_THINGS_DO = frozenset(
    "costs cost weighs ships ship launches arrives supports runs sells retails stores carries comes".split()
)
_FIRMS_DO = frozenset(
    "announces announced launched unveiled introduces introduced postponed acquired employs reports reported declined "
    "acquires owns makes sells plans operates released agreed signed denies denied cut raised hired".split()
)


def kinds_of(text: str, found: Sequence[Run]) -> dict[str, NameKind]:
    """The kind of each distinct name among `found`."""
    votes: dict[str, dict[NameKind, float]] = {}
    for name in found:
        tally = votes.get(name.text)
        if tally is None:
            tally = votes[name.text] = defaultdict(float)
            _vote_by_form(name.text, tally)
        _vote_by_place(text, name, tally)
    _share(votes)
    return {name: _winner(tally) for name, tally in votes.items()}


def _winner(tally: dict[NameKind, float]) -> NameKind:
    if not tally:
        return NameKind.OTHER
    kind = max(tally, key=lambda k: tally[k])
    return kind if tally[kind] >= _ENOUGH else NameKind.OTHER


def _share(votes: dict[str, dict[NameKind, float]]) -> None:
    """A part of a longer name has that name's votes too."""
    longer = sorted((name for name in votes if " " in name), key=len, reverse=True)
    own = {name: dict(tally) for name, tally in votes.items()}
    for full in longer:
        parts = full.split()
        pieces = {parts[0], parts[-1], " ".join(parts[:-1]), " ".join(parts[1:])} - {full}
        for piece in pieces:
            if piece in votes and bool(_FIGURE.search(piece)) == bool(_FIGURE.search(full)):
                for kind, vote in own[full].items():
                    votes[piece][kind] += vote * 0.8
                for kind, vote in own[piece].items():
                    if kind is not NameKind.PLACE:
                        votes[full][kind] += vote * 0.5


def _vote_by_form(name: str, tally: dict[NameKind, float]) -> None:
    parts = [part.strip(".,").lower() for part in name.split()]
    last = parts[-1]
    if "&" in name or last in words("cues", "organisations"):
        tally[NameKind.ORGANISATION] += 4
    elif any(part in words("cues", "organisations") for part in parts):
        tally[NameKind.ORGANISATION] += 2.5
    if last in words("cues", "places") or parts[0] == "st":
        tally[NameKind.PLACE] += 3
    if _FIGURE.search(name):
        tally[NameKind.PRODUCT] += 3
    if "_" in name:
        tally[NameKind.PERSON] += 3
    if len(parts) == 1 and name.isupper() and len(name) > 2:
        tally[NameKind.ORGANISATION] += 1.5
    if parts[0] in ("the", "a") or last in _COUNTS:
        tally[NameKind.PERSON] -= 3
    if 2 <= len(parts) <= 4 and name.replace(" ", "").replace("-", "").replace(".", "").replace("'", "").isalpha():
        tally[NameKind.PERSON] += 1 if any(is_proper(part) for part in _WORDS.findall(name.lower())) else 0.3


def _vote_by_place(text: str, name: Run, tally: dict[NameKind, float]) -> None:
    before = _WORD_BEFORE.search(text, max(0, name.start - 24), name.start)
    if before:
        _vote_by_word_before(text, before.group(1), before.start(1), tally)
    elif (role := _ROLE_BEFORE.search(text, max(0, name.start - 24), name.start)) is not None:
        if role.group(1).lower() in words("roles", "heads"):
            tally[NameKind.PERSON] += 3
    elif text[name.start - 1 : name.start] in "'‘" and text[name.stop : name.stop + 1] in ("'", "’"):
        tally[NameKind.PRODUCT] += 2
    _vote_by_what_follows(text, name, tally)


def _vote_by_word_before(text: str, word: str, at: int, tally: dict[NameKind, float]) -> None:
    lower = word.lower().rstrip(".")
    if lower in words("cues", "organisation_nouns"):
        tally[NameKind.ORGANISATION] += 3
    elif lower in words("cues", "products"):
        tally[NameKind.PRODUCT] += 2.5
    elif lower in words("cues", "titles") or lower in words("roles", "heads"):
        tally[NameKind.PERSON] += 4
    elif lower in _IN_PLACE:
        tally[NameKind.PLACE] += 2
    elif lower in ("from", "at", "to"):
        tally[NameKind.PLACE] += 0.3
    elif lower in ("by", "said", "says", "told"):
        tally[NameKind.PERSON] += 1
    elif lower == "the":
        tally[NameKind.PERSON] -= 3
        tally[NameKind.PRODUCT] += 0.6
    elif lower in ("of", "for", "at"):
        role = _WORD_BEFORE.search(text, max(0, at - 20), at)
        if role and role.group(1).lower() in words("roles", "heads"):
            tally[NameKind.ORGANISATION] += 3


def _vote_by_what_follows(text: str, name: Run, tally: dict[NameKind, float]) -> None:
    stop = name.stop
    if _AGE.match(text, stop) or _WHO.match(text, stop):
        tally[NameKind.PERSON] += 3
    elif _WHICH.match(text, stop):
        tally[NameKind.ORGANISATION] += 0.6
        tally[NameKind.PERSON] -= 1
    elif _DATELINE.match(text, stop) and name.text.isupper():
        tally[NameKind.PLACE] += 5
    said_to_be = _IS_A.match(text, stop) or _APPOSED.match(text, stop)
    if said_to_be:
        _vote_by_noun(said_to_be.group(1).lower().split(), tally)
    role = _COMMA_ROLE.match(text, stop)
    if role and any(word in words("roles", "heads") for word in role.group(1).lower().split()):
        tally[NameKind.PERSON] += 3
    following = _NEXT.match(text, stop)
    if following:
        _vote_by_next(following, tally)


def _vote_by_noun(nouns: list[str], tally: dict[NameKind, float]) -> None:
    for noun in nouns:
        if noun in ("of", "in", "for", "that", "which", "with", "at", "to"):
            return
        if noun in words("cues", "products"):
            tally[NameKind.PRODUCT] += 2
        elif noun in words("cues", "organisation_nouns"):
            tally[NameKind.ORGANISATION] += 2
        elif noun in words("roles", "heads"):
            tally[NameKind.PERSON] += 2
        elif noun in words("cues", "places"):
            tally[NameKind.PLACE] += 2


def _vote_by_next(following: re.Match[str], tally: dict[NameKind, float]) -> None:
    possessive, word, second = following.group(1), following.group(2).lower(), (following.group(3) or "").lower()
    if possessive:
        if word in words("roles", "heads") or second in words("roles", "heads"):
            tally[NameKind.ORGANISATION] += 2
        return
    if word in ("said", "says", "told", "added", "wrote", "replied", "explained", "joked", "recalled"):
        tally[NameKind.PERSON] += 1
        tally[NameKind.ORGANISATION] += 0.4
    elif word in _THINGS_DO or (word == "goes" and second == "on"):
        tally[NameKind.PRODUCT] += 1
    elif word in _FIRMS_DO or (word in ("has", "had", "have") and second in _FIRMS_DO):
        tally[NameKind.ORGANISATION] += 1
