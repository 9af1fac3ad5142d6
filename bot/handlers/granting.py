"""Owners give and take roles: /grant, /revoke, /roles."""

from __future__ import annotations

from telegram import Message, MessageOriginUser, Update
from telegram.ext import ContextTypes

from bot.changelog import Changelog
from bot.desk import Desk
from bot.handlers.arguments import argument_of, message_of
from bot.markup import Piece, Style
from bot.menus import set_own_menu
from bot.outgoing import Outgoing
from bot.ranks import Role, read_role


class Granting:
    """Changes the roles of people; what the settings say, only the settings change."""

    def __init__(self, desk: Desk, outgoing: Outgoing) -> None:
        self._desk, self._outgoing, self._texts = desk, outgoing, desk.texts
        self._changes = Changelog(desk)

    async def grant(self, update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        """Give a role: "/grant editor 12345", or as a reply to a forwarded message of the person."""
        words = argument_of(update).split()
        role = read_role(words[0]) if words else None
        user = _person(message_of(update), words[1:])
        if role is None or user is None:
            await self._outgoing.say(update, self._texts("grant_how"))
            return
        if self._desk.staff.role_in_settings(user) >= role:
            await self._outgoing.say(update, self._texts("role_in_settings", id=user))
            return
        await self._desk.staff.grant(user, role)
        await self._changes.note_role(_who(update), "granted", user, role)
        await set_own_menu(context.bot, self._texts, user, role)
        await self._outgoing.say(update, self._texts("granted", id=user, role=self._texts(f"role_{role.name.lower()}")))

    async def revoke(self, update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        """Take a role that was given; it ends at once."""
        user = _person(message_of(update), argument_of(update).split())
        if user is None:
            await self._outgoing.say(update, self._texts("revoke_how"))
            return
        before = await self._desk.role_of(user)
        had = await self._desk.staff.revoke(user)
        left = self._desk.staff.role_in_settings(user)
        if had:
            await self._changes.note_role(_who(update), "revoked", user, before)
            await set_own_menu(context.bot, self._texts, user, left)
        name = "revoked" if had else "role_in_settings" if left > Role.ANYBODY else "no_role"
        await self._outgoing.say(update, self._texts(name, id=user))

    async def roles(self, update: Update, _: ContextTypes.DEFAULT_TYPE) -> None:
        """Everybody with a role."""
        lines = [Piece(self._texts("roles_head"), Style.BOLD)]
        for user, role, is_set in await self._desk.staff.all():
            where = f" ({self._texts('by_settings')})" if is_set else ""
            lines.append(Piece(f"\n{user} · {self._texts(f'role_{role.name.lower()}')}{where}"))
        await self._outgoing.say(update, tuple(lines))


def _person(message: Message, words: list[str]) -> int | None:
    """The id that is written, else whose message was replied to."""
    if words:
        return int(words[0]) if words[0].isdecimal() and len(words[0]) < 16 else None
    replied = message.reply_to_message
    if replied is None:
        return None
    if isinstance(replied.forward_origin, MessageOriginUser):
        return replied.forward_origin.sender_user.id
    is_person = replied.from_user is not None and not replied.from_user.is_bot and replied.forward_origin is None
    return replied.from_user.id if is_person and replied.from_user is not None else None


def _who(update: Update) -> int:
    return update.effective_user.id if update.effective_user is not None else 0
