"""What is meant for the bot, and what it asks; every trap that was met in the wild."""

from __future__ import annotations

from typing import Any

import pytest
from telegram import Bot, Message

from bot.addressed import Addressed, ForwardedArticle, UnknownCommand, is_bare, question_of, questions_in

ME = {"id": 7, "is_bot": True, "first_name": "Anno", "username": "AnnoBot"}
ANN = {"id": 5, "is_bot": False, "first_name": "Ann"}
GROUP = {"id": -100, "type": "supergroup", "title": "G"}
PRIVATE = {"id": 5, "type": "private", "first_name": "Ann"}


class LoneBot(Bot):
    """A bot that knows its name without asking Telegram."""

    @property
    def id(self) -> int:
        return 7

    @property
    def username(self) -> str:
        return "AnnoBot"


def make_message(
    text: str | None = "When?", *, chat: dict[str, Any] = GROUP, caption: bool = False, **fields: Any
) -> Message:
    kind = "caption" if caption else "text"
    fields = {"message_id": 9, "date": 0, "chat": chat, "from": ANN, kind: text, **fields}
    marks = entities_of(text or "")
    fields.setdefault("caption_entities" if caption else "entities", marks)
    message = Message.de_json(fields, LoneBot("7:x"))
    assert message is not None
    return message


def entities_of(text: str) -> list[dict[str, Any]]:
    """Mentions, as Telegram marks them: offsets in UTF-16 units."""
    found = []
    for start in (place for place, character in enumerate(text) if character == "@"):
        stop = start + 1
        while stop < len(text) and (text[stop].isalnum() or text[stop] == "_"):
            stop += 1
        offset, length = len(text[:start].encode("utf-16-le")) // 2, stop - start
        if not text[:start].endswith("/ask"):
            found.append({"type": "mention", "offset": offset, "length": length})
    return found


def is_addressed(message: Message) -> bool:
    return bool(Addressed().filter(message))


def reply_to(**fields: Any) -> dict[str, Any]:
    return {"message_id": 3, "date": 0, "chat": GROUP, "from": ME, "text": "18 June", **fields}


@pytest.mark.parametrize(
    ("message", "meant"),
    [
        (make_message("When?", chat=PRIVATE), True),
        (make_message("When?"), False),
        (make_message("@AnnoBot when?"), True),
        (make_message("😀 when, @annobot ?"), True),
        (make_message("@AnnoBotHelper when?"), False),
        (make_message("Look @ANNOBOT", caption=True), True),
        (make_message("Anno, when?", entities=[{"type": "text_mention", "offset": 0, "length": 4, "user": ME}]), True),
        (make_message("Bob, when?", entities=[{"type": "text_mention", "offset": 0, "length": 3, "user": ANN}]), False),
        (make_message("when?", reply_to_message=reply_to()), True),
        (make_message("when?", reply_to_message=reply_to(**{"from": ANN})), False),
        (make_message("/ask when?"), True),
        (make_message("/ASK@annobot when?"), True),
        (make_message("/ask@OtherBot when?"), False),
        (make_message("/asking"), False),
        (make_message("/ask when?", caption=True), True),
        (make_message("/do@OtherBot it", reply_to_message=reply_to()), False),
        (make_message("@AnnoBot when?", via_bot=ME), False),
        (make_message("@AnnoBot when?", **{"from": {**ME, "id": 8, "username": "OtherBot"}}), False),
        (make_message("@AnnoBot when?", is_automatic_forward=True), False),
        (make_message("@AnnoBot when?", sender_chat=GROUP, **{"from": {**ME, "id": 1087968824}}), True),
        (
            make_message(
                "when?",
                message_thread_id=3,
                is_topic_message=True,
                reply_to_message=reply_to(text=None, forum_topic_created={"name": "T", "icon_color": 1}),
            ),
            False,
        ),
    ],
)
def test_the_bot_hears_what_is_meant_for_it_and_nothing_else(message: Message, meant: bool) -> None:
    assert is_addressed(message) is meant


@pytest.mark.parametrize(
    ("text", "question"),
    [
        ("@AnnoBot when is it out?", "when is it out?"),
        ("😀😀 when is @annobot it out?", "😀😀 when is it out?"),
        ("when is it out, @AnnoBot?", "when is it out?"),
        ("@AnnoBot, @ANNOBOT: when?", "when?"),
        ("@AnnoBotHelper and @AnnoBot when?", "@AnnoBotHelper and when?"),
        ("/ask when?", "when?"),
        ("/Ask@AnnoBot when?", "when?"),
        ("@AnnoBot /ask when?", "when?"),
        ("@AnnoBot", ""),
        ("@AnnoBot!", ""),
    ],
)
def test_mentions_and_the_command_are_cut_out_of_the_question(text: str, question: str) -> None:
    assert question_of(make_message(text)) == question


def test_a_bare_mention_asks_what_it_replies_to() -> None:
    replied = reply_to(text="When is it out?", **{"from": ANN})
    assert is_bare(make_message("@AnnoBot", reply_to_message=replied))


def test_a_bare_mention_under_the_bots_own_answer_asks_nothing() -> None:
    assert not is_bare(make_message("@AnnoBot", reply_to_message=reply_to()))


@pytest.mark.parametrize(
    ("text", "questions"),
    [
        ("When is it out?", ("When is it out?",)),
        ("When is it out? What does it cost?", ("When is it out?", "What does it cost?")),
        ("When is it out?\nWhat does it cost?? Thanks", ("When is it out?", "What does it cost??")),
        ("It is out. When is that?", ("It is out. When is that?",)),
        ("what?", ("what?",)),
        ("See x.example/?a=1 when?", ("See x.example/?a=1 when?",)),
        ("when and how much?", ("when?", "how much?")),
        ("Where is it and until when?", ("Where is it?", "until when?")),
        ("when does it start and what does it cost", ("when does it start?", "what does it cost?")),
        ("hi, who leads it, and since when??", ("who leads it?", "since when?")),
        ("why and by whom was the ferry stopped?", ("why was the ferry stopped?", "by whom was the ferry stopped?")),
        ("what happens if it rains and when it snows?", ("what happens if it rains and when it snows?",)),
        ("when do the ferry and the bus leave?", ("when do the ferry and the bus leave?",)),
        ("who said that and what people think?", ("who said that and what people think?",)),
    ],
)
def test_the_questions_of_a_message_are_told_apart(text: str, questions: tuple[str, ...]) -> None:
    assert questions_in(text) == questions


def test_a_channels_post_forwarded_in_private_is_an_article() -> None:
    origin = {"type": "channel", "date": 0, "chat": {"id": -1, "type": "channel", "title": "C"}, "message_id": 1}
    assert ForwardedArticle().filter(make_message("Short", chat=PRIVATE, forward_origin=origin))


def test_a_friends_forwarded_question_is_a_question() -> None:
    origin = {"type": "user", "date": 0, "sender_user": ANN}
    assert not ForwardedArticle().filter(make_message("When?", chat=PRIVATE, forward_origin=origin))


@pytest.mark.parametrize(("text", "unknown"), [("/nonsense", True), ("/ask when?", False), ("when?", False)])
def test_ask_is_a_question_and_other_commands_are_not(text: str, unknown: bool) -> None:
    assert UnknownCommand().filter(make_message(text, chat=PRIVATE)) is unknown
