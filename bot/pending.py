"""Articles that wait for an editor's tap: kept with their panel's message, so that no restart loses them."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field, replace

from bot.intake.drafts import Draft
from bot.records import Records
from knowledge import Article, Fact, format_facts, parse_facts

PREFIX = "draft:"


@dataclass(frozen=True, slots=True)
class Pending:
    """A draft, what the editor changed of its facts, and the message that shows it."""

    chat_id: int
    message_id: int
    who: int
    draft: Draft
    facts: str = ""
    """The curated facts as YAML."""
    notes: tuple[str, ...] = ()
    """Names of sentences that the panel says too."""
    asks: tuple[str, ...] = field(default=())
    """Questions that it is to answer, where it came by /teach."""
    answer: str = ""
    at: float = 0.0
    """When it came; what nobody takes is forgotten with the answers of that time."""

    @property
    def key(self) -> str:
        """Under which it is kept."""
        return f"{PREFIX}{self.chat_id}:{self.message_id}"

    def article(self) -> Article:
        """The article that it would become. Raises BrokenArticle."""
        return self.draft.finish("the article")

    def curated(self, article: Article) -> tuple[Fact, ...]:
        """What the editor wrote over it."""
        return parse_facts(self.facts, article)

    def with_curated(self, article: Article, facts: Sequence[Fact]) -> Pending:
        """The same with other facts."""
        return replace(self, facts=format_facts(facts, article))


class Drafts:
    """Keeps, finds and forgets them."""

    def __init__(self, records: Records) -> None:
        self._records = records

    async def keep(self, pending: Pending) -> None:
        """Keep it as it is now."""
        dated = replace(pending, at=pending.at or self._records.now())
        await self._records.keep_note(pending.key, json.dumps(asdict(dated), ensure_ascii=False))

    async def find(self, chat_id: int, message_id: int) -> Pending | None:
        """What a message shows."""
        body = await self._records.find_note(f"{PREFIX}{chat_id}:{message_id}")
        if body is None:
            return None
        fields = json.loads(body)
        lists = {"notes": tuple(fields["notes"]), "asks": tuple(fields["asks"])}
        return Pending(**{**fields, **lists, "draft": Draft(**fields["draft"])})

    async def forget(self, pending: Pending) -> None:
        """It was taken or dropped."""
        await self._records.keep_note(pending.key, None)
