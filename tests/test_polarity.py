"""Yes/no questions through the front door: the right sentence, the right side, a readable reason."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from knowledge import Abstention, Answer, Article, KnowledgeBase
from make import make_article

TODAY = date(2025, 6, 20)

MUSEUM = """The Fenwick Museum will reopen its east wing on Saturday 5 July after two years of repairs.

Entry to the permanent collection remains free.
The special exhibition on glass costs 9 euros; children under 12 pay nothing.

Photography is allowed in all rooms, but flash is not.
Large bags must be left in the cloakroom.

The museum café will not reopen before September.
The old café terrace is out of use until then.

Wheelchairs reach every floor by the new lift.
Director Paula Hirst denied reports that the whale skeleton would be sold.

Guided tours take place in English only."""

BANK = """Corvane Bank will close 14 branches by the end of November, among them the one in Harrow Street.

No employee will be laid off, the bank said.
Customers of the closed branches keep their account numbers.

The mobile app stays free of charge, while paper statements will cost 2 euros a month from January.

The bank has ruled out a merger with Dunmore Savings.
Its chief executive, Ilse Tamm, is expected to stay until 2027.

Cash machines at the 14 sites remain in operation."""

ROAD = """The B77 between Oxley and Tarn is closed to lorries from Monday 16 June to Friday 27 June.
Cars and bicycles are not affected.

Houses in Pike Lane with odd numbers lose their parking spaces during the works.
The school bus keeps to its usual timetable.

Residents do not have to pay for the new driveways.
The speed limit of 30 km/h is temporary.

The second phase has been postponed to 2026.
Work will not be done at night."""

BAND_OLD = """The Hollow Pines will play the Gull Theatre in Marsk on Friday 20 June.
Support comes from Wren Taggart.

Tickets cost 28 euros.
The concert takes place in the open air."""

BAND_NEW = """The Hollow Pines have moved their Marsk concert from 20 June to Thursday 3 July
because singer Dov Amsel has a cold.

Tickets already bought remain valid.
Wren Taggart can no longer take part.

The show has been moved indoors, to the Corn Hall.
A third album is not planned, guitarist Lou Merrick said:
"We are a live band now."

The group did not say whether the set would be recorded."""

SATELLITE = """The weather satellite Kestrel-2 was launched on 2 June and has reached its orbit.
All instruments work.

One of its two solar panels failed to unfold.
The agency says the mission is not in danger.

First images are due in September.
Contact with the older Kestrel-1 has been lost.

Data will be available to everyone without registration.
In an earlier notice we wrote that Kestrel-2 carries a radar.
That was wrong."""

BAKERY = """Mill Loaf recalls its rye bread in 750-gram bags because they may contain bits of metal.
Rolls and white bread are not included.

Customers get their money back without showing a receipt.
No one has been injured.

The bakery in Fern Street stays open.
From now on, all bread will be sliced by hand.

Shops open at 6:30.
Orders by phone are accepted only until 18:00."""


HOSPITAL = """St Orla's Hospital opens a new children's ward on 1 September.
Visiting hours are unchanged: 14:00 to 19:00 every day.

Patients no longer need a referral for the eye clinic. The walk-in surgery will move to Bell Street.

Parking is free for the first hour. The cafeteria has been shut since March for lack of staff.

Head nurse Idris Kell said the old ward would not be demolished. Flowers are not permitted in intensive care.

The helipad project has been shelved. Masks are recommended but not compulsory.

Blood donors must be at least 18. The hospital is looking for 40 nurses."""

FERRY = """The ferry Sula will be out of service until 14 August after hitting the quay.
None of the 212 passengers was hurt.

A replacement bus runs between Port Ness and Carlow every hour. Tickets for the ferry are accepted on the bus.

The harbour café remains open. Bicycles cannot be taken on the bus.

The company rejects claims that the captain was drunk. It is not yet known whether the engine was damaged.

From 15 August the ferry will sail twice a day, as before. Dogs travel at no extra cost.

The planned fare increase has been put off until next year."""


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Iterator[KnowledgeBase]:
    with KnowledgeBase(tmp_path_factory.mktemp("polarity"), library=False) as base:
        for name, title, text, day in (
            ("museum", "The Fenwick Museum reopens its east wing", MUSEUM, date(2025, 6, 10)),
            ("bank", "Corvane Bank closes branches", BANK, date(2025, 6, 3)),
            ("road", "Road works on the B77 between Oxley and Tarn", ROAD, date(2025, 6, 12)),
            ("band-old", "The Hollow Pines come to Marsk", BAND_OLD, date(2025, 4, 2)),
            ("band-new", "The Hollow Pines move their Marsk concert", BAND_NEW, date(2025, 6, 18)),
            ("satellite", "Kestrel-2 is in orbit", SATELLITE, date(2025, 6, 9)),
            ("bakery", "Mill Loaf recalls rye bread", BAKERY, date(2025, 6, 14)),
            ("hospital", "A new ward for St Orla's Hospital", HOSPITAL, date(2025, 6, 10)),
            ("ferry", "Ferry Sula out of service after accident", FERRY, date(2025, 6, 19)),
        ):
            base.add(make_article(text, name=name, title=title, day=day))
        yield base


@pytest.mark.parametrize(
    ("question", "side", "words"),
    [
        ("do I have to pay to see the permanent collection at the fenwick museum?", "No", "remains free"),
        ("can my 8 year old see the glass exhibition at the fenwick museum for free?", "Yes", "under 12"),
        ("are photos permitted at the fenwick museum?", "Yes", "Photography is allowed"),
        ("is the fenwick museum selling its whale skeleton?", "No", "denied"),
        ("is the fenwick museum accessible for wheelchair users?", "Yes", "Wheelchairs"),
        ("can I have lunch in the fenwick museum café in August?", "No", "will not reopen"),
        ("is the east wing of the fenwick museum open yet?", "No", "5 July"),
        ("will people at corvane bank lose their jobs?", "No", "laid off"),
        ("is corvane bank merging with dunmore savings?", "No", "ruled out"),
        ("do I have to pay for the corvane bank app?", "No", "free of charge"),
        ("will I get a new account number from corvane bank?", "No", "keep their account numbers"),
        ("is ilse tamm staying at corvane bank?", "Yes", "expected to stay"),
        ("can I still get cash from the machines at corvane bank?", "Yes", "remain in operation"),
        ("can I drive my car from oxley to tarn on the B77?", "Yes", "not affected"),
        ("are lorries allowed on the B77?", "No", "closed to lorries"),
        ("I live at pike lane 14, do I lose my parking space?", "No", "odd numbers"),
        ("I live at pike lane 15, do I lose my parking space?", "Yes", "odd numbers"),
        ("will there be noise at night from the B77 works?", "No", "at night"),
        ("is the 30 limit on the B77 permanent?", "No", "temporary"),
        ("are my hollow pines tickets still good?", "Yes", "remain valid"),
        ("is wren taggart still playing with the hollow pines?", "No", "no longer"),
        ("is the hollow pines concert outdoors?", "No", "indoors"),
        ("do the hollow pines plan another album?", "No", "not planned"),
        ("have the hollow pines played in marsk yet?", "No", "3 July"),
        ("the hollow pines play marsk on 20 june, is that still right?", "No", "3 July"),
        ("is kestrel-2 in space already?", "Yes", "was launched"),
        ("does kestrel-2 carry a radar?", "No", "radar"),
        ("is the kestrel-2 mission at risk?", "No", "not in danger"),
        ("do I need to register to get data from kestrel-2?", "No", "without registration"),
        ("can the agency still talk to kestrel-1?", "No", "lost"),
        ("has anybody been hurt by the mill loaf bread?", "No", "injured"),
        ("do I need the receipt for the mill loaf refund?", "No", "receipt"),
        ("is the white bread from mill loaf affected?", "No", "not included"),
        ("is the mill loaf bakery in fern street closed?", "No", "stays open"),
        ("can I phone in an order at mill loaf at 7 pm?", "No", "18:00"),
        ("is the new children's ward at st orla's open already?", "No", "1 September"),
        ("have the visiting times at st orla's hospital changed?", "No", "unchanged"),
        ("do I need a referral for the eye clinic at st orla's?", "No", "referral"),
        ("can I eat in the st orla's cafeteria?", "No", "cafeteria"),
        ("will the old ward at st orla's be torn down?", "No", "demolished"),
        ("can I bring flowers to intensive care at st orla's?", "No", "Flowers"),
        ("is st orla's still building the helipad?", "No", "shelved"),
        ("do I have to wear a mask at st orla's hospital?", "No", "Masks"),
        ("my son is 17, can he give blood at st orla's?", "No", "at least 18"),
        ("do I have to pay for parking at st orla's for half an hour?", "No", "free for the first"),
        ("was anyone injured on the sula?", "No", "None of"),
        ("can I use my ferry ticket on the bus from port ness?", "Yes", "accepted"),
        ("was the sula's captain drunk?", "No", "rejects"),
        ("is the harbour café in port ness closed?", "No", "remains open"),
        ("do I pay extra for my dog on the sula?", "No", "Dogs"),
        ("will the sula fares go up this year?", "No", "fare increase"),
        ("is it certain that the sula's engine was damaged?", "No", "not yet known"),
        ("can I take my bike on the replacement bus to carlow?", "No", "Bicycles"),
        ("is st orla's hospital hiring nurses?", "Yes", "looking for"),
    ],
)
def test_answers_yes_or_no_from_the_right_sentence(
    library: KnowledgeBase, question: str, side: str, words: str
) -> None:
    outcome = library.ask(question, today=TODAY)

    assert isinstance(outcome, Answer)
    assert (outcome.text.split(",")[0], words in outcome.citation.sentence) == (side, True)


@pytest.mark.parametrize(
    "question",
    [
        "does the fenwick museum have a gift shop?",
        "will corvane bank open a branch in lisbon?",
        "does the B77 get a cycle tunnel?",
        "do the hollow pines sell t-shirts?",
        "is kestrel-2 insured?",
        "does mill loaf sell gluten-free cake?",
        "does the sula have a cinema?",
        "is there a pharmacy at st orla's?",
    ],
)
def test_says_nothing_where_what_is_asked_appears_nowhere(library: KnowledgeBase, question: str) -> None:
    assert isinstance(library.ask(question, today=TODAY), Abstention)


def test_an_outlook_is_told_as_expected(library: KnowledgeBase) -> None:
    outcome = library.ask("is ilse tamm staying at corvane bank?", today=TODAY)

    assert isinstance(outcome, Answer)
    assert outcome.certainty.value == "expected"


def test_asks_after_alternatives_are_answered_with_the_one_that_holds(library: KnowledgeBase) -> None:
    outcome = library.ask("is the hollow pines concert indoors or outdoors?", today=TODAY)

    assert isinstance(outcome, Answer)
    assert outcome.text.startswith("Indoors")


def test_or_not_asks_for_yes_or_no(library: KnowledgeBase) -> None:
    outcome = library.ask("are hollow pines tickets valid or not?", today=TODAY)

    assert isinstance(outcome, Answer)
    assert outcome.text.startswith("Yes")


def test_opening_day_itself_makes_it_a_yes(library: KnowledgeBase) -> None:
    outcome = library.ask("is the east wing of the fenwick museum open yet?", today=date(2025, 7, 5))

    assert isinstance(outcome, Answer)
    assert outcome.text.startswith("Yes")


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ("are photos permitted at the fenwick museum?", "Yes, photography is allowed in all rooms"),
        ("is corvane bank merging with dunmore savings?", "No, the bank has ruled out a merger with Dunmore Savings"),
        ("is wren taggart still playing with the hollow pines?", "No, Wren Taggart can no longer take part"),
    ],
)
def test_the_reason_is_a_clause_one_can_read(library: KnowledgeBase, question: str, answer: str) -> None:
    outcome = library.ask(question, today=TODAY)

    assert isinstance(outcome, Answer)
    assert outcome.text == answer


COACH = """Is there a toilet on board? No. You can stretch your legs at the stop in Ilmby.
Can I take my surfboard? Yes, in the hold, for 15 euros.

The coach runs Tuesday to Saturday.
On Sundays and public holidays there is no service.

From October a ticket costs 24 euros instead of 19 euros.
The fee for a suitcase stays at 9 euros.

No stop will be dropped before 2028.
Children under six years travel only with an adult."""


@pytest.mark.parametrize(
    ("question", "side"),
    [
        ("does the calder coach have a toilet?", "No"),
        ("can I take a surfboard with me on the calder coach?", "Yes"),
        ("does the calder coach run on mondays?", "No"),
        ("is there a calder coach on sundays?", "No"),
        ("is there a calder coach on a thursday?", "Yes"),
        ("has the calder coach ticket become more expensive?", "Yes"),
        ("does a suitcase on the calder coach get dearer?", "No"),
        ("does the calder coach ticket cost 24 euros from october?", "Yes"),
        ("is the fee for a suitcase on the calder coach 12 euros?", "No"),
        ("will they drop a calder coach stop in 2027?", "No"),
    ],
)
def test_days_amounts_changes_and_replies_settle_a_question(
    tmp_path_factory: pytest.TempPathFactory, question: str, side: str
) -> None:
    with KnowledgeBase(tmp_path_factory.mktemp("coach"), library=False) as base:
        base.add(make_article(COACH, name="coach", title="Questions about the Calder coach", day=date(2025, 6, 10)))
        outcome = base.ask(question, today=TODAY)

    assert isinstance(outcome, Answer)
    assert outcome.text.split(",")[0] == side


ORCHARD = """Pomander Cider is recalling its half-litre bottles of Old Russet because the crown caps may burst.

The Pippin Gold is still not part of the recall.
Reports that the Harl press house had been broken into are untrue.
Orders can be cancelled without a fee until Friday.

The opening hours of the farm shop are not changed.
Letting the bottles stand in the fridge does not help.

As for the rumour that Brennock Drinks has bought us: no. We remain a family firm."""

FAIR = """Is there a cloakroom? Yes, in the west foyer, two crowns, in cash only.

Can I bring my dog to the book fair? Yes, but not into the reading room."""


@pytest.fixture(scope="module")
def sides(tmp_path_factory: pytest.TempPathFactory) -> Iterator[KnowledgeBase]:
    with KnowledgeBase(tmp_path_factory.mktemp("sides"), library=False) as found:
        found.add(make_article(ORCHARD, name="cider", title="Pomander recalls Old Russet", day=date(2025, 6, 10)))
        found.add(make_article(FAIR, name="fair", title="Questions about the Dunmere book fair", day=date(2025, 6, 11)))
        yield found


@pytest.mark.parametrize(
    ("question", "start"),
    [
        ("is the pomander pippin gold recalled?", "No"),
        ("was the pomander press house broken into?", "No"),
        ("can i cancel my pomander order without paying?", "Yes"),
        ("do the opening hours of the pomander farm shop change?", "No"),
        ("is it enough to put the pomander bottles in the fridge?", "No"),
        ("has brennock drinks bought pomander?", "No"),
        ("can i pay for the cloakroom by card at the dunmere book fair?", "No"),
        ("can i take my dog into the reading room at the dunmere book fair?", "No"),
    ],
)
def test_a_denial_is_heard_in_whatever_form_it_is_put(sides: KnowledgeBase, question: str, start: str) -> None:
    outcome = sides.ask(question, today=TODAY)

    assert isinstance(outcome, Answer)
    assert outcome.text.startswith(start)


def test_a_ground_is_what_is_stated_and_not_what_introduces_it(tmp_path: Path) -> None:
    text = "Norvia will build phones. The likeliest guess is that the first will be the Norvia 12 Ultra, a big one."
    with KnowledgeBase(tmp_path, library=False) as base:
        base.add(Article("norvia", "Norvia will build phones", date(2024, 5, 2), text))
        outcome = base.ask("will there be a norvia 12 ultra?", today=date(2024, 6, 1))
        assert isinstance(outcome, Answer)
        assert outcome.text.startswith("Yes, the first will be the Norvia 12 Ultra")


LIDO = """The Orsel lido opens again on Saturday 14 June after two winters of repairs.

Kayaks, hard surfboards and inflatable boats are forbidden in the big basin.
Old ten-swim cards remain valid without limit.

Entry is sold only online and at the town hall.
The health office still has to approve the new slide.

A bathing cap of cloth is sufficient.
Dogs are welcome on the lawn, but not at weekends.

Line 6 runs as usual.
Pool manager Ivo Brandt resigned in May.

Whether the diving tower will be repaired is open.
The sauna was to have opened on 1 March.

The second footbridge opens in July, but it is not open to prams.

According to a report in the Orsel Echo, the cash desk was robbed. The town denies this.

The old lockers can stay.
The lido takes no glass bottles back."""

STOVE = """Harrowell is extending the recall of its camping stoves.
It now also covers the Ember Duo, sold since 2022.

The Ember Solo has no hose.
- Not affected: Ember Mini, since it cannot be refilled"""


@pytest.fixture(scope="module")
def waters(tmp_path_factory: pytest.TempPathFactory) -> Iterator[KnowledgeBase]:
    with KnowledgeBase(tmp_path_factory.mktemp("waters"), library=False) as found:
        found.add(make_article(LIDO, name="lido", title="Orsel lido opens again", day=date(2025, 6, 10)))
        found.add(make_article(STOVE, name="stove", title="Harrowell recalls more stoves", day=date(2025, 6, 11)))
        yield found


@pytest.mark.parametrize(
    ("question", "start"),
    [
        ("are surfboards allowed in the orsel lido?", "No"),
        ("do my old ten-swim cards for the orsel lido expire?", "No"),
        ("can i pay entry to the orsel lido at the gate?", "No"),
        ("can i buy entry to the orsel lido online?", "Yes"),
        ("has the health office approved the slide of the orsel lido yet?", "No"),
        ("must i buy a rubber bathing cap for the orsel lido?", "No"),
        ("may i take my dog to the orsel lido on a sunday?", "No"),
        ("does line 6 take another route because of the orsel lido?", "No"),
        ("is ivo brandt still manager of the orsel lido?", "No"),
        ("has it been settled that the diving tower of the orsel lido is repaired?", "No"),
        ("did the sauna of the orsel lido open in march?", "No"),
        ("may i take a pram over the second footbridge of the orsel lido?", "No, it is not open to prams"),
        ("was the cash desk of the orsel lido robbed?", "No"),
        ("will the orsel lido have to rip out the old lockers?", "No"),
        ("does the orsel lido open on saturday despite the repairs?", "Yes"),
        ("I own an ember duo, is it recalled by harrowell?", "Yes"),
        ("is the harrowell ember mini affected?", "No"),
        ("does the orsel lido open again or is that just gossip?", "Yes"),
    ],
)
def test_what_confines_ends_or_eases_something_tells_yes_from_no(
    waters: KnowledgeBase, question: str, start: str
) -> None:
    outcome = waters.ask(question, today=date(2025, 6, 14))

    assert isinstance(outcome, Answer)
    assert outcome.text.startswith(start)
