"""Where a question says too little, up to three facts are offered as buttons; one tap, and the answer stands there."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

import offering
from botapi import BotApi, Group, User
from offering import VAGUE
from running import NIMBUS, feed
from timelapse import Clock, timelapse


@pytest.fixture(scope="module")
def api(tmp_path_factory: pytest.TempPathFactory) -> Iterator[BotApi]:
    data: Path = feed(tmp_path_factory.mktemp("data"), NIMBUS)
    clock = Clock(data / "clock")
    clock.set(datetime(2026, 5, 4, 8, tzinfo=UTC))
    with BotApi() as server, timelapse(server, data, clock, script=offering.__file__):
        yield server
        assert server.refused == ()


@pytest.fixture
def ann(api: BotApi) -> User:
    return api.user("Ann")


@pytest.fixture
def group(api: BotApi, ann: User) -> Group:
    return api.group("Readers", [ann], privacy=False)


def test_choices_are_dated_linked_and_on_buttons(group: Group, ann: User) -> None:
    group.say(ann, f"@AnnoBot {VAGUE}")
    offer = group.wait_for_reply()
    assert offer.text.splitlines() == [
        "Did you mean …",
        "1. 18 June 2026 <b>& (Nimbus unveils the X1 · Nimbus Newsroom, 10 March 2026)",
        "2. 499 euros <b>& (Nimbus unveils the X1 · Nimbus Newsroom, 10 March 2026)",
    ]
    assert [[button.text for button in row] for row in offer.rows] == [["18 June 2026 <b>&"], ["499 euros <b>&"]]


def test_a_choice_becomes_its_answer_with_its_buttons(api: BotApi, group: Group, ann: User) -> None:
    group.say(ann, f"@AnnoBot {VAGUE}")
    offer = group.wait_for_reply()
    api.press(offer, "499 euros <b>&", by=ann).wait()
    assert offer.text.startswith("499 euros\nConfirmed ✅")
    assert [button.text for button in offer.buttons] == ["Source", "More on this", "Not right?"]
    assert "costs 499 euros" in api.press(offer, "Source", by=ann).wait().shown
    assert group.unread == ()


def test_a_follow_up_leans_on_what_was_chosen(api: BotApi, group: Group, ann: User) -> None:
    group.say(ann, f"@AnnoBot {VAGUE}")
    offer = group.wait_for_reply()
    api.press(offer, "18 June 2026 <b>&", by=ann).wait()
    group.say(ann, "And how much does it cost?", reply_to=offer)
    assert group.wait_for_reply().text.startswith("499 euros")


def test_a_second_tap_on_a_choice_that_is_gone_does_no_harm(api: BotApi, group: Group, ann: User) -> None:
    group.say(ann, f"@AnnoBot {VAGUE}")
    offer = group.wait_for_reply()
    late = offer.buttons[0].data or ""
    api.press(offer, "499 euros <b>&", by=ann).wait()
    assert api.press(offer, late, by=ann, forged=True).wait().shown.startswith("This button no longer works")
    assert offer.text.startswith("499 euros")


def test_inline_offers_the_answers_of_all_choices(api: BotApi, ann: User) -> None:
    assert [card["title"] for card in api.inline(ann, VAGUE).wait().results] == ["18 June 2026", "499 euros"]


def test_a_guest_is_told_the_choices(api: BotApi, ann: User) -> None:
    foreign = api.group("Elsewhere", [ann], bot=False)
    query = api.guest(ann, foreign, f"@AnnoBot {VAGUE}").wait()
    assert query.sent is not None
    assert query.sent.text.startswith("Did you mean …\n1. 18 June 2026")
