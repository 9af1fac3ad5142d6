"""What was changed in the knowledge, by whom and when; the last change can be taken back. It is only ever added to."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from datetime import date
from typing import Any
from uuid import uuid4

from bot.desk import Desk
from bot.ranks import Role
from knowledge import Article

PREFIX = "log:"


@dataclass(frozen=True, slots=True)
class Change:
    """An article came, went, or took another's place, somebody's role changed, or a change was taken back."""

    at: float
    """Seconds since 1970."""
    who: int
    what: str
    """added, replaced, removed, granted, revoked, undone."""
    article: Mapping[str, Any] | None = None
    """The article that came or went."""
    before: Mapping[str, Any] | None = None
    """The article that it took the place of."""
    name: str = ""
    """What else was changed: the id of the person."""
    role: str = ""
    is_undone: bool = False
    key: str = ""

    @property
    def title(self) -> str:
        """What was changed, for people."""
        return str(self.article["title"]) if self.article is not None else self.name

    @property
    def article_id(self) -> str | None:
        """The article's."""
        return str(self.article["id"]) if self.article is not None else None


class Changelog:
    """Changes articles and writes it down, all in the thread of the knowledge base."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    async def add(self, article: Article, who: int) -> tuple[str, int]:
        """What became of an article (added, known, replaced), and how many facts it gave."""
        base = self._desk.base
        before = await self._desk.aside(_find, self._desk, article.id)
        added = await self._desk.aside(base.add, article)
        if added.status != "known":
            await self._note_article(who, added.status, article, before)
        return added.status, added.facts

    async def remove(self, article_id: str, who: int) -> Article:
        """Take an article out; it comes back. Raises UnknownArticle."""
        article = await self._desk.aside(self._desk.base.remove, article_id)
        await self._note_article(who, "removed", article, None)
        return article

    async def note_role(self, who: int, what: str, user_id: int, role: Role) -> None:
        """Write down that somebody was given a role, or lost it; /revoke and /grant take that back, not /undo."""
        await self._note(Change(0, who, what, name=str(user_id), role=role.name))

    async def undo(self, who: int, article_id: str | None = None) -> Change | None:
        """Take the last change back that is not undone yet (of one article, if it is named); None without one."""
        last = next((c for c in await self.latest() if _can_be_undone(c) and _is_of(c, article_id)), None)
        if last is None or last.article is None or last.article_id is None:
            return None
        base = self._desk.base
        if last.what == "removed":
            await self._desk.aside(base.add, read_kept(last.article))
        elif last.before is not None:
            await self._desk.aside(base.add, read_kept(last.before))
        elif await self._desk.knows(last.article_id):
            await self._desk.aside(base.remove, last.article_id)
        await self._keep(replace(last, is_undone=True))
        await self._note_article(who, "undone", read_kept(last.article), None)
        return last

    async def latest(self) -> list[Change]:
        """All changes, the newest first."""
        found = await self._desk.records.aside(self._desk.records.ledger.notes, PREFIX)
        return [Change(**{**json.loads(body), "key": key}) for key, body in sorted(found.items(), reverse=True)]

    async def _note_article(self, who: int, what: str, article: Article, before: Article | None) -> None:
        await self._note(Change(0, who, what, _kept(article), _kept(before) if before else None))

    async def _note(self, change: Change) -> None:
        now = self._desk.clock()
        await self._keep(replace(change, at=now, key=f"{PREFIX}{int(now * 1000):015d}-{uuid4().hex[:6]}"))

    async def _keep(self, change: Change) -> None:
        fields = {name: value for name, value in asdict(change).items() if name != "key"}
        await self._desk.records.keep_note(change.key, json.dumps(fields, ensure_ascii=False, default=str))


def _can_be_undone(change: Change) -> bool:
    return not change.is_undone and change.what in ("added", "replaced", "removed")


def _is_of(change: Change, article_id: str | None) -> bool:
    return article_id is None or change.article_id == article_id


def _find(desk: Desk, article_id: str) -> Article | None:
    return next((article for article in desk.base.articles() if article.id == article_id), None)


def _kept(article: Article) -> dict[str, Any]:
    return {**asdict(article), "date": article.date.isoformat()}


def read_kept(fields: Mapping[str, Any]) -> Article:
    """The article that a change holds."""
    return Article(**{**fields, "date": date.fromisoformat(fields["date"])})
