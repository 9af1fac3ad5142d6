"""What a question leans on: topic, thread, reply, quotation; and that edits, links and moves keep answers true."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from botapi import BotApi, Group, Message, User
from running import COSTS, NIMBUS, OWNER, SHIPS, feed, running, take

POST = "Zeta unveils\nThe Zeta lamp costs 70 euros. It weighs 2 kg."


@pytest.fixture(scope="module")
def api(tmp_path_factory: pytest.TempPathFactory) -> Iterator[BotApi]:
    data = feed(tmp_path_factory.mktemp("data"), NIMBUS)
    with BotApi() as server, running(server, data):
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


@pytest.fixture
def post(api: BotApi, group: Group) -> Message:
    """A channel's post that the bot has as an article, with the group for its comments."""
    owner = api.private(api.user("Olga", id=OWNER))
    post = api.channel("Zeta News", linked_group=group).post(POST)
    owner.forward(post, by=owner.user)
    take(api, owner)
    return post


def first_line(group: Group) -> str:
    return group.wait_for_reply().text.split("\n")[0]


def test_each_topic_has_a_conversation_of_its_own(api: BotApi, ann: User, boss: User) -> None:
    forum = api.group("Forum", [ann, boss], forum=True, privacy=False)
    phones, lunch = forum.open_topic("Phones", by=boss), forum.open_topic("Lunch", by=boss)
    forum.say(ann, f"@AnnoBot {SHIPS}", topic=phones)
    forum.wait_for_reply()
    forum.say(ann, "@AnnoBot And how much does it cost?", topic=lunch)
    assert not forum.wait_for_reply().text.startswith("499 euros")
    forum.say(ann, "@AnnoBot And how much does it cost?", topic=phones)
    assert forum.wait_for_reply().text.startswith("499 euros")


def test_the_general_topic_is_answered_without_a_thread(api: BotApi, ann: User) -> None:
    forum = api.group("Forum", [ann], forum=True, privacy=False)
    forum.say(ann, f"@AnnoBot {SHIPS}")
    reply = forum.wait_for_reply()
    assert (reply.thread_id, reply.text.split("\n")[0]) == (None, "18 June 2026")


def test_talk_in_a_topic_that_the_bot_opened_is_no_reply_to_it(api: BotApi, ann: User) -> None:
    forum = api.group("Forum", [ann], forum=True, privacy=False)
    topic = forum.open_topic("News", by=api.bot)
    forum.say(ann, SHIPS, topic=topic)
    forum.say(ann, f"@AnnoBot {COSTS}", topic=topic)
    assert first_line(forum) == "499 euros"
    assert forum.unread == ()


def test_a_comment_on_a_comment_is_about_the_post(group: Group, post: Message, ann: User, boss: User) -> None:
    comment = group.say(ann, "Nice!", reply_to=post.copy)
    group.say(boss, "@AnnoBot How much does it cost?", reply_to=comment)
    assert first_line(group) == "70 euros"


def test_what_was_asked_elsewhere_does_not_lead_a_comment_astray(group: Group, post: Message, ann: User) -> None:
    group.say(ann, f"@AnnoBot {SHIPS}")
    group.wait_for_reply()
    group.say(ann, "@AnnoBot How much does it cost?", reply_to=post.copy)
    assert first_line(group) == "70 euros"


def test_a_post_that_becomes_an_article_later_is_commented_on_too(api: BotApi, ann: User, boss: User) -> None:
    group = api.group("Early", [ann, boss], privacy=False)
    post = api.channel("Yota News", linked_group=group).post("Yota unveils\nThe Yota kettle costs 33 euros.")
    comment = group.say(boss, "First!", reply_to=post.copy)
    owner = api.private(api.user("Olga", id=OWNER))
    owner.forward(post, by=owner.user)
    take(api, owner)
    group.say(ann, "@AnnoBot How much does it cost?", reply_to=comment)
    assert first_line(group) == "33 euros"


def test_a_reply_to_a_forwarded_article_is_about_it(group: Group, post: Message, ann: User, boss: User) -> None:
    forwarded = group.forward(post, by=boss)
    group.say(ann, "@AnnoBot How heavy is it?", reply_to=forwarded)
    assert first_line(group) == "2 kg"


def test_a_bare_mention_asks_the_part_that_was_quoted(group: Group, ann: User, boss: User) -> None:
    said = group.say(boss, f"I read a lot today. {SHIPS} And what is for lunch?")
    group.say(ann, "@AnnoBot", reply_to=said, quote=SHIPS)
    assert first_line(group) == "18 June 2026"


def test_a_bare_mention_alone_gets_an_example_which_an_edit_turns_into_the_answer(group: Group, ann: User) -> None:
    called = group.say(ann, "@AnnoBot")
    hint = group.wait_for_reply()
    assert hint.text.startswith("Ask me about an announcement")
    group.edit(called, f"@AnnoBot {SHIPS}")
    assert group.wait_for_edit(hint).text.startswith("18 June 2026")


def test_an_edited_follow_up_keeps_its_subject(group: Group, ann: User) -> None:
    group.say(ann, f"@AnnoBot {SHIPS}")
    group.wait_for_reply()
    follow_up = group.say(ann, "@AnnoBot And who made it?")
    reply = group.wait_for_reply()
    group.edit(follow_up, "@AnnoBot And how much does it cost?")
    assert group.wait_for_edit(reply).text.startswith("499 euros")


def test_several_questions_lean_on_each_other_and_are_answered_in_one_message(group: Group, ann: User) -> None:
    group.say(ann, f"@AnnoBot {SHIPS} And how much does it cost?")
    text = group.wait_for_reply().text
    assert text.index("18 June 2026") < text.index("499 euros")
    assert group.unread == ()


def test_a_link_to_the_first_answer_becomes_the_answer_of_an_edited_question(
    group: Group, ann: User, boss: User
) -> None:
    group.say(ann, f"@AnnoBot {SHIPS}")
    group.wait_for_reply()
    second = group.say(boss, f"@AnnoBot {SHIPS}")
    link = group.wait_for_reply()
    assert link.text.startswith("This was answered above")
    group.edit(second, f"@AnnoBot {COSTS}")
    assert group.wait_for_edit(link).text.startswith("499 euros")


def test_nobody_is_sent_to_an_answer_that_was_edited_into_another(group: Group, ann: User, boss: User) -> None:
    question = group.say(ann, f"@AnnoBot {SHIPS}")
    reply = group.wait_for_reply()
    group.edit(question, f"@AnnoBot {COSTS}")
    group.wait_for_edit(reply)
    group.say(boss, f"@AnnoBot {SHIPS}")
    assert first_line(group) == "18 June 2026"


def test_the_same_question_in_another_topic_is_answered_there(api: BotApi, ann: User, boss: User) -> None:
    forum = api.group("Forum", [ann, boss], forum=True, privacy=False)
    for name in ("One", "Two"):
        forum.say(ann, f"@AnnoBot {SHIPS}", topic=forum.open_topic(name, by=boss))
        assert first_line(forum) == "18 June 2026"


def test_buttons_from_before_a_move_work_after_it(api: BotApi, ann: User, boss: User) -> None:
    small = api.group("Small", [ann, boss], basic=True, owner=boss, privacy=False)
    small.say(ann, f"@AnnoBot {SHIPS}")
    reply = small.wait_for_reply()
    big = small.migrate(by=boss)
    big.say(ann, f"@AnnoBot {COSTS}")
    big.wait_for_reply()
    assert "will ship" in api.press(reply, "Source", by=ann).wait().shown


def test_an_answer_from_before_a_move_goes_to_the_supergroup(
    api: BotApi, tmp_path_factory: pytest.TempPathFactory
) -> None:
    with BotApi() as own:
        data = feed(tmp_path_factory.mktemp("moving"), NIMBUS)
        ann = own.user("Ann")
        small = own.group("Small", [ann], basic=True, owner=ann, privacy=False)
        small.say(ann, f"@AnnoBot {SHIPS}")
        big = small.migrate(by=ann)
        with running(own, data):
            reply = big.wait_for_reply(10)
    assert (reply.text.split("\n")[0], reply.reply_to) == ("18 June 2026", None)


def test_why_explains_a_refusal_too(group: Group, ann: User) -> None:
    group.say(ann, "@AnnoBot How heavy is the Nimbus X9?")
    refusal = group.wait_for_reply()
    group.say(ann, "/why@AnnoBot", reply_to=refusal)
    assert "ruling:" in group.wait_for_reply().text


def test_every_row_of_a_fact_sheet_names_its_article(group: Group, ann: User) -> None:
    group.say(ann, "/about@AnnoBot Nimbus X1")
    _title, *rows = group.wait_for_reply().html.split("\n")
    cited = '<a href="https://nimbus.example/x1">Nimbus Newsroom, 10 March 2026</a>'
    assert (len(rows) > 1, all(cited in row for row in rows)) == (True, True)


def test_leaving_and_promotion_are_taken_in_silence(api: BotApi, ann: User, boss: User) -> None:
    group = api.group("Restless", [ann, boss], owner=boss)
    group.promote(api.bot, boss)
    group.promote(api.bot, boss, status="member")
    group.kick_bot(boss)
    private = api.private(ann)
    private.say(ann, SHIPS)
    private.wait_for_reply()
    assert group.unread == ()
