"""Real clients against the loopback Bot API: PTB in another process by polling and webhook, and a hook that fails."""

from __future__ import annotations

import asyncio
import http.server
import json
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any, ClassVar

import aiogram.methods
import pytest
import telegram
from pydantic import TypeAdapter

from botapi import BotApi, User
from test_botapi import ask, keys

ECHO = """
import sys
from telegram import Update
from telegram.ext import Application, CallbackQueryHandler, MessageHandler, filters

async def echo(update, context):
    await update.effective_message.reply_html(f"<b>{update.effective_message.text_html}</b>", do_quote=True)

async def pressed(update, context):
    await update.callback_query.answer("pressed")

root, token, port = sys.argv[1:]
app = Application.builder().token(token).base_url(root + "/bot").base_file_url(root + "/file/bot").build()
app.add_handler(MessageHandler(filters.TEXT, echo))
app.add_handler(CallbackQueryHandler(pressed))
if port == "0":
    app.run_polling()
else:
    address = f"http://127.0.0.1:{port}/hook"
    app.run_webhook("127.0.0.1", int(port), "hook", webhook_url=address, secret_token="abc-123")
"""


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture
def api() -> Iterator[BotApi]:
    with BotApi() as api:
        yield api


@pytest.fixture
def ada(api: BotApi) -> User:
    return api.user("Ada")


@pytest.fixture(params=["polling", "webhook"])
def echo(request: pytest.FixtureRequest, api: BotApi, tmp_path: Path) -> Iterator[subprocess.Popen[bytes]]:
    """A small PTB bot in a process of its own."""
    script = tmp_path / "echo.py"
    script.write_text(ECHO)
    port = "0" if request.param == "polling" else str(free_port())
    with subprocess.Popen([sys.executable, script, api.root, api.token, port]) as process:
        yield process
        process.terminate()


def test_a_ptb_bot_echoes(api: BotApi, ada: User, echo: object) -> None:
    chat = api.private(ada)
    said = chat.say(ada, "one < two 😀")
    reply = chat.wait_for_reply(30)
    assert (reply.text, reply.html, reply.reply_to) == ("one < two 😀", "<b>one &lt; two 😀</b>", said.id)


def test_a_ptb_bot_answers_all_and_acknowledges(api: BotApi, ada: User, echo: object) -> None:
    chats = [api.private(api.user(f"P{number}")) for number in range(20)]
    for chat in chats * 5:
        chat.say(chat.user, "hello")
    api.wait_until(lambda: len(api.called("sendMessage")) == 100, 60)
    api.settle()
    assert ({len(chat.replies) for chat in chats}, api.refused, len(api.updates.pending)) == ({5}, (), 0)


def test_a_ptb_bot_lives_through_faults(api: BotApi, ada: User, echo: object) -> None:
    chat = api.private(ada)
    api.fault(method="getUpdates", status=502, times=2)
    api.fault(method="sendMessage", slow=0.2)
    chat.say(ada, "hello")
    assert chat.wait_for_reply(30).text == "hello"


def test_a_ptb_bot_sees_a_press(api: BotApi, ada: User, echo: object) -> None:
    chat = api.private(ada)
    ask(api, "sendMessage", chat_id=chat.id, text="x", reply_markup=keys({"text": "Source", "callback_data": "s"}))
    assert api.press(chat.wait_for_reply(), "Source", by=ada).wait(30).shown == "pressed"


def test_a_ptb_bot_ends_gracefully(api: BotApi, ada: User, echo: subprocess.Popen[bytes]) -> None:
    api.private(ada).say(ada, "hello")
    api.wait_until(lambda: bool(api.called("sendMessage")), 30)
    echo.terminate()
    assert (echo.wait(20), api.refused) == (0, ())


class Hook(http.server.BaseHTTPRequestHandler):
    """A webhook that answers with the statuses it is told, then 200."""

    statuses: ClassVar[list[int]] = []
    seen: ClassVar[list[tuple[str, str | None]]] = []
    wait: ClassVar[str | None] = None
    """What it asks for in Retry-After."""

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"])).decode()
        self.seen.append((body, self.headers["X-Telegram-Bot-Api-Secret-Token"]))
        self.send_response(self.statuses.pop(0) if self.statuses else 200)
        if self.wait is not None:
            self.send_header("Retry-After", self.wait)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture
def hook() -> Iterator[str]:
    """A webhook's address."""
    Hook.statuses, Hook.seen, Hook.wait = [], [], None
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Hook)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_address[1]}/"
    server.shutdown()
    server.server_close()


def test_a_webhook_gets_the_secret_it_set(api: BotApi, ada: User, hook: str) -> None:
    ask(api, "setWebhook", url=hook, secret_token="abc")
    api.private(ada).say(ada, "hello")
    api.settle()
    assert [secret for _, secret in Hook.seen] == ["abc"]


def test_what_a_webhook_refuses_comes_again_in_order(api: BotApi, ada: User, hook: str) -> None:
    Hook.statuses = [500, 403]
    chat = api.private(ada)
    chat.say(ada, "first")
    chat.say(ada, "second")
    ask(api, "setWebhook", url=hook)
    api.settle()
    texts = [json.loads(body)["message"]["text"] for body, _ in Hook.seen]
    assert (texts, [status for _, status in api.webhook.pushes]) == (["first"] * 3 + ["second"], [500, 403, 200, 200])


def test_a_webhook_may_ask_for_time(api: BotApi, ada: User, hook: str) -> None:
    Hook.statuses, Hook.wait = [503], "3600"
    ask(api, "setWebhook", url=hook)
    api.private(ada).say(ada, "hello")
    api.wait_until(lambda: len(api.webhook.pushes) == 1)
    assert next(iter(api.updates.pending.values())).due > api.server.loop.time() + 3500


def test_webhook_info_tells_what_is_pending_and_why(api: BotApi, ada: User) -> None:
    ask(api, "setWebhook", url=f"http://127.0.0.1:{free_port()}/", max_connections=7)
    api.private(ada).say(ada, "hello")
    api.wait_until(lambda: len(api.webhook.pushes) > 1)
    info = ask(api, "getWebhookInfo")["result"]
    assert (info["pending_update_count"], info["last_error_message"], info["max_connections"]) == (
        1,
        "Connection refused",
        7,
    )


def test_without_its_webhook_an_update_waits_for_a_poll(api: BotApi, ada: User) -> None:
    ask(api, "setWebhook", url=f"http://127.0.0.1:{free_port()}/")
    api.private(ada).say(ada, "hello")
    ask(api, "deleteWebhook")
    assert ask(api, "getUpdates")["result"][0]["message"]["text"] == "hello"


def test_one_chat_waits_for_its_turn_and_others_do_not(api: BotApi, hook: str) -> None:
    ask(api, "setWebhook", url=hook)
    for name in "abc":
        user = api.user(name)
        chat = api.private(user)
        for number in range(5):
            chat.say(user, f"{name}{number}")
    api.settle()
    order = [body.rsplit('"text": "', 1)[1][:2] for body, _ in Hook.seen]
    assert [sorted(order), *([one for one in order if one[0] == name] for name in "abc")] == [
        [f"{name}{number}" for name in "abc" for number in range(5)],
        *([f"{name}{number}" for number in range(5)] for name in "abc"),
    ]


async def a_day_of_a_bot(api: BotApi, ada: User) -> None:
    """Every method the bot may want, by PTB's own client."""
    chat, talk = api.private(ada), api.group("Talk", [ada], forum=True, admin=True, owner=api.user("Bob"))
    said = chat.say(ada, "one two two")
    markup = telegram.InlineKeyboardMarkup([[telegram.InlineKeyboardButton("b", callback_data="d")]])
    async with telegram.Bot(api.token, base_url=f"{api.root}/bot", base_file_url=f"{api.root}/file/bot") as bot:
        reply = telegram.ReplyParameters(said.id, quote="two", quote_position=8)
        sent = await bot.send_message(chat.id, "<b>x</b>", "HTML", reply_parameters=reply, reply_markup=markup)
        await bot.edit_message_text("<i>y</i>", chat.id, sent.message_id, parse_mode="HTML", reply_markup=markup)
        await bot.edit_message_reply_markup(chat.id, sent.message_id)
        photo = await bot.send_photo(chat.id, b"\x89PNG....", caption="a picture")
        await bot.edit_message_caption(chat.id, photo.message_id, caption="the picture")
        document = await bot.send_document(chat.id, b"bytes", filename="a.txt", caption="<u>c</u>", parse_mode="HTML")
        assert document.document is not None
        file = await bot.get_file(document.document.file_id)
        assert bytes(await file.download_as_bytearray()) == b"bytes"
        await bot.send_media_group(chat.id, [telegram.InputMediaDocument(b"1"), telegram.InputMediaDocument(b"2")])
        await bot.send_chat_action(chat.id, "typing")
        await bot.send_message_draft(chat.id, 7, "thinking")
        await bot.set_message_reaction(chat.id, said.id, "👀")
        topic = await bot.create_forum_topic(talk.id, "Cars")
        in_topic = await bot.send_message(talk.id, "x", message_thread_id=topic.message_thread_id)
        assert in_topic.is_topic_message
        await bot.pin_chat_message(talk.id, in_topic.message_id)
        await bot.forward_message(talk.id, chat.id, said.id)
        await bot.copy_message(talk.id, chat.id, said.id)
        await bot.get_chat(talk.id)
        await bot.get_chat_member(talk.id, ada.id)
        await bot.get_chat_administrators(talk.id)
        await bot.get_chat_member_count(talk.id)
        scope = telegram.BotCommandScopeChat(talk.id)
        await bot.set_my_commands([("ask", "Ask")], scope, "en")
        assert [command.command for command in await bot.get_my_commands(scope, "en")] == ["ask"]
        await bot.set_my_name("Anno")
        await bot.get_my_name()
        content = telegram.InputTextMessageContent("<b>x</b>", "HTML")
        result = telegram.InlineQueryResultArticle("1", "t", content, reply_markup=markup)
        await bot.answer_inline_query(api.inline(ada, "q").id, [result], cache_time=5, is_personal=True)
        guest = api.guest(ada, api.group("Elsewhere", bot=False), "@AnnoBot q")
        await bot.answer_guest_query(guest.id, result)
        await bot.answer_callback_query(api.press(chat.replies[0], "d", by=ada, forged=True).id, "Here")
        await bot.delete_message(chat.id, sent.message_id)
        await bot.set_webhook("https://example.org/hook", certificate=b"cert", secret_token="s")
        await bot.get_webhook_info()
        await bot.delete_webhook()
        await bot.leave_chat(talk.id)


def test_ptb_gets_along_with_every_method_and_aiogram_reads_every_result(api: BotApi, ada: User) -> None:
    asyncio.run(a_day_of_a_bot(api, ada))
    assert api.refused == ()
    assert [call.method for call in api.calls if not is_read(call.method, call.result)] == []


def is_read(method: str, result: Any) -> bool:
    """Whether aiogram takes the result for what the method returns."""
    model = getattr(aiogram.methods, method[0].upper() + method[1:])
    TypeAdapter(model.__returning__).validate_python(result)
    return True
