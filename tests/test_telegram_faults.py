"""What goes wrong between bot, Telegram and disk: each has one stated behaviour, and the token stays hidden."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from botapi import BotApi, Flood, Private
from running import COSTS, NIMBUS, OWNER, SHIPS, feed, running, start, wait_until_listening


@pytest.fixture
def data(tmp_path: Path) -> Path:
    return feed(tmp_path, NIMBUS)


def private(api: BotApi) -> Private:
    return api.private(api.user("Ann"))


@pytest.mark.parametrize(
    "fault",
    [
        {"status": 500},
        {"status": 502, "times": 2},
        {"retry_after": 1},
        {"cut": True},
    ],
    ids=["500", "502 twice", "429", "cut connection"],
)
def test_an_answer_that_could_not_be_sent_is_sent_again(data: Path, fault: dict[str, object]) -> None:
    with BotApi() as api, running(api, data):
        chat = private(api)
        api.fault(method="sendMessage", **fault)
        chat.say(chat.user, SHIPS)
        assert chat.wait_for_reply(20).text.startswith("18 June 2026")
        api.settle()
        assert chat.unread == ()


def test_html_that_telegram_refuses_goes_as_plain_text(data: Path) -> None:
    with BotApi() as api, running(api, data):
        chat = private(api)
        api.fault(method="sendMessage", status=400, problem="can't parse entities: unsupported start tag")
        chat.say(chat.user, SHIPS)
        reply = chat.wait_for_reply()
        assert reply.text.startswith("18 June 2026")
        assert "<b>" not in reply.html


def test_an_answer_to_a_deleted_question_is_sent_all_the_same(data: Path) -> None:
    with BotApi() as api, running(api, data):
        chat = private(api)
        api.set_latency(0.3)
        question = chat.say(chat.user, SHIPS)
        chat.delete(question)
        assert chat.wait_for_reply().reply_to is None


def test_whoever_blocked_the_bot_is_not_written_to_again(data: Path) -> None:
    with BotApi() as api, running(api, data):
        chat, other = private(api), private(api)
        chat.block()
        api.fault(method="sendMessage", status=403, problem="bot was blocked by the user")
        other.say(other.user, SHIPS)
        other.say(other.user, COSTS)
        assert other.wait_for_reply().text.startswith("499 euros")
        api.settle()
        assert other.unread == ()


def test_a_revoked_token_ends_the_bot_with_one_sentence(data: Path) -> None:
    with BotApi() as api:
        bot = start(api, data)
        wait_until_listening(bot)
        api.revoke()
        assert bot.wait(30) == 2
        assert "Telegram does not accept the bot token" in bot.log
        assert "Traceback" not in bot.log
        assert api.token not in bot.log


def test_a_wrong_token_at_the_start_ends_the_bot_with_one_sentence(data: Path) -> None:
    with BotApi() as api:
        api.revoke()
        bot = start(api, data)
        assert bot.wait(30) == 2
        assert "Telegram does not accept the bot token" in bot.log
        assert "Traceback" not in bot.log
        assert api.token not in bot.log


def test_the_bot_waits_for_telegram_at_its_start(data: Path) -> None:
    with BotApi() as api:
        api.fault(method="getMe", status=502, times=2)
        with running(api, data) as bot:
            chat = private(api)
            chat.say(chat.user, SHIPS)
            assert chat.wait_for_reply().text.startswith("18 June 2026")
            assert "trying again" in bot.log


def test_a_second_bot_with_the_same_token_is_told_of_once_in_the_log_and_to_the_owner(data: Path) -> None:
    with BotApi() as api, running(api, data) as bot:
        api.fault(method="getUpdates", status=409, problem="terminated by other getUpdates request", times=2)
        owner, chat = api.private(api.user("Olga", id=OWNER)), private(api)
        chat.say(chat.user, SHIPS)
        chat.say(chat.user, COSTS)
        assert chat.wait_for_reply(20).text.startswith("18 June 2026")
        assert bot.log.count("another program fetches") == 1
        assert [reply.text[:31] for reply in owner.replies] == ["⚠️ Another program fetches this"]


def test_an_update_waits_for_a_locked_database(data: Path) -> None:
    with BotApi() as api, running(api, data):
        chat = private(api)
        other = sqlite3.connect(data / "announcebot.sqlite3", isolation_level=None)
        other.execute("BEGIN IMMEDIATE")
        chat.say(chat.user, SHIPS)
        with pytest.raises(TimeoutError):
            chat.wait_for_reply(1.5)
        other.execute("ROLLBACK")
        assert chat.wait_for_reply(20).text.startswith("18 June 2026")
        other.close()


def test_an_update_that_failed_for_good_is_told_to_the_owner_without_its_words(data: Path) -> None:
    with BotApi() as api, running(api, data) as bot:
        owner, chat = api.private(api.user("Olga", id=OWNER)), private(api)
        api.fault(method="sendMessage", status=400, problem="something nobody foresaw", times=2, chat=chat.id)
        chat.say(chat.user, SHIPS)
        assert chat.wait_for_reply(20).text.startswith("Sorry")
        told = [owner.wait_for_reply().text, owner.wait_for_reply().text]
        assert all(words.startswith("⚠️") and "Nimbus" not in words for words in told)
        owner.say(owner.user, "/status")
        assert "Failed for good: 1" in owner.wait_for_reply().text
        assert api.token not in bot.log


def test_one_asker_too_many_is_told_once_and_others_go_on(data: Path) -> None:
    with BotApi() as api, running(api, data):
        chat, other = private(api), private(api)
        for _ in range(30):
            chat.say(chat.user, COSTS)
        other.say(other.user, SHIPS)
        assert other.wait_for_reply(10).text.startswith("18 June 2026")
        api.settle(30)
        notices = [reply for reply in chat.replies if "a lot of questions" in reply.text]
        assert (len(chat.replies), len(notices)) == (21, 1)


def test_a_flooded_group_waits_its_turn_and_others_do_not_wait(data: Path) -> None:
    with BotApi() as api, running(api, data):
        api.limit(Flood())
        people = [api.user(f"P{number}") for number in range(26)]
        group, chat = api.group("Flooded", people, privacy=False), private(api)
        for person in people:
            group.say(person, f"@AnnoBot {COSTS}")
        api.wait_until(lambda: len(group.replies) >= 20, 30)
        chat.say(chat.user, SHIPS)
        assert chat.wait_for_reply(4).text.startswith("18 June 2026")
        assert len(group.replies) < len(people)


def test_a_429_in_one_chat_does_not_hold_up_another(data: Path) -> None:
    with BotApi() as api, running(api, data):
        chat, other = private(api), private(api)
        api.fault(method="sendMessage", retry_after=8, chat=chat.id)
        chat.say(chat.user, COSTS)
        api.wait_until(lambda: bool(api.refused), 10)
        other.say(other.user, SHIPS)
        assert other.wait_for_reply(4).text.startswith("18 June 2026")
        assert chat.replies == ()
        assert chat.wait_for_reply(20).text.startswith("499 euros")


@pytest.mark.parametrize("webhook", [False, True], ids=["polling", "webhook"])
def test_what_came_before_the_token_was_revoked_is_answered_with_the_next_start(data: Path, webhook: bool) -> None:
    with BotApi() as api:
        chat = private(api)
        bot = start(api, data, webhook=webhook)
        wait_until_listening(bot)
        api.fault(method="sendMessage", slow=0.5, retry_after=1)
        chat.say(chat.user, SHIPS)
        api.wait_until(lambda: bool(api.called("sendMessage")), 10)
        api.revoke()
        assert bot.wait(20) == 2
        assert "Telegram does not accept the bot token" in bot.log
        api.server.is_revoked = False
        with running(api, data, webhook=webhook):
            assert chat.wait_for_reply(10).text.startswith("18 June 2026")
            api.settle()
        assert chat.unread == ()


@pytest.mark.parametrize(
    "problem", ["not enough rights to send text messages to the chat", "TOPIC_CLOSED", "message thread not found"]
)
def test_where_the_bot_may_not_write_nobody_is_troubled(data: Path, problem: str) -> None:
    with BotApi() as api, running(api, data) as bot:
        owner, chat = api.private(api.user("Olga", id=OWNER)), private(api)
        api.fault(method="sendMessage", status=400, problem=problem, chat=chat.id)
        chat.say(chat.user, SHIPS)
        chat.say(chat.user, COSTS)
        assert chat.wait_for_reply(10).text.startswith("499 euros")
        owner.say(owner.user, "/status")
        assert "Failed for good: 0" in owner.wait_for_reply().text
        assert "Traceback" not in bot.log


def test_the_owner_hears_of_one_kind_of_error_once(data: Path) -> None:
    with BotApi() as api, running(api, data):
        owner, chat = api.private(api.user("Olga", id=OWNER)), private(api)
        for _ in range(3):
            other = private(api)
            api.fault(method="sendMessage", status=400, problem="something nobody foresaw", times=2, chat=other.id)
            other.say(other.user, SHIPS)
            assert other.wait_for_reply(20).text.startswith("Sorry")
        chat.say(chat.user, COSTS)
        chat.wait_for_reply()
        assert [reply.text.split(":")[0] for reply in owner.replies] == [
            "⚠️ An error",
            "⚠️ A message could not be answered",
        ]


def test_a_slow_telegram_slows_no_chat_but_its_own(data: Path) -> None:
    with BotApi() as api, running(api, data):
        chat, other = private(api), private(api)
        api.fault(method="sendMessage", slow=3.0, chat=chat.id)
        chat.say(chat.user, SHIPS)
        chat.say(chat.user, COSTS)
        other.say(other.user, COSTS)
        assert other.wait_for_reply(2.5).text.startswith("499 euros")
        assert [chat.wait_for_reply(10).text.split("\n")[0] for _ in range(2)] == ["18 June 2026", "499 euros"]


def test_an_edit_whose_markup_is_refused_is_made_in_plain_text(data: Path) -> None:
    with BotApi() as api, running(api, data):
        chat = private(api)
        question = chat.say(chat.user, SHIPS)
        reply = chat.wait_for_reply()
        api.fault(method="editMessageText", status=400, problem="can't parse entities: unsupported start tag")
        chat.edit(question, COSTS)
        edited = chat.wait_for_edit(reply)
        assert (edited.text.startswith("499 euros"), "<b>" in edited.html) == (True, False)


def test_a_busy_groups_answers_come_in_order_and_others_go_on(data: Path) -> None:
    with BotApi() as api, running(api, data):
        people = [api.user(f"P{number}") for number in range(80)]
        group, chat = api.group("Busy", people, privacy=False), private(api)
        for person in people:
            group.say(person, f"@AnnoBot {COSTS}")
        chat.say(chat.user, SHIPS)
        assert chat.wait_for_reply(10).text.startswith("18 June 2026")
        api.wait_until(lambda: len(group.replies) >= 20, 30)
        assert [reply.reply_to for reply in group.replies] == [message.id for message in group.messages[:20]]


def test_a_stop_does_not_wait_for_a_flooded_group(data: Path) -> None:
    with BotApi() as api:
        people = [api.user(f"P{number}") for number in range(30)]
        group = api.group("Flooded", people, privacy=False)
        bot = start(api, data)
        wait_until_listening(bot)
        for person in people:
            group.say(person, f"@AnnoBot {COSTS}")
        api.wait_until(lambda: len(group.replies) >= 20, 30)
        code, seconds = bot.stop()
        assert (code, seconds < 5, len(group.replies)) == (0, True, 20)
        with running(api, data):
            api.wait_until(lambda: len(group.replies) >= 30, 30)
            api.settle()
        assert [reply.reply_to for reply in group.replies] == [message.id for message in group.messages[:30]]


def test_a_bot_that_cannot_begin_to_fetch_can_be_stopped(data: Path) -> None:
    with BotApi() as api:
        api.fault(method="deleteWebhook", status=502, times=1000)
        bot = start(api, data)
        api.wait_until(lambda: len(api.called("deleteWebhook")) > 1, 30)
        code, seconds = bot.stop()
        assert (code, seconds < 10, "Traceback" in bot.log) == (0, True, False)
