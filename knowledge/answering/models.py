"""Whether an answer is told of another model than the question names: of "Stella 6" where "Stella 8" is asked about.

A model is a number or a letter behind the name of its family ("Brae 2", "Pella S"), or letters and digits in one word
("X3"); a word behind it makes another model of it ("X3 Plus"), also by itself behind "the".
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from knowledge.amounts.marks import ORDINALS
from knowledge.answering.candidates import Candidate, Read
from knowledge.answering.segments import clause_of
from knowledge.language.patterns import lazy_pattern
from knowledge.language.text import Token, tokenize
from knowledge.language.wordclasses import usual_tag
from knowledge.language.wordlists import words
from knowledge.model import Span
from knowledge.questions.understanding import SHORT_QUARTER
from knowledge.search.matching import Sought

_CODE = lazy_pattern(r"([a-z]+)[-‑]?(\d+[a-z]?)")
_CONTINUES = frozenset("it its this that they their these those both he she".split())
"""Words at the head of a sentence that go on about what the sentence before named."""
_GENERATIONS = {"first": "1", "original": "1", "second": "2", "third": "3", "fourth": "4", "fifth": "5"}
"""Words before a family's name that say which model of it is meant: "the first Lark" beside the Lark 2."""
_SHORT, _ROMAN = lazy_pattern(r"[1-9]"), "i ii iii iv v vi vii viii ix".split()
_FOR = lazy_pattern(r"\s*(?:for|per|on|by|with) (?:the )?\Z")
"""What stands between a value and the model that it is told of: "59 euros for the Brae 2"."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A model that the question names."""

    name: str
    """Its number, letter or word, folded."""
    family: frozenset[str]
    """Stems of the word before it."""
    variant: str
    """The word behind it that makes another model of it, or ""."""
    others: frozenset[str]
    """Further numbers of the question: "from the Brae 2 to the 4" asks about both."""
    counts: bool
    """Whether the word behind it may be what it counts: "2 players"."""


@dataclass(frozen=True, slots=True)
class Mention:
    """A place where a text names the model asked for, or another one of its family."""

    span: Span
    line: int
    is_same: bool
    """Whether its number is the one asked for."""
    variant: str = ""


def candidate_span(candidate: Candidate) -> Span | None:
    """Where a candidate's words stand in its article; None for a whole sentence and for what was put together."""
    sentence = candidate.read.line(candidate.line).sentence.span
    is_whole = candidate.value is None and len(candidate.text) * 2 > sentence.stop - sentence.start
    return None if is_whole else candidate.span


def is_of_other_model(read: Read, number: int, span: Span | None, sought: Sequence[Sought]) -> bool:
    """Whether a sentence, or a value in it, is told of another model than one that the question names.

    Who is spoken of: the model named in the value's part of the sentence, else the one named last before it; else,
    where the sentence goes on about the one before ("It ships …"), the last one there; else the one that the title
    names, or the text most often.
    """
    for asked in _asked(sought):
        key = (asked.name, asked.variant)
        if key not in read.models:
            read.models[key] = _of_article(read, asked)
        named, titled = read.models[key]
        if not (named or titled) and _is_of_plain(read, asked):
            return True
        if any(not is_asked for _, is_asked in named) and not _speaks_of(read, number, span, named, titled):
            return True
    return False


def _is_of_plain(read: Read, asked: Asked) -> bool:
    """Whether an article names the family of a model by a name without any number: "Lark" is not the Lark 2.

    A number, as a figure, an ordinal or a Roman one, in a sentence that has the name leaves it open.
    """
    if asked.counts or not _SHORT.fullmatch(asked.name) or not asked.family:
        return False
    key = ("plain", asked.name)
    if key not in read.models:
        lines = [line for line in read.view.lines if any(_is_named(token, asked) for token in line.tokens)]
        number = int(asked.name)
        mark = re.compile(rf"{number}(?!\d).*|{_ROMAN[number - 1]}|{ORDINALS[number - 1]}")
        read.models[key] = bool(lines) and not any(mark.fullmatch(t.norm) for line in lines for t in line.tokens)
    return bool(read.models[key])


def _is_named(token: Token, asked: Asked) -> bool:
    return token.stem in asked.family and token.text[0].isupper()


_Named = tuple[Mention, bool]
"""A model named, and whether it is the one asked for."""


def _asked(sought: Sequence[Sought]) -> Iterator[Asked]:
    numbers = frozenset(one.token.norm for one in sought if one.is_identity and not _is_variant(one))
    for place, one in enumerate(sought):
        if not one.is_identity or _is_variant(one) or SHORT_QUARTER.fullmatch(one.token.norm):
            continue
        before = sought[place - 1] if place else None
        is_near = before is not None and 0 <= one.token.span.start - before.token.span.stop <= 1
        after = sought[place + 1] if place + 1 < len(sought) else None
        variant = after.token.norm if after is not None and _is_variant(after) else ""
        family = frozenset(before.stems) if before is not None and is_near and not before.is_identity else frozenset()
        counts = after is not None and usual_tag(after.token.norm) == "S"
        yield Asked(one.token.norm, family, variant, numbers - {one.token.norm}, counts)


def _is_variant(one: Sought) -> bool:
    return one.is_identity and not one.stems and bool(one.phrases)


def _of_article(read: Read, asked: Asked) -> tuple[tuple[_Named, ...], tuple[bool, ...]]:
    """The models that an article names, each with whether it is the one asked for; the second: those of its title."""
    found = [mention for line in read.view.lines for mention in _named(line.tokens, line.sentence.number, asked)]
    titled = list(_named(tokenize(read.view.article.title), -1, asked))
    # where no text tells the plain model from its variant, either name means it
    is_told_apart = any(one.is_same and one.variant == asked.variant for one in (*found, *titled))

    def is_asked(one: Mention) -> bool:
        return one.is_same and (one.variant == asked.variant or not (is_told_apart or asked.variant))

    known = {asked.variant} | {
        one.variant for one in found if one.variant and one.span.stop - one.span.start > len(one.variant)
    }
    kept = [one for one in found if one.span.stop - one.span.start > len(one.variant) or one.variant in known]
    return tuple((one, is_asked(one)) for one in kept), tuple(is_asked(one) for one in titled)


def _named(tokens: Sequence[Token], line: int, asked: Asked) -> Iterator[Mention]:
    """The places that name the model asked for or another one of its family."""
    for place, token in enumerate(tokens):
        is_same = _is_same_model(tokens, place, asked)
        if is_same is not None:
            following = tokens[place + 1] if place + 1 < len(tokens) else None
            if following is not None and _names_variant(following) and following.span.start - token.span.stop == 1:
                yield Mention(Span(token.span.start, following.span.stop), line, is_same, following.norm)
            else:
                yield Mention(token.span, line, is_same)
        elif place and tokens[place - 1].norm == "the" and _names_variant(token):
            yield Mention(token.span, line, True, token.norm)
        elif (generation := _generation(tokens, place, asked)) is not None:
            yield Mention(Span(tokens[place - 1].span.start, token.span.stop), line, generation == asked.name)


def _generation(tokens: Sequence[Token], place: int, asked: Asked) -> str | None:
    """Which model of the family a word names by its place in the row, "the first Lark"; None where it names none so."""
    token, after = tokens[place], tokens[place + 1] if place + 1 < len(tokens) else None
    if place < 2 or tokens[place - 2].norm not in ("the", "that") or not token.text[0].isupper():
        return None
    if not asked.name.isdigit() or token.stem not in asked.family or (after is not None and _is_number(after.norm)):
        return None
    return _GENERATIONS.get(tokens[place - 1].norm)


def _names_variant(token: Token) -> bool:
    return token.text[0].isupper() and token.norm in words("questions", "variants")


def _is_version(before: Token, asked: Asked) -> bool:
    """Whether a word stands before versions as the family's name does: "version 4.1" of "Harrow 4.1"."""
    return before.norm in ("version", "release") and "." in asked.name and bool(asked.family)


def _is_same_model(tokens: Sequence[Token], place: int, asked: Asked) -> bool | None:
    """Whether a word names the model asked for; None where it names none of its family."""
    token, code = tokens[place], _CODE.fullmatch(asked.name)
    is_line = place + 1 < len(tokens) and tokens[place + 1].norm == "x" and token.norm.isdigit()
    if is_line and asked.name[:1].isdigit():
        return asked.name.partition(".")[0] == token.norm  # "6.x" is a whole line of versions
    if "." in asked.name and asked.family and token.norm == asked.name:
        return True  # a version says by itself whose it is: "6.1 is due in May"
    if code is not None:
        other = _CODE.fullmatch(token.norm)
        is_kin = other is not None and other[1] == code[1]
        return (other[2] == code[2] or token.norm in asked.others) if other is not None and is_kin else None
    if not place or not (tokens[place - 1].stem in asked.family or _is_version(tokens[place - 1], asked)):
        return None
    if asked.name[:1].isdigit() and _is_number(token.norm):
        return any(_is_same(name, token.norm) for name in (asked.name, *asked.others))
    if len(asked.name) == 1 and asked.name.isalpha() and len(token.text) == 1 and token.text.isupper():
        return token.norm == asked.name or token.norm in asked.others
    return None


def _is_number(word: str) -> bool:
    return word[:1].isdigit() and len(word) <= 6 and not word.endswith(("th", "st", "nd", "rd"))


def _is_same(asked: str, given: str) -> bool:
    """Whether a version is the one asked for: 6.0.0 is 6.0, any 6.x is a 6, and 6.0.1 is no 6.0."""
    asked, given = (re.sub(r"(?:\.0)+$", "", word) for word in (asked, given))
    return asked == given or (asked.isdigit() and given.startswith(f"{asked}."))


def _speaks_of(read: Read, number: int, span: Span | None, named: Sequence[_Named], titled: Sequence[bool]) -> bool:
    """Whether a sentence, or the words at a span of it, are told of the model asked for."""
    here = [one for one in named if one[0].line == number]
    told = any(is_asked for _, is_asked in here) if span is None else _is_told_of(read, number, span, here)
    if here and told is not None:
        return told
    line = read.line(number)
    if number and line.tokens and line.tokens[0].norm in _CONTINUES:
        last = [is_asked for mention, is_asked in named if mention.line == number - 1]
        if last and read.line(number - 1).sentence.paragraph == line.sentence.paragraph:
            return last[-1]
    if titled:
        return any(titled)
    return sum(is_asked for _, is_asked in named) * 2 >= len(named)


def _is_told_of(read: Read, number: int, span: Span, here: Sequence[_Named]) -> bool | None:
    """Whether words of a sentence that names models are told of the one asked for; None where they are told of none."""
    text = read.view.text
    after = next((one for one in here if one[0].span.start >= span.stop), None)
    if after is not None and _FOR.match(text[span.stop : after[0].span.start]):
        return after[1]
    paired = _paired(read, number, span, here)
    if paired is not None:
        return paired
    parts = [clause_of(read, read.line(number).sentence.span, one) for one in (span, *_alike(read, number, span))]
    near = [one for one in here if parts[0].holds(one[0].span)] or [
        one for one in here if one[0].span.stop <= span.start
    ]
    before = [is_asked for mention, is_asked in near if mention.span.start < span.stop]
    if before:
        return before[-1]
    # what only another value's part of the sentence names is told of that value
    near = near or [one for one in here if not any(part.holds(one[0].span) for part in parts[1:])]
    return any(is_asked for _, is_asked in near) if near else None


def _alike(read: Read, number: int, span: Span) -> list[Span]:
    """The other values of a sentence of the kind that a span of it is."""
    values = [v for v in read.analysis.values if v.line == number]
    kinds = {(v.kind, v.measure) for v in values if v.span == span}
    return [v.span for v in values if (v.kind, v.measure) in kinds and not v.span.meets(span)]


def _paired(read: Read, number: int, span: Span, here: Sequence[_Named]) -> bool | None:
    """Of models and as many values behind them, whether the value in the same place is of the one asked for.

    "The X1 and the X3 cost 99 and 120 euros": the second value is the X3's. None where they cannot be paired.
    """
    spans = sorted({(one.start, one.stop) for one in (span, *_alike(read, number, span))})
    if len(here) < 2 or len(spans) != len(here) or spans[0][0] < here[-1][0].span.start:
        return None
    return here[spans.index((span.start, span.stop))][1]
