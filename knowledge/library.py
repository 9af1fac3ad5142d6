"""The articles that come with the package, and the facts people curated over them; read strictly, never written."""

from __future__ import annotations

import hashlib
import re
from calendar import monthrange
from datetime import date
from importlib.resources import as_file, files
from pathlib import Path

from knowledge.errors import BrokenFile
from knowledge.language.text import split_sentences
from knowledge.language.vocabulary import load_vocabulary
from knowledge.model import Article, Certainty, Fact, Granularity, Span, ValueKind, When
from knowledge.yamlfile import Entry, format_yaml, read_yaml

ARTICLE_KEYS = ("id", "title", "date", "source", "url", "lang", "text")
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
    "asks",
)

UNASKED = ("role", "quote", "cause", "contact")
"""Attributes that follow from the kind of value; no word of the vocabulary asks for them."""

Shipped = tuple[Article, tuple[Fact, ...]]


def read_library() -> tuple[Shipped, ...]:
    """Every shipped article with its curated facts, in the order of their ids.

    Raises BrokenFile with file and line for the first problem.
    """
    with as_file(files("knowledge") / "library") as folder:
        return read_folder(folder)


def library_version() -> str:
    """A hex string that changes with every change of the shipped library."""
    digest = hashlib.sha256()
    with as_file(files("knowledge") / "library") as folder:
        for path in sorted([*folder.glob("articles/*.yaml"), *folder.glob("facts/*.yaml")]):
            digest.update(path.name.encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()[:16]


def read_folder(folder: Path) -> tuple[Shipped, ...]:
    """The same for any folder that holds articles/ and facts/."""
    articles = {path.stem: read_article(path, is_shipped=True) for path in sorted(folder.glob("articles/*.yaml"))}
    facts: dict[str, tuple[Fact, ...]] = {}
    for problem in _facts_without_article(folder):
        raise problem
    for path in sorted(folder.glob("facts/*.yaml")):
        facts[path.stem] = read_facts(path, articles[path.stem])
    return tuple((article, facts.get(name, ())) for name, article in articles.items())


def library_problems() -> tuple[BrokenFile, ...]:
    """What is wrong with the shipped library: one problem a file at most, () where all is well."""
    with as_file(files("knowledge") / "library") as folder:
        return folder_problems(folder)


def folder_problems(folder: Path) -> tuple[BrokenFile, ...]:
    """The same for any folder that holds articles/ and facts/."""
    problems = []
    for path in sorted(folder.glob("articles/*.yaml")):
        try:
            article = read_article(path)
            facts = folder / "facts" / path.name
            if facts.exists():
                read_facts(facts, article)
        except BrokenFile as problem:
            problems.append(problem)
    return (*problems, *_facts_without_article(folder))


def _facts_without_article(folder: Path) -> list[BrokenFile]:
    lonely = [path for path in sorted(folder.glob("facts/*.yaml")) if not (folder / "articles" / path.name).exists()]
    return [BrokenFile(path, f"there is no articles/{path.name} that these facts are drawn from") for path in lonely]


def read_article(path: Path, *, is_shipped: bool = False) -> Article:
    """The article of one YAML file; its id is the file's name, unless the file says another. Raises BrokenFile."""
    entry = read_yaml(path).allow(*ARTICLE_KEYS)
    return Article(
        entry.find_text("id") or path.stem,
        entry.get_text("title"),
        entry.get_date("date"),
        entry.get_text("text"),
        entry.find_text("source"),
        entry.find_text("url"),
        entry.find_text("lang") or "en",
        is_shipped,
    )


def file_name(article_id: str) -> str:
    """A name for an article's file: its id where every disk takes that, else a hash behind what is left of it."""
    if re.fullmatch(r"[A-Za-z0-9_][\w.-]{0,150}", article_id, re.ASCII):
        return f"{article_id}.yaml"
    plain = re.sub(r"[^A-Za-z0-9_.-]+", "-", article_id).strip("-.")[:80] or "article"
    return f"{plain}-{hashlib.sha256(article_id.encode()).hexdigest()[:12]}.yaml"


def format_article(article: Article) -> str:
    """The article as a library file holds it; `read_article` gives it back."""
    fields = {"id": article.id} if file_name(article.id) != f"{article.id}.yaml" else {}
    fields |= {"title": article.title, "date": article.date.isoformat()}
    fields |= {key: text for key in ("source", "url") if (text := getattr(article, key))}
    return format_yaml(fields | {"lang": article.lang, "text": article.text})


def read_facts(path: Path, article: Article) -> tuple[Fact, ...]:
    """The curated facts of one YAML file, in its order. Raises BrokenFile."""
    entries = read_yaml(path).allow("facts").entries("facts")
    return tuple(_read_fact(entry.allow(*FACT_KEYS), article, number) for number, entry in enumerate(entries))


def _read_fact(entry: Entry, article: Article, number: int) -> Fact:
    evidence = _find_evidence(entry, article)
    entry.texts("asks")
    return Fact(
        id=f"{article.id}#curated-{number + 1}",
        article_id=article.id,
        subject=entry.get_text("subject"),
        attribute=_read_attribute(entry),
        value=entry.get_text("value"),
        kind=ValueKind(entry.get_choice("kind", tuple(ValueKind))),
        evidence=evidence,
        sentence=_sentence_around(evidence, article),
        certainty=Certainty(entry.get_choice("certainty", tuple(Certainty), Certainty.CONFIRMED)),
        is_denied=entry.get_flag("denied"),
        speaker=entry.find_text("speaker"),
        when=_read_when(entry),
        condition=entry.find_text("condition"),
        is_curated=True,
    )


def _read_attribute(entry: Entry) -> str:
    if "attribute" not in entry:
        return ""
    return entry.get_choice("attribute", (*UNASKED, *load_vocabulary().attributes))


def _find_evidence(entry: Entry, article: Article) -> Span:
    quote = entry.get_text("evidence")
    count = article.text.count(quote)
    if count != 1:
        where = "is not in the article" if count == 0 else f"stands {count} times in the article, not once"
        raise entry.error(f"evidence {where}: {quote!r}", "evidence")
    start = article.text.index(quote)
    return Span(start, start + len(quote))


def _sentence_around(evidence: Span, article: Article) -> Span:
    touched = [found.span for found in split_sentences(article.text) if found.span.meets(evidence)]
    return Span(touched[0].start, touched[-1].stop) if touched else evidence


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
_PERIOD = re.compile(r"(\d{4})(?:-(?:(\d\d)|(spring|summer|autumn)|[qQ]([1-4])))?")


def parse_when(text: str) -> When:
    """A time as curators write it. Raises ValueError.

    >>> parse_when("2022-07").end.isoformat()
    '2022-07-31'
    """
    first, separator, last = text.partition(" to ")
    if separator:
        return When(date.fromisoformat(first.strip()), date.fromisoformat(last.strip()), Granularity.PART)
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


def _months(year: int, month: int, count: int, granularity: Granularity) -> When:
    last = month + count - 1
    return When(date(year, month, 1), date(year, last, monthrange(year, last)[1]), granularity)
