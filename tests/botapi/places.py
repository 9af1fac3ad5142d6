"""Private chats, groups and channels: who is in them, topics, migration, posts, and what privacy mode lets through."""

from __future__ import annotations

import itertools
from collections.abc import Iterable

from botapi.chats import Chat, Topic
from botapi.judges import Json, parse
from botapi.messages import Message, origin, with_text
from botapi.world import SERVICE, User, World

RIGHTS = (
    "can_manage_chat",
    "can_delete_messages",
    "can_manage_video_chats",
    "can_restrict_members",
    "can_promote_members",
    "can_change_info",
    "can_invite_users",
    "can_post_stories",
    "can_edit_stories",
    "can_delete_stories",
)
SERVICE_FIELDS = frozenset(
    (
        "new_chat_members",
        "left_chat_member",
        "new_chat_title",
        "group_chat_created",
        "migrate_to_chat_id",
        "migrate_from_chat_id",
        "pinned_message",
        "forum_topic_created",
        "forum_topic_edited",
        "forum_topic_closed",
        "forum_topic_reopened",
    )
)


def member(user: User, status: str) -> Json:
    """A ChatMember object."""
    brief: Json = {"status": status, "user": user.json()}
    if status == "creator":
        return {**brief, "is_anonymous": False}
    if status == "administrator":
        by_kind = dict.fromkeys(("can_pin_messages", "can_manage_topics", "can_send_welcome_messages"), True)
        return {**brief, **dict.fromkeys(RIGHTS, True), **by_kind, "can_be_edited": False, "is_anonymous": False}
    return {**brief, "until_date": 0} if status == "kicked" else brief


class Private(Chat):
    """A chat of one person with the bot."""

    def __init__(self, world: World, user: User, *, started: bool = True) -> None:
        super().__init__(world, user.id, username=user.username)
        self.user = user
        if not started:
            self.status = "left"
            del world.chats[user.id]

    def brief(self) -> Json:
        names = {key: value for key, value in self.user.json().items() if key in ("first_name", "last_name")}
        return {**super().brief(), **names}

    def members(self) -> dict[int, tuple[User, str]]:
        return {**super().members(), self.user.id: (self.user, "member")}

    def hears(self, message: Message) -> bool:
        if self.status == "left":
            self.status = "member"
            self.world.chats[self.id] = self
        return super().hears(message)

    def block(self) -> None:
        """The person stops the bot."""
        self._change("kicked")

    def unblock(self) -> None:
        """The person starts it again."""
        self._change("member")

    def _change(self, status: str) -> None:
        with self.world.changed:
            tell_status(self, self.user, self.status, status)
            self.status = status


def tell_status(chat: Chat, by: User, old: str, new: str, *, of: User | None = None) -> None:
    """Queue my_chat_member (or chat_member of somebody else, if the bot is an administrator)."""
    world = chat.world
    who = of or world.bot
    change = {"old_chat_member": member(who, old), "new_chat_member": member(who, new)}
    payload = {"chat": chat.brief(), "from": by.json(), "date": world.now(), **change}
    if who is world.bot:
        world.updates.add("my_chat_member", payload, chat.id)
    elif chat.status == "administrator":
        world.updates.add("chat_member", payload, chat.id)


class Group(Chat):
    """A group or supergroup. privacy: what was in force when the bot joined."""

    def __init__(
        self,
        world: World,
        number: int,
        title: str,
        people: Iterable[User],
        *,
        privacy: bool,
        kind: str = "supergroup",
        forum: bool = False,
        username: str | None = None,
    ) -> None:
        super().__init__(world, number, title=title, username=username)
        self.type = kind
        self.is_forum = forum
        self.privacy = privacy
        self.people = {user.id: (user, "member") for user in people}
        self.channel: Channel | None = None
        self.last_bot: int | None = None
        if kind == "supergroup":
            self._ids = itertools.count(2)

    def members(self) -> dict[int, tuple[User, str]]:
        return {**self.people, **super().members()}

    def full(self) -> Json:
        linked = {} if self.channel is None else {"linked_chat_id": self.channel.id}
        return {**super().full(), "permissions": {"can_send_messages": True}, **linked}

    def spoke(self, message: Message) -> Message:
        self.last_bot = self.world.bot.id
        return super().spoke(message)

    def hears(self, message: Message) -> bool:
        data = message.data
        sender = data.get("from", {})
        if not super().hears(message):
            return False
        if sender.get("is_bot") and "sender_chat" not in data:
            self.last_bot = sender["id"]
            return False
        return self.status == "administrator" or not self.privacy or self._is_meant(message)

    def _is_meant(self, message: Message) -> bool:
        """Whether privacy mode lets it through: service, via the bot, reply to the bot, mention, command."""
        data, bot = message.data, self.world.bot
        if data.keys() & SERVICE_FIELDS or data.get("via_bot", {}).get("id") == bot.id:
            return True
        if message.reply_to is not None and data.get("reply_to_message", {}).get("from", {}).get("id") == bot.id:
            return True
        return any(self._names_bot(message.text, entity) for entity in message.entities)

    def _names_bot(self, text: str, entity: Json) -> bool:
        bot = self.world.bot
        units = text.encode("utf-16-le")
        part = units[entity["offset"] * 2 : (entity["offset"] + entity["length"]) * 2].decode("utf-16-le")
        name = f"@{bot.username}".lower()
        if entity["type"] == "bot_command":
            is_plain = "@" not in part and entity["offset"] == 0 and self.last_bot in (None, bot.id)
            return is_plain or part.lower().endswith(name)
        if entity["type"] == "text_mention":
            return bool(entity["user"]["id"] == bot.id)
        return entity["type"] == "mention" and part.lower() == name

    def note(self, by: User, **fields: object) -> Message:
        """A service message."""
        with self.world.changed:
            return self.tell("message", self.put(dict(fields), sender=by))

    def join(self, user: User) -> Message:
        """A person joins."""
        with self.world.changed:
            self.people[user.id] = (user, "member")
            tell_status(self, user, "left", "member", of=user)
            return self.note(user, new_chat_members=[user.json()])

    def leave(self, user: User) -> Message:
        """A person leaves."""
        with self.world.changed:
            self.people.pop(user.id, None)
            tell_status(self, user, "member", "left", of=user)
            return self.note(user, left_chat_member=user.json())

    def promote(self, user: User, by: User | None = None, *, status: str = "administrator") -> None:
        """Make somebody an administrator, the creator, or a member again; the bot too."""
        with self.world.changed:
            old = self.members()[user.id][1]
            if user.id == self.world.bot.id:
                self.status = status
            else:
                self.people[user.id] = (user, status)
            tell_status(self, by or user, old, status, of=self.world.users[user.id])

    def join_bot(self, by: User, *, admin: bool = False) -> None:
        """Somebody adds the bot: the privacy setting of this moment holds from now on."""
        with self.world.changed:
            old, self.status = self.status, "administrator" if admin else "member"
            self.privacy = self.world.privacy
            tell_status(self, by, old, self.status)
            self.note(by, new_chat_members=[self.world.bot.json()])

    def kick_bot(self, by: User) -> None:
        """Somebody removes the bot."""
        with self.world.changed:
            old, self.status = self.status, "kicked"
            tell_status(self, by, old, "kicked")

    def open_topic(self, name: str, *, by: User) -> Topic:
        """A new topic of the forum."""
        with self.world.changed:
            created = {"name": name, "icon_color": 7322096}
            message = self.put({"forum_topic_created": created, "is_topic_message": True}, sender=by)
            message.data["message_thread_id"] = message.id
            topic = self.topics[message.id] = Topic(message.id, name)
            self.tell("message", message)
            return topic

    def rename(self, title: str, *, by: User) -> Message:
        """Another title."""
        self.title = title
        return self.note(by, new_chat_title=title)

    def migrate(self, *, by: User | None = None) -> Group:
        """The supergroup this group becomes; its messages stay behind."""
        who = by or next(iter(self.people.values()))[0]
        with self.world.changed:
            new = Group(
                self.world, -1_002_000_000_000 - self.world.number(), self.title or "", (), privacy=self.privacy
            )
            new.people, new.status = dict(self.people), self.status
            self.note(who, migrate_to_chat_id=new.id)
            new.note(who, migrate_from_chat_id=self.id)
            self.moved_to = new.id
            return new


class Channel(Chat):
    """A channel. The bot sees its posts if it is an administrator there."""

    type = "channel"

    def __init__(self, world: World, number: int, title: str, *, username: str | None, linked: Group | None) -> None:
        super().__init__(world, number, title=title, username=username)
        self.status = "administrator"
        self.linked = linked
        self._ids = itertools.count(2)
        if linked is not None:
            linked.channel = self

    def full(self) -> Json:
        return {**super().full(), **({} if self.linked is None else {"linked_chat_id": self.linked.id})}

    def hears(self, message: Message) -> bool:
        return self.status == "administrator"

    def post(self, text: str, *, html: bool = False, signature: str | None = None, **fields: object) -> Message:
        """A post: the bot gets it as channel_post, and the linked group gets its automatic forward."""
        with self.world.changed:
            formatted = parse(text, "HTML" if html else None)
            signed = {} if signature is None else {"author_signature": signature}
            content = {**with_text(formatted, is_caption=bool(fields)), **signed, **fields}
            message = self.tell("channel_post", self.put(content, sender=None, sender_chat=self))
            self.mirror(message)
            return message

    def mirror(self, post: Message) -> None:
        """Put the post's automatic forward into the linked group."""
        if self.linked is None:
            return
        skipped = ("message_id", "date", "chat", "sender_chat", "reply_markup")
        content = {key: value for key, value in post.data.items() if key not in skipped}
        content.update(forward_origin=origin(post), is_automatic_forward=True)
        copy = self.linked.put(content, sender=self.world.users[SERVICE], sender_chat=self)
        post.record.copy = self.linked.tell("message", copy)

    def spoke(self, message: Message) -> Message:
        self.mirror(super().spoke(message))
        return message
