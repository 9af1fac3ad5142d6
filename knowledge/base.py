"""KnowledgeBase, the front door: add and remove articles, ask questions, look at facts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path
from types import TracebackType

from knowledge.deciding.asking import Asking
from knowledge.errors import BrokenArticle, UnknownArticle
from knowledge.library import library_version, read_library
from knowledge.model import Added, Article, Fact, Focus, Outcome, Timeline
from knowledge.store import Store, open_store

_LIBRARY = "library"
"""The setting that tells which version of the shipped library the database holds."""


class KnowledgeBase:
    """Articles, the facts drawn from them, and the answers they give."""

    def __init__(self, location: Path | str, *, library: bool = True) -> None:
        """location: a folder (made if missing), or a postgresql:// URL. library: whether the shipped
        articles answer too.

        Raises StoreError where the location cannot be opened or written.
        """
        self._store: Store = open_store(location)
        self._library = library
        self._asking = Asking(self._store, library=library)
        if library:
            self._take_library()

    def __enter__(self) -> KnowledgeBase:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Give the database back."""
        self._store.close()

    def _take_library(self) -> None:
        """Bring the shipped articles up to date: once for each version of them."""
        version = library_version()
        if self._store.setting(_LIBRARY) == version:
            return
        from knowledge.taking import make_bundle

        shipped = read_library()
        kept = {article.id for article, _ in shipped}
        for old in self._store.articles():
            if old.is_shipped and old.id not in kept:
                self._store.remove(old.id)
        self._store.add_many(make_bundle(article, facts) for article, facts in shipped)
        self._store.set_setting(_LIBRARY, version)

    def add(self, article: Article) -> Added:
        """Take an article and draw its facts, in one transaction. Raises BrokenArticle, StoreError."""
        from knowledge.taking import take

        return take(self._store, article)

    def add_many(self, articles: Iterable[Article], *, processes: int = 1) -> Iterator[Added | BrokenArticle]:
        """The same for many, in larger transactions; per article, in order, what became of it, once that is durable.

        processes: how many draw facts at the same time.
        """
        from knowledge.taking import take_many

        return take_many(self._store, articles, processes=processes)

    def remove(self, article_id: str) -> Article:
        """Take an article and its facts out; the article comes back. Raises UnknownArticle."""
        article = self.article(article_id)
        self._store.remove(article_id)
        return article

    def article(self, article_id: str) -> Article:
        """One article. Raises UnknownArticle."""
        article = self._store.article(article_id)
        if article is None:
            raise UnknownArticle(article_id)
        return article

    def articles(self) -> tuple[Article, ...]:
        """All articles, newest first."""
        found = self._store.articles()
        return found if self._library else tuple(article for article in found if not article.is_shipped)

    def facts(self, article_id: str | None = None) -> tuple[Fact, ...]:
        """The facts of one article or of all, in the order of their articles and texts. Raises UnknownArticle."""
        if article_id is not None:
            self.article(article_id)
            return self._store.facts(article_id)
        shown = {article.id for article in self.articles()}
        return tuple(fact for fact in self._store.facts() if fact.article_id in shown)

    def about(self, subject: str) -> tuple[Fact, ...]:
        """The facts about one subject (fuzzy), newest article first: its fact sheet."""
        return self._asking.about(subject)

    def timeline(self, subject: str) -> Timeline:
        """The times that articles announced for a subject, in their order, and which moved to which."""
        from knowledge.answering.milestones import make_timeline  # a question never needs it

        facts = self.about(subject)
        return make_timeline(subject, facts, {name: self.article(name) for name in {fact.article_id for fact in facts}})

    def fingerprint(self) -> str:
        """A short hex string that changes whenever an article or a fact does."""
        return self._store.fingerprint()

    def ask(self, question: str, *, today: date, focus: Focus | None = None, article_id: str | None = None) -> Outcome:
        """The answer, up to three choices, or an abstention with its reason.

        focus: what the chat's last outcome left for a follow-up. article_id: the article that was replied to or
        forwarded; it gets priority. An outcome carries the focus for the next question.
        """
        return self._asking.ask(question, today=today, focus=focus, article_id=article_id)
