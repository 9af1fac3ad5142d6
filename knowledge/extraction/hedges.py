"""How sure a clause is: confirmed, expected or rumour; whether it denies; on what it depends."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache

from knowledge.extraction.conditions import find_conditions
from knowledge.extraction.scopes import Clause, clause_at, split_clauses
from knowledge.language.openers import Opened
from knowledge.language.patterns import lazy_pattern
from knowledge.language.wordlists import lines
from knowledge.model import Certainty, Span
from knowledge.quotations.quotemarks import find_marked


@dataclass(frozen=True, slots=True)
class Label:
    """How sure the clause around a span is."""

    certainty: Certainty
    is_denied: bool
    condition: str | None
    """The words on which it depends: "if approved", "subject to clearance"."""
    cue: str
    """The words that decided, "" where nothing weakens the clause."""


_OPENING = 700
REMEMBERED = 256
"""Clauses whose judgement is kept: each is asked about once for every value in it."""
_WOULD = lazy_pattern(r"\bwould (?!(?:have|not have|rather|like|never have)\b)\w+")
_REPORTED = lazy_pattern(r"\b(?:said|says|told|announced|added|confirmed|wrote|promised|explained|meant|decided)\b")
_MODAL = lazy_pattern(r"should|may\b|might|must", re.IGNORECASE)
_NEGATED_BEFORE = lazy_pattern(r"\b(?:not|no|never|n['’]t)\s(?:\w+\s)?\Z", re.IGNORECASE)
_UNCONFIRMED = Opened(
    lazy_pattern(
        r"\b(?:al)?though\b[^,;]*\bnot (?:yet )?(?:been )?(?:officially )?(?:confirmed|official)\b", re.IGNORECASE
    ),
    ("though", "although"),
)
_PROVISO = lazy_pattern(
    r"(?:provid(?:ed|ing)|on condition|subject to|(?:remains|is|are) subject to|pending|"
    r"depend\w*|conditional|contingent|assuming|weather permitting|if (?:all|everything|approved))\b",
    re.IGNORECASE,
)
_SPILL = lazy_pattern(
    r"\b(?:water|gas|oil|fuel|petrol|pipe\w*|memory|batter\w+|coolant|acid|valves?|tanks?|roof|hoses?|seals?|chemical|"
    r"radiation|ammonia|steam|burst|repair\w*|plumb\w*|mains?)\b",
    re.IGNORECASE,
)
_MAY_LEAK = lazy_pattern(
    r"\b(?:to|than|not|never|may|might|can|could|would|will|must|doesn't|don't|didn't|won't) leak\b(?! \w)", re.I
)
"""What leaks without anything that it leaks is no news: "rather late than leak"."""
_SCENARIO = lazy_pattern(
    r"\b(?:if all goes (?:well|to plan)|all being well|if everything goes|weather permitting)\b", re.I
)
_GOES_ON = lazy_pattern(r"(?:It|They|He|She|There|The \w+) will\b")
_RESTRICTIVE = lazy_pattern(
    r"(?:(?<!,) (?:who|which|that)|\b[Ww]hoever|\b[Ii]f you) "
    r"(?:cannot|no longer|never|ha(?:s|ve) no|\w+n['’]t|\w+ not)\b"
)
_CONTRAST = lazy_pattern(
    r",? (?:and|but) not |,(?: and| but)? not |,? without (?!\w+ing\b)|, (?:as|for|in both cases) "
)
"""What another part of the clause begins with, of which what is denied before or behind is not told."""
_SENTENCES = lazy_pattern(r"(?<=[.!?])\s+(?=[A-Z])")
_GOES_ON_TELLING = lazy_pattern(r"\b(?:mention\w*|claim\w*|would|suppos\w+|the same sources?|the report)\b", re.I)
_COMMAND = lazy_pattern(r"(?:please|do not|don['’]t|never)\b", re.IGNORECASE)


@cache
def _pattern(section: str) -> Opened:
    phrases = sorted((_expression(line) for line in lines("hedges", section)), key=len, reverse=True)
    pattern = re.compile(r"(?<![\w'’-])(?:" + "|".join(phrases) + r")(?![\w-])", re.IGNORECASE)
    return Opened(pattern, lines("hedges", section))


def _expression(phrase: str) -> str:
    return r"\s+".join(re.escape(word).replace(r"\*", r"\w*").replace("'", "['’]") for word in phrase.split())


def label(sentence: str, span: Span, *, inside_quote: bool = False, context: str = "") -> Label:
    """How sure the sentence is of what stands at `span`, judged for the clause that holds it.

    inside_quote: whether somebody named in the text says it. context: the title and the sentence before.

    >>> text = "It was rumoured for months, but the launch is due in May."
    >>> label(text, Span(52, 55)).certainty.value, label(text, Span(14, 20)).certainty.value
    ('expected', 'rumour')
    """
    clause = clause_at(sentence, span)
    words = clause.of(sentence)
    part = _part_of(words, span.of(sentence))
    condition = _condition(sentence, span)
    is_disowned = _is_disowned(sentence)
    is_denied = _is_denied_here(sentence, clause) or _is_negated(part.replace(condition or "\0", ""))
    cue = "" if is_disowned else _rumour_cue(sentence, clause, context)
    if cue:
        return Label(Certainty.RUMOUR, is_denied, condition, cue)
    if clause.is_quoted or (inside_quote and not _is_phrase_quoted(sentence, span)):
        return Label(Certainty.CONFIRMED, is_denied, condition, "")
    cue = "" if is_disowned else _expected_cue(words) or _proviso(condition) or _scenario_cue(sentence, context)
    if cue:
        return Label(Certainty.EXPECTED, is_denied, condition, cue)
    return Label(Certainty.CONFIRMED, is_denied, condition, "")


def _part_of(words: str, value: str) -> str:
    """The part of a clause that holds a value: "$79" in "it costs $79 and not $89 as announced"."""
    at = words.find(value)
    if at < 0:
        return words
    start, stop = 0, len(words)
    for contrast in _contrasts(words):
        if contrast.stop <= at:
            start = contrast.start
        elif contrast.start >= at + len(value):
            stop = contrast.start
            break
    return words[start:stop]


@lru_cache(maxsize=REMEMBERED)
def _contrasts(words: str) -> tuple[Span, ...]:
    return tuple(Span(*found.span()) for found in _CONTRAST.finditer(words))


@lru_cache(maxsize=REMEMBERED)
def _narrated(sentence: str) -> str:
    return " … ".join(clause.of(sentence) for clause in split_clauses(sentence) if not clause.is_quoted)


@lru_cache(maxsize=REMEMBERED)
def _is_disowned(sentence: str) -> bool:
    return _pattern("denial").search(_narrated(sentence)) is not None


def _condition(sentence: str, span: Span) -> str | None:
    for found in find_conditions(sentence):
        if not found.holds(span):
            return found.of(sentence).strip(" ,.;")
    return None


def _is_phrase_quoted(sentence: str, span: Span) -> bool:
    """Whether the quotation around the span is a phrase in the narrator's sentence: 'expects it "by May"'."""
    return any(marked.inner.holds(span) for marked in find_marked(sentence))


@lru_cache(maxsize=REMEMBERED)
def _is_denied_here(sentence: str, clause: Clause) -> bool:
    """Whether the clause itself denies, or says what a denial in the same sentence is about."""
    return _pattern("denial").search(clause.of(sentence)) is not None


@lru_cache(maxsize=REMEMBERED)
def _is_negated(words: str) -> bool:
    if _pattern("negation").search(words) is None:
        return False
    bare = _pattern("not_negation").sub(" ", _RESTRICTIVE.sub(" ", words))
    return _pattern("negation").search(bare) is not None and not _COMMAND.match(bare.strip())


@lru_cache(maxsize=REMEMBERED)
def _rumour_cue(sentence: str, clause: Clause, context: str) -> str:
    """The words that make the clause hearsay: its own, those of a quotation's frame, or a piece about leaks."""
    words = clause.of(sentence)
    found = _hearsay_in(words) or _UNCONFIRMED.search(_narrated(sentence))
    if found is None and clause.is_quoted:
        found = _hearsay_in(_narrated(sentence))
    if found:
        return found.group()
    if _follows_hearsay(context) and (goes_on := _GOES_ON_TELLING.search(words)) is not None:
        return goes_on.group()
    if not is_rumour_article(context, ""):
        return ""
    if _pattern("known").search(words):
        return ""
    frame = _narrated(sentence) if clause.is_quoted else words
    passed_on = _pattern("hearsay").search(frame)
    return passed_on.group() if passed_on else ""


@lru_cache(maxsize=REMEMBERED)
def _follows_hearsay(context: str) -> bool:
    """Whether the sentence before is hearsay, and nothing in it official."""
    if _pattern("rumour").search(context) is None:
        return False
    before = _SENTENCES.split(context.strip())[-1]
    return _pattern("rumour").search(before) is not None and _pattern("settled").search(before) is None


def _hearsay_in(words: str) -> re.Match[str] | None:
    """The first word of hearsay; a leak of water is none."""
    found = _pattern("rumour").search(words)
    is_spill = found and found.group().lower().startswith("leak") and (_SPILL.search(words) or _MAY_LEAK.search(words))
    return None if is_spill else found


@lru_cache(maxsize=REMEMBERED)
def _expected_cue(words: str) -> str:
    bare = _pattern("not_expected").sub(" ", words)
    for found in _pattern("expected").finditer(bare):
        cue = found.group()
        if cue == "May" or cue.startswith("May "):
            continue
        if _MODAL.match(cue) and _is_advice(bare, found):
            continue
        if _NEGATED_BEFORE.search(bare[: found.start()]) and cue.lower().startswith(
            ("plan", "possib", "intend", "target")
        ):
            continue
        return cue
    would = _WOULD.search(bare) if "would " in bare else None
    if would and not _REPORTED.search(bare) and "if " not in bare.lower():
        return would.group()
    return ""


def _proviso(condition: str | None) -> str:
    """The opening of a condition that makes the rest a mere prospect: "provided …", "if all goes well"."""
    found = _PROVISO.match(condition) if condition else None
    return found.group() if found else ""


def _scenario_cue(sentence: str, context: str) -> str:
    """What the sentence before made the whole outlook depend on: "If all goes well it lands. It will stay …"."""
    found = _SCENARIO.search(context) if _GOES_ON.match(sentence) else None
    return found.group() if found else ""


def _is_advice(words: str, modal: re.Match[str]) -> bool:
    """Whether the modal tells people what to do or what they are allowed: "visitors should", "you may"."""
    return _pattern("advised").search(words[max(0, modal.start() - 60) : modal.start()]) is not None


@lru_cache(maxsize=REMEMBERED)
def is_rumour_article(title: str, text: str) -> bool:
    """Whether the whole piece is about leaks: its title or opening says so, and says nothing official."""
    is_titled_so = _pattern("rumour_article").search(title) and not _pattern("settled").search(title)
    return bool(is_titled_so) or _says_unconfirmed(text[:_OPENING])


def _says_unconfirmed(opening: str) -> bool:
    found = [phrase.group() for phrase in _pattern("rumour_article").finditer(opening)]
    return bool(found) and not _pattern("settled").search(opening) and any(" " in phrase for phrase in found)
