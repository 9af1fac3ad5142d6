"""Who may do what where, over HTTP: every command and button by every role in every kind of chat."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from bot.ranks import BUTTONS, COMMANDS
from botapi import BotApi, Chat, Private, User
from running import NIMBUS, OWNER, SHIPS, feed, running

ROLES = ("anybody", "chat admin", "reviewer", "editor", "owner")
"""In rising order."""
CHATS = ("private", "group", "supergroup", "forum")
TABLE = """
anybody     everywhere  ask latest about timeline sources why help privacy mydata forgetme
chat admin  everywhere  settings
reviewer    private     articles article facts review selftest stats log
reviewer    everywhere  teach confirm
editor      everywhere  pin
editor      private     add alias merge remove undo
owner       private     grant revoke roles status
"""
"""What is promised, written down a second time."""
PRESSES = {"g": "reviewer", "a": "reviewer", "t": "reviewer", "u": "editor", "d": "editor", "f": "editor"}
"""Buttons that not everybody's; all others look at the person or the message themselves."""
REFUSALS = {
    "Only the reviewers and editors of this bot can do that.",
    "Only the editors of this bot can do that.",
    "Only the owners of this bot can do that.",
    "Only the administrators of that chat can change its settings.",
    "Please do that in our private chat.",
}
FIRST = {"reviewer": 10_000, "editor": 20_000, "owner": 30_000}
"""Ids of people who have a role by the settings."""
MOST = 400


def promised() -> dict[str, tuple[str, str]]:
    lines = [line.replace("chat admin", "chat_admin").split() for line in TABLE.strip().splitlines()]
    return {name: (role.replace("_", " "), place) for role, place, *names in lines for name in names}


@pytest.fixture(scope="module")
def api(tmp_path_factory: pytest.TempPathFactory) -> Iterator[BotApi]:
    data = feed(tmp_path_factory.mktemp("data"), NIMBUS)
    ids = {role: ",".join(str(first + n) for n in range(MOST)) for role, first in FIRST.items()}
    settings = {"admins": f"{OWNER},{ids['owner']}", "editors": ids["editor"], "reviewers": ids["reviewer"]}
    with BotApi() as server, running(server, data, settings=settings):
        yield server
        assert server.refused == ()


@pytest.fixture(scope="module")
def owner(api: BotApi) -> Private:
    return api.private(api.user("Olga", id=OWNER))


taken: dict[str, int] = {}


def somebody(api: BotApi, role: str) -> User:
    """A new person of this role."""
    if role not in FIRST:
        return api.user("Ann")
    taken[role] = taken.get(role, -1) + 1
    return api.user("Ann", id=FIRST[role] + taken[role])


def place(api: BotApi, kind: str, user: User, role: str) -> Chat:
    """A new chat of this kind with the person in it."""
    if kind == "private":
        return api.private(user)
    boss = user if role == "chat admin" else api.user("Boss")
    return api.group("Readers", [user, boss], basic=kind == "group", forum=kind == "forum", owner=boss, privacy=False)


def expected(role: str, kind: str, command: str) -> bool:
    """Whether the table promises that this is done."""
    needed, where = promised()[command]
    if where == "private" and kind != "private":
        return False
    if needed == "chat admin":
        return kind == "private" or role == "chat admin"
    return ROLES.index(role) >= ROLES.index(needed)


def ask(chat: Private, text: str) -> str:
    chat.say(chat.user, text)
    return chat.wait_for_reply(30).text


def test_the_table_is_what_is_promised() -> None:
    assert {name: rule.role.name.lower().replace("_", " ") for name, rule in COMMANDS.items()} == {
        name: role for name, (role, _) in promised().items()
    }


@pytest.mark.parametrize("kind", CHATS)
def test_every_command_by_every_role(api: BotApi, kind: str) -> None:
    asked: dict[tuple[str, str], Chat] = {}
    for command in promised():
        for role in ROLES:
            user = somebody(api, role)
            chat = asked[command, role] = place(api, kind, user, role)
            chat.say(user, f"/{command}@AnnoBot")
    api.wait_until(lambda: all(chat.replies for chat in asked.values()), 90)
    done = {cell: bool(chat.replies) and chat.replies[-1].text not in REFUSALS for cell, chat in asked.items()}
    assert done == {(command, role): expected(role, kind, command) for command, role in asked}


@pytest.mark.parametrize("kind", CHATS[1:])
def test_a_bare_command_of_the_desk_may_be_meant_for_another_bot(api: BotApi, kind: str) -> None:
    user = api.user("Ann")
    chat = place(api, kind, user, "anybody")
    for command in ("add", "undo", "log", "grant"):
        chat.say(user, f"/{command}")
    api.settle()
    assert chat.replies == ()


@pytest.mark.parametrize("command", [name for name, (role, _) in promised().items() if role in FIRST])
def test_an_anonymous_admin_is_told_what_to_do(api: BotApi, command: str) -> None:
    boss = api.user("Boss")
    group = api.group("Readers", [boss], owner=boss, privacy=False)
    group.say(boss, f"/{command}@AnnoBot", as_chat=group)
    assert group.wait_for_reply().text.startswith("You write as an anonymous admin here")


def test_a_channels_name_gives_no_right(api: BotApi) -> None:
    boss = api.user("Boss")
    group = api.group("Readers", [boss], owner=boss, privacy=False)
    group.say(boss, "/undo@AnnoBot", as_chat=api.channel("News"))
    api.settle()
    assert group.replies == ()


def test_every_button_has_its_role() -> None:
    assert {name for name, role in BUTTONS.items() if role.name.lower() in FIRST} == set(PRESSES)


@pytest.mark.parametrize(
    "rest", ["", ":", ":0", ":0000000000000000", ":../../etc", ":1:2:3:4:5", ":💥", ":" + "9" * 50]
)
@pytest.mark.parametrize("name", sorted(BUTTONS))
def test_a_forged_button_does_nothing_for_anybody(api: BotApi, name: str, rest: str) -> None:
    chat = api.private(somebody(api, "anybody"))
    chat.say(chat.user, SHIPS)
    reply = chat.wait_for_reply()
    before = ask(api.private(api.user("Olga", id=OWNER)), "/log")
    pressed = api.press(reply, f"{name}{rest}", by=chat.user, forged=True).wait()
    api.settle(quiet=0.05)
    refusal = f"Only the {'reviewers and editors' if PRESSES.get(name) == 'reviewer' else 'editors'} of this bot"
    assert pressed.shown.startswith(refusal) or name not in PRESSES or not rest
    assert (chat.replies[-1].text, ask(api.private(api.user("Olga", id=OWNER)), "/log")) == (reply.text, before)


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("name", sorted(PRESSES))
def test_a_button_asks_who_presses(api: BotApi, name: str, role: str) -> None:
    chat = api.private(somebody(api, role))
    chat.say(chat.user, SHIPS)
    pressed = api.press(chat.wait_for_reply(), f"{name}:0:0", by=chat.user, forged=True).wait()
    assert pressed.shown not in REFUSALS or ROLES.index(role) < ROLES.index(PRESSES[name])


def test_a_role_is_given_in_the_chat_and_ends_at_once(api: BotApi, owner: Private) -> None:
    chat = api.private(api.user("Ed"))
    ask(chat, "/start")
    assert ask(owner, f"/grant editor {chat.user.id}") == f"{chat.user.id} is editor now."
    assert ask(chat, "/log") not in REFUSALS
    assert "undo" in api.menu(chat, chat.user)
    assert ask(owner, f"/revoke {chat.user.id}").startswith(f"{chat.user.id} has no role any more")
    assert ask(chat, "/log") in REFUSALS
    assert "undo" not in api.menu(chat, chat.user)


def test_a_button_of_a_removed_editor_is_dead(api: BotApi, owner: Private) -> None:
    chat = api.private(api.user("Ed"))
    ask(owner, f"/grant editor {chat.user.id}")
    chat.say(chat.user, "/add 2024-04-01\nPool opens\n\nThe pool in Lund opens on 3 May 2024.")
    panel = chat.wait_for_edit(chat.wait_for_reply())
    ask(owner, f"/revoke {chat.user.id}")
    assert api.press(panel, panel.buttons[0], by=chat.user).wait().shown in REFUSALS
    assert not ask(owner, "/articles").endswith("2 articles")


def test_a_demoted_admin_turns_no_setting(api: BotApi) -> None:
    boss, ann = api.user("Boss"), api.user("Ann")
    group = api.group("Readers", [boss, ann], owner=boss, privacy=False)
    group.promote(ann)
    group.say(ann, "/settings@AnnoBot")
    panel = group.wait_for_reply()
    group.promote(ann, status="member")
    assert api.press(panel, panel.buttons[0], by=ann).wait().shown in REFUSALS


@pytest.mark.parametrize("text", ["", " king 7", " editor", " editor x", " owner 7", " 7"])
def test_a_grant_that_is_not_understood_is_explained(owner: Private, text: str) -> None:
    assert ask(owner, f"/grant{text}").startswith("Write a role and a Telegram id after the command")


def test_a_role_of_the_settings_stays(owner: Private) -> None:
    assert "by the bot's settings" in ask(owner, f"/revoke {FIRST['editor']}")
    assert "by the bot's settings" in ask(owner, f"/grant reviewer {FIRST['editor']}")


def test_roles_and_the_log_tell_who_was_given_what(api: BotApi, owner: Private) -> None:
    user = api.private(api.user("Rea")).user
    ask(owner, f"/grant reviewer {user.id}")
    assert f"{user.id} · reviewer\n" in ask(owner, "/roles") + "\n"
    assert ask(owner, "/log").splitlines()[1].endswith(f"· {OWNER} · made reviewer: {user.id}")


@pytest.mark.parametrize("role", ROLES)
def test_help_names_what_the_person_may_do(api: BotApi, role: str) -> None:
    chat = api.private(somebody(api, role))
    named = {line.split()[0].removeprefix("/") for line in ask(chat, "/help").splitlines() if line.startswith("/")}
    assert named == {command for command in promised() if expected(role, "private", command)}
