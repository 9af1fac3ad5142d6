"""Whatever people send to the bot: a fitting sentence or silence, never a trace, and the next question is answered."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from botapi import BotApi, Chat, Group, Private, User
from running import COSTS, NIMBUS, SHIPS, RunningBot, feed, running

WORDS = "I only read words. Please type your question."
COMMAND = "A command only works at the beginning of a message of its own, for example: /help"


@pytest.fixture(scope="module")
def bot(api: BotApi, tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningBot]:
    with running(api, feed(tmp_path_factory.mktemp("data"), NIMBUS)) as process:
        yield process
        assert "Traceback" not in process.log
        assert " ERROR " not in process.log


@pytest.fixture(scope="module")
def api() -> Iterator[BotApi]:
    with BotApi() as server:
        yield server
        refused = {call.description.removeprefix("Bad Request: ")[:15] for call in server.refused}
        assert refused <= {"message to edit", "query is too ol"}


@pytest.fixture
def ann(api: BotApi, bot: RunningBot) -> User:
    return api.user("Ann")


@pytest.fixture
def chat(api: BotApi, ann: User) -> Private:
    return api.private(ann)


@pytest.fixture
def group(api: BotApi, ann: User) -> Group:
    return api.group("Readers", [ann], privacy=False)


def goes_on(chat: Chat, user: User) -> bool:
    """Whether the next question is answered, and nothing else is said."""
    chat.say(user, f"@AnnoBot {COSTS}")
    return chat.wait_for_reply().text.startswith("499 euros") and chat.unread == ()


HOSTILE = {
    "4096 letters": "x" * 4096,
    "4096 emoji units": "😀" * 2048,
    "4096 question marks": "?" * 4096,
    "4096 spaces around a word": " " * 2000 + "when" + " " * 2000,
    "4096 of markup": "<b>&lt;</i>" * 370,
    "4096 marks on a letter": "e" + "\u0301" * 4000,
    "sql": "'; DROP TABLE article; --",
    "format blanks": "{0} {name} %s %(x)s ${y}",
    "control characters": "\x00\x01\x02\x1b[31m when?",
    "bidi characters": "\u202e\u2066\u2067nehw\u2069\u061c?",
    "arabic": "متى سيصدر الهاتف؟",
    "chinese": "它什么时候发布？",
    "zero width": "\u200b\u200c\u200d\u2060",
    "300 mentions": "@AnnoBot " * 300,
    "300 mentions of others": "@somebody " * 300,
    "300 questions": "When? " * 300,
    "numbers": "9" * 3000,
}


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE.keys())
def test_anything_typed_in_private_gets_one_reply(chat: Private, text: str) -> None:
    chat.say(chat.user, text)
    assert chat.wait_for_reply(10).text
    assert goes_on(chat, chat.user)


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE.keys())
def test_anything_typed_behind_a_mention_gets_one_reply(group: Group, ann: User, text: str) -> None:
    group.say(ann, f"@AnnoBot {text}"[:4096])
    assert group.wait_for_reply(10).text
    assert goes_on(group, ann)


def test_an_empty_mention_gets_an_example(group: Group, ann: User) -> None:
    group.say(ann, "@AnnoBot")
    assert group.wait_for_reply().text.startswith("Ask me about an announcement, for example:")


@pytest.mark.parametrize("text", ["/help", "/settings@AnnoBot", "/ask@AnnoBot /help"])
def test_a_command_in_a_caption_or_behind_ask_is_told_where_it_works(chat: Private, text: str) -> None:
    chat.send_photo(chat.user, text=text)
    assert chat.wait_for_reply().text == COMMAND


def test_a_command_behind_a_mention_is_told_where_it_works(group: Group, ann: User) -> None:
    group.say(ann, "@AnnoBot /settings")
    assert group.wait_for_reply().text == COMMAND


def test_ask_in_a_caption_is_a_question(group: Group, ann: User) -> None:
    group.send_photo(ann, text=f"/ask@AnnoBot {SHIPS}")
    assert group.wait_for_reply().text.startswith("18 June 2026")


def test_a_command_in_a_groups_caption_is_nobodys(group: Group, ann: User) -> None:
    group.send_photo(ann, text="/help")
    group.send_photo(ann, text="/roll@DiceBot")
    assert goes_on(group, ann)


def test_files_voices_and_polls_get_a_word_in_private(chat: Private) -> None:
    chat.send_file(chat.user, b"", "big.bin", size=20 * 1024 * 1024)
    assert chat.wait_for_reply().text == WORDS
    chat.send_file(chat.user, b"", "huge.pdf", size=2 * 1024**3)
    assert chat.wait_for_reply().text == WORDS
    chat.send_poll(chat.user, SHIPS)
    assert chat.wait_for_reply().text == WORDS
    chat.send_voice(chat.user)
    assert "voice" in chat.wait_for_reply().text


def test_a_big_file_with_a_question_under_it_is_answered(chat: Private) -> None:
    chat.send_file(chat.user, b"", "big.bin", size=20 * 1024 * 1024, text=SHIPS)
    assert chat.wait_for_reply().text.startswith("18 June 2026")


def test_files_polls_and_pictures_are_passed_over_in_a_group(group: Group, ann: User) -> None:
    group.say(ann, f"@AnnoBot {SHIPS}")
    reply = group.wait_for_reply()
    for send in (group.send_photo, group.send_voice):
        send(ann)
    group.send_photo(ann, reply_to=reply)
    group.send_poll(ann, SHIPS)
    group.send_file(ann, b"", "big.bin", size=20 * 1024 * 1024)
    assert goes_on(group, ann)


def test_a_voice_in_reply_to_an_answer_gets_a_word(group: Group, ann: User) -> None:
    group.say(ann, f"@AnnoBot {SHIPS}")
    group.send_voice(ann, reply_to=group.wait_for_reply())
    assert "voice" in group.wait_for_reply().text


def test_a_button_of_a_deleted_answer_still_shows_its_source(api: BotApi, group: Group, ann: User) -> None:
    group.say(ann, f"@AnnoBot {SHIPS}")
    reply = group.wait_for_reply()
    group.delete(reply)
    assert "will ship" in api.press(reply, "Source", by=ann).wait().shown
    assert api.press(reply, "Not right?", by=ann).wait().is_answered
    assert goes_on(group, ann)


FORGED = ["", "s:", "s:0.0:0", "s:{said}:7", "s:{said}:-1", "c:{said}:0:0", "n:{said}:0:nonsense", "z:{said}:0"]


@pytest.mark.parametrize("data", [*FORGED, "m:" + "9" * 60, "c:{said}:0:²", "s:🙂:0", "set:-1:rumours"])
def test_a_forged_button_does_nothing(api: BotApi, group: Group, ann: User, data: str) -> None:
    asked = group.say(ann, f"@AnnoBot {SHIPS}")
    reply = group.wait_for_reply()
    forged = data.format(said=f"{group.id}.{asked.id}")
    assert api.press(reply, forged, by=ann, forged=True).wait().is_answered
    assert reply.text.startswith("18 June 2026")
    assert goes_on(group, ann)


def test_a_press_that_comes_too_late_leaves_no_trace(api: BotApi, group: Group, ann: User) -> None:
    group.say(ann, f"@AnnoBot {SHIPS}")
    api.press(group.wait_for_reply(), "Source", by=ann).expire()
    assert goes_on(group, ann)


@pytest.mark.parametrize("payload", ["x" * 64, "____", "---", "Nimbus_X1-", "0"])
def test_any_deep_link_gets_one_reply(chat: Private, payload: str) -> None:
    chat.say(chat.user, f"/start {payload}")
    assert chat.wait_for_reply().text
    assert goes_on(chat, chat.user)


@pytest.mark.parametrize("command", ["/about", "/latest", "/sources", "/why", "/start", "/mydata", "/help"])
def test_commands_with_anything_behind_them_get_one_reply(chat: Private, command: str) -> None:
    chat.say(chat.user, f"{command} <b>{'x' * 3000} @somebody \u202e{{0}}")
    assert chat.wait_for_reply(10).text
    assert goes_on(chat, chat.user)
