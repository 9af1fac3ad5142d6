"""Methods that bring new messages into a chat: texts, files, forwards, copies, drafts, typing."""

from __future__ import annotations

from typing import Any

from telegram.constants import ChatAction

from botapi.chats import MEDIA, Chat, Topic
from botapi.contents import LONGEST_QUOTE, check_markup, read_caption, read_formatted, read_text
from botapi.judges import Formatted, Json, Request, Upload, find_quote
from botapi.messages import Message, origin, shallow, with_text
from botapi.methods import offers
from botapi.refusals import Refusal, bad
from botapi.world import World

BIGGEST_PHOTO, BIGGEST_UPLOAD = 10 * 1024 * 1024, 50 * 1024 * 1024
PICTURES = (b"\xff\xd8", b"\x89PNG", b"GIF8", b"RIFF", b"BM")
SENDS = {
    "sendPhoto": "photo",
    "sendDocument": "document",
    "sendAudio": "audio",
    "sendVideo": "video",
    "sendAnimation": "animation",
    "sendVoice": "voice",
    "sendVideoNote": "video_note",
    "sendSticker": "sticker",
}
ACTIONS = frozenset(str(action.value) for action in ChatAction)


def writable(world: World, params: Json) -> Chat:
    """A chat the bot may write in. Raises Refusal."""
    chat = world.reachable(params["chat_id"])
    connection = params.get("business_connection_id")
    if connection is not None and connection not in world.connections:
        raise bad("business connection not found")
    if chat.type == "channel" and chat.status != "administrator":
        raise bad("need administrator rights in the channel chat")
    if not chat.can_bot_write:
        raise bad("not enough rights to send text messages to the chat")
    return chat


def read_thread(chat: Chat, params: Json) -> int | None:
    """The topic to write in. Raises Refusal."""
    thread = params.get("message_thread_id")
    if thread is None or thread == 0:
        return None
    if thread not in chat.topics:
        raise bad("message thread not found")
    if chat.topics[thread].is_closed and chat.status != "administrator":
        raise bad("TOPIC_CLOSED")
    return int(thread)


def read_reply(world: World, chat: Chat, params: Json) -> tuple[Message | None, Json | None]:
    """The message to reply to, and the quote. Raises Refusal."""
    given = params.get("reply_parameters")
    if given is None and params.get("reply_to_message_id"):
        lenient = params.get("allow_sending_without_reply")
        given = {"message_id": params["reply_to_message_id"], "allow_sending_without_reply": lenient}
    if not given:
        return None, None
    where = chat if given.get("chat_id") is None else world.reachable(given["chat_id"])
    target = where.find(int(given.get("message_id") or 0))
    if target is None:
        if given.get("allow_sending_without_reply"):
            return None, None
        raise bad("message to be replied not found")
    return target, _read_quote(world, target, given)


def _read_quote(world: World, target: Message, given: Json) -> Json | None:
    if not given.get("quote"):
        return None
    asked = {"text": given["quote"], "parse_mode": given.get("quote_parse_mode")}
    quote = read_formatted(world, {**asked, "entities": given.get("quote_entities")})
    position = find_quote(quote, target.formatted, int(given.get("quote_position") or 0))
    if not quote.text or len(quote.text) > LONGEST_QUOTE or position is None:
        raise bad("QUOTE_TEXT_INVALID")
    return {"text": quote.text, "position": position, "is_manual": True}


def deliver(world: World, request: Request, fields: Json, *, source: str = "") -> Message:
    """Put the bot's message into its chat. Raises Refusal."""
    params = request.params
    chat = writable(world, params)
    thread = read_thread(chat, params)
    reply_to, quote = read_reply(world, chat, params)
    fields = {**fields, **check_markup(params.get("reply_markup"))}
    if "business_connection_id" in params:
        fields["business_connection_id"] = params["business_connection_id"]
        fields["sender_business_bot"] = world.bot.json()
    is_channel = chat.type == "channel"
    message = chat.put(
        fields,
        sender=None if is_channel else world.bot,
        sender_chat=chat if is_channel else None,
        reply_to=reply_to,
        quote=quote,
        topic=thread,
        source=source,
    )
    chat.drafts.clear()
    return chat.spoke(message)


def markup_source(params: Json, key: str = "text") -> str:
    """The text as the bot marked it up, if it did."""
    return str(params.get(key) or "") if str(params.get("parse_mode") or "").lower() == "html" else ""


@offers("sendMessage")
def send_message(world: World, request: Request) -> Json:
    writable(world, request.params)
    fields = with_text(read_text(world, request.params))
    if "link_preview_options" in request.params:
        fields["link_preview_options"] = request.params["link_preview_options"]
    return deliver(world, request, fields, source=markup_source(request.params)).data


@offers(*SENDS)
def send_file(world: World, request: Request) -> Json:
    """Any one file with its caption."""
    key = SENDS[request.method]
    writable(world, request.params)
    caption = read_caption(world, request.params)
    media = _media(world, request, key, request.params.get(key))
    fields = {**media, **with_text(caption, is_caption=True)}
    return deliver(world, request, fields, source=markup_source(request.params, "caption")).data


@offers("sendMediaGroup")
def send_media_group(world: World, request: Request) -> list[Json]:
    items = request.params["media"]
    if not 2 <= len(items) <= 10:
        raise bad("media group must include 2-10 items")
    album, sent = str(world.number()), []
    for item in items:
        media = _media(world, request, item["type"], item["media"])
        caption = with_text(read_caption(world, item), is_caption=True)
        sent.append(deliver(world, request, {**media, **caption, "media_group_id": album}).data)
    return sent


def _media(world: World, request: Request, key: str, given: Any) -> Json:
    """The field that holds the file: an upload, a file_id or an address. Raises Refusal."""
    name = given.removeprefix("attach://") if isinstance(given, str) else key
    upload = request.uploads.get(name)
    if upload is not None:
        stored = world.keep_file(_checked(upload, key), key)
    elif isinstance(given, str) and given in world.files:
        stored = world.files[given]
    elif isinstance(given, str) and given.startswith(("http://", "https://")):
        stored = world.keep_file(Upload(given.rsplit("/", 1)[-1] or "file", b""), key)
    else:
        raise bad("wrong file identifier/HTTP URL specified")
    file = stored.json()
    if key == "photo":
        return {"photo": [{**file, "width": 800, "height": 600}]}
    named = {"file_name": stored.upload.name, "mime_type": stored.upload.mime}
    timed = {"duration": 1} if key in ("audio", "video", "animation", "voice", "video_note") else {}
    sized = {"width": 640, "height": 480} if key in ("video", "animation", "sticker") else {}
    kinds = {"type": "regular", "is_animated": False, "is_video": False} if key == "sticker" else named
    return {key: {**file, **kinds, **timed, **sized, **({"length": 240} if key == "video_note" else {})}}


def _checked(upload: Upload, key: str) -> Upload:
    if not upload.data:
        raise bad("file must be non-empty")
    if len(upload.data) > (BIGGEST_PHOTO if key == "photo" else BIGGEST_UPLOAD):
        raise Refusal(413)
    if key == "photo" and not upload.data.startswith(PICTURES):
        raise bad("IMAGE_PROCESS_FAILED")
    return upload


@offers("forwardMessage")
def forward_message(world: World, request: Request) -> Json:
    source = _source(world, request.params, "message to forward not found")
    skipped = ("message_id", "date", "chat", "from", "sender_chat", "reply_markup", "is_automatic_forward")
    fields = {key: value for key, value in shallow(source.data).items() if key not in skipped}
    return deliver(world, request, {**fields, "forward_origin": origin(source)}).data


@offers("copyMessage")
def copy_message(world: World, request: Request) -> Json:
    source = _source(world, request.params, "message to copy not found")
    media = {key: value for key, value in source.data.items() if key in MEDIA}
    text = source.formatted
    if media and request.params.get("caption") is not None:
        text = read_caption(world, request.params)
    elif len(text.text) == 0 and not media:
        raise bad("message can't be copied")
    fields = {**media, **with_text(text, is_caption=bool(media))}
    return {"message_id": deliver(world, request, fields).id}


def _source(world: World, params: Json, problem: str) -> Message:
    found = world.reachable(params["from_chat_id"]).find(params["message_id"])
    if found is None:
        raise bad(problem)
    return found


@offers("sendChatAction")
def send_chat_action(world: World, request: Request) -> bool:
    chat = writable(world, request.params)
    read_thread(chat, request.params)
    if request.params["action"] not in ACTIONS:
        raise bad("wrong parameter action in request")
    if chat.type == "channel":
        raise bad("chat action can't be sent to channels")
    return True


@offers("sendMessageDraft")
def send_message_draft(world: World, request: Request) -> bool:
    """A draft streams into a private chat; no text at all shows "Thinking…"."""
    chat = writable(world, request.params)
    if chat.type != "private":
        raise bad("TEXTDRAFT_PEER_INVALID")
    if not request.params["draft_id"]:
        raise bad("draft identifier must be non-zero")
    read_thread(chat, request.params)
    formatted: Formatted = read_formatted(world, request.params)
    if len(formatted.text) > 4096:
        raise bad("message is too long")
    chat.drafts[request.params["draft_id"]] = formatted.text
    chat.draft_log.append(formatted.text)
    world.changed.notify_all()
    return True


@offers("createForumTopic")
def create_forum_topic(world: World, request: Request) -> Json:
    chat = writable(world, request.params)
    if not chat.is_forum:
        raise bad("the chat is not a forum")
    if chat.status != "administrator":
        raise bad("not enough rights to create a topic")
    name = request.params["name"]
    created = {"name": name, "icon_color": 7322096}
    message = chat.put({"forum_topic_created": created, "is_topic_message": True}, sender=world.bot)
    message.data["message_thread_id"] = message.id
    chat.topics[message.id] = Topic(message.id, name)
    return {"message_thread_id": message.id, **created}
