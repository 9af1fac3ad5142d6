"""What a message may hold: lengths after parsing, known people in mentions, keyboards, inline results."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

from aiogram.types import InlineQueryResultUnion
from pydantic import TypeAdapter, ValidationError

from botapi.judges import Formatted, Json, finish, parse
from botapi.messages import with_text
from botapi.refusals import bad
from botapi.world import World

LONGEST_TEXT, LONGEST_CAPTION, LONGEST_QUOTE = 4096, 1024, 1024
MOST_BUTTONS, WIDEST_ROW, LONGEST_DATA, LONGEST_COPY = 100, 8, 64, 256
MOST_RESULTS, LONGEST_RESULT_ID, LONGEST_OFFSET = 50, 64, 64
ACTIONS = (
    "url",
    "callback_data",
    "web_app",
    "login_url",
    "switch_inline_query",
    "switch_inline_query_current_chat",
    "switch_inline_query_chosen_chat",
    "copy_text",
    "callback_game",
    "pay",
)
RESULTS: TypeAdapter[Any] = TypeAdapter(InlineQueryResultUnion)


def read_formatted(world: World, params: Json, key: str = "text", *, prefix: str = "") -> Formatted:
    """The text under `key` with its entities, whether they came as markup or as a list. Raises Refusal."""
    text, given = str(params.get(key) or ""), params.get(f"{prefix}entities")
    if given and not params.get("parse_mode"):
        formatted = finish(text, list(given))
    else:
        formatted = parse(text, params.get("parse_mode"))
    return Formatted(formatted.text, tuple(_known(world, formatted.entities)))


def _known(world: World, entities: tuple[Json, ...]) -> list[Json]:
    known = []
    for entity in entities:
        user = world.users.get(entity.get("user", {}).get("id"))
        if entity["type"] != "text_mention":
            known.append(entity)
        elif user is not None:
            known.append({**entity, "user": user.json()})
    return known


def read_text(world: World, params: Json) -> Formatted:
    """A text of 1 to 4096 characters. Raises Refusal."""
    formatted = read_formatted(world, params)
    if not formatted.text:
        raise bad("message text is empty")
    if len(formatted.text) > LONGEST_TEXT:
        raise bad("message is too long")
    return formatted


def read_caption(world: World, params: Json) -> Formatted:
    """A caption of 0 to 1024 characters. Raises Refusal."""
    formatted = read_formatted(world, params, "caption", prefix="caption_")
    if len(formatted.text) > LONGEST_CAPTION:
        raise bad("message caption is too long")
    return formatted


def check_markup(markup: Json | None, *, is_inline: bool = False) -> Json:
    """The reply_markup field of a message (only an inline keyboard stays on it). Raises Refusal."""
    if markup is None:
        return {}
    if "inline_keyboard" not in markup:
        if is_inline:
            raise bad("inline keyboard expected")
        return {}
    rows: list[list[Json]] = [row for row in markup["inline_keyboard"] if row]
    if sum(map(len, rows)) > MOST_BUTTONS:
        raise bad("reply markup is too long")
    if any(len(row) > WIDEST_ROW for row in rows):
        raise bad("too many buttons in a row of the inline keyboard")
    for row in rows:
        for button in row:
            _check_button(button)
    return {"reply_markup": {"inline_keyboard": rows}} if rows else {}


def _check_button(button: Json) -> None:
    if not button["text"].strip():
        raise bad("can't parse inline keyboard button: Text buttons must be non-empty")
    actions = [action for action in ACTIONS if action in button]
    if len(actions) != 1:
        raise bad("can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard")
    if "callback_data" in button and not 1 <= len(button["callback_data"].encode()) <= LONGEST_DATA:
        raise bad("BUTTON_DATA_INVALID")
    if "copy_text" in button and not 1 <= len(button["copy_text"]["text"]) <= LONGEST_COPY:
        raise bad("BUTTON_COPY_TEXT_INVALID")
    if "url" in button:
        check_url(button["url"])


def check_url(url: str) -> None:
    """An address a button may open. Raises Refusal."""
    parts = urlsplit(url if "//" in url else f"http://{url}")
    if parts.scheme not in ("http", "https", "tg", "ton") or not (parts.scheme == "tg" or "." in parts.netloc):
        raise bad(f"inline keyboard button URL '{url}' is invalid: Wrong HTTP URL")


def read_results(world: World, results: list[Json]) -> dict[str, Formatted]:
    """What each inline result would send, by result id. Raises Refusal."""
    if len(results) > MOST_RESULTS:
        raise bad("RESULTS_TOO_MUCH")
    contents: dict[str, Formatted] = {}
    for result in results:
        number = str(result.get("id", ""))
        if number in contents:
            raise bad("RESULT_ID_DUPLICATE")
        contents[number] = read_result(world, result)
    return contents


def read_result(world: World, result: Json) -> Formatted:
    """What one inline result would send. Raises Refusal."""
    try:
        RESULTS.validate_python(result)
    except ValidationError as error:
        kind = str(result.get("type", ""))
        own = [one for one in error.errors() if kind and kind in str(one["loc"][:1]).lower()] or error.errors()
        raise bad(f"can't parse inline query result: {own[0]['loc']}: {own[0]['msg']}") from error
    if not 1 <= len(str(result["id"]).encode()) <= LONGEST_RESULT_ID:
        raise bad("RESULT_ID_INVALID")
    check_markup(result.get("reply_markup"), is_inline=True)
    content = result.get("input_message_content")
    if content is None:
        if result["type"] == "article":
            raise bad("can't parse inline query result: input message content is empty")
        return read_caption(world, result)
    if "message_text" not in content:
        return Formatted()
    return read_text(world, {**content, "text": content["message_text"]})


def content_fields(result: Json, formatted: Formatted) -> Json:
    """The fields of the message an inline result becomes."""
    content = result.get("input_message_content")
    fields = check_markup(result.get("reply_markup"))
    if content is not None and "message_text" in content:
        return {**with_text(formatted), **fields}
    kind = str(result["type"])
    media = {"file_id": f"inline{result['id']}", "file_unique_id": f"u{result['id']}"}
    if kind == "photo":
        fields["photo"] = [{**media, "width": 800, "height": 600}]
    elif content is None:
        fields[kind] = media
    return {**with_text(formatted, is_caption=True), **fields}
