"""Who answers a who-question where a newer article says that somebody took another's place."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest

from knowledge import Answer, KnowledgeBase
from make import filled, make_article

TODAY = date(2027, 6, 20)
ARTICLES = (
    make_article(
        "The Tin Lighthouse is a play about a flooded island. The keeper is played by Bertrand Oakes. The nurse is "
        "played by Lidia Farrow. The music was composed by Henrik Sol. The play is directed by Pia Wendt.",
        name="play",
        title="The Tin Lighthouse opens in autumn",
        day=date(2027, 2, 1),
    ),
    make_article(
        "The Tin Lighthouse keeps its date. Bertrand Oakes dropped out after a fall, and the keeper is now played by "
        "Moritz Grune. Pia Wendt has left the theatre in a quarrel. Her place is taken by Sanna Virta.",
        name="recast",
        title="The Tin Lighthouse: two changes",
        day=date(2027, 4, 1),
    ),
    make_article(
        "The Ambrel ferry company publishes its figures. The finance chief of Ambrel is Otto Lindqvist. "
        "The managing director of Ambrel is Carla Mendes.",
        name="ferry",
        title="Ambrel ferries: the year",
        day=date(2027, 3, 1),
    ),
    make_article(
        "Ambrel ferries gets new people. Managing director Carla Mendes retires in June. She is succeeded by Jonas "
        "Vale, 51. The new finance chief is Irma Stauffer, who comes from a bank. Per Hult, who looked after the "
        "tickets, left in April. His tasks are taken over by Tine Roald.",
        name="change",
        title="Ambrel ferries: new people at the top",
        day=date(2027, 5, 3),
    ),
)


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Iterator[KnowledgeBase]:
    with filled(tmp_path_factory.mktemp("data"), ARTICLES) as base:
        yield base


@pytest.mark.parametrize(
    ("question", "name"),
    [
        ("Who plays the keeper in The Tin Lighthouse?", "Moritz Grune"),
        ("Who directs The Tin Lighthouse?", "Sanna Virta"),
        ("Who is the managing director of Ambrel?", "Jonas Vale"),
        ("Who is the finance chief of Ambrel?", "Irma Stauffer"),
        ("who steps into carla mendes's shoes at ambrel", "Jonas Vale"),
        ("who fills in for Pia Wendt at the Tin Lighthouse", "Sanna Virta"),
        ("who looks after the tickets of ambrel now", "Tine Roald"),
        ("Who plays the nurse in The Tin Lighthouse?", "Lidia Farrow"),
    ],
)
def test_whoever_took_the_place_comes_first(base: KnowledgeBase, question: str, name: str) -> None:
    outcome = base.ask(question, today=TODAY)
    first = next(step.finding for step in outcome.trace if step.stage == "candidate")
    assert f"'{name}'" in first


def test_whoever_left_answers_who_left(base: KnowledgeBase) -> None:
    outcome = base.ask("Who dropped out of The Tin Lighthouse?", today=TODAY)
    assert isinstance(outcome, Answer)
    assert outcome.text == "Bertrand Oakes"
