"""What was changed in the knowledge, by whom and when; the last change can be taken back. It is only ever added to."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from datetime import date
from typing import Any
from uuid import uuid4

from bot.desk import Desk
from knowledge import Article

PREFIX = "log:"


@dataclass(frozen=True, slots=True)
class Change:
    """An article came, went, or took another's place; or such a change was taken back."""

    at: float
    """Seconds since 1970."""
    who: int
    what: str
    """added, replaced, removed, undone."""
    article: Mapping[str, Any]
    """The article that came or went."""
    before: Mapping[str, Any] | None = None
    """The article that it took the place of."""
    is_undone: bool = False
    key: str = ""

    @property
    def title(self) -> str:
        """The article's."""
        return str(self.article["title"])

    @property
    def article_id(self) -> str:
        """The article's."""
        return str(self.article["id"])


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
            await self._note(who, added.status, article, before)
        return added.status, added.facts

    async def remove(self, article_id: str, who: int) -> Article:
        """Take an article out; it comes back. Raises UnknownArticle."""
        article = await self._desk.aside(self._desk.base.remove, article_id)
        await self._note(who, "removed", article, None)
        return article

    async def undo(self, who: int, article_id: str | None = None) -> Change | None:
        """Take the last change back that is not undone yet (of one article, if it is named); None without one."""
        last = next(
            (c for c in await self.latest() if not c.is_undone and c.what != "undone" and _is_of(c, article_id)), None
        )
        if last is None:
            return None
        base = self._desk.base
        if last.what == "removed":
            await self._desk.aside(base.add, read_kept(last.article))
        elif last.before is not None:
            await self._desk.aside(base.add, read_kept(last.before))
        elif await self._desk.knows(last.article_id):
            await self._desk.aside(base.remove, last.article_id)
        await self._keep(replace(last, is_undone=True))
        await self._note(who, "undone", read_kept(last.article), None)
        return last

    async def latest(self) -> list[Change]:
        """All changes, the newest first."""
        found = await self._desk.records.aside(self._desk.records.ledger.notes, PREFIX)
        return [Change(**{**json.loads(body), "key": key}) for key, body in sorted(found.items(), reverse=True)]

    async def _note(self, who: int, what: str, article: Article, before: Article | None) -> None:
        now = self._desk.clock()
        key = f"{PREFIX}{int(now * 1000):015d}-{uuid4().hex[:6]}"
        await self._keep(Change(now, who, what, _kept(article), _kept(before) if before else None, key=key))

    async def _keep(self, change: Change) -> None:
        fields = {name: value for name, value in asdict(change).items() if name != "key"}
        await self._desk.records.keep_note(change.key, json.dumps(fields, ensure_ascii=False, default=str))


def _is_of(change: Change, article_id: str | None) -> bool:
    return article_id is None or change.article_id == article_id


def _find(desk: Desk, article_id: str) -> Article | None:
    return next((article for article in desk.base.articles() if article.id == article_id), None)


def _kept(article: Article) -> dict[str, Any]:
    return {**asdict(article), "date": article.date.isoformat()}


def read_kept(fields: Mapping[str, Any]) -> Article:
    """The article that a change holds."""
    return Article(**{**fields, "date": date.fromisoformat(fields["date"])})
