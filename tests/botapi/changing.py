"""Methods that change what stands in a chat: edits, deletions, reactions, pins, topics."""

from __future__ import annotations

from typing import Any

from telegram.constants import ReactionEmoji

from botapi.chats import MEDIA, Chat
from botapi.contents import check_markup, read_caption, read_text
from botapi.judges import Formatted, Json, Request
from botapi.messages import Message
from botapi.methods import offers
from botapi.refusals import bad, unchanged
from botapi.sending import markup_source
from botapi.world import World

TWO_DAYS = 48 * 3600
REACTIONS = frozenset(str(emoji.value) for emoji in ReactionEmoji)


def read_target(world: World, params: Json, problem: str = "message to edit not found") -> Message:
    """The message to change. Raises Refusal."""
    if params.get("inline_message_id"):
        if params["inline_message_id"] not in world.inline:
            raise bad("MESSAGE_ID_INVALID")
        chat, number = world.inline[params["inline_message_id"]]
        return Message(chat, number)
    if params.get("chat_id") is None:
        raise bad("chat_id is empty")
    if not params.get("message_id"):
        raise bad("message identifier is not specified")
    found = world.reachable(params["chat_id"]).find(params["message_id"])
    if found is None:
        raise bad(problem)
    return found


def _own(world: World, params: Json) -> Message:
    target = read_target(world, params)
    if not target.record.is_ours and not params.get("inline_message_id"):
        raise bad("message can't be edited")
    return target


def _rewritten(world: World, request: Request, formatted: Formatted, *, is_caption: bool) -> Any:
    target = _own(world, request.params)
    markup = check_markup(request.params.get("reply_markup"), is_inline=True)
    same_text = (formatted.text, formatted.entities) == (target.text, target.entities)
    if same_text and markup.get("reply_markup") == target.data.get("reply_markup"):
        raise unchanged()
    source = markup_source(request.params, "caption" if is_caption else "text")
    target.chat.rewrite(target, formatted, is_caption=is_caption, source=source)
    target.data.pop("reply_markup", None)
    target.data.update(markup)
    world.changed.notify_all()
    return True if request.params.get("inline_message_id") else target.data


@offers("editMessageText")
def edit_message_text(world: World, request: Request) -> Any:
    target = _own(world, request.params)
    if target.data.keys() & MEDIA:
        raise bad("there is no text in the message to edit")
    return _rewritten(world, request, read_text(world, request.params), is_caption=False)


@offers("editMessageCaption")
def edit_message_caption(world: World, request: Request) -> Any:
    if not _own(world, request.params).data.keys() & MEDIA:
        raise bad("there is no caption in the message to edit")
    return _rewritten(world, request, read_caption(world, request.params), is_caption=True)


@offers("editMessageReplyMarkup")
def edit_message_reply_markup(world: World, request: Request) -> Any:
    target = _own(world, request.params)
    markup = check_markup(request.params.get("reply_markup"), is_inline=True)
    if markup.get("reply_markup") == target.data.get("reply_markup"):
        raise unchanged()
    target.data.pop("reply_markup", None)
    target.data.update(markup, edit_date=world.now())
    world.changed.notify_all()
    return True if request.params.get("inline_message_id") else target.data


@offers("deleteMessage")
def delete_message(world: World, request: Request) -> bool:
    _delete(world, read_target(world, request.params, "message to delete not found"))
    return True


@offers("deleteMessages")
def delete_messages(world: World, request: Request) -> bool:
    """Those that are gone already are skipped."""
    chat = world.reachable(request.params["chat_id"])
    numbers = request.params["message_ids"]
    if not 1 <= len(numbers) <= 100:
        raise bad("too many message identifiers specified" if numbers else "message identifiers are not specified")
    for target in filter(None, map(chat.find, numbers)):
        _delete(world, target)
    return True


def _delete(world: World, target: Message) -> None:
    chat, is_admin = target.chat, target.chat.status == "administrator"
    is_allowed = target.record.is_ours or chat.type == "private" or is_admin
    if not is_allowed or (world.now() - target.data["date"] > TWO_DAYS and not is_admin):
        raise bad("message can't be deleted")
    target.record.is_deleted = True
    world.changed.notify_all()


@offers("setMessageReaction")
def set_message_reaction(world: World, request: Request) -> bool:
    """One reaction for bots, of those Telegram knows; none takes it back."""
    target = read_target(world, request.params, "message to react not found")
    reactions = list(request.params.get("reaction") or ())
    if len(reactions) > 1:
        raise bad("REACTIONS_TOO_MANY")
    if any(reaction["type"] == "paid" for reaction in reactions):
        raise bad("REACTION_INVALID")
    if any(reaction["type"] == "emoji" and reaction["emoji"] not in REACTIONS for reaction in reactions):
        raise bad("REACTION_INVALID")
    target.record.reactions[world.bot.id] = reactions
    world.changed.notify_all()
    return True


def _pinning(world: World, params: Json) -> Chat:
    chat = world.reachable(params["chat_id"])
    if chat.type != "private" and chat.status != "administrator":
        raise bad("not enough rights to manage pinned messages in the chat")
    return chat


@offers("pinChatMessage")
def pin_chat_message(world: World, request: Request) -> bool:
    chat = _pinning(world, request.params)
    chat.pinned.append(read_target(world, request.params, "message to pin not found").id)
    return True


@offers("unpinChatMessage")
def unpin_chat_message(world: World, request: Request) -> bool:
    chat = _pinning(world, request.params)
    number = request.params.get("message_id") or (chat.pinned[-1] if chat.pinned else 0)
    if number not in chat.pinned:
        raise bad("message to unpin not found")
    chat.pinned.remove(number)
    return True


@offers("unpinAllChatMessages")
def unpin_all_chat_messages(world: World, request: Request) -> bool:
    _pinning(world, request.params).pinned.clear()
    return True


@offers("closeForumTopic", "reopenForumTopic")
def close_forum_topic(world: World, request: Request) -> bool:
    chat = world.reachable(request.params["chat_id"])
    number = request.params["message_thread_id"]
    if number not in chat.topics:
        raise bad("message thread not found")
    if chat.status != "administrator":
        raise bad("not enough rights to manage topics")
    chat.topics[number].is_closed = request.method == "closeForumTopic"
    return True
