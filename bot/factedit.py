"""Changes to the curated facts of one article: a label, a value, left out, taught, pinned. Knows no chat, no store."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from bot.wording import read_texts
from knowledge import Article, Certainty, Fact, KnowledgeError, Span, ValueKind, parse_when, sentence_around

KINDS = tuple(ValueKind)


class NotSaid(KnowledgeError):
    """Words that the article does not hold."""

    def __init__(self, words: str) -> None:
        self.words = words
        super().__init__(f"the article does not say {words!r}")


def key_of(fact: Fact) -> str:
    """What a button holds of a fact of its article: where its evidence stands and its kind."""
    return f"{fact.evidence.start}-{fact.evidence.stop}-{KINDS.index(fact.kind)}"


def find_fact(facts: Sequence[Fact], key: str) -> Fact | None:
    """The fact that a button names."""
    return next((fact for fact in facts if key_of(fact) == key), None)


def put(curated: Sequence[Fact], fact: Fact) -> tuple[Fact, ...]:
    """The curated facts with this one, in place of the one that stands where it stands."""
    kept = [other for other in curated if key_of(other) != key_of(fact)]
    return (*kept, replace(fact, is_curated=True))


def label(curated: Sequence[Fact], fact: Fact, certainty: Certainty) -> tuple[Fact, ...]:
    """The curated facts with another label on one fact."""
    return put(curated, replace(fact, certainty=certainty))


def retire(curated: Sequence[Fact], fact: Fact) -> tuple[Fact, ...]:
    """The curated facts with word that this one is none."""
    return put(curated, replace(fact, is_retired=True, asks=(), is_pinned=False))


def correct(
    article: Article, curated: Sequence[Fact], fact: Fact, words: str, drawn: Sequence[Fact]
) -> tuple[Fact, ...]:
    """The curated facts with another value for one fact, which the article must state; a day may be 2022-05-23.

    drawn: the facts found in the article. Raises NotSaid.
    """
    span = locate(article, words, near=fact.sentence)
    if span is None and fact.kind is ValueKind.TIME:
        try:
            when = parse_when(words)
        except ValueError:
            raise NotSaid(words) from None
        value = read_texts("en").day(when.start) if when.start == when.end else words
        return put(curated, replace(fact, value=value, when=when))
    if span is None:
        raise NotSaid(words)
    found = _at(drawn, span, fact.kind)
    kept = retire(curated, fact) if span != fact.evidence else tuple(curated)
    if found is not None:
        return put(kept, replace(found, subject=fact.subject, attribute=fact.attribute, certainty=fact.certainty))
    sentence = sentence_around(span, article)
    return put(kept, replace(fact, value=span.of(article.text), evidence=span, sentence=sentence, when=None))


def teach(
    article: Article,
    curated: Sequence[Fact],
    asks: Sequence[str],
    words: str,
    *,
    drawn: Sequence[Fact],
    is_pinned: bool = False,
    near: Span | None = None,
) -> tuple[tuple[Fact, ...], Fact]:
    """The curated facts with one that answers these questions in words of the article, and that fact.

    near: the sentence that was cited. Raises NotSaid.
    """
    span = locate(article, words, near=near)
    if span is None:
        raise NotSaid(words)
    found = _at((*curated, *drawn), span, None) or _claim(article, span, drawn)
    all_asks = tuple(dict.fromkeys((*found.asks, *asks)))
    fact = replace(found, asks=all_asks, is_pinned=is_pinned or found.is_pinned, is_curated=True)
    kept = [replace(other, asks=tuple(ask for ask in other.asks if ask not in asks)) for other in curated]
    return put(kept, fact), fact


def ask_of(curated: Sequence[Fact], *, asks: Sequence[str], fact: Fact) -> tuple[Fact, ...]:
    """The curated facts with these questions answered by one fact, and by no other."""
    found = find_fact(curated, key_of(fact)) or fact
    kept = [replace(other, asks=tuple(ask for ask in other.asks if ask not in asks)) for other in curated]
    return put(kept, replace(found, asks=tuple(dict.fromkeys((*found.asks, *asks)))))


def locate(article: Article, words: str, *, near: Span | None = None) -> Span | None:
    """Where an article holds these words, upper and lower case and spacing aside; inside `near` if they stand there."""
    parts = words.split()
    if not parts:
        return None
    pattern = re.compile(r"(?<!\w)" + r"\s+".join(map(re.escape, parts)) + r"(?!\w)", re.IGNORECASE)
    spans = [Span(found.start(), found.end()) for found in pattern.finditer(article.text)]
    inside = [span for span in spans if near is not None and near.holds(span)]
    return next(iter((*inside, *spans)), None)


def same_title(article: Article, others: Sequence[Article]) -> tuple[Article, ...]:
    """The other articles of the same title."""
    title = _folded(article.title)
    return tuple(other for other in others if other.id != article.id and _folded(other.title) == title)


def _at(drawn: Sequence[Fact], span: Span, kind: ValueKind | None) -> Fact | None:
    """The fact that was found where these words stand, of the kind if one is given."""
    fits = [fact for fact in drawn if fact.evidence == span and kind in (None, fact.kind) and not fact.is_retired]
    return fits[0] if fits else None


def _claim(article: Article, span: Span, drawn: Sequence[Fact]) -> Fact:
    sentence = sentence_around(span, article)
    beside = [fact for fact in drawn if fact.sentence.meets(sentence)] or list(drawn)
    certainty = next((fact.certainty for fact in beside if fact.sentence.meets(sentence)), Certainty.CONFIRMED)
    subject = beside[0].subject if beside and beside[0].subject else article.title
    return Fact("", article.id, subject, "", span.of(article.text), ValueKind.CLAIM, span, sentence, certainty)


def _folded(text: str) -> str:
    return " ".join(re.findall(r"\w+", text.casefold()))
