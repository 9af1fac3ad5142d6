"""Whether a sentence speaks of another model than the question: "Stella 6" where "Stella 8" is asked about."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from knowledge.answering.bearings import clause_of
from knowledge.answering.candidates import Read
from knowledge.extraction.analysis import Value
from knowledge.language.text import Token, tokenize
from knowledge.model import Span
from knowledge.search.matching import Sought


def names_other_model(read: Read, number: int, sought: Sequence[Sought]) -> bool:
    """Whether a sentence names only another model (line, year, version) of what the question names by a number.

    A model is a word and the number right behind it, in the question as in the sentence.
    """
    line = read.line(number)
    words = [token.norm for token in line.tokens]
    for before, one in pairwise(sought):
        if not one.is_identity or before.is_identity or not one.token.norm[:1].isdigit():
            continue
        if one.token.span.start - before.token.span.stop > 1 or one.token.norm in words:
            continue
        pairs = zip(line.tokens, words, words[1:], strict=False)
        numbers = [following for token, _, following in pairs if token.stem in before.stems and _is_number(following)]
        if numbers and not any(_is_same(one.token.norm, number) for number in numbers):
            return True
    return False


def is_of_other_variant(read: Read, value: Value, sought: Sequence[Sought]) -> bool:
    """Whether only a like value's part of the sentence names the variant asked for: "the T3 310, the Plus 420"."""
    variants = [one.token.norm for one in sought if one.is_identity and not one.stems and one.phrases]
    if not variants:
        return False
    sentence = read.line(value.line).sentence.span
    alike = [v for v in read.analysis.values if v.line == value.line and v.kind is value.kind and v is not value]
    texts = [clause_of(read, sentence, v.span).of(read.view.text).casefold() for v in (value, *alike)]
    named = [all(re.search(rf"\b{re.escape(word)}\b", text) for word in variants) for text in texts]
    return not named[0] and any(named[1:])


def _is_number(word: str) -> bool:
    return word[:1].isdigit() and len(word) <= 6 and not word.endswith(("th", "st", "nd", "rd"))


def _is_same(asked: str, given: str) -> bool:
    """Whether a version is the one asked for: 6.0.0 is 6.0, any 6.x is a 6, and 6.0.1 is no 6.0."""
    asked, given = (re.sub(r"(?:\.0)+$", "", word) for word in (asked, given))
    return asked == given or (asked.isdigit() and given.startswith(f"{asked}."))


_CODE = re.compile(r"([a-z]+)[-‑]?(\d+[a-z]?)")
_CONTINUES = frozenset("it its this that they their these those both he she".split())
"""Words at the head of a sentence that go on about what the sentence before named."""


@dataclass(frozen=True, slots=True)
class _Mention:
    """A place where an article names the model asked for, or another one of its family."""

    line: int
    stop: int
    """Where it ends in the article's text."""
    is_asked: bool


def is_of_other_model(read: Read, number: int, span: Span | None, sought: Sequence[Sought]) -> bool:
    """Whether a sentence, or a value in it, is told of another model of the family that the question names.

    Who is spoken of: the model named last before the value in its sentence; else, where the sentence goes on about the
    one before ("It ships …"), the last one there; else the one that the title names, or the text most often.
    """
    for before, one in pairwise((None, *sought)):
        if one is None or not one.is_identity:
            continue
        mentions = _family(read, before, one)
        has_others = any(not mention.is_asked for mention in mentions)
        if has_others and not _speaks_of(read, number, span, mentions, one, before):
            return True
    return False


def _speaks_of(
    read: Read, number: int, span: Span | None, mentions: Sequence[_Mention], one: Sought, before: Sought | None
) -> bool:
    here = [mention for mention in mentions if mention.line == number]
    if here:
        earlier = [mention for mention in here if span is not None and mention.stop <= span.start]
        return earlier[-1].is_asked if earlier else any(mention.is_asked for mention in here)
    line = read.line(number)
    if number and line.tokens and line.tokens[0].norm in _CONTINUES:
        last = [mention for mention in mentions if mention.line == number - 1]
        if last and read.line(number - 1).sentence.paragraph == line.sentence.paragraph:
            return last[-1].is_asked
    titled = [is_asked for _, is_asked in _named(tokenize(read.view.article.title), before, one)]
    if titled:
        return any(titled)
    asked = sum(mention.is_asked for mention in mentions)
    return asked * 2 >= len(mentions)


def _family(read: Read, before: Sought | None, one: Sought) -> list[_Mention]:
    return [
        _Mention(line.sentence.number, token.span.stop, is_asked)
        for line in read.view.lines
        for token, is_asked in _named(line.tokens, before, one)
    ]


def _named(tokens: Sequence[Token], before: Sought | None, one: Sought) -> Iterator[tuple[Token, bool]]:
    """The words that name the model asked for (True) or another of its family (False)."""
    asked = one.token.norm
    code = _CODE.fullmatch(asked)
    for place, token in enumerate(tokens):
        if code is not None:
            other = _CODE.fullmatch(token.norm)
            if other is not None and other[1] == code[1]:
                yield token, other[2] == code[2]
        elif place and before is not None and tokens[place - 1].stem in before.stems:
            if asked[:1].isdigit() and _is_number(token.norm):
                yield token, _is_same(asked, token.norm)
            elif len(asked) == 1 and asked.isalpha() and len(token.text) == 1 and token.text.isupper():
                yield token, token.norm == asked
