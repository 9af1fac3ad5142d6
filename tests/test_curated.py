"""What people write over articles: taught answers, pins, labels, retired facts, other names; out and back."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from databases import make_postgres
from knowledge import (
    Answer,
    Article,
    Certainty,
    Confirmed,
    Fact,
    Granularity,
    KnowledgeBase,
    Outcome,
    Span,
    ValueKind,
    When,
    format_facts,
    parse_facts,
    parse_when,
    sentence_around,
)
from knowledge.factfile import format_when

TODAY = date(2026, 6, 1)
NIMBUS = Article(
    "nimbus",
    "Nimbus unveils the X1",
    date(2026, 3, 10),
    "Nimbus today unveiled the Nimbus X1, its first phone. The Nimbus X1 will ship on 18 June 2026. "
    "The Nimbus X1 costs 499 euros. The case costs 49 euros; the charger costs 49 euros.",
    "Nimbus Newsroom",
    "https://nimbus.example/x1",
)
LATER = Article(
    "later", "Nimbus X1 delayed", date(2026, 5, 2), "The Nimbus X1 will ship on 2 July 2026, Nimbus said.", "Newsroom"
)
SHIPS = "When will the Nimbus X1 ship?"


@pytest.fixture
def base(tmp_path: Path) -> Iterator[KnowledgeBase]:
    with KnowledgeBase(tmp_path / "data", library=False) as opened:
        opened.add(NIMBUS)
        yield opened


def ask(base: KnowledgeBase, question: str) -> Outcome:
    return base.ask(question, today=TODAY)


def text_of(outcome: Outcome) -> str:
    return outcome.text if isinstance(outcome, Answer) else "–"


def fact_on(quote: str, *, kind: ValueKind = ValueKind.CLAIM, subject: str = "Nimbus X1", asks: str = "") -> Fact:
    start = NIMBUS.text.index(quote)
    span = Span(start, start + len(quote))
    made = Fact("", "nimbus", subject, "", quote, kind, span, sentence_around(span, NIMBUS), is_curated=True)
    return replace(made, asks=(asks,) if asks else ())


def found(base: KnowledgeBase, value: str) -> Fact:
    return next(fact for fact in base.facts("nimbus") if fact.value == value)


def test_a_taught_question_is_answered_with_its_sentence(base: KnowledgeBase) -> None:
    base.curate("nimbus", [fact_on("its first phone", asks="What is the gadget from Nimbus?")])
    outcome = ask(base, "what is the gadget from nimbus")
    assert isinstance(outcome, Answer)
    assert (outcome.text, outcome.citation.url) == ("its first phone", NIMBUS.url)
    assert outcome.text in outcome.citation.sentence


@pytest.mark.parametrize("other", ["Where is the gadget from Nimbus?", "What is the gadget from Zeta?", "What is it?"])
def test_other_words_are_another_question(base: KnowledgeBase, other: str) -> None:
    base.curate("nimbus", [fact_on("its first phone", asks="What is the gadget from Nimbus?")])
    assert text_of(ask(base, other)) != "its first phone"


def test_a_newer_article_outranks_what_was_taught(base: KnowledgeBase) -> None:
    base.curate("nimbus", [fact_on("18 June 2026", asks=SHIPS)])
    base.add(LATER)
    outcome = ask(base, SHIPS)
    assert isinstance(outcome, Answer)
    assert (outcome.text, outcome.earlier[0].answer) == ("2 July 2026", "18 June 2026")


def test_a_pin_stays_and_is_disputed_by_a_newer_article(base: KnowledgeBase) -> None:
    base.curate("nimbus", [replace(fact_on("18 June 2026", asks=SHIPS), is_pinned=True)])
    assert base.disputed(today=TODAY) == ()
    base.add(LATER)
    assert text_of(ask(base, SHIPS)) == "18 June 2026"
    (dispute,) = base.disputed(today=TODAY)
    assert (dispute.question, dispute.newer.text, dispute.newer.citation.article_id) == (SHIPS, "2 July 2026", "later")


def test_a_retired_fact_answers_nothing(base: KnowledgeBase) -> None:
    assert text_of(ask(base, SHIPS)) == "18 June 2026"
    base.curate("nimbus", [replace(found(base, "18 June 2026"), is_retired=True)])
    assert text_of(ask(base, SHIPS)) == "–"
    assert "18 June 2026" not in [fact.value for fact in base.facts("nimbus")]
    base.curate("nimbus", [])
    assert text_of(ask(base, SHIPS)) == "18 June 2026"


@pytest.mark.parametrize("label", [Certainty.RUMOUR, Certainty.EXPECTED])
def test_a_label_is_told_with_the_answer(base: KnowledgeBase, label: Certainty) -> None:
    base.curate("nimbus", [replace(found(base, "499 euros"), certainty=label)])
    outcome = ask(base, "How much does the Nimbus X1 cost?")
    assert isinstance(outcome, Answer)
    assert (outcome.text, outcome.certainty) == ("499 euros", label)


def test_a_curated_fact_is_listed_once(base: KnowledgeBase) -> None:
    base.curate("nimbus", [replace(found(base, "499 euros"), certainty=Certainty.RUMOUR)])
    assert [fact.certainty for fact in base.facts("nimbus") if fact.value == "499 euros"] == [Certainty.RUMOUR]


def test_another_name_finds_the_thing(base: KnowledgeBase) -> None:
    assert text_of(ask(base, "When will the Whisperer ship?")) == "–"
    before = base.fingerprint()
    assert base.set_alias("the Whisperer", "Nimbus X1") is None
    assert text_of(ask(base, "When will the whisperer ship?")) == "18 June 2026"
    assert base.fingerprint() != before
    assert base.set_alias("The  whisperer", None) == "Nimbus X1"
    assert text_of(ask(base, "When will the Whisperer ship?")) == "–"


def test_another_text_keeps_what_it_still_says(base: KnowledgeBase) -> None:
    base.curate(
        "nimbus", [fact_on("its first phone", asks="What is it from Nimbus?"), fact_on("18 June 2026", asks=SHIPS)]
    )
    changed = replace(NIMBUS, text="News. " + NIMBUS.text.replace("18 June", "19 June"))
    base.add(changed)
    assert [fact.evidence.of(changed.text) for fact in base.curated("nimbus")] == ["its first phone"]


def test_facts_read_back_letter_by_letter(base: KnowledgeBase) -> None:
    second = replace(
        fact_on("49 euros", kind=ValueKind.MONEY), evidence=Span(NIMBUS.text.rindex("49"), len(NIMBUS.text) - 1)
    )
    facts = [
        replace(second, sentence=sentence_around(second.evidence, NIMBUS), asks=("- a: “b”?", "1.10: yes")),
        replace(found(base, "18 June 2026"), is_pinned=True, certainty=Certainty.EXPECTED, condition="if approved"),
        replace(fact_on("its first phone"), is_retired=True, is_denied=True, speaker="Ada Mell"),
    ]
    base.curate("nimbus", facts)
    text = format_facts(base.curated("nimbus"), NIMBUS)
    assert parse_facts(text, NIMBUS) == base.curated("nimbus")
    assert format_facts(parse_facts(text, NIMBUS), NIMBUS) == text
    assert "occurrence: '2'" in text or "occurrence: 2" in text


@pytest.mark.parametrize("granularity", list(Granularity))
@pytest.mark.parametrize("is_approximate", [False, True])
def test_every_time_reads_back(granularity: Granularity, is_approximate: bool) -> None:
    when = When(date(2026, 1, 1), date(2026, 12, 31), granularity, is_approximate)
    assert parse_when(format_when(when)) == when


def test_a_rehearsal_changes_nothing(base: KnowledgeBase) -> None:
    with base.rehearsal() as copy:
        copy.add(LATER)
        assert text_of(ask(copy, SHIPS)) == "2 July 2026"
    assert text_of(ask(base, SHIPS)) == "18 June 2026"


def test_confirmed_questions_are_kept_once(base: KnowledgeBase) -> None:
    base.confirm(Confirmed(SHIPS, "18 June 2026", "nimbus"))
    base.confirm(Confirmed("when will the nimbus x1 ship", "19 June 2026", "nimbus"))
    assert [one.answer for one in base.confirmed()] == ["19 June 2026"]
    assert (base.unconfirm(SHIPS), base.unconfirm(SHIPS), base.confirmed()) == (True, False, ())


def test_curating_a_shipped_article_makes_it_an_own_one(tmp_path: Path) -> None:
    with KnowledgeBase(tmp_path) as base:
        (article,) = base.articles()
        base.curate(article.id, base.curated(article.id)[:1])
        assert not base.article(article.id).is_shipped
    with KnowledgeBase(tmp_path) as base:
        assert len(base.curated(article.id)) == 1


def test_all_of_it_holds_on_postgresql() -> None:
    with make_postgres() as url, KnowledgeBase(url, library=False) as base:
        base.add(NIMBUS)
        base.curate("nimbus", [fact_on("its first phone", asks="What is the gadget from Nimbus?")])
        base.set_alias("Whisperer", "Nimbus X1")
        base.confirm(Confirmed(SHIPS, "18 June 2026", "nimbus"))
        with base.rehearsal() as copy:
            assert text_of(ask(copy, "What is the gadget from Nimbus?")) == "its first phone"
            assert (copy.aliases(), copy.confirmed()) == (base.aliases(), base.confirmed())
