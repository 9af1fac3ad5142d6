"""Yes/no questions in whatever form people put them, and the turns of speech that answer them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from knowledge import Answer, KnowledgeBase
from knowledge.questions.polarquestions import is_predication
from make import filled, make_article

TODAY = date(2027, 4, 20)
ARTICLES = (
    make_article(
        "The Dovecote Hall in Pellam opens its new stage on 8 May 2027, not on 1 May.\n\n"
        "The balcony, which many regulars had hoped to sit on again, is not part of the new house because its floor "
        "is rotten.\n\n"
        "The theatre had asked the town for a second tram stop, but this was rejected.\n\n"
        "Refunds are possible until the end of June.\n\n"
        "The painted curtain stays.\n\n"
        "The cellar bar is supplied by another brewery and is not affected by the strike.\n\n"
        "Nobody was hurt when the old roof came down.\n\n"
        "All season cards remain valid.\n\n"
        "Only the front rows and the stalls get new seats, not the gallery.\n\n"
        "The night tram N4 is not affected by the works at the Dovecote Hall.\n\n"
        "Whether the old organ can be saved is not known yet.\n\n"
        "The open-air evening takes place only if the weather allows it.\n\n"
        "A film of the first season is being prepared; nothing has been signed.\n\n"
        "Whether the fly tower gets a lift depends, says the manager, on a grant.\n\n"
        "The dancers will perform on all evenings except Whit Monday.\n\n"
        "One of the firms asked was Brennock Lights, which declined to comment.\n\n"
        "Only student groups are admitted backstage.\n\n"
        "WHO IS NOT AFFECTED\n"
        "The ushers, the wardrobe and the ticket desk.",
        name="hall",
        title="Dovecote Hall: the new stage",
        day=date(2027, 4, 10),
    ),
    make_article(
        "Quarrier Books is not for sale, the owners of the publishing house in Tolm said. "
        "The reading tour through the north is planned for the autumn.",
        name="denial",
        title="Quarrier Books: no sale",
        day=date(2027, 1, 12),
    ),
    make_article(
        "Three months after its owners denied any such plan, Quarrier Books has been sold to the Marl Group. "
        "The reading tour has been cancelled.",
        name="sale",
        title="Quarrier Books goes to the Marl Group",
        day=date(2027, 4, 14),
    ),
)


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Iterator[KnowledgeBase]:
    with filled(tmp_path_factory.mktemp("data"), ARTICLES) as base:
        yield base


@pytest.mark.parametrize(
    ("question", "side"),
    [
        ("Dovecote Hall refund still possible?", "Yes"),
        ("anyone hurt when the roof of the Dovecote Hall came down?", "No"),
        ("could you tell me whether Quarrier Books has been sold?", "Yes"),
        ("Quarrier Books: has it been sold?", "Yes"),
        ("so the Dovecote Hall stage opens on 1 May, right?", "No"),
        ("does the Dovecote Hall have a balcony?", "No"),
        ("did the town allow the Dovecote theatre a second tram stop?", "No"),
        ("was the painted curtain of the Dovecote Hall thrown out?", "No"),
        ("is the cellar bar of the Dovecote Hall hit by the strike?", "No"),
        ("do I need a new season card for the Dovecote Hall?", "No"),
        ("does the gallery of the Dovecote Hall get new seats?", "No"),
        ("does the night tram N4 still go past the Dovecote Hall?", "Yes"),
        ("do the works at the Dovecote Hall stop the night tram N4 too?", "No"),
        ("is the open-air evening at the Dovecote Hall certain?", "No"),
        ("is the reading tour of Quarrier Books going ahead?", "No"),
        ("Dovecote Hall film signed?", "No"),
        ("any season cards of the Dovecote Hall still valid?", "Yes"),
        ("is it a done deal that the Dovecote fly tower gets a lift?", "No"),
        ("will the dancers perform at the Dovecote Hall on Whit Monday?", "No"),
        ("did Brennock Lights comment on the Dovecote Hall?", "No"),
        ("may my group of tourists go backstage at the Dovecote Hall?", "No"),
        ("is the wardrobe of the Dovecote Hall affected too?", "No"),
        ("are the Dovecote Hall season cards w/o value now?", "No"),
    ],
)
def test_any_form_of_question_gets_its_yes_or_no(base: KnowledgeBase, question: str, side: str) -> None:
    outcome = base.ask(question, today=TODAY)

    assert isinstance(outcome, Answer)
    assert outcome.text.partition(",")[0] == side


def test_the_reason_leaves_out_what_is_said_aside(base: KnowledgeBase) -> None:
    outcome = base.ask("does the Dovecote Hall have a balcony?", today=TODAY)

    assert isinstance(outcome, Answer)
    assert outcome.text == "No, the balcony is not part of the new house"


def test_what_is_open_is_answered_with_neither_yes_nor_no(base: KnowledgeBase) -> None:
    outcome = base.ask("can the old organ of the Dovecote Hall be saved?", today=TODAY)

    assert isinstance(outcome, Answer)
    assert outcome.text == "Whether the old organ can be saved is not known yet"


@pytest.mark.parametrize(
    ("clause", "expected"),
    [
        ("second stage confirmed", True),
        ("any seats left for Saturday", True),
        ("the old wing gets torn down", True),
        ("street lamps go dark as well", True),
        ("season ticket ok for the gala", True),
        ("opening date announced", False),
        ("seats sold", False),
        ("price of the ticket reduced", False),
        ("longest run allowed", False),
        ("new season due", False),
        ("which stage confirmed", False),
    ],
)
def test_a_subject_with_its_predicate_asks_for_yes_or_no(clause: str, expected: bool) -> None:
    assert is_predication(clause) is expected


def test_a_bare_no_at_the_end_of_a_line_of_a_report_is_a_no(tmp_path: Path) -> None:
    text = (
        "Ranger's log\n\nA bear came to Lower Tarn hut on 3 April.\n\nHikers injured by the bear at Lower Tarn hut: no"
    )
    with filled(
        tmp_path, [make_article(text, name="log", title="Lower Tarn hut: the bear", day=date(2027, 4, 4))]
    ) as base:
        outcome = base.ask("were hikers injured by the bear at lower tarn hut?", today=TODAY)

    assert isinstance(outcome, Answer)
    assert outcome.text.startswith("No")
