"""A day in a group of fifty people: who got what, nothing asked left open, nothing unasked said."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from botapi import BotApi, Group, Message, User
from knowledge import Article
from running import COSTS, NIMBUS, SHIPS, feed
from timelapse import Clock, timelapse

GOLDEN = Path(__file__).parent / "golden" / "group_day.txt"
MORNING = datetime(2026, 5, 4, 8, 0, tzinfo=UTC)
GOSSIP = Article(
    "gossip",
    "Nimbus X2 rumoured",
    date(2026, 4, 1),
    "According to a rumour, the Nimbus X2 will cost 300 euros.",
    "Phone Gossip",
)
RUMOUR = "How much will the Nimbus X2 cost?"
UNKNOWN = "How heavy is the Nimbus X9?"
ALSO = "And how much does it cost?"
WHO = "Who is Ada Mell?"
TALK = (
    *("Good morning", "I like the X1", "When will lunch be?", "@bob see above", "lol", "/roll@DiceBot", "What a day!"),
    *("@AnnoBotHelper when?", "Is it out yet?", "annobot is nice", "https://nimbus.example/x1", "When? Who? What?"),
)
WAYS = ("@AnnoBot {}", "{} @annobot", "/ask@AnnoBot {}", "/ask {}", "😀 @ANNOBOT, {}")
PLAIN = ("This was answered above", "That is a lot of questions", "Only a rumour", "Settings of", "Hello.", "Ask me")


@dataclass
class Day:
    """What happens, written down as it happens."""

    api: BotApi
    clock: Clock
    group: Group
    people: list[User]
    chance: random.Random
    lines: list[str] = field(default_factory=list)
    said: int = 0
    asked: int = 0

    def note(self, who: str, what: str) -> None:
        moment = datetime.fromtimestamp(self.clock(), UTC)
        self.lines.append(f"{moment:%H:%M} {who}: {what}".replace("\n", " ⏎ "))

    def say(self, person: User, text: str, *, reply_to: Message | None = None, anonymous: bool = False) -> Message:
        """Somebody says something."""
        self.said += 1
        message = self.group.say(person, text, reply_to=reply_to, as_chat=self.group if anonymous else None)
        reply = f" ↩ {reply_to.text.splitlines()[0]!r}" if reply_to is not None else ""
        self.note("the group (an admin)" if anonymous else person.first_name, text + reply)
        return message

    def hear(self, question: Message) -> Message:
        """What the bot says to that."""
        reply = self.group.wait_for_reply(30)
        assert reply.reply_to == question.id
        self.note("  Anno", gist(reply))
        return reply

    def chatter(self, count: int) -> None:
        """People talk among themselves; some of it looks like questions, some is edited or deleted again."""
        for _ in range(count):
            self.clock.forward(0.5)
            message = self.say(self.chance.choice(self.people), self.chance.choice(TALK))
            if self.chance.random() < 0.05:
                self.group.edit(message, "When will it ship?")
                self.note(message.data["from"]["first_name"], "(edits that to 'When will it ship?')")
            elif self.chance.random() < 0.05:
                self.group.delete(message)
                self.note(message.data["from"]["first_name"], "(deletes that)")

    def ask(self, person: User, question: str, **how: object) -> tuple[Message, Message]:
        """One question in one of the ways people ask, and its answer."""
        self.asked += 1
        said = self.say(person, self.chance.choice(WAYS).format(question), **how)  # type: ignore[arg-type]
        return said, self.hear(said)

    def round(self, *questions: str, talk: int = 4) -> None:
        """Questions by several people, with talk between them."""
        for question in questions:
            self.chatter(talk)
            self.ask(self.chance.choice(self.people[3:45]), question)


def gist(reply: Message) -> str:
    """The first line of what the bot says; of an abstention only that it is one."""
    first = reply.text.splitlines()[0]
    return first if reply.buttons or first.startswith(PLAIN) else "(no answer)"


def morning(day: Day) -> None:
    """The bot joins; questions of all kinds."""
    day.group.join_bot(day.people[0])
    day.note("  Anno", gist(day.group.wait_for_reply()))
    day.round(SHIPS, COSTS, WHO, UNKNOWN, RUMOUR, SHIPS, COSTS, WHO)
    for person in day.people[10:13]:
        day.ask(person, SHIPS)
        day.chatter(6)
        day.ask(person, ALSO)


def noon(day: Day) -> None:
    """Replies, edits and deletions; an administrator switches rumours off."""
    _, answer = day.ask(day.people[20], SHIPS)
    day.asked += 1
    day.hear(day.say(day.people[21], ALSO, reply_to=answer))
    other = day.say(day.people[22], COSTS)
    day.chatter(10)
    day.asked += 1
    day.hear(day.say(day.people[23], "@AnnoBot", reply_to=other))
    edited, reply = day.ask(day.people[24], SHIPS)
    day.group.edit(edited, f"@AnnoBot {COSTS}")
    day.note(day.people[24].first_name, f"(edits that to '@AnnoBot {COSTS}')")
    day.note("  Anno", f"(edits that to {gist(day.group.wait_for_edit(reply))!r})")
    gone, _ = day.ask(day.people[25], WHO)
    day.group.delete(gone)
    day.note(day.people[25].first_name, "(deletes that)")
    day.ask(day.people[1], SHIPS, anonymous=True)
    turn(day, day.people[1], "Rumours: told")
    day.round(RUMOUR, RUMOUR, SHIPS, WHO, UNKNOWN)


def turn(day: Day, admin: User, label: str) -> None:
    """An administrator presses a button of the settings."""
    panel = day.hear(day.say(admin, "/settings@AnnoBot"))
    day.api.press(panel, label, by=admin).wait()
    day.note(admin.first_name, f"(presses {label!r})")


def move(day: Day) -> None:
    """The group becomes a supergroup; everything goes with it."""
    day.ask(day.people[30], SHIPS)
    day.group = day.group.migrate(by=day.people[0])
    day.note("Telegram", "(the group becomes a supergroup)")
    day.ask(day.people[30], ALSO)
    day.round(RUMOUR, SHIPS, COSTS, WHO, UNKNOWN, SHIPS, COSTS)


def flood(day: Day) -> None:
    """One person asks thirty times in a minute; the others go on asking."""
    wild = day.people[49]
    for number in range(30):
        message = day.say(wild, f"@AnnoBot {COSTS}")
        if number <= 20:
            day.hear(message)
        if number % 10 == 9:
            day.ask(day.people[40 + number // 10], WHO)
    day.clock.forward(2)
    day.ask(wild, SHIPS)


def evening(day: Day) -> None:
    """The second asker gets a link; then the nights are made quiet, and the bot says nothing."""
    for _ in range(6):
        day.chatter(10)
        day.clock.forward(10)
        day.ask(day.people[33], SHIPS)
        day.chatter(2)
        day.ask(day.people[34], SHIPS)
    day.round(COSTS, WHO, COSTS, SHIPS, UNKNOWN, WHO, COSTS, RUMOUR, SHIPS, WHO, talk=3)
    turn(day, day.people[2], "Quiet hours: off")
    day.clock.set(MORNING.replace(hour=23))
    for person in day.people[5:8]:
        day.say(person, f"@AnnoBot {COSTS}")
    day.chatter(500 - day.said)


@pytest.mark.parametrize("webhook", [False, True], ids=["polling", "webhook"])
def test_a_day_in_a_group_of_fifty_goes_as_written_down(tmp_path: Path, webhook: bool) -> None:
    clock = Clock(tmp_path / "clock")
    clock.set(MORNING)
    parts: tuple[Callable[[Day], None], ...] = (morning, noon, move, flood, evening)
    with BotApi(privacy=False) as api, timelapse(api, feed(tmp_path, NIMBUS, GOSSIP), clock, webhook=webhook) as bot:
        people = [api.user(f"P{number:02}") for number in range(50)]
        group = api.group("Fifty", people, basic=True, owner=people[0], bot=False)
        for admin in people[1:3]:
            group.promote(admin, people[0])
        day = Day(api, clock, group, people, random.Random(50))  # noqa: S311
        for part in parts:
            part(day)
        api.settle(30)
        assert (day.said, day.asked, day.group.unread, group.unread) == (500, 60, (), ())
        assert (api.refused, "Traceback" in bot.log) == ((), False)
    assert "\n".join(day.lines) + "\n" == GOLDEN.read_text(encoding="utf-8")
