"""The noun that a what- or which-question asks for: "bus" in "which bus goes …", "batches", "injury"."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from knowledge.language.patterns import lazy_pattern
from knowledge.language.text import Token, tokenize
from knowledge.language.wordclasses import possible_tags, tag
from knowledge.language.wordlists import words


@dataclass(frozen=True, slots=True)
class AskedNoun:
    """What kind of thing may answer."""

    words: tuple[str, ...]
    """Folded, the head last; empty where the question names no kind."""
    is_plural: bool = False
    is_called: bool = False
    """Whether a name is asked for: "what is the rocket called", "the name of the album"."""
    is_subject: bool = False
    """Whether the thing does what the question's verb says ("which rocket carries …"), not what is done to it."""

    @property
    def head(self) -> str:
        """The noun itself, or ""."""
        return self.words[-1] if self.words else ""

    @property
    def is_loose(self) -> bool:
        """Whether nearly anything may be called so: "thing", "feature", "change"."""
        return not self.words or self.head in words("questions", "loose_nouns")


NO_NOUN = AskedNoun(())
_NAME_OF = lazy_pattern(r"\b(?:names?|titles?)\s+(?:of|for)\s+(?P<np>.+)", re.IGNORECASE)
_CALLED = lazy_pattern(
    r"\b(?:what|how) (?:is|are|was|were|will|would|did) (?P<np>.+?) (?:be |go by )?(?:called|named|titled|dubbed)\b",
    re.IGNORECASE,
)
_KIND_OF = lazy_pattern(r"\b(?:what|which) (?:kind|sort|type|form|brand|make)s? of (?P<np>.+)", re.IGNORECASE)
_NOUN = lazy_pattern(r"\b(?:what|which) (?:(?:of|among) (?:the |these |those )?)?(?P<np>.+)", re.IGNORECASE)
_IS_THE = lazy_pattern(r"\b(?:what|which) (?:is|are|was|were|will be)(?: still)? (?:the|his|her|its|their|that|those)"
                     r" (?P<np>.+)", re.IGNORECASE)  # fmt: skip
_ASKS_OTHERWISE = lazy_pattern(r"\b(?:where|who|when|why|how|is|are|do|does|did|can|should|will)\b", re.IGNORECASE)
_NUMBER_WORDS = frozenset("one two three four five six seven eight nine ten other new main different".split())


@lru_cache(maxsize=256)
def find_asked_noun(clause: str) -> AskedNoun:
    """The noun that a clause asks for.

    >>> find_asked_noun("which rocket carries the probe").words, find_asked_noun("what did they find").words
    (('rocket',), ())
    """
    for pattern in (_CALLED, _NAME_OF):
        match = pattern.search(clause)
        if match is not None:
            found, plural, _ = read_noun(match["np"])
            return AskedNoun(found, plural or "names of" in clause.casefold(), is_called=True)
    if re.match(r"(?:what|which) (?:is|are|was|were) .{2,60} about$", clause.strip(" ?"), re.IGNORECASE):
        return NO_NOUN
    match = _KIND_OF.search(clause) or _IS_THE.search(clause) or _NOUN.search(clause)
    if match is not None:
        found, plural, follows = read_noun(match["np"])
        return AskedNoun(found, plural, is_subject=follows and match.re is _NOUN)
    return NO_NOUN if _ASKS_OTHERWISE.search(clause) else _telegraphic(clause)


def read_noun(rest: str) -> tuple[tuple[str, ...], bool, bool]:
    """The noun phrase at the head of some words, whether its head is plural, and whether a plain verb follows it."""
    tokens = tokenize(rest)
    tags = tag(tokens)
    stop = 0
    while stop < len(tokens) and _belongs(tokens, tags, stop):
        stop += 1
    inside = [n for n in range(stop) if tags[n] not in "TR#" and tokens[n].norm not in _NUMBER_WORDS]
    if not inside or tags[inside[-1]] in "JED":
        inside = [n for n in inside if possible_tags(tokens[n].norm)[:1] in "NSP"]
    following = tags[stop] if stop < len(tokens) else ""
    return (
        tuple(tokens[n].norm for n in inside[-3:]),
        bool(inside) and _is_plural(tokens[inside[-1]], tags[inside[-1]]),
        following in tuple("VZDEG"),
    )


def counted_noun(rest: str) -> tuple[str, ...]:
    """The noun behind "how many", up to its plural even where that could be a verb: "school buses" of "… buses run"."""
    found, is_plural, _ = read_noun(rest)
    if is_plural or not found:
        return found
    for place, token in enumerate(tokens := tokenize(rest)[:4]):
        if "S" in possible_tags(token.norm):
            return tuple(one.norm for one in tokens[max(0, place - 2) : place + 1])
        if token.norm not in found:
            break
    return found


def stands_before_noun(nouns: str, rest: str) -> bool:
    """Whether one of some nouns only stands before the noun asked for; nouns: a pattern.

    >>> stands_before_noun("brand|firm", "brand new contest do they hold"), stands_before_noun("firm", "firm pays")
    (True, False)
    """
    *before, head = read_noun(rest)[0] or ("",)
    pattern = re.compile(rf"(?:{nouns})s?")
    return pattern.fullmatch(head) is None and any(pattern.fullmatch(word) for word in before)


def _belongs(tokens: tuple[Token, ...], tags: str, place: int) -> bool:
    letter, word = tags[place], tokens[place].norm
    if letter == "N" and place and tags[place - 1] == "S" and "V" in possible_tags(word):
        return False  # "how many people work at the plant"
    if letter in "TJ#N":
        return True
    if letter == "V" and not place and "N" in possible_tags(word) and tags[1:2] in ("A", "M"):
        return True  # "what slip did they make"
    if letter == "V" and place and tags[place - 1] == "N" and "N" in possible_tags(word):
        # "which bus stop should I use", "what exit code means …"
        return place + 1 == len(tokens) or tags[place + 1] in "IMA"
    if letter in "SPZ":
        # "which rocket carries the …": between two nouns a word that can be a verb is one
        follows = tags[place + 1] if place + 1 < len(tokens) else ""
        is_verb = "Z" in possible_tags(word) and follows in tuple("TOPN#J")
        return letter == "P" or ("S" in possible_tags(word) and not (place and tags[place - 1] in "NS" and is_verb))
    return letter in "EG" and place + 1 < len(tokens) and tags[place + 1] in "NS" and word not in ("got", "made")


_MANY = frozenset(
    "gear equipment stuff food cast programme program menu kit crew fruit furniture clothing cargo luggage hardware "
    "line-up lineup repertoire merchandise".split()
)
"""Nouns that mean several things though they are written as one."""


def _is_plural(token: Token, letter: str) -> bool:
    return (
        token.norm in _MANY
        or letter == "S"
        or (letter in "ZP" and token.norm.endswith("s") and "S" in possible_tags(token.norm))
    )


def _telegraphic(clause: str) -> AskedNoun:
    """The last plural noun of a question without a verb: "sunna bag colours?"."""
    tokens = tokenize(clause)
    plural = [token for token, letter in zip(tokens, tag(tokens), strict=True) if letter == "S"]
    return AskedNoun((plural[-1].norm,), is_plural=True) if plural else NO_NOUN
