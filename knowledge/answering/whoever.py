"""Candidates for who-questions: people and organisations, doers of the deed before those who only stand near."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

import numpy as np

from knowledge.answering.agents import Doer, find_doers
from knowledge.answering.candidates import Candidate, Read, certainty_of
from knowledge.answering.deeds import Deed, find_deed
from knowledge.answering.people import asks_role
from knowledge.extraction.analysis import Value
from knowledge.language.patterns import lazy_pattern
from knowledge.language.text import Token, tokenize
from knowledge.language.vocabulary import Vocabulary
from knowledge.language.wordclasses import tag
from knowledge.language.wordlists import lines, words
from knowledge.model import Span, ValueKind
from knowledge.questions.query import Query
from knowledge.search.matching import Sought
from knowledge.search.view import Line

TO_NOTHING = 0.2
"""What doing it is worth where nothing of what it is done to is met."""
DOES_IT, ONLY_NEAR, NAMED_BY_QUESTION = 0.9, 0.3, 0.8
NO_NAME, NO_PERSON = 0.15, 0.6
"""What a phrase without a name is worth less, and one whose noun is no word for people still less."""
SURE, ITSELF = 0.8, 0.4
"""From which strength on even a name in the question may be its answer, and what still speaks against that."""
TOLD = 0.5
"""From which strength on a doer shows that the deed is told."""
SEVERAL = 0.25
LEAST_LINE = 0.2
"""Share of the question that a sentence and its surroundings must meet for a phrase without a name to answer."""
_WHOEVER = (ValueKind.PERSON, ValueKind.ORGANISATION)
_NAMED = (*_WHOEVER, ValueKind.NAME, ValueKind.PLACE)
_PLURAL = lazy_pattern(
    r"\bwho (?:all|are|were|else are|could|might)\b|"
    r"\b(?:which|what) (?:two|three|four|\w{3,}(?<!s)s)\b|\bnames of\b|\bboth\b"
)
_ALTERNATIVES = lazy_pattern(r"\bor\b|\bwhich (?:one )?of\b")
_JOIN = lazy_pattern(r"\s*(?:,|,?\s*(?:and|or|&))\s*\Z")
_COMPANY = lazy_pattern(
    r"\b(?:which|what) (?:\w+ )?(?:compan|firm|paper|newspaper|house|bank|club|team|studio|publisher)"
)
_NOBODY = lazy_pattern(r"(?:the|this|that|one|a) (?:person|man|woman|people|thing)", re.IGNORECASE)
"""Words that name nobody: a sentence goes on with who that is."""
_HEADS = lazy_pattern(r"\bwho (?:runs?|leads?|heads?|chairs?|founded|manages)\b", re.IGNORECASE)
"""Questions for one person at the head, never for a firm or a place."""

Scorer = Callable[[Read, Value], Candidate]


def who_candidates(
    query: Query, reads: Sequence[Read], sought: Sequence[Sought], vocabulary: Vocabulary, score: Scorer
) -> list[Candidate]:
    """Everybody who may be asked for. score: makes a candidate of a value by what stands around it."""
    deed = find_deed(query, sought, vocabulary)
    if asks_role(query):
        deed = replace(deed, doers=deed.doers | frozenset(deed.stems))
    found: list[Candidate] = []
    for read in reads:
        by_line: dict[int, list[Value]] = {}
        for value in read.analysis.values:
            if value.kind in _NAMED:
                by_line.setdefault(value.line, []).append(value)
        for line in read.view.lines:
            number = line.sentence.number
            doers = find_doers(deed, read, line)
            if number in by_line or doers:
                found += _of_line(query, deed, read, line, by_line.get(number, []), doers, sought, score)
    return found


def _of_line(
    query: Query,
    deed: Deed,
    read: Read,
    line: Line,
    named: Sequence[Value],
    doers: Sequence[Doer],
    sought: Sequence[Sought],
    score: Scorer,
) -> Iterator[Candidate]:
    strict = asks_role(query)
    worth = DOES_IT * (TO_NOTHING + (1 - TO_NOTHING) * _object_met(deed, read, line, sought))
    names = [value for value in named if value.kind in _WHOEVER]
    for value in [*names, *_joined(names, read)]:
        repeats = _repeats(query, value, sought)
        strength = max((doer.strength for doer in doers if doer.span.meets(value.span)), default=0.0)
        if (repeats == 1.0 and strength < SURE) or (strict and not strength):
            continue
        repeats = min(repeats, ITSELF) if strength >= SURE else repeats
        candidate = score(read, value)
        if value.kind is ValueKind.PERSON and not value.parts:
            candidate.text = read.analysis.aliases.get(value.text, candidate.text)
        candidate.score += worth * strength - NAMED_BY_QUESTION * repeats
        candidate.score -= ONLY_NEAR if doers and not strength else 0.0
        if value.parts:
            candidate.score += SEVERAL if _PLURAL.search(query.text.casefold()) else SEVERAL / 5
        candidate.notes.append(f"does {strength:.2f}")
        candidate.does = strength
        candidate.met = _told(deed, strength, sought)
        yield candidate
    for doer in doers:
        if any(doer.span.meets(value.span) for value in names):
            continue
        phrase = _phrase_value(query, read, line, doer, named)
        if phrase is None or _repeats(query, phrase, sought) == 1.0 or read.coverage(phrase.line) < LEAST_LINE:
            continue
        candidate = score(read, phrase)
        candidate.score += worth * doer.strength - (0.0 if phrase.kind is not ValueKind.PERSON else NO_NAME)
        candidate.score -= 0.0 if phrase.kind is not ValueKind.PERSON or is_people(phrase.text) else NO_PERSON
        candidate.notes.append(f"phrase does {doer.strength:.2f}")
        candidate.does = doer.strength
        candidate.met = _told(deed, doer.strength, sought)
        yield candidate


def _told(deed: Deed, strength: float, sought: Sequence[Sought]) -> frozenset[str]:
    """The question's verb, where a doer of it was found: "supplies" is told by "comes from"."""
    return frozenset({sought[deed.row].token.norm}) if deed.row is not None and strength >= TOLD else frozenset()


def _object_met(deed: Deed, read: Read, line: Line, sought: Sequence[Sought]) -> float:
    """How well the words beside the deed's own are met in and around a sentence, in [0, 1]."""
    other = np.array([n != deed.row for n in range(len(sought))], bool)
    asking = other & ~read.subject
    number = line.sentence.number
    if asking.any():
        met = (read.match.context[:, number] + read.match.strengths[:, number]) * np.float32(0.5)
        return read.share(met, asking)
    least = 0.0 if deed.verb in lines("doers", "to_the_whole") else 0.5
    return max(least, read.share(read.match.strengths[:, number], other))


def _joined(names: Sequence[Value], read: Read) -> Iterator[Value]:
    """Names that stand side by side with "and", "or" or commas between them, as one value."""
    run: list[Value] = []
    for value in [*names, None]:
        if value is not None and run and _JOIN.match(read.view.text[run[-1].span.stop : value.span.start]):
            run.append(value)
            continue
        if len(run) > 1:
            span = Span(run[0].span.start, run[-1].span.stop)
            yield replace(run[0], span=span, text=span.of(read.view.text), parts=tuple(one.span for one in run))
        run = [value] if value is not None else []


def _phrase_value(query: Query, read: Read, line: Line, doer: Doer, named: Sequence[Value]) -> Value | None:
    """A doer without a person's or company's name as a value; None where it cannot be what is asked for."""
    text = doer.span.of(read.view.text).strip(" .")
    name = next((value for value in named if value.span.meets(doer.span)), None)
    tokens = tokenize(text)
    is_somebody = name is not None and name.kind in _WHOEVER
    if _NOBODY.fullmatch(text) or (not is_somebody and _HEADS.search(query.text) and not _is_one_person(tokens)):
        return None
    tags = tag(tokens)
    if not tokens or (name is None and (tags[-1] in "O#" or not set(tags) & set("NSP"))):
        return None
    is_name = name is not None or "P" in tags
    if _COMPANY.search(query.text.casefold()) and not is_name:
        return None
    kind = ValueKind.NAME if is_name else ValueKind.PERSON
    number = line.sentence.number
    return Value(kind, doer.span, number, text, measure="phrase", certainty=certainty_of(read, number))


def _is_one_person(tokens: Sequence[Token]) -> bool:
    """Whether the last word is a role that one person has: "the deputy director"."""
    return bool(tokens) and tokens[-1].norm in words("roles", "heads")


def is_people(text: str) -> bool:
    """Whether a phrase holds a word for people or for those who act together."""
    people = words("roles", "heads") | words("doers", "people")
    return any(
        token.norm in people or token.stem in people or token.norm.rstrip("s") in people for token in tokenize(text)
    )


def _repeats(query: Query, value: Value, sought: Sequence[Sought]) -> float:
    """How far a name only repeats one that the question holds: 1 for all its words, less for its leading or last one.

    A question that offers a choice ("X or Y") is answered with one of the names it holds.
    """
    if _ALTERNATIVES.search(query.clause.casefold()):
        return 0.0
    said = [word for word in re.findall(r"\w+", value.text.casefold()) if len(word) > 2 and word != "the"]
    asked = {one.token.norm for one in sought} | {one.token.norm.removesuffix("s") for one in sought}
    focus = set(query.focus)
    if not said:
        return 0.0
    if all(word in asked for word in said):
        return 1.0
    if value.kind is ValueKind.PERSON and not value.parts and any(word in asked for word in said):
        return 0.9
    return 0.7 if (said[0] in asked or said[-1] in asked - focus) else 0.0
