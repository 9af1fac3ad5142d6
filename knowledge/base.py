"""KnowledgeBase, the front door: add and remove articles, ask questions, look at facts."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from pathlib import Path
from types import TracebackType

from knowledge.errors import UnknownArticle
from knowledge.model import (
    Abstention,
    Added,
    Answer,
    Article,
    Certainty,
    Citation,
    Fact,
    Focus,
    Outcome,
    Reason,
)


class KnowledgeBase:
    """Articles, the facts drawn from them, and the answers they give.

    Stand-in until the engine lands: same methods, naive inside (issue 2).
    """

    def __init__(self, location: Path | str, *, library: bool = True) -> None:
        """location: a folder (made if missing), or a postgresql:// URL. library: whether the shipped
        articles answer too.

        Raises StoreError where the location cannot be opened or written.
        """
        self._articles: dict[str, Article] = {}

    def __enter__(self) -> KnowledgeBase:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Give the database back."""

    def add(self, article: Article) -> Added:
        """Take an article and draw its facts, in one transaction. Raises BrokenArticle, StoreError."""
        known = self._articles.get(article.id)
        self._articles[article.id] = article
        status = "added" if known is None else "known" if known.text == article.text else "replaced"
        return Added(article.id, 0, status)

    def add_many(self, articles: Iterable[Article]) -> Iterable[Added]:
        """The same for many, in larger transactions; yields one report per article, in order."""
        for article in articles:
            yield self.add(article)

    def remove(self, article_id: str) -> Article:
        """Take an article and its facts out; the article comes back. Raises UnknownArticle."""
        if article_id not in self._articles:
            raise UnknownArticle(article_id)
        return self._articles.pop(article_id)

    def article(self, article_id: str) -> Article:
        """One article. Raises UnknownArticle."""
        if article_id not in self._articles:
            raise UnknownArticle(article_id)
        return self._articles[article_id]

    def articles(self) -> tuple[Article, ...]:
        """All articles, newest first."""
        return tuple(sorted(self._articles.values(), key=lambda a: (a.date, a.id), reverse=True))

    def facts(self, article_id: str | None = None) -> tuple[Fact, ...]:
        """The facts of one article or of all, in the order of their articles and texts. Raises UnknownArticle."""
        return ()

    def about(self, subject: str) -> tuple[Fact, ...]:
        """The facts about one subject (fuzzy), newest article first: its fact sheet."""
        return ()

    def fingerprint(self) -> str:
        """A short hex string that changes whenever an article or a fact does."""
        return f"{len(self._articles):08x}"

    def ask(self, question: str, *, today: date, focus: Focus | None = None, article_id: str | None = None) -> Outcome:
        """The answer, up to three choices, or an abstention with its reason.

        focus: what the chat's last outcome left for a follow-up. article_id: the article that was replied to or
        forwarded; it gets priority. An outcome carries the focus for the next question.
        """
        words = set(question.lower().split())
        for found in self.articles():
            start = 0
            for sentence in found.text.split(". "):
                if len(words & set(sentence.lower().split())) > 2:
                    citation = Citation(
                        found.id,
                        found.title,
                        found.date,
                        sentence,
                        start,
                        start + len(sentence),
                        found.source,
                        found.url,
                    )
                    return Answer(sentence[:60], citation, Certainty.CONFIRMED, 0.5, focus=Focus(question, found.id))
                start += len(sentence) + 2
        return Abstention(Reason.NOT_STATED, "The announcements don't say.", focus=focus)
