"""Dates, prices and figures that a newer article puts in the place of older ones, in words of its own."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest

from knowledge import Answer, KnowledgeBase
from make import filled, make_article

TODAY = date(2027, 5, 20)
ARTICLES = (
    make_article(
        "The musical Salt and Copper has its premiere at the Ropewalk on 7 May 2027. Tickets cost 40 crowns. "
        "The bar seats 60 guests.",
        name="musical",
        title="Salt and Copper at the Ropewalk",
        day=date(2027, 2, 1),
    ),
    make_article(
        "The Ropewalk has to postpone the premiere of Salt and Copper. The new date is Saturday, 29 May. "
        "Tickets now cost 35 crowns and not 40 as announced. Whoever no longer wants to come can return tickets "
        "until 20 April, in both cases without a fee.",
        name="postponed",
        title="Salt and Copper later",
        day=date(2027, 3, 30),
    ),
    make_article(
        "Brennick will ship the Corvo 8 drill on 3 June 2027. The Corvo 8 needs 4 GB of memory.",
        name="drill",
        title="Brennick announces the Corvo 8",
        day=date(2027, 3, 1),
    ),
    make_article(
        "The Corvo 8.0 will not be delivered on 3 June. Brennick now hopes to have it in the shops in mid-August. "
        "Nobody will be charged before 1 October 2027.",
        name="late",
        title="Corvo 8.0 delayed",
        day=date(2027, 5, 11),
    ),
    make_article(
        "The Elster fair opens its gates again. On Saturday, 11 September, from 9am to 8pm, and on Sunday, "
        "12 September, from 10am to 5pm.",
        name="fair",
        title="Elster fair 2027",
        day=date(2027, 8, 2),
    ),
)


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Iterator[KnowledgeBase]:
    with filled(tmp_path_factory.mktemp("data"), ARTICLES) as base:
        yield base


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("When is the premiere of Salt and Copper?", "29 May"),
        ("Until when can I return tickets for Salt and Copper?", "20 April"),
        ("How much do tickets for Salt and Copper cost?", "35 crowns"),
        ("When will the Corvo 8 ship?", "mid-August"),
        ("On which dates is the Elster fair?", "11 to 12 September"),
    ],
)
def test_the_newest_value_answers_in_whatever_words_it_is_told(base: KnowledgeBase, question: str, said: str) -> None:
    outcome = base.ask(question, today=TODAY)

    assert isinstance(outcome, Answer)
    assert said in outcome.text


def test_what_was_planned_at_first_is_still_known(base: KnowledgeBase) -> None:
    outcome = base.ask("When was the premiere of Salt and Copper originally planned?", today=TODAY)

    assert isinstance(outcome, Answer)
    assert outcome.text.startswith("7 May")


ROADMAP = (
    make_article(
        "The atlas program Larch gets two new parts. Larch for tablets comes out in October 2027. "
        "Larch 6.2 with the star map comes out in December 2027.",
        name="roadmap",
        title="What comes next in Larch",
        day=date(2027, 5, 3),
    ),
    make_article(
        "Larch for tablets moves from October 2027 to January 2028. Larch 6.2 is now due in February 2028.",
        name="moved",
        title="Larch: changes to the plan",
        day=date(2027, 9, 1),
    ),
)


@pytest.mark.parametrize(
    ("question", "said"),
    [("When does Larch for tablets come out?", "January 2028"), ("When is Larch 6.2 due?", "February 2028")],
)
def test_a_move_is_replaced_by_its_own_end_and_not_by_what_else_moved(
    tmp_path_factory: pytest.TempPathFactory, question: str, said: str
) -> None:
    with filled(tmp_path_factory.mktemp("roadmap"), ROADMAP) as base:
        outcome = base.ask(question, today=date(2027, 9, 20))

        assert isinstance(outcome, Answer)
        assert said in outcome.text


def test_not_before_a_day_takes_the_place_of_every_earlier_day(tmp_path_factory: pytest.TempPathFactory) -> None:
    with KnowledgeBase(tmp_path_factory.mktemp("floor"), library=False) as base:
        for article in (
            *ROADMAP,
            make_article(
                "A leak keeps the makers of Larch busy. For this reason Larch 6.2 will not come out before April 2028.",
                name="floor",
                title="Larch 6.1.4 closes a hole",
                day=date(2027, 10, 8),
            ),
        ):
            base.add(article)

        outcome = base.ask("When does Larch 6.2 come out?", today=date(2027, 10, 20))

        assert isinstance(outcome, Answer)
        assert "April 2028" in outcome.text


COUNTS = (
    make_article(
        "The mill Ulvesund Foods recalls its Pilva oat bars. It has received five reports of "
        "broken teeth. The Pilva bars were sold in 40 shops. The recall will cost about 3 million crowns.",
        name="recall",
        title="Ulvesund recalls oat bars",
        day=date(2027, 3, 1),
    ),
    make_article(
        "The recall of the Pilva bars by Ulvesund now covers every flavour. "
        "The number of reports has risen from five to 31. A dentist has been named.",
        name="wider",
        title="More oat bars called back",
        day=date(2027, 3, 22),
    ),
    make_article(
        "In our report of 1 March we gave a wrong sum. The recall of the Pilva bars will cost Ulvesund about "
        "2 million crowns.",
        name="correction",
        title="Correction",
        day=date(2027, 3, 24),
    ),
)


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("how many reports of broken teeth are there by now?", "31"),
        ("how much will the recall of the Pilva bars cost?", "2 million crowns"),
    ],
)
def test_a_later_article_on_the_matter_corrects_a_figure_in_few_words(
    tmp_path_factory: pytest.TempPathFactory, question: str, said: str
) -> None:
    with filled(tmp_path_factory.mktemp("counts"), COUNTS) as base:
        outcome = base.ask(question, today=date(2027, 4, 1))

        assert isinstance(outcome, Answer)
        assert outcome.text.startswith((said, f"about {said}"))


def test_finally_asks_for_no_end(base: KnowledgeBase) -> None:
    outcome = base.ask("When does the Corvo 8 finally ship?", today=TODAY)

    assert isinstance(outcome, Answer)
    assert "mid-August" in outcome.text


CHANGES = (
    make_article(
        "The Quarrybank brass band plays its anniversary concert on 4 June 2027 at 7 pm. The concert takes place in "
        "the Tithe Barn in Ellowby. Refunds must be claimed by 10 June 2027.",
        name="concert",
        title="Quarrybank brass band turns 100",
        day=date(2027, 3, 1),
    ),
    make_article(
        "The anniversary concert of the Quarrybank brass band has been postponed. The concert will be held on 18 June "
        "at 8 pm. Because of the flood the concert moves to the Granary Theatre in Norsted. The deadline for refunds "
        "moves to 30 June.",
        name="concert-later",
        title="Quarrybank brass band: concert postponed",
        day=date(2027, 5, 20),
    ),
    make_article(
        "Maplewood 5, the free spreadsheet program, is to be released on 3 August 2027.",
        name="plan",
        title="Plan for Maplewood 5",
        day=date(2027, 4, 1),
    ),
    make_article(
        "The Maplewood team has today published version 5.0 of its spreadsheet program. The release had been planned "
        "for 3 August.",
        name="out",
        title="Maplewood 5.0 is out",
        day=date(2027, 8, 20),
    ),
)


@pytest.fixture(scope="module")
def changed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[KnowledgeBase]:
    with filled(tmp_path_factory.mktemp("changed"), CHANGES) as base:
        yield base


@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("When is the anniversary concert of the Quarrybank brass band?", "18 June 2027"),
        ("When was Maplewood 5 released?", "20 August 2027"),
        ("Where does the anniversary concert of the Quarrybank brass band take place?", "Norsted"),
        ("What was the original date of the Quarrybank anniversary concert?", "4 June 2027"),
    ],
)
def test_what_holds_now_comes_first(changed: KnowledgeBase, question: str, text: str) -> None:
    outcome = changed.ask(question, today=date(2027, 9, 1))
    first = next(step.finding for step in outcome.trace if step.stage == "candidate")
    assert text in first
