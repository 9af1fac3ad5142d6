"""The people who look after the bot: owners by the settings, editors and reviewers by the settings or /grant."""

from __future__ import annotations

from bot.ranks import Role
from bot.records import Records
from bot.settings import Settings

PREFIX = "role:"


class Staff:
    """Whose role is what; read from the database at every use, so that a removed role ends at once for all workers."""

    def __init__(self, settings: Settings, records: Records) -> None:
        self._settings, self._records = settings, records

    async def role_of(self, user_id: int | None) -> Role:
        """The highest role of a person."""
        if user_id is None:
            return Role.ANYBODY
        set_there = self.role_in_settings(user_id)
        noted = await self._records.find_note(f"{PREFIX}{user_id}") if set_there < Role.OWNER else None
        return max(set_there, Role[noted]) if noted is not None and noted in Role.__members__ else set_there

    def role_in_settings(self, user_id: int) -> Role:
        """What the operator has set, which no command takes away."""
        if user_id in self._settings.admins:
            return Role.OWNER
        if user_id in self._settings.editors:
            return Role.EDITOR
        return Role.REVIEWER if user_id in self._settings.reviewers else Role.ANYBODY

    async def grant(self, user_id: int, role: Role) -> None:
        """Give a person a role in place of the one they were given before."""
        await self._records.keep_note(f"{PREFIX}{user_id}", role.name)

    async def revoke(self, user_id: int) -> bool:
        """Whether the person had been given a role; it is gone."""
        had = await self._records.find_note(f"{PREFIX}{user_id}") is not None
        await self._records.keep_note(f"{PREFIX}{user_id}", None)
        return had

    async def all(self) -> list[tuple[int, Role, bool]]:
        """Everybody with a role, the highest first: id, role, and whether the settings say so."""
        settings = self._settings
        listed = {
            user: self.role_in_settings(user) for user in (*settings.admins, *settings.editors, *settings.reviewers)
        }
        found = {user: (role, True) for user, role in listed.items()}
        for key, name in (await self._records.aside(self._records.ledger.notes, PREFIX)).items():
            user, role = int(key.removeprefix(PREFIX)), Role[name]
            if role > found.get(user, (Role.ANYBODY, True))[0]:
                found[user] = role, False
        return sorted(((user, *which) for user, which in found.items()), key=lambda entry: (-entry[1], entry[0]))
