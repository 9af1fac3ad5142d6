"""The updates of the loopback Bot API: their shape, what a bot gets to see of a chat, and their order."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from typing import Any

import aiogram.types
import pytest
import telegram

from botapi import BotApi, Group, User
from test_botapi import ask, keys


@pytest.fixture
def api() -> Iterator[BotApi]:
    with BotApi() as api:
        ask(api, "getUpdates", allowed_updates=list(aiogram.types.Update.model_fields))
        yield api


@pytest.fixture
def ada(api: BotApi) -> User:
    return api.user("Ada", username="ada")


def private(api: BotApi, ada: User) -> None:
    chat = api.private(ada)
    said = chat.say(ada, "/start 😀 @AnnoBot <b>https://x.de</b>", html=True)
    chat.edit(chat.say(ada, "why?", reply_to=said, quote="start"), "Why?")
    chat.react(ada, said, "👍")
    chat.block()
    chat.unblock()


def media(api: BotApi, ada: User) -> None:
    chat = api.private(ada)
    chat.send_file(ada, b"x", "a.txt", "text/plain", text="this")
    chat.send_photo(ada, text="caption @AnnoBot")
    chat.edit(chat.say(ada, "look", caption=True), "look again")
    chat.send_voice(ada)
    chat.send_poll(ada, "What?")


def group(api: BotApi, ada: User) -> None:
    bob = api.user("Bob")
    team = api.group("Team", [ada], admin=True)
    team.say(ada, '<a href="tg://user?id=7000001">you</a>', html=True, as_chat=team)
    team.join(bob)
    team.promote(bob, ada)
    team.leave(bob)
    team.rename("Crew", by=ada)
    team.kick_bot(ada)
    team.join_bot(ada)
    team.forward(api.private(ada).say(ada, "mine"), by=bob)
    team.forward(api.private(ada).say(ada, "mine"), by=bob, hidden=True)
    api.group("Old", [ada], basic=True).migrate()


def forum(api: BotApi, ada: User) -> None:
    team = api.group("Forum", [ada], forum=True, privacy=False)
    topic = team.open_topic("Cars", by=ada)
    team.say(ada, "again", topic=topic, reply_to=team.say(ada, "first", topic=topic))
    team.say(ada, "in general")


def channel(api: BotApi, ada: User) -> None:
    talk = api.group("Talk", [ada], privacy=False)
    news = api.channel("News", username="news", linked_group=talk)
    post = news.post("<b>Out now</b>", html=True, signature="Ed")
    news.edit(post, "Out soon")
    talk.say(ada, "when?", reply_to=post.copy)
    talk.forward(post, by=ada)
    talk.say(ada, "as a channel", as_chat=news)


def queries(api: BotApi, ada: User) -> None:
    chat = api.private(ada)
    ask(api, "sendMessage", chat_id=chat.id, text="x", reply_markup=keys({"text": "b", "callback_data": "d"}))
    message = chat.wait_for_reply()
    api.press(message, "b", by=ada)
    chat.delete(message)
    api.press(message, "forged", by=ada, forged=True)
    query = api.inline(ada, "when", offset="20")
    result = {"type": "article", "id": "1", "title": "t", "input_message_content": {"message_text": "x"}}
    ask(api, "answerInlineQuery", inline_query_id=query.id, results=[result])
    query.wait().choose(chat=chat)
    api.guest(ada, api.group("Elsewhere", [ada], bot=False), "@AnnoBot when?")


def business(api: BotApi, ada: User) -> None:
    connection = api.business(api.user("Owner"))
    chat = api.private(ada)
    message = api.business_say(connection, chat, "Is it open?")
    api.business_say(connection, chat, "Is it open today?", edit=message)
    api.business_delete(connection, message)


DAYS = [
    (private, ("message", "message", "edited_message", "message_reaction", "my_chat_member", "my_chat_member")),
    (media, ("message", "message", "message", "edited_message", "message", "message")),
    (
        group,
        (
            *("message", "chat_member", "message", "chat_member", "chat_member", "message", "message"),
            *("my_chat_member", "my_chat_member", "message", "message", "message", "message", "message"),
        ),
    ),
    (forum, ("message",) * 4),
    (channel, ("channel_post", "message", "edited_channel_post", "message", "message", "message")),
    (
        queries,
        ("callback_query", "callback_query", "inline_query", "message", "chosen_inline_result", "guest_message"),
    ),
    (
        business,
        ("business_connection", "business_message", "edited_business_message", "deleted_business_messages"),
    ),
]


@pytest.mark.parametrize(("day", "kinds"), DAYS)
def test_every_kind_of_update_comes(
    api: BotApi, ada: User, day: Callable[[BotApi, User], None], kinds: tuple[str, ...]
) -> None:
    day(api, ada)
    assert tuple(kind for _, kind, _ in api.updates.made) == kinds


@pytest.mark.parametrize("day", [day for day, _ in DAYS])
def test_ptb_and_aiogram_read_every_field(api: BotApi, ada: User, day: Callable[[BotApi, User], None]) -> None:
    day(api, ada)
    updates = ask(api, "getUpdates")["result"]
    assert [lost(update, telegram.Update.de_json(update, None).to_dict()) for update in updates] == [[]] * len(updates)
    assert [unknown(aiogram.types.Update.model_validate(update)) for update in updates] == [[]] * len(updates)


def lost(sent: Any, read: Any, place: str = "") -> list[str]:
    """What PTB does not give back as it was sent."""
    if isinstance(sent, dict) and isinstance(read, dict):
        return [line for key in sent for line in lost(sent[key], read.get(key), f"{place}.{key}")]
    if isinstance(sent, list) and isinstance(read, list) and len(sent) == len(read):
        return [
            line
            for number, (a, b) in enumerate(zip(sent, read, strict=True))
            for line in lost(a, b, f"{place}.{number}")
        ]
    return [] if sent == read or (sent == [] and read is None) else [f"{place}: {sent!r} became {read!r}"]


def unknown(value: Any) -> list[str]:
    """Fields that aiogram's models do not have."""
    if isinstance(value, list):
        return [name for one in value for name in unknown(one)]
    if not isinstance(value, aiogram.types.TelegramObject):
        return []
    return list(value.model_extra or ()) + [
        name for key in value.model_fields_set for name in unknown(getattr(value, key, None))
    ]


def said(team: Group, ada: User, text: str, **options: Any) -> bool:
    """Whether the bot got to see what Ada said."""
    before = len(team.world.updates.made)
    team.say(ada, text, **options)
    return len(team.world.updates.made) > before


@pytest.mark.parametrize(
    ("text", "reaches"),
    [
        ("hello", False),
        ("hello @AnnoBot", True),
        ("привет 😀 @annobot", True),
        ("hello @AnnoBotHelper", False),
        ("/ask@AnnoBot when", True),
        ("/ask@OtherBot when", False),
        ("/ask when", True),
        ('hello <a href="tg://user?id=7000001">you</a>', True),
    ],
)
@pytest.mark.parametrize("caption", [False, True])
def test_privacy_mode_lets_through_what_is_meant_for_the_bot(
    api: BotApi, ada: User, text: str, reaches: bool, caption: bool
) -> None:
    assert said(api.group("Team", [ada]), ada, text, html=True, caption=caption) is reaches


def test_a_plain_command_is_for_the_bot_that_spoke_last(api: BotApi, ada: User) -> None:
    team = api.group("Team", [ada])
    other = api.user("Other", is_bot=True)
    seen = [said(team, ada, "/help"), said(team, other, "hello"), said(team, ada, "/help")]
    ask(api, "sendMessage", chat_id=team.id, text="me")
    assert [*seen, said(team, ada, "/help")] == [True, False, False, True]


def test_a_reply_to_the_bot_passes_privacy_mode(api: BotApi, ada: User) -> None:
    team = api.group("Team", [ada])
    ask(api, "sendMessage", chat_id=team.id, text="me")
    answer = team.wait_for_reply()
    other = team.say(ada, "just so")
    assert (said(team, ada, "oh", reply_to=answer), said(team, ada, "oh", reply_to=other)) == (True, False)


@pytest.mark.parametrize("options", [{"privacy": False}, {"admin": True}])
def test_without_privacy_mode_or_as_administrator_the_bot_sees_all_but_bots(
    api: BotApi, ada: User, options: dict[str, Any]
) -> None:
    team = api.group("Team", [ada], **options)
    assert (said(team, ada, "hello"), said(team, api.user("Other", is_bot=True), "@AnnoBot")) == (True, False)


def test_a_new_privacy_setting_holds_once_the_bot_is_added_again(api: BotApi, ada: User) -> None:
    team = api.group("Team", [ada])
    api.set_privacy(False)
    before = said(team, ada, "hello")
    team.kick_bot(ada)
    team.join_bot(ada)
    assert (before, said(team, ada, "hello")) == (False, True)


def test_updates_come_again_until_the_offset_passes_them(api: BotApi, ada: User) -> None:
    chat = api.private(ada)
    for text in "abc":
        chat.say(ada, text)
    first = [update["update_id"] for update in ask(api, "getUpdates", limit=2)["result"]]
    again = [update["update_id"] for update in ask(api, "getUpdates")["result"]]
    after = [update["update_id"] for update in ask(api, "getUpdates", offset=first[-1] + 1)["result"]]
    assert (again[:2], after, list(api.updates.pending)) == (first, again[2:], again[2:])


def test_a_negative_offset_keeps_the_newest(api: BotApi, ada: User) -> None:
    chat = api.private(ada)
    for text in "abc":
        chat.say(ada, text)
    assert [update["message"]["text"] for update in ask(api, "getUpdates", offset=-1)["result"]] == ["c"]


def test_a_long_poll_ends_with_the_first_update(api: BotApi, ada: User) -> None:
    chat, answers = api.private(ada), []
    thread = threading.Thread(target=lambda: answers.append(ask(api, "getUpdates", timeout=10)))
    thread.start()
    chat.say(ada, "hello")
    thread.join(5)
    assert answers[0]["result"][0]["message"]["text"] == "hello"


def test_an_update_is_as_it_was_when_it_happened(api: BotApi, ada: User) -> None:
    chat = api.private(ada)
    chat.edit(chat.say(ada, "first"), "second")
    texts = [next(iter(list(update.values())[1:]))["text"] for update in ask(api, "getUpdates")["result"]]
    assert texts == ["first", "second"]


@pytest.mark.parametrize(
    ("allowed", "kinds"),
    [
        ([], ["message", "edited_message", "my_chat_member"]),
        (["message", "message_reaction"], ["message", "message_reaction"]),
    ],
)
def test_allowed_updates_choose_what_is_queued(api: BotApi, ada: User, allowed: list[str], kinds: list[str]) -> None:
    ask(api, "getUpdates", allowed_updates=allowed)
    ask(api, "getUpdates")
    chat = api.private(ada)
    chat.react(ada, chat.edit(chat.say(ada, "a"), "b"), "👍")
    chat.block()
    assert [kind for _, kind, _ in api.updates.made] == kinds


def test_a_second_poll_ends_the_first(api: BotApi, ada: User) -> None:
    answers: list[dict[str, Any]] = []
    thread = threading.Thread(target=lambda: answers.append(ask(api, "getUpdates", timeout=10)))
    thread.start()
    api.wait_until(lambda: api.server.is_polled)
    second = ask(api, "getUpdates")
    thread.join(5)
    assert (answers[0]["error_code"], second["ok"]) == (409, True)
    assert answers[0]["description"].startswith("Conflict: terminated by other getUpdates request")


def test_polling_conflicts_with_a_webhook(api: BotApi) -> None:
    ask(api, "setWebhook", url="http://127.0.0.1:9/hook")
    refused = ask(api, "getUpdates")
    ask(api, "deleteWebhook")
    assert (refused["error_code"], ask(api, "getUpdates")["ok"]) == (409, True)


def test_setting_a_webhook_ends_a_poll(api: BotApi) -> None:
    answers: list[dict[str, Any]] = []
    thread = threading.Thread(target=lambda: answers.append(ask(api, "getUpdates", timeout=10)))
    thread.start()
    api.wait_until(lambda: api.server.is_polled)
    ask(api, "setWebhook", url="http://127.0.0.1:9/hook")
    thread.join(5)
    assert answers[0]["description"] == "Conflict: terminated by setWebhook request"


def test_dropping_pending_updates_forgets_them(api: BotApi, ada: User) -> None:
    api.private(ada).say(ada, "hello")
    ask(api, "deleteWebhook", drop_pending_updates=True)
    assert ask(api, "getUpdates")["result"] == []


def test_a_topic_message_hangs_on_the_topics_opening(api: BotApi, ada: User) -> None:
    team = api.group("Forum", [ada], forum=True)
    topic = team.open_topic("Cars", by=ada)
    message = team.say(ada, "@AnnoBot when?", topic=topic)
    assert message.data["reply_to_message"]["forum_topic_created"]["name"] == "Cars"
    assert (message.thread_id, message.data["is_topic_message"], message.reply_to) == (topic.id, True, None)


def test_the_linked_group_gets_a_post_from_telegram_itself(api: BotApi, ada: User) -> None:
    talk = api.group("Talk", [ada], privacy=False)
    post = api.channel("News", linked_group=talk).post("Out now")
    copy = post.copy.data
    assert (copy["from"]["id"], copy["is_automatic_forward"], copy["sender_chat"]["id"]) == (777000, True, post.chat.id)
    assert copy["forward_origin"]["message_id"] == post.id


def test_a_deleted_message_under_a_button_is_inaccessible(api: BotApi, ada: User) -> None:
    chat = api.private(ada)
    ask(api, "sendMessage", chat_id=chat.id, text="x", reply_markup=keys({"text": "b", "callback_data": "d"}))
    message = chat.wait_for_reply()
    chat.delete(message)
    api.press(message, "b", by=ada)
    query = telegram.Update.de_json(ask(api, "getUpdates")["result"][0], None).callback_query
    assert query is not None
    assert query.message is not None
    assert not query.message.is_accessible


def test_waiting_in_vain_says_where(api: BotApi, ada: User) -> None:
    with pytest.raises(TimeoutError, match="the bot wrote nothing in <private"):
        api.private(ada).wait_for_reply(0.01)


def test_it_has_not_settled_while_an_update_waits(api: BotApi, ada: User) -> None:
    api.private(ada).say(ada, "hello")
    with pytest.raises(TimeoutError, match="1 updates are not acknowledged"):
        api.settle(0.01)


def test_an_edit_can_be_waited_for(api: BotApi, ada: User) -> None:
    chat = api.private(ada)
    ask(api, "sendMessage", chat_id=chat.id, text="Thinking")
    reply = chat.wait_for_reply()
    ask(api, "editMessageText", chat_id=chat.id, message_id=reply.id, text="May")
    assert chat.wait_for_edit(reply).versions == ("Thinking", "May")


def test_a_transcript_shows_who_said_what(api: BotApi, ada: User) -> None:
    team = api.group("Team", [ada])
    asked = team.say(ada, "@AnnoBot when?")
    markup = keys({"text": "Source", "url": "https://x.de"})
    ask(api, "sendMessage", chat_id=team.id, text="May", reply_to_message_id=asked.id, reply_markup=markup)
    assert team.transcript() == "2 Ada: @AnnoBot when?\n3 Anno ↩2: May [Source]"
