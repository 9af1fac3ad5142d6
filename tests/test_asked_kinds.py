"""What kind of answer a question asks for by its form, whatever words it has besides."""

from __future__ import annotations

import pytest

from knowledge.questions.query import Asked
from knowledge.questions.question import parse


@pytest.mark.parametrize(
    ("question", "asked"),
    [
        ("which town lent the choir its benches", Asked.WHERE),
        ("in which Welsh county did the ferry sink?", Asked.WHERE),
        ("Residents of which Dutch city voted for the bridge?", Asked.WHERE),
        ("which country ended its ban on night trains", Asked.WHERE),
        ("which city council voted for the tram", Asked.WHO),
        ("who found the keys when the house burnt down", Asked.WHO),
        ("who is coming and when", Asked.WHEN),
        ("which violinist left the orchestra over unpaid fees", Asked.WHO),
        ("which lodger paid for the new roof", Asked.WHAT),
        ("which price did they pay", Asked.HOW_MUCH),
        ("should i send the kettle back?", Asked.YES_NO),
        ("should it rain?", Asked.WHAT),
        ("we're a school, is there a fee for us?", Asked.YES_NO),
        ("if i take the bus instead do they pay me back?", Asked.YES_NO),
        ("how loud, in decibels, was the fair?", Asked.MEASURE),
        ("how come the gate stuck, do they say?", Asked.WHY),
        ("how much does the Lark 2 weigh with its case?", Asked.MEASURE),
        ("how much does the Lark 2 cost with its case?", Asked.HOW_MUCH),
        ("berths on the Tern?", Asked.HOW_MANY),
        ("signatures on the tram petition", Asked.HOW_MANY),
        ("Brandvold on the new tram line", Asked.SAID),
        ("the mayor on the new tram line", Asked.SAID),
    ],
)
def test_the_form_of_a_question_tells_its_kind(question: str, asked: Asked) -> None:
    assert parse(question).asked is asked
