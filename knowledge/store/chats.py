"""What the bot keeps of its chats and people: conversations, settings, answers behind buttons, counts, small values."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any

from knowledge.model import Focus
from knowledge.store.database import Statements, run

ANSWERS = "SELECT id, body, made_at, chat, topic, asker, message_id FROM answer"
OF_CHAT = (
    "DELETE FROM conversation WHERE chat = ?",
    "DELETE FROM chat WHERE chat = ?",
    "DELETE FROM answer WHERE chat = ?",
    "DELETE FROM counter WHERE who = ?",
)
MOVING = (
    "INSERT INTO conversation (chat, topic, asker, focus, expires) "
    "SELECT ?, topic, asker, focus, expires FROM conversation WHERE chat = ? ON CONFLICT DO NOTHING",
    "INSERT INTO chat (chat, settings) SELECT ?, settings FROM chat WHERE chat = ? ON CONFLICT DO NOTHING",
    "INSERT INTO counter (scope, who, period, hits) "
    "SELECT scope, ?, period, hits FROM counter WHERE who = ? ON CONFLICT DO NOTHING",
    "UPDATE answer SET chat = ? WHERE chat = ?",
    "UPDATE outbox SET chat = ? WHERE chat = ?",
)
"""What follows a group that became a supergroup: new id, old id."""


@dataclass(frozen=True, slots=True)
class KeptAnswer:
    """What was told, for buttons, replies and /why."""

    id: str
    body: str
    made_at: float
    chat: int | None = None
    topic: int | None = None
    asker: int | None = None
    message_id: int | None = None


@dataclass(frozen=True, slots=True)
class UserData:
    """All that is kept about one person."""

    conversations: tuple[tuple[int, int, Focus], ...]
    """Chat, topic and focus."""
    answers: tuple[KeptAnswer, ...]
    counters: tuple[tuple[str, int, int], ...]
    """Scope, period and hits."""


class ChatRecords:
    """Rows by chat, by person and by answer."""

    def __init__(self, database: Statements) -> None:
        self._database = database

    def focus(self, chat: int, topic: int, asker: int, *, now: float) -> Focus | None:
        """What a follow-up may inherit, unless it has expired."""
        rows = self._database.read(
            "SELECT focus FROM conversation WHERE chat = ? AND topic = ? AND asker = ? AND expires > ?",
            [chat, topic, asker, now],
        )
        return _focus_from(rows[0][0]) if rows else None

    def set_focus(self, chat: int, topic: int, asker: int, focus: Focus, *, expires: float) -> None:
        """Keep what a follow-up may inherit until it expires."""
        run(
            self._database,
            "INSERT INTO conversation (chat, topic, asker, focus, expires) VALUES (?, ?, ?, ?, ?) "
            "ON CONFLICT (chat, topic, asker) DO UPDATE SET focus = excluded.focus, expires = excluded.expires",
            [chat, topic, asker, json.dumps(asdict(focus), ensure_ascii=False), expires],
        )

    def expire_focuses(self, *, now: float) -> int:
        """Forget what has expired; how many."""
        return run(self._database, "DELETE FROM conversation WHERE expires <= ?", [now])

    def chat_settings(self, chat: int) -> str | None:
        """What a chat has set for itself."""
        rows = self._database.read("SELECT settings FROM chat WHERE chat = ?", [chat])
        return rows[0][0] if rows else None

    def set_chat_settings(self, chat: int, settings: str) -> None:
        """Keep what a chat has set for itself."""
        run(
            self._database,
            "INSERT INTO chat (chat, settings) VALUES (?, ?) "
            "ON CONFLICT (chat) DO UPDATE SET settings = excluded.settings",
            [chat, settings],
        )

    def chats(self) -> tuple[tuple[int, str], ...]:
        """Every chat that has set something, with what."""
        return tuple((chat, settings) for chat, settings in self._database.read("SELECT chat, settings FROM chat"))

    def forget_chat(self, chat: int) -> None:
        """Forget a chat that the bot has left: settings, conversations, answers."""
        with self._database.writing() as writer:
            for sql in OF_CHAT:
                writer.run(sql, [chat])

    def move_chat(self, old: int, new: int) -> None:
        """Let everything follow a group that became a supergroup; what the new one has already stays."""
        with self._database.writing() as writer:
            for copy in MOVING:
                writer.run(copy, [new, old])
            for sql in OF_CHAT:
                writer.run(sql, [old])

    def put_answer(self, answer: KeptAnswer) -> None:
        """Keep what was told, replacing what has its id."""
        run(
            self._database,
            "INSERT INTO answer (id, body, made_at, chat, topic, asker, message_id) VALUES (?, ?, ?, ?, ?, ?, ?) "
            "ON CONFLICT (id) DO UPDATE SET body = excluded.body, made_at = excluded.made_at, chat = excluded.chat, "
            "topic = excluded.topic, asker = excluded.asker, message_id = excluded.message_id",
            [answer.id, answer.body, answer.made_at, answer.chat, answer.topic, answer.asker, answer.message_id],
        )

    def answer(self, answer_id: str) -> KeptAnswer | None:
        """What was told, by its id."""
        return _first(self._answers("id = ?", [answer_id]))

    def answer_in(self, chat: int, message_id: int) -> KeptAnswer | None:
        """What was told in a message; of several the latest."""
        return _first(self._answers("chat = ? AND message_id = ?", [chat, message_id]))

    def forget_answers(self, *, before: float) -> int:
        """Forget what was told before a time; how many."""
        return run(self._database, "DELETE FROM answer WHERE made_at < ?", [before])

    def hit(self, scope: str, who: int, period: int, *, hits: int = 1) -> int:
        """Count something for somebody in a period (numbered by the caller); how many there are now."""
        with self._database.writing() as writer:
            rows = writer.read(
                "INSERT INTO counter (scope, who, period, hits) VALUES (?, ?, ?, ?) "
                "ON CONFLICT (scope, who, period) DO UPDATE SET hits = counter.hits + excluded.hits RETURNING hits",
                [scope, who, period, hits],
            )
            return int(rows[0][0])

    def hits(self, scope: str, who: int, period: int) -> int:
        """How many were counted."""
        sql = "SELECT hits FROM counter WHERE scope = ? AND who = ? AND period = ?"
        rows = self._database.read(sql, [scope, who, period])
        return rows[0][0] if rows else 0

    def all_hits(self, scope: str) -> tuple[tuple[int, int, int], ...]:
        """(who, period, hits) of all that was counted in a scope."""
        sql = "SELECT who, period, hits FROM counter WHERE scope = ? ORDER BY period, who"
        return tuple((who, period, hits) for who, period, hits in self._database.read(sql, [scope]))

    def forget_hits(self, scope: str, *, before: int) -> int:
        """Forget the counts of periods before one; how many."""
        return run(self._database, "DELETE FROM counter WHERE scope = ? AND period < ?", [scope, before])

    def user_data(self, asker: int) -> UserData:
        """All that is kept about somebody (the updates in the queue are not sorted by person)."""
        focuses = self._database.read(
            "SELECT chat, topic, focus FROM conversation WHERE asker = ? ORDER BY chat, topic", [asker]
        )
        counters = self._database.read(
            "SELECT scope, period, hits FROM counter WHERE who = ? ORDER BY scope, period", [asker]
        )
        return UserData(
            tuple((chat, topic, _focus_from(body)) for chat, topic, body in focuses),
            self._answers("asker = ?", [asker]),
            tuple((scope, period, hits) for scope, period, hits in counters),
        )

    def forget_user(self, asker: int) -> int:
        """Forget all of it; how many rows."""
        with self._database.writing() as writer:
            gone = writer.run("DELETE FROM conversation WHERE asker = ?", [asker])
            gone += writer.run("DELETE FROM answer WHERE asker = ?", [asker])
            return gone + writer.run("DELETE FROM counter WHERE who = ?", [asker])

    def note(self, key: str) -> str | None:
        """A small value kept for its caller."""
        rows = self._database.read("SELECT value FROM note WHERE key = ?", [key])
        return rows[0][0] if rows else None

    def notes(self, prefix: str = "") -> dict[str, str]:
        """All small values whose keys start with a prefix."""
        return dict(
            self._database.read(
                "SELECT key, value FROM note WHERE substr(key, 1, length(?)) = ? ORDER BY key", [prefix, prefix]
            )
        )

    def last_notes(self, prefix: str, *, limit: int) -> dict[str, str]:
        """The small values whose keys start with a prefix and come last, the last first."""
        sql = "SELECT key, value FROM note WHERE substr(key, 1, length(?)) = ? ORDER BY key DESC LIMIT ?"
        return dict(self._database.read(sql, [prefix, prefix, limit]))

    def set_note(self, key: str, value: str | None) -> None:
        """Keep a small value; None forgets it."""
        if value is None:
            run(self._database, "DELETE FROM note WHERE key = ?", [key])
        else:
            run(
                self._database,
                "INSERT INTO note (key, value) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value",
                [key, value],
            )

    def _answers(self, condition: str, parameters: Sequence[Any]) -> tuple[KeptAnswer, ...]:
        rows = self._database.read(f"{ANSWERS} WHERE {condition} ORDER BY made_at DESC, id", parameters)
        return tuple(KeptAnswer(*row) for row in rows)


def _focus_from(body: str) -> Focus:
    return Focus(**json.loads(body))


def _first(answers: Sequence[KeptAnswer]) -> KeptAnswer | None:
    return answers[0] if answers else None
