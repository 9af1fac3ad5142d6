"""What a sentence excepts from what it says: "all models, but not the Mini"."""

from __future__ import annotations

import re

from knowledge.language.patterns import lazy_pattern
from knowledge.language.text import tokenize
from knowledge.language.wordclasses import tag
from knowledge.questions.query import Query

_BUT_NOT = lazy_pattern(
    r"(?:(?:,? but|,) not (?P<but>(?:the|for|on|in|at|with) [^,;.]+)|"
    r",? (?:except(?: for)?|apart from|other than|with the exception of) (?P<except>[^,;.]+))(?=[.\"”]*$|, when\b|;)",
    re.IGNORECASE,
)


def excepts(query: Query, sentence: str) -> bool:
    """Whether a sentence says last that it does not hold for just what a question is about: "only the A, not the B"."""
    exception = _BUT_NOT.search(sentence)
    if exception is None:
        return False
    asked = {token.stem for token, letter in zip(query.tokens, tag(query.tokens), strict=True) if letter in "NSPE"}
    told = {token.stem for token in tokenize(sentence[: exception.start()])}
    return bool((asked - told) & {token.stem for token in tokenize(exception["but"] or exception["except"])})


def without_exception(sentence: str) -> str:
    """What a sentence says before it excepts something."""
    return _BUT_NOT.split(sentence)[0]
