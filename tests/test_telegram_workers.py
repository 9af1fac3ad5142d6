"""Several bots behind one webhook on one PostgreSQL: each question answered once, in order, whoever dies."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from balancer import Balancer
from botapi import BotApi, Private
from databases import make_postgres
from knowledge import Article, KnowledgeBase
from running import NIMBUS, SHIPS, RunningBot, free_port, start, wait_until_listening

IN_FLIGHT = 16
"""Requests of one worker that are on their way at the same time, at most."""
DELAYED = Article(
    "later", "Nimbus X1 delayed", date(2026, 4, 2), "The Nimbus X1 will ship on 9 July 2026.", "Nimbus Newsroom"
)


@dataclass
class Workers:
    """Bots on one database behind one balancer."""

    api: BotApi
    folder: Path
    location: str
    public: int
    ports: list[int]
    bots: list[RunningBot]

    def start(self, number: int) -> RunningBot:
        folder = self.folder / str(number)
        folder.mkdir(exist_ok=True)
        hook = (self.public, self.ports[number])
        return start(self.api, folder, webhook=True, location=self.location, hook=hook)

    def restart(self, number: int) -> None:
        """Kill one and start it anew."""
        self.bots[number].kill()
        self.bots[number] = self.start(number)
        wait_until_listening(self.bots[number], 60)


@contextmanager
def workers(folder: Path, count: int) -> Iterator[Workers]:
    """That many bots that listen."""
    with ExitStack() as stack:
        location = stack.enter_context(make_postgres())
        with KnowledgeBase(location, library=False) as base:
            base.add(NIMBUS)
        api = stack.enter_context(BotApi())
        ports = [free_port() for _ in range(count)]
        public = stack.enter_context(Balancer(ports)).port
        found = Workers(api, folder, location, public, ports, [])
        try:
            found.bots += [found.start(number) for number in range(count)]
            for bot in found.bots:
                wait_until_listening(bot, 60)
            yield found
        finally:
            for bot in found.bots:
                if bot.process.poll() is None:
                    bot.kill()


def test_none_is_lost_and_next_to_none_answered_twice_when_workers_are_killed(tmp_path: Path) -> None:
    kills = 3
    with workers(tmp_path, 2) as running:
        api = running.api
        chats = [api.private(api.user(f"P{number}")) for number in range(90)]
        for chat in chats:
            chat.say(chat.user, SHIPS)
        for number in range(kills):
            api.wait_until(lambda: sum(bool(chat.replies) for chat in chats) >= 20 * (number + 1), 60)  # noqa: B023
            running.restart(number % 2)
        api.wait_until(lambda: all(chat.replies for chat in chats), 60)
        api.settle()
    counted = Counter(len(chat.replies) for chat in chats)
    assert counted[0] == 0
    assert sum(replies * times for replies, times in counted.items()) - len(chats) <= IN_FLIGHT * kills


def test_a_chat_is_answered_in_order_by_whichever_workers(tmp_path: Path) -> None:
    with workers(tmp_path, 2) as running:
        chat = running.api.private(running.api.user("Ann"))
        for question in (SHIPS, "And how much does it cost?", "Who is the chief executive of Nimbus?"):
            chat.say(chat.user, question)
        running.api.wait_until(lambda: len(chat.replies) == 3, 30)
    said = [reply.text for reply in chat.replies]
    assert [text.splitlines()[0] for text in said] == ["18 June 2026", "499 euros", "Ada Mell"]


def test_a_new_article_answers_from_every_worker_within_a_second(tmp_path: Path) -> None:
    with workers(tmp_path, 2) as running:
        api = running.api
        chats = [api.private(api.user(f"P{number}")) for number in range(8)]
        ask_all(running, chats, "18 June 2026")
        with KnowledgeBase(running.location, library=False) as base:
            base.add(DELAYED)
        ask_all(running, chats, "9 July 2026")


def ask_all(running: Workers, chats: list[Private], answer: str) -> None:
    for chat in chats:
        chat.say(chat.user, SHIPS)
    replies = [chat.wait_for_reply(10) for chat in chats]
    assert {reply.text.splitlines()[0] for reply in replies} == {answer}
