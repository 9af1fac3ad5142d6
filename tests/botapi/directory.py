"""Methods that look up or keep things: the bot itself, chats, members, commands, files."""

from __future__ import annotations

import json
import re
from typing import Any

from botapi.judges import Json, Request
from botapi.methods import offers
from botapi.places import Group, member, tell_status
from botapi.refusals import bad
from botapi.world import BIGGEST_DOWNLOAD, User, World

COMMAND = re.compile(r"[a-z0-9_]{1,32}")
MOST_COMMANDS, LONGEST_DESCRIPTION = 100, 256
TEXTS = {
    "Name": ("name", 64),
    "Description": ("description", 512),
    "ShortDescription": ("short_description", 120),
}


@offers("getMe")
def get_me(world: World, request: Request) -> Json:
    no = ("can_connect_to_business", "has_main_web_app", "has_topics_enabled", "can_manage_bots")
    may = ("can_join_groups", "supports_inline_queries", "supports_guest_queries")
    hears_all = {"can_read_all_group_messages": not world.privacy, "allows_users_to_create_topics": False}
    return {**world.bot.json(), **dict.fromkeys(no, False), **dict.fromkeys(may, True), **hears_all}


@offers("logOut", "close")
def log_out(world: World, request: Request) -> bool:
    return True


@offers("getChat")
def get_chat(world: World, request: Request) -> Json:
    return world.reachable(request.params["chat_id"]).full()


@offers("getChatMember")
def get_chat_member(world: World, request: Request) -> Json:
    chat = world.reachable(request.params["chat_id"])
    number = request.params["user_id"]
    if number in chat.members():
        return member(*chat.members()[number])
    if number not in world.users:
        raise bad("invalid user_id specified")
    return member(world.users[number], "left")


@offers("getChatAdministrators")
def get_chat_administrators(world: World, request: Request) -> list[Json]:
    chat = world.reachable(request.params["chat_id"])
    if chat.type == "private":
        raise bad("there are no administrators in the private chat")
    ranked = ("creator", "administrator")
    return [member(user, status) for user, status in chat.members().values() if status in ranked]


@offers("getChatMemberCount")
def get_chat_member_count(world: World, request: Request) -> int:
    return len(world.reachable(request.params["chat_id"]).members())


@offers("leaveChat")
def leave_chat(world: World, request: Request) -> bool:
    chat = world.reachable(request.params["chat_id"])
    if not isinstance(chat, Group):
        raise bad("chat member status can't be changed in private chats")
    tell_status(chat, world.bot, chat.status, "left")
    chat.status = "left"
    return True


@offers("getFile")
def get_file(world: World, request: Request) -> Json:
    stored = world.get_file(request.params["file_id"])
    if stored.size > BIGGEST_DOWNLOAD:
        raise bad("file is too big")
    return {**stored.json(), "file_path": stored.path}


def scope_key(world: World, params: Json) -> tuple[str, str]:
    """Under what a list of commands is kept. Raises Refusal."""
    scope = dict(params.get("scope") or {"type": "default"})
    if "chat_id" in scope:
        scope["chat_id"] = world.reachable(scope["chat_id"]).id
    language = str(params.get("language_code") or "")
    if language and not re.fullmatch("[a-z]{2}", language):
        raise bad("LANG_CODE_INVALID")
    return json.dumps(scope, sort_keys=True), language


@offers("setMyCommands")
def set_my_commands(world: World, request: Request) -> bool:
    key, commands = scope_key(world, request.params), request.params["commands"]
    if len(commands) > MOST_COMMANDS:
        raise bad("BOT_COMMANDS_TOO_MUCH")
    for command in commands:
        if not COMMAND.fullmatch(command["command"].removeprefix("/")):
            raise bad("BOT_COMMAND_INVALID")
        if not 1 <= len(command["description"]) <= LONGEST_DESCRIPTION:
            raise bad("BOT_COMMAND_DESCRIPTION_INVALID")
    world.commands[key] = [{**command, "command": command["command"].removeprefix("/")} for command in commands]
    return True


@offers("getMyCommands")
def get_my_commands(world: World, request: Request) -> list[Json]:
    return world.commands.get(scope_key(world, request.params), [])


@offers("deleteMyCommands")
def delete_my_commands(world: World, request: Request) -> bool:
    world.commands.pop(scope_key(world, request.params), None)
    return True


def menu(world: World, chat_id: int, user: User) -> tuple[str, ...]:
    """The commands this person sees in this chat: the narrowest scope that has any, their language first."""
    chat = world.chats[chat_id]
    is_admin = chat.members().get(user.id, (user, ""))[1] in ("creator", "administrator")
    scopes: list[Json] = [{"type": "chat_member", "chat_id": chat_id, "user_id": user.id}]
    scopes += [{"type": "chat_administrators", "chat_id": chat_id}] if is_admin else []
    scopes += [{"type": "chat", "chat_id": chat_id}]
    scopes += [{"type": "all_chat_administrators"}] if is_admin else []
    scopes += [{"type": "all_private_chats" if chat.type == "private" else "all_group_chats"}, {"type": "default"}]
    for scope in scopes:
        for language in (user.language_code or "", ""):
            found = world.commands.get((json.dumps(scope, sort_keys=True), language))
            if found is not None:
                return tuple(command["command"] for command in found)
    return ()


@offers(*(f"setMy{name}" for name in TEXTS))
def set_my_text(world: World, request: Request) -> bool:
    key, longest = TEXTS[request.method.removeprefix("setMy")]
    text = str(request.params.get(key) or "")
    if len(text) > longest:
        raise bad(f"{key} is too long")
    world.profile[f"{key}/{request.params.get('language_code') or ''}"] = text
    return True


@offers(*(f"getMy{name}" for name in TEXTS))
def get_my_text(world: World, request: Request) -> Json:
    key, _ = TEXTS[request.method.removeprefix("getMy")]
    return {key: world.profile.get(f"{key}/{request.params.get('language_code') or ''}", "")}


@offers("setChatMenuButton")
def set_chat_menu_button(world: World, request: Request) -> bool:
    world.profile[f"menu/{request.params.get('chat_id') or ''}"] = request.params.get("menu_button")
    return True


@offers("getChatMenuButton")
def get_chat_menu_button(world: World, request: Request) -> Any:
    return world.profile.get(f"menu/{request.params.get('chat_id') or ''}") or {"type": "commands"}


@offers("getBusinessConnection")
def get_business_connection(world: World, request: Request) -> Json:
    if request.params["business_connection_id"] not in world.connections:
        raise bad("business connection not found")
    return world.connections[request.params["business_connection_id"]]
