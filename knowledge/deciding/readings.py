"""Short answers that no finder of facts gives: the words that the network takes for the answer."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from knowledge.answering.candidates import Candidate, Read, certainty_of
from knowledge.answering.enumerations import ALONE, is_alone
from knowledge.answering.people import NAME_LIKENESS, word_likeness
from knowledge.answering.rankedlines import Believed, key_of, likeliest_words
from knowledge.answering.reasons import asks_reason
from knowledge.answering.typed import fits
from knowledge.extraction.analysis import Value
from knowledge.language.patterns import lazy_pattern
from knowledge.language.text import tokenize
from knowledge.language.wordclasses import is_number
from knowledge.language.wordlists import words as words_of
from knowledge.model import Span, ValueKind
from knowledge.questions.askednoun import find_asked_noun
from knowledge.questions.query import Asked, Query
from knowledge.quotations.quotemarks import without_lone_marks
from knowledge.search.view import Line, is_heading

OFFERED = 5
"""Of so many of the likeliest sentences, the likeliest words become candidates."""
FIRST, RUNS = 3, 2
"""Of so many of them the sentence itself does, and so many runs of likely words."""
LIKELIEST, UNLIKE = "likeliest words", "unlike what is asked for"
"""Notes of such a candidate, the second of one that is not of the kind that the question seems to ask for: a question
is not always of the kind that it seems to be of ("which good cause gets a quid from each ticket")."""
_NO_SPAN = frozenset({Asked.ROLE, Asked.WHY})
"""Kinds of question whose answer is seldom just a span of a sentence."""
_BY_SENTENCE = frozenset({Asked.WHAT, Asked.OPEN, Asked.DEFINITION, Asked.HOW, Asked.LIST, Asked.WHO, Asked.WHERE})
"""Kinds of question whose answer may be of any form."""
_OF_THINGS = frozenset({Asked.WHAT, Asked.LIST, Asked.OPEN})
"""Kinds of question whose noun may be plural: several things are asked for then."""
_NAMED = frozenset({ValueKind.PERSON, ValueKind.ORGANISATION, ValueKind.PLACE})
_OF_FIGURES = frozenset({Asked.HOW_MUCH, Asked.HOW_MANY, Asked.MEASURE})
"""Kinds of question that are answered with a figure, or a word for one."""
_STRICT = frozenset("weight mass heavy temperature hot distance range width height depth diameter wide tall".split())
"""Properties that no sum and no time tells."""
_FIGURES = frozenset({ValueKind.MONEY, ValueKind.NUMBER, ValueKind.DURATION, ValueKind.TIME, ValueKind.CLOCK})
_PRICE = lazy_pattern(r"\b(?:costs?|prices?|priced|pay|pays|paid|fees?|fares?|set (?:me|you|us|one) back)\b")
"""Words of a question for a price, which no figure but a sum answers."""
_JOINED = lazy_pattern(r",|\b(?:and|or)\b")
_ARTICLE = lazy_pattern(r"^(?:the|an?|its|their) ", re.IGNORECASE)
_NEVER_LAST = frozenset("and or but nor of the a an to for with from by at than as that which who its their".split())
"""Words with which no answer ends."""
_NEVER_FIRST = frozenset("is are was were".split())
"""Words with which none begins: "the guarantee is five years"."""
_SIGNS = frozenset("€$£¥%")
"""What belongs to the figure beside which it stands."""
_WITHIN = frozenset(("of", "the", "and", "de", "for", "in"))


def readings(query: Query, believed: Believed) -> list[Candidate]:
    """The likeliest words of the likeliest sentences: as they stand, as the value asked for that they hold, and where a
    reason or anything that is no figure is asked for, as the sentence that tells it."""
    if query.asked in (Asked.YES_NO, Asked.SAID):  # words are somebody's: the finder of quotations knows whose
        return []
    asks_several = query.asked in _OF_THINGS and find_asked_noun(query.clause).is_plural
    wants_reason, found = asks_reason(query), list[Candidate]()
    for place, (read, line) in enumerate(believed.lines[:OFFERED]):
        if is_heading(line.sentence.text):
            continue
        is_among_first = place < FIRST
        at = line.sentence.span.start
        for words in likeliest_words(line, believed.parts[key_of(read, line)], RUNS if is_among_first else 1):
            words = _trimmed(query, line, words)
            span = Span(at + words.start, at + words.stop)
            inside = [v for v in read.values_in(line.sentence.number) if v.span.meets(span)]
            reading = _as_words(read, line, words, inside)
            value = _as_value(query, reading, inside)
            if value is not None:
                found.append(value)
            elif _tells_no_figure(query, reading, inside):
                continue
            if value is None or not (_says_as_much(value, reading) or _tells_sums(query, inside)):
                is_alike = value is not None or not query.wanted or _is_name(query, reading.text)
                reading.notes = [LIKELIEST if is_alike and query.asked not in _NO_SPAN else UNLIKE]
                if asks_several and is_alone(reading.text):
                    reading.score -= ALONE
                if query.asked is Asked.ROLE:  # what somebody is, is told without article
                    reading.text = _ARTICLE.sub("", reading.text)
                found.append(reading)
        # a reason is told without "because" as often as with it, a name without the word that it is asked for by
        if wants_reason or (is_among_first and query.asked in _BY_SENTENCE):
            text = line.sentence.text.strip(' "“”')
            found.append(replace(reading, text=text, when=None, value=None, notes=["sentence"]))
    return found


def _trimmed(query: Query, line: Line, words: Span) -> Span:
    """The words of a sentence without what is no part of the answer: "and" or "of" behind it, a preposition before
    whoever did it, and of what somebody is, their name and the verb before them (laughed lead programmer Runa Holt)."""
    shift, (starts, stops) = line.sentence.span.start, line.edges
    inside = [n for n in range(len(starts)) if words.start <= starts[n] - shift and stops[n] - shift <= words.stop]
    while len(inside) > 1 and line.norms[inside[-1]] in _NEVER_LAST:
        inside = inside[:-1]
    while len(inside) > 1 and line.norms[inside[0]] in _NEVER_FIRST and query.asked is not Asked.ROLE:
        inside = inside[1:]
    if inside:
        inside = [*_hyphened(line, inside[0], -1), *inside, *_hyphened(line, inside[-1], 1)]
    if query.asked is Asked.WHO:
        idle = [n for n in inside if line.tags[n] == "I"]
    elif query.asked is Asked.ROLE:
        asked = query.subject.casefold().split()
        fits = [max((word_likeness(word, norm) for word in asked), default=0.0) for norm in line.norms]
        named = [n for n, fit in enumerate(fits) if fit >= NAME_LIKENESS]
        before = [n for n in inside if n + 1 in named and line.tags[n] == "P"]  # the first name may be misspelt
        saying = [n for n in inside[:1] if line.norms[n] in words_of("cues", "saying")]
        idle = [*named, *before, *saying]
    else:
        idle = []
    while len(inside) > 1 and inside[0] in idle:
        inside = inside[1:]
    while len(inside) > 1 and inside[-1] in idle:
        inside = inside[:-1]
    if not inside:
        return words
    start, stop, text = starts[inside[0]] - shift, stops[inside[-1]] - shift, line.sentence.text
    return Span(start - (text[:start][-1:] in _SIGNS), stop + (text[stop : stop + 1] in _SIGNS))


def _hyphened(line: Line, place: int, step: int) -> list[int]:
    """The words that a hyphen joins to a word, on one side of it: "one" to "forty"; in their order."""
    starts, stops = line.edges
    text, shift, found = line.sentence.text, line.sentence.span.start, list[int]()
    while 0 <= place + step < len(starts):
        first = min(place, place + step)
        if text[stops[first] - shift : starts[first + 1] - shift] not in ("-", "‑"):
            break
        place += step
        found.append(place)
    return found[::step]


def _says_as_much(value: Candidate, reading: Candidate) -> bool:
    """Whether a value says all that the words say in which it stands; a time says more, which names the year, and so
    does a figure with its unit."""
    if value.value is not None and value.value.kind is ValueKind.TIME:
        return not _JOINED.search(reading.text)
    return reading.text.casefold() in value.text.casefold()


def _tells_sums(query: Query, inside: Sequence[Value]) -> bool:
    """Whether a price is asked for and the words of a reading hold several of its sums: one of them says it plainly."""
    return query.asked is Asked.HOW_MUCH and len({v.unit for v in inside if v.kind is ValueKind.MONEY}) > 1


def _tells_no_figure(query: Query, reading: Candidate, inside: Sequence[Value]) -> bool:
    """Whether a figure is asked for and the words of a reading hold none, or only one of another kind: a weight is not
    told in francs, nor euros in pounds. What a tank holds is asked for as a price is, with "how much"."""
    if query.asked not in _OF_FIGURES:
        return False
    kinds = {value.kind for value in inside} & _FIGURES
    if query.asked is Asked.HOW_MUCH:
        is_of_other_kind = kinds == {ValueKind.NUMBER} and _PRICE.search(query.text.casefold()) is not None
        is_other = bool(query.currency) or is_of_other_kind
    elif query.asked is Asked.HOW_MANY:
        is_other = not kinds <= {ValueKind.NUMBER, ValueKind.DURATION}
    else:
        is_other = query.measure in _STRICT and not kinds <= {ValueKind.NUMBER}
    if is_other:
        return True
    norms = [token.norm for token in tokenize(reading.text)]
    return not kinds and not any(
        is_number(norm) or norm[:1].isdigit() or norm in words_of("questions", "quantities") for norm in norms
    )


def _is_name(query: Query, text: str) -> bool:
    """Whether a reading is a name, of a kind that the finders of names may not know, where a name is asked for."""
    return bool(_NAMED & set(query.wanted)) and all(word[:1].isupper() for word in text.split() if word not in _WITHIN)


def _as_value(query: Query, reading: Candidate, inside: Sequence[Value]) -> Candidate | None:
    """The first value of a kind asked for that meets the words of a reading, as an answer; inside: what meets them."""
    value = next((v for v in inside if v.kind in query.wanted and fits(query, v)), None)
    return None if value is None else replace(reading, text=value.text, value=value, notes=[LIKELIEST])


def _as_words(read: Read, line: Line, words: Span, inside: Sequence[Value]) -> Candidate:
    """Some words of a sentence as an answer; words: where they stand in the sentence, inside: the values they meet."""
    number = line.sentence.number
    times = (v.when for v in inside if v.kind is ValueKind.TIME)
    return Candidate(
        read,
        number,
        without_lone_marks(line.sentence.text[words.start : words.stop]),
        read.line_score(number),
        when=next((when for when in times if when is not None), None),
        certainty=certainty_of(read, number),
        speaker=read.analysis.speakers.get(number, ""),
        notes=[LIKELIEST],
    )
