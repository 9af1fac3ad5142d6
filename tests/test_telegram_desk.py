"""The owners' work in the chat, over HTTP: feeding by five ways, taking back, the log, channel posts, the review."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from botapi import BotApi, Private
from running import CHANNEL, NIMBUS, OWNER, feed, running
from test_readers import locked, page, pdf, word

POOL = "The pool in Selvik opens on 3 May 2024, the town said. A ticket costs 4 euros."


@pytest.fixture(scope="module", params=["polling", "webhook"])
def api(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[BotApi]:
    data = feed(tmp_path_factory.mktemp("data"), NIMBUS)
    with BotApi() as server, running(server, data, webhook=request.param == "webhook"):
        yield server
        assert server.refused == ()


@pytest.fixture(scope="module")
def owner(api: BotApi) -> Private:
    return api.private(api.user("Olga", id=OWNER))


@pytest.fixture
def guest(api: BotApi) -> Private:
    return api.private(api.user("Gus"))


def ask(chat: Private, text: str) -> str:
    chat.say(chat.user, text)
    return chat.wait_for_reply().text


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("pool.txt", f"date 2024-04-01\nPool opens in May\n\n{POOL}".encode()),
        ("pool.html", page('<meta name="date" content="2024-04-01">', f"<p>{POOL}</p>")),
        ("pool.docx", word("date 2024-04-01", "Pool opens in May", POOL)),
    ],
)
def test_a_file_becomes_an_article_with_its_facts_shown(owner: Private, name: str, data: bytes) -> None:
    owner.send_file(owner.user, data, name)
    reply = owner.wait_for_reply()
    assert reply.text.startswith("Taken.\n")
    assert "3 May 2024 (Confirmed ✅" in reply.text
    owner.say(owner.user, "/undo")
    assert owner.wait_for_reply().text.startswith("Taken back: added")


def test_a_pdf_is_dated_by_its_caption(owner: Private) -> None:
    owner.send_file(owner.user, pdf("Pool opens in May", POOL), "pool.pdf", text="2024-04-01")
    assert owner.wait_for_reply().text.startswith("Taken.\nPool opens in May")
    owner.say(owner.user, "/undo")
    assert "Pool opens in May" in owner.wait_for_reply().text


@pytest.mark.parametrize(
    ("name", "data", "why"),
    [
        ("a.pdf", pdf("Pool opens in May", POOL), "doesn't say when it was published"),
        ("a.pdf", locked(), "is protected by a password"),
        ("a.pdf", b"%PDF", "is a damaged PDF file"),
        ("a.exe", b"MZ", ".exe files are not known"),
        ("a.txt", b"", "is empty"),
        ("a.html", page(body=""), "holds no article"),
    ],
)
def test_a_file_that_cannot_be_taken_gets_one_sentence(owner: Private, name: str, data: bytes, why: str) -> None:
    owner.send_file(owner.user, data, name)
    reply = owner.wait_for_reply().text
    assert (why in reply, "\n" in reply, "Traceback" in reply) == (True, False, False)


def test_a_file_of_somebody_else_is_no_article(guest: Private) -> None:
    guest.send_file(guest.user, f"date 2024-04-01\nPool\n\n{POOL}".encode(), "pool.txt")
    assert "Taken" not in guest.wait_for_reply().text


@pytest.mark.parametrize("url", ["http://127.0.0.1:5432/", "http://169.254.169.254/latest", "https://localhost/x"])
def test_a_link_into_a_network_is_refused(owner: Private, url: str) -> None:
    assert ask(owner, f"/add {url}").startswith("Not taken: ")


def test_what_was_taken_can_be_taken_back_by_its_button(api: BotApi, owner: Private, guest: Private) -> None:
    owner.say(owner.user, f"/add 2024-04-01\nPool opens in May\n\n{POOL}")
    reply = owner.wait_for_reply()
    assert ask(guest, "When does the pool in Selvik open?").startswith("3 May 2024")
    api.press(reply, "Take it back", by=owner.user).wait()
    assert "3 May" not in ask(guest, "When does the pool in Selvik open?")


def test_an_article_that_was_removed_comes_back(owner: Private, guest: Private) -> None:
    owner.say(owner.user, "/remove nimbus")
    assert owner.wait_for_reply().text.startswith("Removed:")
    assert "18 June" not in ask(guest, "When will the Nimbus X1 ship?")
    owner.say(owner.user, "/undo")
    assert owner.wait_for_reply().text == "Taken back: removed “Nimbus unveils the X1”"
    assert ask(guest, "When will the Nimbus X1 ship?").startswith("18 June 2026")


def test_a_replaced_article_is_restored_as_it_was(owner: Private, guest: Private) -> None:
    for day in (3, 10):
        owner.say(owner.user, f"/add 2024-04-01\nBaths open\n\nThe baths in Lund open on {day} May 2024.")
        owner.wait_for_reply()
    assert ask(guest, "When do the baths in Lund open?").startswith("10 May 2024")
    owner.say(owner.user, "/undo")
    owner.wait_for_reply()
    assert ask(guest, "When do the baths in Lund open?").startswith("3 May 2024")


def test_the_log_tells_who_did_what(owner: Private) -> None:
    owner.say(owner.user, "/add 2024-04-02\nKiosk opens\n\nThe kiosk opens on 9 May 2024.")
    owner.wait_for_reply()
    line = ask(owner, "/log").splitlines()[1]
    assert line.endswith(f"· {OWNER} · added: Kiosk opens")


def test_a_channels_posts_become_articles_and_follow_its_edits(api: BotApi, guest: Private) -> None:
    channel = api.channel("Lumen", username=CHANNEL)
    post = channel.post("Lumen lantern\nThe Lumen lantern costs 30 euros.")
    api.settle()
    guest.say(guest.user, "How much does the Lumen lantern cost?")
    reply = guest.wait_for_reply()
    assert (reply.text.startswith("30 euros"), f"https://t.me/{CHANNEL}/{post.id}" in reply.html) == (True, True)
    channel.edit(post, "Lumen lantern\nThe Lumen lantern costs 35 euros.")
    api.settle()
    assert ask(guest, "What is the price of the Lumen lantern?").startswith("35 euros")


def test_a_strange_channels_posts_are_nobodys_articles(api: BotApi, guest: Private) -> None:
    api.channel("Other", username="othernews").post("Other lantern\nThe Other lantern costs 31 euros.")
    api.settle()
    assert "31" not in ask(guest, "How much does the Other lantern cost?")


def test_what_was_not_answered_is_reviewed_and_closed(api: BotApi, owner: Private, guest: Private) -> None:
    for question in ("How heavy is the Nimbus X1?", "the Nimbus X1, how heavy is it"):
        ask(guest, question)
    owner.say(owner.user, "/review")
    panel = owner.wait_for_reply()
    assert "how heavy is it (2 times: not answered)" in panel.text
    number = next(n for n, line in enumerate(panel.text.splitlines()) if "how heavy" in line)
    api.press(panel, f"✓ {number}", by=owner.user).wait()
    assert "how heavy" not in owner.wait_for_edit(panel).text


def test_what_is_not_right_is_reviewed_with_its_reason(api: BotApi, owner: Private, guest: Private) -> None:
    guest.say(guest.user, "Who is the chief executive of Nimbus?")
    reply = guest.wait_for_reply()
    api.press(reply, "Not right?", by=guest.user).wait()
    api.press(reply, "It is out of date", by=guest.user).wait()
    assert "Who is the chief executive of Nimbus? (1 time: out of date)" in ask(owner, "/review")
    assert str(guest.user.id) not in ask(owner, "/review")
