"""Whatever stands in an article, everything drawn from it is accepted by Telegram's own parser."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.factsheet import article_line, article_sheet, fact_sheet
from bot.markup import Piece, Pieces, clip, fit, size, to_html, to_plain, units
from bot.render import render, render_citation
from bot.wording import FOLDER, LANGUAGES, Texts, read_texts
from knowledge import Answer, Article, KnowledgeBase, KnowledgeError, read_yaml
from test_render import HOSTILE, parse

TODAY = date(2026, 1, 1)
FACT = "The Nimbus X1 costs 499 euros. The Nimbus X1 will ship on 18 June 2026."
ALL = [read_texts(lang) for lang in LANGUAGES]


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Iterator[KnowledgeBase]:
    folder: Path = tmp_path_factory.mktemp("base")
    with KnowledgeBase(folder, library=False) as opened:
        yield opened


@st.composite
def articles(draw: st.DrawFn) -> Article:
    """An article that holds two facts among whatever else."""
    words = draw(st.text(st.characters(codec="utf-8"), max_size=80) | st.sampled_from(("<b>", "@bob /start", "&lt;x")))
    url = draw(st.none() | HOSTILE | st.just("https://x.example/?a=1&b=<2>"))
    title, source = draw(st.sampled_from(("X1", "<i>&", "\u202eevil", "@bob " * 90))), draw(st.none() | HOSTILE)
    return Article("hostile", title, date(2025, 5, 1), f"{words}. {FACT} {words}", source, url)


def accepted(pieces: Pieces) -> str:
    """The words as Telegram would show them. Raises AssertionError where it would refuse them."""
    text, entities = parse(to_html(fit(pieces)))
    assert "error" not in entities, text
    assert entities.isdisjoint({"textEntityTypeMention", "textEntityTypeBotCommand"}), text
    assert units(text) <= 4096
    return text


def html(text: str) -> str:
    """A text as it would be sent."""
    return to_html(fit((Piece(text),)))


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(article=articles(), texts=st.sampled_from(ALL))
def test_everything_drawn_from_an_article_is_accepted(base: KnowledgeBase, article: Article, texts: Texts) -> None:
    try:
        base.add(article)
    except KnowledgeError:  # what cannot be stored is not shown
        return
    stored = base.article("hostile")
    outcome = base.ask("How much does the Nimbus X1 cost?", today=TODAY)
    accepted(article_line(stored, texts))
    accepted(article_sheet(base, "hostile", texts))
    accepted(fact_sheet(base, "Nimbus X1", texts))
    accepted(render(outcome, today=TODAY, texts=texts))
    if isinstance(outcome, Answer):
        accepted(render_citation(outcome.citation, today=TODAY, texts=texts, before=stored.text, after=stored.text))


@settings(max_examples=200, deadline=None)
@given(st.lists(HOSTILE, max_size=5), st.integers(1, 5000))
def test_plain_text_and_clipped_text_fit(texts: list[str], room: int) -> None:
    for text in texts:
        assert units(clip(text, room)) <= room


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_sentence_of_the_catalogue_is_accepted_with_anything_in_its_blanks(lang: str) -> None:
    catalogue = read_yaml(FOLDER / f"{lang}.yaml")
    filled = [catalogue.get_text(name).replace("{", "<b>&{") for name in catalogue]
    assert [text for text, found in map(parse, map(html, filled)) if "error" in found] == []


def test_plain_text_calls_nobody_either(base: KnowledgeBase) -> None:
    base.add(Article("hostile", "@bob /start", date(2025, 5, 1), FACT))
    pieces = article_sheet(base, "hostile", read_texts())
    _, entities = parse(html(to_plain(pieces)))
    assert entities.isdisjoint({"textEntityTypeMention", "textEntityTypeBotCommand"})
    assert size(pieces) > 0
