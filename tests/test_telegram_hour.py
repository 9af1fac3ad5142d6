"""An hour of an editor's work, over HTTP: the README shows it as it ran, and all of it goes out and comes back."""

from __future__ import annotations

import re
import threading
from collections.abc import Iterator
from http.server import ThreadingHTTPServer
from pathlib import Path

import pytest

from bot.cli import main
from botapi import BotApi, Message, Private
from knowledge import Answer, KnowledgeBase
from running import OWNER, feed, running
from test_curated import TODAY
from test_readers import pdf
from test_telegram_feeding import PAGES, Site

README = Path(__file__).parents[1] / "README.md"
PASTED = """2024-04-01
Pool in Selvik opens in May

The pool in Selvik opens on 3 May 2024, the town said. A ticket costs 4 euros."""
POSTED = "Kiosk at the pool\nThe kiosk at the pool will sell ice cream from 10 May 2024, Nora Dahl said."
LINES = (
    "Library reopens in June",
    "The library in Selvik reopens on 8 June 2024. Its director is Ingrid Solheim.",
)
MOVED = b"""<html lang="en"><head><title>Pool opens two weeks later</title>
<meta property="article:published_time" content="2024-04-20"><meta property="og:site_name" content="Town of Selvik">
<link rel="canonical" href="https://selvik.example/pool"></head><body><article><h1>Pool opens two weeks later</h1>
<p>The pool in Selvik opens on 17 May 2024, two weeks later than planned, the town said. Tickets stay valid.</p>
</article></body></html>"""
FERRY = "/add 2024-04-03\nFerry to Lund\n\nThe ferry to Lund may start in July 2024, according to a local paper."
OPENS = "When does the pool in Selvik open?"
CHAPS = "Whom do I ask about books in Selvik?"
SNACK = "Is there anything cold to eat at the pool?"
NOON = 1_712_052_000.0
"""2 April 2024, the day of the forwarded post."""
FOUND = re.compile(r"\s+(–|\d+\.|\d+ facts? found|\[This answers it|.*\(1 time: )|Olga  \[This answers it")
QUESTIONS = (
    OPENS,
    CHAPS,
    SNACK,
    "How much is a ticket for the pool in Selvik?",
    "When does the Selvik library reopen?",
)


class Hour:
    """Does what an editor does, and writes it down as it reads on the screen."""

    def __init__(self, api: BotApi, editor: Private) -> None:
        self._api, self._editor = api, editor
        self.lines: list[str] = []

    def does(self, what: str, reply_to: Message | None = None, *, text: str | None = None) -> Message:
        """Write something; what is written down may be shorter."""
        self._editor.say(self._editor.user, text or what, reply_to=reply_to)
        return self._hears(what)

    def sends(self, what: str, data: bytes, name: str, caption: str) -> Message:
        self._editor.send_file(self._editor.user, data, name, text=caption)
        return self._hears(what)

    def forwards(self, what: str, post: Message) -> Message:
        self._editor.forward(post, by=self._editor.user)
        return self._hears(what)

    def presses(self, panel: Message, label: str) -> Message:
        button = next((button for button in panel.buttons if label in button.text), None)
        assert button is not None, "\n".join(self.lines)
        before = panel.text
        shown = self._api.press(panel, button, by=self._editor.user).wait(20).shown
        self.lines.append(f"Olga  [{button.text}]")
        said = panel.text if panel.text != before else shown
        self.lines += _indented(said, panel) if said else []
        return panel

    def hears(self) -> Message:
        """What the bot says by itself."""
        return self._hears("")

    def _hears(self, what: str) -> Message:
        if what:
            lines = [line for line in what.split("\n") if line]
            self.lines += [f"Olga  {line}" if n == 0 else f"      {line}" for n, line in enumerate(lines)]
        message = self._editor.wait_for_reply(20)
        self._api.wait_until(lambda: not message.text.endswith("…"), 30)
        self.lines += _indented(message.text, message)
        return message


def _indented(text: str, message: Message) -> list[str]:
    lines = [re.sub(r"\(\d+ \w+ ago\)", "(…)", line) for line in text.split("\n") if line]
    shown = [f"bot   {lines[0]}", *(f"      {line}" for line in lines[1:])]
    rows = [" ".join(f"[{button.text}]" for button in row) for row in message.rows]
    return [*shown, *(f"      {row}" for row in rows)]


def work(api: BotApi, site: str) -> list[str]:
    """Five articles by five ways, a correction that moves a date, two reviews, an undo."""
    olga, gus = api.private(api.user("Olga", id=OWNER)), api.private(api.user("Gus"))
    hour = Hour(api, olga)
    hour.presses(hour.does(PASTED), "Take it")
    post = api.channel("Selvik Pool", username="selvikpool").post(POSTED)
    hour.presses(hour.forwards("(forwards a post of @selvikpool)", post), "Take it")
    hour.presses(
        hour.sends("(sends library.pdf with the caption 2024-04-02)", pdf(*LINES), "library.pdf", "2024-04-02"),
        "Take it",
    )
    hour.presses(hour.does(FERRY), "Take it")
    answer = hour.does(OPENS)
    hour.does("/confirm  (as a reply to that)", answer, text="/confirm")
    draft = hour.does("https://selvik.example/pool", text=f"http://{site}/moved")
    hour.presses(draft, "Take it")
    for question in (CHAPS, SNACK):
        gus.say(gus.user, question)
        reply = gus.wait_for_reply(20)
        if reply.buttons:
            api.press(reply, "Not right?", by=gus.user).wait(20)
            api.press(reply, "I asked something else", by=gus.user).wait(20)
        api.settle()
    hour.presses(hour.does("/review"), "Teach")
    hour.does("Ingrid Solheim 2024-04-02-library-reopens-in-june", hour.hears())
    hour.presses(hour.does("/review"), "ice")
    hour.does("/alias swimming hall = pool in Selvik")
    hour.does("/undo")
    return hour.lines


@pytest.fixture(scope="module")
def site() -> Iterator[str]:
    PAGES["/moved"] = MOVED
    server = ThreadingHTTPServer(("127.0.0.1", 0), Site)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"127.0.0.1:{server.server_address[1]}"
    server.shutdown()
    server.server_close()


@pytest.fixture(scope="module")
def told(site: str, tmp_path_factory: pytest.TempPathFactory) -> tuple[str, Path]:
    """The hour as it ran, and the data it left."""
    data = feed(tmp_path_factory.mktemp("hour"))
    with BotApi(clock=lambda: NOON) as server, running(server, data, settings={"fetch_allowed": site}):
        lines = work(server, site)
    return "\n".join(lines), data


def test_the_hour_is_the_one_in_the_readme(told: tuple[str, Path]) -> None:
    shown = re.search(r"## An hour of an editor's work.*?```text\n(.*?)\n```", README.read_text("utf-8"), re.DOTALL)
    assert shown is not None
    assert steady(told[0]) == steady(shown[1])


def steady(text: str) -> list[str]:
    """The lines without what was found, which changes whenever the finders learn something."""
    return [line for line in text.split("\n") if not FOUND.match(line)]


def answers(folder: Path) -> list[tuple[str, str]]:
    """The answer and its article, to every question of the hour."""
    with KnowledgeBase(folder, library=False) as base:
        outcomes = [base.ask(question, today=TODAY) for question in QUESTIONS]
    return [(each.text, each.citation.article_id) if isinstance(each, Answer) else ("", "") for each in outcomes]


def test_all_that_was_fed_and_taught_goes_out_and_comes_back(told: tuple[str, Path], tmp_path: Path) -> None:
    _, data = told
    with KnowledgeBase(data, library=False) as base:
        base.set_alias("swimming hall", "pool in Selvik")
    for source, out in ((data, "out"), (tmp_path / "new", "again")):
        if out == "again":
            assert main(["--empty", "--data", str(source), "add", str(tmp_path / "out")]) == 0
        assert main(["--empty", "--data", str(source), "export", str(tmp_path / out)]) == 0
    written = {path.relative_to(tmp_path / "out"): path.read_bytes() for path in (tmp_path / "out").rglob("*.yaml")}
    again = {path.relative_to(tmp_path / "again"): path.read_bytes() for path in (tmp_path / "again").rglob("*.yaml")}
    assert again == written
    assert {path.parts[0] for path in written} == {"articles", "facts", "aliases.yaml", "questions.yaml"}
    assert answers(tmp_path / "new") == answers(data)
    assert "" not in [text for text, _ in answers(data)]
