"""One message as tests look at it, and how a message is put together."""

from __future__ import annotations

import html
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from botapi.judges import Formatted, Json

if TYPE_CHECKING:
    from botapi.chats import Chat

NO_REPLY = ("reply_to_message", "external_reply")


@dataclass(frozen=True, slots=True)
class Button:
    """A button under a message."""

    text: str
    data: str | None = None
    url: str | None = None
    raw: Json = field(default_factory=dict, repr=False)


@dataclass(slots=True)
class Record:
    """A message as it is stored."""

    data: Json
    source: str = ""
    """What the bot sent, markup and all."""
    versions: list[str] = field(default_factory=list)
    """Its texts, oldest first."""
    is_deleted: bool = False
    is_ours: bool = False
    """Whether the bot wrote it."""
    reactions: dict[int, list[Json]] = field(default_factory=dict)
    copy: Message | None = None
    """Of a channel post: its automatic forward in the linked group."""


class Message:
    """A message in a chat, as it is at the time you look."""

    def __init__(self, chat: Chat, number: int) -> None:
        self.chat, self.id = chat, number
        self.seen = len(self.record.versions)
        """How many versions of it `wait_for_edit` has shown."""

    def __repr__(self) -> str:
        return f"<Message {self.chat.id}/{self.id} {self.text!r}>"

    @property
    def record(self) -> Record:
        return self.chat.records[self.id]

    @property
    def data(self) -> Json:
        """The message as the Bot API shows it."""
        return self.record.data

    @property
    def text(self) -> str:
        """Its plain text or caption."""
        return str(self.data.get("text", self.data.get("caption", "")))

    @property
    def html(self) -> str:
        """What the bot sent, with its markup; for others the text, escaped."""
        return self.record.source or html.escape(self.text, quote=False)

    @property
    def entities(self) -> tuple[Json, ...]:
        return tuple(self.data.get("entities") or self.data.get("caption_entities") or ())

    @property
    def formatted(self) -> Formatted:
        return Formatted(self.text, self.entities)

    @property
    def reply_to(self) -> int | None:
        """Id of the message it replies to; a topic's opening does not count."""
        replied = self.data.get("reply_to_message") or self.data.get("external_reply") or {}
        return None if "forum_topic_created" in replied else replied.get("message_id")

    @property
    def quote(self) -> str | None:
        """The quoted part of the message it replies to."""
        quote: Json | None = self.data.get("quote")
        return None if quote is None else str(quote["text"])

    @property
    def thread_id(self) -> int | None:
        """Its topic, or the root of its chain of replies."""
        return self.data.get("message_thread_id")

    @property
    def rows(self) -> tuple[tuple[Button, ...], ...]:
        """Its inline buttons, row by row."""
        keyboard = self.data.get("reply_markup", {}).get("inline_keyboard", ())
        return tuple(tuple(Button(b["text"], b.get("callback_data"), b.get("url"), b) for b in row) for row in keyboard)

    @property
    def buttons(self) -> tuple[Button, ...]:
        """Its inline buttons."""
        return tuple(button for row in self.rows for button in row)

    @property
    def edited(self) -> bool:
        return len(self.record.versions) > 1

    @property
    def versions(self) -> tuple[str, ...]:
        """Its texts, oldest first."""
        return tuple(self.record.versions)

    @property
    def deleted(self) -> bool:
        return self.record.is_deleted

    @property
    def reactions(self) -> tuple[str, ...]:
        """The bot's reactions to it."""
        given = self.record.reactions.get(self.chat.world.bot.id, ())
        return tuple(str(reaction.get("emoji", reaction["type"])) for reaction in given)

    @property
    def copy(self) -> Message:
        """Of a channel post: its automatic forward in the linked group."""
        if self.record.copy is None:
            raise LookupError(f"{self!r} was not forwarded: its chat has no linked group")
        return self.record.copy


def shallow(data: Json) -> Json:
    """A message as it stands inside another one: without what it replies to itself."""
    return {key: value for key, value in data.items() if key not in NO_REPLY}


def with_text(formatted: Formatted, *, is_caption: bool = False) -> Json:
    """The fields that hold a text or a caption."""
    if not formatted.text:
        return {}
    fields: dict[str, Any] = {"caption" if is_caption else "text": formatted.text}
    if formatted.entities:
        fields["caption_entities" if is_caption else "entities"] = list(formatted.entities)
    return fields


def origin(message: Message, *, hidden: bool = False) -> Json:
    """Where a forwarded message comes from."""
    data = message.data
    if "forward_origin" in data:
        return dict(data["forward_origin"])
    if message.chat.type == "channel":
        signed = {"author_signature": data["author_signature"]} if "author_signature" in data else {}
        place = {"chat": message.chat.brief(), "message_id": message.id, **signed}
        return {"type": "channel", "date": data["date"], **place}
    if "sender_chat" in data:
        return {"type": "chat", "date": data["date"], "sender_chat": data["sender_chat"]}
    if hidden:
        return {"type": "hidden_user", "date": data["date"], "sender_user_name": data["from"]["first_name"]}
    return {"type": "user", "date": data["date"], "sender_user": data["from"]}
