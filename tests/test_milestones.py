"""Timelines: the times announced for a subject, what moved, and what is another's."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest

from knowledge import Certainty, KnowledgeBase
from make import make_article

ARTICLES = (
    make_article(
        "According to a leak, the Halden 5 will be sold from May 2026.",
        name="leak",
        title="Rumours about the Halden 5",
        day=date(2026, 1, 12),
    ),
    make_article(
        "BERGEN, 3 March 2026 – Halden today unveiled the Halden 5. The Halden 5 will be released on 18 June 2026. "
        "The Halden 4 leaves the shops on 30 April 2026. The first Halden appeared in 1998.",
        name="launch",
        title="Halden unveils the Halden 5",
        day=date(2026, 3, 3),
    ),
    make_article(
        "The Halden 5 will be released on 2 September 2026 instead of 18 June. "
        "The Halden 5 is expected to be released in Japan in October 2026. "
        "The Halden 5 Pro will be released on 9 December 2026.",
        name="delay",
        title="Halden 5 comes later",
        day=date(2026, 5, 20),
    ),
    make_article(
        "The Brook bridge will not open this November. Our new date is 27 February 2027.",
        name="bridge",
        title="Brook bridge late",
        day=date(2026, 10, 2),
    ),
    make_article(
        "The Brook bridge opens on 14 November 2026, the town said.",
        name="bridge-first",
        title="Brook bridge to open",
        day=date(2026, 6, 2),
    ),
)


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Iterator[KnowledgeBase]:
    with KnowledgeBase(tmp_path_factory.mktemp("data"), library=False) as base:
        list(base.add_many(ARTICLES))
        yield base


def times(base: KnowledgeBase, subject: str) -> list[str]:
    return [milestone.value for milestone in base.timeline(subject).milestones]


def test_a_timeline_holds_the_announced_times_in_their_order(base: KnowledgeBase) -> None:
    assert times(base, "halden 5") == ["May 2026", "18 June 2026", "2 September 2026", "October 2026"]


def test_each_time_says_how_sure_it_is_and_where_it_stands(base: KnowledgeBase) -> None:
    timeline = base.timeline("Halden 5")
    assert [(one.certainty, one.is_off, one.citation.article_id) for one in timeline.milestones] == [
        (Certainty.RUMOUR, False, "leak"),
        (Certainty.CONFIRMED, True, "launch"),
        (Certainty.CONFIRMED, False, "delay"),
        (Certainty.EXPECTED, False, "delay"),
    ]


def test_every_time_stands_in_the_sentence_that_is_cited(base: KnowledgeBase) -> None:
    for milestone in base.timeline("Halden 5").milestones:
        article = base.article(milestone.citation.article_id)
        assert article.text[milestone.citation.start : milestone.citation.end] == milestone.citation.sentence
        assert milestone.evidence.of(milestone.citation.sentence) in milestone.value


def test_a_time_that_moved_leads_to_its_new_one(base: KnowledgeBase) -> None:
    timeline = base.timeline("Halden 5")
    assert [(slip.before, slip.after, slip.citation.article_id) for slip in timeline.slips] == [(1, 2, "delay")]


def test_a_time_denied_in_one_sentence_leads_to_the_new_one_in_the_next(base: KnowledgeBase) -> None:
    timeline = base.timeline("Brook bridge")
    assert times(base, "Brook bridge") == ["14 November 2026", "27 February 2027"]
    assert [(slip.before, slip.after) for slip in timeline.slips] == [(0, 1)]


@pytest.mark.parametrize(
    ("subject", "expected"),
    [("Halden 4", ["30 April 2026"]), ("Halden 5 Pro", ["9 December 2026"]), ("Halden 3", []), ("the", []), ("", [])],
)
def test_another_models_times_are_left_out(base: KnowledgeBase, subject: str, expected: list[str]) -> None:
    assert times(base, subject) == expected


def test_datelines_and_background_are_no_milestones(base: KnowledgeBase) -> None:
    assert {"3 March 2026", "1998"}.isdisjoint(times(base, "Halden"))


def test_a_subject_is_spelled_as_the_articles_spell_it(base: KnowledgeBase) -> None:
    assert base.timeline("HALDEN 5").subject == "Halden 5"
