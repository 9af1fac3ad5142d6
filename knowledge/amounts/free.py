"""Where a text says that something costs nothing."""

from __future__ import annotations

import re

from knowledge.model import Span

_FREE = re.compile(
    r"\b(?:free[ ]of[ ]charge|for[ ]free|at[ ]no[ ](?:extra[ ]|additional[ ]|further[ ])?(?:cost|charge)|without[ ](?:any[ ]|extra[ ])?(?:charge|cost)|"
    r"free[ ](?:admission|entry|entrance)|(?:pays?|costs?|charges?)[ ]nothing|nothing[ ]to[ ]pay|for[ ]nothing|complimentary|gratis|no[ ](?:charge|fee|entry[ ]fee|cost)|"
    r"free)\b(?![ ](?:up|from|fall|will|speech|trade|market|agents?|agency|kicks?|press|elections?|movement|world|time|range|rein|"
    r"hand|fire|and[ ]fair|society|love|expression|wheel|throws?)\b|-[a-z])",
    re.IGNORECASE,
)
_NOT_FREE = re.compile(
    r"(?:\b(?:feel|set|sets|break|breaks|broke|walk|walked|go|went|roam|run|running|freed|wrest|pull|get|be|remain|stay|not|n[’']t be)[ ]|[a-z]-)\Z",
    re.IGNORECASE,
)


def find_free(text: str) -> tuple[Span, ...]:
    """Where something is said to cost nothing: "free of charge", "at no extra cost", "pay nothing".

    >>> find_free("Entry is free.")
    (Span(start=9, stop=13),)
    """
    if not re.search("free|cost|charge|nothing|gratis|complimentary|no fee", text, re.IGNORECASE):
        return ()
    return tuple(
        Span(*match.span())
        for match in _FREE.finditer(text)
        if not (match[0].lower() == "free" and _NOT_FREE.search(text[max(0, match.start() - 12) : match.start()]))
    )
