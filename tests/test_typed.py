"""Figures and times through the front door: each told apart from its neighbours by noun, unit, clause and currency."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest

from knowledge import Abstention, Answer, Article, KnowledgeBase

TODAY = date(2025, 6, 20)

BATHS = """The Linden Baths reopen on 12 July after 14 months of work. Entry costs £6 for adults, £3.50 for \
students and nothing for children under 5. Children from 5 to 15 pay £2.

A ten-visit card is £50, up from £45, and a year pass £240. Parking is free for the first two hours.

The baths close at 21:00 on weekdays and at 19:00 on Sundays. The main pool holds 1.2 million litres, the \
children's pool 80,000 litres.

The slide will follow later, when the tower has been inspected. The old boiler used 900 kilowatts, the new one \
uses 350."""

TELESCOPE = """Norvik presents the Stella 8 telescope, on sale from 3 September. It costs €899 in the euro \
zone, £799 in Britain and 1,049 US dollars.

The tube weighs 4.2 kg, the mount 6.5 kg. The battery lasts 9 hours and charges in 90 minutes. The mirror \
measures 203 millimetres.

Norvik sold 12,000 telescopes last year and employs 85 people in two factories. Buyers have 30 days to return \
it; the warranty runs for five years.

The Stella 6 is already in the shops and costs €599. Orders open on 15 August."""

BUS = """From 1 October, bus line 12 will run every 10 minutes instead of every 15. The number of daily \
passengers grew from 8,000 to 11,500.

A day ticket rises to 7.80 crowns, 60 hellers more than now. The works in Mill Street take eleven weeks and \
end on 19 September.

At first the change had been planned for 1 August. About 70 drivers were hired, among them 22 women. The new \
buses seat 48 people and have a range of 310 kilometres."""


@pytest.fixture(scope="module")
def knowledge(tmp_path_factory: pytest.TempPathFactory) -> Iterator[KnowledgeBase]:
    with KnowledgeBase(tmp_path_factory.mktemp("typed"), library=False) as base:
        base.add(Article("baths", "Linden Baths reopen in July", date(2025, 6, 2), BATHS))
        base.add(Article("telescope", "Norvik presents the Stella 8", date(2025, 6, 3), TELESCOPE))
        base.add(Article("bus", "Bus line 12 to run more often", date(2025, 6, 4), BUS))
        yield base


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ("how much is the linden baths for adults?", "£6"),
        ("what do students pay at the linden baths?", "£3.50"),
        ("how much is linden baths for my 8 year old?", "£2"),
        ("my daughter is 4, what does she pay at the linden baths?", "nothing"),
        ("how much is a ten-visit card at the linden baths?", "£50"),
        ("what did the ten-visit card for linden baths cost before?", "£45"),
        ("price of a year pass for the linden baths?", "£240"),
        ("how long is parking free at linden baths?", "two hours"),
        ("how much water is in the main pool of the linden baths?", "1.2 million litres"),
        ("how many litres does the children's pool at linden baths hold?", "80,000 litres"),
        ("when do the linden baths close on sundays?", "19:00"),
        ("how long were the linden baths shut?", "14 months"),
        ("how much power does the new boiler at linden baths use?", "350"),
        ("when will the slide at linden baths open?", "when the tower has been inspected"),
        ("how much is the stella 8 in pounds?", "£799"),
        ("stella 8 price in germany?", "€899"),
        ("what does the stella 8 cost in the us?", "1,049"),
        ("how heavy is the tube of the stella 8?", "4.2 kg"),
        ("weight of the stella 8 mount?", "6.5 kg"),
        ("how long does the stella 8 battery last?", "9 hours"),
        ("how long does the stella 8 take to charge?", "90 minutes"),
        ("how many telescopes did norvik sell?", "12,000"),
        ("how many people work at norvik?", "85"),
        ("how long is the warranty on the stella 8?", "five years"),
        ("when can i order the stella 8?", "15 August"),
        ("when does the stella 8 go on sale?", "3 September"),
        ("how much is the stella 6?", "€599"),
        ("stella 8 how many dollars", "1,049"),
        ("how often will line 12 run?", "every 10 minutes"),
        ("how many passengers does line 12 have now?", "11,500"),
        ("how many passengers did line 12 have before?", "8,000"),
        ("how much is a day ticket on line 12?", "7.80 crowns"),
        ("how long do the works in mill street take on line 12?", "eleven weeks"),
        ("when was the line 12 change first planned?", "1 August"),
        ("how many drivers did line 12 hire?", "70"),
        ("how far can the new line 12 buses go?", "310"),
        ("how many seats do the line 12 buses have?", "48"),
    ],
)
def test_a_figure_is_told_apart_from_its_neighbours(knowledge: KnowledgeBase, question: str, answer: str) -> None:
    outcome = knowledge.ask(question, today=TODAY)

    assert isinstance(outcome, Answer), outcome
    assert answer.casefold() in outcome.text.casefold(), outcome.text


@pytest.mark.parametrize(
    "question",
    [
        "how much is the stella 10?",
        "how long is the warranty of line 12?",
        "how many visitors do the linden baths expect?",
        "how much is the stella 8 in swiss francs?",
        "when does bus line 14 start?",
        "how deep is the main pool at the linden baths?",
    ],
)
def test_a_figure_that_is_not_stated_is_not_made_up(knowledge: KnowledgeBase, question: str) -> None:
    assert isinstance(knowledge.ask(question, today=TODAY), Abstention)
