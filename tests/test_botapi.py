"""The loopback Bot API says no where Telegram does, in Telegram's words, and yes elsewhere."""

from __future__ import annotations

import json
import urllib.error
import urllib.request
from collections.abc import Iterator
from typing import Any

import pytest

from botapi import BotApi, Flood

ADA, BLOCKER, STRANGER = 11, 12, 13
TEAM, FORUM, KICKED, LEFT, OLD, NEWS = -1001, -1002, -1003, -1004, -5, -1006
TOPIC = 2


def ask(api: BotApi, method: str, *, token: str | None = None, **params: Any) -> dict[str, Any]:
    """What the server answers to a bot's request."""
    request = urllib.request.Request(
        f"{api.root}/bot{token or api.token}/{method}",
        json.dumps(params).encode(),
        {"Content-Type": "application/json"},
    )
    try:
        with urllib.request.urlopen(request, timeout=20) as answer:
            body: dict[str, Any] = json.load(answer)
    except urllib.error.HTTPError as error:
        body = json.load(error)
    return body


@pytest.fixture
def api() -> Iterator[BotApi]:
    """A small town: Ada's chat with messages 1 (hers) and 2 (the bot's), groups in every state, a channel."""
    with BotApi() as api:
        ada = api.user("Ada", id=ADA, username="ada")
        chat = api.private(ada)
        chat.say(ada, "one two two", html=True)
        ask(api, "sendMessage", chat_id=ADA, text="<b>bot's</b> own", parse_mode="HTML")
        api.private(api.user("Blo", id=BLOCKER)).block()
        api.user("Str", id=STRANGER)
        team = api.group("Team", [ada], id=TEAM)
        team.say(ada, "hello")
        forum = api.group("Forum", [ada], id=FORUM, forum=True)
        forum.open_topic("General questions", by=ada)
        api.group("Kicked", [ada], id=KICKED).kick_bot(ada)
        api.group("Left", [ada], id=LEFT, bot=False)
        api.group("Old", [ada], id=OLD, basic=True).migrate()
        api.channel("News", id=NEWS, username="news", admin=False)
        yield api


SEND, MARK = "sendMessage", {"parse_mode": "HTML"}
QUOTE = {"message_id": 2, "quote": "<b>bot</b>", "quote_parse_mode": "HTML"}
LENIENT = {"message_id": 77, "allow_sending_without_reply": True}
TOO_LONG = {"text": "b", "callback_data": "x" * 65}


def keys(*buttons: dict[str, Any]) -> dict[str, Any]:
    return {"inline_keyboard": [list(buttons)]}


def reaction(emoji: str) -> list[dict[str, str]]:
    return [{"type": "emoji", "emoji": emoji}]


def article(number: str, text: str = "x") -> dict[str, Any]:
    return {"type": "article", "id": number, "title": "t", "input_message_content": {"message_text": text}}


@pytest.mark.parametrize(
    ("method", "params", "code", "words"),
    [
        ("noSuchThing", {}, 404, "Not Found"),
        ("getMe", {"token": "1:wrong"}, 401, "Unauthorized"),
        (SEND, {"text": "x"}, 400, "chat_id is empty"),
        (SEND, {"chat_id": ADA}, 400, "message text is empty"),
        (SEND, {"chat_id": ADA, "text": " \n "}, 400, "message text is empty"),
        (SEND, {"chat_id": ADA, "text": "<b></b>", **MARK}, 400, "message text is empty"),
        (SEND, {"chat_id": ADA, "text": "x" * 4097}, 400, "message is too long"),
        (SEND, {"chat_id": ADA, "text": "<b>oops", **MARK}, 400, 'can\'t parse entities: Can\'t find end tag corr'),
        (SEND, {"chat_id": ADA, "text": "a < b", **MARK}, 400, "can't parse entities: Unsupported start tag"),
        (SEND, {"chat_id": ADA, "text": "x", "parse_mode": "RTF"}, 400, "unsupported parse_mode"),
        (SEND, {"chat_id": 99, "text": "x"}, 400, "chat not found"),
        (SEND, {"chat_id": "@nobody", "text": "x"}, 400, "chat not found"),
        (SEND, {"chat_id": BLOCKER, "text": "x"}, 403, "bot was blocked by the user"),
        (SEND, {"chat_id": STRANGER, "text": "x"}, 403, "bot can't initiate conversation with a user"),
        (SEND, {"chat_id": KICKED, "text": "x"}, 403, "bot was kicked from the supergroup chat"),
        (SEND, {"chat_id": LEFT, "text": "x"}, 403, "bot is not a member of the supergroup chat"),
        (SEND, {"chat_id": OLD, "text": "x"}, 400, "group chat was upgraded to a supergroup chat"),
        (SEND, {"chat_id": "@news", "text": "x"}, 403, "bot is not a member of the channel chat"),
        (SEND, {"chat_id": FORUM, "text": "x", "message_thread_id": 77}, 400, "message thread not found"),
        (SEND, {"chat_id": TEAM, "text": "x", "message_thread_id": 2}, 400, "message thread not found"),
        (SEND, {"chat_id": ADA, "text": "x", "reply_parameters": {"message_id": 77}}, 400, "message to be replied"),
        (SEND, {"chat_id": ADA, "text": "x", "reply_to_message_id": 77}, 400, "message to be replied not found"),
        (SEND, {"chat_id": ADA, "text": "x", "reply_parameters": {"message_id": 1, "quote": "six"}}, 400, "QUOTE_"),
        (SEND, {"chat_id": ADA, "text": "x", "reply_parameters": {"message_id": 2, "quote": "bot's"}}, 400, "QUOTE_"),
        (SEND, {"chat_id": ADA, "text": "x", "reply_markup": keys(TOO_LONG)}, 400, "BUTTON_"),
        (SEND, {"chat_id": ADA, "text": "x", "reply_markup": keys({"text": "b"})}, 400, "Text buttons are unallowed"),
        (SEND, {"chat_id": ADA, "text": "x", "reply_markup": keys({"callback_data": "b"})}, 400, "can't parse reply_m"),
        (SEND, {"chat_id": ADA, "text": "x", "reply_markup": keys({"text": "b", "url": "nowhere"})}, 400, "is invalid"),
        (SEND, {"chat_id": ADA, "text": "x", "business_connection_id": "b"}, 400, "business connection not found"),
        ("sendPhoto", {"chat_id": ADA, "photo": "https://x.de/p.jpg", "caption": "x" * 1025}, 400, "caption is too l"),
        ("sendPhoto", {"chat_id": ADA, "photo": "nonsense"}, 400, "wrong file identifier"),
        ("sendChatAction", {"chat_id": ADA, "action": "dancing"}, 400, "wrong parameter action"),
        ("sendMessageDraft", {"chat_id": TEAM, "draft_id": 1, "text": "x"}, 400, "TEXTDRAFT_PEER_INVALID"),
        ("sendMessageDraft", {"chat_id": ADA, "draft_id": 0, "text": "x"}, 400, "draft identifier must be non-zero"),
        ("editMessageText", {"chat_id": ADA, "message_id": 2, "text": "bot's own"}, 200, ""),
        ("editMessageText", {"chat_id": ADA, "message_id": 2, "text": "<b>bot's</b> own", **MARK}, 400, "is not modif"),
        ("editMessageText", {"chat_id": ADA, "message_id": 1, "text": "x"}, 400, "message can't be edited"),
        ("editMessageText", {"chat_id": ADA, "message_id": 77, "text": "x"}, 400, "message to edit not found"),
        ("editMessageText", {"inline_message_id": "none", "text": "x"}, 400, "MESSAGE_ID_INVALID"),
        ("editMessageCaption", {"chat_id": ADA, "message_id": 2, "caption": "x"}, 400, "no caption in the message"),
        ("editMessageReplyMarkup", {"chat_id": ADA, "message_id": 2}, 400, "message is not modified"),
        ("deleteMessage", {"chat_id": ADA, "message_id": 77}, 400, "message to delete not found"),
        ("deleteMessage", {"chat_id": TEAM, "message_id": 2}, 400, "message can't be deleted"),
        ("answerCallbackQuery", {"callback_query_id": "77"}, 400, "query is too old and response timeout expired or"),
        ("answerInlineQuery", {"inline_query_id": "77", "results": []}, 400, "query is too old and response timeout"),
        ("answerGuestQuery", {"guest_query_id": "77", "result": article("1")}, 400, "query is too old and response"),
        ("setMessageReaction", {"chat_id": ADA, "message_id": 1, "reaction": reaction("x")}, 400, "REACTION_INVALID"),
        ("setMessageReaction", {"chat_id": ADA, "message_id": 77}, 400, "message to react not found"),
        ("setMyCommands", {"commands": [{"command": "Ask", "description": "x"}]}, 400, "BOT_COMMAND_INVALID"),
        ("setMyCommands", {"commands": [{"command": "ask", "description": ""}]}, 400, "BOT_COMMAND_DESCRIPTION"),
        ("getChatAdministrators", {"chat_id": ADA}, 400, "there are no administrators in the private chat"),
        ("getChatMember", {"chat_id": TEAM, "user_id": 99}, 400, "invalid user_id specified"),
        ("getFile", {"file_id": "none"}, 400, "wrong file_id"),
        ("pinChatMessage", {"chat_id": TEAM, "message_id": 2}, 400, "not enough rights to manage pinned"),
        ("setWebhook", {"url": "http://example.org/hook"}, 400, "An HTTPS URL must be provided"),
        ("setWebhook", {"url": "https://example.org:1234/"}, 400, "only on ports 80, 88, 443 or 8443"),
        ("setWebhook", {"url": "https://example.org/", "secret_token": "a b"}, 400, "secret token contains unallowed"),
        ("sendDice", {"chat_id": ADA}, 501, "does not offer sendDice"),
    ],
)  # fmt: skip
def test_refuses_as_telegram_does(api: BotApi, method: str, params: dict[str, Any], code: int, words: str) -> None:
    answer = ask(api, method, **params)
    assert (answer.get("error_code", 200), words in answer.get("description", "")) == (code, True), answer


@pytest.mark.parametrize(
    ("method", "params"),
    [
        (SEND, {"chat_id": ADA, "text": "x" * 4096}),
        (SEND, {"chat_id": ADA, "text": "<b>" + "&lt;" * 4096 + "</b>", **MARK}),
        (SEND, {"chat_id": "@ada", "text": "by name"}),
        (SEND, {"chat_id": ADA, "text": "x", "reply_parameters": LENIENT}),
        (SEND, {"chat_id": ADA, "text": "x", "reply_parameters": {"message_id": 1, "quote": "two"}}),
        (SEND, {"chat_id": ADA, "text": "x", "reply_parameters": QUOTE}),
        (SEND, {"chat_id": ADA, "text": "x", "reply_parameters": {"message_id": 2, "chat_id": TEAM}}),
        (SEND, {"chat_id": ADA, "text": "x", "reply_markup": keys({"text": "b", "callback_data": "x" * 64})}),
        (SEND, {"chat_id": FORUM, "text": "x", "message_thread_id": TOPIC}),
        ("sendMessageDraft", {"chat_id": ADA, "draft_id": 5, "text": ""}),
        ("sendChatAction", {"chat_id": ADA, "action": "typing"}),
        ("setMessageReaction", {"chat_id": ADA, "message_id": 1, "reaction": reaction("👀")}),
        ("deleteMessage", {"chat_id": ADA, "message_id": 1}),
        ("forwardMessage", {"chat_id": TEAM, "from_chat_id": ADA, "message_id": 1}),
        ("copyMessage", {"chat_id": TEAM, "from_chat_id": ADA, "message_id": 1}),
        ("getChat", {"chat_id": TEAM}),
        ("getChatMemberCount", {"chat_id": TEAM}),
        ("leaveChat", {"chat_id": TEAM}),
        ("setMyDescription", {"description": "x"}),
    ],
)  # fmt: skip
def test_grants_what_telegram_grants(api: BotApi, method: str, params: dict[str, Any]) -> None:
    answer = ask(api, method, **params)
    assert answer["ok"], answer


def test_a_migrated_group_names_its_supergroup(api: BotApi) -> None:
    answer = ask(api, "sendMessage", chat_id=OLD, text="x")
    moved = answer["parameters"]["migrate_to_chat_id"]
    assert ask(api, "sendMessage", chat_id=moved, text="x")["result"]["chat"]["type"] == "supergroup"


def test_entities_are_those_of_tdlib_in_utf16(api: BotApi) -> None:
    sent = ask(api, "sendMessage", chat_id=ADA, text="😀 <b>@AnnoBot</b> &lt; https://x.de", parse_mode="HTML")[
        "result"
    ]
    found = [(entity["type"], entity["offset"], entity["length"]) for entity in sent["entities"]]
    assert found == [("bold", 3, 8), ("mention", 3, 8), ("url", 14, 12)]


def test_a_quote_stands_where_it_was_found(api: BotApi) -> None:
    given = {"message_id": 1, "quote": "two", "quote_position": 8}
    sent = ask(api, "sendMessage", chat_id=ADA, text="x", reply_parameters=given)["result"]
    assert sent["quote"] == {"text": "two", "position": 8, "is_manual": True}


def test_control_and_bidi_characters_are_cleaned(api: BotApi) -> None:
    assert ask(api, "sendMessage", chat_id=ADA, text="a\x01b\u202ec\r\nd")["result"]["text"] == "a bc\nd"


def test_a_query_is_answered_once(api: BotApi) -> None:
    query = api.inline(api.world.users[ADA], "when")
    answers = [ask(api, "answerInlineQuery", inline_query_id=query.id, results=[article("1")])["ok"] for _ in "ab"]
    assert (answers, query.wait().results[0]["id"]) == ([True, False], "1")


def test_a_query_grows_too_old(api: BotApi) -> None:
    query = api.inline(api.world.users[ADA], "when")
    query.expire()
    answer = ask(api, "answerInlineQuery", inline_query_id=query.id, results=[])
    assert answer["description"].startswith("Bad Request: query is too old")


@pytest.mark.parametrize(
    ("results", "words"),
    [
        ([article(str(number)) for number in range(51)], "RESULTS_TOO_MUCH"),
        ([article("1"), article("1")], "RESULT_ID_DUPLICATE"),
        ([article("")], "RESULT_ID_INVALID"),
        ([article("ä" * 33)], "RESULT_ID_INVALID"),
        ([article("1", "")], "message text is empty"),
        ([{"type": "article", "id": "1", "title": "t"}], "input_message_content"),
    ],
)
def test_refuses_broken_inline_results(api: BotApi, results: list[Any], words: str) -> None:
    query = api.inline(api.world.users[ADA], "when")
    assert words in ask(api, "answerInlineQuery", inline_query_id=query.id, results=results)["description"]


def test_a_chosen_result_stands_in_the_chat_and_can_be_edited(api: BotApi) -> None:
    ada = api.world.users[ADA]
    query = api.inline(ada, "when")
    result = {**article("1", "<i>May</i>"), "reply_markup": keys({"text": "b", "callback_data": "d"})}
    result["input_message_content"]["parse_mode"] = "HTML"
    ask(api, "answerInlineQuery", inline_query_id=query.id, results=[result])
    sent = query.wait().choose(chat=api.world.chats[LEFT])
    ask(api, "editMessageText", inline_message_id=api.updates.made[-1][2]["inline_message_id"], text="June")
    assert sent.versions == ("May", "June")


def test_a_guest_answer_is_posted_where_the_bot_is_no_member(api: BotApi) -> None:
    elsewhere = api.world.chats[LEFT]
    query = api.guest(api.world.users[ADA], elsewhere, "@AnnoBot when?")
    ask(api, "answerGuestQuery", guest_query_id=query.id, result=article("1", "May"))
    reply = elsewhere.wait_for_reply()
    assert (reply.text, reply.reply_to) == ("May", query.reply_to and query.reply_to.id)


def test_a_press_is_answered_with_a_notice(api: BotApi) -> None:
    ask(api, "sendMessage", chat_id=ADA, text="x", reply_markup=keys({"text": "Source", "callback_data": "s:1"}))
    message = api.world.chats[ADA].messages[-1]
    query = api.press(message, "Source", by=api.world.users[ADA])
    ask(api, "answerCallbackQuery", callback_query_id=query.id, text="Here", show_alert=True)
    assert (query.wait().shown, query.is_alert, query.text) == ("Here", True, "s:1")


def test_a_file_goes_up_and_down(api: BotApi) -> None:
    sent = api.world.chats[ADA].send_file(api.world.users[ADA], b"text", "a.txt", "text/plain")
    path = ask(api, "getFile", file_id=sent.data["document"]["file_id"])["result"]["file_path"]
    with urllib.request.urlopen(f"{api.root}/file/bot{api.token}/{path}") as answer:
        assert answer.read() == b"text"


def test_a_file_over_20_megabytes_is_too_big(api: BotApi) -> None:
    sent = api.world.chats[ADA].send_file(api.world.users[ADA], b"", "a.pdf", size=21 * 1024 * 1024)
    answer = ask(api, "getFile", file_id=sent.data["document"]["file_id"])
    assert answer["description"] == "Bad Request: file is too big"


def test_menus_follow_scope_and_language(api: BotApi) -> None:
    private = {"type": "all_private_chats"}
    ask(api, "setMyCommands", commands=[{"command": "help", "description": "x"}])
    ask(api, "setMyCommands", commands=[{"command": "ask", "description": "x"}], scope=private, language_code="en")
    ada = api.world.users[ADA]
    assert [api.menu(api.world.chats[number], ada) for number in (ADA, TEAM)] == [("ask",), ("help",)]


def test_commands_can_be_read_back_and_deleted(api: BotApi) -> None:
    ask(api, "setMyCommands", commands=[{"command": "help", "description": "x"}])
    first = ask(api, "getMyCommands")["result"]
    ask(api, "deleteMyCommands")
    assert (first, ask(api, "getMyCommands")["result"]) == ([{"command": "help", "description": "x"}], [])


def test_administrators_are_listed(api: BotApi) -> None:
    team = api.group("Boss", owner=api.user("Bob", id=44), admin=True)
    found = ask(api, "getChatAdministrators", chat_id=team.id)["result"]
    assert [(one["user"]["id"], one["status"]) for one in found] == [(44, "creator"), (api.bot.id, "administrator")]


@pytest.mark.parametrize("privacy", [True, False])
def test_get_me_tells_the_privacy_mode(privacy: bool) -> None:
    with BotApi(privacy=privacy) as api:
        assert ask(api, "getMe")["result"]["can_read_all_group_messages"] is not privacy


def test_faults_come_as_often_as_asked(api: BotApi) -> None:
    api.fault(method="sendMessage", retry_after=3, times=2)
    codes = [ask(api, "sendMessage", chat_id=ADA, text="x").get("error_code") for _ in range(3)]
    assert (codes, api.refused[-1].description) == ([429, 429, None], "Too Many Requests: retry after 3")


@pytest.mark.parametrize(("done", "messages"), [(False, 2), (True, 3)])
def test_a_cut_connection_may_or_may_not_have_done_its_work(api: BotApi, done: bool, messages: int) -> None:
    api.fault(method="sendMessage", cut=True, done=done)
    with pytest.raises(OSError):
        ask(api, "sendMessage", chat_id=ADA, text="x")
    assert len(api.world.chats[ADA].messages) == messages


def test_a_server_error_may_have_done_its_work(api: BotApi) -> None:
    api.fault(method="sendMessage", status=502, done=True)
    answer = ask(api, "sendMessage", chat_id=ADA, text="late")
    assert (answer["description"], api.world.chats[ADA].messages[-1].text) == ("Bad Gateway", "late")


def test_a_revoked_token_is_unauthorized(api: BotApi) -> None:
    api.revoke()
    assert ask(api, "getMe")["error_code"] == 401


def test_a_group_takes_twenty_messages_a_minute() -> None:
    now = [1_000_000.0]
    with BotApi(clock=lambda: now[0]) as api:
        group = api.group("Team")
        api.limit(Flood(overall_per_second=0))
        said = [ask(api, "sendMessage", chat_id=group.id, text="x") for _ in range(21)]
        now[0] += 61
        later = ask(api, "sendMessage", chat_id=group.id, text="x")
    assert (said[-2]["ok"], said[-1]["parameters"], later["ok"]) == (True, {"retry_after": 60}, True)


def test_a_private_chat_takes_a_short_burst() -> None:
    with BotApi(clock=lambda: 1_000_000.0) as api:
        chat = api.private(api.user("Ada"))
        api.limit(Flood())
        said = [ask(api, "sendMessage", chat_id=chat.id, text="x")["ok"] for _ in range(4)]
    assert said == [True, True, True, False]
