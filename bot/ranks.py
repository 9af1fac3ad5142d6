"""Who may do what where: the one table of commands and buttons, from which menus, checks and /help are made."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import IntEnum


class Role(IntEnum):
    """What somebody is for the bot; a higher role may do all that a lower one may, but for a chat's own settings."""

    ANYBODY = 0
    CHAT_ADMIN = 1
    """Runs the chat that is meant; asked of Telegram each time."""
    REVIEWER = 2
    """Looks after questions: reviews, teaches, confirms, and sees what the bot knows."""
    EDITOR = 3
    """Looks after articles and facts."""
    OWNER = 4
    """Looks after the bot and its people."""


GIVEN = (Role.EDITOR, Role.REVIEWER)
"""The roles that /grant gives; owners stand in the settings."""


@dataclass(frozen=True, slots=True)
class Rule:
    """One command: whose it is, and where."""

    name: str
    role: Role = Role.ANYBODY
    in_private: bool = True
    in_groups: bool = True
    is_shown_in_groups: bool = True
    """Whether menus and /help of groups name it."""

    def is_for(self, role: Role, *, private: bool) -> bool:
        """Whether somebody of this role may use it in such a chat, as far as the table says."""
        return (self.in_private if private else self.in_groups) and (role >= self.role or self.role is Role.CHAT_ADMIN)


def _private(role: Role, *names: str) -> Iterator[Rule]:
    return (Rule(name, role, in_groups=False) for name in names)


RULES: tuple[Rule, ...] = (
    *(Rule(name) for name in ("ask", "latest", "about", "timeline", "sources", "why", "help")),
    *_private(Role.EDITOR, "add"),
    *_private(Role.REVIEWER, "articles", "article", "facts", "review", "selftest", "stats", "log"),
    *(Rule(name, Role.REVIEWER, is_shown_in_groups=False) for name in ("teach", "confirm")),
    Rule("pin", Role.EDITOR, is_shown_in_groups=False),
    *_private(Role.EDITOR, "alias", "merge", "remove", "undo"),
    *_private(Role.OWNER, "grant", "revoke", "roles", "status"),
    Rule("settings", Role.CHAT_ADMIN),
    Rule("privacy"),
    Rule("mydata", is_shown_in_groups=False),
    Rule("forgetme", is_shown_in_groups=False),
)
"""Every command but /start, in the order in which menus and /help show them."""
COMMANDS = {rule.name: rule for rule in RULES}

BUTTONS: dict[str, Role] = {
    "s": Role.ANYBODY,
    "m": Role.ANYBODY,
    "n": Role.ANYBODY,
    "c": Role.ANYBODY,
    "set": Role.CHAT_ADMIN,
    "g": Role.REVIEWER,
    "a": Role.REVIEWER,
    "t": Role.REVIEWER,
    "d": Role.EDITOR,
    "f": Role.EDITOR,
    "u": Role.EDITOR,
}
"""The first part of each button's data, and whose it is."""


def shown(role: Role, *, private: bool) -> tuple[str, ...]:
    """The commands that a menu names: in private all that the role may use, in groups what is meant for there."""
    if private:
        return tuple(rule.name for rule in RULES if rule.is_for(role, private=True))
    return tuple(
        rule.name
        for rule in RULES
        if rule.is_shown_in_groups and rule.is_for(role, private=False) and rule.role <= max(role, Role.ANYBODY)
    )


def read_role(text: str) -> Role | None:
    """The role that a word of /grant names, "editor" or "reviewer"; None for another word.

    >>> read_role("Editors"), read_role("owner")
    (<Role.EDITOR: 3>, None)
    """
    word = text.lower().strip().removesuffix("s")
    return next((role for role in GIVEN if role.name.lower() == word), None)
