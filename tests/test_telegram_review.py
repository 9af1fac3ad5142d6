"""Questions that were not answered well, over HTTP: gathered, stepped through, taught, linked; pins, self-test."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from http.server import ThreadingHTTPServer

import pytest

from botapi import BotApi, Message, Private
from running import NIMBUS, OWNER, SHIPS, TAKE, feed, running, take
from test_readers import page
from test_telegram_feeding import PAGES, Site

DELAYED = "/add 2026-05-02\nNimbus X1 delayed\n\nThe Nimbus X1 will ship on 2 July 2026, Nimbus said."


@pytest.fixture
def site() -> Iterator[str]:
    PAGES["/weight"] = page(
        '<meta name="date" content="2026-04-01">',
        "<p>Nimbus published the data sheet of its phone. The Nimbus X1 tips the scales at 180 grams. It is blue.</p>",
    )
    server = ThreadingHTTPServer(("127.0.0.1", 0), Site)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"127.0.0.1:{server.server_address[1]}"
    server.shutdown()
    server.server_close()


@pytest.fixture
def api(site: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[BotApi]:
    data = feed(tmp_path_factory.mktemp("data"), NIMBUS)
    with BotApi() as server, running(server, data, settings={"fetch_allowed": site}):
        yield server
        assert server.refused == ()


@pytest.fixture
def owner(api: BotApi) -> Private:
    return api.private(api.user("Olga", id=OWNER))


@pytest.fixture
def guest(api: BotApi) -> Private:
    return api.private(api.user("Gus"))


def say(chat: Private, text: str, reply_to: Message | None = None) -> Message:
    chat.say(chat.user, text, reply_to=reply_to)
    return chat.wait_for_reply(15)


def ask(chat: Private, text: str) -> str:
    return say(chat, text).text


def review(api: BotApi, owner: Private) -> Message:
    """The first step of the review, once all that was asked is noted."""
    api.settle()
    return say(owner, "/review")


def press(api: BotApi, owner: Private, panel: Message, label: str) -> str:
    button = next(button for button in panel.buttons if button.text.startswith(label))
    return api.press(panel, button, by=owner.user).wait(15).shown


def test_questions_are_gathered_by_likeness_without_their_askers(api: BotApi, owner: Private, guest: Private) -> None:
    other = api.private(api.user("Ann"))
    ask(guest, "How heavy is the Nimbus X1?")
    ask(other, "how many grams does the nimbus x1 weigh")
    ask(other, "How heavy is the Nimbus X3?")
    panel = review(api, owner)
    assert panel.text.startswith(
        "Not answered, or not well (1/2)\nhow many grams does the nimbus x1 weigh (2 times: not answered)"
    )
    assert "\n= How heavy is the Nimbus X1?" in panel.text
    press(api, owner, panel, "Next")
    assert "How heavy is the Nimbus X3? (1 time" in panel.text
    assert str(guest.user.id) not in panel.text


@pytest.mark.parametrize(
    ("reason", "said"),
    [
        ("The answer is wrong", "wrong"),
        ("It is out of date", "out of date"),
        ("The source doesn't say that", "source doesn't say it"),
        ("I asked something else", "something else was asked"),
    ],
)
def test_what_is_not_right_is_reviewed_with_its_reason(
    api: BotApi, owner: Private, guest: Private, reason: str, said: str
) -> None:
    reply = say(guest, "Who is the chief executive of Nimbus?")
    press(api, guest, reply, "Not right?")
    press(api, guest, reply, reason)
    assert f"Who is the chief executive of Nimbus? (1 time: {said})" in review(api, owner).text


def test_a_dismissed_cluster_is_closed(api: BotApi, owner: Private, guest: Private) -> None:
    ask(guest, "How heavy is the Nimbus X1?")
    panel = review(api, owner)
    assert press(api, owner, panel, "Dismiss") == "Closed."
    assert panel.text == "Every question was answered well."
    assert press_again(api, owner, panel) == "This button no longer works. Please ask again."


def press_again(api: BotApi, owner: Private, panel: Message) -> str:
    return api.press(panel, "g:d:0000000000000000", by=owner.user, forged=True).wait().shown


def test_a_fact_is_linked_and_answers_every_wording(api: BotApi, owner: Private, guest: Private) -> None:
    wordings = ("Why should I want the Nimbus X1?", "why should people want a nimbus x1")
    for wording in wordings:
        reply = say(guest, wording)
        if not reply.text.startswith("The announcements don't say"):
            press(api, guest, reply, "Not right?")
            press(api, guest, reply, "I asked something else")
    panel = review(api, owner)
    said = press(api, owner, panel, next(b.text for b in panel.buttons if "people who read" in b.text))
    assert said.endswith("→ We built it for people who read,")
    assert panel.text == "Every question was answered well."
    assert {ask(guest, wording).split("\n")[0] for wording in wordings} == {"We built it for people who read,"}
    assert ask(owner, "/undo").startswith("Taken back: taught")
    assert ask(guest, wordings[0]).split("\n")[0] != "We built it for people who read,"


def test_an_answer_is_taught_in_the_review_with_a_known_link(api: BotApi, owner: Private, guest: Private) -> None:
    ask(guest, "Is the gadget by Nimbus a tablet?")
    panel = review(api, owner)
    press(api, owner, panel, "Teach")
    prompt = owner.wait_for_reply()
    assert "the answer to “Is the gadget by Nimbus a tablet?”" in prompt.text
    refused = say(owner, f"its second phone {NIMBUS.url}", reply_to=prompt).text
    assert refused == "The article doesn't say “its second phone”. Please use its own words."
    learned = say(owner, f"its first phone {NIMBUS.url}", reply_to=prompt).text
    assert learned == "Learned: “Is the gadget by Nimbus a tablet?” → its first phone"
    reply = say(guest, "is the gadget by nimbus a tablet")
    assert reply.text.startswith("its first phone\nConfirmed ✅")
    assert str(NIMBUS.url) in reply.html
    assert ask(owner, "/review") == "Every question was answered well."


def test_another_name_closes_a_cluster_that_it_answers(api: BotApi, owner: Private, guest: Private) -> None:
    ask(guest, "When will the Whisperer ship?")
    panel = review(api, owner)
    press(api, owner, panel, "Another name")
    said = say(owner, "Whisperer = Nimbus X1", reply_to=owner.wait_for_reply()).text
    assert said == "Learned: Whisperer is Nimbus X1."
    assert ask(guest, "When will the Whisperer ship?").startswith("18 June 2026")
    assert ask(owner, "/review") == "Every question was answered well."


def test_a_reply_to_a_question_in_a_group_teaches(api: BotApi, owner: Private, guest: Private) -> None:
    group = api.group("Readers", [owner.user, guest.user], privacy=False)
    question = group.say(guest.user, "@AnnoBot Is the gadget by Nimbus a tablet?")
    group.wait_for_reply()
    group.say(owner.user, f"/teach@AnnoBot its first phone {NIMBUS.url}", reply_to=question)
    assert group.wait_for_reply().text.startswith("Learned: “Is the gadget by Nimbus a tablet?”")
    group.say(guest.user, "@AnnoBot is the gadget by nimbus a tablet?")
    assert group.wait_for_reply().text.startswith("its first phone")


def test_a_link_that_is_not_known_becomes_an_article_that_answers(
    api: BotApi, owner: Private, guest: Private, site: str
) -> None:
    ask(guest, "What is the heft of the Nimbus X1?")
    panel = review(api, owner)
    press(api, owner, panel, "Teach")
    prompt = owner.wait_for_reply()
    owner.say(owner.user, f"180 grams http://{site}/weight", reply_to=prompt)
    draft = owner.wait_for_reply(15)
    api.wait_until(lambda: bool(draft.buttons), 20)
    assert "– What is the heft of the Nimbus X1? no answer → 180 grams (Confirmed ✅)" in draft.text
    api.press(draft, TAKE, by=owner.user).wait(15)
    assert ask(guest, "What is the heft of the Nimbus X1?").startswith("180 grams")
    assert ask(owner, "/review") == "Every question was answered well."


def test_a_taught_answer_gives_way_to_a_newer_article(api: BotApi, owner: Private, guest: Private) -> None:
    question = guest.say(guest.user, SHIPS)
    guest.wait_for_reply()
    forwarded = owner.forward(question, by=owner.user)
    owner.wait_for_reply()
    assert say(owner, f"/teach 18 June 2026 {NIMBUS.url}", reply_to=forwarded).text.startswith("Learned:")
    owner.say(owner.user, DELAYED)
    take(api, owner)
    answer = ask(guest, SHIPS)
    assert (answer.startswith("2 July 2026"), "Was 18 June 2026" in answer) == (True, True)


def test_a_pinned_answer_stays_and_is_flagged(api: BotApi, owner: Private, guest: Private) -> None:
    reply = say(owner, SHIPS)
    assert say(owner, "/pin", reply_to=reply).text == f"📌 Pinned: “{SHIPS}”"
    owner.say(owner.user, DELAYED)
    panel = take(api, owner)
    flag = f"⚠️ “{SHIPS}” is pinned to 18 June 2026, but “Nimbus X1 delayed” of 2 May 2026 says 2 July 2026."
    assert any(flag in version for version in panel.versions)
    assert ask(guest, SHIPS).startswith("18 June 2026")
    assert flag in ask(owner, "/pin")
    panel = say(owner, "/facts nimbus")
    press(api, owner, panel, next(line for line in panel.text.splitlines() if "📌" in line).partition(".")[0])
    press(api, owner, panel, "Unpin")
    assert ask(guest, SHIPS).startswith("2 July 2026")


def test_the_selftest_tells_what_is_answered_otherwise(api: BotApi, owner: Private, guest: Private) -> None:
    assert ask(owner, "/selftest").startswith("No question is confirmed yet.")
    say(owner, "/confirm", reply_to=say(owner, SHIPS))
    owner.say(owner.user, DELAYED)
    take(api, owner)
    panel = say(owner, "/selftest")
    assert panel.text == (f"Confirmed questions answered as confirmed: 0 of 1\n1. {SHIPS} 18 June 2026 → 2 July 2026")
    assert press(api, owner, panel, "✓ 1").startswith("Confirmed: ")
    assert ask(owner, "/selftest") == "Confirmed questions answered as confirmed: 1 of 1"


@pytest.mark.parametrize("command", ["/teach", "/teach 18 June", "/confirm"])
def test_a_command_that_needs_a_reply_says_so(owner: Private, command: str) -> None:
    assert ask(owner, command).startswith("Reply ")


def test_a_prompt_is_dead_for_whoever_lost_the_role(api: BotApi, owner: Private, guest: Private) -> None:
    editor = api.private(api.user("Ed"))
    ask(owner, f"/grant reviewer {editor.user.id}")
    ask(guest, "How heavy is the Nimbus X1?")
    press(api, editor, review(api, editor), "Teach")
    prompt = editor.wait_for_reply()
    ask(owner, f"/revoke {editor.user.id}")
    refused = say(editor, f"its first phone {NIMBUS.url}", reply_to=prompt).text
    assert refused == "Only the reviewers and editors of this bot can do that."
