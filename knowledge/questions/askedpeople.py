"""Whether a question asks for somebody: "who …", "which racing driver helped"; told before all other kinds."""

from __future__ import annotations

import re

from knowledge.language.patterns import lazy_pattern
from knowledge.language.text import tokenize
from knowledge.language.wordclasses import tag
from knowledge.language.wordlists import lines, words
from knowledge.yamlfile import read_vocabulary

PEOPLE_NOUNS = words("roles", "heads") | words("doers", "people") | frozenset(lines("questions", "who_nouns"))
"""Folded words for people, and for firms and groups."""
_WHO_NOUN = "|".join(lines("questions", "who_nouns"))
_DOERS = frozenset(noun for noun in read_vocabulary("doers")["doers"] if noun.endswith(("er", "or", "ect")))
_NOT_OF = frozenset("people men women children staff reader player".split())
_ASKS_WHO = lazy_pattern(
    r"(?:.*[,;:?] )?(?:(?:and|so|but|then) )?(?:(?:by|with|to|for|from|on|at|about|of|in) )?"
    r"(?:(?:who|whom|whose)\b(?! (?:else|all)\b)|(?:which|what) (?P<rest>.+))",
    re.IGNORECASE,
)


def asks_for_somebody(clause: str) -> bool:
    """Whether a clause begins with words that ask for nothing but people or firms: "who", "which firm does"."""
    match = _ASKS_WHO.match(clause)
    if match is None or match["rest"] is None:
        return match is not None
    somebody = find_somebody(match["rest"].casefold())
    return somebody != "" and not somebody.endswith("s")


def find_somebody(rest: str) -> str:
    """The noun phrase for people or a firm right behind "which" where a verb follows: "racing driver helped"; or ""."""
    tokens = tokenize(rest)[:5]
    tags = tag(tokens)
    for place, token in enumerate(tokens[:-1]):
        if place and tags[place - 1] not in "NJPSDEG#":
            return ""
        word = token.norm
        is_who = (
            re.fullmatch(_WHO_NOUN, word) or word in PEOPLE_NOUNS or word in _DOERS or word.removesuffix("s") in _DOERS
        )
        if place and (word in _NOT_OF or word.endswith("s")):
            return ""  # "which address people can write to", "which desk reader does"
        if is_who and (tags[place + 1] in "VZDMA" or tokens[place + 1].norm in ("is", "was", "has")):
            return rest[: token.span.stop]
    return ""
