"""Names, their kinds and their aliases."""

from __future__ import annotations

import pytest

from knowledge.naming.names import NameKind, find_names, learn_aliases


def found(text: str) -> list[str]:
    return [name.text for name in find_names(text)]


def kinds(text: str) -> dict[str, NameKind]:
    return {name.text: name.kind for name in find_names(text)}


def aliases(text: str) -> dict[str, str]:
    return learn_aliases(text, find_names(text))


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("The talk was given by Petra Osgood-Hale in Osterby.", ["Petra Osgood-Hale", "Osterby"]),
        ("We met Dae-jung Rhee and Joost van der Berg.", ["Dae-jung Rhee", "Joost van der Berg"]),
        ("The choir of St Aldhelm's School sang.", ["St Aldhelm's School"]),
        ("It is made by Wren & Daughters in Osterby.", ["Wren & Daughters", "Osterby"]),
        ("The study is by the Norvia Institute for Sea Trade.", ["Norvia Institute for Sea Trade"]),
        ("The tipster inkblot_joe posted it.", ["inkblot_joe"]),
        ("We asked J. K. Rowntree about it.", ["J. K. Rowntree"]),
        ("The founder is Lei Jun, they say.", ["Lei Jun"]),
        ("It was in the Sunday Times first.", ["Sunday Times"]),
        ("They play at Miller's Field on Sunday.", ["Miller's Field"]),
    ],
)
def test_finds_names_of_many_parts_whole(text: str, names: list[str]) -> None:
    assert found(text) == names


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("The new Quill 3 and the Quill 3 Plus cost more.", ["Quill 3", "Quill 3 Plus"]),
        ("Update to 6.0.1 now.", ["6.0.1"]),
        ("Take bus 7E or the N7.", ["7E", "N7"]),
        ("Only model NB-50 is affected.", ["NB-50"]),
        ("The iPhone was there.", ["iPhone"]),
    ],
)
def test_finds_model_names_with_their_numbers(text: str, names: list[str]) -> None:
    assert found(text) == names


@pytest.mark.parametrize(
    "text",
    [
        "Tickets go on sale today. Engineers found nothing.",
        "On Tuesday in March we open. However, it rains.",
        "WHAT RUNS INSTEAD\nNothing at all.",
        "It costs 30 euros until 13.11.2025.",
    ],
)
def test_words_that_only_open_a_sentence_or_tell_a_time_are_no_names(text: str) -> None:
    assert found(text) == []


def test_titles_and_roles_before_a_name_are_not_part_of_it() -> None:
    text = "Chief Executive Ada Holt met Utah Gov. Ann O'Dell, and Mr. Pike was there."

    assert found(text) == ["Ada Holt", "Ann O'Dell", "Pike"]


def test_a_word_that_opens_a_sentence_is_a_name_when_the_text_has_it_elsewhere() -> None:
    assert found("Norvia has grown. Shares of Norvia rose.") == ["Norvia", "Norvia"]


def test_in_a_title_case_line_only_names_known_from_elsewhere_count() -> None:
    text = "Ada Holt Promises Action On Rising Prices\n\nThe mayor, Ada Holt, spoke in Osterby."

    assert found(text) == ["Ada Holt", "Ada Holt", "Osterby"]


def test_spans_point_at_the_name_without_a_possessive() -> None:
    text = "We like Norvia's plan."

    assert [name.span.of(text) for name in find_names(text)] == ["Norvia"]


@pytest.mark.parametrize(
    ("text", "name", "kind"),
    [
        ("The firm Holt Systems GmbH grew.", "Holt Systems GmbH", NameKind.ORGANISATION),
        ("The publisher Crane & Anvil agreed.", "Crane & Anvil", NameKind.ORGANISATION),
        ("Ada Holt, 41, agreed.", "Ada Holt", NameKind.PERSON),
        ("We asked captain Ines Moral.", "Ines Moral", NameKind.PERSON),
        ("It is made in Osterby.", "Osterby", NameKind.PLACE),
        ("The film opens in Mill Lane.", "Mill Lane", NameKind.PLACE),
        ("The Quill 3 costs more.", "Quill 3", NameKind.PRODUCT),
        ("So Merrypot is a game for two.", "Merrypot", NameKind.PRODUCT),
        ("It sold Blue Orchard, its frozen-food arm.", "Blue Orchard", NameKind.ORGANISATION),
    ],
)
def test_the_kind_comes_from_the_words_around_and_inside(text: str, name: str, kind: NameKind) -> None:
    assert kinds(text)[name] is kind


def test_one_clear_place_in_the_text_decides_for_all() -> None:
    text = "So far Norvia has grown. The chief executive of Norvia, Ada Holt, likes Norvia."

    assert kinds(text)["Norvia"] is NameKind.ORGANISATION


@pytest.mark.parametrize(
    ("text", "alias", "full"),
    [
        ("Norvia Foods AG (“Norvia”) grew. At Norvia all is well.", "Norvia", "Norvia Foods AG"),
        ("Yesterday Ada Osgood-Hale spoke. Then Osgood-Hale left.", "Osgood-Hale", "Ada Osgood-Hale"),
        ("The Norvia Institute for Sea Trade (NIST) opened. We like NIST.", "NIST", "Norvia Institute for Sea Trade"),
        ("The service Brightwell, formerly Dunmore, is open.", "Dunmore", "Brightwell"),
        ("The app Dunmore, now called Brightwell, is open.", "Dunmore", "Brightwell"),
        ("We saw the Norvia Quill 3 here. The Quill 3 is blue.", "Quill 3", "Norvia Quill 3"),
    ],
)
def test_learns_other_ways_of_naming_a_thing(text: str, alias: str, full: str) -> None:
    assert aliases(text)[alias] == full


def test_a_surname_that_two_people_share_stands_for_neither() -> None:
    assert "Holt" not in aliases("We met Ada Holt and Ben Holt. Then Holt left.")


def test_a_product_without_its_number_is_not_an_alias() -> None:
    assert aliases("We saw the Quill 3 and a Quill. The Quill 3 Plus is better than the Quill 3.") == {}


def test_names_of_nothing_are_none() -> None:
    assert find_names("") == ()


def test_a_word_no_dictionary_knows_is_a_name_also_where_it_only_opens_a_sentence() -> None:
    assert found("Norvia has postponed the launch. Registration starts today.") == ["Norvia"]


def test_a_dateline_is_a_place() -> None:
    assert kinds("OSTERBY, 5 March 2024 – Norvia today showed a lamp.")["OSTERBY"] is NameKind.PLACE
