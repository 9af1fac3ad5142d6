"""A day in a group of fifty people: who got what, nothing asked left open, nothing unasked said."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from botapi import BotApi, Group, User
from running import NIMBUS, feed, running

GOLDEN = Path(__file__).parent / "golden" / "group_day.txt"
QUESTIONS = (
    "When will the Nimbus X1 ship?",
    "How much does the Nimbus X1 cost?",
    "Who is Ada Mell?",
    "How heavy is the Nimbus X9?",
)
TALK = ("Good morning", "I like the X1", "When will lunch be?", "@bob see above", "lol", "/roll@DiceBot", "What a day!")


def chatter(group: Group, people: list[User], count: int, chance: random.Random) -> None:
    """People talk among themselves; some of it looks like questions, some is edited or deleted again."""
    for _ in range(count):
        message = group.say(chance.choice(people), chance.choice(TALK))
        if chance.random() < 0.05:
            group.edit(message, "When will it ship?")
        elif chance.random() < 0.05:
            group.delete(message)


def ask(group: Group, person: User, number: int, chance: random.Random) -> str:
    """One question in one of the ways people ask; the bot's answer."""
    question = QUESTIONS[number % len(QUESTIONS)]
    ways = (f"@AnnoBot {question}", f"{question} @annobot", f"/ask@AnnoBot {question}", f"/ask {question}")
    said = group.say(person, chance.choice(ways))
    reply = group.wait_for_reply(90)
    assert reply.reply_to == said.id
    told = reply.text.splitlines()[0] if "Nimbus unveils" in reply.text or "above" in reply.text else "(no answer)"
    return f"{person.first_name}: {said.text}\n    {told}"


@pytest.mark.parametrize("webhook", [False, True], ids=["polling", "webhook"])
def test_a_day_in_a_group_of_fifty_goes_as_written_down(tmp_path: Path, webhook: bool) -> None:
    chance, lines = random.Random(50), []  # noqa: S311
    with BotApi() as api, running(api, feed(tmp_path, NIMBUS), webhook=webhook):
        people = [api.user(f"P{number:02}") for number in range(50)]
        group = api.group("Fifty", people, basic=True, owner=people[0], privacy=False)
        for number in range(16):
            chatter(group, people, 14, chance)
            lines.append(ask(group, people[3 + number], number, chance))
        lines.append("(the group becomes a supergroup)")
        group = group.migrate(by=people[0])
        for number in range(16):
            chatter(group, people, 14, chance)
            lines.append(ask(group, people[20 + number], number, chance))
        api.settle()
        assert group.unread == ()
        assert api.refused == ()
    assert "\n".join(lines) + "\n" == GOLDEN.read_text(encoding="utf-8")
