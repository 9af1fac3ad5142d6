"""The two judges that are not ours: TDLib (texts, entities, quotes) and aiogram's models (requests).

Importing this fails loudly where either is missing: no test may run without its judge.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

import aiogram.methods
import tdjson
from aiogram.types import (
    BufferedInputFile,
    ForceReply,
    InlineKeyboardMarkup,
    ReplyKeyboardMarkup,
    ReplyKeyboardRemove,
)
from pydantic import BaseModel, ValidationError

from botapi.refusals import Refusal, bad

Json = dict[str, Any]

MODES = {
    "html": {"@type": "textParseModeHTML"},
    "markdown": {"@type": "textParseModeMarkdown", "version": 1},
    "markdownv2": {"@type": "textParseModeMarkdown", "version": 2},
}
KINDS = {
    "Mention": "mention",
    "Hashtag": "hashtag",
    "Cashtag": "cashtag",
    "BotCommand": "bot_command",
    "Url": "url",
    "EmailAddress": "email",
    "PhoneNumber": "phone_number",
    "Bold": "bold",
    "Italic": "italic",
    "Underline": "underline",
    "Strikethrough": "strikethrough",
    "Spoiler": "spoiler",
    "Code": "code",
    "Pre": "pre",
    "PreCode": "pre",
    "TextUrl": "text_link",
    "MentionName": "text_mention",
    "CustomEmoji": "custom_emoji",
    "BlockQuote": "blockquote",
    "ExpandableBlockQuote": "expandable_blockquote",
    "DateTime": "date_time",
}
QUOTABLE = ("bold", "italic", "underline", "strikethrough", "spoiler", "custom_emoji", "date_time")
CLOSED = ("code", "pre", "text_link", "text_mention")
"""Inside these nothing is found by itself."""
MOST_ENTITIES = 100


@dataclass(frozen=True, slots=True)
class Formatted:
    """A text with its entities, as the Bot API shows them; offsets in UTF-16 units."""

    text: str = ""
    entities: tuple[Json, ...] = ()


@dataclass(frozen=True, slots=True)
class Request:
    """A request that aiogram's model accepted: scalars typed, objects as JSON, uploads apart."""

    method: str
    params: Json
    uploads: dict[str, Upload] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Upload:
    """A file as it came with a request, or as a person sent it."""

    name: str
    data: bytes
    mime: str = "application/octet-stream"


def execute(**request: Any) -> Json:
    """What TDLib says to a synchronous request."""
    answer = tdjson.td_execute(json.dumps(request).encode())
    if answer is None:
        raise RuntimeError(f"TDLib gave no judgement on {request.get('@type')}")
    result: Json = json.loads(answer)
    return result


def wide(text: str) -> int:
    """Length in UTF-16 units."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def clean(text: str) -> str:
    """The text without what Telegram removes (control and bidi override characters)."""
    if text.isprintable():
        return text
    answer = execute(**{"@type": "getMarkdownText", "text": {"@type": "formattedText", "text": text}})
    return str(answer["text"])


def parse(text: str, mode: str | None) -> Formatted:
    """The text after parsing, with the entities its markup asks for and those found in it; trimmed.

    Raises Refusal in TDLib's words.
    """
    if not mode or mode.lower() == "none":
        return finish(clean(text), [])
    if mode.lower() not in MODES:
        raise bad("unsupported parse_mode")
    answer = execute(**{"@type": "parseTextEntities", "text": clean(text), "parse_mode": MODES[mode.lower()]})
    if answer["@type"] == "error":
        problem = str(answer["message"])
        raise Refusal(int(answer["code"]), problem[:1].lower() + problem[1:])
    return finish(str(answer["text"]), [shown(entity) for entity in answer["entities"]])


def finish(text: str, entities: list[Json]) -> Formatted:
    """The text trimmed, entities moved and clipped to it, with those TDLib finds by itself."""
    if any(entity["offset"] < 0 or entity["length"] < 0 for entity in entities):
        raise bad("receive an entity with incorrect offset or length")
    first = min((entity["offset"] for entity in entities), default=wide(text))
    lead = min(len(text) - len(text.lstrip(" \n")), first)
    text = text[lead:].rstrip()
    stop = wide(text)
    kept = []
    for entity in entities:
        start = entity["offset"] - lead
        length = min(entity["length"], stop - start)
        if length > 0:
            kept.append({**entity, "offset": start, "length": length})
    closed = [entity for entity in kept if entity["type"] in CLOSED]
    found = [entity for entity in find(text) if not any(meet(entity, other) for other in closed)]
    everything = sorted(kept + found, key=lambda entity: (entity["offset"], -entity["length"]))
    return Formatted(text, tuple(everything[:MOST_ENTITIES]))


def find(text: str) -> tuple[Json, ...]:
    """Mentions, commands, hashtags, addresses: what TDLib finds in a plain text."""
    return tuple(dict(entity) for entity in _find(text))


@lru_cache(maxsize=4096)
def _find(text: str) -> tuple[Json, ...]:
    answer = execute(**{"@type": "getTextEntities", "text": text})
    return tuple(entity for entity in map(shown, answer["entities"]) if entity["type"])


def meet(one: Json, other: Json) -> bool:
    """Whether two entities share a character."""
    return bool(one["offset"] < other["offset"] + other["length"] and other["offset"] < one["offset"] + one["length"])


def shown(entity: Json) -> Json:
    """An entity of TDLib as the Bot API shows it; type "" where it shows none."""
    kind = entity["type"]
    name = str(kind["@type"]).removeprefix("textEntityType")
    result: Json = {"type": KINDS.get(name, ""), "offset": entity["offset"], "length": entity["length"]}
    if name == "TextUrl":
        result["url"] = kind["url"]
    elif name == "MentionName":
        result["user"] = {"id": kind["user_id"]}
    elif name == "PreCode":
        result["language"] = kind["language"]
    elif name == "CustomEmoji":
        result["custom_emoji_id"] = str(kind["custom_emoji_id"])
    elif name == "DateTime":
        result["unix_time"] = kind["unix_time"]
    return result


def find_quote(quote: Formatted, said: Formatted, position: int) -> int | None:
    """Where the quote stands in what was said, near `position`, in UTF-16 units; None if it is not an exact part."""
    answer = execute(
        **{
            "@type": "searchQuote",
            "text": {"@type": "formattedText", "text": said.text},
            "quote": {"@type": "formattedText", "text": quote.text},
            "quote_position": position,
        }
    )
    if answer["@type"] != "foundPosition":
        return None
    start = int(answer["position"])
    return start if _styles(quote, 0, wide(quote.text)) == _styles(said, start, wide(quote.text)) else None


def _styles(formatted: Formatted, start: int, length: int) -> list[tuple[str, int, int]]:
    styles = []
    for entity in formatted.entities:
        first = max(entity["offset"] - start, 0)
        last = min(entity["offset"] + entity["length"] - start, length)
        if entity["type"] in QUOTABLE and first < last:
            styles.append((entity["type"], first, last))
    return sorted(styles)


def _models() -> dict[str, tuple[str, type[BaseModel], frozenset[str]]]:
    """Method name in lower case → its name, its model and the fields that are JSON objects or lists."""
    models = {}
    for name in aiogram.methods.__all__:
        model = getattr(aiogram.methods, name)
        method = getattr(model, "__api_method__", None)
        if isinstance(method, str):
            objects = {
                key for key, value in model.model_fields.items() if any(s in str(value.annotation) for s in OBJECTS)
            }
            models[method.lower()] = (method, model, frozenset(objects))
    return models


OBJECTS = ("list[", "aiogram.types.")
KEYBOARDS: dict[str, type[BaseModel]] = {
    "inline_keyboard": InlineKeyboardMarkup,
    "keyboard": ReplyKeyboardMarkup,
    "remove_keyboard": ReplyKeyboardRemove,
    "force_reply": ForceReply,
}
CHAT_IDS = ("chat_id", "from_chat_id")
MODELS = _models()
NAMES = {
    "chat_id": "chat_id is empty",
    "text": "message text is empty",
    "message_id": "message identifier is not specified",
}


def judge(method: str, given: Json, uploads: dict[str, Upload] | None = None) -> Request:
    """The request as aiogram's model reads it. Raises Refusal: 404 for an unknown method, 400 for a bad request."""
    if method.lower() not in MODELS:
        raise Refusal(404)
    name, model, objects = MODELS[method.lower()]
    uploads = uploads or {}
    params = {key: _decoded(key, value) if key in objects else value for key, value in given.items()}
    markup = params.get("reply_markup") if "reply_markup" in objects else None
    if isinstance(markup, dict):
        _judge_markup(markup)
    files = {key: BufferedInputFile(file.data, file.name) for key, file in uploads.items() if key in model.model_fields}
    try:
        read = model.model_validate({**params, **files, "reply_markup": None} if markup else {**params, **files})
    except ValidationError as error:
        raise bad(_explain(error)) from error
    for key in params.keys() & model.model_fields.keys():
        if isinstance(value := getattr(read, key), str | int | float):
            is_number = key in CHAT_IDS and str(value).lstrip("-").isdigit()
            params[key] = int(value) if is_number else value
    return Request(name, params, uploads)


def _judge_markup(markup: Json) -> None:
    """The model of the very kind: aiogram's union of them takes a broken keyboard for another kind."""
    for key, model in KEYBOARDS.items():
        if key in markup:
            try:
                model.model_validate(markup)
            except ValidationError as error:
                raise bad(f"can't parse reply_markup: {_explain(error)}") from error
            return
    raise bad("can't parse reply_markup: no known kind of it")


def _decoded(key: str, value: Any) -> Any:
    """JSON where it is JSON: a file_id or an attach:// address stays text."""
    if not isinstance(value, str) or value[:1] not in ("[", "{"):
        return value
    try:
        return json.loads(value)
    except ValueError as error:
        raise bad(f"can't parse {key}: {error}") from error


def _explain(error: ValidationError) -> str:
    """What is wrong, in one phrase; of a union's members the one of the given type speaks."""
    errors = error.errors()
    others = [one["loc"][:-1] for one in errors if one["loc"][-1:] == ("type",)]
    meant = [one for one in errors if not any(one["loc"][: len(place)] == place for place in others)]
    first = (meant or errors)[0]
    place = ".".join(str(part) for part in first["loc"])
    if first["type"] == "missing":
        return NAMES.get(place, f"{place} is empty")
    return f"{place}: {first['msg']}"


execute(**{"@type": "setLogVerbosityLevel", "new_verbosity_level": 0})
