"""/timeline and /stats over HTTP: a picture with its words, or one sentence where there is nothing to draw."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from io import BytesIO

import pytest
from PIL import Image

from botapi import BotApi, Message, Private
from running import COSTS, NIMBUS, OWNER, SHIPS, feed, running

LATER = replace(
    NIMBUS,
    id="later",
    title="Nimbus X1 later",
    date=date(2026, 5, 4),
    text="The Nimbus X1 will ship on 9 September 2026 instead of 18 June. "
    "According to a rumour, the Nimbus X1 will be sold in Japan in October 2026.",
)


SHOWN = "The Lumen 9 will be shown on {} May 2026 " + "with all its many lamps and lanterns " * 5 + "in six towns."
LUMEN = replace(
    NIMBUS,
    id="lumen",
    title="Lumen 9 dates",
    date=date(2026, 1, 2),
    text=" ".join(SHOWN.format(day) for day in (3, 5, 9, 12, 17, 21)),
)


@pytest.fixture(scope="module", params=["polling", "webhook"])
def api(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[BotApi]:
    data = feed(tmp_path_factory.mktemp("data"), NIMBUS, LATER, LUMEN)
    with BotApi() as server, running(server, data, webhook=request.param == "webhook"):
        yield server


@pytest.fixture
def chat(api: BotApi) -> Private:
    return api.private(api.user("Ann"))


@pytest.fixture(scope="module")
def owner_chat(api: BotApi) -> Private:
    return api.private(api.user("Olga", id=OWNER))


def ask(chat: Private, text: str) -> Message:
    chat.say(chat.user, text)
    return chat.wait_for_reply(15.0)


def image_of(api: BotApi, message: Message) -> Image.Image:
    stored = api.world.files[message.data["photo"][-1]["file_id"]]
    return Image.open(BytesIO(stored.upload.data))


def test_statistics_say_that_there_are_none(owner_chat: Private) -> None:
    assert ask(owner_chat, "/stats").text == "Nothing has been asked yet that I could count."


def test_a_timeline_is_a_picture_with_its_words(api: BotApi, chat: Private) -> None:
    reply = ask(chat, "/timeline nimbus x1")
    assert image_of(api, reply).width == 1080
    assert reply.text.splitlines() == [
        "Timeline: Nimbus X1",
        "1. 18 June 2026 – moved to 9 September 2026, announced 10 March 2026: "
        "The Nimbus X1 will ship on 18 June 2026.",
        "2. 9 September 2026 – Confirmed ✅, announced 4 May 2026: The Nimbus X1 will ship on 9 September 2026 "
        "instead of 18 June.",
        "3. October 2026 – Rumour 💬, announced 4 May 2026: According to a rumour, the Nimbus X1 will be sold in Japan "
        "in October 2026.",
    ]
    assert '<a href="https://nimbus.example/x1">announced 10 March 2026</a>' in reply.html


@pytest.mark.parametrize(
    ("command", "said"),
    [
        ("/timeline", "Write a subject after the command, for example: /timeline Xiaomi"),
        ("/timeline Nimbus X3", "The announcements name no dates for Nimbus X3."),
        ("/timeline $\\frac{1}{2}$ <b>", "The announcements name no dates for $\\frac{1}{2}$ <b>."),
        ("/stats", "Only the reviewers and editors of this bot can do that."),
    ],
)
def test_without_anything_to_draw_there_is_one_sentence(chat: Private, command: str, said: str) -> None:
    assert ask(chat, command).text == said


def test_a_chat_may_have_dark_pictures(api: BotApi, chat: Private) -> None:
    panel = ask(chat, "/settings")
    api.press(panel, "Pictures: light", by=chat.user).wait()
    chat.wait_for_edit(panel)
    assert image_of(api, ask(chat, "/timeline Nimbus X1")).convert("RGB").getpixel((3, 3)) == (23, 33, 43)


def test_a_timeline_is_told_in_the_persons_language(api: BotApi) -> None:
    chat = api.private(api.user("Ute", language_code="de"))
    reply = ask(chat, "/timeline Nimbus X1").text
    assert reply.startswith(
        "Zeitleiste: Nimbus X1\n1. 18. Juni 2026 – verschoben auf 9. September 2026, angekündigt am"
    )
    assert "The Nimbus X1 will ship on 18 June 2026." in reply


def test_statistics_count_what_was_asked_and_name_nobody(api: BotApi, chat: Private, owner_chat: Private) -> None:
    for question in (SHIPS, COSTS, "How heavy is the Nimbus X1?"):
        answered = ask(chat, question)
    reported = ask(chat, COSTS)
    api.press(reported, "Not right?", by=chat.user).wait()
    api.press(reported, "The answer is wrong", by=chat.user).wait()
    reply = ask(owner_chat, "/stats")
    assert image_of(api, reply).width == 1080
    assert "\n4 asked, 3 answered, 1 not answered, 1 reported wrong\nBy subject\n– Nimbus X1: 4 asked, 3" in reply.text
    assert str(chat.user.id) not in reply.text
    assert answered.text not in reply.text


def test_a_chat_that_takes_no_pictures_gets_the_words(api: BotApi, chat: Private) -> None:
    api.fault(method="sendPhoto", status=400, problem="not enough rights to send photos to the chat")
    reply = ask(chat, "/timeline Nimbus X1")
    assert (reply.text.splitlines()[0], "photo" in reply.data) == ("Timeline: Nimbus X1", False)


def test_questions_are_answered_while_pictures_are_drawn(api: BotApi, chat: Private) -> None:
    others = [api.private(api.user(f"P{number}")) for number in range(4)]
    for other in others:
        other.say(other.user, "/timeline Nimbus X1")
    assert ask(chat, SHIPS).text.startswith("9 September 2026")
    assert ["photo" in other.wait_for_reply(20.0).data for other in others] == [True] * 4


def test_a_chat_without_rumours_has_none_in_its_timelines(api: BotApi) -> None:
    chat = api.private(api.user("Rex"))
    assert "October 2026 – Rumour 💬" in ask(chat, "/timeline Nimbus X1").text
    panel = ask(chat, "/settings")
    api.press(panel, "Rumours: told", by=chat.user).wait()
    chat.wait_for_edit(panel)
    assert "October" not in ask(chat, "/timeline Nimbus X1").text


def test_a_timeline_stands_in_the_topic_where_it_was_asked_for(api: BotApi) -> None:
    ann = api.user("Ann")
    group = api.group("Readers", [ann], forum=True, owner=ann)
    topic = group.open_topic("News", by=ann)
    asked = group.say(ann, "/timeline@AnnoBot Nimbus X1", topic=topic)
    reply = group.wait_for_reply(15.0)
    assert ("photo" in reply.data, reply.thread_id, reply.reply_to) == (True, topic.id, asked.id)


def test_words_too_long_for_a_caption_are_a_message_of_their_own(owner_chat: Private) -> None:
    owner_chat.say(owner_chat.user, "/timeline Lumen 9")
    picture, words = owner_chat.wait_for_reply(15.0), owner_chat.wait_for_reply(15.0)
    assert (picture.text, "photo" in picture.data) == ("Timeline: Lumen 9", True)
    assert [f"\n{number}. " in words.text for number in range(1, 7)] == [True] * 6
