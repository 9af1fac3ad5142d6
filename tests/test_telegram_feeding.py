"""Editors feed the bot, over HTTP: five ways in, what is shown before one tap takes it, bad input."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from botapi import BotApi, Message, Private
from running import CHANNEL, NIMBUS, OWNER, TAKE, feed, running, take
from test_readers import locked, page, pdf, scanned, word

POOL = "The pool in Selvik opens on 3 May 2024, the town said. A ticket costs 4 euros."
LONG_POOL = f"date 2024-04-01\nPool opens in May\n\n{POOL} {'The town has waited for it for a long time. ' * 6}"
OPENS = "When does the pool in Selvik open?"
STATED = '<script type="application/ld+json">{"datePublished": "2024-04-01"}</script>'
GERMAN = (
    "<p>Die Halle wird am 3. Mai von der Stadt mit dem Land und den Gemeinden für alle eröffnet.</p>"
    "<p>Der Bau hat sich um ein Jahr verzögert, weil das Dach nicht dicht war und der Boden im Keller nass wurde.</p>"
)
PAGES = {
    "/pool": page(STATED, f"<p>{POOL}</p>"),
    "/undated": page("", f"<p>{POOL}</p>"),
    "/timed": page("", f"<article><time datetime='2024-04-01'>1 April</time><p>{POOL}</p></article>"),
    "/future": page('<meta name="date" content="2099-01-01">', f"<p>{POOL}</p>"),
    "/login": page(body="<form><input type='password'></form>"),
    "/german": page(STATED, GERMAN).replace(b"en-GB", b"de"),
    "/untold-german": page(STATED, GERMAN),
    "/bomb": b"<div>" * 200_000,
}


class Site(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        body = PAGES.get(self.path)
        self.send_response(200 if body is not None else 404)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.end_headers()
        self.wfile.write(body or b"<p>No.</p>")

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture(scope="module")
def site() -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Site)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"127.0.0.1:{server.server_address[1]}"
    server.shutdown()
    server.server_close()


@pytest.fixture(scope="module", params=["polling", "webhook"])
def api(request: pytest.FixtureRequest, site: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[BotApi]:
    data = feed(tmp_path_factory.mktemp("data"), NIMBUS)
    webhook = request.param == "webhook"
    with BotApi() as server, running(server, data, webhook=webhook, settings={"fetch_allowed": site}):
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
    return chat.wait_for_reply(15).text


def shown(api: BotApi, chat: Private) -> Message:
    """The next draft, or why there is none, once the bot has stopped editing it."""
    message = chat.wait_for_reply(15)
    api.wait_until(lambda: bool(message.buttons) or not message.text.endswith("…"), 30)
    return message


def undo(owner: Private) -> str:
    return ask(owner, "/undo")


def count(owner: Private) -> str:
    return ask(owner, "/articles")


def file(name: str, data: bytes, text: str = "") -> Callable[[Private, str], object]:
    return lambda owner, _: owner.send_file(owner.user, data, name, text=text)


WAYS: dict[str, Callable[[Private, str], object]] = {
    "pasted": lambda owner, _: owner.say(owner.user, LONG_POOL),
    "behind /add": lambda owner, _: owner.say(owner.user, f"/add 2024-04-01\nPool opens in May\n\n{POOL}"),
    "a link": lambda owner, site: owner.say(owner.user, f"http://{site}/pool"),
    "a link behind /add": lambda owner, site: owner.say(owner.user, f"/add http://{site}/pool"),
    "text": file("pool.txt", f"date 2024-04-01\nPool opens in May\n\n{POOL}".encode()),
    "Markdown": file("pool.md", f"---\ntitle: Pool opens in May\ndate: 2024-04-01\n---\n\n{POOL}".encode()),
    "HTML": file("pool.html", PAGES["/pool"]),
    "PDF": file("pool.pdf", pdf("Pool opens in May", POOL), text="2024-04-01"),
    "Word": file("pool.docx", word("date 2024-04-01", "Pool opens in May", POOL)),
}


@pytest.mark.parametrize("way", WAYS)
def test_an_article_is_shown_and_one_tap_takes_it(
    api: BotApi, owner: Private, guest: Private, site: str, way: str
) -> None:
    WAYS[way](owner, site)
    panel = shown(api, owner)
    assert panel.text.startswith("Shall I take this article?\n")
    assert ("1 April 2024" in panel.text, "3 May 2024 (Confirmed ✅)" in panel.text) == (True, True)
    assert not ask(guest, OPENS).startswith("3 May 2024")
    api.press(panel, TAKE, by=owner.user).wait(15)
    assert owner.wait_for_edit(panel).text.startswith("Taken.\n")
    assert ask(guest, OPENS).startswith("3 May 2024")
    assert undo(owner).startswith("Taken back: added")
    assert not ask(guest, OPENS).startswith("3 May 2024")


def test_a_forwarded_post_keeps_its_origin(api: BotApi, owner: Private, guest: Private) -> None:
    post = api.channel("Selvik News", username="selviknews").post(f"Pool opens in May\n{POOL}")
    owner.forward(post, by=owner.user)
    panel = shown(api, owner)
    assert "Date: certain, when the forwarded post appeared" in panel.text
    api.press(panel, TAKE, by=owner.user).wait(15)
    guest.say(guest.user, OPENS)
    assert f"https://t.me/selviknews/{post.id}" in guest.wait_for_reply().html
    undo(owner)


def test_a_post_is_taken_by_a_reply(api: BotApi, owner: Private) -> None:
    written = owner.say(owner.user, f"Pool opens in May\n{POOL}")
    owner.wait_for_reply()
    owner.say(owner.user, "/add", reply_to=written)
    assert "doesn't say when it was published" in shown(api, owner).text


@pytest.mark.parametrize(
    ("path", "sureness"),
    [
        ("/pool", "Date: certain, stated in the page's data"),
        ("/timed", "Date: likely, from a time mark on the page"),
    ],
)
def test_it_is_told_how_sure_a_date_is(api: BotApi, owner: Private, site: str, path: str, sureness: str) -> None:
    owner.say(owner.user, f"http://{site}{path}")
    assert sureness in shown(api, owner).text


def test_a_missing_date_is_asked_for(api: BotApi, owner: Private, site: str) -> None:
    owner.say(owner.user, f"http://{site}/undated")
    panel = shown(api, owner)
    assert "doesn't say when it was published" in panel.text
    assert TAKE not in [button.text for button in panel.buttons]
    owner.say(owner.user, "yesterday", reply_to=panel)
    assert "there is no day 'yesterday'" in owner.wait_for_reply().text
    owner.say(owner.user, "2024-04-02", reply_to=panel)
    assert owner.wait_for_reply().text == "Changed; see above."
    assert ("2 April 2024" in panel.text, "Date: certain, given by you" in panel.text) == (True, True)
    api.press(panel, "✖ Drop it", by=owner.user).wait()


def test_the_bot_shows_which_questions_would_be_answered_otherwise(api: BotApi, owner: Private, guest: Private) -> None:
    ask(guest, OPENS)
    owner.say(owner.user, f"/add 2024-04-01\nPool opens in May\n\n{POOL}")
    panel = shown(api, owner)
    line = next(line for line in panel.text.splitlines() if OPENS in line)
    assert line.endswith("no answer → 3 May 2024 (Confirmed ✅)")
    assert "These questions would be answered differently:" in panel.text


def test_a_confirmed_answer_that_would_be_lost_is_shown_first(api: BotApi, owner: Private) -> None:
    owner.say(owner.user, "When will the Nimbus X1 ship?")
    owner.say(owner.user, "/confirm", reply_to=owner.wait_for_reply())
    assert owner.wait_for_reply().text.startswith("Confirmed: “When will the Nimbus X1 ship?” → 18 June 2026")
    owner.say(owner.user, "/add 2026-05-02\nNimbus X1 delayed\n\nThe Nimbus X1 will ship on 2 July 2026, Nimbus said.")
    panel = shown(api, owner)
    assert "⚠️ Confirmed answers would be lost:\n– When will the Nimbus X1 ship? 18 June 2026" in panel.text
    assert "→ 2 July 2026" in panel.text
    api.press(panel, "✖ Drop it", by=owner.user).wait()
    assert ask(owner, "/selftest").startswith("Confirmed questions answered as confirmed: 1 of 1")
    undo(owner)


def test_a_drafts_title_and_day_are_changed_by_replies(api: BotApi, owner: Private) -> None:
    owner.say(owner.user, f"/add 2024-04-01\nPool opens in May\n\n{POOL}")
    panel = shown(api, owner)
    for name, value in (("Title", "The pool opens"), ("Date", "2024-04-03")):
        api.press(panel, name, by=owner.user).wait()
        owner.say(owner.user, value, reply_to=owner.wait_for_reply())
        owner.wait_for_reply()
    assert "The pool opens · 3 April 2024" in panel.text
    api.press(panel, TAKE, by=owner.user).wait(15)
    assert "The pool opens · 3 April 2024" in owner.wait_for_edit(panel).text
    undo(owner)


def test_a_drafts_fact_is_labelled_and_another_left_out(api: BotApi, owner: Private, guest: Private) -> None:
    owner.say(owner.user, f"/add 2024-04-01\nPool opens in May\n\n{POOL}")
    panel = shown(api, owner)
    api.press(panel, "Facts", by=owner.user).wait()
    number = next(line for line in panel.text.splitlines() if ": 3 May 2024" in line).partition(".")[0]
    api.press(panel, number, by=owner.user).wait()
    assert "“The pool in Selvik opens on 3 May 2024, the town said.”" in panel.text
    api.press(panel, "Rumour 💬", by=owner.user).wait()
    api.press(panel, "‹ Back", by=owner.user).wait()
    number = next(line for line in panel.text.splitlines() if "4 euros" in line).partition(".")[0]
    api.press(panel, number, by=owner.user).wait()
    api.press(panel, "That is no fact", by=owner.user).wait()
    assert ("3 May 2024 (Rumour 💬)" in panel.text, ": 4 euros" in panel.text) == (True, False)
    api.press(panel, TAKE, by=owner.user).wait(15)
    guest.say(guest.user, OPENS)
    assert "Rumour 💬" in guest.wait_for_reply().text
    assert not ask(guest, "How much does a ticket for the pool in Selvik cost?").startswith("4 euros")
    undo(owner)


def test_a_drafts_value_is_put_right_in_the_words_of_the_article(api: BotApi, owner: Private) -> None:
    text = "The baths in Lund open on 3 May 2024, not on 3 June 2024 as planned before."
    owner.say(owner.user, f"/add 2024-04-01\nBaths open\n\n{text}")
    panel = shown(api, owner)
    api.press(panel, "Facts", by=owner.user).wait()
    api.press(panel, "1", by=owner.user).wait()
    api.press(panel, "Right value …", by=owner.user).wait()
    prompt = owner.wait_for_reply()
    owner.say(owner.user, "9 May 2024", reply_to=prompt)
    assert owner.wait_for_reply().text == "The article doesn't say “9 May 2024”. Please use its own words."
    owner.say(owner.user, "3 june  2024", reply_to=prompt)
    assert owner.wait_for_reply().text == "Changed; see above."
    assert "3 June 2024 (" in panel.text
    api.press(panel, "✖ Drop it", by=owner.user).wait()


def test_a_dropped_draft_leaves_nothing(api: BotApi, owner: Private) -> None:
    before = count(owner), ask(owner, "/log")
    owner.say(owner.user, f"/add 2024-04-01\nPool opens in May\n\n{POOL}")
    panel = shown(api, owner)
    api.press(panel, "✖ Drop it", by=owner.user).wait()
    assert (panel.text, panel.buttons) == ("Dropped; nothing was taken.", ())
    assert (count(owner), ask(owner, "/log")) == before


def test_a_stale_draft_cannot_be_taken_twice(api: BotApi, owner: Private) -> None:
    owner.say(owner.user, f"/add 2024-04-01\nPool opens in May\n\n{POOL}")
    panel = shown(api, owner)
    first = api.press(panel, TAKE, by=owner.user)
    first.wait(15)
    again = api.press(panel, f"d:{panel.id}:take", by=owner.user, forged=True).wait()
    assert again.shown.startswith("This button no longer works")
    undo(owner)


@pytest.mark.parametrize(
    ("name", "data", "why"),
    [
        ("a.pdf", scanned(), "holds no text; if it was scanned, recognise its text first"),
        ("a.pdf", locked(), "is protected by a password"),
        ("a.pdf", b"%PDF", "is a damaged PDF file"),
        ("a.docx", b"PK", "is a damaged Word file"),
        ("a.exe", b"MZ", ".exe files are not known"),
        ("a.txt", b"", "is empty"),
        ("a.txt", b"\0\1\2", "is not text"),
        ("a.md", b"---\ntitel: x\n---\nText", "unknown key 'titel'"),
        ("a.html", page(body=""), "holds no article"),
        ("a.html", PAGES["/bomb"], "Not taken"),
        ("a.txt", f"date 2024-04-01\nHalle\n\n{GERMAN}".encode(), "it isn't in English"),
        ("a.txt", f"date 2099-01-01\nPool opens\n\n{POOL}".encode(), "1 January 2099 is in the future"),
        ("a.txt", f"date 2024-02-30\nPool opens\n\n{POOL}".encode(), "there is no day '2024-02-30'"),
        ("a.txt", f"date 2024-04-01\nДом\n\n{'Дом откроется в мае. ' * 5}".encode(), "it isn't in English"),
    ],
)
def test_a_file_that_cannot_be_taken_gets_one_sentence(
    api: BotApi, owner: Private, name: str, data: bytes, why: str
) -> None:
    before = count(owner), ask(owner, "/log")
    owner.send_file(owner.user, data, name)
    reply = shown(api, owner)
    assert (why in reply.text, "\n" in reply.text, "Traceback" in reply.text) == (True, False, False)
    assert reply.buttons == ()
    assert (count(owner), ask(owner, "/log")) == before


@pytest.mark.parametrize(
    ("path", "why"),
    [
        ("/none", "answered with status 404"),
        ("/login", "asks for a login and shows no article"),
        ("/german", "it isn't in English"),
        ("/untold-german", "it isn't in English"),
        ("/future", "1 January 2099 is in the future"),
        ("/bomb", "Not taken"),
    ],
)
def test_a_page_that_cannot_be_taken_gets_one_sentence(
    api: BotApi, owner: Private, site: str, path: str, why: str
) -> None:
    before = count(owner), ask(owner, "/log")
    owner.say(owner.user, f"http://{site}{path}")
    reply = shown(api, owner)
    assert (why in reply.text, "\n" in reply.text) == (True, False)
    assert (count(owner), ask(owner, "/log")) == before


@pytest.mark.parametrize("url", ["http://127.0.0.1:5432/", "http://169.254.169.254/latest", "https://localhost/x"])
def test_a_link_into_a_network_is_refused(api: BotApi, owner: Private, url: str) -> None:
    owner.say(owner.user, url)
    assert shown(api, owner).text.startswith("Not taken: ")


def test_a_pdf_of_200_pages_tells_how_far_it_is(api: BotApi, owner: Private) -> None:
    from test_readers import many_pages

    owner.send_file(owner.user, many_pages(200, POOL), "long.pdf", text="2024-04-01")
    panel = shown(api, owner)
    assert panel.text.startswith("Shall I take this article?")
    assert any(version.endswith("…") for version in panel.versions)
    api.press(panel, "✖ Drop it", by=owner.user).wait()


def test_a_post_of_a_hidden_user_says_so(api: BotApi, owner: Private) -> None:
    stranger = api.private(api.user("Hidden Hanna"))
    owner.forward(stranger.say(stranger.user, f"{POOL} {'It waited long. ' * 20}"), by=owner.user, hidden=True)
    panel = shown(api, owner)
    assert "Its author is hidden: only the name is kept, without a link." in panel.text
    api.press(panel, "✖ Drop it", by=owner.user).wait()


def test_two_articles_of_one_title_are_told_apart(api: BotApi, owner: Private) -> None:
    for day, text in ((1, POOL), (8, "The pool in Selvik opens on 5 May 2024.")):
        owner.say(owner.user, f"/add 2024-04-0{day}\nPool opens in May\n\n{text}")
        panel = shown(api, owner)
        api.press(panel, TAKE, by=owner.user).wait(15)
    note = "Another article has this title already, of 1 April 2024 (2024-04-01-pool-opens-in-may)"
    assert any(note in version for version in panel.versions)
    undo(owner)
    undo(owner)


def test_a_known_article_is_not_shown_again(api: BotApi, owner: Private) -> None:
    owner.say(owner.user, f"/add 2026-03-10\n{NIMBUS.title}\n\n{NIMBUS.text}")
    reply = shown(api, owner)
    assert (reply.text, reply.buttons) == (f"I know this article already. {NIMBUS.title}", ())


def test_what_others_send_is_a_question(api: BotApi, guest: Private, site: str) -> None:
    guest.send_file(guest.user, LONG_POOL.encode(), "pool.txt")
    assert "Shall I" not in guest.wait_for_reply().text
    assert "Shall I" not in ask(guest, LONG_POOL)
    assert "Shall I" not in ask(guest, f"http://{site}/pool")


def test_an_article_that_was_removed_comes_back(api: BotApi, owner: Private, guest: Private) -> None:
    assert ask(owner, "/remove nimbus").startswith("Removed:")
    assert "18 June" not in ask(guest, "When will the Nimbus X1 ship?")
    assert undo(owner) == "Taken back: removed “Nimbus unveils the X1”"
    assert ask(guest, "When will the Nimbus X1 ship?").startswith("18 June 2026")


def test_a_replaced_article_is_restored_as_it_was(api: BotApi, owner: Private, guest: Private) -> None:
    for day in (3, 10):
        owner.say(owner.user, f"/add 2024-04-01\nBaths open\n\nThe baths in Lund open on {day} May 2024.")
        take(api, owner)
    assert ask(guest, "When do the baths in Lund open?").startswith("10 May 2024")
    undo(owner)
    assert ask(guest, "When do the baths in Lund open?").startswith("3 May 2024")


def test_what_was_taken_is_taken_back_by_its_button(api: BotApi, owner: Private, guest: Private) -> None:
    owner.say(owner.user, f"/add 2024-04-01\nPool opens in May\n\n{POOL}")
    report = take(api, owner)
    assert ask(guest, OPENS).startswith("3 May 2024")
    api.press(report, "Take it back", by=owner.user).wait()
    assert not ask(guest, OPENS).startswith("3 May 2024")


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
