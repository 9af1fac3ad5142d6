"""The kind of answer that a question without a known form asks for."""

from __future__ import annotations

import pytest

from knowledge.questions.query import Asked
from knowledge.questions.question import parse


@pytest.mark.parametrize(
    ("question", "asked"),
    [
        ("installer size?", Asked.MEASURE),
        ("quantity of trees planted", Asked.HOW_MANY),
        ("eta for the next patch", Asked.WHEN),
        ("excuse for the late opening", Asked.WHY),
        ("sum they hand back per ticket", Asked.HOW_MUCH),
        ("Marla Quint's post at the zoo", Asked.ROLE),
        ("who moaned about the queue?", Asked.WHO_SAID),
    ],
)
def test_a_question_without_a_known_form_has_its_likeliest_kind(question: str, asked: Asked) -> None:
    assert parse(question).asked is asked


def test_what_is_counted_is_the_noun_behind_number_of() -> None:
    assert parse("quantity of trees planted").focus == ("trees",)


def test_a_known_form_keeps_its_kind() -> None:
    assert parse("When does the zoo open?").asked is Asked.WHEN
