"""What a chat sets for itself by buttons does what it says, in the group and from the private chat; nobody else can."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest

from bot.chatsettings import VALUES
from botapi import BotApi, Group, Message, User
from knowledge import Article
from running import COSTS, NIMBUS, OWNER, SHIPS, feed, running, zone_where_it_is

GOSSIP = Article(
    "gossip",
    "Nimbus X2 rumoured",
    date(2026, 4, 1),
    "According to a rumour, the Nimbus X2 will cost 300 euros. " + "Nobody at the shop knows more about that. " * 9,
    "Phone Gossip",
)
RUMOUR = "How much will the Nimbus X2 cost?"
LONG = Article(
    "long",
    "Vela opens",
    date(2026, 4, 2),
    "The Vela bridge, "
    + "which the town of Selvik has waited for through many long winters, " * 8
    + "opens on 3 May 2026.",
)


@pytest.fixture(scope="module")
def api(tmp_path_factory: pytest.TempPathFactory) -> Iterator[BotApi]:
    data = feed(tmp_path_factory.mktemp("data"), NIMBUS, GOSSIP, LONG)
    with BotApi() as server, running(server, data, zone=zone_where_it_is(3)):
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


def open_panel(group: Group, by: User) -> Message:
    group.say(by, "/settings@AnnoBot")
    return group.wait_for_reply()


def turn(api: BotApi, panel: Message, *labels: str, by: User) -> Message:
    """Press buttons one after the other, each named by what it shows then."""
    for label in labels:
        api.press(panel, label, by=by).wait()
    return panel


def ask(group: Group, user: User, text: str) -> str:
    group.say(user, f"@AnnoBot {text}")
    return group.wait_for_reply().text


def test_a_panel_shows_every_setting_with_its_value(group: Group, boss: User) -> None:
    shown = [button.text for button in open_panel(group, boss).buttons]
    assert len(shown) == len(VALUES)
    assert {
        "Rumours: told",
        "Answers: normal",
        "Link to the same answer for: 5 minutes",
        "Who may ask: everybody",
        "Quiet hours: off",
        "Language: everybody's own",
    } <= set(shown)


def test_rumours_are_not_told_where_they_are_off(api: BotApi, group: Group, ann: User, boss: User) -> None:
    assert ask(group, ann, RUMOUR).startswith("300 euros\nRumour 💬")
    turn(api, open_panel(group, boss), "Rumours: told", by=boss)
    assert "300" not in ask(group, ann, RUMOUR)
    assert ask(group, ann, SHIPS).startswith("18 June 2026")


def test_brief_answers_cut_the_sentence_short_and_full_ones_do_not(
    api: BotApi, group: Group, ann: User, boss: User
) -> None:
    panel = turn(api, open_panel(group, boss), "Link to the same answer for: 5 minutes", by=boss)
    turn(api, panel, *(f"Link to the same answer for: {value}" for value in ("15 minutes", "60 minutes")), by=boss)
    turn(api, panel, "Answers: normal", by=boss)
    full = ask(group, ann, "When does the Vela bridge open?")
    turn(api, panel, "Answers: full", by=boss)
    brief = ask(group, ann, "When does the Vela bridge open?")
    assert (len(full) > 500, len(brief) < 500) == (True, True)


def test_without_a_cooldown_everybody_gets_the_whole_answer(api: BotApi, group: Group, ann: User, boss: User) -> None:
    panel = open_panel(group, boss)
    labels = (f"Link to the same answer for: {value} minutes" for value in (5, 15, 60))
    turn(api, panel, *labels, by=boss)
    assert "Link to the same answer for: off" in [button.text for button in panel.buttons]
    assert ask(group, ann, SHIPS).startswith("18 June 2026")
    assert ask(group, boss, SHIPS).startswith("18 June 2026")


def test_in_quiet_hours_only_an_owner_of_the_bot_is_answered(api: BotApi, group: Group, ann: User, boss: User) -> None:
    olga = api.user("Olga", id=OWNER)
    group.join(olga)
    turn(api, open_panel(group, boss), "Quiet hours: off", by=boss)
    group.say(ann, f"@AnnoBot {COSTS}")
    group.say(olga, f"@AnnoBot {SHIPS}")
    assert group.wait_for_reply().text.startswith("18 June 2026")
    assert group.unread == ()


def test_the_groups_language_is_spoken_to_everybody_in_it(api: BotApi, group: Group, ann: User, boss: User) -> None:
    panel = turn(api, open_panel(group, boss), "Language: everybody's own", "Language: English", by=boss)
    assert "Sprache: Deutsch" in [button.text for button in panel.buttons]
    assert "Bestätigt ✅" in ask(group, ann, SHIPS)


def test_all_of_it_is_set_from_the_private_chat_too(api: BotApi, group: Group, ann: User, boss: User) -> None:
    open_panel(group, boss)
    private = api.private(boss)
    private.say(boss, "/settings")
    panel = turn(api, private.wait_for_reply(), "Readers", "Rumours: told", by=boss)
    assert "Rumours: off" in [button.text for button in panel.buttons]
    assert "300" not in ask(group, ann, RUMOUR)


def test_who_added_the_bot_finds_the_group_in_the_private_chat(api: BotApi, boss: User) -> None:
    api.group("Fresh", [boss], bot=False, owner=boss).join_bot(boss)
    private = api.private(boss)
    private.say(boss, "/settings")
    assert "Fresh" in [button.text for button in private.wait_for_reply().buttons]


def test_who_runs_the_group_no_more_can_set_nothing(api: BotApi, group: Group, ann: User, boss: User) -> None:
    group.promote(ann, boss)
    panel = open_panel(group, ann)
    group.promote(ann, boss, status="member")
    assert "administrators" in api.press(panel, "Rumours: told", by=ann).wait().shown
    assert "Rumours: told" in [button.text for button in panel.buttons]


@pytest.mark.parametrize("data", ["set:{group}:rumours", "set:{group}:", "set:0:rumours", "set:x:y", "set:1:rumours"])
def test_a_forged_settings_button_sets_nothing(api: BotApi, group: Group, ann: User, boss: User, data: str) -> None:
    panel = open_panel(group, boss)
    private = api.private(ann)
    private.say(ann, SHIPS)
    forged = api.press(private.wait_for_reply(), data.format(group=group.id), by=ann, forged=True).wait()
    assert forged.shown
    assert "Rumours: told" in [button.text for button in panel.buttons]
    assert ask(group, boss, RUMOUR).startswith("300 euros")


def test_an_anonymous_admin_opens_the_panel(group: Group, boss: User) -> None:
    group.say(boss, "/settings@AnnoBot", as_chat=group)
    assert group.wait_for_reply().text == "Settings of this chat"
