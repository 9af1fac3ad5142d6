"""Queries people put to the bot outside ordinary messages: button presses, inline and guest queries."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from botapi.contents import content_fields
from botapi.judges import Formatted, Json
from botapi.refusals import stale_query
from botapi.world import User, World

if TYPE_CHECKING:
    from botapi.chats import Chat
    from botapi.messages import Message


@dataclass(slots=True)
class Query:
    """A press, an inline query or a guest query, and what the bot answered."""

    world: World = field(repr=False)
    id: str
    kind: str
    user: User
    text: str
    born: float
    lifetime: float
    answer: Json | None = None
    """The parameters of the bot's answer."""
    contents: dict[str, Formatted] = field(default_factory=dict)
    """Of an inline query: the text each result would send, by result id."""
    sent: Message | None = None
    """Of a guest query: the message the bot answered with."""
    chat: Chat | None = None
    reply_to: Message | None = None

    def wait(self, timeout: float = 5.0) -> Query:
        """Itself, once the bot has answered. Raises TimeoutError."""
        if not self.world.wait_until(lambda: self.answer is not None, timeout):
            raise TimeoutError(f"the bot did not answer the {self.kind} query {self.text!r} within {timeout} s")
        return self

    @property
    def is_answered(self) -> bool:
        return self.answer is not None

    @property
    def shown(self) -> str:
        """What a press's answer says to the person who pressed."""
        return str((self.answer or {}).get("text", ""))

    @property
    def is_alert(self) -> bool:
        return bool((self.answer or {}).get("show_alert", False))

    @property
    def results(self) -> tuple[Json, ...]:
        """An inline query's results, as the bot gave them."""
        return tuple((self.answer or {}).get("results", ()))

    def expire(self) -> None:
        """Make it too old to be answered."""
        self.lifetime = -1

    def choose(self, place: int = 0, *, chat: Chat, feedback: bool = True, **options: Any) -> Message:
        """The person sends one of the results into a chat; the bot hears of it through chosen_inline_result."""
        with self.world.changed:
            result = self.results[place]
            fields = content_fields(result, self.contents[str(result["id"])])
            fields["via_bot"] = self.world.bot.json()
            message = chat.put(fields, sender=self.user, **options)
            chosen: Json = {"result_id": str(result["id"]), "from": self.user.json(), "query": self.text}
            if "reply_markup" in result:
                chosen["inline_message_id"] = remember(self.world, chat, message)
            chat.tell("message", message)
            if feedback:
                self.world.updates.add("chosen_inline_result", chosen, self.user.id)
            return message


def remember(world: World, chat: Chat, message: Message) -> str:
    """A new inline_message_id for a message."""
    number = f"inline{world.number():06d}"
    world.inline[number] = (chat, message.id)
    return number


def ask(world: World, kind: str, user: User, text: str, *, lifetime: float) -> Query:
    """A query that waits for its answer."""
    query = Query(world, str(4_000_000_000 + world.number()), kind, user, text, world.clock(), lifetime)
    world.queries[query.id] = query
    return query


def take(world: World, number: str, kind: str) -> Query:
    """The query the bot answers: it must be of this kind, young enough and not answered yet. Raises Refusal."""
    query = world.queries.get(number)
    if query is None or query.kind != kind or query.is_answered:
        raise stale_query()
    if world.clock() - query.born > query.lifetime:
        raise stale_query()
    return query
