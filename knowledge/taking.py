"""Articles → the store: which are known already, what is drawn from the others, in batches and on several cores."""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from multiprocessing import get_context, parent_process
from threading import Thread

from knowledge.deciding.taught import terms_of
from knowledge.errors import BrokenArticle
from knowledge.extraction.facts import draw_facts, passage_terms, with_curated
from knowledge.factfile import moved_over
from knowledge.language.text import Repaired
from knowledge.language.vectors import load_vectors
from knowledge.language.vocabulary import load_vocabulary
from knowledge.model import Added, Article, Fact, Span
from knowledge.questions.understanding import STOP_WORDS
from knowledge.search.view import heading_of
from knowledge.store import Bundle, PackedBundle, Passage, Store, content_key, pack_bundle, page_key

MAX_TEXT = 1_000_000
"""Characters of an article's text; a book is no announcement."""
BATCH, BATCH_TEXT = 100, 1_000_000
"""Articles, and characters, to a transaction when many are added."""
SHARE = 10
"""Articles that a process is given at a time."""
AHEAD = 2
"""Batches that are drawn while an earlier one is stored: memory stays flat."""

Drawn = tuple[PackedBundle, int] | BrokenArticle
"""What is to be stored, and how many facts hold; or why nothing is."""
Report = Added | BrokenArticle


@dataclass(slots=True)
class _Batch:
    """Articles of one transaction, no two of them the same one."""

    articles: list[Article] = field(default_factory=list)
    keys: set[object] = field(default_factory=set)
    length: int = 0
    reports: list[Report | None] = field(default_factory=list)
    """Per article what became of it; None until it is stored."""
    replaced: set[str] = field(default_factory=set)
    """Ids under which another article is stored already."""
    drawn: list[Future[list[Drawn]]] = field(default_factory=list)

    def has_room(self, keys: set[object]) -> bool:
        return len(self.articles) < BATCH and self.length < BATCH_TEXT and not keys & self.keys

    def is_drawn(self) -> bool:
        return all(share.done() for share in self.drawn)

    def put(self, article: Article, keys: set[object]) -> None:
        self.articles.append(article)
        self.keys |= keys
        self.length += len(article.text)


def take(store: Store, article: Article) -> Added:
    """Add one article in a transaction of its own. Raises BrokenArticle, StoreError."""
    for report in take_many(store, [article]):
        if isinstance(report, BrokenArticle):
            raise report
        return report
    raise AssertionError("a report for each article")


def take_many(store: Store, articles: Iterable[Article], *, processes: int = 1) -> Iterator[Report]:
    """Add many, a transaction for each batch; per article, in order, what became of it once that is durable."""
    waiting = deque[_Batch]()
    with _drawing(processes) as pool:
        for batch in _batches(articles):
            while waiting and (
                len(waiting) > AHEAD or waiting[0].is_drawn() or any(batch.keys & earlier.keys for earlier in waiting)
            ):
                yield from _store(store, waiting.popleft())
            _begin(store, batch, pool)
            waiting.append(batch)
            if pool is None:
                yield from _store(store, waiting.popleft())
        while waiting:
            yield from _store(store, waiting.popleft())


def put(store: Store, article: Article, curated: Sequence[Fact]) -> Added:
    """Store an article under its own id, with what people wrote over it. Raises BrokenArticle, StoreError."""
    stored = store.article(article.id)
    if stored == article and tuple(curated) == curated_of(store, article.id):
        return Added(article.id, _living(store.facts(article.id)), "known")
    bundle = make_bundle(article, curated)
    store.add(bundle.article, bundle.passages, bundle.facts, meta=bundle.meta)
    return Added(article.id, _living(bundle.facts), "added" if stored is None else "replaced")


def copy_all(store: Store, target: Store) -> None:
    """Put everything that a store holds into another, as it was drawn."""
    batch: list[Bundle] = []
    for bundle in store.each_bundle():
        batch.append(bundle)
        if len(batch) >= BATCH:
            target.add_many(batch)
            batch = []
    target.add_many(batch)
    for key, value in store.settings("").items():
        target.set_setting(key, value)


def curated_of(store: Store, article_id: str) -> tuple[Fact, ...]:
    """What people wrote over an article, in their order."""
    return tuple(fact for fact in store.facts(article_id) if fact.is_curated)


def _living(facts: Sequence[Fact]) -> int:
    return sum(not fact.is_retired for fact in facts)


def _batches(articles: Iterable[Article]) -> Iterator[_Batch]:
    batch = _Batch()
    try:
        for article in articles:
            keys = {article.id, page_key(article.url) or article.id, content_key(article.title, article.text)}
            if batch.articles and not batch.has_room(keys):
                yield batch
                batch = _Batch()
            batch.put(article, keys)
    except GeneratorExit:  # nobody takes a further batch
        raise
    except BaseException:
        # what was read before an interruption is kept
        if batch.articles:
            yield batch
        raise
    if batch.articles:
        yield batch


@contextmanager
def _drawing(processes: int) -> Iterator[ProcessPoolExecutor | None]:
    if processes < 2:
        yield None
        return
    # spawned, not forked: a fork would share this process's open database
    with ProcessPoolExecutor(processes, get_context("spawn"), initializer=_end_with_parent) as pool:
        try:
            yield pool
        except BaseException:
            pool.shutdown(wait=False, cancel_futures=True)
            raise


def _end_with_parent() -> None:
    """In a process of the pool: end when the one that started it was killed, instead of waiting for work for ever."""
    parent = parent_process()
    if parent is None:
        return

    def follow() -> None:
        parent.join()
        os._exit(1)

    Thread(target=follow, daemon=True).start()


def _begin(store: Store, batch: _Batch, pool: ProcessPoolExecutor | None) -> None:
    """Find out what is known, and have the facts of the others drawn."""
    settled = [_settle(store, article) for article in batch.articles]
    batch.reports = [each if isinstance(each, Added) else None for each in settled]
    new = [each for each in settled if isinstance(each, Article)]
    for start in range(0, len(new), SHARE):
        share = [(article, _kept_over(store, article, batch)) for article in new[start : start + SHARE]]
        if pool is None:
            batch.drawn.append(Future())
            batch.drawn[-1].set_result(draw_all(share))
        else:
            batch.drawn.append(pool.submit(draw_all, share))


def _kept_over(store: Store, article: Article, batch: _Batch) -> tuple[Fact, ...]:
    """What people wrote over the article that this one takes the place of, as far as its text still says it."""
    stored = store.article(article.id)
    if stored is None:
        return ()
    batch.replaced.add(article.id)
    return moved_over(curated_of(store, article.id), stored, article)


def _settle(store: Store, article: Article) -> Article | Added:
    """The article to store, under the id it has already where it is stored; or that it is known."""
    stored = find_stored(store, article)
    if stored is None:
        return article
    if (stored.text, stored.date, stored.title) == (article.text, article.date, article.title):
        return Added(stored.id, _living(store.facts(stored.id)), "known")
    if stored.id != article.id and content_key(stored.title, stored.text) == content_key(article.title, article.text):
        return Added(stored.id, _living(store.facts(stored.id)), "known")
    return replace(article, id=stored.id)


def find_stored(store: Store, article: Article) -> Article | None:
    """The stored article of this id, else the one that it is under another."""
    stored = store.article(article.id)
    return stored or next((other for other in store.find_same(article) if is_same(article, other)), None)


def is_same(article: Article, stored: Article) -> bool:
    """Whether an article that comes under another id is one that is stored: a new version of its page, or its copy.

    Two articles of one address with different titles and texts are two: some sites give all the same address. A copy
    that another source published on a page of its own is another article, for it is cited beside the first.
    """
    if stored.is_shipped:
        return False
    pages = page_key(article.url), page_key(stored.url)
    has_words = content_key(article.title, article.text) == content_key(stored.title, stored.text)
    if pages[0] is not None and pages[0] == pages[1]:
        return has_words or content_key(article.title, "") == content_key(stored.title, "")
    is_apart = (None not in pages) or (article.source and stored.source and article.source != stored.source)
    return has_words and article.date == stored.date and not is_apart


def _store(store: Store, batch: _Batch) -> Iterator[Report]:
    drawn = iter([each for share in batch.drawn for each in share.result()])
    results = [report if report is not None else next(drawn) for report in batch.reports]
    store.add_many(each[0] for each in results if isinstance(each, tuple))
    for each in results:
        if isinstance(each, tuple):
            bundle, facts = each
            yield Added(bundle.article_id, facts, "replaced" if bundle.article_id in batch.replaced else "added")
        else:
            yield each


def draw_all(articles: Sequence[tuple[Article, tuple[Fact, ...]]]) -> list[Drawn]:
    """What is drawn from each of some articles, with what is curated over it, or why it cannot be stored.

    For a process of its own.
    """
    found = list[Drawn]()
    for article, curated in articles:
        try:
            bundle = make_bundle(article, curated)
            found.append((pack_bundle(bundle), _living(bundle.facts)))
        except BrokenArticle as error:
            found.append(error)
    return found


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
            passage_terms(sentence.text, STOP_WORDS),
        )
        for sentence in analysis.sentences
    ]
    # title and source lead to their article, whose sentences are then all looked at
    title = passage_terms(heading_of(article), STOP_WORDS)
    passages.append(Passage(article.id, len(passages), Span(0, 0), title))
    analysis = with_curated(analysis, curated)
    if not article.is_shipped:  # what comes with the package answers by its facts alone
        passages = list(_with_questions(passages, curated))
    facts = (*curated, *draw_facts(article, analysis, load_vocabulary(), curated))
    return Bundle(article, passages, facts, analysis.to_bytes())


def _with_questions(passages: Sequence[Passage], curated: Sequence[Fact]) -> Iterator[Passage]:
    """The passages, those of facts that were taught for a question found by that question too."""
    asked = [(fact.sentence.start, term) for fact, term in terms_of(curated)]
    for passage in passages:
        more = [term for start, term in asked if passage.span.start <= start < passage.span.stop]
        yield replace(passage, terms=tuple(dict.fromkeys((*passage.terms, *more)))) if more else passage
