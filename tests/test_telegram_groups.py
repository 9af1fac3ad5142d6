"""Groups, forums, comments, inline and guest mode: heard where meant, silent otherwise; over HTTP, real process."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from botapi import BotApi, Group, User
from running import COSTS, NIMBUS, OWNER, SHIPS, feed, running, take


@pytest.fixture(scope="module", params=["polling", "webhook"])
def api(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[BotApi]:
    data = feed(tmp_path_factory.mktemp("data"), NIMBUS)
    with BotApi() as server, running(server, data, webhook=request.param == "webhook"):
        yield server
        assert server.refused == ()


@pytest.fixture
def ann(api: BotApi) -> User:
    return api.user("Ann")


@pytest.fixture
def boss(api: BotApi) -> User:
    return api.user("Boss")


@pytest.fixture
def group(api: BotApi, ann: User, boss: User) -> Group:
    return api.group("Readers", [ann, boss], owner=boss, privacy=False)


@pytest.mark.parametrize(
    "text", [f"@AnnoBot {SHIPS}", f"😀 {SHIPS} @annobot", f"/ask {SHIPS}", f"/ASK@AnnoBot {SHIPS}"]
)
def test_a_call_is_answered_as_a_reply(group: Group, ann: User, text: str) -> None:
    question = group.say(ann, text)
    reply = group.wait_for_reply()
    assert (reply.text.split("\n")[0], reply.reply_to) == ("18 June 2026", question.id)


def test_a_mention_in_a_caption_is_a_call(group: Group, ann: User) -> None:
    group.send_photo(ann, text=f"{SHIPS} @AnnoBot")
    assert group.wait_for_reply().text.startswith("18 June 2026")


def test_a_mention_by_id_is_a_call(group: Group, api: BotApi, ann: User) -> None:
    group.say(ann, f'<a href="tg://user?id={api.bot.id}">Anno</a>, {SHIPS}', html=True)
    assert group.wait_for_reply().text.startswith("18 June 2026")


def test_an_anonymous_admin_is_answered(group: Group, boss: User) -> None:
    group.say(boss, f"@AnnoBot {SHIPS}", as_chat=group)
    assert group.wait_for_reply().text.startswith("18 June 2026")


def test_a_reply_to_an_answer_goes_on_from_it(group: Group, ann: User, boss: User) -> None:
    group.say(ann, f"@AnnoBot {SHIPS}")
    reply = group.wait_for_reply()
    group.say(boss, "And how much does it cost?", reply_to=reply)
    assert group.wait_for_reply().text.startswith("499 euros")


def test_a_bare_mention_asks_somebody_elses_question(group: Group, ann: User, boss: User) -> None:
    question = group.say(boss, SHIPS)
    group.say(ann, "@AnnoBot", reply_to=question)
    assert group.wait_for_reply().text.startswith("18 June 2026")


def test_what_is_not_meant_for_the_bot_is_not_answered(api: BotApi, group: Group, ann: User, boss: User) -> None:
    other = api.user("Other", username="OtherBot", is_bot=True)
    group.say(ann, SHIPS)
    group.say(ann, f"@AnnoBotHelper {SHIPS}")
    group.say(ann, f"/ask@OtherBot {SHIPS}")
    group.say(other, f"@AnnoBot {SHIPS}")
    group.say(boss, "Yes", reply_to=group.messages[0])
    group.say(ann, f"@AnnoBot {SHIPS}", via_bot=True)
    group.edit(group.messages[0], f"@AnnoBot {COSTS}")
    group.send_poll(ann, SHIPS)
    group.say(ann, f"@AnnoBot {COSTS}")
    assert group.wait_for_reply().text.startswith("499 euros")
    assert group.unread == ()


def test_each_person_has_a_conversation_of_their_own(group: Group, ann: User, boss: User) -> None:
    group.say(ann, f"@AnnoBot {SHIPS}")
    group.wait_for_reply()
    group.say(boss, "@AnnoBot And how much does it cost?")
    assert not group.wait_for_reply().text.startswith("499 euros")


def test_an_edited_question_gets_an_edited_answer(group: Group, ann: User) -> None:
    question = group.say(ann, f"@AnnoBot {SHIPS}")
    reply = group.wait_for_reply()
    group.edit(question, f"@AnnoBot {COSTS}")
    assert group.wait_for_edit(reply).text.startswith("499 euros")


def test_the_second_asker_gets_a_link_to_the_answer(group: Group, ann: User, boss: User) -> None:
    group.say(ann, f"@AnnoBot {SHIPS}")
    first = group.wait_for_reply()
    group.say(boss, f"@AnnoBot {SHIPS.lower()}")
    second = group.wait_for_reply()
    assert second.text.startswith("This was answered above")
    assert f"https://t.me/c/{str(group.id).removeprefix('-100')}/{first.id}" in second.html


def test_the_source_is_shown_in_a_window_and_not_in_the_group(api: BotApi, group: Group, ann: User) -> None:
    group.say(ann, f"@AnnoBot {SHIPS}")
    query = api.press(group.wait_for_reply(), "Source", by=ann).wait()
    assert query.is_alert
    assert "The Nimbus X1 will ship" in query.shown
    assert group.unread == ()


def test_a_question_in_a_topic_is_answered_in_it(api: BotApi, ann: User, boss: User) -> None:
    forum = api.group("Forum", [ann, boss], forum=True, privacy=False)
    topic = forum.open_topic("Phones", by=boss)
    forum.say(ann, "Nothing for the bot", topic=topic)
    forum.say(ann, f"@AnnoBot {SHIPS}", topic=topic)
    reply = forum.wait_for_reply()
    assert (reply.thread_id, reply.text.split("\n")[0]) == (topic.id, "18 June 2026")
    assert forum.unread == ()


def test_comments_under_a_post_are_about_its_article(api: BotApi, ann: User, boss: User) -> None:
    owner = api.private(api.user("Olga", id=OWNER))
    group = api.group("Comments", [ann, boss], privacy=False)
    post = api.channel("Zeta News", username="zeta", linked_group=group).post(
        "Zeta unveils\nThe Zeta lamp costs 70 euros."
    )
    owner.forward(post, by=owner.user)
    take(api, owner)
    group.say(ann, "@AnnoBot How much does the lamp cost?", reply_to=post.copy)
    reply = group.wait_for_reply()
    assert reply.text.startswith("70 euros")
    assert f"https://t.me/zeta/{post.id}" in reply.html


def test_inline_results_are_facts_with_their_citation(api: BotApi, ann: User) -> None:
    query = api.inline(ann, SHIPS).wait()
    (card,) = query.results
    assert card["title"] == "18 June 2026"
    assert "Nimbus unveils the X1" in card["description"]
    assert "The Nimbus X1 will ship on 18 June 2026." in query.contents[card["id"]].text
    assert (query.answer or {})["cache_time"] <= 60


@pytest.mark.parametrize("text", ["", "Wh", "How heavy is the Nimbus X9?", "x" * 256])
def test_an_inline_query_without_an_answer_offers_nothing_to_send(api: BotApi, ann: User, text: str) -> None:
    assert api.inline(ann, text).wait().results == ()


def test_a_guest_question_gets_one_cited_reply(api: BotApi, ann: User) -> None:
    foreign = api.group("Elsewhere", [ann], bot=False)
    query = api.guest(ann, foreign, f"@AnnoBot {SHIPS}").wait()
    assert query.sent is not None
    assert query.sent.text.startswith("18 June 2026")
    assert "Nimbus unveils the X1" in query.sent.text


def test_joining_says_once_what_works_here(api: BotApi, ann: User, boss: User) -> None:
    group = api.group("New", [ann, boss], bot=False, owner=boss)
    group.join_bot(boss)
    assert "/setprivacy" in group.wait_for_reply().text
    assert group.unread == ()


def test_an_admin_bot_says_that_it_sees_everything(api: BotApi, boss: User) -> None:
    group = api.group("New", [boss], bot=False, owner=boss)
    group.join_bot(boss, admin=True)
    assert "/setprivacy" not in group.wait_for_reply().text


def test_settings_are_turned_by_an_admin_and_nobody_else(api: BotApi, group: Group, ann: User, boss: User) -> None:
    group.say(ann, "/settings@AnnoBot")
    assert group.wait_for_reply().text == "Only the administrators of that chat can change its settings."
    group.say(boss, "/settings@AnnoBot")
    panel = group.wait_for_reply()
    assert "administrators" in api.press(panel, "Rumours: told", by=ann).wait().shown
    api.press(panel, "Rumours: told", by=boss).wait()
    assert "Rumours: off" in [button.text for button in panel.buttons]


def test_a_groups_settings_are_reached_from_the_private_chat(api: BotApi, group: Group, boss: User) -> None:
    group.say(boss, "/settings@AnnoBot")
    group.wait_for_reply()
    private = api.private(boss)
    private.say(boss, "/settings")
    panel = private.wait_for_reply()
    api.press(panel, "Readers", by=boss).wait()
    assert panel.text == "Settings of Readers"
    api.press(panel, "Answers: normal", by=boss).wait()
    assert "Answers: full" in [button.text for button in panel.buttons]


def test_where_only_admins_may_ask_others_are_not_answered(api: BotApi, group: Group, ann: User, boss: User) -> None:
    group.say(boss, "/settings@AnnoBot")
    api.press(group.wait_for_reply(), "Who may ask: everybody", by=boss).wait()
    group.say(ann, f"@AnnoBot {SHIPS}")
    group.say(boss, f"@AnnoBot {COSTS}")
    assert group.wait_for_reply().text.startswith("499 euros")
    assert group.unread == ()


def test_everything_moves_with_a_group_that_becomes_a_supergroup(api: BotApi, ann: User, boss: User) -> None:
    group = api.group("Small", [ann, boss], basic=True, owner=boss, privacy=False)
    group.say(boss, "/settings@AnnoBot")
    api.press(group.wait_for_reply(), "Who may ask: everybody", by=boss).wait()
    group.say(boss, f"@AnnoBot {SHIPS}")
    group.wait_for_reply()
    moved = group.migrate(by=boss)
    moved.say(ann, f"@AnnoBot {SHIPS}")
    moved.say(boss, "@AnnoBot And how much does it cost?")
    assert moved.wait_for_reply().text.startswith("499 euros")
    assert moved.unread == ()


def test_business_messages_are_not_answered(api: BotApi, ann: User) -> None:
    owner = api.user("Owner")
    customer = api.private(ann)
    api.business_say(api.business(owner), customer, SHIPS)
    customer.say(ann, COSTS)
    assert customer.wait_for_reply().text.startswith("499 euros")
    assert customer.unread == ()
