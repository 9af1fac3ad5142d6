"""What people curated over one article as YAML, read strictly and written back byte for byte."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

from knowledge.language.patterns import lazy_pattern
from knowledge.language.text import split_sentences
from knowledge.language.vocabulary import load_vocabulary
from knowledge.model import Article, Certainty, Fact, Granularity, Span, ValueKind, When
from knowledge.yamlfile import Entry, format_yaml, parse_yaml, read_yaml

FACT_KEYS = (
    "subject",
    "attribute",
    "value",
    "kind",
    "certainty",
    "denied",
    "speaker",
    "when",
    "condition",
    "evidence",
    "occurrence",
    "asks",
    "pinned",
    "retired",
)

UNASKED = ("role", "quote", "cause", "contact")
"""Attributes that follow from the kind of value; no word of the vocabulary asks for them."""


def read_facts(path: Path, article: Article) -> tuple[Fact, ...]:
    """The curated facts of one YAML file, in its order. Raises BrokenFile."""
    return _facts_of(read_yaml(path), article)


def parse_facts(text: str, article: Article, *, where: object = "the facts") -> tuple[Fact, ...]:
    """The same of a text; () for an empty one. Raises BrokenFile, which names `where`."""
    return _facts_of(parse_yaml(text, where), article) if text.strip() else ()


def format_facts(facts: Sequence[Fact], article: Article) -> str:
    """The facts as a library file holds them; `parse_facts` gives them back. "" for none."""
    return format_yaml({"facts": [_fields(fact, article) for fact in facts]}) if facts else ""


def make_curated(fact: Fact, number: int) -> Fact:
    """The fact as somebody's own, the one of this number (from 1) over its article."""
    return replace(fact, id=f"{fact.article_id}#curated-{number}", is_curated=True)


def moved_over(facts: Sequence[Fact], old: Article, new: Article) -> tuple[Fact, ...]:
    """The curated facts of an article over its new text, as far as that still holds the words of their evidence."""
    moved: list[Fact] = []
    for fact in facts:
        quote = fact.evidence.of(old.text)
        before, after = _places(quote, old.text), _places(quote, new.text)
        place = before.index(fact.evidence) if fact.evidence in before else 0
        if place < len(after):
            sentence = sentence_around(after[place], new)
            moved.append(make_curated(replace(fact, evidence=after[place], sentence=sentence), len(moved) + 1))
    return tuple(moved)


def sentence_around(evidence: Span, article: Article) -> Span:
    """The sentences of the article that a span touches."""
    touched = [found.span for found in split_sentences(article.text) if found.span.meets(evidence)]
    return Span(touched[0].start, touched[-1].stop) if touched else evidence


def _facts_of(entry: Entry, article: Article) -> tuple[Fact, ...]:
    entries = entry.allow("facts").entries("facts")
    return tuple(_read_fact(each.allow(*FACT_KEYS), article, number) for number, each in enumerate(entries))


def _read_fact(entry: Entry, article: Article, number: int) -> Fact:
    evidence = _find_evidence(entry, article)
    return Fact(
        id=f"{article.id}#curated-{number + 1}",
        article_id=article.id,
        subject=entry.get_text("subject"),
        attribute=_read_attribute(entry),
        value=entry.get_text("value"),
        kind=ValueKind(entry.get_choice("kind", tuple(ValueKind))),
        evidence=evidence,
        sentence=sentence_around(evidence, article),
        certainty=Certainty(entry.get_choice("certainty", tuple(Certainty), Certainty.CONFIRMED)),
        is_denied=entry.get_flag("denied"),
        speaker=entry.find_text("speaker"),
        when=_read_when(entry),
        condition=entry.find_text("condition"),
        is_curated=True,
        asks=entry.texts("asks"),
        is_pinned=entry.get_flag("pinned"),
        is_retired=entry.get_flag("retired"),
    )


def _read_attribute(entry: Entry) -> str:
    if "attribute" not in entry:
        return ""
    return entry.get_choice("attribute", (*UNASKED, *load_vocabulary().attributes))


def _find_evidence(entry: Entry, article: Article) -> Span:
    quote, wanted = entry.get_text("evidence"), entry.find_text("occurrence")
    places = _places(quote, article.text)
    if not places:
        raise entry.error(f"evidence is not in the article: {quote!r}", "evidence")
    if wanted is None and len(places) > 1:
        raise entry.error(f"evidence stands {len(places)} times in the article, not once: {quote!r}", "evidence")
    number = int(wanted) if wanted and wanted.isdecimal() else 1
    if not 1 <= number <= len(places) or (wanted is not None and not wanted.isdecimal()):
        raise entry.error(f"occurrence must be a number from 1 to {len(places)}, not {wanted!r}", "occurrence")
    return places[number - 1]


def _places(quote: str, text: str) -> list[Span]:
    return [Span(found.start(), found.end()) for found in re.finditer(re.escape(quote), text)]


def _fields(fact: Fact, article: Article) -> dict[str, object]:
    quote = fact.evidence.of(article.text)
    places = _places(quote, article.text)
    given: dict[str, object] = {
        "subject": fact.subject,
        "attribute": fact.attribute,
        "value": fact.value,
        "kind": fact.kind.value,
        "certainty": fact.certainty.value if fact.certainty is not Certainty.CONFIRMED else "",
        "denied": "yes" if fact.is_denied else "",
        "speaker": fact.speaker or "",
        "when": format_when(fact.when) if fact.when else "",
        "condition": fact.condition or "",
        "evidence": quote,
        "occurrence": str(places.index(fact.evidence) + 1) if len(places) > 1 and fact.evidence in places else "",
        "asks": list(fact.asks),
        "pinned": "yes" if fact.is_pinned else "",
        "retired": "yes" if fact.is_retired else "",
    }
    return {key: value for key, value in given.items() if value}


def _read_when(entry: Entry) -> When | None:
    text = entry.find_text("when")
    if text is None:
        return None
    try:
        return parse_when(text)
    except ValueError:
        raise entry.error(
            f"when must be like 2022, 2022-07, 2022-07-04, 2022-summer, 2022-Q3 or a day to a day, not {text!r}", "when"
        ) from None


_SEASONS = {"spring": 3, "summer": 6, "autumn": 9}
_PERIOD = lazy_pattern(r"(\d{4})(?:-(?:(\d\d)|(spring|summer|autumn)|[qQ]([1-4])))?")
_ABOUT = "about "


def parse_when(text: str) -> When:
    """A time as curators write it. Raises ValueError.

    >>> parse_when("2022-07").end.isoformat()
    '2022-07-31'
    >>> parse_when("about 2022-07-01 to 2022-12-31, half").granularity.value
    'half'
    """
    if text.startswith(_ABOUT):
        exact = parse_when(text.removeprefix(_ABOUT))
        return When(exact.start, exact.end, exact.granularity, is_approximate=True)
    text, _, granularity = text.partition(", ")
    first, separator, last = text.partition(" to ")
    if separator:
        fineness = Granularity(granularity) if granularity else Granularity.PART
        return When(date.fromisoformat(first.strip()), date.fromisoformat(last.strip()), fineness)
    if granularity:
        raise ValueError(text)
    period = _PERIOD.fullmatch(text)
    if period is None:
        return When(date.fromisoformat(text), date.fromisoformat(text), Granularity.DAY)
    year, month, season, quarter = period.groups()
    if month:
        return _months(int(year), int(month), 1, Granularity.MONTH)
    if season:
        return _months(int(year), _SEASONS[season], 3, Granularity.SEASON)
    if quarter:
        return _months(int(year), 3 * int(quarter) - 2, 3, Granularity.QUARTER)
    return _months(int(year), 1, 12, Granularity.YEAR)


def format_when(when: When) -> str:
    """The shortest text that `parse_when` reads as just this time.

    >>> format_when(parse_when("2022-summer")), format_when(parse_when("2022-07-04"))
    ('2022-summer', '2022-07-04')
    """
    about = _ABOUT if when.is_approximate else ""
    year, quarter = f"{when.start.year:04}", (when.start.month + 2) // 3
    short = (when.start.isoformat(), year, f"{year}-{when.start.month:02}", f"{year}-Q{quarter}")
    exact = When(when.start, when.end, when.granularity)
    for text in (*short, *(f"{year}-{season}" for season in _SEASONS), f"{when.start} to {when.end}"):
        if parse_when(text) == exact:
            return about + text
    return f"{about}{when.start} to {when.end}, {when.granularity.value}"


def _months(year: int, month: int, count: int, granularity: Granularity) -> When:
    last = month + count - 1
    return When(date(year, month, 1), date(year, last, monthrange(year, last)[1]), granularity)
