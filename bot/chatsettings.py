"""What a chat may set for itself: values, their order on the buttons, and JSON; knows nothing of Telegram."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, fields, replace
from typing import Any

from bot.render import Manner
from bot.wording import LANGUAGES

VALUES: dict[str, tuple[str | int | bool, ...]] = {
    "rumours": (True, False),
    "verbosity": ("brief", "normal", "full"),
    "cooldown": (0, 2, 5, 15, 60),
    "askers": ("everybody", "admins"),
    "quiet": ("", "22-7", "23-6", "0-8"),
    "language": ("auto", *LANGUAGES),
    "pictures": ("light", "dark"),
}
"""Every setting with the values that its button goes through."""


@dataclass(frozen=True, slots=True)
class ChatSettings:
    """How the bot behaves in one chat."""

    rumours: bool = True
    """Whether rumours are told."""
    verbosity: str = "normal"
    cooldown: int = 5
    """Minutes in which the same question gets a link to its first answer; 0 answers each."""
    askers: str = "everybody"
    """"everybody", or "admins" of the chat only."""
    quiet: str = ""
    """Hours in which the bot keeps silent in this chat, like "22-7"; "" for none."""

    language: str = "auto"
    """What the bot speaks here; "auto" is each person's own."""
    pictures: str = "light"
    """Whether pictures are drawn on light or dark ground."""

    def __post_init__(self) -> None:
        for name, value in asdict(self).items():
            if value not in VALUES[name]:
                raise ValueError(f"{name} cannot be {value!r}")

    def manner(self) -> Manner:
        """What the renderer needs of it."""
        return Manner(self.verbosity, self.rumours)

    def turned(self, name: str) -> ChatSettings:
        """The same with the next value of one setting. Raises KeyError for a setting that there isn't."""
        values = VALUES[name]
        value = values[(values.index(getattr(self, name)) + 1) % len(values)]
        changed: dict[str, Any] = {name: value}
        return replace(self, **changed)

    def is_quiet_at(self, hour: int) -> bool:
        """Whether the bot keeps silent at this hour of the day."""
        if not self.quiet:
            return False
        start, _, stop = self.quiet.partition("-")
        first, last = int(start), int(stop)
        return first <= hour < last if first < last else hour >= first or hour < last

    def as_json(self) -> str:
        """What `read_chat_settings` reads."""
        return json.dumps(asdict(self))


def read_chat_settings(body: str | None) -> ChatSettings:
    """Settings from JSON; values that are no longer possible fall back to their defaults."""
    given = json.loads(body) if body else {}
    names = {entry.name for entry in fields(ChatSettings)}
    kept = {name: value for name, value in given.items() if name in names and value in VALUES[name]}
    return ChatSettings(**kept)
