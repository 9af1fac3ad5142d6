"""KnowledgeBase, the front door: add and remove articles, ask questions, look at facts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from pathlib import Path
from types import TracebackType

from knowledge.deciding.asking import Asking
from knowledge.errors import BrokenArticle, UnknownArticle
from knowledge.extraction.facts import draw_facts, passage_terms, with_curated
from knowledge.language.text import Repaired, tokenize
from knowledge.language.vectors import load_vectors
from knowledge.language.vocabulary import load_vocabulary
from knowledge.library import library_version, read_library
from knowledge.model import Added, Article, Fact, Focus, Outcome, Span
from knowledge.questions.understanding import STOP_WORDS
from knowledge.search.view import heading_of
from knowledge.store import Bundle, Passage, Store, open_store

MAX_TEXT = 1_000_000
"""Characters of an article's text; a book is no announcement."""
_LIBRARY = "library"
"""The setting that tells which version of the shipped library the database holds."""
BATCH = 200
"""Articles to a transaction when many are added."""


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
        shipped = read_library()
        kept = {article.id for article, _ in shipped}
        for old in self._store.articles():
            if old.is_shipped and old.id not in kept:
                self._store.remove(old.id)
        self._store.add_many(make_bundle(article, facts) for article, facts in shipped)
        self._store.set_setting(_LIBRARY, version)

    def add(self, article: Article) -> Added:
        """Take an article and draw its facts, in one transaction. Raises BrokenArticle, StoreError."""
        known = self._known(article)
        if known is not None:
            return known
        replaced = self._store.article(article.id) is not None
        bundle = make_bundle(article)
        self._store.add(bundle.article, bundle.passages, bundle.facts, meta=bundle.meta)
        return Added(article.id, len(bundle.facts), "replaced" if replaced else "added")

    def _known(self, article: Article) -> Added | None:
        stored = self._store.article(article.id)
        if stored is None or (stored.text, stored.date, stored.title) != (article.text, article.date, article.title):
            return None
        return Added(article.id, len(self._store.facts(article.id)), "known")

    def add_many(self, articles: Iterable[Article]) -> Iterator[Added]:
        """The same for many, in larger transactions; yields one report per article, in order."""
        batch: list[Bundle] = []
        reports: list[Added] = []
        for article in articles:
            known = self._known(article)
            if known is None:
                replaced = self._store.article(article.id) is not None
                batch.append(make_bundle(article))
                known = Added(article.id, len(batch[-1].facts), "replaced" if replaced else "added")
            reports.append(known)
            if len(reports) >= BATCH:
                self._store.add_many(batch)
                yield from reports
                batch, reports = [], []
        self._store.add_many(batch)
        yield from reports

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

    def fingerprint(self) -> str:
        """A short hex string that changes whenever an article or a fact does."""
        return self._store.fingerprint()

    def ask(self, question: str, *, today: date, focus: Focus | None = None, article_id: str | None = None) -> Outcome:
        """The answer, up to three choices, or an abstention with its reason.

        focus: what the chat's last outcome left for a follow-up. article_id: the article that was replied to or
        forwarded; it gets priority. An outcome carries the focus for the next question.
        """
        return self._asking.ask(question, today=today, focus=focus, article_id=article_id)


def make_bundle(article: Article, curated: Sequence[Fact] = ()) -> Bundle:
    """An article with everything drawn from it, and what people curated over it.

    Raises BrokenArticle where there is nothing to take.
    """
    if not article.text.strip():
        raise BrokenArticle(f"article {article.id!r} has no text")
    if len(article.text) > MAX_TEXT:
        raise BrokenArticle(f"article {article.id!r} has {len(article.text):,} characters; {MAX_TEXT:,} is the most")
    # the finders compile some hundred patterns, which a question never needs
    from knowledge.extraction.extract import analyse

    analysis = analyse(article, load_vectors().is_known)
    repaired = Repaired(analysis.text, analysis.inserted)
    passages = [
        Passage(
            article.id,
            sentence.number,
            repaired.original(sentence.span),
            passage_terms(tokenize(sentence.text), STOP_WORDS),
        )
        for sentence in analysis.sentences
    ]
    # title and source lead to their article, whose sentences are then all looked at
    title = passage_terms(tokenize(heading_of(article)), STOP_WORDS)
    passages.append(Passage(article.id, len(passages), Span(0, 0), title))
    analysis = with_curated(analysis, curated)
    facts = (*curated, *draw_facts(article, analysis, load_vocabulary()))
    return Bundle(article, passages, facts, analysis.to_bytes())
