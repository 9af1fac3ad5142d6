"""Gates of questions for somebody: a thing, whoever the question names, or a mere speaker is not who did it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

import numpy as np

from knowledge.answering.candidates import Candidate
from knowledge.answering.people import asks_role, is_of_house
from knowledge.answering.whoever import is_people
from knowledge.deciding.exactness import STATED
from knowledge.language.patterns import lazy_pattern
from knowledge.language.text import tokenize
from knowledge.language.wordclasses import lemma
from knowledge.language.wordlists import lines, words
from knowledge.model import Span, ValueKind
from knowledge.questions.query import Query
from knowledge.questions.understanding import STOP_WORDS, TIME_WORDS
from knowledge.search.matching import Sought

_HUMAN = words("questions", "human_nouns")
_OWNERS = frozenset("its their his her our my your".split())


def is_nobody(query: Query, candidate: Candidate) -> bool:
    """Whether "who" would be answered with a time or a thing, or "which engineer" with a firm."""
    said = tokenize(candidate.text)
    if said and said[0].norm in _OWNERS:
        return True  # "its founder" says nobody's name
    if candidate.value is None or not said:
        return any(word in _HUMAN for word in query.focus) and _holds_only_firms(candidate)
    if all(token.norm in TIME_WORDS for token in said):
        return True
    if candidate.value.kind is ValueKind.ORGANISATION and any(word in _HUMAN for word in query.focus):
        return True
    return not any(token.text[0].isupper() for token in said) and not is_people(candidate.text)


def _holds_only_firms(candidate: Candidate) -> bool:
    """Whether the words of an answer name a firm and no person."""
    held = {value.kind for value in candidate.held}
    return ValueKind.ORGANISATION in held and ValueKind.PERSON not in held


def is_named(query: Query, candidate: Candidate) -> bool:
    """Whether "who" would be answered with somebody whom the question names: "who comes after Rask" with Ida Rask."""
    if any(token.norm == "or" for token in query.tokens):
        return False  # "who does it, Rask or Lund?"
    asked = {token.norm for token in query.tokens} - set(query.focus)
    values = candidate.read.analysis.values
    return any(
        token.norm in asked
        and token.norm not in STOP_WORDS
        and token.text[0].isupper()
        # a founder's firm bears the same name: "who runs Rask?"
        and not any(
            v.kind is ValueKind.ORGANISATION and token.text in v.text and v.text != candidate.text for v in values
        )
        for token in tokenize(candidate.text)
    )


def leads_a_part(query: Query, candidate: Candidate) -> bool:
    """Whether a question for the head of a house meets only the head of a part: a chief designer is not the CEO."""
    asked = [token.norm for token in query.tokens]
    if not (_OF_THE_HOUSE & set(asked) or ("chief", "executive") in pairwise(asked)):
        return False
    norms = candidate.read.line(candidate.line).norms
    parts = [what for head, what in pairwise(norms) if head in ("chief", "head", "lead")]
    return bool(parts) and _WHOLE.isdisjoint(parts) and _LEADING.isdisjoint(norms)


def heads_another_house(query: Query, candidate: Candidate, sought: Sequence[Sought]) -> bool:
    """Whether a question for the head of a house meets the head of another one: what stands unnamed in a firm's own
    announcement is the firm's."""
    if not asks_role(query):
        return False
    roles = [
        value
        for value in candidate.read.values_in(candidate.line)
        if value.kind is ValueKind.ROLE and value.who and (value.who in candidate.text or candidate.text in value.who)
    ]
    return bool(roles) and not any(is_of_house(candidate.read, role, sought) for role in roles)


def only_says(query: Query, candidate: Candidate, sought: Sequence[Sought], places: Sequence[int]) -> bool:
    """Whether a sentence has what is asked about only in the words of the one it would answer with.

    "We never found the key," says Ada Holm: that is not who found the key. places: of the words that ask.
    """
    read, line, said = candidate.read, candidate.read.line(candidate.line), _own_words(candidate)
    if not said or candidate.does >= STATED or _asks_who_spoke(query):
        return False
    if not places or not line.tokens:
        return False
    is_own = np.array([any(span.meets(token.span) for span in said) for token in line.tokens])
    met = read.match.words[places][:, line.ids]
    told = f" {' '.join(token.stem for token, own in zip(line.tokens, is_own, strict=True) if not own)} "
    if any(phrase in told and worth >= STATED for n in places for phrase, worth in sought[n].phrases):
        return False  # "who runs it" of its chief executive
    return float((met * is_own).max()) >= STATED > float((met * ~is_own).max())


def says_of_self(candidate: Candidate) -> bool:
    """Whether whoever a question would be answered with speaks of "me" or "us": then they may be who did what they say.

    "I wrote it on a train," says Ada Holm.
    """
    text = candidate.read.view.text
    return any(_FIRST_PERSON.search(span.of(text)) for span in _own_words(candidate))


def _own_words(candidate: Candidate) -> list[Span]:
    """Where in a candidate's sentence the words stand that are of whoever it would answer with."""
    return [
        span
        for value in candidate.read.values_in(candidate.line)
        if value.kind is ValueKind.QUOTE and value.who and (value.who in candidate.text or candidate.text in value.who)
        for span in value.parts or (value.span,)
    ]


def _asks_who_spoke(query: Query) -> bool:
    """Whether a verb of the question is one of speaking: "who complained about the stairs"."""
    return _BRINGS_UP.search(query.clause) is not None or any(lemma(t.norm, "verb") in _SPEAKING for t in query.tokens)


_OF_THE_HOUSE = frozenset({"ceo", "boss"})
_WHOLE = frozenset("executive executives officer of manager and".split())
"""What follows "chief" or "head" where the whole is led, or where it is said further on what is."""
_LEADING = frozenset("ceo boss director president founder owner chair chairman chairwoman runs heads leads led".split())
_FIRST_PERSON = lazy_pattern(r"\b(?:I|[Ww]e|[Mm]e|[Uu]s|[Mm]y|[Oo]ur)\b")
_SPEAKING = frozenset(lines("questions", "speaking"))
_BRINGS_UP = lazy_pattern(r"\b(?:sp(?:eak|oke)|talk|(?:bring|brought)\w* (?:\w+ )?up\b)", re.IGNORECASE)
