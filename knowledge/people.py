"""Who is what: answers from roles, both ways round, and whether a name in a question is a name in an article."""

from __future__ import annotations

import re
from collections.abc import Sequence

from rapidfuzz.distance import OSA

from knowledge.analysis import Value
from knowledge.candidates import Candidate, Read, nearness
from knowledge.matching import Sought
from knowledge.model import ValueKind
from knowledge.query import Query
from knowledge.text import fold, tokenize

NAME_LIKENESS = 0.72
"""How alike two words must be (1 − edits / length) for one to be a misspelling of the other name."""
_PARTICLES = frozenset("the a an of de van der von dr mr mrs ms prof sir dame st".split())


def name_likeness(asked: str, name: str) -> float:
    """How well an asked-for name fits a name of an article, in [0, 1]; 0 where one of its words fits none.

    >>> round(name_likeness("rud akslund", "Ruud Aksland"), 2)
    0.83
    >>> name_likeness("Marie Curie", "Pierre Curie")
    0.0
    """
    wanted = [token.norm for token in tokenize(asked) if token.norm not in _PARTICLES]
    given = [token.norm for token in tokenize(name) if token.norm not in _PARTICLES]
    if not wanted or not given:
        return 0.0
    total = 0.0
    for word in wanted:
        best = max(_word_likeness(word, other) for other in given)
        if best < NAME_LIKENESS:
            return 0.0
        total += best
    return total / len(wanted)


def _word_likeness(word: str, other: str) -> float:
    if word == other:
        return 1.0
    if any(c.isdigit() for c in word + other) or min(len(word), len(other)) < 3:
        return 0.0
    likeness = float(OSA.normalized_similarity(word, other))
    return likeness if len(word) > 4 or likeness >= 0.75 else 0.0


def role_candidates(query: Query, reads: Sequence[Read], sought: Sequence[Sought]) -> list[Candidate]:
    """What a named person is: their roles, the newest article's first among equals."""
    found = []
    for read in reads:
        for value in read.analysis.values:
            if value.kind is not ValueKind.ROLE:
                continue
            likeness = name_likeness(query.subject, value.who)
            if likeness:
                score = 1.5 * likeness + 0.2 * bool(value.organisation) + 0.1 * read.coverage(value.line)
                found.append(
                    Candidate(
                        read, value.line, say_role(value), score, value, None, value.certainty, value.speaker,
                        notes=[f"name {likeness:.2f}"],
                    )
                )  # fmt: skip
    return found


def say_role(value: Value) -> str:
    """The role as a person would text it back, with its organisation.

    The organisation is added where the role's words don't name it yet.
    """
    role = value.text.strip()
    if value.organisation and fold(value.organisation) not in fold(role):
        role = f"{role} of {value.organisation}"
    return f"former {role}" if value.modifier == "former" and "former" not in role else role


def holder_candidates(query: Query, reads: Sequence[Read], sought: Sequence[Sought]) -> list[Candidate]:
    """Who holds the role that is asked about: "who runs X", "who is X's finance chief"."""
    found = []
    for read in reads:
        for value in read.analysis.values:
            if value.kind is not ValueKind.ROLE or not value.who:
                continue
            fit, named = role_fit(value, sought)
            if fit < 0.5:
                continue
            near, _ = nearness(read, read.line(value.line), value.span)
            score = 1.1 * fit + 0.6 * named + 0.6 * read.coverage(value.line) + 0.4 * near + read.topic
            score -= 0.3 if value.modifier == "former" else 0
            found.append(
                Candidate(
                    read, value.line, value.who, score, value, None, value.certainty, value.speaker,
                        notes=[f"role {fit:.2f}", f"organisation {named:.2f}"],
                )
            )  # fmt: skip
    return found


def role_fit(value: Value, sought: Sequence[Sought]) -> tuple[float, float]:
    """How well the question's words name a role, and its organisation: two numbers in [0, 1]."""
    role = {token.stem for token in tokenize(value.text)}
    phrase = f" {' '.join(token.stem for token in tokenize(value.text))} "
    organisation = {token.stem for token in tokenize(value.organisation)}
    fit = named = 0.0
    for one in sought:
        best = max((strength for stem, strength in one.stems.items() if stem in role), default=0.0)
        best = max([best, *(strength for words, strength in one.phrases if words in phrase)])
        fit = max(fit, best)
        if one.token.stem in organisation:
            named = 1.0
    return fit, named


def descriptions(read: Read, person: str) -> str:
    """All that an article says a person is: roles and organisations, as one string."""
    return " ".join(
        f"{value.text} {value.organisation}"
        for value in read.analysis.values
        if value.kind is ValueKind.ROLE and value.who and (value.who == person or _same_person(value.who, person))
    )


def _same_person(one: str, other: str) -> bool:
    return bool(one) and bool(other) and re.split(r"\s", one)[-1] == re.split(r"\s", other)[-1]
