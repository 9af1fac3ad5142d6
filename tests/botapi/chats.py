"""A chat of any kind: its messages, what people do in it, and waiting for what the bot does."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from botapi.judges import Formatted, Json, Upload, parse
from botapi.messages import Message, Record, origin, shallow, with_text
from botapi.world import ANONYMOUS, CHANNEL_BOT, User, World


@dataclass(slots=True)
class Topic:
    """A topic of a forum; its id is that of the message that opened it."""

    id: int
    name: str
    is_closed: bool = False


class Chat:
    """What all chats share. `status` is the bot's: member, administrator, left, kicked."""

    type = "private"

    def __init__(self, world: World, number: int, *, title: str | None = None, username: str | None = None) -> None:
        self.world, self.id, self.title, self.username = world, number, title, username
        self.records: dict[int, Record] = {}
        self.topics: dict[int, Topic] = {}
        self.drafts: dict[int, str] = {}
        """What the bot is streaming: draft id → text so far."""
        self.draft_log: list[str] = []
        self.pinned: list[int] = []
        self.status = "member"
        self.is_forum = False
        self.is_deactivated = False
        self.can_bot_write = True
        self.moved_to: int | None = None
        self._ids: Iterator[int] = world.mailbox
        self._spoken: list[int] = []
        self._heard = 0
        with world.changed:
            world.chats[number] = self

    def __repr__(self) -> str:
        return f"<{self.type} {self.id} {self.title}>"

    def brief(self) -> Json:
        """The chat as it stands in messages."""
        chat: Json = {"id": self.id, "type": self.type}
        for key in ("title", "username"):
            if getattr(self, key):
                chat[key] = getattr(self, key)
        return {**chat, "is_forum": True} if self.is_forum else chat

    def full(self) -> Json:
        """The chat as getChat shows it."""
        gifts = ("unlimited_gifts", "limited_gifts", "unique_gifts", "premium_subscription", "gifts_from_channels")
        needed = {"accent_color_id": 1, "max_reaction_count": 11, "accepted_gift_types": dict.fromkeys(gifts, False)}
        return {**self.brief(), **needed}

    def members(self) -> dict[int, tuple[User, str]]:
        """Who is in it, and as what."""
        return {self.world.bot.id: (self.world.bot, self.status)}

    # What the server does

    def put(
        self,
        fields: Json,
        *,
        sender: User | None,
        sender_chat: Chat | None = None,
        reply_to: Message | None = None,
        quote: Json | None = None,
        topic: int | None = None,
        source: str = "",
    ) -> Message:
        """Store a message; nobody is told."""
        number = next(self._ids)
        data: Json = {"message_id": number, "date": self.world.now(), "chat": self.brief()}
        if sender is not None:
            data["from"] = sender.json()
        if sender_chat is not None:
            data["sender_chat"] = sender_chat.brief()
        data.update(self._thread(reply_to, topic))
        if reply_to is not None and reply_to.chat is self:
            data["reply_to_message"] = shallow(reply_to.data)
        elif reply_to is not None:
            place = {"chat": reply_to.chat.brief(), "message_id": reply_to.id}
            data["external_reply"] = {"origin": origin(reply_to), **place}
        if quote is not None:
            data["quote"] = quote
        data.update(fields)
        ours = sender is not None and sender.id == self.world.bot.id
        text = str(fields.get("text", fields.get("caption", "")))
        self.records[number] = Record(data, source=source, versions=[text], is_ours=ours)
        return Message(self, number)

    def _thread(self, reply_to: Message | None, topic: int | None) -> Json:
        if reply_to is not None and topic is None and reply_to.chat is self and reply_to.data.get("is_topic_message"):
            topic = reply_to.thread_id
        if topic is not None:
            opening = self.records[topic].data
            return {"message_thread_id": topic, "is_topic_message": True, "reply_to_message": shallow(opening)}
        if reply_to is not None and reply_to.chat is self and self.type == "supergroup" and not self.is_forum:
            return {"message_thread_id": reply_to.thread_id or reply_to.id}
        return {}

    def spoke(self, message: Message) -> Message:
        """Note that the bot has written this."""
        self._spoken.append(message.id)
        message.record.is_ours = True
        self.world.changed.notify_all()
        return message

    def find(self, number: int) -> Message | None:
        """The message with this id, unless it is gone."""
        record = self.records.get(number)
        return None if record is None or record.is_deleted else Message(self, number)

    def hears(self, message: Message) -> bool:
        """Whether Telegram shows the bot this message."""
        return self.status in ("member", "administrator")

    def tell(self, kind: str, message: Message) -> Message:
        """Queue an update if the bot is to see the message."""
        if self.hears(message):
            self.world.updates.add(kind, message.data, self.id)
        self.world.changed.notify_all()
        return message

    # What people do

    def say(
        self,
        user: User,
        text: str = "",
        *,
        reply_to: Message | None = None,
        quote: str | None = None,
        topic: Topic | int | None = None,
        html: bool = False,
        caption: bool = False,
        as_chat: Chat | None = None,
        via_bot: bool = False,
        **fields: Any,
    ) -> Message:
        """A person writes; the bot gets an update where Telegram would give it one.

        html: the text is markup (how people mention someone without a username: `<a href="tg://user?id=5">`).
        caption: the text stands under a photo. as_chat: the group itself for an anonymous administrator,
        or a channel. via_bot: chosen from the bot's inline results. fields: further ones of the Message object.
        """
        with self.world.changed:
            formatted = self._known(parse(text, "HTML" if html else None))
            content: Json = dict(fields)
            if caption and not fields:
                content["photo"] = self._photo(b"", 90_000)
            is_caption = bool(content.keys() & MEDIA)
            if via_bot:
                content["via_bot"] = self.world.bot.json()
            part = self._quote(quote, reply_to)
            number = topic.id if isinstance(topic, Topic) else topic
            sender = user if as_chat is None else self.world.users[ANONYMOUS if as_chat is self else CHANNEL_BOT]
            message = self.put(
                {**content, **with_text(formatted, is_caption=is_caption)},
                sender=sender,
                sender_chat=as_chat,
                reply_to=reply_to,
                quote=part,
                topic=number,
            )
            return self.tell("message", message)

    def edit(self, message: Message, text: str, *, html: bool = False) -> Message:
        """The author changes a message."""
        with self.world.changed:
            is_caption = "text" not in message.data and bool(message.data.keys() & MEDIA)
            formatted = self._known(parse(text, "HTML" if html else None))
            self.rewrite(message, formatted, is_caption=is_caption)
            return self.tell("edited_channel_post" if self.type == "channel" else "edited_message", message)

    def rewrite(self, message: Message, formatted: Formatted, *, is_caption: bool = False, source: str = "") -> None:
        """Put another text into a stored message."""
        dropped = ("text", "entities", "caption", "caption_entities", "edit_date")
        kept = {key: value for key, value in message.data.items() if key not in dropped}
        record = message.record
        record.data = {**kept, **with_text(formatted, is_caption=is_caption), "edit_date": self.world.now()}
        record.source = source
        record.versions.append(formatted.text)

    def delete(self, message: Message) -> None:
        """Somebody deletes a message; Telegram tells bots nothing of it."""
        with self.world.changed:
            message.record.is_deleted = True

    def send_file(
        self,
        user: User,
        data: bytes,
        name: str,
        mime: str = "application/octet-stream",
        *,
        text: str = "",
        size: int | None = None,
        **options: Any,
    ) -> Message:
        """A person sends a document. size: what Telegram says it has, for big files without the bytes."""
        stored = self.world.keep_file(Upload(name, data, mime), "document", size=size)
        document = {**stored.json(), "file_name": name, "mime_type": mime}
        return self.say(user, text, document=document, **options)

    def send_photo(self, user: User, data: bytes = b"", text: str = "", **options: Any) -> Message:
        """A person sends a photo."""
        return self.say(user, text, photo=self._photo(data, None if data else 90_000), **options)

    def send_voice(self, user: User, seconds: int = 3, **options: Any) -> Message:
        """A person sends a voice message."""
        stored = self.world.keep_file(Upload("voice.ogg", b"OggS", "audio/ogg"), "voice")
        return self.say(user, voice={**stored.json(), "duration": seconds, "mime_type": "audio/ogg"}, **options)

    def send_poll(self, user: User, question: str, answers: tuple[str, ...] = ("yes", "no"), **options: Any) -> Message:
        """A person starts a poll."""
        poll = {
            "id": str(self.world.number()),
            "question": question,
            "options": [{"persistent_id": str(n), "text": t, "voter_count": 0} for n, t in enumerate(answers)],
            "total_voter_count": 0,
            "type": "regular",
            **dict.fromkeys(("is_closed", "allows_multiple_answers", "allows_revoting", "members_only"), False),
            "is_anonymous": True,
        }
        return self.say(user, poll=poll, **options)

    def forward(self, message: Message, *, by: User, hidden: bool = False, **options: Any) -> Message:
        """Somebody forwards a message into this chat. hidden: its author does not let himself be linked."""
        skipped = ("text", "entities", "caption", "caption_entities", "reply_markup", "quote", "edit_date")
        place = ("message_id", "date", "chat", "from", "sender_chat", "message_thread_id", "is_topic_message")
        with self.world.changed:
            data = shallow(message.data)
            content = {key: value for key, value in data.items() if key not in (*skipped, *place)}
            texts = {key: data[key] for key in skipped[:4] if key in data}
            content["forward_origin"] = origin(message, hidden=hidden)
            topic = options.pop("topic", None)
            number = topic.id if isinstance(topic, Topic) else topic
            copy = self.put({**content, **texts}, sender=by, topic=number)
            return self.tell("message", copy)

    def react(self, user: User, message: Message, *emoji: str) -> None:
        """A person reacts to a message; no emoji takes the reaction back."""
        with self.world.changed:
            old = message.record.reactions.get(user.id, [])
            new = [{"type": "emoji", "emoji": one} for one in emoji]
            message.record.reactions[user.id] = new
            change = {"old_reaction": old, "new_reaction": new, "user": user.json(), "date": self.world.now()}
            if self.type == "private" or self.status == "administrator":
                payload = {"chat": self.brief(), "message_id": message.id, **change}
                self.world.updates.add("message_reaction", payload, self.id)

    def _photo(self, data: bytes, size: int | None) -> list[Json]:
        stored = self.world.keep_file(Upload("photo.jpg", data, "image/jpeg"), "photo", size=size)
        return [{**stored.json(), "width": 800, "height": 600}]

    def _quote(self, quote: str | None, reply_to: Message | None) -> Json | None:
        if quote is None or reply_to is None:
            return None
        if quote not in reply_to.text:
            raise ValueError(f"{quote!r} is not in {reply_to!r}")
        before = reply_to.text[: reply_to.text.index(quote)]
        return {"text": quote, "position": len(before.encode("utf-16-le")) // 2, "is_manual": True}

    def _known(self, formatted: Formatted) -> Formatted:
        """The text with mentions of people the bot knows; other mentions by id are dropped, as Telegram does."""
        users = self.world.users
        kept = []
        for entity in formatted.entities:
            if entity["type"] == "text_mention" and entity["user"]["id"] in users:
                kept.append({**entity, "user": users[entity["user"]["id"]].json()})
            elif entity["type"] != "text_mention":
                kept.append(entity)
        return Formatted(formatted.text, tuple(kept))

    # What tests look at

    @property
    def messages(self) -> tuple[Message, ...]:
        """All that stands in the chat now, oldest first."""
        return tuple(Message(self, number) for number, record in self.records.items() if not record.is_deleted)

    @property
    def replies(self) -> tuple[Message, ...]:
        """Everything the bot has written here and not deleted, oldest first."""
        return tuple(Message(self, number) for number in self._spoken if not self.records[number].is_deleted)

    @property
    def unread(self) -> tuple[Message, ...]:
        """What the bot has written and `wait_for_reply` has not shown."""
        return tuple(Message(self, number) for number in self._spoken[self._heard :])

    def transcript(self) -> str:
        """All that stands in the chat now, a line each, for golden files: number, author, what it replies to, text."""
        return "\n".join(map(_line, self.messages))

    def wait_for_reply(self, timeout: float = 5.0) -> Message:
        """The bot's next message here. Raises TimeoutError."""
        with self.world.changed:
            if not self.world.changed.wait_for(lambda: len(self._spoken) > self._heard, timeout):
                raise TimeoutError(f"the bot wrote nothing in {self!r} within {timeout} s")
            self._heard += 1
            return Message(self, self._spoken[self._heard - 1])

    def wait_for_edit(self, message: Message, timeout: float = 5.0) -> Message:
        """The message, once the bot has changed its text since it was last looked at. Raises TimeoutError."""
        with self.world.changed:
            if not self.world.changed.wait_for(lambda: len(message.record.versions) > message.seen, timeout):
                raise TimeoutError(f"the bot did not edit {message!r} within {timeout} s")
            message.seen = len(message.record.versions)
            return message


MEDIA = frozenset(("photo", "document", "audio", "video", "animation", "voice", "video_note", "sticker", "live_photo"))


def _line(message: Message) -> str:
    data = message.data
    author: Json = data.get("sender_chat") or data.get("from") or {}
    name = author.get("title") or author.get("first_name") or ""
    said = message.text or ", ".join(sorted(key for key in data if key in MEDIA or key.startswith(("new_", "left_"))))
    reply = f" ↩{message.reply_to}" if message.reply_to else ""
    buttons = "".join(f" [{button.text}]" for button in message.buttons)
    return f"{message.id} {name}{reply}{' ✎' if message.edited else ''}: {said}{buttons}"
