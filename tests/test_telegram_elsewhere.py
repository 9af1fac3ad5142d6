"""Inline and guest mode: one cited answer where the bot is no member, in the asker's language, within limits."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from botapi import BotApi, Group, User
from running import COSTS, NIMBUS, SHIPS, feed, running


@pytest.fixture(scope="module", params=["polling", "webhook"])
def api(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[BotApi]:
    data = feed(tmp_path_factory.mktemp("data"), NIMBUS)
    with BotApi() as server, running(server, data, webhook=request.param == "webhook"):
        yield server


@pytest.fixture
def ann(api: BotApi) -> User:
    return api.user("Ann")


@pytest.fixture
def ute(api: BotApi) -> User:
    return api.user("Ute", language_code="de")


@pytest.fixture
def foreign(api: BotApi, ann: User, ute: User) -> Group:
    return api.group("Elsewhere", [ann, ute], bot=False)


def test_an_inline_answer_is_in_the_language_of_who_asks_and_not_given_to_others(api: BotApi, ute: User) -> None:
    query = api.inline(ute, SHIPS).wait()
    (card,) = query.results
    assert "Bestätigt ✅" in query.contents[card["id"]].text
    assert (query.answer or {})["is_personal"]


def test_an_inline_answer_that_was_sent_into_a_group_is_not_answered_again(
    api: BotApi, ann: User, foreign: Group
) -> None:
    group = api.group("Home", [ann], privacy=False)
    api.inline(ann, SHIPS).wait().choose(chat=group)
    group.say(ann, f"@AnnoBot {COSTS}")
    assert group.wait_for_reply().text.startswith("499 euros")
    assert group.unread == ()


def test_inline_results_end_at_the_first_page(api: BotApi, ann: User) -> None:
    assert api.inline(ann, SHIPS, offset="1").wait().results == ()


def test_an_inline_query_that_is_too_old_leaves_no_trace(api: BotApi, ann: User) -> None:
    api.inline(ann, SHIPS).expire()
    assert len(api.inline(ann, SHIPS).wait().results) == 1


def test_inline_markup_that_telegram_refuses_goes_as_plain_text(api: BotApi, ann: User) -> None:
    api.fault(method="answerInlineQuery", status=400, problem="can't parse entities: unsupported start tag")
    query = api.inline(ann, SHIPS).wait()
    text = query.contents[query.results[0]["id"]].text
    assert (text.startswith("18 June 2026\nConfirmed"), "<https://nimbus.example/x1>" in text) == (True, True)


def test_who_types_without_end_gets_no_results_for_a_while_and_others_do(api: BotApi, ann: User, ute: User) -> None:
    queries = [api.inline(ann, f"{SHIPS} {number}") for number in range(300)]
    assert [query.wait(30).results for query in queries][-1] == ()
    assert len(api.inline(ute, SHIPS).wait().results) == 1


@pytest.mark.parametrize("text", [f"@AnnoBot {SHIPS}", f"😀 {SHIPS} @annobot"])
def test_a_guest_question_gets_one_cited_reply(api: BotApi, ann: User, foreign: Group, text: str) -> None:
    query = api.guest(ann, foreign, text).wait()
    assert query.sent is not None
    assert query.sent.text.startswith("18 June 2026\nConfirmed ✅ · announced 10 March 2026")
    assert "“" not in query.sent.text
    assert "<blockquote expandable>The Nimbus X1 will ship on 18 June 2026.</blockquote>" in query.sent.html


def test_a_guest_is_answered_in_their_language(api: BotApi, ute: User, foreign: Group) -> None:
    query = api.guest(ute, foreign, f"@AnnoBot {SHIPS}").wait()
    assert query.sent is not None
    assert "Bestätigt ✅" in query.sent.text


def test_a_bare_guest_mention_asks_what_it_replies_to(api: BotApi, ann: User, ute: User, foreign: Group) -> None:
    question = foreign.say(ute, SHIPS)
    query = api.guest(ann, foreign, "@AnnoBot", reply_to=question).wait()
    assert query.sent is not None
    assert query.sent.text.startswith("18 June 2026")


@pytest.mark.parametrize(
    ("text", "says"), [("@AnnoBot", "Ask me about"), ("@AnnoBot How heavy is the Nimbus X9?", "nnouncements")]
)
def test_a_guest_question_without_an_answer_gets_a_word(
    api: BotApi, ann: User, foreign: Group, text: str, says: str
) -> None:
    query = api.guest(ann, foreign, text).wait()
    assert query.sent is not None
    assert says in query.sent.text


def test_guest_markup_that_telegram_refuses_goes_as_plain_text(api: BotApi, ann: User, foreign: Group) -> None:
    api.fault(method="answerGuestQuery", status=400, problem="can't parse entities: unsupported start tag")
    query = api.guest(ann, foreign, f"@AnnoBot {SHIPS}").wait()
    assert query.sent is not None
    assert query.sent.text.startswith("18 June 2026\nConfirmed")
    assert "<https://nimbus.example/x1>" in query.sent.text


def test_a_guest_query_that_is_too_old_leaves_no_trace(api: BotApi, ann: User, foreign: Group) -> None:
    api.guest(ann, foreign, f"@AnnoBot {SHIPS}").expire()
    query = api.guest(ann, foreign, f"@AnnoBot {COSTS}").wait()
    assert query.sent is not None
    assert query.sent.text.startswith("499 euros")
