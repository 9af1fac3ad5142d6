"""The gold questions of tests/gold/*.yaml."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.evaluation.plainwords import holds, plain_words
from knowledge import Abstention, Answer, Choices, KnowledgeBase, Outcome
from make import Gold, gold_names, read_gold

LONGEST = 25
"""Words of an answer; the gold ones have 14 at most."""


def cases() -> Iterator[object]:
    for name in gold_names():
        for gold in read_gold(name)[2]:
            yield pytest.param(name, gold, id=f"{name}: {gold.ask}")


@pytest.fixture(scope="module")
def bases(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, KnowledgeBase]]:
    folder: Path = tmp_path_factory.mktemp("gold")
    opened = {name: KnowledgeBase(folder / name, library=name == "shipped") for name in gold_names()}
    for name, base in opened.items():
        list(base.add_many(read_gold(name)[1]))
    yield opened
    for base in opened.values():
        base.close()


@pytest.mark.parametrize(("name", "gold"), list(cases()))
def test_gold(name: str, gold: Gold, bases: dict[str, KnowledgeBase]) -> None:
    today = read_gold(name)[0]
    focus = bases[name].ask(gold.after.question, today=today).focus if gold.after else None
    assert faults(bases[name].ask(gold.ask, today=today, focus=focus), gold) == []


def faults(outcome: Outcome, gold: Gold) -> list[str]:
    """What is wrong with an outcome, in words."""
    if gold.abstains:
        return [] if isinstance(outcome, Abstention | Choices) else [f"answered {outcome.text!r}"]
    if not isinstance(outcome, Answer):
        return [f"did not answer: {outcome}"]
    said = plain_words(outcome.text)
    checks = {
        f"answer is {outcome.text!r}": any(holds(said, plain_words(answer)) for answer in gold.answers),
        f"answer has {len(said)} words": len(said) <= LONGEST,
        f"when is {outcome.when}": gold.when is None or _days(outcome.when) == _days(gold.when),
        f"certainty is {outcome.certainty}": gold.certainty in (None, outcome.certainty.value),
        f"speaker is {outcome.speaker}": gold.speaker in (None, outcome.speaker),
        f"cites {outcome.citation.sentence!r}": gold.cites is None or gold.cites in outcome.citation.sentence,
    }
    return [fault for fault, is_well in checks.items() if not is_well]


def _days(when: object) -> tuple[object, object]:
    return getattr(when, "start", None), getattr(when, "end", None)
