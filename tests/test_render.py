"""The one renderer: what a person reads, and that Telegram takes it whatever an article holds."""

from __future__ import annotations

import json
from datetime import date

import pytest
import tdjson
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.markup import clean, clip, size, to_html
from bot.render import Manner, render, render_citation, render_html, render_plain, render_several
from bot.wording import read_texts
from knowledge import (
    Abstention,
    Answer,
    Certainty,
    Choice,
    Choices,
    Citation,
    Earlier,
    Outcome,
    Reason,
)

TEXTS = read_texts()
TODAY = date(2026, 1, 1)
HOSTILE = st.text(st.characters(), max_size=300) | st.sampled_from(
    (
        "<b>",
        "</blockquote>",
        "&lt;",
        "a < b & c",
        "@annobot",
        "/start",
        "x" * 9000,
        "😀" * 5000,
        "\u202eevil",
        "مرحبا",
        "",
    )
)


def make_citation(sentence: str = "It ships in July.", **fields: object) -> Citation:
    values = {"article_id": "a", "title": "A launch", "date": date(2022, 5, 23), "start": 0, "end": 17}
    return Citation(**{**values, "sentence": sentence, **fields})  # type: ignore[arg-type]


def make_answer(text: str = "July 2022", **fields: object) -> Answer:
    values = {"citation": make_citation(), "certainty": Certainty.CONFIRMED, "confidence": 0.9}
    return Answer(text, **{**values, **fields})  # type: ignore[arg-type]


def plain(outcome: Outcome) -> str:
    return render_plain(outcome, today=TODAY, texts=TEXTS)


def html(outcome: Outcome) -> str:
    return render_html(outcome, today=TODAY, texts=TEXTS)


def parse(text: str) -> tuple[str, set[str]]:
    """The words and the kinds of entity that TDLib finds in a text, or its complaint as the words."""
    mode = {"@type": "textParseModeHTML"}
    reply = tdjson.td_execute(json.dumps({"@type": "parseTextEntities", "text": text, "parse_mode": mode}).encode())
    parsed = json.loads(reply or b"{}")
    if parsed["@type"] == "error":
        return parsed["message"], {"error"}
    found = tdjson.td_execute(json.dumps({"@type": "getTextEntities", "text": parsed["text"]}).encode())
    entities = parsed["entities"] + json.loads(found or b"{}")["entities"]
    return parsed["text"], {entity["type"]["@type"] for entity in entities}


@st.composite
def outcomes(draw: st.DrawFn) -> Outcome:
    def cited() -> Citation:
        url = draw(st.none() | HOSTILE | st.just("https://x.example/?a=1&b=<2>"))
        return make_citation(draw(HOSTILE), title=draw(HOSTILE), source=draw(st.none() | HOSTILE), url=url)

    many = draw(st.integers(0, 3))
    earlier = tuple(Earlier(draw(HOSTILE), cited(), Certainty.RUMOUR) for _ in range(many))
    also = tuple(cited() for _ in range(many))
    return draw(
        st.sampled_from(
            (
                make_answer(
                    draw(HOSTILE),
                    citation=cited(),
                    speaker=draw(HOSTILE),
                    about=draw(HOSTILE),
                    earlier=earlier,
                    also=also,
                ),
                Choices(tuple(Choice(draw(HOSTILE), "?", cited()) for _ in range(many))),
                Abstention(Reason.NOT_STATED, draw(HOSTILE), also),
            )
        )
    )


def test_the_short_answer_comes_first_and_in_bold() -> None:
    assert html(make_answer()).startswith("<b>July 2022</b>\n")


@pytest.mark.parametrize(
    ("certainty", "label"),
    [(Certainty.CONFIRMED, "Confirmed ✅"), (Certainty.EXPECTED, "Expected 🕓"), (Certainty.RUMOUR, "Rumour 💬")],
)
def test_the_label_is_a_word_and_a_sign(certainty: Certainty, label: str) -> None:
    assert f"\n{label} · announced 23 May 2022 (3 years ago)\n" in plain(make_answer(certainty=certainty))


def test_the_speaker_is_named() -> None:
    assert "\nSaid by Lei Jun\n" in plain(make_answer(speaker="Lei Jun"))


def test_the_old_value_stands_beside_the_new() -> None:
    earlier = Earlier("18 April", make_citation(), Certainty.EXPECTED)
    assert "\nWas 18 April (Expected 🕓, announced 23 May 2022)\n" in plain(make_answer(earlier=(earlier,)))


def test_an_inherited_subject_is_shown() -> None:
    assert "\n(about Nimbus X1)\n" in plain(make_answer(about="Nimbus X1"))


def test_the_sentence_is_an_expandable_quotation() -> None:
    assert "<blockquote expandable>It ships in July.</blockquote>" in html(make_answer())


def test_the_source_is_a_link() -> None:
    cited = make_citation(url="https://x.example/?a=1&b=2", source="Example")
    assert '<a href="https://x.example/?a=1&amp;b=2">A launch</a> · Example' in html(make_answer(citation=cited))


def test_an_address_that_is_no_web_address_makes_no_link() -> None:
    assert "javascript" not in html(make_answer(citation=make_citation(url="javascript:alert(1)")))


def test_further_articles_are_counted() -> None:
    assert plain(make_answer(also=(make_citation(),))).endswith("\nAlso stated by 1 further article.")


def test_further_articles_are_listed_where_a_chat_wants_everything() -> None:
    pieces = render(make_answer(also=(make_citation(title="B"),)), today=TODAY, texts=TEXTS, manner=Manner("full"))
    assert to_html(pieces).endswith("\n– B")


def test_a_chat_without_rumours_is_told_none() -> None:
    rumour = make_answer(certainty=Certainty.RUMOUR)
    pieces = render(rumour, today=TODAY, texts=TEXTS, manner=Manner(has_rumours=False))
    assert to_html(pieces) == TEXTS("rumours_off")


def test_choices_are_numbered_and_dated() -> None:
    choices = Choices((Choice("The X1", "when is the X1?", make_citation()),))
    assert plain(choices) == "Did you mean …\n1. The X1 (A launch, 23 May 2022)"


def test_an_abstention_says_what_is_said_nearby() -> None:
    abstention = Abstention(Reason.NOT_STATED, "No price is stated.", (make_citation(),))
    assert plain(abstention) == (
        "No price is stated.\n\nWhat they do say nearby:\n“It ships in July.”\n"
        "A launch · announced 23 May 2022 (3 years ago)"
    )


def test_several_questions_are_answered_in_one_message_under_their_questions() -> None:
    asked = [("when?", make_answer("July")), ("who?", make_answer("Lei Jun"))]
    written = to_html(render_several(asked, today=TODAY, texts=TEXTS))
    assert written.startswith("<i>when?\n</i><b>July</b>")
    assert "\n\n<i>who?\n</i><b>Lei Jun</b>" in written


def test_a_sentence_is_shown_with_the_text_around_it() -> None:
    pieces = render_citation(make_citation(), today=TODAY, texts=TEXTS, before="Before. ", after=" After.")
    assert to_html(pieces).endswith("\n\nBefore. <b>It ships in July.</b> After.")


@pytest.mark.parametrize(
    ("day", "ago"),
    [
        (date(2026, 1, 1), "today"),
        (date(2025, 12, 31), "yesterday"),
        (date(2025, 12, 22), "10 days ago"),
        (date(2025, 12, 1), "4 weeks ago"),
        (date(2025, 3, 1), "10 months ago"),
        (date(2023, 1, 2), "2 years ago"),
        (date(2026, 2, 1), "in the future"),
    ],
)
def test_the_age_of_an_article_is_told_in_the_largest_unit(day: date, ago: str) -> None:
    assert TEXTS.ago(day, TODAY) == ago


def test_direction_characters_of_an_article_are_dropped_and_foreign_directions_isolated() -> None:
    assert (clean("a\u202eb"), clean("مرحبا")) == ("ab", "\u2068مرحبا\u2069")


def test_a_clipped_text_ends_between_words() -> None:
    assert clip("one two three", 9) == "one two…"


def test_nobody_is_called_by_an_article_and_no_command_offered() -> None:
    text, entities = parse(html(make_answer(citation=make_citation("Ask @somebody or /start it."))))
    assert entities.isdisjoint({"textEntityTypeMention", "textEntityTypeBotCommand"}), text


@settings(max_examples=300, deadline=None)
@given(outcomes())
def test_telegram_takes_an_outcome_whatever_the_article_holds(outcome: Outcome) -> None:
    text, entities = parse(html(outcome))
    assert "error" not in entities, text
    assert len(text.encode("utf-16-le")) // 2 <= 4096


@settings(max_examples=100, deadline=None)
@given(st.lists(st.tuples(HOSTILE, outcomes()), min_size=1, max_size=5))
def test_telegram_takes_several_outcomes_at_once(asked: list[tuple[str, Outcome]]) -> None:
    pieces = render_several(asked, today=TODAY, texts=TEXTS)
    text, entities = parse(to_html(pieces))
    assert "error" not in entities, text
    assert size(pieces) <= 4096
