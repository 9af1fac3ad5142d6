"""Quotations, reported speech and who speaks."""

from __future__ import annotations

import pytest

from knowledge.quotations.quotes import Quote, find_quotes


def direct(text: str) -> list[tuple[str | None, list[str]]]:
    return [(q.speaker, [part.of(text) for part in q.content]) for q in find_quotes(text) if q.is_direct]


def reported(text: str) -> list[tuple[str | None, str]]:
    return [(q.speaker, q.span.of(text)) for q in find_quotes(text) if not q.is_direct]


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("“We are late,” said Ada Holt, head of Norvia.", "Ada Holt"),
        ("“We are late,” Ada Holt said.", "Ada Holt"),
        ("\"We are late\", Ada Holt, the operator's chief, told reporters.", "Ada Holt"),
        ("Ada Holt, chief executive, commented: \"We are late.\"", "Ada Holt"),
        ("Ada Holt told Norvia News, “We are late.”", "Ada Holt"),
        ("According to Ada Holt, “we are late and tired.”", "Ada Holt"),
        ("Ada Holt had one worry: “We are late.”", "Ada Holt"),
        ("Ada Holt waved the flag, adding, “We are late.”", "Ada Holt"),
        ("''We are late,'' Ada Holt said.", "Ada Holt"),
        ("«We are late,» says Ada Holt.", "Ada Holt"),
        ("„We are late“, says Ada Holt.", "Ada Holt"),
        ("“We are late,” laughed lead programmer Ada Holt.", "Ada Holt"),
        ("“We are late,” said Norvia's managing director, Ada Holt.", "Ada Holt"),
        ("“We are late,” said a spokesman for Norvia.", "a spokesman for Norvia"),
        ("“We are late,” exhorted actress Ada Holt.", "Ada Holt"),
        ("“We are late,” so the chief of Norvia, Dr Ada Holt.", "Ada Holt"),
        ("“We are late.” – Ada Holt", "Ada Holt"),
        ("As Ada Holt wrote, “we are late and we know it.”", "Ada Holt"),
    ],
)  # fmt: skip
def test_finds_who_is_quoted(text: str, speaker: str) -> None:
    assert [who for who, _ in direct(text)] == [speaker]


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("“We wait,” Ivo Brand told us. Ada Holt of the fan club brought him a pie. “We bake,” she said.", "Ada Holt"),
        ("Ivo Brand left in May. The yard is run by Ada Holt, formerly of Norvia. “We work,” she says.", "Ada Holt"),
        ("The keeper is called Ada Holt, not Hold. She laughed it off: “My own aunt gets it wrong.”", "Ada Holt"),
        ("Market warden is Ada Holt, who took over in May. Her motto: “A stall is an open door.”", "Ada Holt"),
        ("Ada Holt tried the new engine. “Quiet as a shelf,” was her verdict.", "Ada Holt"),
        ("Mayor Ada Holt spoke of “a bridge that nobody asked for”.", "Ada Holt"),
        ("Our head of sales, Ada Holt, told me yesterday: “We are late.”", "Ada Holt"),
    ],
)  # fmt: skip
def test_a_quotation_belongs_to_whom_the_sentence_before_is_about(text: str, speaker: str) -> None:
    assert direct(text)[-1][0] == speaker


def test_a_closing_mark_may_be_written_as_an_opening_one() -> None:
    text = "Ada Holt, CEO of Norvia AG, she then added: “It is an honour. We are glad.“."

    assert direct(text) == [("Ada Holt", ["It is an honour. We are glad."])]


def test_a_quotation_broken_by_its_attribution_is_one() -> None:
    text = "“We are late,” said Ada Holt, “but not very.”"

    assert direct(text) == [("Ada Holt", ["We are late,", "but not very."])]


def test_a_second_sentence_without_attribution_belongs_to_the_same_speaker() -> None:
    text = "“We are late,” Ada Holt said. “It will take a week.”"

    assert direct(text) == [("Ada Holt", ["We are late,", "It will take a week."])]


def test_words_in_marks_inside_an_attribution_are_no_part_of_the_quotation() -> None:
    text = "“We are late,” said Ada Holt, who runs the “core” business."

    assert direct(text) == [("Ada Holt", ["We are late,"]), (None, ["core"])]


def test_a_quotation_may_stand_at_the_head_of_a_longer_sentence() -> None:
    text = "“Nobody has a choice” but to wait for the tide, says Ada Holt."

    assert direct(text) == [("Ada Holt", ["Nobody has a choice"])]


def test_the_one_who_is_told_does_not_speak() -> None:
    text = "Ada Holt shook her head, telling reporters, “We are late.”"

    assert direct(text) == [("Ada Holt", ["We are late."])]


@pytest.mark.parametrize(
    "text",
    [
        "A mobile version is not planned for this year.",
        "The lift, promised for next week, is late again.",
        "Anyone who cannot come may ask for a refund by Friday.",
        "The server keeps notes and citations in sync.",
    ],
)
def test_passives_permissions_and_nouns_report_nothing(text: str) -> None:
    assert reported(text) == []


def test_a_quotation_over_two_paragraphs_is_one() -> None:
    text = "Ada Holt wrote: “We are late and we know it well.\n\n“It will take a week.”"

    assert direct(text) == [("Ada Holt", ["We are late and we know it well.", "It will take a week."])]


@pytest.mark.parametrize(
    "text",
    [
        "Mr. Ben Pike was there. Ada Holt opened the fair. “We are late,” she said.",
        "Ada Holt opened the fair.\n\n“We are late,” she said, and left.",
        "“We are early,” said Ada Holt. She then added: “But not very much.”",
    ],
)
def test_a_pronoun_leads_to_the_last_person_it_fits(text: str) -> None:
    assert direct(text)[-1][0] == "Ada Holt"


def test_a_surname_leads_to_the_full_name() -> None:
    text = "Head coach Ada Holt has worries. “We are late,” said Holt."

    assert direct(text) == [("Ada Holt", ["We are late,"])]


def test_the_words_of_the_attribution_are_told() -> None:
    text = "“We are late,” head coach Ada Holt said."
    quote = find_quotes(text)[0]

    assert quote.speaker_span is not None
    assert (quote.speaker_span.of(text), quote.cue) == ("head coach Ada Holt", "said")


def test_a_phrase_in_quotation_marks_has_no_speaker() -> None:
    text = "It is a “core” business of many."

    assert direct(text) == [(None, ["core"])]


def test_a_quotation_without_attribution_belongs_to_the_last_speaker() -> None:
    text = "Reports are false, his agent, Beate Lomm, said on Sunday. “He has seen it twice.”"

    assert direct(text)[-1][0] == "Beate Lomm"


@pytest.mark.parametrize(
    ("text", "speaker", "content"),
    [
        (
            "Norvia said on Tuesday it was not in talks.",
            "Norvia",
            "it was not in talks",
        ),
        ("Ada Holt said that the fare would rise.", "Ada Holt", "the fare would rise"),
        (
            "The tunnel will stay shut, Norvia Transit said.",
            "Norvia Transit",
            "The tunnel will stay shut",
        ),
        (
            "About 900 orders are affected, according to Norvia.",
            "Norvia",
            "About 900 orders are affected",
        ),
        (
            "According to Ada Holt, the tunnel will stay shut.",
            "Ada Holt",
            "the tunnel will stay shut",
        ),
        (
            "The company denied that it would sell the brand.",
            "The company",
            "it would sell the brand",
        ),
        (
            "The inspector, Ada Holt, expects to publish findings in May.",
            "Ada Holt",
            "to publish findings in May",
        ),
    ],
)
def test_reports_speech_without_marks(text: str, speaker: str, content: str) -> None:
    assert (speaker, content) in reported(text)


def test_quotes_without_words_are_none() -> None:
    quotes: tuple[Quote, ...] = find_quotes("")

    assert quotes == ()


@pytest.mark.parametrize("text", ["“", '"', "''", "He said “", "“”", "' ' '", "„a", "\n\n", "“a\n“b\n“c"])
def test_unpaired_marks_are_survived(text: str) -> None:
    spans = [part for quote in find_quotes(text) for part in quote.content]

    assert all(0 <= part.start <= part.stop <= len(text) for part in spans)


def test_a_text_without_any_full_stop_is_read_in_time() -> None:
    assert len(find_quotes("Ada Holt said the lamp of Norvia is blue and " * 2000)) < 2000
