"""Analysis → facts: which of an article's values state something of a subject, and what."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache

from knowledge.extraction.analysis import Analysis, Value
from knowledge.language.text import Repaired, Sentence, Token, spell, tokenize
from knowledge.language.vocabulary import Vocabulary
from knowledge.model import Article, Fact, Span, ValueKind

_STATED = frozenset(
    {
        ValueKind.TIME,
        ValueKind.CLOCK,
        ValueKind.DURATION,
        ValueKind.MONEY,
        ValueKind.NUMBER,
        ValueKind.ROLE,
        ValueKind.QUOTE,
        ValueKind.CAUSE,
        ValueKind.LIST,
        ValueKind.CONTACT,
    }
)
"""Kinds that are facts by themselves; a mere name is not."""
_PREFERRED = {
    ValueKind.ROLE: "role",
    ValueKind.QUOTE: "quote",
    ValueKind.CAUSE: "cause",
    ValueKind.CONTACT: "contact",
}


def draw_facts(
    article: Article, analysis: Analysis, vocabulary: Vocabulary, curated: Sequence[Fact] = ()
) -> tuple[Fact, ...]:
    """The facts of an article, in the order of its text; evidence and sentence as spans of the text as given.

    curated: what people wrote over it, which is not drawn a second time.
    """
    repaired = Repaired(analysis.text, analysis.inserted)
    topic = main_subject(article, analysis)
    facts: list[Fact] = []
    for value in analysis.values:
        if value.kind not in _STATED or (value.kind is ValueKind.TIME and value.when is None):
            continue
        if any(_replaces(fact, value, repaired) for fact in curated):
            continue
        sentence = analysis.sentences[value.line]
        facts.append(
            Fact(
                id=f"{article.id}#{len(facts) + 1}",
                article_id=article.id,
                subject=value.who or _subject(value, analysis) or topic,
                attribute=_attribute(value, sentence.text, sentence.span.start, vocabulary),
                value=value.text,
                kind=value.kind,
                evidence=repaired.original(value.span),
                sentence=repaired.original(sentence.span),
                certainty=value.certainty,
                is_denied=value.is_denied,
                speaker=value.speaker or None,
                when=value.when,
                condition=value.condition or None,
            )
        )
    return tuple(facts)


def with_curated(analysis: Analysis, curated: Sequence[Fact]) -> Analysis:
    """The analysis with curated facts in place of what was found where their evidence stands.

    What was retired stays in it: a question whose answer it was must find it, lest the next best takes its place.
    """
    if not curated:
        return analysis
    repaired = Repaired(analysis.text, analysis.inserted)
    living = [fact for fact in curated if not fact.is_retired]
    values = [v for v in analysis.values if not any(_replaces(f, v, repaired) for f in living)]
    for fact in living:
        line = next((s for s in analysis.sentences if repaired.original(s.span).holds(fact.evidence)), None)
        if line is not None:
            values.append(_corrected(fact, analysis, repaired) or _as_value(fact, line))
    values.sort(key=lambda value: (value.span.start, value.span.stop))
    return replace(analysis, values=tuple(values))


def _corrected(fact: Fact, analysis: Analysis, repaired: Repaired) -> Value | None:
    """The value that was found just there, with what the curator says of it; units and the like stay."""
    found = [v for v in analysis.values if v.kind is fact.kind and repaired.original(v.span) == fact.evidence]
    if len(found) != 1 or found[0].text != fact.value:
        return None
    return replace(
        found[0],
        when=fact.when or found[0].when,
        certainty=fact.certainty,
        is_denied=fact.is_denied,
        condition=fact.condition or "",
        speaker=fact.speaker or found[0].speaker,
    )


def _replaces(fact: Fact, value: Value, repaired: Repaired) -> bool:
    return value.kind is fact.kind and repaired.original(value.span).meets(fact.evidence)


def _as_value(fact: Fact, line: Sentence) -> Value:
    is_person = fact.kind is ValueKind.ROLE
    return Value(
        fact.kind,
        fact.evidence,
        line.number,
        fact.value,
        when=fact.when,
        measure="direct" if fact.kind is ValueKind.QUOTE else "",
        who=fact.subject if is_person else fact.speaker or "",
        certainty=fact.certainty,
        is_denied=fact.is_denied,
        condition=fact.condition or "",
        speaker=fact.speaker or "",
        parts=(fact.evidence,) if fact.kind is ValueKind.QUOTE else (),
    )


def main_subject(article: Article, analysis: Analysis) -> str:
    """The name that an article is about: the one most often in title and text, those of the title counting triple."""
    counts: Counter[str] = Counter()
    for value in analysis.values:
        if value.kind in (ValueKind.NAME, ValueKind.ORGANISATION, ValueKind.PERSON, ValueKind.PLACE):
            name = analysis.aliases.get(value.text, value.text)
            counts[name] += 1 + (1 if value.kind is ValueKind.NAME else 0)
    for name in counts:
        if name.casefold() in article.title.casefold():
            counts[name] *= 3
    return counts.most_common(1)[0][0] if counts else article.title


def _subject(value: Value, analysis: Analysis) -> str:
    """The thing named last before the value in its sentence."""
    sentence = analysis.sentences[value.line]
    named = [
        other
        for other in analysis.values
        if other.line == value.line
        and other.kind in (ValueKind.NAME, ValueKind.ORGANISATION)
        and other.span.stop <= value.span.start
    ]
    if not named or not sentence.span.holds(value.span):
        return ""
    return analysis.aliases.get(named[-1].text, named[-1].text)


def _attribute(value: Value, sentence: str, shift: int, vocabulary: Vocabulary) -> str:
    """The attribute that the words nearest to the value state and whose kinds admit it, or ""."""
    if value.kind in _PREFERRED:
        return _PREFERRED[value.kind]
    best, best_distance = "", 10**6
    span = Span(max(0, value.span.start - shift), max(0, value.span.stop - shift))
    for token, names in _telling(sentence, vocabulary):
        distance = _distance(token, span, sentence)
        for name in names:
            if value.kind in vocabulary.attributes[name].kinds and distance < best_distance:
                best, best_distance = name, distance
    return best


@lru_cache(maxsize=64)
def _telling(sentence: str, vocabulary: Vocabulary) -> tuple[tuple[Token, tuple[str, ...]], ...]:
    """The words of a sentence that state attributes, each with their names."""
    told = vocabulary.told([stem for _, stem in spell(sentence)])
    if not any(told):
        return ()
    return tuple((token, tuple(sorted(names))) for token, names in zip(tokenize(sentence), told, strict=True) if names)


def _distance(token: Token, span: Span, text: str) -> int:
    if token.span.meets(span):
        return 0
    between = (
        text[token.span.stop : span.start] if token.span.stop <= span.start else text[span.stop : token.span.start]
    )
    return len(between) + 15 * sum(map(between.count, ",;:"))


def passage_terms(text: str, stop_words: frozenset[str]) -> tuple[str, ...]:
    """What a sentence is found by: its distinct stems, in order, without stop words."""
    return tuple(dict.fromkeys([stem for norm, stem in spell(text) if norm not in stop_words]))
