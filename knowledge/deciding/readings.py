"""Short answers that no finder of facts gives: the words that the network takes for the answer."""

from __future__ import annotations

from knowledge.answering.candidates import Candidate, Read, certainty_of
from knowledge.answering.enumerations import ALONE, is_alone
from knowledge.answering.rankedlines import Believed, key_of, likeliest_words
from knowledge.answering.typed import fits
from knowledge.model import Span, ValueKind, When
from knowledge.questions.askednoun import find_asked_noun
from knowledge.questions.query import Asked, Query
from knowledge.search.view import Line, is_heading

OFFERED = 5
"""Of so many of the likeliest sentences, the likeliest words become candidates."""
LIKELIEST = "likeliest words"
"""Note of such a candidate."""
_FACTS_ONLY = frozenset({Asked.YES_NO, Asked.ROLE, Asked.SAID, Asked.WHY})
"""Kinds of question whose answer is no span of a sentence."""
_OF_THINGS = frozenset({Asked.WHAT, Asked.LIST, Asked.OPEN})
"""Kinds of question whose noun may be plural: several things are asked for then."""
_NAMED = frozenset({ValueKind.PERSON, ValueKind.ORGANISATION, ValueKind.PLACE})
_WITHIN = frozenset(("of", "the", "and", "de", "for", "in"))


def readings(query: Query, believed: Believed) -> list[Candidate]:
    """The likeliest words of the likeliest sentences, where the question's kind admits them."""
    if query.asked in _FACTS_ONLY:
        return []
    asks_several = query.asked in _OF_THINGS and find_asked_noun(query.clause).is_plural
    found = []
    for read, line in believed.lines[:OFFERED]:
        if is_heading(line.sentence.text):
            continue
        candidate = _candidate(query, read, line, likeliest_words(line, believed.parts[key_of(read, line)]))
        if asks_several and is_alone(candidate.text):
            candidate.score -= ALONE
        if not query.wanted or candidate.value is not None or _is_name(query, candidate.text):
            found.append(candidate)
    return found


def _is_name(query: Query, text: str) -> bool:
    """Whether a reading is a name, of a kind that the finders of names may not know, where a name is asked for."""
    return bool(_NAMED & set(query.wanted)) and all(word[:1].isupper() for word in text.split() if word not in _WITHIN)


def _candidate(query: Query, read: Read, line: Line, words: Span) -> Candidate:
    """Some words of a sentence as an answer; words: where they stand in the sentence."""
    start = line.sentence.span.start
    span = Span(start + words.start, start + words.stop)
    inside = [v for v in read.values_in(line.sentence.number) if v.span.meets(span)]
    when: When | None = next((v.when for v in inside if v.kind is ValueKind.TIME and v.when is not None), None)
    value = next((v for v in inside if v.kind in query.wanted and fits(query, v)), None)
    return Candidate(
        read,
        line.sentence.number,
        value.text if value is not None else line.sentence.text[words.start : words.stop],
        read.line_score(line.sentence.number),
        value,
        when=when,
        certainty=certainty_of(read, line.sentence.number),
        speaker=read.analysis.speakers.get(line.sentence.number, ""),
        notes=[LIKELIEST],
    )
