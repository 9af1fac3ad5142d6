"""Roles of people."""

from __future__ import annotations

import pytest

from knowledge.naming.roles import find_roles


def pairs(text: str) -> list[tuple[str, str]]:
    return [(role.person, role.role) for role in find_roles(text)]


@pytest.mark.parametrize(
    ("text", "person", "role"),
    [
        ("Ada Holt, founder and CEO of Norvia AG, agreed.", "Ada Holt", "founder and CEO of Norvia AG"),
        ("Lei Jun, founder, chairman and CEO of the Xiaomi group he has declared: “Yes.”", "Lei Jun",
         "founder, chairman and CEO of the Xiaomi group"),
        ("The plan is good, says Ada Holt, head of research at Norvia, who knows.", "Ada Holt",
         "head of research at Norvia"),
        ("So said head coach Ada Holt yesterday.", "Ada Holt", "head coach"),
        ("Opposition councillor Ruth Pell objected.", "Ruth Pell", "opposition councillor"),
        ("We met Norvia's managing director, Jonas Wether, there.", "Jonas Wether", "managing director"),
        ("It is true, his agent, Beate Lomm, said.", "Beate Lomm", "agent"),
        ("Ada Holt, who leads the software team, agreed.", "Ada Holt", "leads the software team"),
        ("Directed by Mira Drags, the film is long.", "Mira Drags", "director"),
        ("A jury chaired by the author Tom Beller decides.", "Tom Beller", "author"),
        ("Site manager: Kofi Adu-Finch. Contractor: us.", "Kofi Adu-Finch", "site manager"),
        ("Yesterday Ada Holt was appointed Chief Financial Officer with effect from May.", "Ada Holt",
         "Chief Financial Officer"),
        ("They named Ada Holt as treasurer of the club.", "Ada Holt", "treasurer of the club"),
        ("So 19-year-old Pia Lawn starts.", "Pia Lawn", "19-year-old"),
        ("A lot to do, stresses principal investigator Dr Ann Vos.", "Ann Vos", "principal investigator"),
        ("It is done by a volunteer, Basil Horn, at night.", "Basil Horn", "volunteer"),
        ("As our composer Leo Vant puts it, it is late.", "Leo Vant", "composer"),
        ("So said head of catering Ada Holt yesterday.", "Ada Holt", "head of catering"),
        ("Write to Ada Holt, who is responsible for spare parts at Norvia.", "Ada Holt",
         "responsible for spare parts at Norvia"),
        ("Ada Holt will chair the works council for the first three years.", "Ada Holt", "chair of the works council"),
        ("Ada Holt, who looks after stock today, becomes head of logistics.", "Ada Holt", "head of logistics"),
        ("It is staged after the memoir by Ada Holt, who lives here.", "Ada Holt", "author"),
    ],
)  # fmt: skip
def test_finds_what_somebody_is(text: str, person: str, role: str) -> None:
    assert (person, role) in pairs(text)


@pytest.mark.parametrize(
    "text",
    [
        "The prize was won by Ada Holt in May.",
        "Ada Holt will paint the fence for a week.",
    ],
)
def test_not_every_deed_is_a_role(text: str) -> None:
    assert pairs(text) == []


def test_a_signature_under_an_article_is_a_role() -> None:
    assert pairs("We are sorry.\n\nSigne Marl, customer information manager") == [
        ("Signe Marl", "customer information manager")
    ]


def test_the_organisation_stands_apart_from_the_role() -> None:
    roles = find_roles("Norvia's quality director, Leo Marsh, left. Ada Holt, treasurer of Wren Foods, stays.")

    assert [role.organisation for role in roles] == ["Norvia", "Wren Foods"]


@pytest.mark.parametrize(
    "text",
    [
        "The former chief executive Ada Holt spoke.",
        "Ada Holt, the former head of Norvia, spoke.",
        "Ada Holt stepped down as chair of Norvia.",
    ],
)
def test_a_role_of_the_past_is_former(text: str) -> None:
    assert [role.is_former for role in find_roles(text)] == [True]


def test_whoever_is_succeeded_held_the_role() -> None:
    text = "Ada Holt has been appointed treasurer. She succeeds Ben Plow, who retires."

    assert [(role.person, role.role, role.is_former) for role in find_roles(text)] == [
        ("Ada Holt", "treasurer", False),
        ("Ben Plow", "treasurer", True),
    ]


def test_a_surname_leads_to_the_full_name() -> None:
    assert ("Ada Holt", "treasurer") in pairs("Ada Holt spoke first. The treasurer, Holt, is tired.")


def test_a_part_in_a_play_is_no_role() -> None:
    assert pairs("Yuki Harb plays the guide who knows; newcomer Tom Wren is tired.") == []


def test_spans_hold_what_they_say() -> None:
    text = "We met Ada Holt, head of research at Norvia, there."
    role = find_roles(text)[0]

    assert (role.person_span.of(text), role.role_span.of(text)) == ("Ada Holt", "head of research at Norvia")
    assert role.span.of(text) == "Ada Holt, head of research at Norvia"


@pytest.mark.parametrize(
    ("text", "role"),
    [
        ("We are sorry.\n\nYours,\n\nIda Marwick\nHead of Customer Care, Ostley Lamps", "head of Customer Care"),
        ("Ida Marwick, who came to the studio last year, is art director.", "art director"),
        ("Ida Marwick has joined us as executive producer.", "executive producer"),
        ("Ida Marwick joined Ostley as treasurer in May.", "treasurer"),
    ],
)
def test_a_signature_an_aside_and_a_new_member_tell_the_role(text: str, role: str) -> None:
    assert [(found.person, found.role) for found in find_roles(text)] == [("Ida Marwick", role)]
