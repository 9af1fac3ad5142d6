"""Which candidates say the same, or no more than a part of it, and which stand against each other."""

from __future__ import annotations

import pytest

from knowledge.deciding.gist import Gist
from knowledge.model import Span

TOWN = Gist("teyrn", "a", Span(40, 45))


@pytest.mark.parametrize(
    ("other", "agrees"),
    [
        (Gist("teyrn", "b", None), True),
        (Gist("by volunteers in teyrn", "a", Span(23, 45)), True),
        (Gist("it is kept by volunteers in teyrn.", "a", Span(0, 46)), True),
        (Gist("volunteers", "a", Span(26, 36)), False),
        (Gist("by volunteers in teyrn", "b", Span(23, 45)), False),
        (Gist("teyrn and vell", "a", None), False),
    ],
)
def test_candidates_agree_on_the_same_words_or_where_one_holds_the_other(other: Gist, agrees: bool) -> None:
    assert TOWN.agrees(other) is agrees and other.agrees(TOWN) is agrees
