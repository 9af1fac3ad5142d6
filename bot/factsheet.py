"""What is known of one subject as rows, each with its citation; and one article as a line."""

from __future__ import annotations

from bot.markup import Piece, Pieces, Style, clean, clip
from bot.wording import Texts
from knowledge import Article, Fact, KnowledgeBase

MOST_ROWS = 12


def fact_sheet(base: KnowledgeBase, subject: str, texts: Texts) -> Pieces:
    """The facts about a subject, newest article first, every row with its article; () where there is none."""
    facts = _distinct(base.about(subject))
    if not facts:
        return ()
    articles = {article_id: base.article(article_id) for article_id in {fact.article_id for fact in facts[:MOST_ROWS]}}
    pieces = [Piece(clip(clean(facts[0].subject or subject), 100), Style.BOLD)]
    for fact in facts[:MOST_ROWS]:
        pieces += _row(fact, articles[fact.article_id], texts)
    if len(facts) > MOST_ROWS:
        pieces.append(Piece("\n" + texts("and_more", n=len(facts) - MOST_ROWS)))
    return tuple(pieces)


def article_sheet(base: KnowledgeBase, article_id: str, texts: Texts) -> Pieces:
    """The facts of one article, under its title; () where it has none."""
    article = base.article(article_id)
    facts = _distinct(base.facts(article_id))
    pieces = [piece for fact in facts[:MOST_ROWS] for piece in _row(fact, article, texts, subject=True)]
    return (*article_line(article, texts), *pieces) if pieces else ()


def article_line(article: Article, texts: Texts) -> Pieces:
    """Title, linked where it has an address, source and day of one article."""
    source = f" · {clip(clean(article.source), 80)}" if article.source else ""
    title = clip(clean(" ".join(article.title.split())), 120)
    return (Piece(title, url=article.url), Piece(f"{source} · {texts.day(article.date)}"))


def _row(fact: Fact, article: Article, texts: Texts, *, subject: bool = False) -> Pieces:
    denied = texts("denied") + " " if fact.is_denied else ""
    named = [clip(clean(fact.subject), 60)] if subject and fact.subject else []
    if fact.attribute:
        named.append(fact.attribute.replace("_", " "))
    name = ", ".join(named) + ": " if named else ""
    value = clip(clean(fact.value), 160)
    label = texts(f"label_{fact.certainty}")
    speaker = f", {clip(clean(fact.speaker), 60)}" if fact.speaker else ""
    where = clip(clean(article.source or " ".join(article.title.split())), 60)
    link = Piece(f"{where}, {texts.day(article.date)}", url=article.url)
    return (Piece(f"\n– {name}{denied}"), Piece(value, Style.BOLD), Piece(f" ({label}{speaker}, "), link, Piece(")"))


def _distinct(facts: tuple[Fact, ...]) -> tuple[Fact, ...]:
    """The facts without those that say the same of the same; the newest stays."""
    kept: dict[tuple[str, str, str], Fact] = {}
    for fact in facts:
        kept.setdefault((fact.subject.lower(), fact.attribute, fact.value.lower()), fact)
    return tuple(kept.values())
