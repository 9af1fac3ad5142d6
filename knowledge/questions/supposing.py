"""Questions for what happens under a condition: "and if it rains?", "what happens when nobody is in?"."""

from __future__ import annotations

import re

from knowledge.language.patterns import lazy_pattern
from knowledge.language.wordlists import lines

_WH, _AUX = ("|".join(lines("questions", name)) for name in ("wh", "auxiliaries"))
_THEN = r"(?:what(?: happens| do (?:i|we|you) do)?(?: then| next)?|then what|what (?:will|would) happen(?: then)?)"
_SUPPOSES = lazy_pattern(
    r"(?:(?:and|but|so|or|then) )*(?:"
    rf"(?:what|how) (?:about )?(?:if|in case) (?P<what>.+)|"
    rf"what (?:happens?|(?:will|would) happen)\b(?: (?!(?:if|when|in case|unless)\b)[\w.'-]+){{0,8}}? "
    rf"(?:if|when|in case|unless) (?P<happens>.+)|"
    rf"(?:if|in case) (?P<only>[^,]+?)(?:, ?{_THEN})?|"
    rf"should (?P<should>[^,]+?), ?{_THEN}|"
    r"should (?P<fall>(?:it|there|the [\w'-]+) (?:be|get|turn|rain|snow|fail)\b.*)|"
    rf"{_THEN},? (?:if|when|in case) (?P<then>.+))",
    re.IGNORECASE,
)
_ASKS = lazy_pattern(
    rf"(?:.*\b(?:{_WH})|{_AUX})\b|.*\b(?:{_AUX}) (?:i|you|we|they|he|she|it|one|there|my|your|the)\b", re.IGNORECASE
)
"""What shows that a clause with "if" goes on with a question of its own: "if I miss it can I come again"."""


def find_supposed(text: str) -> str | None:
    """The words of the condition under which a question asks what happens; None where it asks otherwise.

    >>> find_supposed("And if the wind is too strong?"), find_supposed("If it rains, is it free?")
    ('the wind is too strong', None)
    >>> find_supposed("should it rain?"), find_supposed("should I send it back?")
    ('it rain', None)
    """
    match = _SUPPOSES.fullmatch(text.strip(" ?!."))
    if match is None:
        return None
    found = next(part for part in match.groups() if part is not None)
    return None if match["only"] is not None and _ASKS.match(found) else found
