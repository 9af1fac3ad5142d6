"""Editors curate what the bot knows, over HTTP: articles and facts by buttons, names, merging, the log, undo."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest

from botapi import BotApi, Message, Private
from knowledge import Article
from running import COSTS, NIMBUS, OWNER, SHIPS, feed, running

POOL = Article("pool", "Pool opens", date(2024, 4, 1), "The pool in Selvik opens on 3 May 2024.", "Town of Selvik")
TWIN = Article("twin", "Pool opens", date(2024, 4, 2), "The pool opens on 3 May 2024, said the mayor.", "Post")
MANY = [Article(f"n{n}", f"Note {n}", date(2020, 1, 1 + n), f"Note {n} says nothing much.") for n in range(9)]


@pytest.fixture(scope="module")
def api(tmp_path_factory: pytest.TempPathFactory) -> Iterator[BotApi]:
    data = feed(tmp_path_factory.mktemp("data"), NIMBUS, POOL, TWIN, *MANY)
    with BotApi() as server, running(server, data):
        yield server
        assert server.refused == ()


@pytest.fixture(scope="module")
def owner(api: BotApi) -> Private:
    return api.private(api.user("Olga", id=OWNER))


@pytest.fixture
def guest(api: BotApi) -> Private:
    return api.private(api.user("Gus"))


def say(chat: Private, text: str) -> Message:
    chat.say(chat.user, text)
    return chat.wait_for_reply(15)


def ask(chat: Private, text: str) -> str:
    return say(chat, text).text


def press(api: BotApi, owner: Private, panel: Message, label: str) -> str:
    """Press the button that begins so; what the press's answer shows."""
    button = next(button for button in panel.buttons if button.text.startswith(label))
    return api.press(panel, button, by=owner.user).wait(15).shown


def open_fact(api: BotApi, owner: Private, value: str) -> Message:
    """The card of a fact of the Nimbus article."""
    panel = say(owner, "/facts nimbus")
    number = next(line for line in panel.text.splitlines() if value in line).partition(".")[0]
    press(api, owner, panel, number)
    return panel


def test_articles_are_pages_of_buttons(api: BotApi, owner: Private) -> None:
    panel = say(owner, "/articles")
    assert (panel.text, len(panel.rows)) == ("12 articles", 9)
    press(api, owner, panel, "»")
    assert [button.text for button in panel.buttons][-1] == "«"
    press(api, owner, panel, "«")
    press(api, owner, panel, "10 Mar 26 · Nimbus")
    assert panel.text.startswith("Nimbus unveils the X1 · Nimbus Newsroom · 10 March 2026\nnimbus\n")
    press(api, owner, panel, "Facts")
    assert "18 June 2026 (Confirmed ✅)" in panel.text
    press(api, owner, panel, "‹ Back")
    press(api, owner, panel, "‹ Back")
    assert panel.text == "12 articles"


def test_an_article_is_shown_by_its_id(owner: Private) -> None:
    assert ask(owner, "/article pool").startswith("Pool opens · Town of Selvik · 1 April 2024\npool\n")
    assert ask(owner, "/article none").startswith("Write an article's id")


def test_facts_are_shown_of_a_subject_too(owner: Private) -> None:
    assert "18 June 2026" in ask(owner, "/facts Nimbus X1")
    assert ask(owner, "/facts Zorblax") == "I know nothing about Zorblax."
    assert ask(owner, "/facts").startswith("Write an article's id or a subject")


@pytest.mark.parametrize("label", ["Rumour 💬", "Expected 🕓"])
def test_a_fact_gets_another_label(api: BotApi, owner: Private, guest: Private, label: str) -> None:
    card = open_fact(api, owner, "499 euros")
    assert press(api, owner, card, label) == "Changed."
    assert f"499 euros ({label})" in card.text
    assert label in ask(guest, COSTS)
    assert ask(owner, "/undo") == "Taken back: edited “Nimbus unveils the X1”"
    assert "Confirmed ✅" in ask(guest, COSTS)


def test_a_retired_fact_answers_no_more(api: BotApi, owner: Private, guest: Private) -> None:
    card = open_fact(api, owner, "18 June 2026")
    press(api, owner, card, "That is no fact")
    assert "18 June 2026" not in card.text
    assert not ask(guest, SHIPS).startswith("18 June 2026")
    ask(owner, "/undo")
    assert ask(guest, SHIPS).startswith("18 June 2026")


def test_a_value_is_put_right_by_a_reply(api: BotApi, owner: Private, guest: Private) -> None:
    card = open_fact(api, owner, "18 June 2026")
    press(api, owner, card, "Right value")
    prompt = owner.wait_for_reply()
    owner.say(owner.user, "gibberish", reply_to=prompt)
    assert owner.wait_for_reply().text.startswith("The article doesn't say “gibberish”")
    owner.say(owner.user, "2026-06-20", reply_to=prompt)
    assert owner.wait_for_reply().text == "Changed."
    assert ask(guest, SHIPS).startswith("20 June 2026")
    ask(owner, "/undo")
    assert ask(guest, SHIPS).startswith("18 June 2026")


def test_another_name_is_taught_listed_and_forgotten(owner: Private, guest: Private) -> None:
    assert ask(owner, "/alias Whisperer = Nimbus X1") == "Learned: Whisperer is Nimbus X1."
    assert ask(guest, "When will the Whisperer ship?").startswith("18 June 2026")
    assert "Whisperer = Nimbus X1" in ask(owner, "/alias")
    assert ask(owner, "/alias whisperer =") == "Forgotten: whisperer"
    assert not ask(guest, "When will the Whisperer ship?").startswith("18 June 2026")
    assert ask(owner, "/undo").startswith("Taken back: named")
    assert ask(guest, "When will the Whisperer ship?").startswith("18 June 2026")
    ask(owner, "/undo")
    assert not ask(guest, "When will the Whisperer ship?").startswith("18 June 2026")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("/alias Whisperer", "Write another name"),
        ("/alias = Nimbus X1", "Write another name"),
        ("/alias Whisperer =", "I know no other name Whisperer."),
        ("/merge pool", "Write two articles' ids"),
        ("/merge pool pool", "Write two articles' ids"),
        ("/merge pool none", "there is no article"),
        ("/remove", "Write"),
        ("/remove none", "there is no article"),
    ],
)
def test_what_cannot_be_done_is_said(owner: Private, text: str, said: str) -> None:
    assert ask(owner, text).startswith(said)


def test_duplicates_are_merged_and_parted_again(owner: Private) -> None:
    assert "Another article has this title already" in ask(owner, "/article pool")
    assert ask(owner, "/merge pool twin") == "“Pool opens” is gone; “Pool opens” stands for both."
    assert ask(owner, "/articles") == "11 articles"
    assert ask(owner, "/undo").startswith("Taken back: merged")
    assert ask(owner, "/articles") == "12 articles"


def test_a_removed_article_comes_back_with_what_was_written_over_it(
    api: BotApi, owner: Private, guest: Private
) -> None:
    press(api, owner, open_fact(api, owner, "499 euros"), "Rumour 💬")
    report = say(owner, "/remove nimbus")
    assert not ask(guest, COSTS).startswith("499 euros")
    assert press(api, owner, report, "Take it back").startswith("Taken back: removed")
    assert "Rumour 💬" in ask(guest, COSTS)
    ask(owner, "/undo")


def test_the_log_tells_who_did_what_and_is_only_added_to(api: BotApi, owner: Private) -> None:
    before = ask(owner, "/log").splitlines()[1:]
    ask(owner, "/alias Hummer = Nimbus X1")
    ask(owner, "/undo")
    after = ask(owner, "/log").splitlines()[1:]
    assert after[0].endswith(f"· {OWNER} · taken back: Hummer = Nimbus X1")
    assert after[1].endswith(f"· {OWNER} · named (taken back): Hummer = Nimbus X1")
    assert after[2 : 2 + len(before)][:20] == before[:20]


def test_a_reviewer_looks_and_changes_nothing(api: BotApi, owner: Private) -> None:
    reviewer = api.private(api.user("Rea"))
    ask(owner, f"/grant reviewer {reviewer.user.id}")
    panel = say(reviewer, "/facts nimbus")
    press(api, reviewer, panel, "1")
    assert [button.text for button in panel.buttons] == ["‹ Back"]


def test_what_is_shown_of_an_article_that_is_gone_is_dead(api: BotApi, owner: Private) -> None:
    panel = say(owner, "/article n1")
    press(api, owner, panel, "‹ Back")
    ask(owner, "/remove n1")
    pressed = api.press(panel, next(b for b in panel.buttons if "Note 1" in b.text or "»" in b.text), by=owner.user)
    assert pressed.wait().answer is not None
    ask(owner, "/undo")


def test_a_change_that_loses_a_confirmed_answer_says_so(api: BotApi, owner: Private) -> None:
    reply = say(owner, SHIPS)
    owner.say(owner.user, "/confirm", reply_to=reply)
    owner.wait_for_reply()
    card = open_fact(api, owner, "18 June 2026")
    press(api, owner, card, "That is no fact")
    lost = f"⚠️ Confirmed answers are lost:\n– {SHIPS} (18 June 2026)"
    assert card.text.endswith(lost)
    assert press(api, owner, card, "Take it back").startswith("Taken back: edited")
    report = say(owner, "/remove nimbus")
    assert report.text.endswith(lost)
    press(api, owner, report, "Take it back")
    assert ask(owner, "/selftest") == "Confirmed questions answered as confirmed: 1 of 1"
