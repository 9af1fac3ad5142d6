"""KnowledgeBase, the front door: add and remove articles, ask questions, look at facts."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, replace
from datetime import date
from itertools import islice
from pathlib import Path
from tempfile import TemporaryDirectory
from types import TracebackType

from knowledge.deciding.asking import Asking
from knowledge.deciding.taught import ALIAS, CONFIRMED, CURATED, alias_key, confirmed_key, read_confirmed
from knowledge.errors import BrokenArticle, UnknownArticle
from knowledge.factfile import make_curated
from knowledge.library import library_version, read_library
from knowledge.model import Added, Article, Confirmed, Dispute, Fact, Focus, Outcome, Timeline
from knowledge.store import FILE, Store, backup, open_store

_LIBRARY = "library"
"""The setting that tells which version of the shipped library the database holds."""
_PAGE = 200
"""Articles read at a time when all are looked at."""


class KnowledgeBase:
    """Articles, the facts drawn from them, and the answers they give."""

    def __init__(self, location: Path | str, *, library: bool = True, replica: str | None = None) -> None:
        """location: a folder (made if missing), or a postgresql:// URL. library: whether the shipped
        articles answer too. replica: the URL of a standby of that PostgreSQL, which answers questions.

        Raises StoreError where the location cannot be opened or written.
        """
        is_server = isinstance(location, str) and location.startswith(("postgresql://", "postgres://"))
        self._location: Path | str = location if is_server else Path(location)
        self._store: Store = open_store(location, replica=replica)
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
        own = {article.id for article in self._store.articles() if not article.is_shipped}
        self._store.add_many(make_bundle(article, facts) for article, facts in shipped if article.id not in own)
        self._store.set_setting(_LIBRARY, version)

    def add(self, article: Article, curated: Sequence[Fact] | None = None) -> Added:
        """Take an article and draw its facts, in one transaction. Raises BrokenArticle, StoreError.

        curated: what people wrote over it; it is then stored under its own id whatever is known already. None keeps
        what stood over the article before, as far as the new text still says it.
        """
        from knowledge.taking import put, take

        added = take(self._store, article) if curated is None else put(self._store, article, curated)
        if (added.status != "known" and self.curated(added.article_id)) or curated is not None:
            self._note_curated()
        return added

    def _note_curated(self) -> None:
        self._store.set_setting(CURATED, self._store.stamp())

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

    def articles(self, *, limit: int | None = None) -> tuple[Article, ...]:
        """All articles, or so many of them, newest first."""
        return tuple(islice(self.each_article(), limit))

    def each_article(self) -> Iterator[Article]:
        """All articles, newest first, read in pages: memory stays flat however many there are."""
        shown = self._store.articles(limit=_PAGE)
        while shown:
            yield from (article for article in shown if self._library or not article.is_shipped)
            shown = self._store.articles(limit=_PAGE, before=shown[-1])

    def each_fact(self) -> Iterator[tuple[Article, tuple[Fact, ...]]]:
        """All articles that have facts, newest first, with those facts in the order of the text; in pages too."""
        for article in self.each_article():
            facts = tuple(fact for fact in self._store.facts(article.id) if not fact.is_retired)
            if facts:
                yield article, facts

    def facts(self, article_id: str | None = None) -> tuple[Fact, ...]:
        """The facts of one article or of all, in the order of their articles and texts. Raises UnknownArticle."""
        if article_id is not None:
            self.article(article_id)
            return tuple(fact for fact in self._store.facts(article_id) if not fact.is_retired)
        shown = {article.id for article in self.articles()}
        return tuple(fact for fact in self._store.facts() if fact.article_id in shown and not fact.is_retired)

    def about(self, subject: str) -> tuple[Fact, ...]:
        """The facts about one subject (fuzzy), newest article first: its fact sheet."""
        return tuple(fact for fact in self._asking.about(subject) if not fact.is_retired)

    def find_known(self, article: Article) -> Article | None:
        """What is stored of this article already: under its id, or as its page or its copy under another."""
        from knowledge.taking import find_stored

        return find_stored(self._store, article)

    def curated(self, article_id: str) -> tuple[Fact, ...]:
        """What people wrote over an article, in their order, retired facts too; () where nobody did."""
        return tuple(fact for fact in self._store.facts(article_id) if fact.is_curated)

    def curate(self, article_id: str, facts: Sequence[Fact]) -> None:
        """Put these facts in place of what was written over an article; a shipped one becomes an own one.

        Raises UnknownArticle, StoreError.
        """
        own = replace(self.article(article_id), is_shipped=False)
        numbered = tuple(make_curated(fact, number) for number, fact in enumerate(facts, start=1))
        self.add(own, numbered)

    def draw(self, article: Article, curated: Sequence[Fact] = ()) -> tuple[Fact, ...]:
        """The facts that an article would have, without taking it. Raises BrokenArticle."""
        from knowledge.taking import make_bundle

        return tuple(fact for fact in make_bundle(article, curated).facts if not fact.is_retired)

    def aliases(self) -> dict[str, str]:
        """Taught other names, each with the name it stands for, in the order of the alphabet."""
        found = [json.loads(body) for body in self._store.settings(ALIAS).values()]
        return {entry["alias"]: entry["name"] for entry in sorted(found, key=lambda entry: str(entry["alias"]))}

    def set_alias(self, alias: str, name: str | None) -> str | None:
        """Teach another name for something, or with None forget it; the name it stood for before."""
        key = alias_key(alias)
        before = self._store.setting(key)
        entry = {"alias": " ".join(alias.split()), "name": " ".join((name or "").split())}
        self._store.set_setting(key, None if name is None else json.dumps(entry, ensure_ascii=False))
        self._store.set_setting(CURATED, f"{self._store.stamp()} {_digest(self.aliases())}")
        return str(json.loads(before)["name"]) if before else None

    def confirmed(self) -> tuple[Confirmed, ...]:
        """The questions whose answers were found right, in the order of the alphabet."""
        found = map(read_confirmed, self._store.settings(CONFIRMED).values())
        return tuple(sorted(found, key=lambda one: one.question))

    def confirm(self, one: Confirmed) -> None:
        """Keep a question with its right answer, in place of the one of the same words."""
        self._store.set_setting(confirmed_key(one.question), json.dumps(asdict(one), ensure_ascii=False))

    def unconfirm(self, question: str) -> bool:
        """Whether there was such a question; it is gone."""
        known = self._store.setting(confirmed_key(question)) is not None
        self._store.set_setting(confirmed_key(question), None)
        return known

    def disputed(self, *, today: date) -> tuple[Dispute, ...]:
        """The pinned answers that a newer article does not bear out, one for each question."""
        pinned = [fact for fact in self.facts() if fact.is_pinned]
        found = [(fact, ask, self._asking.find_newer(fact, ask, today=today)) for fact in pinned for ask in fact.asks]
        return tuple(Dispute(fact, ask, newer) for fact, ask, newer in found if newer is not None)

    @contextmanager
    def rehearsal(self) -> Iterator[KnowledgeBase]:
        """A copy of everything, to try a change on; it is gone afterwards. Raises StoreError."""
        with TemporaryDirectory(prefix="announcebot-rehearsal-") as folder:
            if isinstance(self._location, Path) and (Path(self._location) / FILE).is_file():
                backup(self._location, Path(folder) / FILE)
            with KnowledgeBase(Path(folder), library=self._library) as copy:
                if not isinstance(self._location, Path):
                    from knowledge.taking import copy_all

                    copy_all(self._store, copy._store)
                yield copy

    def timeline(self, subject: str) -> Timeline:
        """The times that articles announced for a subject, in their order, and which moved to which."""
        from knowledge.answering.milestones import make_timeline  # a question never needs it

        facts = self.about(subject)
        return make_timeline(subject, facts, {name: self.article(name) for name in {fact.article_id for fact in facts}})

    def tidy(self) -> None:
        """What helps the database after many changes."""
        self._store.tidy()

    def hear(self, stamp: str) -> None:
        """Another process has changed the articles (Worker.heard tells): from now on answers hold the change."""
        self._store.hear(stamp)

    def fingerprint(self) -> str:
        """A short hex string that changes whenever an article, a fact or a taught name does."""
        content, aliases = self._store.fingerprint(), self.aliases()
        return _digest(content, aliases) if aliases else content

    def ask(self, question: str, *, today: date, focus: Focus | None = None, article_id: str | None = None) -> Outcome:
        """The answer, up to three choices, or an abstention with its reason.

        focus: what the chat's last outcome left for a follow-up. article_id: the article that was replied to or
        forwarded; it gets priority. An outcome carries the focus for the next question.
        """
        return self._asking.ask(question, today=today, focus=focus, article_id=article_id)


def _digest(*parts: object) -> str:
    return hashlib.blake2b(repr(parts).encode(), digest_size=8).hexdigest()
