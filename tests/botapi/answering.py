"""Methods that answer a query: button presses, inline and guest queries."""

from __future__ import annotations

from botapi.contents import LONGEST_OFFSET, content_fields, read_result, read_results
from botapi.judges import Json, Request
from botapi.methods import offers
from botapi.queries import remember, take
from botapi.refusals import bad
from botapi.world import World

LONGEST_NOTICE = 200


@offers("answerCallbackQuery")
def answer_callback_query(world: World, request: Request) -> bool:
    query = take(world, request.params["callback_query_id"], "callback")
    if len(str(request.params.get("text") or "")) > LONGEST_NOTICE:
        raise bad("MESSAGE_TOO_LONG")
    query.answer = request.params
    world.changed.notify_all()
    return True


@offers("answerInlineQuery")
def answer_inline_query(world: World, request: Request) -> bool:
    params = request.params
    contents = read_results(world, params["results"])
    if len(str(params.get("next_offset") or "").encode()) > LONGEST_OFFSET:
        raise bad("NEXT_OFFSET_INVALID")
    query = take(world, params["inline_query_id"], "inline")
    query.answer, query.contents = params, contents
    world.changed.notify_all()
    return True


@offers("answerGuestQuery")
def answer_guest_query(world: World, request: Request) -> Json:
    """The one message a guest may post; it goes to the chat the bot was called from, whether it is in it or not."""
    result = request.params["result"]
    formatted = read_result(world, result)
    query = take(world, request.params["guest_query_id"], "guest")
    if query.chat is None:
        raise bad("GUEST_QUERY_INVALID")
    fields = {**content_fields(result, formatted), "guest_bot_caller_user": query.user.json()}
    content = result.get("input_message_content") or {}
    is_html = str(content.get("parse_mode") or "").lower() == "html"
    source = str(content.get("message_text", "")) if is_html else ""
    query.answer = request.params
    query.sent = query.chat.put(fields, sender=world.bot, reply_to=query.reply_to, source=source)
    query.chat.spoke(query.sent)
    return {"inline_message_id": remember(world, query.chat, query.sent)}
