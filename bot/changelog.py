"""What was changed in the knowledge, by whom and when; the last change can be taken back. It is only ever added to."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import date
from typing import Any
from uuid import uuid4

from bot.desk import Desk
from bot.ranks import Role
from knowledge import Added, Article, Confirmed, Fact, KnowledgeBase, UnknownArticle, format_facts, parse_facts

PREFIX = "log:"
REACH = 200
"""How many changes back /undo looks for one."""


@dataclass(frozen=True, slots=True)
class State:
    """One article with what was written over it, before a change; without an article it was not there."""

    id: str
    article: Mapping[str, Any] | None = None
    facts: str = ""


@dataclass(frozen=True, slots=True)
class Change:
    """Articles or facts came, went or were changed; a name, a confirmed question or a role; or that was taken back."""

    at: float
    """Seconds since 1970."""
    who: int
    what: str
    """added, replaced, removed, edited, taught, pinned, merged, aliased, confirmed, granted, revoked, undone."""
    title: str = ""
    """What was changed, for people."""
    before: tuple[State, ...] = ()
    """The articles as they were."""
    alias: tuple[str, str | None] | None = None
    """Another name, and what it stood for before."""
    question: tuple[str, Mapping[str, str] | None] | None = None
    """A confirmed question, and what was confirmed for it before."""
    role: str = ""
    is_undone: bool = False
    key: str = ""

    @property
    def article_id(self) -> str:
        """Of the article that was changed; "" where it was none."""
        return self.before[0].id if self.before else ""


class Changelog:
    """Changes the knowledge and writes it down, all in the thread of the knowledge base."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    async def add(self, article: Article, who: int, curated: Sequence[Fact] | None = None) -> Added:
        """What became of an article, and how many facts it gave. Raises BrokenArticle."""
        base = self._desk.base
        known = await self._desk.aside(base.find_known, article)
        article = replace(article, id=known.id) if known is not None else article
        before = await self._desk.aside(state_of, base, article.id)
        added = await self._desk.aside(base.add, article, curated)
        if added.status != "known":
            await self._note(Change(0, who, added.status, article.title, (before,)))
        return added

    async def remove(self, article_id: str, who: int) -> Article:
        """Take an article out; it comes back. Raises UnknownArticle."""
        before = await self._desk.aside(state_of, self._desk.base, article_id)
        article = await self._desk.aside(self._desk.base.remove, article_id)
        await self._note(Change(0, who, "removed", article.title, (before,)))
        return article

    async def curate(
        self, article_id: str, who: int, what: str, change: Callable[[Article, tuple[Fact, ...]], Sequence[Fact]]
    ) -> Article:
        """Change what is written over an article; what: edited, taught, pinned. Raises UnknownArticle."""
        base = self._desk.base

        def work() -> tuple[Article, State]:
            article, before = base.article(article_id), state_of(base, article_id)
            base.curate(article_id, change(article, base.curated(article_id)))
            return article, before

        article, before = await self._desk.aside(work)
        await self._note(Change(0, who, what, article.title, (before,)))
        return article

    async def merge(self, kept: str, gone: str, who: int) -> tuple[Article, Article]:
        """Let one article stand for two that say the same; both come back. Raises UnknownArticle."""
        base = self._desk.base

        def work() -> tuple[Article, Article, tuple[State, ...]]:
            stays, goes = base.article(kept), base.article(gone)
            before = state_of(base, kept), state_of(base, gone)
            moved = [fact for fact in base.curated(gone) if fact.evidence.of(goes.text) in stays.text]
            over = parse_facts(format_facts(moved, goes), stays, where=kept) if moved else ()
            base.curate(kept, (*base.curated(kept), *over))
            base.remove(gone)
            return stays, goes, before

        stays, goes, before = await self._desk.aside(work)
        await self._note(Change(0, who, "merged", f"{goes.title} → {stays.title}", before))
        return stays, goes

    async def name(self, alias: str, name: str | None, who: int) -> str | None:
        """Teach another name or forget it; what it stood for before."""
        before = await self._desk.aside(self._desk.base.set_alias, alias, name)
        await self._note(Change(0, who, "aliased", f"{alias} = {name or '–'}", alias=(alias, before)))
        return before

    async def confirm(self, one: Confirmed, who: int) -> None:
        """Keep a question with its right answer."""
        known = {each.question: each for each in await self._desk.aside(self._desk.base.confirmed)}
        before = known.get(one.question)
        await self._desk.aside(self._desk.base.confirm, one)
        kept = asdict(before) if before is not None else None
        await self._note(Change(0, who, "confirmed", one.question, question=(one.question, kept)))

    async def note_role(self, who: int, what: str, user_id: int, role: Role) -> None:
        """Write down that somebody was given a role, or lost it; /revoke and /grant take that back, not /undo."""
        await self._note(Change(0, who, what, str(user_id), role=role.name))

    async def undo(self, who: int, key: str | None = None) -> Change | None:
        """Take the last change back that is not undone yet (or the one of this key); None without one."""
        last = next((c for c in await self.latest(REACH) if _can_be_undone(c) and key in (None, c.key)), None)
        if last is None:
            return None
        await self._desk.aside(_put_back, self._desk.base, last)
        await self._keep(replace(last, is_undone=True))
        await self._note(Change(0, who, "undone", last.title))
        return last

    async def latest(self, count: int) -> list[Change]:
        """The latest changes, the newest first."""
        ledger = self._desk.records.ledger
        found = await self._desk.records.aside(ledger.last_notes, PREFIX, limit=count)
        return [_read(key, body) for key, body in found.items()]

    async def last_key(self) -> str:
        """The key of the last change."""
        return next((change.key for change in await self.latest(1)), "")

    async def _note(self, change: Change) -> None:
        now = self._desk.clock()
        await self._keep(replace(change, at=now, key=f"{PREFIX}{int(now * 1000):015d}-{uuid4().hex[:6]}"))

    async def _keep(self, change: Change) -> None:
        fields = {name: value for name, value in asdict(change).items() if name != "key"}
        await self._desk.records.keep_note(change.key, json.dumps(fields, ensure_ascii=False, default=str))


def state_of(base: KnowledgeBase, article_id: str) -> State:
    """An article as it is now, with what is written over it."""
    try:
        article = base.article(article_id)
    except UnknownArticle:
        return State(article_id)
    kept = {**asdict(article), "date": article.date.isoformat()}
    return State(article_id, kept, format_facts(base.curated(article_id), article))


def _put_back(base: KnowledgeBase, change: Change) -> None:
    for state in change.before:
        if state.article is not None:
            article = Article(**{**state.article, "date": date.fromisoformat(state.article["date"])})
            base.add(article, parse_facts(state.facts, article))
        elif state_of(base, state.id).article is not None:
            base.remove(state.id)
    if change.alias is not None:
        base.set_alias(*change.alias)
    if change.question is not None:
        question, before = change.question
        base.unconfirm(question)
        if before is not None:
            base.confirm(Confirmed(**before))


def _can_be_undone(change: Change) -> bool:
    return not change.is_undone and change.what not in ("granted", "revoked", "undone")


def _read(key: str, body: str) -> Change:
    fields = json.loads(body)
    states = tuple(State(**state) for state in fields.get("before") or ())
    pairs = {name: tuple(fields[name]) if fields.get(name) else None for name in ("alias", "question")}
    return Change(**{**fields, **pairs, "before": states, "key": key})
