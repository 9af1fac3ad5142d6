"""BotApi: the server in its own thread, and what a test does and sees, from outside and without async."""

from __future__ import annotations

import asyncio
import threading
import time
from collections.abc import Callable, Iterable
from typing import Any

from botapi.chats import Chat
from botapi.directory import menu
from botapi.faults import Fault, Flood
from botapi.judges import Json
from botapi.messages import Button, Message
from botapi.places import Channel, Group, Private
from botapi.queries import Query, ask
from botapi.server import Call, Server
from botapi.updates import UpdateQueue
from botapi.webhook import Webhook
from botapi.world import User, World

TOKEN = "7000001:" + "AAloopback-loopback-loopback-loopba"


class BotApi:
    """A Bot API server on loopback with one bot, and the people who talk to it.

    privacy: the bot's setting (groups keep the one of the moment it joined). clock: what dates are made from.
    query_seconds: how long a press, an inline or a guest query may wait for its answer.
    port: 0 takes a free one.
    """

    def __init__(
        self,
        *,
        name: str = "Anno",
        username: str = "AnnoBot",
        privacy: bool = True,
        clock: Callable[[], float] = time.time,
        query_seconds: float = 30.0,
        port: int = 0,
    ) -> None:
        self.world = World(name=name, username=username, privacy=privacy, clock=clock)
        self.token = TOKEN
        self.query_seconds = query_seconds
        self.server = Server(self.world, self.token)
        self._port = port
        self._thread = threading.Thread(target=self._run, name="botapi", daemon=True)

    def __enter__(self) -> BotApi:
        self._thread.start()
        opening = asyncio.run_coroutine_threadsafe(self.server.open(self._port), self.server.loop)
        self._port = opening.result(10)
        return self

    def __exit__(self, *_: object) -> None:
        loop = self.server.loop
        asyncio.run_coroutine_threadsafe(self.server.close(), loop).result(10)
        loop.call_soon_threadsafe(loop.stop)
        self._thread.join(10)
        loop.close()

    def _run(self) -> None:
        asyncio.set_event_loop(self.server.loop)
        self.server.loop.run_forever()

    @property
    def root(self) -> str:
        """Where the server is; /bot and /file/bot follow it."""
        return f"http://127.0.0.1:{self._port}"

    @property
    def bot(self) -> User:
        return self.world.bot

    # People and places

    def user(
        self,
        first_name: str,
        *,
        id: int | None = None,  # noqa: A002
        username: str | None = None,
        language_code: str | None = "en",
        last_name: str | None = None,
        is_bot: bool = False,
    ) -> User:
        """A person, or another bot."""
        with self.world.changed:
            number = id or 500_000_000 + self.world.number()
            user = User(number, first_name, last_name, username, language_code, is_bot)
            self.world.users[number] = user
            return user

    def private(self, user: User, *, started: bool = True) -> Private:
        """The person's chat with the bot, the same one each time. started: whether the bot may write first."""
        with self.world.changed:
            known = self.world.chats.get(user.id)
            if isinstance(known, Private):
                return known
        return Private(self.world, user, started=started)

    def group(
        self,
        title: str,
        members: Iterable[User] = (),
        *,
        id: int | None = None,  # noqa: A002
        forum: bool = False,
        privacy: bool | None = None,
        basic: bool = False,
        admin: bool = False,
        bot: bool = True,
        username: str | None = None,
        owner: User | None = None,
    ) -> Group:
        """A supergroup, or a basic group. privacy: what was in force when the bot joined (None: the bot's setting).

        bot: whether the bot is in it; admin: as an administrator.
        """
        number = self.world.number()
        given = id or (-4_000_000 - number if basic else -1_001_000_000_000 - number)
        kept = self.world.privacy if privacy is None else privacy
        kind = "group" if basic else "supergroup"
        group = Group(self.world, given, title, members, privacy=kept, kind=kind, forum=forum, username=username)
        group.status = ("administrator" if admin else "member") if bot else "left"
        if owner is not None:
            group.people[owner.id] = (owner, "creator")
        return group

    def channel(
        self,
        title: str,
        *,
        id: int | None = None,  # noqa: A002
        username: str | None = None,
        linked_group: Group | None = None,
        admin: bool = True,
    ) -> Channel:
        """A channel. admin: whether the bot is an administrator, and sees the posts."""
        number = id or -1_001_500_000_000 - self.world.number()
        channel = Channel(self.world, number, title, username=username, linked=linked_group)
        channel.status = "administrator" if admin else "left"
        return channel

    def set_privacy(self, privacy: bool) -> None:
        """Turn privacy mode on or off at BotFather's: groups follow when the bot is added again."""
        self.world.privacy = privacy

    # Queries

    def press(self, message: Message, button: str | Button, *, by: User, forged: bool = False) -> Query:
        """Somebody presses a button, named by its text or its data. forged: send data that no button has."""
        label = button if isinstance(button, str) else button.data or ""
        data = label if forged else self._data(message, button)
        with self.world.changed:
            query = ask(self.world, "callback", by, data, lifetime=self.query_seconds)
            inline = next((k for k, v in self.world.inline.items() if v == (message.chat, message.id)), None)
            place: Json = {"inline_message_id": inline} if inline else {"message": self._visible(message)}
            instance = {"chat_instance": str(abs(message.chat.id) * 31), "data": data}
            payload = {"id": query.id, "from": by.json(), **place, **instance}
            self.world.updates.add("callback_query", payload, message.chat.id)
            return query

    def _data(self, message: Message, button: str | Button) -> str:
        for one in message.buttons:
            if button in (one, one.text, one.data) and one.data is not None:
                return one.data
        raise LookupError(f"no button {button!r} under {message!r}: {[one.text for one in message.buttons]}")

    def _visible(self, message: Message) -> Json:
        if message.deleted:
            return {"chat": message.chat.brief(), "message_id": message.id, "date": 0}
        return message.data

    def inline(self, user: User, text: str, *, offset: str = "", chat_type: str = "sender") -> Query:
        """Somebody types @bot and a text; `.wait()` gives the results, `.choose()` sends one."""
        with self.world.changed:
            query = ask(self.world, "inline", user, text, lifetime=self.query_seconds)
            payload = {"id": query.id, "from": user.json(), "query": text, "offset": offset, "chat_type": chat_type}
            self.world.updates.add("inline_query", payload, user.id)
            return query

    def guest(self, user: User, chat: Chat, text: str, *, reply_to: Message | None = None) -> Query:
        """Somebody calls the bot into a chat it is not in; `.wait().sent` is the message it answered with."""
        with self.world.changed:
            query = ask(self.world, "guest", user, text, lifetime=self.query_seconds)
            status, chat.status = chat.status, "kicked"
            message = chat.say(user, text, reply_to=reply_to)
            chat.status = status
            query.chat, query.reply_to = chat, message
            self.world.updates.add("guest_message", {**message.data, "guest_query_id": query.id}, chat.id)
            return query

    def business(self, owner: User) -> str:
        """A person connects the bot to their account; the connection's id."""
        with self.world.changed:
            number = f"business{self.world.number()}"
            place = {"user_chat_id": owner.id, "date": self.world.now(), "rights": {"can_reply": True}}
            connection = {"id": number, "user": owner.json(), "is_enabled": True, **place}
            self.world.connections[number] = connection
            self.world.updates.add("business_connection", connection, owner.id)
            return number

    def business_say(self, connection: str, chat: Private, text: str, *, edit: Message | None = None) -> Message:
        """Somebody writes to the owner of a connected account, or edits what they wrote."""
        with self.world.changed:
            status, chat.status = chat.status, "kicked"
            message = chat.say(chat.user, text) if edit is None else chat.edit(edit, text)
            chat.status = status
            message.data["business_connection_id"] = connection
            kind = "business_message" if edit is None else "edited_business_message"
            self.world.updates.add(kind, message.data, chat.id)
            return message

    def business_delete(self, connection: str, message: Message) -> None:
        """A message of a connected account is deleted."""
        with self.world.changed:
            message.chat.delete(message)
            gone = {"chat": message.chat.brief(), "message_ids": [message.id]}
            payload = {"business_connection_id": connection, **gone}
            self.world.updates.add("deleted_business_messages", payload, message.chat.id)

    # What goes wrong

    def fault(self, **what: Any) -> Fault:
        """Let the next calls go wrong: the fields of `Fault`."""
        fault = Fault(**what)
        self.server.faults.append(fault)
        return fault

    def clear_faults(self) -> None:
        """All goes well again."""
        self.server.faults.clear()

    def limit(self, flood: Flood | None) -> None:
        """Enforce Telegram's flood limits from now on, or no longer."""
        self.server.flood = flood

    def revoke(self) -> None:
        """The token is no longer valid: everything is 401."""
        self.server.is_revoked = True

    def set_latency(self, seconds: float) -> None:
        """How long each answer takes on its way."""
        self.server.latency = seconds

    # What tests look at

    @property
    def updates(self) -> UpdateQueue:
        return self.world.updates

    @property
    def webhook(self) -> Webhook:
        return self.server.webhook

    @property
    def calls(self) -> tuple[Call, ...]:
        """Every request so far."""
        with self.world.changed:
            return tuple(self.server.calls)

    @property
    def refused(self) -> tuple[Call, ...]:
        """Requests that were answered with ok=false, or not at all."""
        return tuple(call for call in self.calls if not call.ok)

    def called(self, method: str) -> tuple[Call, ...]:
        """The requests of one method."""
        return tuple(call for call in self.calls if call.method == method)

    def menu(self, chat: Chat, user: User) -> tuple[str, ...]:
        """The commands a person sees in a chat."""
        return menu(self.world, chat.id, user)

    def wait_until(self, is_so: Callable[[], bool], timeout: float = 5.0) -> None:
        """Return once it is so; asked again after every change. Raises TimeoutError."""
        if not self.world.wait_until(is_so, timeout):
            raise TimeoutError(f"not so within {timeout} s")

    def settle(self, timeout: float = 10.0, *, quiet: float = 0.2) -> None:
        """Return once all updates are acknowledged and no request has come for `quiet` seconds. Raises TimeoutError."""
        stop = time.monotonic() + timeout
        with self.world.changed:
            while True:
                now = time.monotonic()
                rest = self.server.last_request + quiet - now
                busy = len(self.world.updates.pending)
                if not busy and not self.server.in_flight and rest <= 0:
                    return
                if now >= stop:
                    raise TimeoutError(f"not settled within {timeout} s: {busy} updates are not acknowledged")
                self.world.changed.wait(min(stop - now, rest if rest > 0 and not busy else 0.5))
