"""What the server knows: users, chats, files, queries, commands, the clock, and one lock around it all."""

from __future__ import annotations

import itertools
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from botapi.judges import Json, Upload
from botapi.refusals import Refusal, bad, forbidden, migrated
from botapi.updates import UpdateQueue

if TYPE_CHECKING:
    from botapi.chats import Chat
    from botapi.queries import Query

SERVICE = 777000
ANONYMOUS = 1087968824
CHANNEL_BOT = 136817688
BIGGEST_DOWNLOAD = 20 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class User:
    """A person or a bot."""

    id: int
    first_name: str
    last_name: str | None = None
    username: str | None = None
    language_code: str | None = None
    is_bot: bool = False

    def json(self) -> Json:
        """As it stands in messages."""
        known = {"last_name": self.last_name, "username": self.username, "language_code": self.language_code}
        brief = {"id": self.id, "is_bot": self.is_bot, "first_name": self.first_name}
        return {**brief, **{key: value for key, value in known.items() if value}}


@dataclass(slots=True)
class StoredFile:
    """A file Telegram keeps."""

    id: str
    upload: Upload
    size: int
    kind: str

    @property
    def path(self) -> str:
        """Where it is downloaded from."""
        return f"{self.kind}s/{self.id}/{self.upload.name}"

    def json(self) -> Json:
        """Its ids and size."""
        return {"file_id": self.id, "file_unique_id": f"u{self.id}", "file_size": self.size}


class World:
    """State of one server with one bot; every access goes through `changed`."""

    def __init__(self, *, name: str, username: str, privacy: bool, clock: Callable[[], float]) -> None:
        self.changed = threading.Condition(threading.RLock())
        self.clock = clock
        self.privacy = privacy
        self.bot = User(7_000_001, name, username=username, is_bot=True)
        self.users: dict[int, User] = {self.bot.id: self.bot}
        self.chats: dict[int, Chat] = {}
        self.files: dict[str, StoredFile] = {}
        self.queries: dict[str, Query] = {}
        self.inline: dict[str, tuple[Chat, int]] = {}
        """inline_message_id → where the message stands."""
        self.commands: dict[tuple[str, str], list[Json]] = {}
        self.profile: dict[str, Any] = {}
        self.connections: dict[str, Json] = {}
        """Business connections by id."""
        self.updates = UpdateQueue()
        self.mailbox = itertools.count(1)
        """Message ids of private chats and basic groups run in one row."""
        self._numbers = itertools.count(1)
        for user in (
            User(SERVICE, "Telegram"),
            User(ANONYMOUS, "Group", username="GroupAnonymousBot", is_bot=True),
            User(CHANNEL_BOT, "Channel", username="Channel_Bot", is_bot=True),
        ):
            self.users[user.id] = user

    def now(self) -> int:
        """Seconds since 1970."""
        return int(self.clock())

    def number(self) -> int:
        """A number not given before."""
        return next(self._numbers)

    def find_chat(self, given: object) -> Chat:
        """The chat with this id or @username. Raises Refusal."""
        text = str(given)
        if text.startswith("@"):
            for chat in self.chats.values():
                if chat.username and chat.username.lower() == text[1:].lower():
                    return chat
        elif text.lstrip("-").isdigit() and int(text) in self.chats:
            return self.chats[int(text)]
        elif text.isdigit() and int(text) in self.users:
            raise forbidden("bot can't initiate conversation with a user")
        raise bad("chat not found")

    def reachable(self, given: object) -> Chat:
        """A chat the bot is in. Raises Refusal."""
        chat = self.find_chat(given)
        if chat.moved_to is not None:
            raise migrated(chat.moved_to)
        kind = "supergroup chat" if chat.type == "supergroup" else f"{chat.type} chat"
        if chat.type == "private":
            if chat.is_deactivated:
                raise forbidden("user is deactivated")
            if chat.status == "kicked":
                raise forbidden("bot was blocked by the user")
        elif chat.status == "kicked":
            raise forbidden(f"bot was kicked from the {kind}")
        elif chat.status == "left":
            raise forbidden(f"bot is not a member of the {kind}")
        return chat

    def keep_file(self, upload: Upload, kind: str, *, size: int | None = None) -> StoredFile:
        """Store a file. size: what Telegram is to believe."""
        stored = StoredFile(f"F{self.number():06d}", upload, len(upload.data) if size is None else size, kind)
        self.files[stored.id] = stored
        return stored

    def get_file(self, file_id: str) -> StoredFile:
        """A stored file. Raises Refusal."""
        if file_id not in self.files:
            raise Refusal(400, "wrong file_id or the file is temporarily unavailable")
        return self.files[file_id]

    def wait_until(self, is_so: Callable[[], bool], timeout: float) -> bool:
        """Whether it came true in time."""
        with self.changed:
            return self.changed.wait_for(is_so, timeout)


REAL_CLOCK = time.time
