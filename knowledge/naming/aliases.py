"""Which names of a text stand for the same thing: short forms, abbreviations, former and new names."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from typing import TYPE_CHECKING

from knowledge.language.patterns import lazy_pattern
from knowledge.naming.namekinds import NameKind

if TYPE_CHECKING:
    from knowledge.naming.names import Name


def learn_aliases(text: str, names: Sequence[Name]) -> dict[str, str]:
    """Other ways in which this text names something, each with the fullest name.

    Surname or first name alone, abbreviation in brackets, '("Norvia")', "formerly X", "now called X", a product
    without its maker (its number stays). A short name that fits two full ones is left out.
    """
    aliases: dict[str, str] = {}
    _learn_stated(text, names, aliases)
    kinds = {name.text: name.kind for name in names}
    fuller: dict[str, set[str]] = defaultdict(set)
    for full in kinds:
        for short in _shorter(full, kinds[full]):
            if short in kinds and short != full:
                fuller[short].add(full)
    for short, fulls in fuller.items():
        longest = max(sorted(fulls), key=len)
        if all(full in longest for full in fulls):
            aliases.setdefault(short, longest)
    return {short: _last(aliases, full) for short, full in aliases.items() if short != _last(aliases, full)}


def _last(aliases: dict[str, str], full: str) -> str:
    for _ in range(3):
        full = aliases.get(full, full)
    return full


def _shorter(full: str, kind: NameKind) -> list[str]:
    """Parts of a name that may stand for it. A product keeps its number: "Margin" is not "Margin 3"."""
    parts = full.split()
    tails = [" ".join(parts[cut:]) for cut in range(1, len(parts))]
    if any(char.isdigit() for char in full):
        return [tail for tail in tails if any(char.isdigit() for char in tail) and len(tail) > 2]
    if kind is NameKind.PERSON:
        return [*tails, *parts[:1]]
    return [*(" ".join(parts[:cut]) for cut in range(1, len(parts))), *(tail for tail in tails if tail[0].isalpha())]


_BRACKETED = lazy_pattern(r"\s?\((?:the\s)?[\"“”'‘„«]?([A-Z][\w&.-]*(?: [A-Z0-9][\w&.-]*){0,3})[\"“”'’«»]?\)")
_FORMERLY = lazy_pattern(
    r",? \(?(?:formerly|previously|once|until recently|earlier)(?: known as| called| named)? ([A-Z])"
)
_NOW = lazy_pattern(r",? \(?(?:now|since renamed|later)(?: known as| called| named| renamed)? ([A-Z])")
_KNOWN_AS = lazy_pattern(r",? \(?(?:also |better |hereinafter )?(?:known|referred to) as [\"“‘']?([A-Z])")
_RENAMED = lazy_pattern(
    r" (?:has been |was |is |will be |is to be |has )?(?:renamed|rebranded(?: as| to)?|changed? its name to) "
    r"(?:itself )?([A-Z])"
)


def _learn_stated(text: str, names: Sequence[Name], aliases: dict[str, str]) -> None:
    starts = {name.span.start: name.text for name in names}
    for name in names:
        bracket = _BRACKETED.match(text, name.span.stop)
        if bracket and bracket.group(1) != name.text and _abbreviates(bracket.group(1), name.text):
            aliases[bracket.group(1)] = name.text
        for pattern, is_old_second in ((_FORMERLY, True), (_KNOWN_AS, True), (_NOW, False), (_RENAMED, False)):
            match = pattern.match(text, name.span.stop)
            other = starts.get(match.start(1)) if match else None
            if other and other != name.text:
                old, new = (other, name.text) if is_old_second else (name.text, other)
                aliases[old] = new


def _abbreviates(short: str, full: str) -> bool:
    """Whether the words in brackets stand for the name before them.

    >>> _abbreviates("NIST", "Norvia Institute for Sea Trade"), _abbreviates("Delta", "Norvia Foods")
    (True, False)
    """
    if short in full:
        return True
    letters = short.replace(".", "").replace("&", "").lower()
    initials = "".join(part[0] for part in re.split(r"[\s-]+", full) if part[0].isalnum()).lower()
    rest = iter(initials)
    return len(letters) > 1 and letters.isalpha() and all(letter in rest for letter in letters)
