"""A private chat, over HTTP, with the bot as a process of its own: by polling and by webhook."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from botapi import BotApi, Private
from running import COSTS, NIMBUS, OWNER, SHIPS, feed, running, take


@pytest.fixture(scope="module", params=["polling", "webhook"])
def api(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[BotApi]:
    data = feed(tmp_path_factory.mktemp("data"), NIMBUS)
    with BotApi() as server, running(server, data, webhook=request.param == "webhook"):
        yield server
        assert [call for call in server.refused if call.status not in (403,)] == []


@pytest.fixture
def chat(api: BotApi) -> Private:
    return api.private(api.user("Ann"))


@pytest.fixture(scope="module")
def owner_chat(api: BotApi) -> Private:
    return api.private(api.user("Olga", id=OWNER))


def ask(chat: Private, text: str) -> str:
    chat.say(chat.user, text)
    return chat.wait_for_reply().text


def test_a_question_is_answered_with_its_source(chat: Private) -> None:
    question = chat.say(chat.user, SHIPS)
    reply = chat.wait_for_reply()
    assert reply.html.startswith("<b>18 June 2026</b>\nConfirmed ✅ · announced 10 March 2026")
    assert "<blockquote expandable>The Nimbus X1 will ship on 18 June 2026.</blockquote>" in reply.html
    assert '<a href="https://nimbus.example/x1">Nimbus unveils the X1</a>' in reply.html
    assert reply.reply_to == question.id
    assert [button.text for button in reply.buttons] == ["Source", "More on this", "Not right?"]


def test_several_questions_are_answered_in_one_message(chat: Private) -> None:
    text = ask(chat, f"{SHIPS} {COSTS}")
    assert text.index("18 June 2026") < text.index("499 euros")
    assert chat.unread == ()


def test_what_is_not_stated_is_not_answered(chat: Private) -> None:
    assert "499" not in ask(chat, "How heavy is the Nimbus X9?")


def test_an_edited_question_gets_an_edited_answer(chat: Private) -> None:
    question = chat.say(chat.user, SHIPS)
    reply = chat.wait_for_reply()
    chat.edit(question, COSTS)
    assert chat.wait_for_edit(reply).text.startswith("499 euros")


def test_start_greets(chat: Private) -> None:
    assert ask(chat, "/start").startswith("Hello, I'm Anno.")


def test_a_deep_link_opens_its_subject(chat: Private) -> None:
    assert "18 June 2026" in ask(chat, "/start Nimbus-X1")


@pytest.mark.parametrize(
    ("command", "says"),
    [
        ("/help", "/sources"),
        ("/sources", "Nimbus Newsroom: 1"),
        ("/latest", "Nimbus unveils the X1"),
        ("/about Nimbus X1", "499 euros"),
        ("/about", "subject"),
        ("/privacy", "/forgetme"),
        ("/ask " + SHIPS, "18 June 2026"),
        ("/settings", "Settings of this chat"),
        ("/nonsense", "/help"),
        ("/why", "Reply with /why"),
    ],
)
def test_commands_answer(chat: Private, command: str, says: str) -> None:
    assert says in ask(chat, command)


def test_why_shows_how_an_answer_was_found(chat: Private) -> None:
    chat.say(chat.user, SHIPS)
    reply = chat.wait_for_reply()
    chat.say(chat.user, "/why", reply_to=reply)
    assert "nimbus [" in chat.wait_for_reply().text


def test_an_owner_adds_lists_and_removes_an_article(api: BotApi, owner_chat: Private) -> None:
    text = "/add 2026-04-02\nQuell opens in Lund\nQuell opens a shop in Lund on 5 May 2026."
    owner_chat.say(owner_chat.user, text)
    assert take(api, owner_chat).text.startswith("Taken.\nQuell opens in Lund")
    owner_chat.say(owner_chat.user, "/articles")
    assert [button for button in owner_chat.wait_for_reply().buttons if "Quell opens in Lund" in button.text]
    owner_chat.say(owner_chat.user, text)
    assert owner_chat.wait_for_edit(owner_chat.wait_for_reply()).text.startswith("I know this article already.")
    assert ask(owner_chat, "/remove 2026-04-02-quell-opens-in-lund").startswith("Removed: Quell opens in Lund")


def test_a_forwarded_post_becomes_an_article_and_is_asked_about(api: BotApi, owner_chat: Private) -> None:
    post = api.channel("Lumen News", username="lumennews").post("Lumen lamp\nThe Lumen lamp costs 20 euros.")
    forwarded = owner_chat.forward(post, by=owner_chat.user)
    assert take(api, owner_chat).text.startswith("Taken.\nLumen lamp · Lumen News")
    owner_chat.say(owner_chat.user, "How much does the Lumen lamp cost?", reply_to=forwarded)
    reply = owner_chat.wait_for_reply()
    assert reply.text.startswith("20 euros")
    assert f"https://t.me/lumennews/{post.id}" in reply.html


def test_the_source_button_shows_the_text_around_the_sentence(api: BotApi, chat: Private) -> None:
    chat.say(chat.user, SHIPS)
    api.press(chat.wait_for_reply(), "Source", by=chat.user).wait()
    assert "<b>The Nimbus X1 will ship on 18 June 2026.</b>" in chat.wait_for_reply().html


def test_more_on_this_shows_the_fact_sheet(api: BotApi, chat: Private) -> None:
    chat.say(chat.user, SHIPS)
    api.press(chat.wait_for_reply(), "More on this", by=chat.user).wait()
    assert "499 euros" in chat.wait_for_reply().text


def test_not_right_asks_what_and_says_thanks(api: BotApi, chat: Private) -> None:
    chat.say(chat.user, SHIPS)
    reply = chat.wait_for_reply()
    api.press(reply, "Not right?", by=chat.user).wait()
    assert api.press(reply, "It is out of date", by=chat.user).wait().shown == "Thank you, that was counted."


@pytest.mark.parametrize("data", ["s:1.1:0", "c:x", "n:::", "garbage", "s:1.1:99999999999999999999"])
def test_a_forged_button_is_answered_and_does_nothing(api: BotApi, chat: Private, data: str) -> None:
    chat.say(chat.user, SHIPS)
    query = api.press(chat.wait_for_reply(), data, by=chat.user, forged=True).wait()
    assert query.shown == "This button no longer works. Please ask again."


def test_a_button_of_another_chats_answer_does_nothing(api: BotApi, chat: Private) -> None:
    chat.say(chat.user, SHIPS)
    stolen = chat.wait_for_reply().buttons[0].data or ""
    other = api.private(api.user("Eve"))
    other.say(other.user, SHIPS)
    query = api.press(other.wait_for_reply(), stolen, by=other.user, forged=True).wait()
    assert query.shown == "This button no longer works. Please ask again."


def test_a_voice_message_gets_a_polite_word(chat: Private) -> None:
    chat.send_voice(chat.user)
    assert "voice" in chat.wait_for_reply().text


@pytest.mark.parametrize(
    "text", ["?", "😀" * 2000, "\u202e\u0007 what\u200b?", "@AnnoBot", "<b>&lt;" * 500, "a" * 4096, "/ask", "?" * 4000]
)
def test_anything_typed_gets_one_fitting_reply(chat: Private, text: str) -> None:
    assert ask(chat, text)
    assert chat.unread == ()


def test_a_poll_and_a_big_file_get_a_word(chat: Private) -> None:
    chat.send_poll(chat.user, "Which one?")
    chat.send_file(chat.user, b"", "big.bin", size=20 * 1024 * 1024)
    assert {chat.wait_for_reply().text, chat.wait_for_reply().text} == {"I only read words. Please type your question."}


def test_mydata_shows_and_forgetme_deletes(chat: Private) -> None:
    ask(chat, SHIPS)
    assert SHIPS in ask(chat, "/mydata")
    ask(chat, "/forgetme")
    assert ask(chat, "/mydata") == "I keep nothing of you."


def test_menus_show_each_person_what_is_theirs(api: BotApi, chat: Private) -> None:
    assert "ask" in api.menu(chat, chat.user)
    assert "add" not in api.menu(chat, chat.user)


def test_a_person_is_answered_in_their_language(api: BotApi) -> None:
    chat = api.private(api.user("Ute", language_code="de"))
    chat.say(chat.user, SHIPS)
    reply = chat.wait_for_reply()
    assert "Bestätigt ✅ · angekündigt am 10. März 2026" in reply.text
    assert [button.text for button in reply.buttons] == ["Quelle", "Mehr dazu", "Stimmt nicht?"]
    assert "The Nimbus X1 will ship on 18 June 2026." in reply.text
    assert "englische Fragen verstehe ich am besten" in ask(chat, "How heavy is the Nimbus X1?")
    assert ask(chat, "Wie schwer ist das Nimbus X1?").startswith("Fragen verstehe ich vorerst nur auf Englisch.")


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("¿Cuándo sale el Nimbus X1?", "Por ahora solo entiendo preguntas en inglés."),
        ("Quando esce il Nimbus X1?", "Per ora capisco solo domande in inglese."),
        ("Когда выйдет Nimbus X1?", "Пока я понимаю вопросы только на английском."),
        ("Nimbus X1 什么时候上市？", "目前我只能理解英文提问。"),
    ],
)
def test_a_question_in_another_language_is_told_politely_that_only_english_is_understood(
    chat: Private, question: str, said: str
) -> None:
    assert ask(chat, question).startswith(said)
    assert ask(chat, SHIPS).startswith("18 June 2026")


def test_a_chat_may_set_its_language(api: BotApi) -> None:
    chat = api.private(api.user("Ivo", language_code="it"))
    chat.say(chat.user, "/settings")
    panel = chat.wait_for_reply()
    for shown in ("Lingua: quella di ciascuno", "Language: English"):
        api.press(panel, shown, by=chat.user).wait()
        panel = chat.wait_for_edit(panel)
    assert "Sprache: Deutsch" in [button.text for button in panel.buttons]
    assert "Bestätigt" in ask(chat, SHIPS)


def test_menus_are_shown_in_the_persons_language(api: BotApi) -> None:
    languages = {call.params.get("language_code") for call in api.called("setMyCommands")}
    assert {"de", "es", "it", "ru", "zh"} <= languages
