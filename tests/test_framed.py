"""What announcements tell in set words: workarounds, gifts, conditions, hazards, contents, news, goals of research."""

# ruff: noqa: E501 (the texts stand as they are published, one line a paragraph)

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from knowledge import Answer, Article, KnowledgeBase

TODAY = date(2025, 6, 20)

LEAK = """The maker of the calendar Pagewright has published version 3.1.4. It closes a hole through which an invitation can read other calendars.

Everybody should update today. Those who cannot update should turn off shared invitations and sign in again.

A fuller report will come in August."""

BOAT = """The pedal boat Wadkin 2 costs 2,300 euros and comes with two oars, a pump and a patch set.

The delivery moves from May to July. Every customer who keeps the order receives a dry bag. The hull weighs 41 kilograms.

The boat can be bought at the yard in Ostrey. The takeover of the yard by Brennick Marine is subject to the consent of the harbour authority."""

STOVE = """Hallet is recalling the camping stove Ember. When the stove is packed away hot, the gas valve can come loose and catch fire.

Customers can choose between a new stove and their money back. The affected ones can be told by the letter K on the base.

If the buyer does not answer, the shop will send a cheque."""

PROBE = """The probe Kittiwake left the yard in Ostrey on Monday. It weighs 800 kilograms.

Scientists want to find out how old the rings of the planet are. The journey takes six years.

New is also a second antenna, which folds out like a fan."""


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Iterator[KnowledgeBase]:
    with KnowledgeBase(tmp_path_factory.mktemp("framed"), library=False) as opened:
        for name, title, text in (
            ("leak", "Update for Pagewright closes a hole", LEAK),
            ("boat", "Pedal boat Wadkin 2 comes later", BOAT),
            ("stove", "Recall of the camping stove Ember", STOVE),
            ("probe", "Probe Kittiwake is on its way", PROBE),
        ):
            opened.add(Article(name, title, date(2025, 5, 5), text, None, None))
        yield opened


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ("I can't patch Pagewright this month, is there any workaround?", "turn off shared invitations"),
        ("no time to update pagewright, what can I do meanwhile", "turn off shared invitations"),
        ("what do Wadkin 2 customers get for the wait?", "a dry bag"),
        ("what's in the box with the Wadkin 2?", "two oars, a pump and a patch set"),
        ("what still has to happen before Brennick Marine gets the yard?", "the consent of the harbour authority"),
        ("what can go wrong with the Ember?", "come loose and catch fire"),
        ("which options do Ember owners have?", "a new stove and their money back"),
        ("what happens if I don't answer about my Ember?", "the shop will send a cheque"),
        ("how do I know whether my Ember is affected?", "the letter K on the base"),
        ("what are the researchers hoping to learn with Kittiwake?", "how old the rings of the planet are"),
        ("what's new on the Kittiwake?", "a second antenna"),
    ],
)
def test_finds_what_is_told_in_set_words(base: KnowledgeBase, question: str, answer: str) -> None:
    outcome = base.ask(question, today=TODAY)
    assert isinstance(outcome, Answer), outcome
    assert answer in outcome.text


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ("can't patch Pagewright today - any stopgap?", "turn off shared invitations"),
        ("What is Kittiwake supposed to look for?", "how old the rings of the planet are"),
        ("What comes free of charge for Wadkin 2 customers who keep their order until July?", "a dry bag"),
    ],
)
def test_words_of_time_sums_and_reasons_make_no_other_question_of_it(
    base: KnowledgeBase, question: str, answer: str
) -> None:
    outcome = base.ask(question, today=TODAY)
    assert isinstance(outcome, Answer), outcome
    assert answer in outcome.text


FERRY = """The ferry 12 to Ostrey will not run from 3 to 9 June, because the ramp is being mended.

Bus 31 goes instead. Questions: 0555 017 220, daily from 8 to 18. The timetable is on ferry.example."""


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ("number to ring about ferry 12?", "0555 017 220"),
        ("which website has the timetable of ferry 12?", "ferry.example"),
    ],
)
def test_a_contact_is_of_the_way_asked_for(question: str, answer: str, tmp_path: Path) -> None:
    with KnowledgeBase(tmp_path, library=False) as opened:
        opened.add(Article("ferry", "Ferry 12 pauses", date(2025, 5, 20), FERRY, None, None))
        outcome = opened.ask(question, today=TODAY)
    assert isinstance(outcome, Answer), outcome
    assert outcome.text == answer
