"""Questions for somebody's words that ask for them as words: "… in her own words", "exact wording please"."""

from __future__ import annotations

import re

from knowledge.language.patterns import lazy_pattern
from knowledge.language.text import Token, fold, tokenize
from knowledge.language.vectors import load_vectors
from knowledge.language.wordclasses import tag
from knowledge.language.wordlists import lines, words
from knowledge.questions.query import Asked, Query, query_of

_WH = "|".join(lines("questions", "wh"))
_WORDS = lazy_pattern(
    r"[,;:?.–-]+ *(?:and |or )?(?:please )?(?:(?:what|how) (?:is|was|were|are) )?(?:"
    r"(?:in )?(?:his|her|their|the) (?:(?:own|very|exact|actual) )?(?:words?|wording|lines?|phrase|quotes?)|"
    r"(?:the )?(?:exact |actual |full |very )?(?:words|wording|quote|quotation|phrasing)|word for word|verbatim|"
    r"quote (?:him|her|them|it)|how did (?:it|he|she|they) (?:go|put it|say it|phrase it)|said|"
    r"(?:what )?did (?:he|she|they) say)(?: again| exactly)?(?:,? please)?\W*$",
    re.IGNORECASE,
)
"""The end of a question that says that words are asked for, whatever the rest is like."""
_ROLES = words("roles", "heads") | words("doers", "people") | words("doers", "doers")
_NOBODY = frozenset("it that this there what which who how where when one".split())
_OWNER = lazy_pattern(r"(?P<x>(?:[\w.-]+ ){0,2}[\w.-]+)(?:'s|s')(?= )")
_SMALL = frozenset("the a an by for from at in on of to did does do has have was is were and what which how".split())


def words_question(text: str) -> Query | None:
    """A message that ends with a request for words, about somebody whom it names or describes."""
    asks = _WORDS.search(text)
    if asks is None:
        return None
    clause = text[: asks.start()].strip(" ,;:?.–-")
    subject = find_speaker(clause)
    if not subject:
        return None
    return query_of(clause, Asked.SAID, subject=subject)


def find_speaker(clause: str) -> str:
    """Who of a clause may have spoken: the owner of something, else a name, else somebody by their role; or "".

    >>> find_speaker("what scares the new captain of the ship"), find_speaker("vantour's reason for the club")
    ('captain', 'vantour')
    """
    owner = _OWNER.search(clause)
    if owner is not None:
        owning = [token for token in owner["x"].split() if token.casefold() not in _SMALL]
        if owning and owning[-1].casefold() not in _NOBODY:
            return " ".join(owning[-2:] if _is_name(owning[-2:][0]) else owning[-1:])
    tokens = tokenize(clause)
    tags = tag(tokens)
    first = next((n for n, token in enumerate(tokens) if _is_unknown(token)), None)
    if first is None:
        first = next((n for n, token in enumerate(tokens) if token.norm in _ROLES), None)
    if first is None:
        nouns = [n for n, letter in enumerate(tags) if letter in "NP" and tokens[n].norm not in _NOBODY]
        return tokens[nouns[-1]].text if nouns else ""
    last = first
    while last + 1 < len(tokens) and tags[last + 1] in "NP" and tokens[last + 1].norm not in _SMALL:
        if _is_unknown(tokens[last]) and tokens[last].norm.endswith("s") and not _is_unknown(tokens[last + 1]):
            break  # an owner without its apostrophe: "kelvas reason"
        last += 1
    return clause[tokens[first].span.start : tokens[last].span.stop]


def _is_name(word: str) -> bool:
    return not load_vectors().is_known(fold(word)) or word[:1].isupper()


def _is_unknown(token: Token) -> bool:
    """Whether a word is a name for certain: no dictionary knows it, or it is written like one inside the clause."""
    if any(c.isdigit() for c in token.text):
        return False
    return not load_vectors().is_known(fold(token.text)) or (token.text[0].isupper() and token.span.start > 0)
