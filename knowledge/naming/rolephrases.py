"""Noun phrases that say what somebody is, found by their head: "a senior lecturer at Osterby"; it knows no names."""

from __future__ import annotations

import re
from dataclasses import dataclass

from knowledge.language.patterns import lazy_pattern
from knowledge.language.wordlists import words
from knowledge.model import Span


@dataclass(frozen=True, slots=True)
class Phrase:
    """A phrase that names a role."""

    role: str
    """Without article and owner."""
    span: Span
    organisation: str | None
    is_former: bool = False
    is_stated: bool = True
    """Whether it stands with an article, an owner or a complement, and so is no mere word."""


_TOKEN = lazy_pattern(r"[^\W_](?:[\w’'-]|\.(?=\w))*|&|[,;:()\n\"“”–—.!?/]")
_DETERMINERS = frozenset("the a an its his her their our my your this another one".split())
_STOPS = frozenset(
    "who whom whose which that when where while during after before since until because he she they it i we has have "
    "had is are was were will would can could may might must should to by then added on with as if but so than not via "
    "about against into under over from".split()
)
_COMPLEMENTS = frozenset("of at for in on to".split())
_FORMER = frozenset("former ex outgoing retired onetime one-time departing".split())
_CLOSERS = frozenset(',;:()\n"“”–—.!?')
_TITLES_ONLY = lazy_pattern(r"\s(?:(?:Dr|Prof|Mr|Mrs|Ms|Sir)\.?\s)*")
_PART = lazy_pattern(r"(?:co-)?[^\W_]+")
_REACH = 80
_WIDEST = 170


@dataclass(slots=True)
class _Token:
    start: int
    stop: int
    text: str
    lower: str


def _tokens(text: str, start: int, stop: int) -> list[_Token]:
    return [_Token(m.start(), m.end(), m.group(), m.group().lower()) for m in _TOKEN.finditer(text, start, stop)]


def _is_head(word: str) -> bool:
    heads = words("roles", "heads")
    return word in heads or word.rpartition("-")[2] in heads


def phrase_at(text: str, start: int, limit: int | None = None) -> Phrase | None:
    """The role phrase that begins at a position, with its coordinated heads and its complement; None if there is none.

    >>> phrase_at("the founder and chair of Norvia AG since May", 0).role
    'founder and chair of Norvia AG'
    """
    stop = len(text) if limit is None else limit
    if words("roles", "heads").isdisjoint(_PART.findall(text[start : min(stop, start + _REACH)].lower())):
        return None
    tokens = _tokens(text, start, min(stop, start + _WIDEST))
    begin, owner = _opening(text, tokens)
    head = _head(tokens, begin)
    if head is None:
        return None
    end = head
    organisation = owner
    while True:
        end, belongs = _complement(text, tokens, end)
        organisation = organisation or belongs
        following = _coordinated(tokens, end)
        if following is None:
            break
        end = following
    is_former = any(token.lower in _FORMER for token in tokens[begin : head + 1])
    span = Span(tokens[begin].start, tokens[end].stop)
    stated = begin > 0 or end > head or bool(owner)
    return Phrase(_tidy(span.of(text)), span, organisation, is_former, stated)


def _tidy(role: str) -> str:
    return re.sub(r"\s+", " ", role)


def _opening(text: str, tokens: list[_Token]) -> tuple[int, str | None]:
    """Where the phrase proper begins, behind an article or an owner; and the owner."""
    for index, token in enumerate(tokens[:6]):
        if token.text in _CLOSERS or token.lower in _STOPS:
            break
        if (
            token.text.endswith(("'s", "’s", "s'", "s’"))
            and index + 1 < len(tokens)
            and not token.lower.startswith("child")
        ):
            if tokens[0].lower in _DETERMINERS and index == 0:
                break
            owner = text[tokens[0].start : token.stop].removesuffix("s").rstrip("'’")
            if token.text.endswith(("s'", "s’")):
                owner += "s"
            return index + 1, re.sub(r"^(?:the|a|an) ", "", owner)
    begin = 1 if tokens and tokens[0].lower in _DETERMINERS else 0
    if begin < len(tokens) and tokens[begin].lower.endswith("-year-old"):
        begin += 1
    return begin, None


def _head(tokens: list[_Token], begin: int) -> int | None:
    """The last word of the first run of heads, if nothing but describing words stands before it."""
    for index in range(begin, min(begin + 7, len(tokens))):
        token = tokens[index]
        if token.text in _CLOSERS or token.lower in _STOPS or token.lower in _COMPLEMENTS:
            return None
        if _is_head(token.lower) and not _is_owner(token):
            while index + 1 < len(tokens) and _continues_head(tokens, index):
                index += 1
            return index
    return None


def _is_owner(token: _Token) -> bool:
    return token.text.endswith(("'s", "’s"))


def _continues_head(tokens: list[_Token], index: int) -> bool:
    following = tokens[index + 1].lower
    if _is_head(following) or following in ("general", "elect", "designate", "emeritus"):
        return True
    further = tokens[index + 2].lower if index + 2 < len(tokens) else ""
    return following in words("roles", "modifiers") and _is_head(further)


def _coordinated(tokens: list[_Token], end: int) -> int | None:
    """The end of a further role joined by a comma, "and" or "&"."""
    index = end + 1
    while index < len(tokens) and tokens[index].lower in (",", "and", "&", "/"):
        index += 1
    if index == end + 1 or index >= len(tokens):
        return None
    if tokens[index].lower in ("a", "an", "the", "former"):
        index += 1
    for at in range(index, min(index + 4, len(tokens))):
        token = tokens[at]
        if token.text in _CLOSERS or token.lower in _STOPS or token.lower in _COMPLEMENTS or _is_owner(token):
            return None
        if _is_head(token.lower):
            while at + 1 < len(tokens) and _continues_head(tokens, at):
                at += 1
            return at
    return None


def _complement(text: str, tokens: list[_Token], head: int) -> tuple[int, str | None]:
    """The end of "of Norvia AG", "for strategy at the museum" behind a head, and the organisation in it."""
    end, organisation = head, None
    while end + 2 < len(tokens) + 1 and end + 1 < len(tokens) and tokens[end + 1].lower in _COMPLEMENTS:
        last = _noun_phrase(tokens, end + 2)
        if last is None:
            break
        first = end + 2
        if tokens[first].lower in _DETERMINERS:
            first += 1
        if tokens[last].text[0].isupper() or tokens[first].text[0].isupper():
            organisation = text[tokens[first].start : tokens[last].stop]
        end = last
    return end, organisation


def _noun_phrase(tokens: list[_Token], begin: int) -> int | None:
    """The last token of the noun phrase that begins here."""
    index = begin
    while index < len(tokens) and index < begin + 9:
        token = tokens[index]
        if token.text in _CLOSERS or token.lower in _STOPS or token.lower in _COMPLEMENTS:
            break
        if token.lower in words("cues", "saying") and not token.text[0].isupper():
            break
        if token.lower == "and" and not _goes_on(tokens, index):
            break
        index += 1
    return index - 1 if index > begin else None


def _goes_on(tokens: list[_Token], index: int) -> bool:
    """Whether what follows "and" still belongs to the complement: "people and culture"."""
    if index + 1 >= len(tokens):
        return False
    following = tokens[index + 1]
    return not _is_head(following.lower) and following.lower not in _DETERMINERS


def phrase_before(text: str, stop: int) -> Phrase | None:
    """The role phrase that ends right before a position: "head coach " before a name.

    >>> phrase_before("Norvia's head coach Ada", 20).role
    'head coach'
    """
    start = max(0, stop - 90)
    tokens = _tokens(text, start, stop)
    while tokens and tokens[-1].lower in words("cues", "titles") and not _is_head(tokens[-1].lower):
        tokens.pop()
    if not tokens or not _is_head(tokens[-1].lower) or not _TITLES_ONLY.fullmatch(text, tokens[-1].stop, stop):
        return None
    begin = len(tokens) - 1
    while begin > 0 and _describes(text, tokens, begin - 1):
        begin -= 1
    span = Span(tokens[begin].start, tokens[-1].stop)
    organisation = _owner_before(text, tokens, begin)
    is_former = any(token.lower in _FORMER for token in tokens[begin:])
    role = _tidy(span.of(text))
    return Phrase(role if role.isupper() else _lowered(text, span, role), span, organisation, is_former)


def _describes(text: str, tokens: list[_Token], index: int) -> bool:
    token, following = tokens[index], tokens[index + 1]
    if text[token.stop : following.start] != " ":
        return False
    if token.lower in words("roles", "modifiers") or _is_head(token.lower):
        return True
    return token.lower in _FORMER or (token.lower in ("and", "&") and index > 0 and _is_head(tokens[index - 1].lower))


def _lowered(text: str, span: Span, role: str) -> str:
    """A capital that only opens a sentence is taken back."""
    first, _, rest = role.partition(" ")
    opens = span.start == 0 or bool(re.search(r"(?:[.!?:;\n\"“]\s*|\A)\Z", text[max(0, span.start - 3) : span.start]))
    if opens and first[1:].islower() and (not rest or rest[0].islower()):
        return role[0].lower() + role[1:]
    return role


def _owner_before(text: str, tokens: list[_Token], begin: int) -> str | None:
    if begin == 0 or text[tokens[begin - 1].stop : tokens[begin].start] != " ":
        return None
    before = tokens[begin - 1]
    if before.text[0].isupper() and before.lower not in words("cues", "not_names"):
        first = begin - 1
        while (
            first > 0
            and tokens[first - 1].text[0].isupper()
            and text[tokens[first - 1].stop : tokens[first].start] == " "
        ):
            first -= 1
        return re.sub(r"['’]s?\Z", "", text[tokens[first].start : before.stop])
    return None


def phrase_up_to(text: str, stop: int) -> Phrase | None:
    """The role phrase with an article or an owner that ends at a comma before a name: "its inspector, "."""
    start = max(0, stop - 110)
    edge = max((text.rfind(mark, start, stop) for mark in ',;:.()\n"“”!?—–'), default=-1)
    tokens = _tokens(text, max(start, edge + 1), stop)
    for index, token in enumerate(tokens):
        owned = _is_owner(token) and token.text[0].isupper()
        if token.lower not in _DETERMINERS and not owned:
            continue
        phrase = phrase_at(text, token.start, stop)
        if phrase and (
            phrase.span.stop == stop or _is_head(text[phrase.span.start : phrase.span.stop].split()[-1].lower())
        ):
            return phrase
        if index > 8:
            break
    return None
