"""Questions without a form that the rules know ("incidents so far?"): their kind by the learned model."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from knowledge.language.patterns import lazy_pattern
from knowledge.language.text import Token, fold, tokenize
from knowledge.language.vectors import load_vectors
from knowledge.language.wordclasses import noun_phrases, tag
from knowledge.questions.askednoun import find_asked_noun
from knowledge.questions.askedpeople import asks_for_somebody
from knowledge.questions.likelykinds import load_kinds
from knowledge.questions.query import Asked, Query

_KINDS = {
    "when": Asked.WHEN, "clock": Asked.CLOCK, "duration": Asked.HOW_LONG, "frequency": Asked.HOW_OFTEN,
    "price": Asked.HOW_MUCH, "count": Asked.HOW_MANY, "measure": Asked.MEASURE, "who": Asked.WHO,
    "whosaid": Asked.WHO_SAID, "role": Asked.ROLE, "said": Asked.SAID, "where": Asked.WHERE,
    "contact": Asked.CONTACT, "why": Asked.WHY, "yesno": Asked.YES_NO, "list": Asked.LIST, "what": Asked.WHAT,
    "how": Asked.HOW, "definition": Asked.DEFINITION,
}  # fmt: skip
LIKELY, SURE, UNLIKELY = 0.35, 0.65, 0.1
"""From which probability on the model names the kind of a question that no rule knows, and of one that a rule took for
another kind, which the model must then hold for this unlikely."""
_FORMLESS = frozenset({Asked.OPEN})
_LOOSE = frozenset({Asked.WHAT, Asked.WHO, Asked.LIST, Asked.HOW, Asked.DEFINITION, Asked.WHERE, Asked.ROLE})
"""Kinds that a rule names by a single word, which may stand for another: "what fraction", "who complained"."""
_NUMBER_OF = lazy_pattern(r"\b(?:number|amount|quantity|count|total|sum|how many)\b(?: of)?\s+(.*)", re.IGNORECASE)
_SAYING = lazy_pattern(r"^.*?\bwho\b\s*(?:at|from|in|of)?\s*", re.IGNORECASE)


def reconsider(query: Query, *, without: frozenset[Asked]) -> Query:
    """The query, of the kind that the model holds for likely where no rule knows the form of its clause.

    without: kinds that were tried and led nowhere.
    """
    if query.asked not in _FORMLESS | _LOOSE or not query.tokens:
        return query
    found = likely_kinds(query)
    asked, worth = next(pair for pair in found.items() if pair[0] not in without)
    is_formless = query.asked in _FORMLESS
    if query.asked is Asked.WHO and asked not in _OF_PEOPLE and asks_for_somebody(query.clause):
        return query
    if query.asked in (Asked.WHAT, Asked.LIST) and asked in _OF_FIGURES and _names_kind(query.clause):
        return query
    is_other = worth >= LIKELY if is_formless else worth >= SURE and found.get(query.asked, 0.0) <= UNLIKELY
    return replace(_as_kind(query, asked), is_guessed=is_formless) if is_other and asked is not query.asked else query


def likely_kinds(query: Query) -> dict[Asked, float]:
    """How likely a question is of each kind, in [0, 1], the likeliest first."""
    likely = load_kinds().likely(query.tokens, query.ruled or "")
    found = [(worth, kind) for name, worth in likely.items() if (kind := _KINDS.get(name)) is not None]
    return {kind: worth for worth, kind in sorted(found, reverse=True)}


_OF_PEOPLE = frozenset({Asked.WHO_SAID, Asked.ROLE})
_OF_FIGURES = frozenset({Asked.WHEN, Asked.HOW_MANY, Asked.YES_NO, Asked.CLOCK})


def _names_kind(clause: str) -> bool:
    """Whether a question says of what kind its answer is: "which serial numbers", "what slip did they make"."""
    asked = find_asked_noun(clause)
    opens = re.match(r"(?:\w+ )?(?:what|which) (?:\w+ ){0,2}?(\w+)", clause, re.IGNORECASE)
    return bool(asked.words) and not asked.is_loose and opens is not None and asked.words[0] in opens.group().casefold()


def _as_kind(query: Query, asked: Asked) -> Query:
    """The query as one of another kind, with what that kind looks for."""
    clause = query.clause
    match asked:
        case Asked.HOW_MANY:
            counted = _NUMBER_OF.search(clause)
            return replace(query, asked=asked, focus=_head(tokenize(counted.group(1) if counted else clause)))
        case Asked.MEASURE:
            head = _head(query.tokens)
            return replace(query, asked=asked, focus=head, measure=head[-1] if head else "")
        case Asked.ROLE | Asked.SAID:
            return replace(query, asked=asked, subject=_name(clause, query.tokens))
        case Asked.WHO_SAID:
            return replace(query, asked=asked, quoted=_SAYING.sub("", clause))
        case Asked.LIST:
            return replace(query, asked=asked, focus=_head(query.tokens), wants_list=True)
        case Asked.DEFINITION:
            return query
        case _:
            return replace(query, asked=asked)


def _head(tokens: Sequence[Token]) -> tuple[str, ...]:
    """The folded last noun of the first noun phrase without a name."""
    tags = tag(tokens)
    for start, stop in noun_phrases(" ".join(t.text for t in tokens), tokens, tags):
        nouns = [tokens[n].norm for n in range(start, stop) if tags[n] in "NS" and _is_word(tokens[n])]
        if nouns:
            return (nouns[-1],)
    return ()


def _name(clause: str, tokens: Sequence[Token]) -> str:
    """The words of a clause that no dictionary knows or that are written like names; else its nouns."""
    names = [token for token in tokens if not _is_word(token) or (token.text[0].isupper() and token.span.start)]
    if not names:
        names = [token for token, letter in zip(tokens, tag(tokens), strict=True) if letter in "NSP"][-1:]
    if not names:
        return ""
    start, stop = names[0].span.start, names[0].span.stop
    for token in names[1:]:
        if not clause[stop : token.span.start].strip(" -"):
            stop = token.span.stop
    return re.sub(r"['’]s?$", "", clause[start:stop])


def _is_word(token: Token) -> bool:
    return load_vectors().is_known(fold(token.text)) or any(c.isdigit() for c in token.text)
